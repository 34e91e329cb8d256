"""Days set: what is to be done by whom until when, and what became of it: met, missed, moved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

import msgspec

from dateline.lexicon.traits import of_type
from dateline.record.claim_features import calendar_stems, head, side
from dateline.record.packing import Stated
from dateline.record.rules import light, meaning
from dateline.record.state.attribution import account, names
from dateline.record.state.by_day import ByDay
from dateline.record.state.settings import settings
from dateline.record.states import Plan
from dateline.record.terms import stem, weight, words
from dateline.record.types import Kept
from dateline.types import Claim, Deadline, Party, Span, When, Where

CALLED_OFF = "called off"
DONE, REFUSALS, CHANGED = range(3)
OWNING = frozenset({"its", "their", "his", "her"})
"""How what is somebody's own is named."""
EVER = "9"  # after every day
NONE: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_NEGATIONS = frozenset({"not", "no", "never", "neither", "nor", "cannot", "nobody", "nothing"})
TELLING = 0.3  # weight from which a word tells what a matter is
SHARED = 2  # words in which a matter and a deed of another verb must meet


def set_days(
    day: str, kept: Iterable[Kept], outlets: dict[str, str], told: Mapping[str, tuple[str, ...]] = NONE
) -> Iterator[Plan]:
    """Every day set by ``day``, with what had become of it by then: "moved" once a later dispatch puts it off, "done" once
    one tells of the matter as done in time, "overdue" once it has passed. ``told``: ``deed_words`` of claims by key, as far as they are
    known."""
    known = sorted((one for one in kept if one.document.known <= day), key=lambda one: (one.document.known, one.key))
    deeds, changes = Deeds(known, told), Changes(known)
    for one in known:
        row = set_day(day, one, outlets)
        if row is not None:
            yield became(row, *first_of(what_became(one, deeds, changes)))


def set_day(day: str, kept: Kept, outlets: dict[str, str]) -> Plan | None:
    """The row of a day set as if nothing had become of it; None for what sets none."""
    line = kept.claim
    if not isinstance(line, Deadline) or line.time is None or not (line.polarity == "+" or _is_called_off(line)):
        return None
    who, what, time = ", ".join(names(line.who)), " ".join(line.what.text.split()), line.time
    by = account(kept, outlets)
    if line.polarity != "+":
        return Plan(who, what, "DEADLINE", time.start, time.end, CALLED_OFF, by, kept.key)
    status = _status(day, time.start, time.end, begins=_begins(line))
    return Plan(who, what, "DEADLINE", time.start, time.end, status, by, "")


def became(row: Plan, status: str, key: str) -> Plan:
    """The row with what became of it; "" for nothing."""
    return msgspec.structs.replace(row, status=status, done=key) if status else row


def what_became(kept: Kept, deeds: Deeds, changes: Changes) -> Iterator[Became]:
    """What became of a day set: deeds in their order, then lines."""
    line = kept.claim
    if isinstance(line, Deadline) and line.polarity == "+":
        about = matter(line.what.text, line.who, line.place)
        changed = list(changes.each(kept, about, line.time.end if line.time else None, line.who))
        moving = {
            _sentence_of(one.by) for one in changed
        }  # "it extended the curfew until Sunday" tells of a curfew, and no end of it
        met = (one for one in deeds.sharing(kept, line) if _sentence_of(one) not in moving)
        yield from (Became(DONE, "done", one) for one in met if _is_met(kept, line, one))
        yield from changed


def _sentence_of(kept: Kept) -> tuple[str, Span]:
    """Where something is told."""
    return kept.document.key, kept.claim.sentence


class Became(NamedTuple):
    """What became of a plan or a day set, by which claim or line. What is ``DONE`` counts before
    ``REFUSALS``, these before what is ``CHANGED``; of one kind the first."""

    kind: int
    status: str
    by: Kept


def first_of(found: Iterator[Became]) -> tuple[str, str]:
    """The status and the key of the claim or line that says so; "" and "" for nothing."""
    one = next(found, None)
    return ("", "") if one is None else (one.status, one.by.key)


