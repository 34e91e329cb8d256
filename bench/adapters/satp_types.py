"""The kinds of incident in each report of DATA (South Asia Terrorism Portal), in the format of the benchmark's scorer.

    python bench/adapters/satp_types.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `id` and `text` and nothing else; writes `{"id", "labels"}`. Metric: macro F1. Figures to beat: 76.6 (keywords, dev), 89.4 (a model
trained on it). Bombings, kidnappings and armed assaults are incidents of `dateline incidents`; anything else is OTHER.
"""

from __future__ import annotations

import sys
from typing import Any

import adapter

from dateline.faces.incidents import incidents
from dateline.read import Reader
from dateline.text.intake import read_text

LABELS = {"bombing": "BOMBING", "kidnapping": "KIDNAPPING", "attack": "ARMED_ASSAULT", "fighting": "ARMED_ASSAULT",
          "shelling": "ARMED_ASSAULT",
          "air strike": "ARMED_ASSAULT", "takeover": "ARMED_ASSAULT", "arson": "ARMED_ASSAULT", "destruction": "ARMED_ASSAULT",
          "hijacking": "KIDNAPPING", "torture": "ARMED_ASSAULT"}  # fmt: skip


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The labels of one report."""
    found = incidents(reading.read_document(read_text(row["text"], id=row["id"])))
    labels = {LABELS[one.what] for one in found if one.what in LABELS and not one.historical}
    return {"id": row["id"], "labels": sorted(labels) or ["OTHER"]}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
