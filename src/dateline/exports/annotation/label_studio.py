"""Label Studio's tasks: a text, and dateline's claims as predictions that people accept, change or throw away.

Label Studio counts characters as JavaScript does, in UTF-16 units; offsets are turned into these and back.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import quoteattr

from dateline.exports.annotation.brat import MODALITIES
from dateline.exports.annotation.spans import (
    FACTS,
    ROLES,
    TRIGGER,
    Facts,
    Mark,
    MarkedClaim,
    MarkedText,
    as_words,
    from_words,
)
from dateline.lexicon.ontology import MODES, TYPES
from dateline.types import Span

LABELS, TEXT, NOTE, MODALITY, MODE, QUALITY = "label", "text", "facts", "modality", "mode", "told"
NEGATED, HISTORICAL = "negated", "historical"
Result = dict[str, Any]


def configuration() -> str:
    """The labelling interface: types and roles as labels, modality and modes as choices, facts as a text field."""
    labels = "\n".join(f"    <Label value={quoteattr(one)}/>" for one in (*TYPES, *ROLES))
    modes = sorted({mode for some in MODES.values() for mode in some})
    return (
        f'<View>\n  <Labels name="{LABELS}" toName="{TEXT}">\n{labels}\n  </Labels>\n'
        f'  <Text name="{TEXT}" value="$text" granularity="word"/>\n'
        + _choices(MODALITY, MODALITIES, "single") + _choices(MODE, modes, "multiple")
        + _choices(QUALITY, (NEGATED, HISTORICAL), "multiple")
        + f'  <TextArea name="{NOTE}" toName="{TEXT}" perRegion="true"/>\n  <Relations>\n'
        + "".join(f"    <Relation value={quoteattr(role)}/>\n" for role in ROLES) + "  </Relations>\n</View>\n"
    )  # fmt: skip


def _choices(name: str, values: Any, choice: str) -> str:
    inside = "".join(f"<Choice value={quoteattr(one)}/>" for one in values)
    return f'  <Choices name="{name}" toName="{TEXT}" perRegion="true" choice="{choice}">{inside}</Choices>\n'


class Offsets:
    """Offsets of a text in code points and in UTF-16 units."""

    def __init__(self, text: str) -> None:
        self._wide = [at for at, letter in enumerate(text) if ord(letter) > 0xFFFF]

    def wide(self, at: int) -> int:
        """Code points to UTF-16 units."""
        return at + sum(one < at for one in self._wide)

    def narrow(self, at: int) -> int:
        """UTF-16 units to code points."""
        return at - sum(one + before < at for before, one in enumerate(self._wide))


def task(one: MarkedText) -> Result:
    """A text as a task with its claims as one prediction."""
    from dateline import __version__

    offsets = Offsets(one.text or "")
    results = [result for number, claim in enumerate(one.claims) for result in _results(claim, f"c{number}", offsets)]
    data = {
        "text": one.text,
        "doc": one.id,
        "published": one.published,
        "outlet": one.outlet,
        "title": one.title,
        "source": one.source,
    }
    return {"data": data, "predictions": [{"model_version": f"dateline {__version__}", "result": results}]}


def _results(claim: MarkedClaim, name: str, offsets: Offsets) -> Iterator[Result]:
    facts = claim.facts
    told = [NEGATED] * (facts["polarity"] == "-") + [HISTORICAL] * bool(facts["historical"])
    yield from _region(claim.trigger, name, claim.type, offsets)
    for field, chosen in ((MODALITY, [facts["modality"]]), (MODE, list(facts["mode"])), (QUALITY, told)):
        if chosen:
            yield _about(claim.trigger, name, offsets, field, "choices", {"choices": chosen})
    for number, mark in enumerate(claim.marks[1:]):
        part = f"{name}.{number}"
        yield from _region(mark, part, mark.role, offsets)
        yield {"type": "relation", "from_id": name, "to_id": part, "direction": "right", "labels": [mark.role]}


def _region(mark: Mark, name: str, label: str, offsets: Offsets) -> Iterator[Result]:
    yield _about(mark, name, offsets, LABELS, "labels", {"labels": [label]})
    if words := as_words(mark.facts):
        yield _about(mark, name, offsets, NOTE, "textarea", {"text": [words]})


def _about(mark: Mark, name: str, offsets: Offsets, field: str, kind: str, value: Result) -> Result:
    span = {"start": offsets.wide(mark.span.start), "end": offsets.wide(mark.span.end)}
    words = {} if kind == "textarea" else {"text": mark.text}
    return {"id": name, "from_name": field, "to_name": TEXT, "type": kind, "value": span | words | value}


def claims(task_: Result) -> Iterator[MarkedClaim]:
    """The claims of a task as people left them: of its first annotation that was not cancelled. Raises ValueError, KeyError or
    TypeError for what is no task of ours."""
    done = next((one for one in task_["annotations"] if not one.get("was_cancelled")), None)
    if done is None:
        return
    offsets, results = Offsets(task_["data"]["text"]), done["result"]
    regions = {one["id"]: one for one in results if one["type"] == "labels"}
    facts: dict[str, Facts] = {}
    for one in results:
        _add(facts.setdefault(one.get("id", ""), {"mode": []}), one)
    parts = _parts(results, regions, facts, offsets)
    for name, region in regions.items():
        label = region["value"]["labels"][0]
        if label in TYPES:
            trigger = Mark(TRIGGER, *_span(region, offsets))
            yield MarkedClaim(name, label, (trigger, *parts.get(name, ())), facts[name])


def _parts(
    results: list[Result], regions: dict[str, Result], facts: dict[str, Facts], offsets: Offsets
) -> dict[str, list[Mark]]:
    """What hangs on each trigger, by the relations that lead from it to regions in a role."""
    found: dict[str, list[Mark]] = {}
    for one in results:
        if one["type"] == "relation" and one["to_id"] in regions:
            mark = _mark(regions[one["to_id"]], facts.get(one["to_id"], {}), offsets)
            if mark.role in ROLES:
                found.setdefault(one["from_id"], []).append(mark)
    return found


def _add(facts: Facts, one: Result) -> None:
    """What a result says of its region."""
    chosen = one.get("value", {}).get("choices", ())
    if one.get("from_name") == MODALITY:
        facts["modality"] = chosen[0]
    elif one.get("from_name") == MODE:
        facts["mode"] = list(chosen)
    elif one.get("from_name") == QUALITY:
        facts |= {"polarity": "-" if NEGATED in chosen else "+", "historical": HISTORICAL in chosen}
    elif one.get("from_name") == NOTE:
        facts |= from_words("; ".join(one["value"]["text"]))


def _mark(region: Result, facts: Facts, offsets: Offsets) -> Mark:
    role = region["value"]["labels"][0]
    return Mark(role, *_span(region, offsets), {name: facts.get(name) for name in FACTS.get(role, ())})


def _span(region: Result, offsets: Offsets) -> tuple[Span, str]:
    value = region["value"]
    return Span(offsets.narrow(int(value["start"])), offsets.narrow(int(value["end"]))), str(value["text"])
