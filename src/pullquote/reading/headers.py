"""What an article's own first and last lines say of its title, author, outlet and date.

Only the forms that are unmistakable are read: a headline above a paragraph, a by-line, an agency's
dateline, a date alone on its line, an author's own e-mail address. What is merely likely is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pullquote.reading.boilerplate import front_matter
from pullquote.reading.provenance import NOTHING, Provenance, iso_date
from pullquote.spans import Span, trimmed

VERSION = "headers-2"
"""Changes whenever the same text would be said to have another title, outlet, author or date."""

_HEAD, _TAIL = 12, 10
"""How many lines at the top and at the bottom may be by-lines, dates or signatures."""

_PARAGRAPH_WORDS = 12
_TITLE_CHARACTERS, _TITLE_WORDS = 150, 3

_NOT_A_NAME = re.compile(
    r"\b(?:a|an|the|any|all|air|sea|land|law|numbers|popular|design|demand|accident|hand|our|your|this|that|staff"
    r"|reporters?|editors?|editorial|news|desk|newsdesk|newsroom|press|agency|team|info|contacts?|letters|tips"
    r"|support|office|media|mail|help|feedback|customer|services?|public|relations|no|reply|noreply|admin|web|online"
    r"|digital|subscriptions|advertising|marketing|sales|jobs|privacy|legal|story|stories|pr|hello)\b",
    re.IGNORECASE,
)
_WORD = r"[^\W\d_a-zß-öø-ÿ][\w’'.-]{0,30}"
_PARTICLES = r"(?:(?:al|bin|da|de|del|den|der|di|la|le|van|von|el|y) ){0,2}"
_NAME = rf"{_WORD}(?: {_PARTICLES}{_WORD}){{1,3}}"
# After a comma alone stands a post or an outlet as often as a second author: a list must end in "and".
_NAMES = rf"{_NAME}(?:(?:, {_NAME}){{0,5}},? (?:and|&) {_NAME})?"
_BY = r"(?:[Bb]y|BY|Written by|Interview by|Words by|Text by|Story by|Report by|Reporting by|Author:|By:)"
_BYLINE = re.compile(
    rf"{_BY} ({_NAMES})(?:,? (?:in|for|at|of) .{{1,60}}|, .{{1,80}}|;.{{1,200}}| \(.{{1,60}}\))?\.?"
)
_POST = (
    r"[\w &’'/-]{0,40}\b(?:editor|correspondent|reporter|columnist|writer|fellow|associate|critic|analyst"
    r"|staff)"
)
_NAME_AND_POST = re.compile(rf"({_NAME}), (?i:{_POST})")
"""A by-line without "By"."""

_EACH = rf"(?:,? in (?:{_WORD} ?){{1,3}}|, (?i:{_POST}))?"
_TWO = re.compile(rf"{_BY} ({_NAME}){_EACH},? and ({_NAME}){_EACH}")
"""Two authors, each with a place or a post."""

_JOINT = re.compile(r",? (?:and|&) |, ")
_SEGMENT = re.compile(r"\s+[|•·–—]\s+|\t+")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_TIME = r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?(?: [a-z]{2,5})?)?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_PREFIX = (
    r"(?:(published|posted|first published|date|updated|last updated|last modified|modified)(?: on| at)?:? )?"
)
_DATES = (
    (
        re.compile(_PREFIX + _WEEKDAY + rf"{_MONTH} {_DAY},? (\d{{4}}){_TIME}", re.IGNORECASE),
        ("month", "day", "year"),
    ),
    (
        re.compile(_PREFIX + _WEEKDAY + rf"{_DAY} {_MONTH},? (\d{{4}}){_TIME}", re.IGNORECASE),
        ("day", "month", "year"),
    ),
    (re.compile(_PREFIX + rf"{_MONTH},? (\d{{4}})", re.IGNORECASE), ("month", "year")),
    (
        re.compile(
            _PREFIX + r"(\d{4})-(\d{2})-(\d{2})(?:[T ][\d:.]{4,12}(?:Z|[+-]\d{2}:?\d{2})?)?", re.IGNORECASE
        ),
        ("year", "month", "day"),
    ),
)
_DATELINE = re.compile(
    r"[A-Z][A-Z.’' -]{2,40}(?:, [A-Z][\w.]{1,20}){0,2}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?(?:, \d{4})? "
    r"\((AP|AFP|Reuters|REUTERS|UPI|dpa|DPA|EFE|ANSA|PTI|Xinhua|Bloomberg|TASS|ANI)\) ?[-–—]"
)
_KEY = re.compile(
    r"^(title|author|date):[ \t]*(?:\"([^\"\n]{1,300})\"|'([^'\n]{1,300})'|([^\s\[{|>&\"'][^\n]{0,300}))$",
    re.MULTILINE,
)
_MENU = re.compile(r"\s*(?:[|•>»]|\]\s*\[)\s*| [/·] ")
_BUTTONS = frozenset(
    ["share", "save", "print", "tweet", "email", "e-mail", "link", "copy", "facebook", "whatsapp", "comment"]
)
_MASTHEAD = re.compile(
    r"(?:The |THE )?(?:(?:[A-Z][\w’'-]+|of|and|&) ){0,5}(?i:ledger|post|times|herald|courier|examiner|gazette"
    r"|tribune|chronicle|journal|register|mercury|observer|press|telegraph|guardian|argus|echo|bulletin|dispatch"
    r"|sentinel|globe|inquirer|advertiser|[\w’]+-(?:examiner|herald|gazette|tribune|times|courier|post|journal|dispatch|press))"
    r"|[A-Z][A-Z’'&-]+(?: [A-Z&][A-Z’'&-]*)+"
)
"""The name of a paper, or of an institute in capitals, above a headline."""

_MOTTO = re.compile(r"\b(?:since|founded|established|est\.)(?: \w+)? \d{4}\b", re.IGNORECASE)
_NO_HEADLINE = re.compile(r"[-*•>+–—] |\d{1,3}[.)] |[QA][:.] ")
_ADDRESS = re.compile(r"(?:e-?mail:? )?([\w.+-]{3,64})@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}", re.IGNORECASE)
_CAMEL = re.compile(r"(?:[A-Z][a-z]+){2,4}")
_DOTTED = re.compile(r"[A-Za-z]{2,20}(?:[._-][A-Za-z]{2,20}){1,2}")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kept: bool
    """False where the line is boilerplate."""


def in_text(text: str, boilerplate: Sequence[Span] = ()) -> Provenance:
    """Title, outlet, author and date as far as the text itself gives them unmistakably.

    `boilerplate` (sorted, disjoint) is no place for a title; an author's e-mail address may stand in it.
    """
    lines = list(_lines(text, boilerplate))
    edges = lines[:_HEAD] + lines[max(_HEAD, len(lines) - _TAIL) :]
    return _front(text).or_else(
        Provenance(
            title=_title([line.text for line in lines[: 2 * _HEAD] if line.kept]),
            outlet=_outlet(lines[:_HEAD]),
            author=_author(edges),
            date=_date(edges),
        )
    )


def _front(text: str) -> Provenance:
    """What a site generator's block of keys says; lists and nested values are left alone."""
    block = front_matter(text)
    if block is None:
        return NOTHING
    given = {key: " ".join("".join(values).split()) for key, *values in _KEY.findall(block.cut(text))}
    date = given.get("date", "")
    found = iso_date(date[:10]) or (_read_date(date) or ("", None))[1]
    return Provenance(title=given.get("title"), author=given.get("author"), date=found)


