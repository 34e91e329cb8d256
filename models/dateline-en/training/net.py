"""The network: a pretrained encoder of word pieces, and on top of it trees, sentence starts, tags and names."""

from __future__ import annotations

import hashlib
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dateline_en.events import PARTS, ROLES
from dateline_en.pieces import LOOKS

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, INNER, HEADS, DEPTH, PIECES, POSITIONS = 384, 1536, 12, 6, 30522, 512
SCALE = (WIDTH // HEADS) ** -0.5
EPSILON = 1e-12  # of the layer norms, as the encoder was trained
INNER_DROP = 0.1  # behind each feed-forward part
Labels = dict[str, list[str]]
PAIR = 96
SAME = 64


def checked(weights: Path) -> dict[str, Tensor]:
    """The encoder's weights, if the file is the one its publisher released."""
    found = hashlib.sha256(weights.read_bytes()).hexdigest()
    if found != ENCODER_SHA256:
        raise SystemExit(f"{weights}: SHA-256 is {found}, expected {ENCODER_SHA256}")
    return load_file(weights)


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with its residual and layer norm after it."""

    def __init__(self, drop: float, inner: int) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, inner), nn.Linear(inner, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, EPSILON), nn.LayerNorm(WIDTH, EPSILON)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        weights = torch.softmax(
            (q * SCALE) @ k.transpose(-1, -2) + bias.to(q.dtype), -1
        )  # faster here than the fused kernel
        seen = weights @ v
        x = self.norm1(x + self.out(seen.transpose(1, 2).reshape(b, t, WIDTH)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Vectors of word pieces; `looks` (see dateline_en.pieces) starts at zero, so that training starts from the encoder."""

    def __init__(self, drop: float, inner: int = INNER, depth: int = DEPTH) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(PIECES, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.looks = nn.Embedding(LOOKS, WIDTH)
        nn.init.zeros_(self.looks.weight)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(drop, inner) for _ in range(depth))

    def forward(self, ids: Tensor, looks: Tensor, bias: Tensor) -> Tensor:
        x = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.looks(looks))
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def pretrained(self, weights: dict[str, Tensor]) -> None:
        """Take over the published weights."""
        state = {"word.weight": weights["embeddings.word_embeddings.weight"], "looks.weight": self.looks.weight.data}
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        state["place.weight"] = weights["embeddings.position_embeddings.weight"] + kind
        for part in ("weight", "bias"):
            state[f"norm.{part}"] = weights[f"embeddings.LayerNorm.{part}"]
            for i in range(len(self.layers)):
                old, new = f"encoder.layer.{i}.", f"layers.{i}."
                qkv = [weights[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
                state[f"{new}qkv.{part}"] = torch.cat(qkv)
                for mine, theirs in (
                    ("out", "attention.output.dense"),
                    ("norm1", "attention.output.LayerNorm"),
                    ("up", "intermediate.dense"),
                    ("down", "output.dense"),
                    ("norm2", "output.LayerNorm"),
                ):
                    state[f"{new}{mine}.{part}"] = weights[f"{old}{theirs}.{part}"]
        self.load_state_dict(state)


class Net(nn.Module):
    """Scores for every word of a window.

    `arcs` B,N,1+N: head of each word, column 0 the root. `start` B,N: whether a sentence starts here. `dep` B,N,R and
    `head` B,1+N,R go into `relations`. `upos`, `xpos`, `feats`, `ner`: one score per label. `told` B,N,E: one score for each type of
    event that the word may tell ("O": none), then for each modality, polarity and whether it is history, side by side. `teller`, `told_of`
    B,N,P go into `roles`, `once` B,N,S into `same_claim`.
    """

    OUTPUTS = ("arcs", "dep", "head", "start", "upos", "xpos", "feats", "ner", "told", "teller", "told_of", "once")

    def __init__(
        self,
        labels: Labels,
        inner: int = INNER,
        arc: int = 256,
        rel: int = 64,
        drop: float = 0.25,
        inner_drop: float = INNER_DROP,
    ) -> None:
        super().__init__()
        self.labels, self.sizes = labels, (arc, rel)
        self.encoder = Encoder(inner_drop, inner)
        self.mix = nn.Linear(WIDTH, 2 * arc + 2 * rel)
        self.arc = nn.Linear(arc + 1, arc, bias=False)
        nn.init.normal_(self.arc.weight, std=0.01)
        self.rel = nn.Parameter(torch.zeros(len(labels["deps"]), rel + 1, rel + 1))
        self.start = nn.Linear(WIDTH, 1)
        self.upos, self.xpos = (nn.Linear(WIDTH, len(labels[k])) for k in ("upos", "xpos"))
        self.feats = nn.Linear(WIDTH, len(labels["feats"]))
        self.name1, self.name2 = nn.Linear(WIDTH, 192), nn.Linear(192, len(labels["ner"]))
        told = sum(len(labels[k]) for k in PARTS) if "event" in labels else 1
        self.event1, self.event2 = nn.Linear(WIDTH, 256), nn.Linear(256, told)
        self.pair = nn.Linear(WIDTH, 2 * PAIR + SAME)
        self.role = nn.Parameter(torch.zeros(len(ROLES), PAIR + 1, PAIR + 1))
        self.same = nn.Parameter(torch.zeros(SAME + 1, SAME + 1))
        self.drop = nn.Dropout(drop)

    def forward(self, ids: Tensor, looks: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        bias = (ids == 0)[:, None, None, :].to(torch.float32) * -10000.0
        x = self.encoder(ids, looks, bias)
        x = torch.gather(x, 1, places[:, :, None].expand(-1, -1, WIDTH))
        x = self.drop(x)
        words = x[:, 1:]
        mixed = self.drop(functional.leaky_relu(self.mix(x), 0.1))
        a, r = self.sizes
        dep, head = mixed[:, 1:, :a], mixed[:, :, a : 2 * a]
        arcs = self.arc(functional.pad(dep, (0, 1), value=1.0)) @ head.transpose(1, 2)
        names = self.name2(self.drop(functional.leaky_relu(self.name1(words), 0.1)))
        events = self.event2(self.drop(functional.leaky_relu(self.event1(words), 0.1)))
        pair = self.drop(functional.leaky_relu(self.pair(words), 0.1))
        return (
            arcs, mixed[:, 1:, 2 * a : 2 * a + r], mixed[:, :, 2 * a + r :], self.start(words)[:, :, 0],
            self.upos(words), self.xpos(words), self.feats(words), names,
            events, pair[:, :, :PAIR], pair[:, :, PAIR : 2 * PAIR], pair[:, :, 2 * PAIR :],
        )  # fmt: skip

    def roles(self, teller: Tensor, told_of: Tensor) -> Tensor:
        """Scores M,N,4 of what each of N words is to each of M events: nothing, actor, recipient, voice."""
        teller, told_of = functional.pad(teller, (0, 1), value=1.0), functional.pad(told_of, (0, 1), value=1.0)
        return torch.einsum("mi,rij,mnj->mnr", teller, self.role.to(teller.dtype), told_of)

    def same_claim(self, one: Tensor, other: Tensor) -> Tensor:
        """Scores M of M pairs of words that tell events, M,S each: above 0 they tell the same claim. Either may stand first."""
        one, other = functional.pad(one, (0, 1), value=1.0), functional.pad(other, (0, 1), value=1.0)
        return ((one @ (self.same + self.same.T).to(one.dtype)) * other).sum(-1)

    def relations(self, dep: Tensor, head: Tensor) -> Tensor:
        """Scores M,L of the relation labels of M pairs of word and head."""
        dep, head = functional.pad(dep, (0, 1), value=1.0), functional.pad(head, (0, 1), value=1.0)
        count, size, _ = self.rel.shape
        left = (dep @ self.rel.permute(1, 0, 2).reshape(size, count * size)).view(-1, count, size)
        return (left * head[:, None, :]).sum(-1)


def saved(path: Path, drop: float = 0.25, inner_drop: float = INNER_DROP) -> Net:
    """The network of an earlier run, with the shares of numbers that are left out as it is trained further."""
    given = torch.load(path, weights_only=True)
    net = Net(
        given["labels"],
        given["state"]["encoder.layers.0.up.weight"].shape[0],
        drop=drop,
        inner_drop=inner_drop,
    )
    net.load_state_dict(grown(given["state"], net), strict=False)
    return net


def grown(state: dict[str, Tensor], net: Net) -> dict[str, Tensor]:
    """The weights of a run before the network was taught which words tell the same claim: the outputs for that as they start."""
    out = dict(state)
    for name in ("pair.weight", "pair.bias"):
        fresh = net.state_dict()[name]
        if name in out and len(out[name]) < len(fresh):
            out[name] = torch.cat([out[name], fresh[len(out[name]) :]])
    return out
