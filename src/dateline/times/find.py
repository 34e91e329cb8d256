"""Find the time expressions of a parsed text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.text.parse import Parse
from dateline.text.scan import Match, Word, stretches
from dateline.times.guards import admit
from dateline.times.lexicon import TimeLexicon, load
from dateline.types import Mention, Span


def find(parse: Parse, lexicon: TimeLexicon | None = None) -> tuple[Mention, ...]:
    """Mentions of kind "time" in text order; ``use`` is the word that bounds them (since until before after) or ""."""
    lexicon = lexicon or load()
    starts, ends = [t.start for t in parse.tokens], [t.end for t in parse.tokens]
    found = []
    for words in stretches(parse):
        for m in lexicon.scanner.scan(words):
            rule = lexicon.rules[m.rule]
            if rule.op and (cut := admit(parse, words, m, lexicon)):
                mention = _mention(parse, words, cut, lexicon, starts, ends)
                if mention is not None:
                    found.append(mention)
    return tuple(found)


def _mention(
    parse: Parse, words: Sequence[Word], m: Match, lexicon: TimeLexicon, starts: list[int], ends: list[int]
) -> Mention | None:
    first = bisect_right(ends, words[m.first].start)
    last = bisect_left(starts, words[m.last - 1].end)
    if first >= last:
        return None
    span = Span(parse.tokens[first].start, parse.tokens[last - 1].end)
    inside = range(first, last)
    head = next((i for i in inside if parse.tree.heads[i] not in inside or parse.tree.heads[i] == i), first)
    use = _bound(words, m, lexicon)
    return Mention("time", span, parse.text[span.start : span.end], m.rule, head, use)


def _bound(words: Sequence[Word], m: Match, lexicon: TimeLexicon) -> str:
    """The word before that opens or closes the interval: since until before after from to; "to" only after another
    time.
    """
    before = words[m.first - 1].form if m.first else ""
    use = next((u for u in ("since", "until", "before", "after", "from") if before in lexicon.guards[u]), "")
    if before in ("of", "at") and m.first > 1 and words[m.first - 2].form == "as":
        return "until"  # "as of 14 June"
    if before in lexicon.guards["to"] and m.first > 1 and _known(words[m.first - 2].form, lexicon):
        return "to"
    return use


def _known(form: str, lexicon: TimeLexicon) -> bool:
    return form in lexicon.scanner.codes and form not in (",", "the", "a", "and") or form[:1].isdigit()
