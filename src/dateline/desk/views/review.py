"""What people judge: the judgements that pages send, and the trail of them all."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dateline.desk.render import page as made
from dateline.desk.settings import desk_of, signer
from dateline.record.judgements import in_force

VERDICTS = ("same", "different", "unsure", "retract", "undo")


def judge(request: Request, form: Any) -> Response:
    """Keep a judgement, and go back to the page that asked for it. Raises HTTPException for a verdict of another form."""
    verdict, subjects = str(form.get("verdict", "")), [str(one) for one in form.getlist("subjects")]
    if verdict not in VERDICTS:
        raise HTTPException(400, f"{verdict!r} is no verdict of this form")
    desk_of(request).record.judge(verdict, *subjects, by=signer(request), note=str(form.get("note", ""))[:500])
    back = str(form.get("back", "/"))
    return RedirectResponse(back if back.startswith("/") and not back.startswith("//") else "/", 303)


def trail(request: Request) -> Response:
    """All judgements, the latest first."""
    known = desk_of(request).record.judgements()
    holding = {one.key for one in in_force(known)}
    return made(request, "trail.html", judgements=[(one, one.key in holding) for one in reversed(known)])
