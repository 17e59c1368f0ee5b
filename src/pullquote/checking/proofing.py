"""Our own prose, checked as any text is, before anybody sees it: against the articles that it cites alone.

`prose.fault` asks whether a model's sentence goes beyond the citations. This asks the checker's own question
of every sentence, whoever made it: are the words in marks verbatim, in a citation that the sentence names,
and said by whom the sentence says?
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pullquote.answers import Citation
from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.checking.claimed import ClaimedQuote, claimed_quotes
from pullquote.checking.finding import Finder
from pullquote.checking.headings import Headings
from pullquote.checking.naming import is_same_speaker
from pullquote.checking.ruling import rule
from pullquote.checking.verdicts import Corpus, Verdict
from pullquote.spans import Span
from pullquote.speakers import Kind

_NUMBER = re.compile(r"\[(\d+)\]")
_LEAD = re.compile(r"[^“]*(?=“)")
_NEUTRAL = "The article reports: "
_SLACK = 3
"""Characters of closing marks by which a match may reach beyond the cited span."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence as it may be shown; None when it must not be. `rejected` says what was refused and why."""

    sentence: str | None
    rejected: tuple[str, ...] = ()


class Proofreader:
    """Checks sentences of answers; keeps the articles that it has prepared, as `Finder` does."""

    def __init__(self, corpus: Corpus) -> None:
        self._finder = Finder(corpus)

    def proofs(self, sentences: Iterable[str], citations: Sequence[Citation]) -> Iterator[Proof]:
        """Each sentence as it may be shown after those before it.

        Where only the speaker is in doubt, the words are given as the article's, which claims nobody. When
        no sentence passes, one is made that points at the citations and quotes nothing.
        """
        shown: list[str] = []
        for sentence in sentences:
            proof = self._proof(shown, sentence, citations)
            if proof.sentence is not None:
                shown.append(proof.sentence)
            yield proof
        if not shown:
            numbers = "".join(f"[{one.number}]" for one in citations)
            yield Proof(f"The articles have words on this {numbers}.")

    def _proof(self, shown: Sequence[str], sentence: str, citations: Sequence[Citation]) -> Proof:
        fault = self.fault(sentence, citations, shown)
        if fault is None:
            return Proof(sentence)
        neutral = _LEAD.sub(_NEUTRAL, sentence, count=1)
        rejected = (f"{sentence} ({fault})",)
        if neutral == sentence or self.fault(neutral, citations, shown) is not None:
            return Proof(None, rejected)
        return Proof(neutral, rejected)

    def fault(self, sentence: str, citations: Sequence[Citation], before: Sequence[str] = ()) -> str | None:
        """Why the sentence must not follow those `before` it; None when all that it quotes is genuine."""
        text = " ".join((*before, sentence))
        place = Span(len(text) - len(sentence), len(text))
        numbers = {int(number) for number in _NUMBER.findall(sentence)}
        cited = [one for one in citations if one.number in numbers]
        quotes = (one for one in claimed_quotes(text, Headings()) if place.holds(one.words))
        faults = (self._against(text, quote, cited) for quote in quotes)
        return next((fault for fault in faults if fault is not None), None) or self._mouth(text, place, cited)

    def _against(self, text: str, quote: ClaimedQuote, cited: Sequence[Citation]) -> str | None:
        names = list(dict.fromkeys(one.article for one in cited))
        found = self._finder.find_in(text, quote.words, names)
        checked = rule(text, quote, found)
        if checked.verdict is Verdict.UNCHECKED:
            stands = any(quote.words.cut(text).casefold() in one.quote.casefold() for one in cited)
            return None if stands else f"“{quote.words.cut(text)}” is not in the citation"
        if checked.verdict is not Verdict.VERBATIM:
            return checked.reason.rstrip(".")
        places = [(checked.article, checked.source_spans)]
        places += [(other.article, other.source_spans) for other in checked.also_in]
        if any(_inside(one, article, spans) for one in cited for article, spans in places):
            return None
        return f"“{quote.words.cut(text)}” is not in the citation"

    def _mouth(self, text: str, place: Span, cited: Sequence[Citation]) -> str | None:
        """Who is said to have said what is retold, if nobody of that name speaks in the words cited."""
        retold = [one for one in attribute(Article("", text)).attributions if one.kind is Kind.INDIRECT]
        names = [one.speaker for one in retold if one.speaker and place.holds(one.words)]
        wrong = (name for name in names if not any(self._speaks(name, one) for one in cited))
        return next((f"{name} does not say it in the citation" for name in wrong), None)

    def _speaks(self, name: str, citation: Citation) -> bool:
        reading = self._finder.transcript(citation.article).reading
        heard = {one.speaker for one in reading.attributions if one.words.overlap(citation.span)}
        return any(
            is_same_speaker(name, speaker, reading.speakers)
            for speaker in {citation.speaker, *heard}
            if speaker is not None
        )


def _inside(citation: Citation, article: str | None, spans: Sequence[Span]) -> bool:
    """True if a match lies in the words cited, but for marks at its ends."""
    return article == citation.article and all(
        span.overlap(citation.span) >= max(1, len(span) - _SLACK) for span in spans
    )
