"""Take the least used inner units out of the feed-forward parts of a half-trained network; train on afterwards.

    python prune.py half.pt slim.pt train.jsonl --vocabulary vocab.txt --inner 1024

A unit counts by the mean size of what it passes on: its activation over some batches, times the length of its weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch
from net import WIDTH, saved
from torch import Tensor, nn
from torch.nn import functional
from train import Batches

from dateline_en.pieces import Pieces

BATCHES = 40


def used(net: nn.Module, batches: Batches) -> list[Tensor]:
    """How much each unit of each layer passes on."""
    sums = [torch.zeros(layer.up.out_features) for layer in net.encoder.layers]
    hooks = []
    for i, layer in enumerate(net.encoder.layers):

        def add(_: Any, __: Any, found: Tensor, i: int = i) -> None:
            sums[i] += functional.gelu(found.float()).abs().mean((0, 1))

        hooks.append(layer.up.register_forward_hook(add))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for batch in batches.one_pass(1100, 0.5, 0.0)[:BATCHES]:
            net(*batches.tensors(batch)[0])
    for hook in hooks:
        hook.remove()
    return [s * layer.down.weight.norm(dim=0) for s, layer in zip(sums, net.encoder.layers, strict=True)]


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("weights", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("data", type=Path, help="written by prepare.py")
    ap.add_argument("--vocabulary", type=Path, required=True)
    ap.add_argument("--inner", type=int, default=1024)
    args = ap.parse_args()
    net = saved(args.weights)
    net.eval()
    rows = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines()]
    counts = used(net, Batches(rows, net.labels, Pieces(args.vocabulary), []))
    for layer, count in zip(net.encoder.layers, counts, strict=True):
        kept = count.topk(args.inner).indices.sort().values
        share = float(count[kept].sum() / count.sum())
        print(f"{args.inner} of {len(count)} units pass on {100 * share:.1f} % ")
        up, down = nn.Linear(WIDTH, args.inner), nn.Linear(args.inner, WIDTH)
        with torch.no_grad():
            up.weight.copy_(layer.up.weight[kept])
            up.bias.copy_(layer.up.bias[kept])
            down.weight.copy_(layer.down.weight[:, kept])
            down.bias.copy_(layer.down.bias)
        layer.up, layer.down = up, down
    torch.save({"state": net.state_dict(), "labels": net.labels}, args.out)


if __name__ == "__main__":
    main()
