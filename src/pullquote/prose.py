"""The model's prose, held against the citations before anybody sees it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pullquote.answers import Citation
from pullquote.extracts import INNER_STOP
from pullquote.questions import SAYING
from pullquote.sentences import sentences
from pullquote.speakers import Kind
from pullquote.wording import STOPWORDS, WORD, content_words, folded, stem, words

SUPPORTED = 0.75
"""Share of a sentence's content words that its citations have to hold; a question repeated proves nothing."""

ADDED = 0.5
"""Share of what a sentence adds to the question that its citations have to hold, verbs of saying left out:
names that both hold bear out no word that says how they are related."""

FEW_ADDED = 3
"""Words up to which all that a sentence adds has to be held: half of "product manager" is not enough. Of 331
drafts on five `dev` folders that passed without it every one does."""

FEWEST = 3
"""Words below which a draft is no sentence."""

_NUMBER = re.compile(r"\d")
_SAYING = re.compile(rf"{SAYING}|judg\w*|compar\w*|nam(?:ed|es|ing)", re.IGNORECASE)
_TELLS = re.compile(rf"{SAYING}|according", re.IGNORECASE)
_LOADED = re.compile(
    r"(?:warn|critici[sz]|accus|complain|promis|acknowledg|conced|recommend|demand|admit|object(?:s|ed|ing)|insist|predict"
    r"|den(?:y|ies|ied)|refus|reject|doubt|oppos|prais|condemn|boast|apologi[sz]|regret)\w*",
    re.IGNORECASE,
)
"""What says more than that somebody said it: an editor would ask who says so."""
_MARKUP = re.compile(r"https?:|www\.|!\[|\]\(|[<>{}`|\\]|\*\*")
_NEGATION = frozenset(
    ["not", "no", "never", "none", "nobody", "nothing", "without", "cannot", "neither", "nor", "unlikely"]
)
_MARKED = re.compile(r"[“\"]([^”\"“]*)[”\"]")


def fault(
    sentence: str, citations: Sequence[Citation], question: str, names: frozenset[str], around: str = ""
) -> str | None:
    """Why a sentence must not be shown beside these citations; None when nothing speaks against it.

    Numbers and names have to stand in the cited words (or be their speaker), quoted words have to stand
    there exactly, nobody "admits" who only says, nobody says what only others are cited for, a negation on
    one side has to be one on the other, and most other words have to come from the citations. A word of the
    question may come from the text `around` them, as the thing that “it” stands for does. `names` are the
    known speakers: one who is not cited must not be brought in. What passes is consistent with the words
    cited, which is less than proven by them.
    """
    cited = " ".join(f"{one.quote} {one.speaker or ''} {one.role or ''}" for one in citations)
    if len(sentence.split()) < FEWEST:
        return "it is no sentence"
    if _MARKUP.search(sentence):
        return "it holds markup or an address"
    for quoted in _MARKED.findall(sentence):
        if not any(quoted.rstrip(".,;:!?") in one.quote for one in citations):
            return f"“{quoted}” is not in the citation"
    if _unattributed(sentence, citations):
        return "it does not say whose view it is"
    if given := _anothers(sentence, citations):
        return f"“{given}” is told as the words of one of whom it is not cited"
    if loaded := _loaded(sentence, f"{cited} {around}"):
        return f"“{loaded}” is not what the article calls it"
    asked = set(words(question))
    # "Judged" asserts no more than "said" where somebody speaks; of a thing, "called" says what its name is.
    spoken = any(one.speaker for one in citations)
    saying = {word for word in asked if _SAYING.fullmatch(word)} if spoken else set()
    return _strange_words(sentence, cited, asked, names) or _too_strange(
        sentence, cited, asked, set(words(around)), saying
    )


def _loaded(sentence: str, told: str) -> str | None:
    """A word that says how something was said, "admits", where the article has no such word."""
    there = {_root(word) for word in words(told) if _LOADED.fullmatch(word)}
    return next(
        (word for word in words(sentence) if _LOADED.fullmatch(word) and _root(word) not in there), None
    )


def _root(word: str) -> str:
    """What "admits" and "admitted", "deny" and "denied" share: enough to tell loaded words apart."""
    return word[:4].replace("y", "i")


def _strange_words(sentence: str, cited: str, asked: set[str], names: frozenset[str]) -> str | None:
    there = set(words(cited))
    said = [match.group() for match in WORD.finditer(sentence)]
    for place, word in enumerate(said):
        plain = folded(word)
        if _NUMBER.search(word) and plain not in there:
            return f"the number {word} is not in the citation"
        if plain in names and plain not in there:
            return f"{word} is not the one who is cited"
        if place and word[0].isupper() and plain not in there | asked:
            return f"{word} is not in the citation"
    negated = bool(_NEGATION & set(words(sentence)) or "n't" in folded(sentence))
    if negated and not (_NEGATION & there or "n't" in folded(cited)):
        return "it denies what the citation does not deny"
    return None


