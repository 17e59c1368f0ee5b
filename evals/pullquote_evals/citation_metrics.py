"""Whether citations are what they say: (case, answer) to a number, None where it does not apply.

After ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations"), with gold
spans in the place of its entailment model: a citation supports what it should when it finds a gold piece.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pullquote.sentences import sentences
from pullquote_evals.answers import Answer, Citation, Cited
from pullquote_evals.folding import folded
from pullquote_evals.gold import Question
from pullquote_evals.retrieval_metrics import finds

_NUMBER = re.compile(r"\[(\d+)\]")
# Marks that a system may put after the full stop belong to the sentence before them.
_LATE_MARKS = re.compile(r"^(?:\[\d+\][\s.,;]*)+")
_QUOTED = re.compile(r"“([^“”]+)”|\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Exactness:
    """Share of citations whose quote is the article's text at its place, character for character.

    The contract's promise; anything under 1.0 is a bug. None without citations.
    """

    texts: Mapping[str, str]

    def __call__(self, _case: Question, answer: Answer) -> float | None:
        """In [0, 1]."""
        if not answer.citations:
            return None
        good = [self._exact(citation) for citation in answer.citations]
        return sum(good) / len(good)

    def _exact(self, citation: Citation) -> bool:
        """Other places of the same words may be a rewrite of them, so they need only be places."""
        own = bool(citation.quote) and self._cut(citation) == citation.quote
        return own and all(self._cut(place) for place in citation.also_in)

    def _cut(self, place: Cited) -> str | None:
        text, span = self.texts.get(place.article), place.span
        if text is None or span is None or span.end > len(text):
            return None
        return span.cut(text)


def citation_precision(case: Question, answer: Answer) -> float | None:
    """Share of citations that find a piece of the evidence, at their own place or another they name.

    None without citations, and where the case has no evidence (an unanswerable question that was
    answered is counted by abstention).
    """
    if not case.evidence or not answer.citations:
        return None
    good = [
        any(finds(place, piece) for place in citation.places for piece in case.evidence)
        for citation in answer.citations
    ]
    return sum(good) / len(good)


def citation_recall(case: Question, answer: Answer) -> float | None:
    """Share of the evidence pieces that some citation finds; 0 for an abstention, None without evidence."""
    if not case.evidence:
        return None
    places = [place for citation in answer.citations for place in citation.places]
    return sum(any(finds(place, piece) for place in places) for piece in case.evidence) / len(case.evidence)


def sentences_cited(_case: Question, answer: Answer) -> float | None:
    """Share of the answer's sentences with a mark `[n]` of a citation that exists; None if abstained."""
    if not answer.answered:
        return None
    known = {citation.number for citation in answer.citations}
    marks = [_marks(sentence) for sentence in answer_sentences(answer.answer)]
    return sum(bool(found and found <= known) for found in marks) / len(marks) if marks else 0.0


def quotations_backed(_case: Question, answer: Answer) -> float | None:
    """Share of the quotations in the prose whose words stand in a citation that their sentence marks.

    Folded for type and case only. None when the prose quotes nothing or the system abstained.
    """
    if not answer.answered:
        return None
    quotes = {citation.number: folded(citation.quote) for citation in answer.citations}
    backed: list[bool] = []
    for sentence in answer_sentences(answer.answer):
        sources = [quotes[n] for n in _marks(sentence) if n in quotes]
        for match in _QUOTED.finditer(sentence):
            said = folded((match[1] or match[2]).strip(" ,.;:!?…"))
            backed.append(any(said in source for source in sources))
    return sum(backed) / len(backed) if backed else None


def answer_sentences(answer: str) -> list[str]:
    """The sentences of an answer, a mark after the full stop put back to the sentence it marks."""
    found: list[str] = []
    for span in sentences(answer):
        sentence = span.cut(answer)
        late = _LATE_MARKS.match(sentence)
        if late and found:
            found[-1] += " " + late[0].strip()
            sentence = sentence[late.end() :]
        if sentence.strip():
            found.append(sentence)
    return found


def _marks(sentence: str) -> set[int]:
    return {int(number) for number in _NUMBER.findall(sentence)}
