"""Place, time and counts of claims, from sentences of ours: each row a sentence, the trigger of a claim, and its fields.

Fields are written "place=Kesh + Wem; time=2021-08-09..2021-08-09; killed=3..3; injured=261..; other="; a row leaves the others free.
"""

from __future__ import annotations

from functools import cache

import pytest

from dateline.claims.roles.time import BACKGROUND
from dateline.read import Options, Reader
from dateline.read import reader as load_reader
from dateline.text.intake import read_text
from dateline.types import Claim, Reading

DAY = "2021-08-10"  # a Tuesday


@cache
def read(text: str, published: str | None = DAY) -> Reading:
    """The reading of a text, made once."""
    return load_reader(Options()).read_document(read_text(text, id="t", published=published))


@pytest.fixture(autouse=True)
def _loaded(reader: Reader) -> Reader:
    """Nothing here can be said without the default parser: the reader's fixture skips then."""
    return reader


def told(claim: Claim, field: str) -> str:
    """A field in words."""
    if field == "place":
        return " + ".join(w.text for w in claim.place)
    if field == "time":
        return f"{claim.time.start or ''}..{claim.time.end or ''}" if claim.time else ""
    if field == "words":
        return claim.time.text if claim.time else ""
    if field == "historical":
        return "yes" if claim.historical else ""
    bounds = [(c.low, c.high) for c in claim.counts if c.what == field]
    return " + ".join(f"{'' if a is None else a}..{'' if b is None else b}" for a, b in bounds)


def check(text: str, trigger: str, wanted: str, published: str | None = DAY) -> None:
    """One claim of that trigger has all the fields wanted."""
    claims = [c for c in read(text, published).claims if trigger in (c.trigger.text, *(q.text for q in c.also))]
    assert claims, f"no claim of {trigger!r}"
    pairs = [pair.split("=", 1) for pair in wanted.split("; ")]
    got = [{field: told(c, field) for field, _ in pairs} for c in claims]
    assert dict(pairs) in got, got


COUNTS = [
    ("Gunmen killed a doctor in Kabul on Monday.", "killed", "killed=1..1"),
    ("Gunmen killed him in Kabul on Monday.", "killed", "killed=1..1"),
    ("The murder of a baker shocked Herat.", "murder", "killed=1..1"),
    ("A farmer was shot dead in Herat.", "shot dead", "killed=1..1"),
    ("Two gunmen killed five villagers.", "killed", "killed=5..5; other=2..2"),
    ("Gunmen killed three soldiers and wounded six others.", "killed", "killed=3..3; injured=6..6"),
    ("The attack, which killed three people and injured more than 260, was in Herat.", "attack", "killed=3..3; injured=261.."),
    ("Gunmen killed 20 soldiers of the army.", "killed", "killed=20..20; other="),
    ("Police arrested six men in Kabul.", "arrested", "arrested=6..6; killed="),
    ("The ministry deported five Kenyans.", "deported", "other=5..5; displaced="),
    ("The group released three hostages.", "released", "released=3..3; abducted="),
    ("About 300 students rallied in Kabul.", "rallied", "other=300..300"),
    ("One of the rebels attacked the village.", "attacked", "other="),
    ("Several officials condemned the attack.", "condemned", "other="),
    ("Gunmen killed the police in Herat.", "killed", "killed="),
    ("Police foiled a plot to kill a minister in Kabul.", "kill", "killed="),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), COUNTS)
def test_counts_are_of_the_event(text: str, trigger: str, wanted: str) -> None:
    if trigger == "kill":
        assert all(c.what != "killed" for claim in read(text).claims for c in claim.counts)
        return
    check(text, trigger, wanted)


PLACES = [
    ("Rebels killed eight villagers in Herat.", "killed", "place=Herat"),
    ("Gunmen attacked a convoy near Kandahar, Afghanistan.", "attacked", "place=Kandahar"),
    ("The bombing of a market in Herat killed two people.", "bombing", "place=a market in Herat"),
    ("The minister said in Geneva that rebels attacked villagers.", "attacked", "place="),
    ("Rebels attacked villagers, the minister said in Geneva.", "attacked", "place="),
    ("Police in Herat arrested six men.", "arrested", "place=Herat"),
    ("Two men were killed in clashes in Herat.", "killed", "place=Herat"),
    ("Protesters rallied in Herat and Kabul.", "rallied", "place=Herat + Kabul"),
    ("The murder of a baker in Herat shocked many.", "murder", "place=Herat"),
    ("The leader in Kabul was killed by an airstrike near Kandahar.", "killed", "place=Kandahar"),
    ("The army withdrew its troops from Kandahar on Monday.", "withdrew", "place=Kandahar"),
    ("Gunmen killed a guard as he was riding near Herat.", "killed", "place=Herat"),
    ("Militiamen shelled a post about 8km from Herat.", "shelled", "place=a post about 8km from Herat"),
    ("Rebels shelled a school 30 miles north of Herat.", "shelled", "place=a school 30 miles north of Herat"),
    ("Gunmen attacked villagers in Umm al-Kesh.", "attacked", "place=Umm al-Kesh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), PLACES)
def test_places_are_of_the_event(text: str, trigger: str, wanted: str) -> None:
    check(text, trigger, wanted)


TIMES = [
    ("Rebels attacked a village on Monday.", "attacked", "time=2021-08-09..2021-08-09"),
    ("The minister said on Monday that rebels attacked a village.", "attacked", "time="),
    ("The minister condemned the attack of July 3.", "condemned", "time="),
    ("Two men were killed in clashes on Monday.", "killed", "time=2021-08-09..2021-08-09"),
    ("Rebels shelled a village and fired at a post on Monday.", "shelled", "time=2021-08-09..2021-08-09"),
    ("Rebels have attacked villages since the party was expelled on July 3.", "attacked", "time=2021-07-03..2021-08-10"),
    ("Gunmen killed five people as they slept on Monday.", "killed", "time=2021-08-09..2021-08-09"),
    ("Rebels killed a guard in March 2019.", "killed", "time=2019-03-01..2019-03-31; historical=yes"),
    ("Rebels killed a guard last week.", "killed", "historical="),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "wanted"), TIMES)
def test_times_are_of_the_event(text: str, trigger: str, wanted: str) -> None:
    check(text, trigger, wanted)


def test_history_needs_more_than_a_month() -> None:
    assert BACKGROUND.days > 31


def test_an_undated_dispatch_has_history_only_against_a_later_date_of_its_own() -> None:
    text = "Rebels killed a guard in March 2017. Gunmen attacked a village on June 3, 2021."
    check(text, "killed", "historical=yes", None)
    check("Rebels killed a guard in March 2017.", "killed", "historical=", None)
