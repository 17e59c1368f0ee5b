"""What is kept out of the index, and above all what is not."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.reading.boilerplate import boilerplate

SEEDS = Path(__file__).parent.parent / "seeds"

PARAGRAPH = "The council met on Tuesday evening and decided to build the bridge after all, the mayor said."
FURNITURE = [
    "Trending Now",
    "{{ subpage.title }}",
    "Share This Article",
    "3 Min Read",
    "Tweet",
    "Source link",
    "Leave a Reply",
    "Your email address will not be published. Required fields are marked *",
    "Get your free copy of Editor's Digest",
    "Sign up for our newsletter",
    "Subscribe to The Morning, our daily newsletter.",
    "Read more: Council builds a bridge",
    "READ MORE",
    "Advertisement",
    "Story continues below advertisement",
    "© 2024 The Daily Post. All rights reserved.",
    "Copyright 2024 The Associated Press. All rights reserved. This material may not be published.",
    "We use cookies and similar technologies to improve your experience on our site.",
    "By clicking “Accept”, you agree to our privacy policy.".replace("“", "").replace("”", ""),
    "This website uses cookies to ensure you get the best experience.",
    "Save my name, email, and website in this browser for the next time I comment.",
    "Click to share on Twitter (Opens in new window)",
    "Skip to main content",
    "Home > News > Technology",
    "Related articles",
    "You may also like",
    "Follow us on Facebook",
    "12 Comments",
    "Privacy Policy | Terms of Use | Contact",
    "(adsbygoogle = window.adsbygoogle || []).push({});",
    "jane.doe@example.org",
    "Please enable JavaScript to view the comments powered by Disqus.",
]
PROSE = [
    "Apple changed the iPhone's privacy rules last year.",
    "Cookies are small files, and the regulator wants fewer of them.",
    "The new privacy policy angered users, who said that they had not been asked.",
    "“By using our website you consent to our Terms and Conditions,” the notice says.",
    "Share prices fell by three per cent after the announcement.",
    "Advertisement revenue is down for the third quarter in a row.",
    "Read more than one newspaper, he advises his students.",
    "Copyright law has changed since 2024, and not for the better.",
    "VAR decisions cost Arsenal the game.",
    "By using AI to write your essay, you accept that you learn nothing.",
    "Sign-up numbers rose after the updates, the agency said.",
    "Trending now among teenagers is a dance that nobody over twenty understands.",
    "Comment sections, she argues, were a mistake from the start.",
    "Follow us, the demonstrators shouted, and the crowd did.",
    "He sent 40 tweets in one night.",
    "It takes 3 minutes to read the bill and 30 years to live with it.",
    "“[The model] is open-source [sic], and [open-source] software is safe,” he said [emphasis added].",
    "If x < y and y > z, the proof holds; so says p<0.05 too.",
    "Opening the door",
    "AI Open vs. OpenAI",
    "Pros and cons of being an open book",
    "Search",
    "Home",
    "Next",
]


def words_out(text: str) -> list[str]:
    return [span.cut(text) for span in boilerplate(text)]


def in_an_article(line: str) -> str:
    return f"{PARAGRAPH}\n\n{line}\n\n{PARAGRAPH}\n"


@pytest.mark.parametrize("line", FURNITURE)
def test_a_line_of_the_page_is_out_and_the_paragraphs_beside_it_stay(line: str) -> None:
    assert words_out(in_an_article(line)) == [line]


@pytest.mark.parametrize("line", PROSE)
def test_prose_and_headings_stay_whatever_words_they_have(line: str) -> None:
    assert words_out(in_an_article(line)) == []


def test_the_noise_of_the_seeds_is_out_exactly() -> None:
    out = {path.name[:3]: words_out(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))}
    assert out["000"] == ["[time-brightcove not-tgx=”true”]"]
    assert out["001"] == []
    (notice,) = out["002"]
    assert notice.startswith("Trending Now\nWe have updated")
    assert notice.endswith("Cookie Policy.\n{{ subpage.title }}")
    assert out["003"] == ["Share This Article\nmediawatchbot\n3 Min Read"]
    assert out["004"][0] == "Get your free copy of Editor's Digest"
    assert [line for line in out["004"][1].splitlines() if line] == [
        "RichardWaters@ft.com",
        "Source link",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
    ]


@pytest.mark.parametrize(
    "debris",
    [
        "{{ title }}",
        "{% include ad %}",
        "<% ad %>",
        "[video-player id=“3”]",
        '[caption id="a_1" align="left"]',
        "[/caption]",
        "[vc_row]",
        '<a href="https://example.org/?a=1">',
        "</a>",
        "<!-- ad -->",
        "${user.name}",
        "*|FNAME|*",
    ],
)
def test_debris_is_out_of_the_middle_of_a_sentence(debris: str) -> None:
    text = f"The mayor said{debris} that the bridge would be built."
    assert words_out(text) == [debris]


def test_buttons_go_with_their_widget_and_stay_alone() -> None:
    assert words_out(f"{PARAGRAPH}\nShare this:\nFacebook\nPrint\n{PARAGRAPH}") == [
        "Share this:\nFacebook\nPrint"
    ]
    assert words_out(f"{PARAGRAPH}\nFacebook\n{PARAGRAPH}") == []


def test_a_list_of_other_articles_at_the_end_is_out_with_its_lines() -> None:
    text = f"{PARAGRAPH}\n\nRelated stories\nMayor resigns\nBridge collapses in the night"
    assert words_out(text) == ["Related stories\nMayor resigns\nBridge collapses in the night"]


def test_a_list_in_the_middle_takes_no_line_of_the_article_with_it() -> None:
    text = f"Related stories\nMayor resigns\n{PARAGRAPH}\nOpening the door\n{PARAGRAPH}"
    assert words_out(text) == ["Related stories"]


def test_a_list_without_any_article_takes_nothing_with_it() -> None:
    assert words_out("Related stories\nMayor resigns\nBridge collapses in the night") == ["Related stories"]


def test_a_heading_between_two_widgets_stays() -> None:
    text = f"Share this article\nThe bridge that nobody wanted\n3 min read\n{PARAGRAPH}"
    assert words_out(text) == ["Share this article", "3 min read"]


def test_debris_before_a_widget_is_out_as_well_as_the_widget() -> None:
    text = f"The mayor {{{{ x }}}} spoke.\nShare this article\n{PARAGRAPH}"
    assert words_out(text) == ["{{ x }}", "Share this article"]


def test_a_heading_between_two_advertisements_stays() -> None:
    text = f"{PARAGRAPH}\nAdvertisement\nOpening the door\nAdvertisement\n{PARAGRAPH}"
    assert words_out(text) == ["Advertisement", "Advertisement"]


LINES = st.lists(
    st.sampled_from([*FURNITURE, *PROSE, PARAGRAPH, "", "  ", "[a b=c]", "{{x}} {{y}}", "<b>", "{{{"]),
    max_size=12,
)


@given(st.one_of(st.text(max_size=200), st.builds("\n".join, LINES), st.builds(" ".join, LINES)))
def test_the_spans_are_sorted_disjoint_inside_and_as_long_as_can_be(text: str) -> None:
    spans = boilerplate(text)
    for span in spans:
        assert span.cut(text).strip() == span.cut(text) != ""
    for before, after in pairwise(spans):
        assert text[before.end : after.start].strip(), "two neighbours should be one span"


@given(st.lists(st.sampled_from([line for line in PROSE if " " in line] + [PARAGRAPH]), max_size=10))
def test_there_is_no_boilerplate_in_plain_prose(paragraphs: list[str]) -> None:
    assert boilerplate("\n\n".join(paragraphs)) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["[", "{{", "<a ", "a b=", "© 2024 ", "[a b=c", "Share\n", "x\n", "{{ a }} "]
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.monotonic()
    boilerplate(piece * (100_000 // len(piece)))
    assert time.monotonic() - started < 5
