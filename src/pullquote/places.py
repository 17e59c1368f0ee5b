"""Where things are: the default index, the shipped articles, the checkout if there is one."""

from __future__ import annotations

import tomllib
from pathlib import Path

from platformdirs import user_data_path


def checkout() -> Path | None:
    """The pullquote checkout that the current folder lies in, or None."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        project = folder / "pyproject.toml"
        if project.is_file() and (folder / "src" / "pullquote").is_dir():
            with project.open("rb") as file:
                if tomllib.load(file).get("project", {}).get("name") == "pullquote":
                    return folder
    return None


def default_index() -> Path:
    """`index/` of the checkout, else a folder among the user's data."""
    found = checkout()
    return found / "index" if found else user_data_path("pullquote", appauthor=False) / "index"


def seeds() -> Path:
    """The shipped articles: of the checkout, else beside the installed package or its source."""
    found = checkout()
    package = Path(__file__).resolve().parent
    places = [package / "seeds", package.parent.parent / "seeds"]
    if found:
        places.insert(0, found / "seeds")
    return next((place for place in places if place.is_dir()), places[-1])
