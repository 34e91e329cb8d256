"""Where the text names an entry of the actor lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from dateline.actors.directory import ActorLexicon, Entry, Form
from dateline.actors.proper_names import in_capitals
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import key_of
from dateline.text.parse import Parse

LONGEST = 14  # tokens of the longest name looked for
LONG_AGO = "1900-01-01"  # stands for an open beginning
FAR_OFF = "2100-01-01"  # ... and for an open end, when lengths are compared


class ListedName(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` up to and without ``last`` name one of ``forms``; ``head`` is the one that governs the
    others."""

    first: int
    last: int
    head: int
    forms: tuple[Form, ...]


def find_listed(parse: Parse, lexicon: ActorLexicon) -> tuple[ListedName, ...]:
    """All names of the lists, longest first at each place, none inside another."""
    return tuple(_scan(parse, lexicon))


def _scan(parse: Parse, lexicon: ActorLexicon) -> Iterator[ListedName]:
    names = _names(parse, lexicon)
    i, count = 0, len(names)
    while i < count:
        found = names[i]
        if found is None:
            i += 1
            continue
        last, forms = found
        if _cut_short(parse, lexicon, i, last) or _is_given_name(parse, i, last, forms):
            i += 1
            continue
        yield ListedName(i, last, head_of(parse, i, last), forms)
        i = last


def _names(parse: Parse, lexicon: ActorLexicon) -> list[tuple[int, tuple[Form, ...]] | None]:
    """For each token what ``_name_at`` says; looked for once a text."""

    def made() -> list[tuple[int, tuple[Form, ...]] | None]:
        keys = [key_of(t.text) for t in parse.tokens]
        return [_name_at(parse, lexicon, keys, i) if key in lexicon.prefixes else None for i, key in enumerate(keys)]

    return parse.once("names of the lists", lexicon, made)


def _name_at(parse: Parse, lexicon: ActorLexicon, keys: list[str], i: int) -> tuple[int, tuple[Form, ...]] | None:
    """The longest name that begins at a token; None where one that begins a word later goes on beyond it ("the Sudan" of "the
    Sudan People's Liberation Army")."""
    found = _longest(parse, lexicon, keys, i)
    later = _longest(parse, lexicon, keys, i + 1) if found is not None and i + 1 < found[0] else None
    return None if found is not None and later is not None and later[0] > found[0] else found


def _longest(parse: Parse, lexicon: ActorLexicon, keys: list[str], i: int) -> tuple[int, tuple[Form, ...]] | None:
    if keys[i] not in lexicon.prefixes:
        return None
    best = None
    key = ""
    sent = parse.tokens[i].sent
    for j in range(i, min(i + LONGEST, len(keys))):
        if parse.tokens[j].sent != sent:
            break
        key += keys[j]
        if not key or key not in lexicon.prefixes:
            break
        if keys[j] and key in lexicon.forms:
            forms = _fitting(parse, i, j + 1, lexicon.forms[key])
            best = (j + 1, forms) if forms else best
    return best


def _is_given_name(parse: Parse, first: int, last: int, forms: tuple[Form, ...]) -> bool:
    """Whether a country is the given name of a person ("Jordan Banda"): a surname hangs on it, and both are recognised as one person."""
    name = parse.name_at(first)
    country = forms[0].entry.kind in ("country", "capital")
    person = country and name is not None and name.label == "PERSON" and (name.first, name.last > last) == (first, True)
    return person and (parse.tree.labels[last], parse.tree.heads[last]) == ("flat", first)


def _cut_short(parse: Parse, lexicon: ActorLexicon, first: int, last: int) -> bool:
    """Whether the words are only the end of a longer name that is not listed ("United National Liberation Front")."""
    before = parse.tokens[first - 1] if first > 0 else None
    if last - first < 2 or before is None or before.sent != parse.tokens[first].sent:
        return False
    if before.pos != "PROPN" or not before.text[0].isupper() or parse.tree.heads[first - 1] not in range(first, last):
        return False
    key = key_of(before.text)
    return key not in lexicon.forms and key not in lexicon.titles


class Listing:
    """The names of the lists in a text, looked up from any of its words; all are looked for once."""

    def __init__(self, parse: Parse, lexicon: ActorLexicon) -> None:
        self.parse, self.lexicon = parse, lexicon
        self._over: dict[int, ListedName] | None = None

    def over(self, i: int) -> ListedName | None:
        """The name that begins first of those that cover token ``i``; None when there is none."""
        if self._over is None:
            self._over = {}
            for name in self._whole():
                for at in range(name.first, name.last):
                    self._over.setdefault(at, name)
        return self._over.get(i)

    def _whole(self) -> Iterator[ListedName]:
        """For each token the longest name that begins there and is no end of a longer one."""
        for start, found in enumerate(_names(self.parse, self.lexicon)):
            if found is not None and not _cut_short(self.parse, self.lexicon, start, found[0]):
                yield ListedName(start, found[0], head_of(self.parse, start, found[0]), found[1])


def _fitting(parse: Parse, first: int, last: int, forms: Iterable[Form]) -> tuple[Form, ...]:
    text = "".join(t.text for t in parse.tokens[first:last])
    capital = any(c.isupper() for c in text[:4])
    return tuple(f for f in forms if (_acronym(parse, first, last, text) if f.exact else capital or not f.is_name_word))


def _acronym(parse: Parse, first: int, last: int, text: str) -> bool:
    """Whether the words stand there as an acronym: in capitals, in one piece, and no plain word of a text all in
    capitals."""
    letters = [c for c in text if c.isalpha()]
    if not letters or not all(c.isupper() for c in letters):
        return False
    if last - first > 1 and not any(c in text for c in ".-–/"):
        return False
    return text.casefold() not in WORDS.acronyms_that_are_words or not in_capitals(parse, first)


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
    valid = [f for f in forms if f.entry.valid(day)]
    order = list(countries)
    best = min(valid, key=lambda f: _rank(f, order), default=None)
    return best.entry if best is not None else None


def _rank(form: Form, order: list[str]) -> tuple[int, bool, int, int]:
    entry = form.entry
    place = order.index(entry.country) if entry.country in order else len(order)
    local = place if entry.kind not in ("country", "people", "capital") else 0
    kinds = ("group", "org", "office", "building", "country", "people", "person", "capital")
    years = int((entry.until or FAR_OFF)[:4]) - int((entry.since or LONG_AGO)[:4])
    return local, form.text != entry.name, kinds.index(entry.kind) if entry.kind in kinds else len(kinds), -years
