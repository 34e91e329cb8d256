"""Names of those who act as they stand in a sentence: with the article that they take, without the capital letter that a description
has from the beginning of a sentence of the dispatch."""

from __future__ import annotations

from dateline.brief.words import phrases

OF = " of "


def with_article(name: str) -> str:
    """A name in a sentence: a description ("police spokesman", "army") takes its article back; people in the plural and what cannot be
    counted ("state television") need none."""
    name = _uncapitalised(name)
    words, table = name.casefold().split(), phrases()["article"]
    if not words or not name[0].islower() or words[0] in table["openings"]:
        return _the(name)
    head = name.casefold().partition(OF)[0].split()[-1]
    if head in table["people"] or (OF in name and head.endswith("s") and head not in table["bodies"]):
        return _the(name)
    return f"the {name}"


def is_owned(name: str) -> bool:
    """Whether a name says whose somebody is without saying who that is: "its drones"."""
    first = name.casefold().split()[:1]
    return bool(first) and first[0] in phrases()["article"]["owners"]


def _uncapitalised(name: str) -> str:
    first, *rest = name.split() or [""]
    is_bare = first.casefold() in phrases()["common"]["words"] and all(word[:1].islower() for word in rest)
    return name[:1].lower() + name[1:] if is_bare else name


def _the(name: str) -> str:
    """A name that ends in a body ("the Rapid Support Forces"), or whose first part does ("the General Staff of …"), with its article."""
    words, head = name.casefold().split(), name.casefold().partition(OF)[0].split()
    owned = "'s" in name or "’s" in name
    bodies = phrases()["article"]["bodies"]
    takes = bool(words) and (words[-1] in bodies or head[-1] in bodies) and words[0] != "the" and not owned
    return f"the {name}" if takes else name
