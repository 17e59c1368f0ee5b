"""Who said what, as data: made once, when an article is indexed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pullquote.articles import Article
from pullquote.spans import Span


class Kind(StrEnum):
    """How the words reach the reader: in marks, retold, or in the article's own voice."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NARRATION = "narration"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A person, body or document that an article lets speak.

    `name` is the fullest form in that article; `aliases` the other forms used there (surname, role
    noun phrases that were resolved to it), `role` the words that introduce it ("a principal analyst").
    """

    name: str
    aliases: tuple[str, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One stretch of speech. `words` of direct speech lie inside the quotation marks, without them.

    `kind` is never NARRATION. `speaker` is the canonical name in this article (joint speakers in the
    article's order, joined by " and "), None when the article does not tell. `cue` is the verb or
    phrase that attributes ("said", "according to"), `mention` the words that stand for the speaker
    there ("he", "the order"). `confidence` is the rules' own estimate in [0, 1].
    """

    words: Span
    kind: Kind
    speaker: str | None
    cue: Span | None = None
    mention: Span | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Reading:
    """An article's speakers and their attributions, the latter sorted by `words.start`."""

    speakers: tuple[Speaker, ...] = ()
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a span reports. Narration speaks for the author where the article names one."""

    speaker: str | None
    kind: Kind


SPOKEN = 0.3
"""Share of a span's characters from which it counts as what somebody said, not as the article's own words."""


def voice_at(article: Article, reading: Reading, span: Span) -> Voice:
    """Whose words a span reports: of the speakers in it, the one with most of its characters.

    A sentence is mostly frame when a short quotation has a long attribution; so speech that fills
    three tenths of a span is what the span reports.
    """
    shares: dict[Voice, int] = {}
    for attribution in reading.attributions:
        if shared := attribution.words.overlap(span):
            voice = Voice(attribution.speaker, attribution.kind)
            shares[voice] = shares.get(voice, 0) + shared
    if not shares or sum(shares.values()) < SPOKEN * len(span):
        return Voice(article.author, Kind.NARRATION)
    return max(shares, key=lambda voice: shares[voice])
