"""An attribution as characters: how far the speaker's name, the cue and the words said reach."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.values import Attributed
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Attribution, Span

MARKS = '“”"„«»'
LEADING = {"ADP", "PUNCT", "CCONJ", "SPACE"}
TRAILING = LEADING - {"ADP"}


def attribution(a: Attributed, parse: Parse, lexicon: Lexicon) -> Attribution:
    """The attribution with the spans of source, cue and content, and whether it quotes: direct, mixed or none."""
    cue = _cue(a, parse, lexicon)
    source = _source(a, cue, parse, lexicon)
    said = (a.content | _raised(a, parse)) - cue
    content = tuple(_spans(sorted(said), cue.union(source), parse))
    return Attribution(
        source=tuple(_spans(source, set(), parse)),
        cue=tuple(_spans(sorted(cue), set(), parse)),
        content=content,
        quote=_quoted(content, parse),
        speaker=_name(a, parse),
    )


def _name(a: Attributed, parse: Parse) -> str:
    """The first speaker's own words, without apposition and clauses; "" when nobody is named."""
    if not a.speakers:
        return ""
    phrase = parse.phrase(a.speakers[0])
    return parse.quote(phrase.first, phrase.last) if phrase is not None else parse.tokens[a.speakers[0]].text


def _raised(a: Attributed, parse: Parse) -> set[int]:
    """The subject of "X is expected to …", "X seems to …": part of what is thought, though it stands before the cue."""
    clause = parse.clause(a.head)
    if clause is None or a.speakers or clause.inherited or not clause.opens_infinitive:
        return set()
    if not clause.passive and a.cue.speaker != "none":
        return set()
    return parse.tree.subtrees(s for s in clause.subjects if parse.tokens[s].lower not in ("it", "there"))


def _source(a: Attributed, cue: set[int], parse: Parse, lexicon: Lexicon) -> range:
    """The speakers with titles, appositions and relative clauses: the run around the first head in what they govern."""
    if a.pronoun >= 0:
        return range(a.pronoun, a.pronoun + 1)
    if not a.speakers:
        return range(0)
    head, tokens = a.speakers[0], parse.tokens
    low, high = _run(head, parse.tree.subtrees(_top(s, parse) for s in a.speakers) - cue - a.content, parse)
    high = _without_manner(head, high, parse, lexicon)
    amounts = lexicon.words["amount_openers"]
    while low < head and tokens[low].pos in LEADING and tokens[low].lower not in amounts:
        low += 1
    while high > head and tokens[high].pos in TRAILING:
        high -= 1
    return range(low, high + 1)


def _run(head: int, below: set[int], parse: Parse) -> tuple[int, int]:
    """First and last token of the unbroken run of ``below`` around a head, inside its sentence."""
    sentence = parse.sentence(head)
    low = high = head
    while low - 1 in below and low > sentence.first:
        low -= 1
    while high + 1 in below and high + 1 < sentence.last:
        high += 1
    return low, high


def _without_manner(head: int, high: int, parse: Parse, lexicon: Lexicon) -> int:
    """Last token before "on Monday" or "in a statement", which tell when and how it was said and not who said it."""
    tokens = parse.tokens
    for t in range(head + 1, high):
        if tokens[t].pos == "ADP" and any(_is_manner(i, parse, lexicon) for i in range(t + 1, min(t + 4, high + 1))):
            return t - 1
    return high


def _is_manner(i: int, parse: Parse, lexicon: Lexicon) -> bool:
    rows = lexicon.voice_nouns.get(parse.lemma(i), ())
    return parse.tokens[i].lower in lexicon.words["days"] or any(v.manner for v, _ in rows)


def _top(head: int, parse: Parse) -> int:
    """The head of the whole phrase that an apposition belongs to."""
    phrase = parse.phrase(head)
    while phrase is not None and phrase.site == "apposition" and phrase.governor >= 0:
        head = phrase.governor
        phrase = parse.phrase(head)
    return head


def _cue(a: Attributed, parse: Parse, lexicon: Lexicon) -> set[int]:
    """The cue with the auxiliaries, adverbs and negations of its verb that touch it."""
    cue = set(a.tokens)
    clause = parse.clause(a.head)
    if clause is None:
        return cue
    adverbs = [t for t in clause.adverbs if parse.tokens[t].lower not in lexicon.words["interrogatives"]]
    helpers = {*clause.auxiliaries, *adverbs, *clause.negations}
    at = a.head - 1
    infinitive = parse.tokens[a.head].tag == "VB"
    while at in helpers or (at >= clause.first and infinitive and parse.tokens[at].lower == "to"):
        cue.add(at)
        at -= 1
    return cue


def _spans(tokens: Iterable[int], other: set[int], parse: Parse) -> list[Span]:
    """Runs of tokens as spans without punctuation at their edges; a gap of punctuation alone divides nothing."""
    runs: list[list[int]] = []
    for t in tokens:
        if runs and _joins(runs[-1][-1], t, other, parse):
            runs[-1].append(t)
        else:
            runs.append([t])
    trimmed = [_trim(run, parse) for run in runs]
    kept = [r for r in trimmed if r] or runs[:1]
    return [Span(parse.tokens[r[0]].start, parse.tokens[r[-1]].end) for r in kept]


def _joins(left: int, right: int, other: set[int], parse: Parse) -> bool:
    between = range(left + 1, right)
    return all(t not in other and parse.tokens[t].pos in ("PUNCT", "SPACE", "PART") for t in between)


def _trim(run: list[int], parse: Parse) -> list[int]:
    while run and parse.tokens[run[0]].pos in ("PUNCT", "SPACE"):
        run = run[1:]
    while run and parse.tokens[run[-1]].pos in ("PUNCT", "SPACE"):
        run = run[:-1]
    return run


def _quoted(content: tuple[Span, ...], parse: Parse) -> str:
    """ "direct" when every part stands in quotation marks, "mixed" when some words do, else "none"."""
    text = parse.text
    marks = sum(text[max(0, s.start - 1)] in MARKS or text[max(0, s.start - 2) : s.start] == "''" for s in content)
    if content and marks == len(content):
        return "direct"
    inner = any(c in MARKS for s in content for c in text[s.start : s.end])
    return "mixed" if marks or inner else "none"
