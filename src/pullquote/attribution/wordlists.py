"""Word lists, written as one reads them."""

from __future__ import annotations


def words(listed: str) -> frozenset[str]:
    """The words of a string, apart from the white space between them."""
    return frozenset(listed.split())
