"""Grammar and parser weighed together: whether a mention tells an event, and who takes part in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dateline.claims import telling
from dateline.claims.roles import learned
from dateline.lexicon import weights
from dateline.read import read

pytest.importorskip("dateline_en")

sys.path.insert(0, str(Path(__file__).parent.parent / "bench" / "tools"))
import learn_attachment

TEXT = "Rebels attacked a convoy near the town."


def test_a_mention_with_more_against_it_than_for_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "TELLING", {"form": 1.0})
    assert [claim.trigger.text for claim in read(TEXT).claims] == ["attacked"]
    monkeypatch.setattr(telling, "TELLING", {"form": 1.0, "lemma_attack_ASSAULT": -3.0})
    assert not read(TEXT).claims


def test_what_is_not_decided_is_told_whatever_speaks_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "TELLING", {"form": -9.0})
    (claim,) = read("The junta said it was studying the offer.").claims
    assert claim.modality == "unknown"


def test_a_phrase_is_put_on_the_side_that_more_speaks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "SIDES", {"actor": {"own": 1.0}, "recipient": {"own": 1.0}})
    (claim,) = read(TEXT).claims
    assert ([p.text for p in claim.actor], [p.text for p in claim.recipient]) == (["Rebels"], ["a convoy"])
    against = weights.LEARNED.no_recipient - 1.0
    monkeypatch.setattr(learned, "SIDES", {"actor": {"own": 1.0}, "recipient": {"own": against}})
    (claim,) = read(TEXT).claims
    assert ([p.text for p in claim.actor], claim.recipient) == (["Rebels"], ())


def test_nobody_is_put_on_no_side(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "SIDES", {"actor": {"own": 1.0, "free": 9.0}, "recipient": {"own": 1.0}})
    claims = read("No one was hurt when rebels attacked a convoy.").claims
    assert claims
    assert not any(party.text == "No one" for claim in claims for party in (*claim.actor, *claim.recipient))


def test_another_parser_leaves_sides_and_mentions_to_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("dateline_en_fast")
    monkeypatch.setattr(telling, "TELLING", {"form": -9.0})
    monkeypatch.setattr(learned, "SIDES", {"actor": {"own": -9.0}, "recipient": {"own": -9.0}})
    (claim,) = read(TEXT, parser="fast").claims
    assert [p.text for p in claim.actor] == ["Rebels"]


def test_a_choice_between_two_learns_what_speaks_for_one() -> None:
    example = learn_attachment.Example
    found = [example("", [[], ["yes", "often"]], [False, True])] * 8 + [
        example("", [[], ["no", "often"]], [True, False])
    ] * 8
    learnt = learn_attachment.fitted(found, 0.1)
    assert learnt["yes"] > 1 > -1 > learnt["no"]
    assert abs(learnt["often"]) < 0.5
