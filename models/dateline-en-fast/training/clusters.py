"""Write the lookup tables the pipeline carries: Brown clusters and spelling norms, from spacy-lookups-data."""

from __future__ import annotations

import argparse
from pathlib import Path

from spacy.lookups import Lookups, load_lookups


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--top", type=int, default=200_000, help="how many of the most frequent words keep their cluster")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    source = load_lookups("en", ["lexeme_cluster", "lexeme_norm"])
    table = source.get_table("lexeme_cluster")
    # The table lists its words by falling frequency; 0 means "no cluster".
    kept = dict([(word, cid) for word, cid in table.items() if cid][: args.top])
    out = Lookups()
    out.add_table("lexeme_cluster", kept)
    out.add_table("lexeme_norm", dict(source.get_table("lexeme_norm")))
    args.out.mkdir(parents=True, exist_ok=True)
    out.to_disk(args.out)
    print(f"{args.out}: {len(kept)} words with a cluster")


if __name__ == "__main__":
    main()
