"""The line before the model, stopping, a new index under running answers, and answers that are kept."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from browser import EndlessModel, newsroom_over
from conftest import SEEDS, indexed
from fakes import ScriptedModel
from pullquote.errors import IndexBusy
from pullquote.filters import Filters
from pullquote.indexing.building import Summary
from pullquote.indexing.generations import Generations
from pullquote.models.language import Prompt
from pullquote.wiring import Notify
from pullquote_ui.building import building
from pullquote_ui.conversing import conversing, history
from pullquote_ui.exchanges import Card, Exchange, Source, State
from pullquote_ui.kept import Kept, candidate, exchange_from
from pullquote_ui.newsroom import Newsroom
from pullquote_ui.reviewing import CHECKING, read_draft, reviewing
from pullquote_ui.stopping import Line, StoppableModel, Stopped, Stops
from pullquote_ui.uploads import drop, take, uploaded

HARRIS = "what did Harris say about the threat of lawsuit and enforcement"
RAIN = "what did Pilot say of rain"
SOURCE = Source("a.txt", 5, 9, "wild", None, None, None)
EXCHANGE = Exchange(
    "abcdefgh", "what", State.ANSWERED, cards=(Card(1, SOURCE, "Ann", None, "direct", ("b.txt",)),),
    sentences=("So [1].",), near=(SOURCE,), remarks=("Mind.",), confidence=0.5,
)  # fmt: skip


@pytest.fixture(scope="module")
def model() -> EndlessModel:
    return EndlessModel()


@pytest.fixture(scope="module")
def newsroom(seeds_index: Path, model: EndlessModel) -> Iterator[Newsroom]:
    opened = newsroom_over(seeds_index, SEEDS, model)
    yield opened
    opened.close()


def last(newsroom: Newsroom, question: str, before: list[Exchange] | None = None) -> Exchange:
    return list(conversing(newsroom, question, before or [], Filters(), threading.Event()))[-1]


def test_quotations_come_before_prose_and_near_passages_before_both(newsroom: Newsroom) -> None:
    steps = list(conversing(newsroom, HARRIS, [], Filters(), threading.Event()))
    states = [step.state for step in steps]
    assert states == sorted(states, key=list(State).index)
    assert states[0] is State.WAITING
    assert states[-1] is State.ANSWERED
    first_card = next(step for step in steps if step.cards)
    assert first_card.near
    assert not first_card.sentences
    assert steps[-1].cards[0].source.words == "The threat of lawsuit is the enforcement."


def test_what_was_shown_as_a_citation_stays(newsroom: Newsroom) -> None:
    shown: tuple[Card, ...] = ()
    for step in conversing(newsroom, HARRIS, [], Filters(), threading.Event()):
        assert step.cards[: len(shown)] == shown
        shown = step.cards


def test_a_refused_question_is_told_in_one_line(newsroom: Newsroom) -> None:
    refused = last(newsroom, "?" * 100_000)
    assert refused.state is State.FAILED
    assert refused.fault
    assert "\n" not in refused.fault


def test_a_filter_that_selects_nothing_is_told(newsroom: Newsroom) -> None:
    steps = list(conversing(newsroom, HARRIS, [], Filters(speakers=("Nobody Known",)), threading.Event()))
    assert steps[-1].state is State.FAILED
    assert "Nobody Known" in steps[-1].fault


def test_closing_the_conversation_cancels_the_generation(newsroom: Newsroom, model: EndlessModel) -> None:
    model.writing.clear()
    model.cancelled.clear()
    asking = conversing(newsroom, HARRIS + " slowly", [], Filters(), threading.Event())
    for step in asking:
        if step.sentences:
            break
    assert model.writing.wait(5)
    asking.close()  # type: ignore[attr-defined]
    assert model.cancelled.wait(5)


def test_stop_reaches_a_model_that_weighs(newsroom: Newsroom, model: EndlessModel) -> None:
    model.writing.clear()
    model.cancelled.clear()
    stop = threading.Event()
    asking = conversing(newsroom, HARRIS + " doubtfully", [], Filters(), stop)
    assert next(step for step in asking if step.state is State.LOOKING)
    assert model.writing.wait(5)
    stop.set()
    assert list(asking)[-1].state is State.STOPPED
    assert model.cancelled.wait(5)


def test_who_waits_is_told_how_many_are_before_and_may_leave(newsroom: Newsroom, model: EndlessModel) -> None:
    model.writing.clear()
    first, second = threading.Event(), threading.Event()
    slow = conversing(newsroom, HARRIS + " slowly", [], Filters(), first)
    assert next(step for step in slow if step.sentences)
    assert model.writing.wait(5)
    waiting = conversing(newsroom, HARRIS, [], Filters(), second)
    assert next(step for step in waiting if step.ahead).ahead == 1
    second.set()
    assert list(waiting)[-1].state is State.STOPPED
    assert not first.is_set()
    slow.close()  # type: ignore[attr-defined]
    assert last(newsroom, HARRIS).state is State.ANSWERED


def test_the_conversation_leaves_out_what_was_stopped() -> None:
    stopped = Exchange("bbbbbbbb", "never mind", State.STOPPED)
    assert [turn.content for turn in history([EXCHANGE, stopped])] == ["what", "So [1]."]


def test_turns_are_had_one_at_a_time_in_the_order_of_coming() -> None:
    line, order, inside = Line(), [], []

    def wait(number: int) -> None:
        with line.turn(threading.Event()):
            inside.append(number)
            assert len(inside) == 1
            order.append(number)
            time.sleep(0.01)
            inside.remove(number)

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=wait, args=(number,)))
        threads[-1].start()
        time.sleep(0.005)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_stopped_model_neither_writes_nor_weighs() -> None:
    model = StoppableModel(ScriptedModel(replies=["never"]))
    model.stop.set()
    with pytest.raises(Stopped):
        list(model.write(Prompt("", ""), max_tokens=5))
    with pytest.raises(Stopped):
        model.weigh(Prompt("", ""), ["a", "b"])


@pytest.fixture
def rain(tmp_path: Path) -> Path:
    """A folder of one short article: an index of it is made in no time."""
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "one.txt").write_text("Rain.\n\n“It will rain,” said Ann Pilot, a captain.\n", "utf-8")
    return articles


def test_a_new_index_is_answered_from_and_the_old_one_let_go(tmp_path: Path, rain: Path) -> None:
    newsroom = newsroom_over(tmp_path / "index", rain)
    uploads = newsroom.generations.uploads
    new = tmp_path / "new.txt"
    new.write_text("Snow.\n\n“It will snow on Friday,” said Bo Winter, a miner.\n", encoding="utf-8")
    assert take(uploads, [new]) == (["new.txt"], [])
    newsroom.build(lambda *_: None)
    assert last(newsroom, "what did Winter say of snow").cards[0].speaker == "Bo Winter"
    assert drop(uploads, "new.txt")
    newsroom.build(lambda *_: None)
    with newsroom.shelf() as shelf:
        assert shelf.names() == ["one.txt"]
    newsroom.close()
    assert len(list(Generations(tmp_path / "index").folder.glob("generation-*"))) <= 2


def test_the_old_index_answers_while_the_new_one_is_built(tmp_path: Path, rain: Path) -> None:
    begun, finish = threading.Event(), threading.Event()
    folder = tmp_path / "index"

    def slow(notify: Notify, rebuild: bool) -> Summary:
        begun.set()
        assert finish.wait(30)
        return indexed(folder, rain, rebuild=rebuild)

    newsroom = newsroom_over(folder, rain, building=slow)
    steps: list[str | Summary] = []
    builder = threading.Thread(target=lambda: steps.extend(building(newsroom, rebuild=True)))
    builder.start()
    assert begun.wait(5)
    assert last(newsroom, RAIN).state is State.ANSWERED
    finish.set()
    builder.join(60)
    assert isinstance(steps[-1], Summary)
    assert last(newsroom, RAIN).state is State.ANSWERED
    newsroom.close()


CLAIM = "Pilot, the captain, expects wet weather with rain."


def test_claims_are_put_to_the_model_once_the_quotations_are_shown(tmp_path: Path, rain: Path) -> None:
    model = ScriptedModel(weights=[[3.0, 0.0]] * 9)
    newsroom = newsroom_over(tmp_path / "index", rain, model)
    steps = list(reviewing(newsroom, f"“It will rain,” Pilot said. {CLAIM}", threading.Event()))
    newsroom.close()
    assert ["being read" in step for step in steps] == [False, True, False]
    assert "c-supported" in steps[-1]
    assert "No language model" not in steps[-1]


def test_a_check_that_nobody_waits_for_any_more_asks_the_model_nothing(tmp_path: Path, rain: Path) -> None:
    model = ScriptedModel(weights=[])
    newsroom = newsroom_over(tmp_path / "index", rain, model)
    stop = threading.Event()
    stop.set()
    assert list(reviewing(newsroom, CLAIM, stop)) == [CHECKING]
    newsroom.close()


def test_a_new_index_and_a_check_that_waits_for_the_model_do_not_wait_for_each_other(
    tmp_path: Path, rain: Path
) -> None:
    newsroom = newsroom_over(tmp_path / "index", rain, ScriptedModel(weights=[[3.0, 0.0]] * 9))
    with newsroom.line.turn(threading.Event()):
        text = f"{CLAIM} {CLAIM.replace('expects', 'foresees')}"
        check = threading.Thread(target=lambda: list(reviewing(newsroom, text, threading.Event())))
        check.start()
        time.sleep(0.3)
        (rain / "two.txt").write_text("Snow.\n\n“It will snow,” said Bo Winter, a miner.\n", "utf-8")
        build = threading.Thread(target=lambda: newsroom.build(lambda *_: None))
        build.start()
        time.sleep(0.3)
    for thread in (check, build):
        thread.join(20)
        assert not thread.is_alive()
    newsroom.close()


def test_a_draft_that_cannot_be_checked_is_told_why(tmp_path: Path, newsroom: Newsroom) -> None:
    drafts = ((b"caf\xe9", "not UTF-8"), (b" \n", "no text"), (b"a" * 100_001, "100,001 characters"))
    for content, why in drafts:
        (tmp_path / "draft.txt").write_bytes(content)
        text, line = read_draft(tmp_path / "draft.txt")
        assert (text, why in line) == ("", True)
    (line,) = reviewing(newsroom, "a" * 100_001, threading.Event())
    assert "100,000 can be checked at once" in line


def test_an_empty_question_is_told_of_the_field_and_not_of_a_command(newsroom: Newsroom) -> None:
    assert last(newsroom, "???").fault == "The question is empty. Write one in the field above."


def test_a_build_that_fails_is_told_and_the_old_index_stays(seeds_index: Path) -> None:
    def busy(notify: Notify, rebuild: bool) -> Summary:
        notify("Reading", 1, 2)
        raise IndexBusy("The index is being built by process 1. Try again when it is done.")

    newsroom = newsroom_over(seeds_index, SEEDS, building=busy)
    steps = list(building(newsroom, rebuild=False))
    assert "Reading 1 of 2" in str(steps[0])
    assert "being built by process 1" in str(steps[-1])
    assert last(newsroom, HARRIS).state is State.ANSWERED
    newsroom.close()


def test_uploads_refuse_what_is_no_article_and_stay_in_their_folder(tmp_path: Path) -> None:
    bad, large = tmp_path / "run.exe", tmp_path / "large.txt"
    bad.write_bytes(b"MZ")
    large.write_bytes(b"a" * 5_000_001)
    taken, refused = take(tmp_path / "uploads", [bad, large])
    assert taken == []
    assert [one.name for one in refused] == ["run.exe", "large.txt"]
    assert "5 MB" in refused[1].reason
    outside = tmp_path / "kept.txt"
    outside.write_text("kept", encoding="utf-8")
    assert not drop(tmp_path / "uploads", "../kept.txt")
    assert outside.exists()
    assert uploaded(tmp_path / "uploads") == []


def test_a_kept_answer_outlives_the_program(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.remember(EXCHANGE)
    assert kept.keep(EXCHANGE.id)
    assert Kept(tmp_path).find(EXCHANGE.id) == EXCHANGE
    assert exchange_from(asdict(EXCHANGE)) == EXCHANGE


def test_a_rating_is_a_candidate_for_an_eval_case_and_the_last_one_counts(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.remember(EXCHANGE)
    assert kept.rate(EXCHANGE.id, True, "")
    assert kept.rate(EXCHANGE.id, False, "another Ann")
    (row,) = kept.ratings().splitlines()
    wrong = json.loads(row)
    assert (wrong["right"], wrong["note"], wrong["answerable"], wrong["evidence"]) == (
        False,
        "another Ann",
        None,
        [],
    )
    right = candidate(EXCHANGE, True, "")
    assert right["evidence"] == [[{"article": "a.txt", "start": 5, "end": 9, "text": "wild"}]]
    assert (right["answerable"], right["speaker"], right["reference"]) == (True, "Ann", "So [1].")


def test_an_answer_that_ends_does_not_stop_the_one_that_its_asker_began_since() -> None:
    stops = Stops()
    first = stops.begin("ann")
    second = stops.begin("ann")
    stops.end("ann", first)
    assert first.is_set()
    assert not second.is_set()
    stops.stop("ann")
    assert second.is_set()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "unknown-name", "a" * 100])
def test_a_name_that_nobody_was_given_finds_nothing(tmp_path: Path, name: str) -> None:
    kept = Kept(tmp_path)
    assert kept.find(name) is None
    assert not kept.keep(name)
    assert not kept.rate(name, True, "")
