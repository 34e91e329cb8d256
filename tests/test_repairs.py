"""Each repair of a parse, on trees written by hand: what it changes, and what near it stays."""

from __future__ import annotations

import random
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hand_trees import drafted, shown

from dateline.text import repairs

DATA = files("dateline.lexicon") / "data" / "repairs.toml"
ENTRIES: list[dict[str, Any]] = tomllib.loads(DATA.read_text(encoding="utf-8"))["repair"]
TABLE = {repair.name: repair for repair in (*repairs.TAGGING, *repairs.ATTACHMENTS)}
YES = [(entry["name"], one["tree"], one["becomes"]) for entry in ENTRIES for one in entry["yes"]]
NO = [(entry["name"], one["tree"]) for entry in ENTRIES for one in entry["no"]]


def test_every_repair_has_a_yes_and_a_no_sentence() -> None:
    assert [entry["name"] for entry in ENTRIES] == list(TABLE)
    assert all(entry["yes"] and entry["no"] for entry in ENTRIES)


@pytest.mark.parametrize(("name", "tree", "becomes"), YES)
def test_a_repair_changes_what_it_says(name: str, tree: str, becomes: list[str]) -> None:
    draft = drafted(tree)
    before = [shown(draft, i) for i in range(len(draft))]
    TABLE[name].function(draft)
    after = [shown(draft, i) for i in range(len(draft))]
    changed = [new for old, new in zip(before, after, strict=True) if new != old]
    assert changed == [word[0].lower() + word[1:] for word in becomes]


@pytest.mark.parametrize(("name", "tree"), NO)
def test_a_repair_leaves_near_sentences_alone(name: str, tree: str) -> None:
    draft = drafted(tree)
    before = [shown(draft, i) for i in range(len(draft))]
    TABLE[name].function(draft)
    assert [shown(draft, i) for i in range(len(draft))] == before


@pytest.mark.parametrize(("name", "tree", "becomes"), YES)
def test_all_repairs_together_leave_no_cycle(name: str, tree: str, becomes: list[str]) -> None:
    """Whatever is reattached, every word still hangs, over others, on a root."""
    draft = drafted(tree)
    repairs.apply((*repairs.TAGGING, *repairs.ATTACHMENTS), draft)
    for i in range(len(draft)):
        seen, at = {i}, i
        while draft.heads[at] != at:
            at = draft.heads[at]
            assert at not in seen, (name, becomes)
            seen.add(at)


FORMS = "at according by said killed after hundred police that and left dead of the army fighting shot two wounding men , `".split()
LABELS = "nsubj nsubj:pass obj obl case mark advcl ccomp conj cc nummod amod compound acl parataxis flat appos aux advmod".split()
TAGGED = [("VERB", "VBD"), ("VERB", "VBG"), ("VERB", "VBN"), ("NOUN", "NNS"), ("NOUN", "NN"), ("PROPN", "NNP"), ("ADP", "IN"),
          ("NUM", "CD"), ("ADJ", "JJ"), ("SCONJ", "IN"), ("DET", "DT"), ("PUNCT", ","), ("PUNCT", "``")]  # fmt: skip


def grown(chance: random.Random) -> repairs.Draft:
    """Any words over any tree."""
    number = chance.randint(2, 16)
    order = chance.sample(range(number), number)
    heads = list(range(number))
    for at, token in enumerate(order[1:], 1):
        heads[token] = chance.choice(order[:at])
    labels = ["root" if heads[i] == i else chance.choice(LABELS) for i in range(number)]
    forms = [chance.choice(FORMS) for _ in range(number)]
    pos, tags = zip(*(chance.choice(TAGGED) for _ in range(number)), strict=True)
    return repairs.Draft(forms, tags, pos, forms, (heads, labels), capitals=[False] * number)


def test_a_tree_stays_a_tree_whatever_the_words_are() -> None:
    chance = random.Random(7)
    for _ in range(600):
        draft = grown(chance)
        words = list(zip(draft.forms, draft.heads, draft.labels, strict=True))
        repairs.apply((*repairs.TAGGING, *repairs.ATTACHMENTS), draft)
        for i in range(len(draft)):
            at = i
            for _ in range(len(draft)):
                at = draft.heads[at]
            assert draft.heads[at] == at, words


def test_words_without_grammar_make_no_ring() -> None:
    """Of "according ` hundred ' year": the verb before the number hangs on it."""
    forms = ["according", "`", "hundred", "'", "year"]
    tags, pos = ["VBG", "``", "CD", "''", "NN"], ["VERB", "PUNCT", "NUM", "PUNCT", "NOUN"]
    heads, labels = [2, 2, 4, 2, 4], ["case", "punct", "nummod", "punct", "root"]
    draft = repairs.Draft(forms, tags, pos, forms, (heads, labels), capitals=[False] * len(forms))
    repairs.apply((TABLE["number-before-comma"],), draft)
    assert draft.heads == heads


def test_a_ring_is_opened_where_it_was_closed() -> None:
    draft = repairs.Draft(*([["a", "b", "c"]] * 4), ([0, 0, 1], ["root", "obj", "nmod"]))

    def close(some: repairs.Draft) -> None:
        some.attach(1, 2, "conj")
        some.attach(0, 0, "root")

    repairs.apply((repairs.Repair("close", "", close),), draft)
    assert (draft.heads, draft.labels) == ([0, 0, 1], ["root", "obj", "nmod"])
