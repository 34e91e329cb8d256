"""The scope of hedge cues: from an event's noun phrase and its clause up to where somebody else's words begin."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.certainty import clause_cues, cues, noun_cues
from dateline.claims.certainty.noun_cues import is_definite
from dateline.claims.values import Attributions, Cue, Frame, Mentions, chain
from dateline.lexicon.entries import Support
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

CONTENT_KINDS = ("complement", "open", "adverbial", "parataxis", "subject")  # kinds of clauses that scope goes up from
DEPTH = 8  # clauses above an event that are looked at


def of(
    frame: Frame,
    content: tuple[int, ...],
    boundary: frozenset[int],
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    lexicon: Lexicon,
) -> Iterator[Cue]:
    """Every hedge cue over an event.

    ``content``: heads of the clauses that the event is about. ``boundary``: heads of the clauses where an attribution's
    content begins; scope does not cross them.
    """
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    yield from _of_source(frame, attributions, parse, lexicon)
    if frame.kind == "noun" and phrase is not None:
        yield from noun_cues.of(frame, phrase, parse, lexicon)
        if not inherits(frame, phrase, parse, lexicon):
            return
    harmless = frame.support is not None and bool(frame.support.count)  # "a blast killed nobody" was a blast
    fixed = clause is not None and clause.tense != "infinitive" and _is_known(frame, parse, mentions, lexicon)
    for cue in _upward(frame, clause, content, boundary, fixed, parse, lexicon):
        if not (harmless and cue.hedge.effect == "negative"):
            yield cue


def boundaries(attributions: Attributions, parse: Parse) -> frozenset[int]:
    """Heads of the cues' clauses and of the clauses that are what somebody said: hedges above belong to the voice."""
    return parse.once("boundaries", attributions, lambda: _boundaries(attributions, parse))


def _boundaries(attributions: Attributions, parse: Parse) -> frozenset[int]:
    cued = frozenset(a.clause for a in attributions)
    spoken = ((a.content, c) for a in attributions if a.cue.speech and (c := parse.clause(a.clause)) is not None)
    return cued.union(h for content, clause in spoken for _, h in clause.complements if h in content)


