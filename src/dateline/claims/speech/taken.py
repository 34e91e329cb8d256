"""What a speaker takes as known and does not say: "said the Peruvian attacks were a crime", "since the army invaded"."""

from __future__ import annotations

from dateline.claims.values import Attributed, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

WEIGHING = ("despite", "to", "over")  # prepositions of what others said, which a clause weighs or answers
PASSING = ("participle", "relative")  # kinds of clauses that tell of a noun in passing
BACK = ("after", "since", "before", "during", "into", "for", "to", "over")  # prepositions of what a clause goes back to


def taken_as_known(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether the words only go back to the event: a subject with its doer or a definite one that no verb tells of, whatever is
    somebody's ("will speed up its withdrawal") or is called by its day ("the May bombing"), a clause that dates what is said, a word
    of what somebody is called by ("the slain mayor")."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if frame.kind == "attributive" or _is_word_told(frame, phrase, clause):
        return True
    if frame.kind != "noun" or phrase is None:
        return clause is not None and clause.tense == "past" and _goes_back(clause, parse, mentions, lexicon)
    if frame.support is not None or parse.lemma(phrase.governor) in lexicon.words["toll_nouns"]:
        return False  # "the toll from Monday's attack": the figure is told now
    dated = phrase.site == "oblique" and _is_dated(phrase, mentions)
    return dated or _is_known_here(frame, phrase, lexicon)


def _is_word_told(frame: Frame, phrase: Phrase | None, clause: Clause | None) -> bool:
    """Whether it is what somebody else said, told in passing: in a relative clause ("a report that slams them"), as what a clause has
    for its object or weighs ("denied accusations", "despite objections")."""
    traits = frame.entry.traits
    if not traits.speech or traits.threat or traits.place_of_object or clause is None:
        return False  # an inquiry is a deed
    if frame.kind != "noun" or phrase is None:
        return frame.kind == "verb" and clause.kind == "relative" and not clause.passive
    bare = frame.support is None and not phrase.possessors
    return bare and (phrase.site == "object" or phrase.prep in WEIGHING)


def _goes_back(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """A clause that dates what is said, or tells of what is called by its day ("the May bombing that killed two")."""
    above = parse.phrase(clause.parent) if clause.kind == "relative" else None
    of_day = above is not None and parse.lemma(above.head) in lexicon.event_nouns and _is_dated(above, mentions)
    return of_day or clause.marker in lexicon.words["dating_markers"]


def _is_dated(phrase: Phrase, mentions: Mentions) -> bool:
    """ "After the May bombing": called by its day."""
    return any(mentions.in_time(i) for i in range(phrase.first, phrase.head))


def _is_known_here(frame: Frame, phrase: Phrase, lexicon: Lexicon) -> bool:
    """Whether it is known, and stands where known things stand."""
    return _is_known(frame, phrase, lexicon) and (phrase.site == "subject" or bool(phrase.possessors))


def is_unsaid(a: Attributed, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a speaker who would not say something is no voice of an event: one that words on a noun tell in passing ("would not say
    whether the evacuation, demanded by the bishop, had begun"), or of which he does not say more ("who had shot the priest"), is told by
    the text itself."""
    clause, within = parse.clause(frame.clause), False
    while clause is not None and clause.head != a.clause and clause.head in a.content:
        asked = clause.kind == "complement" and parse.tokens[clause.first].lower in lexicon.words["interrogatives"]
        within = within or asked or clause.kind in PASSING
        above = parse.clause(clause.parent)
        clause = above if above is not None else _around(clause, parse)
    return within and _is_withheld(a, parse, lexicon)


def _around(clause: Clause, parse: Parse) -> Clause | None:
    """The clause of the noun that a clause hangs on; None for none."""
    return next((c for h in parse.tree.ancestors(clause.head) if (c := parse.clause(h)) is not None), None)


def _is_withheld(a: Attributed, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a verb of saying is negated, or behind "neither", "declined to", "refused to"."""
    clause = parse.clause(a.clause)
    if clause is None:
        return False
    above = parse.clause(clause.parent) if clause.marker == "to" else None
    before = {parse.lemma(i) for i in range(parse.sentence(clause.head).first, clause.head)} & {
        "neither",
        "nor",
        "nobody",
    }
    return bool(clause.negations or before) or (above is not None and above.lemma in lexicon.words["denials"])


def taken_up(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the words take up a known deed in passing: as what a clause has for its object, behind "after" or "for". Whoever denies it
    speaks of it all the same."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if frame.kind != "noun" or phrase is None or frame.support is not None or (clause is not None and clause.negations):
        return False
    return _is_known(frame, phrase, lexicon) and _is_gone_back_to(phrase, parse, lexicon)


def _is_gone_back_to(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause takes up what the noun tells of: as its object, behind "after" or "for"; of a number of attacks it tells."""
    of_noun = phrase.site == "modifier" and phrase.prep == "of"
    counted = parse.lemma(phrase.governor) in lexicon.words["toll_nouns"]
    return not counted and (phrase.site == "object" or phrase.prep in BACK or of_noun)


def _is_known(frame: Frame, phrase: Phrase, lexicon: Lexicon) -> bool:
    if phrase.determiner:
        return phrase.determiner in lexicon.words["definite"]
    return bool(phrase.possessors) or any(h in phrase.modifiers for h in frame.slot("subject"))
