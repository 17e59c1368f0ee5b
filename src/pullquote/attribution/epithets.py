"""Whom "the ferryman", "the 34-year-old" or "the Dane" means, when no role of the article says it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.frames import Frames
from pullquote.attribution.nouns import DEMONYMS, ROLES
from pullquote.attribution.people import People
from pullquote.attribution.pronouns import PREPOSITION, REFLEXIVE, Memory
from pullquote.attribution.roles import gender
from pullquote.attribution.wordlists import words

_DEFINITE = re.compile(r"(?:[Tt]he|[Tt]hat|[Tt]his) ")
_POSSESSOR = re.compile(r"[’']s? ")
_AGE = re.compile(r"\b(\d{1,3})-year-old\b")
_HUMAN = re.compile(r"[a-z-]{3,}(?:man|woman|ist|ologist|keeper|maker|master|mistress|smith|wright|grapher)$")
_EPITHETS = words(
    "mum mom dad father-of-two father-of-three mother-of-two mother-of-three mum-of-one mum-of-two "
    "mum-of-three dad-of-one dad-of-two dad-of-three star youngster newcomer millionaire billionaire tycoon "
    "magnate heiress gallerist academic clergyman silk brickie ex-wife ex-husband pensioner teen toddler "
    "grandad granddad gran grandma widower bachelor bride groom hero heroine champion rookie newlywed "
    "forward footballer cricketer jockey international mogul laureate virtuoso maestro restaurateur "
    "entrepreneur"
)
_OFFICES = words(
    "judge magistrate coroner referee umpire prosecutor mayor minister president governor chancellor premier "
    "jury juror clerk bailiff usher foreman official officials spokesman spokeswoman spokesperson secretary "
    "chairman chairwoman chair commissioner sheriff detective constable inspector reporter interviewer "
    "correspondent editor caller victim defendant plaintiff claimant king queen pope monarch prince princess "
    "government union counsel representative witness author general"
)
"""What somebody is whom an article need not name: not an epithet for the person just spoken of."""
_PARTS = words("defendant witness accused suspect victim caller plaintiff claimant")
"""What somebody just spoken of may be in a court or an inquiry."""
_UNNAMED = re.compile(
    r"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) [^.;:“”\n]{3,90}?(?:\bnot to be (?:named|identified|quoted)"
    r"|\bdeclin\w+ to be (?:named|identified)|condition of anonymity|\bfor anonymity|\banonymous"
    r"|\bon background)"
)
"""Brings in somebody who keeps without a name; whoever "the investor" is behind it, nobody named is."""
_NEAR = 250
_AHEAD = 400
"""Characters before a mention in which the person meant may be named."""


def is_human(noun: str) -> bool:
    """True for a common noun for a person."""
    return noun in ROLES or noun in _EPITHETS or bool(_HUMAN.fullmatch(noun))


@dataclass(slots=True)
class Epithets:
    """Definite descriptions of one article, in reading order."""

    cut: Frames
    people: People
    memory: Memory
    ages: dict[str, str] = field(default_factory=dict)

    def person(self, words: str, head: str, at: int) -> str | None:
        """The person spoken of last whom the words may describe; None where they may mean somebody else."""
        if not _DEFINITE.match(words):
            return None
        if not self._describes(words, head):
            return self._office(words, head, at)
        if self.introduced(head, at):
            return None
        age = _AGE.search(words)
        candidates = self._candidates(at, gender(words))
        if REFLEXIVE.match(self.cut.masked, at + len(words)) and self.memory.last:
            candidates = [name for name in candidates if name != self.memory.last[-1].name]
        for name in candidates:
            if age is None or self.ages.setdefault(name, age.group(1)) == age.group(1):
                self.people.describe(name, words, at)
                return name
        return None

    def _office(self, words: str, head: str, at: int) -> str | None:
        """Who holds an office with a word of its own ("the branch secretary"): the person who just spoke
        and whom the article calls nothing else."""
        last = self.memory.last[-1].name if self.memory.last else None
        if head in _PARTS and last in self._near(at) & self.people.persons:
            return last
        if head not in _OFFICES or len(words.split()) != 3 or _POSSESSOR.search(words) or last is None:
            return None
        return (
            last if last in self._near(at) & self.people.persons and last not in self.people.roles else None
        )

    def _near(self, at: int) -> set[str]:
        """Who is named shortly before a place in its paragraph."""
        paragraph = self.cut.masked.rfind("\n", 0, at) + 1
        return {place.name for place in self.people.between(max(paragraph, at - _NEAR), at)}

    def _describes(self, words: str, head: str) -> bool:
        """True for words that say what a person is, and do not name an office that somebody else may hold."""
        if _AGE.search(words) or words.split()[-1] in DEMONYMS:
            return True
        if head in _OFFICES or PREPOSITION.search(words) or _POSSESSOR.search(words):
            return False
        return is_human(head)

    def introduced(self, head: str, at: int) -> bool:
        """True if somebody without a name was brought in as "a ferryman"."""
        found = re.compile(
            rf"\b(?:[Aa]n?|[Oo]ne|[Aa]nother) (?:[\w-]+ ){{0,3}}{re.escape(head)}\b(?! named| called"
            rf"|,? [A-Z])"
        )
        paragraph = self.cut.masked.rfind("\n", 0, at) + 1
        if _UNNAMED.search(self.cut.masked, paragraph, at):
            return True
        return any(
            not self.cut.masked.endswith(", ", 0, match.start())
            for match in found.finditer(self.cut.masked, max(0, at - 6000), at)
        )

    def _candidates(self, at: int, pronoun: str | None) -> list[str]:
        """Who spoke or was spoken of last, then who was named last; as "he" or "she" allows."""
        names: dict[str, None] = {}
        for heard in self.memory.last[-1:]:
            if heard.name and self.people.is_person(heard.name):
                names[heard.name] = None
        for place in reversed(self.people.between(max(0, at - _AHEAD), at)):
            if self.people.is_person(place.name):
                names[place.name] = None
        wanted = [name for name in names if self.people.genders.get(name, pronoun) == pronoun]
        return wanted if pronoun else list(names)
