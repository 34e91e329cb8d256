"""The slots of a found event: which words stand where, in the logical order of the active voice.

A slot is read as a tuple of head tokens: of phrases, or of clauses for the names that end in ``:clause``.
"""

from __future__ import annotations

from dateline.claims import forms
from dateline.claims.values import Attributed, Classes, Frame, Mentions, chain
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

PERSONAL_MODES = {"targeted", "abduct", "arrest", "deport", "release", "beat", "torture", "convict", "sexual", "expel"}
WHERE = {"in", "at", "near", "on", "outside", "inside", "around", "along", "across", "throughout", "within", "between", "over",
         "north of", "south of", "east of", "west of", "from", "into", "to", "toward", "towards", "through", "off", "by",
         "close to", "in front of", "next to", "outside of", "inside of"}  # fmt: skip
INFINITIVE_KINDS = ("open", "adverbial", "complement", "participle", "relative", "main", "parataxis")


def slot(
    frame: Frame,
    name: str,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> tuple[int, ...]:
    """Heads in a slot; empty when nothing stands there. "a|b" is the first filled of the two."""
    if "|" in name:
        return next(
            (
                got
                for one in name.split("|")
                if (got := slot(frame, one, attributions, parse, mentions, classes, lexicon))
            ),
            (),
        )
    if name == "speaker":
        return next(
            (a.speakers for a in chain(frame.head, frame.match.tokens, attributions) if frame.head != a.clause), ()
        )
    if frame.kind == "noun":
        return _of_noun(frame, name, parse, mentions, classes, lexicon)
    clause = parse.clause(frame.clause)
    return _of_verb(frame, name, clause, parse, classes, lexicon) if clause is not None else ()


def clause_slot(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    """Heads in a slot of a bare clause."""
    if name == "subject":
        return clause.doers
    if name == "object":
        return clause.undergoers
    if name == "indirect":
        return clause.indirect
    if name.endswith(":clause"):
        return _clauses_of(clause, name, parse)
    if name in ("that:subject", "to:subject"):
        return _inner_subject(clause, name, parse)
    return _prepositional(clause, name, parse)


def _of_verb(
    frame: Frame, name: str, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    if name == "subject":
        return _verb_subject(frame, clause, parse, classes, lexicon)
    if name == "object":
        return _verb_object(frame, clause)
    if frame.kind == "modal" and name == "to:clause":
        return (clause.head,)
    got = clause_slot(clause, name, parse)
    if name == "to:clause" and not got and frame.match.objects:
        got = tuple(_infinitives(frame.match.objects, parse))
    if frame.kind == "phrase" and not got:
        phrase = parse.phrase(frame.head)
        got = _noun_prep(phrase, name) if phrase is not None else ()
    return got


def _verb_subject(frame: Frame, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    if frame.kind in ("modal", "phrase", "adjective") or frame.match.surface:
        return clause.subjects
    if frame.match.objects is not None and clause.passive and not clause.agents:
        return ()
    if clause.kind == "relative" and clause.inherited and not clause.passive:
        return _antecedent(clause, parse, classes, lexicon)
    return clause.doers


def _verb_object(frame: Frame, clause: Clause) -> tuple[int, ...]:
    """The form's own object, else the verb's; a fixed phrase or a fixed passive has none but the form's."""
    if frame.match.objects is not None:
        return frame.match.objects
    return () if frame.kind == "phrase" or frame.match.surface else clause.undergoers


def _antecedent(clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """What "which" stands for; where the parser took the nearest town for it, the event noun before ("attacks in Kesh
    which killed 28")."""
    near = clause.subjects
    sorts = (classes.of(near[0]) if near else None) or frozenset()
    if not near or not sorts & {"place", "facility"} or sorts & {"person", "group", "force", "org", "country"}:
        return near
    first = max(parse.sentence(clause.head).first, near[0] - 20)
    behind = (i for i in range(near[0] - 1, first - 1, -1) if parse.phrase(i) is not None)
    return next(((i,) for i in behind if parse.lemma(i) in lexicon.event_nouns), near)


def _clauses_of(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    found = []
    for _, head in clause.complements:
        inner = parse.clauses[head]
        if _clause_sort(inner, parse) == name:
            found += [head, *_conjoined(head, parse)]
    return tuple(found or _hung_on_object(clause, name, parse))


def _hung_on_object(clause: Clause, name: str, parse: Parse) -> list[int]:
    """Clauses that the parser likes to hang on the one who is told, asked or accused: "told reporters that gunmen killed two",
    "invited the chief to visit", "accused rebels of killing six"."""
    found = []
    for at in (*clause.undergoers, *clause.indirect):
        phrase = parse.phrase(at)
        for head in phrase.clauses if phrase is not None else ():
            inner = parse.clauses[head]
            told = name != "that:clause" or (
                inner.marker == "that" and bool(inner.subjects) and at not in inner.subjects
            )
            if inner.marker and told and _clause_sort(inner, parse) == name:
                found += [head, *_conjoined(head, parse)]
    return found


def _infinitives(heads: tuple[int, ...], parse: Parse) -> list[int]:
    phrases = [p for at in heads if (p := parse.phrase(at)) is not None]
    inner = [parse.clauses[h] for p in phrases for h in p.clauses]
    return [h for c in inner if c.marker == "to" for h in (c.head, *_conjoined(c.head, parse))]


def _clause_sort(inner: Clause, parse: Parse) -> str:
    """Which clause slot an embedded clause fills: "to:clause", "ing:clause", "that:clause", or its preposition."""
    if inner.marker == "" and inner.tense == "infinitive" and inner.subjects and not inner.inherited:
        return "that:clause"  # the subjunctive of "demanded the mayor resign"
    if inner.marker == "to" or (inner.tense == "infinitive" and inner.marker in ("", "for")):
        return "to:clause"
    if parse.tokens[inner.head].tag == "VBG" and not inner.auxiliaries:
        return "ing:clause" if inner.marker == "" else f"{inner.marker}:clause"
    if inner.kind == "complement" or inner.marker in ("that", "whether"):
        return "that:clause"
    return f"{inner.marker or 'free'}:clause"


def _conjoined(head: int, parse: Parse) -> list[int]:
    return [c.head for c in parse.clauses.values() if c.conjunct_of == head] if head >= 0 else []


def _inner_subject(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    inner = _clauses_of(clause, "that:clause" if name == "that:subject" else "to:clause", parse)
    for head in inner:
        below = parse.clauses[head]
        if below.subjects and (name == "that:subject" or not below.inherited):
            return below.subjects
    return ()


def _prepositional(clause: Clause, prep: str, parse: Parse) -> tuple[int, ...]:
    heads = [h for p, h in clause.obliques if p == prep]
    if prep != "of":
        for at in clause.undergoers if not clause.passive else ():
            phrase = parse.phrase(at)
            heads += _noun_prep(phrase, prep) if phrase is not None else ()
    heads += _clauses_of(clause, f"{prep}:clause", parse)
    return tuple(dict.fromkeys(heads))


def _noun_prep(phrase: Phrase, prep: str) -> tuple[int, ...]:
    return tuple(h for p, h in phrase.preps if p == prep)


def _of_noun(
    frame: Frame, name: str, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    phrase = parse.phrase(frame.head)
    if phrase is None:
        return ()
    if name == "subject":
        return _noun_subject(frame, phrase, parse, mentions, classes, lexicon)
    if name == "object":
        return frame.match.objects or _noun_object(frame, phrase, parse, classes)
    if name == "modifier":
        return tuple(m for m in phrase.modifiers if m not in frame.match.tokens)
    if name.endswith(":clause"):
        own = tuple(c for c in phrase.clauses if _clause_sort(parse.clauses[c], parse) == name)
        return own or _clause_behind(frame, phrase, name, parse)
    if name in ("that:subject", "to:subject"):
        inner = [parse.clauses[c] for c in phrase.clauses]
        return next((c.subjects for c in inner if c.subjects and not c.inherited), ())
    return phrase.possessors if name == "possessor" else _prep_of_noun(frame, phrase, name, parse)


def _prep_of_noun(frame: Frame, phrase: Phrase, name: str, parse: Parse) -> tuple[int, ...]:
    """A prepositional phrase of the noun, or of the verb that carries the noun as its object."""
    got = _noun_prep(phrase, name)
    if not got and name in ("against", "on"):
        got = tuple(
            h for p, inner in phrase.preps if p == "of" and (q := parse.phrase(inner)) for h in _noun_prep(q, name)
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
    near = [h for h in _clauses_of(clause, name, parse) if parse.clauses[h].marker in ("that", "to")]
    return tuple(h for h in near if 0 < parse.clauses[h].first - frame.head < 8)


def _noun_subject(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    by = _noun_prep(phrase, "by") or _by_further_down(frame, phrase, parse)
    if by:
        return by
    got = _by_participle(frame, phrase, parse, mentions, lexicon)
    if not got and frame.entry.of == "subject":
        got = _noun_prep(phrase, "of")
    if not got and not _possessor_is_object(frame, phrase):
        got = phrase.possessors
    if not got and frame.entry.compound != "object":
        got = tuple(m for m in phrase.modifiers if _acts(m, frame, parse, mentions, classes))
    clause = parse.clause(frame.clause)
    if not got and frame.support is not None and clause is not None:
        got = _supported(frame, clause, "subject")
    return got


def claimer(frame: Frame, parse: Parse, lexicon: Lexicon) -> int:
    """Head of the one who claims the deed: "the group claimed the attack", "attacks, also claimed by X"; -1 for none."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if frame.support is not None and frame.support.voice == "subject" and clause is not None and clause.doers:
        return clause.doers[0]
    for at in phrase.clauses if phrase is not None and frame.kind == "noun" else ():
        below = parse.clauses[at]
        rows = lexicon.support_verbs.get(below.lemma, ())
        if below.passive and below.agents and any(s.voice == "subject" for s, _ in rows):
            return below.agents[0]
    return -1


def _by_participle(frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """ "an attack carried out by rebels", "a bombing claimed by the group", "killings blamed on the rebels"."""
    for at in phrase.clauses:
        clause = parse.clauses[at]
        if not clause.passive:
            continue
        if clause.agents and frame.entry.type in ("SUPPORT", "AGREE", "CONSULT"):
            return clause.agents
        if clause.agents and any(s.gives == "subject" for s, _ in lexicon.support_verbs.get(clause.lemma, ())):
            return clause.agents
        for support, rest in lexicon.support_verbs.get(f"be {parse.tokens[at].lower}", ()):
            match = forms.at_verb(rest, clause, parse, mentions, True)
            if match is not None and match.objects and support.object_gives == "subject":
                return match.objects
    return ()


def _by_further_down(frame: Frame, phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """The by-phrase of "the beating of a student by policemen", wherever the parser hung it."""
    for _, head in phrase.preps:
        below = parse.phrase(head)
        if below is not None and (got := _noun_prep(below, "by")):
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


def _noun_object(frame: Frame, phrase: Phrase, parse: Parse, classes: Classes) -> tuple[int, ...]:
    got = _noun_prep(phrase, "of") if frame.entry.of == "object" else ()
    if not got and _possessor_is_object(frame, phrase):
        got = phrase.possessors
    if not got and (frame.entry.compound or frame.entry.of) == "object":
        got = tuple(m for m in phrase.modifiers if m not in frame.match.tokens and _undergoes(m, parse, classes))
    clause = parse.clause(frame.clause)
    if not got and clause is not None:
        got = _supported(frame, clause, "object")
    return got


def _possessor_is_object(frame: Frame, phrase: Phrase) -> bool:
    if frame.entry.possessor:
        return frame.entry.possessor == "object"
    if frame.entry.of != "object" or any(p in ("of", "by") for p, _ in phrase.preps):
        return False
    return bool(PERSONAL_MODES & set(frame.entry.mode))


def _acts(m: int, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes) -> bool:
    """A word before an event noun that names who did it: nationality, organisation, "rebel", "police"."""
    if m in mentions.places and m not in mentions.actors:
        return False
    known = m in mentions.actors and mentions.actors[m].value is not None
    if m in frame.match.tokens:
        return bool((classes.of(m) or frozenset()) & {"force", "org", "group", "country"})
    if known:
        return True
    token = parse.tokens[m]
    if (
        (token.pos not in ("NOUN", "PROPN") and token.ent != "NORP")
        or token.lemma in ("terrorist", "terror")
        or "-" in (token.text, parse.tokens[m - 1].text)
    ):
        return False
    sorts = classes.of(m) or frozenset()
    return "actor" in sorts and "civilian" not in sorts and "prisoner" not in sorts


def _undergoes(m: int, parse: Parse, classes: Classes) -> bool:
    token = parse.tokens[m]
    if token.pos != "NOUN":
        return False
    return bool((classes.of(m) or frozenset()) & {"civilian", "prisoner", "person", "facility"})
