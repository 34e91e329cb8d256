"""Repairs of headlines: verbs without their endings or auxiliaries that were read as nouns, and clauses without a verb."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

ACTS = frozenset(
    """fire torch shell raid storm attack bomb target protest clash march behead abduct seize kidnap ambush hit shoot kill wound burn
    loot strike arrest free detain capture shut slam condemn urge blast pound rescue vow flee down block
    bar reject deny sack oust jail nab free foil thwart repel rout slap deploy recall suspend""".split()
)
"""Verbs of headlines as they stand behind a plural: most of them are nouns or unknown to a tagger."""
BASES = frozenset("aid arms police force forces talks march rally riot raid protest ambush".split())
"""Nouns that a tagger takes for pasts behind a noun that ends in "s"."""
MANY = frozenset("police army militia navy junta mob troops gunmen government military cavalry infantry".split())
"""Nouns behind which a verb may stand in either number."""
OPENS = ("NUM", "DET", "NOUN", "PROPN", "ADJ", "PRON")
"""Parts of speech with which an object begins."""
AIMED = frozenset({"at", "on", "into", "against", "toward", "towards"})
NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass", "csubj")
HARMED = frozenset(
    """killed wounded injured arrested abducted kidnapped detained displaced freed rescued beheaded executed jailed shot hurt
    murdered gunned downed foiled seized held neutralised neutralized recovered evacuated destroyed torched charged""".split()
)
"""Participles that are passives when they end a headline: "six soldiers killed"."""
ALWAYS_DONE_TO = frozenset(
    """murdered abducted kidnapped detained arrested jailed executed beheaded gunned freed rescued displaced downed foiled seized
    held""".split()
)
"""... and those that are passives wherever no object follows."""
BEHIND = frozenset(
    ", ; : in near by off over outside inside at on after before during over amid as ahead while from".split()
)


def headline_verb(draft: Draft) -> None:
    """ "Rebels fire rockets at Lima", "Mob attacks police post", read as one noun: of a sentence without a verb."""
    for root, inside in sentences(draft):
        told = any(_is_verb(draft, i) and not _is_aside(draft, i) and not _is_base(draft, i) for i in inside)
        if told or draft.pos[root] not in (*NOUNS, "X", "ADJ", "VERB"):
            continue
        verb = next((i for i in inside[1:-1] if _is_act(draft, i, inside)), None)
        if verb is not None:
            _raise_verb(draft, verb, root, inside)


def _is_verb(draft: Draft, i: int) -> bool:
    """A verb or auxiliary that stands for itself, not before a noun."""
    return draft.pos[i] in ("VERB", "AUX") and draft.labels[i] not in ("amod", "compound")


def _is_aside(draft: Draft, i: int) -> bool:
    """A participle that only says more of a noun: "students marching on parliament"."""
    return draft.tags[i] == "VBG" and draft.labels[i] in ("acl", "advcl")


def _is_base(draft: Draft, i: int) -> bool:
    """A past that has the form of a present: "aid" of "bars aid groups"."""
    return draft.tags[i] == "VBD" and draft.forms[i] in BASES


def sentences(draft: Draft) -> list[tuple[int, list[int]]]:
    """The tokens of each root that make one stretch, without a stop or mark at their end; none of what is marks alone."""
    owner: dict[int, list[int]] = {}
    for i, root in enumerate(draft.roots()):
        owner.setdefault(root, []).append(i)
    whole = [(root, inside) for root, inside in owner.items() if inside[-1] - inside[0] == len(inside) - 1]
    words = [(root, [i for i in inside if draft.forms[i] not in (".", "!", "?")]) for root, inside in whole]
    return [(root, inside) for root, inside in words if inside]


def _is_act(draft: Draft, i: int, inside: list[int]) -> bool:
    """Whether a word is a verb of headlines that agrees with the noun before it, an object or what is aimed at behind it."""
    after = i + 1
    if draft.pos[i - 1] not in NOUNS or after not in inside:
        return False
    aimed = draft.forms[after] in AIMED
    if draft.forms[i] in ACTS:
        return _is_plural(draft, i - 1, inside) and (aimed or draft.pos[after] in OPENS)
    alone = draft.forms[i - 1] in MANY or not _is_plural(draft, i - 1, inside)
    opens = draft.pos[after] in OPENS or _is_base(draft, after)
    return alone and _without_s(draft.forms[i]) in ACTS and opens


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
        draft.attach(_object(draft, root), verb, "obj")
    for i in (i for i in inside if i > verb and _is_adjunct(draft, i, root, verb)):
        draft.attach(i, verb, "obl")


def _object(draft: Draft, root: int) -> int:
    """What the parser took for the root, as a noun; the noun that it stands before where it took it for a verb ("aid groups")."""
    noun = next((i for i in range(len(draft)) if draft.heads[i] == root and draft.labels[i] == "obj"), None)
    if not _is_base(draft, root) or noun is None:
        return root
    draft.retag(root, "NOUN", "NN")
    for i in (i for i in range(root + 1, len(draft)) if draft.heads[i] == root):
        draft.heads[i] = noun
    draft.attach(root, noun, "compound")
    return noun


def _gather(draft: Draft, subject: int, inside: list[int]) -> None:
    """Hang what stands before a subject and hung beyond it on the subject."""
    for i in (i for i in inside if i < subject < draft.heads[i]):
        draft.attach(i, subject, "compound" if draft.pos[i] in NOUNS else draft.labels[i])


def _is_adjunct(draft: Draft, i: int, root: int, verb: int) -> bool:
    """Whether a word behind the verb hung on its subject, or as a prepositional phrase on what was the root."""
    return draft.heads[i] == verb - 1 or (draft.heads[i] in (root, verb) and draft.labels[i] == "nmod" and i > root)


def headline_name(draft: Draft) -> None:
    """ "US vacates base": a name right before the verb that it was read as a part of, in a sentence without a subject, is the subject."""
    for root, inside in sentences(draft):
        first = inside[0]
        named = (
            first == root - 1 and draft.pos[first] == "PROPN" and draft.labels[first] in ("compound", "nmod", "amod")
        )
        if named and draft.tags[root] == "VBZ" and draft.heads[first] == root and not _subjects(draft, root, inside):
            draft.labels[first] = "nsubj"
            if draft.pos[root] != "VERB":
                draft.retag(root, "VERB", "VBZ")


def headline_passive(draft: Draft) -> None:
    """ "Teacher shot dead in Lima", "six soldiers killed": a participle as a noun or as a past without an object."""
    for root, inside in sentences(draft):
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
    """Whether a participle of harm stands without auxiliary and object behind those who suffered it: a number of them, or
    those that a verb names which always has an object, in a line that opens without an article."""
    if draft.forms[verb] not in HARMED or draft.tags[verb] != "VBD":
        return False
    if not _stands_alone(draft, verb, inside):
        return False
    return _is_numbered(draft, verb, inside) or (draft.heads[verb] == verb and _is_bare(draft, verb, inside))


def _stands_alone(draft: Draft, verb: int, inside: list[int]) -> bool:
    """Whether a line ends, or goes on with an adjunct, behind a verb that has no auxiliary and no object."""
    below = {draft.labels[i] for i in inside if draft.heads[i] == verb and i != verb}
    behind = verb + 2 if draft.forms[verb] == "gunned" else verb + 1
    last = behind > inside[-1] or draft.forms[behind] in BEHIND
    return last and not below & {"obj", "ccomp", "aux", "aux:pass", "cop", "nsubj:pass"}


def _is_bare(draft: Draft, verb: int, inside: list[int]) -> bool:
    """Whether the first words are a subject without an article or pronoun, of a verb that has an object wherever it is active."""
    subjects = _below(draft, verb, "nsubj", inside)
    if not subjects or draft.forms[verb] not in ALWAYS_DONE_TO or draft.pos[subjects[0]] not in NOUNS:
        return False
    return not {draft.pos[i] for i in inside if i <= subjects[0]} & {"DET", "PRON"}


def _is_numbered(draft: Draft, verb: int, inside: list[int]) -> bool:
    subjects = _below(draft, verb, "nsubj", inside)
    return any(draft.pos[s] == "NUM" or _below(draft, s, "nummod", inside) for s in subjects)


def headline_number(draft: Draft) -> None:
    """ "Militants behead two in Lima", "12 die": a bare number as a second subject behind its verb, or as the number of a verb; "ten
    hurt" as ten of a noun."""
    for number, verb in enumerate(draft.heads):
        if (
            draft.forms[verb] == "hurt"
            and draft.pos[verb] == "NOUN"
            and verb == number + 1
            and draft.pos[number] == "NUM"
        ):
            draft.retag(verb, "VERB", "VBN")
            draft.labels[number] = "nsubj:pass"
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
    for root, inside in sentences(draft):
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
    for root, inside in sentences(draft):
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


