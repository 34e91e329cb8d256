"""Average the weights of pipelines that were trained from the same start on different draws of the data."""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy

import dateline_en_fast  # noqa: F401  (registers the embedding and two components)


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("trained", type=Path, nargs="+")
    ap.add_argument("--out", type=Path, required=True)
    args = ap.parse_args()
    pipes = [spacy.load(path) for path in args.trained]
    for name in pipes[0].pipe_names:
        parts = [nlp.get_pipe(name) for nlp in pipes]
        if not hasattr(parts[0], "model"):
            continue
        for nodes in zip(*(part.model.walk() for part in parts), strict=True):
            for param in nodes[0].param_names:
                if nodes[0].has_param(param):
                    nodes[0].set_param(param, sum(node.get_param(param) for node in nodes) / len(nodes))
    pipes[0].to_disk(args.out)
    print(f"{args.out}: average of {len(pipes)}")


if __name__ == "__main__":
    main()
