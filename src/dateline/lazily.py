"""Packages whose names are loaded when they are asked for, not when the package is imported."""

import sys
from types import ModuleType

TYPE_CHECKING = False  # what type checkers take for true; nothing is loaded for it
if TYPE_CHECKING:
    from collections.abc import Mapping


def provide(package: str, homes: "Mapping[str, str]") -> None:
    """Let a package have names that are loaded at their first use. It is called by the package itself.

    ``package``: its ``__name__``; ``homes``: the module of each name, below the package. A name stays what its module defines also
    where a module is called the same (``dateline.read`` is a function, although ``dateline/read.py`` is imported for it).
    """
    module = sys.modules[package]
    module.__class__ = _Package
    vars(module)["_homes"] = dict(homes)


class _Package(ModuleType):
    _homes: "dict[str, str]"

    def __getattr__(self, name: str) -> object:
        if name not in self._homes:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        from importlib import import_module

        value: object = getattr(import_module(f"{self.__name__}.{self._homes[name]}"), name)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in self._homes and isinstance(value, ModuleType)):  # an import would rebind the name to its module
            super().__setattr__(name, value)

    def __dir__(self) -> "list[str]":
        return sorted({*self._homes, *(name for name in vars(self) if name.startswith("__"))})
