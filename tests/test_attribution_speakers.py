"""Whom a mention means: surnames, pronouns, roles, kin, bodies, writings, joint and unnamed speakers."""

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
    ("Maria Elena Ruiz won. “Good,” said Ruiz.", "Good,", "Maria Elena Ruiz"),
    ("The clerk, Maria Ruiz, won. “Good,” she said.", "Good,", "Maria Ruiz"),
    ("Maria Ruiz, the mayor, spoke. It is late, the mayor says.", "It is late", "Maria Ruiz"),
    ("Acme CEO Tom Beck resigned. Acme's CEO argues that it is late.", "it is late", "Tom Beck"),
    ("The Port Trade Office (PTO) met. The PTO said it must wait.", "it must wait", "Port Trade Office"),
    ("Sens. Ann Cole and Bo Hart sent a letter. “Stop,” they wrote.", "Stop,", "Ann Cole and Bo Hart"),
    ("The mayor signed the May housing order. “Build,” the order says.", "Build,", "May housing order"),
    ("Tom Beck resigned. Beck’s letter says that it is late.", "it is late", "Tom Beck"),
    ("“Go,” said her daughter, Kirsti. “Now.”", "Now.", "Kirsti"),
    ("“Go,” said Mrs Pell, a nurse. She claims that it is late.", "it is late", "Pell"),
    ("“We know,” a spokesman for Acme Water said.", "We know,", "Acme Water"),
    ("Ann Groat, of Groat & Daughters in Hamley, which employs 130 people, said that it was late.",
     "it was late", "Ann Groat"),
    ("Striker Vel Arlo signed. Arlo took less, according to his agent Bo Tola. The forward himself said that "
     "it was late.\n\n“Good,” he laughed.", "Good,", "Vel Arlo"),
    ("Arlo took less, according to his agent Bo Tola. The lodger himself said that it was late.\n\n"
     "“Good,” he laughed.", "Good,", None),
    ("The ferry hit the quay, cutting the road to Hope and Little Hope, officials said.",
     "The ferry hit the quay, cutting the road to Hope and Little Hope", None),
    ("Ann Lee of the consultancy Open Roads argued that it is late.", "it is late", "Ann Lee"),
    ("Glaston, the county's biggest, which had lobbied against it, said it was “thinking it over”.",
     "thinking it over", "Glaston"),
    ("Miss Ann Lee rose.\n\nTom Beck had believed that the firm would pay, she said, and was wrong.",
     "Tom Beck had believed that the firm would pay", "Ann Lee"),
    ("Ann Lee runs it. An owner, who declined to be named, said Ms Lee had to go. "
     "“A mess,” the investor said.", "A mess,", None),
    ("Joiner Rab Mowat stood there. “It came in,” he said.", "It came in,", "Rab Mowat"),
    ("Bo Hay, her lawyer, said that it was late.\n\nInspector Ann Lee found files at a yard owned by Tom "
     "Beck. In her notes, Lee said, he was calm. In a letter he said that he had “forgotten”.",
     "forgotten", "Tom Beck"),
    ("At a meeting in Great Hope, Tom Beck of Acme Lines was jeered. In Great Hope he said that it was late.",
     "it was late", "Tom Beck"),
    ("The department rang. The Department for Schools said that it was late.",
     "it was late", "Department for Schools"),
    ("An email read to the court, sent by Mrs Ann Lee to Beck, said: “We can’t.”", "We can’t.", "Ann Lee"),
    ("A letter, written by Tom Beck in 1990, says that it is late.", "it is late", "Tom Beck"),
    ("A letter, sent by post in May to Tom Beck, says that it is late.", "it is late", "letter"),
    ("Sen. Tom Beck, R-Elk Ford, who farms, called it “a kit.”", "a kit.", "Tom Beck"),
    ("Sen. Tom Beck (D-Elk Ford) said that it was late.", "it was late", "Tom Beck"),
    ("Bo Ray, the boss, was booed.\n\nThe Rev. Alma Dow has buried four. She said that it was late.",
     "it was late", "Alma Dow"),
    ("Tom Beck wants valves. He put the cost at $340 for each plant.",
     "the cost at $340 for each plant", "Tom Beck"),
    ("Its boss, Ann Lee, has argued for a year that it was late.", "it was late", "Ann Lee"),
    ("The clerk, Ann Lee, said afterward that it was late.", "it was late", "Ann Lee"),
    ("Dr Bo Ahl, a climate modeller at the Vell Centre, who was not involved in the study, praised the "
     "figures but said that it was “brave” to draw a date from it.", "brave", "Bo Ahl"),
    ("Dr. Ann Lee, a clerk with the Geological Survey who was asked by the board to review it, said that it "
     "was late.", "it was late", "Ann Lee"),
    ("The Commons League, which has fought over the term “open source,” said Acme should not use it.",
     "Acme should not use it", "Commons League"),
    ("The panel said that this was “right”, but the one dissenting member, Judge Bo Ray, who is no relation, "
     "wrote that it was late.", "it was late", "Bo Ray"),
    ("Asked by Pell, State Auditor Tom Beck conceded that it was late. “We aren’t ready,” Beck said.",
     "We aren’t ready,", "Tom Beck"),
    ("The cook was born in Low Carrick, the second of four daughters. “I learned it,” she told a paper.",
     "I learned it,", None),
    ("The road to Pell Street is shut. It said that it was late.", "it was late", None),
    ("Bo Ahl, foreign minister of Volda, which hosted them, said that it was late.", "it was late", "Bo Ahl"),
    ("Bo Ahl, head of the union at Volda, where 300 work, said that it was late.", "it was late", "Bo Ahl"),
    ("A geographer I admire, Quill Osei, calls them “dim”. “A town needs them,” he writes.",
     "A town needs them,", "Quill Osei"),
    ("Tom Beck, I’m told, has gone to the garden.", "has gone to the garden", None),
    ("“I've no voice,” croaked Athletic's manager, Tom Beck.", "I've no voice,", "Tom Beck"),
    ("The ward is run by the Acme Trust, which said that it was late.", "it was late", "Acme Trust"),
    ("Omar Dow, who is on the council, said no. “Every pound,” Coun Dow said.", "Every pound,", "Omar Dow"),
    ("Critics say that it is late.", "it is late", None),
    ("A senior official said that it was late.", "it was late", None),
    ("“Go home!” somebody shouted.", "Go home!", None),
    ("Ann Ode met Cy Ode, a poet. “Fine,” said Cy Ode. “Bad,” said Ann Ode.", "Bad,", "Ann Ode"),
    ("“Fine.” Leeds professor Ann Lee, who sits on the board, told The Courier.", "Fine.", "Ann Lee"),
    ("Maria Ruiz was blunt: “No.”\n\n“Not now. Not ever,” she added.", "Not now. Not ever,", "Maria Ruiz"),
    ("“One.\n\n“Two,” says Hana Petrov, who runs the shop.", "One.", "Hana Petrov"),
    ("“Never,” Carmen Tully told a crowd outside the depot.", "Never,", "Carmen Tully"),
    ("“Never,” Theresa May said.", "Never,", "Theresa May"),
    ("BAY CITY, Sept. 12 -- It is late, Bill Cato, a baker, said.", "It is late", "Bill Cato"),
    ("Dana Orr left. Ivo Orr, the minister, was calm. Dana Orr said so. Her brother says it is late.",
     "it is late", "Ivo Orr"),
    ("Ann Lee, Bo Ray and Cy Dow met. “Go,” Ann Lee, Bo Ray and Cy Dow wrote.", "Go,",
     "Ann Lee and Bo Ray and Cy Dow"),
    ("“Go,” Ann Lee and the mayor, Bo Ray, wrote.", "Go,", "Ann Lee and Bo Ray"),
    ("Ann Lee talks to Bo Ray.\n\nAL: “I bake.”", "I bake.", "Ann Lee"),
    ("Leeds boss: “No.”\n\nTom Beck, the chief executive of Leeds, is calm.", "No.", "Tom Beck"),
    ("The road is shut, the head of the service said.\n\nAnn Lee, who took over in May, was calm.",
     "The road is shut", "Ann Lee"),
    ("The transport authority met. Safety came first, the authority said.", "Safety came first",
     "transport authority"),
    ("Ann Lee spoke to Bo Ray.\n\nHow do you begin?\n\n“With my thumb.”", "With my thumb.", "Ann Lee"),
    ("The report, “Last Ice,” warns that it is late.", "it is late", "report"),
    ("Ann Lee, 44, of Marsh Lane, Leeds, said that it was late.", "it was late", "Ann Lee"),
    ("Ann Orr rang. Orr left. Her uncle, Ivo Orr, came. “Fine,” said Orr.", "Fine,", "Ann Orr"),
    ("What they say\nAnn Lee, baker\n“Bread should be cheap.”", "Bread should be cheap.", "Ann Lee"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "speaker"), CASES)
