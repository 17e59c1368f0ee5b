"""Training for so long: the steps of a loop with AdamW (Loshchilov, Hutter 2019, arXiv:1711.05101)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

import torch
from torch import Tensor

LONGEST = 1.0
"""The norm to which all gradients of a step are cut together."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`warm_up` steps up to the full rate, which then falls with the time to `least` of it."""

    warm_up: int
    least: float
    betas: tuple[float, float] = (0.9, 0.999)


def steps(weights: Sequence[tuple[float, Sequence[Tensor]]], seconds: float, pace: Pace) -> Iterator[int]:
    """Numbers from 1 on, one a step, until the time is over; `weights` with their full rates.

    Between one and the next the losses are propagated backward; what that gives is then applied.
    """
    groups = [{"params": list(some), "lr": rate} for rate, some in weights]
    optimizer = torch.optim.AdamW(groups, betas=pace.betas, weight_decay=0.0)
    every = [one for _, some in weights for one in some]
    start = time.monotonic()
    for step in count(1):
        gone = (time.monotonic() - start) / seconds
        if gone >= 1:
            return
        for group, (rate, _) in zip(optimizer.param_groups, weights, strict=True):
            group["lr"] = rate * min(1.0, step / pace.warm_up) * max(pace.least, 1 - gone)
        optimizer.zero_grad()
        yield step
        torch.nn.utils.clip_grad_norm_(every, LONGEST)
        optimizer.step()
