"""What can go wrong, each with what, where and what to do.

DatelineError
├── InputError      an input cannot be read             exit code 3
├── LexiconError    a lexicon file is wrong             exit code 4
├── ParserError     a parser cannot be loaded           exit code 5
├── GazetteerError  the gazetteer cannot be loaded      exit code 5
├── OptionError     an option's value is not usable     exit code 2
└── RecordError     a record cannot be used             exit code 8

Inputs that are passed over (``Skipped``) ask for exit code 3 when they cannot be read, 6 when there is nothing to read
in them, 7 when they are refused (address, size, language), 0 when the line only remarks on something
(docs/exit-codes.md).
"""

from __future__ import annotations

VOWELS = frozenset("aeiou")


def many(number: int, noun: str) -> str:
    """ "no claims", "1 claim", "2 claims", "3 dispatches"; thousands are divided by commas."""
    ending = (
        ""
        if number == 1
        else "es"
        if noun.endswith("ch")
        else "ies"
        if noun[-1:] == "y" and noun[-2:-1] not in set("aeiou")
        else "s"
    )
    stem = noun[:-1] if ending == "ies" else noun
    return f"{f'{number:,}' if number else 'no'} {stem}{ending}"


class DatelineError(Exception):
    """Base of all errors; ``code`` is the exit code of the command line."""

    code = 1

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(self.line())

    def line(self) -> str:
        """One line: where, what, what to do."""
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}; {self.remedy}" if self.remedy else text


class InputError(DatelineError):
    """An input cannot be read."""

    code = 3


class LexiconError(DatelineError):
    """A lexicon file is wrong; ``where`` is file:line:column."""

    code = 4


class ParserError(DatelineError):
    """A parser cannot be loaded or is of no known label scheme."""

    code = 5


class GazetteerError(DatelineError):
    """The compiled gazetteer is missing, not as it was released, or of another format."""

    code = 5


class OptionError(DatelineError):
    """An option's value is not usable."""

    code = 2


class RecordError(DatelineError):
    """A record cannot be opened, read or written; what it held before is as it was."""

    code = 8
