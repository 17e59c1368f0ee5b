"""Verdicts, edit by edit and fault by fault, on invented articles."""

from __future__ import annotations

import pytest

from corpora import MemoryCorpus, corpus
from pullquote.articles import Article
from pullquote.checking.checker import check
from pullquote.checking.cuts import lost_within
from pullquote.checking.verdicts import Change, CheckedQuote, Verdict
from pullquote.spans import Span

HARBOUR = (
    "The harbour board met on Tuesday.\n\n"
    "“The new pier will not survive a winter storm, and it will cost the town dearly,” said Marta Lindqvist, "
    "an engineer at the port authority. “Nobody asked the fishermen.”\n\n"
    "Not all boats are safe there, the board’s chairman, Owen Pryce, said. “We want the pier because it "
    "brings visitors,” he said. “Every summer it’s the same story — too few berths, too many boats.”\n\n"
    "Pryce denied that “the town is paying for a private marina.” Lindqvist argues that the board has "
    "ignored its own survey. The survey counted 1,200 berths."
)
LETTER = (
    "A letter to the editor.\n\n"
    "“The pier is safe only if the sea wall is rebuilt,” wrote Tomas Hale, a retired pilot. “I have sailed "
    "past it for forty years. I have never seen it stand. The sea wall is too low.”\n\n"
    "“We want the pier because it brings visitors,” the chairman, Owen Pryce, had said earlier."
)
ARTICLES = corpus(harbour=HARBOUR, letter=LETTER)


def one(text: str) -> CheckedQuote:
    (quote,) = check(text, ARTICLES, quotes_only=True).quotes
    assert quote.span.cut(text) == quote.quote
    return quote


def cut(found: CheckedQuote) -> list[str]:
    assert found.article is not None
    text = ARTICLES.article(found.article).text
    return [span.cut(text) for span in found.source_spans]


@pytest.mark.parametrize(
    ("text", "edits"),
    [
        ("“Nobody asked the fishermen,” Lindqvist said.", ["punctuation"]),
        ("Marta Lindqvist: “Nobody asked the fishermen.”", []),
        ('"Every summer it\'s the same story -- too few berths," said Owen Pryce.', ["typography"]),
        ("Pryce said that “every summer it’s the same story”.", ["case"]),
        ("“[E]very summer it’s the same story,” said Pryce.", ["case", "brackets"]),
        (
            "“The new pier will not survive a winter storm, and it will cost the town dearly. Nobody asked"
            " the fishermen,” said Lindqvist.",
            ["punctuation", "interrupted"],
        ),
        ("Lindqvist said it “will cost the town … Nobody asked the fishermen”.", ["ellipsis"]),
        ("“[The pier] will cost the town dearly,” Lindqvist said.", ["brackets"]),
        ("“I have never seen [the pier] stand,” wrote Hale.", ["brackets"]),
        ("“I [had] sailed past it for forty years,” wrote Hale.", ["brackets"]),
        ("“… the same story …,” said Pryce.", ["ellipsis"]),
        ("Hale wrote: “[He has] sailed past it for forty years.”", ["brackets"]),
    ],
)
def test_the_edits_of_newspapers_stay_verbatim_and_are_named(text: str, edits: list[str]) -> None:
    found = one(text)
    assert found.verdict is Verdict.VERBATIM, found
    named = [edit.value for edit in found.edits if edit.value != "punctuation" or "punctuation" in edits]
    assert named == edits


