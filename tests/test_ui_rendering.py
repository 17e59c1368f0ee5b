"""Exchanges, articles and reviews as HTML: every word escaped, every mark at its own place."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from conftest import indexed
from pullquote.articles import Article
from pullquote.indexing.generations import Generations
from pullquote.indexing.library import Library
from pullquote.retrieval import Retriever
from pullquote.spans import Span
from pullquote_ui.article_view import Mark, article_html, cited_marks
from pullquote_ui.articles_view import articles_html
from pullquote_ui.copying import with_citations
from pullquote_ui.escaping import MISSING, shown, text_html
from pullquote_ui.exchanges import Card, Exchange, Source, State
from pullquote_ui.near_copies import Twin, near_copies
from pullquote_ui.rendering import exchange_html
from pullquote_ui.speakers_view import sayings, sayings_html, speakers_html

SOURCE = Source("a.txt", 5, 9, "wild", "A title", None, "2024-05")
CARD = Card(1, SOURCE, "Ann Pilot", "a captain", "direct")
ANSWERED = Exchange(
    "abcdefgh", "what did she say", State.ANSWERED, cards=(CARD,), sentences=("Pilot said “wild” [1].",)
)
HARMFUL = st.text(alphabet=st.sampled_from("<>&\"'`${}\\/=ab \n\x00\u202e\u2066é“”[1]"), max_size=60)


class Seen(HTMLParser):
    """The elements, attributes and text that a browser would make of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.marked: list[str] = []
        self.text = ""
        self._in_mark = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            self._in_mark += 1
            self.marked.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_mark -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_mark:
            self.marked[-1] += data


@given(HARMFUL)
def test_escaped_text_reads_as_it_was_and_makes_no_element(text: str) -> None:
    seen = Seen(f'<p title="{text_html(text)}">{text_html(text)}</p>')
    assert seen.elements == ["p"]
    assert seen.attributes == {"title"}
    assert seen.text == shown(text)


@given(HARMFUL)
def test_escaped_text_holds_nothing_that_a_template_would_read(text: str) -> None:
    assert not set(text_html(text)) & set("${}`\\<>\"'")


@given(HARMFUL, HARMFUL, HARMFUL)
def test_no_word_of_an_answer_can_add_an_element_or_an_attribute(
    words: str, name: str, question: str
) -> None:
    plain = Seen(exchange_html(ANSWERED))
    source = replace(SOURCE, words=words, article=name, title=name)
    card = Card(1, source, name, words, "direct", (name,))
    harmful = replace(
        ANSWERED, question=question, cards=(card,), near=(source,),
        sentences=(words.replace("[1]", ""), "So [1]."), remarks=(words,), fault=name,
    )  # fmt: skip
    seen = Seen(exchange_html(harmful))
    assert seen.attributes <= plain.attributes | {"role"}
    assert set(seen.elements) <= set(plain.elements) | {"details", "summary", "ul"}


def test_hidden_and_reordering_characters_are_shown_as_such() -> None:
    assert shown("a\x00b\u202ec\U000e0041d\te\n") == f"a{MISSING}b{MISSING}c{MISSING}d\te\n"


def test_a_number_is_a_button_only_outside_the_quotation() -> None:
    exchange = replace(ANSWERED, sentences=("Pilot said “see [1] there” and left [1].",))
    assert exchange_html(exchange).count('class="ref open"') == 1
    assert "“see [1] there”" in exchange_html(exchange)


def test_a_number_without_a_card_stays_text() -> None:
    assert 'class="ref' not in exchange_html(replace(ANSWERED, sentences=("Nobody said so [7].",)))


def test_the_second_of_two_equal_sentences_is_the_one_that_is_marked() -> None:
    text = "She said no. Then rain.\n\nShe said no. And left."
    second = text.rindex("She said no.")
    article = Article("a.txt", text)
    seen = Seen(article_html(article, cited_marks(article, [Span(second, second + 12)])))
    assert seen.marked == ["She said no."]
    assert seen.text.index("Then rain.") < seen.text.rindex("She said no.")


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=6))
def test_marks_change_no_character_of_the_article(places: list[tuple[int, int]]) -> None:
    text = "One “two” three.\nFour five <six> seven & eight.\n\nNine ten eleven twelve."
    spans = [Span(start, min(len(text), start + length)) for start, length in places]
    marks = [Mark(span, "said", "Ann") for span in spans if span.start < span.end]
    seen = Seen(article_html(Article("", text), marks))
    assert seen.text == text.replace("\n", "")


def test_a_quotation_over_two_paragraphs_is_marked_in_both() -> None:
    article = Article("a.txt", "“One two.\nThree four,” she said.")
    seen = Seen(article_html(article, [Mark(Span(1, 20), "cited")]))
    assert seen.marked == ["One two.", "Three four"]


def test_an_abstention_opens_what_came_near() -> None:
    abstained = replace(
        ANSWERED, state=State.ABSTAINED, cards=(), sentences=("The articles don't say.",), near=(SOURCE,)
    )
    assert '<details class="near" open>' in exchange_html(abstained)
    other = replace(SOURCE, start=50, end=54)
    assert '<details class="near">' in exchange_html(replace(ANSWERED, near=(other,)))


def test_what_is_cited_is_not_shown_once_more_as_near() -> None:
    around = replace(SOURCE, start=0, end=40)
    assert 'class="near"' not in exchange_html(replace(ANSWERED, near=(around,)))


def test_a_copied_answer_says_who_and_where() -> None:
    assert with_citations(ANSWERED) == (
        "Pilot said “wild” [1].\n\n"
        "[1] “wild” (Ann Pilot, a captain; A title, 2024-05; a.txt, characters 5 to 9)"
    )


def test_every_article_and_every_speaker_of_the_shipped_ones_is_listed(retriever: Retriever) -> None:
    library = retriever.library
    listed = articles_html(library)
    assert all(text_html(name) in listed for name in library.names())
    said = sayings(library, retriever.people)
    assert sum(one.direct for one in said["David Evan Harris"]) >= 3
    assert all(
        one.words == one.span.cut(library.article(one.article).text) for one in said["David Evan Harris"]
    )
    shown = speakers_html(said, retriever.people)
    assert all(f'data-speaker="{text_html(name)}"' in shown for name in said)
    assert "public scholar at UC Berkeley" in shown
    assert "“dream tool”" in sayings_html(said["David Evan Harris"])


def test_near_copies_are_told_with_what_they_share_and_other_articles_are_not(tmp_path: Path) -> None:
    story = [f"The mayor said that bridge number {number} will be closed." for number in range(8)]
    (tmp_path / "one.txt").write_text("\n\n".join(story), encoding="utf-8")
    (tmp_path / "update.txt").write_text(
        "\n\n".join([*story[1:], "It is open now, she added."]), encoding="utf-8"
    )
    (tmp_path / "other.txt").write_text(f"{story[0]}\n\nRain fell.\n\nIt was cold.\n\nSnow fell.", "utf-8")
    indexed(tmp_path / "index", tmp_path)
    generation = Generations(tmp_path / "index").current()
    assert generation
    with Library(generation / "library.sqlite") as library:
        assert near_copies(library) == {
            "one.txt": [Twin("update.txt", 7, 8)],
            "update.txt": [Twin("one.txt", 7, 8)],
        }
        assert articles_html(library).count("7 of 8 sentences") == 2


def test_a_failed_question_has_nothing_to_copy_or_to_rate() -> None:
    failed = Exchange("abcdefgh", "???", State.FAILED, fault="The question is empty.")
    assert "<footer" not in exchange_html(failed)
    assert "The question is empty." in exchange_html(failed)
