"""dateline-gazetteer: the world's populated places and first-level units, compiled for dateline's look-ups."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FORMAT", "__version__", "capitals", "path"]
__version__ = "0.1.0"
FORMAT = 1  # of the columns in the file; a reader takes its own format only


def path() -> Path:
    """The compiled file, a NumPy archive of columns; README.md lists them."""
    return Path(__file__).parent / "places.npz"


def capitals() -> Path:
    """The capitals of countries (PPLC) and first-level units (PPLA): lines of this code, a tab and the GeoNames number."""
    return Path(__file__).parent / "capitals.txt"
