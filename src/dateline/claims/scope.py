"""Which hedges have an event in their scope: from its noun phrase and its clause up to where somebody else's words begin."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims import hedges
from dateline.claims.attributions import chain
from dateline.claims.hedges import Cue
from dateline.claims.scene import Scene
from dateline.claims.slots import Found, slot
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


def cues(found: Found, boundary: frozenset[int], scene: Scene) -> Iterator[Cue]:
    """Every hedge over an event; ``boundary``: heads of clauses where an attribution's content begins, which scope does not cross."""
    phrase = scene.phrase(found.head)
    yield from _reports(found, scene)
    if found.kind == "noun" and phrase is not None:
        yield from _noun_cues(found, phrase, scene)
        if not inherits(found, phrase, scene):
            return
    clause = scene.clause(found.clause)
    harmless = found.support is not None and bool(found.support.count)  # "a blast killed nobody" was a blast
    for cue in _clause_cues(clause, found, boundary, scene) if clause is not None else ():
        if not (harmless and cue.hedge.effect == "negative"):
            yield cue


def inherits(found: Found, phrase: Phrase, scene: Scene) -> bool:
    """An event noun takes its clause's mood when a support verb carries it, or when it is indefinite there."""
    clause = scene.clause(found.clause)
    if clause is None:
        return False
    definite = is_definite(phrase)
    if found.support is not None:
        if clause.modal in ("may", "might"):
            return True
        return not (definite and (found.support.count or found.support.aspect in ("ended", "continuing", "prevented")))
    ahead = phrase.determiner == "the" and clause.tense in ("future", "conditional")
    ahead = ahead and (not clause.perfect or clause.modal in ("may", "might"))
    ahead = ahead and not (phrase.site == "object" and _speaks(clause, scene)) and not _is_done(phrase, scene)
    if definite and not ahead:
        return False
    direct = phrase.governor == found.clause or phrase.head == found.clause
    return direct and phrase.site in ("subject", "object", "predicate", "agent")


def _is_done(phrase: Phrase, scene: Scene) -> bool:
    """ "the curfew, imposed on Monday, will last": a participle that tells that it took place."""
    below = [scene.parse.clauses[h] for h in phrase.clauses]
    return any(c.kind == "participle" and c.passive for c in below)


def _speaks(clause: Clause, scene: Scene) -> bool:
    """ "will condemn the attack": what is talked of has happened, unlike what is to be brought about."""
    return any(e.type in SPOKEN for e, _ in scene.lexicon.event_verbs.get(clause.lemma, ()))


def is_definite(phrase: Phrase) -> bool:
    """ "the attack", "their attack": one that is known to have been."""
    return phrase.determiner in DEFINITE or bool(phrase.possessors)


def _is_known(found: Found, scene: Scene) -> bool:
    """A definite event noun, the article torn off by a date between ("the April 15, 2013, attack") or not."""
    phrase = scene.phrase(found.head)
    if found.kind != "noun" or phrase is None:
        return False
    near = scene.tokens[max(scene.parse.sentence(found.head).first, found.head - 7) : found.head]
    dated = bool(near) and near[-1].text == "," and any(t.lower == "the" for t in near)
    return is_definite(phrase) or (dated and any(scene.in_time(t.i) for t in near))


def _reports(found: Found, scene: Scene) -> Iterator[Cue]:
    """ "Unconfirmed reports said …": what is doubtful about the source is doubtful about what it says."""
    for a in chain(found.head, found.match.tokens, scene.said):
        for head in a.speakers[:1]:
            phrase = scene.phrase(head)
            for m in phrase.modifiers if phrase is not None else ():
                yield from hedges.at_word(("adjective",), m, scene, effects=("unknown",))


