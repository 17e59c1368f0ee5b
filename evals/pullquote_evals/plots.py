"""Plots as pieces of SVG that take the page's own colours and load nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.ticker import NullFormatter

from pullquote_evals.report import SystemResult

COLOURS = ("#2f7de1", "#e07b28", "#3f9b58", "#a05bc9")
MOST_BARS = 12
_INK = "#010203"
_STYLE: dict[Any, Any] = {
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _INK,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
}
_METADATA = re.compile(r"<metadata>.*?</metadata>", re.DOTALL)


def plots(systems: Sequence[SystemResult], by_type: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Every plot that has something to show, by its heading; `by_type` are pairs of suite and metric."""
    with mpl.rc_context({**_STYLE, "svg.hashsalt": "pullquote"}):
        drawn = {
            "Risk against coverage": _risk_coverage(systems),
            "Time to an answer": _latency(systems),
            **{_heading(systems, *one): _by_type(systems, *one) for one in by_type},
        }
    return {heading: plot for heading, plot in drawn.items() if plot is not None}


def _risk_coverage(systems: Sequence[SystemResult]) -> str | None:
    """Share wrong against share answered, most confident first; None when no system gives a confidence."""
    if not any(system.curve for system in systems):
        return None
    canvas, axes = _canvas(3.3)
    for colour, system in zip(COLOURS, systems, strict=False):
        if system.curve:
            # From no question answered on: one confidence for all is a line too, not a point.
            xs, ys = zip((0.0, system.curve[0][1]), *system.curve, strict=True)
            axes.step(xs, ys, where="pre", color=colour, label=system.name, linewidth=2)
    axes.set(xlabel="share of questions answered", ylabel="share of those wrong", xlim=(0, 1), ylim=(0, 1))
    _legend(canvas)
    return _svg(canvas, "risk", "Share of wrong answers against share of questions answered")


def _latency(systems: Sequence[SystemResult]) -> str | None:
    """Share of answers ready after so many seconds; None when no system tells its times."""
    lines = [
        (system.name, what, sorted(times), colour)
        for colour, system in zip(COLOURS, systems, strict=False)
        for what, times in system.seconds.items()
        if times
    ]
    if not lines:
        return None
    canvas, axes = _canvas(3.3)
    for name, what, times, colour in lines:
        shares = [rank / len(times) for rank in range(1, len(times) + 1)]
        style = "--" if what == "first citation" else "-"
        axes.step(
            times, shares, where="post", color=colour, linestyle=style, label=f"{name}: {what}", linewidth=2
        )
    axes.set(xscale="log", xlabel="seconds", ylabel="share of answers", ylim=(0, 1.02))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_formatter(NullFormatter())
    _legend(canvas)
    return _svg(canvas, "latency", "Share of answers ready after so many seconds")


def _by_type(systems: Sequence[SystemResult], suite: str, metric: str) -> str | None:
    """One bar a type and system with its interval; None when the metric applies to none."""
    name = f"{suite}.{metric}"
    kinds = _kinds(systems, suite, name)
    if not kinds:
        return None
    kinds = _lowest(kinds, systems, name)
    canvas, axes = _canvas(0.7 + 0.36 * len(kinds) * max(1, len(systems) * 0.7))
    width = 0.8 / len(systems)
    for place, (colour, system) in enumerate(zip(COLOURS, systems, strict=False)):
        for row, kind in enumerate(kinds):
            if (figure := system.by_type.get(kind, {}).get(name)) is None:
                continue
            y = row + (place - (len(systems) - 1) / 2) * width
            error = [[max(0.0, figure.value - figure.low)], [max(0.0, figure.high - figure.value)]]
            label = system.name if row == 0 else None
            axes.barh(
                y, figure.value, width * 0.9, xerr=error, color=colour, ecolor=_INK, label=label, alpha=0.85
            )
    axes.set(
        xlim=(0, 1), yticks=range(len(kinds)), yticklabels=[_label(kind, systems, name) for kind in kinds]
    )
    axes.invert_yaxis()
    if len(systems) > 1:
        _legend(canvas)
    return _svg(canvas, metric, f"{metric} by type of case")


def _heading(systems: Sequence[SystemResult], suite: str, metric: str) -> str:
    cut = len(_kinds(systems, suite, f"{suite}.{metric}")) > MOST_BARS
    return f"{suite}: {metric} by type" + (f" (the {MOST_BARS} lowest)" if cut else "")


def _kinds(systems: Sequence[SystemResult], suite: str, name: str) -> list[str]:
    """The types of case to which the metric applies, in the order of the cases."""
    return [
        kind
        for kind in dict.fromkeys(kind for system in systems for kind in system.by_type)
        if kind.startswith(f"{suite}: ") and any(name in system.by_type.get(kind, {}) for system in systems)
    ]


def _lowest(kinds: Sequence[str], systems: Sequence[SystemResult], name: str) -> list[str]:
    """The types with the lowest values of the first system, in their own order."""

    def value(kind: str) -> float:
        figure = systems[0].by_type.get(kind, {}).get(name)
        return figure.value if figure else 1.0

    kept = set(sorted(kinds, key=value)[:MOST_BARS])
    return [kind for kind in kinds if kind in kept]


def _label(kind: str, systems: Sequence[SystemResult], name: str) -> str:
    count = max(
        (system.by_type[kind][name].n for system in systems if name in system.by_type.get(kind, {})),
        default=0,
    )
    return f"{kind.split(': ', 1)[1].replace('_', ' ')} ({count})"


def _canvas(height: float) -> tuple[Canvas, Axes]:
    canvas = Canvas(figsize=(4.6, height), layout="constrained")
    return canvas, canvas.add_subplot()


def _legend(canvas: Canvas) -> None:
    """Above the plot, two in a row: inside, it hides a line or a bar sooner or later."""
    canvas.legend(loc="outside upper center", ncols=2, fontsize=9)


def _svg(canvas: Canvas, name: str, title: str) -> str:
    """The figure without header, metadata and namespaces, its ids made the page's own, ink as the text's."""
    out = StringIO()
    canvas.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    drawn = _METADATA.sub("", out.getvalue())
    drawn = drawn[drawn.index("<svg") :]
    drawn = re.sub(r'\sxmlns(?::\w+)?="[^"]*"', "", drawn)
    drawn = drawn.replace('id="', f'id="plot-{name}-').replace("url(#", f"url(#plot-{name}-")
    drawn = drawn.replace('xlink:href="#', f'href="#plot-{name}-').replace(_INK, "currentColor")
    opening, rest = drawn.split(">", 1)
    opening = re.sub(r'\s(?:width|height)="[^"]*"', "", opening)
    return f'{opening} role="img" aria-label="{title}">{rest}'
