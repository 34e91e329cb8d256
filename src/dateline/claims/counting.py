"""How many: the numbers on the parties of an event, what they count, and the single victims that no number names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dateline.claims.roles import PARTY, TALKING, extent
from dateline.claims.scene import Scene
from dateline.claims.slots import Found
from dateline.lexicon.ontology import DEFAULT_COUNT
from dateline.text.trees import Clause, Phrase
from dateline.types import Count, Resolution, Tally

YEAR = re.compile("(19|20)[0-9][0-9]")
UNSPECIFIC = ("", "other")
HARM = {"killed", "injured"}
GROUND = {"place", "facility"}
STATES = {
    "abducted",
    "arrested",
    "displaced",
    "treated",
}  # what people were before the event: "released three hostages"
GROUPS = {"group", "convoy", "team", "crowd", "column", "delegation", "force", "gang", "mob", "list", "total", "batch", "unit",
          "squad", "family", "number", "contingent", "series", "wave", "busload", "fleet"}  # fmt: skip
SINGLE = {"he", "she", "him", "her"}
COLLECTIVE = {"group", "org", "force", "army"}
INANIMATE = {"country", "place", "facility", "vehicle", "weapon", "event", "property"}
BODIES = {"police", "military", "army", "militia", "crew", "staff", "family", "couple", "crowd", "public", "press", "team", "group",
          "patrol", "population", "force", "gang", "audience", "community", "squad", "unit", "number", "generation", "faction",
          "opposition", "enemy", "youth", "government", "convoy", "tribe", "pair", "duo", "trio", "party", "mob"}  # fmt: skip
ATTEMPT = {"attempt", "attempted", "bid", "plot", "failed", "foiled", "alleged", "threat"}
FATAL = {"dead", "death", "fatally"}
NOT_DONE = {"planned", "attempted", "prevented"}
QUANTIFIED = {
    "more",
    "than",
    "over",
    "at",
    "least",
    "up",
    "to",
    "as",
    "many",
    "nearly",
    "almost",
    "about",
    "some",
    "around",
}


def of(found: Found, actors: Iterable[int], recipients: Iterable[int], done: bool, scene: Scene) -> tuple[Tally, ...]:
    """Tallies of an event, in text order. ``done``: it is told as having happened, so that a named victim counts as one."""
    acting = dict.fromkeys([*actors, *_doers(found, scene)])
    undergoing = dict.fromkeys([*recipients, *_undergoers(found, scene)])
    rows: list[Tally] = []
    for head in dict.fromkeys((*undergoing, *acting, *([found.head] if found.kind == "noun" else []))):
        for resolution in _numbers(head, scene):
            side = "recipient" if head in undergoing else "actor"
            rows += _tally(resolution, found, head, side, scene)
    rows += _beneath(found, scene)
    if done:
        rows += _singles(found, undergoing, scene)
    return tuple(sorted({(t.span, t.what): t for t in rows}.values(), key=lambda t: t.span))


def _numbers(head: int, scene: Scene) -> tuple[Resolution, ...]:
    """The numbers on a phrase, or in its of-phrase where the head only says that they are a group ("a group of 12 men")."""
    own = scene.counts.get(head, ())
    phrase = scene.phrase(head)
    if own or phrase is None or scene.lemma(head) not in GROUPS:
        return own
    return next((scene.counts[h] for prep, h in phrase.preps if prep == "of" and h in scene.counts), ())


def _carrying(found: Found, scene: Scene) -> Clause | None:
    """The clause whose subject and object may bear the event's numbers."""
    return scene.clause(found.clause) if found.kind == "verb" or found.support is not None else None


def _doers(found: Found, scene: Scene) -> tuple[int, ...]:
    clause = _carrying(found, scene)
    return () if clause is None or found.entry.count_on == "subject" else clause.doers


def _undergoers(found: Found, scene: Scene) -> tuple[int, ...]:
    clause = _carrying(found, scene)
    if clause is None:
        return ()
    return clause.doers if found.entry.count_on == "subject" else _objects(clause, scene)


def _objects(clause: Clause, scene: Scene) -> tuple[int, ...]:
    """Those acted on; a bare "more than 260" stands in where the parser took it for an adjunct."""
    if clause.undergoers:
        return clause.undergoers
    bare = [h for prep, h in clause.obliques if h in scene.counts and (not prep or prep in QUANTIFIED)]
    return tuple(h for h in bare if scene.tokens[h].pos == "NUM" or _opens(h, clause, scene))


