"""Weights of a shipped pipeline as the start of a further run, where the floats it was made from are not at hand.

    python restart.py ../src/dateline_en/pipeline/parser --out start.pt

What comes back are the whole numbers times their scale: the network as shipped, but for the sums in floats.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from net import DEPTH, SCALE, WIDTH, Net, checked, grown
from onnx import numpy_helper


TYPES = "AGREE SUPPORT CONSULT COOPERATE AID CONCEDE RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT".split()
LABELS = {
    "event": ["O", *TYPES],
    "modality": ["actual", "planned", "conditional", "possible", "unknown"],
    "polarity": ["+", "-"],
    "historical": ["False", "True"],
}
"""What is told of events, for a pipeline that was not taught them: those weights start anew."""


class Shipped:
    """The constants of a graph that `graph.py` wrote."""

    def __init__(self, path: Path) -> None:
        self.held = {c.name: numpy_helper.to_array(c) for c in onnx.load(str(path)).graph.initializer}

    def has(self, name: str) -> bool:
        """Whether there is such a product."""
        return f"{name}.bias" in self.held

    def weight(self, name: str) -> Any:
        """A matrix, outputs by inputs, in floats."""
        if f"{name}.weight" in self.held:
            return self.held[f"{name}.weight"].T
        return (self.held[f"{name}.whole"].astype(np.float32) * self.held[f"{name}.scale"]).T

    def bias(self, name: str) -> Any:
        """The bias of a product."""
        return self.held[f"{name}.bias"]


def _queries(weight: Any, bias: Any) -> tuple[Any, Any]:
    """Queries, keys and values with the scale of the attention scores taken out of the queries again."""
    weight, bias = weight.copy(), bias.copy()
    weight[:WIDTH] /= SCALE
    bias[:WIDTH] /= SCALE
    return weight, bias


def layers(shipped: Shipped) -> dict[str, Any]:
    """The parameters of the encoder's layers."""
    out: dict[str, Any] = {}
    for i in range(DEPTH):
        at = f"encoder.layers.{i}"
        if i == DEPTH - 1:
            weight = np.concatenate([shipped.weight(f"{at}.{p}") for p in ("q", "kv")])
            bias = np.concatenate([shipped.bias(f"{at}.{p}") for p in ("q", "kv")])
        else:
            weight, bias = shipped.weight(f"{at}.qkv"), shipped.bias(f"{at}.qkv")
        out[f"{at}.qkv.weight"], out[f"{at}.qkv.bias"] = _queries(weight, bias)
        for part in ("out", "up", "down"):
            out[f"{at}.{part}.weight"], out[f"{at}.{part}.bias"] = (
                shipped.weight(f"{at}.{part}"),
                shipped.bias(f"{at}.{part}"),
            )
        for part in ("norm1", "norm2"):
            for kind in ("weight", "bias"):
                out[f"{at}.{part}.{kind}"] = shipped.held[f"{at}.{part}.{kind}"]
    return out


def heads(shipped: Shipped, labels: dict[str, list[str]]) -> dict[str, Any]:
    """The parameters of what stands on the encoder."""
    out: dict[str, Any] = {}
    taught = shipped.has("event1")
    for part in ("mix", "name1", "name2", *(("event1", "event2") if taught else ())):
        out[f"{part}.weight"], out[f"{part}.bias"] = shipped.weight(part), shipped.bias(part)
    if taught:
        out["pair.weight"], out["pair.bias"] = shipped.weight("pair_inner"), shipped.bias("pair_inner")
    out["arc.weight"] = np.concatenate([shipped.held["arc"], shipped.held["arc_bias"][None]]).T
    weight, bias = shipped.weight("left"), shipped.bias("left")
    turned = np.concatenate([weight, bias[:, None]], 1).reshape(len(labels["deps"]), -1, weight.shape[1] + 1)
    out["rel"] = turned.transpose(0, 2, 1)
    sizes = [1, *(len(labels[k]) for k in ("upos", "xpos", "feats"))]
    cuts = np.cumsum(sizes)[:-1]
    parts = ("start", "upos", "xpos", "feats")
    for part, weight, bias in zip(
        parts, np.split(shipped.weight("marks"), cuts), np.split(shipped.bias("marks"), cuts), strict=True
    ):
        out[f"{part}.weight"], out[f"{part}.bias"] = weight, bias
    return out


def state(folder: Path, encoder: Path | None) -> tuple[dict[str, torch.Tensor], dict[str, list[str]]]:
    """All parameters of the network in a pipeline's folder, and its labels; the word vectors as published with `encoder`."""
    labels = LABELS | json.loads((folder / "labels.json").read_text(encoding="utf-8"))["labels"]
    shipped = Shipped(folder / "net.onnx")
    with np.load(folder / "tables.npz") as tables:
        out: dict[str, Any] = {"encoder.place.weight": tables["place"], "encoder.looks.weight": tables["looks"]}
        out |= {"role": tables["role"]} if "role" in tables else {}
        out["encoder.word.weight"] = np.load(folder / "words.npy") * tables["scale"]
        out |= {"same": tables["same"] / 2} if "same" in tables else {}
    for kind in ("weight", "bias"):
        out[f"encoder.norm.{kind}"] = shipped.held[f"encoder.norm.{kind}"]
    out |= layers(shipped) | heads(shipped, labels)
    given = {k: torch.from_numpy(np.array(v, dtype=np.float32)) for k, v in out.items()}
    if encoder is not None:
        given["encoder.word.weight"] = checked(encoder)["embeddings.word_embeddings.weight"].float()
    return given, labels


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder", type=Path, help="the parser's folder in a pipeline")
    ap.add_argument("--encoder", type=Path, help="model.safetensors as published, for versions before 0.6, which kept its word vectors")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    given, labels = state(args.folder, args.encoder)
    net = Net(labels, inner=given["encoder.layers.0.up.weight"].shape[0])
    net.load_state_dict(grown(given, net), strict=False)  # a pipeline of before 0.4 has nothing for events
    torch.save({"state": net.state_dict(), "labels": labels}, args.out)
    print(f"{args.out}: {sum(p.numel() for p in net.parameters()):,} numbers")


if __name__ == "__main__":
    main()
