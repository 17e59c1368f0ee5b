"""How right a checker's report on one text is. Each metric is None where it does not apply."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pullquote_evals.check_cases import CheckCase, Checked, Quote

FALSIFIED = frozenset({"altered", "misattributed", "not_found"})
MISSED = "missed"
Pair = tuple[str, str]


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
