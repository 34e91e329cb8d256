"""The actor code: country of a phrase and sector of its role."""

from __future__ import annotations

from dateline.actors.vocabulary import WORDS


def split(code: str) -> tuple[str, str]:
    """Country and sector of a code; either may be "" ("REB" is ("", "REB"), "SYR" is ("SYR", ""))."""
    country, dash, sector = code.partition("-")
    if dash:
        return country, sector
    return ("", code) if code in WORDS.sectors.all else (code, "")


def join(country: str, sector: str) -> str:
    """ "AFG", "REB" -> "AFG-REB"; a part that is "" is left out."""
    return f"{country}-{sector}" if country and sector else country or sector


def as_striker(code: str) -> str:
    """The code of a country when it strikes: XXX-GOV and XXX are XXX-MIL; others stay."""
    country, sector = split(code)
    return join(country, "MIL") if country and sector in ("GOV", "") else code


def under(owner: str, sector: str) -> str:
    """The code of what belongs to an owner: its country with the sector of its own; men of an armed group, and
    members without a sector of their own, take the owner's whole code."""
    country, group = split(owner)
    if not sector or (
        group in ("REB", "PRM", "CRM", "OPP") and sector in ("MIL", "UAF", "REB", "PRM", "GOV", "PTY", "COP")
    ):
        return owner
    if group in ("IGO", "NGO") and sector in ("GOV", "CVL", "MIL", "LAB", "JUD", "COP", "LEG"):
        return owner
    if group == "MIL" and not country:
        return owner if sector in ("GOV", "MIL") else sector
    return join(country, sector)
