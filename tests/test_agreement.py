"""Agreement of two coders: what is paired, what differs, what one has alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (
    "=== x-1 | 2024-05-02 | Test Wire\nRebels shot a guard on Monday. They also burned a mill, the mayor said.\n---\n"
)
FIRST = "ASSAULT firearms | shot | actor=Rebels | recipient=a guard\nASSAULT destroy | burned | recipient=a mill\n"


def _agreement(folder: Path, second: str, *, other: str = TEXT) -> subprocess.CompletedProcess[str]:
    (folder / "first.txt").write_text(TEXT + FIRST, encoding="utf-8")
    (folder / "second.txt").write_text(other + second, encoding="utf-8")
    tool = ROOT / "bench" / "tools" / "agreement.py"
    run = [sys.executable, str(tool), str(folder / "first.txt"), str(folder / "second.txt"), "--list"]
    return subprocess.run(run, capture_output=True, text=True, check=False)


def test_a_claim_of_one_coder_and_a_field_that_differs_are_told(tmp_path: Path) -> None:
    done = _agreement(
        tmp_path, "ASSAULT firearms | shot | actor=Rebels | also=burned\nREQUEST | said | actor=the mayor\n"
    )
    told = dict(line.split("  ", 1) for line in done.stdout.splitlines() if "  " in line)
    figures = {name: value.strip() for name, value in told.items()}
    assert done.returncode == 0
    assert figures["claims"] == "2 and 2, 1 paired"
    assert (figures["event F1"], figures["claim F1"]) == ("0.500", "0.000")
    assert (figures["actors"], figures["recipients"]) == ("1 of 1", "0 of 1")
    assert "x-1: recipients: ASSAULT 'shot'" in done.stdout
    assert "x-1: coder 1 alone: ASSAULT 'burned'" in done.stdout
    assert "x-1: coder 2 alone: REQUEST 'said'" in done.stdout


def test_sets_without_a_dispatch_in_common_are_refused(tmp_path: Path) -> None:
    done = _agreement(tmp_path, FIRST, other=TEXT.replace("x-1", "x-2"))
    assert done.returncode == 3
    assert done.stderr == "no dispatch stands in both sets: give two codings of the same dispatches\n"
