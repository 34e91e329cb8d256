"""One claim as HTML: its fields, its sentence, and the reading behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from dateline.explain import Node, Stated, claim_tree
from dateline.faces import phrasing
from dateline.faces.marks import Mark, inside_and_out, nested
from dateline.text.characters import flat
from dateline.types import Claim, Control, Deadline, Figure, Party, Reading, Span


def tag(element: str, content: str, css: str = "", /, **attributes: str) -> str:
    """An element around ready HTML; attribute values are escaped, an underscore at the end of a name is dropped."""
    given = {"class": css, **attributes} if css else attributes
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in given.items())
    return f"<{element}{written}>{content}</{element}>"


def card(one: Stated, reading: Reading, *, anchor: str, number: int, group: str) -> str:
    """The claim, closed; opening it shows its reading.

    ``anchor`` is its id on the page; of a ``group`` one is open at a time.
    """
    body = quotation(one, reading.document.text) + fields(one) + steps(one, reading)
    top = tag("summary", tag("span", f"{number} ", "no") + summary(one))
    return tag("details", top + tag("div", body, "body-of"), "claim", id=anchor, name=group)


def summary(one: Stated) -> str:
    """What it says, in a line."""
    return claim_summary(one) if isinstance(one, Claim) else summary_beside(one)


def claim_summary(claim: Claim) -> str:
    """Who, what, to whom; when, where, how many, according to whom."""
    event = tag("span", escape(phrasing.event(claim)), "what")
    sides = (parties(claim.actor, "who"), event, parties(claim.recipient, "whom"))
    more = (phrasing.when(claim.time), phrasing.places(claim.place), phrasing.tallies(claim.counts),
            f"according to {phrasing.according_to(claim.voices)}", phrasing.certainty(claim))  # fmt: skip
    return " → ".join(filter(None, sides)) + tag("span", escape(" · ".join(filter(None, more))), "more")


def summary_beside(one: Control | Figure | Deadline) -> str:
    """Who holds what, how many, or what is to be done by when; according to whom."""
    more = f"according to {phrasing.according_to(one.voices)} · {one.score:.2f}"
    told = [more]
    if isinstance(one, Figure):
        told = [phrasing.places(one.place) if one.place else "", phrasing.when(one.time) if one.time else "", more]
    what = tag("span", escape(_beside(one)), "what")
    return what + tag("span", escape(" · ".join(filter(None, told))), "more")


def _beside(one: Control | Figure | Deadline) -> str:
    if isinstance(one, Control):
        return phrasing.holding(one)
    return phrasing.figure(one) if isinstance(one, Figure) else phrasing.deadline(one)


def parties(people: Iterable[Party], label: str) -> str:
    """Names with their codes."""
    return "; ".join(_party(one, label) for one in people)


def _party(one: Party, label: str) -> str:
    code = f" {tag('span', escape(one.code), 'code')}" if one.code else ""
    return tag("span", escape(flat(one.name or one.text)), label) + code


def quotation(one: Stated, text: str) -> str:
    """The sentence with the words of each part marked and named."""
    inside, _ = inside_and_out(one)
    return tag("blockquote", _marked(text, one.sentence, list(nested(inside))))


def quotation_of(one: Stated, sentence: str) -> str:
    """The same from the sentence alone, as a record keeps it."""
    return quotation(one, " " * one.sentence.start + sentence)


def _marked(text: str, span: Span, marks: list[Mark]) -> str:
    """The text of ``span`` with elements for marks that lie inside or beside each other."""
    at, written = span.start, []
    while marks:
        mark = marks.pop(0)
        inner = [one for one in marks if one.span.end <= mark.span.end]
        marks = marks[len(inner) :]
        within = _marked(text, mark.span, inner)
        written += [
            escape(text[at : mark.span.start]),
            tag("mark", within, mark.label.replace("+", " "), data_l=mark.label),
        ]
        at = mark.span.end
    return "".join([*written, escape(text[at : span.end])])


def fields(one: Stated) -> str:
    """What the summary has no room for."""
    rows = list(_claim_rows(one)) if isinstance(one, Claim) else [("rule", one.rule)]
    return tag("dl", "".join(tag("dt", escape(name)) + tag("dd", escape(words)) for name, words in rows if words))


def _claim_rows(claim: Claim) -> Iterator[tuple[str, str]]:
    yield "content", f"“{flat(claim.content.text)}”" if claim.content else ""
    yield "told again as", ", ".join(f"“{flat(quote.text)}”" for quote in claim.also)
    yield "less sure by", ", ".join(f"“{flat(quote.text)}”" for quote in claim.hedges)
    yield "damaged text", ", ".join(claim.damage)
    yield "rule", claim.rule


def steps(one: Stated, reading: Reading) -> str:
    """The tree of ``explain``, folded, without the sentence that stands above it."""
    children = "".join(tree(node) for node in claim_tree(one, reading).children if node.label != "sentence")
    return tag("details", tag("summary", "how it was read") + tag("ul", children, "tree"), "steps")


def tree(node: Node) -> str:
    """One line of the tree and all beneath it."""
    label = f"<b>{escape(node.label)}</b> " if node.label else ""
    beneath = tag("ul", "".join(map(tree, node.children))) if node.children else ""
    return tag("li", label + escape(node.text) + beneath, node.label.replace(" ", "-") if node.label.isalpha() else "")
