"""Time expressions: found by rules that are data, resolved to days against the publication date."""

from dateline.times.find import find
from dateline.times.lexicon import TimeLexicon
from dateline.times.load import load
from dateline.times.resolve import resolve

__all__ = ["TimeLexicon", "find", "load", "resolve"]
