"""What counts as the same words: the promises that every verdict leans on."""

from __future__ import annotations

import random

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from corpora import MemoryCorpus
from pullquote.articles import Article
from pullquote.checking.checker import Checker, check
from pullquote.checking.folding import fold_word, words
from pullquote.checking.verdicts import CheckedQuote, Verdict
from pullquote.places import seeds
from pullquote.sentences import sentences
from pullquote.spans import Span

SEEDS = MemoryCorpus(
    [Article(path.name, path.read_text(encoding="utf-8-sig")) for path in sorted(seeds().glob("*.txt"))]
)
CHECKER = Checker(SEEDS)
NAMES = SEEDS.names()
MARKS = {"“": '"', "”": '"', "‘": "'", "’": "'", "'": "’"}
SPACES = [" ", "  ", "\u00a0", "\n", " \t"]
STRANGERS = ["zebra", "seventeen", "quickly", "London", "not", "never"]


@st.composite
def stretches(draw: st.DrawFn, least: int = 2) -> tuple[str, Span]:
    """Whole words of one article, without double marks or a paragraph break among them."""
    name = draw(st.sampled_from(NAMES))
    text = SEEDS.article(name).text
    spoken = words(text)
    first = draw(st.integers(0, len(spoken) - least))
    last = draw(st.integers(first + least, min(len(spoken), first + 25)))
    span = Span(spoken[first].start, spoken[last - 1].end)
    assume(not set(span.cut(text)) & set('“”"[]{}\n'))
    return name, span


def ask(quoted: str) -> CheckedQuote:
    """Check a text that is one quotation, in guillemets, which no article has."""
    found = CHECKER.check(f"«{quoted}»", quotes_only=True).quotes
    assume(len(found) == 1)
    return found[0]


def places(found: CheckedQuote) -> list[tuple[str | None, tuple[Span, ...]]]:
    return [(found.article, found.source_spans), *((one.article, one.source_spans) for one in found.also_in)]


def holds(found: CheckedQuote, name: str, span: Span) -> bool:
    """True if that place is among the found ones; a cut that turns the sense shows a little more."""
    return any(article == name and any(one.holds(span) for one in spans) for article, spans in places(found))


def turns_the_sense(name: str, span: Span, said: str) -> bool:
    """Whether the words, where only their own sentences are known, are cut so that the sense turns."""
    text = SEEDS.article(name).text
    around = [one for one in sentences(text) if one.overlap(span)]
    alone = Article(name, text[around[0].start : around[-1].end])
    (found,) = check(f"«{said}»", MemoryCorpus([alone]), quotes_only=True).quotes
    return found.verdict is Verdict.ALTERED and "sense" in found.reason


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(stretches(), st.randoms(use_true_random=False))
@example(("001_686004fd14f27468.txt", Span(2081, 2091)), random.Random(0))
def test_any_stretch_is_found_at_its_own_place_whatever_its_typography(
    stretch: tuple[str, Span], chance: random.Random
) -> None:
    name, span = stretch
    said = "".join(
        chance.choice(SPACES) if char == " " else MARKS.get(char, char) if chance.random() < 0.5 else char
        for char in span.cut(SEEDS.article(name).text)
    )
    found = ask(said)
    if not holds(found, name, span):  # "models are" of "models are not": another place bears the words out
        assert found.verdict is Verdict.VERBATIM, (said, found)
        assert turns_the_sense(name, span, said), (said, found)
    elif found.verdict is Verdict.VERBATIM:
        assert (name, (span,)) in places(found)
    else:
        assert found.verdict is Verdict.ALTERED
        assert "sense" in found.reason


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(stretches(least=3), st.sampled_from(["change", "insert", "delete"]), st.randoms(use_true_random=False))
def test_one_word_changed_inserted_or_deleted_is_never_verbatim(
    stretch: tuple[str, Span], how: str, chance: random.Random
) -> None:
    name, span = stretch
    text = SEEDS.article(name).text
    spoken = words(text, span.start, span.end)
    inner = range(1, len(spoken) - 1) if how == "delete" else range(len(spoken))
    place = spoken[chance.choice(list(inner))]
    new = chance.choice(STRANGERS)
    changed = {
        "change": text[span.start : place.start] + new + text[place.end : span.end],
        "insert": text[span.start : place.start] + new + " " + text[place.start : span.end],
        "delete": text[span.start : place.start].rstrip() + text[place.end : span.end],
    }[how]
    keys = [fold_word(word.key) for word in words(changed)]
    assume(not any(_contiguous(keys, [word.key for word in words(SEEDS.article(one).text)]) for one in NAMES))
    assert ask(changed).verdict is not Verdict.VERBATIM, (how, changed)


def _contiguous(keys: list[str], all_keys: list[str]) -> bool:
    return any(all_keys[at : at + len(keys)] == keys for at in range(len(all_keys) - len(keys) + 1))


SENTENCES = ["He said no.", "No.", "It was late.", "The vote was lost.", "“We lost,” he said."]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=12))
def test_repeated_sentences_keep_their_own_places(drawn: list[str]) -> None:
    text = " ".join(drawn)
    article = MemoryCorpus([Article("a.txt", text)])
    for wanted in set(drawn) & {"He said no.", "It was late.", "The vote was lost."}:
        found = check(f"«{wanted}»", article, quotes_only=True).quotes[0]
        starts = [
            len(" ".join(drawn[:i])) + (i > 0) for i, sentence in enumerate(drawn) if sentence == wanted
        ]
        assert sorted(spans[0].start for _, spans in places(found)) == starts
