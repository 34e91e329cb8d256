"""Headlines and other short forms as desks write them: what is read in a line, in our own words."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim


def read(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(text, published="2023-09-20").claims


@pytest.mark.parametrize(
    ("line", "type", "trigger", "actor", "count"),
    [
        ("Guards fire teargas at pilgrims", "ASSAULT", "fire", "Guards", None),
        ("Nurse shot dead in Arauca", "ASSAULT", "shot dead", "", ("killed", 1)),
        ("MARINES ABDUCT NINE FISHERMEN NEAR HODEIDAH", "ASSAULT", "ABDUCT", "MARINES", ("abducted", 9)),
        ("Rebels raid Bria mine, free 12 hostages", "RETREAT", "free", "Rebels", ("released", 12)),
        ("Sniper wounds two medics near Bria", "ASSAULT", "wounds", "Sniper", ("injured", 2)),
        ("Union boss murdered outside home in Arauca", "ASSAULT", "murdered", "", ("killed", 1)),
        ("Police fire tear gas at nurses marching on parliament", "ASSAULT", "fire", "Police", None),
        ("Governor: 14 killed in Jos attack", "ASSAULT", "killed", "", ("killed", 14)),
        ("JUNTA BARS AID GROUPS FROM RAKHINE", "COERCE", "BARS", "JUNTA", None),
        ("Boko Haram Abducts 12 Schoolgirls In Borno", "ASSAULT", "Abducts", "Boko Haram", ("abducted", 12)),
        pytest.param(
            "Rebels take Bria town, 7 dead",
            "ASSAULT",
            "take",
            "Rebels",
            ("killed", 7),
            marks=pytest.mark.xfail(reason="tree of the parser 0.4: the dead hang elsewhere", strict=True),
        ),
        ("Nine dead, 20 hurt in Bria bombing", "ASSAULT", "dead", "", ("killed", 9)),
        ("At least 12 dead, 31 wounded in Bria blast", "ASSAULT", "dead", "", ("killed", 12)),
        ("TWO DEAD IN JOS SHOOTING, POLICE SAY", "ASSAULT", "DEAD", "", ("killed", 2)),
        ("Scores dead as rebels attack Bria", "ASSAULT", "attack", "rebels", ("killed", 40)),
        ("Rebels take Kambele, vow to push on", "ASSAULT", "take", "Rebels", None),
        ("Army retakes Zorgho, says clearing mines", "ASSAULT", "retakes", "Army", None),
        ("The toll from Sunday's bombing in Bria rose to 31, doctors said.", "ASSAULT", "bombing", "", ("killed", 31)),
    ],
)
def test_a_headline_is_a_clause(
    reader: Reader, line: str, type: str, trigger: str, actor: str, count: tuple[str, int] | None
) -> None:
    found = [c for c in read(reader, line) if c.type == type and c.trigger.text.startswith(trigger)]
    assert len(found) == 1
    assert [one.text for one in found[0].actor] == ([actor] if actor else [])
    assert count is None or count in {(c.what, c.low) for c in found[0].counts}


def test_a_stop_that_stands_alone_costs_nothing(reader: Reader) -> None:
    (one,) = read(reader, ". Near Gao, two strikes destroyed a depot of the rebels.")
    assert (one.type, one.trigger.text) == ("ASSAULT", "strikes")


@pytest.mark.parametrize(
    "line",
    ["Nine dead in Jos floods", "Six dead in Bria bus crash", "Four dead in Texas", "Rebels take Hassan to border"],
)
def test_the_dead_of_floods_and_people_taken_are_no_attack(reader: Reader, line: str) -> None:
    assert not [claim for claim in read(reader, line) if "territory" in claim.mode or claim.trigger.text == "dead"]


def test_what_a_headline_announces_is_planned(reader: Reader) -> None:
    (one,) = read(reader, "Egypt to send troops to Somalia")
    assert (one.type, one.modality) == ("MOBILIZE", "planned")


def test_a_date_that_names_something_dates_nothing(reader: Reader) -> None:
    (one,) = (c for c in read(reader, "Rebels of the April 7 Movement seized Bria on Thursday.") if c.type == "ASSAULT")
    assert one.time is not None and one.time.start == "2023-09-14"


def test_a_person_called_as_a_country_is_a_person(reader: Reader) -> None:
    (one,) = read(reader, "Police arrested Kenya Adams, a lawyer, in Lilongwe on Friday.")
    assert [(party.text, party.code) for party in one.recipient] != [] and "KEN" not in one.recipient[0].code


def test_words_parted_at_the_end_of_a_line_are_whole(reader: Reader) -> None:
    (one,) = read(reader, "On Sunday sol-\ndiers killed 15people in a non-\ngovernment clinic in Kaya.")
    assert [(c.what, c.low) for c in one.counts] == [("killed", 15)]
    assert one.actor[0].text == "sol-\ndiers"
