"""Words that a hyphen ties together, which parsers divide: forms, classes, verbs and the refusals that stand beside them."""

from __future__ import annotations

import pytest

from dateline.lexicon.load import head_word
from dateline.read import Reader
from dateline.types import Claim


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(text, id="x", published="2021-06-09").claims)


@pytest.mark.parametrize(
    ("text", "kind", "trigger"),
    [
        ("The rebels announced a cease-fire on Monday.", "CONCEDE", "cease-fire"),
        ("A sit-in by students began on Monday.", "PROTEST", "sit-in"),
        ("Police carried out a round-up of suspects.", "COERCE", "round-up"),
        ("A counter-offensive by the army began in June.", "ASSAULT", "counter-offensive"),
    ],
)
def test_a_noun_with_a_hyphen_is_the_form_of_the_lexicon(reader: Reader, text: str, kind: str, trigger: str) -> None:
    assert [(c.type, c.trigger.text) for c in claims(reader, text)] == [(kind, trigger)]


def test_what_a_hyphen_ties_to_a_verb_is_no_doer_of_it(reader: Reader) -> None:
    (found,) = claims(reader, "Soldiers gang-raped nine women on Monday.")
    assert found.mode == ("sexual",)
    assert [p.text for p in found.actor] == ["Soldiers"]


def test_a_person_written_with_a_hyphen_is_of_the_class_of_the_whole_word(reader: Reader) -> None:
    (found,) = claims(reader, "The charity sheltered nine asylum-seekers on Monday.")
    assert found.type == "AID"


def test_the_head_of_a_form_is_never_the_hyphen() -> None:
    assert head_word(("sit", "-", "in")) == "in"
    assert head_word(("siege", "of")) == "siege"


def test_who_will_not_do_it_refuses_rather_than_does_not_do_it(reader: Reader) -> None:
    (found,) = claims(reader, "Chad said it would not lift the embargo until the hostages came home.")
    assert (found.type, found.polarity) == ("REJECT", "+")


def test_who_leads_it_is_the_doer_though_his_name_ends_in_a_stop(reader: Reader) -> None:
    (found,) = claims(reader, "A U.S.-led raid on a camp near Gao killed three people on Monday.")
    assert [p.text for p in found.actor] == ["U.S."]


def test_initials_with_a_hyphen_stay_one_word(reader: Reader) -> None:
    assert [t.text for t in reader.nlp.make_doc("J.-C. Dupont of the U.S.-led force")] == [
        "J.-C.", "Dupont", "of", "the", "U.S.", "-", "led", "force",
    ]  # fmt: skip
