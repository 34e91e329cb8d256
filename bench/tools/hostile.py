"""Hostile inputs, each read alone by the command: how long it takes, how much memory, how it ends, and whether its neighbours are read.

    python bench/tools/hostile.py [--only EXPRESSION] [--limit SECONDS]

Prints a table in Markdown: processor seconds (start included), megabytes at most, exit code, and whether the two sentences
before and after the hostile part were read. Ends with 1 when one takes more than the limit, more than 500 MB, or fails.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import re
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

BEFORE = "Rebels shelled the town of Dougara on Monday, killing four people."
AFTER = "Soldiers arrested two teachers in Bankass on Sunday."
MAIL = b"From: a@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=q\n\n"
MEMORY = 500
"""Megabytes that one input may take, the reader itself included."""


def beside(text: str) -> bytes:
    """A text with a plain sentence before and after it."""
    return f"{BEFORE}\n\n{text}\n\n{AFTER}\n".encode()


def page(inside: str) -> bytes:
    """A page with the same sentences around."""
    return f"<html><body><article><p>{BEFORE}</p>{inside}<p>{AFTER}</p></article></body></html>".encode()


def rows(line: str) -> bytes:
    """JSON lines with a plain one before and after."""
    around = [json.dumps({"id": name, "text": text}) for name, text in (("a", BEFORE), ("c", AFTER))]
    return f"{around[0]}\n{line}\n{around[1]}\n".encode()


def _zipped(member: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr(member, b"0" * 300_000_000)
    return data.getvalue()


def _lists(tag: str, number: int) -> str:
    return f"<{tag}>" * number + "x" + f"</{tag}>" * number


def _entities() -> bytes:
    inner = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(10))
    return f'<?xml version="1.0"?><!DOCTYPE x [{inner}]><news><item><text>&a9;</text></item></news>'.encode()


INPUTS: tuple[tuple[str, str, Callable[[], bytes]], ...] = (
    ("one word of 1 MB", "a.txt", lambda: beside("a" * 1_000_000)),
    ("a word of 1 MB with hyphens", "a.txt", lambda: beside("ab-" * 333_000)),
    ("an address of 300 kB", "a.txt", lambda: beside("https://example.org/" + "ab/" * 100_000)),
    ("100,000 brackets", "a.txt", lambda: beside("(" * 100_000)),
    ("100,000 brackets, closed", "a.txt", lambda: beside("(" * 50_000 + ")" * 50_000)),
    ("50,000 quotation marks", "a.txt", lambda: beside('"' * 50_000)),
    ("50,000 quotation marks with spaces", "a.txt", lambda: beside('" ' * 50_000)),
    ("300,000 digits", "a.txt", lambda: beside("1" * 300_000 + " people were killed.")),
    ("100,000 groups of digits", "a.txt", lambda: beside("1,000" + ",000" * 100_000 + " people were killed.")),
    ("30,000 number words", "a.txt", lambda: beside("hundred and " * 15_000 + "two people were killed.")),
    ("one sentence 4,000 times", "a.txt", lambda: beside("Gunmen killed six men in Mopti on Monday. " * 4000)),
    ("one sentence of 3,000 clauses", "a.txt", lambda: beside("gunmen killed six men in Mopti and " * 3000)),
    ("a sentence of 40,000 commas", "a.txt", lambda: beside("police, " * 40_000 + "fired.")),
    ("4,000 reporting clauses in one another", "a.txt", lambda: beside("Officials said that " * 4000 + "troops fled.")),
    ("3,000 headlines", "a.txt", lambda: b"Gunmen kill six in Mopti\n" * 3000),
    ("500,000 empty lines", "a.txt", lambda: beside("\n" * 500_000)),
    ("100,000 lines of one word", "a.txt", lambda: beside("police\n" * 100_000)),
    ("200,000 combining marks on one letter", "a.txt", lambda: beside("a" + "\u0301" * 200_000)),
    ("200,000 marks of direction", "a.txt", lambda: beside("\u202e\u202d" * 100_000)),
    ("100,000 soft hyphens in a word", "a.txt", lambda: beside("kil" + "\u00ad" * 100_000 + "led")),
    ("20,000 dates", "a.txt", lambda: beside("14 June 2022, " * 20_000)),
    ("20,000 place names", "a.txt", lambda: beside("Paris, Texas, " * 20_000)),
    ("20,000 person names", "a.txt", lambda: beside("Ali Okoro, " * 20_000 + "were arrested.")),
    ("a dispatch of 1 MB", "a.txt", lambda: beside("Police arrested two men in Gao on Friday. The mayor said it was calm.\n\n" * 14_000)),
    ("50,000 boxes in one another", "a.html", lambda: page(_lists("div", 50_000))),
    ("3,000 tables in one another", "a.html", lambda: page("<table><tr><td>" * 3000 + "x" + "</td></tr></table>" * 3000)),
    ("100,000 attributes", "a.html", lambda: page("<p " + "a=b " * 100_000 + ">x</p>")),
    ("a page with 100,000 open angles", "a.html", lambda: page("<" * 100_000)),
    ("JSON of 200,000 brackets", "a.json", lambda: b'{"data": ' + b"[" * 200_000 + b"]" * 200_000 + b"}"),
    ("a JSON line of 200,000 brackets", "a.jsonl", lambda: rows('{"id": "b", "text": "x", "y": ' + "[" * 200_000 + "]" * 200_000 + "}")),
    ("a JSON line with a number of 1 MB", "a.jsonl", lambda: rows('{"id": ' + "1" * 1_000_000 + ', "text": "Troops fled."}')),
    ("a feed with entities in one another", "a.rss", lambda: _entities().replace(b"news>", b"rss>")),
    ("XML with entities in one another", "a.xml", _entities),
    ("XML of 100,000 elements in one another", "a.xml", lambda: b"<?xml version='1.0'?>" + _lists("a", 100_000).encode()),
    ("a zip bomb of 300 MB as a workbook", "a.xlsx", lambda: _zipped("xl/worksheets/sheet1.xml")),
    ("a gzip bomb of 300 MB as a text", "a.txt", lambda: gzip.compress(b"0" * 300_000_000, 1)),
    ("a gzip bomb of 300 MB as a web archive", "a.warc.gz", lambda: gzip.compress(b"WARC/1.0\r\n" + b"0" * 300_000_000, 1)),
    ("a mailbox of 20,000 border lines", "a.mbox", lambda: b"From a@b Mon Jun 14 10:00:00 2022\nSubject: x\n\n" * 20_000),
    ("an e-mail of 20,000 parts", "a.eml", lambda: MAIL + b"--q\n\nx\n" * 20_000),
)  # fmt: skip


def run(name: str, data: bytes, limit: float) -> tuple[float, float, int, str]:
    """Processor seconds, megabytes, exit code and standard output of reading ``data`` as a file called ``name``."""
    import resource

    with tempfile.TemporaryDirectory() as folder:
        path, told = Path(folder, name), Path(folder, "told")
        path.write_bytes(data)
        arguments = [sys.executable, "-m", "dateline", "read", str(path), "--to", "jsonl", "--published", "2022-06-14"]
        child = os.fork()
        if child == 0:
            for stream, where in ((1, told), (2, Path(folder, "said"))):
                os.dup2(os.open(where, os.O_WRONLY | os.O_CREAT), stream)
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
            os.execv(sys.executable, arguments)
        _, status, used = os.wait4(child, 0)
        out = told.read_text(encoding="utf-8") if told.exists() else ""
        return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), out


def lines(only: str, limit: float) -> Iterator[tuple[str, bool]]:
    """A row of the table for each input, and whether it is well."""
    for what, name, make in INPUTS:
        if not re.search(only, what):
            continue
        data = make()
        seconds, memory, code, out = run(name, data, 8 * limit)
        hostile_text = BEFORE.encode() in data
        read = (
            f"{'before' if 'shelled' in out else '–'}, {'after' if 'arrested' in out else '–'}" if hostile_text else ""
        )
        well = seconds <= limit and memory <= MEMORY and code in (0, 3, 6, 7)
        yield f"| {what} | {len(data):,} | {seconds:.1f} | {memory:.0f} | {code} | {read} |", well


def main() -> int:
    """Measure, print, and say whether all went well."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="")
    parser.add_argument("--limit", type=float, default=10.0, help="processor seconds that an input may take")
    given = parser.parse_args()
    began, bad = time.monotonic(), 0
    sys.stdout.write("| input | bytes | seconds | MB | exit code | neighbours read |\n|---|---|---|---|---|---|\n")
    for line, well in lines(given.only, given.limit):
        sys.stdout.write(f"{line}{'' if well else ' ✗'}\n")
        sys.stdout.flush()
        bad += not well
    sys.stderr.write(f"{bad} above the limits; {time.monotonic() - began:.0f} s\n")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
