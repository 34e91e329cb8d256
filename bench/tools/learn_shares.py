"""Try from which share on what the parser says of events is followed (weights.toml, ``[learned]``), on dispatches that it was not taught.

    python bench/tools/learn_shares.py SET [SET …] [--texts FILE …] [--try NAME=SHARE[,NAME=SHARE …] …]

A SET is what bench/gate/coded.py takes. Printed are, for the rules alone, for the shares as they stand, and for each trial (the rules
alone but for the names given): claims read, precision and recall of events, event F1, claim F1. Each dispatch is parsed once.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest import mock

sys.path[:0] = [str(Path(__file__).parents[1] / "gate"), str(Path(__file__).parent)]

from coded import Tally, figures, of_set, tally  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402

from dateline.lexicon import weights  # noqa: E402
from dateline.read import Reader  # noqa: E402
from dateline.text import parse as parsing  # noqa: E402

NEVER = dict.fromkeys(
    ("trigger", "instead", "none", "none_fixed", "anyway", "mark", "retyped", "denied", "voice", "on_side"), 99.0
)
NEVER |= {**dict.fromkeys(("tells", "no_actor", "no_recipient", "no_voice"), -99.0), "hardly": 0.0}


def settings(trials: Sequence[str]) -> Iterator[tuple[str, weights.Learned]]:
    """Each setting with its name. Raises ValueError for a trial that cannot be followed."""
    yield "rules alone", weights.Learned(**NEVER)
    yield "as they stand", weights.LEARNED
    for trial in trials:
        given = {name: float(share) for name, _, share in (part.partition("=") for part in trial.split(","))}
        if unknown := given.keys() - NEVER.keys():
            raise ValueError(f"{', '.join(sorted(unknown))}: no such share; use {', '.join(sorted(NEVER))}")
        yield trial, weights.Learned(**{**NEVER, **given})


def remembering(parse: Callable[..., parsing.Parse]) -> Callable[..., parsing.Parse]:
    """The parse of a document, worked out once."""
    known: dict[str, parsing.Parse] = {}

    def parsed(document: Any, nlp: Any) -> parsing.Parse:
        if document.text not in known:
            known[document.text] = parse(document, nlp)
        known[document.text].worked_out.clear()
        return known[document.text]

    return parsed


def row(name: str, found: Sequence[Tally]) -> str:
    """A line of the table."""
    got = figures(found)
    shown = " | ".join(f"{got[figure]:.3f}" for figure in ("event_p", "event_r", "event_f1", "claim_f1"))
    return f"| {name} | {sum(one.read for one in found)} | {shown} |"


def main() -> int:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="+", type=Path)
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--try", dest="trials", nargs="*", default=[])
    given = asked.parse_args()
    try:
        texts = read_texts(given.texts)
        coded: list[Coded] = [one for path in given.sets for one in of_set(path, texts)[0]]
        tried = list(settings(given.trials))
    except (OSError, ValueError) as wrong:
        print(wrong, file=sys.stderr)
        return 3
    reader = Reader()
    print("| shares | read | event P | event R | event F1 | claim F1 |\n|---|---|---|---|---|---|")
    with mock.patch.object(parsing, "parse", remembering(parsing.parse)):
        for name, shares in tried:
            with mock.patch.object(weights, "LEARNED", shares):
                print(row(name, [tally(one, reader) for one in coded]), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
