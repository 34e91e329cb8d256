"""The actor lists as loaded: who is known by which names, which words are roles, and what they were on a given day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from dateline.lexicon import files
from dateline.places.countries import table
from dateline.places.fold import acronym, fold, squash

LISTS = {"groups": "group", "organisations": "org", "offices": "building", "people": "person"}
NAMED = ("id", "name", "aliases", "country", "code", "from", "until")
SAID = ("source", "yes", "no")
COLUMNS = {
    "roles": (("word", "kind", "sector", "number", "scope", "gender", "traits"), SAID),
    "titles": (("title", "gender"), SAID),
    "first_names": (("name", "gender"), SAID),
    **dict.fromkeys(LISTS, (NAMED, ("kind", "office", "gender", "holder", *SAID))),
}
"""Columns that a list must have, and that it may have."""
STATUS = {"state": 0, "territory": 1, "part": 2, "historic": 3}


class Entry(msgspec.Struct, frozen=True, gc=False):
    """One actor over one stretch of time. ``kind``: group org person country people (of a nation) capital building.

    ``code`` as in Actor; ``country`` ISO 3166 alpha-3, "" for none; ``since``/``until`` ISO days, "" is open.
    ``office``: what a person held in that time, folded ("president", "foreign secretary").
    """

    id: str
    name: str
    kind: str
    code: str
    country: str = ""
    since: str = ""
    until: str = ""
    office: str = ""
    gender: str = ""
    holder: str = ""

    def valid(self, day: str | None) -> bool:
        """Whether it was this on that day; without a day everything is."""
        return not day or ((not self.since or self.since <= day) and (not self.until or day <= self.until))


class Form(msgspec.Struct, frozen=True, gc=False):
    """One spelling of an entry; ``exact``: it counts in capitals only ("IS", "US"); ``proper``: not in lower case."""

    text: str
    entry: Entry
    exact: bool
    is_name_word: bool


class Role(msgspec.Struct, frozen=True, gc=False):
    """A noun that can be an actor. ``kind``: person group force; ``number``: count plural collective, or plurals /
    singular when only that form is an actor; ``scope``: "local" when it belongs to the country the text is about
    unless another is named, "abroad" for people from elsewhere, or the alpha-3 code of the one country that has such an office;
    ``sector``: PLOVER, "" for none of its own. ``traits``: hollow (the noun before it says the sector: "police chief"), follower (of an
    armed owner's code), some and amount (the of-phrase says who), rule (a surname before it says the country),
    speaks (for a government when for a country), body and land (go back to the one named last), armed (go back to
    the armed group of the text), foe (never who issued the text), side and tool (is or is no actor before another noun)."""

    word: str
    kind: str
    sector: str
    number: str = "count"
    scope: str = ""
    gender: str = ""
    traits: frozenset[str] = frozenset()


class ActorLexicon(msgspec.Struct, frozen=True):
    """All actor lists.

    ``forms`` is keyed by the squashed name, ``prefixes`` are the beginnings of its keys; ``roles`` by the words in the singular,
    ``role_ends`` are the last words of its keys as a token may be cut, ``role_tails`` those with words before them; ``titles`` and
    ``first_names`` give a gender ("" when both); ``surnames``: listed people by the last word of their name; ``countries``: by alpha-3.
    """

    forms: dict[str, tuple[Form, ...]]
    prefixes: frozenset[str]
    roles: dict[str, Role]
    role_ends: frozenset[str]
    role_tails: frozenset[str]
    titles: dict[str, str]
    first_names: dict[str, str]
    by_id: dict[str, tuple[Entry, ...]]
    surnames: dict[str, tuple[Entry, ...]]
    countries: dict[str, Entry]


def load(folders: Iterable[str | Path] = ()) -> ActorLexicon:
    """Our lists, and on top those of the given lexicon folders (each with ``actors/*.tsv``); a later row of the
    same word or id and start replaces an earlier one. Raises LexiconError with file, line and column."""
    return _load(_holding(folders))


@lru_cache(maxsize=4)
def _load(folders: tuple[str, ...]) -> ActorLexicon:
    roots = [files.DATA, *map(Path, folders)]
    rows = {(e.id, e.since + e.office): (e, forms) for root in roots for e, forms in _named(root)}
    every = [*rows.values(), *_countries()]
    forms = _index(every)
    roles_ = _roles(folders)
    entries = [entry for entry, _ in every]
    return ActorLexicon(
        forms=forms,
        prefixes=frozenset(key[:n] for key in forms for n in range(1, len(key) + 1)),
        roles=roles_,
        role_ends=frozenset(end for word in roles_ for end in _ends(word)),
        role_tails=frozenset(end for word in roles_ for end in _ends(word) if end != word),
        titles={fold(row["title"]): row["gender"] for row in _of_all(roots, "titles")},
        first_names=_first_names(folders),
        by_id=_grouped(entries, lambda entry: entry.id),
        surnames=_grouped(_of_kind(entries, "person"), lambda entry: fold(entry.name).split()[-1]),
        countries={entry.country: entry for entry in reversed(_of_kind(entries, "country"))},
    )


def roles(folders: Iterable[str | Path] = ()) -> dict[str, Role]:
    """The roles of ``load`` alone, for which no list of names is read."""
    return _roles(_holding(folders))


def first_names(folders: Iterable[str | Path] = ()) -> dict[str, str]:
    """The given names of ``load`` alone, for which no other list is read."""
    return _first_names(_holding(folders))


def _holding(folders: Iterable[str | Path]) -> tuple[str, ...]:
    return files.holding("actors/*.tsv", (folder for folder in folders if Path(folder) != files.DATA))


@lru_cache(maxsize=4)
def _roles(folders: tuple[str, ...]) -> dict[str, Role]:
    return {row["word"]: _role(row) for row in _of_all([files.DATA, *map(Path, folders)], "roles")}


@lru_cache(maxsize=4)
def _first_names(folders: tuple[str, ...]) -> dict[str, str]:
    return {fold(row["name"]): row["gender"] for row in _of_all([files.DATA, *map(Path, folders)], "first_names")}


def _of_kind(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]


def _of_all(roots: Iterable[Path], name: str) -> Iterator[dict[str, str]]:
    return (row for root in roots for row in _rows(root, name))


def _grouped(entries: Iterable[Entry], key: Callable[[Entry], str]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(key(entry), []).append(entry)
    return {name: tuple(group) for name, group in found.items()}


def _rows(root: Path, name: str) -> Iterator[dict[str, str]]:
    path = root / "actors" / f"{name}.tsv"
    return files.rows(path, *COLUMNS[name]) if path.is_file() else iter(())


def _role(row: dict[str, str]) -> Role:
    return Role(
        row["word"],
        row["kind"],
        row["sector"],
        row["number"],
        row["scope"],
        row["gender"],
        frozenset(row["traits"].split("|")),
    )


def _named(root: Path) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for name, kind in LISTS.items():
        for row in _rows(root, name):
            aliases = tuple(a for a in row["aliases"].split("|") if a)
            entry = Entry(
                id=row["id"],
                name=row["name"],
                kind=row["kind"] or kind,
                code=row["code"],
                country=row["country"],
                since=row["from"],
                until=row["until"],
                office=fold(row["office"]),
                gender=row["gender"],
                holder=row["holder"],
            )
            yield entry, (row["name"], *aliases)


def _countries() -> Iterator[tuple[Entry, tuple[str, ...]]]:
    for c in sorted(table(), key=lambda c: STATUS[c.status]):
        gov = f"{c.alpha3}-GOV"
        id = f"iso:{c.alpha2}"
        yield Entry(id, c.name, "country", gov, c.alpha3, c.since, c.until), (c.name, c.official, *c.aliases)
        yield Entry(id, c.name, "people", c.alpha3, c.alpha3, c.since, c.until), (*c.adjectives, *c.people)
        if c.status == "state":
            yield Entry(id, c.name, "capital", gov, c.alpha3, c.since, c.until), c.capitals


def _index(every: Sequence[tuple[Entry, tuple[str, ...]]]) -> dict[str, tuple[Form, ...]]:
    index: dict[str, list[Form]] = {}
    for entry, forms in every:
        for text in dict.fromkeys(f for f in forms if f):
            form = Form(text, entry, acronym(text) or (len(text) < 6 and text.isupper()), not text[0].islower())
            index.setdefault(squash(fold(text)), []).append(form)
    return {key: tuple(found) for key, found in index.items()}


def _ends(word: str) -> Iterator[str]:
    """What a last token of these words may be: they are cut at blanks, behind a hyphen, before an apostrophe, or not."""
    yield word
    yield from (word[i:] for i in range(1, len(word)) if word[i - 1] in " -" or word[i] == "'")
