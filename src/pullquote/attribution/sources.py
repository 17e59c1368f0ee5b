"""Attribution without a verb: `according to X`, `in her view`, `X's claim that …`."""

from __future__ import annotations

import re

from pullquote.attribution import inverted
from pullquote.attribution.clauses import before_part, clause_end, tidy
from pullquote.attribution.complements import Statement
from pullquote.attribution.frames import Frame
from pullquote.attribution.tokens import Mention, What
from pullquote.spans import Span

_OWNER = re.compile(r"([\w.’'-]+)[’']s (?:\w+ )?$|\b([Hh]is|[Hh]er|[Tt]heir|[Ii]ts) (?:\w+ )?$")
_MAIN_VERB = re.compile(
    r"\s(?:rings|is|was|has|are|were|holds|does|did|fails|seems|drew|appears|remains|came|comes|sounds"
    r"|looks)\b"
)
_SOURCE_APPOSITIVE = re.compile(
    r",? ?(?:who|the|a|an|its|head|chief|professor|director|author)\b[^,“”:;]*,\s"
)
_SOURCE_DESCRIBED = re.compile(rf"(?:{_SOURCE_APPOSITIVE.pattern[:-3]}(?:,\s|[.;]|$))")
"""Where the clause stands in front, a description behind the speaker may end the sentence."""


def from_source(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`According to X, the clause` and `the clause, according to X`."""
    mention = inverted.after(text, cue.end, frame.span.end, wide=True)
    if mention is None:
        return None
    ahead = before_part(text, frame.span.start, cue.start)
    described = _SOURCE_DESCRIBED if len(ahead) > 3 else _SOURCE_APPOSITIVE
    named = mention.what is What.NAME
    rest = described.match(text, mention.whole.end, frame.span.end) if named else None
    start = rest.end() if rest else mention.whole.end
    behind = tidy(text, start, clause_end(text, start, frame.span.end))
    parts = tuple(part for part in (ahead, behind) if len(part) > 3)
    return Statement(cue, mention, parts, True)


def from_view(text: str, frame: Frame, cue: Span) -> Statement | None:
    """`Half of it, in her view, disappears`."""
    owner = _VIEWER.match(text, cue.end, frame.span.end)
    if owner is None:
        return None
    named = owner.group(1) is not None
    place = Span(*owner.span(1 if named else 2))
    mention = Mention(place, What.NAME if named else What.PRONOUN, place)
    behind = tidy(text, owner.end(), clause_end(text, owner.end(), frame.span.end))
    parts = (before_part(text, frame.span.start, cue.start), behind)
    return Statement(
        Span(cue.start, owner.end()), mention, tuple(part for part in parts if len(part) > 3), True
    )


_VIEWER = re.compile(r"(?:(\w[\w. -]*)[’']s|(his|her|their|its)) (?:own )?\w+")


def from_noun(text: str, frame: Frame, match: re.Match[str]) -> Statement | None:
    """`X's claim that the clause` as far as the main verb."""
    cue = Span(*match.span())
    noun = Span(cue.start, cue.start + len(match.group().split()[0].rstrip(",")))
    to = match.group().endswith(" to")
    owner = _OWNER.search(text, max(frame.span.start, cue.start - 60), cue.start)
    if not owner:
        return None
    named = bool(owner.group(1))
    place = Span(*owner.span(1 if named else 2))
    end = clause_end(text, cue.end, frame.span.end)
    comma = text.find(",", cue.end, end)
    verbs = list(_MAIN_VERB.finditer(text, min(cue.end + 6, end), comma if comma > 0 else end))
    if match.group().split()[-2] in ("is", "was", "been", "remains"):
        verbs = []  # "X's view is that …"
    stop = verbs[0 if to else min(1, len(verbs) - 1)].start() if verbs else end
    part = tidy(text, cue.end - 2 if to else cue.end, stop)
    return Statement(noun, Mention(place, What.NAME if named else What.PRONOUN, place), (part,), False)
