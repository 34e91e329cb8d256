"""Reattachments of who does it and to whom: arguments that were hung on the wrong one of two verbs."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass")
OPENERS = ("after", "as", "before", "since", "until")


def object_before_gerund(draft: Draft) -> None:
    """ "Accused the mayor of taking bribes", the mayor read as the object of "taking": what stands before the marker is of the verb
    above."""
    for verb, label in enumerate(draft.labels):
        if label not in ("advcl", "xcomp") or draft.tags[verb] != "VBG":
            continue
        below = draft.children(verb)
        marks = [c for c in below if draft.labels[c] == "mark" and c < verb]
        early = [c for c in below if draft.labels[c] in ("obj", "nsubj") and marks and c < marks[0]]
        above = draft.heads[verb]
        for at in early:
            if above < at and not draft.has_object(above):
                draft.attach(at, above, "obj")


def guest_as_object(draft: Draft) -> None:
    """ "Visiting Foreign Minister Ana Vel urged officials to wait": a bare "visiting" before a person with a title and a verb without
    a subject says who he is, and he is the subject."""
    for verb, label in enumerate(draft.labels):
        above = draft.heads[verb]
        if label not in ("advcl", "csubj") or draft.forms[verb].lower() != "visiting" or not verb < above:
            continue
        if draft.tags[above] not in FINITE:
            continue
        below = draft.children(verb)
        guests = [c for c in below if draft.labels[c] == "obj" and c > verb]
        if len(guests) != 1 or draft.labels_below(above) & set(SUBJECTS):
            continue
        guest = guests[0]
        if _is_named_person(draft, guest, verb) and not any(draft.forms[i] == "," for i in range(verb, above)):
            draft.attach(guest, above, "nsubj")
            draft.attach(verb, guest, "acl")
            for c in below:
                if c != guest:
                    draft.heads[c] = above if draft.labels[c] != "punct" else guest


def _is_named_person(draft: Draft, head: int, verb: int) -> bool:
    """Whether a name with words before it and no article stands right behind the verb."""
    first = _first(draft, head)
    return draft.pos[head] == "PROPN" and first == verb + 1 and first < head and draft.pos[first] not in ("DET", "PRON")


def clause_as_conjunct(draft: Draft) -> None:
    """ "Before the town and its allies fell", "before" read as a preposition and "fell" as coordinated to the verb above: a finite verb
    right behind the phrase, without "and" and without a subject."""
    for verb, label in enumerate(draft.labels):
        if label != "conj" or draft.tags[verb] not in FINITE:
            continue
        below = draft.labels_below(verb)
        if below & {*SUBJECTS, "cc"} or any(c < verb for c in draft.children(verb)):
            continue
        phrase = _opened_phrase(draft, verb)
        if phrase >= 0:
            opener = next(c for c in draft.children(phrase) if draft.labels[c] == "case")
            draft.attach(verb, draft.heads[phrase], "advcl")
            draft.attach(phrase, verb, "nsubj")
            draft.attach(opener, verb, "mark")


def _opened_phrase(draft: Draft, verb: int) -> int:
    """Head of the phrase with an opening preposition that ends right before the verb and hangs on the verb above; -1 for none."""
    above = draft.heads[verb]
    for c in draft.children(above):
        if above < c < verb and draft.labels[c] == "obl" and draft.pos[c] in NOUNS:
            opened = any(draft.labels[k] == "case" and draft.forms[k].lower() in OPENERS for k in draft.children(c))
            if opened and _last(draft, c) == verb - 1:
                return c
    return -1


def _first(draft: Draft, head: int) -> int:
    """The first token below a head."""
    below = draft.children(head)
    return min([head, *(_first(draft, c) for c in below if c < head)])


def _last(draft: Draft, head: int) -> int:
    """The last token below a head."""
    below = draft.children(head)
    return max([head, *(_last(draft, c) for c in below if c > head)])


def active_of_coordinated(draft: Draft) -> None:
    """ "A court convicted and sentenced him", both read as passives: coordinated participles without an auxiliary of which the last
    has an object are active."""
    for subject, label in enumerate(draft.labels):
        verb = draft.heads[subject]
        if label != "nsubj:pass" or subject > verb or draft.labels_below(verb) & {"aux", "aux:pass", "obj"}:
            continue
        joined = [c for c in draft.children(verb) if draft.labels[c] == "conj" and draft.tags[c] in ("VBN", "VBD")]
        near = [c for c in joined if c == verb + 2 and "obj" in draft.labels_below(c)]
        if near and not draft.labels_below(near[0]) & {*SUBJECTS, "aux", "aux:pass"}:
            draft.labels[subject] = "nsubj"
            draft.retag(verb, "VERB", "VBD")
            draft.retag(near[0], "VERB", "VBD")
