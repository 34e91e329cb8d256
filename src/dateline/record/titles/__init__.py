"""What an event is called: one noun phrase of its act, target, place and day, after titles.toml."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from dateline.lexicon.titles import Act
from dateline.places.fold import fold
from dateline.record.claim_features import lies_ahead
from dateline.record.terms import stem
from dateline.record.titles import contents
from dateline.record.titles.acts import act_of
from dateline.record.titles.articles import articled
from dateline.record.titles.parties import ARTICLE, is_counted, is_name, is_people, parties, party_in_words, people
from dateline.record.titles.places import WIDE, at, is_site, sited, spelled, width
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Figure, Where

__all__ = ["figure_title", "title"]

UNSURE = {"planned": "planned", "conditional": "possible", "possible": "possible", "unknown": "unconfirmed"}
"""How a title says of what modality an event is that nobody tells as done."""
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
    first = max(told, key=_weight) if len(told) > 1 else told[0]
    act = act_of(first.claim)
    core = _phrase(act, first, _narrowest(told) if not _where(first) else None)
    before, behind = _standing(told, act)
    when = _day(told) if day else ""
    whole = f"{before} {core}" if before else core
    return f"{whole[:1].upper()}{whole[1:]}{f', {when}' if when else ''}{behind}"


def figure_title(kept: Kept, what: str, *, day: bool = True) -> str:
    """What a figure that stands for itself is called: "People displaced in Bara, 3 Mar". ``what``: what is counted."""
    told = kept.claim
    place = min(told.place, key=width, default=None)
    core = " ".join(filter(None, (_counted(kept), what, at(spelled(place), place, kept, "") if place else "")))
    when = _short(told.time.start) if day and told.time and told.time.start == told.time.end else ""
    return f"{core[:1].upper()}{core[1:]}{f', {when}' if when else ''}"


def _counted(kept: Kept) -> str:
    """Whose a number is: "RSF fighters", "people"."""
    told = kept.claim
    some = told.of if isinstance(told, Figure) else told.recipient if isinstance(told, Claim) else ()
    named = (party_in_words(one, kept) for one in some if one.span != told.trigger.span)
    return next((one for one in named if one and not is_counted(one)), "people")


def _weight(told: Told) -> tuple[bool, ...]:
    """How much of the event a claim tells."""
    claim, kept = told.claim, told.kept
    return (
        claim.part_of is None, claim.polarity == "+", claim.modality == "actual", not claim.historical,
        bool(parties(claim.recipient, kept)),
        bool(_where(told)), any(_is_named(where) for where in claim.place), bool(act_of(claim).words), bool(parties(claim.actor, kept)),
    )  # fmt: skip


def _standing(told: list[Told], act: Act) -> tuple[str, str]:
    """What stands before the act and behind the phrase, by whether anybody tells it as done."""
    done = [one for one in told if one.claim.polarity == "+"]
    if not done:
        stances = {voice.stance for one in told for voice in one.claim.voices}
        return ("denied" if DENIES in stances else "no"), ""
    behind = " (denied)" if len(done) < len(told) else ""
    return ("" if act.plain else _unsure(done)), behind


def _unsure(told: list[Told]) -> str:
    """What stands before an act that nobody tells as done; "" when somebody does."""
    told_as = ["planned" if lies_ahead(one.claim, one.kept.document.known) else one.claim.modality for one in told]
    return "" if "actual" in told_as else UNSURE[told_as[0]]


# -- The phrase


def _phrase(act: Act, told: Told, elsewhere: Told | None) -> str:
    """The noun with its parties, its content and its place; ``elsewhere``: the claim that names the place when this one does not."""
    actors = [one for one in parties(told.claim.actor, told.kept) if fold(one) not in act.noun]
    targets, deadly = _targets(act, told)
    targets, content = _content(act, told, targets)
    place = _located(act, told, elsewhere, [*actors, *targets, content])
    is_target = act.place == "of" and place.startswith("of ")
    noun, sides = _sides(act, actors, [] if is_target and act.recipient == "of" else targets)
    parts = [place, *sides] if is_target else [*sides, content, deadly, place]
    return " ".join(filter(None, [noun, *parts]))


def _content(act: Act, told: Told, targets: list[str]) -> tuple[list[str], str]:
    """The parties to whom it was done, and the content where the title says it: whom the content names, it names alone. What
    takes the preposition of the target ("criticism of the strike") is the target, where there is no other."""
    said, thing = contents.clause(act, told.kept, told.claim), contents.thing(act, told.kept, told.claim)
    if thing and act.object == act.recipient:
        return targets or [thing.removeprefix(f"{act.object} ")], ""
    if not (said or thing):
        return targets, ""
    return parties(contents.outside(told.claim.recipient, told.claim.content), told.kept), said or thing


def _sides(act: Act, actors: list[str], targets: list[str]) -> tuple[str, list[str]]:
    """The noun of the act, and the parties with their prepositions."""
    noun, actors = _instrument(act, actors)
    if act.at_people and targets and all(map(is_people, targets)):
        return act.at_people, [_listed(targets), f"{act.actor} {_listed(actors)}" if actors and act.both else ""]
    if act.named and targets and all(map(is_name, targets)):
        return act.named, [_listed(targets), f"{act.actor} {_listed(actors)}" if actors else ""]
    return noun, _between(*_of_sides(actors, targets)) if act.pair else _beside(act, actors, targets)


def _instrument(act: Act, actors: list[str]) -> tuple[str, list[str]]:
    """The noun and the doers without the only one that the noun says already: "Russian drone strike" of a strike by Russian drones,
    "suicide attack" of one by a suicide bomber."""
    said = set(map(stem, act.noun.split()))
    words_ = ARTICLE.sub("", actors[0]).split() if len(actors) == 1 else []
    stems = list(map(stem, words_))
    if not words_ or not words_[-1].islower() or len(words_) > FEW + 1 or said.isdisjoint(stems):
        return act.noun, actors
    if stems[-1] in said:
        return " ".join([*words_[:-1], act.noun]), []
    return act.noun, [] if words_[0].islower() else actors


def _of_sides(actors: list[str], targets: list[str]) -> tuple[list[str], list[str]]:
    """The parties without how many people it did something to, where others are told: "Clashes between A and B"."""
    sides = {one for one in (*actors, *targets) if not (is_counted(one) and one.endswith(" people"))}
    if not sides:
        return actors, targets
    return [one for one in actors if one in sides], [one for one in targets if one in sides]


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
    some = [articled(one) for one in some]
    if len(some) <= FEW:
        return " and ".join(some)
    return f"{', '.join(some[:FEW])} and others"


# -- Parties


def _targets(act: Act, told: Told) -> tuple[list[str], str]:
    """To whom it was done, for want of a name so many people as were counted; and what an act against things did to people."""
    found = parties(told.claim.recipient, told.kept)
    if act.things and any(map(is_counted, found)):
        return _things(told) or (found, "")
    if found or not act.people:
        return found, ""
    return [people(one) for one in told.claim.counts if one.what == act.people][:1], ""


def _things(told: Told) -> tuple[list[str], str] | None:
    """The things that an act was done to; where none are named, what it did to people; None where neither is told."""
    things = parties([one for one in told.claim.recipient if not is_counted(one.text)], told.kept)
    if things:
        return things, ""
    harm = next((f"{HARM[one.what]} {people(one)}" for one in told.claim.counts if one.what in HARM), "")
    return ([], harm) if harm else None


# -- Where and when


def _where(told: Told) -> list[Where]:
    return [where for where in told.claim.place if where.place is not None]


def _narrowest(told: Iterable[Told]) -> Told | None:
    """The claim that names the narrowest place."""
    placed = [one for one in told if _where(one)]
    return min(placed, key=lambda one: min(map(width, _where(one))), default=None)


def _located(act: Act, told: Told, elsewhere: Told | None, said: list[str]) -> str:
    """The place with its preposition, a site without a name before it; nothing that the parties say already."""
    source, whole = elsewhere or told, fold(" ".join(said))
    site = _site(act, told, whole)
    known = _known(source, told)
    if not known or any(fold(name.removeprefix("the ")) in whole for name in _names(known[0])):
        return site
    name = spelled(known[0])
    if site:
        return f"{site} {at(name, known[0], source.kept, '')}"
    return at(sited(known[0], whole) or name, known[0], source.kept, act.place)


def _known(source: Told, told: Told) -> list[Where]:
    """The places that a title may name, the narrowest first: those that are known; one that is not ("the settlement of Toria")
    before the province or country in which it lies."""
    known = sorted(_where(source), key=width)
    unknown = [where for where in told.claim.place if where.place is None and _is_named(where)]
    wide = not known or known[0].place is None or known[0].place.precision in WIDE
    return unknown if unknown and wide else known


def _is_named(where: Where) -> bool:
    """Whether a place has a name, known or not."""
    return is_name(spelled(where).removeprefix("the "))


def _names(where: Where) -> tuple[str, ...]:
    """A place as the dispatch spells it, and as it is known."""
    return (spelled(where), where.place.name) if where.place else (spelled(where),)


def _site(act: Act, told: Told, said: str) -> str:
    """The first place without a name that can stand in a title, unless the parties say it."""
    found = next((where for where in told.claim.place if where.place is None and is_site(where.text)), None)
    return at(found.text, found, told.kept, act.place) if found and fold(found.text) not in said else ""


def _day(told: Iterable[Told]) -> str:
    """The day, where a claim tells it to the day: the earliest of these."""
    times = (one.claim.time for one in told)
    return _short(min((time.start for time in times if time and time.start and time.start == time.end), default=None))


def _short(day: str | None) -> str:
    """ "22 Nov"."""
    found = date.fromisoformat(day) if day else None
    return f"{found.day} {MONTHS[found.month - 1]}" if found else ""


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
