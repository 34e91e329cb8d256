"""Read a noun phrase as a description: its role, whose it is, and the code that follows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from dateline.actors.cast import Cast
from dateline.actors.codes import ARMED, join, split, under
from dateline.actors.directory import Role
from dateline.actors.referents import Referent
from dateline.actors.words import role_at
from dateline.text.trees import Phrase

COUNTRY_KINDS = ("country", "people", "capital")
NO_SECTOR = frozenset(
    {"CVL", "REL", "REF", "ELI", "AGR", "LAB", "BUS"}
)  # a modifier of these says nothing of the sector
OWNING = ("of", "from", "in", "at", "for", "with", "on", "near", "under", "loyal")
LOCAL = frozenset(
    [
        "COP",
        "JUD",
        "LEG",
        "SPY",
        "OPP",
        "REB",
        "PRM",
        "CVL",
        "REF",
        "EDU",
        "HLH",
        "UAF",
        "AGR",
        "LAB",
        "REL",
        "MED",
        "PTY",
        "BUS",
        "ELI",
        "CRM",
    ]
)
STRANGE = frozenset(
    [
        "foreign",
        "international",
        "global",
        "world",
        "multinational",
        "european",
        "western",
        "arab",
        "african",
        "all",
        "every",
    ]
)


class Description(msgspec.Struct, frozen=True):
    """A phrase read as a description. ``owner``: the name of the group, body or country it belongs to, ``owner_id``
    its id; ``sure``: the phrase itself says whose it is; ``some``: it is a part of whom its of-phrase names."""

    role: Role
    start: int
    code: str
    owner: str = ""
    owner_id: str = ""
    owner_kind: str = ""
    reason: str = ""
    stated: bool = False
    part_of: int = -1


def _in_phrase(cast: Cast, i: int, head: int) -> bool:
    inner = cast.parse.phrases.get(head)
    return i == head or (inner is not None and inner.first <= i < inner.last)


Owner = tuple[str, str, str, str]


def describe(cast: Cast, phrase: Phrase, last: int | None = None, depth: int = 0) -> Description | None:
    """The description whose role noun ends at token ``last`` (the head when not given); None when no role noun
    stands there."""
    end = phrase.head if last is None else last
    found = role_at(cast.parse, end, cast.lexicon, phrase.first)
    if found is None:
        return None
    role, start = found
    part = _partitive(cast, phrase, role, depth)
    if part is not None:
        return part
    owner = next(_owners(cast, phrase, start), None)
    if owner is not None:
        name, kind, id, code = owner
        sector = (
            _sector(cast, phrase, role, start)[0]
            if kind not in ("group", "org") or role.sector not in ("", *ARMED)
            else ""
        )
        full = code if "follower" in role.traits and split(code)[1] in ("REB", "PRM", "OPP") else under(code, sector)
        if not sector and kind in COUNTRY_KINDS and "speaks" not in role.traits:
            full = split(code)[0]
        return Description(role, start, full, name, id, kind, f"belongs to {name}", stated=True)
    sector, scope = _sector(cast, phrase, role, start)
    country = _default_country(cast, phrase, role, start, sector, scope)
    return Description(role, start, join(country, sector), reason="its country is the text's own" if country else "")


def _partitive(cast: Cast, phrase: Phrase, role: Role, depth: int) -> Description | None:
    """ "thousands of guerrillas", "a convoy of soldiers": what the of-phrase is."""
    if "some" not in role.traits or depth > 1:
        return None
    for prep, head in phrase.preps:
        if prep != "of":
            continue
        inner = cast.parse.phrases.get(head)
        description = describe(cast, inner, depth=depth + 1) if inner is not None else None
        if description is not None:
            return msgspec.structs.replace(description, start=phrase.first, part_of=head)
        code = _nationals_code(cast, head)
        if code:
            return Description(role, phrase.first, code, reason="part of them", stated=True, part_of=head)
        known = cast.by_head.get(head)
        if known is not None:
            return Description(
                role, phrase.first, known.code, known.name, known.id, known.entry_kind, "part of it", True, head
            )
    return None


def _nationals_code(cast: Cast, head: int) -> str:
    """The code of members of a nation named at that token, "" when none are."""
    match = cast.matched.get(head)
    entry = cast.entry(match) if match is not None else None
    return f"{entry.country}-CVL" if entry is not None and entry.kind == "people" and entry.country else ""


def _sector(cast: Cast, phrase: Phrase, role: Role, start: int) -> tuple[str, str]:
    """Sector and scope: the role's own, or for a hollow word ("chief") those of the role noun before it ("police
    chief")."""
    if role.sector and "hollow" not in role.traits:
        return role.sector, role.scope
    for i in range(start - 1, phrase.first - 1, -1):
        if i in cast.matched or any(_in_phrase(cast, i, h) for h in phrase.possessors):
            continue
        inner = role_at(cast.parse, i, cast.lexicon, phrase.first)
        if inner is not None and inner[0].sector and inner[0].sector not in NO_SECTOR:
            return inner[0].sector, inner[0].scope
    return role.sector, role.scope


