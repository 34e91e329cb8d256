"""The site of documents: pages made from the code hold every command and field, and what is built asks for nothing elsewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from dateline.faces.cli import app
from dateline.faces.lines import LINES
from dateline.faces.record_lines import RECORD_LINES

ROOT = Path(__file__).parents[1]
TOOL_SOURCE = ROOT / "bench" / "tools" / "site.py"
TOOL = [sys.executable, str(TOOL_SOURCE)]
ASKING = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=["']?(https?:)?//""")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    subprocess.run([*TOOL, str(folder), "--pages-only"], check=True, capture_output=True)
    return folder


def test_every_command_and_field_is_there(pages: Path) -> None:
    commands = (pages / "reference" / "commands.md").read_text(encoding="utf-8")
    assert all(f"dateline {name}" in commands for name in app if not name.startswith("-"))
    fields = (pages / "reference" / "fields.md").read_text(encoding="utf-8")
    structs = {struct for kinds in (LINES, RECORD_LINES) for some in kinds.values() for struct in some}
    named = {field.encode_name for struct in structs for field in msgspec.structs.fields(struct)}
    assert {name for name in named if f"`{name}`" not in fields} == set()


def test_links_between_pages_lead_somewhere(pages: Path) -> None:
    for page in pages.rglob("*.md"):
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_page_is_in_the_navigation(pages: Path) -> None:
    listed = set(re.findall(r'"([\w/-]+\.md)"', TOOL_SOURCE.read_text(encoding="utf-8")))
    assert {str(page.relative_to(pages)) for page in pages.rglob("*.md")} <= listed


def test_how_to_cite_has_version_and_title(pages: Path) -> None:
    from dateline import __version__

    text = (pages / "cite.md").read_text(encoding="utf-8")
    assert f"version = {{{__version__}}}" in text and "GeoNames" in text


@pytest.mark.slow
def test_the_site_is_built_and_asks_for_nothing_elsewhere(tmp_path: Path) -> None:
    pytest.importorskip("zensical", reason="the site needs dateline[docs]")
    done = subprocess.run([*TOOL, str(tmp_path / "site")], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    built = sorted((tmp_path / "site").rglob("*.html"))
    names = {str(page.relative_to(tmp_path / "site")) for page in built}
    assert {
        "index.html",
        "limits.html",
        "cite.html",
        "exports.html",
        "reference/commands.html",
        "reference/fields.html",
    } <= names
    assert [page.name for page in built if ASKING.search(page.read_text(encoding="utf-8"))] == []
