"""A language model that a user can stop, and a line in which questions and claims wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from threading import Condition, Event

from pullquote.checking.judging import ModelJudge
from pullquote.models.language import LanguageModel, Prompt, Watch, unwatched


class Stopped(Exception):
    """The user no longer wants the answer."""


class StoppableModel:
    """A model that gives up at the next piece once the present asker's `stop` is set.

    One question is answered at a time (see `Line`), so there is one present asker.
    """

    def __init__(self, model: LanguageModel) -> None:
        self.model = model
        self.stop = Event()

    @property
    def name(self) -> str:
        """See LanguageModel."""
        return self.model.name

    @property
    def sha256(self) -> str | None:
        """See LanguageModel."""
        return self.model.sha256

    @property
    def context(self) -> int:
        """See LanguageModel."""
        return self.model.context

    @property
    def adapters(self) -> frozenset[str]:
        """See LanguageModel."""
        return self.model.adapters

    def count(self, text: str) -> int:
        """See LanguageModel."""
        return self.model.count(text)

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        """See LanguageModel. Raises Stopped; the generation underneath is cancelled."""
        self._look()
        pieces = self.model.write(prompt, max_tokens=max_tokens, stop=stop, grammar=grammar)
        with closing(pieces):  # type: ignore[type-var]  # every implementation is a generator
            for piece in pieces:
                self._look()
                yield piece

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """See LanguageModel. Raises Stopped; the model underneath reads no further."""

        def looking() -> None:
            self._look()
            watch()

        return self.model.weigh(prompt, options, looking)

    def close(self) -> None:
        """See LanguageModel."""
        self.model.close()

    def _look(self) -> None:
        if self.stop.is_set():
            raise Stopped


class Line:
    """First come, first served; whoever stops waiting leaves the line."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: deque[Event] = deque()

    def ahead(self, stop: Event) -> int:
        """How many are before the asker who waits with this `stop`; 0 for whoever is not in the line."""
        with self._changed:
            return self._waiting.index(stop) if stop in self._waiting else 0

    @contextmanager
    def turn(self, stop: Event) -> Iterator[None]:
        """Wait for one's turn, and have it; Stopped when the user gives up first."""
        with self._changed:
            self._waiting.append(stop)
        try:
            with self._changed:
                while self._waiting[0] is not stop:
                    self._changed.wait(0.2)
                    if stop.is_set():
                        raise Stopped
            yield
        finally:
            with self._changed:
                self._waiting.remove(stop)
                self._changed.notify_all()


class JudgeInLine:
    """Asks the model about a text's claims, and takes its turn for each: a question waits for one at most.

    One text is checked at a time, so there is one present `stop`.
    """

    def __init__(self, model: StoppableModel, line: Line) -> None:
        self._model = model
        self._line = line
        self._judge = ModelJudge(lambda: model)
        self.stop = Event()

    @property
    def absent(self) -> bool:
        """See Judge."""
        return self._judge.absent

    def supports(self, claim: str, evidence_text: str) -> float | None:
        """See Judge. Raises Stopped."""
        with self._line.turn(self.stop):
            self._model.stop = self.stop
            return self._judge.supports(claim, evidence_text)


class Stops:
    """Which users' answers are being made, and how to stop them."""

    def __init__(self) -> None:
        self._events: dict[str, Event] = {}

    def begin(self, session: str) -> Event:
        """A new answer for that user; the one before, if it still runs, is stopped."""
        self.stop(session)
        begun = self._events[session] = Event()
        return begun

    def end(self, session: str, event: Event) -> None:
        """That answer is made; one that the user began since goes on."""
        if self._events.get(session) is event:
            del self._events[session]

    def stop(self, session: str) -> None:
        """Stop that user's answer, if one is being made, and forget it."""
        if event := self._events.pop(session, None):
            event.set()
