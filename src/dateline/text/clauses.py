"""From a dependency parse to the clause view. With ``dependencies`` and ``phrases`` the only code that knows a label.

Two label schemes are read: Universal Dependencies, and the ClearNLP labels of the English ``en_core_web`` pipelines, which
``clearnlp.to_universal`` turns into the former.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from dateline.text import clearnlp
from dateline.text.agreement import antecedents
from dateline.text.dependencies import NOMINAL, base, below, first_conjunct, preposition, with_conjuncts
from dateline.text.phrases import is_phrase, phrase_of
from dateline.text.trees import Clause, Link, Phrase, Tree

if TYPE_CHECKING:
    from dateline.text.parse import Token

MEANWHILE = (
    "while",
    "when",
    "after",
    "before",
    "since",
    "as",
)  # openers of what the subject of a passive did meanwhile
CLAUSAL = {"ccomp": "complement", "xcomp": "open", "advcl": "adverbial", "acl:relcl": "relative", "acl": "participle",
           "csubj": "subject", "parataxis": "parataxis", "root": "main", "advcl:relcl": "relative"}  # fmt: skip
NEGATIVE = {"not", "n't", "never", "no", "neither", "nor", "hardly", "without"}
# Verbs whose subject, not object, is the subject of the infinitive below ("promised him to leave").
SUBJECT_CONTROL = {"promise", "threaten", "vow", "agree", "pledge", "swear", "use"}
OBJECT_CONTROL = {"of", "from", "for", "into", "as"}
# ... also behind "with": "charged them with razing a farm"
CHARGING = frozenset("charge credit task entrust reproach".split())
# Whom one turns to stands behind these, and is the subject of the infinitive below: "called on Peru to lift its ban".
DAYS = frozenset(calendar.day_name)
TURNING = {"call": ("on", "upon"), "appeal": ("to",), "plead": ("with",), "prevail": ("on", "upon")}
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
RELATIVE_ADVERBS = ("when", "where", "why", "how")


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


class Arguments(NamedTuple):
    """Subjects and objects of a clause; ``inherited``: the subjects are those of another clause or noun."""

    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    inherited: bool = False


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
    if label == "conj" or not _is_predicate(i, tokens, tree):
        return ""
    kind = CLAUSAL.get(label) or CLAUSAL.get(base(label), "")
    if kind or tokens[i].pos != "VERB" or base(label) in ("amod", "compound"):
        return kind
    return "complement" if below(i, tree, "nsubj", "obj", "xcomp", "ccomp") else ""


def _is_predicate(i: int, tokens: Sequence[Token], tree: Tree) -> bool:
    """Whether a token is a verb that is no auxiliary, or a noun or adjective with a copula or a subject."""
    if tokens[i].pos == "AUX":
        return base(tree.labels[i]) not in ("aux", "cop")
    return tokens[i].pos == "VERB" or bool(below(i, tree, "cop", "nsubj", "csubj"))


def _clause(i: int, heads: dict[int, str], tokens: Sequence[Token], tree: Tree, done: dict[int, Clause]) -> Clause:
    first_of = first_conjunct(i, tree)
    lead = done.get(_goes_on_from(i, first_of, tree)) if first_of != i else None
    aux = tuple(below(i, tree, "aux", "cop"))
    form = _form(i, aux, lead, tokens, tree)
    if not aux and lead is not None and form["modal"] and form["modal"] == lead.modal:
        aux = lead.auxiliaries
    parent = _parent(i, first_of, tree)
    own = Arguments(_subjects(i, tokens, tree), _objects(i, tree))
    filled = _fill(i, own, heads[i], parent, lead, form["passive"], tokens, tree, done)
    obliques, agents = _obliques(i, form["passive"], tokens, tree)
    reach = tree.subtree(i)
    return Clause(
        head=i, first=reach[0], last=reach[-1] + 1, kind=heads[i], parent=parent, lemma=_lemma(i, tokens, tree),
        marker=_marker(i, lead, tokens, tree), particle=_particle(i, tokens, tree), copular=bool(below(i, tree, "cop")),
        auxiliaries=aux, negations=_negations(i, tokens, tree), subjects=filled.subjects, inherited=filled.inherited,
        objects=filled.objects, indirect=_indirect(i, filled.objects, tree), agents=agents,
        obliques=obliques, complements=_complements(i, heads, tree),
        adverbs=_adverbs(i, tokens, tree), conjunct_of=first_of if first_of != i else -1,
        predicates=_predicates(i, heads, tokens, tree), **form,
    )  # fmt: skip


def _goes_on_from(i: int, first_of: int, tree: Tree) -> int:
    """The conjunct whose subject a later one shares: the nearest before it that has one of its own ("the van was stopped and a
    man dragged out and killed")."""
    at = tree.heads[i]
    while at != first_of and not below(at, tree, "nsubj"):
        at = tree.heads[at]
    return at


def _predicates(i: int, heads: dict[int, str], tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    """Nouns and adjectives that hang on a verb as its open complement and head no clause of their own."""
    if tokens[i].pos != "VERB":
        return ()
    near = (p for c in below(i, tree, "xcomp") if c not in heads for p in with_conjuncts(c, tree))
    return tuple(p for p in near if tokens[p].pos in ("NOUN", "PROPN", "ADJ"))


def _subjects(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    return tuple(s for c in below(i, tree, "nsubj") for s in with_conjuncts(c, tree)) or _it(i, tokens, tree)


def _indirect(i: int, objects: tuple[int, ...], tree: Tree) -> tuple[int, ...]:
    return tuple(o for c in below(i, tree, "iobj") for o in with_conjuncts(c, tree) if o not in objects)


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
    """The word that opens the clause, "to" only where there is no other; "" for none. A conjunct infinitive shares it."""
    marks = [tokens[c].lower for c in below(i, tree, "mark")]
    if not marks:
        marks = [tokens[c].lower for c in below(i, tree, "advmod") if tokens[c].lower in RELATIVE_ADVERBS]
    if not marks and lead is not None and tokens[i].tag == "VB":
        return lead.marker
    return next((m for m in marks if m != "to"), marks[0] if marks else "")


def _negations(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    words = below(i, tree, "advmod", "det", "cc", "mark")
    return tuple(c for c in words if tokens[c].lower in NEGATIVE and c < i + 2 and not _is_not_only(c, tokens))


def _adverbs(i: int, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...]:
    return tuple(a for a in below(i, tree, "advmod") if not _is_not_only(a, tokens))


def _is_not_only(i: int, tokens: Sequence[Token]) -> bool:
    """ "Not only did they attack": it is no denial."""
    return [t.lower for t in tokens[i : i + 2]] == ["not", "only"]


def _form(i: int, aux: tuple[int, ...], lead: Clause | None, tokens: Sequence[Token], tree: Tree) -> Form:
    """Tense, modal, voice of the verb group; a conjunct without a group of its own shares that of the first."""
    tag = tokens[i].tag
    if lead is not None and not aux and not below(i, tree, "nsubj") and tag in ("VB", "VBN", "VBG"):
        passive = lead.passive and tag == "VBN"
        return {"tense": lead.tense, "modal": lead.modal, "passive": passive, "perfect": lead.perfect,
                "progressive": lead.progressive}  # fmt: skip
    words = [tokens[a] for a in aux]
    modal = next((w.lower for w in words if w.tag == "MD"), "")
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
    i: int, own: Arguments, kind: str, parent: int, lead: Clause | None, passive: bool,
    tokens: Sequence[Token], tree: Tree, done: dict[int, Clause],
) -> Arguments:  # fmt: skip
    """The arguments of a clause, with those taken over from the first conjunct, the controller or the antecedent."""
    if lead is not None:
        return own if own.subjects else Arguments(lead.subjects, own.objects, inherited=True)
    if kind == "relative":
        return _relative(i, own, parent, passive, tokens, tree)
    if own.subjects:
        return own
    controller = _controller(i, kind, parent, tokens, tree, done)
    return own if controller is None else Arguments(controller, own.objects, inherited=True)


def _controller(
    i: int, kind: str, parent: int, tokens: Sequence[Token], tree: Tree, done: dict[int, Clause]
) -> tuple[int, ...] | None:
    """What is understood as the subject of a clause without one; None when nothing is."""
    if kind == "participle" and parent >= 0 and (parent not in done or _is_noun_said(parent, tokens, done)):
        return (parent,)
    if kind == "subject":
        return None  # "closing the camp would help": whoever does it
    above = done.get(parent)
    if above is None:
        return (_lent(i, tokens, tree) or None) if kind == "main" and parent < 0 else None
    return _handed_down(i, kind, above, tokens, tree)


def _is_noun_said(parent: int, tokens: Sequence[Token], done: dict[int, Clause]) -> bool:
    """ "Three children were among the 13 people killed": a noun that is itself what is said."""
    return done[parent].copular and tokens[parent].pos in NOMINAL


def _handed_down(i: int, kind: str, above: Clause, tokens: Sequence[Token], tree: Tree) -> tuple[int, ...] | None:
    """The argument of the clause above that is the subject of this one; None when none is."""
    if _object_controls(i, kind, above, tokens, tree):
        return above.subjects if above.passive else above.objects
    if above.passive and above.agents and _is_of_agent(i, tokens, tree):
        return above.agents
    bare = tokens[i].tag == "VB" or _is_gerund(i, tokens, tree)
    taken = kind in ("open", "adverbial") or bare
    return _asked(i, above, tokens) or (above.subjects if taken else None)


def _asked(i: int, above: Clause, tokens: Sequence[Token]) -> tuple[int, ...]:
    """Whom the clause above turns to so that he does what the one at ``i`` says; () for nobody."""
    preps = TURNING.get(above.lemma, ()) if tokens[i].tag == "VB" else ()
    turned = (h for prep, h in above.obliques if prep in preps and h < i)
    return tuple(h for h in turned if tokens[h].text not in DAYS)


def _is_of_agent(i: int, tokens: Sequence[Token], tree: Tree) -> bool:
    """ "Killed by a bomb, wounding two"; unlike "hurt by a mine while herding goats", which is the boy."""
    return tokens[i].tag == "VBG" and not any(tokens[c].lower in MEANWHILE for c in below(i, tree, "mark"))


def _is_gerund(i: int, tokens: Sequence[Token], tree: Tree) -> bool:
    """ "Killing", "having killed", "being behind the killing"."""
    return tokens[i].tag == "VBG" or any(tokens[c].tag == "VBG" for c in below(i, tree, "aux", "cop"))


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
    openers = OBJECT_CONTROL | {"with"} if above.lemma in CHARGING else OBJECT_CONTROL
    if _is_gerund(i, tokens, tree) and any(tokens[c].lower in openers for c in below(i, tree, "mark", "case")):
        return True
    return kind == "open" and bool(above.objects) and above.lemma not in SUBJECT_CONTROL and not above.passive


def _relative(i: int, own: Arguments, parent: int, passive: bool, tokens: Sequence[Token], tree: Tree) -> Arguments:
    """The noun that a relative clause belongs to stands for its pronoun, or fills the argument that is missing."""
    subjects, objects = own.subjects, own.objects
    if not subjects or tokens[subjects[0]].lower in ("who", "which", "that"):
        return Arguments(antecedents(i, parent, tokens, tree), objects, inherited=True)
    if objects and tokens[objects[0]].lower in ("who", "whom", "which", "that"):
        return Arguments(subjects, (parent, *objects[1:]))
    if not objects and not passive and tokens[parent].pos in NOMINAL:
        return Arguments(subjects, (parent,))
    return own
