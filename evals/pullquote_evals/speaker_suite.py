"""Speakers: who says what in articles that were annotated by hand, an article a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pullquote.spans import Span
from pullquote_evals.answers import AnswerBroken
from pullquote_evals.attribution_scores import Said, matches, read_gold, same_speaker, score
from pullquote_evals.intervals import Estimate, of_cases
from pullquote_evals.protocol import Given, System
from pullquote_evals.suites import Entry, Pictures, Scores, Shown

Pair = tuple[list[Said], list[Said]]


@dataclass(frozen=True, slots=True)
class Annotated:
    """One article, the folder it lies in, and every attribution in it."""

    folder: Path
    article: str
    gold: tuple[Said, ...]
    set_name: str


def read_annotated(gold: Path, folder: Path, set_name: str) -> list[Annotated]:
    """The articles of one gold file, in its order."""
    rows = read_gold(gold)
    names = dict.fromkeys(row.article for row in rows)
    return [
        Annotated(folder, name, tuple(row for row in rows if row.article == name), set_name) for name in names
    ]


@dataclass(frozen=True, slots=True)
class SpeakerSuite:
    """Every annotated article read; see `Suite`."""

    cases: Sequence[Annotated]
    texts: Mapping[str, str]
    name: str = "speakers"
    must_be_one: frozenset[str] = frozenset({"article_span_f1", "article_speaker_f1"})
    lower_is_better: frozenset[str] = frozenset()

    def entries(self) -> Sequence[Entry]:
        """Every article; its text and gold are what an answer depends on."""
        return [
            Entry(one.article, one.set_name, {"text": self.texts[one.article], "gold": _rows(one.gold)})
            for one in self.cases
        ]

    def around(self, system: System) -> AbstractContextManager[System]:
        """The system as it is."""
        return nullcontext(system)

    def run(self, system: System, entry: Entry) -> Given:
        """The attributions that the system finds in the article."""
        return {"attributions": system.attributions(self._case(entry).folder, entry.id)}

    def _case(self, entry: Entry) -> Annotated:
        return next(one for one in self.cases if one.article == entry.id)

    def score(self, entry: Entry, returned: Given) -> Scores:
        """F1 of spans and of spans with their speaker, over one article."""
        scores = score(*self._pair(entry, returned))
        return {
            "article_span_f1": scores["all"].span_f1,
            "article_speaker_f1": scores["all"].speaker_f1,
        }

    def overall(self, ran: Sequence[tuple[Entry, Given]], reference: float) -> dict[str, Estimate | None]:
        """The same over all attributions, and by kind; intervals redraw articles."""
        pairs = [self._pair(entry, returned) for entry, returned in ran]
        found: dict[str, Estimate | None] = {}
        for kind in ("all", "direct", "indirect"):
            suffix = "" if kind == "all" else f"_{kind}"
            counts = [score(*pair)[kind] for pair in pairs]
            sizes = [(one.gold + one.found, one.spans, one.speakers) for one in counts]
            found[f"span_f1{suffix}"] = of_cases([(size, spans) for size, spans, _ in sizes], _pooled)
            found[f"speaker_f1{suffix}"] = of_cases([(size, right) for size, _, right in sizes], _pooled)
        return found

    def pictures(self, ran: Sequence[tuple[Entry, Given]]) -> Pictures:
        """Nothing is drawn but the means by set."""
        return Pictures()

    def show(self, entry: Entry, returned: Given) -> Shown:
        """What was missed, invented or given to another speaker, and where."""
        gold, found = self._pair(entry, returned)
        made = matches(gold, found)
        matched = {id(one) for pair in made for one in pair}
        swapped = [pair for pair in made if not same_speaker(pair[0].speaker, pair[1].speaker)]
        said = [one for one in found if id(one) not in matched] + [pair[1] for pair in swapped]
        wanted = [one for one in gold if id(one) not in matched] + [pair[0] for pair in swapped]
        text = self.texts[entry.id]
        return Shown(entry.id, _listed(said, text), _listed(wanted, text), _places(said), _places(wanted))

    def _pair(self, entry: Entry, returned: Given) -> Pair:
        return list(self._case(entry).gold), [_said(entry.id, row) for row in returned["attributions"]]


def _said(article: str, row: Mapping[str, Any]) -> Said:
    try:
        return Said(article, Span(row["words"]["start"], row["words"]["end"]), row["kind"], row["speaker"])
    except (KeyError, TypeError, ValueError) as wrong:
        raise AnswerBroken(f"not an attribution: {dict(row)!r}") from wrong


def _rows(gold: Sequence[Said]) -> list[list[Any]]:
    return [[one.words.start, one.words.end, one.kind, one.speaker] for one in gold]


def _pooled(articles: Sequence[tuple[int, int]]) -> float | None:
    """F1 over all attributions of the articles: twice what is right over what is there."""
    size = sum(count for count, _ in articles)
    return 2 * sum(right for _, right in articles) / size if size else None


def _listed(given: Sequence[Said], text: str) -> str:
    return (
        "\n".join(f"{one.speaker or 'nobody'} ({one.kind}): {one.words.cut(text)}" for one in given)
        or "Nothing."
    )


def _places(given: Sequence[Said]) -> tuple[tuple[str, int, int], ...]:
    return tuple((one.article, one.words.start, one.words.end) for one in given)
