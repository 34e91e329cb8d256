"""The source of an attribution: who speaks in the clause of a cue."""

from __future__ import annotations

from dateline.claims.speech.content import is_set_off
from dateline.claims.values import ATTITUDE, Classes, Match
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause


def speakers(
    cue: VoiceCue, clause: Clause, match: Match, that: bool, parse: Parse, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...] | None:
    """Heads of the speakers; () when the cue names nobody, None when what stands there cannot speak.

    ``that``: what is said is a clause of the cue's own.
    """
    if cue.speaker == "none":
        return ()
    if cue.speaker == "object":
        return _cited(match.objects or clause.objects, parse, classes, lexicon)
    if cue.passive:
        return clause.subjects
    if is_unnamed(clause, parse) and not clause.agents:
        return () if cue.stance != ATTITUDE or _is_of_something(clause) else None
    return _subjects(cue, clause, that, parse, classes, lexicon)


def _cited(heads: tuple[int, ...], parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...] | None:
    """Who is cited; None where it is only a reason that is given."""
    return tuple(h for h in heads if not is_mute(h, parse, classes, lexicon)) or None


def _subjects(
    cue: VoiceCue, clause: Clause, that: bool, parse: Parse, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...] | None:
    """The logical subject of the cue's verb, or of the saying it is hung on; None when none of it can speak."""
    if clause.inherited and clause.kind in ("complement", "main") and clause.conjunct_of < 0:
        return None
    heads = _above(cue, clause, parse, lexicon) or clause.doers
    heads = tuple(h for h in heads if not (cue.human and _is_vague(h, cue, parse, lexicon)))
    return heads if any(_can_speak(h, cue, that, parse, classes, lexicon) for h in heads) else None


def takes_up(clause: Clause, parse: Parse) -> bool:
    """ "…, a charge Kesh denies": the noun before the speaker stands for what was said, which the parser took for a second subject."""
    if clause.kind != "parataxis" or len(clause.subjects) != 2 or max(clause.subjects) > clause.head:
        return False
    phrase = parse.phrase(clause.subjects[0])
    return phrase is not None and phrase.determiner in ("a", "an") and clause.subjects[1] not in phrase.conjuncts


def is_unnamed(clause: Clause, parse: Parse) -> bool:
    """A passive, also the bare participle behind its noun ("a man believed to …"): its subject does not speak."""
    participle = clause.kind == "participle" and clause.inherited and not clause.auxiliaries
    bare = participle and parse.tokens[clause.head].tag in ("VBN", "VBD")
    return clause.passive or (bare and clause.opens_infinitive)


def _is_of_something(clause: Clause) -> bool:
    """A passive that tells what is thought though not by whom: "is expected to win", "is known as the Fox"."""
    return clause.opens_infinitive or any(prep == "as" for prep, _ in clause.obliques)


def _is_vague(head: int, cue: VoiceCue, parse: Parse, lexicon: Lexicon) -> bool:
    """ "It", "that", "there": nobody; only of a verb of speech may "it" be somebody."""
    word = parse.tokens[head].lower
    return word in lexicon.words["vague_subjects"] and not (cue.speech and word == "it")


def _above(cue: VoiceCue, clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Of ", saying …": who speaks in the main clause, when that is a saying too; the parser may hang it further down. Of "as
    saying": who is quoted."""
    quoting = _quoting(clause, parse, lexicon)
    if quoting is not None:
        return quoting.undergoers
    if not (cue.speech and is_set_off(clause, parse)):
        return ()
    above = [c for h in parse.tree.ancestors(clause.head) if (c := parse.clause(h)) is not None]
    return above[-1].subjects if len(above) > 1 and _says(above[-1], lexicon) else ()


def _quoting(clause: Clause, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause above "as saying …", when its verb is one of quoting somebody."""
    above = parse.clause(clause.parent) if clause.marker == "as" and clause.inherited else None
    quotes = above is not None and any(c.speaker == "object" for c, _ in lexicon.voice_verbs.get(above.lemma, ()))
    return above if quotes else None


def _says(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether the verb is one of speech, in the active."""
    return not clause.passive and any(cue.speech for cue, _ in lexicon.voice_verbs.get(clause.lemma, ()))


def named(heads: tuple[int, ...], parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The speakers, the name instead of an office that is followed by it ("the deputy minister, Ada Moss")."""
    tokens, joining = parse.tokens, lexicon.words["conjoining"]
    heads = _without_dates(heads, parse)
    joined = len(heads) < 2 or any(tokens[t].lower in joining for t in range(min(heads), max(heads)))
    if not joined and (people := tuple(h for h in heads if tokens[h].ent in ("PERSON", "ORG"))):
        return people[-1:]
    return tuple(_name_of(h, parse) for h in heads)


def _without_dates(heads: tuple[int, ...], parse: Parse) -> tuple[int, ...]:
    """ "Sunday the army said": the day that was read as a subject is no speaker."""
    return tuple(h for h in heads if parse.tokens[h].ent != "DATE") or heads


def _name_of(head: int, parse: Parse) -> int:
    """Head of the person's name in apposition to an office; else the head itself."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].ent == "PERSON" or parse.tokens[head].pos not in ("NOUN", "PROPN"):
        return head
    return next((a for a in phrase.appositions if parse.tokens[a].ent == "PERSON"), head)


def pronoun(clause: Clause, parse: Parse, lexicon: Lexicon) -> int:
    """The "who" of "who said …"; -1 where the clause is no relative one."""
    if clause.kind != "relative" or not clause.inherited:
        return -1
    relatives = lexicon.words["relatives"]
    return next((t for t in range(clause.first, clause.head) if parse.tokens[t].lower in relatives), -1)


def _can_speak(head: int, cue: VoiceCue, that: bool, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """A clause of its own shows that the subject speaks unless it is known for a thing; else it must be an actor."""
    known, words = classes.of(head), lexicon.words
    if known is None or _has_name(head, parse) or not known.isdisjoint(words["speaking_classes"]):
        return True
    if cue.human:
        return that and known.isdisjoint(words["lifeless_classes"])
    return not cue.speech or known.isdisjoint(words["mute_classes"])


def is_mute(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """The "cost" of "citing cost", "a surge in prices", "a drone": a reason that is given, and nobody's word."""
    noun = parse.lemma(head)
    if _has_name(head, parse) or parse.tokens[head].pos != "NOUN":
        return False
    if noun in lexicon.voice_nouns or noun in lexicon.words["document_nouns"]:
        return False
    known = classes.of(head) or frozenset()
    return known.isdisjoint(lexicon.words["speaking_classes"]) or bool(known & lexicon.words["arm_classes"])


def _has_name(head: int, parse: Parse) -> bool:
    """A name, or something called after one ("the Moss campaign", "Tavo Radio's newsroom")."""
    phrase = parse.phrase(head)
    near = (head, *phrase.modifiers, *phrase.possessors) if phrase is not None else (head,)
    return any(parse.tokens[t].ent in ("PERSON", "ORG") for t in near)
