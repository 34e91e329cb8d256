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
    learned: float


class Learned(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From which share on what the parser says of events is followed, as weights.toml tells beside the numbers."""

    trigger: float
    instead: float
    none: float
    none_fixed: float
    anyway: float
    mark: float
    retyped: float
    tells: float
    denied: float
    on_side: float
    hardly: float
    no_actor: float
    no_recipient: float
    no_voice: float
    voice: float


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
    headline: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The tables of weights.toml."""

    senses: Senses
    learned: Learned
    score: Score
    merge: Merge


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What speaks for a place mentioned near an event to be its place, and for none (``signs``, by name), and by how much a place
    must be ahead of none (``caution``)."""

    caution: float
    signs: dict[str, float]


def _read(name: str) -> str:
    return (files(__package__) / "data" / name).read_text("utf-8")


_READ = msgspec.convert(tomllib.loads(_read("weights.toml")), Weights)
SENSES, LEARNED, SCORE, MERGE = _READ.senses, _READ.learned, _READ.score, _READ.merge
ATTACHMENT = msgspec.convert(tomllib.loads(_read("attachment.toml")), Attachment)
SIDES = msgspec.convert(tomllib.loads(_read("sides.toml")), dict[str, dict[str, float]])
"""By side ("actor", "recipient"): how much each sign speaks for a phrase to be on that side of an event (``claims/roles/sides.py``)."""
TELLING = msgspec.convert(tomllib.loads(_read("telling.toml")), dict[str, dict[str, float]])["signs"]
"""How much each sign speaks for a mention to tell an event (``claims/telling.py``)."""
OTHER_TYPES = msgspec.convert(tomllib.loads(_read("other_types.toml")), dict[str, dict[str, float]])["signs"]
"""How much each sign speaks for a form to tell the type that the parser says, not its entry's (``claims/frames/learned.py``)."""
