"""Repairs of tags and lemmas."""

from __future__ import annotations

import re

from dateline.text.repairs.draft import Draft

PLURALS = {"bases": "base"}
SILENT = ("s", "x", "z", "ch", "sh", "o")  # endings after which the third person is written "es"
ONE_SHORT_SYLLABLE = re.compile(
    r"[^aeiouy]*[aeiou][^aeiouwxy]"
)  # verbs that double their last consonant ("stag", "stagged")


def verb_tagged_noun(draft: Draft) -> None:
    """A noun by its tag, a verb by its place: "Gunmen shot two policemen" with a subject before and an object behind."""
    for i in range(len(draft)):
        below = draft.labels_below(i)
        object_ = bool(below & {"obj", "dobj"})
        if draft.pos[i] == "NOUN" and "nsubj" in below and object_ and not below & {"cop", "det"}:
            draft.retag(i, "VERB", "VBD")


def plural_of_two(draft: Draft) -> None:
    """A plural of two nouns, under the one that dispatches mean: "bases" is of base, hardly ever of basis."""
    for i, form in enumerate(draft.forms):
        if draft.pos[i] == "NOUN":
            draft.lemmas[i] = PLURALS.get(form, draft.lemmas[i])


def silent_e(draft: Draft) -> None:
    """The silent e that a rule lemmatizer loses: "hopes" is of hope, since hop gives "hops"; "staged" of stage, since stag gives
    "stagged"."""
    for i, lemma in enumerate(draft.lemmas):
        if _lost_e(draft.tags[i], draft.forms[i], lemma):
            draft.lemmas[i] = lemma + "e"


def _lost_e(tag: str, form: str, lemma: str) -> bool:
    if tag == "VBZ":
        return form == lemma + "es" and not lemma.endswith(SILENT)
    ending = {"VBD": "ed", "VBN": "ed", "VBG": "ing"}.get(tag)
    return ending is not None and form == lemma + ending and ONE_SHORT_SYLLABLE.fullmatch(lemma) is not None


def past_as_present(draft: Draft) -> None:
    """An irregular past that the tagger did not know: "the army retook Bara"; no present form has another lemma than itself,
    but for its "s", and no infinitive stands there without "to" or an auxiliary."""
    for i, form in enumerate(draft.forms):
        if draft.pos[i] == "VERB" and form.isalpha() and not form.endswith("s"):
            lemma = _lemma_of_present(draft, i)
            if lemma not in (form, "be"):  # "are" is no past
                draft.retag(i, "VERB", "VBD")
                draft.lemmas[i] = lemma


def gerund_as_infinitive(draft: Draft) -> None:
    """A gerund tagged as an infinitive or a present, whose lemma keeps its ending: "accused of bombing a village". Verbs that
    end in "ing" themselves have no vowel before it: "bring", "cling"."""
    for i, form in enumerate(draft.forms):
        gerund = draft.pos[i] == "VERB" and form.endswith("ing") and not set("aeiouy").isdisjoint(form[:-3])
        if gerund and draft.lemmas[i] == form:
            draft.retag(i, "VERB", "VBG")
            if draft.lemmatize is not None:
                draft.lemmas[i] = draft.lemmatize(i)


def _lemma_of_present(draft: Draft, i: int) -> str:
    """The lemma of a present or a bare infinitive, of the latter as it were of a past; the form itself for any other."""
    if draft.tags[i] in ("VBZ", "VBP"):
        return draft.lemmas[i]
    bare = draft.tags[i] == "VB" and draft.labels[i] != "xcomp" and not draft.labels_below(i) & {"aux", "mark"}
    return _lemma_as_past(draft, i) if bare else draft.forms[i]


def _lemma_as_past(draft: Draft, i: int) -> str:
    """The lemma of a word were it a past."""
    tag, draft.tags[i] = draft.tags[i], "VBD"
    found = draft.lemmatize(i) if draft.lemmatize is not None else draft.forms[i]
    draft.tags[i] = tag
    return found


def name_tag_in_lower_case(draft: Draft) -> None:
    """A common noun tagged as a name: "the republic" in a text that writes capitals, inside no name of several words."""
    if not draft.capitals or not draft.capitals[0]:
        return
    for i, tag in enumerate(draft.tags):
        name = tag in ("NNP", "NNPS") and draft.pos[i] != "ADJ" and draft.forms[i].isalpha()
        if name and not draft.capitals[i] and not _in_name(draft, i):
            draft.retag(i, "NOUN", "NN" if tag == "NNP" else "NNS")


def tag_against_part(draft: Draft) -> None:
    """Noun by the tag, name or verb by the part of speech: "Hackers" is a plural noun, "the claim" with an article a noun."""
    for i, tag in enumerate(draft.tags):
        plural_name = tag == "NNS" and draft.pos[i] == "PROPN"
        verb = tag in ("NN", "NNS") and draft.pos[i] == "VERB" and draft.labels_below(i) & {"det", "nmod:poss", "poss"}
        if plural_name or verb:
            draft.retag(i, "NOUN", tag)


def _in_name(draft: Draft, i: int) -> bool:
    """Whether the word is part of a name of several words, such as "al" and "bin"."""
    joined = ("flat", "compound", "goeswith", "fixed")
    return draft.labels[i] in joined or bool(draft.labels_below(i) & {"flat", "goeswith"})
