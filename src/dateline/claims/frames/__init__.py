"""Frames: which events the words of a document may tell of, with the fillers of their slots."""

from __future__ import annotations

from dateline.claims.frames.detect import detect

__all__ = ["detect"]
