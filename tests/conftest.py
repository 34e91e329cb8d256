"""What several test modules share: one reader for the whole run, pages with scripts in all their fields, and the folder of further texts,
when one is given."""

from __future__ import annotations

import pickle
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from dateline.errors import ParserError
from dateline.lexicon import files
from dateline.read import Options, Reader
from dateline.read import reader as load_reader


class ParsedOnce:
    """Stands in for tomllib in the lexicon: a text is parsed once in the whole run, and whoever asks gets values of his own."""

    TOMLDecodeError = tomllib.TOMLDecodeError

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def loads(self, text: str) -> Any:
        if text not in self._kept:
            self._kept[text] = pickle.dumps(tomllib.loads(text))
        return pickle.loads(self._kept[text])


def pytest_configure() -> None:
    """Readers with a lexicon of their own are made a hundred times; most of that was parsing our files again. No example of a
    property has a deadline: two processes of tests share the machine."""
    pytest.MonkeyPatch().setattr(files, "tomllib", ParsedOnce())
    settings.register_profile("dateline", deadline=None)
    settings.load_profile("dateline")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What stands in known_faults.toml is expected to fail, and must."""
    known = tomllib.loads((Path(__file__).parent / "known_faults.toml").read_text(encoding="utf-8"))
    for item in items:
        reason = known.get(item.nodeid.removeprefix("tests/"))
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))


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


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of a PostgreSQL server, one for the whole run; what needs it is skipped where its programs are not here."""
    from records import postgresql

    with postgresql() as address:
        yield address


@pytest.fixture(scope="session")
def payload_pages(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> tuple[list[Any], list[Any], Path]:
    """Pages of a record with script payloads in every field, those of one without, and where the first lies."""
    tools = str(Path(__file__).parents[1] / "bench" / "tools")
    if tools not in sys.path:
        sys.path.insert(0, tools)
    import scripts_pages as pages

    from dateline.desk.asking import LONGEST
    from dateline.text.intake import read_text

    folder = tmp_path_factory.mktemp("scripts")
    plain = reader.read_document(read_text(pages.TEXT, id="a", published="2024-02-06"))
    told: list[list[Any]] = []
    packed = list(pages.packs(pages.PAYLOADS, LONGEST))
    usual = list(pages.harmless(pages.SOURCES))
    for name, payloads, names in (("record", packed, pages.PAYLOADS), ("usual", usual, usual)):
        made = pages.fill(folder / name, payloads, plain, names)
        told.append(list(pages.shown(folder / name, payloads, made, quick=True)))
    return told[0], told[1], folder / "record"
