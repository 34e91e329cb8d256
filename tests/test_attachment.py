"""Where an event was whose own words name no place: the ways between words, the candidates, the choice and its reason."""

from __future__ import annotations

from unittest import mock

import pytest

import dateline
from dateline.claims.attachment import decide
from dateline.lexicon.weights import ATTACHMENT, Attachment
from dateline.read import Options, reader
from dateline.text import parse as parsing
from dateline.text.intake import blocked, read_text
from dateline.text.ways import Ways

TWO = "Troops swept through Kandahar on Monday. Gunmen killed four guards later in the day."


def parsed(text: str):
    return parsing.parse(blocked(read_text(text)), reader(Options()).nlp)


def asked(text: str, weights: Attachment):
    """Claims read, and the arguments with which places were asked for."""
    with (
        mock.patch.object(decide, "WEIGHTS", weights),
        mock.patch.object(decide, "rank", wraps=decide.rank) as calls,
    ):
        claims = dateline.read(text).claims
    return claims, [call.args for call in calls.call_args_list]


def killing(claims):
    return next(c for c in claims if c.trigger.text == "killed")


def test_a_way_names_each_step_from_the_event_to_the_phrase() -> None:
    parse = parsed("Rebels killed a guard in Kandahar, the army said.")
    heads = {token.text: token.i for token in parse.tokens}
    ways = Ways(parse)
    event = (True, heads["killed"])
    assert ways.between(event, heads["Rebels"]) == "subject"
    assert ways.between(event, heads["guard"]) == "object"
    assert ways.between(event, heads["Kandahar"]).split(".")[-1] == "in"
    assert ways.between(event, heads["army"]).endswith("^subject")


def test_nothing_holds_words_of_two_sentences() -> None:
    parse = parsed(TWO)
    heads = {token.text: token.i for token in parse.tokens}
    assert Ways(parse).between((True, heads["killed"]), heads["Kandahar"]) == "apart"


def test_a_place_is_asked_for_only_where_no_mention_names_one() -> None:
    _, calls = asked("Gunmen killed four guards in Kandahar on Monday.", ATTACHMENT)
    assert calls == []


def test_none_is_chosen_without_anything_that_speaks_for_a_place() -> None:
    claims, calls = asked(TWO, Attachment(0.0, {}))
    assert calls
    assert killing(claims).place == ()


def test_the_sentence_before_may_say_where() -> None:
    claims, _ = asked(TWO, Attachment(0.0, {"back_1": 1.0}))
    place = killing(claims).place[0]
    assert place.text == "Kandahar"
    assert place.place is not None


@pytest.mark.parametrize(("caution", "found"), [(0.9, 1), (1.1, 0)])
def test_a_place_must_be_ahead_of_none_by_the_caution(caution: float, found: int) -> None:
    claims, _ = asked(TWO, Attachment(caution, {"back_1": 1.0}))
    assert len(killing(claims).place) == found


def test_the_step_tells_signs_and_rivals() -> None:
    claims, _ = asked(TWO, Attachment(0.0, {"back_1": 1.0, "none": 0.25}))
    step = next(s for s in killing(claims).steps if s.field == "place")
    assert step.reason == "Kandahar 1.00 (back_1 +1.00) before none 0.25"


def test_three_sentences_before_is_too_far() -> None:
    text = (
        "Troops swept through Kandahar on Monday. Shops opened. Rain fell. Gunmen killed four guards later in the day."
    )
    claims, _ = asked(text, Attachment(0.0, dict.fromkeys(("back_0", "back_1", "back_2"), 1.0)))
    assert killing(claims).place == ()
