"""Two reports beside each other: what changed, in the mean and case by case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pullquote_evals.baselines import changed
from pullquote_evals.markdown import value
from pullquote_evals.report import CaseResult, Report, SystemResult, read_report


def compare(before: Path, after: Path) -> str:
    """What is different in the second report, as lines of plain text.

    Metrics over the cases that both have; a mean whose intervals do not overlap is marked with `!`.
    Then every case that passed and now fails, the reverse, and every other change of a score.
    """
    then, now = read_report(before), read_report(after)
    out: list[str] = []
    for system in now.systems:
        earlier = next((one for one in then.systems if one.name == system.name), None)
        if earlier is None:
            out.append(f"{system.name}: only in {after}")
            continue
        out += [
            f"{system.name}: {_what(then)} → {_what(now)}",
            *_means(system, earlier),
            *_cases(system, earlier),
        ]
    return "\n".join(out)


def _what(report: Report) -> str:
    return f"{report.made} {report.tier}/{report.split}"


def _means(now: SystemResult, then: SystemResult) -> Iterator[str]:
    for change in changed(now, then):
        new, old = change.now, change.then
        if new.value == old.value:
            continue
        apart = new.low > old.high or new.high < old.low
        yield f"{'!' if apart else ' '} {change.metric}: {value(old)} → {value(new)}"


def _cases(now: SystemResult, then: SystemResult) -> Iterator[str]:
    before = {(one.suite, one.id): one for one in then.cases}
    for one in now.cases:
        was = before.pop((one.suite, one.id), None)
        if was is None:
            yield f"new      {one.suite}/{one.id}"
        elif line := _case(one, was):
            yield line
    yield from (f"gone     {suite}/{case}" for suite, case in before)


def _case(now: CaseResult, was: CaseResult) -> str | None:
    name = f"{now.suite}/{now.id}"
    if now.error or was.error:
        return (
            None
            if now.error == was.error
            else f"error    {name}: {was.error or 'ran'} → {now.error or 'ran'}"
        )
    moved = [
        f"{metric} {_score(was.scores.get(metric))}→{_score(now.scores.get(metric))}"
        for metric in dict.fromkeys([*was.scores, *now.scores])
        if was.scores.get(metric) != now.scores.get(metric)
    ]
    if not moved:
        return None
    label = (
        "broken  "
        if now.failed and not was.failed
        else "mended  "
        if was.failed and not now.failed
        else "changed "
    )
    edited = "" if now.digest == was.digest else " (the case was edited)"
    return f"{label} {name}: {', '.join(moved)}{edited}"


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"
