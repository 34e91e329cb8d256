"""From a parse and its mentions to claims: events, roles, voices, modality."""

from __future__ import annotations

from dateline.claims.code import code
from dateline.claims.scene import Scene, scene

__all__ = ["Scene", "code", "scene"]
