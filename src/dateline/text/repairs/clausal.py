"""Reattachments of verbs: short clauses that were read as noun phrases."""

from __future__ import annotations

from dateline.text.repairs.draft import FINITE, Draft

NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass")
CONTENT = ("ccomp", "acl", "acl:relcl", "xcomp", "advcl")
AUXILIARIES = {
    "be",
    "have",
    "do",
    "get",
    "need",
    "dare",
    "ought",
    "use",
}  # those that can stand before a verb, modals aside
SPEECH = frozenset(
    "accuse appeal blame call condemn criticize denounce deny pledge promise reiterate threaten urge vow warn".split()
)
"""Verbs of those who speak, which seldom go on from a deed that somebody tells of others."""
ALIGHT = ("ablaze", "alight", "aflame")  # what something is set, whatever it was tagged as
HURT = ("wounded", "injured", "hurt")
LEFT_SO = ("dead", *HURT)
HARMING = frozenset(
    "kill injure wound hurt shoot arrest detain abduct kidnap displace behead execute jail beat maim".split()
)
REACH = 16  # tokens before "dead" in which its "leaving" stands
AGENTS = ("obl:agent", "obl", "nmod")  # how a by-phrase is labelled
AMOUNTS = frozenset(
    "one two three four five six seven eight nine ten some several many most both all none half each dozens neither".split()
)
"""What may stand before "of which" and "of whom"."""
NEAR = 6  # tokens behind "of which" in which its verb stands
MOVED_WITH_VERB = ("punct", "obl", "obl:unmarked", "advcl")  # what goes from the noun to its verb with it


def clause_as_noun(draft: Draft) -> None:
    """ "Forces clashed with rebels", read as a noun with a participle.

    Only where the noun is the root and the participle can hardly be passive: it has a finite auxiliary, is tagged as a
    past tense, or has an object of its own, or a with-phrase and no by-phrase.
    """
    for verb in range(len(draft)):
        noun = draft.heads[verb]
        if _is_participle_clause(draft, verb) and _heads_root(draft, noun, verb) and _is_active(draft, verb):
            draft.attach(verb, verb, "root")
            draft.attach(noun, verb, "nsubj")
            for c in draft.children(noun):
                if c > verb and c != noun:
                    draft.heads[c] = verb


def _is_participle_clause(draft: Draft, verb: int) -> bool:
    label = draft.labels[verb]
    arguments = {*SUBJECTS, "obj", "advmod", "mark"}
    if label == "acl":  # a clause of content has a subject or an opening word of its own
        return not draft.labels_below(verb) & {*SUBJECTS, "mark"}
    return label == "acl:relcl" and not draft.labels_below(verb) & arguments


def _heads_root(draft: Draft, noun: int, verb: int) -> bool:
    """Whether a noun before the verb is the root, with neither copula nor subject."""
    if draft.labels[noun] != "root" or noun > verb or draft.pos[noun] not in NOUNS:
        return False
    return not draft.labels_below(noun) & {"cop", "nsubj"}


def _is_active(draft: Draft, verb: int) -> bool:
    below = draft.labels_below(verb)
    finite = any(_is_finite_auxiliary(draft, c, verb) for c in draft.children(verb))
    if finite or draft.tags[verb] == "VBD":
        return True
    if draft.tags[verb] != "VBN":
        return False
    return "obj" in below or ("obl" in below and not below & {"obl:agent", "aux:pass"})


def _is_finite_auxiliary(draft: Draft, i: int, verb: int) -> bool:
    return i < verb and draft.labels[i].startswith("aux") and draft.tags[i] in FINITE


def verb_as_modifier(draft: Draft) -> None:
    """ "Peru and Chile renewed talks", read as a noun with a subject and a participle before it.

    Only at the root, where the noun has a subject of its own but no copula and no determiner before the verb.
    """
    for noun, label in enumerate(draft.labels):
        if label == "root" and draft.pos[noun] in NOUNS and not draft.labels_below(noun) & {"cop", "aux"}:
            own = draft.children(noun)
            verbs = [c for c in own if draft.labels[c] == "amod" and draft.tags[c] in ("VBD", "VBN") and c < noun]
            if len(verbs) == 1:
                _raise_modifier(draft, noun, verbs[0])


def _raise_modifier(draft: Draft, noun: int, verb: int) -> None:
    own = sorted({*draft.children(noun), *(c for c in draft.children(verb) if draft.labels[c] in SUBJECTS)})
    before = [c for c in own if c < verb]
    subjects = [c for c in before if draft.labels[c] in (*SUBJECTS, "compound")]
    if not subjects or any(draft.labels[c] in ("det", "nmod:poss") for c in before):
        return
    draft.attach(verb, verb, "root")
    draft.attach(noun, verb, "obj")
    for c in own:
        if c in subjects:
            draft.attach(c, verb, "nsubj")
        elif c in before or draft.labels[c] in MOVED_WITH_VERB:
            draft.heads[c] = verb


