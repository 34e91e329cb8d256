"""What the class list says of a noun with the words tied to its front: "river port", "peace-keeper", "self-defence group"."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.text.parse import Parse

FRONT = ("NOUN", "ADJ", "PROPN", "VERB")
"""Parts of speech of the words before a noun that may belong to its name in the class list."""
REACH = 2
"""How many words before the noun are looked at; two that a hyphen ties are one."""


def listed(head: int, parse: Parse, known: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Classes of the longest compound that ends in the noun ``head`` and stands in the class list ``known``; empty for none."""
    token = parse.tokens[head]
    best = known.get(token.lemma) or known.get(token.lower, frozenset())
    if not best and token.tag == "NNPS":  # a plural read as a name, whose lemma is its form
        best = known.get(token.lower.removesuffix("s"), frozenset())
    tied = parse.hyphened(head)
    if tied:  # "asylum-seeker", "peace-keeper"
        spelled = (f"{tied}-{token.lemma}", f"{tied} {token.lemma}", f"{tied}{token.lemma}")
        return next((known[word] for word in spelled if word in known), best)
    words = token.lemma
    for word in _before(head, parse):
        best = known.get(f"{word.rpartition('-')[2]} {words}", best)
        words = f"{word} {words}"
        best = known.get(words, best)
    return best


def _before(head: int, parse: Parse) -> list[str]:
    """The words that may belong to a noun's compound, the nearest first, in lower case."""
    found: list[str] = []
    at = head - 1
    while at >= 0 and len(found) < REACH and parse.tokens[at].pos in FRONT:
        tied = parse.hyphened(at)
        found.append(f"{tied}-{parse.tokens[at].lower}" if tied else parse.tokens[at].lower)
        at -= 3 if tied else 1
    return found
