"""The README keeps up with the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from pullquote.cli import app

ROOT = Path(__file__).parent.parent
COMMANDS = typer.main.get_command(app)
assert isinstance(COMMANDS, TyperGroup)


@pytest.mark.parametrize("name", sorted(COMMANDS.commands))
def test_the_readme_shows_every_command_and_every_command_has_help(name: str) -> None:
    assert COMMANDS.commands[name].help
    assert f"pullquote {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "flag", ["--model none", "--json", "--index", "--speaker", "--article", "--since", "--from"]
)
def test_the_readme_shows_the_flags_that_a_reader_will_want(flag: str) -> None:
    assert flag in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_names_the_shipped_article_that_its_example_cites() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "002_40499ef273f6bf74.txt" in text
    assert "The threat of lawsuit is the enforcement" in text
