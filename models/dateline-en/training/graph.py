"""Write the trained network as an ONNX graph that needs no torch: its large products in whole numbers, the rest in floats.

The weights of these products are kept as whole numbers of 7 bits, one scale for each output. Each product quantises what comes in to 8 bits by the range found in the window at hand. Sums of products of 8 by 7 bits
fit into the 16-bit steps of processors without VNNI, so that whole numbers come out the same everywhere.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from net import DEPTH, EPSILON, HEADS, SCALE, WIDTH
from onnx import TensorProto, helper, numpy_helper

MICROSOFT = "com.microsoft"
BOUND = 80.0  # of attention scores
TOP = 63  # the largest whole number of a weight
OUTPUTS = ("arcs", "left", "head", "marks", "names", "told", "pair")
Array = np.ndarray


def whole(weight: Array) -> tuple[Array, Array]:
    """A matrix (inputs by outputs) as whole numbers, and the scale of each output."""
    scale = np.maximum(np.abs(weight).max(0), 1e-8).astype(np.float32) / TOP
    return np.clip(np.rint(weight / scale), -TOP, TOP).astype(np.int8), scale


class Graph:
    """Collects nodes and constants."""

    def __init__(self, state: dict[str, torch.Tensor]) -> None:
        self.state, self.nodes, self.constants = state, [], []

    def array(self, name: str) -> Array:
        """A parameter of the network."""
        return self.state[name].float().numpy()

    def constant(self, name: str, value: Array) -> str:
        """A constant of the graph; its name."""
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], name: str, *, domain: str = "", more: int = 0, **given: object) -> str:
        """A node; the name of its first output."""
        outputs = [name, *(f"{name}.{i}" for i in range(1, more + 1))]
        self.nodes.append(helper.make_node(kind, inputs, outputs, name=name, domain=domain, **given))
        return name

    def product(self, x: str, part: str, *, exact: bool, rows: slice = slice(None), name: str = "") -> str:
        """The linear map `part` of x (or only some outputs of it, then with a name), in floats if `exact`."""
        name = name or part
        weight = self.array(f"{part}.weight")[rows].T
        bias = self.constant(f"{name}.bias", self.array(f"{part}.bias")[rows])
        if exact:
            found = self.add("MatMul", [x, self.constant(f"{name}.weight", weight)], f"{name}.product")
            return self.add("Add", [found, bias], name)
        values, scale = whole(weight)
        given = [x, self.constant(f"{name}.whole", values), self.constant(f"{name}.scale", scale), "", bias]
        return self.add("DynamicQuantizeMatMul", given, name, domain=MICROSOFT)

    def norm(self, x: str, part: str) -> str:
        """Layer norm."""
        given = [x, *(self.constant(f"{part}.{p}", self.array(f"{part}.{p}")) for p in ("weight", "bias"))]
        return self.add("LayerNormalization", given, part, axis=-1, epsilon=EPSILON)

    def residual(self, x: str, y: str, part: str) -> str:
        """Layer norm of a sum (two nodes: the fused one is slower here)."""
        return self.norm(self.add("Add", [x, y], f"{part}.sum"), part)

    def attention(self, three: list[str], at: str) -> str:
        """Self-attention of queries (already scaled), keys and values.

        The softmax is spelled out: of all the nodes used, the Softmax of ONNX Runtime alone adds up in another order on
        other processors. BOUND keeps the exponentials finite; scores seldom reach a quarter of it.
        """
        heads, flat = "heads_shape", "flat_shape"
        apart = []
        for x, turn in zip(three, ([0, 2, 1, 3], [0, 2, 3, 1], [0, 2, 1, 3]), strict=True):
            apart.append(
                self.add("Transpose", [self.add("Reshape", [x, heads], f"{x}.apart")], f"{x}.turned", perm=turn)
            )
        scores = self.add("Clip", [self.add("MatMul", apart[:2], f"{at}.scores"), "low", "high"], f"{at}.bounded")
        shares = self.add("Exp", [scores], f"{at}.shares")
        total = self.add("ReduceSum", [shares, "last_axis"], f"{at}.total", keepdims=1)
        seen = self.add("Div", [self.add("MatMul", [shares, apart[2]], f"{at}.summed"), total], f"{at}.mean")
        return self.add("Reshape", [self.add("Transpose", [seen], f"{at}.back", perm=[0, 2, 1, 3]), flat], f"{at}.seen")

    def layer(self, x: str, at: str, *, exact: bool, wanted: str = "") -> str:
        """One layer of the encoder; with `wanted`, only the vectors at those places come out."""
        part = f"{at}.qkv"
        if wanted:
            both = self.product(x, part, exact=exact, rows=slice(WIDTH, None), name=f"{at}.kv")
            x = self.add("Gather", [x, wanted], f"{at}.wanted", axis=1)
            self.product(x, part, exact=exact, rows=slice(WIDTH), name=f"{at}.q")
            self.add("Split", [both], f"{at}.k", more=1, axis=-1, num_outputs=2)
            three = [f"{at}.q", f"{at}.k", f"{at}.k.1"]
        else:
            self.add("Split", [self.product(x, part, exact=exact)], f"{at}.q", more=2, axis=-1, num_outputs=3)
            three = [f"{at}.q", f"{at}.q.1", f"{at}.q.2"]
        seen = self.attention(three, at)
        x = self.residual(x, self.product(seen, f"{at}.out", exact=exact), f"{at}.norm1")
        inner = self.add("Gelu", [self.product(x, f"{at}.up", exact=exact)], f"{at}.gelu", domain=MICROSOFT)
        return self.residual(x, self.product(inner, f"{at}.down", exact=exact), f"{at}.norm2")


def _scaled(state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The parameters with the scale of the attention scores put into the queries' weights."""
    out = dict(state)
    for i in range(DEPTH):
        for kind in ("weight", "bias"):
            name = f"encoder.layers.{i}.qkv.{kind}"
            out[name] = torch.cat([state[name][:WIDTH] * SCALE, state[name][WIDTH:]])
    return out