class Deeds:
    """What was done, by the words that tell it; worked out once a day set asks for it."""

    def __init__(self, known: list[Kept], told: Mapping[str, tuple[str, ...]]) -> None:
        self.told = told
        self.deeds = [one for one in known if isinstance(one.claim, Claim) and is_deed(one.claim)]
        self.found: ByDay | None = None

    def sharing(self, kept: Kept, line: Deadline) -> Iterator[Kept]:
        """Deeds in time that share a word with what is to be done, in their order: no other is it."""
        wanted = matter(line.what.text, line.who, line.place)
        numbers = self.index.between((*wanted, *awaited(line)), kept.document.known, last_of(line))
        return (self.deeds[number] for number in sorted(numbers))

    @property
    def index(self) -> ByDay:
        """Their numbers by what tells them, with the day of each."""
        if self.found is None:
            self.found = ByDay()
            for number, one in enumerate(self.deeds):
                keys: Iterable[str | tuple[str, str]] = (
                    *(self.told.get(one.key) or deed_words(one)),
                    *_told_of_a_day(one.claim),
                )
                self.found.add(keys, _on(one), number)
        return self.found


def _told_of_a_day(claim: Stated) -> Iterator[tuple[str, str]]:
    """Who did what, each with the one day on which it was; nothing for what is told of no day or several."""
    on = _day_of(claim.time)
    if on and isinstance(claim, Claim):
        yield from ((told, on) for told in (*sorted(doers_of(claim.actor)), f"={head(claim.trigger.text)}"))


def doers_of(parties: Iterable[Party]) -> frozenset[str]:
    """What those who do something are looked up by: ids behind "#", and words."""
    who = side(parties)
    return frozenset({*(f"#{one}" for one in who.ids), *who.words})


def awaited(line: Deadline) -> frozenset[tuple[str, str]]:
    """What is looked up of one day, with the day: what its words mean ("the strike planned for Friday"), and who is to be
    somewhere ("a convoy is expected in Kesh on Tuesday"); empty for a line of more days."""
    on = _day_of(line.time)
    who = doers_of(line.who) if line.place else frozenset()
    return frozenset((one, on) for one in who | acts_of(line)) if on else frozenset()


def acts_of(line: Deadline) -> frozenset[str]:
    """What the words of a line mean, with those that many matters share, behind "="."""
    return frozenset(f"={meaning(stem(word))}" for word in words(line.what.text))


def deed_words(kept: Kept) -> tuple[str, ...]:
    """By which a day set finds what was done by it: the meaning of the act, and what the sentence is about."""
    claim = kept.claim
    if not isinstance(claim, Claim):
        return ()
    return tuple(sorted({head(claim.trigger.text), *matter(kept.sentence, claim.actor, claim.place)}))


class Changes:
    """The lines that put something off or call it off: put off to another day or to none said, or told as what will not be."""

    def __init__(self, kept: Iterable[Kept]) -> None:
        self.lines: list[tuple[Kept, Deadline, frozenset[str]]] = []
        self.by_word: dict[str, list[int]] = defaultdict(list)
        self.by_doer: dict[str, list[int]] = defaultdict(list)
        for one in kept:
            line = one.claim
            if isinstance(line, Deadline) and (line.moves or _calls_off(line)):
                about = matter(line.what.text, line.who, line.place)
                for word in about:
                    self.by_word[word].append(len(self.lines))
                for doer in doers_of(line.who) if _is_own_matter(line) else ():
                    self.by_doer[doer].append(len(self.lines))
                self.lines.append((one, line, about))

    def each(
        self, kept: Kept, wanted: frozenset[str], end: str | None, who: tuple[Party, ...] = ()
    ) -> Iterator[Became]:
        """What later lines did to a matter of somebody, in their order: "moved" to another day or to none said, "called off"."""
        for number in sorted(self._own(who).union(*(self.by_word.get(word, ()) for word in wanted))):
            move, line, _ = self.lines[number]
            if move.document.known <= kept.document.known:
                continue
            became = _change(line, end) if self._means(number, wanted, who) else ""
            if became:
                yield Became(CHANGED, became, move)

    def _own(self, who: tuple[Party, ...]) -> set[int]:
        """Lines in which they put off or call off what is theirs."""
        return set() if side(who).vague else {one for doer in doers_of(who) for one in self.by_doer.get(doer, ())}

    def _means(self, number: int, wanted: frozenset[str], who: tuple[Party, ...]) -> bool:
        """Whether a line is about a matter, or about something of who is to do it that shares a word with it or is called theirs."""
        _, line, about = self.lines[number]
        if _is_about(line, about, wanted) or number in self._own(who):
            return True
        return not (wanted.isdisjoint(about) or side(who).vague) and _are_same(who, line.who)


