"""A language model behind a URL: any server that speaks OpenAI's chat protocol.

llama-server, Ollama and vLLM do. The protocol has no tokenizer and no grammar; where the server turns
out to be llama.cpp's, its own are used, elsewhere tokens are estimated and a grammar is refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import Any

import httpx

from pullquote.errors import ModelFailed, SettingsError
from pullquote.models.language import ModelSettings, Prompt, Watch, neutral, normalised, unwatched
from pullquote.models.streams import NO_KEPT_CONNECTIONS, events, get, post

KEY_VARIABLE = "PULLQUOTE_API_KEY"
_CONNECT_SECONDS = 5.0
_LISTED = 20  # the most alternatives that the protocol lets one ask for
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class ServedModel:
    """A model that a server runs. Its weights cannot be seen, so `sha256` is None."""

    def __init__(self, url: str, settings: ModelSettings) -> None:
        """Connect and ask for the model's name, unless `url` gives it behind `#`.

        The key for a server that wants one is read from $PULLQUOTE_API_KEY. Raises ModelFailed,
        naming the URL, when nobody answers there.
        """
        place = _place(url)
        self.sha256: str | None = None
        self.adapters: frozenset[str] = frozenset()
        self.context = settings.context
        self._settings = settings
        self._where = f"The server at {place.copy_with(userinfo=b'')}"
        self._tokenizer = str(place.join("/tokenize"))  # llama.cpp's own, outside the protocol
        self._client = _client(place, settings)
        listed = get(self._client, "models", self._where).get("data") or []
        self.name = httpx.URL(url).fragment or _first_name(listed, self._where)
        self._is_llama = any(
            isinstance(entry, dict) and entry.get("owned_by") == "llamacpp" for entry in listed
        )

    def count(self, text: str) -> int:
        """Tokens in `text`; an estimate on the high side (3 bytes each) unless the server is llama.cpp's."""
        if self._is_llama:
            body = {"content": neutral(text), "add_special": False}
            return len(post(self._client, self._tokenizer, body, self._where)["tokens"])
        return -(-len(neutral(text).encode()) // 3)

    def write(
        self, prompt: Prompt, *, max_tokens: int, stop: Sequence[str] = (), grammar: str | None = None
    ) -> Iterator[str]:
        """See LanguageModel. A server that answers with `answer_start` again has it cut off."""
        body = self._body(prompt, max_tokens) | {"stream": True}
        if stop:
            body["stop"] = list(stop)
        if grammar is not None:
            body["grammar"] = self._permitted(grammar)
        with closing(events(self._client, "chat/completions", body, self._where)) as chunks:
            yield from _without(prompt.answer_start, (self._piece(chunk) for chunk in chunks))

    def weigh(self, prompt: Prompt, options: Sequence[str], watch: Watch = unwatched) -> list[float]:
        """See LanguageModel, with two limits: the server cannot be interrupted, and it lists 20 tokens.

        An option that is not among them gets the last one's log-probability, which is the most it
        can have. ModelFailed if the server lists none at all, or none of the options.
        """
        body = self._body(prompt, 1) | {"logprobs": True, "top_logprobs": _LISTED}
        watch()
        reply = post(self._client, "chat/completions", body, self._where)
        watch()
        try:
            listed = reply["choices"][0]["logprobs"]["content"][0]["top_logprobs"]
            found = {str(token["token"]): float(token["logprob"]) for token in listed}
        except (KeyError, IndexError, TypeError) as error:
            raise ModelFailed(
                f"{self._where} gives no log-probabilities, which choosing needs. "
                "Use a server that does (llama-server, vLLM), or --model none"
            ) from error
        if not any(option in found for option in options):
            raise ModelFailed(f"{self._where} finds none of {', '.join(map(repr, options))} likely")
        least = min(found.values())
        return normalised([found.get(option, least) for option in options])

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def _body(self, prompt: Prompt, max_tokens: int) -> dict[str, Any]:
        turns = [("system", prompt.system), ("user", prompt.user), ("assistant", prompt.answer_start)]
        messages = [{"role": role, "content": neutral(text)} for role, text in turns if text]
        return {
            "model": self.name,
            "messages": messages,
            "max_tokens": max_tokens,
            "temperature": 0,
            "seed": self._settings.random_seed,
        }

    def _permitted(self, grammar: str) -> str:
        if not self._is_llama:
            raise ModelFailed(f"{self._where} takes no grammar. Use llama-server, or a model by name or path")
        return grammar

    def _piece(self, chunk: dict[str, Any]) -> str:
        try:
            choices = chunk["choices"]
            return str(choices[0]["delta"].get("content") or "") if choices else ""
        except (KeyError, IndexError, TypeError, AttributeError) as error:
            raise ModelFailed(f"{self._where} does not speak OpenAI's chat protocol") from error


def _place(url: str) -> httpx.URL:
    """The protocol's root: `/v1` is added to a URL without a path."""
    try:
        place = httpx.URL(url).copy_with(fragment=None, query=None)
    except httpx.InvalidURL as error:
        raise SettingsError(f"{url!r} is not a URL: {error}. Example: http://127.0.0.1:8080/v1") from error
    if not place.host:
        raise SettingsError(f"{url!r} names no server. Example: http://127.0.0.1:8080/v1")
    path = place.path.rstrip("/") or "/v1"
    return place.copy_with(path=f"{path}/")


def _client(place: httpx.URL, settings: ModelSettings) -> httpx.Client:
    key = os.environ.get(KEY_VARIABLE)
    return httpx.Client(
        base_url=place,
        headers={"Authorization": f"Bearer {key}"} if key else {},
        timeout=httpx.Timeout(settings.timeout, connect=_CONNECT_SECONDS),
        limits=NO_KEPT_CONNECTIONS,
        trust_env=place.host not in _LOOPBACK,  # no proxy between two processes of one machine
    )


def _first_name(listed: list[Any], where: str) -> str:
    try:
        return str(listed[0]["id"])
    except (KeyError, IndexError, TypeError) as error:
        raise ModelFailed(f"{where} lists no model. Name one behind the URL: URL#NAME") from error


def _without(start: str, pieces: Iterator[str]) -> Iterator[str]:
    """The pieces, less `start` where they repeat it. Held back only as long as they may still do so."""
    held = ""
    for piece in pieces:
        held += piece
        if len(held) < len(start) and start.startswith(held):
            continue
        rest = held.removeprefix(start)
        if rest:
            yield rest
        break
    else:
        rest = "" if held == start else held
        if rest:
            yield rest
    yield from (piece for piece in pieces if piece)
