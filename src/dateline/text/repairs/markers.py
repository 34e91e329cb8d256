"""Repairs of words that open a clause and were read as part of a noun phrase."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

DEEDS = frozenset(
    "assault attack beat behead block burn damage destroy execute fire harass hurt injure kill loot lynch maim mob murder pelt plunder "
    "raid ransack raze rob shell shoot slaughter smash stab stone storm thrash torch trash vandalise vandalize wound wreck".split()
)
"""Verbs of which one that stands behind another is a deed of its own, and not what an object had suffered before."""
AIMS = frozenset(
    "aim goal purpose task job plan idea intention intent objective mission priority point thing part proposal way role strategy step "
    "hope dream challenge function effort use problem question answer solution target ambition desire wish attack".split()
)
"""Nouns of which an infinitive behind "is" says what they are."""
OPENERS = frozenset({"after", "before", "since", "until", "till"})
PASSIVE = "aux:pass"
PREPOSITIONS = frozenset({"with", "by", "from", "against", "over", "at", "on", "in", "of", "into"})
"""Prepositions that open no clause with a subject of its own."""
SUBJECTS = ("nsubj", "nsubj:pass")


def marker_as_preposition(draft: Draft) -> None:
    """ "A week after an attack killed 21": "after" was read as a preposition on the attack, and the verb left without a
    subject."""
    for marker, label in enumerate(draft.labels):
        if label == "case" and draft.forms[marker].lower() in OPENERS and draft.heads[marker] > marker:
            _open_clause(draft, marker, draft.heads[marker])


def _open_clause(draft: Draft, marker: int, noun: int) -> None:
    """Put the noun and the marker before it on the verb of their clause, where one stands behind them."""
    is_subject = draft.labels[noun] in SUBJECTS and draft.heads[noun] > noun
    verb = draft.heads[noun] if is_subject else _verb_behind(draft, noun)
    if verb < 0:
        return
    if not is_subject:
        draft.attach(noun, verb, "nsubj:pass" if PASSIVE in draft.labels_below(verb) else "nsubj")
    draft.attach(marker, verb, "mark")
    if draft.labels[verb] in ("parataxis", "conj") and "cc" not in draft.labels_below(verb):
        draft.labels[verb] = "advcl"


def _verb_behind(draft: Draft, noun: int) -> int:
    """The finite verb without a subject behind a noun, on which the noun or the amount of time before it hangs; -1 for none."""
    above = draft.heads[noun]
    verb = above if above > noun else draft.heads[above] if draft.labels[above].startswith("obl:") else -1
    if verb <= noun or "," in draft.forms[noun:verb] or draft.heads[verb] == verb:
        return -1
    return verb if _lacks_subject(draft, verb) else -1


def _lacks_subject(draft: Draft, verb: int) -> bool:
    if draft.pos[verb] != "VERB" or not _is_finite(draft, verb):
        return False
    return not draft.labels_below(verb) & {*SUBJECTS, "nsubj:outer", "csubj", "mark"}


def _is_finite(draft: Draft, verb: int) -> bool:
    auxiliaries = [c for c in draft.children(verb) if draft.labels[c] in ("aux", PASSIVE)]
    return draft.tags[verb] in FINITE or (draft.tags[verb] == "VBN" and bool(auxiliaries))


def preposition_as_marker(draft: Draft) -> None:
    """ "Hit 12 men with travel bans": the preposition of a noun that no clause is made of was read as opening one."""
    for marker, label in enumerate(draft.labels):
        noun = draft.heads[marker]
        if label != "mark" or draft.forms[marker].lower() not in PREPOSITIONS or noun <= marker:
            continue
        bare = draft.pos[noun] == "NOUN" and draft.labels[noun] in ("obl", "nmod")
        if bare and not draft.labels_below(noun) & {*SUBJECTS, "cop", "aux", "obj"}:
            draft.labels[marker] = "case"


def copula_before_infinitive(draft: Draft) -> None:
    """ "Peru is to withdraw its envoy": "is" was read as the copula of a verb, as if that were what Peru is."""
    for copula, label in enumerate(draft.labels[:-2]):
        verb = draft.heads[copula]
        planned = label == "cop" and verb > copula + 1 and draft.pos[verb] == "VERB" and draft.tags[verb] == "VB"
        opens = draft.forms[copula + 1].lower() == "to" and draft.heads[copula + 1] == verb
        if planned and opens and not _is_aim(draft, verb):
            draft.labels[copula] = "aux"


def _is_aim(draft: Draft, verb: int) -> bool:
    """ "The goal is to end the war": what an aim is, and nothing that it is to do."""
    return any(draft.lemmas[c] in AIMS for c in draft.children(verb) if draft.labels[c] == "nsubj")


def how_clause(draft: Draft) -> None:
    """ "Recounted how soldiers shot two": "how" read as what was recounted, with the clause hung on it."""
    for verb, label in enumerate(draft.labels):
        how = draft.heads[verb]
        if label == "advcl:relcl" and draft.forms[how] == "how" and draft.labels[how] == "obj":
            draft.attach(verb, draft.heads[how], "ccomp")
            draft.attach(how, verb, "advmod")
        amount = _how_much(draft, verb) if label == "ccomp" else -1
        if amount >= 0:
            draft.attach(amount - 1, verb, "advmod")
            draft.attach(amount, verb, "advmod")


def _how_much(draft: Draft, verb: int) -> int:
    """The "involved" of "asked how involved the council should be in it", read as a clause of content beside that; -1 for none."""
    beside = (c for c in draft.children(draft.heads[verb]) if c < verb and draft.labels[c] == "ccomp")
    amount = next((c for c in beside if draft.tags[c] == "JJ" and draft.forms[c - 1] == "how"), -1)
    return -1 if draft.labels_below(amount) & {"nsubj", "cop"} else amount


def gerund_as_modifier(draft: Draft) -> None:
    """ "Smashing cars, damaging shops and throwing stones": a gerund behind a comma was read as a modifier of its object, which
    became a second object of the gerund before."""
    for gerund, label in enumerate(draft.labels):
        noun = draft.heads[gerund]
        verb = draft.heads[noun]
        listed = (
            draft.labels[noun] == "obj" and draft.tags[verb] == draft.tags[gerund] == "VBG" and verb < gerund < noun
        )
        if label != "amod" or not listed or draft.forms[gerund - 1] != ",":
            continue
        if any(draft.labels[c] == "obj" and verb < c < gerund for c in draft.children(verb)):
            draft.attach(gerund, verb, "conj")
            draft.attach(noun, gerund, "obj")


def deed_as_modifier(draft: Draft) -> None:
    """ "Raided shops and torched houses": the second verb was read as a participle before a second object."""
    for deed, label in enumerate(draft.labels):
        noun = draft.heads[deed]
        first = draft.heads[noun]
        if label == "amod" and draft.labels[noun] == "conj" and _are_deeds(draft, deed, noun, first):
            draft.retag(deed, "VERB", "VBD")
            draft.attach(deed, draft.heads[first], "conj")
            draft.attach(deed - 1, deed, "cc")
            draft.attach(noun, deed, "obj")


def _are_deeds(draft: Draft, deed: int, noun: int, first: int) -> bool:
    """Whether a participle between "and" and the second of two objects is of a verb such as the one that governs both."""
    verb = draft.heads[first]
    joined = draft.forms[deed - 1] == "and" and draft.tags[deed] in ("VBN", "VBD") and deed < noun
    governed = draft.labels[first] == "obj" and draft.tags[verb] == "VBD" and verb < first < deed
    return joined and governed and draft.lemmas[verb] in DEEDS and draft.lemmas[deed] in DEEDS


def participle_before_name(draft: Draft) -> None:
    """ "A depot in Feodosia, occupied Crimea": the participle before the name of what a place lies in was read as a verb."""
    for verb, label in enumerate(draft.labels):
        name = verb + 1
        alone = label in ("advcl", "conj", "parataxis") and not draft.labels_below(verb) & {
            "nsubj",
            "cc",
            "mark",
            "aux",
        }
        if not alone or not 1 < verb < len(draft) - 1 or draft.tags[verb] not in ("VBD", "VBN"):
            continue
        named = draft.pos[name] == draft.pos[verb - 2] == "PROPN" and draft.forms[verb - 1] == ","
        if named and draft.heads[name] == verb and draft.labels[name] == "obj":
            draft.attach(name, verb - 2, "appos")
            draft.attach(verb, name, "amod")
            draft.retag(verb, "ADJ", "JJ")
