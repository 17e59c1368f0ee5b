"""Which sentences bear a draft out: one if one does, two in a row if they do together."""

from __future__ import annotations

from collections.abc import Sequence

from pullquote.answers import Citation
from pullquote.grounding import Cited, support
from pullquote.prose import fault
from pullquote.spans import Span
from pullquote.speakers import Kind

QUESTION = "What did the mayor open?"


def sentence(words: str, speaker: str | None = None) -> Cited:
    kind = Kind.DIRECT if speaker else Kind.NARRATION
    return (Citation(1, "a.txt", None, Span(0, len(words)), words, speaker, kind),)


OPENED = sentence("Mayor Ana Ruiz opened the new bridge on Monday.")
SAVES = sentence("It will save commuters an hour a day.")
RAIN = sentence("Rain had delayed the works.")


def supported(draft: str, *passages: Sequence[Cited]) -> tuple[tuple[int, int], ...]:
    return support(draft, QUESTION, passages, lambda some: fault(draft, some, QUESTION, frozenset()) is None)


def test_the_sentence_that_holds_the_draft_is_found_wherever_it_stands() -> None:
    assert supported("Ruiz opened the new bridge.", [RAIN, SAVES], [RAIN, OPENED]) == ((1, 1),)


def test_two_in_a_row_bear_out_what_neither_does_alone() -> None:
    draft = "The bridge that Ruiz opened will save commuters an hour a day."
    assert supported(draft, [RAIN, OPENED, SAVES]) == ((0, 1), (0, 2))


def test_sentences_of_two_passages_are_never_joined() -> None:
    draft = "The bridge that Ruiz opened will save commuters an hour a day."
    assert len(supported(draft, [OPENED], [SAVES])) == 1


def test_two_peoples_words_are_never_joined() -> None:
    draft = "Ruiz said that the bridge opens on Monday and will save commuters an hour a day."
    opens, saves = "The bridge opens on Monday.", "It will save commuters an hour a day."
    hers = [sentence(opens, "Ana Ruiz"), sentence(saves, "Ana Ruiz")]
    assert len(supported(draft, hers)) == 2
    assert len(supported(draft, [hers[0], sentence(saves, "Bo Ek")])) == 1


def test_a_draft_that_must_not_be_shown_still_points_at_its_sentence() -> None:
    draft = "The bridge will save 77 commuters an hour a day."
    assert fault(draft, SAVES, QUESTION, frozenset()) is not None
    assert supported(draft, [RAIN, OPENED, SAVES]) == ((0, 2),)


def test_a_draft_of_other_words_points_nowhere() -> None:
    assert supported("Nobody knows.", [RAIN, OPENED, SAVES]) == ()
    assert supported("Nobody knows.") == ()
