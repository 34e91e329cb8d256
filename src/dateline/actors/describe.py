"""Read a noun phrase as a description: its role, whose it is, and the code that follows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from dateline.actors.cast import Cast
from dateline.actors.codes import join, split, under
from dateline.actors.directory import Entry, Role
from dateline.actors.referents import Referent
from dateline.actors.role_nouns import role_at
from dateline.actors.vocabulary import WORDS
from dateline.text.trees import Phrase

COUNTRY_KINDS = ("country", "people", "capital")  # kinds of entries that are a country
ABROAD = "abroad"  # the scope of roles of people from elsewhere ("tourists")
ARMED_OWNERS = ("REB", "PRM", "OPP")  # owners whose followers take their whole code


class Description(msgspec.Struct, frozen=True):
    """A noun phrase read as a description. ``start``: its first token that counts; ``owner``: the name of the group,
    body or country it belongs to, ``owner_id`` its id, ``owner_kind`` the kind of its entry, each "" for none;
    ``reason``: why the code; ``stated``: the phrase itself says whose it is; ``part_of``: head token of the of-phrase
    that says who they are ("thousands of guerrillas"), -1 for none."""

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


class Owner(NamedTuple):
    """Whose a role is: name, kind of its entry or referent, id, code."""

    name: str
    kind: str
    id: str
    code: str


def describe(cast: Cast, phrase: Phrase, last: int | None = None, depth: int = 0) -> Description | None:
    """The description whose role noun ends at token ``last`` (the head when not given); None when no role noun
    stands there. ``depth``: how many of-phrases lie above this one."""
    found = role_at(cast.parse, phrase.head if last is None else last, cast.lexicon, phrase.first)
    if found is None:
        return None
    role, start = found
    partitive = _partitive(cast, phrase, role, depth)
    if partitive is not None:
        return partitive
    owner = next(_owners(cast, phrase, start), None)
    if owner is not None:
        code = _owned_code(cast, phrase, role, start, owner)
        because = f"belongs to {owner.name}"
        return Description(role, start, code, owner.name, owner.id, owner.kind, because, stated=True)
    sector, scope = _sector(cast, phrase, role, start)
    country = _default_country(cast, phrase, role, start, sector, scope)
    return Description(role, start, join(country, sector), reason="its country is the text's own" if country else "")


def in_apposition(cast: Cast, phrase: Phrase) -> Description | None:
    """What the text says a body is behind its name: "the Lakes Coalition, a rights group"; None where that tells no kind of body."""
    inner = (cast.parse.phrases.get(head) for head in phrase.appositions)
    found = (describe(cast, one) for one in inner if one is not None)
    return next((one for one in found if one is not None and one.role.kind == "group" and split(one.code)[1]), None)


def _owned_code(cast: Cast, phrase: Phrase, role: Role, start: int, owner: Owner) -> str:
    """The code of a role that somebody owns: a follower of an armed owner has his, others their own sector under it."""
    inherits = owner.kind in ("group", "org") and role.sector in ("", *WORDS.sectors.armed)
    sector = "" if inherits else _sector(cast, phrase, role, start)[0]
    if not sector and owner.kind in COUNTRY_KINDS and "speaks" not in role.traits:
        return split(owner.code)[0]
    if "follower" in role.traits and split(owner.code)[1] in ARMED_OWNERS:
        return owner.code
    return under(owner.code, sector)


def _partitive(cast: Cast, phrase: Phrase, role: Role, depth: int) -> Description | None:
    """ "thousands of guerrillas", "a convoy of soldiers": what the of-phrase is; None when it says nothing."""
    if "some" not in role.traits or depth > 1:
        return None
    found = (_of_complement(cast, phrase, role, head, depth) for prep, head in phrase.preps if prep == "of")
    return next((description for description in found if description is not None), None)


def _of_complement(cast: Cast, phrase: Phrase, role: Role, head: int, depth: int) -> Description | None:
    inner = cast.parse.phrases.get(head)
    description = describe(cast, inner, depth=depth + 1) if inner is not None else None
    if description is not None:
        return msgspec.structs.replace(description, start=phrase.first, part_of=head)
    code = _nationals_code(cast, head)
    if code:
        return Description(role, phrase.first, code, reason="part of them", stated=True, part_of=head)
    known = cast.by_head.get(head)
    if known is None:
        return None
    return Description(
        role, phrase.first, known.code, known.name, known.id, known.entry_kind, "part of it", stated=True, part_of=head
    )


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
        if inner is not None and inner[0].sector and inner[0].sector not in WORDS.sectors.uninformative_modifiers:
            return inner[0].sector, inner[0].scope
    return role.sector, role.scope


def _owners(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """Whose it is, nearest to the noun first: words before it, possessors, then the phrases after it."""
    yield from _owners_before(cast, phrase, start)
    for head in phrase.possessors:
        yield from _referent_as_owner(cast, head)
    for prep, head in phrase.preps:
        if prep in WORDS.owner_prepositions:
            yield from _referent_as_owner(cast, head, prep in ("of", "for"))
            yield from _place_as_owner(cast, head)


def _owners_before(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """Owners named before the role noun: listed names, heads of government, then any other referent."""
    yield from _listed_owners(cast, phrase, start)
    yield from _government_of(cast, phrase, start)
    for i in range(phrase.first, start):
        other = cast.by_head.get(i)
        if other is not None and other.code and i not in phrase.possessors and i not in cast.matched:
            yield Owner(other.name, other.entry_kind or other.kind, other.id, other.code)


def _listed_owners(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """Groups and organisations first, then all others from the noun backwards; none in "ethnic Albanian rebels"."""
    if any(token.lower == "ethnic" for token in cast.parse.tokens[phrase.first : start]):
        return
    known = list(_entries_before(cast, phrase, start))
    groups = [entry for entry in known if entry.kind in ("group", "org")]
    for entry in [*groups, *reversed(known)]:
        code = f"{entry.country}-GOV" if entry.kind == "people" else entry.code
        yield Owner(entry.name, entry.kind, entry.id, code)


def _entries_before(cast: Cast, phrase: Phrase, start: int) -> Iterator[Entry]:
    """The entries of the lists named before token ``start``, but for possessors and the first half of "US-backed"."""
    matches = {cast.matched[i].first: cast.matched[i] for i in range(phrase.first, start) if i in cast.matched}
    for match in matches.values():
        entry = cast.entry(match)
        if entry is not None and match.head not in phrase.possessors and not _is_backer(cast, match.last, entry):
            yield entry


def _government_of(cast: Cast, phrase: Phrase, start: int) -> Iterator[Owner]:
    """ "the Trump administration": the country of the listed person of that surname, in office or not."""
    found = role_at(cast.parse, phrase.head, cast.lexicon, phrase.first)
    if found is None or "rule" not in found[0].traits:
        return
    for token in cast.parse.tokens[phrase.first : start]:
        entries = cast.lexicon.surnames.get(token.lower, ()) if token.text[0].isupper() else ()
        for entry in entries[:1]:
            yield Owner(entry.country, "country", "", f"{entry.country}-GOV")


def _is_backer(cast: Cast, after: int, entry: Entry) -> bool:
    """Whether the name is the first half of "US-backed", "Kurdish-led": then it is not the owner; but a group owns those whom
    it leads or runs ("Hamas-led gunmen")."""
    tokens = cast.parse.tokens
    if after + 1 >= len(tokens) or tokens[after].text not in ("-", "–"):
        return False
    leads = entry.kind in ("group", "org") and tokens[after + 1].lower in WORDS.led_by
    return not leads and tokens[after + 1].lower not in ("based", "born")


def _referent_as_owner(cast: Cast, head: int, whole: bool = True) -> Iterator[Owner]:
    """The referent at that token; ``whole``: any, else countries only."""
    other = cast.by_head.get(head)
    if other is not None and other.code and (whole or other.entry_kind in ("country", "capital")):
        yield Owner(other.name, other.entry_kind or other.kind, other.id, other.code)


def _place_as_owner(cast: Cast, head: int) -> Iterator[Owner]:
    country = cast.countries.at.get(head, "")
    if country:
        yield Owner(country, "country", "", f"{country}-GOV")


def _default_country(cast: Cast, phrase: Phrase, role: Role, start: int, sector: str, scope: str) -> str:
    """The country of a role of which the phrase does not say whose it is; "" when none can be taken over."""
    if scope == ABROAD or (not scope and sector not in WORDS.sectors.local) or _is_everywhere(cast, phrase):
        return ""
    if any(token.lower in WORDS.foreign_modifiers for token in cast.parse.tokens[phrase.first : start]):
        return ""
    if len(scope) == 3 and scope in cast.countries.order:
        return scope
    beside = _conjunct_rebels(cast, phrase, sector)
    if beside is not None:
        return split(beside.code)[0]
    return _country_of_superior(cast, phrase, sector) or _country_of_role(cast, phrase, role)


def _is_everywhere(cast: Cast, phrase: Phrase) -> bool:
    """ "Activists around the world", "visitors from all over the globe"."""
    return any(cast.parse.tokens[head].lower in WORDS.everywhere for _, head in phrase.preps)


def _country_of_superior(cast: Cast, phrase: Phrase, sector: str) -> str:
    """The country of who gives them orders ("the premier ordered the army to …"), or of the force that says what befell its own
    ("the Israeli military said that one reservist had been killed"); "" for none."""
    clause = cast.parse.clauses.get(phrase.governor)
    if clause is None or sector not in WORDS.sectors.forces:
        return ""
    if phrase.head in (*clause.objects, *clause.indirect) and clause.lemma in WORDS.ordering_verbs:
        return _country_of_one(cast, clause.subjects, phrase.head, WORDS.sectors.commanding)
    above = cast.parse.clauses.get(clause.parent) if clause.kind == "complement" else None
    if above is None or above.lemma not in WORDS.speech_verbs or phrase.head not in clause.subjects:
        return ""
    return _country_of_one(cast, above.subjects, phrase.head, frozenset({sector}))


def _country_of_one(cast: Cast, heads: tuple[int, ...], before: int, sectors: frozenset[str]) -> str:
    """The country of the first of those heads before a token whose sector is one of these; "" for none."""
    codes = (split(cast.by_head[at].code) for at in heads if at < before and at in cast.by_head)
    return next((country for country, sector in codes if country and sector in sectors), "")


def _country_of_role(cast: Cast, phrase: Phrase, role: Role) -> str:
    """The country the text names with that role of a person elsewhere, else that of the sentence or the text."""
    named = [country for country in cast.role_countries.get(role.word, ()) if country]
    if role.kind == "person" and named:
        return named[0]
    return cast.countries.local(cast.sentence_of(phrase.head))


def _conjunct_rebels(cast: Cast, phrase: Phrase, sector: str) -> Referent | None:
    """The rebels a rebel role is coordinated with: both are of one country."""
    if sector != "REB":
        return None
    others = (cast.by_head.get(head) for head in (*phrase.conjuncts, phrase.conjunct_of))
    return next((other for other in others if other is not None and split(other.code)[1] == "REB"), None)