def _opens(head: int, clause: Clause, scene: Scene) -> bool:
    """Whether the words of the number stand right behind the verb."""
    return any(0 <= r.mention.span.start - scene.tokens[clause.head].end <= 1 for r in scene.counts[head])


def _tally(resolution: Resolution, found: Found, head: int, side: str, scene: Scene) -> list[Tally]:
    value = resolution.value
    assert isinstance(value, Count)
    what = _what(value.what, found, head, side, scene)
    if what == "other" and not _is_count(resolution, value, found, head, side, scene):
        return []
    return [_row(what, value, resolution)]


def _row(what: str, value: Count, resolution: Resolution) -> Tally:
    return Tally(what, value.low, value.high, resolution.mention.text, resolution.mention.span)


def _what(told: str, found: Found, head: int, side: str, scene: Scene) -> str:
    """What a number counts: what its own phrase says, else what was done to those numbered; those who act are "other"."""
    if head == found.head:
        return told or ("killed" if found.entry.count == "killed" else "other")
    done = _done_to(found, scene)
    if side == "recipient" and told in STATES and done != "other":
        return done
    if told not in UNSPECIFIC:
        return told
    if (harm := _harm_above(head, scene)) is not None:
        return harm
    return done if side == "recipient" else "other"


def _is_fatal(found: Found, scene: Scene) -> bool:
    """ "shot dead", "beaten to death", "fatally stabbed": the words of the event say that it killed."""
    clause = scene.clause(found.clause)
    words = (*found.match.tokens, *(clause.adverbs if clause is not None and found.kind == "verb" else ()))
    near = range(found.head + 1, min(found.head + 3, len(scene.tokens))) if found.kind == "verb" else ()
    return any(scene.tokens[t].lower in FATAL for t in (*words, *near))


def _done_to(found: Found, scene: Scene) -> str:
    if found.entry.type == "ASSAULT" and _is_fatal(found, scene):
        return "killed"
    if found.support is not None and found.support.count:
        return found.support.count
    if found.entry.count:
        return found.entry.count
    return next((DEFAULT_COUNT[m] for m in found.entry.mode if m in DEFAULT_COUNT and m != "deport"), "other")


def _harm_above(head: int, scene: Scene) -> str | None:
    """ "killed", "injured" when the phrase is the victim of such a verb, whatever event it is looked at from."""
    phrase = scene.phrase(head)
    clause = scene.clause(phrase.governor) if phrase is not None else None
    if clause is None:
        return None
    if head in _objects(clause, scene) and (what := _harm(clause, scene)) is not None:
        return what
    return _harm(clause, scene, "subject") if head in clause.doers else None


def _harm(clause: Clause, scene: Scene, bears: str = "object") -> str | None:
    entries = [e for e, rest in scene.lexicon.event_verbs.get(clause.lemma, ()) if e.count in HARM and not rest]
    return next((e.count for e in entries if e.count_on == bears), None)


def _is_count(resolution: Resolution, value: Count, found: Found, head: int, side: str, scene: Scene) -> bool:
    """Whether a number that counts neither dead nor wounded says how many: no "one of", "both sides", "several talks",
    no year, no number of other events."""
    phrase = scene.phrase(head)
    if value.low == value.high == 1 or (value.low == 2 and value.high is None):
        return False
    if YEAR.fullmatch(resolution.mention.text):
        return False
    if scene.in_time(head) or _is_other_event(found, head, scene):
        return False
    known = resolution.mention.text.lower().startswith("both") or _is_known(phrase)
    return not (known and (side == "actor" or found.entry.type in TALKING))


def _is_known(phrase: Phrase | None) -> bool:
    """ "the two countries": those spoken of before, no figure of the event."""
    return phrase is not None and phrase.determiner in ("the", "these", "those", "both", "all")


def _is_other_event(found: Found, head: int, scene: Scene) -> bool:
    if head == found.head or scene.lemma(head) not in scene.lexicon.event_nouns:
        return False
    return not (scene.sorts(head) or frozenset()) & PARTY


