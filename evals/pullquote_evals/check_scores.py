"""How good is the checker? `python -m pullquote_evals.check_scores --split dev|test`.

Verdicts against hand-made cases: accuracy, the confusion matrix, how many falsified quotations passed as
verbatim, how often the true speaker of misattributed words is named; for claims the balanced accuracy. With
`--show`, dev lists every miss; test shows only totals.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.checking import headings, phrases
from pullquote.checking.checker import Checker
from pullquote.checking.folding import words
from pullquote.checking.verdicts import Report
from pullquote.places import seeds
from pullquote.reading.folders import Limits, articles
from pullquote.sentences import sentences
from pullquote.speakers import Reading

MOST_WORDS = 0.6
"""Share of a claim's words from which the baseline calls it supported."""
CASES = Path(__file__).parent / "cases"
FALSIFIED = frozenset({"altered", "misattributed", "not_found"})
Pair = tuple[str, str]
"""What a case wants and what the checker gave."""


class Shelf:
    """The seeds as a corpus, read and attributed afresh."""

    def __init__(self, given: Sequence[Article]) -> None:
        self.connection = sqlite3.connect(":memory:")
        phrases.create(self.connection)
        headings.create(self.connection)
        self._articles = {article.name: article for article in given}
        self._readings = {article.name: attribute(article) for article in given}
        for article in given:
            phrases.add(self.connection, article.name, article.text)
            row = (article.name, article.title, article.outlet)
            self.connection.execute("INSERT INTO articles VALUES (?, ?, ?)", row)

    def names(self) -> list[str]:
        """Every name, sorted."""
        return sorted(self._articles)

    def article(self, name: str) -> Article:
        """The article of that name."""
        return self._articles[name]

    def reading(self, name: str) -> Reading:
        """Who said what there."""
        return self._readings[name]


@dataclass(slots=True)
class Scores:
    """What was counted over all cases; `misses` says in a line each what went wrong."""

    quotes: Counter[Pair] = field(default_factory=Counter)
    claims: Counter[Pair] = field(default_factory=Counter)
    baseline: Counter[Pair] = field(default_factory=Counter)
    named: Counter[bool] = field(default_factory=Counter)
    edits: Counter[bool] = field(default_factory=Counter)
    places: Counter[bool] = field(default_factory=Counter)
    cases_ok: Counter[bool] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def passed(self) -> int:
        """Falsified quotations that came out verbatim."""
        return sum(
            count for (gold, got), count in self.quotes.items() if gold in FALSIFIED and got == "verbatim"
        )


def accuracy(pairs: Counter[Pair]) -> float | None:
    """The share of right verdicts; None when there are none."""
    total = sum(pairs.values())
    return sum(count for (gold, got), count in pairs.items() if gold == got) / total if total else None


def balanced_accuracy(pairs: Counter[Pair]) -> float | None:
    """The mean over the gold verdicts of the share that was right; None when there are none."""
    totals: Counter[str] = Counter()
    for (gold, _), count in pairs.items():
        totals[gold] += count
    shares = [pairs[gold, gold] / total for gold, total in totals.items()]
    return sum(shares) / len(shares) if shares else None


