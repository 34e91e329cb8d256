"""Who loses the ground that others take: who held it, whose it was, with whom they fought for it."""

from __future__ import annotations

from dateline.claims.roles.parties import is_party, parties_among
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse

IN_FIGHT = ("in", "after", "during", "following")  # prepositions of the fight in which ground was taken


def former_holders(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Who loses the ground taken: "rebel-held villages", "territory held by rebels"."""
    for head in frame.slot("object"):
        held = _owning_ground(head, parse, mentions, classes, lexicon) or _holding(
            head, parse, mentions, classes, lexicon
        )
        if held:
            return held
    return _fought(frame, parse, mentions, classes, lexicon)


def _holding(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Rebel-held villages", "territory held by rebels": who holds the ground by the words on it."""
    for at in parse.tree.subtree(head):
        if parse.tokens[at].lower in lexicon.words["held_participles"] and parse.tokens[at - 1].text == "-":
            return [at - 2]
        clause = parse.clause(at)
        if clause is not None and clause.lemma in lexicon.words["holding_verbs"] and clause.doers:
            return [h for h in clause.doers if is_party(h, parse, mentions, classes, lexicon)]
    return []


def _fought(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Took the port in a battle with rebels": with whom they fought for it."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb":
        return []
    fights = [parse.phrase(h) for prep, h in clause.obliques if prep in IN_FIGHT and _is_fight(h, parse, lexicon)]
    against = [h for p in fights if p is not None for prep, h in p.preps if prep in ("with", "against")]
    return parties_among(against, parse, mentions, classes, lexicon)


def _is_fight(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    return parse.lemma(head) in lexicon.words["undirected_deeds"]


def _owning_ground(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Rebel territory", "the militia's last stronghold": whose the ground was."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["held_ground"]:
        return []
    armed = (m for m in phrase.modifiers if m in mentions.actors or _is_armed(m, classes, lexicon))
    return parties_among((*phrase.possessors, *armed), parse, mentions, classes, lexicon)


def _is_armed(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """The "insurgent" of "an insurgent base"."""
    return "rebel" in (classes.of(head) or ())
