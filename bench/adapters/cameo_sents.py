"""The quad class and the sides of each sentence of DATA (CAMEO), in the format of the benchmark's scorer.

    python bench/adapters/cameo_sents.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `id` and `text` and nothing else; writes `{"id", "quad", "actors"}`. Metric: macro F1 of the class, F1 of exact spans. Figures to
beat on dev: 51.2 and 38.5 (keywords, capitalised phrases); on the test part 89.5 and 75.2 (models trained on it).
"""

from __future__ import annotations

import sys
from typing import Any

import adapter
from plover_gsr import weight

from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim

QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "CONCEDE": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
         "REJECT": 3, "THREATEN": 3, "SANCTION": 3, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}  # fmt: skip
MUTUAL = {"CONSULT", "AGREE", "ASSAULT", "COOPERATE", "SUPPORT"}


def sides(claim: Claim) -> list[list[object]]:
    """The spans of the sides; of a meeting or a fight without another side, all are both."""
    both = len(claim.actor) > 1 and not claim.recipient and claim.type in MUTUAL
    role = "both" if both else "source"
    found = [[one.span.start, one.span.end, role] for one in claim.actor]
    return [*found, *([one.span.start, one.span.end, "target"] for one in claim.recipient)]


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The class and the sides of the main claim; 0 and none where nothing was read."""
    claims = reading.read_document(read_text(row["text"], id=row["id"])).claims
    main = min(claims, key=weight, default=None)
    return {"id": row["id"], "quad": QUADS[main.type] if main else 0, "actors": sides(main) if main else []}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
