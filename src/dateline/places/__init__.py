"""Places: the names that stand in a dispatch, and where on the map they lie.

Its functions are loaded when they are asked for: whoever folds a name or opens a record needs no parser for it.
"""

import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.places.find import find
    from dateline.places.gazetteer import Gazetteer, load
    from dateline.places.resolve import resolve

__all__ = ["Gazetteer", "find", "load", "resolve"]
_HOME = {"Gazetteer": "gazetteer", "find": "find", "load": "gazetteer", "resolve": "resolve"}


class _Package(ModuleType):
    """Keeps ``find`` and ``resolve`` functions: importing the modules so named would rebind them."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _HOME and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
