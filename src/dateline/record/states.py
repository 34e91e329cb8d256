"""What a record answers as of a day: who holds what, tolls, stances, plans, open questions. Frozen; every row names its claims."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import msgspec


class Account(msgspec.Struct, frozen=True, gc=False):
    """One claim behind a row: who says it, in which dispatch, with which words.

    ``said``: the voices, innermost first, then the outlet. ``origin``: the same for everybody who speaks for one source.
    """

    claim: str
    said: str
    origin: str
    document: str
    known: str
    words: str
    tells: str = ""


class Holding(msgspec.Struct, frozen=True, gc=False):
    """A place, or a counted unknown ("five provincial capitals": ``unnamed``, ``low``/``high`` its number).

    ``status``: held, contested, lost, disputed (accounts of the same days contradict each other). ``since``/``until``: the
    first and last day on which it may have come to be so. ``share``: "most of" and the like, "" for all of it.
    ``named``: members of a counted unknown that are named. ``against``: accounts that say otherwise. ``before``: earlier
    states, oldest first, in words.
    """

    place: str
    status: str
    holders: tuple[str, ...]
    since: str | None
    until: str | None
    accounts: tuple[Account, ...]
    id: str = ""
    country: str = ""
    lat: float | None = None
    lon: float | None = None
    share: str = ""
    unnamed: bool = False
    low: int | None = None
    high: int | None = None
    named: tuple[str, ...] = ()
    against: tuple[Account, ...] = ()
    before: tuple[str, ...] = ()


class SourceFigure(msgspec.Struct, frozen=True, gc=False):
    """What one source says last: bounds as its words put them (None is open), what it said before, and whom it counts."""

    account: Account
    low: int | None
    high: int | None
    earlier: tuple[str, ...] = ()
    of: str = ""


class Toll(msgspec.Struct, frozen=True, gc=False):
    """One thing counted of one event: by source, and over all of them. ``contradicted``: two sources cannot both be right.

    ``grade``: of the event, see ``state/grade.py``; ``campaign``: it is a total, not one happening; ``part``: it is part
    of an event that is. ``of``: whose they are ("soldiers"), "" when it is not said; both sides' losses are two tolls.
    """

    event: str
    title: str
    what: str
    low: int | None
    high: int | None
    sources: tuple[SourceFigure, ...]
    contradicted: bool
    grade: str
    place: str = ""
    day: str = ""
    campaign: bool = False
    part: bool = False
    of: str = ""


class Sum(msgspec.Struct, frozen=True, gc=False):
    """A sum over single events; totals of campaigns are not added to their parts. ``high`` None: no upper bound is told."""

    what: str
    low: int
    high: int | None
    events: int


class Stance(msgspec.Struct, frozen=True, gc=False):
    """Where somebody stands on something: for, against, wants, undisclosed; ``before``: what they said earlier."""

    who: str
    code: str
    stand: str
    topic: str
    account: Account
    before: tuple[str, ...] = ()


class Plan(msgspec.Struct, frozen=True, gc=False):
    """A plan, promise, threat or deadline. ``status``: ahead, due, overdue, done, called off, moved, undated. ``done``: key of the
    claim that says so of done and called off, "" otherwise."""

    who: str
    what: str
    type: str
    start: str | None
    end: str | None
    status: str
    account: Account
    done: str = ""


class Question(msgspec.Struct, frozen=True, gc=False):
    """Something open: ``kind`` (doer, toll, place, day, control, unknown, unplaced, undated), said in words."""

    kind: str
    text: str
    claims: tuple[str, ...]


class State(msgspec.Struct, frozen=True):
    """How things stood ``as_of`` a day, by what was known by ``known_by`` (None: all that is known)."""

    as_of: str
    known_by: str | None
    documents: int
    copies: int
    claims: int
    control: tuple[Holding, ...] = ()
    tolls: tuple[Toll, ...] = ()
    sums: tuple[Sum, ...] = ()
    stances: tuple[Stance, ...] = ()
    plans: tuple[Plan, ...] = ()
    questions: tuple[Question, ...] = ()

    def to_frame(self, of: str = "control", to: str = "pandas") -> Any:
        """One part of it ("control", "tolls", "sums", "stances", "plans", "questions") as a data frame, a row a row; ``to``:
        "pandas", "polars" or "arrow". Raises OptionError for another part, and when a package is missing."""
        return import_module("dateline.exports.frames").of_state(self, of, to)

    def __repr__(self) -> str:
        parts = ("control", "tolls", "sums", "stances", "plans", "questions")
        told = ", ".join(f"{len(getattr(self, part))} {part}" for part in parts)
        return f"<State as of {self.as_of}, known by {self.known_by}: {told}>"
