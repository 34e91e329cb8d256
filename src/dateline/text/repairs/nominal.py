"""Reattachments of nouns and numbers."""

from __future__ import annotations

from dateline.text.repairs.draft import Draft

NOUN_DEPENDENTS = {"det", "amod", "nmod:poss", "case"}  # what only a noun has below it
VERB_DEPENDENTS = {"obj", "nsubj", "aux", "mark", "xcomp", "ccomp"}  # what only a verb has
CLAUSAL = ("csubj", "xcomp", "ccomp")
NOUNS = ("NOUN", "PROPN")
SUBJECTS = ("nsubj", "nsubj:pass")
RELATED = {"relative", "family", "parent", "mother", "father", "widow", "friend", "colleague", "supporter", "lawyer", "neighbour",
           "neighbor", "body", "name", "photo", "picture", "list", "portrait", "funeral", "fate"}  # fmt: skip
"""What is of those to whom something was done: "relatives of the men killed"."""
MEASURES = {"mile", "kilometre", "kilometer", "km", "metre", "meter", "foot", "yard", "hour", "minute", "day", "week", "month", "year",
            "percent", "%", "degree", "time", "point", "dollar", "euro"}  # fmt: skip
"""What is measured and not done to: "marched between 20 and 30 miles"."""
HYPHENS = ("-", "–")
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
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


def bounded_object(draft: Draft) -> None:
    """ "Killed between 20 and 30 men", "abducted close to 90 girls": what bounds a number makes no oblique of the noun it counts."""
    for i in range(1, len(draft) - 2):
        verb = _verb_before_bound(draft, i)
        noun = draft.heads[i]
        if verb >= 0 and draft.labels[noun] == "obl" and noun > i and draft.lemmas[noun] not in MEASURES:
            draft.attach(noun, verb, "obj")
            for bound in range(verb + 1, i + 1):
                draft.attach(bound, i + 1, "advmod")


def _verb_before_bound(draft: Draft, i: int) -> int:
    """The verb without an object right before "between" or "close to" and a number; -1 for none."""
    if draft.labels[i] != "case" or draft.pos[i + 1] != "NUM" or _is_year(draft.forms[i + 1]):
        return -1
    between, close = draft.forms[i] == "between", draft.forms[i - 1 : i + 1] == ["close", "to"]
    verb = i - 1 if between else i - 2
    return verb if (between or close) and draft.pos[verb] == "VERB" and not draft.has_object(verb) else -1


def _is_year(form: str) -> bool:
    return len(form) == 4 and form.isdecimal() and form[:2] in ("18", "19", "20")


def _takes_object(draft: Draft, verb: int) -> bool:
    return draft.pos[verb] == "VERB" and not draft.has_object(verb)


def result_before_object(draft: Draft) -> None:
    """ "Shot dead two teachers": "dead" says what came of it, and is no adjective of those behind their own number or article."""
    for i, label in enumerate(draft.labels[:-1]):
        noun = draft.heads[i]
        verb = draft.heads[noun]
        opens = draft.heads[i + 1] == noun and draft.labels[i + 1] in ("det", "nummod", "nmod:poss")
        if label == "amod" and i < noun and opens and draft.pos[verb] == "VERB" and verb == i - 1:
            draft.attach(i, verb, "xcomp")


def number_before_comma(draft: Draft) -> None:
    """ "Wounding 40, police said": 40 is what the verb before it wounds, and counts no police."""
    for i, label in enumerate(draft.labels):
        if label == "nummod" and i + 1 < draft.heads[i] and draft.forms[i + 1] == ",":
            verb = next((v for v in range(i - 1, max(i - 1 - REACH, -1), -1) if draft.pos[v] == "VERB"), -1)
            if verb >= 0 and not draft.has_object(verb):
                draft.attach(i, verb, "obj")


def adjective_as_noun(draft: Draft) -> None:
    """A noun that looks like an adjective: "began an offensive", "the rebel offensive displaced families".

    The one has an article of its own where a verb's complement stands; the other was hung on a noun beyond the verb.
    """
    for i, label in enumerate(draft.labels):
        head = draft.heads[i]
        if draft.tags[i] != "JJ" or draft.pos[head] == "AUX":
            continue
        if label == "xcomp" and draft.pos[head] == "VERB" and "det" in draft.labels_below(i):
            _as_noun(draft, i, head, "obj")
        elif label == "amod":
            _as_subject(draft, i)


