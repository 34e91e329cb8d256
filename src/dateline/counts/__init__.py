"""Counts: what the text numbers, between which bounds, and of what.

Its functions are loaded when they are asked for: whoever opens a record needs no parser for it.
"""

from dateline.lazily import provide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.counts.find import find
    from dateline.counts.lexicon import CountLexicon, load
    from dateline.counts.tables import classes
    from dateline.counts.what import what_of, what_word

__all__ = ["CountLexicon", "classes", "find", "load", "what_of", "what_word"]
provide(
    __name__,
    {"CountLexicon": "lexicon", "classes": "tables", "find": "find", "load": "lexicon", "what_of": "what", "what_word": "what"},
)  # fmt: skip
