"""Build the site of documents: the pages of docs/, and pages made from the code.

    python bench/tools/site.py OUT [--pages-only]

Needs ``pip install 'dateline[docs]'`` (zensical). ``--pages-only`` writes the Markdown into OUT and builds nothing. Commands and
options come from the command line itself, fields from the types of the lines, how to cite from CITATION.cff.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

import msgspec

from dateline.exports import acled, geo, polecat, sheet, ucdp
from dateline.exports.formats import FORMATS
from dateline.faces.cli import app
from dateline.faces.lines import LINES
from dateline.faces.record_lines import RECORD_LINES
from dateline.record.exchange.layout import COLUMNS

ROOT = Path(__file__).parents[2]
NAME = "dateline"
NAVIGATION = (
    ("Start", (("dateline", "index.md"), ("Setting it up", "setup.md"), ("The command line", "cli.md"), ("Examples", "examples.md"))),
    ("Reading", (("What is written", "output.md"), ("What is read", "intake.md"), ("Actors", "actors.md"), ("Places", "gazetteer.md"),
                 ("The lexicon", "lexicon.md"), ("What counts as a claim", "coding-guide.md"))),
    ("Record", (("The record", "record.md"), ("What it answers", "record-output.md"), ("The desk", "desk.md"),
                ("Records of others", "exchange.md"), ("How it grows", "scale.md"), ("Where the time goes", "speed.md"))),
    ("Handing on", (("Exports", "exports.md"), ("Situation reports", "brief.md"))),
    ("Reference", (("Commands and options", "reference/commands.md"), ("Fields", "reference/fields.md"),
                   ("Columns of the exports", "reference/columns.md"), ("Exit codes", "exit-codes.md"))),
    ("About", (("Accuracy and known faults", "accuracy.md"), ("Reading errors by kind", "reading-errors.md"),
               ("Reliability", "reliability.md"), ("Limits and ethics", "limits.md"), ("How to cite", "cite.md"),
               ("Making a release", "release.md"))),
)  # fmt: skip
"""Sections of the site and their pages."""
CITED = ("message", "name", "title", "version")
CITATION = "@software{{dateline,\n  author = {{{{{name}}}}},\n  title = {{{title}}},\n  version = {{{version}}}\n}}"
OUTSIDE = re.compile(r"\]\((?!https?:|#)(\.\./[^)]+)\)")


def pages(folder: Path) -> None:
    """Every page as Markdown: those of docs/ as they are, and those made from the code."""
    shutil.copytree(ROOT / "docs", folder, dirs_exist_ok=True)
    for page in folder.glob("*.md"):  # links out of docs/ lead nowhere on the site
        page.write_text(OUTSIDE.sub("]", page.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / "index.md").write_text(home(), encoding="utf-8")
    (folder / "cite.md").write_text(cite(), encoding="utf-8")
    made = folder / "reference"
    made.mkdir(exist_ok=True)
    (made / "commands.md").write_text(app.generate_docs(output_format="markdown"), encoding="utf-8")
    (made / "fields.md").write_text(fields(), encoding="utf-8")
    (made / "columns.md").write_text(columns(), encoding="utf-8")


def home() -> str:
    """README.md, its links into docs/ as links between pages."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = re.sub(r"\]\(docs/([^)]+)\)", r"](\1)", text)
    return re.sub(
        r"\]\((?!https?:|#)([A-Za-z./-]+)\)", lambda m: m[0] if (ROOT / "docs" / m[1]).exists() else "]", text
    )


def cite() -> str:
    """How to cite, from CITATION.cff: in words and as BibTeX."""
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    known = {name: re.findall(rf'^ *(?:- )?{name}: "?(.+?)"?$', text, re.MULTILINE)[0] for name in CITED}
    entry = CITATION.format(**known)
    return (
        f"# How to cite\n\n{known['message']}\n\n> {known['name']}: *{known['title']}*, version {known['version']}.\n\n"
        f"```bibtex\n{entry}\n```\n\n"
        "Say which version of dateline, of the model and of the lexicon you used (`dateline doctor`), the day by which the record "
        "was read (`--known-by`), and that claims were read by a program. Cite the outlets whose dispatches carry your findings: "
        "every row and sentence names them.\n"
    )


