"""Resolve pronouns: by agreement, nearness and where the antecedent stands."""

from __future__ import annotations

from dateline.actors.cast import Scene
from dateline.actors.descriptions import those
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.speakers import first_person
from dateline.types import Mention

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
SINGLE = frozenset({"it", "its", "itself"})
MANY = frozenset({"they", "them", "their", "theirs", "themselves"})
OWNING = frozenset({"his", "her", "its", "their", "himself", "herself", "itself", "themselves"})
RELATIVE = frozenset({"who", "whom", "whose", "which", "that"})
OURS = frozenset({"we", "us", "our", "ours", "ourselves"})
MINE = frozenset({"i", "me", "my", "mine", "myself"})
BACK = 3  # sentences an antecedent may lie back
SITES = {"subject": 1.0, "agent": 0.8, "possessor": 0.6, "object": 0.6, "indirect": 0.5, "apposition": 0.4, "root": 0.8}
# Weights of the evidence for an antecedent, set by hand and tried on the development dispatches.
STEP = 0.9  # taken off for each sentence back
PRONOUN = 0.3  # a pronoun went to it already
NAMED = 0.35  # it has a name of its own
GENDERED = 0.5  # its gender is known and agrees
PLURAL = 0.35  # a plural for "they"
OFTEN = 0.08  # for each mention so far, five at most
SOURCE = -1.2  # the source of an earlier sentence, for "they": what it told of others goes on
MODIFIER, LISTED_LAND, WEAK, BYLINE = (
    -0.6,
    -0.7,
    -1.0,
    -1.5,
)  # a modifier; a country for "they"; hardly an actor; a reporter


def pronoun_mention(scene: Scene, mention: Mention) -> None:
    """Place a pronoun with its antecedent; does nothing when there is none that agrees."""
    word = scene.parse.tokens[mention.head].lower
    phrase = scene.parse.phrases.get(mention.head)
    if word in RELATIVE:
        _relative(scene, mention.head)
    elif word in OURS or word in MINE:
        first_person(scene, mention.head, word in MINE)
    elif word == "those" and phrase is not None and (phrase.clauses or phrase.preps or phrase.last - phrase.first > 1):
        those(scene, mention.head)
    else:
        _third(scene, mention.head, "they" if word == "those" else word)


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
        score = _weight(scene, at, head, back, who, word)
        if best is None or (score, at) > best[:2]:
            best = (score, at, who)
    if best is not None:
        _gender(best[2], word)
        scene.place(head, best[2], f"{word} goes back to {best[2].name}", min(0.85, 0.4 + best[0] / 10))


def _gender(who: Referent, word: str) -> None:
    """Once "she", always "she"."""
    if who.kind == PERSON and not who.gender and (word in MALE or word in FEMALE):
        who.gender = "m" if word in MALE else "f"


def _agrees(who: Referent, word: str) -> bool:
    if word in MALE or word in FEMALE:
        return who.kind == PERSON and who.gender in ("", "m" if word in MALE else "f")
    if word in SINGLE:
        return who.kind == GROUP and who.number != "many"
    return word in MANY and who.number != "one"


def _weight(scene: Scene, at: int, head: int, back: int, who: Referent, word: str) -> float:
    mention = scene.mentions.get(at)
    use = mention.use if mention is not None else ""
    weight = 3.0 - back * STEP + SITES.get(scene.site(at), 0.2) + min(len(who.seen), 5) * OFTEN
    weight += PRONOUN if use == "pronoun" else MODIFIER if use == "modifier" else 0.0
    weight += GENDERED if who.gender and (word in MALE or word in FEMALE) else 0.0
    weight += WEAK if who.weak else 0.0
    weight += NAMED if who.words or who.listed == "group" else 0.0
    if word in MANY:
        weight += SOURCE if back and any(at in c.subjects for c in scene.sayings) else 0.0
        weight += LISTED_LAND if who.listed in ("country", "capital") else PLURAL if who.number == "many" else 0.0
    weight += BYLINE if _reports(scene, at) else 0.0
    near = (at - scene.parse.sentence(head).first) / 200 if back == 0 else 0.0
    return weight + near


def _reports(scene: Scene, at: int) -> bool:
    """Whether the token is the reporter of "as Ann Holm reports"."""
    phrase = scene.parse.phrases.get(at)
    clause = scene.parse.clauses.get(phrase.governor) if phrase is not None else None
    return clause is not None and clause.marker == "as" and clause.lemma in ("report", "tell", "say", "explain")


def _clashes(scene: Scene, at: int, head: int) -> bool:
    """Subject and object of one clause are not the same, and nobody possesses himself."""
    mine, other = scene.parse.phrases.get(head), scene.parse.phrases.get(at)
    if scene.parse.tokens[head].lower in OWNING:
        return mine is not None and mine.governor == at
    if mine is None or other is None or mine.governor < 0:
        return False
    clause = scene.parse.clauses.get(mine.governor)
    if clause is not None and mine.site != "subject" and at in (*clause.subjects, *clause.agents):
        return True
    return mine.governor == other.governor and mine.site != other.site
