"""Places: the names that stand in a dispatch, and where on the map they lie."""

from dateline.places.features import load
from dateline.places.find import find
from dateline.places.gazetteer import Gazetteer
from dateline.places.resolve import resolve

__all__ = ["Gazetteer", "find", "load", "resolve"]
