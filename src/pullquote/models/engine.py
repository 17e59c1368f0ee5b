"""llama.cpp inside this process (xllamacpp), reached through a private Unix socket.

xllamacpp starts llama.cpp's HTTP listener whether one wants it or not; there is no setting without it,
and its tokenizer is only reachable there. So the listener is put where nobody else gets at it: a Unix
socket in a folder of mode 0700, no TCP port, with a random key, without web page, slots or CORS.
We talk to it over that socket rather than through xllamacpp's callbacks, because the callbacks
swallow exceptions, tell of errors in two shapes, and cannot be cancelled while a prompt is being read.

Articles and questions are tokenized apart from the chat template and with special tokens off, so
that no text can become a control token, whatever the tokenizer's vocabulary holds.
"""

from __future__ import annotations

import secrets
import shutil
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpx

from pullquote.errors import ModelFailed
from pullquote.models.adapters import adapter_for
from pullquote.models.beginnings import Beginnings
from pullquote.models.language import ModelSettings, Prompt, Watch, neutral, normalised, unwatched
from pullquote.models.starting import BEGINNINGS, private_folder, started
from pullquote.models.streams import NO_KEPT_CONNECTIONS, events, post
from pullquote.models.weights import Weights, weights_folder

_STEP_BY_STEP = {"stream": True, "return_progress": True}  # an event after every batch of the prompt
_NEIGHBOURS = (100, 5000, 1_000_000)  # how many of the likeliest tokens to look through for the options


@dataclass(frozen=True, slots=True)
class _Frame:
    """The model's chat template as tokens: what stands before, between and behind system and user."""

    opening: list[int]
    between: list[int]
    closing: list[int]


