"""Reattachments of objects that stand late: behind a phrase, behind what came of them, and what is done by way of one; nouns and pasts
right behind the word that opens a clause."""

from __future__ import annotations

from dateline.text.repairs.clausal import ALIGHT, SPEECH
from dateline.text.repairs.draft import Draft
from dateline.text.repairs.headlines import HARMED

OPENERS = ("det", "nummod", "nmod:poss")  # what a noun phrase begins with
CLOSED = ("det", "nmod:poss")  # what makes a phrase one of its own, which an apposition may explain
DURATIONS = frozenset(
    "second minute hour day week month year decade night morning evening afternoon noon midnight weekend time dawn dusk".split()
)
ASKING = ("urge", "call", "ask", "appeal", "order", "tell", "press", "implore", "exhort", "beg")
THOUGHT = frozenset("believed thought said known suspected alleged reported presumed".split())
"""Participles that say what is held of a noun: "a man believed to be in Lima"."""
GOING_ON = frozenset("fighting shelling bombing looting rioting shooting infighting".split())
"""Gerunds of what goes on for a time: "weeks of fighting"."""
MEASURED = frozenset(DURATIONS | set("mile kilometre kilometer metre meter percent way while bit lot".split()))
"""Nouns that say how long, how far or when, and are no object behind a phrase."""
CHANCES = frozenset("occasion opportunity chance moment".split())
TAKING = ("take", "seize", "grab", "grasp")
STATING = frozenset("call describe brand label term say add argue insist claim note cite".split()) | SPEECH
"""What a speaker goes on to say in a gerund behind what he asks for."""
DENYING = frozenset("deny dispute refute rebut reject dismiss repudiate".split())
REPORTING = STATING | set("tell report announce confirm state declare".split())
CONJUNCTIONS = frozenset("after because before since when while as although though".split())
"""What opens a clause with a subject of its own."""
GIVING = frozenset("give hand deal send show offer deny award grant lend pay bring".split())
TERMS = frozenset(("year", "month", "lash"))
OF_VERBS = frozenset("strip rob deprive relieve divest remind inform accuse convict acquit rid clear cheat".split())
"""Verbs that say of what in an of-phrase beside their object."""
NOT_BARE = frozenset({"nsubj", "nsubj:pass", "csubj", "aux", "aux:pass", "obl:agent"})
"""What below a participle says that its form or its subject was read well."""


def late_object(draft: Draft) -> None:
    """ "Held back for five hours the delegate": a noun behind a phrase, read as an apposition to it, as an adjunct or as content,
    is the object of a verb that has none."""
    for noun in range(len(draft)):
        if draft.pos[noun] != "NOUN":
            continue
        verb = _verb_above(draft, noun)
        may_be = verb < noun and _opens_phrase(draft, noun) and _is_late(draft, noun, verb)
        if may_be and (draft.labels[noun] == "ccomp" or not draft.has_object(verb)):
            draft.attach(noun, verb, "obj")


def _verb_above(draft: Draft, noun: int) -> int:
    """What a noun hangs on, or the phrase that it was read as an apposition to."""
    above = draft.heads[noun]
    return draft.heads[above] if draft.labels[noun] == "appos" else above


def _opens_phrase(draft: Draft, noun: int) -> bool:
    """Whether a noun has an article, a number or a possessor and no preposition, and tells neither time nor measure."""
    below = draft.labels_below(noun)
    own = {"case", "cop", "nsubj", "mark", "aux"}
    plain = draft.pos[noun] == "NOUN" and draft.lemmas[noun] not in MEASURED
    return plain and bool(below & set(OPENERS)) and not below & own


def _may_govern(draft: Draft, verb: int) -> bool:
    """Whether a word is an active verb with nobody to whom it is done."""
    return draft.pos[verb] == "VERB" and not draft.labels_below(verb) & {"aux:pass", "nsubj:pass", "cop", "iobj"}


def _phrase_above(draft: Draft, i: int, verb: int) -> int:
    """The noun behind a verb whose phrase the word ends."""
    while draft.labels[i] == "nmod" and draft.heads[i] > verb:
        i = draft.heads[i]
    return i


