"""Mend what parsers trained on little text get wrong: a short clause read as a noun with a participle."""

from __future__ import annotations

FINITE = {"MD", "VBZ", "VBP", "VBD"}


SPEAKING = {"NOUN", "PROPN", "DET", "ADJ", "CCONJ", "NUM"}
NOUNLIKE = {"det", "amod", "nmod:poss", "case"}


def gerund_nouns(heads: list[int], labels: list[str], tags: list[str]) -> list[int]:
    """Relabel gerunds that stand as nouns ("Fighting broke out", "came under heavy shelling"), in place; their indices."""
    below: dict[int, set[str]] = {}
    for i, head in enumerate(heads):
        below.setdefault(head, set()).add(labels[i])
    found = []
    for i, label in enumerate(labels):
        kinds = below.get(i, set())
        if (
            tags[i] != "VBG"
            or label not in ("csubj", "xcomp", "ccomp")
            or kinds & {"obj", "nsubj", "aux", "mark", "xcomp", "ccomp"}
        ):
            continue
        if label == "csubj" or kinds & NOUNLIKE:
            labels[i] = "nsubj" if label == "csubj" else "obl" if "case" in kinds else "obj"
            found.append(i)
    return found


def mend(heads: list[int], labels: list[str], tags: list[str], pos: list[str]) -> None:
    """Turn "forces clashed with rebels" and "Peru renewed talks", read as a noun with a participle, into a clause, in place.

    The former only where the sentence has no other verb at its root and the participle can hardly be passive: it has a finite auxiliary,
    is tagged as a past tense, or has an object of its own, or a with-phrase and no by-phrase.
    """
    below: dict[int, list[int]] = {}
    for i, head in enumerate(heads):
        below.setdefault(head, []).append(i)
    for i, label in enumerate(labels):
        own = {labels[c] for c in below.get(i, [])}
        bare = label == "acl:relcl" and not own & {"nsubj", "nsubj:pass", "obj", "advmod", "mark"}
        if (label == "acl" or bare) and _misread(i, heads[i], below, labels, tags, pos):
            _raise(i, heads[i], heads, labels, below)
    _raise_modifiers(heads, labels, tags, pos, below)
    _raise_gapped(heads, labels, tags, pos, below)
    _find_speaker(heads, labels, pos, below)
    _part_subjects(heads, labels, tags, below)
    _free_sayings(heads, labels, tags, pos, below)
    _free_figures(heads, labels, tags, pos)


def _raise_modifiers(
    heads: list[int], labels: list[str], tags: list[str], pos: list[str], below: dict[int, list[int]]
) -> None:
    """Turn "Peru and Chile renewed talks", read as a noun with a subject and a participle before it, into a clause.

    Only at the root of a sentence, where the noun has a subject of its own but no copula and no determiner before the verb.
    """
    for noun, label in enumerate(labels):
        own = below.get(noun, [])
        if label != "root" or pos[noun] not in ("NOUN", "PROPN") or any(labels[c] in ("cop", "aux") for c in own):
            continue
        verbs = [c for c in own if labels[c] == "amod" and tags[c] in ("VBD", "VBN") and c < noun]
        first = [c for c in own if labels[c] in ("nsubj", "compound", "nsubj:pass") and verbs and c < verbs[0]]
        if len(verbs) == 1 and first and not any(labels[c] in ("det", "nmod:poss") and c < verbs[0] for c in own):
            verb = verbs[0]
            heads[verb], labels[verb] = verb, "root"
            heads[noun], labels[noun] = verb, "obj"
            for c in own:
                if c < verb or labels[c] in ("punct", "obl", "obl:unmarked", "advcl"):
                    heads[c] = verb
                    labels[c] = "nsubj" if c in first else labels[c]


def _raise_gapped(
    heads: list[int], labels: list[str], tags: list[str], pos: list[str], below: dict[int, list[int]]
) -> None:
    """Turn "ten were killed and dozens injured", read as a verb and a noun with a participle, into two clauses."""
    for noun, label in enumerate(labels):
        verb = heads[noun]
        if label != "conj" or pos[noun] not in ("NOUN", "NUM", "PRON", "PROPN", "ADJ") or pos[verb] != "VERB":
            continue
        second = next(
            (c for c in below.get(noun, []) if c > noun and labels[c] == "acl" and tags[c] in ("VBN", "VBD")), -1
        )
        if second < 0:
            continue
        passive = any(labels[c] == "aux:pass" for c in below.get(verb, []))
        heads[second], labels[second] = verb, "conj"
        heads[noun], labels[noun] = second, "nsubj:pass" if passive else "nsubj"
        for c in below[noun]:
            if labels[c] == "cc" or c > second:
                heads[c] = second


def _find_speaker(heads: list[int], labels: list[str], pos: list[str], below: dict[int, list[int]]) -> None:
    """Give "said" its subject in "gunmen killed six men, police and guards said", read as two more of those killed."""
    for verb, label in enumerate(labels):
        own = {labels[c]: c for c in below.get(verb, [])}
        if (
            label != "root"
            or pos[verb] != "VERB"
            or own.get("ccomp", verb) >= verb
            or {"nsubj", "nsubj:pass"} & own.keys()
        ):
            continue
        first = verb
        while first > own["ccomp"] and pos[first - 1] in SPEAKING:
            first -= 1
        told = [
            i for i in range(first, verb) if labels[i] == "conj" and heads[i] < first and pos[i] in ("NOUN", "PROPN")
        ]
        if told and first > 0 and pos[first - 1] == "PUNCT":
            heads[told[0]], labels[told[0]] = verb, "nsubj"
            for c in told[1:]:
                heads[c] = told[0]


