"""From the words that stand for a speaker to the speaker's name in this article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.documents import Documents
from pullquote.frames import Frames
from pullquote.mentions import Mention, What
from pullquote.nouns import COMMON_BODIES, DOCUMENTS, ROLES
from pullquote.people import Named, People, people
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
_PREPOSITION = re.compile(r" (?:of|for|in|at|from|with|on|by|to|about|near|who|that|close) ")
_SPOKEN_FOR = re.compile(r"spokes(?:man|woman|person|people)s?|representatives?|press officer", re.IGNORECASE)
_NARROWED = re.compile(r"[Tt]he (?:(?:\d+|[a-z]+)-year-old|[A-Z][\w-]+)(?: \w+)? [a-z]+$")

_GENERIC = frozenset(
    "company group agency firm organisation organization union charity bank start-up startup".split()
)

_FROM = (" of ", " from ", " for ", " at ")

_OBJECT = re.compile(r"\b(?:of|about|to|for|with|from|against|like|unlike) $", re.IGNORECASE)
_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_BOTH = frozenset("couple pair two duo brothers sisters siblings twins men women".split())
_SEEN = re.compile(
    r" (?:seen|obtained|leaked|dated|handed|sent|pinned|posted|issued|released|published)\b.*$"
)
_BEAT = re.compile(r"(?:He|She)\b")

_OPENING_ROLE = re.compile(
    r"(?:The|Its|Their|His|Her|An?) (?:[\w’'-]+ ){0,3}?([a-z]+)(?= (?:[a-z]+(?:ed|s)|has|is|was|had)\b)"
)
_OPENING_BODY = re.compile(
    r"(?:The|Its|Their) ((?:[\w’'-]+ ){0,4}?([a-z]+))(?= [a-z]+(?:ed|s)\b| (?:has|is|was|had)\b)"
)

Resolved = tuple[str | None, float]


@dataclass(slots=True)
class Resolver:
    """Remembers, in reading order, who spoke and who was spoken of; None where somebody unnamed spoke."""

    cut: Frames
    people: People
    documents: Documents
    last: list[tuple[str | None, bool]] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cut: Frames) -> Resolver:
        """A resolver that has read the names and heard nobody yet."""
        return cls(cut, people(cut.masked), Documents(cut.masked))

    def heard(self, speaker: str | None, mention: Mention | None) -> None:
        """Note who spoke in a frame, and whether the words for it mean a human ("a spokesman": yes)."""
        self.last.append((speaker, self._human(speaker, mention)))

    def _human(self, speaker: str | None, mention: Mention | None) -> bool:
        if speaker and self.people.is_person(speaker):
            return True
        words = mention.span.cut(self.cut.masked) if mention else ""
        return (
            words.lower() in ("he", "she")
            or not _PREPOSITION.search(words)
            and bool(mention and mention.what is What.PHRASE and words.split()[-1].lower() in ROLES)
            or bool(_SPOKEN_FOR.search(words))
        )

    def saw(self, frame: Span) -> None:
        """Note whom a frame without speech is about."""
        if subject := self.beat(frame):
            self.last.append((subject, True))
        elif body := self._opening_body(frame):
            self.last.append((body, False))

    def _opening_body(self, frame: Span) -> str | None:
        """The body that begins a sentence: "The president's office", "Ofwell"."""
        role = _OPENING_ROLE.match(self.cut.masked, frame.start, frame.end)
        if role and role.group(1) in ROLES:
            self.last.append((self.people.described_as(role.group()), True))
            return None
        body = _OPENING_BODY.match(self.cut.masked, frame.start, frame.end)
        if body and body.group(2) in COMMON_BODIES:
            return body.group(1)
        inside = self.people.between(frame.start, min(frame.end, frame.start + 80))
        first = inside[0] if inside else None
        lead = self.cut.masked[frame.start : first.span.start] if first else ""
        if first and not first.possessive and lead in ("", "The ") and first.name in self.known_bodies():
            return first.name
        return None

    def known_bodies(self) -> set[str]:
        """The bodies that have spoken, or whose short form the article explains."""
        return {name for name, human in self.last[-40:] if name and not human} | set(
            self.people.bodies.values()
        )

    def beat(self, frame: Span) -> str | None:
        """Whom a sentence without speech is about: the pronoun that begins it, or its first person."""
        pronoun = _BEAT.match(self.cut.masked, frame.start, frame.end)
        if not pronoun:
            return self.subject(frame)
        place = Span(*pronoun.span())
        return self._pronoun(pronoun.group().lower(), Mention(place, What.PRONOUN, place), frame)[0]

    def subject(self, frame: Span, pronoun: str = "") -> str | None:
        """The first person whom the span names, a possessive only if there is no other."""
        named = [
            place
            for place in self.people.between(frame.start, frame.end)
            if self.people.is_person(place.name) and self._may_be(place.name, pronoun)
            if not (pronoun and self._object(place))
        ]
        named.sort(key=lambda place: place.possessive)
        return named[0].name if named else None

    def _object(self, place: Named) -> bool:
        """True behind a preposition ("Of Lee, she wrote"): not whom a pronoun means."""
        lead = self.cut.masked[max(0, place.span.start - 9) : place.span.start]
        return not place.possessive and bool(_OBJECT.search(lead))

    def _may_be(self, name: str, pronoun: str) -> bool:
        known = self.people.genders.get(name)
        return pronoun not in ("he", "she") or known is None or known == pronoun

    def speaker(self, mention: Mention, frame: Span) -> Resolved:
        """The canonical name for a mention, and how sure that is."""
        words = " ".join(mention.span.cut(self.cut.masked).split())
        if mention.what is What.PRONOUN:
            return self._pronoun(words.lower(), mention, frame)
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
        alone = (not behind or behind.startswith(_FROM)) and not _PREPOSITION.search(ahead)
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

    def _pronoun(self, word: str, mention: Mention, frame: Span) -> Resolved:
        if word in ("i", "we", "who", "which"):
            return None, 0.3
        word = _POSSESSIVE.get(word, word)
        opener = _BEAT.match(self.cut.masked, frame.start, mention.span.start)
        if opener and opener.group().lower() != word and word in ("he", "she"):
            self.beat(frame)  # "She offered him a job; he said": it tells who is who
        if word == "they":
            return self._plural(mention)
        before = Span(frame.start, max(frame.start, mention.span.start))
        if word == "it":
            return self._thing(before)
        if own := self.subject(before, word):
            self.people.genders.setdefault(own, word)
            return own, 0.85
        for speaker, human in reversed(self.last[-12:]):
            if not human:
                continue
            if speaker is None or not self.people.is_person(speaker):
                return speaker, 0.5
            if self._may_be(speaker, word):
                self.people.genders.setdefault(speaker, word)
                return speaker, 0.8
        return None, 0.3

    def _plural(self, mention: Mention) -> Resolved:
        last = self.last[-1] if self.last else (None, True)
        if last[0] and (" and " in last[0] or not last[1]):
            return last[0], 0.7
        places = self.people.between(max(0, mention.span.start - 700), mention.span.start)
        for one, two in reversed(list(zip(places, places[1:], strict=False))):
            gap = self.cut.masked[one.span.end : two.span.start]
            if re.fullmatch(r",? (?:and|&) (?:[^,.;]{0,40} )?", gap) and self._two_people(one, two):
                return f"{one.name} and {two.name}", 0.8
        return None, 0.4

    def _two_people(self, one: Named, two: Named) -> bool:
        return one.name != two.name and self.people.is_person(one.name) and self.people.is_person(two.name)

    def _thing(self, before: Span) -> Resolved:
        """ "it": the owner of a writing just named, the body or writing that spoke last."""
        earlier = self.cut.before(before.start)
        for span in (before, earlier):
            if span and (owner := self.documents.owner(span, self.people)):
                return owner, 0.6
        last = self.last[-1][0] if self.last else None
        if last and not self.people.is_person(last):
            return last, 0.6
        if earlier and (writing := self.documents.named_in(earlier)):
            return writing, 0.5
        body = self.people.latest_body(before.end)
        return body, 0.4

    def _phrase(self, words: str, mention: Mention) -> Resolved:
        ends = self.people.between(mention.span.start, mention.span.end)
        if ends and ends[-1].span.end == mention.span.end and self.people.is_person(ends[-1].name):
            if not _PREPOSITION.search(words):
                return self._known(ends[-1]), 0.85  # a surname that is a common noun too ("Baker")
        words = _SEEN.sub("", words)
        if role := self.people.described_as(words):
            self._alias(role, words)
            return role, 0.85
        inside = self.people.between(mention.span.start, mention.span.end)
        head = _PREPOSITION.split(words, maxsplit=1)[0].split()[-1].lower()
        if inside and self._speaks_for(words, head, inside):
            return self._owners(words, inside), 0.8
        if _SPOKEN_FOR.fullmatch(head):
            return self._spoken_for(words, inside, mention), 0.7
        bare = _LEADING.sub("", words, count=1)
        owned = _POSSESSED.match(bare)
        if words.lower().startswith("its ") and head in DOCUMENTS:
            return self._thing(Span(mention.span.start, mention.span.start))
        if owned and head in DOCUMENTS and owned.group(1) in _GENERIC:
            return self._body(owned.group(1), mention)
        if head in DOCUMENTS or head.endswith("s") and head[:-1] in DOCUMENTS:
            bare = _SEEN.sub("", bare)
            return self.documents.full_name(bare, head, mention.span.start), 0.8
        if head in COMMON_BODIES:
            return self._body(bare, mention)
        if head in ROLES and _PREPOSITION.search(words):
            return None, 0.6
        if bare.lower() in _BOTH or words.lower() == "both":
            pair = self.people.related(mention.span.start) if bare.lower() not in ("pair", "two") else None
            return (" and ".join(pair), 0.7) if pair else self._plural(mention)
        if (
            _VAGUE.match(words)
            or head in ROLES
            or head.endswith("s")
            and head not in ("news", "press", "congress")
        ):
            return self._narrowed(words)
        if re.search(r"[A-Z]", bare) and bare.split()[-1][0].isupper() or _POSSESSED.match(bare):
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
        if head not in DOCUMENTS | {"argument", "words", "lawyers", "lawyer"}:
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
                name for name, human in reversed(self.last[-12:]) if name and not human and name[0].isupper()
            )
            called = next(bodies, None)
        return called or bare, 0.6

    def _narrowed(self, words: str) -> Resolved:
        """ "the Leeds captain" right after somebody was spoken of, and nobody else fits: not sure."""
        last = self.last[-1][0] if self.last else None
        if not last or not self.people.is_person(last) or not words.lower().startswith("the "):
            return None, 0.6
        if _NARROWED.match(words) or len(self.people.persons) == 1 and not words.endswith("s"):
            return last, 0.5
        return None, 0.6

    def heading(self, frame: Span, quoted: Span) -> Named | None:
        """The name before a colon that opens the frame, or after a dash behind the quotation."""
        masked = self.cut.masked
        lead = masked[frame.start : quoted.start].rstrip()
        if lead in ("A:", "A.", "A"):
            return self._interviewed(frame)
        if lead.endswith(":") and len(lead) < 120:
            inside = self.people.between(frame.start, quoted.start)
            people = [place for place in inside if self.people.is_person(place.name)]
            return (people or inside)[0] if inside and inside[0].span.start - frame.start < 40 else None
        tail = _DASHED.match(masked, quoted.end, frame.end)
        if tail and quoted.start == frame.start:
            inside = self.people.between(tail.end(), frame.end)
            return inside[0] if inside and inside[0].span.start - tail.end() < 12 else None
        return None

    def _interviewed(self, frame: Span) -> Named | None:
        """Who answers in "Q: … A: …": the person the article names first."""
        persons = (place for place in self.people.places if self.people.is_person(place.name))
        return next((place for place in persons if place.span.start < frame.start), None)

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


_DASHED = re.compile(r"\s*(?:[—–-]{1,2}|―)\s*")
