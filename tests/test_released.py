"""Weights and the gazetteer are used only as they were released; the licences of what dateline stands on may be used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from records import ROOT

sys.path.insert(0, str(ROOT / "bench" / "tools"))

import licences
import sums

from dateline.errors import ParserError
from dateline.text import pipelines, released


def test_every_package_of_data_has_the_sums_of_its_files() -> None:
    assert len(sums.packages()) == 3
    for package in sums.packages():
        assert (package / released.SUMS).read_text(encoding="utf-8") == sums.sums(package)


@pytest.mark.parametrize("harm", ["changed", "missing", "not listed"])
def test_weights_that_are_not_those_released_are_refused(
    harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "made_up_weights"
    (package / "pipeline").mkdir(parents=True)
    (package / "__init__.py").write_text("def load():\n    raise AssertionError('it was loaded')\n", encoding="utf-8")
    net = package / "pipeline" / "net.onnx"
    net.write_bytes(b"weights")
    (package / released.SUMS).write_text(f"{released.digest_of(net)}  pipeline/net.onnx\n", encoding="utf-8")
    released.check(package)
    released.check.cache_clear()
    if harm == "not listed":
        (package / released.SUMS).write_text("", encoding="utf-8")
    else:
        net.write_bytes(b"Weights") if harm == "changed" else net.unlink()
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(ParserError, match=r"differs|missing|not listed") as error:
        pipelines._own("made-up-weights")
    assert "install it again" in error.value.line()


def test_the_network_leaves_nothing_in_the_home_and_tells_nobody(tmp_path: Path) -> None:
    """ONNX Runtime keeps an identifier there and sends events from it unless it is told otherwise before it is imported."""
    given = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    words = (
        "import pathlib, dateline_en.network as n; n.Network(pathlib.Path(n.__file__).parent / 'pipeline' / 'parser')"
    )
    done = subprocess.run(
        [sys.executable, "-c", words], env={**given, "HOME": str(tmp_path)}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr, list(tmp_path.rglob("*"))) == (0, b"", [])


def test_licences_are_told_and_others_are_found_out() -> None:
    known = {"allowed": ["MIT", "ISC License (ISCL)", "Apache-2.0", "PSF-2.0"]}
    for licence, good in (
        ("MIT", True), ("Apache-2.0 AND PSF-2.0", True), ("GPL-3.0-only", False), ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False), ("ISC License (ISCL)", True), ("", False),
    ):  # fmt: skip
        assert licences.allowed(licences.Package("x", "1", licence), known) is good, licence