def _part_subjects(heads: list[int], labels: list[str], tags: list[str], below: dict[int, list[int]]) -> None:
    """Give each of two verbs its own subject: in "police say a blast killed six" the blast may be read as what is said and
    in "police in the south say six have died" the police as those who died."""
    for said, label in enumerate(labels):
        verb = heads[said]
        if label != "ccomp" or said < verb or tags[said] not in FINITE | {"VBN"}:
            continue
        above = {labels[c]: c for c in below.get(verb, []) if labels[c] in ("nsubj", "nsubj:pass", "obj", "aux:pass")}
        own = [c for c in below.get(said, []) if labels[c] in ("nsubj", "nsubj:pass")]
        spoken = above.get("obj", verb)
        if "nsubj" in above and verb < spoken < said and not own and tags[said] in FINITE:
            heads[spoken], labels[spoken] = said, "nsubj"
        elif not {"nsubj", "nsubj:pass", "aux:pass"} & above.keys() and own and own[0] < verb and tags[verb] in FINITE:
            heads[own[0]], labels[own[0]] = verb, "nsubj"


def _free_sayings(
    heads: list[int], labels: list[str], tags: list[str], pos: list[str], below: dict[int, list[int]]
) -> None:
    """In "rebels raided a base, the army said, killing six" the rebels killed; in "rebels raided a base, the mayor posted" the
    mayor, read as a second subject of the raid, is the one who posted."""
    for i, label in enumerate(labels):
        above = heads[i]
        own = {labels[c] for c in below.get(i, [])}
        if label == "ccomp" and tags[i] == "VBG" and labels[above] == "parataxis" and heads[above] < above < i:
            if not own & {"nsubj", "ccomp", "mark", "aux"} and any(pos[c] == "PUNCT" for c in range(above + 1, i)):
                heads[i], labels[i] = heads[above], "advcl"
        elif label == "acl" and tags[i] in ("VBN", "VBD") and labels[above] == "nsubj" and heads[above] < above < i:
            verb = heads[above]
            apart = any(pos[c] == "PUNCT" for c in range(verb + 1, above))
            if apart and any(labels[c] == "nsubj" and c < verb for c in below.get(verb, [])):
                heads[i], labels[i], heads[above] = verb, "parataxis", i


def _free_figures(heads: list[int], labels: list[str], tags: list[str], pos: list[str]) -> None:
    """Take "at" of "at least 12 people" for no preposition, and in "killing ten and wounding 40, police said" neither
    "40 police" for policemen nor "wounding" for what they said."""
    for i, label in enumerate(labels):
        noun = heads[i]
        if label == "case" and i + 2 < len(labels) and tags[i + 1] in ("JJS", "RBS") and pos[i + 2] == "NUM":
            heads[i], labels[i] = i + 2, "advmod"
            if labels[noun] == "obl" and pos[heads[noun]] == "VERB" and not _has_object(heads[noun], heads, labels):
                labels[noun] = "obj"
        elif label == "ccomp" and tags[i] == "VBG" and i > 0 and pos[i - 1] == "CCONJ":
            first = next((v for v in range(i - 2, -1, -1) if tags[v] == "VBG" and pos[v] == "VERB"), -1)
            if first >= 0:
                heads[i], labels[i] = first, "conj"
        elif label == "nummod" and i + 1 < noun and pos[i + 1] == "PUNCT":
            verb = next((v for v in range(i - 1, max(i - 6, -1), -1) if pos[v] == "VERB"), -1)
            if verb >= 0 and not _has_object(verb, heads, labels):
                heads[i], labels[i] = verb, "obj"


def _has_object(verb: int, heads: list[int], labels: list[str]) -> bool:
    return any(heads[c] == verb and labels[c] in ("obj", "nsubj:pass", "ccomp") for c in range(len(heads)))


def _misread(
    verb: int, noun: int, below: dict[int, list[int]], labels: list[str], tags: list[str], pos: list[str]
) -> bool:
    own = below.get(verb, [])
    finite = any(c < verb and labels[c].startswith("aux") and tags[c] in FINITE for c in own)
    if not (finite or tags[verb] in ("VBD", "VBN")) or labels[noun] != "root" or noun > verb:
        return False
    if pos[noun] not in ("NOUN", "PROPN") or any(labels[c] in ("cop", "nsubj") for c in below[noun]):
        return False
    kinds = {labels[c] for c in own}
    return finite or tags[verb] == "VBD" or "obj" in kinds or ("obl" in kinds and not kinds & {"obl:agent", "aux:pass"})


def _raise(verb: int, noun: int, heads: list[int], labels: list[str], below: dict[int, list[int]]) -> None:
    heads[verb], labels[verb] = verb, "root"
    heads[noun], labels[noun] = verb, "nsubj"
    for c in below[noun]:
        if c > verb and c != noun:
            heads[c] = verb
