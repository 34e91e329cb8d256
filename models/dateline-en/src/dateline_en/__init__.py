"""dateline-en: an English parsing pipeline (sentences, tags, trees, lemmas, names) for spaCy on a pretrained encoder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.util import load_model_from_path

from . import component  # noqa: F401  (registers the component)

__all__ = ["__version__", "load", "path"]
__version__ = "0.8.0"


def path() -> Path:
    """The folder of the pipeline."""
    return Path(__file__).parent / "pipeline"


def load(
    *,
    disable: str | Iterable[str] = (),
    enable: str | Iterable[str] = (),
    exclude: str | Iterable[str] = (),
    **overrides: Any,
) -> Language:
    """Load the pipeline from the installed package; nothing is fetched. Takes what `spacy.load` takes."""
    if not (path() / "config.cfg").is_file():
        raise FileNotFoundError(f"the dateline-en pipeline is not in place: {path()}")
    chosen: dict[str, Any] = {"disable": disable, "exclude": exclude}
    if enable:
        chosen["enable"] = enable
    return load_model_from_path(path(), **chosen, **overrides)
