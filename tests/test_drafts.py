"""Drafts as editors paste them: Markdown, HTML and chatbots' answers read as their readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import corpus
from pullquote.checking.checker import check
from pullquote.checking.drafts import html_draft, page_encoding
from pullquote.checking.markup import plain
from pullquote.spans import Span

ARTICLES = corpus(
    harbour="“The new pier will not survive a winter storm,” said Marta Lindqvist, an engineer.\n\n"
    "“We want the pier because it brings visitors,” the chairman, Owen Pryce, said."
)


def verdicts(text: str) -> list[str]:
    found = check(text, ARTICLES, quotes_only=True).quotes
    for quote in found:
        assert quote.span.cut(text) == quote.quote
    return [quote.verdict.value for quote in found]


@pytest.mark.parametrize(
    "text",
    [
        "**Lindqvist**: “The new pier will not survive a winter storm.”",
        "Lindqvist says it “will **not** survive a *winter storm*”.",
        'Lindqvist says it *"will not survive a winter storm"*.',
        'Lindqvist says it **"will not survive a winter storm."**',
        "Lindqvist says it “will [not survive](https://a.b/c_(d)?e=f) a winter storm”.",
        "[“The new pier will not survive a winter storm,” Lindqvist said](https://a.b).",
        "Lindqvist said “the new pier will not[1] survive a winter storm” [2][3].",
        "Lindqvist said “the new pier will not survive a winter storm”[^1].\n\n[^1]: The Post.",
        "As Lindqvist puts it:\n\n> The new pier will not\n> survive a winter storm.",
        "> “The new pier will not survive a winter storm.”\n>\n> ~ Marta Lindqvist",
        "* “The new pier will not survive a winter storm.” — Lindqvist",
        '<a href="https://a.b" title="not a quotation">Lindqvist</a> said “the new pier will <b>not</b> '
        "survive a winter storm”.",
        "Lindqvist said “the new pier will\n\nnot survive a winter storm”.",
    ],
)
def test_markup_is_no_part_of_a_quotation(text: str) -> None:
    assert verdicts(text) == ["verbatim"]


@pytest.mark.parametrize(
    "text",
    [
        "**Pryce**: “The new pier will not survive a winter storm.”",
        "> “The new pier will not survive a winter storm.”\n>\n> — Owen Pryce",
        "As Pryce puts it:\n\n> The new pier will not survive a winter storm.",
        "* “The new pier will not survive a winter storm.” — Pryce",
        "According to Pryce, “The new pier will not survive a winter storm” [1][2].",
        "Pryce's verdict? “The new pier will not survive a winter storm.”",
    ],
)
def test_the_name_is_found_in_markup_too(text: str) -> None:
    assert verdicts(text) == ["misattributed"]


@pytest.mark.parametrize(
    "text",
    [
        "Lindqvist says it “will **not** survive a *summer storm*”.",
        "Lindqvist says it “will survive [not at all](https://a.b) a winter storm”.",
        "Lindqvist said “the new pier will not survive [40] winter storm”.",
        "Lindqvist said “the new pier will\n\nsurely survive a winter storm”.",
        "> The new pier will not survive\n> a summer storm.",
    ],
)
def test_nothing_false_hides_in_markup(text: str) -> None:
    assert verdicts(text) == ["altered"]


@pytest.mark.parametrize(
    "text",
    [
        '```\nprint("the new pier is here")\n```\n',
        'Type `echo "the new pier"` here.',
        'See [the plan](https://a.b "The plan of the pier").',
        "A 6'2\" engineer and a 5'10\" pilot, it's said, don't agree.",
        "",
        " \n",
        "**",
        "> \n>\n",
        "<p>",
        "“",
        "“”",
    ],
)
def test_code_measures_and_nothing_are_no_quotations(text: str) -> None:
    assert verdicts(text) == []


SIGNS = st.lists(
    st.sampled_from(
        ["pier", " ", "*", "**", "_", "[", "](http://a.b)", "[1]", "`", "```\n", "\n", "> ", "“", "”", "<b>"]
    )
).map("".join)


@given(SIGNS)
def test_the_way_back_ends_at_the_same_words(text: str) -> None:
    seen = plain(text)
    for start in range(len(seen.text)):
        place = seen.place(Span(start, start + 1))
        assert place.cut(text) == seen.text[start]


PAGE = """<html><head><title>“Not seen here”</title><style>q{}</style></head><body><h1>Draft</h1>
<p>Lindqvist says it &ldquo;will <b>not</b>
 survive&rdquo;.<script>"no no no"</script></p><p>Pryce: <q>We want <q>it</q></q></p>
<blockquote><p>One.</p><p>Two.</p><footer>— Owen Pryce</footer></blockquote>
<ul><li>First</li><li>Second</li></ul>
<table><tr><td>Pryce</td><td>“Yes we do”</td></tr></table></body></html>"""


def test_a_page_is_read_whole_with_its_marks() -> None:
    assert html_draft(PAGE) == (
        "Draft\n\nLindqvist says it “will not survive”.\n\nPryce: “We want ‘it’”\n\n"
        "> One.\n>\n> Two.\n>\n> — Owen Pryce\n\nFirst\n\nSecond\n\nPryce: “Yes we do”"
    )


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<p>“é”".encode(), "utf-8"),
        (b"<meta charset='latin-1'><p>\x93\xe9", "cp1252"),
        (b"<meta charset=nonsense><p>\xe9", "utf-8"),
        (b"<p>\xe9", "utf-8"),
    ],
)
def test_a_page_is_decoded_as_it_says_unless_it_is_utf_8(content: bytes, encoding: str) -> None:
    assert page_encoding(content) == encoding
