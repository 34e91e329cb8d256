"""``dateline doctor``: what is installed, which model and record, what is missing and how to get it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import msgspec

from dateline.errors import DatelineError

Verdict = Literal["ok", "missing", "wrong", "none"]
EXTRAS: tuple[tuple[str, str, str, str], ...] = (
    ("parquet", "pyarrow", "Parquet, GeoParquet, data frames", "parquet"),
    ("xlsx", "openpyxl", "workbooks", "xlsx"),
    ("brief", "docx", "situation reports as DOCX", "brief"),
    ("brief", "typst", "situation reports as PDF", "brief"),
    ("postgres", "psycopg", "records in PostgreSQL", "postgres"),
    ("web", "warcio", "web archives", "web"),
    ("web", "protego", "feeds that are polled", "web"),
    ("docs", "zensical", "the site of documents", "docs"),
)
"""Extra, module, what it is for, and the extra's name for pip."""
PACKAGES = {"docx": "python-docx"}
"""Modules whose package is called otherwise."""
NEEDED, OPTIONAL = "needed", "optional"


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at. ``remedy``: what to do about it, "" for nothing; ``part``: needed or optional."""

    part: str
    name: str
    verdict: Verdict
    told: str
    remedy: str = ""


def findings(address: str) -> Iterator[Finding]:
    """What was found, in order. ``address``: of the record that is looked at."""
    yield Finding(NEEDED, "dateline", "ok", _versions())
    yield _gazetteer()
    yield _model()
    yield _fast()
    yield _record(address)
    for _, module, purpose, extra in EXTRAS:
        yield _extra(module, purpose, extra)


def _versions() -> str:
    from dateline import __version__

    return f"{__version__}, Python {platform.python_version()}, {sys.executable}"


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed as a package"


def _gazetteer() -> Finding:
    try:
        from dateline.places.gazetteer import load

        places = len(load().columns)
    except DatelineError as error:
        return Finding(NEEDED, "gazetteer", "wrong", error.what, error.remedy)
    return Finding(NEEDED, "gazetteer", "ok", f"dateline-gazetteer {_version('dateline-gazetteer')}, {places:,} places")


def _model() -> Finding:
    """The default parser, by a sentence that it reads."""
    try:
        from dateline.read import read

        claims = read("Rebels attacked a base near Lima on Monday.", published="2021-08-10").claims
    except DatelineError as error:
        return Finding(NEEDED, "model", "wrong", error.what, error.remedy)
    if not claims:
        return Finding(NEEDED, "model", "wrong", "it read no claim in a plain sentence", "install dateline-en anew")
    return Finding(NEEDED, "model", "ok", f"dateline-en {_version('dateline-en')}, reads")


def _fast() -> Finding:
    there = find_spec("dateline_en_fast") is not None
    told = f"dateline-en-fast {_version('dateline-en-fast')}" if there else "the small model is not installed"
    remedy = "" if there else "pip install dateline-en-fast, then --parser fast"
    return Finding(OPTIONAL, "fast model", "ok" if there else "none", told, remedy)


def _record(address: str) -> Finding:
    """The record: its revision of tables and what it holds. One that is not there yet is no fault."""
    shown = address.rpartition("@")[2]
    if "://" not in address and not Path(address).exists():
        return Finding(OPTIONAL, "record", "none", f"there is none at {shown}", "dateline ingest PATH makes one")
    try:
        from dateline.record.schema import REVISION
        from dateline.record.store import Store

        with Store(address) as record:
            counts = record.counts()
    except DatelineError as error:
        return Finding(OPTIONAL, "record", "wrong", f"{shown}: {error.what}", error.remedy)
    held = f"{counts['documents']:,} dispatches, {counts['claims']:,} statements, {counts['judgements']:,} judgements"
    return Finding(OPTIONAL, "record", "ok", f"{shown}, tables of revision {REVISION}, {held}")


def _extra(module: str, purpose: str, extra: str) -> Finding:
    package = PACKAGES.get(module, module)
    if find_spec(module) is None:
        return Finding(OPTIONAL, package, "missing", f"needed for {purpose}", f"pip install 'dateline[{extra}]'")
    return Finding(OPTIONAL, package, "ok", f"{_version(package)}: {purpose}")


def lines(found: list[Finding]) -> Iterator[str]:
    """The findings for a terminal: what is needed, what is optional, and a sum."""
    width = max(len(one.name) for one in found)
    for part in (NEEDED, OPTIONAL):
        for one in (one for one in found if one.part == part):
            yield f"{one.name:<{width}}  {one.verdict:<7}  {one.told}"
            if one.remedy:
                yield f"{'':<{width}}  {'':<7}  → {one.remedy}"
    wrong = [one.name for one in found if one.verdict == "wrong"]
    yield f"\n{', '.join(wrong)}: see above" if wrong else "\neverything that is needed is there"


def is_well(found: list[Finding]) -> bool:
    """Whether nothing is wrong; what is optional may be missing."""
    return all(one.verdict != "wrong" for one in found)
