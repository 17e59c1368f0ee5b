"""How much of who said what the rules find: `python -m pullquote_evals.attribution_scores --split dev`.

A gold span counts as found when an attribution of the same kind has it: direct words by exactly the same
span, indirect ones by an intersection over union of at least 0.7. Each gold line is matched once, best
overlap first. Span F1 is over the spans; speaker F1 is the same with the speaker's name right as well, where
both may be None; names are compared without case, with straight apostrophes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.places import seeds
from pullquote.reading.folders import Limits, articles
from pullquote.spans import Span

LEAST_OVERLAP = 0.7
"""Intersection over union from which an indirect span is the gold one."""

CASES = Path(__file__).parent / "cases" / "attributions"
KINDS = ("direct", "indirect")


@dataclass(frozen=True, slots=True)
class Said:
    """One attribution, gold or found, as it is compared."""

    article: str
    words: Span
    kind: str
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one kind: in the gold, found by the rules, matched by span, matched with the speaker."""

    gold: int
    found: int
    spans: int
    speakers: int

    @property
    def span_f1(self) -> float | None:
        """None where there is neither gold nor anything found."""
        return _f1(self.spans, self.gold, self.found)

    @property
    def speaker_f1(self) -> float | None:
        """Like `span_f1`, with the speaker right too."""
        return _f1(self.speakers, self.gold, self.found)


def _f1(right: int, gold: int, found: int) -> float | None:
    return 2 * right / (gold + found) if gold + found else None


def read_gold(path: Path) -> list[Said]:
    """The lines of a gold file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Said(row["article"], Span(row["words"]["start"], row["words"]["end"]), row["kind"], row["speaker"])
        for row in rows
    ]


def found_in(given: Sequence[Article]) -> list[Said]:
    """What the rules find in articles."""
    return [
        Said(article.name, made.words, made.kind.value, made.speaker)
        for article in given
        for made in attribute(article).attributions
    ]


def matches(gold: Sequence[Said], found: Sequence[Said]) -> list[tuple[Said, Said]]:
    """Pairs of gold and found that agree in article, kind and span; each stands in one pair at most."""
    pairs = [(overlap, g, f) for g, one in enumerate(gold) for f, overlap in _fitting(one, found)]
    pairs.sort(key=lambda pair: -pair[0])
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    made = []
    for _, g, f in pairs:
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            made.append((gold[g], found[f]))
    return made


def _fitting(gold: Said, found: Sequence[Said]) -> Iterator[tuple[int, float]]:
    for place, other in enumerate(found):
        if (gold.article, gold.kind) != (other.article, other.kind):
            continue
        shared = gold.words.overlap(other.words)
        ratio = shared / (len(gold.words) + len(other.words) - shared) if shared else 0.0
        if ratio == 1.0 or (gold.kind == "indirect" and ratio >= LEAST_OVERLAP):
            yield place, ratio


def same_speaker(one: str | None, other: str | None) -> bool:
    """True for equal names, apart from case and the shape of apostrophes; None is only None."""
    if one is None or other is None:
        return one is other
    return one.replace("’", "'").casefold() == other.replace("’", "'").casefold()


def score(gold: Sequence[Said], found: Sequence[Said]) -> dict[str, Score]:
    """Scores by kind, and over both as "all"."""
    made = matches(gold, found)
    scores = {}
    for kind in (*KINDS, "all"):
        wanted = KINDS if kind == "all" else (kind,)
        pairs = [pair for pair in made if pair[0].kind in wanted]
        scores[kind] = Score(
            sum(one.kind in wanted for one in gold),
            sum(one.kind in wanted for one in found),
            len(pairs),
            sum(same_speaker(g.speaker, f.speaker) for g, f in pairs),
        )
    return scores


def report(scores: dict[str, Score]) -> Iterator[str]:
    """One line a kind, counts beside each figure."""
    for kind, one in scores.items():
        spans, speakers = one.span_f1, one.speaker_f1
        if spans is None or speakers is None:
            yield f"{kind:9} nothing to measure"
            continue
        yield (
            f"{kind:9} span F1 {spans:.3f}  speaker F1 {speakers:.3f}  "
            f"({one.spans} spans and {one.speakers} speakers right of {one.gold} gold, {one.found} found)"
        )


def misses(gold: Sequence[Said], found: Sequence[Said], texts: dict[str, str]) -> Iterator[str]:
    """What was missed, invented, or given to another speaker, in the articles' order."""
    made = matches(gold, found)
    matched = {id(one) for pair in made for one in pair}
    lines = [(one, "missed ") for one in gold if id(one) not in matched]
    lines += [(one, "invented") for one in found if id(one) not in matched]
    lines += [(f, f"speaker of {g.speaker}") for g, f in made if not same_speaker(g.speaker, f.speaker)]
    for one, what in sorted(lines, key=lambda line: (line[0].article, line[0].words)):
        words = " ".join(one.words.cut(texts[one.article]).split())
        yield f"{one.article} {what:9} {one.kind:8} {one.speaker} | {words}"


def measure(split: str) -> tuple[list[Said], list[Said], dict[str, str]]:
    """Gold, found and the texts of a split: "seeds", "dev" or "test"."""
    folder = seeds() if split == "seeds" else CASES / split
    given = [one for one in articles([folder], Limits()) if isinstance(one, Article)]
    return read_gold(CASES / f"{split}.jsonl"), found_in(given), {one.name: one.text for one in given}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores of a split; `--show` lists what is wrong, for `test` only with `--show-test`."""
    parser = argparse.ArgumentParser(prog="python -m pullquote_evals.attribution_scores", description=__doc__)
    parser.add_argument("--split", choices=("seeds", "dev", "test"), default="dev")
    parser.add_argument("--show", action="store_true", help="list what was missed or wrong")
    parser.add_argument("--show-test", action="store_true", help="allow --show for the test split")
    given = parser.parse_args(arguments)
    if given.show and given.split == "test" and not given.show_test:
        parser.error("the test split is not to be read while rules are written; add --show-test to do so")
    gold, found, texts = measure(given.split)
    lines = [*report(score(gold, found)), *(misses(gold, found, texts) if given.show else ())]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
