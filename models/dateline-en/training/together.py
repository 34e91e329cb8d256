"""What processes that train one network tell each other, and what they print."""

from __future__ import annotations

import time

import torch
from torch import Tensor, distributed, nn

TOGETHER = 16  # steps after which processes take the mean of their weights


def met(trained: list[nn.Parameter], done: float) -> bool:
    """Put the mean of all processes' weights into each; whether the time is over for any."""
    over = torch.tensor([done])
    distributed.all_reduce(over, op=distributed.ReduceOp.MAX)
    with torch.no_grad():
        mean = torch.cat([p.detach().flatten() for p in trained])
        distributed.all_reduce(mean)
        mean /= distributed.get_world_size()
        at = 0
        for p in trained:
            p.copy_(mean[at : at + p.numel()].view_as(p))
            at += p.numel()
    return bool(over.item() >= 1)


class Losses:
    """The running mean of each task's loss, printed every 50 steps."""

    def __init__(self) -> None:
        self.mean: dict[str, float] = {}
        self.start = time.monotonic()
        self.steps = self.words = 0

    def note(self, found: dict[str, Tensor], words: int, passes: int, done: float) -> None:
        """Take in the losses of one step."""
        self.steps, self.words = self.steps + 1, self.words + words
        for k, v in found.items():
            self.mean[k] = 0.98 * self.mean.get(k, v.item()) + 0.02 * v.item()
        if self.steps % 50 == 0:
            rate = self.words / (time.monotonic() - self.start)
            told = {k: round(v, 3) for k, v in self.mean.items()}
            print(self.steps, passes, f"{done:.3f} {rate:.0f} words/s", told, flush=True)
