"""From a parse and its mentions to claims: events, roles, voices, modality."""

from __future__ import annotations

from dateline.claims.code import code
from dateline.claims.values import Classes, Mentions

__all__ = ["Classes", "Mentions", "code"]
