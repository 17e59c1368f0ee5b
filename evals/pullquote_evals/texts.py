"""The articles that cases speak of, as the index would read them."""

from __future__ import annotations

from pathlib import Path

from pullquote.articles import Article
from pullquote.reading.folders import Limits, articles


def read_texts(folder: Path) -> dict[str, str]:
    """Every article's text under a folder, by name; NothingToIndex when there is none."""
    found = (one for one in articles([folder], Limits()) if isinstance(one, Article))
    return {article.name: article.text for article in found}
