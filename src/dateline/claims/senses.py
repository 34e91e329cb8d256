"""Which of the frames of one trigger stands: the entry whose constraints fit best, with its certainty.

A constraint that fails rules a frame out; the others add up to its score by the weights of weights.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from dateline.claims.frames.learned import retyped
from dateline.claims.surroundings import is_written
from dateline.claims.values import Certainty, Classes, Frame, Judged
from dateline.lexicon.entries import Event
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import SENSES as WEIGHTS
from dateline.text.parse import Parse, Token
from dateline.text.trees import Clause

PLURAL = ("NNS", "NNPS")
AHEAD = ("future", "conditional", "infinitive")
QUOTES = frozenset(('"', "“", "''", "``", "‘", "'"))


class Constraint(NamedTuple):
    """What the filler of a slot must be: of a wanted class and of no refused one, headed by one of ``words`` and by none of
    ``no_words``; an empty tuple asks for nothing."""

    slot: str
    wanted: tuple[str, ...]
    refused: tuple[str, ...]
    words: tuple[str, ...] = ()
    no_words: tuple[str, ...] = ()


def choose(
    candidates: Iterable[Frame], sure_of: Callable[[Frame], Certainty], parse: Parse, classes: Classes, lexicon: Lexicon
) -> tuple[Judged, ...]:
    """The best-fitting frame of each trigger with its certainty, in text order, scored; a word of a longer form triggers nothing of
    its own.

    ``sure_of``: how sure the text is of a frame; asked only where the choice hangs on it, and of what was chosen.
    """
    fitting: dict[int, list[Frame]] = {}
    for frame in candidates:
        score = fit(frame, parse, classes, lexicon)
        if score is not None and (not frame.entry.when or sure_of(frame).modality in frame.entry.when):
            fitting.setdefault(frame.head, []).append(msgspec.structs.replace(frame, score=score))
    best = {head: retyped(max(some, key=_score), some, parse, lexicon) for head, some in fitting.items()}
    covered = _covered([best[head] for head in sorted(best)], parse, classes, lexicon)
    return tuple((best[head], sure_of(best[head])) for head in sorted(best) if head not in covered)


def _score(frame: Frame) -> float:
    return frame.score


def _covered(frames: list[Frame], parse: Parse, classes: Classes, lexicon: Lexicon) -> set[int]:
    """Triggers that are a word of another, longer form ("fire" in "opened fire"), or tell of what another frame is."""
    covered = {t for f in frames if len(f.match.tokens) > 1 for t in f.match.tokens if t != f.head}
    answered = {(verb.head, noun.head) for verb in frames for noun in _answered(verb, frames, parse, lexicon)}
    others = [f for f in frames if f.head not in {noun for _, noun in answered}]
    covered |= {noun for _, noun in answered}
    return covered | {f.head for f in others if _negotiates(f, others) or _is_signed(f, others, classes)}


def _answered(verb: Frame, frames: list[Frame], parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """What a verb answers that somebody else offers: of "accepted China's invitation" the acceptance is told, and not China's part."""
    if verb.kind == "verb" and parse.lemma(verb.head) in lexicon.words["answering_verbs"]:
        objects = set(verb.slot("object"))
        offered = (f for f in frames if f.kind == "noun" and f.head in objects and f.entry.type == verb.entry.type)
        open_ = verb.entry.modality == "unknown"  # "is considering talks": nobody has agreed to them
        yield from (f for f in offered if open_ or any(f.slot(name) for name in f.entry.actor))


def _negotiates(verb: Frame, frames: list[Frame]) -> bool:
    """ "the deal negotiated by X": the deal is the event, its negotiation only tells of it."""
    if verb.kind != "verb" or not verb.entry.traits.negotiable:
        return False
    objects = set(verb.slot("object"))
    return any(f.head in objects and f.entry.traits.deal for f in frames)


def _is_signed(noun: Frame, frames: list[Frame], classes: Classes) -> bool:
    """ "signed a trade agreement": the signing is the event, its paper is no promise beside it."""
    if noun.kind != "noun" or not _is_paper(noun) or "deal" not in (classes.of(noun.head) or ()):
        return False
    signing = [f for f in frames if f.kind == "verb" and f.entry.traits.deal and not f.entry.traits.negotiable]
    return any(noun.head in f.slot("object") for f in signing)


def _is_paper(noun: Frame) -> bool:
    """A deal that is still negotiated, unlike one that is signed or praised."""
    return noun.entry.traits.deal and noun.entry.traits.negotiable


