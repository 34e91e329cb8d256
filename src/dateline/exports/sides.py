"""Who takes part, by what the codes of PLOVER say of them: state, rebel, militia, civilian …, as ACLED and UCDP ask."""

from __future__ import annotations

from dateline.actors.codes import split
from dateline.exports.countries import country
from dateline.record.state.attribution import speaker
from dateline.types import Party

STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
REBEL = frozenset({"REB"})
MILITIA = frozenset({"PRM", "UAF", "CRM"})
CIVILIAN = frozenset({"AGR", "BUS", "CVL", "EDU", "ELI", "HLH", "LAB", "MED", "NGO", "OPP", "PTY", "REF", "REL", "JRN"})
OUTSIDE = frozenset({"IGO"})
UNNAMED = frozenset({"UAF", "CRM"})
"""Sectors of those who are armed and not known by a name."""

STATE_FORCES, REBEL_GROUP, POLITICAL_MILITIA, IDENTITY_MILITIA = (
    "State forces", "Rebel group", "Political militia", "Identity militia",
)  # fmt: skip
RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL = "Rioters", "Protesters", "Civilians", "External/Other forces"
INTERS = (
    STATE_FORCES, REBEL_GROUP, POLITICAL_MILITIA, IDENTITY_MILITIA, RIOTERS, PROTESTERS, CIVILIANS, EXTERNAL,
)  # fmt: skip
"""ACLED's kinds of actors in the order of their numbers, 1 to 8."""


def inter(party: Party, there: str) -> str:
    """ACLED's kind of an actor, "" when its code does not say. ``there``: the country of the event, ISO 3166 alpha-3.

    Soldiers and governments outside their own country are other forces; a country alone acts by its government.
    """
    home, sector = split(party.code)
    if sector in STATE or (home and not sector):
        return STATE_FORCES if home in {"", there} else EXTERNAL
    kinds = ((REBEL, REBEL_GROUP), (MILITIA, POLITICAL_MILITIA), (CIVILIAN, CIVILIANS), (OUTSIDE, EXTERNAL))
    return next((kind for sectors, kind in kinds if sector in sectors), "")


def interaction(first: str, second: str) -> str:
    """ACLED's words for who met whom: the lower number first, "only" for one side."""
    known = sorted((kind for kind in (first, second) if kind in INTERS), key=INTERS.index)
    if not known:
        return ""
    return f"{known[0]}-{known[1]}" if len(known) > 1 else f"{known[0]} only"


def named(party: Party) -> str:
    """What a side is called."""
    name = speaker(party)
    return name[:1].upper() + name[1:]


def of_country(kind: str, alpha3: str) -> str:
    """ "Civilians (Sudan)"."""
    known = country(alpha3)
    return f"{kind} ({known.name})" if known else kind


def is_state(party: Party) -> bool:
    """Whether it is a government or acts for one."""
    home, sector = split(party.code)
    return sector in STATE or bool(home and not sector)


def is_organised(party: Party) -> bool:
    """Whether it is armed and known by a name: a state, or a group that has one."""
    if is_state(party):
        return True
    sector = split(party.code)[1]
    has_name = bool(party.id) or speaker(party)[:1].isupper()
    return sector in REBEL | MILITIA - UNNAMED and has_name


def is_civilian(party: Party) -> bool:
    """Whether it is people who are not armed; unnamed people ("eight people") have no code."""
    sector = split(party.code)[1]
    return sector in CIVILIAN or not party.code
