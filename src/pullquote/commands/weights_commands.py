"""`pullquote model`: the language models that are known, and their weights."""

from __future__ import annotations

from typing import Annotated

import typer

from pullquote.commands import flags

models = typer.Typer(
    no_args_is_help=True, help="The language models that pullquote knows, and their weights."
)


@models.command("list")
def model_list(as_json: flags.AsJson = False) -> None:
    """Show the models that pullquote knows, and which of them are on this machine."""
    from pullquote.commands.doctoring import models_known

    if as_json:
        flags.print_json({"models": models_known()})
        return
    for one in models_known():
        here = one["path"] if one["here"] else f"not here: pullquote model fetch {one['name']}"
        flags.out.print(
            f"{one['name']:<20} {one['size'] / 1e6:>6.0f} MB  {one['licence']:<11} {here}", markup=False
        )


@models.command("fetch")
def model_fetch(
    name: Annotated[str | None, typer.Argument(help="Which model; the default one if left out.")] = None,
) -> None:
    """Fetch the weights of a model, resume where it was interrupted, and verify them."""
    from pullquote.models.fetching import fetch
    from pullquote.models.weights import DEFAULT

    with flags.byte_progress() as notify:
        path = fetch(name or DEFAULT, notify)
    flags.out.print(str(path), markup=False)


@models.command("path")
def model_path(
    name: Annotated[str | None, typer.Argument(help="Which model; the default one if left out.")] = None,
) -> None:
    """Print where the verified weights of a model are."""
    from pullquote.models.weights import DEFAULT, locate

    flags.out.print(str(locate(name or DEFAULT).path), markup=False)
