"""The command line: exit statuses, one line an error, one object a `--json`, nothing heavy for help."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from checks import check_prose
from conftest import SEEDS, filled_here, untold
from pullquote.cli import app
from pullquote.errors import IndexMissing
from pullquote.indexing.building import Order, build
from pullquote.indexing.embedding import open_embedder
from pullquote.indexing.generations import Generations

HARRIS = "what did Harris say about license enforcement"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped articles under the packaged embedder, as the command line opens it."""
    folder = tmp_path_factory.mktemp("cli") / "the index"
    build(Generations(folder), Order((SEEDS,), open_embedder(), fill=filled_here), untold)
    return folder


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], prog_name="pullquote")


def refused(status: int, *words: str | Path) -> str:
    """The one line of an error."""
    result = run(*words)
    assert result.exit_code == status, (result.output, result.exception)
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1, result.stderr
    assert result.stderr.startswith("Error: ")
    return result.stderr


def one_object(*words: str | Path, status: int = 0) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == status, (result.output, result.exception)
    given = json.loads(result.stdout)
    assert isinstance(given, dict)
    return given


def rows_file(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def outcomes(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_help_needs_nothing_heavy() -> None:
    code = (
        "import sys\nfrom pullquote.cli import main\nsys.argv = ['pullquote', 'ask', '--help']\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert end.code == 0\n"
        "heavy = {'torch', 'chromadb', 'llama_index', 'gradio', 'xllamacpp'} & sys.modules.keys()\n"
        "assert not heavy, heavy\n"
    )
    path = os.pathsep.join(["src", "ui", "evals"])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, cwd=SEEDS.parent, env={**os.environ, "PYTHONPATH": path},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "--speaker" in done.stdout


@pytest.mark.parametrize(
    "command", ["index", "ask", "search", "doctor", "ui", "model list", "model fetch", "model path"]
)
def test_every_command_says_what_it_does(command: str) -> None:
    result = run(*command.split(), "--help")
    assert result.exit_code == 0
    assert len(result.stdout) > 200


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["ask", ""], "empty"),
        (["ask", " ?! "], "empty"),
        (["ask", "x " * 600], "1000"),
        (["search", "…"], "empty"),
        (["search"], "pullquote search"),
        (["ask"], "pullquote ask"),
        (["search", "x", "-k", "0"], "-k"),
        (["search", "x", "-k", "many"], "-k"),
        (["ask", "x", "--nope"], "--nope"),
        (["nope"], "nope"),
        (["model", "nope"], "nope"),
        (["ask", "--from", "in.jsonl"], "--to"),
        (["search", "--to", "out.jsonl"], "--from"),
        (["index", "/nowhere/at all", "--index", "i"], "/nowhere/at all"),
        (["index", "--index", "i", "empty"], "empty"),
    ],
)
def test_bad_input_is_status_2_and_one_line(
    words: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    assert told in refused(2, *words)
    assert not list((tmp_path / "i").glob("CURRENT"))


@pytest.mark.parametrize("command", [["ask", HARRIS, "--model", "none"], ["search", HARRIS]])
def test_an_index_that_is_not_there_is_status_3_with_what_to_type(command: list[str], tmp_path: Path) -> None:
    line = refused(3, *command, "--index", tmp_path / "none")
    assert "pullquote index" in line
    assert str(tmp_path / "none") in line


def test_a_place_that_cannot_hold_an_index_is_status_3(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert "file" in refused(3, "index", SEEDS, "--index", tmp_path / "file" / "index")
    assert "file" in refused(3, "index", SEEDS, "--index", tmp_path / "file")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (["--speaker", "Nobody Inparticular"], "David Evan Harris"),
        (["--article", "zzz*"], "002_40499ef273f6bf74.txt"),
        (["--since", "yesterday"], "YYYY"),
        (["--until", "2024-02-30"], "YYYY"),
    ],
)
@pytest.mark.parametrize("command", [["ask", HARRIS, "--model", "none"], ["search", HARRIS]])
def test_a_filter_that_matches_nothing_is_status_2_with_the_choices(
    command: list[str], flags: list[str], told: str, index: Path
) -> None:
    assert told in refused(2, *command, "--index", index, *flags)


