"""``nlp.add_pipe("dateline")``: a component that reads claims in any spaCy pipeline, whatever else is in it.

    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"published": "2021-08-10"})
    nlp("Rebels attacked a base near Lima on Monday.")._.claims

The text is read by dateline's own parser: its rules are made for its trees. Every claim's trigger is a span of
``doc.spans["dateline"]`` with its type as the label, so that displaCy draws it.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from dateline.read import Options, Reader, reader
from dateline.types import Claim

KEY = "dateline"
"""Name of the component, and of its spans."""


class Component:
    """The component. ``published``: ISO date of all texts but those whose ``doc._.published`` says another."""

    def __init__(self, published: str | None, parser: str | None, lexicon: tuple[str, ...]) -> None:
        self.published = published
        self.options = Options(lexicon, parser)

    @property
    def reader(self) -> Reader:
        """Loaded at the first text."""
        return reader(self.options)

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with its reading: ``doc._.reading``, ``doc._.claims``, ``doc.spans["dateline"]``."""
        known = {"published": doc._.published or self.published, "outlet": doc._.outlet}
        reading = self.reader.read(doc.text, id=doc._.doc_id or "text", **known)
        doc._.reading = reading
        spans = (_span(doc, claim) for claim in reading.claims)
        doc.spans[KEY] = [span for span in spans if span is not None]
        return doc


def _span(doc: Doc, claim: Claim) -> Any:
    where = claim.trigger.span
    return doc.char_span(where.start, where.end, label=claim.type, alignment_mode="expand")


def _claims(doc: Doc) -> tuple[Claim, ...]:
    return doc._.reading.claims if doc._.reading is not None else ()


def _register() -> None:
    for name in ("reading", "published", "outlet", "doc_id"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)
    if not Doc.has_extension("claims"):
        Doc.set_extension("claims", getter=_claims)


@Language.factory(  # type: ignore[untyped-decorator]
    KEY, assigns=["doc._.reading", "doc._.claims"], default_config={"published": None, "parser": None, "lexicon": []}
)
def make(nlp: Language, name: str, published: str | None, parser: str | None, lexicon: list[str]) -> Component:
    """The component of a pipeline. ``published``: ISO date of the texts; ``parser``: None for our own, "fast" for the small one;
    ``lexicon``: folders on top of ours."""
    _register()
    return Component(published, parser, tuple(lexicon))
