"""What a text claims about each of its quotations: who said it, and in which article it stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from pullquote.articles import Article
from pullquote.attribution.nouns import ROLES
from pullquote.attribution.quotations import quotations
from pullquote.attribution.rules import attribute
from pullquote.checking.brackets import PRONOUNS
from pullquote.checking.headings import Headings, Named
from pullquote.sentences import sentences
from pullquote.spans import Span, trimmed
from pullquote.speakers import Attribution, Kind, Reading

_BLOCK = re.compile(r"(?:^[ \t]*>[^\n]*\n?)+", re.MULTILINE)
_BLOCK_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+(?P<words>[^\n]*)", re.MULTILINE)
_SIGNED = re.compile(r"[ \t]*(?:[-–—]{1,2}|~)\s*(?P<name>[^\n,(*]+)")
_FILE_NAME = re.compile(r"[\w./-]*\w\.\w{2,5}\b")
# The lines that follow without a blank one, until a mark opens another quotation or a block begins.
_WRAPPED = re.compile(r"(?:[ \t]*\n(?:[ \t]*\n)*(?![ \t]*[\n>*#“«\"-])[^\n“«]*)+")
_CLOSERS = {"“": "”", '"': '"', "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'", "‹": "›"}
_NOBODY = re.compile(
    r"(?:(?:the|this|that|an?|his|her|its|their|one|another)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:articles?|stor(?:y|ies)|reports?|piece|text|column|newspaper|paper|author|reporter|magazine)$|it|they|one",
    re.IGNORECASE,
)
_NARRATED = re.compile(
    r"\b(?:the|this|that)\s+(?:[\w-]+\s+)?(?:articles?|stor(?:y|ies)|report|piece|text|column|(?:news)?paper|author"
    r"|reporter|magazine)\s+(?:(?:itself|also|then|further)\s+)*(?:says?|said|reports?|reported|writes|wrote|reads"
    r"|states|notes|adds|concludes|continues)(?:\s+that)?\s*[:,]?\s*$",
    re.IGNORECASE,
)
_UNNAMED = re.compile(
    r"\b(?:some|no|any)(?:body|\s?one)(?:\s+(?:whom?|in|at|from|near|close\s+to)\b[^,.:;!?“\"\n]{0,60}?)?"
    r"(?:\s+(?:also|then|else))*\s+(?:said|says|shouted|wrote|writes|asked|replied)\s*[:,]?\s*$",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"(?<!\w)(?:(?:Mrs?|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen)\b\.?|Miss|Professor|Sir|Dame|Lord|Lady|Senators?|President"
    r"|Representatives?|Governor|General|Judge|Justice|Minister|Mayor|Congress(?:wo)?man)\s+$"
)
_OFFICE = re.compile(r"[’']s?\s+(?P<office>[\w-]+(?:\s+(?:of\s+)?[\w-]+){0,3}?)(?=\s*(?:[.,;:!?)\n]|$))")
_RELATIONS = frozenset(
    {"predecessor", "successor", "deputy", "aide", "assistant", "rival", "opponent", "critics"}
)
_STOP = re.compile(r"(?<!\b\w)(?<!\b[JS]r)(?<!\bInc)(?<!\bCo)(?<!\bLtd)[.,]+$")
_PARENTHESIS = re.compile(r"\s*[\[(][^\])\n]*[\])]")
_POINTING_BACK = re.compile(
    r"\s*(?:That|This|So|Those|These|(?:The|These|Those) (?:words|lines?|quotations?|quotes?|sentences?)) "
    r"(?:is|are|was|were|stands?|comes?|appears?|reads?)\b[^\n]*?[.!?](?=\s|$)"
)
_SLACK = 4  # characters that a block may have beside the quotation in marks that it consists of
_ANNOUNCED = 300
_AROUND = 12
"""Attributions before the end of a quotation among which its own is looked for; they hardly overlap."""
_ROUNDS = 4
"""Times that quotations are joined over line breaks; each closes those that the one before laid open."""
_FAR = 5000  # characters before a "he" in which a name is looked for
_NEARBY = 120
"""Characters before a quotation in which its owner is looked for."""
_NAME = (
    r"(?P<name>(?:[Tt]he\s)?[A-Z][\w’'-]+"
    r"(?:\s+(?:[A-Z][\w.’'-]*|of|de|van|von|al|bin|and)(?=[\s.,;:!?)]|$))*)"
)
_WORDS = r"(?:words?|phrase|verdict|remark|warning|claim|line|statement|answer|quip)"
_NOUN_PHRASE = r"(?P<name>(?:the|an?|[A-Z])[^.,;:!?“\"()\n]{2,60})"
_SAID = r"(?:said|says|wrote|writes|told|argued|argues|warned|warns)"
_CLOSED = r"[”\"'’»,.]*"
_FULL_NAME = re.compile(r"[A-Z][\w’-]+(?:\s+(?:[A-Z][\w.-]*|de|van|von|al|bin))*\s+[A-Z][\w-]+")
_AFTER = (
    re.compile(rf"{_CLOSED}\s*(?:[-–—]{{1,2}}|~)\s*{_NAME}(?=\s*(?:[,(.\n]|$))"),
    re.compile(rf"{_CLOSED}\s*\((?:said\s+)?{_NAME}\)"),
    re.compile(rf"{_CLOSED}[^.!?“\"\n]{{0,80}}?,\s+{_SAID}\s+{_NOUN_PHRASE}"),
    re.compile(
        rf"{_CLOSED}\s+(?:The|That)\s+(?:speaker|author of these words|source)\s+(?:was|is)\s+{_NAME}"
    ),
    re.compile(
        rf"{_CLOSED}\s+(?:This|That|So|These)\s+(?:is|was|are|were)\s+(?:what|how|the words of)\s+{_NAME}"
    ),
    re.compile(rf"{_CLOSED}\s+(?:is|was)\s+(?:what|how)\s+{_NAME}"),
    re.compile(rf"{_CLOSED}\s+as\s+{_NAME}\s+(?:call|put|describe|sa|phrase)\w*"),
    re.compile(rf"{_CLOSED}\s+in\s+(?:[A-Z][\w-]+\s+)*{_NAME}[’']s?\s+{_WORDS}\b"),
)
_OPENS = r"\s*[,:?]?\s*[“\"‘'«]?$"
_BEFORE = (
    re.compile(rf"\b{_NAME}[’']s?\s+(?:own\s+)?{_WORDS}(?:\s+(?:was|is|for it|that|of|about it))?{_OPENS}"),
    re.compile(rf"\b{_NAME}\s+(?:coined|used|uses)\s+the\s+(?:phrase|term|words?|line){_OPENS}"),
    re.compile(rf"\b{_NAME}\s+{_SAID}\b[^.!?;:“\"\n]{{0,90}}:\s*[“\"‘'«]?$"),
    re.compile(rf"(?:^|[.!?\n]\s*)(?:For|To)\s+{_NAME}{_OPENS}"),
)
"""Who is named in front of a quotation, in ways that the rules for articles do not know."""


@dataclass(frozen=True, slots=True)
class ClaimedQuote:
    """A quotation of the checked text with what the text says of it; None where it says nothing."""

    words: Span
    whole: Span
    speaker: str | None
    source: Named | None


def claimed_quotes(text: str, headings: Headings) -> list[ClaimedQuote]:
    """Every quotation of the text in order: in marks of any style, or set off as a block with `>`."""
    text = _unwrapped(text)
    reading = attribute(Article("", text))
    marked = [(one.words, one.whole) for one in quotations(text)]
    blocks = list(_blocks(text))
    every = [(said, whole, _of_block(text, blocks, whole)) for said, whole in marked]
    every += [
        (said, said, signed or _introduced(text, said))
        for said, signed in blocks
        if not any(said.overlap(whole) for _, whole in marked)
    ]
    found = []
    spans = list(sentences(text))
    for said, whole, signed in every:
        speaker = signed or _speaker(text, reading, said)
        if (speaker and headings.is_outlet(speaker, text)) or headings.is_title(said.cut(text)):
            speaker = None
        found.append(ClaimedQuote(said, whole, speaker, _source(text, spans, whole, headings)))
    return sorted(found, key=lambda quote: quote.words)


def _unwrapped(text: str) -> str:
    """The text with a blank for every line break that falls inside a quotation; no offset changes."""
    for _ in range(_ROUNDS):
        pieces: list[str] = []
        place = 0
        for opened in quotations(text):
            start = opened.words.end
            rest = None if opened.closed or start < place else _WRAPPED.match(text, start)
            if rest and any(mark in rest.group() for mark in _CLOSERS.get(text[opened.whole.start], "")):
                pieces += [text[place:start], rest.group().replace("\n", " ")]
                place = rest.end()
        if not pieces:
            return text
        text = "".join([*pieces, text[place:]])
    return text


def _blocks(text: str) -> Iterator[tuple[Span, str | None]]:
    """The words of each block of `>` lines, and who signed it under a dash, inside or just after."""
    for block in _BLOCK.finditer(text):
        lines = [
            Span(*line.span("words"))
            for line in _BLOCK_LINE.finditer(text, *block.span())
            if line["words"].strip()
        ]
        after = _SIGNED.match(text, trimmed(text, block.end(), len(text)).start)
        signed = after["name"].strip() if after else None
        if lines and (last := _SIGNED.match(lines[-1].cut(text))):
            signed = last["name"].strip()
            lines.pop()
        if lines:
            yield trimmed(text, lines[0].start, lines[-1].end), signed


def _of_block(text: str, blocks: Sequence[tuple[Span, str | None]], whole: Span) -> str | None:
    """Who signed, or is announced before, the block that is this quotation in marks and nothing else."""
    here = next(((said, signed) for said, signed in blocks if said.holds(whole)), None)
    if here is None or len(here[0]) > len(whole) + _SLACK:
        return None
    return here[1] or _introduced(text, here[0])


def _introduced(text: str, said: Span) -> str | None:
    """Whom the paragraph before a block announces: "As Ann Lee puts it:"."""
    before = text[max(0, said.start - _ANNOUNCED) : said.start].rstrip('> \t\n*_“"')
    if not before.endswith(":"):
        return None
    lead = f"{before[before.rfind(chr(10)) + 1 :]} “"
    whole = f"{lead}{said.cut(text)}”"
    return _speaker(whole, attribute(Article("", whole)), Span(len(lead), len(whole) - 1))


def _speaker(text: str, reading: Reading, said: Span) -> str | None:
    """Whoever the text says spoke these words; the article or "the report" is nobody."""
    before = text[max(0, said.start - _NEARBY) : said.start].rstrip("“\"‘'«„`")
    if _NARRATED.search(before) or _UNNAMED.search(before):
        return None
    last = bisect_left(reading.attributions, said.end, key=lambda one: one.words.start)
    near = reading.attributions[max(0, last - _AROUND) : last]
    here = [one for one in near if one.kind is Kind.DIRECT and one.words.overlap(said)]
    best = max(here, key=lambda one: one.words.overlap(said), default=None)
    speaker = (best and (_named(text, best) or _mentioned(text, best))) or _said_nearby(text, said)
    if speaker is None or _NOBODY.fullmatch(speaker) or _FILE_NAME.fullmatch(speaker):
        return None
    return speaker


def _named(text: str, attribution: Attribution) -> str | None:
    """The name that the rules give, if the text has it so; with the title or office that the text adds."""
    speaker = attribution.speaker
    if speaker is None or not all(part in text for part in speaker.split(" and ")):
        return None
    if attribution.mention is None:
        return speaker
    mention = attribution.mention.cut(text)
    if mention.casefold().removeprefix("the ") == speaker.casefold():
        speaker = mention
    if mention.endswith(speaker.split()[-1]):
        before = _TITLE.search(text, max(0, attribution.mention.start - 30), attribution.mention.start)
        after = _OFFICE.match(text, attribution.mention.end)
        if after and (ROLES | _RELATIONS) & set(after["office"].casefold().split()):
            speaker += after.group()
        elif before and not speaker.startswith(before.group()):
            speaker = before.group() + speaker
    return _STOP.sub("", speaker)


def _mentioned(text: str, attribution: Attribution) -> str | None:
    """Who is meant where the rules name nobody: the last full name for "he", else the words."""
    if attribution.mention is None:
        return None
    mention = attribution.mention.cut(text)
    if mention.casefold() not in PRONOUNS:
        return mention
    start = attribution.words.start
    names = list(_FULL_NAME.finditer(text, max(0, start - _FAR), start))
    return names[-1].group() if names else None


def _said_nearby(text: str, said: Span) -> str | None:
    """Who is named right around the quotation in a way that the rules for articles do not know."""
    paragraph = text.find("\n\n", said.end)
    after = text[said.end : paragraph if paragraph >= 0 else len(text)]
    found = next((match for rule in _AFTER if (match := rule.match(after))), None)
    if found is None:
        before = text[max(0, said.start - _NEARBY) : said.start]
        found = next((match for rule in _BEFORE if (match := rule.search(before))), None)
    return _STOP.sub("", found["name"].strip()) if found else None


def _source(text: str, spans: Sequence[Span], whole: Span, headings: Headings) -> Named | None:
    """The article that the sentence of the quotation names, or a parenthesis or "that is how" behind it."""
    first = bisect_right(spans, whole.start, key=lambda span: span.end)
    around = list(takewhile(whole.overlap, islice(spans, first, None)))
    start = around[0].start if around else whole.start
    end = around[-1].end if around else whole.end
    following = _PARENTHESIS.match(text, end) or _POINTING_BACK.match(text, end)
    outside = [text[start : whole.start], text[whole.end : following.end() if following else end]]
    return next((named for part in outside if (named := headings.named_in(part))), None)
