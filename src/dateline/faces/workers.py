"""Shards read by several processes. A process that dies over a dispatch costs that dispatch alone, and nothing finished."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import msgspec

from dateline.errors import DatelineError, OptionError, many
from dateline.faces.progress import Report
from dateline.faces.readings import FAULT, Settings, exit_code, expected, quiet_process, read_one
from dateline.faces.shards import SET_ASIDE, SIZE, Done, Folder, Shard, shards
from dateline.read import reader
from dateline.record.exchange.layout import arrow
from dateline.text.intake import documents
from dateline.types import Document, Skipped

DIED = "the process that read it died"
REMEDY = "the others were read; report it with this text"


def read_to_folder(paths: Sequence[str], settings: Settings, out: str, size: int | None, *, quiet: bool) -> int:
    """Read what the paths hold into a folder of Parquet files; a run that was interrupted goes on. The exit code comes back.

    Raises OptionError when the folder cannot be used or ``size``, dispatches of a shard (None: 500), is not positive.
    """
    if size is not None and size < 1:
        raise OptionError(f"{size} dispatches are no shard", where="--shard", remedy="give 1 or more")
    arrow()
    report, run = Report(quiet=quiet), Run(Folder(out), settings, size or SIZE)
    try:
        for _ in report.follow(run.items(paths), total=expected(paths), bar=True):
            pass
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"{many(len(run.done), 'shard')} kept in {out}; the same command goes on") from None
    if not quiet:
        report.console.print(_summary(run, len(report.lost()), out), highlight=False, markup=False)
    return exit_code(report.skipped)


def _summary(run: Run, lost: int, out: str) -> str:
    read, claims = sum(one.documents for one in run.done), sum(one.claims for one in run.done)
    kept = len(run.done) - run.reread
    before = f", {kept:,} of them kept from a run before" if kept else ""
    aside = f"; {lost:,} not read, see {out}/{SET_ASIDE}" if lost else ""
    return f"{many(claims, 'row')} of {many(read, 'dispatch')} in {many(len(run.done), 'shard')}{before}{aside}"


class Failure(msgspec.Struct, frozen=True):
    """An error that ends the run, as a process tells of it."""

    kind: type[DatelineError]
    what: str
    where: str
    remedy: str


class Run:
    """One ``dateline read --to parquet``. Once it is through, ``done`` holds what became of each shard, ``reread`` how many of
    them were read now and not kept from a run before."""

    def __init__(self, folder: Folder, settings: Settings, size: int) -> None:
        self.folder, self.settings, self.size = folder, settings, size
        self.done: list[Done] = []
        self.reread = 0
        self._outside: list[Skipped] = []

    def items(self, paths: Iterable[str]) -> Iterator[Skipped | None]:
        """Once for each dispatch dealt with, in whatever order: None when it was read, a Skipped when it was not.

        Raises LexiconError or ParserError at the first document when the lexicon or the parser cannot be used, and DatelineError
        when a process dies for another reason than a dispatch.
        """
        found = documents(paths, options=self.settings.intake)
        parted = shards(self._inside(found), _matters(self.settings), self.size)
        yield from self._outcomes(parted)
        yield from self._outside
        self.done.sort(key=lambda one: one.number)
        self.folder.finish(len(self.done), [*self._outside, *(one for done in self.done for one in done.skipped)])

    def _inside(self, found: Iterable[Document | Skipped]) -> Iterator[Document]:
        for item in found:
            if isinstance(item, Document):
                yield item
            else:
                self._outside.append(item)

    def _outcomes(self, parted: Iterator[Shard]) -> Iterator[Skipped | None]:
        """Hand out shards that are still to be read, as many at a time as there are processes."""
        team = Team(self.folder, self.settings)
        try:
            for shard in parted:
                kept = self.folder.kept(shard)
                if kept is not None:
                    self.done.append(kept)
                    yield from [None] * kept.documents
                    yield from kept.skipped
                    continue
                self.reread += 1
                while team.is_busy:
                    yield from self._heard(team)
                team.give(shard)
            while team.has_work:
                yield from self._heard(team)
        finally:
            team.close()

    def _heard(self, team: Team) -> Iterator[Skipped | None]:
        for one in team.heard():
            if isinstance(one, Done):
                self.done.append(one)
                yield from one.skipped
            else:
                yield one


def _matters(settings: Settings) -> msgspec.Struct:
    """The settings that readings depend on: not the number of processes."""
    return msgspec.structs.replace(settings, jobs=1)


class Worker:
    """A process with the shard it reads. ``at``: the dispatch under way, its number in the shard; ``told``: how many it read;
    ``poison``: those over which it died; ``again``: how many were told of before it died."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        context: Any = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.process: BaseProcess = context.Process(target=_work, args=(theirs, folder, settings), daemon=True)
        self.process.start()
        theirs.close()
        self.shard: Shard | None = None
        self.at, self.told, self.again = -1, 0, 0
        self.poison: tuple[int, ...] = ()

    def give(self, shard: Shard, poison: tuple[int, ...] = (), again: int = 0) -> None:
        """Have a shard read, without the dispatches of the numbers in ``poison``."""
        self.shard, self.poison, self.at, self.told, self.again = shard, poison, -1, 0, again
        self.pipe.send((shard, poison))

    def hears_anew(self, at: int, was_read: bool) -> bool:
        """Take in that dispatch ``at`` is next and whether the one before it was read; whether that is news."""
        self.at = at
        self.told += was_read
        return was_read and self.told > self.again


