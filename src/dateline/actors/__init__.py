"""Actors: who stands in a dispatch, and what they were on that day."""

from dateline.actors.classes import classes_of
from dateline.actors.codes import as_striker
from dateline.actors.directory import ActorLexicon, load
from dateline.actors.find import find
from dateline.actors.listed import Listing
from dateline.actors.resolve import resolve

__all__ = ["ActorLexicon", "Listing", "as_striker", "classes_of", "find", "load", "resolve"]
