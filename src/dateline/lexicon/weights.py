"""What weights.toml says: how much each sign adds to the choice of a sense, the score of a claim, the merging of mentions."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import msgspec


class Senses(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What each sign adds to the fit of an entry, as weights.toml tells beside the numbers."""

    word: float
    phrase: float
    wanted: float
    unknown: float
    refused: float
    words: float
    content: float
    clause: float
    need: float
    needs_any: float
    passive: float
    negated: float
    mode: float
    presumes: float


class Score(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for a claim to stand as it is read: ``signs`` by name, and ``bias``, what speaks for any claim."""

    bias: float
    signs: dict[str, float]


class Merge(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for two mentions of one event (``signs`` by name, and ``bias``: what speaks against any two of them), and
    how much a mention tells."""

    bias: float
    signs: dict[str, float]
    side: float
    where: float
    when: float
    count: float
    mode: float
    presumes: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of weights.toml."""

    senses: Senses
    score: Score
    merge: Merge


_READ = msgspec.convert(tomllib.loads((files(__package__) / "data" / "weights.toml").read_text("utf-8")), Weights)
SENSES, SCORE, MERGE = _READ.senses, _READ.score, _READ.merge
