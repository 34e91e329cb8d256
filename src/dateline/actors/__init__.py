"""Actors: who stands in a dispatch, and what they were on that day.

Its functions are loaded when they are asked for: whoever looks a name up or opens a record needs no parser for it.
"""

from dateline.lazily import provide

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dateline.actors.classes import classes_of
    from dateline.actors.codes import as_striker
    from dateline.actors.directory import ActorLexicon, load
    from dateline.actors.find import find
    from dateline.actors.listed import Listing
    from dateline.actors.resolve import resolve

__all__ = ["ActorLexicon", "Listing", "as_striker", "classes_of", "find", "load", "resolve"]
provide(__name__, {
    "ActorLexicon": "directory", "as_striker": "codes", "classes_of": "classes", "find": "find", "load": "directory",
    "Listing": "listed", "resolve": "resolve",
})  # fmt: skip
