"""What `pullquote index` did, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pullquote.commands.flags import out, remark
from pullquote.indexing.building import Summary


def summary_json(summary: Summary, folder: Path) -> dict[str, Any]:
    """One object: names by what happened to them, and the totals of the index."""
    return {
        "index": str(folder),
        "added": summary.added,
        "changed": summary.changed,
        "removed": summary.removed,
        "unchanged": summary.unchanged,
        "skipped": [{"name": one.name, "reason": one.reason} for one in summary.skipped],
        "articles": summary.articles,
        "passages": summary.passages,
        "embedded": summary.embedded,
        "remarks": summary.remarks,
    }


def print_summary(summary: Summary, folder: Path) -> None:
    """A line for each file that was skipped, then one line of counts."""
    for one in summary.skipped:
        remark(f"Skipped {one.name}: {one.reason}")
    for line in summary.remarks:
        remark(line)
    counts = {
        "added": len(summary.added),
        "changed": len(summary.changed),
        "removed": len(summary.removed),
        "unchanged": summary.unchanged,
        "skipped": len(summary.skipped),
    }
    told = ", ".join(
        f"{count} {what}" for what, count in counts.items() if count or what in ("added", "skipped")
    )
    out.print(
        f"{summary.articles} articles in {summary.passages} passages: {told}. Index: {folder}", markup=False
    )
