"""The console that tables and trees are printed on."""

from __future__ import annotations

from typing import TextIO

from rich.console import Console


class Terminal(Console):
    """A console that lets whoever reads our output leave early, as ``head`` does, without calling it an error."""

    def __init__(self, out: TextIO | None = None) -> None:
        super().__init__(file=out, highlight=False)

    def on_broken_pipe(self) -> None:
        """Leave it to the command line, which ends with 0."""
        raise BrokenPipeError
