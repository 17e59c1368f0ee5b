"""The form that an answer must have."""

from __future__ import annotations

import pytest

from pullquote.answer_forms import form_of


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        ("How long was the bridge shut?", "It was shut for six hours.", "It was shut by the police."),
        ("How old must records be?", "More than 21 days.", "They must be kept."),
        ("What did the film cost?", "It cost 640,000 euros.", "It has 12 songs."),
        ("How much did she pay for it?", "She paid £3m.", "She paid 3 visits."),
        ("How much did it lose?", "It lost 3bn.", "It lost 3 men."),
        ("How many drivers are there?", "There are 212.", "There are drivers."),
        ("How many drivers signed?", "Ann Lee and Bo Ray signed.", "The drivers signed."),
        ("How large is it?", "It has 176,000 rooms.", "It opened in May 2023."),
        ("How large is the crowd?", "Some 2000 came.", "Some came in 2000."),
        ("How much peat did they lose?", "They lost 118 grams of peat a year.", "They lost that peat."),
        ("How much more did it cost?", "It cost £2 more.", "It cost more."),
        ("How long may it take?", "It takes days.", "It takes nerve."),
        ("By which date must they pay?", "They must pay by 3rd March.", "They had to pay last summer."),
        ("What share of them left?", "A third left.", "They left."),
        ("How often did it fail?", "It failed twice.", "It failed."),
        ("When did it sink?", "It sank on Friday.", "It sank in the bay."),
        ("When would it take effect?", "It would in July.", "It passed by 8 votes to 5."),
        ("When’s the vote?", "It is on Friday.", "It is in the bay."),
        ("In which year did it sink?", "It sank in 1911.", "It sank off Orm."),
    ],
)
def test_what_answers_has_the_form_and_what_does_not_lacks_it(
    question: str, answers: str, other: str
) -> None:
    form = form_of(question)
    assert form is not None
    assert form.search(answers)
    assert not form.search(other)


@pytest.mark.parametrize(
    "question",
    [
        "Who sank it?",
        "What did she say?",
        "How did it sink?",
        "What did she say when it sank?",
        "How much does she like it?",
        "",
    ],
)
def test_other_questions_ask_for_no_form(question: str) -> None:
    assert form_of(question) is None
