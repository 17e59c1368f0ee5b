"""The kept beginnings of prompts: used when they are whole, made anew when they are not."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pullquote.models.beginnings import Beginnings

STATE = b"state of the beginning"
KEPT = 4
ROOM = KEPT * len(STATE) + 1


@dataclass
class Slot:
    """Stands in for the engine's slot: its state is what was read last."""

    folder: Path
    state: bytes = b""
    done: list[str] = field(default_factory=list)
    refuses: bool = False

    def restore(self, name: str) -> bool:
        self.done.append("restored")
        if self.refuses:
            return False
        self.state = (self.folder / name).read_bytes()
        return True

    def read(self) -> None:
        self.done.append("read")
        self.state = STATE

    def save(self, name: str) -> bool:
        (self.folder / name).write_bytes(self.state)
        return True


def brought(folder: Path, key: str = "a", *, refuses: bool = False) -> list[str]:
    """What a new process does to have the state."""
    slot = Slot(folder, refuses=refuses)
    kept = Beginnings(folder, ROOM).bring(key, slot.restore, slot.read, slot.save)
    assert slot.state == STATE
    assert kept == (slot.done == ["restored"])
    return slot.done


def test_a_beginning_is_read_once_and_restored_from_then_on(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "states"
    assert [brought(folder), brought(folder), brought(folder, "b")] == [["read"], ["restored"], ["read"]]


@pytest.mark.parametrize("damage", [b"", b"state of the beginninG", b"state"])
def test_a_damaged_state_is_never_restored_and_is_mended(tmp_path: Path, damage: bytes) -> None:
    brought(tmp_path)
    (state,) = tmp_path.glob("*.state")
    state.write_bytes(damage)
    assert [brought(tmp_path), brought(tmp_path)] == [["read"], ["restored"]]


def test_a_state_that_the_engine_refuses_is_read_anew(tmp_path: Path) -> None:
    brought(tmp_path)
    assert brought(tmp_path, refuses=True) == ["restored", "read"]


def test_a_folder_that_cannot_be_made_costs_only_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = tmp_path / "file" / "states"
    slot = Slot(folder)
    assert not Beginnings(folder, ROOM).bring("a", slot.restore, slot.read, slot.save)
    assert slot.done == ["read"]


def test_only_the_latest_used_states_stay(tmp_path: Path) -> None:
    for number in range(KEPT + 2):
        brought(tmp_path, str(number))
        for age, path in enumerate(sorted(tmp_path.glob("*.state"), key=lambda one: -one.stat().st_mtime)):
            os.utime(path, (1e9 - age, 1e9 - age))
    assert len(list(tmp_path.glob("*.state"))) == KEPT
    assert len(list(tmp_path.iterdir())) == 2 * KEPT


def test_what_a_killed_process_left_is_removed_but_not_what_another_writes(tmp_path: Path) -> None:
    old, new = tmp_path / "a.state.1", tmp_path / "b.state.2"
    for part in (old, new):
        part.write_bytes(STATE)
    os.utime(old, (0, 0))
    brought(tmp_path)
    assert not old.exists()
    assert new.exists()
    assert brought(tmp_path) == ["restored"]


def test_a_state_that_is_larger_than_all_that_may_be_kept_stays_until_the_next(tmp_path: Path) -> None:
    slot = Slot(tmp_path)
    for key in ("a", "b"):
        Beginnings(tmp_path, 1).bring(key, slot.restore, slot.read, slot.save)
        for path in tmp_path.iterdir():
            os.utime(path, (1e9, 1e9))
    assert len(list(tmp_path.glob("*.state"))) == 1
    assert Beginnings(tmp_path, 1).bring("b", slot.restore, slot.read, slot.save)
