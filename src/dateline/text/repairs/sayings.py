"""Reattachments of who says something and of what is said: speakers that were read as doers, deeds that were read as said."""

from __future__ import annotations

from dateline.text.repairs.clausal import NOUNS, SUBJECTS, is_participle, is_set_off
from dateline.text.repairs.draft import FINITE, Draft

DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
SPEAKER = {"NOUN", "PROPN", "DET", "ADJ", "CCONJ", "NUM"}  # parts of speech of a speaker's phrase
SAYING = {"say", "report", "add", "announce", "confirm", "state"}
"""Verbs that stand behind all that they tell, with their speaker before them."""
DEMANDING = {
    "demand",
    "urge",
    "warn",
    "deny",
    "call",
    "accuse",
    "order",
    "reject",
    "claim",
    "insist",
    "threaten",
    "vow",
    "pledge",
}
"""Verbs of which no clause is the subject."""
RELATIVE = {"WDT", "WP", "WP$", "WRB"}  # tags of words that open a relative clause


def speaker_as_conjunct(draft: Draft) -> None:
    """ "Gunmen killed six men, police and guards said", where the speakers were read as two more of those killed, or killing."""
    for verb in range(len(draft)):
        content = _content_before(draft, verb)
        if content is None or draft.labels_below(verb) & set(SUBJECTS):
            continue
        speakers = _speakers(draft, content, verb)
        for c in speakers[1:]:
            draft.heads[c] = speakers[0]
        if speakers:
            draft.attach(speakers[0], verb, "nsubj")
            if draft.labels[verb] == "advcl":
                draft.labels[verb] = "parataxis"


def _content_before(draft: Draft, verb: int) -> int | None:
    """The head of what a verb behind it may be the saying of: its content clause, or the clause it was hung on without "and"."""
    if draft.pos[verb] != "VERB" or draft.tags[verb] not in FINITE:
        return None
    below = {draft.labels[c]: c for c in draft.children(verb)}
    if draft.labels[verb] == "root":
        content = below.get("ccomp", verb)
    else:
        bare = draft.labels[verb] in ("parataxis", "conj", "advcl") and not {"cc", "mark"} & set(below)
        content = draft.heads[verb] if bare else verb
    return content if content < verb else None


def _speakers(draft: Draft, content: int, verb: int) -> list[int]:
    """The nouns right before a verb of speech, after a comma, that were read as conjuncts in what is said or as its subject."""
    first = verb
    while first > content and (draft.pos[first - 1] in SPEAKER or draft.labels[first - 1] == "nmod:poss"):
        first -= 1
    if first == 0 or draft.pos[first - 1] != "PUNCT":
        return []
    return [
        i
        for i in range(first, verb)
        if draft.heads[i] < first and (_is_conjunct_noun(draft, i) or draft.labels[i] in SUBJECTS)
    ]


def _is_conjunct_noun(draft: Draft, i: int) -> bool:
    return draft.labels[i] == "conj" and draft.pos[i] in NOUNS


def it_as_expletive(draft: Draft) -> None:
    """ "It demanded that they leave", where "it" was read as standing for the clause: what only somebody does has a subject."""
    for at, label in enumerate(draft.labels):
        verb = draft.heads[at]
        active = label == "expl" and at < verb and "aux:pass" not in draft.labels_below(verb)
        if active and draft.lemmas[verb] in SAYING | DEMANDING and draft.pos[verb] == "VERB":
            draft.labels[at] = "nsubj"


def swapped_speaker(draft: Draft) -> None:
    """ "The report is false, the mayor said", where the mayor was read as what is false and the report as who said it: who stands behind
    the content and a comma, right before the verb, says it."""
    for content, label in enumerate(draft.labels):
        verb = draft.heads[content]
        if label != "ccomp" or verb < content or draft.tags[verb] not in FINITE:
            continue
        told = [c for c in draft.children(verb) if draft.labels[c] in SUBJECTS and c < content]
        speakers = [c for c in draft.children(content) if draft.labels[c] in SUBJECTS and content < c < verb]
        if len(told) == len(speakers) == 1 and is_set_off(draft, content, speakers[0]):
            draft.attach(speakers[0], verb, "nsubj")
            draft.attach(told[0], content, "nsubj")


def saying_as_relative(draft: Draft) -> None:
    """ "Killing six guards, two sources and a nurse said", where the saying was hung on the guards: a clause behind a comma with a
    subject and without a relative pronoun goes with the whole."""
    for verb in range(len(draft)):
        noun = draft.heads[verb]
        if not _says_behind(draft, verb, noun) or draft.labels_below(verb) & {"obj", "ccomp"}:
            continue
        between = range(noun + 1, verb)
        speakers = [i for i in between if draft.heads[i] == verb and _is_subject_noun(draft, i)]
        speakers = speakers or _behind(draft, verb)
        asks = any(draft.tags[i] in RELATIVE for i in between)
        if speakers and not asks and is_set_off(draft, noun, speakers[0]):
            draft.attach(verb, _root(draft, noun), "parataxis")