def _is_late(draft: Draft, noun: int, verb: int) -> bool:
    """Whether the noun stands right behind a phrase with a preposition on its verb, without a comma between."""
    last = _start(draft, noun) - 1
    between = {draft.pos[i] for i in range(verb + 1, noun)}
    if last <= verb or not _may_govern(draft, verb) or between & {"PUNCT", "VERB", "CCONJ"}:
        return False
    last = _phrase_above(draft, last, verb)
    is_adjunct = draft.labels[last] == "obl" and draft.heads[last] == verb and "case" in draft.labels_below(last)
    return is_adjunct and _is_misread(draft, noun, last)


def _is_misread(draft: Draft, noun: int, last: int) -> bool:
    """Whether a noun behind a phrase was read as something that may well be an object."""
    if draft.labels[noun] == "appos":
        return draft.heads[noun] == last and not _is_explained(draft, last, noun)
    return draft.labels[noun] in ("obl:unmarked", "ccomp")


def _is_explained(draft: Draft, last: int, noun: int) -> bool:
    """ "With his ally the king", "in Peru the country": whether a second noun may tell what the first is."""
    is_same = draft.tags[noun] == draft.tags[last] and bool(draft.labels_below(last) & set(CLOSED))
    return draft.pos[last] != "NOUN" or is_same


def _start(draft: Draft, noun: int) -> int:
    return min(c for c in (*draft.children(noun), noun))


def object_of_alight(draft: Draft) -> None:
    """ "Set ablaze a depot": what is set ablaze is the object of the verb, whatever "ablaze" was tagged as."""
    for alight, label in enumerate(draft.labels):
        verb = draft.heads[alight]
        if draft.forms[alight] not in ALIGHT or verb != alight - 1 or label != "xcomp":
            continue
        draft.retag(alight, "ADJ", "JJ")
        for c in draft.children(alight):
            if draft.heads[c] == alight:
                draft.heads[c] = verb


def aim_of_chance(draft: Draft) -> None:
    """ "Used the visit to ask for help", "took the chance to flee": the infinitive is what is done by way of it, by the same one."""
    for aim, label in enumerate(draft.labels):
        noun = draft.heads[aim]
        verb = draft.heads[noun]
        if label != "acl" or draft.tags[aim] != "VB" or draft.labels[noun] != "obj" or not verb < noun < aim:
            continue
        if draft.lemmas[verb] == "use" or (draft.lemmas[verb] in TAKING and draft.lemmas[noun] in CHANCES):
            draft.attach(aim, verb, "advcl")


def gerund_of_speaker(draft: Draft) -> None:
    """ "Urged Peru to end the duty, calling it unfair", "denied that they fled, saying Peru had": behind a comma a gerund of speech goes
    on from who asks or denies, not from what is asked for or denied."""
    for gerund, label in enumerate(draft.labels):
        if label != "advcl" or draft.tags[gerund] != "VBG" or draft.lemmas[gerund] not in STATING:
            continue
        verb = _asker_of(draft, draft.heads[gerund])
        if verb < 0:
            verb = _denier_over(draft, draft.heads[gerund])
        if 0 <= verb < gerund and draft.forms[gerund - 1] == ",":
            draft.heads[gerund] = verb


def _asker_of(draft: Draft, asked: int) -> int:
    """The verb by which an act is asked for; -1 for an act that is not."""
    verb = draft.heads[asked]
    is_request = draft.labels[asked] == "xcomp" and draft.tags[asked] == "VB" and draft.pos[verb] == "VERB"
    return verb if is_request and verb < asked else -1


def _denier_over(draft: Draft, denied: int) -> int:
    """The verb of denying above what is denied; -1 for none."""
    seen = {denied}
    while draft.heads[denied] not in seen:
        denied = draft.heads[denied]
        if draft.lemmas[denied] in DENYING and draft.tags[denied].startswith("V"):
            return denied
        seen.add(denied)
    return -1


