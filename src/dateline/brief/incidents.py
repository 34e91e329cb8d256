"""Incidents by place and day: what was reported, to whom it is ascribed, who was harmed, and the fullest report in its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec

from dateline.actors.codes import split
from dateline.brief.material import Material
from dateline.brief.model import Block, Bullets, Heading, Paragraph, Section, Sentence
from dateline.brief.naming import is_owned
from dateline.brief.words import capital, day, days, event_noun, listed, people, phrases, quotation, was
from dateline.exports.sides import is_civilian, is_state
from dateline.exports.summary import Summary
from dateline.places.units import admin1
from dateline.record.state.grade import is_own_word, rivals
from dateline.record.state.tolls import figure
from dateline.record.states import SourceFigure, Toll
from dateline.record.types import Kept
from dateline.text.characters import shortened
from dateline.types import Claim, Party

NOWHERE = "Place not stated or not resolved"
QUOTED = 240  # characters of a report that is quoted
TALK = frozenset({"CONSULT", "COOPERATE"})
"""Types that are told here only where a place is."""
VIOLENCE = "ASSAULT"
"""The type whose doers are ascribed and denied in sentences of their own."""
OWN = "by its own account"
MOST_NAMED = 3  # sources named of one ascription; all are in its notes


class Doer(msgspec.Struct, frozen=True):
    """Who is said to have done it: the name, how that is known, and the claims that say so. ``many``: of how many parties it is made;
    ``state``: the country whose government or forces they are, "" for others."""

    name: str
    how: str
    kept: tuple[Kept, ...]
    many: int = 1
    state: str = ""


def section(material: Material) -> Section | None:
    """The section; None when nothing is told."""
    by_place: dict[str, list[Summary]] = defaultdict(list)
    for one in incidents(material):
        by_place[place(one)].append(one)
    if not by_place:
        return None
    blocks: list[Block] = []
    for name in sorted(by_place, key=lambda name: (name == NOWHERE, name)):
        blocks.append(Heading(name))
        blocks.append(Bullets(tuple(Paragraph(tuple(_sentences(material, one)), _lead(one)) for one in by_place[name])))
    return Section("Incidents by place and day", tuple(blocks))


def incidents(material: Material) -> list[Summary]:
    """The events of the period that are incidents, by day; those that are totals of others are left to the tolls."""
    return [one for one in material.summaries if is_incident(one)]


def is_incident(one: Summary) -> bool:
    """Whether it belongs here."""
    is_total = one.whole or one.campaign
    return bool(event_noun(one.type, one.modes)) and not is_total and not (one.type in TALK and one.spot is None)


def place(one: Summary) -> str:
    """The place of an event, with its province where it is a town."""
    if one.spot is None:
        return NOWHERE
    name, unit = one.spot.place.name, admin1(one.spot.place)
    return f"{name}, {unit}" if unit and unit != name else name


def noun(one: Summary) -> str:
    """What it is called."""
    return event_noun(one.type, one.claim.mode or one.modes)


def when(one: Summary) -> str:
    """ "on 3 March 2025"; the day that it was told when no day is."""
    return days(one.start, one.end) or f"in a report of {day(one.known)}"


def _lead(one: Summary) -> str:
    return capital((days(one.start, one.end) or f"reported {day(one.known)}").removeprefix("on "))


def _sentences(material: Material, one: Summary) -> Iterator[Sentence]:
    named = list(doers(material, one))
    yield material.register.sentence(_reported(one, named), _telling(one))
    if one.type == VIOLENCE or len(named) > 1:
        yield from _ascribed(material, named)
    yield from _denied(material, one)
    yield from counting(material, material.tolls_of(one))
    yield quoted(material, _fullest(one))


def _reported(one: Summary, named: list[Doer]) -> str:
    """ "An attack was reported near Sake."; of what is no violence with who did it: "A withdrawal by the army was reported."."""
    what = noun(one)
    by = _by(what, one, named[0]) if len(named) == 1 and one.type != VIOLENCE else ""
    near = f" near {one.spot.place.name}" if one.spot and one.spot.near else ""
    is_sure = any(claim.modality == "actual" for claim in one.claims)
    return f"{capital(what)}{by} {f'{was(what)} reported' if is_sure else 'may have taken place'}{near}."


def _by(what: str, one: Summary, doer: Doer) -> str:
    """Who did it, as the noun asks: "a visit by X", "talks between X and Y", "a meeting involving X"."""
    if one.type not in TALK or what in phrases()["doing"]["nouns"]:
        return f" by {doer.name}"
    return f" between {doer.name}" if doer.many > 1 else f" involving {doer.name}"


def _telling(one: Summary) -> list[Kept]:
    """One claim of each dispatch that is no copy."""
    return list({kept.document.lead: kept for kept in reversed(one.kept)}.values())[::-1]


def _fullest(one: Summary) -> Kept:
    """The claim that tells most; of equals the first known."""
    return max(one.kept, key=lambda kept: (kept.claim == one.claim, len(getattr(kept.claim, "counts", ()))))


def quoted(material: Material, kept: Kept) -> Sentence:
    """What an outlet wrote, in its own words."""
    words = shortened(material.redactor.words(kept), QUOTED)
    return material.register.sentence(f"{kept.document.outlet or kept.document.id} wrote: {quotation(words)}", [kept])


def _ascribed(material: Material, named: list[Doer]) -> Iterator[Sentence]:
    """Who is said to have done it."""
    every = [kept for one in named for kept in one.kept]
    if len(named) > 1:
        told = listed(f"{one.name} ({one.how})" for one in named)
        yield material.register.sentence(f"Accounts of who was responsible differ: {told}.", every)
    elif named:
        one = named[0]
        by = listed(dict.fromkeys(material.source(kept) for kept in one.kept[:MOST_NAMED]))
        text = f"It was claimed by {one.name}." if one.how == OWN else f"It was ascribed to {one.name} by {by}."
        yield material.register.sentence(text, every)


def _denied(material: Material, one: Summary) -> Iterator[Sentence]:
    denials = [kept for kept in one.every if isinstance(kept.claim, Claim) and kept.claim.polarity == "-"]
    if denials:
        who = listed(material.source(kept) for kept in denials)
        by = "denied by" if denials[0].claim.voices else "told as not so in"
        yield material.register.sentence(f"It was {by} {who}.", denials)


def doers(material: Material, one: Summary) -> Iterator[Doer]:
    """Who is said to have done it: of an attack only those who are armed, not witnesses or victims."""
    by_state: dict[str, Doer] = {}
    for found in _doers(material, one):
        if found.state and found.state in by_state:  # "Ukraine" and "Ukrainian paratroopers" are one side
            continue
        by_state[found.state] = found
        yield found


def _doers(material: Material, one: Summary) -> Iterator[Doer]:
    for some in rivals(material.happenings[one.event]):
        claims = [kept.claim for kept in some if isinstance(kept.claim, Claim)]
        parties = [party for party in claims[0].actor if _may_be_named(one, party)] if claims else []
        if parties:
            names = material.names(parties)
            own = any(map(is_own_word, claims)) or _says_so_itself(material, some, names)
            how = OWN if own else f"according to {material.source(some[0], inside=True)}"
            states = {split(party.code)[0] if is_state(party) else "" for party in parties}
            yield Doer(listed(names), how, tuple(some), len(names), states.pop() if len(states) == 1 else "")


def _may_be_named(one: Summary, party: Party) -> bool:
    """Whether a party may stand as the doer: an armed one of an attack, and none that only says whose it is ("its drones")."""
    return (one.type != VIOLENCE or not is_civilian(party)) and not is_owned(party.name or party.text)


def _says_so_itself(material: Material, kept: Iterable[Kept], names: Iterable[str]) -> bool:
    """Whether all who say so are the doer: "Russia said that Russia had …"."""
    said = {material.called(one.claim.voices[0].speaker) if one.claim.voices else "" for one in kept}
    return bool(said) and said <= set(names)


def counting(material: Material, tolls: Iterable[Toll]) -> Iterator[Sentence]:
    """How many, by whose word: what one source says in one sentence, what several say with each one's figure."""
    single: dict[str, list[Toll]] = defaultdict(list)
    for one in tolls:
        if len(one.sources) == 1:
            single[source_of(material, one.sources[0])].append(one)
        else:
            yield _counted_by_several(material, one)
    for who, some in single.items():
        told = listed(
            f"{people(one.what, one.sources[0].low, one.sources[0].high, reported=False)}{later_than(one.sources[0])}"
            for one in some
        )
        yield material.cited(f"According to {who}, {told}.", [one.sources[0].account.claim for one in some])


def _counted_by_several(material: Material, toll: Toll) -> Sentence:
    keys = [source.account.claim for source in toll.sources]
    if len({(one.low, one.high) for one in toll.sources}) == 1:
        who = listed(source_of(material, one) for one in toll.sources)
        return material.cited(f"According to {who}, {people(toll.what, toll.low, toll.high, reported=False)}.", keys)
    told = listed(
        f"{figure(one.low, one.high)} according to {source_of(material, one)}{later_than(one)}" for one in toll.sources
    )
    differ = ", figures that cannot all be right" if toll.contradicted else ""
    return material.cited(f"The number of people {toll.what} was given as {told}{differ}.", keys)


def source_of(material: Material, one: SourceFigure) -> str:
    """Who gives a figure."""
    return listed(map(material.source, material.told([one.account.claim])))


def later_than(one: SourceFigure) -> str:
    """ ", after 19 on 4 March 2025", "" for none."""
    return f", after {listed(map(earlier, one.earlier))}" if one.earlier else ""


def earlier(words: str) -> str:
    """ "19 (2025-03-04)" as "19 on 4 March 2025"."""
    told, _, day_ = words.partition(" (")
    return f"{told} on {day(day_.rstrip(')'))}"
