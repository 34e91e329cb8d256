"""What somebody's claim says of ground: "denied a rebel claim to have captured Kesh"."""

from __future__ import annotations

from dateline.claims.lines import circumstances
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Quote, Span, Voice

OWNING = frozenset({"by", "of", "from"})


def charge(clause: Clause | None, parse: Parse, lexicon: Lexicon) -> Phrase | None:
    """The noun phrase of the claim whose words a clause is: "a claim to have captured Kesh", "of capturing Kesh", "that they had captured
    Kesh"; None for none."""
    if clause is None:
        return None
    known = lexicon.words["charges"]
    charged = (at for at in _above(clause, parse) if at < clause.head and parse.lemma(at).removesuffix("s") in known)
    return next((phrase for at in charged if (phrase := parse.phrase(at)) is not None), None)


def _above(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """Nouns whose words the clause may be: the one that it hangs on; for an infinitive of the past, the objects of the verb that it
    hangs on as well, since no purpose is past."""
    verb = parse.clause(clause.parent)
    past = clause.tense == "infinitive" and clause.perfect
    if past and verb is not None:
        return verb.objects
    told = past or clause.marker == "that" or (clause.marker == "of" and parse.tokens[clause.head].tag == "VBG")
    return (clause.parent,) if told and verb is None and clause.parent >= 0 else ()


def says_who(clause: Clause, parse: Parse) -> bool:
    """Whether the words of a claim name who did it, and not only "they", which is whose claim it is."""
    return not clause.inherited and any(parse.tokens[at].pos != "PRON" for at in clause.subjects)


def owners(phrase: Phrase) -> tuple[int, ...]:
    """Whose claim it is."""
    behind = tuple(head for prep, head in phrase.preps if prep in OWNING)
    return (*phrase.possessors, *behind, *phrase.modifiers)


def voices(
    phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Voice, ...], bool]:
    """Who tells of the claim, innermost first, and whether it is denied: who denies it, else whose it is; nobody where it is only said
    to be untrue, as whoever speaks says then."""
    if _is_untrue(phrase, parse, lexicon):
        return (), True
    above = parse.clause(phrase.governor)
    known = lexicon.words["denying"] | lexicon.words["rejecting"]
    denied = above is not None and above.lemma in known and phrase.head in above.objects and not above.negations
    heads, cue = (above.subjects, above.head) if above is not None and denied else (owners(phrase), phrase.head)
    token = parse.tokens[cue]
    quote = Quote(token.text, Span(token.start, token.end))
    parties = circumstances.parties_of(heads, parse, mentions, classes, lexicon)[:1]
    return tuple(Voice(one, quote, "denies" if denied else "claims") for one in parties), denied


def _is_untrue(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the sentence says that the claim is untrue: "the claim that … is pure invention", "was rejected"."""
    above = parse.clause(phrase.governor)
    if above is None or phrase.head not in above.subjects or above.negations:
        return False
    turned_down = above.passive and not above.agents
    known = lexicon.words["denying"] | lexicon.words["rejecting"] if turned_down else lexicon.words["untrue"]
    return (turned_down or above.copular) and above.lemma in known