def headline_object(draft: Draft) -> None:
    """ "Sniper wounds two guards", "PM sacks army chief": what a verb is done to as an apposition of it."""
    for i, verb in enumerate(draft.heads):
        noun = (
            i > verb
            and draft.pos[i] in (*NOUNS, "NUM")
            and (draft.labels[i] == "appos" or _is_bare_adjunct(draft, i, verb))
        )
        if noun and draft.pos[verb] == "VERB" and draft.tags[verb] in FINITE and not draft.has_object(verb):
            draft.labels[i] = "obj"


def _is_bare_adjunct(draft: Draft, i: int, verb: int) -> bool:
    """Whether a plural without a preposition is an adjunct of a verb that takes an object: "frees aid workers"."""
    adjunct = draft.labels[i].startswith("obl") and draft.tags[i] == "NNS" and draft.forms[i] not in LENGTHS
    act = draft.forms[verb] in ACTS or _without_s(draft.forms[verb]) in ACTS
    return adjunct and act and all(draft.heads[c] == i and draft.labels[c] != "case" for c in range(verb + 1, i))


def _subjects(draft: Draft, root: int, inside: list[int]) -> list[int]:
    return [i for i in inside if draft.heads[i] == root and draft.labels[i] in SUBJECTS]


def headline_speaker(draft: Draft) -> None:
    """ "Governor: 14 killed in Lima raid": who speaks before a colon as a subject of what is said."""
    for root, inside in sentences(draft):
        colon = next((i for i in inside if draft.forms[i] == ":"), root)
        subjects = _subjects(draft, root, inside)
        if colon < root and any(colon < i for i in subjects):
            for i in subjects:
                draft.labels[i] = "parataxis" if i < colon else draft.labels[i]


