"""Who has been named so far: the actors of one text, as its mentions build them up."""

from __future__ import annotations

from dataclasses import dataclass, field

PERSON, GROUP, THING = "person", "group", "thing"


@dataclass
class Referent:
    """One actor of the text while it is being read. ``listed``: kind of its lexicon entry; ``body``: id, name and
    code of what a person speaks for; ``sure``: its code rests on what the text says of it and not on where the text
    plays; ``weak``: a name that may be no actor at all. ``kind``: person, group (people or an organisation) or
    thing (no actor); ``number``: one, many or "" (both "it" and "they" will do); ``words``: folded words of its
    name; ``nouns``: the role nouns said of it; ``seen``: (sentence, head token, site) of its mentions."""

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
    entry_kind: str = ""
    affiliation: tuple[str, str, str] = ("", "", "")
    stated: bool = False
    doubtful: bool = False
    key: tuple[str, str] = ("", "")

    def last(self) -> tuple[int, int, str]:
        """Its latest mention."""
        return self.mentions[-1]
