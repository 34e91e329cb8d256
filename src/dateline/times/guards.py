"""What speaks against a match: the words around it, capitals, what the parser's recogniser took for a person."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dateline.text.parse import Parse, Token
from dateline.text.scan import Match, Word
from dateline.times.lexicon import TimeLexicon

CAPITAL = ("month", "weekday", "wd", "weekdays", "holiday")
SHORT = 3
"""Letters of names that are other words without their capital: "sun", "sat", "mar", "may"."""
TITLED = ("unit.", "ref.", "day.part")


class Around(NamedTuple):
    """A match in its surroundings: its words, the forms before and after it ("" at the ends)."""

    parse: Parse
    inside: Sequence[Word]
    before: str
    after: str
    lexicon: TimeLexicon

    @property
    def first(self) -> str:
        """The form of the first word."""
        return self.inside[0].form

    @property
    def alone(self) -> bool:
        """The match is one word."""
        return len(self.inside) == 1

    def among(self, guard: str, form: str) -> bool:
        """The form is in one of the lexicon's guard lists."""
        return form in self.lexicon.guards[guard]

    def token(self, word: Word) -> Token:
        """The parser's token in which a word begins."""
        return self.parse.tokens[max(0, bisect_right(self.parse.tokens, word.start, key=lambda t: t.start) - 1)]


def admit(parse: Parse, words: Sequence[Word], m: Match, lexicon: TimeLexicon) -> Match | None:
    """The match, perhaps under another rule, or None when something speaks against it."""
    before = words[m.first - 1].form if m.first else ""
    after = words[m.last].form if m.last < len(words) else ""
    at = Around(parse, words[m.first : m.last], before, after, lexicon)
    if m.rule.startswith("date.") and m.last < len(words) and _names(words[m.last], at):
        return None
    if not _capitals(at) or (m.rule.startswith(TITLED) and _title(at)) or not GUARDS.get(m.rule, _any)(at):
        return None
    rate = m.rule == "unit.duration" and at.first in ("a", "an") and len(at.inside) == 2 and _rate(at)
    return m._replace(rule="unit.set") if rate else m


def _names(word: Word, at: Around) -> bool:
    """ "the March 14 Alliance", "26 July Street": the date is part of a name."""
    return at.among("named", word.form) and at.parse.text[word.start].isupper()


def _any(at: Around) -> bool:
    return True


def _capitals(at: Around) -> bool:
    """Names of days, months and feasts are written with a capital, but in a text without any."""
    text = at.parse.text
    if text.islower():
        return not (at.alone and len(at.first) <= SHORT)
    return all(text[w.start].isupper() for w in at.inside if at.lexicon.value(w.form, *CAPITAL) is not None)


def _title(at: Around) -> bool:
    """Two or more words, each with a capital: a title ("This Week")."""
    text, last = at.parse.text, at.inside[-1]
    capital = all(text[w.start].isupper() for w in at.inside)
    return not at.alone and capital and not text[last.start : last.end].isupper()


def _rate(at: Around) -> bool:
    """ "$5 million a year", "40 raids a month": the noun before makes it a rate."""
    if at.lexicon.value(at.inside[-1].form, "year_unit") is None:
        return False
    start = at.inside[0].start
    before = bisect_right(at.parse.tokens, start - 1, key=lambda t: t.start) - 1
    return before >= 0 and at.parse.tokens[before].pos in ("NOUN", "NUM", "PROPN", "SYM")


def _month(at: Around) -> bool:
    if not at.alone:
        return True
    if at.token(at.inside[0]).ent == "PERSON" or at.lexicon.value(at.first, "mon") is not None:
        return False
    return not at.among("shy", at.first) or at.among("before_month", at.before)


def _year(at: Around) -> bool:
    if not at.alone:
        return at.first != "year" or len(at.inside) == 2
    w, text = at.inside[0], at.parse.text
    glued = text[max(0, w.start - 1) : w.start] in ("-", "/", ".", "$", "£", "€", "#", ",") or text[
        w.end : w.end + 1
    ] in ("%", "s")
    if glued or at.among("not_before_year", at.before) or at.among("not_after_year", at.after):
        return False
    return at.among("before_year", at.before) or ("1900" <= w.form <= "2049" and not _counted(at))


