"""Which hedges have an event in their scope: from its noun phrase and its clause up to where somebody else's words begin."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims import hedges
from dateline.claims.values import Attributed, Cue, Frame, Mentions, chain
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

DEFINITE = {"the", "this", "these", "that", "those"}
CONTENT_KINDS = ("complement", "open", "adverbial", "parataxis", "subject")
BOUND = (
    "after",
    "before",
    "when",
    "while",
    "as",
    "because",
    "since",
)  # clauses of time and cause stand outside the scope above
ASKING = {"who", "whom", "whose", "what", "which", "why", "how", "where", "when"}
SPOKEN = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "SUPPORT"}
DENIED = ("fail", "decline", "refuse", "unable", "impossible")
OVER = {"ended", "continuing", "begun"}
AGES = {"month", "year", "decade", "century", "months", "years", "decades", "centuries"}
NOW = {"current", "present", "new", "ongoing", "today", "this", "latest", "recent"}
GERUND_LINKS = ("on", "for", "about", "in", "of", "with", "at")


def cues(
    frame: Frame,
    boundary: frozenset[int],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Iterator[Cue]:
    """Every hedge over an event; ``boundary``: heads of clauses where an attribution's content begins, which scope does not cross."""
    phrase = parse.phrase(frame.head)
    yield from _reports(frame, attributions, parse, lexicon)
    if frame.kind == "noun" and phrase is not None:
        yield from _noun_cues(frame, phrase, parse, lexicon)
        if not inherits(frame, phrase, parse, lexicon):
            return
    clause = parse.clause(frame.clause)
    harmless = frame.support is not None and bool(frame.support.count)  # "a blast killed nobody" was a blast
    for cue in _clause_cues(clause, frame, boundary, parse, mentions, lexicon) if clause is not None else ():
        if not (harmless and cue.hedge.effect == "negative"):
            yield cue