class Team:
    """The processes, started as they are needed."""

    def __init__(self, folder: Folder, settings: Settings) -> None:
        self.folder, self.settings = folder, settings
        self.workers: list[Worker] = []

    @property
    def has_work(self) -> bool:
        """Whether a shard is being read."""
        return any(one.shard is not None for one in self.workers)

    @property
    def is_busy(self) -> bool:
        """Whether no further shard can be given out."""
        return len(self.workers) >= self.settings.jobs and all(one.shard is not None for one in self.workers)

    def give(self, shard: Shard) -> None:
        """Have a shard read by whoever is free, else by a new process."""
        free = next((one for one in self.workers if one.shard is None), None)
        if free is None:
            free = Worker(self.folder, self.settings)
            self.workers.append(free)
        free.give(shard)

    def heard(self) -> Iterator[Done | None]:
        """What the processes say next: None for each dispatch read, a Done for each shard."""
        by_pipe = {one.pipe: one for one in self.workers if one.shard is not None}
        for pipe in wait(list(by_pipe)):
            worker = by_pipe[pipe]
            try:
                told = worker.pipe.recv()
            except (EOFError, OSError):
                self._restart(worker)
                continue
            if isinstance(told, Failure):
                raise told.kind(told.what, where=told.where, remedy=told.remedy)
            if isinstance(told, Done):
                worker.shard = None
                yield told
            else:
                yield from [None] if worker.hears_anew(*told) else []

    def _restart(self, dead: Worker) -> None:
        """Another process goes on with the shard of one that died, without the dispatch it died over."""
        shard = dead.shard
        dead.pipe.close()
        dead.process.join()
        self.workers.remove(dead)
        if shard is None:
            return
        if not 0 <= dead.at < len(shard.documents):
            when = "before it read anything" if dead.at < 0 else "while it wrote what it had read"
            raise DatelineError(
                f"a reading process ended {when} (exit code {dead.process.exitcode})",
                remedy="give fewer --workers if memory is short; what is finished is kept",
            )
        other = Worker(self.folder, self.settings)
        self.workers.append(other)
        other.give(shard, (*dead.poison, dead.at), max(dead.told, dead.again))

    def close(self) -> None:
        """End all processes; what they were reading is read anew by the next run."""
        for worker in self.workers:
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()
            worker.pipe.close()


def _work(pipe: Connection, folder: Folder, settings: Settings) -> None:
    """What a process does: read shards until nobody is there to give more."""
    quiet_process()
    try:
        reader(settings.options)
        while True:
            shard, poison = pipe.recv()
            pipe.send(folder.write(shard, list(_read(pipe, shard, poison, settings))))
    except DatelineError as error:
        pipe.send(Failure(type(error), error.what, error.where, error.remedy))
    except OSError as error:
        with suppress(OSError):
            why = f"cannot be written: {error.strerror}"
            pipe.send(
                Failure(OptionError, why, str(folder.path), "what is finished is kept; give it room, or another folder")
            )
    except EOFError:
        return  # nobody is there to give more


def _read(pipe: Connection, shard: Shard, poison: tuple[int, ...], settings: Settings) -> Iterator[Any]:
    was_read = False
    for number, document in enumerate(shard.documents):
        if number in poison:
            yield Skipped(document.id, DIED, REMEDY, FAULT)
            continue
        pipe.send((number, was_read))
        item = read_one(document, settings.options, settings.seconds)
        was_read = not isinstance(item, Skipped)
        yield item
    pipe.send((len(shard.documents), was_read))
