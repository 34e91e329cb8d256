"""Find what a text counts: number words, their bounds, the noun they count."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dateline.counts.bounds import bounds
from dateline.counts.lexicon import CountLexicon, load
from dateline.counts.shares import shares
from dateline.counts.what import what_of
from dateline.text.parse import Parse, Token
from dateline.text.scan import Match, Word, stretches
from dateline.types import Count, Mention, Resolution, Span

POINTED = re.compile(r"[1-9]\d{0,2}\.\d{3}")
NOT_BEFORE_OTHERS = {"more", "each"}
NOMINAL = ("NOUN", "PROPN", "ADJ", "NUM", "PRON")
SPATIAL = {"over", "under", "above", "below"}
ARGUMENT = ("subject", "object", "agent", "indirect", "oblique", "modifier", "predicate")


def find(parse: Parse, lexicon: CountLexicon | None = None) -> tuple[Resolution, ...]:
    """Resolutions of kind "count" in text order, each with a Count.

    ``mention.head`` is the head token of the phrase that counts, the one the clause view knows: the noun of "eight
    men", the number of "five of the towns" and of a bare "eight". ``Count.unit`` is the lemma of the noun, "" when
    there is none; ``Count.what`` is what the phrase itself says is counted, "" when it does not.
    """
    lexicon = lexicon or load()
    starts = [t.start for t in parse.tokens]
    found: list[Resolution] = []
    for words in stretches(parse):
        for match in lexicon.scanner.scan(words):
            m = _plain(words, match, lexicon)
            if _admit(parse, words, m, lexicon):
                found.extend(_resolutions(parse, words, m, lexicon, starts))
    return tuple(sorted([*found, *shares(found, parse)], key=lambda one: one.mention.span.start))


def _plain(words: Sequence[Word], m: Match, lexicon: CountLexicon) -> Match:
    """ "Over two towns", "under two bridges": a small number after such a word is counted, not bounded; "over" of "handed over 43
    soldiers" and "up" of "has gone up to 43" are of their verbs."""
    first, last = m.groups.get("num", (m.first, m.first))
    if _is_rising(words, m, first, lexicon):
        return Match(first, m.last, "count.exact", m.groups)
    small = last - first == 1 and words[first].form in ("one", "two", "three", "four", "1", "2", "3", "4")
    handed = m.first > 0 and words[m.first - 1].form in lexicon.skip["handing"] and words[m.first].form == "over"
    if (small or handed) and first == m.first + 1 and words[m.first].form in SPATIAL:
        return Match(first, m.last, "count.exact", m.groups)
    return m


def _is_rising(words: Sequence[Word], m: Match, first: int, lexicon: CountLexicon) -> bool:
    """Whether a number, whose own words begin at ``first``, has "up to" before it and a verb of motion before that: its "up"."""
    bound = [word.form for word in words[m.first : first]]
    return bound == ["up", "to"] and m.first > 0 and words[m.first - 1].form in lexicon.skip["rising"]


def _admit(parse: Parse, words: Sequence[Word], m: Match, lexicon: CountLexicon) -> bool:
    """What stands before and after is no sign of a date, price, size, age, score or name."""
    return not _in_run(words, m, lexicon) and _before(parse, words, m, lexicon) and _after(parse, words, m, lexicon)


def _before(parse: Parse, words: Sequence[Word], m: Match, lexicon: CountLexicon) -> bool:
    if not m.first:
        return True
    before, own = words[m.first - 1], words[m.first]
    if own.form == "others" and _is_number(before, lexicon):
        return False
    if _ends_sentence(parse, before, own):
        return True  # "until 9 October. 22 men were killed"
    named = words[m.first - 2].form if before.form == "." and m.first > 1 else before.form
    if named == ":" and before.end < own.start:
        return True  # "Governor: 14 killed"
    return named not in lexicon.skip["before"] and not _glued(parse, before, own)


def _ends_sentence(parse: Parse, before: Word, own: Word) -> bool:
    """Whether a full stop that is a token of its own, and so no part of an abbreviation, ends the sentence before."""
    if before.form != "." or before.start not in parse.starts:
        return False
    stop, at = (parse.within(word.start, word.end) for word in (before, own))
    return bool(stop and at) and parse.tokens[stop[0]].sent != parse.tokens[at[0]].sent


def _in_run(words: Sequence[Word], m: Match, lexicon: CountLexicon) -> bool:
    """Whether a number in words stands in a run of them that spells no number ("one hundred and one hundred and twenty")."""
    known = lexicon.scanner.classes["number"].keys() | lexicon.scanner.classes["scale"].keys()
    back = m.first - 2 if m.first and words[m.first - 1].form == "and" else m.first - 1
    ahead = m.last + 1 if m.last < len(words) and words[m.last].form == "and" else m.last
    spelled = words[m.first].form in known
    return spelled and any(0 <= i < len(words) and words[i].form in known for i in (back, ahead))


def _is_number(word: Word, lexicon: CountLexicon) -> bool:
    """Whether "others" after it is part of what it counts: digits, a number word, "more", "each"."""
    known = NOT_BEFORE_OTHERS | lexicon.scanner.classes["number"].keys()
    return word.form[:1].isdigit() or word.form in known


