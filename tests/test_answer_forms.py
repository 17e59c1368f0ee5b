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
        ("How many drivers are there?", "There are 212.", "There are drivers."),
        ("What share of them left?", "A third left.", "They left."),
        ("How often did it fail?", "It failed twice.", "It failed."),
        ("When did it sink?", "It sank on Friday.", "It sank in the bay."),
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


@pytest.mark.parametrize("question", ["Who sank it?", "What did she say?", "How did it sink?", ""])
def test_other_questions_ask_for_no_form(question: str) -> None:
    assert form_of(question) is None
