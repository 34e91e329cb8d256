"""What a request, refusal, threat or promise is about: its words, its mode, and the events inside it that are no claims."""

from __future__ import annotations

from functools import lru_cache

from dateline.claims.scene import Scene
from dateline.claims.slots import Found, slot
from dateline.lexicon.entries import Content, Shift
from dateline.lexicon.ontology import MODES, VERBAL
from dateline.text.trees import Clause, Phrase
from dateline.types import Quote, Span

DEFINITE = {"the", "this", "these", "that", "those", "all"}
CHARGES = {"crime", "event", "abstract", "violence", "plan", "speech"}
PRESUPPOSED = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "SANCTION"}
OPEN_LINKS = ("complement", "open", "adverbial", "main", "parataxis", "subject", "participle")


def heads(found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the content: the first filled content slot of the entry, clauses before phrases."""
    for name in sorted(found.entry.content, key=lambda n: not n.endswith(":clause")):
        if name == "quote":
            continue
        got = tuple(h for h in slot(found, name, scene) if h != found.head)
        if got:
            return got
    return _charge(found, scene) if found.entry.type == "ACCUSE" and found.kind == "verb" else ()


def _charge(found: Found, scene: Scene) -> tuple[int, ...]:
    """ "accused both sides of war crimes": the of-phrase that the parser hung on the accused."""
    phrases = [p for h in slot(found, "object", scene) if (p := scene.phrase(h)) is not None]
    inner = [h for p in phrases for prep, h in p.preps if prep == "of"]
    return tuple(h for h in inner if (scene.sorts(h) or frozenset()) & CHARGES)


def quote(found: Found, scene: Scene) -> Quote | None:
    """The words of the content, None when there is none."""
    got = heads(found, scene)
    if not got:
        return None
    tree = scene.parse.tree
    said = {
        t for a in scene.said if found.head in a.content for top in (a.head, *a.speakers) for t in tree.subtree(top)
        if t not in a.content
    }  # fmt: skip
    inside = sorted({t for h in got for t in tree.subtree(h)} - set(found.match.tokens) - said)
    inside = [t for t in inside if t > found.head] or inside
    while inside and scene.tokens[inside[-1]].pos == "PUNCT":
        inside.pop()
    while inside and scene.tokens[inside[0]].pos == "PUNCT":
        inside.pop(0)
    if not inside:
        return None
    run = _run(inside)
    span = Span(scene.tokens[run[0]].start, scene.tokens[run[-1]].end)
    return Quote(scene.parse.text[span.start : span.end], span)


def _run(tokens: list[int]) -> list[int]:
    """The first stretch without a gap of more than two tokens."""
    run = tokens[:1]
    for t in tokens[1:]:
        if t - run[-1] > 3:
            break
        run.append(t)
    return run


def modes(found: Found, scene: Scene) -> tuple[str, ...]:
    """Modes of the event: the entry's own, else those that its content gives to a request, refusal or threat."""
    by_content = (m for rule in mode_rules(found, scene) for m in rule.mode if m in MODES[found.entry.type])
    return found.entry.mode or tuple(dict.fromkeys(by_content))


def mode_rules(found: Found, scene: Scene) -> tuple[Content, ...]:
    """The entries of content.toml that give a request, refusal or threat its mode; none where its own entry has one."""
    entry = found.entry
    if entry.mode or entry.type not in ("REQUEST", "REJECT", "THREATEN"):
        return ()
    words = _words(found, scene)
    rows = [c for c in scene.lexicon.contents if entry.type in c.types and words & _vocabulary(c)]
    return tuple(c for c in rows if c.priority == min(one.priority for one in rows))


@lru_cache(maxsize=256)
def _vocabulary(content: Content) -> frozenset[str]:
    return frozenset((*content.verbs, *content.nouns))


def _words(found: Found, scene: Scene) -> set[str]:
    """Lemmas that decide the mode: heads of the content, what is coordinated with them, their objects."""
    words: set[str] = set()
    for head in heads(found, scene):
        words.add(scene.lemma(head))
        clause, phrase = scene.clause(head), scene.phrase(head)
        if clause is not None:
            words.update(scene.lemma(h) for h in (*clause.undergoers, *(h for _, h in clause.obliques)))
            words.update(scene.lemma(h) for _, h in clause.complements)
            words.update(f"{clause.lemma} {prep}" for prep, _ in clause.obliques)
        elif phrase is not None:
            words.update(scene.lemma(h) for _, h in phrase.preps)
            words.update(scene.lemma(h) for h in phrase.clauses)
    return words


def inside(found: tuple[Found, ...], scene: Scene) -> frozenset[int]:
    """Indices of the events that are the content of another and hence no claim of their own."""
    hidden: set[int] = set()
    for outer in found:
        if outer.entry.type not in VERBAL:
            continue
        tops = set(heads(outer, scene))
        if not tops:
            continue
        for i, inner in enumerate(found):
            if inner is not outer and _hidden(inner, tops, outer, scene):
                hidden.add(i)
    return frozenset(hidden)


def _hidden(inner: Found, tops: set[int], outer: Found, scene: Scene) -> bool:
    if inner.head in tops or (inner.kind != "noun" and inner.clause in tops):
        return not (inner.kind == "noun" and _accusation(outer))
    phrase = scene.phrase(inner.head)
    if inner.kind == "noun" and phrase is not None:
        return _reached(inner, tops, scene) and not _presupposed(inner, phrase)
    return _below(scene.clause(inner.clause), tops, scene)


def _accusation(outer: Found) -> bool:
    return outer.entry.type == "ACCUSE"


def _presupposed(inner: Found, phrase: Phrase) -> bool:
    """A demand to end "their offensive" presupposes it; one to hold "talks" does not."""
    return inner.entry.type in PRESUPPOSED and (phrase.determiner in DEFINITE or bool(phrase.possessors))


def _reached(inner: Found, tops: set[int], scene: Scene) -> bool:
    at = inner.head
    for _ in range(12):
        if at in tops:
            return True
        clause = scene.clause(at)
        if clause is not None and clause.kind == "relative":
            return False
        up = scene.parse.tree.heads[at]
        if up == at:
            return False
        at = up
    return False


def _below(clause: Clause | None, tops: set[int], scene: Scene) -> bool:
    """Whether a clause hangs on the content without passing a relative clause, which tells a fact of its own."""
    for _ in range(8):
        if clause is None or clause.kind not in OPEN_LINKS:
            return False
        if clause.head in tops or clause.conjunct_of in tops:
            return True
        clause = scene.clause(clause.parent) if clause.parent >= 0 else None
    return False


def shift(kind: str, mode: tuple[str, ...], modality: str, announced: bool, scene: Scene) -> Shift | None:
    """The rule that rewrites a type told as a plan ("will visit" is AGREE), None when it stays."""
    for rule in scene.lexicon.shifts:
        if kind != rule.from_ or modality not in rule.when or (rule.speaker == "own" and not announced):
            continue
        if not rule.from_mode or set(rule.from_mode) & set(mode):
            return rule
    return None