def _after(parse: Parse, words: Sequence[Word], m: Match, lexicon: CountLexicon) -> bool:
    if m.last >= len(words):
        return True
    after = words[m.last]
    if m.last - m.first == 1 and _yearlike(words, m) and after.form[:1].isdigit():
        return False  # "in 2023 300 men were killed"
    if _goes_on(after, words[m.last - 1], parse):
        return False
    if after.form == "-" and m.last + 1 < len(words):
        return words[m.last + 1].form == "strong" or not _glued(parse, words[m.last - 1], after)
    if _is_set_off(words, m):
        return not parse.text[words[m.first - 2].start].isupper()  # an age: "Anna Berg, 26,"
    return after.form not in lexicon.skip["after"]


def _goes_on(after: Word, number: Word, parse: Parse) -> bool:
    """Whether what touches a number is part of it; "15people" is two tokens and is not."""
    part = after.form in ("/", ":") or (after.form.isalnum() and after.start not in parse.starts)
    return part and after.start == number.end


def _is_set_off(words: Sequence[Word], m: Match) -> bool:
    """One word between commas, or from a comma to the end of what it stands in."""
    if m.last - m.first != 1 or m.first < 2:
        return False
    return words[m.first - 1].form == "," and words[m.last].form in (",", ")", ".")


def _glued(parse: Parse, a: Word, b: Word) -> bool:
    if a.form == "." and b.form[:1].isalpha():
        return False  # a space lost between two sentences
    return a.end == b.start and a.form not in ('"', "(", "[", "'", "“", "‘", "…", "`")


def _resolutions(
    parse: Parse, words: Sequence[Word], m: Match, lexicon: CountLexicon, starts: list[int]
) -> Iterator[Resolution]:
    """One; two for "no casualties", which denies the killed and the injured."""
    first = bisect_right(starts, words[m.first].start) - 1
    last = bisect_left(starts, words[m.last - 1].end)
    if words[m.first].start > starts[first] or words[m.last - 1].end < parse.tokens[last - 1].end:
        return  # digits inside a token: a footnote mark, part of an address
    words = _grouped(parse, words, m, last, lexicon)
    rule = lexicon.rules[m.rule]
    pair = None if _is_measure(parse, words, m, last, lexicon) else bounds(rule.bound, words, m, lexicon)
    if pair is None:
        return
    head = _head(parse, first, last)
    unit = _unit(parse, first, last, head)
    if not _counts(parse, words, m, rule.bound, first, last, head, unit, lexicon):
        return
    span = Span(words[m.first].start, words[m.last - 1].end)
    mention = Mention("count", span, parse.text[span.start : span.end], m.rule, head)
    what = what_of(parse, mention, lexicon)
    both = rule.bound == "none" and unit is not None and unit.lemma in lexicon.skip["both"]
    for kind in ("killed", "injured") if both else (what,):
        yield Resolution(mention, Count(kind, pair[0], pair[1], unit.lemma if unit else "", _phrase(parse, head)))


def _grouped(parse: Parse, words: Sequence[Word], m: Match, last: int, lexicon: CountLexicon) -> Sequence[Word]:
    """The words with "14.500" as 14,500 right before a plural: nobody counts villagers in thousandths."""
    points = [w for w in words[m.first : m.last] if POINTED.fullmatch(w.form)]
    if not points or _is_scaled(words, m, lexicon) or not _is_plural_behind(parse, last):
        return words
    return [w._replace(form=w.form.replace(".", "")) if w in points else w for w in words]


def _is_scaled(words: Sequence[Word], m: Match, lexicon: CountLexicon) -> bool:
    """Whether a number has a word of scale, so that its point is one ("14.500 million")."""
    scales = lexicon.scanner.classes["scale"].keys() | lexicon.scanner.classes["short"].keys()
    return any(w.form in scales for w in words[m.first : m.last])


def _is_plural_behind(parse: Parse, last: int) -> bool:
    """Whether a plural stands right behind a number, or behind an adjective after it."""
    return [t.tag for t in parse.tokens[last : last + 2] if t.pos != "ADJ"][:1] == ["NNS"]


def _is_measure(parse: Parse, words: Sequence[Word], m: Match, last: int, lexicon: CountLexicon) -> bool:
    """Whether a short form is a length or a name and no number: "a 300m wall", "the 5k race", "12 k". In "1.2m people" it touches
    its digits and a plural follows, which "40k" can do without as it stands for no unit of length."""
    short = lexicon.scanner.classes["short"]
    at = next((i for i in range(m.first + 1, m.last) if words[i].form in short), None)
    if at is None:
        return False
    if words[at - 1].end != words[at].start:
        return True
    following = next((t for t in parse.tokens[last : last + 3] if t.pos not in ("ADJ", "CCONJ", "PUNCT")), None)
    if following is not None and following.pos in ("NOUN", "PROPN"):
        return following.tag not in ("NNS", "NNPS")
    return words[at].form == "m"


