"""The console that tables and trees are printed on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from dateline.text.characters import printable

NARROWEST, USUAL = 20, 80
"""Columns below which nothing can be laid out, and those of a terminal that says it has none (``COLUMNS=0``), where a line would lose its
words."""


class Terminal(Console):
    """A console that shows texts and never obeys them, and that lets whoever reads our output leave early, as ``head`` does, without
    calling it an error."""

    def __init__(self, out: TextIO | None = None, *, stderr: bool = False, soft_wrap: bool = False) -> None:
        super().__init__(file=out, stderr=stderr, highlight=False, soft_wrap=soft_wrap)
        if self.width < NARROWEST:
            self.width = USUAL if not self.width else NARROWEST

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is to be written, its texts without orders; the colours are ours and stay."""
        for segment in super().render(renderable, options):
            text = segment.text
            yield (
                segment
                if segment.control or text.isascii() and text.isprintable()
                else Segment(printable(text), segment.style)
            )

    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which ends with 0."""
        raise BrokenPipeError