@pytest.mark.parametrize(
    "text",
    [
        "“Nobody asked the sailors,” Lindqvist said.",
        "“The new pier will survive a winter storm,” said Lindqvist.",
        "“The new pier will not survive a summer storm,” said Lindqvist.",
        "“Nobody had asked the fishermen,” Lindqvist said.",
        "“It brings visitors because we want the pier,” said Pryce.",
        "“The survey counted 1,300 berths,” the paper wrote.",
        "“Every summer it’s the same storey,” said Pryce.",
        "“The new pier will survive … a winter storm,” said Lindqvist.",
        "“The new pier will … survive a winter storm,” said Lindqvist.",
        "“[Hale] will cost the town dearly,” Lindqvist said.",
        "“It will [not] cost the town dearly,” Lindqvist said.",
        "“The NEW pier will not survive a winter storm,” said Lindqvist.",
        "“[We] have sailed past it for forty years,” wrote Hale.",
        "“I have never seen [the letter] stand,” wrote Hale.",
        "“I have sailed past it for forty years. Nobody asked the fishermen,” wrote Hale.",
    ],
)
def test_changed_words_are_altered(text: str) -> None:
    assert one(text).verdict is Verdict.ALTERED


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("“All boats are safe there,” the chairman said.", "Not"),
        ("The pier would “survive a winter storm”, said Lindqvist.", "not"),
        ("Pryce said “the town is paying for a private marina”.", "denied that"),
        ("“The pier is safe,” wrote Hale.", "only if"),
    ],
)
def test_a_cut_that_turns_the_sense_is_altered_and_shows_what_was_lost(text: str, lost: str) -> None:
    found = one(text)
    assert found.verdict is Verdict.ALTERED
    assert lost in found.reason
    assert lost.split()[0] in (found.source or "")
    assert "".join(words for change, words in found.diff if change is Change.DELETE).strip(" “")


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist doubts that the pier would “survive a winter storm”.",
        "Pryce denied that “the town is paying for a private marina”.",
        "“The pier is safe only if the sea wall is rebuilt,” wrote Hale.",
        "“The pier is safe,” wrote Hale, if only the wall is rebuilt.",
    ],
)
def test_a_text_that_says_the_lost_word_itself_has_not_turned_the_sense(text: str) -> None:
    assert one(text).verdict is Verdict.VERBATIM


def test_somebody_elses_words_are_misattributed_and_the_speaker_is_named() -> None:
    found = one("“Nobody asked the fishermen,” said Owen Pryce.")
    assert found.verdict is Verdict.MISATTRIBUTED
    assert found.speaker == "Marta Lindqvist"
    assert found.claimed_speaker == "Owen Pryce"
    assert cut(found) == ["Nobody asked the fishermen"]


def test_the_reporters_words_are_nobodys_quotation() -> None:
    found = one("“The survey counted 1,200 berths,” said Marta Lindqvist.")
    assert found.verdict is Verdict.MISATTRIBUTED
    assert "own words" in found.reason
    retold = one("“The board has ignored its own survey,” said Marta Lindqvist.")
    assert retold.verdict is Verdict.MISATTRIBUTED
    assert "reporter" in retold.reason


def test_without_a_claimed_speaker_the_reporters_words_are_verbatim() -> None:
    assert one("The piece ends: “The survey counted 1,200 berths.”").verdict is Verdict.VERBATIM


def test_the_wrong_article_is_misattributed_and_any_place_bears_the_right_one_out() -> None:
    wrong = one("“Nobody asked the fishermen,” Lindqvist says in letter.txt.")
    assert wrong.verdict is Verdict.MISATTRIBUTED
    assert "harbour.txt" in wrong.reason
    right = one("“We want the pier because it brings visitors,” says Pryce in letter.txt.")
    assert right.verdict is Verdict.VERBATIM
    assert right.article == right.claimed_article == "letter.txt"
    assert [other.article for other in right.also_in] == ["harbour.txt"]


def test_words_of_two_articles_in_one_pair_of_marks_are_spliced() -> None:
    found = one("“Too few berths, too many boats, the sea wall is rebuilt at last,” said Pryce.")
    assert found.verdict is Verdict.ALTERED


def test_invented_words_are_not_found_and_the_nearest_is_only_a_suggestion() -> None:
    found = one("“The pier should be painted in cheerful colours by volunteers,” said Lindqvist.")
    assert found.verdict is Verdict.NOT_FOUND
    assert found.article is None
    assert found.source_spans == ()
    assert found.diff == ()


