"""What a text claims about each of its quotations: who said it, and in which article it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pullquote.articles import Article
from pullquote.attribution import attribute
from pullquote.folding import fold_word, words
from pullquote.quotations import quotations
from pullquote.sentences import sentences
from pullquote.spans import Span, trimmed
from pullquote.speakers import Kind, Reading, Speaker

_BLOCK = re.compile(r"(?:^[ \t]*>[^\n]*\n?)+", re.MULTILINE)
_BLOCK_LINE = re.compile(r"^[ \t]*(?:>[ \t]?)+(?P<words>[^\n]*)", re.MULTILINE)
_SIGNED = re.compile(r"[ \t]*(?:[-–—]{1,2}|\*—)\s*(?P<name>[^\n,(*]+)")
_FILE_NAME = re.compile(r"[\w./-]*\w\.\w{2,5}\b")
_NEXT_LINE = re.compile(r"[ \t]*(?P<break>\n)[ \t]*(?=[^\s>*#“\"«-])[^\n“«]*[”\"»’']")
_NOBODY = re.compile(
    r"(?:(?:the|this|that|an?|his|her|its|their|one|another)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:articles?|stor(?:y|ies)|reports?|piece|text|column|newspaper|paper|author|reporter|magazine)$|it|they|one",
    re.IGNORECASE,
)
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "dame",
        "lord",
        "lady",
        "sen",
        "senator",
        "rep",
    ]
    + [
        "representative",
        "gov",
        "governor",
        "gen",
        "president",
        "judge",
        "justice",
        "minister",
        "chancellor",
        "mayor",
    ]
    + ["the", "a", "an", "of", "and", "s", "for", "at", "in", "former", "us", "u"]
)
_OFFICES = {
    "sen": "senator", "senator": "senator", "sens": "senator", "senators": "senator", "rep": "representative",
    "representative": "representative", "gov": "governor", "governor": "governor", "president": "president",
    "professor": "professor", "prof": "professor", "judge": "judge", "justice": "judge", "mayor": "mayor",
    "minister": "minister", "congressman": "representative", "congresswoman": "representative",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClaimedQuote:
    """A quotation of the checked text with what the text says of it; None where it says nothing."""

    words: Span
    whole: Span
    speaker: str | None
    article: str | None


def claimed_quotes(text: str, names: Collection[str]) -> list[ClaimedQuote]:
    """Every quotation of the text in order: in marks of any style, or set off as a block with `>`."""
    text = _unwrapped(text)
    reading = attribute(Article("", text))
    marked = [(one.words, one.whole) for one in quotations(text)]
    blocks = [block for block in _blocks(text) if not any(block[0].overlap(whole) for _, whole in marked)]
    found = [
        ClaimedQuote(said, whole, _speaker(text, reading, said), _article(text, whole, names))
        for said, whole in marked
    ]
    found += [
        ClaimedQuote(said, said, signed or _speaker(text, reading, said), _article(text, said, names))
        for said, signed in blocks
    ]
    return sorted(found, key=lambda quote: quote.words)


def _unwrapped(text: str) -> str:
    """The text with a blank for every line break that falls inside a quotation; no offset changes."""
    for quotation in quotations(text):
        line = _NEXT_LINE.match(text, quotation.words.end) if not quotation.closed else None
        if line:
            text = f"{text[: line.start('break')]} {text[line.end('break') :]}"
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


def _speaker(text: str, reading: Reading, said: Span) -> str | None:
    """Whoever the text says spoke these words; the article or "the report" is nobody."""
    shared = [
        (one.words.overlap(said), one.speaker)
        for one in reading.attributions
        if one.kind is Kind.DIRECT and one.words.overlap(said)
    ]
    speaker = max(shared, default=(0, None), key=lambda pair: pair[0])[1]
    if speaker is None or _NOBODY.fullmatch(speaker) or _FILE_NAME.fullmatch(speaker):
        return None
    return speaker


def _article(text: str, whole: Span, names: Collection[str]) -> str | None:
    """The article that the sentence of the quotation names by its file, or a parenthesis right after it."""
    around = [span for span in sentences(text) if span.overlap(whole)]
    start = around[0].start if around else whole.start
    end = around[-1].end if around else whole.end
    following = re.compile(r"\s*[\[(][^\])\n]*[\])]").match(text, end)
    outside = [text[start : whole.start], text[whole.end : following.end() if following else end]]
    by_stem = {name.rpartition("/")[2]: name for name in names}
    for part in outside:
        for match in _FILE_NAME.finditer(part):
            if match.group() in names:
                return match.group()
            if match.group() in by_stem:
                return by_stem[match.group()]
    return None


def is_same_speaker(claimed: str, true: str, people: Collection[Speaker]) -> bool:
    """Could whom the text names be whom the article names? A surname, an alias or one of two is enough.

    A description that fits nobody in particular ("a spokesman") cannot be wrong, so it is not.
    """
    if _key(claimed) == _key(true):
        return True
    by_name = {one.name: one for one in people}
    known = [by_name[true]] if true in by_name else []
    known += [by_name.get(part.strip(), Speaker(part.strip())) for part in re.split(r",| and ", true)]
    wanted = [part for part in re.split(r",| and |&", claimed) if part.strip()]
    return all(any(_fits(part, one) for one in known) for part in wanted) or any(
        _fits(claimed, one) for one in known
    )


def _fits(claimed: str, true: Speaker) -> bool:
    mine = _bare(claimed)
    names = [_bare(name) for name in (true.name, *true.aliases)]
    if _clashes(claimed, true):
        return False
    if any(_same_name(mine, name) for name in names):
        return True
    described = claimed[:1].islower() or claimed.lower().startswith(("the ", "a ", "an ")) or "’s " in claimed
    role = set(_bare(true.role or "")) | {word for name in names for word in name}
    return described and bool(mine) and all(any(_alike(word, other) for other in role) for word in mine)


def _clashes(claimed: str, true: Speaker) -> bool:
    """Another office than the article gives: Senator Hall is not Professor Hall."""
    mine = {_OFFICES[key] for key in _key(claimed) if key in _OFFICES}
    theirs = {_OFFICES[key] for key in _key(f"{true.name} {true.role or ''}") if key in _OFFICES}
    return bool(mine and theirs and not mine & theirs)


def _same_name(mine: list[str], name: list[str]) -> bool:
    """The surname alone, or every given name that the text has, by its initial at least."""
    if not mine or not name or mine[-1] != name[-1]:
        return (
            mine != [] and name != [] and (set(name) <= set(mine) or len(mine) > 1 and set(mine) <= set(name))
        )
    return all(
        any(given == own or given[0] == own and 1 in (len(given), len(own)) for own in name) for given in mine
    ) or set(name) <= set(mine)


def _alike(word: str, other: str) -> bool:
    short, long = sorted((word, other), key=len)
    return short == long or (len(short) >= 3 and long.startswith(short))


def _key(name: str) -> list[str]:
    return [fold_word(word.key).removesuffix("'s") for word in words(name)]


def _bare(name: str) -> list[str]:
    """The words of a name without titles and articles."""
    return [key for key in _key(name) if key not in _TITLES and key != "'s"]
