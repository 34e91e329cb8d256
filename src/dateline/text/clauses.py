"""From a dependency parse to the clause view. The only module that knows a dependency label.

Two label schemes are read: Universal Dependencies, and the ClearNLP labels of the English ``en_core_web`` pipelines, which
``clear.to_universal`` turns into the former.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from dateline.text import clear
from dateline.text.trees import Clause, Link, Phrase, Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

CLAUSAL = {"ccomp": "complement", "xcomp": "open", "advcl": "adverbial", "acl:relcl": "relative", "acl": "participle",
           "csubj": "subject", "parataxis": "parataxis", "root": "main", "advcl:relcl": "relative"}  # fmt: skip
NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
INSIDE = {"compound", "flat", "fixed", "goeswith", "nummod", "amod", "det", "case", "mark", "cc", "punct", "aux", "cop", "advmod",
          "expl", "discourse"}  # fmt: skip
OUTSIDE = {"acl", "appos", "conj", "cc", "parataxis", "advcl", "case", "mark", "punct", "cop", "nsubj", "aux", "orphan", "dep",
           "ccomp", "csubj", "discourse", "obl", "expl"}  # fmt: skip
NEGATIVE = {"not", "n't", "never", "no", "neither", "nor", "hardly", "without"}
# Verbs whose subject, not object, is the subject of the infinitive below ("promised him to leave").
SUBJECT_CONTROL = {"promise", "threaten", "vow", "agree", "pledge", "swear", "use"}
OBJECT_CONTROL = {"of", "from", "for", "into"}
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
        return clear.to_universal(heads, labels, [t.lemma_.lower() for t in doc], [t.pos_ for t in doc])
    return heads, ["root" if label == "ROOT" else label for label in labels]


def build(tokens: Sequence[Token], tree: Tree) -> View:
    """The clause view of a parsed document."""
    heads = {i: kind for i in range(len(tokens)) if (kind := _clause_kind(i, tokens, tree))}
    clauses: dict[int, Clause] = {}
    for i in sorted(heads, key=lambda at: _depth(at, tree)):
        clauses[i] = _clause(i, heads, tokens, tree, clauses)
    phrases = {i: _phrase(i, clauses, tokens, tree) for i in range(len(tokens)) if _is_phrase(i, tokens, tree, clauses)}
    return View(dict(sorted(clauses.items())), phrases)


def _depth(i: int, tree: Tree) -> int:
    return sum(1 for _ in tree.ancestors(i))


def _base(label: str) -> str:
    return label.partition(":")[0]


def _below(i: int, tree: Tree, *labels: str) -> list[int]:
    """Children of ``i`` whose label, or its part before the colon, is among ``labels``."""
    return [c for c in tree.children[i] if tree.labels[c] in labels or _base(tree.labels[c]) in labels]


def _first_conjunct(i: int, tree: Tree) -> int:
    while tree.labels[i] == "conj" and tree.heads[i] != i:
        i = tree.heads[i]
    return i


def _with_conjuncts(i: int, tree: Tree) -> tuple[int, ...]:
    return (i, *(c for c in tree.children[i] if tree.labels[c] == "conj"))


def _clause_kind(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    """The kind of clause that token ``i`` heads, "" when it heads none."""
    label = tree.labels[_first_conjunct(i, tree)]
    predicate = tokens[i].pos in ("VERB", "AUX") or bool(_below(i, tree, "cop", "nsubj", "csubj"))
    if label == "conj" or not predicate:
        return ""
    if tokens[i].pos == "AUX" and _base(tree.labels[i]) in ("aux", "cop"):
        return ""
    kind = CLAUSAL.get(label) or CLAUSAL.get(_base(label), "")
    if kind:
        return kind
    own = tokens[i].pos == "VERB" and bool(_below(i, tree, "nsubj", "obj", "xcomp", "ccomp"))
    return "complement" if own and _base(label) not in ("amod", "compound") else ""


def _clause(i: int, heads: dict[int, str], tokens: Sequence[Token], tree: Tree, done: dict[int, Clause]) -> Clause:
    first_of = _first_conjunct(i, tree)
    lead = done.get(first_of) if first_of != i else None
    aux = tuple(_below(i, tree, "aux", "cop"))
    form = _form(i, aux, lead, tokens, tree)
    if not aux and lead is not None and form["modal"] and form["modal"] == lead.modal:
        aux = lead.auxiliaries
    subjects = tuple(s for c in _below(i, tree, "nsubj") for s in _with_conjuncts(c, tree))
    parent = _parent(i, first_of, tree)
    kind = heads[i]
    subjects, objects, inherited = _fill(
        i, subjects, _objects(i, tree), kind, parent, lead, form["passive"], tokens, tree, done
    )
    obliques, agents = _obliques(i, form["passive"], tokens, tree)
    reach = tree.subtree(i)
    return Clause(
        head=i, first=reach[0], last=reach[-1] + 1, kind=kind, parent=parent, lemma=_lemma(i, tokens, tree),
        marker=_marker(i, lead, tokens, tree), particle=_particle(i, tokens, tree), copular=bool(_below(i, tree, "cop")),
        auxiliaries=aux, negations=_negations(i, tokens, tree), subjects=subjects, inherited=inherited, objects=objects,
        indirect=tuple(o for c in _below(i, tree, "iobj") for o in _with_conjuncts(c, tree) if o not in objects), agents=agents,
        obliques=obliques, complements=_complements(i, heads, tree),
        adverbs=tuple(_below(i, tree, "advmod")), conjunct_of=first_of if first_of != i else -1, **form,
    )  # fmt: skip


def _lemma(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    return "be" if tokens[i].pos == "AUX" and tokens[i].lemma in ("be", "'s", "’s") else tokens[i].lemma


def _parent(i: int, first_of: int, tree: Tree) -> int:
    head = tree.heads[first_of]
    return -1 if head == first_of else head


def _objects(i: int, tree: Tree) -> tuple[int, ...]:
    """Direct objects; the parser often calls the one object of "warn", "tell" indirect, so that stands in."""
    found = _below(i, tree, "obj") or _below(i, tree, "iobj")
    return tuple(o for c in found for o in _with_conjuncts(c, tree))


def _particle(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    return next((tokens[c].lower for c in tree.children[i] if tree.labels[c] == "compound:prt"), "")


def _marker(i: int, lead: Clause | None, tokens: Sequence[Token], tree: Tree) -> str:
    marks = [tokens[c].lower for c in _below(i, tree, "mark")]
    if not marks:
        marks = [
            tokens[c].lower for c in _below(i, tree, "advmod") if tokens[c].lower in ("when", "where", "why", "how")
        ]
    if not marks and lead is not None and tokens[i].tag == "VB":
        return lead.marker
    return next((m for m in marks if m != "to"), marks[0] if marks else "")


def _negations(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    return tuple(c for c in _below(i, tree, "advmod", "det", "cc", "mark") if tokens[c].lower in NEGATIVE and c < i + 2)


def _form(i: int, aux: tuple[int, ...], lead: Clause | None, tokens: Sequence[Token], tree: Tree) -> Form:
    """Tense, modal, voice of the verb group; a conjunct without a group of its own shares that of the first."""
    words = [tokens[a] for a in aux]
    modal = next((w.lower for w in words if w.tag == "MD"), "")
    tag = tokens[i].tag
    shared = lead is not None and not aux and not _below(i, tree, "nsubj") and tag in ("VB", "VBN", "VBG")
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
    return [c for c in _below(i, tree, "mark") if tokens[c].lower == "to"]


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
    return bare and _base(tree.labels[i]) in ("acl", "advcl", "xcomp", "amod", "conj", "root", "ccomp", "parataxis")


def _obliques(i: int, passive: bool, tokens: Sequence[Token], tree: Tree) -> tuple[tuple[Link, ...], tuple[int, ...]]:
    links: list[Link] = []
    agents: list[int] = []
    for c in _below(i, tree, "obl", "nmod"):
        if tree.labels[c] == "nmod:poss":
            continue
        prep = _preposition(c, tokens, tree)
        group = _with_conjuncts(c, tree)
        if prep == "by" and passive:
            agents.extend(group)
        else:
            links.extend((_preposition(g, tokens, tree) or prep, g) for g in group)
    return tuple(links), tuple(agents)


def _preposition(i: int, tokens: Sequence[Token], tree: Tree) -> str:
    case = [c for c in _below(i, tree, "case") if c < i]
    if not case:
        return ""
    words = [tokens[case[0]].lower, *(tokens[f].lower for f in _below(case[0], tree, "fixed"))]
    words += [tokens[c].lower for c in case[1:]]
    return " ".join(words)


def _complements(i: int, heads: dict[int, str], tree: Tree) -> tuple[Link, ...]:
    kinds = ("ccomp", "xcomp", "advcl", "parataxis", "csubj", "acl")
    return tuple((heads[c], c) for c in _below(i, tree, *kinds) if c in heads)


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
    for c in _below(i, tree, "advcl", "acl", "parataxis"):
        if c < i and (found := _below(c, tree, "nsubj")) and not _below(c, tree, "mark", "aux"):
            return tuple(s for f in found for s in _with_conjuncts(f, tree))
    return ()


def _object_controls(i: int, kind: str, above: Clause, tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether the missing subject is the object above: "urged them to stop", "accused him of killing"."""
    if not above.objects and not above.passive:
        return False
    if tokens[i].tag == "VBG" and any(tokens[c].lower in OBJECT_CONTROL for c in _below(i, tree, "mark", "case")):
        return True
    return kind == "open" and bool(above.objects) and above.lemma not in SUBJECT_CONTROL and not above.passive