def inherits(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """An event noun takes its clause's mood when a support verb carries it, or when it is indefinite there."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return False
    definite = is_definite(phrase)
    if frame.support is not None:
        if clause.modal in ("may", "might"):
            return True
        return not (definite and (frame.support.count or frame.support.aspect in ("ended", "continuing", "prevented")))
    ahead = phrase.determiner == "the" and clause.tense in ("future", "conditional")
    ahead = ahead and (not clause.perfect or clause.modal in ("may", "might"))
    ahead = ahead and not (phrase.site == "object" and _speaks(clause, lexicon)) and not _is_done(phrase, parse)
    if definite and not ahead:
        return False
    direct = phrase.governor == frame.clause or phrase.head == frame.clause
    return direct and phrase.site in ("subject", "object", "predicate", "agent")


def _is_done(phrase: Phrase, parse: Parse) -> bool:
    """ "the curfew, imposed on Monday, will last": a participle that tells that it took place."""
    below = [parse.clauses[h] for h in phrase.clauses]
    return any(c.kind == "participle" and c.passive for c in below)


def _speaks(clause: Clause, lexicon: Lexicon) -> bool:
    """ "will condemn the attack": what is talked of has happened, unlike what is to be brought about."""
    return any(e.type in SPOKEN for e, _ in lexicon.event_verbs.get(clause.lemma, ()))


def is_definite(phrase: Phrase) -> bool:
    """ "the attack", "their attack": one that is known to have been."""
    return phrase.determiner in DEFINITE or bool(phrase.possessors)


def _is_known(frame: Frame, parse: Parse, mentions: Mentions) -> bool:
    """A definite event noun, the article torn off by a date between ("the April 15, 2013, attack") or not."""
    phrase = parse.phrase(frame.head)
    if frame.kind != "noun" or phrase is None:
        return False
    near = parse.tokens[max(parse.sentence(frame.head).first, frame.head - 7) : frame.head]
    dated = bool(near) and near[-1].text == "," and any(t.lower == "the" for t in near)
    return is_definite(phrase) or (dated and any(mentions.in_time(t.i) for t in near))


def _reports(frame: Frame, attributions: tuple[Attributed, ...], parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Unconfirmed reports said …": what is doubtful about the source is doubtful about what it says."""
    for a in chain(frame.head, frame.match.tokens, attributions):
        for head in a.speakers[:1]:
            phrase = parse.phrase(head)
            for m in phrase.modifiers if phrase is not None else ():
                yield from hedges.at_word(("adjective",), m, parse, lexicon, effects=("unknown",))


def _noun_cues(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    for m in phrase.modifiers:
        if not _is_past_plan(m, frame, phrase, parse, lexicon):
            yield from hedges.at_word(("adjective", "adverb"), m, parse, lexicon)
    for at in range(phrase.first, phrase.head):
        yield from hedges.at_word(("determiner",), at, parse, lexicon)
        yield from _aged(at, parse, lexicon)
    yield from _adverb_before(phrase, parse, lexicon)
    yield from _governing_nouns(phrase, parse, lexicon)
    for head in phrase.clauses:
        below = parse.clauses[head]
        if below.passive:
            yield from _verb_hedge(below, "object", parse, lexicon)
    clause = parse.clause(frame.clause)
    if clause is not None and frame.head in clause.undergoers:
        done = clause.tense == "past" and is_definite(phrase)  # "ordered the killing of the judge": it was done
        yield from (
            c for c in _verb_hedge(clause, "object", parse, lexicon) if not (done and c.hedge.effect == "planned")
        )
    if clause is not None and phrase.site == "oblique":
        yield from _verb_hedge(clause, phrase.prep, parse, lexicon)


def _is_past_plan(m: int, frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """ "the well-planned visit ended", "the quickest possible visit": the adjective tells nothing of whether it took place."""
    well = m >= 2 and parse.tokens[m - 1].text == "-" and parse.tokens[m - 2].lower in ("well", "ill", "carefully")
    best = any(parse.tokens[o].tag == "JJS" for o in phrase.modifiers if o != m)
    clause = parse.clause(frame.clause)
    over = frame.support is not None and frame.support.aspect in OVER and clause is not None and clause.tense == "past"
    planned = any(h.effect == "planned" for h in hedges.named("adjective", parse.tokens[m].lower, lexicon))
    return well or best or (over and planned)


def _aged(at: int, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "the 8-month-old truce", "a decades-old war"."""
    token = parse.tokens[at]
    words = token.lower.split("-")
    unit = words[-2] if words[-1] == "old" and len(words) > 1 else ""
    if token.lower == "old" and at >= 2 and parse.tokens[at - 1].text == "-":
        unit = parse.tokens[at - 2].lower
    if unit in AGES:
        yield from (Cue(h, (at,)) for h in hedges.named("adjective", "years-old", lexicon)[:1])


def _adverb_before(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "reportedly by mortar fire", "allegedly in an attack"."""
    at = phrase.first - 1
    if at > 0 and parse.tokens[at].pos == "ADP":
        at -= 1
    if at >= 0 and parse.tokens[at].pos == "ADV" and parse.tokens[at].sent == parse.tokens[phrase.head].sent:
        yield from hedges.at_word(("adverb",), at, parse, lexicon, effects=("possible",))


def _governing_nouns(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "threat of", "plans for", "possibility of" above the event noun; "in case of" before it."""
    above = phrase
    for _ in range(3):
        if above.site != "modifier" or above.governor < 0:
            break
        yield from hedges.at_word(("noun",), above.governor, parse, lexicon)
        up = parse.phrase(above.governor)
        if up is None:
            break
        above = up
    yield from hedges.before(phrase.first, ("phrase",), parse, lexicon)
    if phrase.first > 0:
        yield from hedges.at_word(("phrase",), phrase.first - 1, parse, lexicon)


def _clause_cues(
    clause: Clause, frame: Frame, boundary: frozenset[int], parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Cue]:
    known = _is_known(frame, parse, mentions)
    at: Clause | None = clause
    refused = False
    for _ in range(8):
        if at is None:
            return
        yield from _own_cues(at, frame, parse, lexicon, inner=at is clause, unsaid=refused)
        up = parse.clause(at.parent) if at.parent >= 0 else None
        unsaid = tuple(_undecided(up, at, parse, lexicon)) if up is not None and not _asks_about(at, parse) else ()
        yield from unsaid
        if at.head in boundary or at.parent < 0 or (known and clause.tense != "infinitive"):
            return
        if up is None or at.parent in parse.phrases and at.kind in ("participle", "relative"):
            yield from _noun_above(at, parse, lexicon)
            return
        if at.kind not in CONTENT_KINDS or at.marker in BOUND or _asks_about(at, parse):
            return
        above = unsaid or tuple(_verb_hedge(up, _link(at, parse), parse, lexicon))
        yield from () if unsaid else above
        if at.marker == "to" and not above and (at.kind == "open" or up.copular) and not _goes_on(up, lexicon):
            yield from _purpose(at, lexicon)
        gerund = parse.tokens[at.head].tag == "VBG" and at.marker in GERUND_LINKS
        if at.kind in ("adverbial", "parataxis") and at.marker != "to" and not gerund:
            return
        at, refused = up, bool(unsaid) or at.marker in ("whether", "if")


def _asks_about(clause: Clause, parse: Parse) -> bool:
    """ "it is not clear who killed them": that they were killed is taken for granted."""
    return parse.tokens[clause.first].lower in ASKING and clause.kind in ("complement", "subject")


def _undecided(up: Clause, clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "neither confirmed nor denied that …", "declined to confirm", "could not be verified": verbs hedging under negation."""
    first = parse.sentence(up.head).first
    words = {parse.tokens[i].lower for i in up.negations} | {parse.tokens[i].lemma for i in range(first, up.head)}
    negated = bool(up.negations) or bool(words & {"neither", "nor", *DENIED}) and up.head - first < 12
    if negated:
        for hedge in hedges.named("verb", f"not {up.lemma}", lexicon)[:1]:
            if _link(clause, parse) in hedge.complement:
                yield Cue(hedge, (up.head,))


def _noun_above(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "the fear that …", "no evidence that …", "on the condition that …": the noun a clause hangs on."""
    noun = clause.parent
    if noun < 0 or (clause.kind == "relative" and not _is_content(clause, parse)):
        return
    longer = tuple(hedges.before(noun + 1, ("phrase", "conjunction"), parse, lexicon))
    yield from longer or hedges.at_word(("noun",), noun, parse, lexicon)


def _is_content(clause: Clause, parse: Parse) -> bool:
    """A that-clause that the parser took for a relative one: its subject is its own ("condition that jets leave")."""
    return any(parse.tokens[i].lower == "that" for i in range(clause.first, clause.head)) and not clause.inherited


def _link(clause: Clause, parse: Parse) -> str:
    if clause.marker == "to":
        return "to:clause"
    if parse.tokens[clause.head].tag == "VBG":
        return "ing:clause" if clause.marker in ("", "that") else clause.marker
    return "that:clause"


def _own_cues(
    clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon, *, inner: bool, unsaid: bool
) -> Iterator[Cue]:
    yield from _word_cues(clause, parse, lexicon, frame, unsaid=unsaid)
    for _, head in clause.obliques:
        phrase = parse.phrase(head)
        if phrase is not None and head != frame.head:
            yield from hedges.in_phrase(phrase, parse, lexicon)
            yield from _era(clause, phrase, parse, lexicon)
    yield from _negative_parties(clause, parse, lexicon)
    if inner or clause.kind in ("main", "complement"):
        yield from _conditions(clause, parse, lexicon)
    if inner:
        yield from _provisos(clause, parse, lexicon)
        for head in content_boundary(frame):
            yield from _conditions(parse.clauses[head], parse, lexicon)
            yield from _provisos(parse.clauses[head], parse, lexicon)
    if clause.kind in ("adverbial", "open") and clause.tense == "infinitive" and clause.marker in ("in", "so", "as"):
        yield from _purpose(clause, lexicon)
    if clause.marker == "to" and clause.kind == "adverbial":
        yield from _purpose(clause, lexicon)


def _era(clause: Clause, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Under the dictatorship, soldiers killed …": a past tense dated by an age that is over."""
    words = {parse.tokens[i].lower for i in range(phrase.first, phrase.head)}
    if clause.tense == "past" and not words & NOW:
        rows = hedges.named("noun", parse.lemma(phrase.head), lexicon)
        yield from (
            Cue(h, (phrase.head,)) for h in rows[:1] if h.effect == "historical" and phrase.prep in h.complement
        )


def _provisos(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "in exchange for guarantees", "if necessary", "on condition that …", for what has not yet come about."""
    if clause.tense in ("past", "participle") and not clause.modal:
        return
    for cue in hedges.within(clause.head + 1, clause.last, ("phrase", "conjunction", "adverb"), parse, lexicon):
        if cue.hedge.effect == "conditional" and _nearest(cue.tokens[0], clause, parse):
            yield cue


def _nearest(at: int, clause: Clause, parse: Parse) -> bool:
    """Whether a token belongs to the clause itself or to a clause right below it."""
    above = (a for a in parse.tree.ancestors(at) if a in parse.clauses)
    top = next(above, -1)
    return clause.head in (top, parse.clauses[top].parent if top >= 0 else -1, next(above, -1))


def _goes_on(clause: Clause, lexicon: Lexicon) -> bool:
    """Verbs whose infinitive tells what happened: "began to shell", "continued to arrest"."""
    rows = lexicon.support_verbs.get(clause.lemma, ())
    return any(s.aspect in ("begun", "continuing") for s, _ in rows)


def _purpose(clause: Clause, lexicon: Lexicon) -> Iterator[Cue]:
    """An infinitive that only says what for, or what would be good: "came to talk", "it is better to leave"."""
    yield from (Cue(h, (clause.head,)) for h in hedges.named("purpose", "to", lexicon)[:1])


def _word_cues(clause: Clause, parse: Parse, lexicon: Lexicon, frame: Frame, *, unsaid: bool) -> Iterator[Cue]:
    """Modals, negations, the opening word, adverbs, and fixed forms right before the verb."""
    for at in clause.auxiliaries:
        if at != frame.head:
            yield from hedges.at_word(("modal",), at, parse, lexicon)
    kinds = ("adverb", "determiner", "negation", "conjunction")
    denied = not unsaid and not _not_until(clause, parse)
    for at in clause.negations if denied else ():
        yield from hedges.at_word(kinds, at, parse, lexicon, effects=("negative",))
    opened = _opened(clause, parse)
    if opened.marker:
        yield from _marker(opened, parse, lexicon)
    for at in clause.adverbs:
        if at not in clause.negations:
            yield from hedges.at_word(("adverb",), at, parse, lexicon)
    yield from hedges.before(clause.head, ("modal", "verb", "adverb"), parse, lexicon)
    yield from _question(clause, parse, lexicon)


def _not_until(clause: Clause, parse: Parse) -> bool:
    """ "did not question him until the next day": it happened, late."""
    below = [parse.clauses[h].marker for _, h in clause.complements]
    late = any(prep in ("until", "till") for prep, _ in clause.obliques) or "until" in below or "till" in below
    return late and not clause.modal and clause.tense in ("past", "present")


def _question(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Have the rebels taken the town?" asks; "Why did they attack?" takes the attack for granted."""
    sentence = parse.sentence(clause.head)
    first, last = parse.tokens[sentence.first], parse.tokens[sentence.last - 1]
    top = clause.kind == "main" or clause.parent == first.i
    if top and last.text == "?" and (first.pos == "AUX" or first.lemma in ("have", "be", "do")):
        yield from (Cue(h, (last.i,)) for h in hedges.named("conjunction", "whether", lexicon)[:1])


def _opened(clause: Clause, parse: Parse) -> Clause:
    """The clause, or the first of its coordination, whose opening word it shares ("if he were indicted and convicted")."""
    first = parse.clause(clause.conjunct_of) if clause.conjunct_of >= 0 else None
    shared = (
        first is not None and not clause.marker and clause.inherited and first.marker in ("if", "unless", "whether")
    )
    return first if first is not None and shared else clause


def _marker(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The word that opens the clause; "if" after a verb of asking or knowing is "whether"."""
    word = "whether" if clause.marker == "if" and clause.kind == "complement" else clause.marker
    back = range(clause.head - 1, parse.sentence(clause.head).first - 1, -1)
    at = next((i for i in back if parse.tokens[i].lower == clause.marker), clause.head)
    longer = tuple(hedges.within(clause.first, min(clause.first + 4, clause.head), ("conjunction",), parse, lexicon))
    yield from (Cue(c.hedge, c.tokens, True) for c in longer)
    if not longer:
        yield from (Cue(h, (at,), True) for h in hedges.named("conjunction", word, lexicon)[:1])


def _conditions(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """An if-clause below, or hung on the reporting verb behind ("will leave if …, he said"), makes what it binds conditional."""
    up = parse.clause(clause.parent) if clause.kind == "complement" and clause.parent > clause.head else None
    behind = [c for c in up.complements if clause.head < c[1] < up.head] if up is not None else []
    for kind, head in (*clause.complements, *behind):
        below = parse.clauses[head]
        word = below.marker or parse.tokens[below.head].lower  # "provided" may be read as a verb
        for hedge in hedges.named("conjunction", word, lexicon)[:1]:
            if kind == "adverbial" and hedge.effect == "conditional":
                yield Cue(hedge, (below.first,))


def _negative_parties(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "no rebels attacked", "nobody was killed"."""
    for head in (*clause.subjects, *clause.objects):
        phrase = parse.phrase(head)
        at = phrase.first if phrase is not None and phrase.determiner in ("no", "neither") else head
        if parse.tokens[at].lower in ("no", "neither", "nobody", "none", "nothing"):
            yield from hedges.at_word(("determiner", "adverb", "noun"), at, parse, lexicon, effects=("negative",))


def _verb_hedge(clause: Clause, link: str, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    word = parse.tokens[clause.head].lower
    phrasal = hedges.named("verb", f"{clause.lemma} {clause.particle}", lexicon) if clause.particle else ()
    rows = phrasal or hedges.named("verb", clause.lemma, lexicon)
    rows = tuple(h for h in rows if not h.passive or (clause.passive and not clause.agents))
    if not rows and (clause.copular or clause.passive or parse.tokens[clause.head].pos == "ADJ"):
        rows = hedges.named("adjective", word, lexicon)
    if not rows and clause.copular:
        rows = hedges.named("noun", parse.lemma(clause.head), lexicon)
    yield from [Cue(h, (clause.head,)) for h in rows if link in h.complement][:1]


def content_boundary(frame: Frame) -> tuple[int, ...]:
    """Heads of the clauses that are the content of a verbal event."""
    return tuple(h for name in frame.entry.content if name.endswith(":clause") for h in frame.slot(name))