def _is_own_matter(line: Deadline) -> bool:
    """Whether those who put it off do so with what is theirs: "postponed their stoppage"."""
    return not OWNING.isdisjoint(line.what.text.casefold().split())


def _is_called_off(line: Deadline) -> bool:
    """Whether it names what had its day and will not be, and not what nobody is to do: "the march planned for Sunday"."""
    return _calls_off(line) and _NEGATIONS.isdisjoint(line.what.text.casefold().replace("n't", " not").split())


def _calls_off(line: Deadline) -> bool:
    """Whether it says that something will not be, and not only that somebody denies that it will."""
    return line.polarity == "-" and not any(voice.stance == "denies" for voice in line.voices)


def _begins(line: Deadline) -> bool:
    """Whether it says from when something holds, and not what is to be done: "takes effect on", "from Saturday"."""
    told = set(words(line.what.text.casefold()))
    return not settings().plans.begins.isdisjoint(told) or f"from {line.trigger.text}" in line.what.text


def _status(day: str, start: str | None, end: str | None, *, begins: bool) -> str:
    """Of what begins on a day nobody need tell that it did: it is due from then on."""
    if end is not None and end < day:
        return "due" if begins else "overdue"
    return "due" if (start or end or "") <= day else "ahead"


def is_deed(claim: Claim) -> bool:
    """Whether it tells of something done, not of words about it."""
    words = settings().stances.against | settings().stances.wants | {"THREATEN"}
    done = claim.type not in words or not of_type(claim.type).speech  # who strikes takes a stand, and does something
    return claim.modality == "actual" and claim.polarity == "+" and not claim.historical and done


def _is_met(kept: Kept, line: Deadline, deed: Kept) -> bool:
    """Whether a later dispatch tells of the matter as done, not after its day: by those who were to do it, and either the same
    act on the same thing or at the same place, or, of what is no act of force, an act that shares two telling words."""
    told = deed.claim
    if not isinstance(told, Claim) or not _is_in_time(kept, line, deed) or _are_apart(line.place, told.place):
        return False
    if _are_strangers(line.who, told.actor):  # "the crew is to be freed": whom it is done to
        return _are_same(line.who, told.recipient) and _is_done(line, told, deed.sentence)
    return _is_done(line, told, deed.sentence)


def _is_in_time(kept: Kept, line: Deadline, deed: Kept) -> bool:
    """Whether it is told after the day was set, and was, as far as its own day is told, not after the day."""
    return kept.document.known < deed.document.known and kept.document.known <= _on(deed) <= last_of(line)


def _on(deed: Kept) -> str:
    """The day of a deed; that on which it was told, where it names none or several."""
    return _day_of(deed.claim.time) or deed.document.known


def last_of(line: Deadline) -> str:
    """The day until which something has to be done; behind all days where none is told."""
    return (line.time.end if line.time else None) or EVER


def _day_of(time: When | None) -> str:
    """The one day that a time names; "" for none and for several."""
    return time.start or "" if time is not None and time.start == time.end else ""


def _is_done(line: Deadline, told: Claim, sentence: str) -> bool:
    """Whether a deed is what was to be done."""
    act, same = head(told.trigger.text), _are_same(line.who, told.actor) or _are_same(line.who, told.recipient)
    there = bool(_ids(line.place) & _ids(told.place))
    if _is_of_that_day(line, told, act, arrived=same and there):
        return True
    wanted = matter(line.what.text, line.who, line.place)
    shared = wanted & matter(sentence, told.actor, told.place)
    if act in wanted:
        return bool(shared - {act}) or there or (same and _is_all(told, act, wanted))
    return told.type not in settings().sources.deeds and _is_handled(told, shared, same=same)


