"""Where the text names an entry of the actor lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.actors.entries import ActorLexicon, Entry, Form
from dateline.places.fold import fold, squash
from dateline.text.parse import Parse, Token

LONGEST = 12  # tokens of the longest name looked for
LONG_AGO = "1900-01-01"  # stands for an open beginning
FAR_OFF = "2100-01-01"  # ... and for an open end, when lengths are compared


class Spot(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` up to and without ``last`` name one of ``forms``; ``head`` is the one that governs the
    others."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]


def spots(parse: Parse, lexicon: ActorLexicon) -> tuple[Spot, ...]:
    """All names of the lists, longest first at each place, none inside another."""
    return tuple(_spots(parse, lexicon))


def _spots(parse: Parse, lexicon: ActorLexicon) -> Iterator[Spot]:
    keys = [squash(fold(t.text)) for t in parse.tokens]
    i, count = 0, len(keys)
    while i < count:
        found = _longest(parse, lexicon, keys, i)
        if found is None:
            i += 1
            continue
        last, forms = found
        yield Spot(i, last, head_of(parse, i, last), forms)
        i = last


def _longest(
    parse: Parse, lexicon: ActorLexicon, keys: list[str], i: int, base: int = 0
) -> tuple[int, tuple[Form, ...]] | None:
    best = None
    key = ""
    for j in range(i, min(i + LONGEST, base + len(keys))):
        if parse.tokens[j].sent != parse.tokens[i].sent:
            break
        key += keys[j - base]
        if not key or key not in lexicon.prefixes:
            break
        if keys[j - base] and key in lexicon.forms:
            forms = _fitting(parse.tokens[i : j + 1], lexicon.forms[key])
            best = (j + 1, forms) if forms else best
    return best


def spot_over(parse: Parse, lexicon: ActorLexicon, i: int) -> Spot | None:
    """The longest name of the lists that covers token ``i``; None when there is none."""
    floor = max(parse.sentence(i).first, i - LONGEST + 1)
    keys = [squash(fold(t.text)) for t in parse.tokens[floor : i + LONGEST]]
    for start in range(floor, i + 1):
        found = _longest(parse, lexicon, keys, start, floor)
        if found is not None and found[0] > i:
            return Spot(start, found[0], head_of(parse, start, found[0]), found[1])
    return None


def _fitting(tokens: tuple[Token, ...], forms: Iterable[Form]) -> tuple[Form, ...]:
    text = "".join(t.text for t in tokens)
    letters = [c for c in text if c.isalpha()]
    upper = letters and all(c.isupper() for c in letters)
    capital = any(c.isupper() for c in text[:4])
    return tuple(f for f in forms if (upper if f.exact else capital or not f.proper))


def head_of(parse: Parse, first: int, last: int) -> int:
    """The token among these that hangs on a token outside; the first of several."""
    heads = parse.tree.heads
    for i in range(first, last):
        if heads[i] == i or not first <= heads[i] < last:
            return i
    return first


def entry_of(forms: Iterable[Form], day: str | None, countries: Iterable[str] = ()) -> Entry | None:
    """The entry meant: valid on the day, of a country the text speaks of, and of the longest standing; None when
    none is valid."""
    valid = [f.entry for f in forms if f.entry.valid(day)]
    order = list(countries)
    return min(valid, key=lambda e: _rank(e, order), default=None)


def _rank(entry: Entry, order: list[str]) -> tuple[int, int, int]:
    place = order.index(entry.country) if entry.country in order else len(order)
    local = place if entry.kind not in ("country", "people", "capital") else 0
    kinds = ("group", "org", "office", "building", "country", "people", "person", "capital")
    years = int((entry.until or FAR_OFF)[:4]) - int((entry.since or LONG_AGO)[:4])
    return local, kinds.index(entry.kind) if entry.kind in kinds else len(kinds), -years
