"""What all users of the page share: one index, one model, one question at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock

from pullquote.answers import Answer, Turn
from pullquote.answers import Event as Told
from pullquote.checking.checker import Checker
from pullquote.desk import Desk
from pullquote.filters import Filters, scope_of
from pullquote.indexing.building import Summary
from pullquote.indexing.generations import Generations
from pullquote.indexing.library import Library
from pullquote.models.language import LanguageModel
from pullquote.questions import require_question
from pullquote.retrieval import Retriever
from pullquote.wiring import Notify
from pullquote.writer import Writer
from pullquote_ui.articles_view import articles_html
from pullquote_ui.speakers_view import Saying, sayings, speakers_html
from pullquote_ui.stopping import JudgeInLine, Line, StoppableModel, Stopped

Opening = Callable[[], AbstractContextManager[Retriever]]
Building = Callable[[Notify, bool], Summary]
"""Builds and publishes the next generation; told whether from nothing."""
Hear = Callable[[Told, Library], None]
"""Told of each event, with the library that it speaks of; only good during the call."""


Seating = Callable[[Retriever, LanguageModel | None], Desk]


def seated(retriever: Retriever, model: LanguageModel | None) -> Desk:
    """The desk over a retriever; without a model it only quotes."""
    return Desk(retriever, Writer(model) if model else None)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an edition holds, as it is listed: made once for all visitors."""

    count: int
    articles: str
    speakers: str
    said: dict[str, list[Saying]]

    @property
    def voices(self) -> list[str]:
        """Who is quoted in their own words, the most quoted first; nobody who speaks with others."""
        direct = {name: sum(one.direct for one in said) for name, said in self.said.items()}
        heard = [name for name, count in direct.items() if count and " and " not in name]
        return sorted(heard, key=lambda name: -direct[name])


@dataclass(frozen=True, slots=True)
class Edition:
    """One published generation, opened: the desk that answers from it, and a shelf to read from meanwhile."""

    desk: Desk
    shelf: Library
    checker: Checker
    checked: Library
    generation: Path
    closing: ExitStack


class Newsroom:
    """Shared by every user; safe to use from several threads."""

    def __init__(
        self,
        generations: Generations,
        opening: Opening,
        building: Building,
        model: LanguageModel | None,
        seating: Seating = seated,
    ) -> None:
        self.generations = generations
        self._building = building
        self._seating = seating
        self.model = StoppableModel(model) if model else None
        self.line = Line()
        self._judge = JudgeInLine(self.model, self.line) if self.model else None
        self._opening = opening
        self._reading = Lock()
        self._checking = Lock()
        self._edition = self._opened()
        self._listed: tuple[Path, Catalogue] | None = None

    @property
    def people(self) -> list[str]:
        """Everybody whom the articles quote, the most quoted first."""
        return [person.name for person in self._edition.desk.retriever.people]

    def ask(
        self, question: str, history: Sequence[Turn], filters: Filters, hear: Hear, stop: Event
    ) -> Answer:
        """`Desk.ask`, in turn; Stopped as soon as `stop` is set and the model can be interrupted."""
        require_question(question, "Write one in the field above.")
        with self.line.turn(stop):
            desk = self._edition.desk

            def watched(event: Told) -> None:
                if stop.is_set():
                    raise Stopped
                hear(event, desk.library)

            if self.model:
                self.model.stop = stop
            return desk.ask(question, history, scope_of(desk.library.connection, filters), watched)

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        """The desk, for something other than a question; waits for the answer that is being made."""
        with self.line.turn(Event()):
            if self.model:
                self.model.stop = Event()
            yield self._edition.desk

    @contextmanager
    def shelf(self) -> Iterator[Library]:
        """The articles, for reading; does not wait for answers."""
        with self._reading:
            yield self._edition.shelf

    def catalogue(self) -> Catalogue:
        """What there is; made at the first call after a new index was opened."""
        with self.shelf() as shelf:
            generation, people = self._edition.generation, self._edition.desk.retriever.people
            if self._listed is None or self._listed[0] != generation:
                said = sayings(shelf, people)
                made = Catalogue(len(shelf.names()), articles_html(shelf), speakers_html(said, people), said)
                self._listed = generation, made
            return self._listed[1]

    @contextmanager
    def checker(self, stop: Event | None = None) -> Iterator[tuple[Checker, Library]]:
        """The checker and the articles that it checks against.

        It waits in the line for each claim that the model is asked about, and raises Stopped there once
        `stop` is set; for nothing else does it wait for answers.
        """
        with self._checking:
            if self._judge:
                self._judge.stop = stop or Event()
            yield self._edition.checker, self._edition.checked

    def build(self, notify: Notify, *, rebuild: bool = False) -> Summary:
        """Make the index match its folders and the uploads; the old one answers until the new one is open."""
        summary = self._building(notify, rebuild)
        self.renew()
        return summary

    def renew(self) -> None:
        """Answer from the generation that was published last; the one before serves until that is open."""
        if self.generations.current() == self._edition.generation:
            return
        edition = self._opened()
        # In this order: a check that is being made may wait in the line.
        with self._checking, self.line.turn(Event()), self._reading:
            before, self._edition = self._edition, edition
        before.closing.close()

    def close(self) -> None:
        """Close the index. The model belongs to whoever opened it."""
        self._edition.closing.close()

    def _opened(self) -> Edition:
        with ExitStack() as stack:
            retriever = stack.enter_context(self._opening())
            path = Path(retriever.rows.execute("PRAGMA database_list").fetchone()[2])
            shelf, checked = stack.enter_context(Library(path)), stack.enter_context(Library(path))
            desk = self._seating(retriever, self.model)
            return Edition(desk, shelf, Checker(checked, self._judge), checked, path.parent, stack.pop_all())
