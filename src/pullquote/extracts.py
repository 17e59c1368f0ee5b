"""Sentences that say what a citation says, in its own words: the answer that needs no model.

Each carries its number, and what stands between its marks is verbatim in that citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pullquote.answers import Citation
from pullquote.sentences import sentences
from pullquote.speakers import Kind
from pullquote.wording import words

_QUOTING = re.compile(r"“[^“”]+”|\"[^\"]+\"|„[^„“]+“|«[^«»]+»")
INNER_STOP = re.compile(r"[.,;:]+(?=[”\"»]$)")
"""A stop before the last mark, behind which the sentence goes on with its number."""

_REPORTS = "The article reports:"


def extracts(citations: Sequence[Citation]) -> Iterator[str]:
    """One sentence for each sentence of each citation, in order; a speaker is introduced once in a row."""
    before: Citation | None = None
    for citation in citations:
        again = before is not None and before.speaker == citation.speaker and before.kind is citation.kind
        yield from _told(citation, again)
        before = citation


def unsaid(citations: Sequence[Citation], said: Sequence[str]) -> Iterator[str]:
    """The extracts of the citations that `said`, as it is when the first is wanted, does not hold already."""
    yield from extracts([citation for citation in citations if not _repeated(citation, said)])


def _repeated(citation: Citation, said: Sequence[str]) -> bool:
    """Whether a sentence holds all of the citation's words; of speech, between marks."""
    wanted = _line(citation.quote)
    held = [
        _line(part)
        for sentence in said
        for part in (_QUOTING.findall(sentence) if citation.kind is Kind.DIRECT else [sentence])
    ]
    return any(wanted in one for one in held)


def _line(text: str) -> str:
    return f" {' '.join(words(text))} "


def _told(citation: Citation, again: bool) -> Iterator[str]:
    told = [bare for bare in map(_bare, _sentences(citation.quote)) if bare]
    for number, bare in enumerate(told):
        if _QUOTING.search(bare):
            # The article's sentence has a quotation of its own; marks around marks would blur whose they are.
            whole = f"{INNER_STOP.sub('', bare)}{_unnamed(citation, bare)} [{citation.number}]."
            if len(list(sentences(whole))) == 1:
                yield whole
                continue
        yield f"{_lead(citation, again or number > 0)} “{bare}” [{citation.number}]."


def _unnamed(citation: Citation, told: str) -> str:
    """The speaker in brackets, where the sentence itself only says "she"."""
    if citation.kind is Kind.NARRATION or citation.speaker is None:
        return ""
    return "" if citation.speaker.split()[-1] in told else f" ({citation.speaker})"


def _lead(citation: Citation, again: bool) -> str:
    also = "also " * again
    if citation.kind is Kind.NARRATION:
        if citation.speaker is None:
            return f"The article {also}reports:"
        return f"{citation.speaker} {also}{'write' if ' and ' in citation.speaker else 'writes'}:"
    if citation.kind is Kind.INDIRECT:
        return f"As to {citation.speaker}, the article {also}reports:" if citation.speaker else _REPORTS
    who = _capital(citation.speaker) if citation.speaker else "Somebody whom the article does not name"
    return f"{who} {also}said:"


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _sentences(quote: str) -> list[str]:
    """The quotation's own sentences: a reader, and a checker, wants a number behind each."""
    return [span.cut(quote) for span in sentences(quote)]


def _bare(words: str) -> str:
    """Without the full stop or comma at the end, which the sentence around it brings itself."""
    bare = words.rstrip()
    while bare and bare[-1] in ".,;:":
        bare = bare[:-1].rstrip()
    return bare