def test_a_mention_is_resolved_within_the_article(text: str, words: str, speaker: str | None) -> None:
    assert speaker_of(text, words) == speaker


@pytest.mark.parametrize(
    "text",
    [
        "Jury told\n\nBy Hugh Tranter, Court Reporter\n\nA boat dealer scuttled his own motor "
        "yacht and claimed £1.4 million for it, a jury heard yesterday.\n\nThe case goes on.",
        "Correction: An agency report which appeared on our website on 17 January said that four men were "
        "aboard.",
    ],
    ids=["a trade in a by-line", "the end of a clause"],
)
def test_what_names_nobody_is_no_speaker(text: str) -> None:
    reading = attribute(Article("a.txt", text))
    assert reading.attributions
    assert not reading.speakers


def test_two_people_with_one_surname_are_kept_apart() -> None:
    text = (
        "Dana Okafor, who leads the council, said it was over. Her brother, Ben Okafor, disagreed. "
        "“Never,” Ben Okafor said."
    )
    reading = attribute(Article("a.txt", text))
    assert [speaker.name for speaker in reading.speakers] == ["Dana Okafor", "Ben Okafor"]


def test_a_speaker_comes_with_role_and_aliases() -> None:
    text = "“Good,” said Maria Ruiz, the mayor of Sund. “Late,” said Ruiz."
    (speaker,) = attribute(Article("a.txt", text)).speakers
    assert speaker.name == "Maria Ruiz"
    assert speaker.aliases == ("Ruiz",)
    assert speaker.role == "the mayor of Sund"


