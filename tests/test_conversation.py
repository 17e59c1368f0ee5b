"""Follow-ups: what a question takes from the conversation, and what it must not take."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pullquote.answer_forms import form_of
from pullquote.answers import Turn
from pullquote.aspects import aspects, over_articles
from pullquote.conversation import standalone
from pullquote.offices import Office
from pullquote.people_known import Person
from pullquote.questions import Asked, Wants, wants
from pullquote.wording import content_words


def person(name: str, *aliases: str) -> Person:
    return Person(name, frozenset({name}), frozenset(aliases), None)


CELIA, ILSE = person("Celia Brandvold"), person("Ilse Brandvold")
HAHN, MARSH, LEYEN = person("Curtis Hahn"), person("Yolanda Marsh"), person("Ursula von der Leyen")
UNION, AUTHORITY = person("Pell Lake Educators Union", "union"), person("Deposit Protection Authority")
EVERYBODY = (AUTHORITY, UNION, HAHN, MARSH, LEYEN, CELIA)
STRIKE = "What did Curtis Hahn say about the strike?"


def said(question: str, answer: str) -> list[Turn]:
    return [Turn("user", question), Turn("assistant", answer)]


@pytest.mark.parametrize("people", [(CELIA, ILSE), (ILSE, CELIA)])
def test_a_pronoun_is_whoever_was_named_in_full_not_a_namesake(people: tuple[Person, ...]) -> None:
    history = said("Who argued the case?", "Celia Brandvold argued it for the Open Roads Legal Project [1].")
    full = standalone("What does the ruling not do, according to her?", history, people)
    assert "Celia Brandvold" in full
    assert "Ilse" not in full


def test_a_pronoun_is_nobody_whose_given_name_tells_otherwise() -> None:
    history = said("Did all agree on Yolanda Marsh?", "No, Judge Curtis Hahn dissented [1].")
    asked = "How long a ban did {} want?"
    for pronoun, name in (("he", "Curtis Hahn"), ("she", "Yolanda Marsh")):
        assert standalone(asked.format(pronoun), history, EVERYBODY) == asked.format(name)


def test_what_an_earlier_turn_asked_is_taken_along_but_not_asked_again() -> None:
    history = said("How many customers did the bank have, and when?", "It had 43,500, or both kinds [1].")
    full = standalone("why more than thought?", history, ())
    assert "customers" in full
    asked = Asked(full, full, tuple(content_words(full)), (), wants(full))
    assert aspects(asked) == (asked,)
    assert not over_articles(asked)


@pytest.mark.parametrize(
    ("question", "full"),
    [
        ("And Marsh?", "What did Marsh say about the strike?"),
        ("what about Yolanda Marsh?", "What did Yolanda Marsh say about the strike?"),
        ("And the union?", "What did the union say about the strike?"),
        ("And von der Leyen?", "What did von der Leyen say about the strike?"),
        ("What about class sizes?", "What did Curtis Hahn say about class sizes?"),
        ("And on pay?", "What did Curtis Hahn say about pay?"),
        ("Anything on pay or the mediator?", "What did Curtis Hahn say about pay or the mediator?"),
    ],
)
def test_something_new_takes_the_place_of_what_was_asked_about(question: str, full: str) -> None:
    history = said(STRIKE, "Hahn called it “a match in a dry barn” [1].")
    assert standalone(question, history, EVERYBODY) == full


@pytest.mark.parametrize(
    "question",
    [
        "And why?",
        "And Hahn?",
        "Anything else?",
        "But in March?",
        "And the second one?",
        "And when does it end?",
    ],
)
def test_what_names_nothing_new_takes_the_question_before_along(question: str) -> None:
    full = standalone(question, said(STRIKE, "Hahn called it a match [1]."), EVERYBODY)
    assert full.startswith(f"{question} (about: {STRIKE}")


def test_one_thing_after_another_takes_the_place_of_the_last() -> None:
    history = said(STRIKE, "A match [1].") + said("And Marsh?", "Marsh said that it is not money [1].")
    assert (
        standalone("What about class sizes?", history, EVERYBODY) == "What did Marsh say about class sizes?"
    )


def test_he_is_a_person_never_a_body() -> None:
    history = said("What did the Deposit Protection Authority find?", "Curtis Hahn told of a hole [1].")
    assert standalone("What did he compare it to?", history, EVERYBODY).startswith("What did Curtis Hahn")


def test_he_is_who_was_asked_for_before_whom_the_question_named() -> None:
    history = said("Who answered Marsh?", "Curtis Hahn did [1].")
    assert standalone("What else did he tell the parents?", history, EVERYBODY) == (
        "What else did Curtis Hahn tell the parents?"
    )


def test_a_pronoun_for_nobody_known_takes_the_question_before_along() -> None:
    history = said("Who wrote the letter to the board?", "A teacher did [1].")
    assert "letter to the board" in standalone("What did she want from them all?", history, EVERYBODY)


def test_words_that_were_taken_along_are_not_the_questions_own() -> None:
    full = standalone("How did they get in?", said("Which museum was robbed?", "The Lindenhuis [1]."), ())
    asked = Asked(full, full, tuple(content_words(full)), (), wants(full))
    assert asked.along == "Which museum was robbed? The Lindenhuis."
    assert not {"museum", "robbed", "lindenhuis"} & set(asked.own_words)
    assert "get" not in content_words(asked.along)


@pytest.mark.parametrize(
    "question", ["Where does Marsh teach?", "Who is Yolanda Marsh?", "What did Marsh say about pay?"]
)
def test_a_name_and_a_word_stand_alone(question: str) -> None:
    assert standalone(question, said(STRIKE, "Hahn called it a match [1]."), EVERYBODY) == question


@pytest.mark.parametrize("question", ["What does Marsh think?", "What did Marsh say?", "Is Hahn right?"])
def test_a_name_alone_does_not(question: str) -> None:
    full = standalone(question, said("How long is the strike?", "Three days [1]."), EVERYBODY)
    assert "How long is the strike?" in full


def test_a_conversation_may_be_of_any_length() -> None:
    history = said(STRIKE, "A match [1].") + said("And Marsh?", "Not money [1].") * 2000
    assert "pay" in standalone("And on pay?", history, EVERYBODY)
    asked_again = [*history, *said("What did Hahn say about class sizes?", "They are high [1].")]
    assert standalone("And on pay?", asked_again, EVERYBODY) == "What did Hahn say about pay?"


def test_a_part_of_one_telling_word_is_looked_up_and_one_of_none_is_not() -> None:
    def parts(question: str) -> int:
        return len(aspects(Asked(question, question, tuple(content_words(question)), (), wants(question))))

    assert parts("How did the thieves get in, and when did the museum reopen?") == 2
    assert parts("Who closed the museum, and why?") == 1
    assert parts("According to the mayor, what really saved the ferry?") == 1
    assert parts("What role did Ann Lee, who saved the ferry, once have on the pier?") == 1
    assert parts("What role did Ann Lee have, who saved the ferry?") == 2
    assert parts("When the pier broke, who saved the ferry?") == 1
    assert parts("When May resigned, who saved the ferry?") == 1
    assert parts("When the pier broke, who saved the ferry, what did it cost?") == 2
    assert parts("When did the pier break, who saved the ferry?") == 2
    assert parts("Besides the fare, what did the ferry lose, and when did the pier open?") == 2
    assert parts("Should the tolls go, who would pay for the pier then?") == 2
    assert parts("Name the chair of the council, and who came before her?") == 2


def test_each_of_two_people_is_asked_about_with_all_else_that_is_named() -> None:
    question = "What did Celia Brandvold and Yolanda Marsh accuse Meta of?"
    people = (CELIA, MARSH, person("Meta"))
    asked = Asked(question, question, tuple(content_words(question)), people, wants(question))
    parts = aspects(asked)
    assert [part.people for part in parts] == [(CELIA,), (MARSH,)]
    assert all("Meta" in part.corrected and "meta" in part.words for part in parts)


SOLANO, MIR = person("Beatriz Solano"), person("Dana Mir")


def asking(question: str, *people: Person, office: Office | None = None) -> Asked:
    own = question.partition(" (about:")[0]
    return Asked(question, question, tuple(content_words(question)), people, wants(own), office=office)


def test_two_sides_are_asked_about_one_by_one_though_articles_quote_only_one_of_them() -> None:
    asked = asking("How do Beatriz Solano and the college differ over money?", SOLANO)
    first, second = aspects(asked)
    assert first.corrected == "What does Beatriz Solano say about money?"
    assert second.corrected == "What does the college say about money?"
    assert first.wants is second.wants is Wants.STATEMENT
    assert (first.people, first.besides) == ((SOLANO,), ())
    assert (second.people, second.besides) == ((), (SOLANO,))
    assert set(second.words) >= {"college", "money"}
    assert not {"beatriz", "solano"} & set(second.words)


def test_two_sides_may_be_people_and_what_they_differ_over_one_too() -> None:
    asked = asking("How do Dana Mir and the college disagree over Solano?", MIR, SOLANO)
    first, second = aspects(asked)
    assert (first.people, first.besides) == ((MIR, SOLANO), ())
    assert (second.people, second.besides) == ((SOLANO,), (MIR,))


def test_of_two_with_one_surname_each_side_names_one() -> None:
    first, second = aspects(asking("How do Celia Brandvold and Ilse Brandvold differ?", CELIA, ILSE))
    assert (first.besides, second.besides) == ((ILSE,), (CELIA,))


def test_a_side_may_be_named_by_office_and_a_common_word_is_no_surname() -> None:
    mayor = Office(MIR, "mayor", frozenset({"mayor"}))
    first, second = aspects(asking("How do the mayor and the council differ?", MIR, office=mayor))
    assert (first.besides, second.besides) == ((), (MIR,))
    chief = Office(MIR, "ceo", frozenset({"boss"}))
    first, second = aspects(asking("How do the boss and the unions differ?", MIR, office=chief))
    assert (first.besides, second.besides) == ((), (MIR,))
    church = person("Paul Church")
    first, second = aspects(asking("How do the church and the state differ on schools?", church))
    assert first.besides == second.besides == ()


def test_what_a_slip_may_stand_for_is_looked_for_on_both_sides() -> None:
    asked = asking("What do doctors and nurses each say of the lama?")
    asked = replace(asked, words=(*asked.words, "llama"))
    assert all({"lama", "llama"} <= set(part.words) for part in aspects(asked))


def test_what_a_follow_up_takes_along_stays_with_both_sides() -> None:
    parts = aspects(asking("And how do the police and the unions differ? (about: What is new in Vell?)"))
    assert [part.along for part in parts] == ["What is new in Vell?"] * 2
    assert [part.own for part in parts] == ["And how do the police differ?", "And how do the unions differ?"]


@pytest.mark.parametrize(
    "question",
    [
        "Why did bread and butter prices each week rise?",
        "How much did rents and prices each quarter rise?",
        "What do salt and pepper taste of?",
        "Do they both agree?",
        "Did the council and the union reach an agreement?",
        "When did Britain and France agree on the tunnel?",
        "When was the trade and cooperation agreement signed?",
        "How many people were killed and wounded in both attacks?",
        "What was the plan that parents and teachers both reject?",
        "Is it safe and do doctors differ?",
        "Why was he arrested and did his lawyer disagree?",
        "What was said and done each morning?",
        "How do the old and new laws differ?",
        "What did the head of the Department of Health and Social Care each year say?",
    ],
)
def test_what_is_not_asked_of_two_sides_is_one_question(question: str) -> None:
    asked = asking(question)
    assert aspects(asked) == (asked,)


def test_two_who_speak_as_one_are_asked_about_as_one() -> None:
    asked = asking("What do Dana Mir and Beatriz Solano each say of tolls?", MIR, SOLANO)
    assert len(aspects(asked)) == 2
    assert aspects(asked, as_one=True) == (asked,)


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("Where do Lee and Roe disagree?", True),
        ("What do they each say about it?", True),
        ("How does the new bridge compare with the old one?", True),
        ("What do several articles say about it?", True),
        ("What is the difference between the two tolls?", True),
        ("How do the articles differ on the toll?", True),
        ("Who compared the planned lounge to a furniture shop?", False),
        ("What did ministers agree?", False),
        ("What does the trade agreement say?", False),
        ("Who disagreed?", False),
        ("How many cars cross each day?", False),
        ("How many jobs go across the group?", False),
        ("Which different route is planned?", False),
        ("Which company has several models?", False),
    ],
)
def test_a_question_wants_several_articles_where_it_says_so(question: str, several: bool) -> None:
    assert over_articles(asking(question)) == several


def test_a_question_about_two_is_put_about_one_as_one_would_put_it() -> None:
    def put(question: str) -> list[str]:
        return [part.corrected for part in aspects(asking(question, MIR, SOLANO))]

    assert put("What do Dana Mir and Beatriz Solano both say about tolls?") == [
        "What does Dana Mir say about tolls?",
        "What does Beatriz Solano say about tolls?",
    ]
    assert put("Compare Mir and Solano on tolls") == ["Mir on tolls", "Solano on tolls"]
    assert put("What did Senators Mir and Solano ask for?") == [
        "What did Senators Mir ask for?",
        "What did Senators Solano ask for?",
    ]


def test_half_of_a_noun_phrase_is_no_question() -> None:
    asked = asking("Which good and which bad sides of tolls does the report name?")
    assert aspects(asked) == (asked,)


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        (
            "What was done about the mould, in law and in the schools?",
            "What was done about the mould, in law?",
            "What was done about the mould, in the schools?",
        ),
        (
            "Compare how many homes were dark on the day of the storm and a week later",
            "how many homes were dark on the day of the storm?",
            "how many homes were dark a week later?",
        ),
        (
            "What did Ann Lee say at the fair on Monday and at the ball on Friday?",
            "What did Ann Lee say at the fair on Monday?",
            "What did Ann Lee say at the ball on Friday?",
        ),
        (
            "Which steps are under way, in law and in access to the schools?",
            "Which steps are under way, in law?",
            "Which steps are under way, in access to the schools?",
        ),
        (
            "How many were aboard the ferry by the first report, and by the correction?",
            "How many were aboard the ferry by the first report?",
            "How many were aboard the ferry by the correction?",
        ),
        (
            "How many jobs were lost in the yards in 1908 and in 1909?",
            "How many jobs were lost in the yards in 1908?",
            "How many jobs were lost in the yards in 1909?",
        ),
        (
            "How many homes were dark on the night of the storm and the night after?",
            "How many homes were dark on the night of the storm?",
            "How many homes were dark the night after?",
        ),
    ],
)
def test_two_circumstances_side_by_side_are_asked_about_one_by_one(
    question: str, first: str, second: str
) -> None:
    asked = asking(question)
    parts = aspects(replace(asked, words=(*asked.words, "mold")))
    assert [part.corrected for part in parts] == [first, second]
    assert all("mold" in part.words for part in parts)
    one, two = (set(part.words) - {"mold"} for part in parts)
    assert (one, two) == (set(content_words(first)), set(content_words(second)))


@pytest.mark.parametrize(
    "question",
    [
        "Who is in the lead and in debt?",  # too short a question to be asked of each
        "The ferry of Vell sank in March and in May",
        "What happened in the port and on the ferry?",
        "What did the mayor say in 2019 about the port and the ferry?",
        "What happened in March and in April to the ferry?",
        "How did the mayor answer in public and in private to the strike?",
        "What happened in Vell and in Orm during the storm?",
        "What became of them in March and in April when the bank failed?",
        "How did the team that lost at home and at Orm win the cup?",
        "How do rents in Vell compare with those in Orm and in Hale?",
        "What is the difference between working at home and at the office?",
        "Who served both in the navy and in the army?",
        "Which ferries were held up in March and in April?",
        "Who said “we shall row on the river and on the open sea”?",
        'What did the mayor mean by "rule by fear and by favour"?',
    ],
)
def test_what_stands_side_by_side_otherwise_is_one_question(question: str) -> None:
    asked = asking(question)
    assert aspects(asked) == (asked,)


def test_what_a_follow_up_takes_along_stays_with_both_circumstances() -> None:
    parts = aspects(asking("And what was done in law and in the schools? (about: What is new in Vell?)"))
    assert [part.along for part in parts] == ["What is new in Vell?"] * 2
    assert [part.own for part in parts] == ["And what was done in law?", "And what was done in the schools?"]


def test_two_of_one_surname_are_one_side_where_nothing_tells_which_is_meant() -> None:
    question = "What do Brandvold and Marsh say about the pier?"
    first, second = aspects(asking(question, CELIA, ILSE, MARSH))
    assert (first.people, second.people) == ((CELIA, ILSE), (MARSH,))
    assert first.corrected == "What does Brandvold say about the pier?"
    full = "What do Celia Brandvold and Ilse Brandvold say about the pier?"
    assert [part.people for part in aspects(asking(full, CELIA, ILSE))] == [(CELIA,), (ILSE,)]


@pytest.mark.parametrize(
    ("one", "two", "question", "first", "second"),
    [
        ("Ann Lee", "Ann Ray", "What do Ann Lee and Ann Ray say of tolls?", "Ann Lee", "Ann Ray"),
        (
            "The Argus",
            "The Harbour Trust",
            "What do the Argus and the Harbour Trust say of tolls?",
            "the Argus",
            "",
        ),
        ("Bill Gray", "Bo Ray", "What do Gray and Ray say of the bill?", "Gray", "Ray"),
        ("Ann Lee", "Will Ray", "How do Lee and Ray see the will of the people?", "Lee", "Ray"),
        (
            "Ann Lee",
            "Bo Ray",
            "What was said of the pier by Ann Lee and by Bo Ray?",
            "by Ann Lee",
            "by Bo Ray",
        ),
    ],
)
def test_people_are_told_apart_whatever_words_their_names_are_made_of(
    one: str, two: str, question: str, first: str, second: str
) -> None:
    people = [Person(name, frozenset({name}), frozenset(), None) for name in (one, two)]
    parts = aspects(asking(question, *people))
    assert [part.people for part in parts] == [(people[0],), (people[1],)]
    assert not any("by by" in part.corrected for part in parts)
    told = [part.corrected for part in parts]
    assert [first in told[0], second in told[1]] == [True, True]
    assert [two.split()[-1] in told[0], one.split()[-1] in told[1]] == [False, False]


def test_joint_speakers_are_not_told_apart_by_circumstances_either() -> None:
    asked = asking("What was said of the pier by Dana Mir and by Beatriz Solano?", MIR, SOLANO)
    assert aspects(asked, as_one=True) == (asked,)


def test_who_is_named_in_one_circumstance_does_not_answer_for_the_other() -> None:
    question = (
        "What is known of the case against Dana Mir in the spring of last year and against Beatriz Solano"
    )
    first, second = aspects(asking(f"{question} in the autumn?", MIR, SOLANO))
    assert (first.people, first.besides) == ((MIR,), (SOLANO,))
    assert (second.people, second.besides) == ((SOLANO,), (MIR,))


def test_a_pronoun_in_the_second_half_is_whoever_the_first_half_names() -> None:
    question = "How did Dana Mir see the audit in March, and what did she make of the vote on it?"
    first, second = aspects(asking(question, MIR))
    assert second.by_itself == "what did Dana Mir make of the vote on it?"
    assert first.people == second.people == (MIR,)
    of_two = aspects(asking(question.replace("Dana Mir", "Dana Mir’s council of Solano"), MIR, SOLANO))
    assert of_two[1].people == ()


def test_whether_somebody_changed_her_mind_is_a_matter_of_several_articles() -> None:
    assert over_articles(asking("Has Dana Mir changed her position on the pier?"))
    assert not over_articles(asking("Why did Dana Mir change her mind on the pier?"))


def test_the_form_of_an_answer_is_that_of_its_own_part() -> None:
    for along in ("", " (about: What is new in Vell?)"):
        first, second = aspects(asking(f"When will the ferry sail again, and what does it carry?{along}"))
        assert form_of(first.by_itself)
        assert second.by_itself == "what does it carry?"
        assert form_of(second.by_itself) is None
