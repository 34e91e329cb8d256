"""What people judged, as it stood on a day: which judgements are in force, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import msgspec

from dateline.record.types import Judgement

PAIRS = {"same", "different", "unsure"}
LATER_FIELDS = ("at", "turn")
"""Fields that judgements of older records lack: left out of the key where they are empty."""


class Rulings(msgspec.Struct, frozen=True):
    """What is in force: pairs of claims judged the same or different, withdrawn documents, corrections by claim, claims
    that do not count: ``dropped`` as misread, ``pending`` since nobody's addition of them is in force."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    withdrawn: frozenset[str] = frozenset()
    corrections: dict[str, tuple[Judgement, ...]] = {}
    dropped: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()

    def version(self, claim: str) -> str:
        """Hash of the corrections of a claim; "" when there are none."""
        found = self.corrections.get(claim, ())
        return sha256("".join(one.key for one in found).encode()).hexdigest()[:8] if found else ""

    def stands(self, base: str, version: str, document: str) -> bool:
        """Whether this version of a claim counts."""
        struck = document in self.withdrawn or base in self.dropped or base in self.pending
        return not struck and version == self.version(base)


def judgement_key(judgement: Judgement) -> str:
    """16 hex digits: a hash of all the rest, so that the same judgement is the same row everywhere."""
    fields = msgspec.structs.asdict(judgement) | {"key": ""}
    signed_ = {name: value for name, value in fields.items() if value or name not in LATER_FIELDS}
    return sha256(msgspec.json.encode(signed_)).hexdigest()[:16]


def signed(verdict: str, subjects: Iterable[str], *, made: str, by: str, field: str = "", value: str = "",
           note: str = "", at: str = "", turn: int = 0) -> Judgement:  # fmt: skip
    """A judgement with its key; the subjects of a pair in the order of their keys."""
    named = tuple(sorted(subjects) if verdict in PAIRS else subjects)
    made_of: Any = {
        "verdict": verdict,
        "subjects": named,
        "made": made,
        "by": by,
        "field": field,
        "value": value,
        "note": note,
        "at": at,
        "turn": turn,
    }
    bare = Judgement(key="", **made_of)
    return msgspec.structs.replace(bare, key=judgement_key(bare))


def in_force(judgements: Iterable[Judgement], until: str | None = None) -> tuple[Judgement, ...]:
    """Those that count from ``until`` or before (all for None) and that nobody has undone by then, in their order."""
    made = sorted((j for j in judgements if until is None or j.made <= until), key=lambda j: j.order)
    undone: set[str] = set()
    for judgement in reversed(made):
        if judgement.verdict == "undo" and judgement.key not in undone:
            undone.update(judgement.subjects)
    return tuple(j for j in made if j.key not in undone and j.verdict != "undo")


def rulings(judgements: Iterable[Judgement], until: str | None = None) -> Rulings:
    """What is in force on a day; of two verdicts on one pair, or two corrections of one field, the later holds."""
    known = tuple(judgements)
    pairs: dict[tuple[str, str], str] = {}
    corrections: dict[str, list[Judgement]] = {}
    struck: dict[str, set[str]] = {"drop": set(), "add": set(), "retract": set()}
    for judgement in in_force(known, until):
        if judgement.verdict in PAIRS:
            pairs[judgement.subjects[0], judgement.subjects[1]] = judgement.verdict
        elif judgement.verdict == "correct":
            corrections.setdefault(judgement.subjects[0], []).append(judgement)
        elif judgement.verdict in struck:
            struck[judgement.verdict].add(subject(judgement))
    return Rulings(
        together=frozenset(pair for pair, verdict in pairs.items() if verdict == "same"),
        apart=frozenset(pair for pair, verdict in pairs.items() if verdict == "different"),
        withdrawn=frozenset(struck["retract"]),
        corrections={claim: tuple(found) for claim, found in corrections.items()},
        dropped=frozenset(struck["drop"]),
        pending=frozenset(map(subject, added(known))) - struck["add"],
    )


def added(judgements: Iterable[Judgement]) -> list[Judgement]:
    """Those that add a claim, whether or not they are in force."""
    return [judgement for judgement in judgements if judgement.verdict == "add"]


def subject(judgement: Judgement) -> str:
    """The key of the one thing that a judgement speaks of; of an addition that of the claim that it adds."""
    first = judgement.subjects[0]
    return f"{first}.{judgement.field}" if judgement.verdict == "add" else first


def repeated(judgements: Iterable[Judgement], new: Judgement) -> Judgement | None:
    """The judgement in force that says what ``new`` says, when nothing later speaks of the same; None for none."""
    about = [one for one in in_force(judgements) if _matter(one) == _matter(new)]
    return about[-1] if about and _said(about[-1]) == _said(new) else None


def _matter(judgement: Judgement) -> tuple[str, tuple[str, ...], str]:
    """What a judgement decides."""
    return "pair" if judgement.verdict in PAIRS else judgement.verdict, judgement.subjects, judgement.field


def _said(judgement: Judgement) -> Judgement:
    return msgspec.structs.replace(judgement, key="", at="", turn=0)


def standings(judgements: Iterable[Judgement], claim: str) -> tuple[Rulings, ...]:
    """The rulings after every day on which something about this claim was judged: each may need a version of it."""
    known = tuple(judgements)
    about = {j.key for j in known if j.subjects[0] == claim and j.verdict == "correct"}
    about |= _undoings(known, about)
    return tuple(rulings(known, day) for day in sorted({j.made for j in known if j.key in about}))


def _undoings(judgements: tuple[Judgement, ...], about: set[str]) -> set[str]:
    found: set[str] = set()
    more = set(about)
    while more:
        more = {j.key for j in judgements if j.verdict == "undo" and j.subjects[0] in more} - found
        found |= more
    return found
