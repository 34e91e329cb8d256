"""What an event is called: one noun phrase of its act, target, place and day, after titles.toml."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.lexicon.titles import Act
from dateline.places.fold import fold
from dateline.record.titles.acts import act_of
from dateline.record.titles.parties import PUNCTUATION, is_counted, is_name, parties, party_in_words, people
from dateline.record.titles.places import at, is_site, sited, spelled, width
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Figure, Where

__all__ = ["figure_title", "title"]

DONE = frozenset({"actual", "unknown"})
UNSURE = {"planned": "planned", "conditional": "possible", "possible": "possible", "unknown": "unconfirmed"}
"""How a title says of what modality an event is that nobody tells as done."""
ASKED = 9  # words of what is asked for
FEW = 2  # parties named
DENIES = "denies"
HARM = {"killed": "killing", "injured": "wounding"}


class Told(msgspec.Struct, frozen=True):
    """A claim of an event with its sentence."""

    kept: Kept
    claim: Claim


def title(happening: Happening, *, day: bool = True) -> str:
    """ "Shelling of a camp near El Fasher, 22 Nov". ``day``: with the day where it is known to the day.

    An event that nobody tells as done says so: "Planned withdrawal …", "Denied attack …"; one that somebody denies ends
    with "(denied)".
    """
    told = [Told(kept, kept.claim) for kept in happening.kept if isinstance(kept.claim, Claim)]
    first = max(told, key=_weight)
    act = act_of(first.claim)
    core = _phrase(act, first, _narrowest(told) if not _where(first) else None)
    before, behind = _standing(told, act)
    when = _day(told) if day else ""
    whole = f"{before} {core}" if before else core
    return f"{whole[:1].upper()}{whole[1:]}{f', {when}' if when else ''}{behind}"


def figure_title(kept: Kept, what: str, *, day: bool = True) -> str:
    """What a figure that stands for itself is called: "People displaced in Bara, 3 Mar". ``what``: what is counted."""
    told = kept.claim
    parties_ = told.of if isinstance(told, Figure) else told.recipient if isinstance(told, Claim) else ()
    whose = next(filter(None, (party_in_words(one, kept) for one in parties_ if one.span != told.trigger.span)), "")
    noun = "people" if not whose or is_counted(whose) else whose
    place = min(told.place, key=width, default=None)
    when = _short(told.time.start) if day and told.time and told.time.start == told.time.end else ""
    core = " ".join(filter(None, (noun, what, at(spelled(place), place, kept, "") if place else "")))
    return f"{core[:1].upper()}{core[1:]}{f', {when}' if when else ''}"


def _weight(told: Told) -> tuple[bool, ...]:
    """How much of the event a claim tells."""
    claim, kept = told.claim, told.kept
    return (
        claim.polarity == "+", claim.modality == "actual", not claim.historical, bool(parties(claim.recipient, kept)),
        bool(_where(told)), bool(act_of(claim).words), bool(parties(claim.actor, kept)),
    )  # fmt: skip


def _standing(told: list[Told], act: Act) -> tuple[str, str]:
    """What stands before the act and behind the phrase, by whether anybody tells it as done."""
    done = [one for one in told if one.claim.polarity == "+"]
    denied = [one for one in told if one.claim.polarity == "-"]
    if not done:
        said = any(voice.stance == DENIES for one in denied for voice in one.claim.voices)
        return ("denied" if said else "no"), ""
    behind = " (denied)" if denied else ""
    if act.plain or any(one.claim.modality == "actual" for one in done):
        return "", behind
    return UNSURE[done[0].claim.modality], behind


# -- The phrase


def _phrase(act: Act, told: Told, elsewhere: Told | None) -> str:
    """The noun with its parties and place; ``elsewhere``: the claim that names the place when this one does not."""
    claim, kept = told.claim, told.kept
    actors = [one for one in parties(claim.actor, kept) if fold(one) not in act.noun]
    targets, deadly = _targets(act, told)
    place = _located(act, told, elsewhere, [*actors, *targets])
    if act.place == "of" and act.recipient == "of" and place.startswith("of "):
        targets = []
    sides = _between(actors, targets) if act.pair else _beside(act, actors, targets)
    if act.named and targets and all(map(is_name, targets)):
        sides = [f"{act.named} {_listed(targets)}", f"{act.actor} {_listed(actors)}" if actors else ""]
        return " ".join(filter(None, [*sides, place]))
    early = act.place == "of" and place.startswith("of ")
    parts = [act.noun, place, *sides] if early else [act.noun, *sides, _asked(act, claim), deadly, place]
    return " ".join(filter(None, parts))


def _between(actors: list[str], targets: list[str]) -> list[str]:
    """ "between A and B", "involving A"."""
    sides = list(dict.fromkeys([_listed(actors), _listed(targets)] if actors and targets else [*actors, *targets]))
    sides = [side for side in sides if side]
    if len(sides) == FEW:
        return [f"between {sides[0]} and {sides[1]}"]
    if len(sides) == 1 and " and " in sides[0]:
        return [f"between {sides[0]}"]
    return [f"involving {_listed(sides)}"] if sides else []


def _beside(act: Act, actors: list[str], targets: list[str]) -> list[str]:
    """Target and actor, in the order of their prepositions: "of …" stands next to the noun."""
    towards = "with" if act.recipient == "between" and len(targets) == 1 else act.recipient
    target = f"{towards} {_listed(targets)}" if targets else ""
    actor = f"{act.actor} {_listed(actors)}" if actors and (act.both or not targets) else ""
    near = act.recipient in {"of", "on", "for"} and not act.content and act.actor not in {"from", "of"}
    return [target, actor] if near else [actor, target]


def _listed(some: list[str]) -> str:
    """ "A", "A and B", "A, B and others"."""
    if len(some) <= FEW:
        return " and ".join(some)
    return f"{', '.join(some[:FEW])} and others"


def _asked(act: Act, claim: Claim) -> str:
    """What is asked for or threatened, where it is short: "to accept the truce"."""
    content = " ".join(claim.content.text.split()).strip(PUNCTUATION) if act.content and claim.content else ""
    return content if content.startswith("to ") and len(content.split()) <= ASKED else ""


# -- Parties


def _targets(act: Act, told: Told) -> tuple[list[str], str]:
    """To whom it was done, for want of a name so many people as were counted; and what an act against things did to people."""
    counted = [one for one in told.claim.recipient if is_counted(one.text)]
    if act.things and counted:
        things = parties([one for one in told.claim.recipient if one not in counted], told.kept)
        tally = next((one for one in told.claim.counts if one.what in HARM), None)
        if things:
            return things, ""
        if tally is not None:
            return [], f"{HARM[tally.what]} {people(tally)}"
    found = parties(told.claim.recipient, told.kept)
    if found or not act.people:
        return found, ""
    tally = next((one for one in told.claim.counts if one.what == act.people), None)
    return [people(tally)] if tally is not None else [], ""


# -- Where and when


def _where(told: Told) -> list[Where]:
    return [where for where in told.claim.place if where.place is not None]


def _narrowest(told: Iterable[Told]) -> Told | None:
    """The claim that names the narrowest place."""
    placed = [one for one in told if _where(one)]
    return min(placed, key=lambda one: min(map(width, _where(one))), default=None)


def _located(act: Act, told: Told, elsewhere: Told | None, said: list[str]) -> str:
    """The place with its preposition, a site without a name before it; nothing that the parties say already."""
    source, whole, parts = elsewhere or told, fold(" ".join(said)), []
    known = sorted(_where(source), key=width) or [where for where in told.claim.place if is_name(spelled(where))]
    bare = next((where for where in told.claim.place if where.place is None and is_site(where.text)), None)
    if bare and fold(bare.text) not in whole:
        parts.append(at(bare.text, bare, told.kept, act.place))
    if known and fold(spelled(known[0]).removeprefix("the ")) not in whole:
        site = "" if parts else sited(known[0], whole)
        parts.append(at(site or spelled(known[0]), known[0], source.kept, "" if parts else act.place))
    return " ".join(parts)


def _day(told: Iterable[Told]) -> str:
    """The day, where a claim tells it to the day: the earliest of these."""
    days = sorted(
        one.claim.time.start
        for one in told
        if one.claim.time and one.claim.time.start and one.claim.time.start == one.claim.time.end
    )
    return _short(days[0]) if days else ""


def _short(day: str | None) -> str:
    """ "22 Nov"."""
    found = date.fromisoformat(day) if day else None
    return f"{found.day} {MONTHS[found.month - 1]}" if found else ""


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
