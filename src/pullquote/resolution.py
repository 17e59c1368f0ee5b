"""From the words that stand for a speaker to the speaker's name in this article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.frames import Frames
from pullquote.mentions import Mention, What
from pullquote.nouns import DOCUMENTS, NAME, NO_NAME, ROLES
from pullquote.people import Named, People, document_name, people
from pullquote.spans import Span
from pullquote.speakers import Attribution, Speaker

_PLURAL = frozenset({"they", "we"})
_THING = frozenset({"it", "which"})
_POSSESSED = re.compile(r"(.+?)[’']s? (.+)$", re.S)
_LEADING = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat) ")
_VAGUE = re.compile(
    r"(?:many|some|others?|several|most|few|both|all|critics|experts|people|officials|researchers|scientists|analysts"
    r"|supporters|opponents|proponents|observers|recent|advocates|insiders|sources|those|these|one|no|an?|any|another)\b",
    re.I,
)


@dataclass(slots=True)
class Resolver:
    """Remembers, in reading order, who spoke and who was spoken of."""

    cut: Frames
    people: People
    last: list[tuple[int, str]] = field(default_factory=list)
    aliases: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, cut: Frames) -> Resolver:
        """A resolver that has read the names and heard nobody yet."""
        return cls(cut, people(cut.masked))

    def heard(self, speaker: str | None, frame: Span) -> None:
        """Note who spoke in a frame."""
        if speaker:
            self.last.append((frame.start, speaker))

    def saw(self, frame: Span) -> None:
        """Note whom a frame without speech is about."""
        subject = self.subject(frame)
        if subject:
            self.last.append((frame.start, subject))

    def subject(self, frame: Span) -> str | None:
        """The first person whom the frame names, a possessive only if there is no other."""
        named = [
            place
            for place in self.people.between(frame.start, frame.end)
            if self.people.is_person(place.name)
        ]
        named.sort(key=lambda place: place.possessive)
        return named[0].name if named else None

    def speaker(self, mention: Mention, frame: Span) -> tuple[str | None, float]:
        """The canonical name for a mention, and how sure that is."""
        words = " ".join(mention.span.cut(self.cut.masked).split())
        if mention.what is What.PRONOUN:
            return self._pronoun(words.lower(), mention, frame)
        if mention.what is What.NAME:
            return self._names(mention)
        return self._phrase(words, mention)

    def _names(self, mention: Mention) -> tuple[str | None, float]:
        masked = self.cut.masked
        inside = self.people.between(mention.span.start, mention.span.end + 1)
        pieces = re.split(r",? and ", mention.span.cut(masked))
        if len(pieces) > 1 and len(inside) >= 2 and all(p.strip()[:1].isupper() for p in pieces):
            if any(self.people.is_person(place.name) for place in inside) or len(pieces) == 2:
                return " and ".join(dict.fromkeys(place.name for place in inside)), 0.9
        if not inside:
            return " ".join(mention.span.cut(masked).split()), 0.7
        chosen = inside[-1]
        if not self.people.is_person(chosen.name) and len(inside) > 1:
            name = " ".join(mention.span.cut(masked).split())
            return name, 0.8
        self._alias(chosen.name, " ".join(chosen.span.cut(masked).split()))
        if not self.people.is_person(chosen.name) and chosen.span.end < mention.span.end:
            return " ".join(mention.span.cut(masked).split()), 0.8
        return chosen.name, 0.95

    def _alias(self, name: str, form: str) -> None:
        known = self.aliases.setdefault(name, [])
        if form != name and form not in known:
            known.append(form)

    def _pronoun(self, word: str, mention: Mention, frame: Span) -> tuple[str | None, float]:
        if word in ("i", "we", "who", "which"):
            return None, 0.3
        if word in _PLURAL:
            return self._plural(mention, frame)
        if word in _THING:
            return self._thing(mention, frame)
        before = Span(frame.start, max(frame.start, mention.span.start))
        own = self.subject(before)
        if own:
            return own, 0.85
        for _, speaker in reversed(self.last[-12:]):
            if self.people.is_person(speaker):
                return speaker, 0.85
        return None, 0.3

    def _plural(self, mention: Mention, frame: Span) -> tuple[str | None, float]:
        reach = max(0, mention.span.start - 700)
        places = self.people.between(reach, mention.span.start)
        joined: tuple[Named, Named] | None = None
        for one, two in zip(places, places[1:], strict=False):
            gap = self.cut.masked[one.span.end : two.span.start]
            if (
                re.fullmatch(r",? (?:and|&) [^,.;]{0,40}?", gap)
                and self.people.is_person(two.name)
                and self.people.is_person(one.name)
            ):
                joined = one, two
        if joined:
            return f"{joined[0].name} and {joined[1].name}", 0.8
        if self.last and " and " in self.last[-1][1]:
            return self.last[-1][1], 0.7
        return None, 0.4

    def _thing(self, mention: Mention, frame: Span) -> tuple[str | None, float]:
        if self.last and not self.people.is_person(self.last[-1][1]):
            return self.last[-1][1], 0.6
        return None, 0.3

    def _phrase(self, words: str, mention: Mention) -> tuple[str | None, float]:
        role = self._by_role(words, mention.span.start)
        if role:
            self._alias(role, words)
            return role, 0.85
        owned = _POSSESSED.match(words)
        if owned and owned.group(2).split()[-1].lower() in DOCUMENTS | {"statement", "argument"}:
            inside = self.people.between(mention.span.start, mention.span.end)
            if inside:
                return inside[0].name, 0.8
        if _VAGUE.match(words) or not self._definite(words):
            return None, 0.6
        bare = _LEADING.sub("", words, count=1)
        noun = bare.split()[-1].lower() if bare else ""
        if noun in DOCUMENTS and " " not in bare:
            return document_name(self.cut.masked, bare), 0.8
        return bare or None, 0.7

    def _definite(self, words: str) -> bool:
        return (
            bool(_LEADING.match(words))
            or bool(re.search(r"[A-Z]", words[1:]))
            or bool(NAME.match(words) and words not in NO_NAME and not words.endswith("s"))
        )

    def _by_role(self, words: str, at: int) -> str | None:
        """The person whose role holds every telling word of the phrase."""
        wanted = set(_content(words))
        if not wanted & ROLES:
            return None
        for name, role in self.people.roles.items():
            if wanted <= set(_content(role)):
                return name
        return None

    def heading(self, frame: Span, quoted: Span) -> Named | None:
        """The name before a colon that opens the frame, or after a dash behind the quotation."""
        masked = self.cut.masked
        lead = masked[frame.start : quoted.start].rstrip()
        if lead.endswith(":") and len(lead) < 120:
            inside = self.people.between(frame.start, quoted.start)
            return inside[0] if inside and inside[0].span.start - frame.start < 40 else None
        tail = re.compile(r"\s*(?:[—–-]{1,2}|―)\s*").match(masked, quoted.end, frame.end)
        if tail and quoted.start == frame.start:
            inside = self.people.between(tail.end(), frame.end)
            return inside[0] if inside and inside[0].span.start - tail.end() < 12 else None
        return None

    def speakers(self, attributions: list[Attribution]) -> tuple[Speaker, ...]:
        """The speakers in order of their first words, joint ones apart as well."""
        names: dict[str, None] = {}
        for made in attributions:
            if made.speaker:
                for name in made.speaker.split(" and ") if self._joint(made.speaker) else [made.speaker]:
                    names[name] = None
        return tuple(
            Speaker(name, tuple(self.aliases.get(name, ())), self.people.roles.get(name)) for name in names
        )

    def _joint(self, speaker: str) -> bool:
        return any(self.people.is_person(part) for part in speaker.split(" and "))


def _content(words: str) -> list[str]:
    small = {"the", "a", "an", "of", "for", "at", "in", "and", "s", "its", "on", "former"}
    found = [word.lower() for word in re.findall(r"[\w-]+", words)]
    return ["ceo" if word == "ceo" else word for word in found if word not in small]
