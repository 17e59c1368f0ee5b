"""An answer as a person at a terminal sees it: quotations first, prose after."""

from __future__ import annotations

from unicodedata import category

from rich.console import Console
from rich.text import Text

from pullquote.answers import Answer, Citation, Cited, Closest, Event, Outcome
from pullquote.indexing.library import Library
from pullquote.retrieval import Hit
from pullquote.speakers import Kind

_HARMLESS = "\n\t\xad\u200c\u200d"
"""Line break, tab, soft hyphen, and the joiners that some scripts need."""


class Teller:
    """Prints an answer as it comes. Words of articles and models are printed as text, never as markup."""

    def __init__(self, console: Console, library: Library) -> None:
        self.console = console
        self.library = library

    def hear(self, event: Event) -> None:
        """Show a citation as soon as it is told; the rest waits for its place."""
        if isinstance(event, Cited):
            self.console.print(
                _card(event.citation, self._where(event.citation.article, event.citation.span.start))
            )

    def finish(self, answer: Answer) -> None:
        """The prose, or that there is no answer and what came nearest."""
        self.console.print()
        self.console.print(Text(_visible(answer.text)))
        if answer.outcome is Outcome.ABSTAINED and answer.closest:
            self.console.print("\nClosest:")
            for closest in answer.closest[:3]:
                self.console.print(self._near(closest))

    def _near(self, closest: Closest) -> Text:
        where = self._where(closest.place.article, closest.place.span.start)
        return Text.assemble("  ", _visible(closest.text), ("\n      " + where, "dim"))

    def _where(self, name: str, start: int) -> str:
        article = self.library.article(name)
        line = article.text.count("\n", 0, start) + 1
        told = [article.title, article.outlet, article.date, f"{name}, line {line}"]
        return _visible(" · ".join(one for one in told if one))

    def passage(self, number: int, hit: Hit) -> None:
        """One hit of a search."""
        text = hit.place.span.cut(self.library.article(hit.place.article).text)
        where = self._where(hit.place.article, hit.place.span.start)
        also = "".join(f" · also in {place.article}" for place in hit.also_in)
        self.console.print(Text.assemble((f"{number}. ", "bold"), _visible(text)))
        self.console.print(Text(f"   {hit.score:.2f} · {where}{_visible(also)}\n", "dim"))


def _card(citation: Citation, where: str) -> Text:
    who = citation.speaker or ("the article" if citation.kind is Kind.NARRATION else "unnamed")
    role = f", {citation.role}" if citation.role else ""
    kind = {"direct": "", "indirect": " (as reported)", "narration": " (the article's own words)"}[
        citation.kind
    ]
    also = "".join(f" · also in {place.article}" for place in citation.also_in)
    return Text.assemble(
        (f"[{citation.number}] ", "bold"), f"“{_visible(citation.quote)}”\n    ",
        (_visible(f"— {who}{role}{kind}\n    "), "bold"), (where + _visible(also), "dim"),
    )  # fmt: skip


def _visible(text: str) -> str:
    """Without control characters, which could repaint the terminal; spaces of every width stay."""
    return "".join(
        char if char.isprintable() or category(char) == "Zs" or char in _HARMLESS else "�" for char in text
    )
