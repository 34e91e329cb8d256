"""The slots of an event noun: its own phrases, the clause that carries it, the light verb that lends itself to it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.agents import agents, is_reflexive
from dateline.claims.frames import accused, match
from dateline.claims.frames.verb_slots import clause_slot, clauses_of, of_preposition
from dateline.claims.represented import represented
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.entries import Support
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Place

OF_DEED = (
    "of",
    "to",
    "on",
    "against",
    "at",
    "for",
    "in",
)  # prepositions of what a deed is done to, in which its by-phrase may hang
COMING = ("come", "pour", "arrive")  # verbs of words whose from-phrase says whose they are ("praise came from")
LEAVING = ("leave", "cause")  # light verbs that tell what came of a deed
PARTING = ("between", "among", "with")  # prepositions of both sides of what only happens ("clashes erupted between")


def of_noun(
    frame: Frame, name: str, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads in a slot of a frame whose trigger is a noun; () when nothing stands there."""
    phrase = parse.phrase(frame.head)
    if phrase is None:
        return ()
    if name == "subject":
        return _subject(frame, phrase, parse, mentions, classes, lexicon)
    if name == "object":
        return frame.match.objects or _object(frame, phrase, parse, mentions, classes, lexicon)
    if name.endswith(":clause"):
        return _clauses(frame, phrase, name, parse)
    if name in ("that:subject", "to:subject"):
        return _inner_subject(phrase, parse)
    if name in ("modifier", "possessor"):
        return _modifiers(frame, phrase) if name == "modifier" else phrase.possessors
    further = _by_further_down(frame, phrase, parse, classes, lexicon) if name == "by" else ()
    got = _of_preposition(frame, phrase, name, parse, lexicon) or further or _behind_time(frame, name, parse, mentions)
    return got or (_where_it_is(frame, phrase, parse, mentions) if name == "in" else ())


def _where_it_is(frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions) -> tuple[int, ...]:
    """ "Violence has surged in Kesh", "helped end violence in Kesh": an in-phrase right behind the noun, or of the verb whose
    subject it is, wherever the parser hung it; no time."""
    clause = parse.clause(frame.clause)
    if parse.tokens[min(phrase.last, len(parse.tokens) - 1)].lower == "in":
        heads = _opened_by(phrase.last, "in", parse)
    else:
        own = clause is not None and phrase.site == "subject" and not clause.undergoers
        heads = tuple(h for p, h in clause.obliques if p == "in") if own and clause is not None else ()
    return tuple(h for h in heads if not mentions.in_time(h))