def _of_source(frame: Frame, attributions: Attributions, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """ "Unconfirmed reports said …": what is doubtful about the source is doubtful about what it says."""
    for a in chain(frame.head, frame.match.tokens, attributions):
        phrase = parse.phrase(a.speakers[0]) if a.speakers else None
        for m in phrase.modifiers if phrase is not None else ():
            yield from cues.at_word(("adjective",), m, parse, lexicon, effects=("unknown",))


def inherits(frame: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the cues of its clause hold for an event noun: a support verb carries it, or it is indefinite there."""
    clause = parse.clause(frame.clause)
    if clause is None or (clause.lemma in lexicon.words["listing_verbs"] and frame.support is None):
        return False
    if frame.support is not None:
        told = _is_told(frame.support, clause) and is_definite(phrase, lexicon)
        return not told or _is_doubted(clause, parse, lexicon)
    if is_definite(phrase, lexicon) and not _is_ahead(frame, phrase, clause, parse, lexicon):
        return False
    return frame.clause in (phrase.governor, phrase.head) and phrase.site in ("subject", "object", "predicate", "agent")


def _is_doubted(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "may expand their raids", "fears that they were expanding their raids"."""
    feared = clause_cues.noun_before(clause, parse, lexicon) or any(clause_cues.noun_above(clause, parse, lexicon))
    return bool(feared) or clause.modal in lexicon.words["possibility_modals"]


def _is_told(support: Support, clause: Clause) -> bool:
    """Whether a support verb says that its noun has been; "will resume their attacks" speaks of others, still to come."""
    if support.aspect == "continuing":
        return bool(support.count) or clause.tense not in ("future", "conditional")
    return bool(support.count) or support.aspect in ("ended", "prevented", "stopped")


def _is_ahead(frame: Frame, phrase: Phrase, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "will impose the curfew", "his visit will help", "to win the hostages' release": still to come, though definite; not what is only
    talked of or has taken place."""
    if _is_sought(phrase, clause, lexicon):
        return True
    due = phrase.site == "subject" and frame.entry.traits.meeting
    if not (phrase.determiner == "the" or due) or clause.tense not in ("future", "conditional"):
        return False
    if clause.perfect and clause.modal not in lexicon.words["possibility_modals"]:
        return False
    talked_of = phrase.site == "object" and _talks(clause, lexicon)
    return not talked_of and not _is_done(phrase, parse)


def _is_sought(phrase: Phrase, clause: Clause, lexicon: Lexicon) -> bool:
    """ "To win the hostages' release": what an infinitive is to bring about."""
    return clause.lemma in lexicon.words["achieving"] and clause.tense == "infinitive" and phrase.site == "object"


def _is_done(phrase: Phrase, parse: Parse) -> bool:
    """ "the curfew, imposed on Monday, will last": a participle that tells that it took place."""
    below = (parse.clauses[h] for h in phrase.clauses)
    return any(c.kind == "participle" and c.passive for c in below)


def _talks(clause: Clause, lexicon: Lexicon) -> bool:
    """ "will condemn the attack": what is talked of has happened, unlike what is to be brought about."""
    return any(e.traits.talked_of for e, _ in lexicon.event_verbs.get(clause.lemma, ()))


def _is_known(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """A definite event noun, the article torn off by a date between ("the April 15, 2013, attack") or not."""
    phrase = parse.phrase(frame.head)
    if frame.kind != "noun" or phrase is None:
        return False
    near = parse.tokens[max(parse.sentence(frame.head).first, frame.head - 7) : frame.head]
    dated = bool(near) and near[-1].text == "," and any(t.lower == "the" for t in near)
    return is_definite(phrase, lexicon) or (dated and any(mentions.in_time(t.i) for t in near))


def _upward(
    frame: Frame, clause: Clause | None, content: tuple[int, ...], boundary: frozenset[int], fixed: bool, parse: Parse, lexicon: Lexicon
) -> Iterator[Cue]:  # fmt: skip
    """The cues of the event's clause and of those above it; ``fixed``: the event is known, so only its own clause counts."""
    at: Clause | None = clause
    refused = False
    for _ in range(DEPTH):
        if at is None:
            return
        yield from _in_clause(at, frame, content, parse, lexicon, inner=at is clause, unsaid=refused)
        up = parse.clause(at.parent)
        unsaid = clause_cues.undecided(up, at, parse, lexicon)
        yield from unsaid
        if fixed or at.head in boundary:
            return
        yield from _from_above(at, up, bool(unsaid), parse, lexicon)
        if not _goes_up(at, parse, lexicon):
            return
        refused = bool(unsaid) or at.marker in lexicon.words["polar_markers"]
        at = up


def _hangs_on_noun(clause: Clause, parse: Parse) -> bool:
    """A clause on a noun; also one whose governor heads a clause too ("the plan is a threat to …")."""
    if clause.parent < 0:
        return False
    attributive = clause.parent in parse.phrases and clause.kind in ("participle", "relative")
    return attributive or clause.parent not in parse.clauses


def _goes_up(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the cues of the clause above hold for what stands in this one."""
    if clause.parent < 0 or _hangs_on_noun(clause, parse):
        return False
    return _is_inside(clause, parse, lexicon) and not _is_beside(clause, parse, lexicon)


def _from_above(clause: Clause, up: Clause | None, unsaid: bool, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The hedge that the noun or the verb above a clause is; ``unsaid``: the verb has been heard already."""
    if _hangs_on_noun(clause, parse):
        yield from clause_cues.noun_above(clause, parse, lexicon)
        yield from clause_cues.over_object(clause, parse, lexicon)
    elif up is not None and not unsaid and _is_inside(clause, parse, lexicon):
        yield from _from_verb_above(clause, up, parse, lexicon)


def _in_clause(
    clause: Clause, frame: Frame, content: tuple[int, ...], parse: Parse, lexicon: Lexicon, *, inner: bool, unsaid: bool
) -> Iterator[Cue]:
    """Cues of a clause over the event; ``inner``: it is the event's own."""
    yield from clause_cues.own(clause, frame, parse, lexicon, unsaid=unsaid)
    if inner or clause.kind in ("main", "complement"):
        yield from clause_cues.conditions(clause, parse, lexicon)
    if inner:
        yield from clause_cues.provisos(clause, parse, lexicon)
        for head in content:
            yield from clause_cues.conditions(parse.clauses[head], parse, lexicon)
            yield from clause_cues.provisos(parse.clauses[head], parse, lexicon)
    yield from clause_cues.adverbial_purpose(clause, lexicon)
    if inner and clause_cues.is_accompanying(clause, parse):
        yield from clause_cues.accompanied(clause, frame, parse, lexicon)


def _is_inside(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause is content of the one above it: no clause of time or cause, no indirect question."""
    apart = clause.marker in lexicon.words["apart_markers"] or clause_cues.asks_about(clause, parse, lexicon)
    return clause.kind in CONTENT_KINDS and not apart


def _from_verb_above(clause: Clause, up: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Cue]:
    """The hedge that the verb above is; an infinitive without one tells of a purpose, unless the verb says that it happened."""
    if clause_cues.is_accompanying(clause, parse) or clause_cues.was_able(up, parse, lexicon):
        return
    found = tuple(clause_cues.governing(up, clause_cues.link(clause, parse), parse, lexicon))
    yield from found
    if clause.kind == "subject" and up.tense == "conditional" and parse.tokens[clause.head].tag == "VBG":
        yield from cues.at_word(("modal",), up.auxiliaries[0], parse, lexicon)  # "closing the camp would help"
    if clause.kind == "subject" and up.copular:  # "it is not the case that …"
        yield from cues.before(up.head + 1, ("phrase",), parse, lexicon)
    infinitive = clause.marker == "to" and (clause.kind == "open" or up.copular)
    if infinitive and not found and not _goes_on(up, lexicon):
        yield from clause_cues.purpose(clause, lexicon)


def _goes_on(clause: Clause, lexicon: Lexicon) -> bool:
    """Verbs whose infinitive tells what happened: "began to shell", "continued to arrest"."""
    rows = lexicon.support_verbs.get(clause.lemma, ())
    return any(s.aspect in ("begun", "continuing") for s, _ in rows)


def _is_beside(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """A clause beside the one above, whose cues hold for it no more; an infinitive or a governed gerund is none."""
    gerund = parse.tokens[clause.head].tag == "VBG" and clause.marker in lexicon.words["gerund_links"]
    return clause.kind in ("adverbial", "parataxis") and clause.marker != "to" and not gerund
