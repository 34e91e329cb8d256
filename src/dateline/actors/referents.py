"""Who has been named so far: the actors of one text, as its mentions build them up."""

from __future__ import annotations

from dataclasses import dataclass, field

PERSON, GROUP, THING = "person", "group", "thing"


@dataclass
class Referent:
    """One actor of the text while it is being read. ``id``, ``name``, ``code`` as in Actor.

    ``kind``: person, group (people or an organisation) or thing (no actor); ``number``: one, many or "" (both "it" and
    "they" agree); ``gender``: m, f or "" (unknown); ``country``: alpha-3 or ""; ``name_words``: folded words of its
    name, none for a description; ``role_nouns``: those said of it; ``mentions``: (sentence, head token, site) of each;
    ``heads``: their head tokens in text order;
    ``entry_kind``: kind of its entry in the lists, "" when it is on none; ``affiliation``: id, name and code of what a
    person speaks for; ``stated``: its code rests on what the text says of it and not on where the text plays;
    ``doubtful``: a name that may be no actor at all; ``key``: what two mentions of one entry have in common;
    ``gender_of_pronoun``: a pronoun alone told the gender.
    """

    id: str
    name: str
    code: str
    kind: str
    number: str = ""
    gender: str = ""
    country: str = ""
    name_words: tuple[str, ...] = ()
    role_nouns: set[str] = field(default_factory=set)
    mentions: list[tuple[int, int, str]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    entry_kind: str = ""
    affiliation: tuple[str, str, str] = ("", "", "")
    stated: bool = False
    doubtful: bool = False
    key: tuple[str, str] = ("", "")
    gender_of_pronoun: bool = False
