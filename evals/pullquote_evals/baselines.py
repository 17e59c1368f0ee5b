"""A run beside an earlier one: what changed over the cases that both have, and keeping one to be held to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pullquote_evals.intervals import Estimate, mean
from pullquote_evals.report import CaseResult, Change, Figure, Report, SystemResult, in_seconds

Pair = tuple[CaseResult, CaseResult]


def changed(now: SystemResult, then: SystemResult) -> list[Change]:
    """Every metric both have, over the cases both have: a sample is compared with the same sample.

    Seconds are left out: they belong to a machine, their ratios to the fixed computation do not. What is no
    mean over cases is left out too when only a part of the cases is shared.
    """
    if not (now.cases and then.cases):
        return _changes(now.totals, then.totals) if now.ran == then.ran else []
    pairs = list(pairs_of(now, then))
    if len(pairs) == len(now.cases) == len(then.cases):
        return _changes(now.totals, then.totals)
    ours, theirs = [mine for mine, _ in pairs], [other for _, other in pairs]
    return _changes(_means(ours, now.totals), _means(theirs, then.totals))


def pairs_of(now: SystemResult, then: SystemResult) -> Iterator[Pair]:
    """The cases that both ran and that were not edited in between, now's first."""
    before = {(one.suite, one.id): one for one in then.cases}
    for one in now.cases:
        was = before.get((one.suite, one.id))
        if was is not None and one.digest == was.digest and not (one.error or was.error):
            yield one, was


def differences(metric: str, now: SystemResult, then: SystemResult) -> dict[str, float]:
    """By how much each shared case scores better than before, by id; below 0 is worse."""
    suite, name = metric.split(".", 1)
    sign = -1 if metric in now.totals and now.totals[metric].lower_is_better else 1
    found: dict[str, float] = {}
    for one, was in pairs_of(now, then):
        new, old = one.scores.get(name), was.scores.get(name)
        if one.suite == suite and new is not None and old is not None:
            found[one.id] = sign * (new - old)
    return found


def fallen_cases(metric: str, now: SystemResult, then: SystemResult) -> list[str]:
    """The ids of the cases that score worse than before by one metric."""
    return [case for case, by in differences(metric, now, then).items() if by < 0]


def worse_case_by_case(metric: str, now: SystemResult, then: SystemResult) -> Estimate | None:
    """The mean difference over the pairs of a case, when its 95 % interval lies wholly below 0; else None.

    Pairs see what two means do not: five of a hundred cases that fall while none rises lie well within the
    interval of either mean. By the bootstrap that is four cases that fall for none that rises.
    """
    found = mean(list(differences(metric, now, then).values()))
    return found if found is not None and found.value < 0 and found.high < 0 else None


def _changes(now: Mapping[str, Figure], then: Mapping[str, Figure]) -> list[Change]:
    shared = (name for name in now if name in then and not in_seconds(name))
    return [Change(metric=name, now=now[name], then=then[name]) for name in shared]


def _means(rows: Sequence[CaseResult], known: Mapping[str, Figure]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for name, figure in known.items():
        suite, metric = name.split(".", 1)
        scores = [one.scores.get(metric) for one in rows if one.suite == suite]
        estimate = mean([score for score in scores if score is not None])
        if estimate is not None:
            found[name] = Figure.of(estimate, lower_is_better=figure.lower_is_better)
    return found


def bare(report: Report) -> Report:
    """The report without its seconds, its machine and what only readers need: all that a baseline holds."""
    first = report.systems[0]
    cases = tuple(one.model_copy(update={"told": None, "seconds": None}) for one in first.cases)
    totals = {name: figure for name, figure in first.totals.items() if not in_seconds(name)}
    empty = {"cases": cases, "totals": totals, "by_type": {}, "seconds": {}, "curve": (), "matrices": {}}
    kept = first.model_copy(update=empty)
    return report.model_copy(update={"systems": (kept,), "verdict": None})


def name_in(gates: Path, table: str, file: str) -> None:
    """Write `baseline = "file"` into the table of a gates file, in the place of the one before.

    The rest of the file stays as it is, comments too, which a TOML writer would lose. `table` is `fast.dev`.
    """
    written = gates.read_text(encoding="utf-8") if gates.exists() else ""
    line = f'baseline = "{file}"\n'
    named = re.compile(rf"(?m)(^\[{re.escape(table)}\]\n(?:(?!\[).*\n)*?)baseline\s*=.*\n")
    opened = re.compile(rf"(?m)^\[{re.escape(table)}\]\n")
    inner = re.compile(rf"(?m)^\[{re.escape(table)}\.")
    if named.search(written):
        written = named.sub(lambda found: found[1] + line, written, count=1)
    elif opened.search(written):
        written = opened.sub(lambda found: found[0] + line, written, count=1)
    elif first := inner.search(written):
        written = f"{written[: first.start()]}[{table}]\n{line}\n{written[first.start() :]}"
    else:
        written = f"{written.rstrip()}\n\n[{table}]\n{line}".lstrip()
    gates.write_text(written, encoding="utf-8")
