"""`pullquote check`: one text, or a batch of them."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pullquote.commands.batches import Batch, Row, run
from pullquote.commands.flags import out, print_json, progress, remark
from pullquote.errors import UsageError
from pullquote.wiring import Given, open_library

if TYPE_CHECKING:
    from pullquote.checking.checker import Checker
    from pullquote.checking.verdicts import Judge

LIMIT = 5_000_000
"""Bytes of a text that is checked, and characters that a file may unpack to."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the report is to look, and what counts as not ok."""

    style: str
    quotes_only: bool
    strict: bool


STYLES = ("text", "json", "markdown", "sarif")


def check_once(given: Given, path: str, wanted: Wanted) -> int:
    """Check one file, or standard input for "-", and print the report; the exit status."""
    if wanted.style not in STYLES:
        raise UsageError(f"--format {wanted.style!r} is unknown. Use one of {', '.join(STYLES)}.")
    text = _read(path)
    with ExitStack() as stack:
        report = _checker(given, stack, wanted).check(text, quotes_only=wanted.quotes_only)
    _print(report, text, path, wanted)
    for line in report.remarks:
        remark(line)
    return 0 if report.ok(wanted.strict) else 1


def check_batch(given: Given, batch: Batch, wanted: Wanted) -> int:
    """Check every row's text; the exit status."""
    from pullquote.checking.as_json import report_json

    with ExitStack() as stack:
        checker = _checker(given, stack, wanted)

        def act(row: Row) -> Row:
            report = checker.check(row["text"], quotes_only=wanted.quotes_only)
            return report_json(report, wanted.strict)

        with progress() as notify:
            tally = run(batch, "text", act, lambda done, total: notify("Checking", done, total))
    if tally.failed:
        remark(f"{tally.failed} of {tally.rows} rows failed; their errors are in {batch.target}.")
    return 3 if tally.failed else int(tally.not_ok > 0)


def _checker(given: Given, stack: ExitStack, wanted: Wanted) -> Checker:
    from pullquote.checking.checker import Checker

    library, _, _ = stack.enter_context(open_library(given))
    return Checker(library, None if wanted.quotes_only else _judge(given, stack))


def _judge(given: Given, stack: ExitStack) -> Judge | None:
    """The model's part, loaded when a claim needs it; its weights are never fetched from here."""
    from pullquote.checking.judging import ModelJudge
    from pullquote.models.language import open_model
    from pullquote.models.weights import DEFAULT, locate

    choice = given.model or DEFAULT
    if choice == "none":
        return None
    if choice.lower().endswith(".gguf"):  # somebody's own file is there, or they want to hear of it
        locate(choice)
    judge = ModelJudge(lambda: open_model(choice))
    stack.callback(judge.close)
    return judge


def _read(path: str) -> str:
    """The text to check; UsageError when it cannot be read or holds nothing."""
    from pullquote.checking.drafts import html_draft, page_encoding
    from pullquote.reading.files import Unreadable, decoded, file_bytes
    from pullquote.reading.readers import READERS, reading

    try:
        if path == "-":
            return _require_words(decoded(sys.stdin.buffer.read(LIMIT + 1)), "standard input")
        suffix = Path(path).suffix.lower()
        content = file_bytes(Path(path).resolve(), LIMIT)
        if suffix in (".html", ".htm"):
            return _require_words(html_draft(decoded(content, page_encoding(content))), path)
        text = reading(suffix, content, text_cap=LIMIT).text if suffix in READERS else decoded(content)
    except Unreadable as unreadable:
        raise UsageError(f"{path}: {unreadable}. Name a .txt, .md, .html or .docx file, or -") from unreadable
    return _require_words(text, path)


def _require_words(text: str, where: str) -> str:
    if not text.strip():
        raise UsageError(
            f"There is nothing to check in {where}. Name a file with text, or - for standard input."
        )
    return text


def _print(report: Any, text: str, path: str, wanted: Wanted) -> None:
    from pullquote.checking import as_json as check_json
    from pullquote.checking import as_review as check_review
    from pullquote.checking import as_sarif as check_sarif

    if wanted.style == "json":
        print_json(check_json.report_json(report, wanted.strict))
    elif wanted.style == "sarif":
        address = "stdin" if path == "-" else Path(path).as_posix()
        sys.stdout.write(
            json.dumps(check_sarif.report_sarif(report, text, address, wanted.strict), indent=2) + "\n"
        )
    elif wanted.style == "markdown":
        sys.stdout.write(check_review.markdown(report, text, wanted.strict))
    else:
        for block in check_review.terminal(report, text, wanted.strict):
            out.print(block)
