"""Control of territory: who is reported to hold what, against whose word, and what changed in the period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.brief.material import Material
from dateline.brief.model import Block, Bullets, Heading, Paragraph, Picture, Section, Sentence
from dateline.brief.naming import with_article
from dateline.brief.pictures import place_map
from dateline.brief.words import capital, day, days, listed
from dateline.record.states import Account, Holding
from dateline.record.types import Kept

MAP = "Places named in this report, where they lie to each other. No borders and no exact positions are shown."
NOBODY = "a party that the reports do not name"


def section(material: Material) -> Section | None:
    """The section; None when nothing is told of control."""
    rows = [one for one in material.state.control if not one.unnamed]
    if not rows:
        return None
    blocks: list[Block] = [Bullets(tuple(_item(material, one) for one in rows))]
    changes = list(_changes(material))
    if changes:
        blocks += [Heading("Changes in the period"), Bullets(tuple(changes))]
    drawn, away = place_map(rows, material.summaries)
    if drawn:
        outside = f" {listed(away)} {'lies' if len(away) == 1 else 'lie'} too far away to be shown." if away else ""
        blocks.append(Picture(drawn, MAP + outside))
    return Section("Control of territory", tuple(blocks))


def _item(material: Material, one: Holding) -> Paragraph:
    return Paragraph(tuple(_sentences(material, one)), lead=one.place)


def _sentences(material: Material, one: Holding) -> Iterator[Sentence]:
    said = f"according to {listed(sources(material, one.accounts))}"
    since = _since(one)
    keys = [account.claim for account in one.accounts]
    if one.status == "disputed":
        yield material.cited(f"Control is disputed. {capital(_accounts(material, one.accounts))}.", keys)
    elif one.status == "contested":
        yield material.cited(f"Control was reported as contested between {_sides(material, one)}{since}, {said}.", keys)
    elif one.status == "lost":
        yield material.cited(
            f"{capital(_sides(material, one))} {_were(one)} reported to have left or lost it{since}, {said}; who holds it is not told.",
            keys,
        )
    else:
        share = f"{one.share} it" if one.share else "it"
        yield material.cited(
            f"{capital(_sides(material, one))} {_were(one)} reported to {_hold(one)} {share}{since}, {said}.", keys
        )
    if one.against:
        against = [account.claim for account in one.against]
        yield material.cited(f"Against this, {_accounts(material, one.against)}.", against)


def _since(one: Holding) -> str:
    """ " since 4 March 2025", " by 4 March 2025 at the latest"."""
    if one.until is None:
        return ""
    if one.since == one.until:
        return f" since {days(one.until, one.until).removeprefix('on ')}"
    return f", {days(None, one.until)} at the latest"


def _hold(one: Holding) -> str:
    """Of what holds since a day that it has been so."""
    return "have held" if _since(one).startswith(" since") else "hold"


def _were(one: Holding) -> str:
    plural = len(one.holders) > 1 or any(name.casefold().endswith(("s", "troops")) for name in one.holders)
    return "were" if plural else "was"


def _sides(material: Material, one: Holding) -> str:
    kept = material.told(account.claim for account in one.accounts)
    return listed(material.named(name, kept) for name in one.holders) or NOBODY


def sources(material: Material, accounts: Iterable[Account]) -> list[str]:
    """Who says so, each once."""
    return list(dict.fromkeys(material.source(kept) for kept in material.told(account.claim for account in accounts)))


def _accounts(material: Material, accounts: Iterable[Account]) -> str:
    """ "the army (Wire) claimed to hold it and residents (Post) reported that the rebels held it"."""
    return listed(_account(material, account, kept) for account in accounts for kept in material.told([account.claim]))


def _account(material: Material, account: Account, kept: Kept) -> str:
    status, _, names = account.tells.partition(": ")
    voices = [material.redactor.name(voice.speaker) for voice in kept.claim.voices[:1]]
    if status == "held" and names and names.split(", ") == voices:
        return f"{material.source(kept)} claimed to hold it"
    return f"{material.source(kept)} reported that {_told(account.tells)}"


def _told(tells: str) -> str:
    """ "held: the rebels" in words."""
    status, _, names = tells.partition(": ")
    denied = status.startswith("not ")
    who = listed(map(with_article, names.split(", "))) if names and names != "somebody" else NOBODY
    verb = {"held": "held", "contested": "contested", "lost": "had left or lost"}.get(
        status.removeprefix("not "), "held"
    )
    return f"it was not so that {who} {verb} it" if denied else f"{who} {verb} it"


def _changes(material: Material) -> Iterator[Paragraph]:
    """By place, how its control was reported before the period and from which day otherwise."""
    told: dict[str, list[Sentence]] = {}
    known = {one.place: _standing(one) for one in material.before.control}
    for one in material.before.control:
        told[one.place] = [_then(material, one, "Before the period")]
    for state in (*material.history, material.state):
        for one in state.control:
            if not one.unnamed and known.get(one.place) != _standing(one):
                known[one.place] = _standing(one)
                told.setdefault(one.place, []).append(_then(material, one, f"By {day(state.as_of)}"))
    for place, sentences in sorted(told.items()):
        if len(sentences) > 1:
            yield Paragraph(tuple(sentences), lead=place)


def _standing(one: Holding) -> tuple[str, tuple[str, ...]]:
    """What must differ for a change: of a place disputed or contested its being so, whoever claims it at the moment."""
    return one.status, () if one.status in {"disputed", "contested"} else one.holders


def _then(material: Material, one: Holding, when: str) -> Sentence:
    accounts = one.accounts[-1:] if one.status != "disputed" else (*one.accounts[-1:], *one.against[-1:])
    keys = [account.claim for account in accounts]
    verb = {"held": "to hold it", "lost": "to have left or lost it"}.get(one.status)
    if verb is None:
        return material.cited(f"{when} its control was reported as {one.status}.", keys)
    said = listed(sources(material, accounts))
    return material.cited(f"{when} {_sides(material, one)} {_were(one)} reported {verb}, according to {said}.", keys)
