"""Build every package of this repository twice from a clean copy, and hold the files against each other byte for byte.

    python bench/tools/wheels.py [--out DIR] [--no-isolation]

Times in the archives are those of the last commit (SOURCE_DATE_EPOCH). Prints the SHA-256 of each wheel; exit code 1 when two builds
differ. ``--no-isolation`` builds with the hatchling that is installed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = (".", "models/dateline-en", "models/dateline-en-fast", "models/dateline-gazetteer")


def epoch() -> str:
    """Seconds of the last commit."""
    told = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "1700000000"


def built(copy: Path, out: Path, *, isolation: bool) -> dict[str, str]:
    """The SHA-256 of each wheel built from a copy of the repository, by name."""
    environment = {**os.environ, "SOURCE_DATE_EPOCH": epoch(), "PYTHONDONTWRITEBYTECODE": "1"}
    for package in PACKAGES:
        command = [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "-q",
            "--no-deps",
            "--no-cache-dir",
            "-w",
            str(out),
            str(copy / package),
        ]
        subprocess.run([*command, *([] if isolation else ["--no-build-isolation"])], env=environment, check=True)
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(out.glob("*.whl"))}


def copied(target: Path) -> Path:
    """The tracked files of the repository, with the times and rights of this moment."""
    names = (
        subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode().split("\0")
    )
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target / name)
    return target


def main() -> int:
    """Build and compare."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--out", type=Path)
    asked.add_argument("--no-isolation", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first, second = (
            built(copied(folder / f"copy{n}"), folder / f"out{n}", isolation=not given.no_isolation) for n in (1, 2)
        )
        if given.out:
            shutil.copytree(folder / "out1", given.out, dirs_exist_ok=True)
    for wheel, digest in first.items():
        print(f"{digest}  {wheel}{'' if second.get(wheel) == digest else '  differs'}")
    same = first == second and len(first) == len(PACKAGES)
    print("the same twice" if same else "the builds differ")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())
