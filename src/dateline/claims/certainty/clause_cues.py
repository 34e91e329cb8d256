"""Hedge cues of one clause: modals, negations, adverbs, the word that opens it, conditions below it, the verb above it."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.certainty import cues
from dateline.claims.values import Cue, Frame
from dateline.lexicon.entries import Hedge
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Link, Phrase

SHARED = ("possible", "planned", "conditional", "unknown")  # effects that a participle beside its verb shares
NEGATING = ("adverb", "determiner", "negation", "conjunction")  # kinds of hedges that a negation of a clause may be
PAST_TAGS = ("VBD", "VBN")
"""Tags of what is no noun, whatever else the parser takes for a verb: "claimed that …", unlike "fed fears that …"."""


def own(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon, *, unsaid: bool) -> Iterator[Cue]:
    """Cues that hold for whatever the clause tells; ``unsaid``: its negation says that nothing is known, not that it is not so."""
    yield from _words(clause, frame, parse, lexicon, unsaid=unsaid)
    for _, head in clause.obliques:
        phrase = parse.phrase(head)
        if phrase is not None and head != frame.head:
            yield from cues.in_phrase(phrase, parse, lexicon)
            yield from _era(clause, phrase, parse, lexicon)
    yield from _negative_parties(clause, parse, lexicon)
    yield from _subjunctive(clause, parse, lexicon)
    yield from _ahead(clause, lexicon)
    yield from _inserted(clause, parse, lexicon)
    yield from noun_before(clause, parse, lexicon)
    yield from _scheduled(clause, parse, lexicon)


def _scheduled(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "pulls out of the valley later this year": a plain present of a day to come tells a plan."""
    plain = clause.tense == "present" and not (clause.modal or clause.perfect or clause.copular)
    if plain and not lexicon.words["days_to_come"].isdisjoint(_days_behind(clause, parse)):
        yield from (Cue(h, (clause.head,)) for h in cues.named("modal", "will", lexicon)[:1])


def _days_behind(clause: Clause, parse: Parse) -> Iterator[str]:
    """The words behind the verb of a clause that are its own, alone and with the one before."""
    for at in range(clause.head + 1, clause.last):
        if _is_near(at, clause, parse):
            yield parse.tokens[at].lower
            yield f"{parse.tokens[at - 1].lower} {parse.tokens[at].lower}"