def read_cases(split: str) -> list[dict[str, Any]]:
    """The cases of a split, as they stand in the file."""
    lines = (CASES / f"checks-{split}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def score(cases: Sequence[dict[str, Any]], shelf: Shelf) -> Scores:
    """Check every case and count."""
    scores = Scores()
    checker = Checker(shelf)
    sentence_words = [
        frozenset(word.key for word in words(article.text, span.start, span.end))
        for article in map(shelf.article, shelf.names())
        for span in sentences(article.text)
    ]
    for case in cases:
        report = checker.check(case["text"], quotes_only=case["claims"] is None)
        _count_quotes(scores, case, report)
        if case["claims"] is not None:
            _count_claims(scores, case, report)
            for gold in case["claims"]:
                scores.baseline[gold["verdict"], overlap_verdict(gold["text"], sentence_words)] += 1
        if case["quotes"] is not None or case["claims"] is not None:
            scores.cases_ok[report.ok() == case["ok"]] += 1
    return scores


def overlap_verdict(claim: str, sentence_words: Sequence[frozenset[str]]) -> str:
    """The baseline: supported if one sentence has most of the words, else not found; it cannot contradict."""
    mine = {word.key for word in words(claim)}
    best = max((len(mine & theirs) / max(1, len(mine)) for theirs in sentence_words), default=0.0)
    return "supported" if best >= MOST_WORDS else "not_found"


def _count_quotes(scores: Scores, case: dict[str, Any], report: Report) -> None:
    found = {(one.span.start, one.span.end): one for one in report.quotes}
    for gold in case["quotes"] or ():
        got = found.pop((gold["start"], gold["end"]), None)
        verdict = got.verdict.value if got else "missed"
        scores.quotes[gold["verdict"], verdict] += 1
        if verdict != gold["verdict"]:
            scores.misses.append(
                f"{case['id']}: {gold['verdict']} came out {verdict}: {gold['quote']!r} {got}"
            )
            continue
        assert got is not None
        if verdict == "misattributed":
            scores.named[got.speaker == gold["speaker"]] += 1
            if got.speaker != gold["speaker"]:
                scores.misses.append(f"{case['id']}: speaker {gold['speaker']} came out {got.speaker}")
        if verdict == "verbatim":
            edits = {edit.value for edit in got.edits}
            scores.edits[set(gold["edits"]) <= edits <= {*gold["edits"], *gold["edits_also"]}] += 1
            if not set(gold["edits"]) <= edits <= {*gold["edits"], *gold["edits_also"]}:
                scores.misses.append(f"{case['id']}: edits {gold['edits']} came out {sorted(edits)}")
        _count_place(scores, case, gold, [[span.start, span.end] for span in got.source_spans])
    for extra in found.values():
        scores.quotes["none", extra.verdict.value] += 1
        scores.misses.append(f"{case['id']}: no quotation: {extra.quote!r}")


def _count_place(scores: Scores, case: dict[str, Any], gold: dict[str, Any], spans: list[list[int]]) -> None:
    if gold["source_spans"]:
        same = spans == gold["source_spans"]
        scores.places[same] += 1
        if not same:
            scores.misses.append(f"{case['id']}: place {gold['source_spans']} came out {spans}")


def _count_claims(scores: Scores, case: dict[str, Any], report: Report) -> None:
    found = {(one.span.start, one.span.end): one for one in report.claims}
    for gold in case["claims"]:
        got = found.pop((gold["start"], gold["end"]), None)
        verdict = got.verdict.value if got else "missed"
        scores.claims[gold["verdict"], verdict] += 1
        if verdict != gold["verdict"]:
            scores.misses.append(
                f"{case['id']}: {gold['verdict']} claim came out {verdict}: {gold['text']!r}"
            )
    for extra in found.values():
        scores.claims["none", extra.verdict.value] += 1
        scores.misses.append(f"{case['id']}: no claim: {extra.text!r}")


def report_lines(scores: Scores) -> Iterator[str]:
    """The totals, with the count beside every share."""
    yield f"quotations: {_share(accuracy(scores.quotes))} of {sum(scores.quotes.values())} verdicts right"
    yield from _matrix(scores.quotes)
    yield f"falsified passed as verbatim: {scores.passed}"
    for what, counted in (
        ("true speaker named in misattributions", scores.named),
        ("edits named as wanted", scores.edits),
        ("places exactly as wanted", scores.places),
        ("ok as wanted", scores.cases_ok),
    ):
        yield f"{what}: {counted[True]} of {sum(counted.values())}"
    if scores.claims:
        balanced = _share(balanced_accuracy(scores.claims))
        yield f"claims: balanced accuracy {balanced} of {sum(scores.claims.values())}"
        yield from _matrix(scores.claims)
        yield f"word-overlap baseline: balanced accuracy {_share(balanced_accuracy(scores.baseline))}"


def _share(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"


def _matrix(pairs: Counter[Pair]) -> Iterator[str]:
    """Gold down, verdict across."""
    rows = sorted({gold for gold, _ in pairs})
    columns = sorted({got for _, got in pairs})
    yield " " * 16 + "".join(f"{column:>15}" for column in columns)
    for row in rows:
        yield f"  {row:<14}" + "".join(f"{pairs[row, column]:>15}" for column in columns)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of a split; 2 when asked to list the misses of test."""
    parser = argparse.ArgumentParser(prog="check_scores", description="Scores of the checker.")
    parser.add_argument("--split", choices=["dev", "test"], default="dev")
    parser.add_argument("--show", action="store_true", help="list what went wrong (dev only)")
    given = parser.parse_args(arguments)
    if given.show and given.split == "test":
        sys.stderr.write("The test split only shows totals. Type: --split dev --show\n")
        return 2
    shelf = Shelf([one for one in articles([seeds()], Limits()) if isinstance(one, Article)])
    scores = score(read_cases(given.split), shelf)
    lines = [*report_lines(scores), *(scores.misses if given.show else ())]
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
