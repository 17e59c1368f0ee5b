"""Which hits may be cited for a question, whatever the search and the model say for them."""

from __future__ import annotations

from collections.abc import Iterator

from pullquote.hits import Hit
from pullquote.indexing.library import Library
from pullquote.particulars import missing
from pullquote.questions import Asked
from pullquote.settings import Settings
from pullquote.wording import words

CLOSING = " \n\"”’')"
SCRAP = 4
"""Words below which a sentence is a scrap, such as an answer of two words or the rest of a heading."""


class Citable:
    """Asked of sentences of one index; `settings` switches its rules."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self.library = library
        self.settings = settings

    def fits(self, asked: Asked, hit: Hit) -> bool:
        """Whether it has the form that the answer must have, and is about that time, thing and person."""
        if self.settings.forms and hit.evidence.form < 0:
            return False
        if self.settings.particulars and missing(asked, self.library.article(hit.place.article)):
            return False
        return not self._by_a_namesake(asked, hit)

    def tells(self, hit: Hit) -> bool:
        """Whether it is neither a scrap nor what the article itself asks, which tell nothing."""
        text = hit.place.span.cut(self.library.article(hit.place.article).text).rstrip(CLOSING)
        return not text.endswith("?") and len(text.split()) >= SCRAP

    def named(self, asked: Asked, hit: Hit) -> bool:
        """Whether a sentence may answer that was not found itself."""
        return self.fits(asked, hit) and self.tells(hit)

    def beside(self, asked: Asked, hit: Hit) -> bool:
        """Whether a sentence beside one that fits may be cited with it or for it."""
        return self.tells(hit) and not self._by_a_namesake(asked, hit)

    def _by_a_namesake(self, asked: Asked, hit: Hit) -> bool:
        """Whether the sentence reports somebody who only shares a surname with a person of the question."""
        surnames = {person.surname for person in asked.people}
        heard = {name for speakers in self._heard(hit) for name in speakers.split(" and ")}
        alike = {name for name in heard if surnames & set(words(name)[-1:])}
        return bool(alike) and not any(alike & person.names for person in asked.people)

    def _heard(self, hit: Hit) -> Iterator[str]:
        return self.library.heard(hit.place.article, hit.place.span)