def _beneath(found: Found, scene: Scene) -> Iterator[Tally]:
    """Dead and wounded in what goes on from the event: "the attack, which killed three and injured more than 260"."""
    if found.entry.type != "ASSAULT":
        return
    phrase = scene.phrase(found.head)
    for clause in _on_noun(phrase, scene) if found.kind == "noun" and phrase is not None else _coordinate(found, scene):
        what = _harm(clause, scene)
        for head in _objects(clause, scene):
            for resolution in _numbers(head, scene):
                value = resolution.value
                assert isinstance(value, Count)
                told = value.what if value.what in HARM else what
                if told is not None:
                    yield _row(told, value, resolution)


def _on_noun(phrase: Phrase, scene: Scene) -> list[Clause]:
    """Relative clauses and participles of the noun with what is coordinated to them."""
    own = [scene.parse.clauses[c] for c in phrase.clauses] or _misplaced(phrase, scene)
    told = [c for c in own if not c.negations and c.marker != "to"]
    heads = {c.head for c in told}
    return [*told, *(c for c in _clauses_of_sentence(phrase.head, scene) if c.conjunct_of in heads)]


def _coordinate(found: Found, scene: Scene) -> list[Clause]:
    """ "killed three and seriously wounded six others": verbs that go on from the event's own."""
    return [c for c in _clauses_of_sentence(found.head, scene) if c.conjunct_of == found.clause and not c.negations]


def _clauses_of_sentence(head: int, scene: Scene) -> list[Clause]:
    sentence = scene.parse.sentence(head)
    return [c for i in range(head, sentence.last) if (c := scene.clause(i)) is not None]


def _misplaced(phrase: Phrase, scene: Scene) -> list[Clause]:
    """The which-clause behind the noun that the parser hung elsewhere."""
    after = [c for c in _clauses_of_sentence(phrase.head, scene) if c.kind == "relative" and c.first >= phrase.last]
    told = [c for c in after if scene.tokens[c.first].lower in ("which", "that")]
    return [c for c in told if c.first - phrase.last <= 1 or _is_past_place(phrase, c, scene)]


def _is_past_place(phrase: Phrase, clause: Clause, scene: Scene) -> bool:
    """ "an attack on a cafe in Kesh which killed 13": only places stand between, and the verb is one of harm."""
    if _harm(clause, scene) is None or clause.first - phrase.last > 15:
        return False
    between = [i for i in range(phrase.last, clause.first) if scene.phrase(i) is not None and not scene.in_time(i)]
    return all((scene.sorts(i) or frozenset()) & GROUND or scene.tokens[i].pos == "PROPN" for i in between)


def _singles(found: Found, recipients: Iterable[int], scene: Scene) -> Iterator[Tally]:
    """One killed for each named or single victim; one injured where the words say "a", "an" or "one"."""
    what = _done_to(found, scene)
    if what not in HARM or _is_undone(found, scene):
        return
    for head in recipients:
        told = _harm_above(head, scene) in (None, what)
        if told and head not in scene.counts and _is_single(head, what, scene):
            span = extent(head, scene)
            yield Tally(what, 1, 1, scene.parse.text[span.start : span.end], span)


def _is_undone(found: Found, scene: Scene) -> bool:
    if found.support is not None and found.support.aspect in NOT_DONE:
        return True
    phrase = scene.phrase(found.head) if found.kind == "noun" else None
    words = [*found.match.tokens, *(phrase.modifiers if phrase is not None else ())]
    return any(scene.tokens[t].lower in ATTEMPT for t in words)


def _is_single(head: int, what: str, scene: Scene) -> bool:
    """Whether a phrase without a number names exactly one person."""
    token, phrase = scene.tokens[head], scene.phrase(head)
    if token.lower in SINGLE:
        return what == "killed"
    if token.tag not in ("NN", "NNP") or phrase is None:
        return False
    sorts = scene.sorts(head) or frozenset()
    if token.lemma in BODIES or not ("person" in sorts or token.ent == "PERSON"):
        return False
    if sorts & INANIMATE:
        return False
    if sorts & COLLECTIVE and not (sorts & {"commander", "official"} or phrase.determiner in ("a", "an")):
        return False
    if token.tag == "NNP":
        return what == "killed"
    return phrase.determiner in ("a", "an", "another") or (
        what == "killed" and bool(phrase.possessors or phrase.determiner == "the")
    )
