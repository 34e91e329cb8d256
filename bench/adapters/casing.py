"""Names given back their capitals in a text that has lost them: every offset stays.

A word gets a capital where it begins a sentence, where a list of dateline names it, or where it is no word that dateline knows
as an ordinary one; so do titles and articles that belong to a name, and the words that an abbreviation in brackets stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from dateline.lexicon.load import Lexicon
from dateline.record.terms import stem

WORD = re.compile(r"[^\W\d_]+")
NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -](?:of |the |for |and )*[A-Z][^\W\d_]+)*")
BEGINS = re.compile(r"(?:^|[.!?]\s+|\s{3,})[\"“(]?$")
TITLES = (
    "president|minister|general|colonel|captain|lieutenant|major|judge|mayor|bishop|monsignor|father|commander|sergeant|"
    "deputy|dr|mr|mrs|col|gen|lt"
)
BEFORE = re.compile(rf"\b(?:san|santa|santo|el|la|las|los|puerto|ciudad|villa|{TITLES})(?= [A-Z])")
BEHIND = re.compile(
    r"(?<=[A-Z])([^\W\d_]+) (department|province|region|front|movement|party|battalion|brigade|university|avenue|street)\b"
)
DAYS = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december|(?<=\d )(?:march|may)|"
    r"monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b"
)
ABBREVIATED = re.compile(r"((?:[^\W\d_]+ ){2,8})\(([a-z]{2,8})\)")
SMALL = frozenset("de del of the and in on at to for by from".split())
ENDINGS = "s es ed d ing ly er ers ness ation al ists ist ism able ive ment ments ity".split()


def _data(*names: str) -> Iterator[str]:
    folder = files("dateline.lexicon").joinpath("data")
    return (folder.joinpath(name).read_text(encoding="utf-8") for name in names)


@lru_cache(maxsize=1)
def _listed() -> frozenset[str]:
    """Words of names: countries and their people, features, first names, groups, organisations, people."""
    tables = _data("actors/first_names.tsv", "actors/groups.tsv", "actors/organisations.tsv", "actors/people.tsv",
                   "places/countries.tsv", "places/features.tsv")  # fmt: skip
    return frozenset(word.lower() for text in tables for word in re.findall(r"\b[A-Z][^\W\d_]+", text))


@lru_cache(maxsize=1)
def _phrases() -> dict[str, str]:
    """Names of groups and organisations, and their abbreviations, by how they look in small letters."""
    found = (
        name for text in _data("actors/groups.tsv", "actors/organisations.tsv") for name in re.split(r"[\t|;\n]", text)
    )
    clean = (name.strip() for name in found)
    return {
        name.lower(): name
        for name in clean
        if name[:1].isupper() and (" " in name or (name.isupper() and len(name) > 2))
    }


@lru_cache(maxsize=1)
def _frequent() -> frozenset[str]:
    (text,) = _data("frequencies.tsv")
    return frozenset(line.split("\t")[0] for line in text.splitlines() if line and not line.startswith("#"))


def ordinary_words(lexicon: Lexicon) -> frozenset[str]:
    """Lower-case words of the lexicon's forms and classes: no names, whatever a list says."""
    forms = (
        form for entry in lexicon.events for form in (*entry.verbs, *entry.nouns, *entry.adjectives, *entry.phrases)
    )
    return frozenset(word for form in (*forms, *lexicon.classes) for word in form.split())


def cased(text: str, ordinary: frozenset[str]) -> str:
    """The text with capitals; as long as it was. ``ordinary``: words that are no names, of ``ordinary_words``."""
    out = list(text)
    for match in WORD.finditer(text):
        if BEGINS.search(text[max(0, match.start() - 6) : match.start()]) or _is_name(match[0], ordinary):
            out[match.start()] = match[0][0].upper()
    _write(out, _known(text))
    _write(out, _spelt(text))
    done = "".join(out)
    for pattern in (DAYS, BEFORE):
        done = pattern.sub(lambda match: match[0][0].upper() + match[0][1:], done)
    return BEHIND.sub(lambda match: f"{match[1]} {match[2].capitalize()}", done)


def _write(out: list[str], changes: Iterator[tuple[int, str]]) -> None:
    for start, words in changes:
        out[start : start + len(words)] = words


def _known(text: str) -> Iterator[tuple[int, str]]:
    """Where a name of the lists stands, and how it is written."""
    words = list(WORD.finditer(text))
    for at, match in enumerate(words):
        for size in range(6, 0, -1):
            end = words[min(at + size, len(words)) - 1].end()
            name = _phrases().get(text[match.start() : end])
            if name and (size > 1 or stem(match[0]) not in _frequent()):
                yield match.start(), name
                break


def _spelt(text: str) -> Iterator[tuple[int, str]]:
    """Abbreviations in brackets, and the words before them whose first letters they are, here and wherever they stand again."""
    for match in ABBREVIATED.finditer(text):
        words, letters = match[1].split(), match[2]
        own = _spelling(words, letters)
        if own:
            for again in re.finditer(rf"\b{letters}\b", text):
                yield again.start(), letters.upper()
            yield match.start(2) - 2 - len(own), own


def _spelling(words: list[str], letters: str) -> str:
    for size in range(len(words), 1, -1):
        initials = "".join(word[0] for word in words[-size:] if word not in SMALL)
        if initials == letters and words[-size] not in SMALL:
            return " ".join(word if word in SMALL else word.capitalize() for word in words[-size:])
    return ""


def _is_name(word: str, ordinary: frozenset[str]) -> bool:
    if len(word) < 3 or word in SMALL or word in ordinary or stem(word) in _frequent():
        return False
    return word in _listed() or not _is_derived(word, ordinary)


def _is_derived(word: str, ordinary: frozenset[str]) -> bool:
    """Whether it is a known word with an ending."""
    bare = [word.removesuffix(end) for end in ENDINGS if word.endswith(end)]
    single = [one[:-1] for one in bare if one[-1:] == one[-2:-1]]  # kidnap-p-ed
    return any(
        form in ordinary or stem(form) in _frequent()
        for one in (*bare, *single)
        for form in (one, one + "e", one + "y")
    )
