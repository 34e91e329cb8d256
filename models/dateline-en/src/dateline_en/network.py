"""The trained network: words of a window in, scores out. Runs on ONNX Runtime, one window at a time.

One window at a time, because the integer products take their scale from the window at hand: what is read beside it
cannot change what comes out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

# ONNX Runtime, from 1.29 on, else keeps an identifier of the machine in the home and sends its maker what it loads and runs.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from numpy.typing import NDArray

from .pieces import Pieces

OUTPUTS = ["arcs", "left", "head", "marks", "names", "told", "pair"]
FILES = ("net.onnx", "words.npy", "tables.npz", "vocabulary.txt", "labels.json")
Floats = NDArray[np.float32]


class Scores(NamedTuple):
    """Scores of the N words of a window.

    `arcs` N,1+N: head of each word, column 0 the root. `start` N: above 0 a sentence starts here. `left` N,L*(R+1) and
    `head` 1+N,R go into `relations`. `upos`, `xpos`, `feats`, `ner`: one column per label. `told`: one column for each type of
    event, modality, polarity and for history, side by side. `pair` N,2*P+S: each word as an event, as a
    party of one and as a mention of a claim, see `events`.
    """

    arcs: Floats
    start: Floats
    left: Floats
    head: Floats
    upos: Floats
    xpos: Floats
    feats: Floats
    ner: Floats
    told: Floats
    pair: Floats


class Network:
    """What `training/graph.py` wrote into a folder; FileNotFoundError where a file of it is missing."""

    def __init__(self, folder: Path) -> None:
        for name in FILES:
            if not (folder / name).is_file():
                raise FileNotFoundError(f"a part of the dateline-en pipeline is not in place: {folder / name}")
        self.folder = folder
        given = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.labels: dict[str, list[str]] = given["labels"]
        self._favour = float(
            given.get("favour_names", 0.0)
        )  # taken off the score of "no name", chosen on development data
        self.pieces = Pieces(folder / "vocabulary.txt")
        self._words = np.load(folder / "words.npy", mmap_mode="r")
        with np.load(folder / "tables.npz") as tables:
            self._scale, self._place, self._looks, self.role = (tables[k] for k in ("scale", "place", "looks", "role"))
            self.same: Floats | None = tables["same"] if "same" in tables else None
        onnxruntime.disable_telemetry_events()  # for a program that had imported it before, and for Windows
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The fused residual norm of ONNX Runtime is six times as slow as sum and norm apart.
        self._session = onnxruntime.InferenceSession(
            str(folder / "net.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],
        )
        cuts = np.cumsum([1, *(len(self.labels[k]) for k in ("upos", "xpos"))])
        self._cuts = [int(c) for c in cuts]

    def __call__(self, ids: Sequence[int], looks: Sequence[int], places: Sequence[int]) -> Scores:
        """Scores of one window, given as `pieces.row` gives it; at most 512 pieces."""
        x = self._words[ids] * self._scale[ids]
        x += self._place[: len(ids)]
        x += self._looks[looks]
        given = {"x": x[None].astype(np.float32, copy=False), "places": np.array(places, dtype=np.int64)}
        arcs, left, head, marks, ner, told, pair = self._session.run(OUTPUTS, given)
        ner[:, self.labels["ner"].index("O")] -= self._favour
        start, upos, xpos, feats = np.split(marks, self._cuts, axis=1)
        return Scores(arcs, start[:, 0], left, head, upos, xpos, feats, ner, told, pair)


def relations(left: Floats, head: Floats) -> Floats:
    """Scores of the relation labels of pairs of word and head: M,L*(R+1) and M,R give M,L."""
    size = head.shape[1]
    square = left.reshape(len(left), -1, size + 1)
    return np.matmul(square[:, :, :size], head[:, :, None])[:, :, 0] + square[:, :, size]