def fields() -> str:
    """The fields of every line that is written, from the types."""
    parts = [
        "# Fields\n\nOf what `--to jsonl` writes, from the types in the code; `dateline schema` prints them as JSON Schema."
    ]
    for title, kinds in (("Of a reading", LINES), ("Of a record", RECORD_LINES)):
        parts.append(f"## {title}")
        for name, structs in kinds.items():
            parts.append(f"### `{name}`")
            parts += [_struct(struct) for struct in structs]
    return "\n\n".join(parts) + "\n"


def _struct(struct: type[msgspec.Struct]) -> str:
    about = " ".join((struct.__doc__ or "").split())
    rows = [(f"`{field.encode_name}`", f"`{_type(field.type)}`") for field in msgspec.structs.fields(struct)]
    return f"{about}\n\n{_table(('field', 'type'), rows)}"


def _type(kind: object) -> str:
    words = str(kind) if not isinstance(kind, type) or getattr(kind, "__args__", None) else kind.__name__
    return re.sub(r"\b(?:dateline|typing)\.(?:\w+\.)*", "", words).replace(" | ", " or ")


def columns() -> str:
    """The columns of every export, from the code."""
    known: dict[str, Iterable[str]] = {
        "acled": acled.COLUMNS, "ucdp": ucdp.COLUMNS, "polecat": polecat.COLUMNS, "csv": sheet.COLUMNS, "geojson": geo.COLUMNS,
        "geoparquet": (*geo.COLUMNS, "geometry"), "xlsx": sheet.COLUMNS,
    }  # fmt: skip
    parts = [
        "# Columns of the exports\n\nIn their order. What each holds stands in [exports](../exports.md) and [exchange](../exchange.md)."
    ]
    for name, one in FORMATS.items():
        told = ", ".join(f"`{column}`" for column in known.get(name, ())) or "no table"
        parts.append(f"## `--to {name}`\n\n{one.says[0].upper()}{one.says[1:]}.\n\n{told}")
    for name, listed in COLUMNS.items():
        parts.append(f"## `--to parquet`: {name}\n\n" + ", ".join(f"`{column}`" for column in listed))
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def configuration(pages_: Path, out: Path) -> str:
    """zensical.toml: our navigation, no font and no script from elsewhere."""
    nav = ",\n  ".join(
        f"{{ {_quoted(title)} = [{', '.join(f'{{ {_quoted(name)} = {_quoted(page)} }}' for name, page in some)}] }}"
        for title, some in NAVIGATION
    )
    text = f"""[project]
site_name = "{NAME}"
site_description = "Reads news dispatches: who did what to whom, according to whom, how sure"
docs_dir = {_quoted(str(pages_))}
site_dir = {_quoted(str(out))}
use_directory_urls = false
nav = [
  {nav}
]

[project.theme]
font = false
features = ["navigation.sections", "navigation.top", "search.highlight", "content.code.copy"]

[[project.theme.palette]]
media = "(prefers-color-scheme: light)"
scheme = "default"

[[project.theme.palette]]
media = "(prefers-color-scheme: dark)"
scheme = "slate"
"""
    tomllib.loads(text)
    return text


def _quoted(words: str) -> str:
    return msgspec.json.encode(words).decode()


def build(out: Path) -> int:
    """The site in a folder; the exit code of zensical."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pages"
        pages(source)
        config = Path(folder) / "zensical.toml"
        config.write_text(configuration(Path("pages"), Path("site")), encoding="utf-8")
        command = [sys.executable, "-m", "zensical", "build", "--config-file", str(config)]
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
        if done.returncode:
            sys.stderr.write(done.stdout + done.stderr)
            return done.returncode
        shutil.copytree(Path(folder) / "site", out, dirs_exist_ok=True)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages-only", action="store_true")
    options = parser.parse_args()
    if options.pages_only:
        pages(options.out)
        return 0
    if find_spec("zensical") is None:
        sys.stderr.write("the site needs zensical: pip install 'dateline[docs]'\n")
        return 2
    return build(options.out)


if __name__ == "__main__":
    sys.exit(main())
