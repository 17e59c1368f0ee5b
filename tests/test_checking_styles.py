"""Verdicts on articles of other styles: single quotation marks, several speakers, hedges, cuts, outlets."""

from __future__ import annotations

import pytest

from corpora import MemoryCorpus
from pullquote.articles import Article
from pullquote.checking.checker import Checker
from pullquote.checking.verdicts import CheckedQuote, Verdict

TOWER = """Council splits over tower

‘The tower will block light from every school in the borough,’ said Councillor Priya Nair, who leads the \
opposition. ‘We were promised four storeys. We are getting 22.’

Developer Lachlan Boyd disputed that. ‘Not all classrooms face the site,’ he said, ‘and the ones that do \
have blinds.’

‘If the council approves this, I will resign,’ Nair told reporters. ‘I have never said that lightly.’

‘It’s a view,’ said Elspeth Muir, a neighbour. ‘Some people will hate it, most people won’t notice.’

Planning officers recommend approval. They estimate that 1,250 flats would be built by 2031."""

QUARRY = """"I do not think the dust is harmless," said Dr. Yusuf Aden, who runs the clinic. "I think we \
have been told that it is harmless, which is another matter. In 2019 we saw 31 cases of asthma; \
last year we saw 58."

"There is no evidence – none – that anyone has been made ill," said Petra Lowe, the manager. "Either the \
dust is chalk or the laboratory is wrong. The audit probably won't find fraud."

"Only a fool would close it," Grant Ives, the mayor, wrote in a letter to the board. "And only a bigger fool \
would keep it open without filters."

“Quarrying is 90% patience,” reads a plaque at the gate. Lowe has read it often."""

CHECKER = Checker(
    MemoryCorpus(
        [
            Article("uk/tower.txt", TOWER, title="Council splits over tower", outlet="The Borough Gazette"),
            Article("quarry.txt", QUARRY, title="Inside the quarry vote", outlet="Capitol Wire"),
        ]
    )
)


def one(text: str) -> CheckedQuote:
    (quote,) = CHECKER.check(text, quotes_only=True).quotes
    return quote


@pytest.mark.parametrize(
    "text",
    [
        "“The tower will block light from every school in the borough,” said Nair.",
        "'We were promised four storeys. We are getting 22,' said Councillor Nair.",
        "Not all classrooms face it, or, as Boyd says: “[N]ot all classrooms face the site.”",
        "“Not all classrooms face the site, and the ones that do have blinds,” Boyd said.",
        "“I will resign,” Nair said, if the council approves this.",
        "“Some people will hate it,” said Muir.",
        "Aden does not think “the dust is harmless”.",
        "They were told, Aden said, that “it is harmless”.",
        "“I think we have been told that it is harmless … In 2019 we saw 31 cases of asthma,” Aden said.",
        "“[He does] not think the dust is harmless,” said Aden.",
        "“I do not think the dust is harmless [sic],” said Aden.",
        "“Either the dust is chalk or the laboratory is wrong,” Lowe said.",
        "“Quarrying is 90 % patience,” reads a plaque.",
        "The letter says: “Only a fool would close it.”",
        "“Only a fool would close it,” said the mayor.",
        "According to the Gazette, “planning officers recommend approval”.",
        "Somebody said: “It’s a view.”",
    ],
)
def test_what_a_careful_editor_would_pass_is_verbatim(text: str) -> None:
    assert one(text).verdict is Verdict.VERBATIM, one(text)


@pytest.mark.parametrize(
    "text",
    [
        "'We were promised four stories,' said Nair.",
        "'We were promised 14 storeys. We are getting 22,' said Nair.",
        "“All classrooms face the site,” Boyd said.",
        "“I will resign,” Nair said.",
        "“I have … said that lightly,” Nair said.",
        "“People will hate it,” said Muir.",
        "“[P]eople will hate it,” said Muir.",
        "“Most people will notice,” said Muir.",
        "“The dust is harmless,” Aden said.",
        "“It is harmless,” Aden said.",
        "“I think … it is harmless,” Aden said.",
        "“In 2019 we saw … 58,” Aden said.",
        "“There is … evidence that anyone has been made ill,” Lowe said.",
        "“The dust is chalk,” Lowe said.",
        "“Either the dust is chalk,” Lowe said.",
        "“The audit … won't find fraud,” Lowe said.",
        "“Only a fool would … keep it open without filters,” Ives wrote.",
        "“A fool would close it,” Ives wrote.",
        "“I do not think the dust is harmless … There is no evidence,” said Aden.",
        "“Quarrying is 9% patience,” reads a plaque.",
        "“1,250 flats would be built by 2030,” the Gazette reports.",
    ],
)
def test_what_turns_the_sense_or_the_words_is_altered(text: str) -> None:
    assert one(text).verdict is Verdict.ALTERED, one(text)


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“It’s a view,” said Boyd.", "Elspeth Muir"),
        ("“It’s a view,” said Muir and Boyd.", "Elspeth Muir"),
        ("“I do not think the dust is harmless,” said Senator Lowe.", "Yusuf Aden"),
        ("“Only a fool would close it,” said Lowe’s predecessor.", "Grant Ives"),
        ("“Only a fool would close it,” said the manager.", "Grant Ives"),
        ("“Planning officers recommend approval,” said Nair.", None),
    ],
)
def test_words_in_the_wrong_mouth_are_misattributed(text: str, speaker: str | None) -> None:
    found = one(text)
    assert (found.verdict, found.speaker) == (Verdict.MISATTRIBUTED, speaker)


@pytest.mark.parametrize(
    ("text", "article", "verdict"),
    [
        ("In the Capitol Wire, Lowe said: “There is no evidence.”", "quarry.txt", Verdict.VERBATIM),
        ("Lowe told the Borough Gazette: “There is no evidence.”", "uk/tower.txt", Verdict.MISATTRIBUTED),
        ("Lowe said “there is no evidence” (The Borough Gazette).", "uk/tower.txt", Verdict.MISATTRIBUTED),
        ("In *Inside the Quarry Vote*, Lowe said “there is no evidence”.", "quarry.txt", Verdict.VERBATIM),
        ("In the Gazette’s story, Muir says: “It’s a view.”", "uk/tower.txt", Verdict.VERBATIM),
        ("The Gazette has a new roof. Lowe said: “There is no evidence.”", None, Verdict.VERBATIM),
        ("Lowe, once of Capitol Wire Rope, said: “There is no evidence.”", None, Verdict.VERBATIM),
    ],
)
def test_an_article_is_claimed_by_outlet_or_title(text: str, article: str | None, verdict: Verdict) -> None:
    found = one(text)
    assert (found.claimed_article, found.verdict) == (article, verdict)


def test_a_title_in_marks_names_its_article_and_is_no_quotation() -> None:
    found = one("In “Inside the quarry vote”, Lowe said “there is no evidence”.")
    assert (found.quote, found.claimed_article) == ("there is no evidence", "quarry.txt")


def test_what_the_article_gives_to_a_thing_no_bystander_said() -> None:
    assert one("“Quarrying is 90% patience,” said Lowe.").verdict is Verdict.MISATTRIBUTED


def test_every_fault_is_named() -> None:
    reason = one("“I think the dust is harmless,” said Petra Lowe (The Borough Gazette).").reason
    assert "Yusuf Aden said the true words, not Petra Lowe" in reason
    assert "not in Borough Gazette" in reason
