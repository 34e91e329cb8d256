"""How alike two mentions of a document are: named signs that they speak of one event, weighed as learned from coded dispatches.

The weights are those of weights.toml, ``[merge.signs]``; ``bench/tools/learn_merging.py`` makes them.
"""

from __future__ import annotations

from bisect import bisect
from typing import NamedTuple

from dateline.claims.features import Features, Spot
from dateline.lexicon.weights import MERGE as WEIGHTS

FAR = 3  # sentences between two mentions from which on they are far apart
OF_NOUN = (
    "definite", "definite_deed", "definite_bare", "known_deed_again", "owned", "indefinite", "bare_noun", "plural_apart", "marked_new",
)  # fmt: skip
"""The signs that only a noun can show."""
ONCE = (0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95)
"""Borders between the steps of how likely the parser takes two words for one claim."""


class Pair(NamedTuple):
    """A mention and one before it. ``distance``: sentences between them; ``linked``: the grammar ties them; ``once``: the step of ONCE at
    which the parser takes them for one claim, -1 where it was not taught that; ``together``: it saw them in one window."""

    one: Features
    other: Features
    distance: int
    linked: bool
    once: int = -1
    together: bool = True


def evidence(pair: Pair) -> float:
    """The sum of what is seen of a mention and the earlier one; above 0 they speak of one event."""
    return round(WEIGHTS.bias + sum(WEIGHTS.signs.get(name, 0.0) for name, seen in signs(pair).items() if seen), 6)


def signs(pair: Pair) -> dict[str, bool]:
    """Every sign by its name, seen or not; weights.toml says what each means."""
    return {
        "linked": pair.linked,
        **_of_words(pair),
        **_of_sort(pair),
        **_of_noun(pair),
        **_of_sides(pair),
        **_of_circumstances(pair),
        **_of_telling(pair),
        **_of_parser(pair),
    }


def _of_words(pair: Pair) -> dict[str, bool]:
    """The words of the event and what kind of event it is."""
    one, other = pair.one, pair.other
    shared = bool(one.mode & other.mode)
    return {
        "same_word": one.lemma == other.lemma,
        "same_rule": one.rule == other.rule,
        "same_mode": shared,
        "other_mode": bool(one.mode and other.mode) and not shared,
        "background": one.presumes or other.presumes,
        "speech": one.speech,
        "meeting": one.meeting,
        "those_who_met": one.meeting and one.collective,
        "by_that_deed": one.by_deed,
    }


def _of_sort(pair: Pair) -> dict[str, bool]:
    """What violence did, and to whom it says so."""
    one, other = pair.one, pair.other
    return {
        "deed_and_harm": one.violent and one.harm != other.harm,
        "both_harm": one.violent and one.harm and other.harm,
        "harm_alone": _is_harm_alone(one),
    }


def _of_noun(pair: Pair) -> dict[str, bool]:
    """How a noun points back or does not."""
    one, other, noun = pair.one, pair.other, pair.one.noun
    if noun is None:
        return dict.fromkeys(OF_NOUN, False)
    return {
        "definite": noun.definite,
        "definite_deed": noun.definite and one.violent,
        "definite_bare": noun.definite and not (one.actors or one.recipients or one.towns),
        "known_deed_again": noun.definite and (one.rule == other.rule or bool(one.mode & other.mode)),
        "owned": noun.owned,
        "indefinite": noun.indefinite,
        "bare_noun": noun.bare,
        "plural_apart": other.kind == "noun" and one.plural != other.plural,
        "marked_new": noun.new,
    }


def _of_sides(pair: Pair) -> dict[str, bool]:
    """What is shared and what is left open of those who act and are acted on."""
    one, other = pair.one, pair.other
    doer, victim = bool(one.actors & other.actors), bool(one.recipients & other.recipients)
    return {
        "same_actor": doer,
        "actor_apart": apart(one.actors, other.actors),
        "no_actor": not one.actors and not other.actors,
        "actor_known_before": bool(other.actors) and not one.actors,
        "same_recipient": victim,
        "same_victims": victim and one.violent,
        "recipient_apart": apart(one.recipients, other.recipients) and not of_place_and_people(pair),
        "one_recipient": bool(one.recipients) != bool(other.recipients),
        "recipient_known_before": bool(other.recipients) and not one.recipients,
        "same_sides": doer and victim,
        "place_and_people": of_place_and_people(pair),
        "victims_again": bool(one.victims & other.victims) and one.victims_known,
    }


