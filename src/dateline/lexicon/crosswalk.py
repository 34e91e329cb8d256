"""From PLOVER type and mode to the codes of CAMEO and the sub-event types of ACLED, by the tables in data/crosswalk."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec

from dateline.types import Claim

TOLD_AS_DONE = frozenset({"actual", "possible", "unknown"})  # modalities of what ACLED would record
ANNOUNCED = frozenset({"AGREE", "CONCEDE"})  # what is done by announcing it
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Row(msgspec.Struct, frozen=True):
    """One line of a table: what it asks for and what it gives; a set holding ``*`` fits anything, ``+`` anything
    known.

    ``rule``: how the id of the lexicon entry begins. ``words``: sets of words.tsv, one word of which must stand in the claim.
    """

    type: str
    mode: str
    rule: str
    words: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]
    value: str


class Told(msgspec.Struct, frozen=True):
    """What a claim says, as far as the tables ask: kinds of words and of parties are sectors and sets of words.tsv."""

    type: str
    modes: frozenset[str]
    rule: str
    words: frozenset[str]
    actor: frozenset[str]
    recipient: frozenset[str]


@lru_cache
def rows(table: str) -> tuple[Row, ...]:
    """The lines of ``cameo`` or ``acled`` in their order: the first that fits wins."""
    return tuple(map(_row, _lines(table)))


@lru_cache
def sets() -> dict[str, frozenset[str]]:
    """Sets of words (lower case, singular) by name: kinds of parties, weapons and deals that no code says."""
    return {line["name"]: _parts(line["words"]) for line in _lines("words")}


def _lines(table: str) -> list[dict[str, str]]:
    text = files("dateline.lexicon").joinpath("data", "crosswalk", f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [dict(zip(lines[0], cells, strict=True)) for cells in lines[1:]]


def _row(cells: dict[str, str]) -> Row:
    value = next((cells[name] for name in ("code", "sub_event", "kind") if name in cells), "-")
    return Row(
        cells["type"], cells["mode"], cells.get("rule", "*"), _parts(cells.get("words", "*")), _parts(cells["actor"]),
        _parts(cells.get("recipient", "*")), value,
    )  # fmt: skip


def _parts(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|"))


def cameo(type_: str, modes: Iterable[str], *, actor: Iterable[str] = ()) -> str | None:
    """CAMEO code as a string ("0871"); None when the type is unknown. ``actor``: codes such as AFG-REB."""
    none = frozenset[str]()
    return _first("cameo", Told(type_, frozenset(modes), "", none, _sectors(actor), none))


def acled(
    type_: str, modes: Iterable[str], *, actor: Iterable[str] = (), recipient: Iterable[str] = (),
    modality: str = "actual", polarity: str = "+", rule: str = "", words: Iterable[str] = (),
    actor_words: Iterable[str] = (), recipient_words: Iterable[str] = (),
) -> str | None:  # fmt: skip
    """ACLED sub-event type; None when ACLED records no such event: talk, and what was denied or planned.

    ``actor``, ``recipient``: codes of the sides; ``actor_words``, ``recipient_words``: their words, which say of a side that
    has no code whether it is a mob or a crowd of protesters. ``rule``: id of the lexicon entry; ``words``: the words of the
    claim itself.
    """
    if polarity == "-" or (modality not in TOLD_AS_DONE and type_ not in ANNOUNCED):
        return None
    sides = _sectors(actor) | kinds(actor_words), _sectors(recipient) | kinds(recipient_words)
    return _first("acled", Told(type_, frozenset(modes), rule, kinds(words), *sides))


def acled_of(claim: Claim, *words: str) -> str | None:
    """The same of a claim, by all that it says: its rule, its words, the words of its sides. ``words``: more of the text that
    tells of it."""
    told = [claim.trigger.text, *(one.text for one in claim.also), *words]
    return acled(
        claim.type, claim.mode, actor=[party.code for party in claim.actor],
        recipient=[party.code for party in claim.recipient], modality=claim.modality, polarity=claim.polarity,
        rule=claim.rule, words=[*told, claim.content.text] if claim.content else told,
        actor_words=[party.text for party in claim.actor], recipient_words=[party.text for party in claim.recipient],
    )  # fmt: skip


def cameo_of(claim: Claim) -> str | None:
    """The CAMEO code of a claim."""
    return cameo(claim.type, claim.mode, actor=[party.code for party in claim.actor])


def incident(type_: str, modes: Iterable[str], *, rule: str, words: Iterable[str]) -> str | None:
    """The kind of incident ("bombing", "kidnapping") that a claim tells of; None when it tells of none."""
    none = frozenset[str]()
    return _first("incidents", Told(type_, frozenset(modes), rule, kinds(words), none, none))


def kinds(texts: Iterable[str]) -> frozenset[str]:
    """The sets of words.tsv that hold a word of these texts, or two that stand together ("hand grenade")."""
    found = frozenset[str]().union(*map(_forms, texts))
    return frozenset(name for name, words in sets().items() if words & found)


def _forms(text: str) -> frozenset[str]:
    words = [_singular(word) for word in WORD.findall(text.lower())]
    return frozenset([*words, *map(" ".join, itertools.pairwise(words))])


def _singular(word: str) -> str:
    """A word without the ending of its plural, as far as letters tell."""
    if word.endswith("men"):
        return f"{word[:-2]}an"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _first(table: str, told: Told) -> str | None:
    value = next((row.value for row in rows(table) if _fits(row, told)), "-")
    return None if value == "-" else value


def _sectors(codes: Iterable[str]) -> frozenset[str]:
    """Sectors of the codes: AFG-REB gives REB, IGO gives IGO."""
    return frozenset(code.rsplit("-", 1)[-1] for code in codes if code)


def _fits(row: Row, told: Told) -> bool:
    meant = row.type == told.type and row.mode in {*told.modes, "*"} and told.rule.startswith(row.rule.strip("*"))
    sides = ((row.words, told.words), (row.actor, told.actor), (row.recipient, told.recipient))
    return meant and all(_allows(wanted, given) for wanted, given in sides)


def _allows(wanted: frozenset[str], given: frozenset[str]) -> bool:
    return "*" in wanted or bool(wanted & given) or ("+" in wanted and bool(given))
