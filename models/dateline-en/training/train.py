"""Train the network for so many minutes, the learning rate falling to 0 over that time.

    python train.py train.jsonl --labels labels.json --encoder model.safetensors --vocabulary vocab.txt \
        --minutes 65 --out net.pt
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import tempfile
import time
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import torch
from net import Labels, Net, checked, saved
from together import TOGETHER, Losses, met
from torch import Tensor, distributed, multiprocessing, nn
from torch.nn import functional
from windows import Row, Swaps, dress, windows

from dateline_en.events import PARTS, ROLES
from dateline_en.pieces import Pieces, row

SEED, WARM_UP, CLIP = 1, 150, 2.0
RATES = {"encoder": 1.2e-4, "heads": 1.2e-3}
WEIGHTS = {
    "arc": 1.0,
    "rel": 1.0,
    "start": 1.0,
    "upos": 0.4,
    "xpos": 0.4,
    "feats": 0.4,
    "ner": 1.0,
    "event": 3.0,
    "modality": 0.4,
    "polarity": 0.3,
    "historical": 0.3,
    "role": 2.0,
    "same": 0.7,
}
HIDDEN_NAMES = 2.5  # times as many of the words in names are hidden, so that names are told by what is around them
UNKNOWN, IGNORED = 100, -100
SHORT = torch.ops.mkldnn._is_mkldnn_bf16_supported()  # bfloat16 is slower than floats where the processor has none


class Batches:
    """Windows of about the same number of pieces, as tensors."""

    def __init__(
        self,
        rows: list[Row],
        labels: Labels,
        pieces: Pieces,
        extra: list[tuple[str, list[str]]],
        hidden: float = 0.04,
        seed: int = SEED,
    ) -> None:
        self.rows, self.pieces, self.hidden, self.rnd = rows, pieces, hidden, random.Random(seed)
        self.index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
        self.swaps = Swaps(rows, extra)

    def one_pass(self, size: int, share: float, swap: float) -> list[list[Any]]:
        """Batches of about `size` pieces; `share` of the name corpora, `swap` of the names replaced."""
        done = []
        for w in windows(self.rows, self.rnd, share):
            words = dress(self.swaps(w, self.rnd, swap), w, self.rnd)
            found = [None if word.isspace() else self.pieces(word) for word in words]
            done.append((w, *row(found, w["glued"])))
        done = [x for x in done if len(x[1]) <= 500]
        self.rnd.shuffle(done)
        out = []
        for i in range(0, len(done), 2000):
            chunk = sorted(done[i : i + 2000], key=lambda x: len(x[1]))
            batch: list[Any] = []
            for x in chunk:
                if batch and len(x[1]) * (len(batch) + 1) > size:
                    out.append(batch)
                    batch = []
                batch.append(x)
            out.append(batch)
        self.rnd.shuffle(out)
        return out

    def tensors(self, batch: list[Any]) -> tuple[list[Tensor], dict[str, Tensor]]:
        """Ids, looks and places; and what is to be learned, IGNORED where nothing is known."""
        size = len(batch), max(len(x[1]) for x in batch), max(len(x[3]) for x in batch)
        inputs = [np.zeros((size[0], n), np.int64) for n in (size[1], size[1], size[2])]
        names = ("heads", "deps", "starts", "upos", "xpos", "feats", "ner", *PARTS)
        gold = {k: np.full((size[0], size[2] - 1), IGNORED, np.int64) for k in names}
        for k, (w, ids, looks, places) in enumerate(batch):
            self._hide(ids, places, w)
            for array, values in zip(inputs, (ids, looks, places), strict=True):
                array[k, : len(values)] = values
            self._gold(w, k, gold)
        out = {a: torch.from_numpy(b) for a, b in gold.items()}
        return [torch.from_numpy(a) for a in inputs], out | self._roles(batch) | self._same(batch)

    def _roles(self, batch: list[Any]) -> dict[str, Tensor]:
        """Of each event: the row and word of its trigger, and what every word of the row is to it."""
        at: list[tuple[int, int]] = []
        found: list[np.ndarray] = []
        width = max(len(x[3]) for x in batch) - 1
        for k, (w, *_) in enumerate(batch):
            if "roles" not in w:
                continue
            real = {i: n for n, i in enumerate(i for i, word in enumerate(w["words"]) if not word.isspace())}
            for t, mod in enumerate(w["mod"]):
                if mod is None or t not in real:
                    continue
                told = np.full(width, IGNORED, np.int64)
                told[: len(real)] = 0
                mine = [one for one in w["roles"] if one[0] == t]
                for _, a, role, beside in mine:
                    for b in beside:
                        if b in real:
                            told[real[b]] = IGNORED
                for _, a, role, beside in mine:
                    if a in real:
                        told[real[a]] = ROLES.index(role)
                at.append((k, real[t]))
                found.append(told)
        if not at:
            return {}
        return {"at": torch.tensor(at), "roles": torch.from_numpy(np.stack(found))}

    def _same(self, batch: list[Any]) -> dict[str, Tensor]:
        """Pairs of words of a row that tell claims: the row, both words, and whether it is the same claim."""
        pairs: list[tuple[int, int, int]] = []
        known: list[float] = []
        for k, (w, *_) in enumerate(batch):
            real = {i: n for n, i in enumerate(i for i, word in enumerate(w["words"]) if not word.isspace())}
            told: dict[int, set[int]] = {}
            for at, number in w.get("same") or ():
                told.setdefault(real[at], set()).add(number)
            for one, other in combinations(sorted(told), 2):
                pairs.append((k, one, other))
                known.append(float(bool(told[one] & told[other])))
        return {"pairs": torch.tensor(pairs), "same": torch.tensor(known)} if pairs else {}

    def _hide(self, ids: list[int], places: list[int], w: Row) -> None:
        ends = [*places[2:], len(ids) - 1]
        tags = [t for t, word in zip(w["ner"], w["words"], strict=True) if not word.isspace()]
        for first, last, tag in zip(places[1:], ends, tags, strict=True):
            if self.rnd.random() < self.hidden * (HIDDEN_NAMES if tag not in (None, "O") else 1.0):
                for i in range(first, last):
                    ids[i] = UNKNOWN if ids[i] > 102 else ids[i]

    def _gold(self, w: Row, k: int, gold: dict[str, Any]) -> None:
        real = [i for i, word in enumerate(w["words"]) if not word.isspace()]
        at = {i: n + 1 for n, i in enumerate(real)}
        n = len(real)
        gold["ner"][k, :n] = [IGNORED if w["ner"][i] is None else self.index["ner"][w["ner"][i]] for i in real]
        if "event" in w:
            self._events(w, k, real, gold)
        if "heads" not in w:
            return
        gold["heads"][k, :n] = [_head(w["heads"][i], at) for i in real]
        gold["starts"][k, :n] = [w["starts"][i] for i in real]
        for name in ("deps", "upos", "xpos", "feats"):
            gold[name][k, :n] = [self.index[name].get(w[name][i], IGNORED) for i in real]

    def _events(self, w: Row, k: int, real: list[int], gold: dict[str, Any]) -> None:
        """What is told where: IGNORED where it is left open."""
        n = len(real)
        gold["event"][k, :n] = [IGNORED if w["event"][i] is None else self.index["event"][w["event"][i]] for i in real]
        for place, name in enumerate(PARTS[1:]):
            gold[name][k, :n] = [
                IGNORED if w["mod"][i] is None else self.index[name][str(w["mod"][i][place])] for i in real
            ]


def _head(head: int | None, at: dict[int, int]) -> int:
    """What is to be learned of a head: 0 for a root, IGNORED where the source does not say."""
    if head is None:
        return IGNORED
    return 0 if head < 0 else at[head]


def losses(net: Net, inputs: list[Tensor], gold: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of each task that the batch has anything for."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT):
        arcs, dep, head, start, *tags, told, teller, told_of, once = net(*inputs)
    out: dict[str, Tensor] = {}
    words = (inputs[2] > 0).sum(1)
    beyond = torch.arange(arcs.shape[2])[None] > words[:, None]
    arcs = arcs.float().masked_fill(beyond[:, None, :], -1e4)
    known = gold["heads"] >= 0
    if known.any():
        rows, columns = known.nonzero(as_tuple=True)
        heads = gold["heads"][known]
        out["arc"] = functional.cross_entropy(arcs[known], heads)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=SHORT):
            scores = net.relations(dep[rows, columns], head[rows, heads])
        out["rel"] = functional.cross_entropy(scores.float(), gold["deps"][known])
        out["start"] = functional.binary_cross_entropy_with_logits(start.float()[known], gold["starts"][known].float())
    for name, scores in zip(("upos", "xpos", "feats", "ner"), tags, strict=True):
        if (gold[name] >= 0).any():
            flat = scores.float().flatten(0, 1)
            out[name] = functional.cross_entropy(flat, gold[name].flatten(), ignore_index=IGNORED)
    if (gold["event"] >= 0).any():
        out |= event_losses(net, told, teller, told_of, gold)
    if "pairs" in gold:
        row, one, other = gold["pairs"].unbind(1)
        scores = net.same_claim(once[row, one].float(), once[row, other].float())
        out["same"] = functional.binary_cross_entropy_with_logits(scores, gold["same"])
    return out


def event_losses(net: Net, told: Tensor, teller: Tensor, told_of: Tensor, gold: dict[str, Tensor]) -> dict[str, Tensor]:
    """The loss of what is told: its type, modality, polarity, history, and who takes part."""
    out: dict[str, Tensor] = {}
    sizes = [len(net.labels[k]) for k in PARTS]
    for name, scores in zip(PARTS, told.float().split(sizes, -1), strict=True):
        if (gold[name] >= 0).any():
            out[name] = functional.cross_entropy(scores.flatten(0, 1), gold[name].flatten(), ignore_index=IGNORED)
    if "roles" in gold:
        row, word = gold["at"].unbind(1)
        scores = net.roles(teller[row, word].float(), told_of[row].float())
        lost = functional.cross_entropy(
            scores.flatten(0, 1), gold["roles"].flatten(), ignore_index=IGNORED, reduction="sum"
        )
        out["role"] = lost / (4 * len(row))
    return out


def groups(net: Net, frozen: int, words: bool) -> list[dict[str, Any]]:
    """The parameters that are trained: all but the place vectors, without `words` the word vectors and, where some of the encoder's first
    layers are `frozen`, what lies below the others."""
    for table in (net.encoder.place, *(() if words else (net.encoder.word,))):
        table.weight.requires_grad_(False)
    below = ("looks", "norm", *(f"layers.{i}." for i in range(frozen))) if frozen else ()
    for name, parameter in net.encoder.named_parameters():
        if name.startswith(below):
            parameter.requires_grad_(False)
    body = [p for n, p in net.encoder.named_parameters() if p.requires_grad and not n.startswith("looks")]
    heads = [p for n, p in net.named_parameters() if not n.startswith("encoder.")]
    heads += [net.encoder.looks.weight] if not frozen else []
    return [{"params": p, "lr": RATES[n], "base": RATES[n]} for n, p in (("encoder", body), ("heads", heads))]


def save(net: Net, path: Path) -> None:
    """The weights and labels, written beside and then moved, so that a reader never sees half a file."""
    beside = path.with_suffix(".tmp")
    torch.save({"state": net.state_dict(), "labels": net.labels}, beside)
    beside.replace(path)


def train(net: Net, batches: Batches, args: argparse.Namespace, first: bool) -> None:
    """One pass after another until the minutes are over; only the `first` process writes. Data are read anew for each pass, so that rows
    may be added while it goes."""
    parts = groups(net, args.frozen, args.words)
    optimizer = torch.optim.AdamW(parts, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    trained = [p for g in parts for p in g["params"]]
    start = saved = time.monotonic()
    step = passes = 0
    lost = Losses()
    while True:
        gc.freeze()
        for batch in batches.one_pass(args.batch, args.name_share, args.swap):
            now = time.monotonic()
            done = (now - start) / (60 * args.minutes)
            over = done >= 1 if args.processes == 1 else step % TOGETHER == 0 and met(trained, done)
            if over:
                break
            for group in optimizer.param_groups:
                group["lr"] = group["base"] * args.rate * min(1.0, (step + 1) / WARM_UP) * max(0.0, 1 - done)
            inputs, gold = batches.tensors(batch)
            found = losses(net, inputs, gold)
            optimizer.zero_grad(set_to_none=True)
            sum(WEIGHTS[k] * v for k, v in found.items()).backward()  # type: ignore[union-attr]
            nn.utils.clip_grad_norm_(trained, CLIP)
            optimizer.step()
            step += 1
            lost.note(found, int((inputs[2] > 0).sum()), passes, done)
            if first and now - saved > 300:
                save(net, args.out.with_suffix(".part"))
                saved = now
        else:
            passes += 1
            batches.rows = rows_of(args.data)
            continue
        if first:
            save(net, args.out)
        return


def rows_of(data: list[str]) -> list[Row]:
    """The rows of all files."""
    return [row for given in data for row in weighed(given)]


def weighed(given: str) -> list[Row]:
    """The rows of `FILE` or `FILE=SHARE`."""
    path, _, share = given.partition("=")
    rows = [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return [{**row, "share": float(share)} for row in rows] if share else rows


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument(
        "data",
        nargs="+",
        metavar="FILE[=SHARE]",
        help="written by prepare.py; SHARE of its trees is shown in a pass (1)",
    )
    ap.add_argument("--labels", type=Path, help="written by prepare.py; not needed with --start")
    ap.add_argument("--encoder", type=Path, help="model.safetensors as published; not needed with --start")
    ap.add_argument("--vocabulary", type=Path, required=True, help="one piece a line")
    ap.add_argument("--swaps", type=Path, help="more names to put in: one a line, label, tab, words")
    ap.add_argument("--start", type=Path, help="weights of an earlier run to go on from")
    ap.add_argument("--minutes", type=float, default=65)
    ap.add_argument("--rate", type=float, default=1.0, help="factor on the learning rates")
    ap.add_argument("--batch", type=int, default=1100, help="pieces in a batch, padding counted")
    ap.add_argument("--name-share", type=float, default=0.6, help="share of the name corpora in each pass")
    ap.add_argument("--swap", type=float, default=0.25, help="share of names replaced by others")
    ap.add_argument("--frozen", type=int, default=0, help="how many of the encoder's first layers stay as they are")
    ap.add_argument("--words", action="store_true", help="train the word vectors as well")
    ap.add_argument("--hidden", type=float, default=0.04, help="share of words whose pieces are hidden")
    ap.add_argument("--drop", type=float, default=0.25, help="share of numbers left out before and in the heads")
    ap.add_argument("--inner-drop", type=float, default=0.1, help="the same behind the encoder's feed-forward parts")
    ap.add_argument("--threads", type=int, default=2, help="of each process")
    ap.add_argument(
        "--processes",
        type=int,
        default=1,
        help="so many train on rows of their own order, and take the mean of their weights",
    )
    ap.add_argument(
        "--compiled", action="store_true", help="compile the encoder: a minute at first, 1.5 times as fast after"
    )
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    if not args.start and not (args.labels and args.encoder):
        ap.error("--labels and --encoder are needed, or --start")
    if args.processes == 1:
        run(0, args, "")
        return
    with tempfile.TemporaryDirectory() as folder:
        multiprocessing.spawn(run, (args, f"{folder}/meet"), nprocs=args.processes)


def run(rank: int, args: argparse.Namespace, meeting: str) -> None:
    """One process of the training; `meeting`: the file by which they find one another, "" for one alone."""
    if meeting:
        distributed.init_process_group("gloo", f"file://{meeting}", rank=rank, world_size=args.processes)
    torch.manual_seed(SEED + rank)
    torch.set_num_threads(args.threads)
    extra = []
    if args.swaps:
        for line in args.swaps.read_text(encoding="utf-8").splitlines():
            label, _, name = line.partition("\t")
            extra.append((label, name.split()))
    if args.start:
        net = saved(args.start, args.drop, args.inner_drop)
    else:
        net = Net(json.loads(args.labels.read_text(encoding="utf-8")), drop=args.drop, inner_drop=args.inner_drop)
        net.encoder.pretrained(checked(args.encoder))
    net.train()
    if args.compiled:
        net.encoder.compile(dynamic=True)
    rows = rows_of(args.data)
    train(net, Batches(rows, net.labels, Pieces(args.vocabulary), extra, args.hidden, SEED + rank), args, rank == 0)


if __name__ == "__main__":
    main()
