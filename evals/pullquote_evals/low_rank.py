"""A linear layer with a change of low rank beside it (LoRA, Hu et al. 2021, arXiv:2106.09685)."""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

RANK, SCALE = 8, 2.0


class Change(nn.Module):
    """The layer with the change, `SCALE` times b a, which is nothing before it is trained.

    The change is kept in float32 whatever the layer computes in.
    """

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        out, into = layer.weight.shape
        self.layer = layer
        self.a = nn.Parameter(torch.randn(RANK, into) / math.sqrt(into))
        self.b = nn.Parameter(torch.zeros(out, RANK))

    def forward(self, rows: Tensor) -> Tensor:
        """The layer's own result and the change's."""
        own: Tensor = self.layer(rows)
        return own + (rows @ self.a.to(rows.dtype).T) @ self.b.to(rows.dtype).T * SCALE
