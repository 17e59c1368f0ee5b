"""Batches: row by row, nothing lost, and a bad line is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pullquote.answers import Turn
from pullquote.commands.batches import Batch, Row, Tally, names, rows_of, run, turns
from pullquote.errors import ModelFailed, UsageError


def rows_file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def outcomes(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def quiet(_done: int, _total: int) -> None:
    """Nobody watches."""


def echo(row: Row) -> Row:
    if row["question"] == "fail":
        raise ModelFailed("the server is away")
    return {"said": row["question"], "ok": row["question"] != "wrong"}


def test_rows_come_out_in_order_with_their_ids_and_one_that_fails_stops_none(tmp_path: Path) -> None:
    source = rows_file(
        tmp_path,
        {"id": "a", "question": "one", "unknown": 1},
        {"id": 2, "question": "fail"},
        {"id": "c"},
        {"id": "d", "question": "wrong"},
    )
    told: list[tuple[int, int]] = []
    tally = run(
        Batch(source, tmp_path / "out"), "question", echo, lambda done, total: told.append((done, total))
    )
    assert tally == Tally(rows=4, failed=2, not_ok=1)
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    first, second, third, fourth = outcomes(tmp_path / "out")
    assert first == {"id": "a", "said": "one", "ok": True}
    assert second == {"id": 2, "error": "the server is away"}
    assert "question" in third["error"]
    assert fourth["ok"] is False


@pytest.mark.parametrize("line", ["{", "[1]", '{"question": "x"}', '{"id": null}', '{"id": [1]}', "nonsense"])
def test_a_bad_line_is_named_before_anything_is_done(tmp_path: Path, line: str) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "1", "question": "x"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 3"):
        run(Batch(source, tmp_path / "out"), "question", echo, quiet)
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_not_there_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad").write_bytes(b'{"id": "\xff"}')
    for name in ("missing", "bad"):
        with pytest.raises(UsageError, match=name):
            rows_of(tmp_path / name, "question")


def test_windows_files_are_read(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes('\ufeff{"id": "1", "question": "é"}\r\n'.encode())
    assert rows_of(source, "question") == [{"id": "1", "question": "é"}]


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\u2029"])
def test_a_text_may_hold_every_line_mark_that_ends_no_line_of_json(tmp_path: Path, mark: str) -> None:
    source = rows_file(tmp_path, {"id": "1", "question": f"one{mark}two"})
    done: list[str] = []

    def act(row: Row) -> Row:
        done.append(row["question"])
        return {"said": row["question"]}

    for _ in range(2):
        run(Batch(source, tmp_path / "out", resume=True), "question", act, quiet)
    assert done == [f"one{mark}two"]


def test_half_a_character_in_a_row_does_not_end_the_batch(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "1", "question": "a\\ud800"}\n{"id": "2", "question": "b"}\n', encoding="utf-8")
    run(Batch(source, tmp_path / "out"), "question", echo, quiet)
    assert [row["said"] for row in outcomes(tmp_path / "out")] == ["a\ud800", "b"]


def test_resuming_does_only_what_is_missing_or_failed(tmp_path: Path) -> None:
    rows = [{"id": str(number), "question": f"q{number}"} for number in range(4)]
    source, target = rows_file(tmp_path, *rows), tmp_path / "out"
    whole = [json.dumps({"id": "0", "said": "é"}), json.dumps({"id": "1", "error": "away"}), "3", "[]"]
    cut_short = '{"id": "2", "said": "é'.encode()[:-1]
    target.write_bytes("\n".join(whole).encode() + b"\n" + cut_short)
    run(Batch(source, target, resume=True), "question", echo, quiet)
    assert sorted((row["id"], row["said"]) for row in outcomes(target)) == [
        ("0", "é"), ("1", "q1"), ("2", "q2"), ("3", "q3"),
    ]  # fmt: skip


def test_without_resume_the_target_is_replaced(tmp_path: Path) -> None:
    source, target = rows_file(tmp_path, {"id": "1", "question": "x"}), tmp_path / "out"
    target.write_text('{"id": "9"}\n', encoding="utf-8")
    run(Batch(source, target), "question", echo, quiet)
    assert [row["id"] for row in outcomes(target)] == ["1"]


class Killed(BaseException):
    """As if the process ended here."""


@pytest.mark.parametrize("resume", [False, True])
def test_what_was_done_is_on_disk_when_the_process_is_killed(tmp_path: Path, resume: bool) -> None:
    source = rows_file(tmp_path, *({"id": str(number), "question": "x"} for number in range(3)))
    target = tmp_path / "out"
    if resume:
        target.write_text('{"id": "0", "said": "x"}\n', encoding="utf-8")
    seen: list[list[str]] = []

    def act(row: Row) -> Row:
        seen.append([one["id"] for one in outcomes(target)])
        if row["id"] == "2":
            raise Killed
        return {"said": "x"}

    with pytest.raises(Killed):
        run(Batch(source, target, resume=resume), "question", act, quiet)
    assert seen == ([["0"], ["0", "1"]] if resume else [[], ["0"], ["0", "1"]])


def test_the_rows_themselves_are_never_overwritten(tmp_path: Path) -> None:
    source = rows_file(tmp_path, {"id": "1", "question": "x"})
    (tmp_path / "link").symlink_to(source)
    for target in (source, tmp_path / "link"):
        with pytest.raises(UsageError, match="--to"):
            run(Batch(source, target), "question", echo, quiet)
    assert rows_of(source, "question") == [{"id": "1", "question": "x"}]


def test_a_target_that_cannot_be_written_is_the_callers_fault(tmp_path: Path) -> None:
    source = rows_file(tmp_path, {"id": "1", "question": "x"})
    for target in (tmp_path / "no" / "out", tmp_path):
        with pytest.raises(UsageError, match="--to"):
            run(Batch(source, target), "question", echo, quiet)


def test_a_history_is_a_list_of_messages() -> None:
    assert turns({"history": [{"role": "user", "content": "Who?"}]}) == [Turn("user", "Who?")]
    assert turns({"history": None}) == turns({}) == []
    for bad in (
        "x",
        [1],
        [{"role": "user", "content": "a\ud800"}],
        [{"role": "user"}],
        [{"role": "system", "content": "x"}],
        {"role": "user"},
    ):
        with pytest.raises(UsageError, match="history"):
            turns({"history": bad})


def test_articles_are_a_list_of_names() -> None:
    assert names({"articles": ["a.txt"]}) == ("a.txt",)
    assert names({}) == ()
    for bad in ("a.txt", [1], {"a": 1}):
        with pytest.raises(UsageError, match="articles"):
            names({"articles": bad})
