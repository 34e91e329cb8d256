"""The description of the API (OpenAPI 3.1), made from the types that it takes and gives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from dateline.desk.problems import Problem


class Parameter(msgspec.Struct, frozen=True):
    """A value of the address: its name, what it says, its JSON Schema; ``path``: it is part of the path."""

    name: str
    text: str
    schema: dict[str, Any] = msgspec.field(default_factory=lambda: {"type": "string"})
    path: bool = False


class Operation(msgspec.Struct, frozen=True):
    """What may be asked: method, path, what it does, its parameters, the type of its body and of its answer (None for nothing).

    ``covers``: names of private persons are covered in the answer; ``passing``: the answer may change although nothing came into
    the record.
    """

    method: str
    path: str
    text: str
    answer: Any
    parameters: tuple[Parameter, ...] = ()
    body: Any = None
    status: int = 200
    covers: bool = False
    passing: bool = False


def described(operations: Sequence[Operation], version: str) -> dict[str, Any]:
    """The whole description."""
    types = [Problem, *(kind for one in operations for kind in (one.answer, one.body) if kind is not None)]
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    by_type = dict(zip(map(id, types), schemas, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method.lower()] = _operation(one, by_type)
    scheme = {"bearer": {"type": "http", "scheme": "bearer", "description": "asked for on any host but this machine"}}
    return {
        "openapi": "3.1.0", "info": {"title": "dateline", "version": version, "description": "A record: who says what happened."},
        "servers": [{"url": "/"}], "security": [{}, {"bearer": []}], "paths": paths,
        "components": {"schemas": components, "securitySchemes": scheme},
    }  # fmt: skip


def _operation(one: Operation, by_type: dict[int, Any]) -> dict[str, Any]:
    problem = {
        "description": "what went wrong",
        "content": {"application/problem+json": {"schema": by_type[id(Problem)]}},
    }
    answer: dict[str, Any] = {"description": "the answer" if one.answer else "done"}
    if one.answer:
        answer["content"] = {"application/json": {"schema": by_type[id(one.answer)]}}
    responses: dict[str, Any] = {str(one.status): answer, "default": problem}
    if one.method == "GET":
        responses["304"] = {"description": "the answer with this ETag still holds"}
    told: dict[str, Any] = {"operationId": _name(one), "summary": one.text, "responses": responses}
    if one.parameters:
        told["parameters"] = [_parameter(each) for each in one.parameters]
    if one.body is not None:
        told["requestBody"] = {"required": True, "content": {"application/json": {"schema": by_type[id(one.body)]}}}
    return told


def _name(one: Operation) -> str:
    """ "get_events_key"."""
    words = re.sub(r"[^a-z]+", "_", one.path.removeprefix("/api/v1/")).strip("_")
    return f"{one.method.lower()}_{words}"


def _parameter(one: Parameter) -> dict[str, Any]:
    where = "path" if one.path else "query"
    return {"name": one.name, "in": where, "required": one.path, "description": one.text, "schema": one.schema}