def gerund_before_saying(draft: Draft) -> None:
    """ "Gunmen ambushed a convoy, killing two, the mission said", the mission read as who killed: a gerund between what is said and its
    speaker tells of what is said."""
    for gerund, label in enumerate(draft.labels):
        saying = draft.heads[gerund]
        if label != "advcl" or draft.tags[gerund] != "VBG" or draft.lemmas[saying] not in REPORTING:
            continue
        below = draft.children(saying)
        speakers = [c for c in below if draft.labels[c] == "nsubj" and c != gerund]
        told = [c for c in below if draft.labels[c] == "ccomp" and c < gerund]
        if told and speakers and gerund < min(speakers):
            draft.attach(gerund, told[-1], "advcl")


def past_of_clause(draft: Draft) -> None:
    """ "After gunmen loyal to him fired on the camp", "fired" read as a participle: a bare noun right behind the word that opens a clause
    is the subject of its verb, which without an auxiliary and an agent is a past."""
    for verb, label in enumerate(draft.labels):
        below = draft.labels_below(verb)
        if label != "advcl" or draft.tags[verb] != "VBN" or "mark" not in below or below & NOT_BARE:
            continue
        subject = _behind_marker(draft, verb)
        if subject >= 0:
            draft.labels[subject] = "nsubj"
            draft.retag(verb, "VERB", "VBD")


def _behind_marker(draft: Draft, verb: int) -> int:
    """The noun without a preposition right behind the word that opens the verb's clause, read as an adjunct; -1 for none."""
    opener = next(c for c in draft.children(verb) if draft.labels[c] == "mark")
    if draft.forms[opener] not in CONJUNCTIONS:
        return -1
    for c in draft.children(verb):
        bare = draft.labels[c] in ("obl", "obl:unmarked") and "case" not in draft.labels_below(c) and opener < c < verb
        if bare and draft.lemmas[c] not in MEASURED and _start(draft, c) == opener + 1:
            return c
    return -1


def gerund_of_two(draft: Draft) -> None:
    """ "Cut off by fighting between rebels and the army", the fighting read as a clause of those cut off: a gerund right behind a
    preposition and before "between" is a noun, the doer where it stands behind "by" on a passive."""
    for i in range(1, len(draft) - 1):
        if not _is_among_two(draft, i):
            continue
        on_verb = draft.pos[draft.heads[i]] == "VERB"
        draft.labels[i] = "obl:agent" if draft.forms[i - 1] == "by" else "obl" if on_verb else "nmod"
        draft.labels[i - 1] = "case"
        draft.pos[i], draft.tags[i], draft.lemmas[i] = "NOUN", "NN", draft.forms[i]
        for c in draft.children(i):
            draft.labels[c] = "nmod" if draft.labels[c] == "obl" else draft.labels[c]


def _is_among_two(draft: Draft, i: int) -> bool:
    """Whether a gerund between a preposition and "between" may be a noun: behind "by" only on a passive ("won by standing between")."""
    if draft.tags[i] != "VBG" or draft.labels[i] not in ("advcl", "acl") or draft.forms[i + 1] != "between":
        return False
    opens = draft.labels[i - 1] == "mark" and draft.heads[i - 1] == i and draft.tags[i - 1] == "IN"
    return opens and (draft.forms[i - 1] != "by" or draft.tags[draft.heads[i]] == "VBN")


def object_of_particle(draft: Draft) -> None:
    """ "Came upon a cache", "struck off two charities": a phrase without a preposition right behind the particle of a verb that has no
    object is its object, unless it tells time or measure."""
    for noun, label in enumerate(draft.labels):
        verb = draft.heads[noun]
        if (
            label not in ("obl", "obl:unmarked")
            or not verb < noun
            or draft.has_object(verb)
            or not _may_govern(draft, verb)
        ):
            continue
        before = _start(draft, noun) - 1
        particle = draft.labels[before] == "compound:prt" and draft.heads[before] == verb
        bare = label == "obl" and draft.labels_below(noun) <= {"punct"} and draft.lemmas[noun] not in MEASURED
        if particle and (
            _opens_phrase(draft, noun) or (bare and draft.pos[noun] == "NOUN")
        ):  # "Pilots call off strike"
            draft.labels[noun] = "obj"


