"""The checker: the verdict on every quotation and claim of texts that were written to be judged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from pullquote.checking.folding import words
from pullquote.sentences import sentences
from pullquote_evals.answers import AnswerBroken
from pullquote_evals.check_cases import CheckCase, Checked, Claim, Quote
from pullquote_evals.check_metrics import METRICS, MISSED, Pair, balanced_accuracy, claim_pairs, quote_pairs
from pullquote_evals.check_scores import overlap_verdict
from pullquote_evals.gold import told
from pullquote_evals.intervals import Estimate, of_cases
from pullquote_evals.protocol import Given, System
from pullquote_evals.suites import Entry, Pictures, Scores, Shown


@dataclass(frozen=True, slots=True)
class CheckSuite:
    """Every text checked; see `Suite`."""

    cases: Sequence[CheckCase]
    texts: Mapping[str, str]
    name: str = "checks"
    must_be_one: frozenset[str] = frozenset({"verdict", "true_speaker", "ok", "claim_verdict"})
    lower_is_better: frozenset[str] = frozenset({"falsified_passed"})

    def entries(self) -> Sequence[Entry]:
        """Every text, in the order of the file."""
        return [Entry(one.id, one.family, one.model_dump(mode="json")) for one in self.cases]

    def around(self, system: System) -> AbstractContextManager[System]:
        """The system as it is."""
        return nullcontext(system)

    def run(self, system: System, entry: Entry) -> Given:
        """The checker's report."""
        return {"check": system.check({"id": entry.id, "text": entry.row["text"]})}

    def score(self, entry: Entry, returned: Given) -> Scores:
        """Every metric of one text."""
        case, given = CheckCase.model_validate(entry.row), _checked(returned)
        return {name: metric(case, given) for name, metric in METRICS.items()}

    def overall(self, ran: Sequence[tuple[Entry, Given]], reference: float) -> dict[str, Estimate | None]:
        """Over all quotations and claims rather than texts."""
        pairs = [(CheckCase.model_validate(entry.row), _checked(returned)) for entry, returned in ran]
        verdicts = [found for pair in pairs if (found := _verdicts(*pair))]
        claims = [found for pair in pairs if (found := claim_pairs(*pair))]
        return {
            "verdict_accuracy": of_cases(verdicts, lambda drawn: _accuracy(_flat(drawn))),
            "claim_balanced_accuracy": of_cases(claims, lambda drawn: balanced_accuracy(_flat(drawn))),
            "claim_word_overlap_baseline": of_cases(
                self._baseline([case for case, _ in pairs]), lambda drawn: balanced_accuracy(_flat(drawn))
            ),
        }

    def _baseline(self, cases: Sequence[CheckCase]) -> list[list[Pair]]:
        """What counting shared words would say of every claim; the checker has to beat it."""
        parts = [
            frozenset(word.key for word in words(text, span.start, span.end))
            for text in self.texts.values()
            for span in sentences(text)
        ]
        judged = (
            [(one.verdict, overlap_verdict(one.text, parts)) for one in case.claims or ()] for case in cases
        )
        return [found for found in judged if found]

    def pictures(self, ran: Sequence[tuple[Entry, Given]]) -> Pictures:
        """The confusion matrices of quotations and claims."""
        pairs = [(CheckCase.model_validate(entry.row), _checked(returned)) for entry, returned in ran]
        matrices = {
            "verdicts on quotations": matrix(_flat(_verdicts(*pair) for pair in pairs)),
            "verdicts on claims": matrix(_flat(claim_pairs(*pair) for pair in pairs)),
        }
        return Pictures(matrices={name: counts for name, counts in matrices.items() if counts})

    def show(self, entry: Entry, returned: Given) -> Shown:
        """The text, the verdicts given and wanted, and the places in the articles."""
        case, given = CheckCase.model_validate(entry.row), _checked(returned)
        return Shown(
            case.text,
            _listed(given.quotes, given.claims),
            _listed(case.quotes or (), case.claims or ()),
            _places(given.quotes),
            _places(case.quotes or ()),
        )


def _checked(returned: Given) -> Checked:
    try:
        return Checked.model_validate(returned["check"])
    except ValidationError as wrong:
        raise AnswerBroken(f"not the contract's object: {told(wrong)}") from wrong


def _verdicts(case: CheckCase, given: Checked) -> list[Pair]:
    if case.quotes is None:
        return []
    return [
        (gold.verdict if gold else "none", got.verdict if got else MISSED)
        for gold, got in quote_pairs(case, given)
    ]


def _accuracy(pairs: Sequence[Pair]) -> float | None:
    return sum(gold == got for gold, got in pairs) / len(pairs) if pairs else None


def matrix(pairs: Iterable[Pair]) -> dict[str, dict[str, int]]:
    """How often each right verdict came out as which; sorted."""
    counts: dict[str, dict[str, int]] = {}
    for gold, got in sorted(pairs):
        row = counts.setdefault(gold, {})
        row[got] = row.get(got, 0) + 1
    return counts


def _flat(given: Iterable[Sequence[Pair]]) -> list[Pair]:
    return [pair for pairs in given for pair in pairs]


def _listed(quotes: Sequence[Quote], claims: Sequence[Claim]) -> str:
    """One line a verdict."""
    said: list[tuple[str, str, Any]] = [(one.verdict, one.quote, one.speaker) for one in quotes]
    said += [(one.verdict, one.text, None) for one in claims]
    return "\n".join(f"{word}: {what}" + (f" ({who})" if who else "") for word, what, who in said)


def _places(quotes: Sequence[Quote]) -> tuple[tuple[str, int, int], ...]:
    return tuple((one.article, *span) for one in quotes if one.article for span in one.source_spans)
