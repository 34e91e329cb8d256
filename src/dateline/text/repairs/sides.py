"""Reattachments of who does it and to whom: arguments that were hung on the wrong one of two verbs."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass")
OPENERS = ("after", "as", "before", "since", "until")

ASKING = frozenset("demand insist propose recommend request suggest order ask urge".split())
MAY_TELL = ("insist", "suggest")
"""Of these, what is followed by a clause that may tell what was."""
CUSTODY = frozenset(
    "arrest detain hold seize capture catch jail imprison free release deport extradite try hang execute".split()
)
"""What is done to those who are charged with something."""
CHARGED = frozenset("accused charged convicted suspected wanted".split())
WIDTH = 5  # tokens behind a verb within which the head of its object is looked for
CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october"
    " november december christmas easter ramadan today yesterday tomorrow".split()
)
"""Names that are adjuncts without a preposition."""
TELLINGS = ("claims", "reports", "charges", "rumours", "rumors")
TOLLS, CAUSES, SITED = ("toll", "number", "count"), {"from", "of", "in", "after"}, {"on", "against", "at", "near", "in"}
"""Nouns of tolls, prepositions before what took the lives, and before where it struck."""
LISTED = ("NOUN", "PROPN", "PRON", "NUM")


def object_before_gerund(draft: Draft) -> None:
    """ "Accused the mayor of taking bribes", the mayor read as the object or subject of "taking": what stands before the marker is of
    the verb above."""
    for verb, label in enumerate(draft.labels):
        above = draft.heads[verb]
        if label in ("advcl", "xcomp", "ccomp") and draft.tags[verb] == "VBG":
            for at in _before_marker(draft, verb):
                if above < at and not draft.labels_below(above) & {"obj", "nsubj:pass"}:
                    draft.attach(at, above, "obj")


def _before_marker(draft: Draft, verb: int) -> list[int]:
    """Objects and subjects of a verb that stand before the word that opens its clause."""
    below = draft.children(verb)
    mark = next((c for c in below if draft.labels[c] == "mark" and c < verb), -1)
    return [c for c in below if draft.labels[c] in ("obj", "nsubj") and c < mark]


def guest_as_object(draft: Draft) -> None:
    """ "Visiting Foreign Minister Ana Vel urged officials to wait": a bare "visiting" before a person with a title and a verb without
    a subject says who he is, and he is the subject."""
    for verb in range(len(draft)):
        guest = _guest(draft, verb) if draft.forms[verb].lower() == "visiting" else -1
        above = draft.heads[verb]
        if guest < 0 or draft.labels_below(above) & set(SUBJECTS):
            continue
        draft.attach(guest, above, "nsubj")
        draft.attach(verb, guest, "acl")
        for c in draft.children(verb):
            if c != guest:
                draft.heads[c] = above if draft.labels[c] != "punct" else guest


def _guest(draft: Draft, verb: int) -> int:
    """The one object of a participle or gerund before a finite verb, when it names a person with a title; -1 for anything else."""
    above = draft.heads[verb]
    if draft.labels[verb] not in ("advcl", "csubj") or above <= verb or draft.tags[above] not in FINITE:
        return -1
    guests = [c for c in draft.children(verb) if draft.labels[c] == "obj" and c > verb]
    if len(guests) != 1 or "," in draft.forms[verb:above]:
        return -1
    return guests[0] if _is_named_person(draft, guests[0], verb) else -1


def _is_named_person(draft: Draft, head: int, verb: int) -> bool:
    """Whether a name with words before it and no article stands right behind the verb."""
    first = _first(draft, head)
    return draft.pos[head] == "PROPN" and first == verb + 1 and first < head and draft.pos[first] not in ("DET", "PRON")


def aim_behind_doer(draft: Draft) -> None:
    """ "Attacks by gunmen against civilians", the civilians hung on the gunmen: whom a deed is against hangs on the deed."""
    for aim, label in enumerate(draft.labels):
        doer = draft.heads[aim]
        deed = draft.heads[doer]
        if label != "nmod" or draft.labels[doer] != "nmod" or not doer < aim or not deed < doer:
            continue
        if _opens_with(draft, aim, "against") and _opens_with(draft, doer, "by"):
            draft.attach(aim, deed, "nmod")


def _opens_with(draft: Draft, head: int, preposition: str) -> bool:
    return any(draft.labels[c] == "case" and draft.forms[c] == preposition for c in draft.children(head))


def name_as_subject(draft: Draft) -> None:
    """ "Ex-chancellor Ana Vel was honoured", the name read as a second subject: right behind what somebody is stands who he is."""
    for name in range(1, len(draft)):
        verb, label = draft.heads[name], draft.labels[name]
        described = draft.tags[name - 1] == "NN" and (draft.heads[name - 1], draft.labels[name - 1]) == (verb, label)
        newly = any(draft.forms[c] in ("a", "an") for c in draft.children(name - 1))  # "a charge Peru denies"
        if label in SUBJECTS and draft.pos[name] == "PROPN" and described and name < verb and not newly:
            draft.attach(name, name - 1, "appos")


def charge_of_taken(draft: Draft) -> None:
    """ "Police arrested 12 men, suspected of plotting", the suspicion hung on the arrest and so read as one against the police: behind
    the object of a verb of custody it is against that."""
    for charge, label in enumerate(draft.labels):
        verb = draft.heads[charge]
        if label != "advcl" or draft.tags[charge] != "VBN" or draft.forms[charge] not in CHARGED:
            continue
        taken = [c for c in draft.children(verb) if draft.labels[c] == "obj" and verb < c < charge]
        alone = not draft.labels_below(charge) & {*SUBJECTS, "mark", "aux:pass"}
        if taken and alone and draft.lemmas[verb] in CUSTODY and draft.forms[charge - 1] == ",":
            draft.attach(charge, taken[0], "acl")


def conjunct_of_name(draft: Draft) -> None:
    """ "Surgeon Ana Vel and her sister", the sister hung on the name right behind what the first is: both are of one list."""
    for beside, label in enumerate(draft.labels):
        name = draft.heads[beside]
        described = draft.labels[name] == "appos" and draft.heads[name] == name - 1 and draft.pos[name - 1] == "NOUN"
        if label == "conj" and described and draft.pos[name] == "PROPN" and draft.pos[beside] in NOUNS:
            draft.heads[beside] = name - 1


def demanded_as_past(draft: Draft) -> None:
    """ "Demanded (that) the council redraw the line", "redraw" read as a past: a bare form with a subject of its own, behind a verb of
    asking, is what is asked. Who insists or suggests that somebody cut a line may tell what was."""
    for verb, label in enumerate(draft.labels):
        above = draft.heads[verb]
        if (
            label not in ("xcomp", "ccomp")
            or draft.tags[verb] not in ("VBD", "VBP")
            or draft.lemmas[above] not in ASKING
        ):
            continue
        opening = {"aux"} if draft.lemmas[above] not in MAY_TELL else {"aux", "mark"}
        bare = draft.forms[verb] == draft.lemmas[verb] and not draft.labels_below(verb) & opening
        asked = [i for i in range(above + 1, verb) if _is_asked(draft, i, above, verb)]
        if bare and asked:
            draft.retag(verb, "VERB", "VB")
            draft.attach(verb, above, "ccomp")
            draft.attach(asked[0], verb, "nsubj")


def _is_asked(draft: Draft, i: int, above: int, verb: int) -> bool:
    """Whether a word between the two is the subject of what is asked, or the object of the asking (or read as a second subject of it)."""
    return draft.heads[i] in (above, verb) and draft.labels[i] in ("nsubj", "obj", "iobj")


def participle_as_past(draft: Draft) -> None:
    """ "Accused the mayor of trying to stop it and called for a vote", "called" tagged as a participle: behind an infinitive or a gerund,
    "and" and no auxiliary it is a past, which goes on from the verb above."""
    for verb, label in enumerate(draft.labels):
        before = draft.heads[verb]
        if label != "conj" or draft.tags[verb] != "VBN" or draft.tags[before] not in ("VB", "VBG"):
            continue
        below = draft.labels_below(verb)
        alone = "cc" in below and not below & {"aux", "aux:pass", *SUBJECTS}
        if alone and "aux:pass" not in draft.labels_below(before) and "obj" in draft.labels_below(before):
            draft.retag(verb, "VERB", "VBD")


def participle_with_object(draft: Draft) -> None:
    """ "The rebels freed six men and the army released ten", where "freed" was read as a participle on the rebels and the army as one
    more of the men: a participle has no object, so these are two clauses."""
    for first, label in enumerate(draft.labels):
        subject = draft.heads[first]
        second = draft.heads[subject]
        if label != "acl" or draft.tags[first] not in ("VBD", "VBN") or not subject == first - 1 < second - 2:
            continue
        beside = _beside_object(draft, first, second)
        if draft.labels[subject] not in SUBJECTS or beside < 0 or draft.tags[second] not in FINITE:
            continue
        above = draft.heads[second]
        draft.attach(first, first if above == second else above, draft.labels[second])
        draft.attach(second, first, "conj")
        draft.attach(subject, first, "nsubj")
        draft.attach(beside, second, "nsubj")
        for c in draft.children(beside):
            if draft.labels[c] == "cc":
                draft.heads[c] = second


def _beside_object(draft: Draft, first: int, second: int) -> int:
    """What is coordinated to the object of the first verb and stands right before the second; -1 for nothing."""
    objects = [c for c in draft.children(first) if draft.labels[c] == "obj" and c > first]
    if len(objects) != 1 or "," in draft.forms[first:second]:
        return -1
    at = second - 1
    return at if draft.heads[at] == objects[0] and draft.labels[at] == "conj" and draft.pos[at] in NOUNS else -1


def relative_of_name(draft: Draft) -> None:
    """ "Access to Kesh, which rebels hold", the relative clause hung on the access: whose object it is, is the name
    right before the comma."""
    for verb, label in enumerate(draft.labels):
        noun = draft.heads[verb]
        which = next(
            (c for c in draft.children(verb) if draft.forms[c].lower() == "which" and draft.labels[c] == "obj"), -1
        )
        if label != "acl:relcl" or which < 2 or draft.forms[which - 1] != "," or draft.pos[which - 2] != "PROPN":
            continue
        name = which - 2
        while draft.labels[name] in ("flat", "compound", "conj") and noun < draft.heads[name] < which:
            name = draft.heads[name]
        if noun < name:
            draft.heads[verb] = name


def site_of_toll(draft: Draft) -> None:
    """ "The toll from a raid on a camp rose", the camp hung on the toll: what was hit is of the raid that stands before it."""
    for site, label in enumerate(draft.labels):
        toll = draft.heads[site]
        if label != "nmod" or draft.lemmas[toll] not in TOLLS or toll > site or not _cases(draft, site) & SITED:
            continue
        deeds = [
            c
            for c in draft.children(toll)
            if toll < c < site and draft.labels[c] == "nmod" and _cases(draft, c) & CAUSES
        ]
        if deeds and draft.pos[deeds[-1]] in NOUNS:
            draft.heads[site] = deeds[-1]


def _cases(draft: Draft, i: int) -> set[str]:
    """The prepositions of a phrase."""
    return {draft.forms[c].lower() for c in draft.children(i) if draft.labels[c] == "case"}


def claims_as_verb(draft: Draft) -> None:
    """ "The army denied claims that it had fled", where "claims" was read as a second verb: a plural behind a past tense is its object,
    and the that-clause is what is claimed."""
    for at, label in enumerate(draft.labels):
        verb = draft.heads[at]
        said = (
            label in ("xcomp", "ccomp", "conj", "parataxis")
            and draft.tags[at] == "VBZ"
            and draft.tags[verb] in ("VBD", "VBN")
        )
        content = [c for c in draft.children(at) if draft.labels[c] == "ccomp" and "mark" in draft.labels_below(c)]
        if not said or verb != at - 1 or not content or draft.forms[at].lower() not in TELLINGS:
            continue
        draft.retag(at, "NOUN", "NNS")
        draft.attach(at, verb, "obj")
        draft.labels[content[0]] = "acl"


def name_as_adjunct(draft: Draft) -> None:
    """ "Troops left Kesh", the name read as an adjunct: a bare name right behind an active verb without an object is its object."""
    for at, label in enumerate(draft.labels):
        verb = draft.heads[at]
        bare = label in ("obl", "obl:unmarked") and draft.pos[at] == "PROPN" and at == verb + 1
        if not bare or draft.pos[verb] != "VERB" or draft.forms[at].lower() in CALENDAR or draft.has_object(verb):
            continue
        if not draft.labels_below(at) & {"case", "nummod"} and "aux:pass" not in draft.labels_below(verb):
            draft.labels[at] = "obj"


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
        if label == "nsubj:pass" and subject < verb and not draft.labels_below(verb) & {"aux", "aux:pass", "obj"}:
            coordinated = _to_object(draft, verb)
            if coordinated:
                draft.labels[subject] = "nsubj"
            for one in coordinated:
                draft.retag(one, "VERB", "VBD")


def _to_object(draft: Draft, verb: int) -> list[int]:
    """The verb and the participles coordinated right behind it ("convicted, jailed and fined him"), where the last has an object and
    none of them subject or auxiliary; [] elsewhere."""
    found = [verb]
    while "obj" not in draft.labels_below(found[-1]):
        at = found[-1] + 2
        if (
            at >= len(draft)
            or draft.labels[at] != "conj"
            or draft.heads[at] not in found
            or not _is_bare_participle(draft, at)
        ):
            return []
        found.append(at)
    return found if len(found) > 1 else []


def _is_bare_participle(draft: Draft, verb: int) -> bool:
    return draft.tags[verb] in ("VBN", "VBD") and not draft.labels_below(verb) & {*SUBJECTS, "aux", "aux:pass"}


def being_done(draft: Draft) -> None:
    """ "Spoke of a clinic being shelled", the clause hung on the verb: it is of the noun right before "being"."""
    for verb, label in enumerate(draft.labels):
        if label == "advcl" and draft.tags[verb] == "VBN" and not draft.labels_below(verb) & {*SUBJECTS, "mark"}:
            noun = _before_being(draft, verb)
            if noun > draft.heads[verb]:
                draft.attach(verb, noun, "acl")


def _before_being(draft: Draft, verb: int) -> int:
    """The noun right before the "being" of a passive, where it is an object or behind a preposition; -1 for none."""
    noun = next((c - 1 for c in draft.children(verb) if draft.forms[c].lower() == "being"), -1)
    return noun if draft.pos[noun] in NOUNS and draft.labels[noun] in ("obl", "obj", "nmod") else -1


def object_as_conjunct(draft: Draft) -> None:
    """ "Killed six people, including two children, and wounded nine others": what stands right behind a coordinated verb without an
    object is its object, and no further member of a list before the verb."""
    for verb in range(len(draft) - 1):
        if draft.pos[verb] != "VERB" or draft.labels[verb] != "conj" or draft.has_object(verb):
            continue
        noun = _listed_behind(draft, verb)
        if noun >= 0:
            draft.attach(noun, verb, "obj")


def _listed_behind(draft: Draft, verb: int) -> int:
    """The noun whose phrase begins right behind the verb and that hangs on a list begun before it; -1 for none."""
    for noun in range(verb + 1, min(verb + WIDTH, len(draft))):
        if draft.labels[noun] == "conj" and draft.heads[noun] < verb and draft.pos[noun] in LISTED:
            below = [c for c in draft.children(noun) if draft.heads[c] == noun]
            joined = any(draft.labels[c] in ("cc", "case") for c in below)
            return noun if min((noun, *below)) == verb + 1 and not joined else -1
    return -1


def object_as_subject(draft: Draft) -> None:
    """ "Gunmen wounded Lt. Col. J. P. St. John", the colonel read as a second subject: behind an active verb that has one before it
    and no object, he is the object."""
    for noun, label in enumerate(draft.labels):
        verb = draft.heads[noun]
        if label == "nsubj" and verb < noun and _has_subject_before(draft, verb) and not draft.has_object(verb):
            draft.attach(noun, verb, "obj")


def _has_subject_before(draft: Draft, verb: int) -> bool:
    active = draft.tags[verb] in ("VBD", "VBZ", "VBP") and draft.lemmas[verb] != "be"  # "there is a risk"
    before = (c for c in draft.children(verb) if c < verb and draft.heads[c] == verb)
    return active and any(draft.labels[c] == "nsubj" for c in before)
