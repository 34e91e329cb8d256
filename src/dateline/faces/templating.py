"""The templates that every page is made from, written to a file or served by the desk: one look, one code."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import BaseLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from dateline.faces import phrasing
from dateline.faces.event_words import beside, reasons, short
from dateline.record.state.tolls import figure
from dateline.text.characters import flat
from dateline.types import Claim, Control, Figure

LEGEND = (("trigger", "what happened"), ("who", "who"), ("whom", "to whom"), ("where", "where"), ("when", "when"),
          ("count", "how many"), ("voice", "who says so"), ("hedge", "what makes it less sure"))  # fmt: skip
TYPES = {"claim": Claim, "control": Control, "figure": Figure}


def environment(loader: BaseLoader | None = None) -> Environment:
    """Templates with what they may call: every value is escaped, and a name that is not there is an error. ``loader``: where they
    come from, our own if not given."""
    made = Environment(loader=loader or PackageLoader("dateline.faces"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
                       lstrip_blocks=True)  # fmt: skip
    made.filters |= {"short": short, "days": phrasing.days, "many": phrasing.many, "flat": flat}
    made.globals |= {"phrasing": phrasing, "LEGEND": LEGEND, "figure": figure, "beside": beside, "reasons": reasons}
    made.tests |= {name: lambda value, kind=kind: isinstance(value, kind) for name, kind in TYPES.items()}
    return made


@lru_cache(maxsize=1)
def ours() -> Environment:
    """The templates of files."""
    return environment()


def macro(template: str, name: str, /, *given: Any) -> Markup:
    """What a macro of a template writes."""
    return Markup(getattr(_module(template), name)(*given))


@lru_cache(maxsize=8)
def _module(template: str) -> Any:
    return ours().get_template(template).module


def written(template: str, /, *, styles: tuple[str, ...], script: str = "", **values: Any) -> str:
    """A page that stands alone: nothing on it is fetched, style and script are inside, and its content policy allows these by their
    hash."""
    style, code = "".join(map(asset, styles)), asset(script) if script else ""
    allowed = f"script-src '{digest(code)}'; " if code else ""
    policy = (
        f"default-src 'none'; style-src '{digest(style)}'; {allowed}img-src data:; base-uri 'none'; form-action 'none'"
    )
    page = ours().get_template(template)
    return page.render(policy=Markup(policy), style=Markup(style), script=Markup(code), **values) + "\n"


@lru_cache
def asset(name: str) -> str:
    """A file that pages hold."""
    return files("dateline.faces").joinpath("assets", name).read_text(encoding="utf-8")


def digest(text: str) -> str:
    """The hash by which the content policy allows a style or script."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
