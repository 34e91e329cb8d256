"""Who says things in a text: sources, those whom they tell of, and who speaks on."""

from __future__ import annotations

from dateline.actors.cast import Cast
from dateline.actors.referents import PERSON
from dateline.actors.vocabulary import WORDS


def is_gendered(word: str) -> bool:
    """Whether a pronoun is "he" or "she", in any form."""
    return word in WORDS.masculine_pronouns or word in WORDS.feminine_pronouns


def goes_on(cast: Cast, at: int, head: int, word: str) -> bool:
    """Whether a pronoun speaks at ``head``, and the one at ``at`` spoke before: "a member told reporters … He said"; "he" only where
    nobody else was named in between as a subject."""
    may = is_gendered(word) or word in WORDS.neuter_pronouns
    if not (may and is_source(cast, head) and is_source(cast, at)):
        return False
    return not (is_gendered(word) and _is_followed(cast, at, head))


def _is_followed(cast: Cast, at: int, head: int) -> bool:
    """Whether another person with a name is the subject of a sentence between the one at ``at`` and the one at ``head``."""
    speaker = cast.by_head.get(at)
    between = range(cast.sentence_of(at) + 1, cast.sentence_of(head))
    later = ((token, who) for sentence in between for token, who in cast.by_sentence.get(sentence, {}).items())
    return any(
        who is not speaker and who.kind == PERSON and who.name_words and _opens(cast, token) for token, who in later
    )


def _opens(cast: Cast, at: int) -> bool:
    """Whether the token is the subject of the main clause of its sentence."""
    phrase = cast.parse.phrases.get(at)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    return clause is not None and clause.kind == "main" and at in clause.subjects


def is_told(cast: Cast, at: int) -> bool:
    """Whether the token stands in a clause that says what somebody said ("the general said guards had left")."""
    phrase = cast.parse.phrases.get(at)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    above = cast.parse.clauses.get(clause.parent) if clause is not None and clause.kind == "complement" else None
    return above is not None and above.lemma in WORDS.speech_verbs


def is_source(cast: Cast, at: int) -> bool:
    """Whether the token is the subject of a verb of speech that is not negated ("did not respond"), or what a relative clause
    says of such a subject ("the governor, who heads the council, said")."""
    phrase = cast.parse.phrases.get(at)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    if clause is None:
        return False
    if clause.kind == "relative" and clause.parent in cast.parse.phrases and clause.parent != at:
        return is_source(cast, clause.parent)
    if (
        at in clause.objects and cast.parse.tokens[at].lower in WORDS.neuter_pronouns
    ):  # "denied it": what is said, no actor
        return clause.lemma in WORDS.speech_verbs
    return at in clause.subjects and clause.lemma in WORDS.speech_verbs and not clause.negations
