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
    """The noun phrase of the claim whose words an infinitive of the past is ("a claim to have captured Kesh"); None for none."""
    if clause is None or clause.tense != "infinitive" or not clause.perfect:
        return None
    above = parse.clause(clause.parent)
    heads = (
        above.objects if above is not None else (clause.parent,)
    )  # no purpose is past, so it is not that of who denies it
    charged = (at for at in heads if at < clause.head and parse.lemma(at) in lexicon.words["charges"])
    return next((phrase for at in charged if (phrase := parse.phrase(at)) is not None), None)


def owners(phrase: Phrase) -> tuple[int, ...]:
    """Whose claim it is."""
    behind = tuple(head for prep, head in phrase.preps if prep in OWNING)
    return (*phrase.possessors, *behind, *phrase.modifiers)


def voices(
    phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[tuple[Voice, ...], bool]:
    """Who tells of the claim, innermost first, and whether it is denied: who denies it, else whose it is."""
    above = parse.clause(phrase.governor)
    known = lexicon.words["denying"] | lexicon.words["rejecting"]
    denied = above is not None and above.lemma in known and phrase.head in above.objects and not above.negations
    heads, cue = (above.subjects, above.head) if above is not None and denied else (owners(phrase), phrase.head)
    token = parse.tokens[cue]
    quote = Quote(token.text, Span(token.start, token.end))
    parties = circumstances.parties_of(heads, parse, mentions, classes, lexicon)[:1]
    return tuple(Voice(one, quote, "denies" if denied else "claims") for one in parties), denied