def amount_of_relative(draft: Draft) -> None:
    """ "Flung two stones at her, one of which hit a wall": the amount before "of which" or "of whom" is the subject of the next
    verb, wherever it was hung."""
    for i in range(len(draft) - 3):
        if draft.forms[i + 1] == "of" and draft.forms[i + 2] in ("which", "whom") and draft.forms[i] in AMOUNTS:
            verb = next((v for v in range(i + 3, min(i + 3 + NEAR, len(draft))) if _ends_search(draft, v)), -1)
            if verb >= 0 and _lacks_subject(draft, verb):
                _make_relative(draft, i, verb)


def _ends_search(draft: Draft, i: int) -> bool:
    return draft.pos[i] in ("VERB", "PUNCT")


def _lacks_subject(draft: Draft, verb: int) -> bool:
    if draft.pos[verb] != "VERB" or draft.labels_below(verb) & {*SUBJECTS}:
        return False
    return draft.labels[verb] in ("acl:relcl", "conj", "ccomp", "parataxis", "advcl", "acl")


def _make_relative(draft: Draft, amount: int, verb: int) -> None:
    passive = "aux:pass" in draft.labels_below(verb)
    draft.attach(amount, verb, "nsubj:pass" if passive else "nsubj")
    draft.attach(amount + 1, amount + 2, "case")
    draft.attach(amount + 2, amount, "nmod")
    draft.labels[verb] = "acl:relcl"


def gapped_clause(draft: Draft) -> None:
    """ "Ten were killed and dozens injured", read as a verb and a noun with a participle: two clauses."""
    nominal = (*NOUNS, "NUM", "PRON", "ADJ")
    for noun, label in enumerate(draft.labels):
        verb = draft.heads[noun]
        if label == "conj" and draft.pos[noun] in nominal and draft.pos[verb] == "VERB":
            second = next((c for c in draft.children(noun) if c > noun and is_participle(draft, c)), -1)
            if second >= 0:
                _raise_conjunct(draft, noun, verb, second)


def is_participle(draft: Draft, i: int) -> bool:
    """Whether a word was read as a participle on a noun."""
    return draft.labels[i] == "acl" and draft.tags[i] in ("VBN", "VBD")


def _raise_conjunct(draft: Draft, noun: int, verb: int, second: int) -> None:
    draft.attach(second, verb, "conj")
    draft.attach(noun, second, "nsubj:pass" if "aux:pass" in draft.labels_below(verb) else "nsubj")
    for c in draft.children(noun):
        if draft.labels[c] == "cc" or c > second:
            draft.heads[c] = second


def number_of_participle(draft: Draft) -> None:
    """ "Six were killed and over 30 injured": the bare number right before the second participle is who was injured, wherever the parser
    hung it; so are those read as the subject of an active verb without an object ("and nine others wounded when …")."""
    for verb in range(1, len(draft)):
        first = draft.heads[verb]
        if not _follows_passive(draft, verb, first):
            continue
        below = draft.labels_below(verb)
        bare = not below & {*SUBJECTS, "aux", "aux:pass", "cop", "obj"}
        counted = draft.pos[verb - 1] == "NUM" or _is_beside_result(draft, verb - 1, first)
        if bare and counted and _opens_conjunct(draft, verb - 1, first):
            draft.attach(verb - 1, verb, "nsubj:pass")
        others = [c for c in draft.children(verb) if draft.labels[c] == "nsubj"]
        harmed = (
            draft.forms[verb] in HURT or draft.lemmas[verb] in HARMING
        )  # no "others referred to it", no "there was"
        if len(others) == 1 and harmed and not below & {"aux", "obj", "ccomp", "xcomp"}:
            draft.attach(others[0], verb, "nsubj:pass")


def _is_beside_result(draft: Draft, noun: int, verb: int) -> bool:
    """Whether a noun was hung on what became of others: "were shot dead and 60 others injured", on "dead"."""
    result = draft.heads[noun]
    return draft.labels[noun] == "conj" and draft.pos[result] == "ADJ" and draft.heads[result] == verb


def left_dead(draft: Draft) -> None:
    """ "Leaving Omar Said, 24, and his brother dead": what became of those left hangs on the verb, and they are its objects, where
    the parser began a clause with the last of them or hung "dead" on a verb further up."""
    for dead in range(2, len(draft)):
        if draft.forms[dead] not in LEFT_SO or draft.labels[dead] == "xcomp":
            continue
        verb = _leaving_before(draft, dead)
        first = next((c for c in draft.children(verb) if draft.labels[c] == "obj"), -1) if verb >= 0 else -1
        if not verb < first < dead or draft.heads[first] != verb:
            continue
        for c in draft.children(dead):
            if draft.labels[c] in SUBJECTS:
                draft.attach(c, first, "conj")
        draft.attach(dead, verb, "xcomp")


