"""The pieces of a dispatch given to a parser: as paragraphs of one text where it can read them so, else one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

BATCH = 8  # paragraphs a batch: larger batches cost memory and gain nothing (measured in the parser's report)


def docs(nlp: Any, texts: list[str]) -> Iterable[Doc]:
    """The parse of each text, in their order."""
    if not hasattr(nlp, "pipe"):
        return map(nlp, texts)
    parser: Any = nlp.get_pipe("parser") if nlp.has_pipe("parser") else None
    if not hasattr(parser, "together") or nlp.pipe_names[:1] != ["parser"]:
        return _piped(nlp, texts)
    found = [nlp.make_doc(text) for text in texts]
    parser.together(found)
    for _, further in nlp.pipeline[1:]:
        found = [further(doc) for doc in found]
    return found


def _piped(nlp: Language, texts: list[str]) -> Iterator[Doc]:
    """The parse of each text; one that comes again is parsed once."""
    distinct = dict.fromkeys(texts)
    parsed = dict(zip(distinct, nlp.pipe(distinct, batch_size=BATCH), strict=True))
    often = Counter(texts)
    return (parsed[text].copy() if often[text] > 1 else parsed[text] for text in texts)
