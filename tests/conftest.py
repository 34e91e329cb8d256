"""What several test modules share: one reader for the whole run."""

from __future__ import annotations

import pytest

from dateline.errors import ParserError
from dateline.read import Options, Reader
from dateline.read import reader as load_reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """The reader with the default parser, loaded once; without that parser nothing that needs it can be said."""
    try:
        return load_reader(Options())
    except ParserError as error:
        pytest.skip(str(error))
