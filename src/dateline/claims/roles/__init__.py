"""Roles: who did it to whom, where, when, how many. ``fill`` makes the draft of a claim out of a chosen frame."""

from __future__ import annotations

from dateline.claims.roles.fill import fill

__all__ = ["fill"]
