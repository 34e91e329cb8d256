"""Reattachments of relative clauses, and of two who stand side by side with an article each."""

from __future__ import annotations

from dateline.text.repairs.draft import Draft

DEEDS = frozenset(
    "attack bombing blast explosion raid strike airstrike shelling bombardment assault shooting ambush crash clash".split()
)
"""Nouns of what takes lives."""
HARMING = frozenset("kill wound injure hurt maim claim leave destroy damage".split())
SITED = frozenset({"on", "of", "in", "at", "against", "near", "outside", "inside"})
"""Prepositions before what a deed hit and where it was."""
FARTHEST = 3  # nouns between a deed and the clause that tells what came of it


def relative_of_deed(draft: Draft) -> None:
    """ "A bombing of a hotel in Lima that killed 15", the hotel as what killed: "that" and "which" before a verb of harm stand for the
    deed, not for where it was; and "claimed by" says it of the deed."""
    for verb, label in enumerate(draft.labels):
        harming = label == "acl:relcl" and draft.lemmas[verb] in HARMING and _has_thing_for_subject(draft, verb)
        if harming or (label == "acl" and draft.forms[verb : verb + 2] == ["claimed", "by"]):
            deed = _deed_above(draft, draft.heads[verb])
            if deed >= 0:
                draft.heads[verb] = deed


def _has_thing_for_subject(draft: Draft, verb: int) -> bool:
    return any(draft.labels[c] == "nsubj" and draft.forms[c] in ("that", "which") for c in draft.children(verb))


def _deed_above(draft: Draft, noun: int) -> int:
    """The noun of a deed that a noun behind a preposition says the place or the aim of; -1 for none."""
    for _ in range(FARTHEST):
        if draft.labels[noun] != "nmod" or not _is_sited(draft, noun):
            return -1
        noun = draft.heads[noun]
        if draft.lemmas[noun] in DEEDS:
            return noun
    return -1


def _is_sited(draft: Draft, noun: int) -> bool:
    return any(draft.labels[c] == "case" and draft.forms[c] in SITED for c in draft.children(noun))


def two_articles(draft: Draft) -> None:
    """ "Killed an American and a Canadian soldier", both read as what he was: a word with an article of its own before "and" and another
    article is somebody else."""
    for noun in range(len(draft)):
        first = _first_of_two(draft, noun)
        if first < 0:
            continue
        draft.attach(first, draft.heads[noun], draft.labels[noun])
        draft.attach(noun, first, "conj")
        draft.heads[first - 1] = first
        draft.retag(first, "NOUN", "NN")


def _first_of_two(draft: Draft, noun: int) -> int:
    """The word between the first of a noun's two articles and the "and" before the second; -1 for none."""
    articles = [c for c in draft.children(noun) if draft.labels[c] == "det" and draft.heads[c] == noun]
    if len(articles) != 2 or articles[1] != articles[0] + 3 or draft.forms[articles[1] - 1] not in ("and", "or"):
        return -1
    first = articles[0] + 1
    return first if draft.heads[first] == noun and draft.labels[first] in ("amod", "compound") else -1


def phrase_beside_adjective(draft: Draft) -> None:
    """ "Kesh is calm and under the control of the army", the phrase read as one more thing that Kesh is: it is an adjunct of what the
    clause says."""
    for noun, label in enumerate(draft.labels):
        said = draft.heads[noun]
        predicates = draft.pos[noun] in ("NOUN", "PROPN") and draft.pos[said] in ("ADJ", "VERB")
        if label == "conj" and predicates and _is_adjunct(draft, noun) and not _is_adjunct(draft, said):
            draft.attach(noun, said, "obl")


def _is_adjunct(draft: Draft, noun: int) -> bool:
    """Whether it stands behind a preposition."""
    return "case" in draft.labels_below(noun)