def _as_subject(draft: Draft, i: int) -> None:
    """Make a modifier that stands before the verb of its noun the subject of that verb, with the words before it."""
    noun = draft.heads[i]
    verb = draft.heads[noun]
    if draft.pos[verb] != "VERB" or not i < verb < noun or draft.labels_below(verb) & {"nsubj", "nsubj:pass"}:
        return
    _as_noun(draft, i, verb, "nsubj")
    for c in draft.children(noun):
        if c < i and draft.labels[c] in ("det", "compound", "amod", "nmod:poss"):
            draft.heads[c] = i


def _as_noun(draft: Draft, i: int, head: int, label: str) -> None:
    draft.attach(i, head, label)
    draft.retag(i, "NOUN", "NN")


def article_of_possessor(draft: Draft) -> None:
    """ "The smaller party's threat": the article before a possessor is the possessor's."""
    for i, label in enumerate(draft.labels):
        if label != "nmod:poss" or draft.pos[i] not in NOUNS or "det" in draft.labels_below(i):
            continue
        articles = [c for c in draft.children(draft.heads[i]) if draft.labels[c] == "det" and c < i]
        if len(articles) == 1:
            draft.heads[articles[0]] = i


def split_name(draft: Draft) -> None:
    """ "Mayor Hassan Said condemned it": two capitalised words side by side, both read as subjects of what follows, are one name; so is
    one that is an auxiliary to the parser ("Orla May condemned it")."""
    for j in range(1, len(draft)):
        verb, first = draft.heads[j], _name_head(draft, j - 1)
        auxiliary = draft.labels[j] == "aux" and draft.pos[j] == "PROPN"
        subject = auxiliary or draft.labels[j] in SUBJECTS
        if not _is_written_as_name(draft, j, verb) or not subject or draft.forms[j] in WEEKDAYS:
            continue
        if draft.labels[first] in SUBJECTS and draft.heads[first] in (verb, j):
            if draft.pos[j] != "PROPN":
                draft.retag(j, "PROPN", "NNP")
            draft.attach(first, verb, draft.labels[first if auxiliary else j])
            draft.attach(j, first, "flat")


def front_of_verb(draft: Draft) -> None:
    """ "The army test-fired a missile": what a hyphen ties to the front of a verb does nothing; the noun it took for its own does. "A
    U.S.-led raid": nor is it an adjunct of a participle before a noun."""
    for verb in range(2, len(draft)):
        front = verb - 2
        if draft.forms[verb - 1] == "-" and (draft.labels[verb], draft.labels[front]) == ("amod", "obl:unmarked"):
            draft.attach(front, verb, "compound")
        nouns = [c for c in _before(front, draft) if draft.pos[c] in ("NOUN", "PROPN")] if _is_tied(verb, draft) else []
        if not nouns:
            continue
        doer = nouns[-1]
        for child in _before(front, draft):
            if child < doer:
                draft.attach(child, doer, draft.labels[child])
        draft.attach(doer, verb, draft.labels[front] if draft.labels[front] in SUBJECTS else "nsubj")
        draft.attach(front, verb, "compound")


def _is_tied(verb: int, draft: Draft) -> bool:
    """Whether a hyphen ties a verb of a clause to a word that is taken for its subject, or for an adjunct before a verb without one."""
    bare = draft.labels[verb - 2] == "obl:unmarked" and not draft.labels_below(verb) & set(SUBJECTS)
    subject = draft.heads[verb - 2] == verb and (draft.labels[verb - 2] in SUBJECTS or bare)
    clausal = draft.pos[verb] == "VERB" and draft.labels[verb] not in ("amod", "acl")
    return draft.forms[verb - 1] == "-" and subject and clausal


def _before(i: int, draft: Draft) -> list[int]:
    return [c for c in draft.children(i) if c < i and draft.heads[c] == i]


def _name_head(draft: Draft, i: int) -> int:
    while draft.labels[i] == "flat" and draft.heads[i] < i:
        i = draft.heads[i]
    return i


def _is_written_as_name(draft: Draft, j: int, verb: int) -> bool:
    """Whether a word and the name before it have capitals, before a verb that has none."""
    if not draft.capitals or verb <= j or draft.pos[j - 1] != "PROPN":
        return False
    capitals = draft.capitals[j - 1] and draft.capitals[j] and not draft.capitals[verb]
    return capitals and draft.pos[j] in ("PROPN", "VERB", "NOUN")


def preposition_in_name(draft: Draft) -> None:
    """ "In Verkhnia Pustka": a preposition read on the second word of a name is that of the name."""
    for c, label in enumerate(draft.labels):
        second = draft.heads[c]
        first = draft.heads[second]
        if label in ("case", "det") and draft.labels[second] == "flat" and c < first < second:
            draft.heads[c] = first


