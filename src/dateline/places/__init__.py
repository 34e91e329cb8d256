"""Places: the names that stand in a dispatch, and where on the map they lie.

Its functions are loaded when they are asked for: whoever folds a name or opens a record needs no parser for it.
"""

from dateline.lazily import provide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.places.find import find
    from dateline.places.gazetteer import Gazetteer, load
    from dateline.places.resolve import resolve

__all__ = ["Gazetteer", "find", "load", "resolve"]
provide(__name__, {"Gazetteer": "gazetteer", "find": "find", "load": "gazetteer", "resolve": "resolve"})
