"""Whom roles in another form, epithets, groups, writings and answers without a name mean."""

from __future__ import annotations

import pytest

from pullquote.articles import Article
from pullquote.attribution.rules import attribute


def speaker_of(text: str, words: str) -> str | None:
    """The speaker of the attribution whose words are exactly these; fails if there is none."""
    found = {made.words.cut(text): made.speaker for made in attribute(Article("a.txt", text)).attributions}
    assert words in found, f"no attribution with these words in {sorted(found)}"
    return found[words]


CASES = [
    ("Ann Lee, a lawyer, spoke. Bo Ray left. “No,” the attorney said.", "No,", "Ann Lee"),
    ("Ann Lee won. Her deputy, Bo Ray, left. “No,” the deputy mayor said.", "No,", "Bo Ray"),
    ("Justice Ann Lee sat. Justice Bo Ray spoke. “No,” the justice wrote.\n\nJustice Cy Dow slept.", "No,",
     "Bo Ray"),
    ("Ann Lee laughed. “No,” said the ferrywoman.", "No,", "Ann Lee"),
    ("The Dane Mikkel Juhl spoke. “No,” said the Dane.", "No,", "Mikkel Juhl"),
    ("A ferryman came. Ann Lee laughed. “No,” said the ferryman.", "No,", None),
    ("Bo Ray wept. Ann Lee laughed. “No,” said the judge.", "No,", None),
    ("Ann Lee, who grew up here, trained in Bern and lives here, says it is late.", "it is late", "Ann Lee"),
    ("Ann Lee, who argued the case, said that it was late.", "it was late", "Ann Lee"),
    ("Sens. Ann Lee and Bo Ray met. The two senators wrote that it was late.", "it was late",
     "Ann Lee and Bo Ray"),
    ("Three poets said it was late.\n\nAnn Lee, Bo Ray and Cy Dow met.", "it was late",
     "Ann Lee and Bo Ray and Cy Dow"),
    ("Ann Lee wrote in a memo: “No.” It says that it is late.", "it is late", "memo"),
    ("Ann Lee spoke. “No,” she said.\n\n“Never ever.”", "Never ever.", "Ann Lee"),
    ("Dame Ann Lee asked Bo Ray how old he was.\n\n“Nine.”", "Nine.", "Bo Ray"),
    ("“Are you well?” asked Ann Lee.\n\n“Yes,” said Bo Ray.\n\n“Sure?” asked Ann Lee.\n\n“No.”", "No.",
     "Bo Ray"),
    ("“Go,” said Piet van den Berg. “Late,” says van den Berg.", "Late,", "Piet van den Berg"),
    ("“Go,” said Sir Bo Ray KC.", "Go,", "Bo Ray"),
    ("Kev ‘Red’ Lee posted: ‘Go on then.’", "Go on then.", "Kev ‘Red’ Lee"),
    ("Ann Lee was told by the mayor, Bo Ray, to go home.", "to go home", "Bo Ray"),
    ("Ann Lee spoke. “No,” she said. Bo Ray is late, she added.", "Bo Ray is late", "Ann Lee"),
    ("Its chief executive said it was late.\n\n“No,” Ann Lee wrote. “Go,” the CEO said.", "Go,", "Ann Lee"),
    ("Ann Lee spoke. “Go,” said Mr Lee.", "Go,", "Mr Lee"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), CASES)
def test_what_stands_for_somebody_is_resolved(text: str, words: str, speaker: str | None) -> None:
    assert speaker_of(text, words) == speaker


def test_a_refusal_is_no_statement_that_goes_on() -> None:
    text = "Ann Lee told the court that it was late. The boss would not name them."
    assert [made.words.cut(text) for made in attribute(Article("a.txt", text)).attributions] == [
        "it was late"
    ]
