"""dateline reads news dispatches: who did what to whom, where, when, how many, according to whom, how sure.

    import dateline
    reading = dateline.read(text, published="2021-08-10")
    for claim in reading.claims: ...

Nothing is loaded before it is asked for: the first ``read`` loads the lexicon and the parser.
"""

import sys
from types import ModuleType

TYPE_CHECKING = False  # what type checkers take for true; typing itself is not loaded for it
if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.explain import explain
    from dateline.read import Options, Reader, read, reader
    from dateline.record.record import Record
    from dateline.types import Claim, Document, Reading

__version__ = "0.1.0"
__all__ = ["Claim", "DatelineError", "Document", "Options", "Reader", "Reading", "Record", "explain", "read", "reader"]

_HOME = {
    "Claim": "types", "DatelineError": "errors", "Document": "types", "Options": "read", "Reader": "read",
    "Reading": "types", "Record": "record.record", "explain": "explain", "read": "read", "reader": "read",
}  # fmt: skip


class _Package(ModuleType):
    """Keeps ``dateline.read`` and ``dateline.explain`` functions: importing the modules so named would rebind them."""

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


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
