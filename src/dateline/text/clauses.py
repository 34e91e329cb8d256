"""From a dependency parse to the clause view. With ``labels`` and ``phrases`` the only code that knows a label.

Two label schemes are read: Universal Dependencies, and the ClearNLP labels of the English ``en_core_web`` pipelines, which
``clear.to_universal`` turns into the former.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from dateline.text import clearnlp
from dateline.text.dependencies import NOMINAL, base, below, first_conjunct, preposition, with_conjuncts
from dateline.text.phrases import is_phrase, phrase_of
from dateline.text.trees import Clause, Link, Phrase, Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

CLAUSAL = {"ccomp": "complement", "xcomp": "open", "advcl": "adverbial", "acl:relcl": "relative", "acl": "participle",
           "csubj": "subject", "parataxis": "parataxis", "root": "main", "advcl:relcl": "relative"}  # fmt: skip
NEGATIVE = {"not", "n't", "never", "no", "neither", "nor", "hardly", "without"}
# Verbs whose subject, not object, is the subject of the infinitive below ("promised him to leave").
SUBJECT_CONTROL = {"promise", "threaten", "vow", "agree", "pledge", "swear", "use"}
OBJECT_CONTROL = {"of", "from", "for", "into"}
IMPERSONAL = {
    "seem",
    "appear",
    "happen",
    "turn",
    "follow",
    "take",
    "rain",
    "snow",
    "emerge",
    "transpire",
    "matter",
    "help",
}
FUTURE = {"will", "'ll", "shall", "wo", "’ll"}


class Form(TypedDict):
    """What the verb group says."""

    tense: str
    modal: str
    passive: bool
    perfect: bool
    progressive: bool


class View(NamedTuple):
    """Clauses and phrases by the index of their head token."""

    clauses: dict[int, Clause]
    phrases: dict[int, Phrase]


def scheme(labels: Iterable[str]) -> str | None:
    """ "universal", "clear" or None, by the labels a parser knows."""
    known = set(labels)
    if "dobj" in known or "pobj" in known:
        return "clear"
    return "universal" if "obj" in known and "obl" in known else None


def universal(doc: Any) -> tuple[list[int], list[str]]:
    """Heads and universal labels of a parsed spaCy ``Doc``, whatever its scheme."""
    heads = [t.head.i for t in doc]
    labels = [t.dep_ for t in doc]
    if any(label in ("dobj", "pobj", "nsubjpass", "prep", "attr") for label in labels):
        return clearnlp.to_universal(heads, labels, [t.lemma_.lower() for t in doc], [t.pos_ for t in doc])
    return heads, ["root" if label == "ROOT" else label for label in labels]


def build(tokens: Sequence[Token], tree: Tree) -> View:
    """The clause view of a parsed document."""
    heads = {i: kind for i in range(len(tokens)) if (kind := _clause_kind(i, tokens, tree))}
    clauses: dict[int, Clause] = {}
    for i in sorted(heads, key=lambda at: _depth(at, tree)):
        clauses[i] = _clause(i, heads, tokens, tree, clauses)
    phrases = {
        i: phrase_of(i, clauses, tokens, tree) for i in range(len(tokens)) if is_phrase(i, tokens, tree, clauses)
    }
    return View(dict(sorted(clauses.items())), phrases)


def _depth(i: int, tree: Tree) -> int:
    return sum(1 for _ in tree.ancestors(i))


def _clause_kind(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    """The kind of clause that token ``i`` heads, "" when it heads none."""
    label = tree.labels[first_conjunct(i, tree)]
    predicate = tokens[i].pos in ("VERB", "AUX") or bool(below(i, tree, "cop", "nsubj", "csubj"))
    if label == "conj" or not predicate:
        return ""
    if tokens[i].pos == "AUX" and base(tree.labels[i]) in ("aux", "cop"):
        return ""
    kind = CLAUSAL.get(label) or CLAUSAL.get(base(label), "")
    if kind:
        return kind
    own = tokens[i].pos == "VERB" and bool(below(i, tree, "nsubj", "obj", "xcomp", "ccomp"))
    return "complement" if own and base(label) not in ("amod", "compound") else ""


def _clause(i: int, heads: dict[int, str], tokens: Sequence[Token], tree: Tree, done: dict[int, Clause]) -> Clause:
    first_of = first_conjunct(i, tree)
    lead = done.get(first_of) if first_of != i else None
    aux = tuple(below(i, tree, "aux", "cop"))
    form = _form(i, aux, lead, tokens, tree)
    if not aux and lead is not None and form["modal"] and form["modal"] == lead.modal:
        aux = lead.auxiliaries
    subjects = tuple(s for c in below(i, tree, "nsubj") for s in with_conjuncts(c, tree)) or _it(i, tokens, tree)
    parent = _parent(i, first_of, tree)
    kind = heads[i]
    subjects, objects, inherited = _fill(
        i, subjects, _objects(i, tree), kind, parent, lead, form["passive"], tokens, tree, done
    )
    obliques, agents = _obliques(i, form["passive"], tokens, tree)
    reach = tree.subtree(i)
    return Clause(
        head=i, first=reach[0], last=reach[-1] + 1, kind=kind, parent=parent, lemma=_lemma(i, tokens, tree),
        marker=_marker(i, lead, tokens, tree), particle=_particle(i, tokens, tree), copular=bool(below(i, tree, "cop")),
        auxiliaries=aux, negations=_negations(i, tokens, tree), subjects=subjects, inherited=inherited, objects=objects,
        indirect=tuple(o for c in below(i, tree, "iobj") for o in with_conjuncts(c, tree) if o not in objects), agents=agents,
        obliques=obliques, complements=_complements(i, heads, tree),
        adverbs=tuple(below(i, tree, "advmod")), conjunct_of=first_of if first_of != i else -1, **form,
    )  # fmt: skip


def _lemma(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    return "be" if tokens[i].pos == "AUX" and tokens[i].lemma in ("be", "'s", "’s") else tokens[i].lemma


def _it(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    """ "It denied that …": an "it" taken for an expletive is the subject of a verb that somebody does."""
    passive = any(tree.labels[c] == "aux:pass" for c in tree.children[i])
    if tokens[i].pos != "VERB" or tokens[i].lemma in IMPERSONAL or passive:
        return ()
    return tuple(c for c in below(i, tree, "expl") if tokens[c].lower == "it" and c < i)


def _parent(i: int, first_of: int, tree: Tree) -> int:
    head = tree.heads[first_of]
    return -1 if head == first_of else head


def _objects(i: int, tree: Tree) -> tuple[int, ...]:
    """Direct objects; the parser often calls the one object of "warn", "tell" indirect, so that stands in."""
    found = below(i, tree, "obj") or below(i, tree, "iobj")
    return tuple(o for c in found for o in with_conjuncts(c, tree))


def _particle(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    return next((tokens[c].lower for c in tree.children[i] if tree.labels[c] == "compound:prt"), "")


def _marker(i: int, lead: Clause | None, tokens: Sequence[Token], tree: Tree) -> str:
    marks = [tokens[c].lower for c in below(i, tree, "mark")]
    if not marks:
        marks = [
            tokens[c].lower for c in below(i, tree, "advmod") if tokens[c].lower in ("when", "where", "why", "how")
        ]
    if not marks and lead is not None and tokens[i].tag == "VB":
        return lead.marker
    return next((m for m in marks if m != "to"), marks[0] if marks else "")


def _negations(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    return tuple(c for c in below(i, tree, "advmod", "det", "cc", "mark") if tokens[c].lower in NEGATIVE and c < i + 2)


def _form(i: int, aux: tuple[int, ...], lead: Clause | None, tokens: Sequence[Token], tree: Tree) -> Form:
    """Tense, modal, voice of the verb group; a conjunct without a group of its own shares that of the first."""
    words = [tokens[a] for a in aux]
    modal = next((w.lower for w in words if w.tag == "MD"), "")
    tag = tokens[i].tag
    shared = lead is not None and not aux and not below(i, tree, "nsubj") and tag in ("VB", "VBN", "VBG")
    if shared and lead is not None:
        passive = lead.passive and tag == "VBN"
        return {"tense": lead.tense, "modal": lead.modal, "passive": passive, "perfect": lead.perfect,
                "progressive": lead.progressive}  # fmt: skip
    return {
        "tense": _tense([w.tag for w in words], tag, modal, bool(_infinitive(i, tokens, tree))), "modal": modal,
        "passive": _is_passive(i, tag, words, tree),
        "perfect": any(w.lemma == "have" for w in words), "progressive": tag == "VBG" and bool(words),
    }  # fmt: skip


def _infinitive(i: int, tokens: Sequence[Token], tree: Tree) -> list[int]:
    return [c for c in below(i, tree, "mark") if tokens[c].lower == "to"]


def _tense(tags: list[str], tag: str, modal: str, infinitive: bool) -> str:
    if modal:
        return "future" if modal in FUTURE else "conditional"
    if infinitive:
        return "infinitive"
    for at in [*tags, tag]:
        if at == "VBD":
            return "past"
        if at in ("VBZ", "VBP"):
            return "present"
    return {"VB": "infinitive", "VBN": "participle", "VBG": "participle"}.get(tag, "present")


def _is_passive(i: int, tag: str, words: list[Token], tree: Tree) -> bool:
    if any(tree.labels[c] in ("nsubj:pass", "aux:pass") for c in tree.children[i]):
        return True
    bare = tag == "VBN" and not words and not any(tree.labels[c] == "nsubj" for c in tree.children[i])
    return bare and base(tree.labels[i]) in ("acl", "advcl", "xcomp", "amod", "conj", "root", "ccomp", "parataxis")


def _obliques(i: int, passive: bool, tokens: Sequence[Token], tree: Tree) -> tuple[tuple[Link, ...], tuple[int, ...]]:
    links: list[Link] = []
    agents: list[int] = []
    for c in below(i, tree, "obl", "nmod"):
        if tree.labels[c] == "nmod:poss":
            continue
        prep = preposition(c, tokens, tree)
        group = with_conjuncts(c, tree)
        if prep == "by" and passive:
            agents.extend(group)
        else:
            links.extend((preposition(g, tokens, tree) or prep, g) for g in group)
    return tuple(links), tuple(agents)


def _complements(i: int, heads: dict[int, str], tree: Tree) -> tuple[Link, ...]:
    kinds = ("ccomp", "xcomp", "advcl", "parataxis", "csubj", "acl")
    return tuple((heads[c], c) for c in below(i, tree, *kinds) if c in heads)


def _fill(
    i: int, subjects: tuple[int, ...], objects: tuple[int, ...], kind: str, parent: int, lead: Clause | None, passive: bool,
    tokens: Sequence[Token], tree: Tree, done: dict[int, Clause],
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:  # fmt: skip
    """Subjects and objects, with those taken over from the first conjunct, the controller or the antecedent."""
    if lead is not None:
        return (subjects, objects, False) if subjects else (lead.subjects, objects, True)
    if kind == "relative":
        return _relative(subjects, objects, parent, passive, tokens)
    if subjects:
        return subjects, objects, False
    if kind == "participle" and parent >= 0 and parent not in done:
        return (parent,), objects, True
    above = done.get(parent)
    if above is None:
        lent = _lent(i, tokens, tree) if kind == "main" and parent < 0 else ()
        return lent, objects, bool(lent)
    if _object_controls(i, kind, above, tokens, tree):
        return (above.subjects if above.passive else above.objects), objects, True
    if tokens[i].tag == "VBG" and above.passive and above.agents:
        return above.agents, objects, True
    if kind in ("open", "adverbial") or tokens[i].tag in ("VBG", "VB"):
        return above.subjects, objects, True
    return subjects, objects, False


def _lent(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    """The subject that the parser hung on an insertion before the verb ("attacks, also claimed by X, have killed 35")."""
    if tokens[i].tag not in ("VBD", "VBN", "VBZ", "VBP", "VBG"):
        return ()
    for c in below(i, tree, "advcl", "acl", "parataxis"):
        if c < i and (found := below(c, tree, "nsubj")) and not below(c, tree, "mark", "aux"):
            return tuple(s for f in found for s in with_conjuncts(f, tree))
    return ()


def _object_controls(i: int, kind: str, above: Clause, tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether the missing subject is the object above: "urged them to stop", "accused him of killing"."""
    if not above.objects and not above.passive:
        return False
    if tokens[i].tag == "VBG" and any(tokens[c].lower in OBJECT_CONTROL for c in below(i, tree, "mark", "case")):
        return True
    return kind == "open" and bool(above.objects) and above.lemma not in SUBJECT_CONTROL and not above.passive


def _relative(
    subjects: tuple[int, ...], objects: tuple[int, ...], parent: int, passive: bool, tokens: Sequence[Token]
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    if not subjects or tokens[subjects[0]].lower in ("who", "which", "that"):
        return (parent,), objects, True
    if objects and tokens[objects[0]].lower in ("who", "whom", "which", "that"):
        return subjects, (parent, *objects[1:]), False
    if not objects and not passive and tokens[parent].pos in NOMINAL:
        return subjects, (parent,), False
    return subjects, objects, False