def _lines(text: str, boilerplate: Sequence[Span]) -> Iterator[_Line]:
    """Every line with anything in it, without what boilerplate it holds if that is not all of it."""
    place = 0
    for match in re.finditer(r"[^\n]+", text):
        span = trimmed(text, *match.span())
        while place < len(boilerplate) and boilerplate[place].end <= span.start:
            place += 1
        if span.start < span.end:
            inside = place < len(boilerplate) and boilerplate[place].holds(span)
            yield _Line(span.cut(text), not inside)


def _title(lines: Sequence[str]) -> str | None:
    """The first line, if it is a headline above a paragraph; a short label above it is passed over."""
    short = [line.lstrip("# ").strip() for line in _until_paragraph(lines)]
    short = _without_masthead(short)
    found = [line for line in short if _is_headline(line)]
    if not found or found[0] not in short[:2]:  # further down it may be a teaser or a caption
        return None
    if len(found) > 1 and _words(found[0]) <= _TITLE_WORDS and _words(found[1]) > _TITLE_WORDS + 1:
        return found[1]
    return found[0]


def _without_masthead(short: list[str]) -> list[str]:
    """The lines without an outlet's name, its motto, menus and rows of buttons, if a headline is left."""
    left = [line for line in short if not _is_menu(line)]
    if left and _MASTHEAD.fullmatch(left[0]) and len(left[0].split()) <= _TITLE_WORDS + 4:
        left = left[1:]
        if left and _MOTTO.search(left[0]):
            left = left[1:]
    return left if any(_is_headline(line) for line in left[:2]) else short


