"""Statements and positions; plans and days set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from dateline.brief.incidents import quoted
from dateline.brief.material import Material
from dateline.brief.model import Block, Bullets, Heading, Paragraph, Section, Sentence
from dateline.brief.persons import SOMEBODY
from dateline.brief.words import capital, day, days, listed, phrases
from dateline.record.privacy import is_private_name
from dateline.record.states import Plan, Stance

LONG = frozenset({"season", "quarter", "year", "decade", "century"})
"""Grains of times that name no day."""


def statements(material: Material) -> Section | None:
    """What parties said last on a matter, by party; None when nobody says anything."""
    by_party: dict[str, list[Stance]] = defaultdict(list)
    for one in material.state.stances:
        if one.account.known >= material.what.since:
            by_party[one.who].append(one)
    blocks: list[Block] = []
    for who in sorted(by_party, key=str.casefold):
        private = not material.what.names and is_private_name(who, by_party[who][0].code)
        by_words: dict[tuple[str, str], list[Stance]] = defaultdict(list)
        for one in by_party[who]:
            by_words[one.account.known, one.account.words].append(one)
        items = tuple(
            Paragraph(tuple(_stances(material, some, private=private)), lead=day(some[0].account.known))
            for _, some in sorted(by_words.items())
        )
        heading = SOMEBODY if private else material.named(who, material.told([by_party[who][0].account.claim]))
        blocks += [Heading(capital(heading)), Bullets(items)]
    return Section("Statements and positions", tuple(blocks)) if blocks else None


def _stances(material: Material, some: list[Stance], *, private: bool) -> Iterator[Sentence]:
    """What a party said in one sentence of a report."""
    kept = material.told(one.account.claim for one in some)
    who = SOMEBODY if private else material.named(some[0].who, kept)
    told = listed(map(_position, some, [_type_of(material, one) for one in some]))
    yield material.register.sentence(f"{capital(who)} {told}.", kept)
    yield quoted(material, kept[0])


def _type_of(material: Material, one: Stance) -> str:
    """The type of the claim behind a position, "" for other statements."""
    return next((getattr(kept.claim, "type", "") for kept in material.told([one.account.claim])), "")


def _position(one: Stance, type_: str) -> str:
    """What a party did in taking it: "rejected a proposal or a demand"."""
    return str(phrases()["position"].get(type_, {}).get(one.stand) or phrases()["stand"][one.stand])


def plans(material: Material) -> Section | None:
    """Plans, promises, threats and days set, the next due first; None when there are none."""
    some = [one for one in material.state.plans if _is_of_the_period(material, one)]
    by_sentence: dict[tuple[str, str], Plan] = {}
    for one in some:
        by_sentence.setdefault((one.account.document, one.account.words), one)
    items = tuple(Paragraph(tuple(_plan(material, one)), lead=_due(one)) for one in by_sentence.values())
    return Section("Plans and deadlines", (Bullets(items),)) if items else None


def _is_of_the_period(material: Material, one: Plan) -> bool:
    """Whether it was told in the period or falls into it; "this winter" sets no day."""
    grains = {kept.claim.time.grain for kept in material.told([one.account.claim]) if kept.claim.time}
    if one.type == "DEADLINE" and not grains.isdisjoint(LONG):
        return False
    return one.account.known >= material.what.since or (one.end or one.start or "") >= material.what.since


def _due(one: Plan) -> str:
    return capital(days(one.start, one.end) or "no day given")


def _plan(material: Material, one: Plan) -> Iterator[Sentence]:
    (kept,) = material.told([one.account.claim])
    noun = phrases()["plan"].get(one.type, "A plan was announced")
    yield material.register.sentence(f"{noun} in a report of {day(one.account.known)}.", [kept])
    yield quoted(material, kept)
    yield from _outcome(material, one)


def _outcome(material: Material, one: Plan) -> Iterator[Sentence]:
    then = day(material.what.as_of)
    if one.status == "done":
        yield material.cited("A later report may tell of it as carried out.", [one.done])
    elif one.status in {"called off", "moved"}:
        how = "called off or refused" if one.status == "called off" else "moved to another day"
        yield material.cited(f"A later report may tell of it as {how}.", [one.done])
    elif one.status == "overdue":
        yield Sentence(f"By {then} no report in this record told of it as carried out.")
    elif one.status in {"ahead", "due"}:
        yield Sentence(standing(one, material.what.as_of))


def standing(one: Plan, as_of: str) -> str:
    """Where a plan stood on the last day of the report."""
    last, first = one.end or one.start or "", one.start or one.end or ""
    if last and last < as_of:
        return f"By {day(as_of)} that day had passed; no report in this record told what came of it."
    if first > as_of:
        return f"On {day(as_of)} that day was still ahead."
    return f"On {day(as_of)} it was due."
