"""The checker: the verdict on every quotation and claim of texts that were written to be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from pullquote.checking.folding import words
from pullquote.sentences import sentences
from pullquote_evals.answers import AnswerBroken
from pullquote_evals.check_scores import overlap_verdict
from pullquote_evals.gold import CasesRefused, lines, refuse_repeats, told
from pullquote_evals.intervals import Estimate, of_cases
from pullquote_evals.protocol import Given, System
from pullquote_evals.suites import Entry, Pictures, Scores, Shown

FALSIFIED = frozenset({"altered", "misattributed", "not_found"})
MISSED = "missed"
Pair = tuple[str, str]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Quote(_Row):
    """A quotation, as the gold has it or as the checker gave it; places count the checked text."""

    start: int
    end: int
    quote: str
    verdict: str
    edits: tuple[str, ...] = ()
    edits_also: tuple[str, ...] = ()
    article: str | None = None
    source_spans: tuple[tuple[int, int], ...] = ()
    speaker: str | None = None


class Claim(_Row):
    """A claim, gold or given."""

    start: int
    end: int
    text: str
    verdict: str


class CheckCase(_Row):
    """A text and what is right to say of it. `quotes` or `claims` None: that part is not judged."""

    id: str
    family: str
    text: str
    quotes: tuple[Quote, ...] | None
    claims: tuple[Claim, ...] | None
    ok: bool


class Checked(_Row):
    """The contract's `check --json` object, as far as it is measured."""

    quotes: tuple[Quote, ...]
    claims: tuple[Claim, ...] = ()
    ok: bool


def read_checks(path: Path, texts: Mapping[str, str]) -> list[CheckCase]:
    """Every case of the file; CasesRefused names the line. Gold places must lie inside their article."""
    cases: list[CheckCase] = []
    for number, line in lines(path):
        try:
            case = CheckCase.model_validate_json(line)
        except ValidationError as wrong:
            raise CasesRefused(f"{path}:{number}: {told(wrong)}") from wrong
        for quote in case.quotes or ():
            if case.text[quote.start : quote.end] != quote.quote:
                raise CasesRefused(
                    f"{path}:{number}: “{quote.quote[:60]}” is not at {quote.start} of its text"
                )
            if quote.article is not None and quote.article not in texts:
                raise CasesRefused(f"{path}:{number}: no article named {quote.article}")
        cases.append(case)
    refuse_repeats(path, [case.id for case in cases])
    return cases


def quote_pairs(case: CheckCase, given: Checked) -> list[tuple[Quote | None, Quote | None]]:
    """Gold and given quotations of the same span; None beside what only one of them has."""
    found = {(one.start, one.end): one for one in given.quotes}
    pairs: list[tuple[Quote | None, Quote | None]] = [
        (gold, found.pop((gold.start, gold.end), None)) for gold in case.quotes or ()
    ]
    return pairs + [(None, extra) for extra in found.values()]


def verdict(case: CheckCase, given: Checked) -> float | None:
    """Share of the quotations, wanted or invented, with the right verdict at the right span."""
    if case.quotes is None:
        return None
    return _share(
        gold is not None and got is not None and gold.verdict == got.verdict
        for gold, got in quote_pairs(case, given)
    )


def falsified_passed(case: CheckCase, given: Checked) -> float | None:
    """1 when a quotation that is not genuine came out verbatim; must never happen."""
    falsified = [
        got for gold, got in quote_pairs(case, given) if gold is not None and gold.verdict in FALSIFIED
    ]
    if not falsified:
        return None
    return float(any(got is not None and got.verdict == "verbatim" for got in falsified))


def true_speaker(case: CheckCase, given: Checked) -> float | None:
    """Share of the misattributed quotations with the speaker who said them."""
    return _share(
        got is not None and got.speaker == gold.speaker
        for gold, got in quote_pairs(case, given)
        if gold is not None and gold.verdict == "misattributed"
    )


def edits(case: CheckCase, given: Checked) -> float | None:
    """Share of the genuine quotations whose accepted edits are named: all of them, and no other."""
    return _share(
        got is not None and set(gold.edits) <= set(got.edits) <= {*gold.edits, *gold.edits_also}
        for gold, got in quote_pairs(case, given)
        if gold is not None and gold.verdict == "verbatim"
    )


def source(case: CheckCase, given: Checked) -> float | None:
    """Share of the quotations with a source whose places in the article are shown.

    An end may be one character off: whether a closing mark belongs to altered words is nobody's promise.
    """
    return _share(
        got is not None and got.article == gold.article and _near(got.source_spans, gold.source_spans)
        for gold, got in quote_pairs(case, given)
        if gold is not None and gold.source_spans
    )


def _near(given: Sequence[tuple[int, int]], gold: Sequence[tuple[int, int]]) -> bool:
    pairs = zip(given, gold, strict=False)
    return len(given) == len(gold) and all(abs(a - c) <= 1 and abs(b - d) <= 1 for (a, b), (c, d) in pairs)


def ok(case: CheckCase, given: Checked) -> float | None:
    """1 when the text as a whole is called sound or unsound as it is."""
    return None if case.quotes is None and case.claims is None else float(given.ok == case.ok)


def claim_pairs(case: CheckCase, given: Checked) -> list[Pair]:
    """Gold and given verdict of every claim: `missed` if it was not listed, `none` beside what is none."""
    if case.claims is None:
        return []
    found = {(one.start, one.end): one.verdict for one in given.claims}
    pairs = [(gold.verdict, found.pop((gold.start, gold.end), MISSED)) for gold in case.claims]
    return pairs + [("none", extra) for extra in found.values()]


def claim_verdict(case: CheckCase, given: Checked) -> float | None:
    """Share of the claims with the right verdict."""
    return _share(gold == got for gold, got in claim_pairs(case, given))


def balanced_accuracy(pairs: Iterable[Pair]) -> float | None:
    """The mean over the right verdicts of the share found (recall macro-averaged); None without pairs."""
    totals: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for gold, got in pairs:
        totals[gold] += 1
        found[gold] += gold == got
    return sum(found[gold] / total for gold, total in totals.items()) / len(totals) if totals else None


def _share(right: Iterable[bool]) -> float | None:
    values = list(right)
    return sum(values) / len(values) if values else None


METRICS = {
    "verdict": verdict,
    "falsified_passed": falsified_passed,
    "true_speaker": true_speaker,
    "edits": edits,
    "source": source,
    "ok": ok,
    "claim_verdict": claim_verdict,
}


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
    return _share(gold == got for gold, got in pairs)


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