def _leaving_before(draft: Draft, dead: int) -> int:
    """The form of "leave" before a word, with nothing but names, nouns and ages between; -1 for none."""
    for i in range(dead - 1, max(dead - REACH, -1), -1):
        if draft.lemmas[i] == "leave":
            return i
        if draft.pos[i] in ("VERB", "AUX", "SCONJ") or draft.forms[i] in (";", ":", *LEFT_SO):
            return -1
    return -1


def toll_of_leaving(draft: Draft) -> None:
    """ "Leaving two dead and six wounded": the bare numbers are those who were left so, and what a second participle tells
    hangs on the verb as a clause of its own."""
    for dead in range(1, len(draft)):
        verb = draft.heads[dead]
        if draft.forms[dead] != "dead" or draft.lemmas[verb] != "leave" or draft.labels[dead] not in ("xcomp", "obj"):
            continue
        if draft.pos[dead - 1] == "NUM" and not draft.has_object(verb):
            draft.attach(dead - 1, verb, "obj")
            draft.attach(dead, verb, "xcomp")
        for hurt in (*draft.children(dead), *draft.children(verb)):
            if hurt > dead and draft.forms[hurt] in HURT:
                _raise_hurt(draft, hurt, verb)


def _raise_hurt(draft: Draft, hurt: int, verb: int) -> None:
    """Hang a participle with its number or subject on the verb, as a clause of its own."""
    is_numbered = draft.pos[hurt - 1] == "NUM"
    if is_numbered:
        draft.attach(hurt - 1, hurt, "nsubj:pass")
    if is_numbered or "nsubj:pass" in draft.labels_below(hurt):
        draft.retag(hurt, "VERB", "VBN")
        draft.attach(hurt, verb, "conj")


def _follows_passive(draft: Draft, verb: int, first: int) -> bool:
    conjunct = draft.labels[verb] == "conj" and draft.tags[verb] in ("VBN", "VBD") and first < verb
    return conjunct and bool(draft.labels_below(first) & {"aux:pass", "nsubj:pass"})


def _opens_conjunct(draft: Draft, number: int, first: int) -> bool:
    """Whether nothing but words of quantity stands between the number and the "and" or comma before it."""
    at = number - 1
    while (
        at > first
        and draft.pos[at] in ("NUM", "ADV", "ADJ", "DET")
        or draft.forms[at].lower() in ("at", "than", "to", "as")
    ):
        at -= 1
    return at > first and (draft.pos[at] == "CCONJ" or draft.forms[at] == ",")


def active_with_object(draft: Draft) -> None:
    """ "Clashes displaced 700 villagers", the clashes read as those displaced: without an auxiliary and with an object no passive."""
    for subject, label in enumerate(draft.labels):
        verb = draft.heads[subject]
        if (
            label == "nsubj:pass"
            and draft.tags[verb] == "VBD"
            and draft.labels[verb] != "conj"
            and _has_object(draft, verb)
        ):
            draft.labels[subject] = "nsubj"


def _has_object(draft: Draft, verb: int) -> bool:
    """Whether a verb without auxiliaries has an object; a number of people read as an adjunct is made one."""
    below = draft.labels_below(verb)
    if below & {"aux:pass", "aux", "conj"}:
        return False
    counted = [i for i in draft.children(verb) if i > verb and _is_counted(draft, i)]
    if "obj" not in below and counted:
        draft.labels[counted[0]] = "obj"
    return bool("obj" in below or counted)


def _is_counted(draft: Draft, i: int) -> bool:
    """Whether a phrase behind a verb is a number of people or things without a preposition, which is no adjunct."""
    below = draft.labels_below(i)
    return (
        draft.labels[i] in ("obl", "obl:unmarked")
        and draft.tags[i] == "NNS"
        and "nummod" in below
        and "case" not in below
    )


def conjunct_of_content(draft: Draft) -> None:
    """ "Peru denies that it built a base and accuses Chile", "accused Peru of lying and urged Chile to help": a finite verb behind a past
    or an infinitive in what is said goes on from the verb above in its own tense, not from the content. So does a verb of speech
    behind the deed of a perfect or what something is: "denied that its men had shelled it and blamed Chile"."""
    for verb, label in enumerate(draft.labels):
        content = draft.heads[verb]
        if label != "conj" or draft.labels[content] not in CONTENT or draft.labels_below(verb) & {*SUBJECTS, "aux"}:
            continue
        above = _finite_above(draft, content)
        same = draft.tags[verb] == draft.tags[above] in ("VBZ", "VBP", "VBD")
        if same and above < content < verb and _is_of_other_tense(draft, content, verb):
            draft.heads[verb] = above


