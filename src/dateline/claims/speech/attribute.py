"""Attributions (who said what): cues of the lexicon at verbs, nouns and fixed phrases, with their source and content.

A cue is looked up by the lemma of its head; what it covers is asked of ``content``, who speaks of ``speakers``.
"""

from __future__ import annotations

from dateline.claims.frames.match import at_noun, at_verb
from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.speech import labels, parentheticals, quotations
from dateline.claims.speech.content import content, is_finite, is_said
from dateline.claims.speech.quotations import Quotation
from dateline.claims.speech.speakers import is_mute, is_unnamed, named, pronoun, speakers, takes_up
from dateline.claims.values import ATTITUDE, Attributed, Attributions, Classes, Match, Mentions
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def find(parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Attributions:
    """All attributions of a document in text order; only those that cover at least one word."""
    quotes = quotations.find(parse)
    cued = _cued(quotes, parse, mentions, classes, lexicon)
    uncued = parse.clauses.keys() - {a.head for a in cued if a.cue.stance != ATTITUDE}
    beside = quotations.beside(sorted(uncued), quotes, parse, classes)
    found = [*(a for a in cued if a.head not in beside), *beside.values()]
    extended = quotations.extend(tuple(sorted(found, key=lambda a: a.head)), quotes, parse)
    return Attributions(a for a in extended if a.content)


def _cued(
    quotes: tuple[Quotation, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[Attributed]:
    """What a cue marks: a verb, a noun, a phrase such as "according to", a colon or a dash beside a name."""
    cued = (_at_clause(c, quotes, parse, mentions, classes, lexicon) for c in parse.clauses.values())
    verbs = [a for a in cued if a is not None]
    nouns = (_at_noun(p, parse, lexicon) for p in parse.phrases.values())
    marks = (
        *labels.before_colon(parse, classes, lexicon),
        *labels.behind_colon(parse, classes, lexicon),
        *labels.behind_dash(quotes, parse),
        *labels.behind_denial(verbs, parse, lexicon),
    )
    return [*verbs, *(a for a in nouns if a is not None), *_phrases(parse, classes, lexicon), *marks]


def _at_clause(
    clause: Clause, quotes: tuple[Quotation, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Attributed | None:
    """The best reading of a verb as a cue; None when none fits."""
    best: Attributed | None = None
    for cue, rest in lexicon.voice_verbs.get(clause.lemma, ()):
        match = at_verb(rest, clause, parse, mentions, lexicon)
        if match is None or clause.particle not in ("", *rest) or not _form_fits(cue, clause, parse):
            continue
        if takes_up(clause, parse):
            return None
        new = _attributed(cue, clause, match, quotes, parse, classes, lexicon)
        if new is not None and (best is None or _weight(new) > _weight(best)):
            best = new
    return best


def _attributed(
    cue: VoiceCue, clause: Clause, match: Match, quotes: tuple[Quotation, ...], parse: Parse, classes: Classes, lexicon: Lexicon
) -> Attributed | None:  # fmt: skip
    """The attribution of a cue that fits its verb; None when it covers nothing or nobody there can speak."""
    said, that = content(cue, clause, match, quotes, parse, lexicon)
    inserted = parentheticals.find(cue, clause, match, said, parse, classes, lexicon)
    if inserted is not None:
        heads: tuple[int, ...] | None = inserted.speakers
        said, that = inserted.content, False
    else:
        heads = speakers(cue, clause, match, that, parse, classes, lexicon)
    waits = cue.speech and "quote" in cue.content and not clause.passive  # for a quotation further off
    if heads is None or not (said or waits):
        return None
    return Attributed(
        cue, clause.head, match.tokens, named(heads, parse, lexicon), frozenset(said),
        -1 if cue.stance == ATTITUDE else clause.head,
        order=_order(cue), that=that, pronoun=pronoun(clause, parse, lexicon),
    )  # fmt: skip


def _order(cue: VoiceCue) -> int:
    """Whom a speaker cites stands nearer to the words than he who cites: -1 before 0."""
    return -1 if cue.speaker == "object" else 0


def _weight(a: Attributed) -> tuple[bool, bool, bool, int, bool]:
    """The better of two readings of one verb: a voice before an attitude, the narrower cue, the longer form."""
    narrow = bool(a.cue.subject_words or a.cue.object_words or a.cue.negated)
    return a.cue.stance != ATTITUDE and bool(a.content), a.cue.passive, narrow, len(a.tokens), a.that


def _form_fits(cue: VoiceCue, clause: Clause, parse: Parse) -> bool:
    """Whether the clause is as the cue's entry wants it: passive, negated, these words in its slots, those in none."""
    if cue.passive > is_unnamed(clause, parse) or cue.negated > bool(clause.negations) or _is_for(cue, clause):
        return False
    if not _among(clause.subjects, cue.subject_words, parse) or not _among(clause.undergoers, cue.object_words, parse):
        return False
    if any(not of_clause(clause, n, parse) for n in cue.needs):
        return False
    below = (*clause.undergoers, *(h for _, h in clause.complements))
    return not cue.no_complement or not _among(below, cue.no_complement, parse)


def _is_for(cue: VoiceCue, clause: Clause) -> bool:
    """ "Came to hear him speak": what somebody means to see or think is told by nobody."""
    return not cue.speech and clause.kind == "adverbial" and clause.marker == "to"


def _among(heads: tuple[int, ...], words: tuple[str, ...], parse: Parse) -> bool:
    """Whether one of the heads is one of the words; no words ask for nothing."""
    return not words or any(parse.lemma(h) in words for h in heads)


def _at_noun(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Attributed | None:
    """ "claims that …", "reports of …": the noun's own clause or of-phrase is the content."""
    for cue, words in lexicon.voice_nouns.get(parse.lemma(phrase.head), ()):
        match = at_noun(words, phrase, parse, lexicon)
        if match is None:
            continue
        said = _noun_content(cue, phrase, parse, lexicon) or _beside_noun(phrase, parse, lexicon)
        sources = _noun_speakers(phrase, parse, lexicon)
        if said and (sources or cue.stance != ATTITUDE):
            return Attributed(cue, phrase.head, match.tokens, sources, frozenset(said - set(match.tokens)))
    return None


def _noun_speakers(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Whose statement it is: possessor, by- or from-phrase, else who issued, made or sent it."""
    own = phrase.possessors or tuple(h for p, h in phrase.preps if p in ("by", "from"))
    clause = parse.clause(phrase.governor)
    if own or clause is None or phrase.head not in clause.undergoers:
        return own
    return clause.doers if clause.lemma in lexicon.words["issuing_verbs"] else ()


def _beside_noun(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> set[int]:
    """ "sent a signal on Sunday that …": the that-clause the parser hung on the verb that lends itself to the noun."""
    clause = parse.clause(phrase.governor)
    if clause is None or phrase.head not in clause.objects or clause.lemma not in lexicon.words["issuing_verbs"]:
        return set()
    heads = [h for _, h in clause.complements if h > phrase.head and parse.clauses[h].marker == "that"]
    return parse.tree.subtrees(heads)


def _noun_content(cue: VoiceCue, phrase: Phrase, parse: Parse, lexicon: Lexicon) -> set[int]:
    """The noun's that-clause (or infinitive, where the cue takes one), else its phrases of the cue's content slots."""
    inner = (parse.clauses[head] for head in phrase.clauses)
    infinitive = "to:clause" in cue.content
    heads = [c.head for c in inner if is_said(c, parse, lexicon) or (infinitive and c.marker == "to")]
    return parse.tree.subtrees(heads or [head for prep, head in phrase.preps if prep in cue.content])


def _phrases(parse: Parse, classes: Classes, lexicon: Lexicon) -> list[Attributed]:
    """Cues of fixed words ("according to"), the longest that stands at a token."""
    found = []
    for token in (t for t in parse.tokens if t.lower in lexicon.voice_phrases):
        rows = lexicon.voice_phrases[token.lower]
        for cue, rest in sorted(rows, key=lambda row: -len(row[1])):
            words = parse.tokens[token.i + 1 : token.i + 1 + len(rest)]
            ends = token.i + 1 + len(rest) < len(parse.tokens)
            made = (
                _at_phrase(cue, token.i, parse, len(rest)) if ends and rest == tuple(w.lower for w in words) else None
            )
            if made is not None and not _cites_reason(cue, made, parse, classes, lexicon):
                found.append(made)
                break
    return found


def _cites_reason(cue: VoiceCue, made: Attributed, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether what stands behind a cue of citing is only a reason ("citing a surge in prices")."""
    return cue.speaker == "object" and all(is_mute(h, parse, classes, lexicon) for h in made.speakers)


def _at_phrase(cue: VoiceCue, first: int, parse: Parse, more: int) -> Attributed | None:
    """ "according to X": X speaks for the sentence around it. ``more``: words of the cue behind its first."""
    end = first + 1 + more
    if cue.speaker == "none":
        return _by_nobody(cue, first, end, parse)
    if cue.speaker not in ("subject", "object") or cue.hearer:  # "in an interview with X": who is told, no speaker
        return None
    phrase = _phrase_behind(first, end, parse)
    if phrase is None:
        return None
    heads = (phrase.head, *phrase.conjuncts)
    said = _around(first, phrase, parse)
    return Attributed(cue, first, tuple(range(first, end)), heads, frozenset(said), order=_order(cue))


def _phrase_behind(first: int, end: int, parse: Parse) -> Phrase | None:
    """The phrase that begins at token ``end`` or before, else the next one of the sentence."""
    last = min(end + 10, parse.sentence(first).last)
    near = [p for i in range(end, last) if (p := parse.phrase(i)) is not None and p.site != "possessor"]
    return next((p for p in near if p.first <= end), near[0] if near else None)


def _around(first: int, phrase: Phrase, parse: Parse) -> set[int]:
    """The sentence without the cue at ``first`` and its speaker; the parser may have hung the sentence below the speaker."""
    sentence, tokens = parse.sentence(first), parse.tokens
    speaker = parse.tree.subtrees((phrase.head, *phrase.conjuncts, *phrase.appositions))
    before = set(range(sentence.first, first))
    said = before | (set(range(phrase.last, sentence.last)) - speaker)
    if first - sentence.first <= 1 and not is_finite(said, parse):
        comma = next((t for t in range(phrase.last, sentence.last) if tokens[t].text == ","), sentence.last)
        said |= set(range(comma + 1, sentence.last))
    return said


def _by_nobody(cue: VoiceCue, first: int, end: int, parse: Parse) -> Attributed:
    """ "according to unconfirmed reports" covers the sentence, "amid claims that …" what follows it up to a comma."""
    sentence, said = parse.sentence(first), set[int]()
    if parse.tokens[end - 1].lower in ("of", "that"):
        cut = next((t for t in range(end, sentence.last) if parse.tokens[t].text == ","), sentence.last)
        said = set(range(end, cut))
    else:
        said = {*range(sentence.first, first), *range(end, sentence.last)}
    return Attributed(cue, first, tuple(range(first, end)), (), frozenset(said))
