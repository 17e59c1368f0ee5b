"""One article made ready for the index: who speaks in it, how it is cut, and the texts to embed."""

from __future__ import annotations

from pullquote import attribution, boilerplate, headers, passages, readers, sentences
from pullquote.articles import Article
from pullquote.embedding import Embedder
from pullquote.passages import Passage, Sizes
from pullquote.shelves import Entry, Keys, people_at
from pullquote.spans import Span
from pullquote.speakers import Reading
from pullquote.vectors import key_of

VERSIONS = "/".join(
    module.VERSION for module in (readers, boilerplate, headers, sentences, passages, attribution)
)
"""Of everything that decides how an article is read and cut: a new one means that all are done again."""

TITLE_PIECES = 24
"""Word pieces kept free in front of a passage for the title of its article."""


def entry(article: Article, fingerprint: str, embedder: Embedder) -> tuple[Entry, list[str]]:
    """The article for the library, and the texts whose vectors it needs."""
    reading = attribution.attribute(article)
    sizes = Sizes(limit=embedder.max_pieces - TITLE_PIECES)
    cut, texts = [], []
    for passage in passages.split(article, embedder.pieces, sizes):
        group = [
            _passage_text(article, passage),
            *(_sentence_text(article, reading, s) for s in passage.sentences),
        ]
        first, *rest = [key_of(embedder, text) for text in group]
        cut.append((passage, Keys(first, tuple(rest))))
        texts += group
    return Entry(article, fingerprint, reading, tuple(cut)), texts


def _passage_text(article: Article, passage: Passage) -> str:
    """What is embedded for a passage: its words under the article's title."""
    words = passage.span.cut(article.text)
    return f"{article.title[:80]}\n{words}" if article.title else words


def _sentence_text(article: Article, reading: Reading, span: Span) -> str:
    """What is embedded for a sentence: its words after the speaker's name, if they do not hold it.

    So "he says" is found under the name of whoever he is.
    """
    words = span.cut(article.text)
    missing = [name for name in sorted(people_at(reading, span)) if name not in words]
    return f"{', '.join(missing)}: {words}" if missing else words
