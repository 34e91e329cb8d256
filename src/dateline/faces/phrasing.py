"""The fields of a claim in words for people: used by the table, the page, the tree and the comparison."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable

from dateline.counts.told import at_least
from dateline.errors import many as _many
from dateline.record.states import Account
from dateline.text.characters import flat
from dateline.types import Claim, Control, Deadline, Document, Figure, Party, Tally, Voice, When, Where

BY_ITSELF = "the dispatch itself"
NO_TIME, NO_PLACE = "no time said", "no place said"


def when(time: When | None) -> str:
    """ "2021-08-10", "2021-08", "2021-08-01–07", "from 2021-08-01"; the words and ? when unresolved."""
    if time is None:
        return NO_TIME
    if time.start is None and time.end is None:
        return f"“{flat(time.text)}” ?"
    return days(time.start, time.end)


def days(start: str | None, end: str | None) -> str:
    """An interval of days as short as it can be said without being narrower."""
    if start is None or end is None:
        return f"from {start}" if end is None else f"until {end}"
    if start == end:
        return start
    return _whole(start, end) or f"{start}–{_differing(start, end)}"


def _whole(start: str, end: str) -> str:
    """ "2021" or "2021-08" when the days are exactly that year or month, else ""."""
    if start[:4] == end[:4] and start.endswith("-01-01") and end.endswith("-12-31"):
        return start[:4]
    return start[:7] if start[:7] == end[:7] and start.endswith("-01") and end == last_day(start) else ""


def _differing(start: str, end: str) -> str:
    """The end without the year or month it shares with the start."""
    shared = next((length for length in (8, 5) if start[:length] == end[:length]), 0)
    return end[shared:]


def last_day(day: str) -> str:
    """The last day of the month of an ISO day."""
    return f"{day[:7]}-{monthrange(int(day[:4]), int(day[5:7]))[1]:02}"


def where(place: Where) -> str:
    """The gazetteer's name and country; the words and ? when unresolved."""
    if place.place is None:
        return f"{flat(place.text)} ?"
    country = place.place.country if place.place.precision != "country" else ""
    return f"{place.place.name}, {country}" if country else place.place.name


def places(all_of_them: Iterable[Where]) -> str:
    """All places of a claim."""
    return "; ".join(map(where, all_of_them)) or NO_PLACE


def party(someone: Party) -> str:
    """Who it is, by name where known, with the code."""
    name = flat(someone.name or someone.text)
    return f"{name} {someone.code}" if someone.code else name


def parties(people: Iterable[Party]) -> str:
    """All parties; "" for nobody."""
    return "; ".join(map(party, people))


def event(claim: Claim) -> str:
    """Type and modes: "ASSAULT (aerial, drone)", with "not" before what was denied."""
    modes = f" ({', '.join(claim.mode)})" if claim.mode else ""
    return f"{'not ' if claim.polarity == '-' else ''}{claim.type}{modes}"


def tally(count: Tally) -> str:
    """ "8 killed", "at least 24 injured", "at most 20 killed", "8 to 12 killed", "some missing"."""
    what = "(other)" if count.what == "other" else count.what
    corrected = f" (corrects {count.corrects:,})" if count.corrects is not None else ""
    return f"{bounds(count.low, count.high)} {what}{corrected}"


def bounds(low: int | None, high: int | None) -> str:
    """A number as its words bound it."""
    if low is None:
        return "some" if high is None else f"at most {high:,}"
    if high is None:
        return at_least(low, f"{low:,}")
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def tallies(counts: Iterable[Tally]) -> str:
    """All counts; "" for none."""
    return ", ".join(map(tally, counts))


def voice(link: Voice) -> str:
    """The speaker, with the stance when it is not a plain assertion."""
    name = flat(link.speaker.name or link.speaker.text)
    return name if link.stance == "asserts" else f"{name} ({link.stance})"


def according_to(voices: Iterable[Voice]) -> str:
    """The chain of attribution, innermost speaker first."""
    return ", as told by ".join(map(voice, voices)) or BY_ITSELF


def certainty(claim: Claim) -> str:
    """How sure the text is, then how sure we are."""
    words = [claim.modality, f"{claim.score:.2f}"]
    words += ["background"] * claim.historical + ["damaged"] * bool(claim.damage)
    return " · ".join(words)


def holding(control: Control) -> str:
    """ "Taliban AFG-REB held: Kandahar"."""
    denied = "not " if control.polarity == "-" else ""
    return f"{parties(control.holder) or 'somebody'}: {places(control.place)} ({denied}{control.status})"


def figure(one: Figure) -> str:
    """ "27 killed (before: 12)", "not 40 killed", "at least 3,000 displaced"; whose they are behind it."""
    denied = "not " if one.polarity == "-" else ""
    others = [party for party in one.of if party.span != one.trigger.span]  # not the number itself once more
    whose = f" of {parties(others)}" if others else ""
    before = f" (before: {one.supersedes:,})" if one.supersedes is not None else ""
    return f"{denied}{tally(Tally(one.what, one.low, one.high, one.trigger.text, one.trigger.span))}{whose}{before}"


def deadline(one: Deadline) -> str:
    """ "M23 COD-REB: leave Sake, by 2023-03-10 (put off to this day)"."""
    denied = "not: " if one.polarity == "-" else ""
    moved = " (put off to this day)" if one.moves else ""
    return f"{parties(one.who) or 'somebody'}: {denied}{flat(one.what.text)}, {when(one.time)}{moved}"


def title(document: Document) -> str:
    """The title, else the headline in the text, else the id."""
    headlines = (
        document.text[block.span.start : block.span.end] for block in document.blocks if block.kind == "headline"
    )
    return document.title or flat(next(headlines, "")) or document.id


def published(document: Document) -> str:
    """The publication date and where it comes from, or what its lack means."""
    if document.published:
        return f"published {document.published} (from the {document.published_from or 'option'})"
    return "no publication date found: relative dates stay unresolved; give one with --published"


def many(number: int, noun: str) -> str:
    """ "no claims", "1 claim", "2 claims", "3 dispatches"."""
    return _many(number, noun)


def accounts(some: Iterable[Account]) -> str:
    """Who says so, each once, with the day."""
    return "; ".join(dict.fromkeys(f"{one.said}, {one.known}" for one in some))