def receiver_as_object(draft: Draft) -> None:
    """ "Gave the thief a beating", "handed Ana Ruiz four years": of two objects side by side of a verb of giving, the first is who
    gets the second; a term of years is an object there, and no time."""
    for gift in range(len(draft.labels)):
        verb = draft.heads[gift]
        receiver = _start(draft, gift) - 1
        if draft.lemmas[verb] not in GIVING or not verb < receiver or not _may_be_given(draft, gift):
            continue
        if draft.labels[receiver] == "flat":
            receiver = draft.heads[receiver]
        if draft.labels[receiver] == "obj" and draft.heads[receiver] == verb:
            draft.labels[receiver], draft.labels[gift] = "iobj", "obj"


def _may_be_given(draft: Draft, noun: int) -> bool:
    """An object with its own opening, or a number of years that was taken for an object of measure or the time of the giving."""
    if draft.labels[noun] == "obj" and _opens_phrase(draft, noun):
        return True
    is_term = draft.lemmas[noun] in TERMS and "nummod" in draft.labels_below(noun)
    return is_term and draft.labels[noun] in ("obj", "obl:unmarked")


def of_phrase_of_verb(draft: Draft) -> None:
    """ "Stripped the college of its licence", "reminded them of their duty": with verbs of taking from and telling of, an of-phrase with
    a possessor on their object hangs on the verb."""
    for noun, label in enumerate(draft.labels):
        thing = draft.heads[noun]
        verb = draft.heads[thing]
        undergoes = draft.labels[thing] in ("obj", "nsubj:pass") and draft.lemmas[verb] in OF_VERBS
        if label == "nmod" and undergoes and verb < thing < noun and _is_of_own(draft, noun):
            draft.attach(noun, verb, "obl")


def _is_of_own(draft: Draft, noun: int) -> bool:
    """Whether a phrase is opened by "of" and a possessive pronoun."""
    below = {draft.labels[c]: c for c in draft.children(noun)}
    if not {"nmod:poss", "case"} <= below.keys():
        return False
    return draft.pos[below["nmod:poss"]] == "PRON" and draft.forms[below["case"]] == "of"


def past_on_noun(draft: Draft) -> None:
    """ "Freed 25 of the guards held captive near the border", "held" tagged as a past: a clause without a subject that hangs right on a
    noun and has neither auxiliary nor object is a participle, and passive."""
    for verb, label in enumerate(draft.labels):
        plain = label == "acl" and draft.tags[verb] == "VBD" and draft.heads[verb] < verb
        if plain and not draft.labels_below(verb) & {*NOT_BARE, "obj", "ccomp", "mark", "cop"}:
            draft.retag(verb, "VERB", "VBN")
        if label == "advcl" and _is_thought_of(draft, verb):
            draft.attach(verb, verb - 1, "acl")
            draft.retag(verb, "VERB", "VBN")


def _is_thought_of(draft: Draft, verb: int) -> bool:
    """ "A man believed to be in Lima", on the verb before: right behind a noun, with an infinitive and no subject of its own."""
    known = (
        draft.forms[verb] in THOUGHT and draft.tags[verb] in ("VBD", "VBN") and draft.pos[verb - 1] in ("NOUN", "PROPN")
    )
    below = draft.labels_below(verb)
    return known and verb > 1 and "xcomp" in below and not below & {*NOT_BARE, "mark", "obj", "ccomp"}


def past_beside_passive(draft: Draft) -> None:
    """ "A man was dragged out and executed", the second tagged as a past: what is done to somebody beside a passive, with no object, is
    a passive as well."""
    for verb, label in enumerate(draft.labels):
        above = draft.heads[verb]
        if label != "conj" or draft.tags[verb] != "VBD" or draft.forms[verb] not in HARMED:
            continue
        passive = draft.labels_below(above) & {"aux:pass", "nsubj:pass"}
        if passive and not draft.labels_below(verb) & {*NOT_BARE, "obj", "ccomp"}:
            draft.retag(verb, "VERB", "VBN")


def gerund_of_time(draft: Draft) -> None:
    """ "After three weeks of fighting", "since fighting broke out": a gerund behind a time and "of", or one that is a subject."""
    for i, label in enumerate(draft.labels):
        if draft.forms[i] not in GOING_ON or draft.tags[i] != "VBG" or draft.labels_below(i) & {"obj", *NOT_BARE}:
            continue
        of_time = label in ("acl", "advcl") and draft.lemmas[draft.heads[i]] in DURATIONS
        if of_time or label == "nsubj":
            _make_noun(draft, i, "nmod" if of_time else label)