def _of_circumstances(pair: Pair) -> dict[str, bool]:
    """Places, times, figures and content."""
    one, other = pair.one, pair.other
    both = counted(one, other)
    same_words = bool(one.day) and one.day == other.day
    return {
        "same_town": bool(one.towns & other.towns),
        "town_apart": places_apart(one.towns, other.towns),
        "place_known_before": bool(other.towns) and not one.towns,
        "same_figures": bool(both) and all(are_one_figure(mine, theirs) for mine, theirs in both),
        "figures_apart": not all(are_one_figure(mine, theirs) for mine, theirs in both),
        "same_time": same_words,
        "time_apart": not same_words and _times_differ(one, other),
        "history_and_news": one.historical != other.historical,
        "content_apart": one.content is not None and other.content is not None and not one.content & other.content,
    }


def _times_differ(one: Features, other: Features) -> bool:
    return bool(one.day and other.day) and one.days != other.days


def _of_telling(pair: Pair) -> dict[str, bool]:
    """Where in the dispatch they stand and who tells them."""
    one, other, distance = pair.one, pair.other, pair.distance
    return {
        "same_sentence": distance == 0,
        "next_sentence": distance == 1,
        "far": distance >= FAR,
        "lead": other.lead,
        "headline": one.headline or other.headline,
        "subordinate": one.subordinate,
        "set_apart": one.set_apart,
        "same_voice": bool(one.voice) and one.voice == other.voice,
        "voices_apart": bool(one.voice and other.voice) and one.voice != other.voice,
        "one_voice": bool(one.voice) != bool(other.voice),
    }


def _of_parser(pair: Pair) -> dict[str, bool]:
    """How likely the parser takes both for one claim, by whether it saw them together."""
    seen = {f"once_{step}": pair.together and pair.once == step for step in range(len(ONCE) + 1)}
    return seen | {f"once_apart_{step}": not pair.together and pair.once == step for step in range(len(ONCE) + 1)}


def step_of(share: float) -> int:
    """The step of ONCE of a share."""
    return bisect(ONCE, share)


Range = tuple[int | None, int | None]


def counted(one: Features, other: Features) -> list[tuple[Range, Range]]:
    """The figures of both for what both count: killed with killed, injured with injured."""
    theirs = dict(other.figures)
    return [(low_high, theirs[what]) for what, low_high in one.figures if what in theirs]


def are_one_figure(mine: Range, theirs: Range) -> bool:
    """The same number, one perhaps told with a bound that the other leaves out ("12 dead", "at least 12 people")."""
    return mine == theirs or (mine[0] is not None and mine[0] == theirs[0] and None in (mine[1], theirs[1]))


def places_apart(a: frozenset[Spot], b: frozenset[Spot]) -> bool:
    """Whether no place of the one may lie in a place of the other or be it."""
    return bool(a) and bool(b) and all(_are_two(x, y) for x in a for y in b)


def _are_two(a: Spot, b: Spot) -> bool:
    """Two places of one kind, or in two countries; a place known by its words alone may lie anywhere, but in another such that is not
    spoken of as known ("the city")."""
    if a[0] in b[0] or b[0] in a[0]:
        return False
    if not a[2] or not b[2]:
        return a[2] == b[2] and not a[0].startswith("the ") and not b[0].startswith("the ")
    return a[1] != b[1] or a[2] == b[2]


def of_place_and_people(pair: Pair) -> bool:
    """ "Shells hit a monastery. … An abbot died": what was hit, and next to it who was in it, in words that say nothing more."""
    one, other = pair.one, pair.other
    told = (other.hits, one.hits) == ("things", "people") and not other.harm
    return told and pair.distance <= 1 and _is_harm_alone(one)


def _is_harm_alone(one: Features) -> bool:
    """Dead or wounded with no doer, place, time or voice."""
    return one.violent and one.harm and not (one.actors or one.towns or one.day or one.voice)


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Both say something, and nothing of the one is part of the other."""
    return bool(a) and bool(b) and not any(x in y or y in x for x in a for y in b)
