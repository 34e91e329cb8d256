"""Private persons are left out: a name that is a person's and of nobody who speaks or acts for an office, a force or a party."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from dateline.actors.codes import split
from dateline.record.packing import unpacked
from dateline.record.privacy import is_personal_name
from dateline.record.schema import documents
from dateline.record.store import Store
from dateline.record.types import Kept
from dateline.types import Actor, Party, Resolution, Span

PUBLIC = frozenset({"GOV", "MIL", "COP", "LEG", "JUD", "PTY", "SPY", "IGO", "NGO", "REB", "PRM", "OPP", "ELI", "REL"})
"""Sectors whose people act in public."""
WITHHELD = "[name withheld]"
SOMEBODY = "a person whose name is withheld"
LONGEST = 4  # words of a person's name


def is_private(name: str, code: str, id_: str = "") -> bool:
    """Whether it is a person's name, of nobody known or public. Names are told by their first name, so that rare ones are missed."""
    return not id_ and split(code)[1] not in PUBLIC and len(name.split()) <= LONGEST and is_personal_name(name)


def is_private_party(party: Party) -> bool:
    """The same of a party."""
    return is_private(" ".join((party.name or party.text).split()), party.code, party.id)


class Redactor:
    """Takes private names out of words; ``on`` False leaves them in."""

    def __init__(self, record: Store, *, on: bool = True) -> None:
        self.record, self.on = record, on
        self._spans: dict[str, tuple[Span, ...]] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Look up where private persons are named in these documents."""
        wanted = sorted(set(keys) - self._spans.keys()) if self.on else []
        with self.record.reading() as connection:
            for at in range(0, len(wanted), 500):
                question = select(documents.c.key, documents.c.mentions).where(
                    documents.c.key.in_(wanted[at : at + 500])
                )
                for row in connection.execute(question):
                    self._spans[row.key] = _private(unpacked(row.mentions, tuple[Resolution, ...]))

    def words(self, kept: Kept) -> str:
        """The sentence of a claim on one line."""
        sentence, start = kept.sentence, kept.claim.sentence.start
        inside = (
            one
            for one in self._spans.get(kept.document.key, ())
            if start <= one.start and one.end <= start + len(sentence)
        )
        for one in sorted(inside, reverse=True):
            sentence = sentence[: one.start - start] + WITHHELD + sentence[one.end - start :]
        return " ".join(sentence.split())

    def name(self, party: Party) -> str:
        """What a party is called."""
        if self.on and is_private_party(party):
            return SOMEBODY
        return " ".join((party.name or party.text).split())


def _private(resolutions: Iterable[Resolution]) -> tuple[Span, ...]:
    """Spans of private persons' names; of nested ones the longest."""
    found = [one.mention.span for one in resolutions if one.mention.use == "name" and _is_of_private(one.value)]
    return tuple(one for one in found if not any(_holds(other, one) for other in found))


def _is_of_private(value: object) -> bool:
    return isinstance(value, Actor) and is_private(value.name, value.code, value.id)


def _holds(span: Span, other: Span) -> bool:
    return span != other and span.start <= other.start and other.end <= span.end