def _noun_cues(found: Found, phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    for m in phrase.modifiers:
        if not _is_past_plan(m, found, phrase, scene):
            yield from hedges.at_word(("adjective", "adverb"), m, scene)
    for at in range(phrase.first, phrase.head):
        yield from hedges.at_word(("determiner",), at, scene)
        yield from _aged(at, scene)
    yield from _adverb_before(phrase, scene)
    yield from _governing_nouns(phrase, scene)
    for head in phrase.clauses:
        below = scene.parse.clauses[head]
        if below.passive:
            yield from _verb_hedge(below, "object", scene)
    clause = scene.clause(found.clause)
    if clause is not None and found.head in clause.undergoers:
        done = clause.tense == "past" and is_definite(phrase)  # "ordered the killing of the judge": it was done
        yield from (c for c in _verb_hedge(clause, "object", scene) if not (done and c.hedge.effect == "planned"))
    if clause is not None and phrase.site == "oblique":
        yield from _verb_hedge(clause, phrase.prep, scene)


def _is_past_plan(m: int, found: Found, phrase: Phrase, scene: Scene) -> bool:
    """ "the well-planned visit ended", "the quickest possible visit": the adjective tells nothing of whether it took place."""
    well = m >= 2 and scene.tokens[m - 1].text == "-" and scene.tokens[m - 2].lower in ("well", "ill", "carefully")
    best = any(scene.tokens[o].tag == "JJS" for o in phrase.modifiers if o != m)
    clause = scene.clause(found.clause)
    over = found.support is not None and found.support.aspect in OVER and clause is not None and clause.tense == "past"
    planned = any(h.effect == "planned" for h in hedges.named("adjective", scene.tokens[m].lower, scene))
    return well or best or (over and planned)


def _aged(at: int, scene: Scene) -> Iterator[Cue]:
    """ "the 8-month-old truce", "a decades-old war"."""
    token = scene.tokens[at]
    words = token.lower.split("-")
    unit = words[-2] if words[-1] == "old" and len(words) > 1 else ""
    if token.lower == "old" and at >= 2 and scene.tokens[at - 1].text == "-":
        unit = scene.tokens[at - 2].lower
    if unit in AGES:
        yield from (Cue(h, (at,)) for h in hedges.named("adjective", "years-old", scene)[:1])


def _adverb_before(phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    """ "reportedly by mortar fire", "allegedly in an attack"."""
    at = phrase.first - 1
    if at > 0 and scene.tokens[at].pos == "ADP":
        at -= 1
    if at >= 0 and scene.tokens[at].pos == "ADV" and scene.tokens[at].sent == scene.tokens[phrase.head].sent:
        yield from hedges.at_word(("adverb",), at, scene, effects=("possible",))


def _governing_nouns(phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    """ "threat of", "plans for", "possibility of" above the event noun; "in case of" before it."""
    above = phrase
    for _ in range(3):
        if above.site != "modifier" or above.governor < 0:
            break
        yield from hedges.at_word(("noun",), above.governor, scene)
        up = scene.phrase(above.governor)
        if up is None:
            break
        above = up
    yield from hedges.before(phrase.first, ("phrase",), scene)
    if phrase.first > 0:
        yield from hedges.at_word(("phrase",), phrase.first - 1, scene)


def _clause_cues(clause: Clause, found: Found, boundary: frozenset[int], scene: Scene) -> Iterator[Cue]:
    known = _is_known(found, scene)
    at: Clause | None = clause
    refused = False
    for _ in range(8):
        if at is None:
            return
        yield from _own_cues(at, found, scene, inner=at is clause, unsaid=refused)
        up = scene.clause(at.parent) if at.parent >= 0 else None
        unsaid = tuple(_undecided(up, at, scene)) if up is not None and not _asks_about(at, scene) else ()
        yield from unsaid
        if at.head in boundary or at.parent < 0 or (known and clause.tense != "infinitive"):
            return
        if up is None or at.parent in scene.parse.phrases and at.kind in ("participle", "relative"):
            yield from _noun_above(at, scene)
            return
        if at.kind not in CONTENT_KINDS or at.marker in BOUND or _asks_about(at, scene):
            return
        above = unsaid or tuple(_verb_hedge(up, _link(at, scene), scene))
        yield from () if unsaid else above
        if at.marker == "to" and not above and (at.kind == "open" or up.copular) and not _goes_on(up, scene):
            yield from _purpose(at, scene)
        gerund = scene.tokens[at.head].tag == "VBG" and at.marker in GERUND_LINKS
        if at.kind in ("adverbial", "parataxis") and at.marker != "to" and not gerund:
            return
        at, refused = up, bool(unsaid) or at.marker in ("whether", "if")


def _asks_about(clause: Clause, scene: Scene) -> bool:
    """ "it is not clear who killed them": that they were killed is taken for granted."""
    return scene.tokens[clause.first].lower in ASKING and clause.kind in ("complement", "subject")


def _undecided(up: Clause, clause: Clause, scene: Scene) -> Iterator[Cue]:
    """ "neither confirmed nor denied that …", "declined to confirm", "could not be verified": verbs hedging under negation."""
    first = scene.parse.sentence(up.head).first
    words = {scene.tokens[i].lower for i in up.negations} | {scene.tokens[i].lemma for i in range(first, up.head)}
    negated = bool(up.negations) or bool(words & {"neither", "nor", *DENIED}) and up.head - first < 12
    if negated:
        for hedge in hedges.named("verb", f"not {up.lemma}", scene)[:1]:
            if _link(clause, scene) in hedge.complement:
                yield Cue(hedge, (up.head,))


def _noun_above(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """ "the fear that …", "no evidence that …", "on the condition that …": the noun a clause hangs on."""
    noun = clause.parent
    if noun < 0 or (clause.kind == "relative" and not _is_content(clause, scene)):
        return
    longer = tuple(hedges.before(noun + 1, ("phrase", "conjunction"), scene))
    yield from longer or hedges.at_word(("noun",), noun, scene)


def _is_content(clause: Clause, scene: Scene) -> bool:
    """A that-clause that the parser took for a relative one: its subject is its own ("condition that jets leave")."""
    return any(scene.tokens[i].lower == "that" for i in range(clause.first, clause.head)) and not clause.inherited


def _link(clause: Clause, scene: Scene) -> str:
    if clause.marker == "to":
        return "to:clause"
    if scene.tokens[clause.head].tag == "VBG":
        return "ing:clause" if clause.marker in ("", "that") else clause.marker
    return "that:clause"


def _own_cues(clause: Clause, found: Found, scene: Scene, *, inner: bool, unsaid: bool) -> Iterator[Cue]:
    yield from _word_cues(clause, scene, found, unsaid=unsaid)
    for _, head in clause.obliques:
        phrase = scene.phrase(head)
        if phrase is not None and head != found.head:
            yield from hedges.in_phrase(phrase, scene)
            yield from _era(clause, phrase, scene)
    yield from _negative_parties(clause, scene)
    if inner or clause.kind in ("main", "complement"):
        yield from _conditions(clause, scene)
    if inner:
        yield from _provisos(clause, scene)
        for head in content_boundary(found, scene):
            yield from _conditions(scene.parse.clauses[head], scene)
            yield from _provisos(scene.parse.clauses[head], scene)
    if clause.kind in ("adverbial", "open") and clause.tense == "infinitive" and clause.marker in ("in", "so", "as"):
        yield from _purpose(clause, scene)
    if clause.marker == "to" and clause.kind == "adverbial":
        yield from _purpose(clause, scene)


def _era(clause: Clause, phrase: Phrase, scene: Scene) -> Iterator[Cue]:
    """ "Under the dictatorship, soldiers killed …": a past tense dated by an age that is over."""
    words = {scene.tokens[i].lower for i in range(phrase.first, phrase.head)}
    if clause.tense == "past" and not words & NOW:
        rows = hedges.named("noun", scene.lemma(phrase.head), scene)
        yield from (
            Cue(h, (phrase.head,)) for h in rows[:1] if h.effect == "historical" and phrase.prep in h.complement
        )


def _provisos(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """ "in exchange for guarantees", "if necessary", "on condition that …", for what has not yet come about."""
    if clause.tense in ("past", "participle") and not clause.modal:
        return
    for cue in hedges.within(clause.head + 1, clause.last, ("phrase", "conjunction", "adverb"), scene):
        if cue.hedge.effect == "conditional" and _nearest(cue.tokens[0], clause, scene):
            yield cue


def _nearest(at: int, clause: Clause, scene: Scene) -> bool:
    """Whether a token belongs to the clause itself or to a clause right below it."""
    above = (a for a in scene.parse.tree.ancestors(at) if a in scene.parse.clauses)
    top = next(above, -1)
    return clause.head in (top, scene.parse.clauses[top].parent if top >= 0 else -1, next(above, -1))


def _goes_on(clause: Clause, scene: Scene) -> bool:
    """Verbs whose infinitive tells what happened: "began to shell", "continued to arrest"."""
    rows = scene.lexicon.support_verbs.get(clause.lemma, ())
    return any(s.aspect in ("begun", "continuing") for s, _ in rows)


def _purpose(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """An infinitive that only says what for, or what would be good: "came to talk", "it is better to leave"."""
    yield from (Cue(h, (clause.head,)) for h in hedges.named("purpose", "to", scene)[:1])


def _word_cues(clause: Clause, scene: Scene, found: Found, *, unsaid: bool) -> Iterator[Cue]:
    """Modals, negations, the opening word, adverbs, and fixed forms right before the verb."""
    for at in clause.auxiliaries:
        if at != found.head:
            yield from hedges.at_word(("modal",), at, scene)
    kinds = ("adverb", "determiner", "negation", "conjunction")
    denied = not unsaid and not _not_until(clause, scene)
    for at in clause.negations if denied else ():
        yield from hedges.at_word(kinds, at, scene, effects=("negative",))
    opened = _opened(clause, scene)
    if opened.marker:
        yield from _marker(opened, scene)
    for at in clause.adverbs:
        if at not in clause.negations:
            yield from hedges.at_word(("adverb",), at, scene)
    yield from hedges.before(clause.head, ("modal", "verb", "adverb"), scene)
    yield from _question(clause, scene)


def _not_until(clause: Clause, scene: Scene) -> bool:
    """ "did not question him until the next day": it happened, late."""
    below = [scene.parse.clauses[h].marker for _, h in clause.complements]
    late = any(prep in ("until", "till") for prep, _ in clause.obliques) or "until" in below or "till" in below
    return late and not clause.modal and clause.tense in ("past", "present")


def _question(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """ "Have the rebels taken the town?" asks; "Why did they attack?" takes the attack for granted."""
    sentence = scene.parse.sentence(clause.head)
    first, last = scene.tokens[sentence.first], scene.tokens[sentence.last - 1]
    top = clause.kind == "main" or clause.parent == first.i
    if top and last.text == "?" and (first.pos == "AUX" or first.lemma in ("have", "be", "do")):
        yield from (Cue(h, (last.i,)) for h in hedges.named("conjunction", "whether", scene)[:1])


def _opened(clause: Clause, scene: Scene) -> Clause:
    """The clause, or the first of its coordination, whose opening word it shares ("if he were indicted and convicted")."""
    first = scene.clause(clause.conjunct_of) if clause.conjunct_of >= 0 else None
    shared = (
        first is not None and not clause.marker and clause.inherited and first.marker in ("if", "unless", "whether")
    )
    return first if first is not None and shared else clause


def _marker(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """The word that opens the clause; "if" after a verb of asking or knowing is "whether"."""
    word = "whether" if clause.marker == "if" and clause.kind == "complement" else clause.marker
    back = range(clause.head - 1, scene.parse.sentence(clause.head).first - 1, -1)
    at = next((i for i in back if scene.tokens[i].lower == clause.marker), clause.head)
    longer = tuple(hedges.within(clause.first, min(clause.first + 4, clause.head), ("conjunction",), scene))
    yield from (Cue(c.hedge, c.tokens, True) for c in longer)
    if not longer:
        yield from (Cue(h, (at,), True) for h in hedges.named("conjunction", word, scene)[:1])


def _conditions(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """An if-clause below, or hung on the reporting verb behind ("will leave if …, he said"), makes what it binds conditional."""
    up = scene.clause(clause.parent) if clause.kind == "complement" and clause.parent > clause.head else None
    behind = [c for c in up.complements if clause.head < c[1] < up.head] if up is not None else []
    for kind, head in (*clause.complements, *behind):
        below = scene.parse.clauses[head]
        word = below.marker or scene.tokens[below.head].lower  # "provided" may be read as a verb
        for hedge in hedges.named("conjunction", word, scene)[:1]:
            if kind == "adverbial" and hedge.effect == "conditional":
                yield Cue(hedge, (below.first,))


def _negative_parties(clause: Clause, scene: Scene) -> Iterator[Cue]:
    """ "no rebels attacked", "nobody was killed"."""
    for head in (*clause.subjects, *clause.objects):
        phrase = scene.phrase(head)
        at = phrase.first if phrase is not None and phrase.determiner in ("no", "neither") else head
        if scene.tokens[at].lower in ("no", "neither", "nobody", "none", "nothing"):
            yield from hedges.at_word(("determiner", "adverb", "noun"), at, scene, effects=("negative",))


def _verb_hedge(clause: Clause, link: str, scene: Scene) -> Iterator[Cue]:
    word = scene.tokens[clause.head].lower
    phrasal = hedges.named("verb", f"{clause.lemma} {clause.particle}", scene) if clause.particle else ()
    rows = phrasal or hedges.named("verb", clause.lemma, scene)
    rows = tuple(h for h in rows if not h.passive or (clause.passive and not clause.agents))
    if not rows and (clause.copular or clause.passive or scene.tokens[clause.head].pos == "ADJ"):
        rows = hedges.named("adjective", word, scene)
    if not rows and clause.copular:
        rows = hedges.named("noun", scene.lemma(clause.head), scene)
    yield from [Cue(h, (clause.head,)) for h in rows if link in h.complement][:1]


def content_boundary(found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the clauses that are the content of a verbal event."""
    return tuple(h for name in found.entry.content if name.endswith(":clause") for h in slot(found, name, scene))
