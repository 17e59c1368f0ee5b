"""A Qwen2 language model with a LoRA adapter (Hu et al. 2021) over its upper layers, for training.

The weights are those of the GGUF file that will be run, made whole numbers again, so that the adapter is
taught on what it will lie over.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import torch
from gguf.quants import dequantize
from torch import Tensor
from transformers import AutoTokenizer, PreTrainedTokenizerBase, Qwen2Config, Qwen2ForCausalLM

from pullquote_evals.low_rank import RANK, SCALE, Change

FIRST_LAYER = 12
"""Layers below it stay as they are, which makes training a third faster."""

PARTS = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
NORMS = {"attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm"}
WHOLE = {
    "token_embd.weight": "model.embed_tokens.weight",
    "output_norm.weight": "model.norm.weight",
    "output.weight": "lm_head.weight",
}


def opened(path: Path) -> tuple[Any, PreTrainedTokenizerBase]:
    """The model of a GGUF file in bfloat16, nothing in it to be trained, and its tokenizer."""
    reader = gguf.GGUFReader(path)
    model: Any = Qwen2ForCausalLM(_config(reader))
    model.bfloat16()
    model.load_state_dict(dict(_weights(reader)))
    model.requires_grad_(requires_grad=False)
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    return model.eval(), tokenizer


def _config(reader: Any) -> Qwen2Config:
    def told(name: str) -> Any:
        return reader.fields[f"qwen2.{name}"].contents()

    return Qwen2Config(
        vocab_size=next(len(one.data) for one in reader.tensors if one.name == "token_embd.weight"),
        hidden_size=told("embedding_length"),
        intermediate_size=told("feed_forward_length"),
        num_hidden_layers=told("block_count"),
        num_attention_heads=told("attention.head_count"),
        num_key_value_heads=told("attention.head_count_kv"),
        rms_norm_eps=told("attention.layer_norm_rms_epsilon"),
        rope_parameters={"rope_type": "default", "rope_theta": told("rope.freq_base")},
        tie_word_embeddings=not any(one.name == "output.weight" for one in reader.tensors),
    )


def _weights(reader: Any) -> Iterator[tuple[str, Tensor]]:
    for one in reader.tensors:
        values = np.array(dequantize(one.data, one.tensor_type))
        yield _named(one.name), torch.from_numpy(values).to(torch.bfloat16)


def _named(name: str) -> str:
    if name in WHOLE:
        return WHOLE[name]
    _, layer, part, kind = name.split(".")
    return f"model.layers.{layer}.{(PARTS | NORMS)[part]}.{kind}"


def adapt(model: Any) -> dict[str, Change]:
    """Lay an untrained adapter over the upper layers; its pieces, by the names that GGUF has for them."""
    made = {}
    for number, layer in enumerate(model.model.layers[FIRST_LAYER:], FIRST_LAYER):
        for part, name in PARTS.items():
            group, kind = name.split(".")
            owner = getattr(layer, group)
            made[f"blk.{number}.{part}.weight"] = piece = Change(getattr(owner, kind))
            setattr(owner, kind, piece)
    return made


def load(adapter: dict[str, Change], path: Path) -> None:
    """Make the adapter what `save` has written."""
    for tensor in gguf.GGUFReader(path).tensors:
        name, _, kind = tensor.name.rpartition(".lora_")
        values = torch.from_numpy(np.array(tensor.data, dtype=np.float32))
        getattr(adapter[name], kind).data.copy_(values)


def save(adapter: dict[str, Change], path: Path) -> None:
    """Write the adapter as the GGUF file that llama.cpp loads."""
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", SCALE * RANK)
    for name, piece in sorted(adapter.items()):
        writer.add_tensor(f"{name}.lora_a", piece.a.detach().numpy().astype(np.float16))
        writer.add_tensor(f"{name}.lora_b", piece.b.detach().numpy().astype(np.float16))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
