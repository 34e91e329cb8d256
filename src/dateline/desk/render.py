"""From values to pages: the templates, what they may call, and the headers that every answer carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemBytecodeCache, PackageLoader
from jinja2.bccache import Bucket
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dateline.desk.meanings import MEANINGS
from dateline.desk.settings import desk_of, signer
from dateline.desk.veil import veiled
from dateline.faces import templating

ASSETS = {"page.css": "dateline.faces", "record.css": "dateline.faces", "page.js": "dateline.faces",
          "desk.css": "dateline.desk", "desk.js": "dateline.desk"}  # fmt: skip
"""Files that pages ask for, and the package that carries each."""
KINDS = {"css": "text/css", "js": "text/javascript"}
VIEWS = (("today", "/", "Today"), ("map", "/map", "Map"), ("events", "/events", "Events"), ("review", "/review", "Review"),
         ("actors", "/actors", "Actors"), ("places", "/places", "Places"), ("sources", "/sources", "Sources"),
         ("alerts", "/alerts", "Alerts"), ("bring", "/bring", "Bring in"))  # fmt: skip
AGAINST = ' <span class="contradict" role="img" aria-label="accounts cannot all be right" title="accounts cannot all be right">≠</span>'


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of the desk, and those of files, which it shares."""
    made = templating.environment(ChoiceLoader([PackageLoader("dateline.desk"), PackageLoader("dateline.faces")]))
    made.bytecode_cache = templating.ours().bytecode_cache = _kept_templates()
    made.filters |= {"day_link": day_link, "tolls": toll_words}
    made.globals |= {"asset": asset_address, "VIEWS": VIEWS, "link": link, "MEANINGS": MEANINGS}
    return made


class _Kept(FileSystemBytecodeCache):
    """Templates made ready, in files; where a file cannot be written or read the template is made anew, and the page stands."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


def _kept_templates() -> BytecodeCache | None:
    """Where templates are kept as they were made ready by an earlier start: a folder of the user alone among the temporary ones; None
    where there can be none."""
    try:
        return _Kept()
    except (OSError, RuntimeError):
        return None


def day_link(day: str) -> Markup:
    """A day as a time element."""
    return Markup('<time datetime="{0}">{0}</time>').format(day)


def toll_words(figures: str) -> Markup:
    """Tolls in words, with the sign of those that cannot all be right explained."""
    return Markup(AGAINST).join(escape(part) for part in figures.split(" !"))


def link(path: str, /, **values: Any) -> str:
    """An address with those values that say something."""
    told = [(name, value) for name, value in values.items() if value not in {None, "", False}]
    return f"{path}?{urlencode(told)}" if told else path


@lru_cache(maxsize=16)
def asset(name: str) -> bytes:
    """The bytes of a file that pages ask for."""
    return files(ASSETS[name]).joinpath("assets", name).read_bytes()


@lru_cache(maxsize=16)
def asset_address(name: str) -> str:
    """Its address, another one for other bytes, so that browsers may keep it."""
    return f"/assets/{name}?{sha256(asset(name)).hexdigest()[:12]}"


def page(
    request: Request,
    template: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    private: Collection[str] = (),
    **values: Any,
) -> Response:
    """A page from its template; ``private``: names that are covered on it."""
    desk = desk_of(request)
    shared = {
        "request": request, "csrf": getattr(request.state, "csrf", ""), "read_only": not may_write(request),
        "signer": signer(request), "record": desk.record.address.rpartition("@")[2], "here": request.url.path,
        "asked": dict(request.query_params), "token": bool(getattr(request.state, "who", None) and not desk.settings.open),
    }  # fmt: skip
    written = environment().get_template(template).render(**shared | values)
    return HTMLResponse(veiled(written, private), status, dict(headers or {}))


def may_write(request: Request) -> bool:
    """Whether whoever asks may change the record."""
    who = getattr(request.state, "who", None)
    return not desk_of(request).settings.read_only and bool(who and who.role == "editor")
