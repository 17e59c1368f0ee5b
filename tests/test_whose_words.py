"""Whose words a question asks for, and whom it names by office."""

from __future__ import annotations

import json
import sqlite3

import pytest

from pullquote.indexing.shelves import SCHEMA
from pullquote.offices import holder
from pullquote.people_known import Person, known_people
from pullquote.questions import Asked, understood
from pullquote.whose_words import whose_words

PEOPLE = (
    (1, "Ann Lee", "chairwoman of the authority", "The Harbour Light Authority shut two piers."),
    (2, "Bo Ray", "Its chair", "The Harbour Light Authority has a friends' club."),
    (3, "Cy Dunn", "Rovers chairman", "Rovers have bought a striker."),
    (4, "Eve Holt", "mayor of Orm", "The town of Orm floods."),
    (5, "Harbour Light Authority", None, "It shut two piers."),
)


def shelved() -> sqlite3.Connection:
    """An article for each of the people, each heard once."""
    rows = sqlite3.connect(":memory:")
    rows.executescript(SCHEMA)
    for number, name, role, text in PEOPLE:
        rows.execute("INSERT INTO people VALUES (?, ?, ?, ?)", (number, name, json.dumps([]), role))
        rows.execute("INSERT INTO voices VALUES (?, ?)", (number, name))
        rows.execute(
            "INSERT INTO articles (id, name, fingerprint, text_digest, text, boilerplate, reading)"
            " VALUES (?, ?, '', x'', ?, '[]', '{}')",
            (number, f"{number}.txt", text),
        )
    return rows


@pytest.fixture(scope="module")
def rows() -> sqlite3.Connection:
    return shelved()


def asked(rows: sqlite3.Connection, question: str) -> Asked:
    return understood(rows, known_people(rows), question, lambda word: True)


def names(people: tuple[Person, ...]) -> list[str]:
    return [person.name for person in people]


@pytest.mark.parametrize(
    ("question", "heard"),
    [
        ("What did Holt say about the flood?", ["Eve Holt"]),
        ("what does Eve Holt think of the dyke", ["Eve Holt"]),
        ("How many houses did Holt say were lost?", ["Eve Holt"]),
        ("Who is to blame, as Holt argues?", ["Eve Holt"]),
        ("Eve Holt on the dyke", ["Eve Holt"]),
        ("Holt, the mayor, on the dyke?", ["Eve Holt"]),
        ("Eve Holt's view of the dyke", ["Eve Holt"]),
        ("Holt’s latest warning", ["Eve Holt"]),
        ("What went wrong, according to Holt?", ["Eve Holt"]),
        ("What did Holt say about Dunn's claim?", ["Eve Holt"]),
        ("How do Holt and Dunn describe the deal?", ["Eve Holt", "Cy Dunn"]),
        ("What did the mayor of Orm say about the flood?", ["Eve Holt"]),
        ("What did the Rovers chairman tell the fans?", ["Cy Dunn"]),
        ("What was Eve Holt called by the farmers?", []),
        ("Is Eve Holt on the council that was described as asleep?", []),
        ("What did Holt accuse the council of?", ["Eve Holt"]),
        ("Why was Holt dismissed after she criticised the dyke?", []),
        ("What did Holt do when the farmers complained?", []),
        ("What is Holt's case for the dyke?", ["Eve Holt"]),
        ("What does Holt find fault with in the plan?", ["Eve Holt"]),
        ("How did Holt judge the plan for the dyke?", ["Eve Holt"]),
        ("Where does Holt live?", []),
        ("What did the dyke cost?", []),
        ("Who said that Eve Holt is asleep?", []),
    ],
)
def test_whose_words_are_asked_for(rows: sqlite3.Connection, question: str, heard: list[str]) -> None:
    assert sorted(names(whose_words(asked(rows, question)))) == sorted(heard)


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("What did the Harbour Light Authority chairman say?", "Ann Lee"),
        ("the chair of the authority on the piers", "Ann Lee"),
        ("What does Rovers' chairman want?", "Cy Dunn"),
        ("what did the mayor promise", "Eve Holt"),
        ("What did the chairman say?", None),
        ("What did the mayor of Stoke promise?", None),
        ("What did mayor Jim Frost say?", None),
        ("What did the mayor's lawyer say?", None),
        ("What was the mayor's view of the dyke?", "Eve Holt"),
        ("What did the fans say?", None),
        ("How does the chair justify it? (about: What did the authority shut? Two piers.)", "Ann Lee"),
        ("How does the chair justify it? (about: What was shut? Two.)", None),
    ],
)
def test_an_office_stands_for_the_one_who_holds_it(
    rows: sqlite3.Connection, question: str, person: str | None
) -> None:
    found = holder(rows, known_people(rows), question)
    assert (found.person.name if found else None) == person


def test_the_body_that_only_says_which_office_is_meant_is_not_named_as_well(rows: sqlite3.Connection) -> None:
    assert names(asked(rows, "What did the Harbour Light Authority chairman say?").people) == ["Ann Lee"]
    assert names(asked(rows, "What did the Harbour Light Authority shut?").people) == [
        "Harbour Light Authority"
    ]
