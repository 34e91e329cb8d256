"""Resolve descriptions: to somebody already named ("the envoy"), or to what their own words say ("Afghan police")."""

from __future__ import annotations

from dateline.actors.codes import split
from dateline.actors.describe import Described, describe
from dateline.actors.naming import name_mention
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.scene import Scene
from dateline.actors.words import plural
from dateline.text.trees import Phrase
from dateline.types import Mention

BODIES = frozenset({"group", "organization", "organisation", "movement", "network", "party", "agency", "body", "faction", "company"})
AHEAD = 3  # sentences in which somebody introduced by description may be named
STRONG = 0.75  # share of all mentions of armed groups that makes one of them "the rebels"
PLURAL_ARMED = frozenset({"rebel", "insurgent", "guerrilla", "militant", "fighter", "jihadist", "extremist", "terrorist", "separatist",
                          "islamist", "enemy", "rebel fighter", "terrorist group", "militant group", "insurgency"})  # fmt: skip
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def description_mention(scene: Scene, mention: Mention) -> None:
    """Place a description: with the referent it goes back to, or as a new one with the code its words give."""
    phrase = scene.parse.phrases[mention.head]
    if mention.rule != "role":
        name_mention(scene, mention)
        return
    described = describe(scene, phrase)
    if described is None:
        _number(scene, phrase)
        return
    known, reason, score = _antecedent(scene, phrase, described)
    if known is None:
        known, reason, score = _new(scene, phrase, described), described.why or "its own words", 0.6
    scene.place(mention.head, known, reason, score)


def _antecedent(scene: Scene, phrase: Phrase, said: Described) -> tuple[Referent | None, str, float]:
    single = not plural(scene.parse.tokens[phrase.head]) and said.role.number != "plural"
    if said.role.kind == "person" and single:
        who = _person(scene, phrase, said)
        return who, f"the {said.role.word} named {who.name}" if who else "", 0.75
    if said.owner_kind == "group" and said.role.kind == "force" and said.role.sector in ("REB", "MIL", "UAF") and not single:
        return _by_id(scene, said.owner_id), f"{said.role.word} of {said.owner}", 0.8
    if not said.owner and said.role.word in PLURAL_ARMED:
        return _armed(scene, phrase), "the armed group this text is about", 0.6
    if not said.owner and phrase.determiner in DEFINITE:
        return _repeated(scene, phrase, said)
    return None, "", 0.0


def _person(scene: Scene, phrase: Phrase, said: Described) -> Referent | None:
    here = scene.sent(phrase.head)
    country, _ = split(said.code)
    fits = [r for r in scene.referents if r.kind == PERSON and _called(r, said) and _agree(split(r.code)[0], country, said)]
    before = [r for r in fits if any(s <= here and h < phrase.head for s, h, _ in r.seen)]
    if before and phrase.determiner in (*DEFINITE, ""):
        return max(before, key=lambda r: max(h for _, h, _ in r.seen if h < phrase.head))
    after = [r for r in fits if any(h > phrase.head and s - here <= AHEAD for s, h, _ in r.seen)]
    close = [r for r in after if not any(h < phrase.head for _, h, _ in r.seen)]
    owned = bool(said.owner)
    return min(close, key=lambda r: r.seen[0][1]) if close and owned else None


def _called(who: Referent, said: Described) -> bool:
    last = said.role.word.split()[-1]
    return any(noun == said.role.word or noun.split()[-1] == last for noun in who.nouns)


def _agree(known: str, said: str, described: Described) -> bool:
    return not described.owner or not known or not said or known == said


def _armed(scene: Scene, phrase: Phrase) -> Referent | None:
    """The one armed group the text is about, when nearly all mentions of armed groups are of it."""
    groups = [r for r in scene.referents if r.listed == "group" and split(r.code)[1] in ("REB", "PRM")]
    if not groups:
        return None
    total = sum(len(r.seen) for r in groups)
    top = max(groups, key=lambda r: len(r.seen))
    if len(top.seen) < STRONG * total or (phrase.determiner not in DEFINITE and len(top.seen) < 3):
        return None
    return top


def _repeated(scene: Scene, phrase: Phrase, said: Described) -> tuple[Referent | None, str, float]:
    if said.role.word in BODIES:
        groups = [r for r in scene.referents if r.listed in ("group", "org") and _before(r, phrase.head)]
        if groups:
            return max(groups, key=lambda r: _before(r, phrase.head)), f"the {said.role.word} named last", 0.6
    if len(phrase.modifiers) > 0:
        return None, "", 0.0
    same = [r for r in scene.referents if r.kind == GROUP and said.role.word in r.nouns and _before(r, phrase.head)]
    if same:
        return max(same, key=lambda r: _before(r, phrase.head)), "named so before", 0.65
    return None, "", 0.0


def _before(who: Referent, head: int) -> int:
    return max((h for _, h, _ in who.seen if h < head), default=0)


def _by_id(scene: Scene, id: str) -> Referent | None:
    return next((r for r in scene.referents if r.id == id and r.listed == "group"), None)


def _new(scene: Scene, phrase: Phrase, said: Described) -> Referent:
    first = phrase.first
    tokens = scene.parse.tokens
    while first < said.start and (tokens[first].pos == "DET" or (said.owner and tokens[first].pos == "NUM")):
        first += 1
    kind = PERSON if said.role.kind == "person" and not plural(tokens[phrase.head]) else GROUP
    many = plural(tokens[phrase.head]) or said.role.number == "plural"
    number = "many" if many else "" if said.role.number == "collective" or kind == GROUP else "one"
    return Referent("", scene.parse.quote(first, phrase.last), said.code, kind, number, said.role.gender, nouns={said.role.word})


def _number(scene: Scene, phrase: Phrase) -> None:
    """A bare number stands for what it counts ("five of the rebels"), else for nobody known."""
    for prep, inner in phrase.preps:
        other = scene.by_head.get(inner)
        if prep == "of" and other is not None:
            scene.place(phrase.head, other, f"some of {other.name}", 0.6)
            return
    text = scene.parse.quote(phrase.first, phrase.last)
    scene.place(phrase.head, Referent("", text, "", GROUP, "many"), "its own words", 0.4)
