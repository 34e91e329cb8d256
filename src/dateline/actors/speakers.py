"""Who "we" and "I" are: the speaker of the quotation, or who issued the text."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.describe import COUNTRY_KINDS
from dateline.actors.issuers import issuer
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.places.fold import fold
from dateline.text.trees import Clause

AROUND = 2  # sentences before and after in which the speaker of a quotation is looked for
OPENING, CLOSING, EITHER = "“", "”", '"'


def first_person(cast: Cast, head: int, single: bool) -> None:
    """Link "I" (``single``) to the speaker and "we" to what the speaker speaks for; in a release, to who issued it."""
    who = _singular(cast, head) if single else _plural(cast, head)
    if who is not None:
        cast.link(head, who, f"{who.name} speaks", 0.6)


def _singular(cast: Cast, head: int) -> Referent | None:
    who = _speaker(cast, head, single=True) or _author(cast)
    return who if who is not None and who.kind == PERSON else None


def _plural(cast: Cast, head: int) -> Referent | None:
    who = _speaker(cast, head, single=False) if is_quoted(cast, head) else None
    who = who or issuer(cast) or _speaker(cast, head, single=False)
    return _represented_by(cast, who) if who is not None and who.kind == PERSON else who


def is_quoted(cast: Cast, head: int) -> bool:
    """Whether the token stands inside quotation marks that opened in its paragraph."""
    text = cast.parse.text
    at = cast.parse.tokens[head].start
    before = text[text.rfind("\n", 0, at) + 1 : at]
    return before.count(OPENING) > before.count(CLOSING) or before.count(EITHER) % 2 == 1


def _speaker(cast: Cast, head: int, single: bool) -> Referent | None:
    here = cast.sentence_of(head)
    found = [
        (abs(cast.sentence_of(clause.head) - here), cast.sentence_of(clause.head) > here, abs(clause.head - head), who)
        for clause, who in _speech_clauses(cast)
        if abs(cast.sentence_of(clause.head) - here) <= AROUND
    ]
    if single:
        found = [f for f in found if f[3].kind == PERSON and f[3].name_words]
    return min(found, key=lambda f: f[:3])[3] if found else None


def _speech_clauses(cast: Cast) -> Iterator[tuple[Clause, Referent]]:
    for clause in cast.speech_clauses:
        for subject in clause.subjects:
            known = cast.by_head.get(subject)
            if known is not None and (known.kind == PERSON or known.entry_kind in ("group", "org", "building")):
                yield clause, known


def _author(cast: Cast) -> Referent | None:
    """The person the title names, or the only one named, in a text that speaks of itself as "I"."""
    title = fold(cast.title).split()
    people = [r for r in cast.referents if r.kind == PERSON and r.name_words]
    titled = [r for r in people if r.name_words[-1] in title]
    return titled[0] if titled else people[0] if len(people) == 1 else None


def _represented_by(cast: Cast, who: Referent) -> Referent:
    """What a person speaks for: the body he is of, else his country when he governs, else people like him."""
    id, name, code = who.affiliation
    if name:
        known = next((r for r in cast.referents if r.id == id and r.name == name), None)
        return known or Referent(id, name, code, GROUP, entry_kind="org")
    country, sector = split(who.code)
    government = _government_of(cast, country) if country and sector in ("GOV", "MIL") else None
    return government or Referent("", who.name, who.code, GROUP, "many")


def _government_of(cast: Cast, country: str) -> Referent | None:
    """The country as a government, when the text names it."""
    named = (r for r in cast.referents if r.country == country and r.entry_kind in COUNTRY_KINDS and r.kind == GROUP)
    return next((r for r in named if r.code == f"{country}-GOV"), None)