def headline_tail(draft: Draft) -> None:
    """ "Strikes hit depot in Lima, army blamed": the clause behind the comma as the one that the first hangs on."""
    for root, inside in sentences(draft):
        if _is_tail(draft, root, inside):
            subjects = [i for i in _subjects(draft, root, inside) if i < root - 2]
            verbs = (i for i in inside if subjects and subjects[0] < i < root and _is_told(draft, i, subjects[0]))
            verb = next(verbs, None)
            if verb is not None:
                _turn(draft, root, verb, subjects[0])


def _is_tail(draft: Draft, root: int, inside: list[int]) -> bool:
    """Whether a root is such a participle with its own subject right before it, behind a comma."""
    behind = root - 2 in inside and draft.forms[root - 2] == ","
    if not behind or draft.forms[root] not in TAILS:
        return False
    return draft.heads[root - 1] == root and draft.pos[root - 1] in NAMING


def _turn(draft: Draft, root: int, verb: int, subject: int) -> None:
    draft.attach(verb, verb, "root")
    draft.attach(subject, verb, "nsubj")
    draft.attach(root, verb, "parataxis")
    draft.labels[root - 1] = "nsubj:pass"
    draft.retag(root, "VERB", "VBN")


def _is_told(draft: Draft, i: int, subject: int) -> bool:
    """Whether a word is a finite verb that hangs on the noun before it, and no "which" stands between."""
    relative = any(draft.tags[c] in ("WDT", "WP") for c in draft.children(i))
    told = draft.heads[i] == subject and draft.labels[i].startswith("acl") and draft.tags[i] in FINITE
    return told and not relative


LENGTHS = frozenset(
    "days weeks months years hours minutes nights miles metres meters kilometres kilometers times".split()
)
NAMING = ("NOUN", "PROPN", "PRON")
TAILS = frozenset({"blamed", "accused", "suspected", "arrested", "detained", "killed", "feared", "held"})
"""What headlines say of another behind a comma, without its auxiliary."""
