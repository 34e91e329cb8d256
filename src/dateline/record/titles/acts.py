"""The act of a claim: what titles.toml calls it, by the words of its trigger, its mode, its type."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from dateline.lexicon.files import Folders, in_force
from dateline.lexicon.titles import Act
from dateline.lexicon.titles import load as load_titles
from dateline.record.terms import stem, words
from dateline.types import Claim


def act_of(claim: Claim) -> Act:
    """The act of a claim: by the words of its trigger, else its mode, else its type."""
    folders = in_force()
    return _act(folders, claim.type, claim.mode, frozenset(map(stem, words(claim.trigger.text))))


@lru_cache(maxsize=4096)
def _act(folders: Folders, type: str, modes: tuple[str, ...], trigger: frozenset[str]) -> Act:
    acts = [act for act in load_titles(folders).act if act.type == type]
    worded = [act for act in acts if any(parts <= trigger for parts in _stems(act))]
    moded = [act for act in acts if set(act.mode) & set(modes)]
    general = [act for act in acts if not act.words and not act.mode]
    first = [act for act in moded if act.first]
    named = Act("", type, type.capitalize(), ())  # of a type that titles.toml does not know
    return next(chain(first, (act for act in worded if not act.last), moded, worded, general), named)


@lru_cache(maxsize=512)
def _stems(act: Act) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem, words(word))) for word in act.words)
