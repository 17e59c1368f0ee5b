"""The group of all commands: the one place where errors become a line and an exit status."""

from __future__ import annotations

import os
import sqlite3
import sys
from typing import Any

import typer
from typer._click.exceptions import ClickException
from typer._click.exceptions import UsageError as ClickUsageError
from typer.core import TyperGroup

from pullquote.commands.flags import remark
from pullquote.errors import PullquoteError

DEBUG = "PULLQUOTE_DEBUG"


class Commands(TyperGroup):
    """Turns what is no bug into one line on standard error and its exit status."""

    def main(self, *args: Any, **given: Any) -> Any:
        """As Typer does it, but a wrong flag is told in one line like everything else."""
        typed = list(given.pop("args", None) or sys.argv[1:])
        if "--debug" in typed[: typed.index("--") if "--" in typed else None]:
            typed.remove("--debug")  # wherever it stands: who types it has just seen something fail
            os.environ[DEBUG] = "1"
        try:
            sys.exit(super().main(typed, *args, **{**given, "standalone_mode": False}) or 0)
        except ClickException as wrong:
            command = (
                wrong.ctx.command_path if isinstance(wrong, ClickUsageError) and wrong.ctx else "pullquote"
            )
            remark(f"Error: {wrong.format_message()} See: {command} --help")
            sys.exit(wrong.exit_code)
        except typer.Abort:
            sys.exit(130)

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]  # Typer's own type of it
        """Run the command; the one place where errors become exit statuses."""
        try:
            done = super().invoke(ctx)
            sys.stdout.flush()
            return done
        except BrokenPipeError as gone:
            # A reader of our output that went away (`| head`) is no error of ours.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from gone
        except (PullquoteError, OSError, sqlite3.Error) as error:
            if os.environ.get(DEBUG):
                raise
            remark(f"Error: {_told(error)}")
            raise typer.Exit(error.exit_status if isinstance(error, PullquoteError) else 3) from error


def _told(error: Exception) -> str:
    """One line; what the system refused (a full disk, a folder that may not be written) with where."""
    if isinstance(error, OSError) and error.strerror:
        where = f"{error.filename}: " if error.filename else ""
        return f"{where}{error.strerror}. See what is amiss with: pullquote doctor"
    told = " ".join(str(error).split())
    return told if isinstance(error, PullquoteError) else f"{told}. See what is amiss with: pullquote doctor"