def _counted(at: Around) -> bool:
    """The number counts people or things: "2001 foreign troops"."""
    token = at.token(at.inside[0])
    head = at.parse.tree.heads[token.i]
    return head > token.i and at.among("not_after_year", at.parse.tokens[head].lower)


def _season(at: Around) -> bool:
    if any(w.form == "fall" for w in at.inside):
        return len(at.inside) > 2 or at.first != "the" or (at.among("before_fall", at.before) and at.after != "of")
    if at.alone and at.before in ("a", "an"):
        return False
    return len(at.inside) > 2 or at.token(at.inside[-1]).pos in ("NOUN", "PROPN")


def _weekday(at: Around) -> bool:
    token = at.token(at.inside[0])
    return not at.alone or token.ent != "PERSON" or _of_deed(token, at)


def _of_deed(token: Token, at: Around) -> bool:
    """ "Sunday's bombing", taken for somebody's: no other name beside it and a common noun behind."""
    around = [at.parse.tokens[i] for i in (token.i - 1, token.i + 2) if 0 <= i < len(at.parse.tokens)]
    after = at.parse.tokens[token.i + 1 : token.i + 2]
    return [t.lower for t in after] == ["'s"] and all(t.pos != "PROPN" for t in around)


def _feast(at: Around) -> bool:
    return all(at.token(w).ent != "PERSON" for w in at.inside)


def _decade(at: Around) -> bool:
    """Not somebody's age ("in his 50s"); two digits need "the" or an apostrophe."""
    if at.before in ("his", "her", "their", "its"):
        return False
    digits = next((w.form[:-1] for w in at.inside if w.form[:1].isdigit()), "")
    return not digits or len(digits) == 4 or (len(digits) == 2 and digits[1] == "0" and not at.alone)


def _clock(at: Around) -> bool:
    return not at.alone or at.first in ("noon", "midnight", "midday") or at.among("before_clock", at.before)


def _duration(at: Around) -> bool:
    if at.alone and (at.before in ("$", "'", "-") or at.after == "'"):
        return False
    if at.inside[-1].form == "quarter" and len(at.inside) > 1 and at.inside[-2].form in ("a", "an", "one", "three"):
        return False  # a quarter of a whole, not of a year
    return not (at.first in ("a", "an", "the") and at.before == "half") and at.after != "old"


def _present(at: Around) -> bool:
    return not (at.inside[-1].form == "now" and at.before == "every" and at.after == "and")


def _future(at: Around) -> bool:
    """Not a conjunction: "as soon as", "soon after"."""
    if at.inside[-1].form in ("soon", "shortly"):
        return not at.among("not_before_soon", at.before) and not at.among("not_after_soon", at.after)
    return True


def _week_number(at: Around) -> bool:
    """Weeks 1 to 53, not counted ("a week 20 men were freed")."""
    numbers = [int(w.form) for w in at.inside if w.form.isdecimal()]
    return bool(numbers) and 1 <= numbers[0] <= 53 and at.before not in ("a", "per", "last", "next", "this", "every")


def _split_year(at: Around) -> bool:
    """The second of two years follows the first: "2023/24", not the score "2019/21"."""
    numbers = [int(w.form) for w in at.inside if w.form.isdecimal()]
    return len(numbers) < 2 or (numbers[0] + 1) % 100 == numbers[1] % 100


GUARDS: dict[str, Callable[[Around], bool]] = {
    "date.holiday": _feast, "date.month": _month, "date.year": _year, "date.season": _season, "day.weekday": _weekday,
    "date.decade": _decade, "day.clock": _clock, "unit.duration": _duration, "ref.present": _present, "ref.future":
    _future, "date.week-number": _week_number, "date.fiscal": _split_year, }  # fmt: skip
