"""Counts: what the text numbers, between which bounds, and of what."""

from dateline.counts.find import find
from dateline.counts.lexicon import CountLexicon, load
from dateline.counts.what import what_of, what_word

__all__ = ["CountLexicon", "find", "load", "what_of", "what_word"]
