"""Bring in: pasted text, files, an address, a feed; how far it is, and what was skipped and why."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.asking import LONGEST, day
from dateline.desk.jobs import Progress
from dateline.desk.render import page as made
from dateline.desk.settings import desk_of
from dateline.errors import InputError, OptionError
from dateline.record.record import Record
from dateline.text.intake import IntakeOptions, documents, read_text
from dateline.types import Skipped

if TYPE_CHECKING:
    from dateline.desk.jobs import Item

REFRESH = 2  # seconds after which a page without script looks again
SHOWN = 200  # things skipped that are shown
NAMED = 70  # characters of a pasted text that stand for its title
WIDEST = 31  # days of Today


def page(request: Request) -> Response:
    """The forms, and what was brought in lately."""
    outlet = request.query_params.get("outlet", "").strip()[:LONGEST]
    return made(request, "bring.html", jobs=desk_of(request).jobs.all(), outlet=outlet, SHOWN=SHOWN)


def progress(request: Request) -> Response:
    """How far one is; the page looks again until it is done. Raises HTTPException for one that is not known."""
    found = desk_of(request).jobs.get(request.path_params["job"])
    if found is None:
        raise HTTPException(404, "there is no such job; what ran before the desk was started again is not remembered")
    waiting = found.state in {"waiting", "reading"}
    headers = {"refresh": str(REFRESH)} if waiting else {}
    return made(request, "progress.html", headers=headers, job=found, days=_days(found), SHOWN=SHOWN)


def _days(job: Progress) -> dict[str, Any]:
    """The days for which Today shows what came in, as it asks for them: the last, and how many; "" and None where none is known."""
    told = sorted(one.day for one in job.documents if one.day)
    if not told:
        return {"last": "", "window": None}
    apart = (date.fromisoformat(told[-1]) - date.fromisoformat(told[0])).days
    return {"last": told[-1], "window": min(apart + 1, WIDEST) if apart else None}


def paste(request: Request, form: Any) -> Response:
    """Read a pasted text. Raises OptionError when there is none."""
    text = str(form.get("text", ""))
    if not text.strip():
        raise OptionError("no text is given", where="text", remedy="paste the text of a dispatch")
    told = {name: str(form.get(name, "")).strip() or None for name in ("outlet", "title", "url")}
    published = day({"published": str(form.get("published", ""))}, "published")
    name = str(form.get("id", "")).strip() or f"pasted-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    lexicon = desk_of(request).settings.lexicon
    document = read_text(text, id=name, published=published, lexicon=lexicon, **told)
    first = " ".join(text.split())
    called = told["title"] or (f"{first[:NAMED]}…" if len(first) > NAMED else first)
    return _begun(request, called, lambda _: [document], told["outlet"])


def upload(request: Request, form: Any) -> Response:
    """Read files. Raises InputError when none came."""
    sent = [one for one in form.getlist("files") if getattr(one, "filename", "")]
    if not sent:
        raise InputError("no file came", where="upload", remedy="choose one or more files")
    folder = tempfile.TemporaryDirectory(prefix="dateline-")
    for number, one in enumerate(sent):
        name = Path(one.filename.replace("\\", "/")).name.lstrip(".") or f"file-{number}"
        target = Path(folder.name) / (name if not (Path(folder.name) / name).exists() else f"{number}-{name}")
        target.write_bytes(one.file.read())
    options = _options(request, form)

    def found(_: Record) -> Iterator[Item]:
        with folder:
            for item in documents(sorted(str(path) for path in Path(folder.name).iterdir()), options=options):
                yield _named(item, folder.name)

    names = ", ".join(Path(one.filename).name for one in sent[:3])
    return _begun(request, f"{len(sent)} files: {names}" if len(sent) > 1 else names, found, options.outlet)


def _named(item: Item, folder: str) -> Item:
    """Without the folder in which it was put for a moment."""
    if isinstance(item, Skipped):
        return msgspec.structs.replace(
            item, what=item.what.removeprefix(f"{folder}/"), why=item.why.replace(f"{folder}/", "")
        )
    return item


def _options(request: Request, form: Any) -> IntakeOptions:
    published = day({"published": str(form.get("published", ""))}, "published")
    outlet = str(form.get("outlet", "")).strip() or None
    private = desk_of(request).settings.allow_private
    return IntakeOptions(published=published, outlet=outlet, unique=False, allow_private=private)


def address(request: Request, form: Any) -> Response:
    """Fetch a page or a feed. Raises OptionError for what is no address."""
    asked = str(form.get("address", "")).strip()
    if not asked.startswith(("http://", "https://")):
        raise OptionError(f"{asked[:80]!r} is no address", where="address", remedy="give one that begins with https://")
    options = _options(request, form)
    return _begun(
        request, asked, _polled(asked, options) if form.get("feed") else lambda _: documents([asked], options=options)
    )


def _polled(asked: str, options: IntakeOptions) -> Any:
    """What is new in a feed since it was last looked at."""

    def found(record: Record) -> Iterator[Item]:
        from dateline.text.intake.feeds import FeedState, poll

        states = {name: msgspec.json.decode(state, type=FeedState) for name, state in record.feed_states().items()}
        items, state = poll(asked, states.get(asked), options)
        yield from items
        yield state

    return found


def _begun(request: Request, what: str, found: Any, outlet: str | None = None) -> Response:
    desk = desk_of(request)
    made_: Progress = desk.jobs.begin(what, found, desk.record, lexicon=desk.settings.lexicon, outlet=outlet or "")
    return RedirectResponse(f"/bring/{made_.id}", 303)