def _inner_subject(phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """The subject of the first clause on the noun that has one of its own."""
    inner = (parse.clauses[c] for c in phrase.clauses)
    return next((c.subjects for c in inner if c.subjects and not c.inherited), ())


def _modifiers(frame: Frame, phrase: Phrase) -> tuple[int, ...]:
    """Words before the noun that are none of the form."""
    return tuple(m for m in phrase.modifiers if m not in frame.match.tokens)


def _clauses(frame: Frame, phrase: Phrase, name: str, parse: Parse) -> tuple[int, ...]:
    own = tuple(c for c in phrase.clauses if clause_slot(parse.clauses[c], parse) == name)
    return own or _clause_behind(frame, phrase, name, parse)


def _of_preposition(frame: Frame, phrase: Phrase, prep: str, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """A prepositional phrase of the noun, of the noun in its of-phrase, or of the verb that carries it as its object."""
    if prep == "on" and accused.accused(phrase, parse, lexicon):
        return ()
    if prep == "by" and of_preposition(phrase, "by"):
        return agents(phrase, parse, lexicon)
    if prep == "against" and accused.is_charged_with(phrase, parse, lexicon):
        return ()
    return (
        of_preposition(phrase, prep)
        or _of_nested(frame, phrase, prep, parse)
        or _of_carrier(frame, phrase, prep, parse.clause(frame.clause))
    )


def _behind_time(frame: Frame, prep: str, parse: Parse, mentions: Mentions) -> tuple[int, ...]:
    """ "An attack last month on the base", the base hung on the verb: only words of time stand between."""
    if prep not in ("against", "on", "of"):
        return ()
    at, last = frame.head + 1, len(parse.tokens) - 1
    while at < last and (mentions.in_time(at) or (parse.tokens[at].lower == "on" and mentions.in_time(at + 1))):
        at += 1
    beyond = at > frame.head + 1 and at < len(parse.tokens) and parse.tokens[at].lower == prep
    return _opened_by(at, prep, parse) if beyond else ()


def _opened_by(at: int, prep: str, parse: Parse) -> tuple[int, ...]:
    """Head of the phrase that begins behind a preposition, with what is coordinated to it."""
    near = (p for h in range(at + 1, at + 8) if (p := parse.phrase(h)) is not None)
    return next(((p.head, *p.conjuncts) for p in near if p.prep == prep and p.first == at + 1), ())


def _of_nested(frame: Frame, phrase: Phrase, prep: str, parse: Parse) -> tuple[int, ...]:
    """ "The bombing of raids on the base": against and on go through an of-phrase; "an exchange of shots between two gangs": all do
    through one that is part of the form."""
    through = prep in ("against", "on")
    nested = (
        q for h in of_preposition(phrase, "of") if (through or h in frame.match.tokens) and (q := parse.phrase(h))
    )
    return tuple(h for q in nested for h in of_preposition(q, prep))


def _of_carrier(frame: Frame, phrase: Phrase, prep: str, clause: Clause | None) -> tuple[int, ...]:
    """ "Launched an attack on X", "an attack was launched on X", "fighting broke out between X and Y": the verb's phrase
    belongs to the noun."""
    if clause is None:
        return ()
    lent = phrase.site in ("object", "indirect") and prep not in ("in", "at")
    supported = phrase.site == "subject" and _happens(frame, prep, clause)
    return tuple(h for p, h in clause.obliques if p == prep) if lent or supported else ()


def _happens(frame: Frame, prep: str, clause: Clause) -> bool:
    """Whether a phrase of the verb whose subject a noun is says more of it: between whom it broke out, from whom it came."""
    if clause.passive:
        return frame.support is not None
    return not clause.undergoers and (prep in PARTING or (prep == "from" and clause.lemma in COMING))


def _clause_behind(frame: Frame, phrase: Phrase, name: str, parse: Parse) -> tuple[int, ...]:
    """The clause right behind the noun that the parser hung on the verb ("glossed over warnings that …")."""
    clause = parse.clause(frame.clause)
    if clause is None or phrase.site not in ("object", "oblique") or name not in ("that:clause", "to:clause"):
        return ()
    near = [h for h in clauses_of(clause, name, parse) if parse.clauses[h].marker in ("that", "to")]
    return tuple(h for h in near if 0 < parse.clauses[h].first - frame.head < 8)


def _subject(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Who does it: by-phrase, participle, of-phrase, possessor, subject of the light verb, word before the noun, in that order."""
    return next(filter(None, _subjects(frame, phrase, parse, mentions, classes, lexicon)), ())


def _subjects(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[tuple[int, ...]]:
    yield agents(phrase, parse, lexicon)
    if _speaks_of_deeds(frame) and not _possessor_is_object(frame, phrase):
        yield phrase.possessors  # "his condemnation of abuse by soldiers"
    yield _by_further_down(frame, phrase, parse, classes, lexicon)
    yield _by_participle(frame, phrase, parse, mentions, lexicon)
    yield _owning(frame, phrase)
    yield _lent(frame, parse, mentions, lexicon)
    yield _leading(phrase, parse)
    if frame.entry.compound != "object":
        yield tuple(m for m in phrase.modifiers if _acts(m, frame, parse, mentions, classes, lexicon))
    yield accused.accused(phrase, parse, lexicon)
    yield accused.suspected(phrase, parse, lexicon)
    yield accused.taking_part(phrase, parse, mentions, lexicon)


def _leading(phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """Who leads a deed that a hyphen ties to him: "a NATO-led offensive"."""
    return tuple(
        m - 2 for m in phrase.modifiers if m > 1 and parse.tokens[m].lower == "led" and parse.tokens[m - 1].text == "-"
    )


def _owning(frame: Frame, phrase: Phrase) -> tuple[int, ...]:
    """The of-phrase of an entry that takes it for the subject, else the possessor."""
    behind = of_preposition(phrase, "of") if frame.entry.of == "subject" else ()
    got = tuple(h for h in behind if h not in frame.match.tokens)
    return got or (phrase.possessors if not _possessor_is_object(frame, phrase) else ())


def _by_participle(frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """ "an attack carried out by rebels", "a bombing claimed by the group", "killings blamed on the rebels"."""
    told = (parse.clauses[at] for at in phrase.clauses if parse.clauses[at].passive)
    return next((got for clause in told if (got := _doers_in(clause, frame, parse, mentions, lexicon))), ())


def _doers_in(clause: Clause, frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """Whom a participle on an event noun names as its doers."""
    lends = any(s.gives == "subject" for s, _ in lexicon.support_verbs.get(clause.lemma, ()))
    if clause.agents and (lends or frame.entry.traits.by_any_participle):
        return clause.agents
    thought = _thought_done_by(clause, parse, lexicon)
    return thought or _lent_subject(clause, parse, mentions, lexicon) or _blamed_on(clause, parse, lexicon)


def _thought_done_by(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """ "Attacks believed to have been carried out by rebels"."""
    below = (parse.clauses[head] for _, head in clause.complements)
    done = (c for c in below if c.marker == "to" and c.passive and c.agents)
    lent = (c for c in done if any(s.gives == "subject" for s, _ in lexicon.support_verbs.get(c.lemma, ())))
    return next((c.agents for c in lent), ())


def _blamed_on(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The on-phrase of a participle of blaming ("killings blamed on the rebels", "pinned on")."""
    return tuple(h for prep, h in clause.obliques if prep == "on") if accused.accuses(clause, parse, lexicon) else ()


def _lent_subject(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """The object of a fixed passive that makes it the noun's subject ("blamed on the rebels")."""
    for support, rest in lexicon.support_verbs.get(f"be {parse.tokens[clause.head].lower}", ()):
        form = match.at_verb(rest, clause, parse, mentions, lexicon, True)
        if form is not None and form.objects and support.object_gives == "subject":
            return form.objects
    return ()


def _by_further_down(frame: Frame, phrase: Phrase, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The by-phrase of "the beating of a student by policemen", wherever the parser hung it; not of "the breach of a ban by the
    council", whose ban it is, and nobody of "by itself"."""
    for prep, head in phrase.preps:
        below = parse.phrase(head)
        own = not _speaks_of_deeds(frame) or _is_ground_or_party(head, classes, lexicon)
        if below is not None and own and prep in OF_DEED and (got := agents(below, parse, lexicon)):
            return got
    return _by_behind(frame, parse)


def _by_behind(frame: Frame, parse: Parse) -> tuple[int, ...]:
    """The by-phrase of the clause that stands close behind the noun, where no light verb has it."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.support is not None:
        return ()
    behind = range(frame.head + 1, frame.head + 12)
    return tuple(h for p, h in clause.obliques if p == "by" and h in behind and not is_reflexive(h, parse))


def _speaks_of_deeds(frame: Frame) -> bool:
    """Whether the noun is what is said of deeds ("criticism of a ban by the council"), no threat of them and no deed itself."""
    return frame.entry.traits.speech and not frame.entry.traits.threat


def _is_ground_or_party(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a deed may be done to it, and nothing be done by its owner: no deed and nothing abstract."""
    kinds = classes.of(head)
    words = lexicon.words
    return kinds is None or bool(kinds & (words["party_classes"] | words["target_classes"] | words["ground_classes"]))


def _supported(frame: Frame, role: str, parse: Parse) -> tuple[int, ...]:
    """Who stands in the slot of the light verb that it hands to the noun's ``role``."""
    support, clause = frame.support, parse.clause(frame.clause)
    if support is None or clause is None or (clause.negations and role == "object" and support.count):
        return ()  # "was not hurt in the attack": no victim of it
    lent = ((support.gives, _light_subject(support, clause)), (support.object_gives, clause.undergoers))
    return next((heads for gives, heads in lent if gives == role and frame.head not in heads), ())


def _lent(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """Whom a light verb makes the doer. A spokesman who admits or denies it stands for those he speaks for; who ends what goes on
    between others ("ended the violence") did not do it."""
    support = frame.support
    heads = _supported(frame, "subject", parse)
    if support is None or not heads:
        return heads
    if support.aspect == "ended" and parse.lemma(frame.head) in lexicon.words["undirected_deeds"]:
        return ()
    return represented(heads, parse, mentions, lexicon) if support.voice == "subject" else heads


def _light_subject(support: Support, clause: Clause) -> tuple[int, ...]:
    """The surface subject of a fixed passive ("be hit by") that names no agent, else the doers."""
    fixed = clause.passive and not clause.agents and any(v.startswith("be ") for v in support.verbs)
    return clause.subjects if fixed else clause.doers


def _object(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Whom it hits: of-phrase, possessor, word before the noun, object of the light verb, in that order."""
    got = _behind_of(frame, phrase, parse, mentions)
    if not got and _possessor_is_object(frame, phrase):
        got = phrase.possessors
    if not got and (frame.entry.compound or frame.entry.of) == "object":
        got = tuple(m for m in _modifiers(frame, phrase) if _undergoes(m, parse, classes, lexicon))
    return got or tuple(h for h in _supported(frame, "object", parse) if not _is_left(h, frame, parse, classes))


def _is_left(head: int, frame: Frame, parse: Parse, classes: Classes) -> bool:
    """The land of "the attack left the province dark", "caused Peru to cut output": what came of it there, and no victim."""
    clause = parse.clause(frame.clause)
    if clause is None or clause.lemma not in LEAVING:
        return False
    return bool((classes.of(head) or frozenset()) & {"place", "country"})


def _behind_of(frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions) -> tuple[int, ...]:
    """The of-phrase of an entry that takes it for the object, words of time before it or not ("the execution on Monday of a guard")."""
    if frame.entry.of != "object":
        return ()
    return of_preposition(phrase, "of") or _behind_time(frame, "of", parse, mentions)


def _possessor_is_object(frame: Frame, phrase: Phrase) -> bool:
    if frame.entry.possessor:
        return frame.entry.possessor == "object"
    if frame.entry.of != "object" or any(p in ("of", "by") for p, _ in phrase.preps):
        return False
    return frame.entry.traits.personal


def _acts(m: int, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """A word before an event noun that names who did it: nationality, organisation, "rebel", "police"."""
    if _tells_no_doer(m, frame, parse, mentions, classes, lexicon):
        return False
    known = classes.of(m) or frozenset()
    if m in frame.match.tokens:
        return bool(known & lexicon.words["acting_classes"])
    actor = mentions.actors[m].value if m in mentions.actors else None
    if isinstance(actor, Actor):
        return not frame.entry.traits.violent or _is_known(actor)
    return _may_name(m, frame, parse, lexicon) and "actor" in known and not known & {"civilian", "prisoner"}


def _tells_no_doer(m: int, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether it is whom it hit, where it was, or what kind it was."""
    if parse.lemma(m) in lexicon.words["terror_nouns"] or (m in mentions.places and m not in mentions.actors):
        return True
    return _is_of_victim(m, frame, parse, classes, lexicon) or _is_scene(m, frame, parse, mentions, lexicon)


def _is_of_victim(m: int, frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """The "Cuban" of "a Cuban airliner bombing": it says whose the thing is that was hit, which stands before the deed."""
    if not frame.entry.traits.violent:
        return False
    between = (i for i in range(m + 1, frame.head) if i not in frame.match.tokens and parse.tokens[i].pos == "NOUN")
    hit = lexicon.words["suffering_classes"] | {"vehicle", "aircraft", "ship", "building"}
    return any((classes.of(i) or frozenset()) & hit and not (classes.of(i) or frozenset()) & {"force"} for i in between)


def _is_known(actor: Actor) -> bool:
    """Whether a name is on a list or has a code; one that nobody knows before a deed of violence is as likely where it was, or whom
    it hit ("the Hotel Lima bombing")."""
    return bool(actor.id or actor.code)


def _is_scene(m: int, frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """The name of a country or town before what happens there ("the Peru conflict", "a Lima summit"), unlike "Peruvian" and "US";
    what is sent from afar is its own ("a Peru air strike")."""
    token, place = parse.tokens[m], mentions.places.get(m)
    if token.tag not in ("NNP", "NNPS") or token.ent in ("NORP", "ORG") or "." in token.text or token.text.isupper():
        return False
    if place is None or not isinstance(place.value, Place):
        return False
    traits = frame.entry.traits
    if traits.gathering:
        return True
    from_afar = parse.lemma(frame.head) in lexicon.words["deeds_from_afar"]
    return traits.violent and not (from_afar and place.value.precision == "country")


def _may_name(m: int, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """A noun or nationality word; no part of a hyphened word, no "terror", and before violence no name that nobody knows."""
    token = parse.tokens[m]
    if frame.entry.traits.violent and token.ent in ("ORG", "PERSON", "LOC"):
        return False
    if token.lemma in lexicon.words["terror_nouns"] or "-" in (token.text, parse.tokens[m - 1].text):
        return False
    return token.pos in ("NOUN", "PROPN") or token.ent == "NORP" or "actor" in lexicon.classes.get(token.lower, ())


def _undergoes(m: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    token = parse.tokens[m]
    if token.pos != "NOUN":
        return False
    return bool((classes.of(m) or frozenset()) & lexicon.words["suffering_classes"])
