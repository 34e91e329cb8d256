"""What a request, refusal, threat or promise is about: its words, its mode, and the events inside it that are no claims."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from dateline.claims.frames import means
from dateline.claims.values import Attributions, Classes, Frame
from dateline.lexicon.entries import Content
from dateline.lexicon.load import Lexicon
from dateline.lexicon.ontology import MODES
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Quote

DEEP = 12  # steps up the tree within which a noun is part of the content
OPEN_LINKS = ("complement", "open", "adverbial", "main", "parataxis", "subject", "participle")


def heads(frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of the content of a frame whose slots are filled: the first filled content slot, clauses before phrases."""
    for name in sorted(frame.entry.content, key=lambda n: not n.endswith(":clause")):
        got = tuple(h for h in frame.slot(name) if h != frame.head) if name != "quote" else ()
        if got:
            return got
    return _charge(frame, parse, classes, lexicon) if frame.entry.traits.blames and frame.kind == "verb" else ()


def _charge(frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """ "accused both sides of war crimes": the of-phrase that the parser hung on the accused."""
    phrases = [p for h in frame.slot("object") if (p := parse.phrase(h)) is not None]
    inner = [h for p in phrases for prep, h in p.preps if prep == "of"]
    return tuple(h for h in inner if (classes.of(h) or frozenset()) & lexicon.words["charge_classes"])


def quote(frame: Frame, attributions: Attributions, parse: Parse) -> Quote | None:
    """The words of the content without those of who says it; None when there are none."""
    tree = parse.tree
    inside = sorted(
        {t for h in frame.content for t in tree.subtree(h)}
        - set(frame.match.tokens)
        - _cues(frame, attributions, parse)
    )
    inside = _trimmed([t for t in inside if t > frame.head] or inside, parse)
    if not inside:
        return None
    run = _run(inside)
    span = parse.span(run[0], run[-1] + 1)
    return Quote(parse.text[span.start : span.end], span)


def _cues(frame: Frame, attributions: Attributions, parse: Parse) -> set[int]:
    """The words of speakers and cues over the frame, where the parser hung them inside what they say."""
    over = attributions.over(frame.head)
    return {t for a in over for top in (a.head, *a.speakers) for t in parse.tree.subtree(top) if t not in a.content}


def _trimmed(tokens: list[int], parse: Parse) -> list[int]:
    """Without punctuation at either end."""
    words = [n for n, t in enumerate(tokens) if parse.tokens[t].pos != "PUNCT"]
    return tokens[words[0] : words[-1] + 1] if words else []


def _run(tokens: list[int]) -> list[int]:
    """The first stretch without a gap of more than two tokens."""
    run = tokens[:1]
    for t in tokens[1:]:
        if t - run[-1] > 3:
            break
        run.append(t)
    return run


def modes(frame: Frame, parse: Parse, lexicon: Lexicon) -> tuple[str, ...]:
    """Modes of the event: the entry's own, else those that its content gives to a request, refusal or threat."""
    named = dict.fromkeys(m for rule in mode_rules(frame, parse, lexicon) for m in rule.mode)
    return frame.entry.mode or tuple(filter(MODES[frame.entry.type].__contains__, named))


def mode_rules(frame: Frame, parse: Parse, lexicon: Lexicon) -> tuple[Content, ...]:
    """The entries of content.toml that give a request, refusal or threat its mode, or violence by its weapons; none where its own
    entry has one."""
    entry = frame.entry
    if entry.mode or not (entry.traits.mode_of_content or entry.traits.violent):
        return ()
    words = means.lemmas(frame, parse, lexicon) if entry.traits.violent else _words(frame, parse)
    rows = [c for c in lexicon.contents if entry.type in c.types and words & _vocabulary(c)]
    return tuple(c for c in rows if c.priority == min(one.priority for one in rows))


@lru_cache(maxsize=256)
def _vocabulary(content: Content) -> frozenset[str]:
    return frozenset((*content.verbs, *content.nouns))


def _words(frame: Frame, parse: Parse) -> set[str]:
    """Lemmas that decide the mode: heads of the content, what is coordinated with them, their objects."""
    words: set[str] = set()
    for head in frame.content:
        words.add(parse.lemma(head))
        clause, phrase = parse.clause(head), parse.phrase(head)
        if clause is not None:
            words.update(parse.lemma(h) for h in (*clause.undergoers, *(h for _, h in clause.obliques)))
            words.update(parse.lemma(h) for _, h in clause.complements)
            words.update(f"{clause.lemma} {prep}" for prep, _ in clause.obliques)
        elif phrase is not None:
            words.update(parse.lemma(h) for _, h in phrase.preps)
            words.update(parse.lemma(h) for h in phrase.clauses)
    return words


def hidden(frames: Sequence[Frame], parse: Parse, lexicon: Lexicon) -> frozenset[int]:
    """Triggers of the frames that are the content of a request, refusal, threat or promise, and hence no claims of their own."""
    found: set[int] = set()
    sentences: dict[int, list[Frame]] = {}
    for frame in frames:
        sentences.setdefault(parse.tokens[frame.head].sent, []).append(frame)
    for outer in frames:
        found |= {i.head for i in _in_content(outer, sentences, parse, lexicon)}
        found |= {i.head for i in sentences[parse.tokens[outer.head].sent] if _is_its_purpose(i, outer, parse)}
    return frozenset(found)


def _in_content(outer: Frame, sentences: dict[int, list[Frame]], parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """The frames inside what a request, refusal, threat or promise is about."""
    tops = {*outer.content, *_asked(outer)} if outer.entry.traits.verbal else set()
    for sentence in {parse.tokens[t].sent for t in tops}:
        inside = sentences.get(sentence, ())
        found = (i for i in inside if i is not outer and _is_inside(i, tops, parse, lexicon))
        yield from (i for i in found if not _is_answered(i, outer, tops, parse))


def _asked(outer: Frame) -> tuple[int, ...]:
    """ "Called for a summit to discuss the truce": what is asked for beside the clause that says what for."""
    if outer.kind != "verb" or outer.entry.type != "REQUEST":
        return ()
    names = (n for n in outer.entry.content if not n.endswith(":clause") and n != "quote")
    return tuple(h for name in names for h in outer.slot(name) if h != outer.head)


def _is_answered(inner: Frame, outer: Frame, tops: set[int], parse: Parse) -> bool:
    """ "Rejected Peru's demand", "denied accusations that he lied": what is refused or denied has been said by others; not "rejected
    any suggestion"."""
    phrase = parse.phrase(inner.head)
    said = inner.kind == "noun" and inner.entry.traits.spoken and inner.head in tops
    return outer.entry.traits.answers and said and phrase is not None and phrase.determiner not in ("any", "no")


def _is_its_purpose(inner: Frame, outer: Frame, parse: Parse) -> bool:
    """ "Met to discuss the truce": one meeting, of which the purpose clause tells again."""
    clause = parse.clause(inner.clause)
    if inner.kind != "verb" or clause is None or clause.tense != "infinitive" or clause.parent != outer.clause:
        return False
    same = (inner.entry.type, inner.entry.mode) == (outer.entry.type, outer.entry.mode)
    return same and inner.head != outer.head and not inner.entry.traits.material


def _is_inside(inner: Frame, tops: set[int], parse: Parse, lexicon: Lexicon) -> bool:
    if inner.head in tops or (inner.kind != "noun" and inner.clause in tops):
        return True
    phrase = parse.phrase(inner.head)
    if inner.kind == "noun" and phrase is not None:
        return _reached(inner, tops, parse) and not _presupposed(inner, phrase, parse, lexicon)
    return _below(parse.clause(inner.clause), tops, parse)


def _presupposed(inner: Frame, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """A demand to end "their offensive" presupposes it, as a call for a probe of "a raid that killed six" does; one to hold
    "talks" does not."""
    known = phrase.determiner in lexicon.words["definite"] or bool(phrase.possessors)
    return inner.entry.traits.material and (known or _is_told_of(phrase, parse))


def _is_told_of(phrase: Phrase, parse: Parse) -> bool:
    """Whether a relative clause in the past tells of it."""
    return any((c := parse.clauses[at]).kind == "relative" and c.tense == "past" for at in phrase.clauses)


def _reached(inner: Frame, tops: set[int], parse: Parse) -> bool:
    """Whether the noun stands in the content, in no relative clause of it."""
    for at in islice((inner.head, *parse.tree.ancestors(inner.head)), DEEP):
        if at in tops:
            return True
        clause = parse.clause(at)
        if clause is not None and (clause.kind == "relative" or _is_past_of(clause)):
            return False
    return False


def _is_past_of(clause: Clause) -> bool:
    """ "Must be guarded after a probe found gaps": what a clause tells of the past is no part of what is asked."""
    return clause.kind == "adverbial" and clause.tense == "past" and clause.marker in ("after", "since", "because")


def _below(clause: Clause | None, tops: set[int], parse: Parse) -> bool:
    """Whether a clause hangs on the content without passing a relative clause, which tells a fact of its own."""
    for _ in range(8):
        if clause is None or clause.kind not in OPEN_LINKS:
            return False
        if clause.head in tops or clause.conjunct_of in tops:
            return True
        clause = parse.clause(clause.parent) if clause.parent >= 0 else None
    return False
