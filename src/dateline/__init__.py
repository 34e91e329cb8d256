"""dateline reads news dispatches: who did what to whom, where, when, how many, according to whom, how sure.

    import dateline
    reading = dateline.read(text, published="2021-08-10")
    for claim in reading.claims: ...

Nothing is loaded before it is asked for: the first ``read`` loads the lexicon and the parser.
"""

from dateline.lazily import provide

TYPE_CHECKING = False  # what type checkers take for true; typing itself is not loaded for it
if TYPE_CHECKING:
    from dateline.errors import DatelineError
    from dateline.explain import explain
    from dateline.read import Options, Reader, read, reader
    from dateline.record.record import Record
    from dateline.types import Claim, Document, Reading

__version__ = "0.1.0"
__all__ = ["Claim", "DatelineError", "Document", "Options", "Reader", "Reading", "Record", "explain", "read", "reader"]

provide(__name__, {
    "Claim": "types", "DatelineError": "errors", "Document": "types", "Options": "read", "Reader": "read",
    "Reading": "types", "Record": "record.record", "explain": "explain", "read": "read", "reader": "read",
})  # fmt: skip
