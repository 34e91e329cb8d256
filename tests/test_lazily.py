"""Packages whose names are loaded at their first use."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    folder = tmp_path / "slow_start"
    folder.mkdir()
    start = "from dateline.lazily import provide\n__version__ = '1'\nprovide(__name__, {'find': 'find', 'Thing': 'things'})\n"
    (folder / "__init__.py").write_text(start, encoding="utf-8")
    (folder / "find.py").write_text("def find():\n    return 'found'\n", encoding="utf-8")
    (folder / "things.py").write_text("class Thing:\n    pass\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("slow_start", "slow_start.find", "slow_start.things"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module("slow_start")


def test_a_name_loads_its_module_and_no_other(package: ModuleType) -> None:
    assert "slow_start.find" not in sys.modules
    assert package.find() == "found"
    assert "slow_start.things" not in sys.modules


def test_a_function_stays_one_though_its_module_has_its_name(package: ModuleType) -> None:
    importlib.import_module("slow_start.find")
    assert package.find() == "found"
    importlib.import_module("slow_start.things")
    assert isinstance(package.things, ModuleType), "other modules are bound as always"


def test_names_are_listed_before_they_are_loaded_and_others_are_refused(package: ModuleType) -> None:
    assert {"find", "Thing", "__version__"} <= set(dir(package))
    with pytest.raises(AttributeError, match="module 'slow_start' has no attribute 'nothing'"):
        _ = package.nothing


@pytest.mark.parametrize("name", ["dateline", "dateline.actors", "dateline.places"])
def test_every_name_of_ours_is_there(name: str) -> None:
    module = importlib.import_module(name)
    for one in module.__all__:
        assert not isinstance(getattr(module, one), ModuleType), one


def test_the_packages_load_nothing_below_them() -> None:
    code = "import sys, json, dateline.actors, dateline.places; print(json.dumps(sorted(sys.modules)))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    ours = {one for one in json.loads(told) if one.startswith("dateline")}
    assert ours == {"dateline", "dateline.lazily", "dateline.actors", "dateline.places"}
