"""The small interface behind which every language model sits, and what a model may read.

A model writes prose and weighs options; it never says where words stand. Two implementations:
`engine` (llama.cpp in this process) and `served` (any server that speaks OpenAI's protocol).
"""

from __future__ import annotations

import math
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pullquote.errors import SettingsError
from pullquote.models.weights import locate


@dataclass(frozen=True, slots=True)
class Prompt:
    """One turn: instructions, what the user says, and words that the answer is made to begin with.

    Put what stays the same first (instructions, then the article) and what changes last (the
    question): the part in front that did not change since last time is not read again.
    Special tokens in any of the three are read as plain text, whoever wrote them.
    `adapter`: the name of small weights of ours that it is to be read with, by a model that has them.
    `lasting`: what `user` begins with and other prompts will, too; a model may keep on disk what it makes of
    it.
    """

    system: str
    user: str
    answer_start: str = ""
    adapter: str = ""
    lasting: str = ""


Watch = Callable[[], None]
"""Called now and then while a model reads; whatever it raises ends the request, and reaches the caller."""


def unwatched() -> None:
    """For callers who wait until the end."""


class LanguageModel(Protocol):
    """What the rest of pullquote knows of a language model. May be shared by threads; requests queue."""

    @property
    def name(self) -> str:
        """The name for people and for the answer's record."""

    @property
    def sha256(self) -> str | None:
        """The digest of the weights; None for a server, whose weights we cannot see."""

    @property
    def context(self) -> int:
        """How many tokens prompt and answer may have together."""

    @property
    def adapters(self) -> frozenset[str]:
        """The names of the adapters that it has: small weights of ours for the prompts that ask for them."""

    def count(self, text: str) -> int:
        """Tokens in `text` as the model would read it."""

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        """Yield pieces of the answer (without `answer_start`) as they are made; an empty one now and then
        while the prompt is still being read, so that the caller can close the iterator by then.

        Ends at one of `stop` (not yielded), at the model's own end, or after `max_tokens`.
        `grammar` is GBNF. Closing the iterator cancels the generation. Raises ModelFailed.
        """

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """Natural log-probabilities of each option being the next token, normalised over the options.

        Each option has to be a single token ("1", " yes"); ValueError if it is not. `watch` is called before
        and after, and in between as often as the model can.
        """

    def close(self) -> None:
        """Give memory and connections back. A closed model cannot be used again."""


def physical_cores() -> int:
    """Cores that this process may use, hyper-threads of one core counted once.

    llama.cpp's threads wait for each other at every step, so one more than there are cores slows all of them.
    """
    usable = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
    siblings = (Path(f"/sys/devices/system/cpu/cpu{cpu}/topology/thread_siblings_list") for cpu in usable)
    return len({path.read_text() if path.is_file() else str(path) for path in siblings})


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How a model is run. `context` is tokens, `cache_mib` bounds the memory of prompts already read.

    512 MiB keep some 18,000 tokens of the default model, a dozen articles. `beginning` is what
    `Prompt.system` will be, so that the engine has it read before the first question; of a model with an
    adapter, whose instructions are short, it is not. `adapted` False leaves its adapters off. `states_mib`
    bounds the disk that what lasts of prompts takes: 28 KB a token of the default model, 8 MB a section of an
    article. `copies`: where the last words written stand in the prompt, those that follow there are tried
    next, several in one step.
    """

    context: int = 4096
    states_mib: int = 2048
    threads: int = field(default_factory=physical_cores)
    cache_mib: int = 512
    random_seed: int = 1
    timeout: float = 600.0
    debug: bool = False
    beginning: str = ""
    copies: bool = True
    adapted: bool = True


def open_model(choice: str, settings: ModelSettings | None = None) -> LanguageModel:
    """The model that NAME, PATH.gguf or URL stands for, loaded and ready.

    A URL may carry the server's name for the model behind `#` (`http://127.0.0.1:11434/v1#qwen2.5:1.5b`).
    `none` is no model and is for the caller to handle.
    """
    settings = settings or ModelSettings()
    if choice == "none":
        raise SettingsError("--model none is no language model; nothing can be opened")
    if choice.startswith(("http://", "https://")):
        from pullquote.models.served import ServedModel

        return ServedModel(choice, settings)
    weights = locate(choice)
    from pullquote.models.engine import EngineModel  # 100 MB of library: only when it is really wanted

    return EngineModel(weights, settings)


def normalised(logprobs: Sequence[float]) -> list[float]:
    """The same log-probabilities, shifted so that the probabilities add up to 1."""
    top = max(logprobs)
    total = top + math.log(sum(math.exp(value - top) for value in logprobs))
    return [value - total for value in logprobs]


# Characters that a reader does not see and a model does: controls but tab and newline, soft hyphen,
# zero-width, direction marks, variation selectors, tags; and lone surrogates, which no encoder takes.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_ANGLED = re.compile(r"<(?=\S)")
_BRACKETED = re.compile(r"\[(?=/?[A-Z][A-Z_]*\d*\])")


def neutral(text: str) -> str:
    """`text` without unseen characters, and with nothing in it that a tokenizer takes for a control token.

    Every family writes its control tokens as `<…>` or `[CAPITALS]`; a space behind the opening
    mark breaks them all, known or not, and leaves the words legible. Applied twice, it changes nothing more.
    The result is for a model to read, never for offsets.
    """
    seen = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    seen = unicodedata.normalize("NFC", seen)
    return _BRACKETED.sub("[ ", _ANGLED.sub("< ", seen))
