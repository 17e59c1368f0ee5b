"""From the words that stand for a speaker to the speaker's name in this article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.documents import Documents
from pullquote.attribution.epithets import Epithets
from pullquote.attribution.frames import Frames
from pullquote.attribution.groups import Groups
from pullquote.attribution.later import Later
from pullquote.attribution.names import FIRST_PERSON, POST_NOMINALS
from pullquote.attribution.nouns import DEMONYMS, TITLES
from pullquote.attribution.people import Named, People, people
from pullquote.attribution.phrases import Phrases
from pullquote.attribution.pronouns import PREPOSITION, Memory, Resolved
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span
from pullquote.speakers import Attribution, Speaker

_PASSIVE = re.compile(
    r"(?:[a-z-]+ ){0,2}?(?:run|led|known|seen|[a-z]+ed) "
    r"(?:by (?:the )?(?P<doer>[A-Z].*)|(?:by|on|in|at|next|last)\b)"
)
"""The name of no body: the end of a clause in front of one's name, or of its verb."""

_FROM = (" of ", " from ", " for ", " at ")


@dataclass(slots=True)
class Resolver:
    """Names for mentions, in reading order."""

    cut: Frames
    people: People
    documents: Documents
    memory: Memory
    phrases: Phrases
    aliases: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cut: Frames) -> Resolver:
        """A resolver that has read the names and heard nobody yet."""
        known, writings = people(cut.masked), Documents(cut.masked)
        memory = Memory(cut, known, writings)
        epithets = Epithets(cut, known, memory)
        memory.described = epithets.person
        phrases = Phrases(cut, known, writings, memory, epithets, Groups(cut, known), Later(cut, known))
        return cls(cut, known, writings, memory, phrases)

    def speaker(self, mention: Mention, frame: Span) -> Resolved:
        """The canonical name for a mention, and how sure that is."""
        words = " ".join(mention.span.cut(self.cut.masked).split())
        if mention.what is What.PRONOUN:
            return self.memory.pronoun(words.lower(), mention, frame)
        whole = " ".join(mention.whole.cut(self.cut.masked).split())
        if words.isupper() and whole.startswith(("A ", "An ")):
            return self._phrase(whole[0] + whole[1:].lower(), mention)
        if mention.what is What.NAME:
            return self._names(words, mention, frame)
        return self._phrase(words, mention)

    def _phrase(self, words: str, mention: Mention) -> Resolved:
        if surname := self._surname(words, mention):
            return self._known(surname), 0.85
        name, sure = self.phrases.speaker(words, mention)
        if name and self.people.is_person(name):
            self._alias(name, words)
        elif name and (passive := _PASSIVE.match(name)):
            name = passive["doer"]  # "is now run by the Acme Trust, which said"
        return name, sure

    def bare(self, mention: Mention) -> Span:
        """The words of a mention; of a person's name without the title in front."""
        inside = self.people.between(mention.span.start, mention.span.end)
        persons = [place for place in inside if self.people.is_person(place.name)]
        if len(persons) != 1 or persons[0].possessive:
            return mention.span
        behind = self.cut.masked[persons[0].span.end : mention.span.end]
        ahead = self.cut.masked[mention.span.start : persons[0].span.start]
        alone = (not behind or behind.startswith(_FROM)) and not PREPOSITION.search(ahead)
        return persons[0].span if alone else mention.span

    def _names(self, words: str, mention: Mention, frame: Span) -> Resolved:
        inside = self.people.between(mention.span.start, mention.span.end + 1)
        if not inside and (longer := self.people.ending_at(mention.span.end)):
            inside = [longer]
        if FIRST_PERSON.fullmatch(words):
            return None, 0.3  # "I'm told"
        if not inside:
            return (words, 0.7) if not self._common(words, mention, frame) else (None, 0.5)
        if " and " in words and len(inside) > 1:
            inside = [place for place in (*self._listed_before(mention), *inside) if place.name not in TITLES]
            inside = [place for place in inside if not self._is_origin(place, inside)]
            return " and ".join(dict.fromkeys(self._known(place) for place in inside)), 0.9
        whole = " ".join(mention.whole.cut(self.cut.masked).split())
        if words in DEMONYMS and (
            meant := self.phrases.epithets.person(whole, words.lower(), mention.span.start)
        ):
            return meant, 0.5
        chosen = inside[-1]
        for place in inside:
            rest = self.cut.masked[place.span.end : mention.span.end]
            if self.people.is_person(place.name) and (
                not rest or rest.startswith(_FROM) or rest.strip() in POST_NOMINALS
            ):
                return self._known(place), 0.95
        if len(inside) > 1 or chosen.span.end < mention.span.end:
            return self.people.full_name(words), 0.8
        if self._common(words, mention, frame):
            return None, 0.5
        return self._known(chosen), 0.9

    def _is_origin(self, place: Named, inside: list[Named]) -> bool:
        """True for "Sandoval" in "Ann Lee of Sandoval and Ben Cho of Brook"."""
        ahead = self.cut.masked[max(0, place.span.start - 10) : place.span.start]
        persons = any(self.people.is_person(other.name) for other in inside)
        return persons and ahead.endswith((*_FROM, " of the ", " for the ", " at the ", " in "))

    def _listed_before(self, mention: Mention) -> list[Named]:
        """The names of "Holt, " before "Beck and Khan"."""
        listed: list[Named] = []
        start = mention.span.start
        for place in reversed(self.people.between(max(0, start - 120), start)):
            if self.cut.masked[place.span.end : start] != ", " or not self.people.is_person(place.name):
                break
            listed.insert(0, place)
            start = place.span.start
        return listed

    def _known(self, place: Named) -> str:
        """The name of a place, with the form that stands there kept as an alias."""
        form = " ".join(place.span.cut(self.cut.masked).split())
        self._alias(place.name, form)
        return place.name

    def _common(self, words: str, mention: Mention, frame: Span) -> bool:
        """True for a plural that is capitalised only because it begins the sentence ("Regulators say")."""
        opens = mention.span.start <= frame.start + 1
        return (
            opens
            and " " not in words
            and words.endswith("s")
            and not words.isupper()
            and not self._elsewhere(words, mention)
        )

    def _elsewhere(self, words: str, mention: Mention) -> bool:
        window = self.cut.masked[max(0, mention.span.start - 20_000) : mention.span.start + 20_000]
        return bool(re.search(rf"[a-z,] {re.escape(words)}\b", window))

    def _alias(self, name: str, form: str) -> None:
        known = self.aliases.setdefault(name, [])
        if form != name and form not in known:
            known.append(form)

    def _surname(self, words: str, mention: Mention) -> Named | None:
        """A surname that is a common noun too ("Baker")."""
        ends = self.people.between(mention.span.start, mention.span.end)
        if not ends or ends[-1].span.end != mention.span.end or PREPOSITION.search(words):
            return None
        return ends[-1] if self.people.is_person(ends[-1].name) else None

    def speakers(self, attributions: list[Attribution]) -> tuple[Speaker, ...]:
        """The speakers in the order of their first words; joint ones each for himself."""
        names: dict[str, None] = {}
        for made in attributions:
            for name in self._apart(made.speaker) if made.speaker else ():
                names[name] = None
        return tuple(
            Speaker(name, tuple(self.aliases.get(name, ())), self.people.roles.get(name)) for name in names
        )

    def _apart(self, speaker: str) -> list[str]:
        parts = speaker.split(" and ")
        return parts if any(self.people.is_person(part) for part in parts) else [speaker]
