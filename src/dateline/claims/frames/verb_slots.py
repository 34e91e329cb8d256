"""The slots of a verb: what stands where in its clause, in the logical order of the active voice, wherever the parser hung it."""

from __future__ import annotations

from dateline.claims.values import Classes, Frame
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

AT = ("at", "for", "against", "towards", "toward")  # prepositions of what something is aimed at or meant for
WITH = ("with", "against", "between", "among")  # prepositions of the sides of a fight
JOINTS = frozenset({",", "and", "or", "then"})  # what stands between verbs that are coordinated
HITTING = ("of", "on", "against", "at")  # prepositions of what a deed hits
STRUCTURES = frozenset({"facility", "building", "route"})  # classes of what stands and may be closed
MAKING = frozenset(
    "build create erect establish make mount open pitch put raise set throw".split()
)  # what they name stands only then
WHEN = ("when:clause", "after:clause", "as:clause")  # clauses of time that passives in a row share
WIDE = 20  # tokens before "which" within which the event noun that it stands for is looked for


def of_clause(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    """Heads in a slot of a bare clause."""
    if name == "subject":
        return clause.doers
    if name == "object":
        return clause.undergoers
    if name in ("indirect", "predicate"):
        return clause.indirect if name == "indirect" else clause.predicates
    if name.endswith(":clause"):
        return clauses_of(clause, name, parse)
    if name in ("that:subject", "to:subject"):
        return _inner_subject(clause, name, parse)
    return _prepositional(clause, name, parse)


def of_verb(frame: Frame, name: str, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads in a slot of a frame whose trigger is no noun; () when nothing stands there."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return ()
    if name == "subject":
        return _verb_subject(frame, clause, parse, classes, lexicon)
    if name == "object":
        return _verb_object(frame, clause, parse, classes)
    if name == "to:clause" and frame.kind == "modal":
        return (clause.head,)
    if name == "aim":
        return _aimed_at(clause, parse, lexicon)
    if name == "of" and clause.lemma in lexicon.words["depriving_verbs"]:
        return _taken_away(clause, parse)
    return of_clause(clause, name, parse) or _of_object_or_phrase(frame, name, parse, classes)


def _before_noun(phrase: Phrase, classes: Classes) -> tuple[int, ...]:
    """Parties before the noun of a phrase: "in U.S. custody", "in the army's custody"."""
    return tuple(h for h in (*phrase.possessors, *phrase.modifiers) if "actor" in (classes.of(h) or ()))


def _aimed_at(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """What the objects of a verb are aimed at or meant for: "fired mortars intended for the mast", "missiles targeting the base"."""
    below = [parse.clauses[h] for at in clause.undergoers for h in _clauses_on(at, parse)]
    aimed = [c for c in below if c.lemma in lexicon.words["aiming_verbs"]]
    return tuple(h for c in aimed for h in (_behind_any(AT, c) if c.passive else c.undergoers))


def _clauses_on(head: int, parse: Parse) -> tuple[int, ...]:
    phrase = parse.phrase(head)
    return phrase.clauses if phrase is not None else ()


def _behind_any(preps: tuple[str, ...], clause: Clause) -> list[int]:
    return [h for prep, h in clause.obliques if prep in preps]


def _taken_away(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """The of-phrase of "rid the town of rebels", on the verb or on its object."""
    phrases = [p for at in clause.undergoers if (p := parse.phrase(at)) is not None]
    return tuple(h for p in phrases for h in of_preposition(p, "of")) or _prepositional(clause, "of", parse)


def _of_object_or_phrase(frame: Frame, name: str, parse: Parse, classes: Classes) -> tuple[int, ...]:
    """An infinitive hung on the form's object ("called on rebels to leave"), the place from which it measures ("within a mile of the
    port"); the prepositions of a noun said of a subject ("is in talks with")."""
    if name == "to:clause" and frame.match.objects:
        return tuple(_infinitives(frame.match.objects, parse))
    if name == "of" and "of" in frame.entry.place:
        return _of_objects(frame, parse)
    phrase = parse.phrase(frame.head) if frame.kind == "phrase" else None
    if phrase is None:
        return ()
    return _before_noun(phrase, classes) if name == "modifier" else of_preposition(phrase, name)


def _of_objects(frame: Frame, parse: Parse) -> tuple[int, ...]:
    """What the of-phrases of the form's own objects name."""
    phrases = [p for at in frame.match.objects or () if (p := parse.phrase(at)) is not None]
    return tuple(head for phrase in phrases for head in of_preposition(phrase, "of"))


def _verb_subject(frame: Frame, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    if frame.kind == "modal" and clause.passive:  # "prisoners should be released": who should release them
        return clause.agents
    if frame.kind in ("modal", "phrase", "adjective") or frame.match.surface:
        return clause.subjects
    if frame.match.objects is not None and clause.passive and not clause.agents:
        return ()
    return (
        _antecedent(clause, parse, classes, lexicon)
        if _is_relative(clause)
        else _whose(clause, parse, classes) or clause.doers
    )


def _is_relative(clause: Clause) -> bool:
    """Whether its subject is what it is hung on, and acts."""
    return clause.kind == "relative" and clause.inherited and not clause.passive


def _whose(clause: Clause, parse: Parse, classes: Classes) -> tuple[int, ...]:
    """ "China's decision to deny a visa", "the ministry's move revoking it": who owns what is of no class does what hangs on it; ()
    elsewhere."""
    near = clause.subjects
    if clause.passive or not clause.inherited or near != (clause.parent,) or classes.of(near[0]) != frozenset():
        return ()
    phrase = parse.phrase(near[0])
    if phrase is None or phrase.possessors:
        return () if phrase is None else phrase.possessors
    above = parse.clause(phrase.governor)  # "made an attempt to blow up a train": who made it
    return above.doers if above is not None and near[0] in above.objects else ()


def _verb_object(frame: Frame, clause: Clause, parse: Parse, classes: Classes) -> tuple[int, ...]:
    """The form's own object, else the verb's; a fixed phrase or a fixed passive has none but the form's."""
    if frame.match.objects is not None:
        return frame.match.objects or (
            _structure_of_form(frame, clause, classes) if frame.entry.traits.no_ground else ()
        )
    if frame.kind == "phrase" or frame.match.surface:
        return ()
    return clause.undergoers or (_object_ahead(clause, parse) if wants_object(frame) else ())


def _structure_of_form(frame: Frame, clause: Clause, classes: Classes) -> tuple[int, ...]:
    """The "bridge" of "block bridge": a way or building that the form itself names as what the verb is done to, and does not put
    there ("erected barricades")."""
    if clause.lemma in MAKING:
        return ()
    named = (h for h in clause.undergoers if h in frame.match.tokens)
    return tuple(h for h in named if (classes.of(h) or frozenset()) & STRUCTURES)


def wants_object(frame: Frame) -> bool:
    """Whether a verb says little without an object by its entry; only such a one shares the object of the next verb."""
    entry = frame.entry
    return frame.kind == "verb" and "object" in (*entry.needs, *entry.needs_any)


def _object_ahead(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """The object that a verb shares with the one coordinated right behind it: "kidnapped and killed an elder"; () for none."""
    at = clause.head + 1
    while at < len(parse.tokens) and parse.tokens[at].lower in JOINTS:
        at += 1
    second = parse.clauses.get(at)
    if at == clause.head + 1 or second is None or second.passive or second.conjunct_of not in _firsts(clause):
        return ()
    return second.objects or _object_ahead(second, parse)


def _firsts(clause: Clause) -> tuple[int, ...]:
    """What another verb may be coordinated to so that it stands beside this one."""
    return (clause.conjunct_of,) if clause.conjunct_of >= 0 else (clause.head,)


def _is_which(clause: Clause, parse: Parse) -> bool:
    return any(parse.tokens[i].lower == "which" for i in range(clause.first, min(clause.first + 2, clause.head)))


def _thing_before(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The object of the clause in which a person stands, where it is a thing; () for none."""
    phrase = parse.phrase(head)
    clause = parse.clause(phrase.governor) if phrase is not None else None
    nobody = lexicon.words["party_classes"]
    return (
        tuple(h for h in clause.objects if h < head and not (classes.of(h) or frozenset()) & nobody) if clause else ()
    )


def _antecedent(clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """What "which" stands for; where the parser took the nearest town for it, the event noun before ("attacks in Kesh
    which killed 28"), and where it took a person, the thing before ("threw a cup at a guard, which hit him")."""
    near = clause.subjects
    if not near:
        return near
    if _is_which(clause, parse) and (classes.of(near[0]) or frozenset()) & {"person", "member"}:
        return _thing_before(near[0], parse, classes, lexicon) or near
    if _is_hit(near[0], clause, parse, classes, lexicon):
        return _deed_before(near[0], clause, parse, lexicon)
    deed = _deed_before(near[0], clause, parse, lexicon) if _is_ground(near[0], classes, lexicon) else ()
    return deed or near


def _deed_before(head: int, clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The nearest event noun before a word in the sentence of the clause; () for none."""
    first = max(parse.sentence(clause.head).first, head - WIDE)
    behind = (i for i in range(head - 1, first - 1, -1) if parse.phrase(i) is not None)
    return next(((i,) for i in behind if parse.lemma(i) in lexicon.event_nouns), ())


def _is_ground(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether it is a place and nothing that acts."""
    kinds = classes.of(head) or frozenset()
    return bool(kinds & lexicon.words["ground_classes"]) and not kinds & lexicon.words["peopled_classes"]


def _is_hit(head: int, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether "that killed" stands behind whom or what a deed hit ("the bombing of an airliner that killed 270", "clashes with
    rebels that killed six"): then the deed killed."""
    phrase = parse.phrase(head)
    who = any(parse.tokens[i].lower == "who" for i in range(clause.first, clause.head))
    if phrase is None or who or not _harms(clause, lexicon):
        return False
    above = parse.lemma(phrase.governor)
    if phrase.prep in WITH and above in lexicon.words["undirected_deeds"]:
        return True
    people = (classes.of(head) or frozenset()) & lexicon.words["peopled_classes"]
    return phrase.prep in HITTING and above in lexicon.event_nouns and not people


def _harms(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether its verb kills or injures."""
    rows = lexicon.event_verbs.get(clause.lemma, ())
    return any(entry.count in lexicon.words["harm_counts"] for entry, _ in rows)


def clauses_of(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    """Heads of the embedded clauses of that kind, with what is coordinated to them."""
    found = []
    for _, head in clause.complements:
        inner = parse.clauses[head]
        if clause_slot(inner, parse) == name:
            found += [head, *_conjoined(head, parse)]
    return tuple(found or _hung_on_object(clause, name, parse) or _shared(clause, name, parse))


def _shared(clause: Clause, name: str, parse: Parse) -> list[int]:
    """When it was, told behind the last of several passives: "two were killed and six injured when a bus overturned"."""
    if name not in WHEN or not clause.passive:
        return []
    beside = [parse.clauses[h] for h in _conjoined(clause.head, parse)]
    links = [h for c in beside if c.passive for _, h in c.complements]
    return [h for h in links if clause_slot(parse.clauses[h], parse) == name]


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
            if inner.marker and told and clause_slot(inner, parse) == name:
                found += [head, *_conjoined(head, parse)]
    return found


def _infinitives(heads: tuple[int, ...], parse: Parse) -> list[int]:
    phrases = [p for at in heads if (p := parse.phrase(at)) is not None]
    inner = [parse.clauses[h] for p in phrases for h in p.clauses]
    return [h for c in inner if c.marker == "to" for h in (c.head, *_conjoined(c.head, parse))]


def clause_slot(inner: Clause, parse: Parse) -> str:
    """Which clause slot an embedded clause fills: "to:clause", "ing:clause", "that:clause", or its preposition."""
    marker = inner.marker
    if inner.tense == "infinitive" and marker in ("", "for"):
        return "that:clause" if _is_subjunctive(inner) else "to:clause"
    if marker == "to":
        return "to:clause"
    if is_gerund(inner, parse):
        return f"{marker or 'ing'}:clause"
    return "that:clause" if _is_that(inner) else f"{marker or 'free'}:clause"


def is_gerund(inner: Clause, parse: Parse) -> bool:
    """ "Denied killing them", "having killed them", "being involved": the first verb of the clause is one in "ing"."""
    first = inner.auxiliaries[0] if inner.auxiliaries else inner.head
    return parse.tokens[first].tag == "VBG"


def _is_subjunctive(inner: Clause) -> bool:
    """ "Demanded the mayor resign"."""
    return inner.marker == "" and bool(inner.subjects) and not inner.inherited


def _is_that(inner: Clause) -> bool:
    return inner.kind == "complement" or inner.marker in ("that", "whether")


def _conjoined(head: int, parse: Parse) -> list[int]:
    return [c.head for c in parse.clauses_near(head) if c.conjunct_of == head] if head >= 0 else []


def _inner_subject(clause: Clause, name: str, parse: Parse) -> tuple[int, ...]:
    inner = clauses_of(clause, "that:clause" if name == "that:subject" else "to:clause", parse)
    for head in inner:
        below = parse.clauses[head]
        if below.subjects and (name == "that:subject" or not below.inherited):
            return below.subjects
    return ()


def _prepositional(clause: Clause, prep: str, parse: Parse) -> tuple[int, ...]:
    heads = [h for p, h in clause.obliques if p == prep]
    if prep != "of":
        for at in clause.undergoers if not clause.passive or prep in ("to", "against", "on") else ():
            phrase = parse.phrase(at)
            heads += of_preposition(phrase, prep) if phrase is not None else ()
    heads += clauses_of(clause, f"{prep}:clause", parse)
    return tuple(dict.fromkeys(heads))


def of_preposition(phrase: Phrase, prep: str) -> tuple[int, ...]:
    """Heads of the prepositional phrases of a noun that begin with that preposition."""
    return tuple(h for p, h in phrase.preps if p == prep)
