"""The slots of an event noun: its own phrases, the clause that carries it, the light verb that lends itself to it."""

from __future__ import annotations

from dateline.claims.frames import match
from dateline.claims.frames.verb_slots import clause_slot, clauses_of, of_preposition
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def of_noun(
    frame: Frame, name: str, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads in a slot of a frame whose trigger is a noun; () when nothing stands there."""
    phrase = parse.phrase(frame.head)
    if phrase is None:
        return ()
    if name == "subject":
        return _noun_subject(frame, phrase, parse, mentions, classes, lexicon)
    if name == "object":
        return frame.match.objects or _noun_object(frame, phrase, parse, classes, lexicon)
    if name == "modifier":
        return tuple(m for m in phrase.modifiers if m not in frame.match.tokens)
    if name.endswith(":clause"):
        own = tuple(c for c in phrase.clauses if clause_slot(parse.clauses[c], parse) == name)
        return own or _clause_behind(frame, phrase, name, parse)
    if name in ("that:subject", "to:subject"):
        inner = [parse.clauses[c] for c in phrase.clauses]
        return next((c.subjects for c in inner if c.subjects and not c.inherited), ())
    return phrase.possessors if name == "possessor" else _prep_of_noun(frame, phrase, name, parse)


def _prep_of_noun(frame: Frame, phrase: Phrase, name: str, parse: Parse) -> tuple[int, ...]:
    """A prepositional phrase of the noun, or of the verb that carries the noun as its object."""
    got = of_preposition(phrase, name)
    if not got and name in ("against", "on"):
        got = tuple(
            h for p, inner in phrase.preps if p == "of" and (q := parse.phrase(inner)) for h in of_preposition(q, name)
        )
    clause = parse.clause(frame.clause)
    if not got and clause is not None and phrase.site in ("object", "indirect") and name not in ("in", "at"):
        got = tuple(h for p, h in clause.obliques if p == name)
    if not got and clause is not None and phrase.site == "subject" and clause.passive and frame.support is not None:
        got = tuple(h for p, h in clause.obliques if p == name)
    return got


def _clause_behind(frame: Frame, phrase: Phrase, name: str, parse: Parse) -> tuple[int, ...]:
    """The clause right behind the noun that the parser hung on the verb ("glossed over warnings that …")."""
    clause = parse.clause(frame.clause)
    if clause is None or phrase.site not in ("object", "oblique") or name not in ("that:clause", "to:clause"):
        return ()
    near = [h for h in clauses_of(clause, name, parse) if parse.clauses[h].marker in ("that", "to")]
    return tuple(h for h in near if 0 < parse.clauses[h].first - frame.head < 8)


def _noun_subject(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    by = of_preposition(phrase, "by") or _by_further_down(frame, phrase, parse)
    if by:
        return by
    got = _by_participle(frame, phrase, parse, mentions, lexicon)
    if not got and frame.entry.of == "subject":
        got = of_preposition(phrase, "of")
    if not got and not _possessor_is_object(frame, phrase):
        got = phrase.possessors
    if not got and frame.entry.compound != "object":
        got = tuple(m for m in phrase.modifiers if _acts(m, frame, parse, mentions, classes, lexicon))
    clause = parse.clause(frame.clause)
    if not got and frame.support is not None and clause is not None:
        got = _supported(frame, clause, "subject")
    return got


def _by_participle(frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """ "an attack carried out by rebels", "a bombing claimed by the group", "killings blamed on the rebels"."""
    for at in phrase.clauses:
        clause = parse.clauses[at]
        if not clause.passive:
            continue
        if clause.agents and frame.entry.traits.by_any_participle:
            return clause.agents
        if clause.agents and any(s.gives == "subject" for s, _ in lexicon.support_verbs.get(clause.lemma, ())):
            return clause.agents
        for support, rest in lexicon.support_verbs.get(f"be {parse.tokens[at].lower}", ()):
            form = match.at_verb(rest, clause, parse, mentions, lexicon, True)
            if form is not None and form.objects and support.object_gives == "subject":
                return form.objects
    return ()


def _by_further_down(frame: Frame, phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """The by-phrase of "the beating of a student by policemen", wherever the parser hung it."""
    for _, head in phrase.preps:
        below = parse.phrase(head)
        if below is not None and (got := of_preposition(below, "by")):
            return got
    clause = parse.clause(frame.clause)
    if clause is None or frame.support is not None:
        return ()
    return tuple(h for p, h in clause.obliques if p == "by" and frame.head < h < frame.head + 12)


def _supported(frame: Frame, clause: Clause, role: str) -> tuple[int, ...]:
    support = frame.support
    if support is None or (clause.negations and role == "object" and support.count):
        return ()  # "was not hurt in the attack": no victim of it
    fixed = any(v.startswith("be ") for v in support.verbs) and clause.passive and not clause.agents
    first = clause.subjects if fixed else clause.doers
    if support.gives == role and frame.head not in first:
        return first
    if support.object_gives == role and frame.head not in clause.undergoers:
        return clause.undergoers
    return ()


def _noun_object(frame: Frame, phrase: Phrase, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    got = of_preposition(phrase, "of") if frame.entry.of == "object" else ()
    if not got and _possessor_is_object(frame, phrase):
        got = phrase.possessors
    if not got and (frame.entry.compound or frame.entry.of) == "object":
        got = tuple(
            m for m in phrase.modifiers if m not in frame.match.tokens and _undergoes(m, parse, classes, lexicon)
        )
    clause = parse.clause(frame.clause)
    if not got and clause is not None:
        got = _supported(frame, clause, "object")
    return got


def _possessor_is_object(frame: Frame, phrase: Phrase) -> bool:
    if frame.entry.possessor:
        return frame.entry.possessor == "object"
    if frame.entry.of != "object" or any(p in ("of", "by") for p, _ in phrase.preps):
        return False
    return frame.entry.traits.personal


def _acts(m: int, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """A word before an event noun that names who did it: nationality, organisation, "rebel", "police"."""
    if m in mentions.places and m not in mentions.actors:
        return False
    known = m in mentions.actors and mentions.actors[m].value is not None
    if m in frame.match.tokens:
        return bool((classes.of(m) or frozenset()) & lexicon.words["acting_classes"])
    if known:
        return True
    token = parse.tokens[m]
    if (
        (token.pos not in ("NOUN", "PROPN") and token.ent != "NORP")
        or token.lemma in lexicon.words["terror_nouns"]
        or "-" in (token.text, parse.tokens[m - 1].text)
    ):
        return False
    sorts = classes.of(m) or frozenset()
    return "actor" in sorts and "civilian" not in sorts and "prisoner" not in sorts


def _undergoes(m: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    token = parse.tokens[m]
    if token.pos != "NOUN":
        return False
    return bool((classes.of(m) or frozenset()) & lexicon.words["suffering_classes"])
