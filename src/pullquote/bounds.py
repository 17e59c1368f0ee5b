"""Where a question may be answered from: the words, or the articles, of whom it wants to hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pullquote.filters import Scope
from pullquote.indexing.library import Library
from pullquote.people_known import Person
from pullquote.questions import Asked
from pullquote.whose_words import whose_words


def speaking(asked: Asked, library: Library) -> tuple[Person, ...]:
    """Whose words alone may answer; nobody's where somebody is meant who wrote a whole article."""
    meant = whose_words(asked)
    return () if meant and library.written_by(_names(meant)) else meant


def bounded(asked: Asked, library: Library, scope: Scope) -> Scope:
    """Where to look: what somebody said is answered from nobody else's words.

    Where it is somebody who writes articles, from these, which may answer with what others say in them, and
    from those that quote that person.
    """
    meant = whose_words(asked)
    if not meant or scope.people is not None:
        return scope
    names = _names(meant)
    written = library.written_by(names)
    if not written:
        return replace(scope, people=meant)
    theirs = written | library.hearing(names)
    return replace(
        scope, articles=tuple(sorted(theirs if scope.articles is None else theirs & {*scope.articles}))
    )


def _names(people: Iterable[Person]) -> set[str]:
    return {name for person in people for name in person.names}
