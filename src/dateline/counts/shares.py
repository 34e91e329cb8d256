"""Shares of a number that the text names: "two-thirds of the 90 hostages" are 60, "half of the 40 men" 20."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import msgspec

from dateline.text.parse import Parse
from dateline.types import Count, Resolution, Span

PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
TIMES = {"two": 2, "three": 3, "four": 4}
BOUNDS = {"than": "over", "least": "min", "over": "over", "nearly": "max", "almost": "max", "under": "max"}
"""The word right before a share that bounds it: "more than half", "at least a third", "nearly half"."""
ONE = ("a", "one")


def shares(found: Iterable[Resolution], parse: Parse) -> Iterator[Resolution]:
    """A count for each share of an exact number that a noun behind "of" has; its mention runs from the share to the number."""
    for whole in found:
        phrase = parse.phrases.get(whole.mention.head)
        if phrase is None or phrase.prep != "of" or not isinstance(whole.value, Count):
            continue
        share = _share(phrase.governor, whole, parse)
        if share is not None:
            yield share


def _share(head: int, whole: Resolution, parse: Parse) -> Resolution | None:
    """The count of those that the token names as part of a whole; None where it names no share or the whole is not exact."""
    count = whole.value
    if not isinstance(count, Count) or count.low is None or count.low != count.high or head < 0:
        return None
    first, part = _part(head, parse)
    if part is None or parse.tokens[head].end >= whole.mention.span.start:
        return None
    low, high = _bounded(part * count.low, parse.tokens[first - 1].lower if first else "")
    span = Span(parse.tokens[first].start, whole.mention.span.end)
    mention = msgspec.structs.replace(whole.mention, span=span, text=parse.text[span.start : span.end], head=head)
    of = parse.text[span.start : max(span.end, parse.tokens[parse.phrases[whole.mention.head].last - 1].end)]
    return Resolution(mention, Count("", low, high, count.unit, of))


def _part(head: int, parse: Parse) -> tuple[int, Fraction | None]:
    """Where a share begins, and which part it is; None for words that name none."""
    tokens = parse.tokens
    word = tokens[head].lower
    if word not in PARTS and word.removesuffix("s") not in PARTS:
        return head, None
    parts = PARTS.get(word) or PARTS[word.removesuffix("s")]
    at = head - 2 if head > 1 and tokens[head - 1].text == "-" else head - 1
    before = tokens[at].lower if at >= 0 else ""
    if word in PARTS:
        return (at if before in ONE else head), Fraction(1, parts)
    times = TIMES.get(before)
    return (at, Fraction(times, parts)) if times else (head, None)


def _bounded(number: Fraction, before: str) -> tuple[int | None, int | None]:
    """The whole numbers that a share may be, with the word before it."""
    low, high = number.numerator // number.denominator, -(-number.numerator // number.denominator)
    bound = BOUNDS.get(before)
    return {"over": (low + 1, None), "min": (high, None), "max": (None, high)}.get(bound or "", (low, high))
