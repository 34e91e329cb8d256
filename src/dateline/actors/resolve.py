"""Say who each actor mention is: names first, then descriptions and pronouns in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.cast import Cast, cast_of
from dateline.actors.descriptions import description_mention, force_mention, note_role_countries
from dateline.actors.directory import ActorLexicon
from dateline.actors.names import name_mention
from dateline.actors.pronouns import pronoun_mention
from dateline.text.parse import Parse
from dateline.types import Actor, Mention, Resolution


def resolve(
    mentions: Sequence[Mention],
    parse: Parse,
    lexicon: ActorLexicon,
    published: str | None,
    places: Sequence[Resolution] = (),
    *,
    outlet: str | None = None,
    title: str | None = None,
) -> tuple[Resolution, ...]:
    """Who each mention stands for, in the order given. ``value`` is an Actor, or None with the reason when the text
    does not tell. ``published``: ISO day, None when unknown; ``outlet`` and ``title`` of the document say who "we" is
    in a release."""
    cast = cast_of(mentions, parse, lexicon, published, places, outlet or "", title or "")
    _link_names(cast, [m for m in mentions if m.use in ("name", "modifier") and m.rule != "role"])
    for mention in mentions:
        _link(cast, mention)
    return tuple(_resolution(cast, m) for m in mentions)


def _link_names(cast: Cast, names: Sequence[Mention]) -> None:
    """Listed names first: what they say of countries and roles helps with the others."""
    for mention in names:
        if mention.head in cast.matched:
            name_mention(cast, mention)
    note_role_countries(cast)
    for mention in names:
        if mention.head not in cast.matched:
            name_mention(cast, mention)


def _link(cast: Cast, mention: Mention) -> None:
    """Link what is no name, in the order of the text: descriptions, forces before a noun, pronouns."""
    if mention.use == "description":
        description_mention(cast, mention)
    elif mention.use == "modifier" and mention.rule == "role":
        force_mention(cast, mention)
    elif mention.use == "pronoun":
        pronoun_mention(cast, mention)


def _resolution(cast: Cast, mention: Mention) -> Resolution:
    reason, score = cast.reasons.get(mention.head, ("nothing in the text says who", 0.0))
    who = cast.by_head.get(mention.head)
    if who is None or who.kind == "thing":
        return Resolution(mention, None, 0.0, reason)
    return Resolution(mention, Actor(who.id, who.name, who.code), score, reason)
