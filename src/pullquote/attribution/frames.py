"""A text as an attribution sees it: quotations masked, paragraphs cut into frames.

A frame is a sentence of the narration with the quotations in it: `“…,” she said.` is one frame, and so is a
quotation that stands alone. Masks keep every offset.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from pullquote.attribution.nouns import NICKNAME
from pullquote.attribution.quotations import Quotation, paragraphs, quotations
from pullquote.spans import Span, trimmed

_END = re.compile(r"[.!?…][”)\]’]*(\s+)(?=[(\[]?[“A-ZÀ-ÖØ-Þ0-9])")
_NO_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mx|Messrs|Dr|Drs|Prof|Profs|Sen|Sens|Rep|Reps|Gov|Govs|Gen|Lt|Col|Maj|Sgt|Cpl|Pte"
    r"|Cmdr"
    r"|Det|Insp|Supt|Cllr|Atty|Asst|Fr|St|Mt|Ft|Jr|Sr|No|vs|Capt|Rev|Hon|Adm|Brig|Bros|Ave|cf|al"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|dept|est|fig|Inc|Corp|Co|Ltd)\.|\b[A-Z]\.)$"
)
_ON_X = re.compile(r"\b(?:on|to|via) X\.$")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$")
_STARTER = re.compile(
    r"(?:“|(?:The|A|An|He|She|It|They|We|But|And|In|On|At|This|That|These|Those|His|Her|Their|Its|As|If"
    r"|When)\b)"
)
_LEAD = re.compile(
    r"(?:\d{1,2}[.:]\d{2}(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4}\b)?(?: ?[–—:-])?|[•*▪·]|\d{1,2}[.)])\s+"
    r"|(?:[A-Z][A-Z'’.-]{3,}|[A-Z][A-Z'’.-]+(?= [A-Z]{2}))(?: [A-Z'’.-]+){0,3}(?:, [A-Z][^—–()\n]{1,30}?)?"
    r"(?: ?\([^)\n]{1,40}\))? ?(?:--|[—–]|(?<= )-)\s+"
)
"""Before the first sentence of a paragraph: a clock time, a bullet, or an agency's place and date."""
_NICKNAME = re.compile(rf"\w {NICKNAME}[A-Z]")
"""Ann “Red” Lee: marks inside a name are no quotation."""
_KEPT = ".,!?…;:—–-"


@dataclass(frozen=True, slots=True)
class Frame:
    """One sentence: `span` is trimmed, `paragraph` counts from 0, `quoted` are its quotations in order."""

    span: Span
    paragraph: int
    quoted: tuple[Quotation, ...]

    @property
    def bare(self) -> bool:
        """True if the frame is one quotation and nothing else."""
        return len(self.quoted) == 1 and self.quoted[0].whole.holds(self.span)


@dataclass(frozen=True, slots=True)
class Frames:
    """A masked text and its frames in order."""

    masked: str
    frames: tuple[Frame, ...]

    def before(self, start: int) -> Span | None:
        """The frame that ends before a place, in the same paragraph."""
        place = bisect_left(self.frames, start, key=lambda frame: frame.span.start)
        if not place or place >= len(self.frames):
            return None
        earlier = self.frames[place - 1]
        if earlier.bare and place > 1:
            earlier = self.frames[place - 2]
        return earlier.span if earlier.paragraph == self.frames[place].paragraph else None


def frames(text: str, left_out: tuple[Span, ...] = ()) -> Frames:
    """Mask the quotations and cut the narration; what is left out becomes blank lines."""
    blanked = _blanked(text, left_out)
    quoted = [one for one in quotations(blanked) if not _NICKNAME.match(blanked, max(0, one.whole.start - 2))]
    masked = _unwrapped(_masked(blanked, quoted), blanked)
    found: list[Frame] = []
    rest = iter([*quoted, None])
    upcoming = next(rest)
    for number, paragraph in enumerate(paragraphs(blanked)):
        for piece in _cut(masked, paragraph):
            inside: list[Quotation] = []
            while upcoming is not None and upcoming.whole.start < piece.end:
                inside.append(upcoming)
                upcoming = next(rest)
            found.append(Frame(piece, number, tuple(inside)))
    return Frames(masked, tuple(found))


def _blanked(text: str, left_out: tuple[Span, ...]) -> str:
    pieces: list[str] = []
    place = 0
    for span in left_out:
        pieces += [text[place : span.start], "\n" * len(span)]
        place = span.end
    return "".join([*pieces, text[place:]])


def _masked(text: str, quoted: list[Quotation]) -> str:
    """The text with “\\0\\0\\0.” for each quotation: the last sign stays, for it may end a sentence."""
    pieces: list[str] = []
    place = 0
    for quotation in quoted:
        whole = quotation.whole
        inner = max(0, len(whole) - 2)
        body = "“" + "\0" * (inner - 1) + (_last(text, quotation) if inner else "") + "”"
        body = body[: len(whole)]
        pieces += [text[place : whole.start], body]
        place = whole.end
    return "".join([*pieces, text[place:]])


def _unwrapped(masked: str, text: str) -> str:
    """The line breaks inside a paragraph as spaces."""
    pieces: list[str] = []
    place = 0
    for paragraph in paragraphs(text):
        pieces += [masked[place : paragraph.start], paragraph.cut(masked).replace("\n", " ")]
        place = paragraph.end
    return "".join([*pieces, masked[place:]])


def _last(text: str, quotation: Quotation) -> str:
    sign = text[quotation.words.end - 1]
    return sign if sign in _KEPT else "\0"


def _cut(masked: str, paragraph: Span) -> Iterator[Span]:
    lead = _LEAD.match(masked, paragraph.start, paragraph.end)
    begin = lead.end() if lead else paragraph.start
    for match in _END.finditer(masked, begin, paragraph.end):
        stop = match.start() + 1
        head = masked[max(begin, stop - 12) : stop]
        if _INITIALS.search(head):
            if not _STARTER.match(masked, match.end()):
                continue
        elif masked[stop - 1] == "." and _NO_END.search(head) and not _ON_X.search(head):
            continue
        yield trimmed(masked, begin, match.start(1))
        begin = match.end(1)
    last = trimmed(masked, begin, paragraph.end)
    if len(last):
        yield last
