"""Our language models as a LlamaIndex LLM, so that they plug into other people's query engines."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Any

from llama_index.core.base.llms.types import CompletionResponse, CompletionResponseGen, LLMMetadata
from llama_index.core.llms import CustomLLM
from llama_index.core.llms.callbacks import llm_completion_callback
from pydantic import PrivateAttr

from pullquote.models.language import LanguageModel, Prompt


class PullquoteLLM(CustomLLM):  # type: ignore[misc] # the base class is untyped for us
    """A LanguageModel behind LlamaIndex's interface.

    A whole LlamaIndex prompt becomes the user's turn. `max_tokens` and `stop` may be given with each
    call; anything else is refused rather than ignored. The model stays open: closing it is its owner's.
    """

    max_tokens: int = 256
    _model: LanguageModel = PrivateAttr()

    def __init__(self, model: LanguageModel, *, max_tokens: int = 256) -> None:
        """Wrap an open model; `max_tokens` bounds an answer unless a call says otherwise."""
        super().__init__(max_tokens=max_tokens)
        self._model = model

    @classmethod
    def class_name(cls) -> str:
        """The name under which LlamaIndex records this class."""
        return "pullquote"

    @property
    def metadata(self) -> LLMMetadata:
        """Context size and name, by which LlamaIndex packs its prompts."""
        return LLMMetadata(
            context_window=self._model.context, num_output=self.max_tokens, model_name=self._model.name
        )

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def complete(self, prompt: str, formatted: bool = False, **given: Any) -> CompletionResponse:
        """The whole answer."""
        return CompletionResponse(text="".join(self._pieces(prompt, **given)))

    @llm_completion_callback()  # type: ignore[untyped-decorator]
    def stream_complete(self, prompt: str, formatted: bool = False, **given: Any) -> CompletionResponseGen:
        """The answer as it grows; closing the generator cancels it."""
        pieces = self._pieces(prompt, **given)

        def grow() -> CompletionResponseGen:
            text = ""
            with closing(pieces):
                for piece in pieces:
                    text += piece
                    yield CompletionResponse(text=text, delta=piece)

        return grow()

    def _pieces(self, prompt: str, *, max_tokens: int | None = None, stop: Sequence[str] = ()) -> Any:
        return self._model.write(Prompt("", prompt), max_tokens=max_tokens or self.max_tokens, stop=stop)
