"""What a model writes is shown only where nothing in it goes beyond the words cited."""

from __future__ import annotations

import pytest

from pullquote.answers import Citation
from pullquote.prose import fault
from pullquote.spans import Span
from pullquote.speakers import Kind

QUOTE = "The threat of lawsuit is the enforcement of 12 licenses"
CITED = [Citation(1, "a.txt", None, Span(0, len(QUOTE)), QUOTE, "David Evan Harris", Kind.DIRECT)]
NAMES = frozenset(["harris", "schneier"])
QUESTION = "What did Harris say about license enforcement?"


def against(sentence: str) -> str | None:
    return fault(sentence, CITED, QUESTION, NAMES)


@pytest.mark.parametrize(
    "sentence",
    [
        "Harris said that the threat of lawsuit is the enforcement.",
        "Harris said that “the threat of lawsuit is the enforcement”.".replace("“the", "“The"),
        "David Evan Harris said that 12 licenses are the enforcement.",
    ],
)
def test_what_the_citation_bears_out_may_be_shown(sentence: str) -> None:
    assert against(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "Yes.",
        "Harris said that “the threat of prison is the enforcement”.",
        'Harris said that "lawsuits are the enforcement".',
        "Harris said that the threat of lawsuit is the enforcement of 13 licenses.",
        "Harris said that the threat of lawsuit is not the enforcement.",
        "Harris said that the threat of lawsuit isn’t the enforcement.",
        "Harris said the threat of lawsuit never is the enforcement.",
        "Schneier said that the threat of lawsuit is the enforcement.",
        "Harris told Reuters that the threat of lawsuit is the enforcement.",
        "Harris said that the threat of lawsuit is the enforcement, see http://x.org.",
        "Harris said that the <b>threat</b> of lawsuit is the enforcement.",
        "Harris said that purple elephants dance over the enforcement of quiet villages.",
    ],
)
def test_what_goes_beyond_the_citation_is_refused_with_the_reason(sentence: str) -> None:
    assert against(sentence)
