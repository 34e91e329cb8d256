"""Repairs of headlines: verbs without their endings or auxiliaries that were read as nouns, and clauses without a verb."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

ACTS = frozenset(
    """fire torch shell raid storm attack bomb target protest clash march behead abduct seize kidnap ambush hit shoot kill wound burn
    loot strike arrest free detain capture shut slam condemn urge blast pound rescue vow flee down block""".split()
)
"""Verbs of headlines as they stand behind a plural: most of them are nouns or unknown to a tagger."""
MANY = frozenset("police army militia navy junta mob troops gunmen government military cavalry infantry".split())
"""Nouns behind which a verb may stand in either number."""
OPENS = ("NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON")
"""Parts of speech with which an object begins."""
AIMED = frozenset({"at", "on", "into", "against", "toward", "towards"})
NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
HARMED = frozenset(
    "killed wounded injured arrested abducted kidnapped detained displaced freed rescued beheaded executed jailed shot hurt".split()
)
"""Participles that are passives when they end a headline: "six soldiers killed"."""


def headline_verb(draft: Draft) -> None:
    """ "Rebels fire rockets at Lima", "Mob attacks police post", read as one noun: of a sentence without a verb."""
    for root, inside in _sentences(draft):
        if any(_is_verb(draft, i) for i in inside) or draft.pos[root] not in (*NOUNS, "X", "ADJ"):
            continue
        verb = next((i for i in inside[1:-1] if _is_act(draft, i, inside)), None)
        if verb is not None:
            _raise_verb(draft, verb, root, inside)


def _is_verb(draft: Draft, i: int) -> bool:
    """A verb or auxiliary that stands for itself, not before a noun."""
    return draft.pos[i] in ("VERB", "AUX") and draft.labels[i] not in ("amod", "compound")


def _sentences(draft: Draft) -> list[tuple[int, list[int]]]:
    """The tokens of each root that make one stretch, without a stop or mark at their end."""
    owner: dict[int, list[int]] = {}
    for i in range(len(draft)):
        at, steps = i, 0
        while draft.heads[at] != at and steps <= len(draft):
            at, steps = draft.heads[at], steps + 1
        owner.setdefault(at, []).append(i)
    whole = [(root, inside) for root, inside in owner.items() if inside[-1] - inside[0] == len(inside) - 1]
    return [(root, [i for i in inside if draft.forms[i] not in (".", "!", "?")]) for root, inside in whole]


def _is_act(draft: Draft, i: int, inside: list[int]) -> bool:
    """Whether a word is a verb of headlines that agrees with the noun before it, an object or what is aimed at behind it."""
    after = i + 1
    if draft.pos[i - 1] not in NOUNS or after not in inside:
        return False
    aimed = draft.forms[after] in AIMED
    if draft.forms[i] in ACTS:
        return _is_plural(draft, i - 1, inside) and (aimed or draft.pos[after] in OPENS)
    alone = draft.forms[i - 1] in MANY or not _is_plural(draft, i - 1, inside)
    return alone and _without_s(draft.forms[i]) in ACTS and draft.pos[after] in OPENS


def _is_plural(draft: Draft, noun: int, inside: list[int]) -> bool:
    opens = noun == inside[0] and draft.forms[noun].endswith("s")  # a plural taken for a name for its capital
    return opens or draft.tags[noun] in ("NNS", "NNPS") or draft.forms[noun] in MANY


def _without_s(form: str) -> str:
    return (
        form[:-2] if form.endswith(("shes", "ches", "sses")) else form.removesuffix("s") if form.endswith("s") else ""
    )


def _raise_verb(draft: Draft, verb: int, root: int, inside: list[int]) -> None:
    """Make a word the verb of its sentence, what stands before it its subject and what the parser took for the root its object."""
    subject = verb - 1
    draft.retag(verb, "VERB", "VBP" if draft.forms[verb] in ACTS else "VBZ")
    draft.attach(verb, verb, "root")
    draft.attach(subject, verb, "nsubj")
    _gather(draft, subject, inside)
    if root > verb:
        draft.attach(root, verb, "obj")
    for i in (i for i in inside if i > verb and _is_adjunct(draft, i, root, verb)):
        draft.attach(i, verb, "obl")


def _gather(draft: Draft, subject: int, inside: list[int]) -> None:
    """Hang what stands before a subject and hung beyond it on the subject."""
    for i in (i for i in inside if i < subject < draft.heads[i]):
        draft.attach(i, subject, "compound" if draft.pos[i] in NOUNS else draft.labels[i])


def _is_adjunct(draft: Draft, i: int, root: int, verb: int) -> bool:
    """Whether a word behind the verb hung on its subject, or as a prepositional phrase on what was the root."""
    return draft.heads[i] == verb - 1 or (draft.heads[i] in (root, verb) and draft.labels[i] == "nmod" and i > root)


def headline_passive(draft: Draft) -> None:
    """ "Teacher shot dead in Lima", "six soldiers killed": a participle as a noun or as a past without an object."""
    for root, inside in _sentences(draft):
        if not any(_is_verb(draft, i) and draft.forms[i] != "shot" for i in inside):
            _shot(draft, root, inside)
        for verb in (i for i in inside if draft.pos[i] == "VERB" and _ends_without_object(draft, i, inside)):
            draft.retag(verb, "VERB", "VBN")
            for c in _below(draft, verb, "nsubj", inside):
                draft.labels[c] = "nsubj:pass"


def _shot(draft: Draft, root: int, inside: list[int]) -> None:
    """Those shot dead, or shot right behind the first word."""
    verb = next((i for i in inside[1:-1] if _is_shot(draft, i, inside)), None)
    if verb is None or draft.has_object(verb):
        return
    _raise_verb(draft, verb, root, inside)
    draft.retag(verb, "VERB", "VBN")
    draft.labels[verb - 1] = "nsubj:pass"
    if draft.forms[verb + 1] == "dead":
        draft.attach(verb + 1, verb, "xcomp")


def _is_shot(draft: Draft, i: int, inside: list[int]) -> bool:
    if draft.forms[i] != "shot" or draft.pos[i - 1] not in (*NOUNS, "NUM"):
        return False
    return draft.forms[i + 1] == "dead" or (i == inside[1] and not _is_verb(draft, i))


def _below(draft: Draft, verb: int, label: str, inside: list[int]) -> list[int]:
    return [i for i in inside if draft.heads[i] == verb and draft.labels[i] == label]


def _ends_without_object(draft: Draft, verb: int, inside: list[int]) -> bool:
    """Whether a participle of harm ends its sentence, a numbered subject right before it and neither auxiliary nor object on it."""
    if draft.forms[verb] not in HARMED or draft.tags[verb] != "VBD":
        return False
    below = {draft.labels[i] for i in inside if draft.heads[i] == verb and i != verb}
    last = verb == inside[-1] or draft.forms[verb + 1] in (",", ";", ":", "in", "near", "by")
    return (
        last
        and not below & {"obj", "ccomp", "aux", "aux:pass", "cop", "nsubj:pass"}
        and _is_numbered(draft, verb, inside)
    )


def _is_numbered(draft: Draft, verb: int, inside: list[int]) -> bool:
    subjects = _below(draft, verb, "nsubj", inside)
    return any(draft.pos[s] == "NUM" or _below(draft, s, "nummod", inside) for s in subjects)


def headline_number(draft: Draft) -> None:
    """ "Militants behead two in Lima", "12 die": a bare number as a second subject behind its verb, or as the number of a verb."""
    for number, verb in enumerate(draft.heads):
        if draft.pos[number] == "NUM" and draft.tags[verb] in FINITE and abs(number - verb) == 1:
            _set_number(draft, number, verb)


def _set_number(draft: Draft, number: int, verb: int) -> None:
    others = {draft.labels[c] for c in draft.children(verb) if c != number}
    if number > verb and _is_second_subject(draft.labels[number], others):
        draft.labels[number] = "obj"
    elif number < verb and draft.labels[number] == "nummod" and others.isdisjoint(SUBJECTS):
        draft.labels[number] = "nsubj"
        draft.retag(verb, "VERB", draft.tags[verb])


def _is_second_subject(label: str, others: set[str]) -> bool:
    return label in ("nsubj", "xcomp", "obl:unmarked") and "nsubj" in others and not others & {"obj", "ccomp"}


def headline_infinitive(draft: Draft) -> None:
    """ "Peru to send troops", "Ministers to meet": a noun with an infinitive that is the clause of a headline."""
    for root, inside in _sentences(draft):
        verb = root + 2
        if verb in inside and _is_infinitive_of(draft, verb, root) and _may_announce(draft, root, inside):
            draft.attach(verb, verb, "root")
            draft.attach(root, verb, "nsubj")
            for i in inside:
                if draft.heads[i] == root and i > verb:
                    draft.heads[i] = verb


def _is_infinitive_of(draft: Draft, verb: int, root: int) -> bool:
    below = draft.heads[verb] == root and draft.labels[verb] in ("acl", "advcl")
    return below and draft.tags[verb] == "VB" and draft.forms[verb - 1] == "to"


def _may_announce(draft: Draft, root: int, inside: list[int]) -> bool:
    """Whether those named by a root may be they who are to do something: no plan to, and no other clause in the sentence."""
    if any(draft.tags[i] in FINITE for i in inside) or draft.forms[root] in PLANS:
        return False
    below = {draft.labels[i] for i in inside if draft.heads[i] == root and i != root}
    named = draft.pos[root] == "PROPN" or draft.tags[root] == "NNS" or draft.forms[root] in MANY
    return named and not below & {"det", "cop", "nsubj", "case"}


PLANS = frozenset(
    "plans efforts moves calls talks steps bids attempts pledges orders threats promises measures ways reasons".split()
)
"""Nouns that an infinitive completes."""


def headline_conjunct(draft: Draft) -> None:
    """ "Bandits attack village, torch homes": behind a comma a second verb of the same doer, read as part of the object."""
    for root, inside in _sentences(draft):
        if draft.tags[root] not in ("VBP", "VBZ", "VB") or draft.pos[root] != "VERB":
            continue
        for i in inside[2:-1]:
            if draft.forms[i - 1] == "," and i > root and _goes_on(draft, i, root, inside):
                _join(draft, i, root)


def _goes_on(draft: Draft, i: int, root: int, inside: list[int]) -> bool:
    """Whether a word is a verb of headlines in the number of the first, with an object behind it and no subject of its own."""
    form = draft.forms[i]
    act = form in ACTS if draft.tags[root] != "VBZ" else _without_s(form) in ACTS
    own = any(draft.heads[c] == i and draft.labels[c] in SUBJECTS for c in inside)
    known = draft.pos[i] == "VERB" and draft.tags[i] in FINITE
    return act and not own and not known and draft.pos[i + 1] in OPENS


def _join(draft: Draft, verb: int, root: int) -> None:
    above, tag = draft.heads[verb], draft.tags[root]
    draft.retag(verb, "VERB", "VBP" if tag == "VB" else tag)
    draft.lemmas[verb] = draft.forms[verb] if draft.forms[verb] in ACTS else _without_s(draft.forms[verb])
    if above > verb:  # "free 30 hostages" as "hostages that are free"
        draft.attach(above, verb, "obj")
    draft.attach(verb, root, "conj")
