"""What a situation report draws on: the state of things, the events of the period, and the register of its footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from dateline.brief.model import Note, Sentence
from dateline.brief.naming import with_article
from dateline.brief.persons import Redactor
from dateline.brief.words import quotation
from dateline.exports.stream import Told
from dateline.exports.summary import Summary, summed_up
from dateline.record.record import Record, asked
from dateline.record.rows import sides_of
from dateline.record.state.attribution import speaker
from dateline.record.states import Account, Plan, Stance, State, Toll
from dateline.record.types import Happening, Kept
from dateline.text.characters import shortened
from dateline.types import Claim, Control, Party

LONGEST = 320  # characters of the words in a footnote
ARTICLES = frozenset({"a", "an", "the"})
LONG = 31  # days that an incident may have lain on
DAYS = 24  # of a period whose control is told day by day


class Asked(msgspec.Struct, frozen=True):
    """What the report is asked to be about. Days are ISO dates. ``known_by``: None for what was known by ``as_of``.
    ``names``: also those of private persons."""

    place: str
    since: str
    as_of: str
    known_by: str | None = None
    names: bool = False


class Register:
    """Footnotes in the order of their first use; one for each sentence of a dispatch."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self.notes: list[Note] = []
        self._numbers: dict[tuple[str, str], int] = {}

    def number(self, kept: Kept) -> int:
        """The note of the words of a claim."""
        key = (kept.document.key, kept.sentence)
        if key not in self._numbers:
            self._numbers[key] = len(self.notes) + 1
            document = kept.document
            self.notes.append(
                Note(
                    len(self.notes) + 1, document.id, document.outlet or document.id, document.published or document.known,
                    quotation(shortened(self._redactor.words(kept), LONGEST)), document.title or "", document.url or "",
                )
            )  # fmt: skip
        return self._numbers[key]

    def sentence(self, text: str, kept: Iterable[Kept]) -> Sentence:
        """A sentence that these claims carry."""
        numbers = tuple(dict.fromkeys(self.number(one) for one in kept))
        return Sentence(text, numbers)


class Material:
    """Everything that the sections are made of. ``kept``: claims by key; ``summaries``: the events of the period that are told as done,
    by day; ``before``: how things stood on the day before the period."""

    def __init__(self, record: Record, what: Asked) -> None:
        known_by = what.known_by or what.as_of
        self.what = what
        self.state: State = record.as_of(what.as_of, place=what.place, known_by=known_by)
        eve = (date.fromisoformat(what.since) - timedelta(days=1)).isoformat()
        self.before: State = record.as_of(eve, place=what.place, known_by=eve)
        self.history = list(_history(record, what, known_by))
        happenings = record.happenings(asked(place=what.place, since=what.since, until=what.as_of, known_by=known_by))
        self.happenings = {one.key: one for one in happenings}
        self.summaries = _summaries(happenings, what)
        self.kept: dict[str, Kept] = {kept.key: kept for one in happenings for kept in one.kept}
        for state in (self.state, self.before, *self.history):
            self.kept |= record.kept_by_key(_claims(state))
        self.redactor = Redactor(record, on=not what.names)
        self.redactor.load(one.document.key for one in self.kept.values())
        self.register = Register(self.redactor)

    def tolls_of(self, one: Summary) -> list[Toll]:
        """What is counted of an event, figures of later reports too."""
        return [toll for toll in self.state.tolls if toll.event == one.event]

    def told(self, keys: Iterable[str]) -> list[Kept]:
        """The claims of these keys."""
        return [self.kept[key] for key in keys if key in self.kept]

    def cited(self, text: str, keys: Iterable[str]) -> Sentence:
        """A sentence that the claims of these keys carry."""
        return self.register.sentence(text, self.told(keys))

    def source(self, kept: Kept, *, inside: bool = False) -> str:
        """Who says it, as a sentence names them: the innermost voice and the outlet, else the outlet alone. ``inside``: for
        words that stand in brackets already."""
        outlet = kept.document.outlet or kept.document.id
        if not kept.claim.voices:
            return with_article(outlet) if " of " in outlet else outlet
        who = self.called(kept.claim.voices[0].speaker)
        return f"{who} in {outlet}" if inside else f"{who} ({outlet})"

    def called(self, party: Party) -> str:
        """A party as a sentence names it: with the article that the report gives it."""
        name, text = self.redactor.name(party), " ".join(party.text.split())
        article, _, rest = text.partition(" ")
        if article.casefold() in ARTICLES and rest == name:
            return f"{article.casefold()} {rest}"
        return with_article(name)

    def names(self, parties: Iterable[Party]) -> list[str]:
        """Parties as a sentence names them, each once."""
        return list(dict.fromkeys(map(self.called, parties)))

    def named(self, name: str, kept: Iterable[Kept]) -> str:
        """What rows of a state call by name alone, as one of these claims names it."""
        parties = (party for one in kept for party in sides_of(one.claim))
        same = next((party for party in parties if speaker(party) == name), None)
        return self.called(same) if same is not None else with_article(name)


def _summaries(happenings: Iterable[Happening], what: Asked) -> list[Summary]:
    """The events of the period that are told as done, by day."""
    every = (summed_up(Told(one)) for one in happenings)
    told = (one for one in every if one.kept and _is_of_the_period(one, what))
    return sorted(told, key=lambda one: (one.start or one.known, one.event))


def _is_of_the_period(one: Summary, what: Asked) -> bool:
    """Whether an event belongs to the period: what may have begun before it, or lain on many days, is background."""
    first = one.start or one.end or one.known
    return what.since <= first <= what.as_of and (one.days or 1) <= LONG


def _history(record: Record, what: Asked, known_by: str) -> Iterator[State]:
    """How things stood on each day of the period on which something about control became known, the latest days."""
    stated = record.kept(asked(place=what.place, known_by=known_by), kinds=("claim", "control"))
    told = {
        one.document.known for one in stated if what.since <= one.document.known < what.as_of and _is_of_control(one)
    }
    for day in sorted(told)[-DAYS:]:
        yield record.as_of(day, place=what.place, known_by=day)


def _is_of_control(kept: Kept) -> bool:
    claim = kept.claim
    return isinstance(claim, Control) or (
        isinstance(claim, Claim) and not {"territory", "withdraw"}.isdisjoint(claim.mode)
    )


def _claims(state: State) -> set[str]:
    """Keys of the claims behind the rows of a state."""
    told: tuple[Stance | Plan, ...] = (*state.stances, *state.plans)
    saying = (one.account for one in told)
    asking = (claim for one in state.questions for claim in one.claims)
    done = filter(None, (one.done for one in state.plans))
    return {one.claim for one in (*_accounts(state), *saying)}.union(asking, done)


def _accounts(state: State) -> Iterator[Account]:
    """The accounts behind the board and the tolls."""
    for one in state.control:
        yield from (*one.accounts, *one.against)
    for toll in state.tolls:
        yield from (source.account for source in toll.sources)
