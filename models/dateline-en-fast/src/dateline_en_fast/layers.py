"""The word embedding of the pipeline: spaCy's hashed attributes plus Brown clusters.

The cluster of a word comes from the vocabulary's `lexeme_cluster` table. The lowest bits of a cluster id are the first
steps down the cluster tree, so a mask of `n` bits gives a coarser class of the same word.
"""

from __future__ import annotations

from typing import Any

import numpy
from spacy.attrs import ORTH, intify_attr
from spacy.tokens import Doc
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array

TABLE = "lexeme_cluster"
MOST = 20_000  # words whose clusters are remembered before they are forgotten: news brings new ones without end
_memo: dict[int, tuple[Any, dict[int, int]]] = {}


def _lookup(table: Any, word: str) -> int:
    """The cluster of a word: as it stands, in lower case, capitalised, or of what follows its last hyphen."""
    for form in (word, word.lower(), word.capitalize(), word.title()):
        found = table.get(form, 0)
        if found:
            return int(found)
    tail = word.rpartition("-")[2]
    if tail and tail != word:
        return _lookup(table, tail)
    return 0


def clusters(doc: Doc) -> list[int]:
    """The Brown cluster of each token, 0 where none is known."""
    table = doc.vocab.lookups.get_table(TABLE, {})
    if not table:
        return [0] * len(doc)
    kept = _memo.get(id(table))
    if kept is None or kept[0] is not table:
        if len(_memo) > 3:
            _memo.clear()
        kept = _memo[id(table)] = (table, {})
    known = kept[1]
    if len(known) > MOST:
        known.clear()
    orths = doc.to_array(ORTH).tolist()
    out = [known.get(orth, -1) for orth in orths]
    for i, found in enumerate(out):
        if found < 0:
            out[i] = known[orths[i]] = _lookup(table, doc[i].text)
    return out


def _extract(model: Model, docs: list[Doc], is_train: bool) -> tuple[list[Any], Any]:
    attrs, bits, drop = model.attrs["columns"], model.attrs["bits"], model.attrs["drop"]
    out = []
    for doc in docs:
        feats: Any = numpy.zeros((len(doc), len(attrs) + len(bits)), dtype="uint64")
        feats[:, : len(attrs)] = doc.to_array(attrs).reshape((len(doc), len(attrs)))
        if is_train and drop:
            feats[numpy.random.uniform(size=len(doc)) < drop, 0] = 0
        if bits:
            ids = numpy.asarray(clusters(doc), dtype="uint64")
            for k, n in enumerate(bits):
                feats[:, len(attrs) + k] = ids & numpy.uint64((1 << n) - 1) if n else ids
        out.append(model.ops.asarray(feats))
    return out, lambda d_out: []


@registry.architectures("dateline_en_fast.ClusterEmbed.v1")
def cluster_embed(
    width: int,
    attrs: list[str],
    rows: list[int],
    widths: list[int],
    cluster_bits: list[int],
    cluster_rows: list[int],
    cluster_widths: list[int],
    drop_first: float,
) -> Model:
    """Hash-embed the attributes and the clusters, each with its own table width, and mix them down to `width`.

    `cluster_bits` gives one column per entry, 0 for the whole cluster id. `drop_first` is the share of tokens whose
    first attribute is hidden in training, so that the others are learned for unknown words.
    """
    sizes = list(zip([*rows, *cluster_rows], [*widths, *cluster_widths], strict=True))
    if len(attrs) != len(rows) or len(cluster_bits) != len(cluster_rows):
        raise ValueError("one number of rows is needed for each column")
    tables: list[Model] = [HashEmbed(w, r, column=i, seed=8 + i, dropout=0.0) for i, (r, w) in enumerate(sizes)]
    columns = {"columns": [intify_attr(a) for a in attrs], "bits": list(cluster_bits), "drop": drop_first}
    features: Model = Model("cluster_features", _extract, attrs=columns)
    mixed = Maxout(width, sum(w for _, w in sizes), nP=3, dropout=0.0, normalize=True)
    return chain(features, list2ragged(), with_array(concatenate(*tables)), with_array(mixed), ragged2list())