def _owners(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """Whose it is, nearest to the noun first: words before it, possessors, then the phrases after it."""
    yield from _owners_before(cast, phrase, start)
    for head in phrase.possessors:
        yield from _referent_as_owner(cast, head)
    for prep, head in phrase.preps:
        if prep in OWNING:
            yield from _referent_as_owner(cast, head, prep in ("of", "for"))
            yield from _place_as_owner(cast, head)


def _owners_before(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    find_listed = {cast.matched[i].first: cast.matched[i] for i in range(phrase.first, start) if i in cast.matched}
    ethnic = any(cast.parse.tokens[i].lower == "ethnic" for i in range(phrase.first, start))
    entries = [(s, cast.entry(s)) for s in find_listed.values() if not ethnic]
    known = [
        e for s, e in entries if e is not None and s.head not in phrase.possessors and not _is_backer(cast, s.last)
    ]
    groups = [e for e in known if e.kind in ("group", "org")]
    for entry in [*groups, *reversed(known)]:
        code = f"{entry.country}-GOV" if entry.kind == "people" else entry.code
        yield entry.name, entry.kind, entry.id, code
    yield from _government_of(cast, phrase, start)
    for i in range(phrase.first, start):
        other = cast.by_head.get(i)
        if other is not None and other.code and i not in phrase.possessors and i not in cast.matched:
            yield other.name, other.entry_kind or other.kind, other.id, other.code


def _government_of(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """ "the Trump administration": the country of the listed person of that surname, in office or not."""
    found = role_at(cast.parse, phrase.head, cast.lexicon, phrase.first)
    for i in range(phrase.first, start) if found is not None and "rule" in found[0].traits else ():
        token = cast.parse.tokens[i]
        entries = cast.lexicon.surnames.get(token.lower, ()) if token.text[0].isupper() else ()
        for entry in entries[:1]:
            yield entry.country, "country", "", f"{entry.country}-GOV"


def _is_backer(cast: Cast, after: int) -> bool:
    """Whether the name is the first half of "US-backed", "Kurdish-led": then it is not the owner."""
    tokens = cast.parse.tokens
    return (
        after + 1 < len(tokens)
        and tokens[after].text in ("-", "–")
        and tokens[after + 1].lower not in ("based", "born")
    )


def _referent_as_owner(cast: Cast, head: int, whole: bool = True) -> Iterator[Owner]:
    other = cast.by_head.get(head)
    if other is not None and other.code and (whole or other.entry_kind in ("country", "capital")):
        yield other.name, other.entry_kind or other.kind, other.id, other.code


def _place_as_owner(cast: Cast, head: int) -> Iterator[Owner]:
    country = cast.countries.at.get(head, "")
    if country:
        yield country, "country", "", f"{country}-GOV"


def _default_country(cast: Cast, phrase: Phrase, role: Role, start: int, sector: str, scope: str) -> str:
    if not scope and sector not in LOCAL:
        return ""
    if any(cast.parse.tokens[i].lower in STRANGE for i in range(phrase.first, start)):
        return ""
    if len(scope) == 3 and scope in cast.countries.order:
        return scope
    for head in (*phrase.conjuncts, phrase.conjunct_of):
        beside = cast.by_head.get(head)
        if beside is not None and split(beside.code)[1] == sector == "REB":
            return split(beside.code)[0]
    description = [c for c in cast.role_countries.get(role.word, ()) if c]
    if role.kind == "person" and description:
        return description[0]
    return cast.countries.local(cast.sentence_of(phrase.head))


def country_of(referent: Referent) -> str:
    """The country of a referent's code."""
    return split(referent.code)[0]
