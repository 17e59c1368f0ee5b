"""Whom a question names by office alone: "the port's director", "the leader of Ash council"."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pullquote.attribution.nouns import ROLES
from pullquote.conversation import ABOUT
from pullquote.people_known import Person, is_personal
from pullquote.wording import STOPWORDS, WORD, content_words, folded, stem, words

_FURTHER = re.compile(r"\b(?:of|at|in|for|since|with|to|and|on)\b|[,;(]", re.IGNORECASE)
"""Where the noun of an office has been said and its body, place or time begins."""

_ONE_WORD = (
    (re.compile(r"\bchief[ -]executive(?:[ -]officer)?\b|\bboss\b", re.IGNORECASE), "CEO"),
    (re.compile(r"\bchair(?:man|woman|person)\b", re.IGNORECASE), "chair"),
    (re.compile(r"\bspokes(?:man|woman)\b", re.IGNORECASE), "spokesperson"),
)
_OWNS = re.compile(r"[’']s?$")
_SHORT = frozenset({"gov", "sen", "rep", "prof", "gen", "col", "sgt", "capt", "rev"})
"""Titles that nobody writes so without a name behind them: "gov pruitt"."""

AROUND = 5
"""Words before an office, and behind its "of", that may say of what it is."""


@dataclass(frozen=True, slots=True)
class Office:
    """Somebody named by office: its noun, and all words of the question that say which, folded."""

    person: Person
    noun: str
    said: frozenset[str]


def holder(rows: sqlite3.Connection, people: Sequence[Person], question: str) -> Office | None:
    """The one person who holds an office that the question names; None when none or several do.

    The words around the office have to stand in the role that the article gives, or in that article; of
    several persons it is the one whose role holds most of them, then most of what is taken along from an
    earlier turn.
    """
    said = [match.group() for match in WORD.finditer(in_one_word(question))]
    along = {stem(word) for word in content_words(question.partition(ABOUT)[2])}
    known = {name: person for person in people for name in person.names if is_personal(name)}
    found: dict[Person, tuple[tuple[int, int], Office]] = {}
    for name, role, article in rows.execute("SELECT name, role, article FROM people WHERE role IS NOT NULL"):
        for named in _named(said, role) if name in known else ():
            own = {stem(word) for word in words(in_one_word(role))}
            further = [word for word in named if stem(word) not in own]
            if _in_article(rows, article, further):
                held = (len(named) - len(further), len(along & own))
                fit = held, Office(known[name], _head(role), named)
                found[known[name]] = max(found.get(known[name], fit), fit, key=lambda one: one[0])
    most = max((fit for fit, _ in found.values()), default=None)
    best = [office for fit, office in found.values() if fit == most]
    return best[0] if len(best) == 1 else None


def in_one_word(text: str) -> str:
    """A text with one word for offices that go by several: "chairman" and "chairwoman" are "chair"."""
    for pattern, one in _ONE_WORD:
        text = pattern.sub(one, text)
    return text


def _head(role: str) -> str:
    """The noun of an office: the last word before its body, place or time."""
    named = words(_FURTHER.split(in_one_word(role), maxsplit=1)[0])
    return named[-1] if named else ""


def _named(said: Sequence[str], role: str) -> Iterator[frozenset[str]]:
    """For each place where the question has the noun of that office alone, its words and those around."""
    head = _head(role)
    plain = [folded(word) for word in said]
    for place in (place for place, word in enumerate(plain) if word == head):
        behind = said[place + 1 : place + 2]
        if behind and (behind[0][:1].isupper() or (head in _SHORT and folded(behind[0]) not in STOPWORDS)):
            continue  # a name follows, and tells who is meant
        if behind and said[place] != _OWNS.sub("", said[place]) and plain[place + 1] in ROLES:
            continue  # "the mayor's lawyer" is another
        before = _run(reversed(plain[max(0, place - AROUND) : place]))
        after = (
            _run(plain[place + 2 : place + 3 + AROUND], {"the"})
            if plain[place + 1 : place + 2] == ["of"]
            else []
        )
        yield frozenset([head, *before, *after])


def _run(plain: Sequence[str] | Iterator[str], passed: frozenset[str] | set[str] = frozenset()) -> list[str]:
    """The words up to the first that carries no meaning of its own."""
    run = []
    for word in plain:
        if word in STOPWORDS - passed:
            break
        run += [word] * (word not in passed)
    return run


def _in_article(rows: sqlite3.Connection, article: int, told: Sequence[str]) -> bool:
    query = "SELECT count(*) FROM articles WHERE id = ? AND text LIKE ?"
    return all(rows.execute(query, (article, f"%{word}%")).fetchone()[0] for word in told)
