"""Are the bracketed words of a quotation fair? A rule for each thing that editors do with a bracket."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pullquote.checking.folding import Word, words
from pullquote.checking.inflections import VERB_FORMS, lemma
from pullquote.checking.matching import Hole
from pullquote.checking.transcripts import Transcript
from pullquote.spans import Span
from pullquote.speakers import voice_at

_FIRST = {"i", "me", "my", "mine", "myself"}
_FIRST_PLURAL = {"we", "us", "our", "ours", "ourselves"}
_SECOND = {"you", "your", "yours", "yourself"}
_PLURAL = {"they", "them", "their", "theirs", "themselves"}
_HE = {"he", "him", "his", "himself"}
_SHE = {"she", "her", "hers", "herself"}
_THING = {
    "it", "its", "itself", "this", "that", "these", "those", "they", "them", "their", "theirs",
    "there", "here", "one", "such", "which", "who", "whose", "themselves", "now", "then", "today",
}  # fmt: skip
_DETERMINERS = {"the", "this", "that", "these", "those", "his", "her", "their", "its", "our", "my"}
_ANAPHORS = _HE | _SHE | {"it", "its", "they", "them", "their", "this", "these", "such"}
_PERSONAL = _FIRST | _FIRST_PLURAL | _SECOND | _HE | _SHE | _PLURAL | {"it", "its"}
PRONOUNS = _FIRST | _FIRST_PLURAL | _SECOND | _HE | _SHE | _THING
_NEGATIONS = {"not", "no", "never", "none", "nobody", "nothing", "without", "neither", "nor", "cannot"}
_SMALL = {
    "the", "a", "an", "to", "of", "in", "on", "at", "for", "and", "or", "that", "which", "by", "with",
    "from", "as", "is", "are", "was", "were", "be", "will", "would", "has", "have", "had", "'s", "s",
}  # fmt: skip
_OWNED = re.compile(r"'s?$|(?<=s)'$")
_CONTRACTED = re.compile(r"^(\w+)('(?:re|s|m|ve|ll|d))$")


_CLAUSE_START = re.compile(r"[.!?:;—–“\"\n]\s*[“\"‘']?$|^$")
_EARLY = 16
_ENOUGH = 3
"""Words from the start of a clause within which it names what it is about."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """Whether a bracket may stay, and why not."""

    fair: bool
    reason: str = ""
    case_only: bool = False


FAIR = Fairness(True)


def judge(hole: Hole, transcript: Transcript, first: int, last: int) -> Fairness:
    """Is the bracket fair for the article's words `[first, last)`? None of them means that it was added.

    A bracket inside a word stands for a part of that word, so it never names anything.
    """
    written = hole.written
    given = words(written)
    replaced = list(transcript.words[first:last])
    if not replaced and is_remark(hole):
        return FAIR
    if [word.key for word in given] == [word.key for word in replaced]:
        return Fairness(True, case_only=True)
    if _negations(given) != _negations(replaced):
        return Fairness(False, f"“[{written}]” changes what is denied")
    if _same_function(given, replaced):
        return _same_sex(written, given, transcript, first)
    over_a_mark = any('"' in transcript.gap(number) for number in range(first + 1, last))
    if hole.glued or over_a_mark or (replaced and not _refers(replaced)):
        return Fairness(False, f"“[{written}]” is not what the article says there")
    return _referent(written, given, replaced, transcript, first)


def is_remark(hole: Hole) -> bool:
    """True for [sic], [emphasis added] and an empty bracket, which stand for no words."""
    return " ".join(word.key for word in words(hole.written)) in (
        "sic",
        "emphasis added",
        "emphasis mine",
        "",
    )


def adds_nothing(hole: Hole) -> bool:
    """True for a bracket of small words ("that", "the"), which may be put in without replacing any."""
    return all(word.key in _SMALL for word in words(hole.written))


def _negations(given: list[Word]) -> int:
    return sum(word.key in _NEGATIONS or word.key.endswith("n't") for word in given)


def _same_function(given: list[Word], replaced: list[Word]) -> bool:
    """Another form of the same verb, or a pronoun for the same person seen from outside."""
    mine, theirs = _without_auxiliaries(_parts(given)), _without_auxiliaries(_parts(replaced))
    return (
        len(mine) == len(theirs)
        and len(mine) > 0
        and all(
            one == other or lemma(one) == lemma(other) or _shifted(other, one)
            for one, other in zip(mine, theirs, strict=True)
        )
    )


def _without_auxiliaries(parts: list[str]) -> list[str]:
    """The words without the have, do and will of another tense, if anything else is left."""
    kept = [part for part in parts if lemma(part) not in {"have", "do", "will"}]
    return kept or parts


def _same_sex(written: str, given: list[Word], transcript: Transcript, first: int) -> Fairness:
    """A "he" for a speaker whom the article calls "she" is somebody else."""
    place = transcript.span(first, first + 1)
    speaker = voice_at(transcript.article, transcript.reading, place).speaker
    called = {
        one.mention.cut(transcript.article.text).casefold()
        for one in transcript.reading.attributions
        if one.mention is not None and speaker is not None and one.speaker == speaker
    }
    wrong = (_SHE if "he" in called else set()) | (_HE if "she" in called else set())
    of_speaker = first < len(transcript.words) and transcript.words[first].key in _FIRST
    if of_speaker and any(part in wrong for part in _parts(given)):
        return Fairness(False, f"“[{written}]” is not what the article calls the speaker")
    return FAIR


def _parts(given: list[Word]) -> list[str]:
    """Contractions taken apart: they're → they 're."""
    parts: list[str] = []
    for word in given:
        contracted = _CONTRACTED.match(word.key)
        parts.extend(contracted.groups() if contracted and contracted[1] in PRONOUNS else [word.key])
    return parts


def _shifted(said: str, written: str) -> bool:
    """A pronoun of the first or second person, retold in the third; "he" stays a he."""
    if said in _FIRST:
        return written in _HE | _SHE | _PLURAL
    if said in _SECOND:
        return written in _HE | _SHE | _PLURAL | _FIRST | _FIRST_PLURAL
    if said in _FIRST_PLURAL:
        return written in _PLURAL | {"it", "its"}
    return any(said in group and written in group for group in (_HE, _SHE, _THING))


def _refers(replaced: list[Word]) -> bool:
    """True for words that stand for something named elsewhere: a pronoun, or "the company"."""
    parts = _parts(replaced)
    if parts[0] in PRONOUNS and all(lemma(part) in {"be", "have", "will", "do", "can"} for part in parts[1:]):
        return True
    return parts[0] in _DETERMINERS and 2 <= len(parts) <= 4


def _referent(
    written: str, given: list[Word], replaced: list[Word], transcript: Transcript, first: int
) -> Fairness:
    """Is everything that the bracket names to be found where a reader would look for it?"""
    named = [_OWNED.sub("", word.key) for word in given]
    named = [
        name
        for name in named
        if name and name not in _SMALL and name not in PRONOUNS and name not in VERB_FORMS
    ]
    if not named:
        personal = any(part in _PERSONAL for part in _parts(given))
        return Fairness(False, f"“[{written}]” is not the article's pronoun") if personal else FAIR
    near = {lemma(name) for name in _known_before(transcript, first, _parts(replaced))}
    missing = [name for name in named if lemma(name) not in near]
    if missing:
        return Fairness(False, f"“[{written}]” is not who or what the article means there")
    return FAIR


def _known_before(transcript: Transcript, first: int, replaced: list[str]) -> set[str]:
    """The words that may be meant: the speaker's for "I", else those of this sentence and two before it.

    "We" may be the speaker or the body that the speaker speaks for.
    """
    place = transcript.span(first, first + 1)
    speaker = voice_at(transcript.article, transcript.reading, place).speaker or ""
    own = {word.key for word in words(speaker)}
    if replaced and replaced[0] in _FIRST:
        return own
    roles = [one.role or "" for one in transcript.reading.speakers if one.name == speaker]
    if replaced and replaced[0] in _FIRST_PLURAL:
        own |= {word.key for role in roles for word in words(role)}
    said = _said_before(transcript, place, set(replaced) & PRONOUNS)
    return own | said if replaced and replaced[0] in _FIRST_PLURAL else said


def _said_before(transcript: Transcript, place: Span, pronouns: set[str]) -> set[str]:
    """The words with which this sentence and up to three before it, or a clause of theirs, begin.

    What is spoken about is named early; a name in passing, or in an attribution, is not meant. The search
    ends at the sentence that has no such pronoun itself: there the referent was brought in.
    """
    text = transcript.article.text
    group = next((group for group in (_HE, _SHE, _THING) if pronouns & group), set()) & _ANAPHORS
    skipped = _pauses(transcript)
    found: set[str] = set()
    for sentence in reversed([span for span in transcript.sentences if span.start < place.start][-4:]):
        early = _early(text, Span(sentence.start, min(sentence.end, place.start)), skipped)
        found |= early
        if sentence.end <= place.start and len(early) >= _ENOUGH and group and not early & group:
            break
    return found


def _early(text: str, sentence: Span, skipped: list[Span]) -> set[str]:
    """The first words of a sentence and of its clauses, but for what is skipped."""
    found: set[str] = set()
    since = 0
    for word in words(text, sentence.start, sentence.end):
        since = 0 if _CLAUSE_START.search(text[max(0, word.start - 3) : word.start]) else since + 1
        if since < _EARLY and not any(span.holds(Span(word.start, word.end)) for span in skipped):
            found.add(_OWNED.sub("", word.key))
    return found


def _pauses(transcript: Transcript) -> list[Span]:
    """Where speech breaks off for an attribution."""
    spoken = transcript.words
    return [Span(spoken[i - 1].end, spoken[j].start) for i, j in transcript.seams.items()]