@pytest.mark.slow
def test_an_answer_is_one_object_whose_words_are_in_the_article(index: Path) -> None:
    given = one_object("ask", HARRIS, "--model", "none", "--index", index)
    assert given.keys() >= {
        "question", "standalone_question", "outcome", "answer", "citations", "closest", "confidence", "model",
        "embedder", "timings",
    }  # fmt: skip
    assert given["outcome"] == "answered"
    assert given["model"] == {"name": "none", "sha256": None}
    for one in given["citations"]:
        text = (SEEDS / one["article"]).read_text(encoding="utf-8")
        assert text[one["start"] : one["end"]] == one["quote"]
        assert one["kind"] in ("direct", "indirect", "narration")
    assert any("The threat of lawsuit is the enforcement" in one["quote"] for one in given["citations"])
    assert {"David Evan Harris"} == {
        one["speaker"] for one in given["citations"] if "threat of lawsuit" in one["quote"]
    }
    check_prose(given["answer"], {one["number"]: one["quote"] for one in given["citations"]})


@pytest.mark.slow
@pytest.mark.parametrize(
    "question",
    ["How is bread baked in Antarctica?", "What did Bruce Schneier say about elections?"],
)
def test_what_the_articles_do_not_say_is_status_1(index: Path, question: str) -> None:
    given = one_object("ask", question, "--model", "none", "--index", index, status=1)
    assert (given["outcome"], given["citations"]) == ("abstained", [])
    assert given["timings"]["first_citation"] is None
    assert given["closest"]


@pytest.mark.slow
def test_a_person_sees_the_quotation_its_speaker_and_its_place(index: Path) -> None:
    result = run("ask", HARRIS, "--model", "none", "--index", index)
    assert result.exit_code == 0
    for told in ("The threat of lawsuit is the enforcement", "David Evan Harris", "002_40499ef273f6bf74.txt"):
        assert told in result.stdout


@pytest.mark.slow
def test_a_search_gives_no_more_than_k_passages_cut_from_the_articles(index: Path) -> None:
    given = one_object("search", HARRIS, "-k", "3", "--index", index)
    assert 0 < len(given["passages"]) <= 3
    for one in given["passages"]:
        text = (SEEDS / one["article"]).read_text(encoding="utf-8")
        assert text[one["start"] : one["end"]] == one["text"]
        assert one.keys() >= {"article", "start", "end", "text", "score", "speakers"}
    narrowed = one_object("search", HARRIS, "--article", "000*", "--index", index)
    assert {one["article"][:3] for one in narrowed["passages"]} == {"000"}


@pytest.mark.slow
def test_dates_that_nothing_passes_leave_nothing(index: Path) -> None:
    assert one_object("search", HARRIS, "--since", "2999", "--index", index)["passages"] == []
    flags = ["--until", "1900", "--model", "none", "--index", index]
    assert one_object("ask", HARRIS, *flags, status=1)["outcome"] == "abstained"


@pytest.mark.slow
def test_a_batch_writes_a_row_for_each_and_one_that_fails_is_status_3(index: Path, tmp_path: Path) -> None:
    source = rows_file(
        tmp_path,
        {"id": "1", "question": HARRIS, "articles": ["002_40499ef273f6bf74.txt"]},
        {"id": "2", "question": "How is bread baked in Antarctica?", "extra": 1},
    )
    target = tmp_path / "out.jsonl"
    batch = ["--from", source, "--to", target, "--index", index]
    assert run("ask", *batch, "--model", "none").exit_code == 0
    assert [(row["id"], row["outcome"]) for row in outcomes(target)] == [
        ("1", "answered"),
        ("2", "abstained"),
    ]
    assert run("search", *batch, "-k", "2").exit_code == 0
    assert [len(row["passages"]) for row in outcomes(target)] == [2, 2]
    bad = [{"id": "1", "question": " "}, {"id": "2", "question": "x", "articles": ["z"]}, {"id": "3"}]
    rows_file(tmp_path, *bad, {"id": "4", "question": "x", "history": "y"}, {"id": "5", "question": HARRIS})
    assert run("ask", *batch, "--model", "none").exit_code == 3
    assert ["error" in row for row in outcomes(target)] == [True, True, True, True, False]


