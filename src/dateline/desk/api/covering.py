"""Names of private persons in answers: covered by signs of the same length, so that every offset holds."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dateline.desk.settings import desk_of
from dateline.record.privacy import named_in, pattern

DOCUMENT = re.compile(rb'"([0-9a-f]{16})(?:\.[\w.-]*)?"')
"""A key of a document, or of a claim in it, as a string of JSON."""
SIGN = "█"


def shows_private(request: Request) -> bool:
    """Whether names are to be shown. Raises HTTPException when whoever asks may not see them."""
    if request.query_params.get("private") != "show":
        return False
    who = getattr(request.state, "who", None)
    if who is None or who.role != "editor":
        raise HTTPException(403, "names of private persons are shown to editors; ask for a token with that role")
    return True


def covered(request: Request, told: Any) -> Any:
    """An answer (of builtin values) without the names of private persons in the documents that it speaks of."""
    keys = documents_in(told)
    with desk_of(request).record.reading() as connection:
        names = named_in(connection, keys)
    return _without(told, pattern(names)) if names else told


def documents_in(answer: Any) -> set[str]:
    """Keys of the documents that an answer speaks of."""
    return {key.decode() for key in DOCUMENT.findall(msgspec.json.encode(answer))}


def _without(told: Any, names: re.Pattern[str]) -> Any:
    if isinstance(told, str):
        return names.sub(_signs, told)
    if isinstance(told, dict):
        return {name: _without(value, names) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [_without(value, names) for value in told]
    return told


def _signs(found: re.Match[str]) -> str:
    return re.sub(r"\S", SIGN, found[0])
