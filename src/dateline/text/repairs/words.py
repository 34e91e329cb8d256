"""Repairs of tags and lemmas."""

from __future__ import annotations

from dateline.text.repairs.draft import Draft

SILENT = ("s", "x", "z", "ch", "sh", "o")  # endings after which the third person is written "es"


def verb_tagged_noun(draft: Draft) -> None:
    """A noun by its tag, a verb by its place: "Gunmen shot two policemen" with a subject before and an object behind."""
    for i in range(len(draft)):
        below = draft.labels_below(i)
        object_ = bool(below & {"obj", "dobj"})
        if draft.pos[i] == "NOUN" and "nsubj" in below and object_ and not below & {"cop", "det"}:
            draft.retag(i, "VERB", "VBD")


def silent_e(draft: Draft) -> None:
    """The silent e that a rule lemmatizer loses: "hopes" is of hope, since hop gives "hops"."""
    for i, lemma in enumerate(draft.lemmas):
        if draft.tags[i] == "VBZ" and draft.forms[i] == lemma + "es" and not lemma.endswith(SILENT):
            draft.lemmas[i] = lemma + "e"


def name_tag_in_lower_case(draft: Draft) -> None:
    """A common noun tagged as a name: "the republic" in a text that writes capitals, inside no name of several words."""
    if not draft.capitals or not draft.capitals[0]:
        return
    for i, tag in enumerate(draft.tags):
        if tag in ("NNP", "NNPS") and not draft.capitals[i] and draft.forms[i].isalpha() and not _in_name(draft, i):
            draft.retag(i, "NOUN", "NN" if tag == "NNP" else "NNS")


def _in_name(draft: Draft, i: int) -> bool:
    """Whether the word is part of a name of several words, such as "al" and "bin"."""
    joined = ("flat", "compound", "goeswith", "fixed")
    return draft.labels[i] in joined or bool(draft.labels_below(i) & {"flat", "goeswith"})