def _subjunctive(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "insisted that the mayor step down": a bare verb with a subject of the third person behind "that" is asked for."""
    bare = clause.kind == "complement" and clause.marker == "that" and clause.tense == "infinitive"
    if (
        bare
        and parse.tokens[clause.head].tag == "VB"
        and not clause.auxiliaries
        and clause.subjects
        and not clause.inherited
    ):
        yield from (Cue(h, (clause.head,)) for h in cues.named("verb", "demand", lexicon)[:1])


def _ahead(clause: Clause, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Peru to send troops", as headlines announce it: an infinitive with a subject that is the clause."""
    if clause.kind == "main" and clause.marker == "to" and clause.subjects and not clause.auxiliaries:
        yield from (Cue(h, (clause.head,)) for h in cues.named("modal", "will", lexicon)[:1])


def _inserted(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "it seems", "it appears" as an insertion: a verb of semblance beside the clause, with nothing of its own below."""
    for kind, head in clause.complements:
        beside = parse.clauses[head]
        if (
            kind == "parataxis"
            and [parse.tokens[s].lower for s in beside.subjects] == ["it"]
            and not beside.complements
        ):
            yield from (
                Cue(h, (head,))
                for h in cues.named("verb", beside.lemma, lexicon)[:1]
                if h.effect == "possible" and not h.passive
            )


def _words(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon, *, unsaid: bool) -> Iterator[Cue]:
    """Modals, negations, the opening word, adverbs, and fixed forms right before the verb."""
    for at in clause.auxiliaries:
        if at != frame.head:
            yield from cues.at_word(("modal",), at, parse, lexicon)
    unsaid = unsaid or _is_late(clause, parse, lexicon) or _is_by_degree(clause, frame, parse, lexicon)
    for at in () if unsaid else _negations(clause, parse):
        yield from cues.at_word(NEGATING, at, parse, lexicon, effects=("negative",))
    yield from _opening(clause, parse, lexicon)
    for at in clause.adverbs:
        if at not in clause.negations:
            yield from cues.at_word(("adverb",), at, parse, lexicon)
    forms = cues.before(clause.head, ("modal", "verb", "adverb"), parse, lexicon)
    yield from (cue for cue in forms if not _is_settled_form(cue, parse, lexicon))
    yield from _question(clause, parse, lexicon)


def _is_settled_form(cue: Cue, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Was not able to", which is a hedge of its own, and "was able to", which is none: they leave nothing possible."""
    above = (parse.clause(at) for at in cue.tokens if _is_ability(at, parse, lexicon))
    return any(clause is not None and (clause.negations or was_able(clause, parse, lexicon)) for clause in above)


def was_able(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Was able to take the port" says that it was taken."""
    past = not (clause.modal or clause.negations) and (clause.perfect or clause.tense == "past")
    return past and _is_ability(clause.head, parse, lexicon)


def _is_ability(at: int, parse: Parse, lexicon: Lexicon) -> bool:
    return bool(cues.named("adjective", f"not {parse.tokens[at].lower}", lexicon))


def _negations(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """The negations of a clause, or of the first of its coordination whose auxiliary it shares ("did not beat them, burn the shops
    or shoot", "had not been beaten or shot")."""
    first, tag = _first_conjunct(clause, parse), parse.tokens[clause.head].tag
    if clause.negations or clause.auxiliaries or first.head == clause.head or parse.tokens[first.head].tag != tag:
        return clause.negations
    between = (parse.tokens[i].lower for i in range(first.head, clause.head))
    shares = clause.inherited and (tag == "VB" or (tag == "VBN" and "or" in between))
    return first.negations if shares else ()


def _is_late(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "did not question him until the next day": it happened, late."""
    below = (parse.clauses[h].marker for _, h in clause.complements)
    late = not lexicon.words["time_limits"].isdisjoint((*below, *(prep for prep, _ in clause.obliques)))
    return late and not clause.modal and clause.tense in ("past", "present")


def _is_by_degree(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The inquiries have not gone far enough": there were some."""
    adverbs = {parse.tokens[a].lower for a in clause.adverbs}
    return frame.kind == "noun" and frame.support is None and bool(adverbs & lexicon.words["degree_adverbs"])


def _question(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Have the rebels taken the town?" asks; "Why did they attack?" takes the attack for granted."""
    sentence = parse.sentence(clause.head)
    first, last = parse.tokens[sentence.first], parse.tokens[sentence.last - 1]
    top = clause.kind == "main" or clause.parent == first.i
    if top and last.text == "?" and (first.pos == "AUX" or first.lemma in ("have", "be", "do")):
        yield from (Cue(h, (last.i,)) for h in cues.named("conjunction", "whether", lexicon)[:1])


def _opening(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The word that opens the clause; "if" after a verb of asking or knowing is "whether"."""
    clause = _opened(clause, parse, lexicon)
    if not clause.marker:
        return
    word = "whether" if clause.marker == "if" and clause.kind == "complement" else clause.marker
    back = range(clause.head - 1, parse.sentence(clause.head).first - 1, -1)
    at = next((i for i in back if parse.tokens[i].lower == clause.marker), clause.head)
    longer = cues.within(clause.first, min(clause.first + 4, clause.head), ("conjunction",), parse, lexicon)
    found = [Cue(c.hedge, c.tokens, True) for c in longer]
    yield from found or (Cue(h, (at,), True) for h in cues.named("conjunction", word, lexicon)[:1])


def _opened(clause: Clause, parse: Parse, lexicon: Lexicon) -> Clause:
    """The clause, or the first of its coordination, whose opening word it shares ("if he were indicted and convicted")."""
    first = parse.clause(clause.conjunct_of)
    shared = lexicon.words["condition_markers"] | lexicon.words["polar_markers"]
    return first if first is not None and not clause.marker and clause.inherited and first.marker in shared else clause


def _negative_parties(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "no rebels attacked", "nobody was killed", "neither the army nor the militia attacked"."""
    determiners, pronouns = lexicon.words["negative_determiners"], lexicon.words["negative_pronouns"]
    yield from fiction(clause, parse, lexicon)
    for head in (*clause.subjects, *clause.objects):
        at = _determined(head, parse, determiners)
        if parse.tokens[at].lower in determiners | pronouns:
            yield from cues.at_word(("determiner", "adverb", "noun"), at, parse, lexicon, effects=("negative",))


def _determined(head: int, parse: Parse, determiners: frozenset[str]) -> int:
    """The word of these that opens the phrase of a noun, or stands before it ("neither the army nor …"); the noun for none."""
    phrase = parse.phrase(head)
    if phrase is None:
        return head
    if phrase.determiner in determiners:
        return phrase.first
    opens = (at for at in (phrase.first, phrase.first - 1) if at >= 0 and parse.tokens[at].lower == "neither")
    return next(opens, head)


def fiction(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "The opera ends with a murder": what a work of fiction tells did not happen."""
    for head in clause.subjects:
        told = cues.at_word(("noun",), head, parse, lexicon, effects=("negative",))
        yield from (c for c in told if "subject" in c.hedge.complement)


def _era(clause: Clause, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Under the dictatorship, soldiers killed …": a past tense dated by an age that is over."""
    words = (parse.tokens[i].lower for i in range(phrase.first, phrase.head))
    if clause.tense == "past" and lexicon.words["present_modifiers"].isdisjoint(words):
        for hedge in cues.named("noun", parse.lemma(phrase.head), lexicon)[:1]:
            if hedge.effect == "historical" and phrase.prep in hedge.complement:
                yield Cue(hedge, (phrase.head,))


def conditions(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """An if-clause below, or hung on the reporting verb behind ("will leave if …, he said"), makes what it binds conditional."""
    for kind, head in _below(clause, parse):
        below = parse.clauses[head]
        inverted = is_inverted_should(below, parse) and not _is_parted(clause, below, parse)
        if kind != "adverbial" and not inverted:
            continue
        word = "if" if inverted else below.marker or parse.tokens[below.head].lower  # "provided" may be read as a verb
        rows = cues.named("conjunction", word, lexicon)[:1]
        yield from (Cue(h, (below.first,)) for h in rows if h.effect == "conditional")


def _is_parted(clause: Clause, below: Clause, parse: Parse) -> bool:
    """Whether a verb coordinated to that of a clause stands between it and a condition, which is that verb's."""
    beside = (c for c in parse.clauses_near(clause.head) if c.conjunct_of == clause.head)
    return any(clause.head < c.head < below.head for c in beside)


def is_inverted_should(clause: Clause, parse: Parse) -> bool:
    """ "… should the violations go on": a condition without "if", its "should" before its subject."""
    phrase = parse.phrase(min(clause.subjects, default=-1))
    if phrase is None or clause.marker or clause.inherited or phrase.head > clause.head:
        return False
    asks = parse.tokens[parse.sentence(clause.head).last - 1].text == "?"
    return not asks and phrase.first > 0 and parse.tokens[phrase.first - 1].lower == "should"


def _below(clause: Clause, parse: Parse) -> tuple[Link, ...]:
    """The clauses below, and those between it and a verb behind that governs it ("…, he said")."""
    up = parse.clause(clause.parent) if clause.kind == "complement" and clause.parent > clause.head else None
    behind = (c for c in up.complements if clause.head < c[1] < up.head) if up is not None else ()
    return (*clause.complements, *behind)


def provisos(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "in exchange for guarantees", "if necessary", "on condition that …", for what has not yet come about."""
    if (clause.tense in ("past", "participle") or clause.perfect) and not clause.modal:
        return
    for cue in cues.within(clause.head + 1, clause.last, ("phrase", "conjunction", "adverb"), parse, lexicon):
        if cue.hedge.effect == "conditional" and _is_near(cue.tokens[0], clause, parse):
            yield cue


def _is_near(at: int, clause: Clause, parse: Parse) -> bool:
    """Whether a token belongs to the clause itself or to a clause right below it."""
    above = (a for a in parse.tree.ancestors(at) if a in parse.clauses)
    top = next(above, -1)
    return clause.head in (top, parse.clauses[top].parent if top >= 0 else -1, next(above, -1))


def purpose(clause: Clause, lexicon: Lexicon) -> Iterator[Cue]:
    """An infinitive that only says what for, or what would be good: "came to talk", "it is better to leave"."""
    yield from (Cue(h, (clause.head,)) for h in cues.named("purpose", "to", lexicon)[:1])


def adverbial_purpose(clause: Clause, lexicon: Lexicon) -> Iterator[Cue]:
    """ "in order to talk", "so as to talk", and the infinitive beside what was done."""
    opened = clause.tense == "infinitive" and clause.marker in lexicon.words["purpose_openers"]
    if opened and clause.kind in ("adverbial", "open"):
        yield from purpose(clause, lexicon)
    if clause.marker == "to" and clause.kind == "adverbial":
        yield from purpose(clause, lexicon)


def governing(clause: Clause, link: str, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The hedge that a predicate is for what stands in its slot ``link`` ("wanted to leave", "is likely to leave")."""
    yield from [Cue(h, (clause.head,)) for h in _predicate(clause, parse, lexicon) if link in h.complement][:1]


def _predicate(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[Hedge, ...]:
    """The hedges that a verb, with its particle or without, or a predicate adjective or noun is; of a verb listed in one form
    ("had to"), only that."""
    phrasal = cues.named("verb", f"{clause.lemma} {clause.particle}", lexicon) if clause.particle else ()
    verbs = phrasal or cues.named("verb", clause.lemma, lexicon) or _of_form(clause, parse, lexicon)
    unnamed = clause.passive and not clause.agents
    return tuple(h for h in verbs if unnamed or not h.passive) or _nominal(clause, parse, lexicon)


def _of_form(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[Hedge, ...]:
    """The hedges that a verb is in one form alone: "had to fire" tells that they did, but "he said that the army had to leave"
    what he wants of the army."""
    here = parse.tokens[clause.head].sent
    beside = (c for h, c in parse.clauses.items() if parse.tokens[h].sent == here and c.parent != clause.head)
    told = any(c.lemma in lexicon.voice_verbs for c in beside)
    own = any(parse.tokens[h].pos == "PRON" for h in clause.subjects)
    return cues.named("verb", parse.tokens[clause.head].lower, lexicon) if own or not told else ()


def _nominal(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[Hedge, ...]:
    """The hedges that a predicate adjective or participle, else a predicate noun is; "not able" is what "unable" is."""
    token = parse.tokens[clause.head]
    found: tuple[Hedge, ...] = ()
    if clause.copular or clause.passive or token.pos == "ADJ":
        denied = cues.named("adjective", f"not {token.lower}", lexicon) if clause.negations else ()
        found = denied or cues.named("adjective", token.lower, lexicon)
    return found or (cues.named("noun", token.lemma, lexicon) if clause.copular else ())


def undecided(up: Clause | None, clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[Cue, ...]:
    """ "neither confirmed nor denied that …", "declined to confirm", "could not be verified": verbs hedging under negation.

    ``up``: the clause above.
    """
    if up is None or asks_about(clause, parse, lexicon) or not _is_denied(up, parse, lexicon):
        return ()
    rows = cues.named("verb", f"not {up.lemma}", lexicon)[:1]
    return tuple(Cue(h, (up.head,)) for h in rows if link(clause, parse) in h.complement)


def _is_denied(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Negated, or behind a word that denies ("declined to confirm") in the first twelve tokens of its sentence."""
    first = parse.sentence(clause.head).first
    before = (parse.tokens[i].lemma for i in range(first, clause.head))
    return bool(clause.negations) or (clause.head - first < 12 and not lexicon.words["denials"].isdisjoint(before))


def asks_about(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "it is not clear who killed them": that they were killed is taken for granted."""
    return (
        clause.kind in ("complement", "subject") and parse.tokens[clause.first].lower in lexicon.words["interrogatives"]
    )


def is_accompanying(clause: Clause, parse: Parse) -> bool:
    """ "foiled a raid, arresting six and seizing their guns": a participle that a comma sets off tells what was done besides."""
    first = _first_conjunct(clause, parse)
    bare = first.kind == "adverbial" and not first.marker and parse.tokens[first.head].tag == "VBG"
    near = parse.tokens[max(0, first.first - 1) : first.head]
    return bare and first.inherited and not first.auxiliaries and any(t.text == "," for t in near)


def _first_conjunct(clause: Clause, parse: Parse) -> Clause:
    above = parse.clause(clause.conjunct_of)
    return _first_conjunct(above, parse) if above is not None else clause


def accompanied(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The cues of the clause that a participle accompanies which hold for both ("allegedly planted two bombs, killing six")."""
    above = parse.clause(_first_conjunct(clause, parse).parent)
    if above is not None:
        yield from (c for c in _words(above, frame, parse, lexicon, unsaid=False) if c.hedge.effect in SHARED)


def link(clause: Clause, parse: Parse) -> str:
    """The slot of the verb above that a clause fills."""
    if clause.marker == "to":
        return "to:clause"
    first = clause.auxiliaries[0] if clause.auxiliaries else clause.head  # "of having killed them"
    if "VBG" in (parse.tokens[clause.head].tag, parse.tokens[first].tag):
        return "ing:clause" if clause.marker in ("", "that") else clause.marker
    return "that:clause"


def noun_above(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "the fear that …", "no evidence that …", "on the condition that …": the noun a clause hangs on."""
    noun = clause.parent
    if (
        noun < 0
        or parse.tokens[noun].tag in PAST_TAGS
        or (clause.kind == "relative" and not _is_content(clause, parse))
    ):
        return  # "claimed that …" is no claim that is doubted
    longer = tuple(cues.before(noun + 1, ("phrase", "conjunction"), parse, lexicon))
    yield from longer or cues.at_word(("noun",), noun, parse, lexicon)


def over_object(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "acquitted the captain of killing six": the verb whose object the gerund is hung on."""
    phrase = parse.phrase(clause.parent) if clause.marker in ("of", "from") else None
    above = parse.clause(phrase.governor) if phrase is not None and phrase.site in ("object", "subject") else None
    if above is not None and clause.parent in above.undergoers:
        yield from governing(above, clause.marker, parse, lexicon)


def noun_before(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[Cue, ...]:
    """ "raised fears that …": the noun right before the "that" of a clause which the parser hung elsewhere."""
    that = next((i for i in range(clause.first, clause.head) if parse.tokens[i].lower == "that"), -1)
    noun = that - 1
    if clause.marker != "that" or noun < parse.sentence(clause.head).first or parse.tokens[noun].tag in PAST_TAGS:
        return ()
    return tuple(c for c in cues.at_word(("noun",), noun, parse, lexicon) if "that:clause" in c.hedge.complement)


def _is_content(clause: Clause, parse: Parse) -> bool:
    """A that-clause that the parser took for a relative one: its subject and object are its own ("condition that jets leave")."""
    if clause.inherited or clause.parent in clause.undergoers:  # "a demand that the government turned down"
        return False
    return any(parse.tokens[i].lower == "that" for i in range(clause.first, clause.head))
