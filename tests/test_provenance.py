"""Who, when and where from: by a list that vouches for it, or by the text where it is unmistakable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pullquote.reading.boilerplate import boilerplate
from pullquote.reading.headers import in_text
from pullquote.reading.provenance import NOTHING, Provenance, Sources, iso_date

SEEDS = Path(__file__).parent.parent / "seeds"
BODY = "The council met on Tuesday and decided to build the bridge after all, the mayor said."


def listed(tmp_path: Path, toml: str) -> Sources:
    (tmp_path / "a.txt").write_text(BODY)
    (tmp_path / "SOURCES.toml").write_text(toml, encoding="utf-8")
    return Sources.load(tmp_path)


def said_by(text: str) -> Provenance:
    return in_text(text, boilerplate(text))


def test_a_list_gives_all_five(tmp_path: Path) -> None:
    sources = listed(
        tmp_path,
        '["a.txt"]\ntitle = "T"\noutlet = "O"\nauthor = "A B"\ndate = "2024-03"\naddress = "https://x.org"',
    )
    assert sources.of(tmp_path / "a.txt") == Provenance("T", "O", "A B", "2024-03", "https://x.org")
    assert sources.faults == []


def test_without_a_list_nothing_is_known_and_nothing_is_wrong(tmp_path: Path) -> None:
    sources = Sources.load(tmp_path)
    assert (sources.of(tmp_path / "a.txt"), sources.faults) == (NOTHING, [])


@pytest.mark.parametrize(
    ("written", "date"), [("2024-03-02", "2024-03-02"), ("2024", "2024"), ('"2024-03"', "2024-03")]
)
def test_a_date_may_be_written_with_or_without_marks(tmp_path: Path, written: str, date: str) -> None:
    assert listed(tmp_path, f'["a.txt"]\ndate = {written}').of(tmp_path / "a.txt").date == date


@pytest.mark.parametrize(
    ("toml", "fault"),
    [
        ('["a.txt"]\ntilte = "T"', "SOURCES.toml: 'a.txt' has an unknown key 'tilte'. Known: title, outlet"),
        ('["a.txt"]\ndate = "March 3"', "'a.txt': date must be YYYY, YYYY-MM or YYYY-MM-DD, not 'March 3'"),
        ('["a.txt"]\ndate = "2024-02-30"', "date must be"),
        ('["a.txt"]\ntitle = 7', "'a.txt': title must be text in quotation marks"),
        ('["a.txt"]\ntitle = " "', "title must be text"),
        ('title = "T"', "'title' must be a table"),
        ('["b.txt"]\noutlet = "O"', "lists 'b.txt', which is not there"),
        ("[[[", "SOURCES.toml: not used:"),
        ("a = " + "[" * 5000, "SOURCES.toml: not used:"),
        (f"a = {'9' * 5000}", "SOURCES.toml: not used:"),
    ],
)
def test_a_fault_names_the_file_and_the_key_in_one_line(tmp_path: Path, toml: str, fault: str) -> None:
    faults = listed(tmp_path, toml).faults
    assert any(fault in line for line in faults)
    assert not any("\n" in line for line in faults)


def test_a_fault_costs_only_its_own_key(tmp_path: Path) -> None:
    sources = listed(tmp_path, '["a.txt"]\ntitle = "T"\ndate = "soon"\ncolour = "red"')
    assert sources.of(tmp_path / "a.txt") == Provenance(title="T")
    assert len(sources.faults) == 2


def test_a_list_nearer_to_the_file_goes_before_one_further_up(tmp_path: Path) -> None:
    below = tmp_path / "2024"
    below.mkdir()
    for name in ("b.txt", "c.txt"):
        (below / name).write_text(BODY)
    (tmp_path / "SOURCES.toml").write_text('["2024/b.txt"]\noutlet = "Far"\n["2024/c.txt"]\noutlet = "Far"')
    (below / "SOURCES.toml").write_text('["b.txt"]\noutlet = "Near"')
    sources = Sources.load(tmp_path)
    assert [sources.of(below / name).outlet for name in ("b.txt", "c.txt")] == ["Near", "Far"]


def test_a_list_that_is_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text('["a.txt"]\ntitle = "T"')
    (tmp_path / "news").mkdir()
    (tmp_path / "news/SOURCES.toml").symlink_to(tmp_path / "secret")
    sources = Sources.load(tmp_path / "news")
    assert sources.of(tmp_path / "news/a.txt") == NOTHING
    assert "not used" in sources.faults[0]


def test_the_list_of_the_seeds_is_sound_and_claims_no_date_address_or_author() -> None:
    sources = Sources.load(SEEDS)
    entries = [sources.of(path) for path in sorted(SEEDS.glob("*.txt"))]
    assert sources.faults == []
    assert [entry.outlet for entry in entries] == [None, None, "GZERO Media", None, None]
    assert all((entry.date, entry.address, entry.author) == (None, None, None) for entry in entries)


def test_every_title_and_outlet_in_the_list_of_the_seeds_stands_in_its_article() -> None:
    sources = Sources.load(SEEDS)
    for path in SEEDS.glob("*.txt"):
        entry, text = sources.of(path), path.read_text("utf-8")
        assert (entry.title or "") in text
        assert (entry.outlet or "") in text


def test_the_seeds_say_their_titles_and_the_one_author() -> None:
    said = [said_by(path.read_text("utf-8")) for path in sorted(SEEDS.glob("*.txt"))]
    assert [one.title for one in said] == [
        None,
        None,
        "Why Meta opened up",
        "Mark Zuckerberg escalates AI future battle",
        "AI is nearing a tipping point for open source",
    ]
    assert [one.author for one in said] == [None, None, None, None, "Richard Waters"]
    assert all((one.date, one.outlet) == (None, None) for one in said)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("by Jane van der Doe", "Jane van der Doe"),
        ("By Jane Doe and Bob O’Neil, Staff Writers", "Jane Doe and Bob O’Neil"),
        ("By Jane Doe, Bob Roe and Ann Lee", "Jane Doe and Bob Roe and Ann Lee"),
        ("By Jane Doe, Associated Press", "Jane Doe"),
        ("By Jane Doe | March 3, 2024", "Jane Doe"),
        ("By José Ángel Ruiz in Madrid", "José Ángel Ruiz"),
        ("Written by J. D. Salinger", "J. D. Salinger"),
        ("Reporting by Jane Doe in London; editing by Bob Roe", "Jane Doe"),
        ("JaneDoe@example.org", "Jane Doe"),
        ("IanMcCallum@example.org", "Ian McCallum"),
        ("jane.doe@example.org", "Jane Doe"),
        ("Email: jane_doe@example.org", "Jane Doe"),
        ("jdoe@example.org", None),
        ("news.desk@example.org", None),
        ("NewsDesk@example.org", None),
        ("By Jane Doe in Vell and Bob Roe in Great Orm", "Jane Doe and Bob Roe"),
        ("By Jane Doe, senior fellow, and Bob Roe, research associate", "Jane Doe and Bob Roe"),
        ("Jane Doe, Health editor", "Jane Doe"),
        ("**Interview by Jane Doe**", "Jane Doe"),
        ("Jane Doe, mayor", None),
        ("By Staff Reporter", None),
        ("(Reporting by Jane Doe; Editing by Bob Roe)", "Jane Doe"),
        ("By Popular Demand", None),
        ("By and large", None),
        ("By the River", None),
        ("By Tuesday the council had changed its mind", None),
        ("Write to jane.doe@example.org with your views", None),
    ],
)
def test_an_author_is_read_from_a_by_line_or_a_signature_alone(line: str, author: str | None) -> None:
    assert said_by(f"Council builds a bridge\n{line}\n\n{BODY}").author == author
    assert said_by(f"Council builds a bridge\n\n{BODY}\n\n{line}\n").author == author


def test_a_by_line_goes_before_an_address() -> None:
    assert said_by(f"By Jane Doe\n{BODY}\nbob.roe@example.org").author == "Jane Doe"


def test_a_by_line_deep_in_a_long_text_is_somebody_elses() -> None:
    assert said_by("\n".join([BODY] * 20 + ["By Jane Doe"] + [BODY] * 20)).author is None


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("March 3, 2024", "2024-03-03"),
        ("3 March 2024", "2024-03-03"),
        ("Sunday, March 3rd, 2024 at 10:30 am EST", "2024-03-03"),
        ("Published: Sept. 3, 2024", "2024-09-03"),
        ("Published on 3 Mar 2024, 10:30", "2024-03-03"),
        ("Updated: March 3, 2024", "2024-03-03"),
        ("2024-03-03T10:30:00+01:00", "2024-03-03"),
        ("March 2024", "2024-03"),
        ("03/04/2024", None),
        ("February 30, 2024", None),
        ("March 3", None),
        ("On March 3, 2024 the council met", None),
    ],
)
def test_a_date_is_read_from_a_line_of_its_own(line: str, date: str | None) -> None:
    assert said_by(f"Council builds a bridge\n{line}\n\n{BODY}").date == date


def test_the_day_of_publication_goes_before_that_of_a_change() -> None:
    text = f"Council builds a bridge\nUpdated: March 5, 2024\nPublished: March 3, 2024\n\n{BODY}"
    assert said_by(text).date == "2024-03-03"


@pytest.mark.parametrize(
    "line", ["LONDON (Reuters) - ", "WASHINGTON, March 3 (AP) — ", "St. PAUL (Reuters) - "]
)
def test_an_agency_is_read_from_its_dateline(line: str) -> None:
    expected = None if line.startswith("St") else line.split("(")[1].split(")")[0]
    assert said_by(f"{line}{BODY}").outlet == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Council builds a bridge\n\n{BODY}", "Council builds a bridge"),
        (f"# Council builds a bridge\n{BODY}", "Council builds a bridge"),
        (f"Is the council mad?\n{BODY}", "Is the council mad?"),
        (f"Local News\nCouncil builds a bridge at last\n{BODY}", "Council builds a bridge at last"),
        (f"The Friday View\nCouncil builds a bridge at last\n{BODY}", "Council builds a bridge at last"),
        (f"Trending Now\n{{{{ x }}}}\nCouncil builds a bridge\n{BODY}", "Council builds a bridge"),
        (
            f"The Vell Ledger\nHall | Rivers\nShare  Tweet  Print\nCouncil builds bridge\n{BODY}",
            "Council builds bridge",
        ),
        (f"THE VELL FINANCIAL POST\nCouncil builds a bridge\n{BODY}", "Council builds a bridge"),
        (
            f"The Vell Courier\nNews of the river since 1903\nCouncil builds a bridge\n{BODY}",
            "Council builds a bridge",
        ),
        (f"The Port Vell Post-Examiner\n{BODY}", "The Port Vell Post-Examiner"),
        (f"Council builds a bridge | Vell Online\n{BODY}", "Council builds a bridge | Vell Online"),
        (f"Council builds a bridge.\n{BODY}", None),
        (f"{BODY}\nCouncil builds a bridge\n{BODY}", None),
        ("Council builds a bridge\nMayor is happy\n", None),
        (f"By Jane Doe\nMarch 3, 2024\n{BODY}", None),
        (f"Opinion\n{BODY}", None),
        (f"Q: What did you say?\n{BODY}", None),
        (f"- The bridge is built\n{BODY}", None),
        (BODY, None),
        ("", None),
    ],
)
def test_a_title_is_a_headline_above_a_paragraph(text: str, title: str | None) -> None:
    assert said_by(text).title == title


def test_the_keys_above_a_generated_page_are_read_and_are_no_text_of_the_article() -> None:
    text = (
        f"---\ntitle: 'A bridge: why?'\nauthor: Jane Doe\ndate: 2024-03-03T10:00Z\ntags: [a]\n---\n{BODY}\n"
    )
    assert said_by(text) == Provenance(title="A bridge: why?", author="Jane Doe", date="2024-03-03")
    assert boilerplate(text)[0].cut(text).endswith("tags: [a]\n---")


@pytest.mark.parametrize(
    "block", ["---\nNo keys here\n---\n", "---\ntitle: never closed\n", "\n---\ntitle: T\n---\n"]
)
def test_what_only_looks_like_keys_is_text(block: str) -> None:
    assert boilerplate(f"{block}{BODY}") == ()


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_a_date_is_always_iso(text: str) -> None:
    date = said_by(text).date
    assert date is None or iso_date(date)


@given(st.dates())
def test_every_day_is_a_date_and_so_are_its_month_and_year(day: object) -> None:
    written = str(day)
    assert [iso_date(written[:end]) for end in (10, 7, 4)] == [written, written[:7], written[:4]]


@pytest.mark.parametrize(
    "written", ["", "24", "2024-13", "2024-00", "2024-1-1", "2024-02-30", "2024-03-03T10", "２０２４"]
)
def test_what_is_no_day_is_no_date(written: str) -> None:
    assert iso_date(written) is None
