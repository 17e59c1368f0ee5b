"""Finished exchanges, by their unguessable names: for links and ratings. All stays on this machine."""

from __future__ import annotations

import json
import re
from collections import OrderedDict
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import Any

from pullquote_ui.exchanges import Card, Exchange, Source, State

REMEMBERED = 500
"""Exchanges that are remembered without anybody keeping them; the oldest go first."""
_NAME = re.compile(r"[\w-]{8,40}")


class Kept:
    """Exchanges in memory, and those that somebody linked to, rated or asked for, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._recent: OrderedDict[str, Exchange] = OrderedDict()
        self._lock = Lock()

    def remember(self, exchange: Exchange) -> None:
        """Until the program ends, or a few hundred others came."""
        with self._lock:
            self._recent[exchange.id] = exchange
            while len(self._recent) > REMEMBERED:
                self._recent.popitem(last=False)

    def keep(self, name: str) -> bool:
        """For good; False when there is none of that name."""
        exchange = self.find(name)
        if exchange is None:
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        written = json.dumps(asdict(exchange), ensure_ascii=False, indent=1)
        (self.folder / f"{name}.json").write_text(written, encoding="utf-8")
        return True

    def find(self, name: str) -> Exchange | None:
        """The exchange of that name."""
        if not _NAME.fullmatch(name):
            return None
        with self._lock:
            if name in self._recent:
                return self._recent[name]
        path = self.folder / f"{name}.json"
        return exchange_from(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else None

    def rate(self, name: str, up: bool, note: str) -> bool:
        """Keep a verdict of the user on an answer; False when there is no such answer."""
        exchange = self.find(name)
        if exchange is None:
            return False
        self.folder.mkdir(parents=True, exist_ok=True)
        row = json.dumps(candidate(exchange, up, note), ensure_ascii=False)
        with self._lock, (self.folder / "ratings.jsonl").open("a", encoding="utf-8") as ratings:
            ratings.write(row + "\n")
        return True

    def ratings(self) -> str:
        """The latest rating of every rated answer, one JSON object a line: candidates for eval cases."""
        path = self.folder / "ratings.jsonl"
        rows = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        latest = {json.loads(row)["id"]: row for row in rows}
        return "".join(f"{row}\n" for row in latest.values())


def candidate(exchange: Exchange, right: bool, note: str) -> dict[str, Any]:
    """A rated answer with the fields of an eval case about questions.

    Of an answer that was right they are filled from it; of a wrong one `answerable` is None and the
    reference empty: what would have been right is for a person to write.
    """
    answered = exchange.state is State.ANSWERED
    cited = [[_gold(card.source)] for card in exchange.cards] if right else []
    return {
        "id": exchange.id, "type": "rated", "question": exchange.question,
        "standalone": exchange.standalone or exchange.question, "answerable": answered if right else None,
        "reference": exchange.prose if right and answered else "", "evidence": cited,
        "speaker": exchange.cards[0].speaker if right and exchange.cards else None,
        "right": right, "note": note, "answer": asdict(exchange),
    }  # fmt: skip


def _gold(source: Source) -> dict[str, Any]:
    return {"article": source.article, "start": source.start, "end": source.end, "text": source.words}


def exchange_from(given: dict[str, Any]) -> Exchange:
    """An exchange from what `dataclasses.asdict` made of it."""
    cards = tuple(
        Card(**{**one, "source": Source(**one["source"]), "also_in": tuple(one["also_in"])})
        for one in given["cards"]
    )
    return Exchange(
        **{
            **given,
            "state": State(given["state"]),
            "cards": cards,
            "near": tuple(Source(**one) for one in given["near"]),
            "sentences": tuple(given["sentences"]),
            "remarks": tuple(given["remarks"]),
        }
    )
