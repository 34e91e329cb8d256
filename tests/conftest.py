"""What several test modules share: one reader for the whole run, and the folder of further texts, when one is given."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.errors import ParserError
from dateline.read import Options, Reader
from dateline.read import reader as load_reader


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--data",
        type=Path,
        metavar="DIR",
        help="a folder with gold/dev/*.txt and bench/*/dev.jsonl: the invariants are checked on its texts too",
    )


@pytest.fixture(scope="session")
def data(request: pytest.FixtureRequest) -> Path:
    """The folder of further texts; what needs it is skipped unless one is given."""
    found = request.config.getoption("--data")
    if found is None:
        pytest.skip("no further texts: give their folder with --data DIR")
    if not (found / "gold" / "dev").is_dir():
        pytest.fail(f"{found} holds no gold/dev: give another folder with --data DIR")
    return found


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with the default parser, loaded once; without that parser nothing that needs it can be said."""
    try:
        return load_reader(Options())
    except ParserError as error:
        pytest.skip(str(error))
