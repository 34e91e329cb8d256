"""Private persons are left out of reports: out of quotations, and out of sentences that name a party."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.record.privacy import WITHHELD, Named, is_private, named_places, replaced
from dateline.record.store import Store
from dateline.record.types import Kept
from dateline.text.characters import flat
from dateline.types import Party

SOMEBODY = "a person whose name is withheld"


class Redactor:
    """Takes private names out of words; ``on`` False leaves them in."""

    def __init__(self, record: Store, *, on: bool = True) -> None:
        self.record, self.on = record, on
        self._named: dict[str, tuple[Named, ...]] = {}

    def load(self, keys: Iterable[str]) -> None:
        """Look up where private persons are named in these documents."""
        if self.on:
            with self.record.reading() as connection:
                self._named |= named_places(connection, set(keys) - self._named.keys())

    def words(self, kept: Kept) -> str:
        """The sentence of a claim on one line."""
        named = self._named.get(kept.document.key, ())
        return flat(replaced(kept.sentence, kept.claim.sentence.start, named, lambda *_: WITHHELD))

    def name(self, party: Party) -> str:
        """What a party is called."""
        return SOMEBODY if self.on and is_private(party) else flat(party.name or party.text)
