"""The Articles tab: what is in the index, and how it gets in and out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import gradio as gr

from pullquote.indexing.building import Summary
from pullquote.reading.folders import Skipped
from pullquote_ui.articles_view import masthead_html, progress_html, summary_html
from pullquote_ui.asking_tab import QUIET, AskTab
from pullquote_ui.building import building
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.rendering import fault
from pullquote_ui.uploads import drop, take, uploaded

Updates = dict[Any, Any]


class ArticlesTab:
    """The tab's components and what they do, laid out inside the present Blocks."""

    def __init__(self, newsroom: Newsroom, asking: AskTab, masthead: gr.HTML, people: gr.HTML) -> None:
        """`masthead` and `people` stand elsewhere, and change with the index."""
        self.newsroom = newsroom
        self.masthead = masthead
        self.people = people
        self.asking = asking
        with gr.Row(elem_id="article-buttons"):
            # Without file_types: Gradio drops other files of a choice and says nothing; `take` says why.
            self.files = gr.UploadButton(
                "Add articles", file_count="multiple", variant="primary", min_width=130, elem_id="add-button"
            )
            self.rebuild = gr.Button("Rebuild the index", min_width=130, elem_id="rebuild-button")
        held = uploaded(newsroom.generations.uploads)
        with gr.Row(elem_id="removal", visible=bool(held)) as self.removal:
            self.chosen = gr.Dropdown(
                held, label="Added through this page", value=None, elem_id="uploaded", scale=3, min_width=160
            )
            self.remove = gr.Button("Remove", elem_id="remove-button", min_width=100, scale=1)
        self.told = gr.HTML("", elem_id="building", padding=False, apply_default_css=False)
        self.listed = gr.HTML("", elem_id="articles", padding=False, apply_default_css=False)
        self._wire()

    def _wire(self) -> None:
        outputs = [self.told, *self.changing]
        once: dict[str, Any] = {"concurrency_limit": 1, "concurrency_id": "index", **QUIET}
        self.files.upload(self.added, self.files, outputs, **once)
        self.remove.click(self.removed, self.chosen, outputs, **once)
        self.rebuild.click(self.rebuilt, None, outputs, **once)

    @property
    def changing(self) -> list[Any]:
        """What shows the index, and is out of date when it changes."""
        shown = [self.masthead, self.listed, self.people, self.removal, self.chosen]
        return [*shown, *self.asking.filters[:2], *self.asking.examples]

    def added(self, paths: list[str]) -> Iterator[Updates]:
        """Take the files, and index."""
        folder = self.newsroom.generations.uploads
        taken, refused = take(folder, [Path(path) for path in paths or ()])
        yield from self._built(taken=taken, refused=refused)

    def removed(self, name: str | None) -> Iterator[Updates]:
        """Remove an uploaded file, and index."""
        if not name or not drop(self.newsroom.generations.uploads, name):
            yield {self.told: fault("Choose one of the uploaded articles first.")}
            return
        yield from self._built()

    def rebuilt(self) -> Iterator[Updates]:
        """Build the index from nothing."""
        yield from self._built(rebuild=True)

    def _built(
        self, *, rebuild: bool = False, taken: Sequence[str] = (), refused: Sequence[Skipped] = ()
    ) -> Iterator[Updates]:
        yield {self.told: progress_html("Looking at the folders", 0, 0)}
        for step in building(self.newsroom, rebuild):
            if isinstance(step, str):
                yield {self.told: step}
                continue
            step.skipped[:0] = refused
            self._drop_unreadable(step, taken)
            yield {self.told: summary_html(step), **self.anew()}

    def _drop_unreadable(self, summary: Summary, taken: Sequence[str]) -> None:
        """What could not be read is told once, and not kept to be told again at every run."""
        folder = self.newsroom.generations.uploads
        for one in summary.skipped:
            if (name := one.name.removeprefix(f"{folder.name}/")) in taken:
                drop(folder, name)

    def anew(self) -> Updates:
        """What the index holds now."""
        catalogue = self.newsroom.catalogue()
        names = uploaded(self.newsroom.generations.uploads)
        return {
            self.masthead: masthead_html(catalogue.count),
            self.listed: catalogue.articles,
            self.people: catalogue.speakers,
            self.removal: gr.update(visible=bool(names)),
            self.chosen: gr.update(choices=names, value=None),
            **self.asking.choices(),
        }
