r"""Find patterns of words: each word of a text becomes one character, so that a rule is one regular expression.

A vocabulary gives every word that any rule or class names a code of its own; all other words share one. Digits are
told apart by shape ("#year", "#clock" …). What a parser makes of hyphens and full stops therefore does not matter to
the rules.

Patterns are words divided by spaces, with ``( | )``, ``?``, ``*``; ``<class>`` is any word of a class and is kept
under the class's name, ``<name:class>`` under another name, ``{macro}`` stands for a piece of pattern given once
(``{name:macro}`` keeps it under another name); ``\(`` is a bracket of the text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dateline.errors import LexiconError
from dateline.lexicon import files
from dateline.text.characters import plain
from dateline.text.parse import Parse

WORD = re.compile(
    r"""(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)(?![\d-])
      | (?P<slash>\d{1,2}/\d{1,2}/(?:\d{4}|\d\d))(?![\d/])
      | (?P<dotted>\d{1,2}\.\d{1,2}\.\d{4})(?!\d)
      | (?P<clock>\d{1,2}:\d\d(?::\d\d)?)(?![\d:])
      | (?P<thousands>\d{1,3}(?:(?:,\d{3})+|(?:\.\d{3}){2,}|\.000))(?!\d)
      | (?P<spaced>(?<![\d.,/:-])(?<!\d[ ])[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+)(?![\d.,/:-]?\d|[ ]\d)
      | (?P<decimal>\d+\.\d+)
      | (?P<nth>\d+(?:st|nd|rd|th)\b)
      | (?P<tens>\d+s\b)
      | (?P<short>['’]\d\d)(?![\w%]|[.,]\d)
      | (?P<digits>\d+)
      | [apAP]\.[mM]\.? | [eE]\.[uU]\. | (?:[A-Z]\.){2,} | ['’]s\b | [oO]['’]clock\b | [^\W\d_]+ | \S""",
    re.VERBOSE,
)
_PIECE = re.compile(r"<(?:(\w+):)?(\w+)>|\{(?:(\w+):)?(\w+)\}|([()|?*])|(\\[()]|[^\s()|?*<>{}\\]+)")
DIGITS = re.compile(r"\d+")
MONTH_NAME = re.compile(r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*")
"""Before digits in groups: "on May 12 200 men" is a day and a number, no number of five digits."""
SEASON = frozenset({"spring", "summer", "autumn", "fall", "winter"})
SHORT_YEAR = re.compile(r"'\d\d")
YEAR_ENDS = re.compile(r"(?!\s*\w)")
STRAIGHT = str.maketrans("’‘–—", "''--")
# Words too frequent to tell a paragraph in which a pattern may fit from one in which it cannot.
FREQUENT = frozenset("the a an of in on and to at for or from by this that with , . - ' 's ( ) one no".split())
_OTHER = "\uffff"
_FIRST = 0xE000
_LARGEST = 100_000
"""Characters of the longest expression that a pattern may become (ours: 3,100)."""


class Word(NamedTuple):
    """A word of the text: offsets and its form as the rules see it (lower case, straight quotes and hyphens)."""

    start: int
    end: int
    form: str


class Match(NamedTuple):
    """Words ``first`` up to and without ``last`` fit a rule; ``groups`` are named stretches of words."""

    first: int
    last: int
    rule: str
    groups: dict[str, tuple[int, int]]


class Scanner(NamedTuple):
    """Compiled rules. ``classes`` give the values of words; ``codes`` the character of each known word or shape.

    With each pattern go characters of which a text must have one for the pattern to fit it; ``by_key`` says which patterns those
    of a character are.
    """

    codes: dict[str, str]
    classes: dict[str, dict[str, Any]]
    rules: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    order: dict[str, int]
    by_key: dict[str, tuple[int, ...]]

    def code(self, words: Sequence[Word]) -> str:
        """One character a word."""
        codes = self.codes
        return "".join([codes.get(w.form) or codes.get(shape(w.form), _OTHER) for w in words])

    def scan(self, words: Sequence[Word]) -> list[Match]:
        """Matches that do not overlap: the longest first, at equal length the rule that stands first."""
        coded = self.code(words)
        by_key = self.by_key
        numbers = {number for key in set(coded) if key in by_key for number in by_key[key]}
        fitting = (self.rules[number] for number in sorted(numbers))
        found = [_match(m, rule) for rule, regex, _ in fitting for m in regex.finditer(coded)]
        return disjoint(found, self.order)

    def fit(self, words: Sequence[Word], rule: str) -> Match | None:
        """The longest match of one rule among ``words``."""
        coded = self.code(words)
        found = [m for name, regex, _ in self.rules if name == rule and (m := regex.search(coded))]
        best = max(found, key=lambda m: m.end() - m.start(), default=None)
        return _match(best, rule) if best else None


@lru_cache(maxsize=512)
def words_of(text: str, start: int, end: int) -> tuple[Word, ...]:
    """The words of ``text[start:end]``."""
    found: list[Word] = []
    for m in WORD.finditer(text, start, end):
        if m.lastgroup == "spaced" and found and MONTH_NAME.fullmatch(found[-1].form):
            found += [Word(d.start(), d.end(), d.group()) for d in DIGITS.finditer(text, m.start(), m.end())]
        elif m.lastgroup == "short" and not _is_short_year(found, text, m.end()):
            found += [Word(m.start(), m.start() + 1, "'"), Word(m.start() + 1, m.end(), m.group()[1:])]
        else:
            found.append(Word(m.start(), m.end(), form(m.group())))
    return tuple(found)


def _is_short_year(before: Sequence[Word], text: str, end: int) -> bool:
    """Whether "'98" is a year and no quotation mark before a number: behind a month, a day of one or a season, or where nothing is
    counted by it ("in '98,")."""
    forms = [word.form for word in before[-3:]]
    if forms[-1:] == [","] and len(forms) > 1 and forms[-2][:1].isdigit():
        forms.pop()
    if len(forms) > 1 and forms[-1][:1].isdigit():
        forms.pop()
    last = forms[-1] if forms else ""
    if last in ("in", "since", "of", ""):
        return YEAR_ENDS.match(text, end) is not None
    return last in SEASON or MONTH_NAME.fullmatch(last) is not None


def stretches(parse: Parse) -> Iterator[tuple[Word, ...]]:
    """The words of each block, so that an abbreviation's full stop taken for the end of a sentence does no harm."""
    first = 0
    sentences, text = parse.sentences, plain(parse.text)
    for i, s in enumerate(sentences):
        if i + 1 == len(sentences) or sentences[i + 1].block != s.block:
            yield words_of(text, sentences[first].span.start, s.span.end)
            first = i + 1


def form(word: str) -> str:
    """The word as rules write it."""
    lower = word.lower()
    return lower if lower.isascii() else lower.translate(STRAIGHT)


def shape(word: str) -> str:
    """What a number looks like: #year #num #nth #tens #thousands #decimal #clock #iso #slash #dotted; "" for a word."""
    if not word[:1].isdigit():
        return "#short" if SHORT_YEAR.fullmatch(word) else ""
    m = WORD.match(word)
    kind = (m.lastgroup or "") if m else ""
    if kind != "digits":
        return "#thousands" if kind == "spaced" else "#" + kind
    return "#year" if len(word) == 4 and "1000" <= word <= "2099" else "#four" if len(word) == 4 else "#num"


def disjoint(found: Iterable[Match], order: Mapping[str, int]) -> list[Match]:
    """Of overlapping matches the longest, then the one whose rule stands first; in text order."""
    kept: list[Match] = []
    taken: set[int] = set()
    for m in sorted(found, key=lambda m: (m.first - m.last, order[m.rule], m.first)):
        if taken.isdisjoint(range(m.first, m.last)):
            kept.append(m)
            taken.update(range(m.first, m.last))
    return sorted(kept)


def compile_rules(
    classes: Mapping[str, Mapping[str, Any]], macros: Mapping[str, str], rules: Iterable[tuple[str, Sequence[str]]],
    paths: Sequence[Path] = (),
) -> Scanner:  # fmt: skip
    """Compile (id, patterns) pairs; ``paths`` are the files they come from, a later one before an earlier one.

    Raises LexiconError at the entry with a pattern that is none, or that names an unknown class or macro.
    """
    codes: dict[str, str] = {}
    own = {name: dict(table) for name, table in classes.items()}
    for table in own.values():
        for word in table:
            _add(codes, word)
    compiled = []
    order: dict[str, int] = {}
    for rule, patterns in rules:
        order.setdefault(rule, len(order))
        compiled += [(rule, *_compiled(rule, pattern, _Translator(own, macros, codes), paths)) for pattern in patterns]
    by_key: dict[str, list[int]] = defaultdict(list)
    for number, (_, _, keys) in enumerate(compiled):
        for key in keys:
            by_key[key].append(number)
    return Scanner(codes, own, tuple(compiled), order, {key: tuple(some) for key, some in by_key.items()})


def _compiled(
    rule: str, pattern: str, translator: _Translator, paths: Sequence[Path]
) -> tuple[re.Pattern[str], frozenset[str]]:
    try:
        return re.compile(translator.regex(pattern)), translator.keys(pattern)
    except KeyError as error:
        what = f"entry {rule}: {pattern!r} names the unknown class or piece of pattern {error}"
    except re.error as error:
        what = f"entry {rule}: {pattern!r} cannot be compiled: {error}"
    except RecursionError:
        what = f"entry {rule}: {pattern!r} is nested too deeply"
    holding = [path for path in paths if f'"{rule}"' in files.text_of(path)]
    where = files.of_words(holding[-1], f'"{rule}"') if holding else ""
    raise LexiconError(what, where=where, remedy=files.SCHEMA)


def _add(codes: dict[str, str], word: str) -> str:
    return codes.setdefault(word, chr(_FIRST + len(codes)))


class _Translator:
    """Turns one pattern into a regular expression; a group named twice gets a suffix."""

    def __init__(
        self, classes: Mapping[str, Mapping[str, Any]], macros: Mapping[str, str], codes: dict[str, str]
    ) -> None:
        self.classes, self.macros, self.codes = classes, macros, codes
        self.seen: dict[str, int] = {}
        self.inside: list[str] = []

    def regex(self, pattern: str) -> str:
        found = "".join(self._piece(m) for m in _PIECE.finditer(pattern))
        if len(found) > _LARGEST:
            raise re.error(f"it grows beyond {_LARGEST:,} characters by the pieces that it takes in")
        return found

    def _piece(self, m: re.Match[str]) -> str:
        name, cls, other, macro, sign, word = m.groups()
        if cls:
            chars = "".join(_add(self.codes, w) for w in self.classes[cls])
            return f"(?P<{self._name(name or cls)}>[{chars}])"
        if macro:
            return f"(?P<{self._name(other or macro)}>{self._taken_in(macro)})"
        if sign:
            return "(?:" if sign == "(" else sign
        return _add(self.codes, word.removeprefix("\\"))

    def _taken_in(self, macro: str) -> str:
        if macro in self.inside:
            raise re.error(f"the piece of pattern {macro!r} takes itself in")
        self.inside.append(macro)
        found = self.regex(self.macros[macro])
        self.inside.pop()
        return found

    def keys(self, pattern: str) -> frozenset[str]:
        """Characters of which any match has one: the rarest of the pieces that are not optional."""
        pieces = list(_PIECE.finditer(pattern))
        found, at = self._either(pieces, 0)
        if at < len(pieces) or found is None:
            raise re.error(f"no word is required, or a bracket is open: {pattern}")
        return found

    def _either(self, pieces: list[re.Match[str]], at: int) -> tuple[frozenset[str] | None, int]:
        branches = []
        while True:
            found, at = self._sequence(pieces, at)
            branches.append(found)
            if at >= len(pieces) or pieces[at].group() != "|":
                break
            at += 1
        known = [b for b in branches if b is not None]
        return (frozenset().union(*known) if len(known) == len(branches) else None), at

    def _sequence(self, pieces: list[re.Match[str]], at: int) -> tuple[frozenset[str] | None, int]:
        required: list[frozenset[str]] = []
        while at < len(pieces) and pieces[at].group() not in ("|", ")"):
            if pieces[at].group() == "(":
                found, at = self._either(pieces, at + 1)
            else:
                found = self._chars(pieces[at])
            at += 1
            if at < len(pieces) and pieces[at].group() in ("?", "*"):
                at += 1
            elif found is not None:
                required.append(found)
        return min(required, key=self._weight, default=None), at

    def _chars(self, piece: re.Match[str]) -> frozenset[str] | None:
        _, cls, _, macro, _, word = piece.groups()
        if macro:
            return self._either(list(_PIECE.finditer(self.macros[macro])), 0)[0]
        words = self.classes[cls] if cls else (word.removeprefix("\\"),)
        return frozenset(self.codes[w] for w in words)

    def _weight(self, chars: frozenset[str]) -> tuple[bool, int]:
        frequent = {self.codes[w] for w in FREQUENT if w in self.codes}
        return not chars.isdisjoint(frequent), len(chars)

    def _name(self, name: str) -> str:
        self.seen[name] = self.seen.get(name, 0) + 1
        return f"{name}__{self.seen[name]}"


def _match(m: re.Match[str], rule: str) -> Match:
    groups: dict[str, tuple[int, int]] = {}
    for name in m.re.groupindex:
        if m.start(name) >= 0 and m.end(name) > m.start(name):
            groups.setdefault(name.rpartition("__")[0], m.span(name))
    return Match(m.start(), m.end(), rule, groups)