def fit(frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> float | None:
    """How well the entry of a frame fits its words; None when a constraint of it fails. For which modalities it stands is no matter of
    this score."""
    entry = frame.entry
    if not _is_filled(frame, parse):
        return None
    if entry.traits.violent and frame.kind == "verb" and _argues(frame, parse, lexicon):
        return None
    if frame.kind == "modal" and _asks_nobody(frame, parse, classes, lexicon):
        return None
    if entry.plural and frame.kind == "verb" and not _are_several(frame.slot("subject"), parse):
        return None
    score = _by_form(frame)
    for constraint in _constraints(entry):
        got = _slot_fits(frame, constraint, parse, classes, lexicon)
        if got is None:
            return None
        score += got
    content = _content_fits(frame, parse, lexicon)
    if content is None:
        return None
    return score + _by_needs(frame, content, parse) + _by_clause(frame) + _by_entry(frame)


def _asks_nobody(frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a duty is put to nobody: "the dispute should be settled by talks", "asked how involved the council should be"."""
    clause = parse.clauses[frame.clause]
    above = parse.clause(clause.parent) if clause.kind == "open" else None  # "why the council needs to meet"
    if any(_is_question(c, parse, lexicon) for c in (clause, above) if c is not None):
        return True
    return clause.passive and not any(classes.of(h) for h in (*clause.subjects, *clause.agents))


def _are_several(heads: tuple[int, ...], parse: Parse) -> bool:
    """Whether more than one does what the verb says: "the ministers", "Peru and Chile", "they"."""
    return len(heads) > 1 or any(
        parse.tokens[h].tag in PLURAL or parse.tokens[h].lower in ("they", "both") for h in heads
    )


def _is_question(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "How involved the council should be", also behind a preposition ("about how …")."""
    opening = parse.tokens[clause.first : clause.first + 2]
    return clause.kind != "relative" and any(t.lower in lexicon.words["interrogatives"] for t in opening)


def _argues(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether those who act fight with words: "was shot down by lawmakers", "crucified by the press", not "a senator shot him"."""
    heads = frame.slot("subject")
    return bool(heads) and all(_is_arguing(parse.tokens[h], parse.lemma(h), lexicon) for h in heads)


def _is_arguing(token: Token, lemma: str, lexicon: Lexicon) -> bool:
    several = token.tag == "NNS" and lemma in lexicon.words["arguing_persons"]
    return several or (token.tag != "NNP" and lemma in lexicon.words["arguing_bodies"])


def _by_form(frame: Frame) -> float:
    """The longer the form, the better the fit."""
    fixed = WEIGHTS.phrase if frame.kind == "phrase" else 0.0
    return fixed + WEIGHTS.word * (len(frame.match.tokens) - 1)


def _needs(frame: Frame) -> tuple[str, ...]:
    entry = frame.entry
    return entry.needs if frame.kind != "noun" or entry.noun_needs is None else entry.noun_needs


def _is_filled(frame: Frame, parse: Parse) -> bool:
    """Whether the slots stand that the entry needs."""
    entry = frame.entry
    if any(not frame.slot(n) and not (n == "subject" and _unsaid(frame, parse)) for n in _needs(frame)):
        return False
    return not entry.needs_any or any(frame.slot(n) for n in entry.needs_any)


def _unsaid(frame: Frame, parse: Parse) -> bool:
    """A passive need not say who did it ("The town was shelled") where any party could have, or where its entry says so."""
    clause = parse.clause(frame.clause)
    passive = clause is not None and clause.passive and not clause.agents
    return passive and frame.kind == "verb" and (frame.entry.agentless or "actor" in frame.entry.subject)


def _by_needs(frame: Frame, content: float, parse: Parse) -> float:
    """What the content adds, and the slots that the entry needs."""
    entry = frame.entry
    carried = parse.clause(frame.clause) is not None
    return (
        content
        + WEIGHTS.need * len(_needs(frame))
        + (WEIGHTS.needs_any if entry.needs_any else 0)
        + (WEIGHTS.passive if entry.passive and carried else 0)
    )


def _by_clause(frame: Frame) -> float:
    """A clause that says what is promised, refused, asked or threatened."""
    told = [n for n in frame.entry.content if n in ("to:clause", "that:clause")]
    return WEIGHTS.clause * (frame.entry.traits.verbal and any(frame.slot(n) for n in told))


def _by_entry(frame: Frame) -> float:
    """A form that stands only under negation, a mode; a background noun loses."""
    entry = frame.entry
    return (
        WEIGHTS.negated * (entry.negated and frame.kind == "verb")
        + WEIGHTS.mode * bool(entry.mode)
        + WEIGHTS.presumes * entry.presumes
        + WEIGHTS.learned * entry.learned
    )


def _constraints(entry: Event) -> Iterator[Constraint]:
    yield Constraint("object", entry.object, entry.no_object, entry.object_words, entry.no_object_words)
    yield Constraint("subject", entry.subject, entry.no_subject, entry.subject_words, entry.no_subject_words)
    for name in {**entry.slots, **entry.no_slots}:
        yield Constraint(name, entry.slots.get(name, ()), entry.no_slots.get(name, ()))


def _slot_fits(frame: Frame, constraint: Constraint, parse: Parse, classes: Classes, lexicon: Lexicon) -> float | None:
    """Score of a satisfied constraint, 0 when there is none, None when it fails. A noun may leave a slot empty."""
    if not any(constraint[1:]):
        return 0.0
    heads = tuple(h for h in frame.slot(constraint.slot) if not _is_act(h, constraint.slot, parse))
    if not heads:
        return None if constraint.words and frame.kind == "verb" and not _stands_in(frame, constraint.slot) else 0.0
    if not _words_fit(heads, constraint.words, constraint.no_words, parse, lexicon):
        return None
    return _class_fits(heads, frame, constraint, parse, classes, lexicon)


def _stands_in(frame: Frame, slot: str) -> bool:
    """Whether another of the slots of which the entry needs one is filled: "suggested holding talks" has no object, and needs none."""
    needed = frame.entry.needs_any
    return slot in needed and any(frame.slot(name) for name in needed if name != slot)


def _class_fits(
    heads: tuple[int, ...], frame: Frame, constraint: Constraint, parse: Parse, classes: Classes, lexicon: Lexicon
) -> float | None:
    """Score of fillers of a wanted class, headed by the words asked for; None when they are of none."""
    if not any(classes.fits(h, constraint.wanted, constraint.refused) for h in heads):
        return _by_speech(frame, constraint, parse, classes, lexicon)
    if _is_spoken_against(heads, constraint, classes):
        return None
    return _by_class(heads, constraint.wanted, classes) + (WEIGHTS.words if constraint.words else 0.0)


def _by_speech(frame: Frame, constraint: Constraint, parse: Parse, classes: Classes, lexicon: Lexicon) -> float | None:
    """What may speak though it is of no class of parties: a document, persons whom no list has. None for all else."""
    told = _is_written(frame, constraint, parse, lexicon) or _is_unheard_of(frame, constraint, parse, classes)
    return WEIGHTS.unknown if told else None


def _is_spoken_against(heads: tuple[int, ...], constraint: Constraint, classes: Classes) -> bool:
    """ "Killed in a crash in Kesh": of the phrases of a preposition that is wanted for nothing, each may speak against it."""
    free = constraint.slot not in ("subject", "object") and not constraint.wanted
    return free and not all(classes.fits(h, (), constraint.refused) for h in heads)


def _is_written(frame: Frame, constraint: Constraint, parse: Parse, lexicon: Lexicon) -> bool:
    """ "a statement urging restraint": what is written says what only its writer could."""
    asked = constraint.slot == "subject" and "actor" in constraint.wanted
    return asked and is_written(frame.slot("subject"), frame.entry, frame.kind, parse, lexicon)


def _is_unheard_of(frame: Frame, constraint: Constraint, parse: Parse, classes: Classes) -> bool:
    """ "Consumer advocates blamed the banks": several of a kind that no list has, where only persons do what the verb says."""
    if constraint.slot != "subject" or "actor" not in constraint.wanted or not frame.entry.traits.speech:
        return False
    heads = frame.slot("subject")
    plural = all(parse.tokens[h].tag == "NNS" and classes.of(h) == frozenset() for h in heads)
    return frame.kind == "verb" and plural and not frame.entry.traits.violent


def _is_act(head: int, slot: str, parse: Parse) -> bool:
    """Whether a preposition governs what somebody does ("from entering the square"), which is of no class of things."""
    return (
        slot not in ("object", "subject")
        and ":" not in slot
        and head in parse.clauses
        and parse.tokens[head].pos == "VERB"
    )


def _words_fit(
    heads: tuple[int, ...], words: tuple[str, ...], no_words: tuple[str, ...], parse: Parse, lexicon: Lexicon
) -> bool:
    near = [i for h in heads for i in (h, *_parted(h, parse, lexicon))]
    lemmas = {word for i in near for word in (parse.lemma(i), parse.tokens[i].lower, *parse.spellings(i))}
    return bool(not words or lemmas & set(words)) and not lemmas & set(no_words)


def _by_class(heads: tuple[int, ...], wanted: tuple[str, ...], classes: Classes) -> float:
    if not wanted:
        return WEIGHTS.refused
    return WEIGHTS.wanted if any(classes.knows(h, wanted) for h in heads) else WEIGHTS.unknown


def _parted(head: int, parse: Parse, lexicon: Lexicon) -> list[int]:
    """What "some", "many", "one" are parts of, and what is measured: in "some of the curbs" the curbs count, in "two tons of cocaine"
    the cocaine."""
    phrase = parse.phrase(head)
    named = parse.tokens[head].pos in ("NOUN", "PROPN") and parse.lemma(head) not in lexicon.words["measuring_nouns"]
    if phrase is None or named:
        return []
    return [h for prep, h in phrase.preps if prep == "of"]


def _content_fits(frame: Frame, parse: Parse, lexicon: Lexicon) -> float | None:
    """What the words of the content add; None when the entry asks for others."""
    entry = frame.entry
    if entry.content_negated not in (None, _is_content_negated(frame, parse)):
        return None
    quoted = _quoted_words(frame, parse)
    if entry.content_quoted and not quoted:
        return None
    if not entry.content_is and not entry.content_not:
        return 0.0
    lemmas = _content_lemmas(frame, parse) | quoted
    if not _announces(frame, parse, lexicon) or lemmas & _expanded(entry.content_not, lexicon):
        return None
    if not entry.content_is:
        return 0.0
    return WEIGHTS.content if lemmas & _expanded(entry.content_is, lexicon) else None


def _content_lemmas(frame: Frame, parse: Parse) -> set[str]:
    return {word for name in frame.entry.content for h in frame.slot(name) for word in _content_words(h, parse)}


def _content_words(head: int, parse: Parse) -> tuple[str, ...]:
    """The lemma of a head of the content, of a verb with its particle too, and what opens its clause: "give", "give up", "whether"."""
    clause, lemma = parse.clause(head), parse.lemma(head)
    if clause is None:
        return (lemma,)
    return (lemma, clause.marker, f"{lemma} {clause.particle}") if clause.particle else (lemma, clause.marker)


def _quoted_words(frame: Frame, parse: Parse) -> set[str]:
    """The lemmas of what stands in quotation marks among the content."""
    return {word for name in frame.entry.content for h in frame.slot(name) for word in _quoted(h, parse)}


def _quoted(head: int, parse: Parse) -> tuple[str, ...]:
    """The lemmas of a phrase or adjective whose first word opens a quotation, "a", "generous", "gift": the words that somebody
    chose for a thing; none for any other."""
    phrase = parse.phrase(head)
    first = head if phrase is None else phrase.first
    marked = first > 0 and parse.tokens[first - 1].text in QUOTES
    return tuple(parse.lemma(i) for i in range(first, head + 1)) if marked else ()


def _is_content_negated(frame: Frame, parse: Parse) -> bool:
    """ "vowed not to attack": whether a clause of the content stands under negation."""
    heads = [h for name in frame.entry.content if name.endswith(":clause") for h in frame.slot(name)]
    return any(parse.clauses[h].negations for h in heads if h in parse.clauses)


def _announces(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """A plain verb of saying makes a promise or threat only of what is still to come."""
    if not frame.entry.traits.verbal or frame.kind != "verb" or parse.lemma(frame.head) not in lexicon.voice_verbs:
        return True
    told = [n for n in frame.entry.content if n != "against"]  # "warned them against doing so": nobody has done it yet
    clauses = [parse.clauses[h] for n in told for h in frame.slot(n) if h in parse.clauses]
    return not clauses or any(c.tense in AHEAD for c in clauses)


def _expanded(words: tuple[str, ...], lexicon: Lexicon) -> set[str]:
    """Words, with "@id" replaced by the verbs and nouns of that entry of content.toml."""
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            for content in lexicon.contents:
                if content.id == word[1:]:
                    found.update(content.verbs, content.nouns)
        else:
            found.add(word)
    return found
