"""From a common noun phrase to a speaker: a role, kin, a writing, a body, or somebody without a name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pullquote.attribution.bodies import is_public
from pullquote.attribution.documents import Documents
from pullquote.attribution.epithets import Epithets, is_human
from pullquote.attribution.frames import Frames
from pullquote.attribution.groups import Groups
from pullquote.attribution.later import Later
from pullquote.attribution.nouns import COMMON_BODIES, DOCUMENTS, ROLES
from pullquote.attribution.people import Named, People
from pullquote.attribution.pronouns import PREPOSITION, SPOKEN_FOR, Memory, Resolved
from pullquote.attribution.tokens import Mention, What
from pullquote.attribution.wordlists import words
from pullquote.spans import Span

_POSSESSED = re.compile(r"(.+?)(?:[’']s|(?<=s)[’']) (.+)$")
_LEADING = re.compile(r"(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Tt]his|[Tt]hat) ")
_THEIR = re.compile(r"([Hh]is|[Hh]er|[Tt]heir) ")
_VAGUE = re.compile(
    r"(?:many|some|others?|several|most|few|both|all|critics|experts|people|officials|researchers"
    r"|scientists|analysts"
    r"|supporters|opponents|proponents|observers|recent|advocates|insiders|sources|those|these|one|no|any"
    r"|another"
    r"|somebody|someone|everyone|everybody|nobody|anyone|two|three|four|five|\d+)\b",
    re.IGNORECASE,
)
_NARROWED = re.compile(r"[Tt]he (?:(?:\d+|[a-z]+)-year-old|[A-Z][\w-]+)(?: \w+)? [a-z]+$")

_FIRMS = words(
    "operator lender retailer airline maker manufacturer supplier developer publisher brewery insurer "
    "broadcaster giant brand regulator watchdog club league airport hospital museum shop store restaurant "
    "hotel nonprofit non-profit carrier utility railway network studio"
)
"""What a body just named may be called next."""
_GENERIC = words("company group agency firm organisation organization union charity bank start-up startup")

_CHANNELS = words("website page site account profile feed")
"""Where a body speaks: what its website says, it says."""
_BOTH = words("couple pair two duo brothers sisters siblings twins men women")
_SEEN = re.compile(
    r"(?<=[a-z]{2})(?<!\b[Tt]he)(?<!\b[Ii]ts) (?:seen|obtained|leaked|dated|handed|sent|pinned|posted"
    r"|issued|released|published|commissioned"
    r"|(?:written|drafted|prepared|conducted|signed)(?! by (?:the )?[A-Z]))\b.*$"
)


_SENT_BY = re.compile(r"[^.,;:“”\n]{0,40}, (?:and )?(?:sent|written|signed|posted|penned|drafted) by ")
_TITLE = re.compile(r"(?:(?:the |[A-Z][a-z]{1,4}\.? ))?")
_ADJECTIVE = re.compile(
    r"(?:\w+(?:ed|ing|ous|ful|able|ible|ish|less|est|ic|ly)|own|new|old|same|whole|other|former|current|small"
    r"|large|big|main|entire|local|first|second|third|only|late|then|rival|next|last|such|more|many|few|is"
    r"|was|of|and|for)$"
)
"""What a body is like rather than what it is for."""
_NEAR_BODY = re.compile(r"\b[Tt]he ([a-z]+[’']s (?:office|department|ministry|lawyers|legal team|team))\b")
_BEFORE = 6000
"""Characters in which an earlier full form is looked for."""


@dataclass(slots=True)
class Phrases:
    """Common noun phrases of one article, in reading order."""

    cut: Frames
    people: People
    documents: Documents
    memory: Memory
    epithets: Epithets
    groups: Groups
    later: Later
    called: dict[str, re.Pattern[str]] = field(default_factory=dict)

    def speaker(self, words: str, mention: Mention) -> Resolved:
        """The name for the words of a mention, and how sure that is."""
        words = _SEEN.sub("", words)
        if members := self.groups.members(words, mention.span.start, mention.span.end):
            return members, 0.7
        role = self.people.described_as(words, mention.span.start)
        if role and " former " in words and self.people.first_at(role) > mention.span.start:
            role = self.epithets.person(words, _head(words), mention.span.start) or role
        if role:
            return role, 0.85
        if kin := self.memory.kin(words, mention.span.start):
            return kin, 0.7
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
            theirs = words.lower().startswith(("their ", "his ", "her "))
            return (bare, 0.6) if theirs else self._body(bare, mention)
        if self.groups.counts_bodies(words):
            return self.memory.plural(mention)
        if bare.lower() in _BOTH or words.lower() == "both":
            pair = self.people.related(mention.span.start) if bare.lower() not in ("pair", "two") else None
            return (" and ".join(pair), 0.7) if pair else self.memory.plural(mention)
        if meant := self.epithets.person(words, head, mention.span.start):
            return meant, 0.5
        return self._unnamed(words, bare, mention)

    def _sent_by(self, mention: Mention) -> str | None:
        """Who wrote it, where that is set off behind it: "An email, sent by Lee in May, said"."""
        sent = _SENT_BY.match(self.cut.masked, mention.span.end)
        named = self.people.between(sent.end(), sent.end() + 60) if sent else []
        first = named[0] if named else None
        near = sent and first and _TITLE.fullmatch(self.cut.masked, sent.end(), first.span.start)
        return first.name if first and near else None

    def _writing(self, words: str, bare: str, head: str, mention: Mention) -> Resolved:
        """ "its website" and "the company's website" speak for the body, "the order" for itself."""
        if author := self._sent_by(mention):
            return author, 0.8
        if words.lower().startswith("its "):
            return self.memory.thing(Span(mention.span.start, mention.span.start))
        if own := _THEIR.match(words):
            place = Span(mention.span.start, mention.span.start)
            theirs = Mention(place, What.PRONOUN, place)
            name, sure = self.memory.pronoun(own.group(1).lower(), theirs, place)
            if name:
                return name, sure
        owned = _POSSESSED.match(bare)
        if owned and (owned.group(1) in _GENERIC or (head in _CHANNELS and owned.group(1) in COMMON_BODIES)):
            return self._body(owned.group(1), mention)
        return self.documents.full_name(bare, head, mention.span.start), 0.8

    def _unnamed(self, words: str, bare: str, mention: Mention) -> Resolved:
        """People without a name; a capital at the end makes it a name after all."""
        head = _head(words)
        definite = words.startswith(("the ", "The ")) and is_human(head)
        if definite and self.epithets.introduced(head, mention.span.start):
            return None, 0.6
        if head in ROLES and PREPOSITION.search(words):
            return self.later.person(words, head, mention), 0.6
        plural = head.endswith("s") and head not in ("news", "press", "congress")
        if _VAGUE.match(words) or is_human(head) or plural:
            known = None if plural else self.later.person(words, head, mention)
            return (known, 0.6) if known else self._narrowed(words)
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
        if _THEIR.match(words) and (named := self.later.person(words, words.split()[-1].lower(), mention)):
            return named
        bodies = [word for word in words.lower().split() if word in COMMON_BODIES]
        if bodies and bodies[0] not in _GENERIC:
            return self._body(bodies[0], mention)[0]
        at = mention.span.start
        near = list(_NEAR_BODY.finditer(self.cut.masked, max(0, at - 160), at))
        return near[-1].group(1) if near and not bodies else self._generic(at)

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
            called = self._generic(mention.span.start)
        if called is None and bare in _FIRMS and self._fuller(bare, mention.span.start) == bare:
            called = self._just_heard(mention.span.start)
        return called or self._fuller(bare, mention.span.start), 0.6

    def _just_heard(self, at: int) -> str | None:
        """The body with a name that spoke last, if it did so in the same paragraph."""
        last = self.memory.last[-1] if self.memory.last else None
        if last is None or last.human or not last.name or not last.name[0].isupper():
            return None
        paragraph = self.cut.masked.rfind("\n", 0, at) + 1
        near = self.people.between(paragraph, at)
        return last.name if any(place.name == last.name for place in near) else None

    def _generic(self, at: int) -> str | None:
        """ "the company": the body that spoke of late, else the one named last."""
        heard = (one.name for one in reversed(self.memory.last[-5:]) if not one.human)
        spoke = next((name for name in heard if name and name[0].isupper() and not is_public(name)), None)
        return spoke or self.people.latest_body(at, public=False)

    def _fuller(self, noun: str, at: int) -> str:
        """ "transport authority", if the article has called the authority so before; else the noun."""
        if noun in _GENERIC:
            return noun
        earlier = list(self._bodies_called(noun).finditer(self.cut.masked, max(0, at - _BEFORE), at))
        for match in reversed(earlier):
            words = match.group(1).split()
            while words and _ADJECTIVE.match(words[0]):
                words.pop(0)
            if words and not any(_ADJECTIVE.match(word) for word in words):
                return " ".join([*words, noun])
        return noun

    def _bodies_called(self, noun: str) -> re.Pattern[str]:
        if noun not in self.called:
            self.called[noun] = re.compile(
                rf"(?:\b[Tt]he|\b[Aa]n?|\b[Ii]ts|[’']s) ((?:[a-z-]+ ){{1,2}}){re.escape(noun)}\b"
            )
        return self.called[noun]

    def _narrowed(self, words: str) -> Resolved:
        """ "the Leeds captain" right after somebody was spoken of, and nobody else fits: not sure."""
        last = self.memory.last[-1].name if self.memory.last else None
        if not last or not self.people.is_person(last) or not words.lower().startswith("the "):
            return None, 0.6
        if _NARROWED.match(words) or (len(self.people.persons) == 1 and not words.endswith("s")):
            return last, 0.5
        return None, 0.6


_MADE = words("read sent seen shown written")
"""What was done with a writing: "an email read to the court"."""


def _head(words: str) -> str:
    """The noun that a phrase is about: "lawyers" of "lawyers consulted by the paper"."""
    front = PREPOSITION.split(words, maxsplit=1)[0].split()
    if len(front) > 1 and front[-1].islower() and (front[-1].endswith("ed") or front[-1] in _MADE):
        front.pop()
    return front[-1].lower()
