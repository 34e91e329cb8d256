"""The incidents of each dispatch of DATA as templates, in the format of the benchmark's scorer: `dateline incidents` on another's task.

    python bench/adapters/muc4.py DATA.jsonl --out PRED.jsonl [--split dev] [--parser NAME|PATH] [--limit N]

Reads `docid`, `split`, `doctext` (lower case; capitals are put back by `casing`) and the day in the head of `text_raw`; nothing else.
Writes `{"docid", "templates"}`. Metric: gtt F1. Figures to beat on dev: 28.7 (cue words); on the test part 54.3 (rules of 1992),
50.2 to 53.0 (models trained on it).

The task asks for acts of terror alone: fighting between armed forces, and what is told as background, are left out.
"""

from __future__ import annotations

import re
import sys
from typing import Any

import adapter
from casing import cased, ordinary_words

from dateline.faces.incidents import IncidentLine, incidents
from dateline.read import Options, Reader, reader
from dateline.text.intake import read_text
from dateline.types import Party

KINDS = {"attack": "attack", "bombing": "bombing", "kidnapping": "kidnapping", "arson": "arson", "robbery": "robbery",
         "hijacking": "hijacking", "destruction": "attack", "shelling": "attack", "air strike": "bombing"}  # fmt: skip
ARMED = ("MIL", "REB", "UAF")
DAY = re.compile(r"(\d{1,2}) (JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]* (\d{2})\b")
MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
PRONOUNS = {"he", "she", "they", "it", "who", "that", "which", "those", "these", "them", "we"}
BODY = re.compile(
    r"\b(?:army|government|(?:air|armed|security) forces?|front|movement|cartel|party|police department|junta|navy|organization|"
    r"mafia|committee|military|extraditables|shining path|sendero luminoso)$"
)
QUANTITY = re.compile(r"^(?:the|a|an|some|about|at least|several|unidentified|other|his|their|its) ", re.IGNORECASE)


def published(raw: str) -> str | None:
    """The day in the head of the message, ISO; None without one."""
    found = DAY.search(raw[:200])
    return f"19{found[3]}-{MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}" if found else None


def is_terror(one: IncidentLine) -> bool:
    """Whether the task would ask for it: no fighting of armed forces with each other, no long past, and something was hit or used."""
    if one.historical or one.what not in KINDS:
        return False
    fought = bool(one.victims) and all(party.code.endswith(ARMED) for party in one.victims) and not one.targets
    return not fought and bool(one.victims or one.targets or one.instruments)


def template(one: IncidentLine) -> dict[str, Any]:
    """One incident as a template."""
    bodies = [*one.organisations, *(party for party in one.perpetrators if _is_body(party) and not party.id)]
    return {
        "incident_type": KINDS[one.what],
        "PerpInd": [[_bare(_said(party))] for party in one.perpetrators if not _is_body(party)],
        "PerpOrg": [[_bare(_said(party))] for party in bodies],
        "Target": [[_bare(party.text)] for party in one.targets],
        "Victim": [[_name(party)] for party in one.victims if _is_named(party)],
        "Weapon": [[quote.text.lower()] for quote in one.instruments],
    }


def _said(party: Party) -> str:
    """The words, or who is meant where they are a pronoun."""
    return party.name if party.text.lower() in PRONOUNS and party.name else party.text


def _is_body(party: Party) -> bool:
    """Whether a doer is an organisation, not its people."""
    text = _bare(party.text)
    return text.isupper() or bool(BODY.search(text.lower())) or (bool(party.id) and text.lower() == party.name.lower())


def _is_named(party: Party) -> bool:
    words = [word for word in _name(party).split() if word[:1].isalpha()]
    return len(words) > 1 and all(word[0].isupper() or word in {"de", "la", "y", "del", "los"} for word in words)


def _name(party: Party) -> str:
    return party.name or party.text


def _bare(text: str) -> str:
    return QUANTITY.sub("", text)


def record(row: dict[str, Any], reading: Reader, ordinary: frozenset[str]) -> dict[str, Any]:
    """The templates of one dispatch."""
    text = cased(row["doctext"], ordinary)
    told = reading.read_document(read_text(text, id=row["docid"], published=published(row["text_raw"])))
    return {"docid": row["docid"], "templates": [template(one) for one in incidents(told) if is_terror(one)]}


def prepare(parser: str | None) -> adapter.Predict:
    """What the adapter writes for a row."""
    reading = reader(Options(parser=parser))
    ordinary = ordinary_words(reading.lexicon)
    return lambda row: record(row, reading, ordinary)


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, prepare))