@pytest.mark.slow
def test_a_bad_line_of_a_batch_is_named(index: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "1", "question": "x"}\n{"id": \n', encoding="utf-8")
    line = refused(
        2, "search", "--from", tmp_path / "in.jsonl", "--to", tmp_path / "out.jsonl", "--index", index
    )
    assert "line 2" in line
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.slow
def test_another_embedder_is_refused(index: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"other")
    (folder / "tokenizer.json").write_bytes(b"{}")
    assert "--rebuild" in refused(3, "search", HARRIS, "--index", index, "--embedder", folder)
    assert "--rebuild" in refused(3, "index", SEEDS, "--index", index, "--embedder", folder)


@pytest.mark.slow
@pytest.mark.parametrize("harmed", ["library.sqlite", "manifest.json", "chroma/chroma.sqlite3"])
def test_a_damaged_index_is_status_3_and_the_line_says_what_mends_it(
    index: Path, tmp_path: Path, harmed: str
) -> None:
    folder = tmp_path / "a copy"
    shutil.copytree(index, folder)
    generation = Generations(folder).current()
    assert generation is not None
    (generation / harmed).write_bytes(b"x")
    for command in (["search", HARRIS], ["ask", HARRIS, "--model", "none"]):
        line = refused(3, *command, "--index", folder)
        typed = shlex.split(line[line.index("pullquote index") :])
        assert typed[:4] == ["pullquote", "index", "--rebuild", "--index"]
        assert Path(typed[4]) == folder
    given = run("doctor", "--index", folder)
    assert given.exit_code == 3
    assert "--rebuild" in given.stdout
    if harmed == "manifest.json":  # the folders it covered are not known any more: others would be a guess
        assert "PATH" in refused(3, "index", "--rebuild", "--index", folder)


def test_doctor_is_one_object_too(tmp_path: Path) -> None:
    result = run("doctor", "--json", "--index", tmp_path / "none")
    assert result.exit_code == 3
    found = {one["what"]: one for one in json.loads(result.stdout)["findings"]}
    assert found["index"]["sound"] is False
    assert found["index"]["advice"].startswith("pullquote index")


def test_models_are_listed_with_where_they_are() -> None:
    (default,) = [one for one in one_object("model", "list")["models"] if one["default"]]
    assert default["licence"] == "Apache-2.0"
    assert default["name"] in refused(2, "model", "path", "no-such-model")


@pytest.mark.slow
def test_index_does_what_its_line_says(tmp_path: Path) -> None:
    news, index = tmp_path / "news", tmp_path / "index"
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The mayor opened a bridge.", encoding="utf-8")
    (tmp_path / "news" / "bad.txt").write_bytes(b"\x00")
    first = one_object("index", news, "--index", index)
    assert (first["added"], first["articles"]) == (["a.txt"], 1)
    assert [one["name"] for one in first["skipped"]] == ["bad.txt"]
    again = run("index", "--index", index)
    assert again.exit_code == 0
    assert "1 unchanged" in again.stdout
    assert "bad.txt" in again.stderr
    assert one_object("search", "bridge", "--index", index)["passages"][0]["article"] == "a.txt"


@pytest.mark.slow
def test_a_reader_that_goes_away_is_no_error(index: Path) -> None:
    path = os.pathsep.join(str(SEEDS.parent / root) for root in ("src", "ui", "evals"))
    command = [sys.executable, "-m", "pullquote.cli", "search", HARRIS, "--index", str(index)]
    asked = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert asked.stdout is not None
    assert asked.stderr is not None
    asked.stdout.close()
    assert (asked.wait(), asked.stderr.read()) == (0, "")


@pytest.mark.parametrize("typed", [["--debug", "ask", "what"], ["ask", "what", "--debug"]])
def test_a_traceback_is_shown_wherever_debug_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str]
) -> None:
    monkeypatch.setenv("PULLQUOTE_DEBUG", "")  # so that what the flag sets is undone
    shown = run(*typed, "--index", tmp_path / "none", "--model", "none")
    assert isinstance(shown.exception, IndexMissing)
    monkeypatch.setenv("PULLQUOTE_DEBUG", "")
    assert "No index" in refused(3, "ask", "what", "--index", tmp_path / "none", "--model", "none")
