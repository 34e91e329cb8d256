"""Lines beside claims: figures that no claim counts, and days to come. ``figures`` and ``deadlines`` give those of a document."""

from __future__ import annotations

from dateline.claims.lines.deadlines import deadlines
from dateline.claims.lines.figures import figures

__all__ = ["deadlines", "figures"]