def _make_noun(draft: Draft, i: int, label: str) -> None:
    draft.pos[i], draft.tags[i], draft.lemmas[i], draft.labels[i] = "NOUN", "NN", draft.forms[i], label
    for c in draft.children(i):
        draft.labels[c] = "case" if draft.labels[c] == "mark" else draft.labels[c]


def hurt_as_adjective(draft: Draft) -> None:
    """ "32 people were hurt", "hurt" read as an adjective: a number of people is the subject of a passive."""
    turned = {"cop": "aux:pass", "nsubj": "nsubj:pass"}
    for i in range(len(draft)):
        if draft.forms[i] == "hurt" and draft.tags[i] == "JJ" and _is_of_several(draft, i):
            draft.retag(i, "VERB", "VBN")
            for c in draft.children(i):
                draft.labels[c] = turned.get(draft.labels[c], draft.labels[c])


def _is_of_several(draft: Draft, i: int) -> bool:
    """Whether a predicate with a copula has a number of somebody for its subject."""
    subjects = [c for c in draft.children(i) if draft.labels[c] == "nsubj"]
    numbered = any(draft.pos[c] == "NUM" or "nummod" in draft.labels_below(c) for c in subjects)
    return numbered and "cop" in draft.labels_below(i)


def asked_behind_clause(draft: Draft) -> None:
    """ "Called on the captors of a man taken in Lima to free him", "urged donors, who have met half of it, to act": what is asked hung on
    the clause that tells more of who is asked."""
    for verb, label in enumerate(draft.labels):
        inner = draft.heads[verb]
        asked = label == "advcl" and draft.tags[verb] == "VB" and draft.forms[verb - 1] == "to"
        if not asked or not draft.labels[inner].startswith("acl") or draft.tags[inner] == "VB":
            continue
        above = _asking_above(draft, draft.heads[inner])
        if above >= 0 and above < inner and not draft.labels_below(above) & {"xcomp", "ccomp"}:
            draft.attach(verb, above, "xcomp")


def _asking_above(draft: Draft, noun: int) -> int:
    """The verb of asking that a noun is the object of, or stands in the phrase of; -1 for none."""
    while draft.labels[noun] == "nmod" and draft.heads[noun] != noun:
        noun = draft.heads[noun]
    above = draft.heads[noun]
    return above if draft.labels[noun] in ("obj", "iobj", "obl") and draft.lemmas[above] in ASKING else -1


def verb_on_subject(draft: Draft) -> None:
    """ "The premier held peace talks", read as a noun with a subject and a participle on that: a participle alone on the subject of a
    root that is a noun without a copula, right before the words of the noun, is the verb."""
    for noun, label in enumerate(draft.labels):
        if label == "root" and draft.pos[noun] in ("NOUN", "PROPN") and not draft.labels_below(noun) & {"cop", "aux"}:
            verb = _on_subject(draft, noun)
            if verb >= 0:
                _make_root(draft, noun, verb)


def _on_subject(draft: Draft, noun: int) -> int:
    """The participle between the subject of a noun and the words of the noun; -1 for none."""
    own = [c for c in draft.children(noun) if draft.labels[c] not in ("punct", "cc", "root")]
    subject = next((c for c in own if draft.labels[c] == "nsubj"), noun)
    verb = next(
        (c for c in draft.children(subject) if draft.labels[c] == "acl" and draft.tags[c] in ("VBD", "VBN")), -1
    )
    if not subject < verb < noun or draft.labels_below(verb) - {"punct"}:
        return -1
    return verb if min((c for c in own if c > subject), default=noun) == verb + 1 else -1


def _make_root(draft: Draft, noun: int, verb: int) -> None:
    """Make a verb the root and the noun its object; what is told of the deed goes with it."""
    told = [c for c in draft.children(noun) if draft.labels[c] in ("punct", "obl", "obl:unmarked", "advcl")]
    subject = draft.heads[verb]
    draft.attach(verb, verb, "root")
    draft.attach(subject, verb, "nsubj")
    draft.attach(noun, verb, "obj")
    for c in told:
        draft.heads[c] = verb
