"""Attachment: where an event was, chosen among the places mentioned near it by learned, named signs."""

from __future__ import annotations

from dateline.claims.attachment.decide import Surroundings, place, surroundings

__all__ = ["Surroundings", "place", "surroundings"]