class EngineModel:
    """A GGUF file, run by llama.cpp on this machine's processor."""

    def __init__(self, weights: Weights, settings: ModelSettings) -> None:
        """Load `weights`; 2 to 5 s for the default model. Raises ModelFailed for a file that is no GGUF."""
        self.name = weights.name
        self.sha256: str | None = weights.sha256
        self.context = settings.context
        self._settings = settings
        self._where = f"The model {weights.name}"
        folder = private_folder()
        self._clean = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        key = secrets.token_urlsafe(24)
        self._adapter = adapter_for(weights) if settings.adapted_beginning else None
        self._server: Any = started(weights.path, self._adapter, folder / "s.sock", key, settings)
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(folder / "s.sock"), limits=NO_KEPT_CONNECTIONS),
            base_url="http://engine",
            headers={"Authorization": f"Bearer {key}"},
            timeout=settings.timeout,
        )
        self._frame = self._read_frame()
        self._present: bool | None = None
        for adapted in (False, True) if self._adapter else (False,):
            self._ready(adapted=adapted)

    @property
    def adapted(self) -> bool:
        """See LanguageModel."""
        return self._adapter is not None

    def count(self, text: str) -> int:
        """Tokens in `text`, neutralised and without any template around it."""
        return len(self._tokens(neutral(text)))

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        """See LanguageModel. A cancel is noticed within 512 tokens, also while a prompt is being read."""
        self._ready(adapted=prompt.adapted)
        body = self._body(prompt) | {"n_predict": max_tokens, "stop": list(stop), **_STEP_BY_STEP}
        if grammar is not None:
            body["grammar"] = grammar
        with closing(events(self._client, "/completion", body, self._where)) as pieces:
            yield from (piece["content"] for piece in pieces)

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """See LanguageModel. Looks further down the list of tokens until every option is found."""
        self._ready(adapted=prompt.adapted)
        wanted = [self._single(option) for option in options]
        for neighbours in _NEIGHBOURS:
            found = self._likeliest(prompt, neighbours, watch)
            if all(token in found for token in wanted):
                return normalised([found[token] for token in wanted])
        raise ModelFailed(f"{self._where} gave no probability for one of: {', '.join(map(repr, options))}")

    def _likeliest(self, prompt: Prompt, most: int, watch: Watch) -> dict[int, float]:
        """The likeliest next tokens with their log-probabilities; `watch` is called between batches."""
        body = self._body(prompt) | {"n_predict": 1, "n_probs": most, **_STEP_BY_STEP}
        listed: list[dict[str, Any]] = []
        watch()
        with closing(events(self._client, "/completion", body, self._where)) as steps:
            for step in steps:
                watch()
                for first in step.get("completion_probabilities", ()):
                    listed = first["top_logprobs"]
        return {token["id"]: token["logprob"] for token in listed}

    def close(self) -> None:
        """Stop the engine, free the weights, remove the socket."""
        self._client.close()
        self._server = None  # its destructor ends llama.cpp's threads
        self._clean()

    def _body(self, prompt: Prompt) -> dict[str, Any]:
        return {
            "prompt": self._rendered(prompt),
            "temperature": 0,
            "seed": self._settings.random_seed,
            "cache_prompt": True,
            **self._adapting(adapted=prompt.adapted),
        }

    def _adapting(self, *, adapted: bool) -> dict[str, Any]:
        """Every request says how much of the adapter is on, since llama.cpp keeps what the last one said."""
        if self._adapter is None:
            return {}
        return {"lora": [{"id": 0, "scale": float(adapted)}]}

    def _rendered(self, prompt: Prompt) -> list[int]:
        frame = self._frame
        system, user, start = (
            self._tokens(neutral(text)) for text in (prompt.system, prompt.user, prompt.answer_start)
        )
        return [*frame.opening, *system, *frame.between, *user, *frame.closing, *start]

    def _tokens(self, text: str, *, special: bool = False, first: bool = False) -> list[int]:
        if not text:
            return []
        body = {"content": text, "parse_special": special, "add_special": first}
        tokens: list[int] = post(self._client, "/tokenize", body, self._where)["tokens"]
        return tokens

    def _single(self, option: str) -> int:
        tokens = self._tokens(option)
        if len(tokens) != 1:
            raise ValueError(f"An option must be one token; {option!r} is {len(tokens)}")
        return tokens[0]

    def _read_frame(self) -> _Frame:
        """Render the template once around two marks and cut it at the marks."""
        system, user = secrets.token_hex(8), secrets.token_hex(8)
        try:
            text = self._templated([("system", system), ("user", user)])
        except ModelFailed:  # families without a system role: instructions open the user's turn
            text = self._templated([("user", f"{system}\n\n{user}")])
        opening, found, rest = text.partition(system)
        between, found_too, closing_ = rest.partition(user)
        if not found or not found_too:
            raise ModelFailed(f"{self._where} has a chat template that leaves out what it is given")
        return _Frame(
            self._tokens(opening, special=True, first=True),
            self._tokens(between, special=True),
            self._tokens(closing_, special=True),
        )

    def _ready(self, *, adapted: bool) -> None:
        """Have the engine's state after the instructions of prompts of that kind.

        What was read with other weights llama.cpp forgets when a request switches them, so that a token is
        read first, and the state brought then.
        """
        adapted = adapted and self.adapted
        if adapted is self._present:
            return
        if self._adapter is not None:
            self._read(self._frame.opening[:1] or self._frame.between[:1], adapted=adapted)
        beginning = self._settings.adapted_beginning if adapted else self._settings.beginning
        if beginning:
            self._begin(beginning, adapted=adapted)
        self._present = adapted

    def _begin(self, system: str, *, adapted: bool) -> None:
        """The state after these instructions, from disk where they were read before."""
        frame = self._frame
        tokens = [*frame.opening, *self._tokens(neutral(system)), *frame.between]
        weights = f"{self.sha256} {self._adapter.sha256}" if adapted and self._adapter else self.sha256
        key = f"{weights} {version('xllamacpp')} {self.context} {tokens}"
        Beginnings(weights_folder() / BEGINNINGS).bring(
            key,
            restore=lambda name: self._slot("restore", name),
            read=lambda: self._read(tokens, adapted=adapted),
            save=lambda name: self._slot("save", name),
        )

    def _read(self, tokens: list[int], *, adapted: bool) -> None:
        body = {"prompt": tokens, "n_predict": 0, "cache_prompt": True, **self._adapting(adapted=adapted)}
        post(self._client, "/completion", body, self._where)

    def _slot(self, action: str, name: str) -> bool:
        """Save or restore the state of the only slot; False when llama.cpp refuses."""
        try:
            post(self._client, f"/slots/0?action={action}", {"filename": name}, self._where)
        except ModelFailed:
            return False
        return True

    def _templated(self, turns: list[tuple[str, str]]) -> str:
        messages = [{"role": role, "content": content} for role, content in turns]
        reply = post(self._client, "/apply-template", {"messages": messages}, self._where)
        return str(reply["prompt"])
