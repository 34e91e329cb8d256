"""The W3C's Web Annotation: an annotation for each claim, and one for each span that plays a role in it, linked to it.

Both selectors stand side by side: the position in the text as received (code points) and the words with what stands around them,
so that the words are found again where the text has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from dateline.exports.annotation.spans import FACTS, ROLES, TRIGGER, Facts, Mark, MarkedClaim, MarkedText
from dateline.types import Span

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters beside the words
URN = "urn:dateline:claim:"
Annotation = dict[str, Any]


def of_text(one: MarkedText) -> Iterator[Annotation]:
    """The annotations of a text, those of a claim behind it."""
    for claim in one.claims:
        name = f"{URN}{claim.id}"
        yield _annotation(name, "classifying", _classes(claim), _target(one, claim.trigger))
        for number, mark in enumerate(claim.marks[1:], 1):
            bodies = [_body("tagging", mark.role), *_described(mark.facts), _link(name)]
            yield _annotation(f"{name}/{number}", "tagging", bodies, _target(one, mark))


def _annotation(name: str, motivation: str, bodies: list[Annotation], target: Annotation) -> Annotation:
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": target,
    }


def _body(purpose: str, value: str) -> Annotation:
    return {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}


def _link(name: str) -> Annotation:
    return {"type": "SpecificResource", "purpose": "linking", "source": name}


def _classes(claim: MarkedClaim) -> list[Annotation]:
    modes = claim.facts["mode"]
    facts = {name: value for name, value in claim.facts.items() if name != "mode"}
    return [_body("classifying", claim.type), *(_body("tagging", f"mode={mode}") for mode in modes), *_described(facts)]


def _described(facts: Facts) -> list[Annotation]:
    return [_body("describing", f"{name}={_plain(value)}") for name, value in facts.items() if value not in {None, ""}]


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _target(one: MarkedText, mark: Mark) -> Annotation:
    start, end = mark.span.start, mark.span.end
    quote: Annotation = {"type": "TextQuoteSelector", "exact": mark.text}
    if one.text is not None:
        quote |= {"prefix": one.text[max(0, start - AROUND) : start], "suffix": one.text[end : end + AROUND]}
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    return {"type": "SpecificResource", "source": one.source, "selector": [position, quote]}


def claims(found: Iterable[Annotation]) -> Iterator[tuple[str, MarkedClaim]]:
    """(source, claim) of annotations in their order. Raises ValueError, KeyError or TypeError for what is not of this shape."""
    heads: dict[str, Annotation] = {}
    parts: dict[str, list[Mark]] = {}
    for one in found:
        if one["motivation"] == "classifying":
            heads[one["id"]] = one
        else:
            parts.setdefault(_linked(one), []).append(_mark(one))
    for name, head in heads.items():
        values = [body["value"] for body in head["body"] if body.get("purpose") in {"tagging", "describing"}]
        type_ = _first(head, "classifying", "value")
        trigger = Mark(TRIGGER, *_selected(head))
        marks = (trigger, *parts.get(name, ()))
        yield head["target"]["source"], MarkedClaim(name.removeprefix(URN), type_, marks, _facts(values))


def _linked(one: Annotation) -> str:
    return str(_first(one, "linking", "source"))


def _first(one: Annotation, purpose: str, field: str) -> Any:
    """The field of its first body of a purpose. Raises ValueError when it has none."""
    for body in one["body"]:
        if body.get("purpose") == purpose:
            return body[field]
    raise ValueError(f"{one.get('id')} has no body for {purpose}")


def _mark(one: Annotation) -> Mark:
    role = _first(one, "tagging", "value")
    if role not in ROLES:
        raise ValueError(f"{role} is no role: {', '.join(ROLES)}")
    values = [body["value"] for body in one["body"] if body.get("purpose") == "describing"]
    facts = _facts(values)
    return Mark(role, *_selected(one), {name: facts.get(name) for name in FACTS.get(role, ())})


def _selected(one: Annotation) -> tuple[Span, str]:
    selectors = {selector["type"]: selector for selector in one["target"]["selector"]}
    position = selectors["TextPositionSelector"]
    return Span(int(position["start"]), int(position["end"])), str(selectors["TextQuoteSelector"]["exact"])


def _facts(values: Iterable[str]) -> Facts:
    found: Facts = {}
    for name, _, value in (value.partition("=") for value in values):
        if name == "mode":
            found.setdefault("mode", []).append(value)
        else:
            found[name] = int(value) if name in {"low", "high"} else value == "true" if name == "historical" else value
    return found
