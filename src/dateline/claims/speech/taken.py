"""What a speaker takes as known and does not say: "said the Peruvian attacks were a crime", "since the army invaded"."""

from __future__ import annotations

from dateline.claims.values import Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase


def taken_as_known(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> bool:
    """Whether the words only go back to the event: a subject with its doer or a definite one that no verb tells of, whatever is
    somebody's ("will speed up its withdrawal") or is called by its day ("the May bombing"), a clause that dates what is said, a word
    of what somebody is called by ("the slain mayor")."""
    if frame.kind == "attributive":
        return True
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if frame.kind != "noun" or phrase is None:
        return clause is not None and clause.marker in lexicon.words["dating_markers"] and clause.tense == "past"
    if frame.support is not None:
        return False
    dated = phrase.site == "oblique" and any(mentions.in_time(i) for i in range(phrase.first, phrase.head))
    return dated or (_is_known(frame, phrase, lexicon) and (phrase.site == "subject" or bool(phrase.possessors)))


def _is_known(frame: Frame, phrase: Phrase, lexicon: Lexicon) -> bool:
    if phrase.determiner:
        return phrase.determiner in lexicon.words["definite"]
    return bool(phrase.possessors) or any(h in phrase.modifiers for h in frame.slot("subject"))
