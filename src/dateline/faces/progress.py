"""What is said on the standard error while many inputs are read: how far, how fast, what was skipped and why."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from dateline.errors import many
from dateline.faces.terminal import Terminal
from dateline.types import Skipped

Item = TypeVar("Item")
NOTES_SHOWN = 50  # skipped inputs named one by one; the last line counts the rest


class Report:
    """Lets readings through, and says what was skipped. ``quiet`` leaves out the bar and what cost nothing."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.console = Terminal(stderr=True, soft_wrap=True)
        self.quiet = quiet
        self.skipped: list[Skipped] = []
        self.read = 0

    def follow(self, items: Iterable[Item | Skipped], *, total: int | None, bar: bool) -> Iterator[Item]:
        """The readings, or what stands for them, among the items; the rest is said at once and kept in ``skipped``.
        ``read`` counts those that were dealt with."""
        with self._progress(shown=bar and not self.quiet and self.console.is_terminal) as progress:
            task = progress.add_task("", total=total, rate="", skipped="")
            for item in items:
                if isinstance(item, Skipped):
                    self._note(item)
                else:
                    yield item
                    self.read += 1
                remark = isinstance(item, Skipped) and not item.code
                progress.update(task, advance=0 if remark else 1, rate=_rate(progress), skipped=self._count())
        self._close()

    def _progress(self, *, shown: bool) -> Progress:
        columns = (
            MofNCompleteColumn(), TextColumn("read"), BarColumn(), TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(compact=True), TextColumn("left"), TextColumn("{task.fields[skipped]}", style="yellow"),
        )  # fmt: skip
        return Progress(*columns, console=self.console, transient=True, disable=not shown)

    def _count(self) -> str:
        return f"{len(self.lost())} skipped" if self.lost() else ""

    def lost(self) -> list[Skipped]:
        """What was really not read; the others are remarks."""
        return [item for item in self.skipped if item.code]

    def _note(self, item: Skipped) -> None:
        self.skipped.append(item)
        if item.code or not self.quiet:
            word = "skipped" if item.code else "note"
            told = "; ".join(filter(None, (item.why, item.remedy)))
            if len(self.skipped) <= NOTES_SHOWN:
                self.console.print(" ".join(f"{word}: {item.what}: {told}".split()), style="yellow", markup=False)

    def _close(self) -> None:
        if len(self.skipped) > NOTES_SHOWN:
            rest = len(self.skipped) - NOTES_SHOWN
            self.console.print(f"… and {rest} more; {many(len(self.lost()), 'input')} not read", style="yellow")


def _rate(progress: Progress) -> str:
    speed = progress.tasks[0].speed
    return f"{speed:.1f}/s" if speed else ""


def shows_elsewhere(path: str | None) -> bool:
    """Whether the output leaves the terminal free for a bar."""
    return path is not None or not sys.stdout.isatty()
