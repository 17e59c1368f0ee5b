"""An answer as a person sees it: words of articles are text, never markup and never a terminal's commands."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pullquote.answers import Answer, Citation, Cited, Outcome, Timings
from pullquote.commands.terminal import Teller
from pullquote.indexing.library import Library
from pullquote.spans import Span
from pullquote.speakers import Kind


def shown(library: Library, quote: str, text: str = "It rained [1].") -> str:
    """What the terminal gets for an answer with one citation."""
    stream = io.StringIO()
    teller = Teller(Console(file=stream, width=200, highlight=False, soft_wrap=True), library)
    name = library.names()[2]
    citation = Citation(1, name, None, Span(900, 910), quote, "Ann [bold]Lee", Kind.INDIRECT)
    teller.hear(Cited(citation))
    teller.finish(Answer("?", "?", Outcome.ANSWERED, text, (citation,), (), 0.5, Timings(0.0, 0.0, 0.0)))
    return stream.getvalue()


@pytest.mark.parametrize(
    "quote", ["[red]x[/red] [1]", "a\xa0b\u2009c\u3000d", "می\u200cخواهم", "co\xadop", ":smile:"]
)
def test_words_are_shown_as_they_are(library: Library, quote: str) -> None:
    told = shown(library, quote, f"He said “{quote}” [1].")
    assert f"[1] “{quote}”" in told
    assert f"He said “{quote}” [1]." in told
    assert "Ann [bold]Lee (as reported)" in told
    assert library.names()[2] in told


@pytest.mark.parametrize("control", ["\x1b[2J", "\x9b2J", "\x07", "\r", "\x08", "\u202e", "\u2066", "\x00"])
def test_no_word_can_command_the_terminal(library: Library, control: str) -> None:
    told = shown(library, f"a{control}b", f"a{control}b [1].")
    assert control[0] not in told
    assert "a�" in told
