"""Reattachments of nouns and numbers."""

from __future__ import annotations

from dateline.text.repairs.draft import Draft

NOUN_DEPENDENTS = {"det", "amod", "nmod:poss", "case"}  # what only a noun has below it
VERB_DEPENDENTS = {"obj", "nsubj", "aux", "mark", "xcomp", "ccomp"}  # what only a verb has
CLAUSAL = ("csubj", "xcomp", "ccomp")
REACH = 5  # tokens before a number in which the verb it is the object of may stand


def gerund_as_clause(draft: Draft) -> None:
    """Gerunds that stand as nouns: "Fighting broke out", "came under heavy shelling"."""
    for i, label in enumerate(draft.labels):
        below = draft.labels_below(i)
        if draft.tags[i] != "VBG" or label not in CLAUSAL or below & VERB_DEPENDENTS:
            continue
        if label == "csubj" or below & NOUN_DEPENDENTS:
            draft.labels[i] = "nsubj" if label == "csubj" else "obl" if "case" in below else "obj"
            draft.pos[i], draft.tags[i], draft.lemmas[i] = "NOUN", "NN", draft.forms[i]


def at_least(draft: Draft) -> None:
    """ "At" of "killed at least 12 people" makes no oblique: it belongs to the number, and the noun is the object."""
    for i in range(len(draft) - 2):
        superlative = draft.tags[i + 1] in ("JJS", "RBS") and draft.pos[i + 2] == "NUM"
        if draft.labels[i] == "case" and superlative:
            noun = draft.heads[i]
            draft.attach(i, i + 2, "advmod")
            if draft.labels[noun] == "obl" and _takes_object(draft, draft.heads[noun]):
                draft.labels[noun] = "obj"


def _takes_object(draft: Draft, verb: int) -> bool:
    return draft.pos[verb] == "VERB" and not draft.has_object(verb)


def number_before_comma(draft: Draft) -> None:
    """ "Wounding 40, police said": 40 is what the verb before it wounds, and counts no police."""
    for i, label in enumerate(draft.labels):
        if label == "nummod" and i + 1 < draft.heads[i] and draft.pos[i + 1] == "PUNCT":
            verb = next((v for v in range(i - 1, max(i - 1 - REACH, -1), -1) if draft.pos[v] == "VERB"), -1)
            if verb >= 0 and not draft.has_object(verb):
                draft.attach(i, verb, "obj")
