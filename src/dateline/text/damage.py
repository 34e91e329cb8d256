"""Damage: places where the text looks broken. Flagged, never repaired."""

from __future__ import annotations

from dateline.types import Block, Damage


def detect(text: str, blocks: tuple[Block, ...]) -> tuple[Damage, ...]:
    """Every break found in body and headlines, in text order."""
    return ()
