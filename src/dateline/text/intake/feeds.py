"""Feeds to documents: read from a file, polled once, or watched; every request goes through politeness."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import BinaryIO

import msgspec

from dateline.errors import many
from dateline.text.intake.document import compose
from dateline.text.intake.feed_entries import Entry, Feed, feed
from dateline.text.intake.options import NOTHING, REFUSED, SAID, SMALLER, IntakeOptions, UnreadError, iso_day
from dateline.text.intake.politeness import (
    BUSY,
    DAY,
    Get,
    HostRules,
    LaterError,
    Manners,
    check_reservation,
    retry_after,
)
from dateline.text.intake.received import received
from dateline.text.intake.web import Answer, AnsweredError, fetch
from dateline.types import Document, Skipped

FULL = 80
"""Words from which on an entry's own content is the dispatch, and its page is not fetched; ours."""
ENOUGH = 12
"""Words from which on title and summary are worth reading when the page is not fetched; ours."""
SENTENCE = 5
"""Words from which on a summary that ends with a stop is worth reading whatever its length; ours."""
FLOOR = 300.0
"""Seconds between two looks at a feed, at least; ours."""
SEEN = 5000
"""Entries remembered of one feed; the longest feeds hold some hundreds at a time."""
HOSTS = 50
"""Hosts whose rules are remembered with one feed."""
GONE = 410
UNCHANGED = 304

Found = list[Document | Skipped]


class FeedState(msgspec.Struct, frozen=True):
    """What is remembered of a feed between two looks; times in seconds since 1970.

    ``etag`` and ``modified``: as its address sent them. ``checked``: the last look, ``next``: the earliest next one.
    ``seen``: keys of entries that are done with, oldest first. ``errors``: looks that failed in a row. ``interval``:
    seconds that the feed asks for. ``gone``: its address says that it is no more. ``hosts``: rules of its hosts.
    """

    address: str
    etag: str = ""
    modified: str = ""
    checked: float = 0.0
    next: float = 0.0
    seen: tuple[str, ...] = ()
    errors: int = 0
    interval: float = 0.0
    gone: bool = False
    hosts: tuple[HostRules, ...] = ()


def poll(
    address: str,
    state: FeedState | None,
    options: IntakeOptions,
    *,
    get: Get = fetch,
    now: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
    floor: float = FLOOR,
    manners: Manners | None = None,
) -> tuple[Found, FeedState]:
    """One look at a feed: what is new in it, and what to remember. No input raises; ``pause`` is all that waits.

    An answer 304 costs nothing. An entry whose page cannot be had just now is tried again at the next look.
    """
    state = state or FeedState(address)
    manners = manners or Manners(options, known=state.hosts, get=get, now=now, pause=pause)
    try:
        answer = manners.fetch(address, _conditions(state))
        found = feed(answer.data, answer.url or address)
    except UnreadError as refusal:
        failed = _failed(state, refusal, now(), floor)
        return _said(refusal, address), _remembering(failed, manners)
    items, done, later = _new(found, address, options, manners, frozenset(state.seen))
    looked = msgspec.structs.replace(
        state,
        etag="" if later else answer.headers.get("etag", ""),
        modified="" if later else answer.headers.get("last-modified", ""),
        checked=now(),
        seen=(*state.seen, *done)[-SEEN:],
        errors=0,
        interval=max(found.interval, _max_age(answer.headers)),
    )
    return items, _remembering(_due(looked, now(), floor), manners)


def _conditions(state: FeedState) -> dict[str, str]:
    sent = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    kinds = {"Accept": "application/rss+xml,application/atom+xml,application/xml,text/xml,*/*;q=0.1"}
    return {**kinds, **{name: value for name, value in sent.items() if value}}


def _said(refusal: UnreadError, address: str) -> Found:
    unchanged = isinstance(refusal, AnsweredError) and refusal.status == UNCHANGED
    return [] if unchanged else [refusal.skipped(address)]


