"""Who speaks in the articles: one person under several names, and namesakes kept apart."""

from __future__ import annotations

import json
import sqlite3

import pytest

from pullquote.indexing.shelves import SCHEMA
from pullquote.namesakes import mentioned
from pullquote.people_known import Person, known_people, named

Given = tuple[str, tuple[str, ...], str | None, int]


def shelved(*given: Given) -> sqlite3.Connection:
    """From name, aliases, role and how many sentences each speaks, an article each."""
    rows = sqlite3.connect(":memory:")
    rows.executescript(SCHEMA)
    sentence = 0
    for number, (name, aliases, role, spoken) in enumerate(given):
        rows.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (number, name, json.dumps(aliases), role))
        for _ in range(spoken):
            sentence += 1
            rows.execute("INSERT INTO voices VALUES (?, ?)", (sentence, name))
    return rows


def people(*given: Given) -> tuple[Person, ...]:
    return known_people(shelved(*given))


def meant(text: str, *given: Given) -> list[str]:
    """Whom a text names of these people."""
    rows = shelved(*given)
    return names(mentioned(rows, known_people(rows), text)[0])


LEE = ("Ann Lee", ("Lee", "the mayor"), "the mayor", 2)
RAY = ("Bo Ray", ("Ray",), None, 3)
OTHER_LEE = ("Carl Lee", ("Lee",), "a baker", 1)


def names(found: list[Person] | tuple[Person, ...]) -> list[str]:
    return [person.name for person in found]


def test_the_most_quoted_come_first_and_the_silent_not_at_all() -> None:
    assert names(people(LEE, RAY, ("Dee Low", (), None, 0))) == ["Bo Ray", "Ann Lee"]


def test_one_name_in_two_articles_is_one_person_with_all_aliases() -> None:
    (person,) = people(LEE, ("ann lee", ("Annie",), None, 1))
    assert person.names == {"Ann Lee", "ann lee"}
    assert person.aliases >= {"Lee", "the mayor", "Annie"}
    assert person.role == "the mayor"


def test_a_bare_surname_is_the_one_whom_it_can_mean() -> None:
    (person,) = people(LEE, ("Lee", (), None, 4))
    assert (person.name, person.names) == ("Ann Lee", frozenset({"Ann Lee", "Lee"}))
    assert len(people(LEE, OTHER_LEE, ("Lee", (), None, 4))) == 3


@pytest.mark.parametrize(
    "name", ["Ann Lee", "ann lee", "LEE", "the Mayor", " Ann   Lee ", "Lee’s", "Ánn Lée"]
)
def test_a_person_is_found_by_full_name_surname_or_alias_in_any_case(name: str) -> None:
    assert names(named(people(LEE, RAY), name)) == ["Ann Lee"]


@pytest.mark.parametrize("name", ["", " ", "Bob", "Ann", "L", "Le", "Ann Lee Ray", "?"])
def test_nobody_is_found_by_a_name_that_nobody_has(name: str) -> None:
    assert named(people(LEE, RAY), name) == []


@pytest.mark.parametrize("body", ["State Police", "Harbour Savings Bank", "Reel & Frame"])
def test_the_last_word_of_a_body_is_no_surname(body: str) -> None:
    rows = shelved((body, (), None, 2))
    question = f"When do Westmark {body.split()[-1].lower()} need a warrant?"
    assert mentioned(rows, known_people(rows), question) == ((), ())


@pytest.mark.parametrize("rank", ["Lieutenant", "Republican", "Economist"])
def test_a_rank_or_trade_that_the_articles_leave_out_makes_nobody_else(rank: str) -> None:
    assert meant(f"What did {rank} Lee say about tolls?", LEE) == ["Ann Lee"]


def test_a_title_is_the_same_in_short() -> None:
    senator = ("Ann Lee", ("Lee",), "a senator for Ohio", 1)
    assert meant("What did Sen. Lee say?", senator) == ["Ann Lee"]
    assert meant("What did Sen. Lee say?", LEE) == []


@pytest.mark.parametrize(("name", "short"), [("Raymond Castell", "Ray"), ("Sam Castell", "Samuel")])
def test_a_given_name_in_short_is_no_other_person_s(name: str, short: str) -> None:
    assert meant(f"What did {short} Castell say?", (name, ("Castell",), None, 1)) == [name]
    assert meant("What did Rob Castell say?", (name, ("Castell",), None, 1)) == []


def test_who_is_named_but_not_quoted_is_no_namesake_where_no_words_are_asked_for() -> None:
    rows = shelved(LEE)
    everybody = known_people(rows)
    rows.execute(
        "INSERT INTO articles (name, fingerprint, text_digest, text, boilerplate, reading)"
        " VALUES ('a.txt', '', '', 'The body of Tom Lee was found.', '[]', '{}')"
    )
    assert mentioned(rows, everybody, "Where was Tom Lee found?", quoted=False) == ((), ())
    assert mentioned(rows, everybody, "Where was Jim Lee found?", quoted=False)[1]
    assert mentioned(rows, everybody, "What did Tom Lee say?")[1]


def test_a_body_s_word_after_a_given_name_is_a_surname() -> None:
    assert meant("What did Church say?", ("Ben Church", (), None, 1)) == ["Ben Church"]


def test_a_surname_that_two_share_means_both_and_a_full_name_one() -> None:
    everybody = people(LEE, OTHER_LEE)
    assert set(names(named(everybody, "lee"))) == {"Ann Lee", "Carl Lee"}
    assert names(named(everybody, "carl lee")) == ["Carl Lee"]
    assert [person.described for person in named(everybody, "carl lee")] == ["Carl Lee (a baker)"]


def test_a_text_names_people_by_surname_and_documents_in_full() -> None:
    everybody = (LEE, RAY, ("the executive order", (), None, 1))
    assert meant("What did Lee say about the order?", *everybody) == ["Ann Lee"]
    named = meant("What does the Executive Order say of ray’s plan?", *everybody)
    assert named == ["Bo Ray", "the executive order"]
    assert meant("Who leeds the arrays?", *everybody) == []


def test_names_without_letters_do_no_harm() -> None:
    everybody = (("—", (), None, 1), ("…", ("",), None, 1))
    assert len(people(*everybody)) == 2
    assert named(people(*everybody), "x") == []
    meant("Who — then?", *everybody)


def test_of_two_with_one_surname_the_first_name_tells() -> None:
    assert meant("Carl Lee on bread", LEE, OTHER_LEE) == ["Carl Lee"]
    assert sorted(meant("Lee on bread", LEE, OTHER_LEE)) == ["Ann Lee", "Carl Lee"]


def test_half_of_a_double_name_is_nobody_elses_surname() -> None:
    rows = shelved(("Ann Ray-Holt", ("Ray-Holt",), None, 2), RAY)
    asked = "What did Ann Ray-Holt say?"
    assert meant(asked, ("Ann Ray-Holt", ("Ray-Holt",), None, 2), RAY) == ["Ann Ray-Holt"]
    assert mentioned(rows, known_people(rows), asked)[1] == ()
