"""Say who each actor mention is: names first, then descriptions and pronouns in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.actors.cast import Scene, scene_of
from dateline.actors.descriptions import description_mention, force_mention, note_owned
from dateline.actors.directory import ActorLexicon
from dateline.actors.naming import name_mention
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
    does not tell. ``outlet`` and ``title`` of the document say who "we" is in a release."""
    scene = scene_of(mentions, parse, lexicon, published, places, outlet or "", title or "")
    names = [m for m in mentions if m.use in ("name", "modifier") and m.rule != "role"]
    for mention in names:
        if mention.head in scene.owner:
            name_mention(scene, mention)
    note_owned(scene)
    for mention in names:
        if mention.head not in scene.owner:
            name_mention(scene, mention)
    for mention in mentions:
        if mention.use == "description":
            description_mention(scene, mention)
        elif mention.use == "modifier" and mention.rule == "role":
            force_mention(scene, mention)
        elif mention.use == "pronoun":
            pronoun_mention(scene, mention)
    return tuple(_resolution(scene, m) for m in mentions)


def _resolution(scene: Scene, mention: Mention) -> Resolution:
    reason, score = scene.why.get(mention.head, ("nothing in the text says who", 0.0))
    who = scene.by_head.get(mention.head)
    if who is None or who.kind == "thing":
        return Resolution(mention, None, 0.0, reason)
    return Resolution(mention, Actor(who.id, who.name, who.code), score, reason)