def _failed(state: FeedState, refusal: UnreadError, now: float, floor: float) -> FeedState:
    """The state after a look that gave no feed: unchanged, gone, or to be tried later and later."""
    status = refusal.status if isinstance(refusal, AnsweredError) else 0
    state = msgspec.structs.replace(state, checked=now)
    if status == UNCHANGED:
        return _due(msgspec.structs.replace(state, errors=0), now, floor)
    errors = min(state.errors + 1, 30)
    asked = retry_after(refusal.headers, now) if isinstance(refusal, AnsweredError) else None
    state = msgspec.structs.replace(state, errors=errors, gone=status == GONE)
    due = _due(state, now, floor)
    return msgspec.structs.replace(due, next=max(due.next, now + (asked or 0.0)))


def _due(state: FeedState, now: float, floor: float) -> FeedState:
    """The state with its next look: what the feed asks for, twice as long after each error, a day at most."""
    wait = min(DAY, max(floor, state.interval) * 2.0**state.errors)
    return msgspec.structs.replace(state, next=now + wait * (1.0 + _jitter(state.address)))


def _jitter(address: str) -> float:
    """0 to 0.1, the same for an address always, so that feeds of one interval are not asked at one moment."""
    return int.from_bytes(sha256(address.encode("utf-8", "replace")).digest()[:4]) / 2**32 / 10


def _max_age(headers: Mapping[str, str]) -> float:
    found = re.search(r"max-age\s*=\s*\"?(\d{1,9})", headers.get("cache-control", ""))
    return min(DAY, float(found[1])) if found else 0.0


def _remembering(state: FeedState, manners: Manners) -> FeedState:
    rules = sorted(manners.rules.values(), key=lambda rule: (rule.until, rule.origin))[-HOSTS:]
    return msgspec.structs.replace(state, hosts=tuple(rules))


def _new(
    found: Feed, address: str, options: IntakeOptions, manners: Manners, seen: frozenset[str]
) -> tuple[Found, list[str], bool]:
    """What entries not seen give, the keys of those done with, and whether some must be tried again."""
    items: Found = _remarks(found, address)
    done: list[str] = []
    later = False
    for entry in found.entries:
        if entry.key in seen:
            continue
        try:
            items.append(_document(entry, found, address, options, manners))
        except LaterError as refusal:
            items.append(refusal.skipped(entry.link or address))
            later = True
            continue
        except UnreadError as refusal:
            items += _instead(entry, found, address, options, refusal)
        done.append(entry.key)
    return items, done, later


def _passes(refusal: UnreadError) -> bool:
    """Whether the same request may succeed later: no answer, a busy host, a fault of the server."""
    if isinstance(refusal, AnsweredError):
        return refusal.status in BUSY or refusal.status >= 500 or refusal.status == 408
    return isinstance(refusal, LaterError) or refusal.code != REFUSED


def _fetched(link: str, manners: Manners) -> Answer:
    """The page. Raises LaterError when it may be had later, else UnreadError."""
    try:
        return manners.fetch(link)
    except UnreadError as refusal:
        if _passes(refusal):
            raise LaterError(refusal.what, remedy=refusal.remedy, code=refusal.code) from refusal
        raise


def _remarks(found: Feed, address: str) -> Found:
    said: Found = []
    if found.damaged:
        why = f"the feed is damaged ({found.damaged[:120]})"
        said.append(Skipped(address, why, "what could be read of it is read", SAID))
    if found.left:
        said.append(Skipped(address, f"{many(found.left, 'entry')} past the limit", "poll it more often", REFUSED))
    return said


def _document(entry: Entry, found: Feed, address: str, options: IntakeOptions, manners: Manners | None) -> Document:
    """The document of an entry: its own content, the page it links to, or its title and summary."""
    if len(entry.text.split()) >= FULL or (not entry.link and _long(entry)):
        return _own(entry, found, address, options)
    if manners is not None and entry.link:
        answer = _fetched(entry.link, manners)
        return received(
            answer.data, entry.link, options, charset=answer.charset, url=answer.url or entry.link,
            outlet=found.outlet_of(entry), published=entry.published,
        )  # fmt: skip
    if _long(entry):
        return _own(entry, found, address, options)
    raise UnreadError(
        "the entry holds too few words, and its page is not fetched",
        remedy="allow following links, or give the feed's address",
        code=NOTHING,
    )


