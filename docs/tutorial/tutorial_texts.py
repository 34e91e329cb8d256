"""Two hundred invented dispatches about the Sahel in March 2024, always the same: two outlets tell of a hundred incidents, a day apart,
with tolls that sometimes differ, and now and then one of them corrects itself. For the tutorial; nothing of it happened."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

TOWNS = (
    "Gao",
    "Timbuktu",
    "Mopti",
    "Kidal",
    "Bankass",
    "Djibo",
    "Dori",
    "Kaya",
    "Ouahigouya",
    "Tillabéri",
    "Diffa",
    "Niamey",
)
OUTLETS = ("Sahel Wire", "Bamako Soir")
START = date(2024, 3, 1)
DAYS = 30
INCIDENTS = 100
KINDS = (
    "{doer} attacked the town of {town} on {day}, killing {killed} people, {source} said.",
    "A roadside bomb killed {killed} soldiers near {town} on {day}, {source} said.",
    "Soldiers killed {killed} militants in {town} on {day}, {source} said.",
    "{doer} abducted {few} aid workers in {town} on {day}, {source} said.",
    "An army drone strike killed {killed} people in {town} on {day}, {source} said.",
    "Police arrested {few} suspects in {town} on {day}, {source} said.",
    "Hundreds of people protested in {town} on {day} against the high price of bread, {source} said.",
)
DOERS = ("Gunmen", "Jihadists", "JNIM fighters")
SOURCES = ("local officials", "the army", "residents", "a hospital doctor", "the governor")


def dispatches() -> Iterator[dict[str, str]]:
    """``id``, ``published``, ``outlet``, ``title`` and ``text`` of each."""
    chance = random.Random(7)
    for number in range(INCIDENTS):
        day = START + timedelta(days=chance.randrange(DAYS))
        killed, kind = chance.randint(2, 30), chance.choice(KINDS)
        told = {
            "doer": chance.choice(DOERS), "town": chance.choice(TOWNS), "day": f"{day:%A}", "few": str(chance.randint(2, 6)),
        }  # fmt: skip
        for turn, outlet in enumerate(OUTLETS):
            toll = killed if chance.random() < 0.6 else killed + chance.randint(1, 5)
            published = day + timedelta(days=1 + turn)
            text = kind.format(killed=toll, source=chance.choice(SOURCES), **told)
            yield {
                "id": f"{outlet.split()[0].lower()}-{number:03}", "published": published.isoformat(), "outlet": outlet,
                "title": f"News from {told['town']}", "text": text,
            }  # fmt: skip
