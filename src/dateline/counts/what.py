"""What a count is of, when the words around the number say so themselves: dead, wounded, missing, hostages …"""

from __future__ import annotations

from dateline.counts.lexicon import CountLexicon, load
from dateline.text.parse import Parse
from dateline.types import Mention


def what_of(parse: Parse, mention: Mention, lexicon: CountLexicon | None = None) -> str:
    """killed injured missing abducted arrested displaced treated released other, or "" when only the event can tell.

    Reads the noun counted ("12 deaths"), a word after the number ("12 dead", "12 people wounded"), a modifier ("12
    wounded soldiers"), and the noun that the number measures ("a death toll of 12").
    """
    lexicon = lexicon or load()
    if mention.head < 0:
        return ""
    token = parse.tokens[mention.head]
    return (
        lexicon.nouns.get(token.lemma)
        or lexicon.nouns.get(token.lower)
        or _beside(parse, mention.head, lexicon)
        or _of(parse, mention.head, lexicon)
        or ""
    )


def what_word(lemma: str, lexicon: CountLexicon | None = None) -> str:
    """The same for a single noun ("casualty" other, "hostage" abducted), "" when it says nothing."""
    return (lexicon or load()).nouns.get(lemma, "")


def _beside(parse: Parse, head: int, lexicon: CountLexicon) -> str:
    phrase = parse.phrases.get(head)
    for i in phrase.modifiers if phrase else ():
        if parse.tokens[i].lower in lexicon.words:
            return lexicon.words[parse.tokens[i].lower]
    after = phrase.last if phrase else head + 1
    if after < len(parse.tokens) and parse.tokens[after].sent == parse.tokens[head].sent:
        word = parse.tokens[after]
        if word.tag in ("VBN", "JJ", "VBD", "NN") and word.lower in lexicon.words and not _finite(parse, after):
            return lexicon.words[word.lower]
    return ""


def _finite(parse: Parse, i: int) -> bool:
    """The word after is a verb of its own, not a participle: "12 died", "eight soldiers wounded two men"."""
    clause = parse.clauses.get(i)
    return clause is not None and bool(clause.objects)


def _of(parse: Parse, head: int, lexicon: CountLexicon) -> str:
    phrase = parse.phrases.get(head)
    if phrase is None:
        return ""
    above = parse.tokens[phrase.governor] if phrase.governor >= 0 else None
    if phrase.prep == "of" and above is not None:
        return lexicon.nouns.get(above.lemma, "")
    clause = parse.clauses.get(phrase.governor)
    if clause is not None and phrase.prep in ("to", "at") and clause.subjects:
        return lexicon.nouns.get(parse.tokens[clause.subjects[0]].lemma, "")
    if clause is not None and clause.copular and clause.subjects:
        return lexicon.nouns.get(parse.tokens[clause.subjects[0]].lemma, "")
    return ""