def _relative(
    subjects: tuple[int, ...], objects: tuple[int, ...], parent: int, passive: bool, tokens: Sequence[Token]
) -> tuple[tuple[int, ...], tuple[int, ...], bool]:
    if not subjects or tokens[subjects[0]].lower in ("who", "which", "that"):
        return (parent,), objects, True
    if not objects and not passive and tokens[parent].pos in NOMINAL:
        return subjects, (parent,), False
    return subjects, objects, False


def _is_phrase(i: int, tokens: Sequence[Token], tree: Tree, clauses: dict[int, Clause]) -> bool:
    base = _base(tree.labels[i])
    if "nmod:desc" in (tree.labels[i], tree.labels[_first_conjunct(i, tree)]) or base in INSIDE:
        return False
    if base == "conj" and _base(tree.labels[_first_conjunct(i, tree)]) in INSIDE:
        return False
    if tokens[i].pos in NOMINAL:
        return i not in clauses or clauses[i].copular or tokens[i].pos != "X"
    return i not in clauses and _base(tree.labels[_first_conjunct(i, tree)]) in (
        "nsubj",
        "obj",
        "obl",
        "nmod",
        "iobj",
        "appos",
    )


SITES = {"nsubj": "subject", "obj": "object", "iobj": "indirect", "obl": "oblique", "nmod": "modifier", "appos": "apposition",
         "root": "root", "xcomp": "predicate", "ccomp": "predicate", "advcl": "predicate", "parataxis": "root"}  # fmt: skip


