"""Control: who holds, contests or lost a place. ``find`` gives the statements of a document, which are no claims."""

from __future__ import annotations

from dateline.claims.control.statements import find

__all__ = ["find"]
