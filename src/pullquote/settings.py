"""How answers are made: every technique has its switch here."""

from __future__ import annotations

from dataclasses import dataclass, field

from pullquote.confidence import Calibration


@dataclass(frozen=True, slots=True)
class Settings:
    """How an answer is made; each technique can be switched off, so that the evals can weigh it.

    `candidates` sentences are retrieved for each part of a question, `closest` are shown to the user.
    `cited` is the most that one part cites, `margin` how far behind the best another may score.
    `parts`: a question is taken apart. `reads`: the model says whether the answer is stated. `taught`: with
    the adapter that teaches it to, if it has one. `twice`: by the sentences, and where those leave it open to
    one that has none, by their passages. `looks`: how often it is asked, each time about the next candidates.
    `passages`: so many are read one by one, in place of the later `looks`, by a model that was taught and
    denies that the first candidates answer; not where several things or articles are asked for. `alone`: so
    many sentences are read one by one before that. `apart`: the sentences for each of several things are.
    `sections`: so many sections are read in place of both, by a model that was taught to point, which names a
    sentence of them. `each`: they are read for one of several things whose sentences it denies, too.
    `doubt`: confidence in a first look, or in what is taken for a part of a question, below which they are
    read, too, and what is named there is cited on top of that; 0: never. `seconds`: a Yes of a first look to
    what has few words of the question around it holds only where reading its section bears it out.
    `writes`: the model writes a lead sentence, and `grounds`: the sentence that bears it out is cited.
    `early`: what is surely right is cited before that.
    `namesakes`: a question about somebody whom the articles do not quote, only a namesake, is declined.
    `voices`: what somebody said is answered from that person's words alone, or from what tells of that person
    and reports nobody else. `forms`: a question for a number or a time from sentences that hold one alone.
    `particulars`: a year, numbered thing or person that the question names has to stand in the article.
    Below `threshold` of confidence there is no answer; None stands for what suits a desk with or without a
    model that reads (`choosing.ENOUGH_TAUGHT` and so on). `calibration` makes the confidence.
    """

    candidates: int = 12
    closest: int = 5
    cited: int = 2
    margin: float = 0.2
    parts: bool = True
    reads: bool = True
    taught: bool = True
    twice: bool = True
    looks: int = 2
    passages: int = 2
    alone: int = 5
    apart: bool = True
    sections: int = 4
    each: bool = True
    doubt: float = 0.9
    seconds: bool = True
    writes: bool = True
    grounds: bool = True
    early: bool = True
    namesakes: bool = True
    voices: bool = True
    forms: bool = True
    particulars: bool = True
    threshold: float | None = None
    calibration: Calibration = field(default_factory=Calibration)

    def most(self, taught: bool) -> int:
        """How often a model is asked at the most whether an answer is stated."""
        if taught and self.sections:
            return 2
        return 1 + bool(self.alone) + self.passages if taught and self.passages else self.looks
