"""Role nouns: the words of the list of roles that a phrase ends in, begins with, or bears as a title."""

from __future__ import annotations

from functools import lru_cache

from dateline.actors.directory import ActorLexicon, Role
from dateline.actors.number import is_plural, singular
from dateline.places.fold import fold
from dateline.text.parse import Parse, Token
from dateline.text.trees import Phrase

LONGEST_ROLE = 4  # words of the longest role noun looked for


def role_at(parse: Parse, last: int, lexicon: ActorLexicon, first: int = 0) -> tuple[Role, int] | None:
    """The longest role noun that ends with token ``last`` and begins not before ``first``, and where it begins."""
    tokens = parse.tokens
    complemented = role_with_complement(parse, last, lexicon)
    if complemented is not None:
        return _lengthened(parse, last, complemented, lexicon, first)
    finals = [final for final in _finals(tokens[last]) if final in lexicon.role_ends]
    return _ending(finals, parse, last, lexicon, first) if finals else None


def _ending(finals: list[str], parse: Parse, last: int, lexicon: ActorLexicon, first: int) -> tuple[Role, int] | None:
    """The longest role noun of which token ``last`` is the end, written in one of these ways."""
    tokens = parse.tokens
    alone = lexicon.role_tails.isdisjoint(finals)
    for size in range(1 if alone else LONGEST_ROLE, 0, -1):
        start = last - size + 1
        if start < first:
            continue
        words = [t.lower for t in tokens[start:last]]
        for final in finals:
            role = lexicon.roles.get(" ".join([*words, final]).replace(" - ", "-").replace(" '", "'"))
            if role is not None and _number_fits(role, tokens[last]):
                return role, start
    return None


def role_with_complement(parse: Parse, first: int, lexicon: ActorLexicon) -> tuple[Role, int] | None:
    """The role that token ``first`` begins with what follows it ("chief of staff"), and where it ends; None when
    there is none."""
    tokens = parse.tokens
    if first + 2 >= len(tokens) or tokens[first + 1].lower not in ("of", "in"):
        return None
    for size in (4, 3):
        words = [t.lower for t in tokens[first : first + size]]
        role = lexicon.roles.get(" ".join([singular(words[0]), *words[1:]]))
        if role is not None:
            return role, first + size
    return None


def _lengthened(
    parse: Parse, last: int, complemented: tuple[Role, int], lexicon: ActorLexicon, first: int
) -> tuple[Role, int]:
    """The role with the word before it when that is a role too ("deputy secretary of state")."""
    start = last - 1
    if start >= max(first, 0):
        longer = lexicon.roles.get(f"{parse.tokens[start].lower} {complemented[0].word}")
        if longer is not None:
            return longer, start
    return complemented[0], last


def _number_fits(role: Role, token: Token) -> bool:
    """Some nouns are actors in one number alone: "forces" but not "by force", "a figure" but not "figures"."""
    if role.number == "plurals":
        return is_plural(token)
    return role.number != "singular" or not is_plural(token)


def _finals(token: Token) -> tuple[str, ...]:
    return _spellings(token.lower, token.lemma)


@lru_cache(maxsize=4096)
def _spellings(lower: str, lemma: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((lower, singular(lower), lemma)))


def is_title(parse: Parse, i: int, lexicon: ActorLexicon) -> bool:
    """Whether token ``i`` is a title or the last word of a person's role."""
    token = parse.tokens[i]
    if fold(token.text) in lexicon.titles:
        return True
    role = role_at(parse, i, lexicon)
    return role is not None and role[0].kind == "person" and not is_plural(token)


def is_title_modifier(parse: Parse, phrase: Phrase, last: int, kind: str, lexicon: ActorLexicon) -> bool:
    """Whether a country or capital that ends before ``last`` only leads in a title and a name ("Rome Mayor Neri")."""
    if kind not in ("country", "capital", "people", "org") or last >= phrase.last or phrase.head >= last:
        return False
    return is_title(parse, last, lexicon) and parse.tokens[last].text[0].isupper()
