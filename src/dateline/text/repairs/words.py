"""Repairs of tags and lemmas."""

from __future__ import annotations

from dateline.text.repairs.draft import Draft

PLURALS = {"bases": "base"}
SILENT = ("s", "x", "z", "ch", "sh", "o")  # endings after which the third person is written "es"


def verb_tagged_noun(draft: Draft) -> None:
    """A noun by its tag, a verb by its place: "Gunmen shot two policemen" with a subject before and an object behind."""
    for i in range(len(draft)):
        below = draft.labels_below(i)
        object_ = bool(below & {"obj", "dobj"})
        if draft.pos[i] == "NOUN" and "nsubj" in below and object_ and not below & {"cop", "det"}:
            draft.retag(i, "VERB", "VBD")


def plural_of_two(draft: Draft) -> None:
    """A plural of two nouns, under the one that dispatches mean: "bases" is of base, hardly ever of basis."""
    for i, form in enumerate(draft.forms):
        if draft.pos[i] == "NOUN":
            draft.lemmas[i] = PLURALS.get(form, draft.lemmas[i])


def silent_e(draft: Draft) -> None:
    """The silent e that a rule lemmatizer loses: "hopes" is of hope, since hop gives "hops"."""
    for i, lemma in enumerate(draft.lemmas):
        if draft.tags[i] == "VBZ" and draft.forms[i] == lemma + "es" and not lemma.endswith(SILENT):
            draft.lemmas[i] = lemma + "e"
