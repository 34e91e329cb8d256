"""The articles of parties in a title: "a taxi driver", "the army", "the United States"."""

from __future__ import annotations

import re
from functools import lru_cache

from dateline.actors.directory import Role, roles
from dateline.lexicon.files import Folders, in_force
from dateline.lexicon.titles import Titles
from dateline.lexicon.titles import load as load_titles
from dateline.places.countries import table
from dateline.places.fold import fold

LONGEST = 3  # words of a role
BEHIND = re.compile(r" (?:of|for|in|at|from|with|to|on|near|against|under)(?: .*)?$")
"""What stands behind the noun that is meant."""
AN = re.compile(
    r"(?:[ai]|e(?!u)|o(?!ne\b|nce\b)|u(?!\.|ni(?![dmn])|ra|se|su|ti)|8|11\b|18\b|h(?:our|onest|onou?r|eir))",
    re.IGNORECASE,
)
"""Before which "an" stands: what sounds like a vowel, as far as letters tell."""
OWNING = ("'s", "’s", "s'", "s’")
SEVERAL = (" and ", " or ")


def indefinite(phrase: str) -> str:
    """ "a base", "an army", "a uranium mine"."""
    return f"{'an' if AN.match(phrase) else 'a'} {phrase}"


def articled(phrase: str) -> str:
    """A party with the article that running text would give it; the phrase itself where it needs none or has one, where it is of
    several, and where nothing is known of its noun."""
    return _articled(in_force(), phrase)


@lru_cache(maxsize=8192)
def _articled(folders: Folders, phrase: str) -> str:
    titles = load_titles(folders)
    if any(sign in phrase for sign in SEVERAL) or _is_determined(phrase, titles):
        return phrase
    meant = BEHIND.sub("", phrase)
    if meant.split()[-1][:1].isupper():
        return f"the {phrase}" if _has_the(meant, titles) else phrase
    return phrase if _is_named(meant.split()[0]) else _described(phrase, meant, titles, roles(folders))


def _has_the(name: str, titles: Titles) -> bool:
    """Whether running text has "the" before a name: one of several words of which the last says what it is."""
    first, *others = name.split()
    return first[:1].isupper() and bool(others) and others[-1].lower() in titles.with_the


def _is_named(first: str) -> bool:
    """Whether a phrase begins with a name, and not with what somebody is of: "Xinhua", but not "Malian", "Indian-born", "U.S."."""
    return first[:1].isupper() and "." not in first and not (is_demonym(first) or is_demonym(first.partition("-")[0]))


def _described(phrase: str, meant: str, titles: Titles, known: dict[str, Role]) -> str:
    """Somebody by his role: "a driver", "the army", "the head of the office"."""
    words = meant.lower().split()
    ends = (" ".join(words[-at:]) for at in range(LONGEST, 0, -1))
    role = next((known[one] for one in ends if one in known), None)
    if role is None or role.number not in {"count", "collective"} or role.word in titles.bare:
        return phrase
    only = words[0] not in titles.earlier and _is_only(role, titles, whose=meant != phrase)
    return f"the {phrase}" if only else indefinite(phrase)


def _is_only(role: Role, titles: Titles, *, whose: bool) -> bool:
    """Whether there is but one at a time; ``whose``: the phrase says of what."""
    return role.number == "collective" or role.word in titles.alone or (whose and role.word in titles.heads)


def is_demonym(name: str) -> bool:
    """Whether it says only of which country something is: "Afghan" of "the Afghan border"."""
    return fold(name) in _demonyms()


@lru_cache(maxsize=1)
def _demonyms() -> frozenset[str]:
    """Words for what is of a country ("Afghan"), which name it in no title."""
    return frozenset(fold(word) for country in table() for word in (*country.adjectives, *country.people)) - {
        fold(country.name) for country in table()
    }


def _is_determined(phrase: str, titles: Titles) -> bool:
    """Whether an article, a number or an owner stands before it."""
    words = BEHIND.sub("", phrase).split()
    first = words[0].lower() if words else ""
    if not first or first in titles.determiners | titles.owners | titles.nobody | titles.dropped | titles.quantities:
        return True
    return first[0].isdigit() and not first.endswith("-old") or any(word.endswith(OWNING) for word in words[:-1])