def test_one_word_alone_is_unchecked_and_does_not_spoil_the_report() -> None:
    report = check("Lindqvist spoke of “sharks”.", ARTICLES, quotes_only=True)
    assert [quote.verdict for quote in report.quotes] == [Verdict.UNCHECKED]
    assert report.ok()


def test_every_fault_is_named_and_the_first_that_applies_is_the_verdict() -> None:
    found = one("“Nobody asked the sailors,” says Owen Pryce in letter.txt.")
    assert found.verdict is Verdict.ALTERED
    assert "Marta Lindqvist" in found.reason
    assert "letter.txt" in found.reason


def test_the_diff_gives_the_articles_words_character_for_character() -> None:
    found = one("“The old pier will not survive a storm,” said Lindqvist.")
    assert "".join(words for change, words in found.diff if change is not Change.INSERT) == found.source
    assert [words.strip() for change, words in found.diff if change is Change.DELETE] == ["new", "winter"]
    assert [words.strip() for change, words in found.diff if change is Change.INSERT] == ["old"]


def test_holes_side_by_side_are_one_hole_and_lose_no_word() -> None:
    found = one("“The new pier will not survive … [the pier] will cost the town dearly,” said Lindqvist.")
    assert found.verdict is Verdict.VERBATIM
    assert cut(found) == ["The new pier will not survive", "it will cost the town dearly,"]


@pytest.mark.parametrize(
    "text",
    [
        "“The new pier … [it] was painted blue by whales,” said Lindqvist.",
        "“The new pier [will] … [never] … paint whales,” said Lindqvist.",
        "“The new pier [will] [never] survive a winter storm,” said Lindqvist.",
        "“The new pier will not survive … [Pryce] will cost the town dearly,” said Lindqvist.",
        "“The new pier … [whale],” said Lindqvist.",
    ],
)
def test_nothing_false_hides_between_holes(text: str) -> None:
    assert one(text).verdict in (Verdict.ALTERED, Verdict.NOT_FOUND)


def test_block_quotes_are_quotations_with_the_name_under_them() -> None:
    found = one("As we heard:\n\n> Nobody asked\n> the fishermen.\n>\n> — Owen Pryce\n\nSo much for that.")
    assert found.verdict is Verdict.MISATTRIBUTED
    assert found.claimed_speaker == "Owen Pryce"


def test_a_quotation_over_a_line_break_is_whole() -> None:
    assert one("“Nobody asked\nthe fishermen,” Lindqvist said.").verdict is Verdict.VERBATIM


def test_a_speech_in_several_articles_keeps_all_its_places() -> None:
    twin = MemoryCorpus([Article("a.txt", HARBOUR), Article("b.txt", "Copy. " + HARBOUR)])
    (found,) = check("“Nobody asked the fishermen.”", twin, quotes_only=True).quotes
    places = {found.article: found.source_spans, **{one.article: one.source_spans for one in found.also_in}}
    start = HARBOUR.index("Nobody")
    assert places["a.txt"] == (Span(start, start + 27),)
    assert places["b.txt"] == (Span(start + 6, start + 33),)


def test_an_empty_corpus_finds_nothing_and_says_so() -> None:
    (found,) = check("“Nobody asked the fishermen.”", MemoryCorpus([]), quotes_only=True).quotes
    assert found.verdict is Verdict.NOT_FOUND
    assert found.reason == "No article has these words."


def test_what_tells_more_of_the_words_left_out_is_not_hung_on_others() -> None:
    article = "There are gains for the towns, but also risks, such as floods."
    assert lost_within(article, article.index(","), article.index("such")) == "but also risks"
    article = "There are gains for the towns, as we know, in the valley."
    assert lost_within(article, article.index(","), article.index("in the")) is None