def crossed_phrases(draft: Draft) -> None:
    """ "The Front for the Liberation of Macina": both prepositions read on the last noun, the one between them left without."""
    for j, label in enumerate(draft.labels):
        cases = [c for c in draft.children(j) if draft.labels[c] == "case" and draft.heads[c] == j and c < j]
        if label not in ("nmod", "obl") or len(cases) != 2 or cases[1] - cases[0] < 2:
            continue
        between = [
            k for k in range(cases[0] + 1, cases[1]) if draft.pos[k] in NOUNS and "case" not in draft.labels_below(k)
        ]
        if between and draft.heads[between[-1]] < cases[0]:
            middle = between[-1]
            draft.attach(middle, draft.heads[j], label)
            draft.attach(j, middle, "nmod")
            draft.heads[cases[0]] = middle


def article_across_preposition(draft: Draft) -> None:
    """ "The Front for the Liberation": an article read on the noun behind the next preposition is that of the noun it stands before."""
    for d, label in enumerate(draft.labels):
        head = draft.heads[d]
        if label != "det" or head <= d + 1 or draft.pos[d + 1] not in NOUNS:
            continue
        inside = (c for c in range(d + 1, head) if draft.labels[c] == "case" and draft.pos[c] == "ADP")
        if any(draft.forms[c - 1] not in HYPHENS for c in inside):  # "the oil-for-food program"
            draft.heads[d] = d + 1


def participle_of_others(draft: Draft) -> None:
    """ "Relatives of the men killed": the men were killed, not their relatives."""
    for v in range(1, len(draft)):
        top, near = draft.heads[v], v - 1
        if draft.labels[v] != "acl" or draft.tags[v] != "VBN" or draft.lemmas[top] not in RELATED or not top < near:
            continue
        if draft.labels[near] == "nmod" and draft.heads[near] == top and draft.pos[near] in NOUNS:
            draft.heads[v] = near


def participle_behind_number(draft: Draft) -> None:
    """ "Dug up the bodies of 30 murdered farmers": the farmers were murdered, nobody who digs murders them."""
    for v in range(2, len(draft) - 1):
        if not _is_counted_participle(draft, v):
            continue
        number, noun = v - 1, v + 1
        cases = [c for c in draft.children(number) if draft.labels[c] == "case" and c < number]
        if not cases:
            continue
        draft.attach(noun, draft.heads[number], draft.labels[number])
        draft.attach(number, noun, "nummod")
        draft.attach(v, noun, "amod")
        draft.retag(v, "VERB", "VBN")
        for c in cases:
            draft.heads[c] = noun


def _is_counted_participle(draft: Draft, v: int) -> bool:
    """A past form read as one more verb, between a number and the noun that it took for its object."""
    if draft.labels[v] != "conj" or draft.tags[v] not in ("VBD", "VBN") or draft.pos[v - 1] != "NUM":
        return False
    taken = draft.heads[v + 1] == v and draft.labels[v + 1] in ("obj", "nsubj", "obl")
    return taken and "cc" not in draft.labels_below(v)


def doer_behind_seems(draft: Draft) -> None:
    """ "He was shot on Sunday, it seems by rebels": the rebels shot him, whoever it seems to."""
    for i in range(1, len(draft)):
        seems = draft.heads[i]
        if (
            draft.labels[i] != "obl"
            or draft.labels[seems] != "parataxis"
            or draft.lemmas[seems] not in ("seem", "appear")
        ):
            continue
        by = any(draft.labels[c] == "case" and draft.lemmas[c] == "by" for c in draft.children(i))
        verb = draft.heads[seems]
        if by and "nsubj:pass" in draft.labels_below(verb) and "obl:agent" not in draft.labels_below(verb):
            draft.attach(i, verb, "obl:agent")


def aged_clause(draft: Draft) -> None:
    """ "A girl, three boys aged 5 to 9": the boys read as the subject of a clause on the girl."""
    for v in range(1, len(draft)):
        noun = v - 1
        if (
            draft.forms[v] == "aged"
            and draft.heads[noun] == v
            and draft.labels[noun] in SUBJECTS
            and draft.heads[v] < noun
        ):
            draft.attach(noun, draft.heads[v], "appos")
            draft.attach(v, noun, "acl")
    for c, label in enumerate(draft.labels):
        v = draft.heads[c]
        if label == "conj" and draft.pos[c] == "NOUN" and draft.forms[v] == "aged" and draft.labels[v] == "acl":
            of = draft.heads[v]
            draft.heads[c] = draft.heads[of] if draft.labels[of] == "appos" else of


