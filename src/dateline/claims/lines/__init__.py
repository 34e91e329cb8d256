"""Lines beside claims: figures that no claim counts, and days to come. ``figures`` and ``deadlines`` give those of a document,
``amended`` the figures with those that its sentences correct."""

from __future__ import annotations

from dateline.claims.lines.amended import amended
from dateline.claims.lines.deadlines import deadlines
from dateline.claims.lines.figures import figures

__all__ = ["amended", "deadlines", "figures"]
