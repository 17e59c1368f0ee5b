"""How right an answer is, and how right it was to decline: (case, answer) to a number, or None."""

from __future__ import annotations

from collections import Counter

from pullquote_evals.answers import Answer
from pullquote_evals.folding import says, without_markers, words
from pullquote_evals.gold import Question
from pullquote_evals.retrieval_metrics import finds


def correct(case: Question, answer: Answer) -> float | None:
    """1 when every fact that must be in the answer is there and no wrong one is; an abstention is 0.

    Facts are phrases compared as whole words, folded. It judges what the prose says, not how it is put;
    it cannot see a wrong statement that nobody foresaw in `must_not`. None for unanswerable questions.
    """
    if not case.answerable:
        return None
    if not answer.answered:
        return 0.0
    prose = without_markers(answer.answer)
    present = all(any(says(prose, phrase) for phrase in group) for group in case.must)
    wrong = any(says(prose, phrase) for phrase in case.must_not)
    return float(present and not wrong)


def token_f1(case: Question, answer: Answer) -> float | None:
    """Overlap of the answer's words with the reference's, as SQuAD's F1 (Rajpurkar et al. 2016).

    None without a reference, 0 for an abstention. A long right answer scores low: read it beside
    `correct`, never instead.
    """
    if not case.answerable or not case.reference:
        return None
    if not answer.answered:
        return 0.0
    given, gold = words(without_markers(answer.answer)), words(case.reference)
    shared = sum((Counter(given) & Counter(gold)).values())
    return 2 * shared / (len(given) + len(gold)) if shared else 0.0


def speaker_right(case: Question, answer: Answer) -> float | None:
    """1 when every citation of the gold words names the gold speaker.

    None where the case names no speaker, or no citation stands on the evidence (recall counts that).
    Names are compared folded, as the contract gives them: the fullest name in the article.
    """
    if case.speaker is None:
        return None
    on_gold = [
        citation for citation in answer.citations if any(finds(citation, piece) for piece in case.evidence)
    ]
    if not on_gold:
        return None
    gold = words(case.speaker)
    return float(all(citation.speaker and words(citation.speaker) == gold for citation in on_gold))


def right(case: Question, answer: Answer) -> float | None:
    """1 when the given answer is correct; 0 for any answer to an unanswerable question; None if declined."""
    if not answer.answered:
        return None
    return correct(case, answer) if case.answerable else 0.0


def abstention_recall(case: Question, answer: Answer) -> float | None:
    """1 when an unanswerable question was declined; the mean is the recall of abstention."""
    return None if case.answerable else float(not answer.answered)


def abstention_precision(case: Question, answer: Answer) -> float | None:
    """1 when what was declined is unanswerable; the mean over what was declined is the precision."""
    return None if answer.answered else float(not case.answerable)


def false_abstention(case: Question, answer: Answer) -> float | None:
    """1 when an answerable question was declined; the mean should be low."""
    return float(not answer.answered) if case.answerable else None
