"""Inputs for fuzzing: words and signs glued at random, and small files of every kind, changed at random.

Their pieces and the small files lie in ``bench/data/fuzz``.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from random import Random

DATA = Path(__file__).parents[1] / "data" / "fuzz"
PIECES: dict[str, tuple[str, ...]] = {
    name: tuple(some) for name, some in json.loads((DATA / "pieces.json").read_text(encoding="utf-8")).items()
}
WORDS, SIGNS, MARKUP, JSON_PIECES = (PIECES[name] for name in ("words", "signs", "markup", "json"))
BYTES = tuple(one.encode("latin-1") for one in json.loads((DATA / "bytes.json").read_text(encoding="utf-8")))
PROSE = "MOPTI, June 14, 2022 (Reuters) - Gunmen killed at least 12 people in Mopti on Monday, police said.\n\nTwo were “wounded”."
ENDINGS = (".html", ".rss", ".jsonl", ".json", ".csv", ".xml", ".eml", ".mbox", ".warc", ".txt")
SEEDS = {ending: tuple(path.read_bytes() for path in sorted((DATA / "seeds").glob(f"?{ending}"))) for ending in ENDINGS}
"""The small files of an ending."""
SCRATCH = Path("/dev/shm") if Path("/dev/shm").is_dir() else Path("/tmp")


def scratch() -> Path:
    """The folder of this process for files that live a millisecond."""
    return SCRATCH / f"dateline-fuzz-{os.getpid()}"


def text(
    random: Random, pieces: tuple[tuple[str, ...], ...] = (tuple(WORDS), tuple(WORDS), SIGNS), most: int = 40
) -> str:
    """Words and signs, glued or spaced, sometimes with characters of anywhere."""
    glue = random.choice((" ", " ", "", "\n", "  "))
    found = [random.choice(random.choice(pieces)) for _ in range(random.randint(0, most))]
    if random.random() < 0.2:
        found += [
            chr(random.choice((random.randrange(0xD800), random.randrange(0xE000, 0x110000))))
            for _ in range(random.randint(1, 5))
        ]
        random.shuffle(found)
    if found and random.random() < 0.1:
        found += [random.choice(found)] * random.randint(2, 60)
    return glue.join(found)


def changed(data: bytes, random: Random) -> bytes:
    """A seed, cut, doubled, overwritten and joined at random."""
    out = bytearray(data)
    for _ in range(random.choice((0, 1, 1, 2, 3, 8))):
        at = random.randint(0, len(out))
        to = min(len(out), at + random.choice((1, 1, 4, 30)))
        what = random.randrange(6)
        if what == 0:
            del out[at:to]
        elif what == 1:
            out[at:at] = out[at:to] * random.choice((1, 2, 20))
        elif what == 2:
            out[at:at] = random.choice(BYTES)
        elif what == 3:
            out[at:at] = random.choice(random.choice((MARKUP, SIGNS, JSON_PIECES))).encode()
        elif what == 4 and out:
            out[random.randrange(len(out))] = random.randrange(256)
        else:
            out[at:at] = text(random, most=8).encode()
    return bytes(out[: random.randrange(len(out))] if out and random.random() < 0.05 else out)


def placed(name: str, data: bytes) -> Path:
    path = scratch() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