def _instead(
    entry: Entry, found: Feed, address: str, options: IntakeOptions, refusal: UnreadError
) -> Iterator[Document | Skipped]:
    """What an entry gives whose page cannot be had: its title and summary with a word that they are all, or why it is left out."""
    place = entry.link or address
    if not _long(entry):
        yield refusal.skipped(place)
        return
    try:
        yield _own(entry, found, address, options)
    except UnreadError as own:
        yield own.skipped(place)
        return
    yield Skipped(place, f"its page cannot be had ({refusal.what})", "its title and summary are read instead", SAID)


def _long(entry: Entry) -> bool:
    """Whether title and summary are worth reading: words enough, or a whole sentence."""
    body = entry.text or entry.summary
    sentence = body.rstrip("\"”’'").endswith((".", "!", "?")) and len(body.split()) >= SENTENCE
    return sentence or len(f"{entry.title} {body}".split()) >= ENOUGH


def _own(entry: Entry, found: Feed, address: str, options: IntakeOptions) -> Document:
    body = entry.text or entry.summary
    headed = not entry.title or body.casefold().startswith(entry.title.casefold())
    text = body if headed else f"{entry.title}\n{body}"
    return compose(
        text,
        entry.link or f"{address}#{entry.key}",
        sha=sha256(text.encode()).hexdigest(),
        given=options.published and iso_day(options.published),
        metadata=entry.published,
        outlet=options.outlet or found.outlet_of(entry),
        url=entry.link or None,
        title=entry.title or None,
        lexicon=options.lexicon,
    )


def entries(stream: BinaryIO, name: str, stem: str, options: IntakeOptions) -> Iterator[tuple[Document | Skipped, str]]:
    """What a feed file holds, each with its place; pages are fetched only when ``options.follow`` says so."""
    manners = Manners(options) if options.follow else None
    try:
        found = feed(_whole(stream, options.max_bytes))
        yield from ((item, f"{name}:{stem}") for item in _all(found, name, options, manners))
    except UnreadError as refusal:
        yield refusal.skipped(name), name


def _whole(stream: BinaryIO, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise UnreadError(f"it is larger than {limit} bytes", remedy=SMALLER, code=REFUSED)
    return data


def followed(answer: Answer, address: str, options: IntakeOptions) -> Iterator[Document | Skipped]:
    """What the feed that an address answered with holds, its pages fetched politely."""
    try:
        check_reservation(answer)
        yield from _all(feed(answer.data, answer.url or address), address, options, Manners(options))
    except UnreadError as refusal:
        yield refusal.skipped(address)


def _all(found: Feed, address: str, options: IntakeOptions, manners: Manners | None) -> Iterator[Document | Skipped]:
    yield from _remarks(found, address)
    for entry in found.entries:
        if entry.odd and not options.published:
            where = entry.link or address
            yield Skipped(where, f"the day {entry.odd!r} cannot be read", "give the day with --published", SAID)
        try:
            yield _document(entry, found, address, options, manners)
        except UnreadError as refusal:
            yield from _instead(entry, found, address, options, refusal)
    if not found.entries:
        yield Skipped(address, "the feed holds no entries", "look again later", NOTHING)


def watch(
    addresses: Iterable[str],
    states: Mapping[str, FeedState],
    options: IntakeOptions,
    *,
    get: Get = fetch,
    now: Callable[[], float] = time.time,
    pause: Callable[[float], None] = time.sleep,
    floor: float = FLOOR,
) -> Iterator[Document | Skipped | FeedState]:
    """Polls each feed when it is due, without end: what is new, then the state to keep. Ctrl-C ends it, and so does
    the last feed that is gone."""
    held = {address: states.get(address) or FeedState(address) for address in dict.fromkeys(addresses)}
    known = tuple(rule for state in held.values() for rule in state.hosts)
    manners = Manners(options, known=known, get=get, now=now, pause=pause)
    try:
        while waiting := [state for state in held.values() if not state.gone]:
            state = min(waiting, key=lambda one: (one.next, one.address))
            if state.next > now():
                pause(state.next - now())
            items, held[state.address] = poll(
                state.address, state, options, get=get, now=now, pause=pause, floor=floor, manners=manners
            )
            yield from items
            yield held[state.address]
    except KeyboardInterrupt:
        return
