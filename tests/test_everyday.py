"""What everyday news says plainly: who a name is, accidents told again, times that act on nobody, tolls of "leaving"."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim


def claims(reader: Reader, text: str, kind: str = "") -> list[Claim]:
    return [c for c in reader.read(text, id="x", published="2021-06-09").claims if kind in ("", c.type)]


@pytest.mark.parametrize("name", ["President Bush", "Prime Minister Rice", "President Marta Salas"])
def test_a_surname_that_is_a_common_noun_makes_no_thing_of_an_official(reader: Reader, name: str) -> None:
    found = claims(reader, f"{name} visited Lima on Tuesday.", "CONSULT")
    assert [p.text for c in found for p in c.actor] == [name]


def test_the_blast_told_again_is_the_accident_it_was(reader: Reader) -> None:
    accident = "A gas explosion killed six miners in Kunduz. Police said the explosion happened at dawn."
    assert not claims(reader, accident, "ASSAULT")
    assert claims(
        reader, "An explosion killed six guards in Kunduz. Police said the explosion happened at dawn.", "ASSAULT"
    )


def test_a_time_releases_nobody(reader: Reader) -> None:
    found = claims(reader, "Rebels seized nine hostages. The hostages were released by noon.", "RETREAT")
    assert [p.text for c in found for p in c.recipient] == ["The hostages"]
    assert not any(c.actor for c in found)


def test_who_was_left_dead_and_who_wounded(reader: Reader) -> None:
    found = claims(reader, "Three blasts rocked Managua on Sunday, leaving two dead and six wounded.", "ASSAULT")
    told = {(n.what, n.low, n.high) for c in found for n in c.counts}
    assert {("killed", 2, 2), ("injured", 6, 6)} <= told


@pytest.mark.parametrize("trade", ["plumber", "printer", "carpenter", "beekeeper", "tailor"])
def test_people_of_any_trade_may_be_victims(reader: Reader, trade: str) -> None:
    found = claims(reader, f"Gunmen killed a {trade} in Basra.", "ASSAULT")
    assert [p.text for c in found for p in c.recipient] == [f"a {trade}"]


@pytest.mark.parametrize(
    ("text", "kind", "whom"),
    [
        ("The minister was sacked on Monday.", "SANCTION", "The minister"),
        ("Twelve migrants were rescued off the coast.", "AID", "Twelve migrants"),
        ("Food aid to Chad was suspended on Monday.", "SANCTION", "Chad"),
    ],
)
def test_a_passive_need_not_say_who_did_it(reader: Reader, text: str, kind: str, whom: str) -> None:
    (found,) = claims(reader, text)
    assert (found.type, [p.text for p in found.recipient], found.actor) == (kind, [whom], ())


def test_the_manager_of_a_club_is_no_official_who_was_sacked(reader: Reader) -> None:
    assert not claims(reader, "The manager was sacked after the match.")


def test_what_the_object_is_called_counts_behind_quotation_marks(reader: Reader) -> None:
    (found,) = claims(reader, 'Senator Castro called the operation "a crime".', "ACCUSE")
    assert found.mode == ("disapprove",)


@pytest.mark.parametrize(
    ("text", "kind", "modality"),
    [
        ("The envoys tried to persuade the rebels to disarm.", "REQUEST", "actual"),
        ("The republic is trying to develop nuclear weapons.", "MOBILIZE", "actual"),
        ("Nurses tried to march on the ministry.", "PROTEST", "planned"),
        ("The dockers' union called a two-day strike for Friday.", "PROTEST", "planned"),
        ("A bandh called by the dockers' union shut the port on Monday.", "PROTEST", "actual"),
    ],
)
def test_what_is_tried_or_called_is_as_sure_as_its_kind_makes_it(
    reader: Reader, text: str, kind: str, modality: str
) -> None:
    assert [c.modality for c in claims(reader, text, kind)] == [modality]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The premier resigned after gunmen loyal to him fired on a clinic.", ["gunmen"]),
        ("Farmers fled the incursion of the bandits into the valley.", ["the bandits"]),
        ("Hundreds were cut off by fighting between rebels and the army.", ["rebels", "the army"]),
    ],
)
def test_whose_deed_it_is_wherever_he_stands(reader: Reader, text: str, who: list[str]) -> None:
    assert [p.text for c in claims(reader, text, "ASSAULT") for p in c.actor] == who


def test_whose_custody_it_is(reader: Reader) -> None:
    (found,) = claims(reader, "Two smugglers are in Peruvian custody.", "COERCE")
    assert ([p.text for p in found.actor], [p.text for p in found.recipient]) == (["Peruvian"], ["Two smugglers"])