def _behind(draft: Draft, verb: int) -> list[int]:
    """The verb where its subject stands behind it: ", said the envoy,"."""
    return [verb] if any(c > verb and _is_subject_noun(draft, c) for c in draft.children(verb)) else []


def _says_behind(draft: Draft, verb: int, noun: int) -> bool:
    """Whether a verb of speech in the past was hung on a noun before it as a relative clause."""
    said = draft.lemmas[verb] in SAYING and draft.tags[verb] == "VBD"
    return said and draft.labels[verb] in ("acl:relcl", "acl") and noun < verb


def _is_subject_noun(draft: Draft, i: int) -> bool:
    return draft.labels[i] == "nsubj" and draft.pos[i] in NOUNS


def gerund_as_content(draft: Draft) -> None:
    """ "Killing ten and wounding 40, police said": "wounding" goes with "killing" and is not what they said."""
    for i in range(1, len(draft)):
        if draft.labels[i] == "ccomp" and draft.tags[i] == "VBG" and draft.pos[i - 1] == "CCONJ":
            gerunds = (v for v in range(i - 2, -1, -1) if draft.tags[v] == "VBG" and draft.pos[v] == "VERB")
            first = next(gerunds, -1)
            if first >= 0:
                draft.attach(i, first, "conj")


def subject_as_content(draft: Draft) -> None:
    """ "Police say a blast killed six", where the blast was read as what is said; "the paper reported Monday two nurses had left", where
    they were read as what it reported, and that they left as a second deed of it."""
    for said, verb in [*_contents(draft), *_without_and(draft)]:
        below = {draft.labels[c]: c for c in draft.children(verb)}
        spoken = below.get("obj", below.get("iobj", verb))
        own = draft.labels_below(said) & set(SUBJECTS)
        if "nsubj" in below and verb < spoken < said and not own and _is_told_as_finite(draft, said, spoken):
            draft.attach(said, verb, "ccomp")
            draft.attach(spoken, said, "nsubj:pass" if "aux:pass" in draft.labels_below(said) else "nsubj")
            _set_day_apart(draft, spoken, verb)


def _without_and(draft: Draft) -> list[tuple[int, int]]:
    """Verbs behind a finite auxiliary that are coordinated without a word that does so, each with the verb before."""
    return [
        (i, draft.heads[i])
        for i, label in enumerate(draft.labels)
        if label == "conj"
        and draft.pos[i] == "VERB"
        and draft.tags[i] not in FINITE
        and "cc" not in draft.labels_below(i)
        if draft.heads[i] < i and not any(draft.forms[c] == "," for c in draft.children(i))
    ]


def _is_told_as_finite(draft: Draft, said: int, spoken: int) -> bool:
    """Whether a verb is finite, or a finite auxiliary stands right before it behind the phrase that may be its subject."""
    if draft.tags[said] in FINITE:
        return draft.labels[said] == "ccomp"
    helping = [c for c in draft.children(said) if draft.labels[c].startswith("aux") and c < said]
    return (
        bool(helping)
        and draft.tags[helping[0]] in FINITE
        and spoken < helping[0]
        and _ends_before(draft, spoken, helping[0])
    )


def _ends_before(draft: Draft, head: int, at: int) -> bool:
    """Whether nothing but words below a phrase stands between its head and a later word."""
    return all(head in _above(draft, i) for i in range(head + 1, at))


def _above(draft: Draft, i: int) -> list[int]:
    found: list[int] = []
    while draft.heads[i] != i and len(found) < len(draft):
        i = draft.heads[i]
        found.append(i)
    return found


def _set_day_apart(draft: Draft, spoken: int, verb: int) -> None:
    """ "Reported Monday two nurses": the day right behind the verb says when that was reported."""
    day = verb + 1
    if draft.forms[day].lower() in DAYS and draft.heads[day] == spoken:
        draft.attach(day, verb, "obl:unmarked")


def subject_of_content(draft: Draft) -> None:
    """ "Police in the south say six died", where the police were read as those who died."""
    for said, verb in [*_contents(draft), *_with_auxiliary(draft)]:
        first = next((c for c in draft.children(said) if draft.labels[c] in SUBJECTS), said)
        bare = not draft.labels_below(verb) & {*SUBJECTS, "aux:pass"}
        if bare and first < verb and draft.heads[first] == said and draft.tags[verb] in FINITE:
            draft.attach(first, verb, "nsubj")


def _contents(draft: Draft) -> list[tuple[int, int]]:
    """The finite content clauses behind their verbs, each with its verb."""
    tags = FINITE | {"VBN"}
    return [
        (i, draft.heads[i])
        for i, label in enumerate(draft.labels)
        if label == "ccomp" and draft.heads[i] < i and draft.tags[i] in tags
    ]


