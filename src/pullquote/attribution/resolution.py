"""From the words that stand for a speaker to the speaker's name in this article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.documents import Documents
from pullquote.attribution.frames import Frames
from pullquote.attribution.nouns import COMMON_BODIES, DOCUMENTS, ROLES
from pullquote.attribution.people import Named, People, people
from pullquote.attribution.pronouns import PREPOSITION, SPOKEN_FOR, Memory, Resolved
from pullquote.attribution.tokens import Mention, What
from pullquote.attribution.wordlists import words
from pullquote.spans import Span
from pullquote.speakers import Attribution, Speaker

_POSSESSED = re.compile(r"(.+?)(?:[’']s|(?<=s)[’']) (.+)$")
_LEADING = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat) ")
_VAGUE = re.compile(
    r"(?:many|some|others?|several|most|few|both|all|critics|experts|people|officials|researchers|scientists|analysts"
    r"|supporters|opponents|proponents|observers|recent|advocates|insiders|sources|those|these|one|no|any|another"
    r"|somebody|someone|everyone|everybody|nobody|anyone|two|three|four|five|\d+)\b",
    re.IGNORECASE,
)
_NARROWED = re.compile(r"[Tt]he (?:(?:\d+|[a-z]+)-year-old|[A-Z][\w-]+)(?: \w+)? [a-z]+$")

_GENERIC = words("company group agency firm organisation organization union charity bank start-up startup")

_FROM = (" of ", " from ", " for ", " at ")

_BOTH = words("couple pair two duo brothers sisters siblings twins men women")
_SEEN = re.compile(
    r" (?:seen|obtained|leaked|dated|handed|sent|pinned|posted|issued|released|published)\b.*$"
)


@dataclass(slots=True)
class Resolver:
    """Names for mentions, in reading order."""

    cut: Frames
    people: People
    documents: Documents
    memory: Memory
    aliases: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cut: Frames) -> Resolver:
        """A resolver that has read the names and heard nobody yet."""
        known, writings = people(cut.masked), Documents(cut.masked)
        return cls(cut, known, writings, Memory(cut, known, writings))

    def speaker(self, mention: Mention, frame: Span) -> Resolved:
        """The canonical name for a mention, and how sure that is."""
        words = " ".join(mention.span.cut(self.cut.masked).split())
        if mention.what is What.PRONOUN:
            return self.memory.pronoun(words.lower(), mention, frame)
        if mention.what is What.NAME:
            return self._names(words, mention, frame)
        return self._phrase(words, mention)

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
        if not inside:
            return (words, 0.7) if not self._common(words, mention, frame) else (None, 0.5)
        if " and " in words and len(inside) > 1:
            inside = [*self._listed_before(mention), *inside]
            return " and ".join(dict.fromkeys(self._known(place) for place in inside)), 0.9
        chosen = inside[-1]
        for place in inside:
            rest = self.cut.masked[place.span.end : mention.span.end]
            if self.people.is_person(place.name) and (not rest or rest.startswith(_FROM)):
                return self._known(place), 0.95
        if len(inside) > 1 or chosen.span.end < mention.span.end:
            return self.people.full_name(words), 0.8
        if self._common(words, mention, frame):
            return None, 0.5
        return self._known(chosen), 0.9

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

    def _phrase(self, words: str, mention: Mention) -> Resolved:
        """A common noun phrase: a role, a writing, a body, or somebody whom the article does not name."""
        if surname := self._surname(words, mention):
            return self._known(surname), 0.85
        words = _SEEN.sub("", words)
        if role := self.people.described_as(words):
            self._alias(role, words)
            return role, 0.85
        inside = self.people.between(mention.span.start, mention.span.end)
        head = _head(words)
        bare = _LEADING.sub("", words, count=1)
        if inside and self._speaks_for(words, head, inside):
            return self._owners(words, inside), 0.8
        if SPOKEN_FOR.fullmatch(head):
            return self._spoken_for(words, inside, mention), 0.7
        if head in DOCUMENTS or (head.endswith("s") and head[:-1] in DOCUMENTS):
            return self._writing(words, bare, head, mention)
        if head in COMMON_BODIES:
            return self._body(bare, mention)
        if bare.lower() in _BOTH or words.lower() == "both":
            pair = self.people.related(mention.span.start) if bare.lower() not in ("pair", "two") else None
            return (" and ".join(pair), 0.7) if pair else self.memory.plural(mention)
        return self._unnamed(words, bare, head)

    def _writing(self, words: str, bare: str, head: str, mention: Mention) -> Resolved:
        """ "its website" and "the company's website" speak for the body, "the order" for itself."""
        if words.lower().startswith("its "):
            return self.memory.thing(Span(mention.span.start, mention.span.start))
        owned = _POSSESSED.match(bare)
        if owned and owned.group(1) in _GENERIC:
            return self._body(owned.group(1), mention)
        return self.documents.full_name(bare, head, mention.span.start), 0.8

    def _unnamed(self, words: str, bare: str, head: str) -> Resolved:
        """People without a name; a capital at the end makes it a name after all."""
        if head in ROLES and PREPOSITION.search(words):
            return None, 0.6
        plural = head.endswith("s") and head not in ("news", "press", "congress")
        if _VAGUE.match(words) or head in ROLES or plural:
            return self._narrowed(words)
        if (re.search(r"[A-Z]", bare) and bare.split()[-1][0].isupper()) or _POSSESSED.match(bare):
            return bare, 0.6
        return None, 0.5

    def _owners(self, words: str, inside: list[Named]) -> str:
        """The owner of a writing, or the owners joined by "and"."""
        owners = inside[:1]
        for place in inside[1:] if not _POSSESSED.match(words) else ():
            if self.cut.masked[owners[-1].span.end : place.span.start] not in (" and ", " and the "):
                break
            owners.append(place)
        return " and ".join(place.name for place in owners)

    def _spoken_for(self, words: str, inside: list[Named], mention: Mention) -> str | None:
        """The body that a nameless spokesman speaks for."""
        if inside:
            return inside[-1].name
        bodies = [word for word in words.lower().split() if word in COMMON_BODIES]
        if bodies and bodies[0] not in _GENERIC:
            return self.documents.full_name(bodies[0], bodies[0], mention.span.start)
        return self.people.latest_body(mention.span.start)

    def _speaks_for(self, words: str, head: str, inside: list[Named]) -> bool:
        """ "Lee's letter", "a report by the Institute": the named owner speaks."""
        if head not in DOCUMENTS | {"argument", "words"}:
            return False
        owned = _POSSESSED.match(words)
        if owned:
            return inside[0].name.split()[-1] in owned.group(1)
        return bool(re.search(r" (?:by|from) ", words))

    def _body(self, bare: str, mention: Mention) -> Resolved:
        """ "the company": the body named last; with words of its own ("the legal team") itself."""
        if " " in bare or not bare.islower():
            return bare, 0.7
        called = self.people.latest_body(mention.span.start, bare)
        if called is None and bare in _GENERIC:
            called = self.people.latest_body(mention.span.start)
        if called is None and bare in _GENERIC:
            bodies = (
                name
                for name, human in reversed(self.memory.last[-12:])
                if name and not human and name[0].isupper()
            )
            called = next(bodies, None)
        return called or bare, 0.6

    def _narrowed(self, words: str) -> Resolved:
        """ "the Leeds captain" right after somebody was spoken of, and nobody else fits: not sure."""
        last = self.memory.last[-1][0] if self.memory.last else None
        if not last or not self.people.is_person(last) or not words.lower().startswith("the "):
            return None, 0.6
        if _NARROWED.match(words) or (len(self.people.persons) == 1 and not words.endswith("s")):
            return last, 0.5
        return None, 0.6

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


def _head(words: str) -> str:
    """The noun that a phrase is about: "lawyers" of "lawyers consulted by the paper"."""
    front = PREPOSITION.split(words, maxsplit=1)[0].split()
    if len(front) > 1 and front[-1].islower() and front[-1].endswith("ed"):
        front.pop()
    return front[-1].lower()
