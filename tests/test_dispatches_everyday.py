"""What plain wordings of everyday dispatches are read as, and what they are not."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim

DAY = "2024-05-14"


def claims(reader: Reader, text: str) -> tuple[Claim, ...]:
    return reader.read(text, published=DAY).claims


@pytest.mark.parametrize(
    ("text", "word", "type_", "modality", "polarity"),
    [
        ("The garrison is building chemical weapons, a charge its general denies.", "denies", "MOBILIZE", "actual", "-"),
        ("The bloc blamed the guards for the assassination, a charge denied by the guards.", "denied", "ASSAULT", "actual", "-"),
        ("The envoy said the army had shelled a village. The army denied the charges.", "denied", "ASSAULT", "actual", "-"),
        ("The brigade pulls out of the valley later this year.", "pulls out of", "CONCEDE", "planned", "+"),
        ("The army leaves the fort next month.", "leaves", "CONCEDE", "planned", "+"),
        ("The minister visits Oslo tomorrow.", "visits", "AGREE", "planned", "+"),
        ("Police prevented the marchers from entering the square.", "prevented", "COERCE", "actual", "+"),
        ("Guards barred the lawyers from seeing the captives.", "barred", "COERCE", "actual", "+"),
        ("Norway opposed the sale of the port.", "opposed", "ACCUSE", "actual", "+"),
        ("Gunmen robbed 30 passengers near Bria.", "robbed", "COERCE", "actual", "+"),
        ("Four men are suspected of planning attacks on tourists.", "planning", "THREATEN", "possible", "+"),
        ("The senate has approved the peace deal.", "approved", "SUPPORT", "actual", "+"),
        ("The crowd carried pictures of the slain mayor.", "slain", "ASSAULT", "actual", "+"),
        ("Two of the ten abducted nurses have returned home.", "abducted", "ASSAULT", "actual", "+"),
        ("The envoy sang for the murdered priest.", "murdered", "ASSAULT", "actual", "+"),
        ("Suicide bombers struck in two towns on Monday.", "struck", "ASSAULT", "actual", "+"),
        ("The junta agreed to abandon its missile programme.", "agreed", "CONCEDE", "planned", "+"),
        ("Next week's conference in Oslo is on fishing.", "conference", "AGREE", "planned", "+"),
        ("The king's visit to Oslo will cover fishing.", "visit", "AGREE", "planned", "+"),
        ("The priest wrote a letter accusing the army of torture.", "accusing", "ACCUSE", "actual", "+"),
        ("A petition urges the governor to free the captives.", "urges", "REQUEST", "actual", "+"),
        ("The premier has called for deporting smugglers.", "called for", "REQUEST", "actual", "+"),
    ],
)  # fmt: skip
def test_reads(reader: Reader, text: str, word: str, type_: str, modality: str, polarity: str) -> None:
    found = [one for one in claims(reader, text) if one.trigger.text == word]
    assert [(one.type, one.modality, one.polarity) for one in found] == [(type_, modality, polarity)]


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("The general has denied the charges.", "ASSAULT"),  # nothing told that he might deny
        ("The brigade pulled out of the valley on Monday.", "CONCEDE"),
        ("The army leaves the fort each spring.", "CONCEDE"),
        ("The prime minister has called for deporting smugglers.", "COERCE"),
        ("Anyone who supports the rebels is at risk.", "SUPPORT"),
        ("Whoever attacks the embassy is a fool.", "ASSAULT"),
        ("Two policemen stood guard at the parade.", "MOBILIZE"),
        ("The king's visit to Oslo ended on Friday.", "AGREE"),
        ("The two ministers agreed to meet in Oslo.", "CONCEDE"),
        ("A knee injury kept the captain from playing.", "COERCE"),
        ("The family planned a picnic for Sunday.", "THREATEN"),
    ],
)
def test_does_not_read(reader: Reader, text: str, type_: str) -> None:
    assert type_ not in {one.type for one in claims(reader, text)}


def test_a_killing_named_again_before_its_victim_is_the_one_told(reader: Reader) -> None:
    """ "The slain mayor" tells of the killing before; "another slain mayor" of a further one."""
    found = claims(reader, "Gunmen killed a mayor in Bria on Friday. The slain mayor had led the council.")
    assert [(one.trigger.text, [also.text for also in one.also]) for one in found] == [("killed", ["slain"])]
