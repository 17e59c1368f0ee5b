"""Whom "he", "she", "it" and "they" mean: a memory of who spoke and who was spoken of."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise

from pullquote.attribution.documents import Documents
from pullquote.attribution.frames import Frames
from pullquote.attribution.nouns import COMMON_BODIES, DOCUMENTS, ROLES
from pullquote.attribution.openings import ASKS_OF, OPENING_ROLE, acting_body
from pullquote.attribution.people import Named, People
from pullquote.attribution.roles import gender
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span

SPOKEN_FOR = re.compile(r"spokes(?:man|woman|person|people)s?|representatives?|press officer", re.IGNORECASE)
_OBJECT = re.compile(
    r"\b(?:of|about|to|for|with|from|against|like|unlike|in|at|on|near|into) $", re.IGNORECASE
)
_POSSESSIVE = {"his": "he", "her": "she", "their": "they", "its": "it"}
_KIN = re.compile(
    r"([Hh]is|[Hh]er|[Tt]heir) (?:[a-z]+ )?(brother|sister|twin|cousin|namesake|husband|wife)\b"
)
REFLEXIVE = re.compile(r" (?:(him)|her)self\b")
"""Behind the words for a speaker: a human being, and not the one who spoke before."""
_BEAT = re.compile(r"(?:He|She)\b")
_ACTS = re.compile(r" (?:has|had|also|[a-z]{3,}ed)\b")
_OPENING_BODY = re.compile(
    r"(?:The|Its|Their) ((?:[\w’'-]+ ){0,4}?([a-z]+))(?= [a-z]+(?:ed|s)\b| (?:has|is|was|had)\b)"
)
_DESCRIBED_BODY = re.compile(r"(?:The|Its|An?) (?:[\w’'-]+ ){0,4}?([a-z]+), (?=[A-Z])")
PREPOSITION = re.compile(r" (?:of|for|in|at|from|with|on|by|to|about|near|who|that|close) ")

Resolved = tuple[str | None, float]
"""A speaker's name, None where the article does not tell, and how sure that is."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who spoke or was spoken of; a name of None: somebody unnamed.

    `human`: the words for it mean a human being, not a body or a writing (a person's letter is none).
    `pronoun`: "he" or "she" where the words tell ("his mother").
    """

    name: str | None
    human: bool
    pronoun: str | None = None


@dataclass(slots=True)
class Memory:
    """Who spoke and who was spoken of, in reading order."""

    cut: Frames
    people: People
    documents: Documents
    last: list[Heard] = field(default_factory=list)
    described: Callable[[str, str, int], str | None] = lambda words, head, at: None

    def heard(self, speaker: str | None, mention: Mention | None) -> None:
        """Note who spoke in a frame, and whether the words for it mean a human ("a spokesman": yes)."""
        words = mention.span.cut(self.cut.masked) if mention and speaker is None else ""
        human, told = self._human(speaker, mention), gender(words)
        if words and mention and (reflexive := REFLEXIVE.match(self.cut.masked, mention.span.end)):
            human, told = True, "he" if reflexive.group(1) else "she"
        self.last.append(Heard(speaker, human, told))

    def _human(self, speaker: str | None, mention: Mention | None) -> bool:
        words = mention.span.cut(self.cut.masked) if mention else ""
        if speaker and self.people.is_person(speaker):
            phrase = mention is not None and mention.what is What.PHRASE
            return not (phrase and PREPOSITION.split(words)[0].split()[-1].lower() in DOCUMENTS)
        return (
            words.lower() in ("he", "she")
            or (
                not PREPOSITION.search(words)
                and bool(mention and mention.what is What.PHRASE and words.split()[-1].lower() in ROLES)
            )
            or bool(mention and SPOKEN_FOR.search(mention.whole.cut(self.cut.masked)))
        )

    def saw(self, frame: Span) -> None:
        """Note whom a frame without speech is about."""
        if body := acting_body(self.cut.masked, self.people, frame):
            self.last.append(Heard(body, False))
        elif subject := self.beat(frame):
            self.last.append(Heard(subject, True))
        elif body := self._opening_body(frame):
            self.last.append(Heard(body, False))

    def _opening_body(self, frame: Span) -> str | None:
        """The body that begins a sentence: "The president's office", "Ofwell"."""
        role = OPENING_ROLE.match(self.cut.masked, frame.start, frame.end)
        if role and role.group(1) in ROLES:
            told = gender(role.group())
            name = self.people.described_as(role.group(), frame.start) or self.kin(role.group(), frame.start)
            name = name or self.described(role.group(), role.group(1), frame.start)
            self.last.append(Heard(name, True, told))
            return None
        body = _OPENING_BODY.match(self.cut.masked, frame.start, frame.end)
        if body and body.group(2) in COMMON_BODIES:
            return body.group(1)
        described = _DESCRIBED_BODY.match(self.cut.masked, frame.start, frame.end)
        inside = self.people.between(frame.start, min(frame.end, frame.start + 80))
        if described and described.group(1) in COMMON_BODIES and inside:
            return inside[0].name if inside[0].span.start == described.end() else None
        first = inside[0] if inside else None
        lead = self.cut.masked[frame.start : first.span.start] if first else ""
        if not first or first.possessive or lead not in ("", "The "):
            return None
        acts = _ACTS.match(self.cut.masked, first.span.end) and not self.people.is_person(first.name)
        return first.name if acts or first.name in self.known_bodies() else None

    def known_bodies(self) -> set[str]:
        """The bodies that have spoken, or whose short form the article explains."""
        heard = {one.name for one in self.last[-40:] if one.name and not self.people.is_person(one.name)}
        return heard | set(self.people.bodies.values())

    def beat(self, frame: Span) -> str | None:
        """Whom a sentence without speech is about: the pronoun that begins it, or its first person."""
        if ASKS_OF.match(self.cut.masked, frame.start, frame.end):
            return None
        pronoun = _BEAT.match(self.cut.masked, frame.start, frame.end)
        if not pronoun:
            return self.subject(frame)
        place = Span(*pronoun.span())
        return self.pronoun(pronoun.group().lower(), Mention(place, What.PRONOUN, place), frame)[0]

    def subject(self, frame: Span, pronoun: str = "") -> str | None:
        """The first person whom the span names; an owner, or behind a preposition, if there is no other."""
        named = [
            place
            for place in self.people.between(frame.start, frame.end)
            if self.people.is_person(place.name) and self._may_be(place.name, pronoun)
            if not (pronoun and self._object(place))
        ]
        named.sort(key=lambda place: (place.possessive, self._object(place)))
        return named[0].name if named else None

    def _object(self, place: Named) -> bool:
        """True behind a preposition ("Of Lee, she wrote"): not whom a pronoun means."""
        lead = self.cut.masked[max(0, place.span.start - 9) : place.span.start]
        return not place.possessive and bool(_OBJECT.search(lead))

    def _may_be(self, name: str, pronoun: str) -> bool:
        known = self.people.genders.get(name)
        return pronoun not in ("he", "she") or known is None or known == pronoun

    def pronoun(self, word: str, mention: Mention, frame: Span) -> Resolved:
        """Whom a personal or possessive pronoun means."""
        if word in ("i", "we", "who", "which"):
            return None, 0.3
        word = _POSSESSIVE.get(word, word)
        opener = _BEAT.match(self.cut.masked, frame.start, mention.span.start)
        if opener and opener.group().lower() != word and word in ("he", "she"):
            self.beat(frame)  # "She offered him a job; he said": it tells who is who
        if word == "they":
            return self.plural(mention)
        before = Span(frame.start, max(frame.start, mention.span.start))
        if word == "it":
            return self.thing(before)
        own = self.subject(before, word)
        if mention.told:
            return self._behind_clause(word, before, own, mention.told)
        if own:
            self.people.genders.setdefault(own, word)
            return own, 0.85
        name, sure = self._heard_as(word, frozenset())
        near = self._near(word, frame.start)
        return (near[0], 0.6) if len(near) == 1 and name not in near and name is not None else (name, sure)

    def _near(self, word: str, at: int) -> list[str]:
        """Who of this paragraph, so far, "he" or "she" may be."""
        paragraph = self.cut.masked.rfind("\n", 0, at) + 1
        named = {place.name for place in self.people.between(paragraph, at)}
        return sorted(name for name in named if self.people.is_person(name) and self._may_be(name, word))

    def _behind_clause(self, word: str, before: Span, own: str | None, clause: Span) -> Resolved:
        """ "Lee is ill, she said": she is hardly Lee; of "Lee's plan failed, she said" it depends."""
        inside = self.people.between(clause.start, clause.end)
        barred = frozenset(place.name for place in inside if not place.possessive)
        if own in barred:
            found = self._heard_as(word, barred)
            return found if found[0] else (own, 0.5)
        if own and own in {place.name for place in inside} and (said := self._goes_on(before, word)):
            return said, 0.7
        if own:
            self.people.genders.setdefault(own, word)
            return own, 0.85
        return self._heard_as(word, barred)

    def _heard_as(self, word: str, barred: frozenset[str]) -> Resolved:
        """Who was heard or spoken of last and may be "he" or "she"."""
        for heard in reversed(self.last[-12:]):
            speaker = heard.name
            if speaker is not None and self.people.is_person(speaker):
                if self._may_be(speaker, word) and speaker not in barred:
                    self.people.genders.setdefault(speaker, word)
                    return speaker, 0.8
            elif heard.human and heard.pronoun in (None, word):
                return speaker, 0.5
        return None, 0.3

    def _goes_on(self, before: Span, word: str) -> str | None:
        """Who spoke in the sentence before, in the same paragraph, if "he" or "she" fits."""
        last = self.last[-1].name if self.last and self.cut.before(before.start) else None
        known = last is not None and self.people.is_person(last) and self._may_be(last, word)
        return last if known else None

    def other(self, word: str) -> str | None:
        """Whom "him" or "her" means in what the person heard last does: anybody else."""
        last = self.last[-1].name if self.last else None
        names = [heard.name for heard in reversed(self.last[-8:]) if heard.name and heard.name != last]
        fitting = (name for name in names if self.people.is_person(name) and self._may_be(name, word))
        return next(fitting, None)

    def kin(self, words: str, at: int) -> str | None:
        """ "her brother": the one other person of the surname of whoever she is."""
        match = _KIN.match(words)
        if not match:
            return None
        place = Span(at, at)
        whose, _ = self.pronoun(match.group(1).lower(), Mention(place, What.PRONOUN, place), place)
        return self.people.kin(whose, gender(match.group(2))) if whose else None

    def plural(self, mention: Mention) -> Resolved:
        """Joint speakers: those who spoke last, else two people named together."""
        last = self.last[-1] if self.last else Heard(None, True)
        if last.name and (" and " in last.name or not last.human):
            return last.name, 0.7
        if self.last and last.name is None:
            return None, 0.4
        places = self.people.between(max(0, mention.span.start - 700), mention.span.start)
        for one, two in reversed(list(pairwise(places))):
            gap = self.cut.masked[one.span.end : two.span.start]
            if re.fullmatch(r",? (?:and|&) (?:[^,.;]{0,40} )?", gap) and self._two_people(one, two):
                return f"{one.name} and {two.name}", 0.8
        return None, 0.4

    def _two_people(self, one: Named, two: Named) -> bool:
        return one.name != two.name and self.people.is_person(one.name) and self.people.is_person(two.name)

    def thing(self, before: Span) -> Resolved:
        """ "it": the owner of a writing just named, the body or writing that spoke last."""
        last = self.last[-1] if self.last else Heard(None, True)
        earlier = self.cut.before(before.start)
        if (last.name is None or last.human or " and " in last.name) and (
            writing := self.documents.lately(before.start)
        ):
            return writing, 0.6
        for span in (before, earlier):
            if span and (owner := self.documents.owner(span, self.people)):
                return owner, 0.6
        if last.name and not last.human:
            return last.name, 0.6
        if earlier and (writing := self.documents.named_in(earlier)):
            return writing, 0.5
        body = self.people.latest_body(before.end)
        return body, 0.4
