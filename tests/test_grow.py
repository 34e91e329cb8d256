"""A record that was grown out of a small one holds together: what lies in a row names the row, and it takes in what comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from dateline.record import claim_features, document_features
from dateline.record.packing import unpacked
from dateline.record.schema import claims, documents
from dateline.record.store import Store
from dateline.types import Claim

TOOLS = Path(__file__).parents[1] / "bench" / "tools"
sys.path.insert(0, str(TOOLS))

from newsroom import Newsroom  # noqa: E402

MADE, LATER, COPIES = 100, 20, 4


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four times a record of made-up readings, under other names, and the readings that come next."""
    folder = tmp_path_factory.mktemp("grown")
    small, large = folder / "small.db", folder / "large.db"
    with Store(str(small), create=True) as record:
        record.add(list(Newsroom().readings(MADE)))
    told = ["--copies", str(COPIES), "--days", "4", "--other-names", "--without-words"]
    done = subprocess.run(
        [sys.executable, str(TOOLS / "grow.py"), str(small), str(large), *told],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return large


def test_what_lies_in_a_row_names_the_row(grown: Path) -> None:
    """The features of a claim and of a document are called as their rows are, and a claim as in its key."""
    with Store(str(grown)) as record, record.reading() as connection:
        told = connection.execute(select(claims.c.key, claims.c.telling).where(claims.c.telling.is_not(None))).all()
        bodies = connection.execute(select(claims.c.key, claims.c.body).where(claims.c.kind == "claim")).all()
        profiles = connection.execute(select(documents.c.key, documents.c.profile)).all()
    assert len(profiles) == MADE * COPIES
    assert [key for key, telling in told if claim_features.decoded(telling).key != key] == []
    assert [key for key, body in bodies if unpacked(body, Claim).id != key.partition(".")[2]] == []
    assert [key for key, profile in profiles if document_features.decoded(profile).document != key] == []


def test_it_takes_in_what_comes(grown: Path) -> None:
    """Readings of the days that it tells of are joined to it as to any record."""
    later = list(Newsroom(2).readings(LATER))
    with Store(str(grown)) as record:
        before = record.counts()
        record.add(later)
        after = record.counts()
    assert after["documents"] == before["documents"] + LATER
    assert after["links"] > before["links"]