def _too_strange(
    sentence: str, cited: str, asked: set[str], around: set[str], saying: set[str]
) -> str | None:
    """Most words have to be the citation's, and the question is no source: a word that it alone brings in
    would turn its premise into a statement. Words that it shares with the text around the citation name
    the topic; they do not count against a sentence, but bear nothing out: half of it must be the citation's
    own, or all of it that the question had not said already."""
    there, near, said = ({stem(word) for word in some} for some in (words(cited), around | saying, asked))
    content = [stem(word) for word in words(sentence) if word not in STOPWORDS]
    if any(word in said and word not in there | near for word in content):
        return "it takes over what only the question says"
    held = sum(word in there for word in content)
    known = sum(word in there or (word in said and word in near) for word in content)
    told = [word for word in content if word not in said]
    borne_out = 2 * held >= len(content) or (told and all(word in there for word in told))
    if not content or known < SUPPORTED * len(content) or not borne_out:
        return "too much of it is not in the citation"
    verbs = {stem(word) for word in words(sentence) if _SAYING.fullmatch(word)}
    added = [word for word in told if word not in verbs]
    least = ADDED if len(added) > FEW_ADDED else 1.0
    if sum(word in there for word in added) < least * len(added):
        return "what it adds to the question is not in the citation"
    return None


def _unattributed(sentence: str, citations: Sequence[Citation]) -> bool:
    """Whether speech is told as bare fact: an opinion keeps the name of whose it is."""
    if any(one.kind is Kind.NARRATION for one in citations):
        return False
    speakers = [one.speaker for one in citations if one.speaker]
    said = set(words(sentence))
    return bool(speakers) and not any(words(speaker)[-1] in said for speaker in speakers)


def _anothers(sentence: str, citations: Sequence[Citation]) -> str | None:
    """A word that a sentence tells as said by the one cited speaker whom it names, and that stands only in
    what is cited of others and does not name that speaker."""
    said = set(words(sentence))
    named = {one.speaker for one in citations if one.speaker and words(one.speaker)[-1] in said}
    if len(named) != 1 or not any(_TELLS.fullmatch(word) for word in said):
        return None
    speaker = named.pop()
    theirs, others = _own_and_others(
        citations, lambda one: one.speaker == speaker or words(speaker)[-1] in words(one.quote)
    )
    theirs |= {stem(word) for one in citations if one.speaker == speaker for word in words(one.role or "")}
    told = (word for word in content_words(sentence) if not _TELLS.fullmatch(word))
    return next((word for word in told if stem(word) in others - theirs), None)


def _own_and_others(
    citations: Sequence[Citation], own: Callable[[Citation], bool]
) -> tuple[set[str], set[str]]:
    """The stems of what is cited as one's own, and of the rest."""
    theirs, others = (
        {stem(word) for one in citations if own(one) is which for word in words(one.quote)}
        for which in (True, False)
    )
    return theirs, others


def each_sentence(text: str) -> list[str]:
    """The sentences of a draft; what is none as a whole, and nothing of nothing."""
    return [span.cut(text) for span in sentences(text)] or [text] * bool(text)


def owned(sentence: str, citations: Sequence[Citation], names: frozenset[str]) -> str:
    """The sentence, with whose view it is put in front where it does not say so and one person's is cited.

    Not where it names somebody whom the articles quote, by `names`: it may give the view to that person; nor
    where a word of it stands only in what is cited of others.
    """
    speakers = {one.speaker for one in citations if one.speaker}
    if len(speakers) != 1 or not _unattributed(sentence, citations) or names & set(words(sentence)):
        return sentence
    theirs, others = _own_and_others(citations, lambda one: one.speaker in speakers)
    if any(stem(word) in others - theirs for word in content_words(sentence)):
        return sentence
    first = sentence.split(maxsplit=1)[0]
    told = sentence[:1].lower() + sentence[1:] if folded(first) in STOPWORDS else sentence
    return f"According to {speakers.pop()}, {told}"


def supporting(sentence: str, citations: Sequence[Citation]) -> list[int]:
    """The numbers of the citations that hold some word of the sentence that no better one holds."""
    wanted = {stem(word) for word in content_words(sentence)}
    held = {
        one.number: wanted & {stem(word) for word in words(f"{one.quote} {one.speaker or ''}")}
        for one in citations
    }
    numbers: list[int] = []
    covered: set[str] = set()
    for number in sorted(held, key=lambda number: -len(held[number])):
        if not numbers or len(held[number] - covered) > 1:
            numbers.append(number)
            covered |= held[number]
    return sorted(numbers)


def numbered(sentence: str, numbers: Sequence[int]) -> str:
    """The sentence with its citation numbers before the full stop."""
    bare = re.sub(r"\s*\[\d+\]", "", sentence).rstrip()
    bare = INNER_STOP.sub("", bare.rstrip(".").rstrip())
    return f"{bare} {''.join(f'[{number}]' for number in numbers)}."
