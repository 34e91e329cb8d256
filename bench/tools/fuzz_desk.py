"""What is fuzzed of the desk: addresses, filters, forms and JSON of its pages and its API."""

from __future__ import annotations

import asyncio
import json
import shutil
from functools import cache
from random import Random
from typing import Any
from urllib.parse import quote, unquote

from fuzz_inputs import JSON_PIECES, MARKUP, SIGNS, changed, scratch, text
from fuzz_record import FIELDS, VERDICTS, any_value, keys, original
from fuzz_targets import Target


@cache
def _desk() -> tuple[Any, Any]:
    from dateline.desk.app import application
    from dateline.desk.settings import Settings

    path = scratch() / "desk.sqlite"
    shutil.copy(original(), path)
    return application(Settings(str(path), texts=True)), asyncio.new_event_loop()


PAGES = (
    "/ /map /events /events.csv /events.jsonl /event/KEY /dispatch/KEY /review /review/gold.jsonl /actors /places /sources /source "
    "/actor /words /bring /search /bring/KEY /enter /judgements /report /assets/KEY /KEY /../KEY /assets/../app.py"
).split()
API = "events counts events/KEY documents/KEY as-of/DAY changes search ingest/KEY judgements openapi.json KEY".split()
ASKED = (
    "place actor type mode modality grade country outlet text since until known_by clock contradicted sort after limit skip q day window "
    "name page kind tab a b x"
).split()
FORMS = (
    "judge dispatch/KEY/correct dispatch/KEY/add name enter leave bring/address bring/upload bring/paste KEY".split()
)
FORM_FIELDS = (
    "verdict subjects note place back claim field value strike empty trigger type actor name token kind x"
).split()
HEADERS = "if-none-match authorization cookie origin content-length host range accept-language".split()


def _word(random: Random) -> str:
    kind = random.randrange(6)
    if kind == 0:
        return random.choice(keys())
    if kind == 1:
        return random.choice(
            (
                "2024-02-05",
                "2024-02-30",
                "9999-12-31",
                "0001-01-01",
                "10",
                "-1",
                "1e9",
                "0",
                "true",
                "ASSAULT",
                "Goma",
                "latest",
                "published",
            )
        )
    if kind == 2:
        return random.choice(random.choice((SIGNS, MARKUP, JSON_PIECES)))
    return text(random, most=5)


def _request(random: Random) -> dict[str, Any]:
    """A request: method, path, query, headers, body."""
    kind = random.randrange(10)
    key, day = quote(_word(random), safe="/" if random.random() < 0.2 else ""), quote(_word(random), safe="")
    asked = "&".join(
        f"{random.choice(ASKED)}={quote(_word(random).encode('utf-8', 'surrogatepass'))}"
        for _ in range(random.choice((0, 1, 1, 2, 4)))
    )
    made: dict[str, Any] = {"method": "GET", "query": asked.encode(), "headers": [(b"host", b"127.0.0.1")], "body": b""}
    if kind < 4:
        path = f"/api/v1/{random.choice(API)}"
    elif kind < 7:
        path = random.choice(PAGES)
    elif kind == 7:
        path = "/api/v1/judgements"
        body = json.dumps(
            {
                "verdict": random.choice(VERDICTS),
                "subjects": [random.choice(keys()) for _ in range(2)],
                "field": random.choice(FIELDS),
                "value": any_value(random),
            }
        )
        made |= {
            "method": "POST",
            "body": changed(body.encode(), random),
            "headers": [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")],
        }
    else:
        path = f"/{random.choice(FORMS)}"
        made |= _form(random)
    made["path"] = path.replace("KEY", key).replace("DAY", day)
    if random.random() < 0.05:
        odd = changed(b'W/"abc", 127.0.0.1', random).replace(b"\n", b"").replace(b"\r", b"")
        made["headers"].append((random.choice(HEADERS).encode(), odd))
    if random.random() < 0.03:
        made["method"] = random.choice(("HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"))
    return made


def _form(random: Random) -> dict[str, Any]:
    """A form of ours, with its sign, of any fields; now and then broken, or in parts with files."""
    fields = [("csrf", "sign"), *((random.choice(FORM_FIELDS), _word(random)) for _ in range(random.randint(0, 5)))]
    if random.random() < 0.6:
        body = "&".join(f"{name}={quote(value.encode('utf-8', 'surrogatepass'))}" for name, value in fields).encode()
        kind = b"application/x-www-form-urlencoded"
    else:
        parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields]
        file = text(random, most=3).replace("\n", "").replace("\r", "")
        parts.append(f'--b\r\nContent-Disposition: form-data; name="files"; filename="{file}"\r\n\r\n\r\n--b--\r\n')
        body, kind = "".join(parts).encode("utf-8", "replace"), b"multipart/form-data; boundary=b"
    if random.random() < 0.2:
        body = changed(body, random)
    return {
        "method": "POST",
        "body": body,
        "headers": [(b"host", b"127.0.0.1"), (b"content-type", kind), (b"cookie", b"dateline-csrf=sign")],
    }


def asking(made: dict[str, Any]) -> None:
    """A request of the desk: any answer but 500, and nothing raised behind it."""
    app, loop = _desk()
    told: list[int] = []
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": made["method"], "scheme": "http",
        "path": unquote(made["path"], errors="replace"), "raw_path": made["path"].encode(), "query_string": made["query"],
        "headers": made["headers"], "client": ("127.0.0.1", 5), "server": ("127.0.0.1", 8000), "root_path": "",
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": made["body"], "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            told.append(message["status"])

    loop.run_until_complete(app(scope, receive, send))
    assert told != []
    assert told[0] < 500


TARGETS: dict[str, Target] = {"desk and API": Target(0.01, _request, asking)}
