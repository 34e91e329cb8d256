"""The API against its own description: whatever is sent, what comes back is what the description says (schemathesis)."""
# ruff: noqa: E402 - imports stand after the packages that the tests cannot do without

from __future__ import annotations

import os
from typing import Any

import pytest

pytest.importorskip("starlette", reason="the desk needs the extra serve")
schemathesis = pytest.importorskip("schemathesis", reason="the API is fuzzed by schemathesis")

from hypothesis import HealthCheck, given, settings
from records import few
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks

from dateline.desk.api.operations import OPERATIONS
from dateline.desk.app import application
from dateline.desk.openapi import Parameter
from dateline.desk.settings import Settings
from dateline.record.alerts import keeping
from dateline.record.queries.events import Filter
from dateline.record.store import Store

EXAMPLES = int(os.environ.get("DATELINE_FUZZ", "4"))  # requests of each kind for each operation; more to look longer
LEFT_OUT = ("positive_data_acceptance", "use_after_free", "ensure_resource_availability")
"""Checks that do not fit: keys, cursors and types are of the right form and yet only good when the record holds them."""
READS = ("POST /api/v1/read", "POST /api/v1/ingest")
"""Operations that load the reader: tried with what is refused before anything is read."""
BY_LABEL = {f"{one.method} {one.path}": one for one in OPERATIONS}
LABELS = list(BY_LABEL)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::starlette.exceptions.StarletteDeprecationWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Operations by name, of a desk over a small record with an alert."""
    path = tmp_path_factory.mktemp("api") / "record.sqlite"
    with Store(str(path), create=True) as record:
        record.add(few())
        with record.writing() as connection:
            keeping.make(connection, "Nyala", Filter(place="Nyala"), by="ana")
    load_all_checks()
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", application(Settings(str(path))))
    return {found.label: found for found in (one.ok() for one in schema.get_all_operations())}


def is_bound(one: Parameter) -> bool:
    """Whether not every word will do."""
    return one.schema != {"type": "string"}


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_every_answer_is_what_the_description_says(operations: dict[str, Any], label: str, mode: str) -> None:
    if label in READS and mode == "positive":
        pytest.skip("it reads; tests/test_desk.py does")
    if mode == "negative" and not BY_LABEL[label].body and not any(map(is_bound, BY_LABEL[label].parameters)):
        pytest.skip("nothing can be sent that is wrong")
    left_out = [one for one in CHECKS.get_all() if one.__name__ in LEFT_OUT]
    cases = operations[label].as_strategy(generation_mode=GenerationMode(mode))

    @given(case=cases)
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def tried(case: Any) -> None:
        case.call_and_validate(excluded_checks=left_out)

    tried()


def test_every_operation_is_described(operations: dict[str, Any]) -> None:
    assert sorted(operations) == sorted(LABELS)
