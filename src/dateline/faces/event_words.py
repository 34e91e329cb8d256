"""An event in words: when, what, how many, who says what of each field, why it was joined; for tables and pages alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dateline.faces import phrasing
from dateline.faces.trail import what
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import doers_in_words, origins
from dateline.record.state.tolls import claims_of, figure, tolls
from dateline.record.states import Toll
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Claim

KEY = 8  # digits of a key that are shown: enough to find it by
LATE = "9999-12-31"
RIVALS = 5  # pairs that were not joined, shown
Accounts = list[tuple[str, list[str]]]


def short(key: str) -> str:
    """The beginning of a key, by which people name it."""
    document, _, claim = key.partition(".")
    return f"{document[:KEY]}.{claim[:4]}"


def span_of(happening: Happening) -> str:
    """The days on which it may have happened, as its claims put them."""
    times = [claim.time for claim in claims_of(happening) if claim.time and (claim.time.start or claim.time.end)]
    narrow = sorted(times, key=lambda one: (one.start != one.end, one.start or LATE, one.end or LATE))
    first = happening.kept[0].document
    told = f"told {first.known}" if first.published else "undated"
    return phrasing.days(narrow[0].start, narrow[0].end) if narrow else told


def kinds(happening: Happening) -> str:
    """Types and modes of its claims, the commonest first."""
    return ", ".join(dict.fromkeys(phrasing.event(claim) for claim in claims_of(happening)))


def figures(happening: Happening) -> str:
    """ "8–12 killed !, at least 24 injured": overall, with ! where sources contradict each other."""
    found = tolls(LATE, [happening], outlets_of(list(happening.kept)))
    return ", ".join(f"{figure(one.low, one.high)} {one.what}{' !' if one.contradicted else ''}" for one in found)


def sources(happening: Happening) -> str:
    """ "3 sources, 5 dispatches, 2 copies"."""
    documents = {one.document.key: one.document.lead for one in happening.kept}
    copies = sum(key != lead for key, lead in documents.items())
    parts = [phrasing.many(len(origins(happening)), "source"), phrasing.many(len(documents), "dispatch")]
    return ", ".join([*parts, f"{copies} {'copy' if copies == 1 else 'copies'}"] if copies else parts)


def beside(toll: Toll) -> str:
    """Where and when, as far as the title of its event does not say it."""
    return toll.day if toll.place and toll.place in toll.title else f"{toll.place or 'no place'}, {toll.day}"


def compared(happening: Happening) -> Iterator[tuple[str, str, Accounts]]:
    """Field, verdict (agree, one account, differ, contradict), and each value with those who say it."""
    for name, values in _values(happening).items():
        yield name, _agreement(values, "differ"), list(values.items())
    words = doers_in_words(happening)
    if words:
        yield "who did it", "contradict", [(words, [])]
    for toll in tolls(LATE, [happening], outlets_of(list(happening.kept))):
        said = _figures_by_source(toll)
        yield toll.what, "contradict" if toll.contradicted else _agreement(said, "compatible"), list(said.items())


def _agreement(values: dict[str, list[str]], several: str) -> str:
    """ "one account" of one value by one source, "agree" for one value, else the word for several."""
    if len(values) > 1:
        return several
    return "one account" if sum(map(len, values.values())) == 1 else "agree"


def _figures_by_source(toll: Toll) -> dict[str, list[str]]:
    """Each figure with the sources that give it, and what they gave before."""
    said: dict[str, list[str]] = defaultdict(list)
    for source in toll.sources:
        before = f" (before: {', '.join(source.earlier)})" if source.earlier else ""
        said[figure(source.low, source.high)].append(f"{source.account.said}, {source.account.known}{before}")
    return said


def _values(happening: Happening) -> dict[str, dict[str, list[str]]]:
    """Values of the fields that are words, each with who says it."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for kept in happening.kept:
        claim, who = kept.claim, f"{said_by(kept)}, {kept.document.known}"
        if not isinstance(claim, Claim):
            continue
        told = {
            "what": phrasing.event(claim), "when": phrasing.when(claim.time) if claim.time else "",
            "where": phrasing.places(claim.place) if claim.place else "", "who": phrasing.parties(claim.actor),
            "whom": phrasing.parties(claim.recipient), "told as": claim.modality,
        }  # fmt: skip
        for name, value in told.items():
            if value and who not in found[name][value]:
                found[name][value].append(who)
    return {name: values for name, values in found.items() if values}


def strongest(links: Iterable[Comparison]) -> list[Comparison]:
    """The best link between any two dispatches; --to jsonl writes all."""
    best: dict[tuple[str, str], Comparison] = {}
    for one in sorted(links, key=lambda one: (-one.score, one.a, one.b)):
        best.setdefault((one.a.partition(".")[0], one.b.partition(".")[0]), one)
    return list(best.values())


def reasons(one: Comparison) -> str:
    """Its features with their weights and words."""
    return ", ".join(f"{f.name} {f.value:+.2f} × {f.weight:g}{f' ({f.why})' if f.why else ''}" for f in one.features)


def nearest(rivals: Iterable[Comparison], happening: Happening) -> list[Comparison]:
    """The best comparison with each claim outside, the likeliest first."""
    inside = {kept.key for kept in happening.kept}
    best: dict[str, Comparison] = {}
    for one in rivals:
        best.setdefault(one.b if one.a in inside else one.a, one)
    return list(best.values())[:RIVALS]


def rival(one: Comparison, happening: Happening, told: dict[str, Kept]) -> str:
    """What was held against an event and not joined, and why not."""
    inside = {kept.key for kept in happening.kept}
    other = told[one.b if one.a in inside else one.a]
    words = f"{other.claim.trigger.text}, {other.document.known}, {said_by(other)}"
    why = {"part": "part of a campaign", "same": "too far from the others"}.get(one.relation, "below the threshold")
    return f"{short(other.key)} {one.score:.2f} {words}: {why}; {reasons(one)}"


def judged(happening: Happening, judgements: Iterable[Judgement]) -> Iterator[str]:
    """What people judged of its claims and dispatches, a line each."""
    about = {".".join(one.key.split(".")[:2]) for one in happening.kept} | {one.document.key for one in happening.kept}
    for one in judgements:
        if about.intersection(one.subjects):
            told = f" {what(one)}" if one.field else ""
            yield f"{one.made} {one.by}: {one.verdict}{told}{f' — {one.note}' if one.note else ''} [{one.key[:KEY]}]"
