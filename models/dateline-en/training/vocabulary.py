"""The word pieces of a `tokenizer.json`, one a line in the order of their ids: python vocabulary.py tokenizer.json vocab.txt"""

from __future__ import annotations

import argparse
import json
from pathlib import Path


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("tokenizer", type=Path)
    ap.add_argument("out", type=Path)
    args = ap.parse_args()
    ids = json.loads(args.tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    pieces = sorted(ids, key=ids.__getitem__)
    if [ids[p] for p in pieces] != list(range(len(pieces))):
        raise SystemExit(f"{args.tokenizer}: the ids are not 0 to {len(pieces) - 1}")
    args.out.write_text("\n".join(pieces), encoding="utf-8")


if __name__ == "__main__":
    main()
