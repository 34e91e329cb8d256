"""From what people have (texts, pages, JSON lines, folders, addresses) to Documents."""

from dateline.text.intake.document import blocked, checked, read_text
from dateline.text.intake.inputs import documents
from dateline.text.intake.options import IntakeOptions

__all__ = ["IntakeOptions", "blocked", "checked", "documents", "read_text"]