def _is_menu(line: str) -> bool:
    """Whether a line is a row of labels, no one of them a sentence."""
    pieces = [piece for piece in _MENU.split(line) if piece.strip()]
    most = _TITLE_WORDS + 3 * (len(pieces) > 2)
    labels = len(pieces) > 1 and all(_words(piece) <= most for piece in pieces)
    return labels or all(word in _BUTTONS for word in line.lower().split())


def _until_paragraph(lines: Sequence[str]) -> list[str]:
    """The short lines before the first paragraph; none when no paragraph follows them."""
    for place, line in enumerate(lines):
        if _words(line) >= _PARAGRAPH_WORDS and _is_closed(line):
            return list(lines[:place])
    return []


def _is_headline(line: str) -> bool:
    if len(line) > _TITLE_CHARACTERS or _words(line) < _TITLE_WORDS or line.endswith((".", ":", ";", ",")):
        return False
    return not (
        _NO_HEADLINE.match(line) or list(_names(line)) or _read_date(line) or _ADDRESS.fullmatch(line)
    )


def _outlet(lines: Iterable[_Line]) -> str | None:
    """The agency that an agency's dateline names."""
    for line in lines:
        if match := _DATELINE.match(line.text):
            return match[1]
    return None


def _author(lines: Sequence[_Line]) -> str | None:
    """By-line before signature; joint authors in the text's order."""
    for find in (_names, _signature):
        names = [name for line in lines for name in find(line.text)]
        if names:
            return " and ".join(dict.fromkeys(names))
    return None


def _names(line: str) -> Iterator[str]:
    """The names in a by-line; nothing for any other line."""
    for segment in _SEGMENT.split(line):
        line_of_names = segment.strip("*_() ")
        match = (
            _TWO.fullmatch(line_of_names)
            or _BYLINE.fullmatch(line_of_names)
            or _NAME_AND_POST.fullmatch(line_of_names)
        )
        if match:
            names = [name for group in match.groups() for name in _JOINT.split(group)]
            if not any(_NOT_A_NAME.search(name) for name in names):
                yield from names


def _signature(line: str) -> Iterator[str]:
    """The name that an e-mail address alone on its line spells out; no address of an office does."""
    match = _ADDRESS.fullmatch(line)
    if not match:
        return
    local = match[1]
    if _CAMEL.fullmatch(local):
        parts = re.findall(r"(?:Ma?c(?=[A-Z]))?[A-Z][a-z]+", local)
    else:
        parts = re.split(r"[._-]", local) if _DOTTED.fullmatch(local) else []
    if parts and not any(_NOT_A_NAME.fullmatch(part) for part in parts):
        yield " ".join(part[0].upper() + part[1:] for part in parts)


def _date(lines: Sequence[_Line]) -> str | None:
    """The day of publication before the day of a later change."""
    dated = [
        found for line in lines for segment in _SEGMENT.split(line.text) if (found := _read_date(segment))
    ]
    dated.sort(key=lambda one: "updated" in one[0] or "modified" in one[0])
    return dated[0][1] if dated else None


def _read_date(line: str) -> tuple[str, str] | None:
    """What a line that is only a date calls it ("" or "updated"), and the date in ISO form.

    03/04/2024 is left alone: it is March to one reader and April to another.
    """
    for pattern, parts in _DATES:
        match = pattern.fullmatch(line.strip("*_() "))
        if match:
            given = dict(zip(parts, match.groups()[1:], strict=True))
            written = iso_date(
                "-".join(_number(given[part]) for part in ("year", "month", "day") if part in given)
            )
            return ((match[1] or "").lower(), written) if written else None
    return None


def _number(part: str) -> str:
    if part.isdigit():
        return f"{int(part):02d}"
    return f"{_MONTHS.index(part[:3].lower()) + 1:02d}"


def _words(line: str) -> int:
    return len(line.split())


def _is_closed(line: str) -> bool:
    return line.rstrip("\"'”’)]").endswith((".", "!", "?", "…"))
