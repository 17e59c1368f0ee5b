"""What can go wrong, as a tree. Each message is one line: what, where, and what to type next.

PullquoteError            exit status 3 unless said otherwise
├── UsageError            2: the caller's input
│   ├── NothingToIndex       a PATH is missing or holds no readable article
│   ├── QuestionRefused      empty, or too long for the model
│   ├── FilterMatchesNothing a name, glob or date that selects nothing, or two people
│   └── SettingsError        an unknown or malformed setting
├── IndexMissing          3: no index where one was named
├── IndexDamaged          3: the index does not verify
├── IndexMismatch         3: built with another embedder or by another version
├── IndexBusy             3: another process is building
├── ModelMissing          3: weights are not there, or could not be fetched
├── ModelFailed           3: the model or its server gave an error
└── EvalIncomplete        3: a metric that a gate needs was not measured

A bug is not wrapped: it keeps its traceback.
"""

from __future__ import annotations


class PullquoteError(Exception):
    """The base of every error that is told to the user in one line."""

    exit_status = 3


class UsageError(PullquoteError):
    """The caller's input is at fault."""

    exit_status = 2


class NothingToIndex(UsageError):
    """A PATH is missing or holds no readable article; the index is untouched."""


class QuestionRefused(UsageError):
    """The question is empty or too long."""


class FilterMatchesNothing(UsageError):
    """A filter names nobody or nothing, or two people at once; the message lists the choices."""


class SettingsError(UsageError):
    """A setting is unknown or malformed."""


class IndexMissing(PullquoteError):
    """There is no index at the place that was named."""


class IndexDamaged(PullquoteError):
    """The index is there but does not verify."""


class IndexMismatch(PullquoteError):
    """The index was built by something else than what is asking."""


class IndexBusy(PullquoteError):
    """Another process is building this index."""


class ModelMissing(PullquoteError):
    """The language model's weights are not there and could not be fetched."""


class ModelFailed(PullquoteError):
    """The language model, or the server it runs on, gave an error."""


class EvalIncomplete(PullquoteError):
    """A gated metric was not measured; neither a pass nor a quality failure."""
