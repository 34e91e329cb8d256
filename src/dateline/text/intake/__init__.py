"""From what people have (texts, pages, JSON lines, folders, addresses) to Documents."""

from dateline.text.intake.document import read_text

__all__ = ["read_text"]
