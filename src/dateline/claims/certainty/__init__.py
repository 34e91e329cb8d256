"""Certainty: how sure the text is of an event.

``judge`` gives what adds up the hedge cues in whose scope a frame stands, ``of`` does so for one frame; ``voiced`` is what its speakers
make of that; ``is_premise`` tells what is no claim; ``announced`` what becomes of a deed that is only planned, announced or
threatened.
"""

from __future__ import annotations

from dateline.claims.certainty.announced import Announced
from dateline.claims.certainty.announced import of as announced
from dateline.claims.certainty.mood import is_premise, judge, of, voiced

__all__ = ["Announced", "announced", "is_premise", "judge", "of", "voiced"]
