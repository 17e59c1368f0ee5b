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

import math
import secrets
import shutil
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import httpx

from pullquote.errors import ModelFailed
from pullquote.models.adapters import adapters_for
from pullquote.models.beginnings import Beginnings
from pullquote.models.language import ModelSettings, Prompt, Watch, neutral, normalised, unwatched
from pullquote.models.starting import BEGINNINGS, private_folder, start
from pullquote.models.streams import NO_KEPT_CONNECTIONS, events, post
from pullquote.models.weights import Weights, weights_folder

_STEP_BY_STEP = {"stream": True, "return_progress": True}  # an event after every batch of the prompt
_MIB = 2**20
_NEGLIGIBLE = 1e-5  # of what the options that are listed hold together
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
        adapters = adapters_for(weights) if settings.adapted else ()
        self._adapters = {adapter.name: adapter.sha256 for adapter in adapters}
        self._states = Beginnings(weights_folder() / BEGINNINGS, settings.states_mib * _MIB)
        self._read_last: dict[str, str] = {}
        self._having = threading.Lock()
        self._known: dict[str, int] = {}
        self._server: Any = start(weights.path, adapters, folder / "s.sock", key, settings)
        self._client = httpx.Client(
            transport=httpx.HTTPTransport(uds=str(folder / "s.sock"), limits=NO_KEPT_CONNECTIONS),
            base_url="http://engine",
            headers={"Authorization": f"Bearer {key}"},
            timeout=settings.timeout,
        )
        self._frame = self._read_frame()
        if settings.beginning and not self._adapters:
            self._begin(settings.beginning)

    @property
    def adapters(self) -> frozenset[str]:
        """See LanguageModel."""
        return frozenset(self._adapters)

    def count(self, text: str) -> int:
        """Tokens in `text`, neutralised and without any template around it."""
        return len(self._tokens(neutral(text)))

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        """See LanguageModel. A cancel is noticed within 512 tokens, also while a prompt is being read; what
        lasts of it is read in one go."""
        self._have(prompt)
        body = self._body(prompt) | {"n_predict": max_tokens, "stop": list(stop), **_STEP_BY_STEP}
        if grammar is not None:
            body["grammar"] = grammar
        with closing(events(self._client, "/completion", body, self._where)) as pieces:
            yield from (piece["content"] for piece in pieces)

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """See LanguageModel. Looks further down the list of tokens until every option is found, or those
        that are not can't matter; these are told to be as likely as the last of the list."""
        wanted = [self._single(option) for option in options]
        for neighbours in _NEIGHBOURS:
            found = self._likeliest(prompt, neighbours, watch)
            last = min(found.values(), default=-math.inf)
            held = sum(math.exp(found[token]) for token in wanted if token in found)
            if all(token in found for token in wanted) or math.exp(last) < _NEGLIGIBLE * held:
                return normalised([found.get(token, last) for token in wanted])
        raise ModelFailed(f"{self._where} gave no probability for one of: {', '.join(map(repr, options))}")

    def _likeliest(self, prompt: Prompt, most: int, watch: Watch) -> dict[int, float]:
        """The likeliest next tokens with their log-probabilities; `watch` is called between batches."""
        body = self._body(prompt) | {"n_predict": 1, "n_probs": most, **_STEP_BY_STEP}
        listed: list[dict[str, Any]] = []
        watch()
        self._have(prompt)
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
            **self._adapting(prompt),
        }

    def _adapting(self, prompt: Prompt) -> dict[str, Any]:
        """Every request says which adapter is on, since llama.cpp keeps what the last one said."""
        scales = [
            {"id": number, "scale": float(name == prompt.adapter)}
            for number, name in enumerate(self._adapters)
        ]
        return {"lora": scales, "id_slot": self._slot_of(prompt.adapter)} if scales else {}

    def _slot_of(self, adapter: str) -> int:
        """Each adapter has a slot of its own, the last is for prompts without one: a slot forgets what it
        has read when its adapter changes."""
        return [*self._adapters, adapter].index(adapter)

    def _have(self, prompt: Prompt) -> None:
        """Have what lasts of the prompt in its slot, from disk where it was read before."""
        adapter = prompt.adapter
        if not prompt.lasting or self._read_last.get(adapter) == prompt.lasting:
            return
        frame, system, lasting = self._frame, self._plain(prompt.system), self._plain(prompt.lasting)
        tokens = [*frame.opening, *system, *frame.between, *lasting]
        with self._having:
            self._bring(tokens, prompt)

    def _bring(self, tokens: list[int], prompt: Prompt) -> None:
        adapter = prompt.adapter
        if adapter not in self._read_last:
            self._read(tokens[:1], prompt)  # a slot that has not had its adapter yet would forget its state
        slot = self._slot_of(adapter)
        self._states.bring(
            self._key(tokens, adapter),
            restore=lambda name: self._slot("restore", name, slot),
            read=lambda: self._read(tokens, prompt),
            save=lambda name: self._slot("save", name, slot),
        )
        self._read_last[adapter] = prompt.lasting

    def _key(self, tokens: list[int], adapter: str = "") -> str:
        """What a kept state stands for."""
        by = f"{self.sha256} {self._adapters.get(adapter, '')} {version('xllamacpp')} {self.context}"
        return f"{by} {tokens}"

    def _rendered(self, prompt: Prompt) -> list[int]:
        frame = self._frame
        system, user, start = map(self._plain, (prompt.system, prompt.user, prompt.answer_start))
        return [*frame.opening, *system, *frame.between, *user, *frame.closing, *start]

    def _plain(self, text: str) -> list[int]:
        """Tokens of what is not ours, none of which is a control token."""
        return self._tokens(neutral(text))

    def _tokens(self, text: str, *, special: bool = False, first: bool = False) -> list[int]:
        if not text:
            return []
        body = {"content": text, "parse_special": special, "add_special": first}
        tokens: list[int] = post(self._client, "/tokenize", body, self._where)["tokens"]
        return tokens

    def _single(self, option: str) -> int:
        if option not in self._known:
            tokens = self._tokens(option)
            if len(tokens) != 1:
                raise ValueError(f"An option must be one token; {option!r} is {len(tokens)}")
            self._known[option] = tokens[0]
        return self._known[option]

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

    def _begin(self, system: str) -> None:
        """Have the engine's state after these instructions, from disk where they were read before."""
        frame = self._frame
        tokens = [*frame.opening, *self._plain(system), *frame.between]
        self._states.bring(
            self._key(tokens),
            restore=lambda name: self._slot("restore", name),
            read=lambda: self._read(tokens, Prompt(system, "")),
            save=lambda name: self._slot("save", name),
        )

    def _read(self, tokens: list[int], prompt: Prompt) -> None:
        body = {"prompt": tokens, "n_predict": 0, "cache_prompt": True, **self._adapting(prompt)}
        post(self._client, "/completion", body, self._where)

    def _slot(self, action: str, name: str, slot: int = 0) -> bool:
        """Save or restore the state of a slot; False when llama.cpp refuses."""
        try:
            post(self._client, f"/slots/{slot}?action={action}", {"filename": name}, self._where)
        except ModelFailed:
            return False
        return True

    def _templated(self, turns: list[tuple[str, str]]) -> str:
        messages = [{"role": role, "content": content} for role, content in turns]
        reply = post(self._client, "/apply-template", {"messages": messages}, self._where)
        return str(reply["prompt"])
