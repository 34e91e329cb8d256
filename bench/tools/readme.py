"""Keep the output that README.md shows real: rewrite it from a run of the command it stands under.

python bench/tools/readme.py            says whether it is what the command prints (exit code 1 when not)
python bench/tools/readme.py --write    puts in what the command prints now
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"(dateline read (examples/[\w.]+)\n)(.*?)(?=```)", re.DOTALL)
SHOWN = 3  # claims; the README says that there are more


def printed(example: str) -> str:
    """The heading and the first claims of the table, 80 columns wide."""
    command = [sys.executable, "-m", "dateline", "read", example]
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=README.parent, env=environment)
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    end = next(at for at, line in enumerate(lines) if line.startswith(f"{SHOWN + 1:3} "))
    return "\n".join([*lines[:end], " …", ""])


def main() -> int:
    """Compare or write; 1 when the README shows what the command does not print."""
    text = README.read_text(encoding="utf-8")
    found = BLOCK.search(text)
    if not found:
        raise SystemExit(f"{README.name} shows no run of dateline read; put one in a console block")
    now = printed(found[2])
    if "--write" in sys.argv:
        README.write_text(text[: found.start(3)] + now + text[found.end(3) :], encoding="utf-8")
    elif found[3] != now:
        print("README.md shows other output than the command prints; run python bench/tools/readme.py --write")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
