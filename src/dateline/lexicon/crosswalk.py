"""From PLOVER type and mode to the codes of CAMEO and the sub-event types of ACLED, by the tables in data/crosswalk."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import msgspec

TOLD_AS_DONE = frozenset({"actual", "possible", "unknown"})  # modalities of what ACLED would record


class Row(msgspec.Struct, frozen=True):
    """One line of a table: what it asks for and what it gives; a set holding ``*`` fits anything."""

    type: str
    mode: str
    actor: frozenset[str]
    recipient: frozenset[str]
    value: str


@lru_cache
def rows(table: str) -> tuple[Row, ...]:
    """The lines of ``cameo`` or ``acled`` in their order: the first that fits wins."""
    text = files("dateline.lexicon").joinpath("data", "crosswalk", f"{table}.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(_row(dict(zip(lines[0], cells, strict=True))) for cells in lines[1:])


def _row(cells: dict[str, str]) -> Row:
    value = cells.get("code") or cells.get("sub_event") or "-"
    return Row(cells["type"], cells["mode"], _sectors(cells["actor"]), _sectors(cells.get("recipient", "*")), value)


def _sectors(cell: str) -> frozenset[str]:
    return frozenset(cell.split("|"))


def cameo(type_: str, modes: Iterable[str], *, actor: Iterable[str] = ()) -> str | None:
    """CAMEO code as a string ("0871"); None when the type is unknown. ``actor``: codes such as AFG-REB."""
    return _first("cameo", type_, modes, actor, ())


def acled(
    type_: str, modes: Iterable[str], *, actor: Iterable[str] = (), recipient: Iterable[str] = (),
    modality: str = "actual", polarity: str = "+",
) -> str | None:  # fmt: skip
    """ACLED sub-event type; None when ACLED records no such event: talk, and what was denied or planned."""
    if polarity == "-" or modality not in TOLD_AS_DONE:
        return None
    return _first("acled", type_, modes, actor, recipient)


def _first(table: str, type_: str, modes: Iterable[str], actor: Iterable[str], recipient: Iterable[str]) -> str | None:
    known = {*modes, "*"}
    sides = _named(actor), _named(recipient)
    fitting = (row for row in rows(table) if row.type == type_ and row.mode in known and _fits(row, *sides))
    value = next(fitting, None)
    return None if value is None or value.value == "-" else value.value


def _named(codes: Iterable[str]) -> frozenset[str]:
    """Sectors of the codes: AFG-REB gives REB, IGO gives IGO."""
    return frozenset(code.rsplit("-", 1)[-1] for code in codes if code)


def _fits(row: Row, actor: frozenset[str], recipient: frozenset[str]) -> bool:
    return _allows(row.actor, actor) and _allows(row.recipient, recipient)


def _allows(wanted: frozenset[str], given: frozenset[str]) -> bool:
    return "*" in wanted or bool(wanted & given)
