"""From paths to readings, one process or several; the order and the content are the same whatever their number."""

from __future__ import annotations

import signal
import warnings
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import active_children, get_context
from pathlib import Path

import msgspec

from dateline.errors import DatelineError, OptionError
from dateline.faces.bounds import SECONDS, OverError, bounded
from dateline.read import Options, reader
from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.formats import PAGES, RECORDS, ROWS, TEXTS
from dateline.text.intake.inputs import holds_many
from dateline.text.intake.options import REFUSED
from dateline.types import Document, Reading, Skipped

AHEAD = 8  # documents handed out for each process beyond those already read
FAULT = 1  # exit code of a document over which dateline itself failed


class Settings(msgspec.Struct, frozen=True):
    """What the reading needs besides the paths; ``jobs`` is the number of processes, at least 1; ``seconds`` of processor time may a
    document take (see ``bounds``), 0 for no bound."""

    intake: IntakeOptions = IntakeOptions()
    options: Options = Options()
    jobs: int = 1
    seconds: int = SECONDS

    def __post_init__(self) -> None:
        if self.jobs < 1:
            raise OptionError(f"{self.jobs} processes read nothing", where="--jobs", remedy="give 1 or more")
        if self.seconds < 0:
            raise OptionError(
                f"{self.seconds} seconds are no time", where="--seconds", remedy="give 1 or more, 0 for no bound"
            )


def readings(paths: Iterable[str], settings: Settings) -> Iterator[Reading | Skipped]:
    """A Reading for every document and a Skipped for all that is not read, in the order of the inputs.

    Raises LexiconError or ParserError at the first document when the lexicon or the parser cannot be used.
    """
    yield from read_items(documents(paths, options=settings.intake), settings)


def read_items(items: Iterable[Document | Skipped], settings: Settings) -> Iterator[Reading | Skipped]:
    """The same from documents."""
    found = _ready(items, settings.options)
    if settings.jobs == 1:
        yield from (read_one(item, settings.options, settings.seconds) for item in found)
    else:
        yield from _spread(found, settings)


def _ready(found: Iterable[Document | Skipped], options: Options) -> Iterator[Document | Skipped]:
    """The same, once it is sure that they can be read: nothing is loaded when there is no document."""
    for item in found:
        if isinstance(item, Document):
            reader(options)
        yield item


def read_one(item: Document | Skipped, options: Options, seconds: int = SECONDS) -> Reading | Skipped:
    """The reading of a document; what fails, or takes more than it may, costs that document alone."""
    if isinstance(item, Skipped):
        return item
    try:
        with bounded(len(item.text), seconds):
            return reader(options).read_document(item)
    except OverError as over:
        return Skipped(item.id, f"{over.why} and is set aside", "divide it, or give more --seconds", REFUSED)
    except DatelineError as error:
        return Skipped(item.id, error.what, error.remedy, error.code)
    except Exception as error:  # noqa: BLE001 - one document may not cost the thousands after it; it is said and counted
        return Skipped(item.id, f"dateline failed: {type(error).__name__}: {error}", "report it with this text", FAULT)


def _spread(found: Iterator[Document | Skipped], settings: Settings) -> Iterator[Reading | Skipped]:
    """Documents are handed out a few ahead, and taken back in their order."""
    pool = ProcessPoolExecutor(settings.jobs, mp_context=get_context("spawn"), initializer=quiet_process)
    try:
        waiting: deque[Future[Reading | Skipped]] = deque()
        for item in found:
            waiting.append(pool.submit(read_one, item, settings.options, settings.seconds))
            if len(waiting) >= AHEAD * settings.jobs:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)
    except BaseException:  # also a stop by the user, or by whoever takes our readings: nobody waits for the rest
        for child in active_children():
            child.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def quiet_process() -> None:
    """Warnings as in the first process, where the command line sees to them; Ctrl-C is for that process alone."""
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def exit_code(skipped: Iterable[Skipped]) -> int:
    """That of the gravest loss, which is the smallest; 0 when nothing was lost."""
    return min((item.code for item in skipped if item.code), default=0)


def expected(paths: Iterable[str]) -> int | None:
    """About how many documents the paths hold; None when that cannot be told without reading them."""
    numbers = [_number(path) for path in paths]
    return None if None in numbers else sum(filter(None, numbers))


def _number(path: str) -> int | None:
    if path == "-" or "://" in path:
        return None
    here = Path(path)
    inside = [one for one in here.rglob("*") if one.is_file()] if here.is_dir() else [here]
    if any(holds_many(one.name) for one in inside):
        return None
    return sum(
        _lines(one) for one in inside if not here.is_dir() or one.suffix.lower() in TEXTS | PAGES | ROWS | RECORDS
    )


def _lines(path: Path) -> int:
    """Documents in a file: its lines when it is JSON lines, else one."""
    if path.suffix.lower() not in ROWS or not path.is_file():
        return 1
    with path.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