def list_as_apposition(draft: Draft) -> None:
    """ "Killed a girl, three boys and a man": the middle of a list read as an apposition of its first."""
    for i, label in enumerate(draft.labels):
        first = draft.heads[i]
        if label != "appos" or draft.pos[i] != "NOUN" or draft.pos[first] != "NOUN" or not first < i:
            continue
        listed = [c for c in range(i + 1, len(draft)) if draft.heads[c] == first and draft.labels[c] == "conj"]
        after = [c for c in listed if "cc" in draft.labels_below(c)]
        if after and _is_indefinite(draft, i) and _is_indefinite(draft, first) and _is_indefinite(draft, after[0]):
            draft.attach(i, first, "conj")


def _is_indefinite(draft: Draft, noun: int) -> bool:
    """A noun with a number or "a": one that is not spoken of before."""
    return any(draft.labels[c] == "nummod" or draft.forms[c] in ("a", "an") for c in draft.children(noun) if c < noun)


def split_compound(draft: Draft) -> None:
    """ "The loss of the river port": two nouns side by side under one preposition are one phrase."""
    for i in range(len(draft) - 1):
        j = i + 1
        same = draft.heads[i] == draft.heads[j] < i and draft.labels[i] == draft.labels[j] in ("nmod", "obl")
        if same and draft.pos[i] in NOUNS and draft.pos[j] in NOUNS and "case" in _both(draft, i, j):
            draft.attach(i, j, "compound")
            for c in draft.children(i):
                draft.heads[c] = j


def _both(draft: Draft, i: int, j: int) -> set[str]:
    """The labels below the first of two nouns, or below the second, where only one of them has a preposition."""
    first, second = draft.labels_below(i), draft.labels_below(j)
    return set() if "case" in first & second else first | second


PARTICLES = frozenset("al el ul ur ibn bin bint abu ould van von de di da dos".split())
DIRECTIONS = frozenset("north south east west northeast northwest southeast southwest northeastern".split())
UNITS = frozenset("km kms kilometers kilometres kilometer kilometre miles mile metres meters".split())


def particle_of_name(draft: Draft) -> None:
    """ "Salem al-Harbi led it", the particle read as a subject of its own: between two parts of one name it is part of it."""
    for i in range(1, len(draft) - 1):
        after = i + 2 if draft.forms[i + 1] == "-" and i + 2 < len(draft) else i + 1
        name = draft.heads[after]
        between = (
            draft.forms[i] in PARTICLES
            and draft.labels[after] == "flat"
            and name < i
            and draft.labels[i] not in ("flat", "case")
        )
        if between and (i - 1 == name or draft.heads[i - 1] == name):
            draft.attach(i, name, "flat")


def direction_as_adverb(draft: Draft) -> None:
    """ "A camp 30 km north of Lima", the direction read as an adverb and the distance as an object: both say where, as "near" does."""
    for at in range(1, len(draft) - 2):
        if draft.forms[at] not in DIRECTIONS or draft.forms[at + 1] != "of":
            continue
        place = draft.heads[at + 1]
        if draft.heads[place] == at and draft.labels[at + 1] == "case":
            _set_direction(draft, at, place)


def _set_direction(draft: Draft, at: int, place: int) -> None:
    first, unit = at, -1
    if draft.forms[at - 1] in UNITS:
        unit = at - 1
        first = min([unit, *(i for i in draft.children(unit) if i < unit)])
    above = draft.heads[at] if unit < 0 else draft.heads[unit]
    if first > 0 and draft.pos[first - 1] in ("NOUN", "PROPN"):
        draft.attach(place, first - 1, "nmod")
    else:
        draft.attach(place, above, "obl" if draft.pos[above] == "VERB" else "nmod")
    draft.attach(at, place, "case")
    draft.attach(at + 1, at, "fixed")
    if unit >= 0:
        draft.attach(unit, place, "nmod:unmarked")


CAPTIVES = frozenset({"prisoner", "hostage", "captive"})


def captives_as_modifier(draft: Draft) -> None:
    """ "Taking nine soldiers prisoner", read as prisoners of soldiers: the soldiers are the object of the verb."""
    for state in range(2, len(draft)):
        verb, men = draft.heads[state], state - 1
        read_so = (
            draft.labels[state] == "obj" and draft.forms[state] in CAPTIVES and draft.lemmas[verb] in ("take", "hold")
        )
        if read_so and draft.heads[men] == state and draft.tags[men] == "NNS":
            for i in draft.children(state):
                if i < men:
                    draft.heads[i] = men
            draft.attach(men, verb, "obj")
            draft.attach(state, verb, "xcomp")
