"""How alike two documents are: copies of one text, dispatches of one happening, or neither; with the words it rests on."""

from __future__ import annotations

from bisect import bisect_right

from dateline.record.document_features import DocumentFeatures, Sketch
from dateline.record.rules import rules
from dateline.record.terms import cosine
from dateline.record.types import Comparison, Feature, Relation


def compare_documents(a: DocumentFeatures, b: DocumentFeatures) -> Comparison:
    """Two documents: ``copy`` when one text holds much of the other, ``same`` when they tell of one happening."""
    first, second = (a, b) if a.document < b.document else (b, a)
    relation, alike, held = _told(first, second)
    shared = sorted(first.terms.keys() & second.terms.keys(), key=lambda term: (-first.terms[term], term))[:6]
    features = (
        Feature("terms", alike, 1.0, " ".join(shared)),
        Feature("text", held, 1.0, f"{held:.0%} of the shorter text"),
    )
    score = max(held, alike) if relation == "copy" else alike
    return Comparison(first.document, second.document, score, relation, features)


def _told(a: DocumentFeatures, b: DocumentFeatures) -> tuple[Relation, float, float]:
    """What two documents are to each other, how alike their words are, how much of the shorter text the other holds."""
    alike, held = cosine(a.terms, b.terms), containment(a, b)
    known = rules().documents
    copied = held >= known.copied or (held >= known.rewritten and alike >= known.alike)
    copied = copied and not _are_of_one_template(a, b)
    return ("copy" if copied else "same" if alike >= known.joined else "different"), alike, held


def _are_of_one_template(a: DocumentFeatures, b: DocumentFeatures) -> bool:
    """Whether two texts are filled into one form, such as daily reports: two numbers of one series, or mostly other figures."""
    if a.serial and b.serial and a.serial[0] == b.serial[0]:
        return a.serial[1] != b.serial[1]
    known = rules().documents
    fewer = min(len(a.figures), len(b.figures))
    return fewer >= known.figured and len({*a.figures} & {*b.figures}) < known.refigured * fewer


def document_score(a: DocumentFeatures, b: DocumentFeatures) -> tuple[Relation, float]:
    """Relation and score of ``compare_documents``, without its reasons: many times quicker."""
    relation, alike, held = _told(a, b)
    return relation, (max(held, alike) if relation == "copy" else alike)


def may_copy(a: Sketch, b: Sketch) -> bool:
    """Whether the texts have enough in common for one to be a copy of the other."""
    known = rules().documents
    return containment(a, b) >= min(known.copied, known.rewritten)


def containment(a: DocumentFeatures | Sketch, b: DocumentFeatures | Sketch) -> float:
    """About which share of the shorter text's shingles the other holds, 0 to 1; 0 for texts too short to tell."""
    if min(a.shingles, b.shingles) < rules().documents.shortest:
        return 0.0
    top = min(
        a.sketch[-1] if len(a.sketch) < a.shingles else 1 << 32, b.sketch[-1] if len(b.sketch) < b.shingles else 1 << 32
    )
    left, right = (one.sketch[: bisect_right(one.sketch, top)] for one in (a, b))
    common = len(set(left).intersection(right))
    union = len(left) + len(right) - common
    jaccard = common / union if union else 0.0
    shared = jaccard / (1 + jaccard) * (a.shingles + b.shingles)
    return min(1.0, shared / min(a.shingles, b.shingles))