def _head(parse: Parse, first: int, last: int) -> int:
    """The token outside the number words that they hang on if it is a noun, else their own top token."""
    top = _top(parse, first, last)
    if last in parse.phrases and parse.tokens[last].tag in ("NNS", "NNPS") and _is_beside(parse, last, first):
        return last
    above = _noun_above(parse, top)
    phrase = parse.phrases.get(above)
    near = last <= above < last + 8 and _is_beside(parse, above, first)
    if near and phrase is not None and phrase.first <= first and parse.tokens[above].pos in NOMINAL:
        return above
    return top


def _top(parse: Parse, first: int, last: int) -> int:
    """The number among these tokens that hangs on one outside, else any that does or is a root, else the first."""
    heads, inside = parse.tree.heads, range(first, last)
    tops = [i for i in inside if heads[i] == i or heads[i] not in inside]
    numbers = (i for i in tops if heads[i] not in inside and _number(parse.tokens[i]))
    return next(numbers, tops[0] if tops else first)


def _is_beside(parse: Parse, i: int, of: int) -> bool:
    """Whether two tokens are of one sentence."""
    return parse.tokens[i].sent == parse.tokens[of].sent


def _noun_above(parse: Parse, token: int) -> int:
    """The noun a number hangs on, past the first parts of a compound ("16 coalition aircraft")."""
    above = parse.tree.heads[token]
    while above > token and parse.tokens[above].pos in ("NOUN", "PROPN", "ADJ") and parse.tree.heads[above] > above:
        phrase = parse.phrases.get(above)
        if phrase is not None and phrase.site not in ("compound", "modifier"):
            break
        above = parse.tree.heads[above]
    return above


def _number(token: Token) -> bool:
    return token.pos == "NUM" or token.text[:1].isdigit()


def _unit(parse: Parse, first: int, last: int, head: int) -> Token | None:
    """The noun counted: the head, or the noun of "five of the towns", "hundreds of people"; None when there is none."""
    if not first <= head < last:
        return parse.tokens[head]
    for noun in _of_phrases(parse, first, last):
        return parse.tokens[noun]
    following = parse.tokens[last] if last < len(parse.tokens) else None
    if following and following.tag in ("NNS", "NNPS") and _is_beside(parse, last, first):
        return following
    return None


def _of_phrases(parse: Parse, first: int, last: int) -> Iterator[int]:
    """The nouns, behind the tokens, of the of-phrases that hang on them."""
    phrases = (parse.phrases[i] for i in range(first, last) if i in parse.phrases)
    for prep, noun in (link for phrase in phrases for link in phrase.preps):
        if prep == "of" and noun >= last and parse.tokens[noun].pos != "NUM":
            yield noun


def _counts(
    parse: Parse,
    words: Sequence[Word],
    m: Match,
    bound: str,
    first: int,
    last: int,
    head: int,
    unit: Token | None,
    lexicon: CountLexicon,
) -> bool:
    """The number counts something: a noun, or it stands for people as an argument of its own."""
    if unit is not None and (unit.lower in lexicon.skip["after"] or unit.lemma in lexicon.skip["after"]):
        return False
    if unit is not None and unit.tag == "NN" and _yearlike(words, m):
        return False  # "the 2012 oil boom"
    if bound == "none":
        return unit is not None and unit.lemma in lexicon.skip["none_needs"]
    if unit is not None:
        return unit.lemma not in lexicon.skip["not_units"] or unit.lower == "others"
    return _alone(parse, words, m, first, last, head, lexicon)


def _yearlike(words: Sequence[Word], m: Match) -> bool:
    form = words[m.first].form
    return m.last - m.first == 1 and len(form) == 4 and "1900" <= form <= "2100"


def _alone(
    parse: Parse, words: Sequence[Word], m: Match, first: int, last: int, head: int, lexicon: CountLexicon
) -> bool:
    """Whether a number without a noun stands for people or things."""
    forms = [w.form for w in words[m.first : m.last]]
    after = parse.tokens[last].lower if last < len(parse.tokens) else ""
    if after in lexicon.words or forms == ["others"]:
        return True
    if forms in (["one"], ["zero"]) or _yearlike(words, m):
        return False
    before = parse.tokens[first - 1] if first else None
    if before is not None and _names_number(before, len(forms), lexicon):
        return False
    phrase = parse.phrases.get(head)
    if phrase is None:
        return len(forms) > 1 or (before is not None and before.pos == "VERB")
    return phrase.site in ARGUMENT


def _names_number(before: Token, words: int, lexicon: CountLexicon) -> bool:
    """Whether the word before says that the number is a place, time or name ("at nine", "Flight 12")."""
    return before.lower in lexicon.skip["at"] or (words == 1 and before.pos in ("NOUN", "PROPN"))


def _phrase(parse: Parse, head: int) -> str:
    phrase = parse.phrases.get(head)
    if phrase is None:
        return ""
    last = max(
        [phrase.last, *(parse.phrases[p].last for prep, p in phrase.preps if prep == "of" and p in parse.phrases)]
    )
    return parse.quote(phrase.first, last)
