"""What a type or a mode of events brings along (types.toml), so that no code asks a type by its name."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec


class Traits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How events of a type, or entries of a mode, behave. All false unless types.toml or the entry says so.

    ``verbal``: they carry a content, and what stands in it is no claim of its own. ``speech``: they are done with words, so that
    place and time are those of the speaking. ``spoken``: the words themselves are the deed (no plan of it). ``talked_of``: what
    they speak of is taken to have been. ``answers``: it is done to what others have said. ``mode_of_content``: the content tells
    the mode. ``material``: deeds that may be presupposed ("their offensive") and are no claim while they are only planned.
    ``by_purpose``: the infinitive of purpose tells of it ("came to meet him"), which of others says nothing. ``by_trying``: who
    tries to, does it ("tried to persuade them"). ``threat``: made by saying it, and conditional under a condition.

    ``violent``: they may kill and injure. ``meeting``: those who met are spoken of as one side. ``deal``, ``negotiable``: a
    deal, and what is made of one. ``blames``: what somebody is accused of is the content. ``alleges``: the accuser says that
    it was done.

    Sides: ``by_force``: what a government does by its soldiers. ``by_arms``, ``by_owner``: the owner of the weapon, of
    anything, acts. ``by_craft``: a ship or aircraft that carries people acts itself. ``by_any_participle``: "signed by X", any
    participle on the noun names who did it. ``by_document``: what is written acts ("the resolution demands"). ``object_acts``:
    those sent out act where nobody sends them. ``parties_only``: the other side is a party, no thing. ``from_parties``: who is
    robbed is a party. ``no_ground``: an area is no side. ``of_owner``: whose deed it is that is met with it, is the other side.
    ``through_content``: so is the party on whom acts what is promised, threatened or protested for. ``asks_subject``: who is to
    do what is asked is the other side. ``object_behind``: the object may stand far behind the verb.
    ``personal``: the possessor of the noun is who suffers it ("his arrest"). ``takes_ground``: who held the ground is the
    other side.

    Place: ``place_of_object``: where the object is, it took place. ``gathering``: sides come together, so a town in the place of
    the other side is where, and "the two countries" are no figure. ``reaches``, ``moves``, ``leaves``: "into", "to", "from" tell where.
    ``visits``: a country in the place of the other side is where. ``disperses``: a protest in that place is those who hold it.

    ``caused``: it stands only where the dispatch says who or what brought it about. ``sideless``: it is told although no side,
    place or figure is named.

    ``count``: what a number on the object counts.
    """

    verbal: bool = False
    speech: bool = False
    spoken: bool = False
    talked_of: bool = False
    answers: bool = False
    mode_of_content: bool = False
    material: bool = False
    by_purpose: bool = False
    by_trying: bool = False
    threat: bool = False
    violent: bool = False
    meeting: bool = False
    deal: bool = False
    negotiable: bool = False
    blames: bool = False
    alleges: bool = False
    by_force: bool = False
    by_arms: bool = False
    by_owner: bool = False
    by_craft: bool = False
    by_any_participle: bool = False
    by_document: bool = False
    object_acts: bool = False
    parties_only: bool = False
    from_parties: bool = False
    no_ground: bool = False
    of_owner: bool = False
    asks_subject: bool = False
    object_behind: bool = False
    personal: bool = False
    through_content: bool = False
    takes_ground: bool = False
    place_of_object: bool = False
    gathering: bool = False
    reaches: bool = False
    moves: bool = False
    leaves: bool = False
    visits: bool = False
    disperses: bool = False
    caused: bool = False
    sideless: bool = False
    count: str = ""


class TypeTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file types.toml: traits by type and by mode."""

    types: dict[str, Traits] = msgspec.field(name="type", default_factory=dict)
    modes: dict[str, Traits] = msgspec.field(name="mode", default_factory=dict)


@lru_cache(maxsize=1)
def table() -> TypeTable:
    """Our types.toml."""
    text = (Path(__file__).parent / "data" / "types.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), TypeTable)


def of_type(type: str) -> Traits:
    """The traits of a type; of a type that is none of PLOVER's, none."""
    return table().types.get(type, Traits())


def joined(type: str, modes: Iterable[str], own: Traits) -> Traits:
    """The traits of an entry: those of its type, those of its modes and its own; of several counts the first named stands."""
    known = table()
    together = (own, of_type(type), *(known.modes[m] for m in modes if m in known.modes))
    values = {name: next(filter(None, (getattr(t, name) for t in together)), None) for name in Traits.__struct_fields__}
    return Traits(**{name: value for name, value in values.items() if value is not None})