def _with_auxiliary(draft: Draft) -> list[tuple[int, int]]:
    """The content clauses whose verb group begins with a finite auxiliary or "be" ("say Peru is building a dam"), each with its verb."""
    found: list[tuple[int, int]] = []
    for i, label in enumerate(draft.labels):
        lead = [c for c in draft.children(i) if draft.labels[c] in ("aux", "cop") and draft.tags[c] in FINITE]
        if label == "ccomp" and draft.heads[i] < i and lead and draft.tags[i] not in FINITE | {"VBN"}:
            found.append((i, draft.heads[i]))
    return found


def gerund_behind_saying(draft: Draft) -> None:
    """ "Rebels raided a base, the army said, killing six": the rebels killed; the gerund was read as what the army said."""
    for i, label in enumerate(draft.labels):
        saying = draft.heads[i]
        inserted = draft.labels[saying] == "parataxis" and draft.heads[saying] < saying < i
        gerund = label == "ccomp" and draft.tags[i] == "VBG" and inserted and is_set_off(draft, saying, i)
        if gerund and not draft.labels_below(i) & {"nsubj", "ccomp", "mark", "aux"}:
            draft.attach(i, draft.heads[saying], "advcl")


def saying_behind_saying(draft: Draft) -> None:
    """ "Rebels raided a base, the army said, adding that they fled": the army added; the rebels were read as those who did."""
    for i, label in enumerate(draft.labels):
        if label == "advcl" and draft.tags[i] == "VBG" and "ccomp" in draft.labels_below(i):
            inserted = _insertion_before(draft, i)
            if inserted >= 0:
                draft.attach(i, inserted, "advcl")


def _insertion_before(draft: Draft, i: int) -> int:
    """The saying that was inserted right before a word, on the verb on which both hang; -1 for none."""
    said = [c for c in draft.children(draft.heads[i]) if c < i and draft.labels[c] == "parataxis"]
    return next((c for c in said if "nsubj" in draft.labels_below(c) and is_set_off(draft, c, i)), -1)


def speaker_as_subject(draft: Draft) -> None:
    """ "Rebels raided a base, the mayor posted", where the mayor was read as a second subject of the raid."""
    for i, speaker in enumerate(draft.heads):
        verb = draft.heads[speaker]
        if not is_participle(draft, i) or draft.labels[speaker] != "nsubj" or not verb < speaker < i:
            continue
        first = any(draft.labels[c] == "nsubj" and c < verb for c in draft.children(verb))
        if first and is_set_off(draft, verb, speaker):
            draft.attach(i, verb, "parataxis")
            draft.heads[speaker] = i


def speaker_behind_gerund(draft: Draft) -> None:
    """ "Killing two and wounding 22, a doctor and a nurse said", where they were read as those who wounded: who stands behind
    a gerund and a comma, before a finite verb without a subject, is the subject of that verb."""
    for speaker, label in enumerate(draft.labels):
        gerund = draft.heads[speaker]
        behind = label in SUBJECTS and draft.tags[gerund] == "VBG" and gerund < speaker
        if behind and is_set_off(draft, gerund, speaker):
            verb = next((i for i in range(speaker + 1, len(draft)) if _is_finite(draft, i)), -1)
            bare = verb > 0 and not draft.labels_below(verb) & set(SUBJECTS)
            if bare and _root(draft, verb) == _root(draft, speaker):
                draft.attach(speaker, verb, "nsubj")


def speaker_with_name(draft: Draft) -> None:
    """ "66 were injured, the mayor, Ana Vel, said", where the mayor was read as one of the injured: he is who says it."""
    for verb in range(4, len(draft)):
        first = _name_before(draft, verb)
        office = first - 2
        if first < 0 or draft.labels[office] not in SUBJECTS or draft.heads[office] >= office:
            continue
        head = next((i for i in range(first, verb - 1) if not first <= draft.heads[i] < verb - 1), first)
        draft.attach(office, verb, "nsubj")
        draft.attach(head, office, "appos")


def _name_before(draft: Draft, verb: int) -> int:
    """The first token of a name between commas, behind a noun and right before a finite verb; -1 for none."""
    if not _is_finite(draft, verb) or draft.pos[verb - 1] != "PUNCT":
        return -1
    first = verb - 1
    while first > 2 and draft.pos[first - 1] == "PROPN":
        first -= 1
    named = first < verb - 1 and draft.pos[first - 1] == "PUNCT" and draft.pos[first - 2] in NOUNS
    return first if named else -1


def _is_finite(draft: Draft, i: int) -> bool:
    return draft.pos[i] == "VERB" and draft.tags[i] in FINITE


def _root(draft: Draft, i: int) -> int:
    while draft.heads[i] != i:
        i = draft.heads[i]
    return i
