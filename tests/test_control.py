"""Who holds what: statements of control, their holders, ground and status, and what is none."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Control


def controls(reader: Reader, text: str) -> tuple[Control, ...]:
    """The control statements of a text."""
    return reader.read_document(read_text(text, id="t", published="2021-08-10")).controls


# text, holders, a word of each place, status
HELD = [
    ("The rebels control most of the northern valley.", ["rebels"], ["valley"], "held"),
    ("The border town is held by government troops.", ["troops"], ["town"], "held"),
    ("Kosten, the last town held by the rebels, was shelled.", ["rebels"], ["Kosten"], "held"),
    ("Jets bombed the zone, which is controlled by the militia.", ["militia"], ["zone"], "held"),
    ("Aid reached rebel-held districts on Monday.", ["rebel"], ["districts"], "held"),
    ("Most of the valley lies in rebel hands.", ["rebel"], ["valley"], "held"),
    ("The airport has been under rebel control since June.", ["rebel"], ["airport"], "held"),
    ("Two towns are under the control of the militia.", ["militia"], ["towns"], "held"),
    ("Schools were shut in areas where the rebels have taken control.", ["rebels"], ["areas"], "held"),
    ("The rebels captured five district capitals in a week.", ["rebels"], ["capitals"], "held"),
    ("Government forces have liberated dozens of villages.", ["forces"], ["villages"], "held"),
    ("The army has retaken 300 square kilometres of territory.", ["army"], ["territory"], "held"),
    ("The provincial capital fell to the rebels on Friday.", ["rebels"], ["capital"], "held"),
    ("Jets bombed Raqqa, the militia's self-declared capital.", ["militia"], ["Raqqa"], "held"),
    ("Troops shelled the rebel stronghold of Kunduz.", ["rebel"], ["Kunduz"], "held"),
    ("The two militias are fighting for control of the oil town.", ["militias"], ["town"], "contested"),
    ("The towns they are conquering lie in the south.", ["they"], ["towns"], "contested"),
    ("Troops drove the militia from the sugar town.", ["militia"], ["town"], "lost"),
    ("The rebels lost the mountain road in March.", ["rebels"], ["road"], "lost"),
]


@pytest.mark.parametrize(("text", "holders", "places", "status"), HELD)
def test_statement(reader: Reader, text: str, holders: list[str], places: list[str], status: str) -> None:
    assert any(
        c.status == status
        and all(any(h in p.text for p in c.holder) for h in holders)
        and all(any(w in p.text for p in c.place) for w in places)
        for c in controls(reader, text)
    )


def test_both_sides_contest_every_town_named(reader: Reader) -> None:
    text = "They are fighting the army for control of three more towns, including Kunduz and Herat."
    (one,) = controls(reader, text)
    assert one.status == "contested"
    assert {p.text for p in one.holder} == {"They", "the army"}
    assert {"Kunduz", "Herat"} <= {w.text for w in one.place}


def test_taken_ground_names_its_former_holder_too(reader: Reader) -> None:
    got = {p.text: c for c in controls(reader, "They retook land previously held by the enemy.") for p in c.holder}
    assert set(got) == {"They", "the enemy"}
    assert got["the enemy"].historical and not got["They"].historical


def test_whose_stronghold_a_town_was_that_others_took(reader: Reader) -> None:
    text = "Mali's army and its Russian partners took control of Kidal, a stronghold of Tuareg separatists, on Tuesday."
    got = {c.historical: [(p.text, p.name) for p in c.holder] for c in controls(reader, text)}
    assert got == {
        False: [("Mali's army", "Mali's army"), ("its Russian partners", "its Russian partners")],
        True: [("Tuareg separatists", "Tuareg separatists")],
    }
    (still,) = controls(reader, "Troops shelled Kidal, a stronghold of Tuareg separatists.")
    assert not still.historical


NOTHING = [
    "The talks took place in Geneva.",
    "The company controls the price of salt.",
    "The rebels want to control the valley.",
    "Troops began a drive to capture the town of Kunduz.",
    "The rebels may capture the town.",
    "The army tried to retake the town.",
    "Police captured the leader of the gang in Kunduz.",
    "Rebels attacked two ISIL-held buildings.",
    "Engineers fear for the Australian-run facility.",
    "He met the ministers of Nauru, territory of calm.",
    "The driver lost control of the bus.",
    "Thousands of rebels are in the valley.",
    "If the rebels capture the town, the road is lost.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_no_statement(reader: Reader, text: str) -> None:
    assert [(c.rule, c.trigger.text) for c in controls(reader, text)] == []


def test_a_taking_that_is_denied_is_a_statement_of_its_own(reader: Reader) -> None:
    (control,) = controls(reader, "The rebels did not capture the town.")
    assert (control.rule, control.polarity) == ("control.take", "-")


def test_what_is_said_of_a_town_in_apposition_is_not_of_its_province(reader: Reader) -> None:
    found = controls(reader, "Rebels captured Bara, a town of North Kordofan state that the army held until now.")
    assert {where.text for one in found for where in one.place} == {"Bara"}