def _phrase(i: int, clauses: dict[int, Clause], tokens: Sequence[Token], tree: Tree) -> Phrase:
    first_of = _first_conjunct(i, tree)
    governor = tree.heads[first_of]
    first, last = _extent(i, tokens, tree)
    prep = _preposition(i, tokens, tree) or (_preposition(first_of, tokens, tree) if first_of != i else "")
    return Phrase(
        head=i, first=first, last=last, site=_site(i, first_of, prep, governor, clauses, tree),
        governor=governor if governor != first_of else -1, prep=prep,
        determiner=next((tokens[c].lower for c in _below(i, tree, "det")), ""),
        numbers=tuple(_below(i, tree, "nummod")),
        modifiers=_modifiers(i, tree),
        possessors=tuple(p for c in tree.children[i] if tree.labels[c] == "nmod:poss" for p in _with_conjuncts(c, tree)),
        preps=_noun_preps(i, tokens, tree),
        appositions=tuple(_below(i, tree, "appos")),
        conjuncts=tuple(c for c in tree.children[i] if tree.labels[c] == "conj" and c not in clauses),
        conjunct_of=first_of if first_of != i else -1,
        clauses=tuple(c for c in _below(i, tree, "acl") if c in clauses),
    )  # fmt: skip


def _modifiers(i: int, tree: Tree) -> tuple[int, ...]:
    found = [m for c in _below(i, tree, "compound", "amod", "nmod:desc", "flat") for m in _with_conjuncts(c, tree)]
    return tuple(sorted(m for m in found if m < i))


def _noun_preps(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[Link, ...]:
    links: list[Link] = []
    for c in _below(i, tree, "nmod", "obl"):
        if tree.labels[c] in ("nmod:poss", "nmod:desc"):
            continue
        prep = _preposition(c, tokens, tree)
        links.extend((_preposition(g, tokens, tree) or prep, g) for g in _with_conjuncts(c, tree))
    return tuple(links)


def _site(i: int, first_of: int, prep: str, governor: int, clauses: dict[int, Clause], tree: Tree) -> str:
    label = tree.labels[first_of]
    if i in clauses and clauses[i].copular:
        return "predicate"
    if label == "nmod:poss":
        return "possessor"
    if _base(label) == "obl" and prep == "by" and governor in clauses and clauses[governor].passive:
        return "agent"
    return SITES.get(_base(label), "other")


def _extent(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, int]:
    """First token and one past the last token of the phrase's own words: a contiguous run around the head."""
    keep = {i}
    queue = [c for c in tree.children[i] if _belongs(c, i, tokens, tree)]
    while queue:
        at = queue.pop()
        keep.add(at)
        inside = _base(tree.labels[at]) in INSIDE or at < i
        queue.extend(
            c for c in tree.children[at] if inside or _belongs(c, at, tokens, tree) or tree.labels[c] == "case"
        )
    first = last = i
    while first - 1 in keep or (
        tokens[first - 1].lower in ("-", "'", ",", '"', "“") and first - 2 in keep and first > 1
    ):
        first -= 1
    while last + 1 in keep or (
        last + 2 in keep and last + 1 < len(tokens) and tokens[last + 1].lower in ("-", "'", "/")
    ):
        last += 1
    while (
        first < i
        and tokens[first].pos in ("ADP", "PUNCT", "CCONJ", "SPACE")
        and tokens[first + 1].lower not in ("least", "most")
    ):
        first += 1
    if tokens[first].lower in ("least", "most") and first and tokens[first - 1].lower == "at":
        first -= 1
    return first, last + 1


def _belongs(c: int, head: int, tokens: Sequence[Token], tree: Tree) -> bool:
    base = _base(tree.labels[c])
    if base == "nmod" and tree.labels[c] not in ("nmod:poss", "nmod:desc"):
        return c > head and _preposition(c, tokens, tree) == "of"
    if base == "advmod":
        return c < head and tokens[c].lower not in ("also", "not", "even", "only", "just")
    if base == "amod" and c > head:
        return False
    return base not in OUTSIDE