def _finite_above(draft: Draft, i: int) -> int:
    """The first verb above that is no infinitive and no gerund; the top where there is none."""
    above = draft.heads[i]
    while draft.heads[above] != above and (draft.pos[above] != "VERB" or draft.tags[above] in ("VB", "VBG")):
        above = draft.heads[above]
    return above


def _is_of_other_tense(draft: Draft, content: int, verb: int) -> bool:
    told, tag = draft.tags[content], draft.tags[verb]
    turns_active = told == "VBN" and "aux:pass" in draft.labels_below(content) and "obj" in draft.labels_below(verb)
    is_deed = told == "VBN" and draft.lemmas[content] not in SPEECH
    if draft.lemmas[verb] in SPEECH and (is_deed or "cop" in draft.labels_below(content)):
        return True
    return told in ("VBG", "VB") or (told == "VBD" and tag in ("VBZ", "VBP")) or turns_active


def verb_as_auxiliary(draft: Draft) -> None:
    """ "The medics won praise", read as an auxiliary before a verb "praise": what is no auxiliary is the verb."""
    for verb, label in enumerate(draft.labels):
        noun = draft.heads[verb]
        if label == "aux" and verb + 1 == noun and draft.tags[noun] in ("VB", "VBP", "NN") and _is_verb(draft, verb):
            _raise_auxiliary(draft, verb, noun)


def _is_verb(draft: Draft, i: int) -> bool:
    """Whether a word tagged as a finite verb is none that can be an auxiliary."""
    finite = draft.tags[i] in ("VBD", "VBZ", "VBP") and draft.forms[i].isalpha()
    return finite and draft.lemmas[i] not in AUXILIARIES


def _raise_auxiliary(draft: Draft, verb: int, noun: int) -> None:
    top = verb if draft.heads[noun] == noun else draft.heads[noun]
    draft.attach(verb, top, draft.labels[noun])
    draft.attach(noun, verb, "obj")
    draft.retag(verb, "VERB", draft.tags[verb])
    draft.retag(noun, "NOUN", "NN")
    for c in draft.children(noun):
        if c not in (verb, noun) and draft.labels[c] not in ("amod", "det", "compound"):
            draft.heads[c] = verb


def content_as_relative(draft: Draft) -> None:
    """ "A report by the ministry that gunmen attacked the mission": a that-clause that lacks neither subject nor object tells
    what is reported, and hangs on the report."""
    for verb, label in enumerate(draft.labels):
        that = next((c for c in draft.children(verb) if draft.forms[c] == "that" and c < verb), -1)
        if label != "acl:relcl" or that < 0 or draft.labels[that] not in ("obl:unmarked", "obj"):
            continue
        if {"nsubj", "obj"} <= {draft.labels[c] for c in draft.children(verb) if c != that}:
            noun = draft.heads[verb]
            while draft.labels[noun] == "nmod" and draft.heads[noun] < noun:
                noun = draft.heads[noun]
            draft.attach(verb, noun, "acl")
            draft.attach(that, verb, "mark")


def agent_of_passive(draft: Draft) -> None:
    """ "Was threatened with arrest by the governor", "was shot dead by a guard": the by-phrase hung on the noun or result before it is
    the agent of the passive."""
    for agent, label in enumerate(draft.labels):
        noun = draft.heads[agent]
        by = label in AGENTS and any(
            draft.forms[c] == "by" and draft.labels[c] == "case" for c in draft.children(agent)
        )
        if by and _takes_agent(draft, noun) and (label == "obl:agent" or _lends_agent(draft, noun)):
            draft.attach(agent, draft.heads[noun], "obl:agent")


def _takes_agent(draft: Draft, noun: int) -> bool:
    """Whether a noun or result stands behind a passive without an agent on which it hangs."""
    verb = draft.heads[noun]
    is_result = draft.pos[noun] != "VERB" or draft.forms[noun] in ALIGHT
    return is_result and verb < noun and _lacks_agent(draft, verb)


def _lends_agent(draft: Draft, noun: int) -> bool:
    """ "Threatened with arrest by", "shot dead by", "taken from a hostel by": the agent of the verb was hung on the noun or result
    before it."""
    return draft.labels[noun] == "xcomp" or any(draft.forms[c] in ("with", "from") for c in draft.children(noun))


def _lacks_agent(draft: Draft, verb: int) -> bool:
    below = draft.labels_below(verb)
    return draft.pos[verb] == "VERB" and bool(below & {"aux:pass", "nsubj:pass"}) and "obl:agent" not in below


def is_set_off(draft: Draft, a: int, b: int) -> bool:
    """Whether a comma or another mark stands between two words."""
    return any(draft.pos[c] == "PUNCT" for c in range(a + 1, b))
