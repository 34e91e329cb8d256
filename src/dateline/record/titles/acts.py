"""The act of a claim: what titles.toml calls it, by the words of its trigger, its mode, its type."""

from __future__ import annotations

from functools import lru_cache

from dateline.lexicon.files import Folders, in_force
from dateline.lexicon.titles import Act
from dateline.lexicon.titles import load as load_titles
from dateline.record.terms import stem, words
from dateline.types import Claim

PARTICLES = frozenset({"down", "up", "off", "out", "over"})
"""Words of which a stem is made that say no act beside another: "burned down" is no downing."""


def act_of(claim: Claim) -> Act:
    """The act of a claim: by the words of its trigger, else its mode, else its type."""
    folders = in_force()
    return _act(folders, claim.type, claim.mode, frozenset(map(stem, words(claim.trigger.text))))


@lru_cache(maxsize=4096)
def _act(folders: Folders, type: str, modes: tuple[str, ...], trigger: frozenset[str]) -> Act:
    acts = [act for act in load_titles(folders).act if act.type == type]
    fitting = ((_rank(act, frozenset(modes), trigger), act) for act in acts)
    named = Act("", type, type.capitalize(), ())  # of a type that titles.toml does not know
    return min((pair for pair in fitting if pair[0]), key=lambda pair: pair[0], default=(0, named))[1]


def _rank(act: Act, modes: frozenset[str], trigger: frozenset[str]) -> int:
    """How well an act fits, 1 for best; 0 when it does not."""
    is_of_mode = not modes.isdisjoint(act.mode)
    is_of_word = any(parts <= trigger and not (parts <= PARTICLES and len(trigger) > 1) for parts in _stems(act))
    ranks = (
        is_of_mode and act.first and is_of_word, is_of_mode and act.first, is_of_word and not act.last, is_of_mode, is_of_word,
        not (act.words or act.mode),
    )  # fmt: skip
    return next((rank for rank, fits in enumerate(ranks, start=1) if fits), 0)


@lru_cache(maxsize=512)
def _stems(act: Act) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem, words(word))) for word in act.words)
