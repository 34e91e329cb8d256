"""Resolve pronouns: by agreement, nearness and where the antecedent stands."""

from __future__ import annotations

from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.scene import Scene
from dateline.types import Mention

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
SINGLE = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
MINE = frozenset({"i", "me", "my", "mine", "myself"})
BACK = 3  # sentences an antecedent may lie back
SITES = {"subject": 1.0, "agent": 0.8, "possessor": 0.5, "object": 0.5, "indirect": 0.5, "apposition": 0.4}


def pronoun_mention(scene: Scene, mention: Mention) -> None:
    """Place a pronoun with its antecedent; does nothing when there is none that agrees."""
    word = scene.parse.tokens[mention.head].lower
    if word in RELATIVE:
        _relative(scene, mention.head)
    elif word in OURS or word in MINE:
        from dateline.actors.speakers import first_person

        first_person(scene, mention.head, word in MINE)
    else:
        _third(scene, mention.head, word)


def _relative(scene: Scene, head: int) -> None:
    for clause in scene.parse.clauses.values():
        if clause.kind == "relative" and clause.first <= head < clause.last and clause.parent in scene.by_head:
            who = scene.by_head[clause.parent]
            if clause.parent < head:
                scene.place(head, who, f"the relative clause belongs to {who.name}", 0.85)
                return


def _third(scene: Scene, head: int, word: str) -> None:
    best: tuple[float, int, Referent] | None = None
    here = scene.sent(head)
    for at, who in scene.by_head.items():
        back = here - scene.sent(at)
        if at >= head or back > BACK or not _agrees(who, word) or _clashes(scene, at, head):
            continue
        score = _weight(scene, at, head, back, who)
        if best is None or (score, at) > best[:2]:
            best = (score, at, who)
    if best is not None:
        scene.place(head, best[2], f"{word} goes back to {best[2].name}", min(0.85, 0.4 + best[0] / 10))


def _agrees(who: Referent, word: str) -> bool:
    if word in MALE or word in FEMALE:
        return who.kind == PERSON and who.gender in ("", "m" if word in MALE else "f")
    if word in SINGLE:
        return who.kind == GROUP and who.number != "many"
    if word in MANY:
        return who.number != "one"
    return False


def _weight(scene: Scene, at: int, head: int, back: int, who: Referent) -> float:
    site = SITES.get(scene.site(at), 0.2)
    mention = scene.mentions.get(at)
    pronoun = 0.3 if mention is not None and mention.use == "pronoun" else 0.0
    modifier = -0.6 if mention is not None and mention.use == "modifier" else 0.0
    named = 0.2 if who.words or who.listed else 0.0
    near = (at - scene.parse.sentence(head).first) / 200 if back == 0 else 0.0
    return 3.0 - back * 0.9 + site + pronoun + modifier + named + near + min(len(who.seen), 5) * 0.08


def _clashes(scene: Scene, at: int, head: int) -> bool:
    """Subject and object of one clause are not the same, and nobody possesses himself."""
    token = scene.parse.tokens[head]
    if token.lower in ("his", "her", "its", "their", "himself", "herself", "itself", "themselves"):
        phrase = scene.parse.phrases.get(head)
        return phrase is not None and phrase.governor == at
    mine, other = scene.parse.phrases.get(head), scene.parse.phrases.get(at)
    return mine is not None and other is not None and mine.governor == other.governor and mine.governor >= 0 and mine.site != other.site
