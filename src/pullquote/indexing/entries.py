"""One article made ready for the index: who speaks in it, how it is cut, and the texts to embed."""

from __future__ import annotations

from pullquote import sentences
from pullquote.articles import Article
from pullquote.attribution.rules import attribute
from pullquote.indexing import passages
from pullquote.indexing.embedding import Embedder
from pullquote.indexing.passages import Sizes
from pullquote.indexing.shelves import Entry, Keys, people_at
from pullquote.indexing.vectors import key_of
from pullquote.reading import boilerplate, headers, readers
from pullquote.spans import Span
from pullquote.speakers import Reading

ATTRIBUTION = "attribution-10"
"""Changes whenever the same article would be attributed differently; the rules for that fill many modules."""


VERSIONS = "/".join(
    [*(one.VERSION for one in (readers, boilerplate, headers, sentences, passages)), ATTRIBUTION]
)
"""Of everything that decides how an article is read and cut: a new one means that all are done again."""

TITLE_PIECES = 24
"""Word pieces kept free in front of a passage for the title of its article."""


def entry(article: Article, fingerprint: str, embedder: Embedder) -> tuple[Entry, list[str]]:
    """The article for the library, and the texts whose vectors it needs."""
    reading = attribute(article)
    sizes = Sizes(limit=embedder.max_pieces - TITLE_PIECES)
    heading = _heading(article.title or "", embedder)
    cut, texts = [], []
    for passage in passages.split(article, embedder.pieces, sizes):
        group = [
            heading + passage.span.cut(article.text),
            *(_sentence_text(article, reading, s, embedder) for s in passage.sentences),
        ]
        first, *rest = [key_of(embedder, text) for text in group]
        cut.append((passage, Keys(first, tuple(rest))))
        texts += group
    return Entry(article, fingerprint, reading, tuple(cut)), texts


def _heading(title: str, embedder: Embedder) -> str:
    """The line embedded above each passage: as much of the title as `TITLE_PIECES` hold."""
    title = title[:80]
    while title and embedder.pieces([title])[0] > TITLE_PIECES:
        title = title[: len(title) // 2]
    return f"{title}\n" if title else ""


def _sentence_text(article: Article, reading: Reading, span: Span, embedder: Embedder) -> str:
    """What is embedded for a sentence: its words after the speaker's name, if they do not hold it.

    So "he says" is found under the name of whoever he is. Names for which the embedder has no room are
    left out, rather than the end of the sentence.
    """
    words = span.cut(article.text)
    missing = [name for name in sorted(people_at(reading, span)) if name not in words]
    named = f"{', '.join(missing)}: {words}"
    return named if missing and embedder.pieces([named])[0] <= embedder.max_pieces else words
