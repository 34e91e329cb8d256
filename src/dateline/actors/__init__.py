"""Actors: who stands in a dispatch, and what they were on that day.

Its functions are loaded when they are asked for: whoever looks a name up or opens a record needs no parser for it.
"""

import sys
from types import ModuleType

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.actors.classes import classes_of
    from dateline.actors.codes import as_striker
    from dateline.actors.directory import ActorLexicon, load
    from dateline.actors.find import find
    from dateline.actors.listed import Listing
    from dateline.actors.resolve import resolve

__all__ = ["ActorLexicon", "Listing", "as_striker", "classes_of", "find", "load", "resolve"]
_HOME = {
    "ActorLexicon": "directory", "as_striker": "codes", "classes_of": "classes", "find": "find", "load": "directory",
    "Listing": "listed", "resolve": "resolve",
}  # fmt: skip


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