def _is_all(told: Claim, act: str, wanted: frozenset[str]) -> bool:
    """Whether the act is all that the matter is about, or is one by which something is handed over, left or let through."""
    return wanted == {act} or told.type in settings().plans.acts


def _is_of_that_day(line: Deadline, told: Claim, act: str, *, arrived: bool) -> bool:
    """Whether it is no act of force, told of the one day that was set: the act that the line names, or ``arrived``: who was
    awaited came where he was awaited."""
    if told.type in settings().sources.deeds or not is_that_day(line.time, told.time):
        return False
    return arrived or f"={act}" in acts_of(line)


def _is_handled(told: Claim, shared: frozenset[str], *, same: bool) -> bool:
    """Whether what is shared makes it the matter: two telling words, or one of what the same doer hands over, leaves or lets through."""
    return len(shared) >= SHARED or (same and bool(shared) and told.type in settings().plans.acts)


def is_that_day(set_: When | None, told: When | None) -> bool:
    """Whether both name one day, and the same."""
    return bool(_day_of(set_)) and _day_of(set_) == _day_of(told)


def _change(line: Deadline, end: str | None) -> str:
    """What a line makes of something due on a day; "" for nothing."""
    until = line.time.end if line.time else None
    if line.polarity == "-":
        return CALLED_OFF if until in (None, end) or _is_within(line, end) else ""
    return "moved" if line.moves and until != end else ""


def _is_within(line: Deadline, end: str | None) -> bool:
    """Whether the day lies in a span that a line names: "the talks planned for next week"."""
    first, last = (line.time.start, line.time.end) if line.time else (None, None)
    return bool(end and first and last) and (first or "") <= (end or "") <= (last or "")


def _is_about(line: Deadline, about: frozenset[str], wanted: frozenset[str]) -> bool:
    """Whether a line that changes something, and is about this, is about a matter."""
    shared = wanted & about
    if len(shared) >= min(SHARED, len(wanted)):
        return bool(shared)
    return bool(shared) and line.time is None and _is_whole(line, shared)


def _is_whole(line: Deadline, shared: frozenset[str]) -> bool:
    """Whether the words shared are all that a short line is about but its verb: "the strike was called off"."""
    told = matter(line.what.text, line.who, line.place) - {head(line.trigger.text)} - settings().plans.timing
    return bool(told) and told <= shared


def matter(text: str, parties: Iterable[Party], places: Iterable[Where]) -> frozenset[str]:
    """What the words are about: the meanings of telling words, without those who do it, places, days and months."""
    aside = {stem(word) for party in parties for word in words(f"{party.text} {party.name}")}
    aside |= {stem(word) for where in places for word in words(where.text) if word[:1].isupper()}
    told = {stem(word) for word in words(text)} - calendar_stems() - aside - light()
    return frozenset(meaning(one) for one in told if weight(one) >= TELLING)


def _are_strangers(who: Iterable[Party], did: Iterable[Party]) -> bool:
    """Whether both are told and none of the ones is one of the others."""
    ours, theirs = side(who), side(did)
    if ours.vague or theirs.vague:
        return False
    return not (ours.ids & theirs.ids or ours.words & theirs.words or ours.countries & theirs.countries)


def _are_same(who: Iterable[Party], did: Iterable[Party]) -> bool:
    """Whether one of the ones is one of the others, by id or name."""
    ours, theirs = side(who), side(did)
    return bool(ours.ids & theirs.ids or ours.words & theirs.words)


def _ids(places: Iterable[Where]) -> set[str]:
    return {where.place.id for where in places if where.place is not None}


def _are_apart(places: Iterable[Where], others: Iterable[Where]) -> bool:
    ours, theirs = _ids(places), _ids(others)
    return bool(ours and theirs) and not ours & theirs