def test_a_role_may_stand_behind_the_name_without_an_article() -> None:
    (speaker,) = attribute(
        Article("a.txt", "Bo Ahl, foreign minister of Volda, said that it was late.")
    ).speakers
    assert speaker.role == "foreign minister of Volda"


def test_whose_party_it_is_is_no_part_of_his_office() -> None:
    text = "The Unity Party of Prime Minister Bo Hart fell to 12 seats. “It is late,” Hart said."
    (speaker,) = attribute(Article("a.txt", text)).speakers
    assert (speaker.name, speaker.role) == ("Bo Hart", "Prime Minister")


def test_a_guess_is_never_sure() -> None:
    text = "Maria Ruiz walked in.\n\nIt rained. “Nobody goes home from here.”"
    guessed = attribute(Article("a.txt", text)).attributions
    assert all(made.confidence <= 0.6 for made in guessed)


def test_mixed_speech_is_direct_in_the_marks_and_indirect_around_them() -> None:
    text = "Maria Ruiz says that the plan is a “dream tool” for spammers."
    made = [(one.kind.value, one.words.cut(text)) for one in attribute(Article("a.txt", text)).attributions]
    assert made == [("indirect", "the plan is a"), ("direct", "dream tool"), ("indirect", "for spammers")]


@pytest.mark.parametrize(
    "text",
    [
        "Maria Ruiz did not say that it was late.",
        "Gwen Orr took their jobs away, a charge Acme denied.",
        "The report was called a success.",
        "The so-called “golden mile” opens in May.",
        "Acme declined to comment.",
        "The security claims are being studied.",
        "You can tell which way it lies.",
        "Her next film is called “Inland”.",
        "Neither Ann Lee nor the mayor, Bo Ray, would say what it cost.",
        "Ann Lee wrote three novels and added a goal.",
        "It is kept in a tin marked “string”.",
    ],
)
def test_what_nobody_says_is_no_attribution(text: str) -> None:
    assert attribute(Article("a.txt", text)).attributions == ()


def test_who_dissents_behind_a_comma_is_no_words_of_the_others() -> None:
    text = (
        "The panel said that this was “right”, but the one dissenting member, Judge Bo Ray, who is no"
        " relation, wrote that it was late."
    )
    told = [made.words.cut(text) for made in attribute(Article("a.txt", text)).attributions]
    assert told == ["right", "it was late"]
