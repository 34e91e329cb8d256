"""The pipelines that parse: ours by name, another of spaCy by name or folder, or what is handed in."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from dateline.errors import ParserError
from dateline.text import clauses, released

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

Parser: TypeAlias = "Language | Callable[[str], Doc]"

DEFAULT = "dateline-en"
OWN = {"fast": "dateline-en-fast"}  # our other pipelines, by the name they are asked for with


def pipeline(parser: str | Parser | Any | None = None) -> Parser:
    """What parses: the spaCy pipeline of that name or folder, None for our own; a ``Language`` or a function from a text to a
    ``Doc`` is used as it is. Raises ParserError when it cannot be loaded or lacks what is needed."""
    if parser is None or isinstance(parser, str):
        return _loaded(parser)
    if hasattr(parser, "get_pipe"):
        return _checked(parser, "parser")
    if callable(parser):
        function: Callable[[str], Doc] = parser
        return function
    what = f"{type(parser).__name__} is no parser"
    raise ParserError(what, where="parser", remedy="give a name, a folder, a Language or a function from text to Doc")


@lru_cache(maxsize=4)
def _loaded(name: str | None) -> Language:
    if name is None or name in OWN:
        return _own(OWN.get(name or "", DEFAULT))
    import spacy

    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise ParserError(
            f"cannot load the parser: {reason}", where=name, remedy="give the name or folder of a spaCy pipeline"
        ) from error
    return _checked(nlp, name)


def _own(package: str) -> Language:
    try:
        module = import_module(package.replace("-", "_"))
    except ImportError as error:
        lacking = f" ({error.name} is missing)" if error.name and error.name != package.replace("-", "_") else ""
        raise ParserError(
            f"the parser {package} is not installed{lacking}", where=package, remedy=f"pip install ./models/{package}"
        ) from error
    try:
        released.check(Path(module.__file__ or "").parent)
        nlp: Language = module.load()
    except (OSError, ValueError) as error:
        raise ParserError(f"cannot load the parser: {error}", where=package, remedy="install it again") from error
    _index_lemmas(nlp)
    return nlp


def _index_lemmas(nlp: Language) -> None:
    """Let the lemmatizer look words up by hash: spaCy keeps the known words of a part of speech, some 57,000, as a list."""
    if nlp.has_pipe("lemmatizer"):
        lookups = nlp.get_pipe("lemmatizer").lookups
        if lookups.has_table("lemma_index"):
            table = lookups.get_table("lemma_index")
            for part in table:
                table[part] = dict.fromkeys(table[part], True)


def _checked(nlp: Language, name: str) -> Language:
    labels = nlp.get_pipe("parser").labels if nlp.has_pipe("parser") else ()
    if not labels:
        raise ParserError(
            "the pipeline has no dependency parser", where=name, remedy="use one with a `parser` component"
        )
    if clauses.scheme(labels) is None:
        raise ParserError(
            "the pipeline's dependency labels are of no known scheme",
            where=name,
            remedy="use Universal Dependencies or the English ClearNLP labels",
        )
    return nlp