def _left(rel: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The relation weights (labels, word, head) as a linear map of the word alone, and its bias."""
    turned = rel.permute(0, 2, 1).reshape(-1, rel.shape[1])
    return turned[:, :-1], turned[:, -1]


def build(state: dict[str, torch.Tensor], arc: int, rel: int, *, exact: bool) -> onnx.ModelProto:
    """The graph: `x` 1,T,384 (sums of embeddings) and `places` N to the outputs of the network for one window.

    `arcs` N-1,N; `left` N-1,L*(R+1) and `head` N,R, for the labels of the relations; `marks` N-1,M: start, upos, xpos and feats side by side; `names`;
    `told` N-1,E: event types, modalities, polarities, history side by side; `pair` N-1,2*P+S: as an event, as a party of one, as a mention of a claim.
    """
    g = Graph(_scaled(state))
    g.constant("heads_shape", np.array([0, -1, HEADS, WIDTH // HEADS]))
    g.constant("flat_shape", np.array([0, -1, WIDTH]))
    g.constant("last_axis", np.array([-1]))
    g.constant("low", np.float32(-BOUND))
    g.constant("high", np.float32(BOUND))
    x = g.norm("x", "encoder.norm")
    for i in range(DEPTH):
        x = g.layer(x, f"encoder.layers.{i}", exact=exact, wanted="places" if i == DEPTH - 1 else "")
    words = g.add("Squeeze", [x, g.constant("zero", np.array([0]))], "words")
    mixed = g.add("LeakyRelu", [g.product(words, "mix", exact=exact)], "mixed", alpha=0.1)
    sizes = g.constant("sizes", np.array([arc, arc, rel, rel]))
    g.nodes.append(helper.make_node("Split", [mixed, sizes], ["arc_dep", "arc_head", "rel_dep", "head"], axis=-1))
    one, end, none = (g.constant(f"at{i}", np.array([i])) for i in (1, 2**31, 0))
    real = g.add("Slice", [words, one, end, none], "real")
    weight = g.array("arc.weight").T
    left = g.add(
        "MatMul", [g.add("Slice", ["arc_dep", one, end, none], "arc_real"), g.constant("arc", weight[:-1])], "arc_left"
    )
    left = g.add("Add", [left, g.constant("arc_bias", weight[-1])], "arc_biased")
    g.add("MatMul", [left, g.add("Transpose", ["arc_head"], "arc_turned", perm=[1, 0])], "arcs")
    g.state["left.weight"], g.state["left.bias"] = _left(state["rel"])
    g.product(g.add("Slice", ["rel_dep", one, end, none], "dep"), "left", exact=exact)
    parts = ("start", "upos", "xpos", "feats")
    for kind in ("weight", "bias"):
        g.state[f"marks.{kind}"] = torch.cat([state[f"{p}.{kind}"] for p in parts])
    g.product(real, "marks", exact=exact)
    inner = g.add("LeakyRelu", [g.product(real, "name1", exact=exact)], "name_inner", alpha=0.1)
    g.nodes[-1].name = "name_inner"
    g.add("Identity", [g.product(inner, "name2", exact=True)], "names")
    event = g.add("LeakyRelu", [g.product(real, "event1", exact=exact)], "event_inner", alpha=0.1)
    g.add("Identity", [g.product(event, "event2", exact=True)], "told")
    g.add("LeakyRelu", [g.product(real, "pair", exact=exact, name="pair_inner")], "pair", alpha=0.1)
    numbers = TensorProto.FLOAT
    outputs = [helper.make_tensor_value_info(n, numbers, [None, None]) for n in OUTPUTS]
    inputs = [
        helper.make_tensor_value_info("x", numbers, [1, "T", WIDTH]),
        helper.make_tensor_value_info("places", TensorProto.INT64, ["N"]),
    ]
    graph = helper.make_graph(g.nodes, "dateline-en", inputs, outputs, g.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=10)


def write(state: dict[str, torch.Tensor], folder: Path, *, exact: bool = False) -> None:
    """Graph, embeddings and the relation weights into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    rel = state["rel"].shape[1]
    arc = state["arc.weight"].shape[0]
    onnx.save(build(state, arc, rel - 1, exact=exact), str(folder / "net.onnx"))
    table = state["encoder.word.weight"].float().numpy()
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32)
    np.save(folder / "words.npy", np.rint(table / np.maximum(scale, 1e-8)).astype(np.int8))
    small = {
        "scale": scale,
        "place": state["encoder.place.weight"].float().numpy(),
        "looks": state["encoder.looks.weight"].float().numpy(),
        "role": state["role"].float().numpy(),
        "same": (state["same"] + state["same"].T).float().numpy(),
    }
    np.savez(folder / "tables.npz", **small)
