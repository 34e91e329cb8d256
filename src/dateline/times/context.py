"""What a meaning is computed from: the words of a mention by group, and what the text has said so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from dateline.text import numbers
from dateline.text.parse import Parse
from dateline.text.scan import Word
from dateline.times.lexicon import TimeLexicon
from dateline.types import Interval, Mention

PIVOT = 40
"""Years of two digits from this on are of the twentieth century, those below of the twenty-first."""


def full_year(digits: str) -> int:
    """The year of "1998", "'98" or "98"."""
    year = int(digits.removeprefix("'"))
    return year if year > 99 else (1900 if year >= PIVOT else 2000) + year


class Context(NamedTuple):
    """``last``: the day named last, ``period``: the first day of the calendar stretch named last,
    ``told``: the date with its year named before in this sentence, if that lies years back; they may be None, as
    ``published``. ``looks``: past future present or "", ``firm``: for certain (see ``tense.direction``)."""

    lexicon: TimeLexicon
    published: date | None
    last: date | None
    period: date | None
    told: date | None
    quarter: Interval | None
    looks: str
    firm: bool
    parse: Parse
    mention: Mention


class Fit(NamedTuple):
    """The words of a mention and the groups its rule made of them."""

    words: Sequence[Word]
    groups: dict[str, tuple[int, int]]
    given: dict[str, Any]
    lexicon: TimeLexicon

    def forms(self, group: str) -> list[str]:
        """The words of a group, [] when it is empty."""
        first, last = self.groups.get(group, (0, 0))
        return [w.form for w in self.words[first:last]]

    def form(self, group: str) -> str:
        """The words of a group as one string."""
        return " ".join(self.forms(group))

    def has(self, *forms: str) -> bool:
        """One of these words is among the words of the mention."""
        return any(w.form in forms for w in self.words)

    def look(self, group: str, *classes: str) -> Any:
        """The value of the first word of a group that one of the classes has."""
        values = (self.lexicon.value(f, *classes) for f in self.forms(group))
        return next((v for v in values if v is not None), None)

    def number(self, group: str) -> float | None:
        """The number a group spells."""
        words = self.forms(group)
        return numbers.value(words) if words else None

    def ordinal(self, group: str) -> int | None:
        """The first ordinal or number of a group ("third", "3rd", "3")."""
        for form in self.forms(group):
            found = numbers.ordinal(form) or (int(form) if form.isdigit() else 0)
            if found:
                return found
        return None

    def year(self, group: str = "year") -> int | None:
        """A year in digits or words ("nineteen ninety-six")."""
        digits = next((full_year(f) for f in self.forms(group) if f.removeprefix("'").isdigit()), None)
        teen = self.look("teen", "teen") if digits is None else None
        if teen is None:
            return digits
        words = [w.form for w in self.words[self.groups["teen"][1] :] if w.form != "-"]
        return int(teen) * 100 + int(numbers.value(words) or 0)

    def modifier(self) -> str:
        """START, MID, END or "": early, mid, late, the end of …"""
        return self.look("early", "early", "bound") or ""

    def relative(self) -> int | None:
        """-1 last, 0 this, 1 next."""
        found = self.look("rel", "last", "next", "this", "edge")
        return int(found) if found is not None else None
