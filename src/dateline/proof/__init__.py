"""Run the yes and no sentences of the lexicon through a reader: each entry proves itself, or the failure is named."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dateline.lexicon.entries import Entry
from dateline.lexicon.files import DATA
from dateline.lexicon.load import entries as entries_of
from dateline.proof import claims, marks
from dateline.proof.score import Failure, Score
from dateline.read import Reader

__all__ = ["Failure", "Score", "prove", "prove_folders"]
MENDED = "is read as it says now; take its fault away"


def prove(reader: Reader, entries: Iterable[Entry]) -> Score:
    """Run all examples of these entries of rule files.

    A sentence with ``fault`` is known not to be read as it says: it is counted apart, and fails once it is read so after all.
    """
    total, failed, faults = 0, list[Failure](), list[Failure]()
    for found in claims.failures(reader, entries):
        total += 1
        if found is None:
            continue
        failure, fault = found
        if fault and failure.why:
            faults.append(Failure(failure.id, failure.side, failure.text, f"{fault} ({failure.why})"))
        else:
            failed.append(Failure(failure.id, failure.side, failure.text, failure.why or MENDED))
    return Score(total, total - len(failed) - len(faults), tuple(failed), tuple(faults))


def prove_folders(reader: Reader, folders: Iterable[str | Path] = ()) -> Score:
    """Run the examples of all rule files of these folders, of ours if none is given, by a reader that has them on top:
    claims, times, counts, noise and damage. The sentences of actor lists are not run."""
    chosen = tuple(map(str, folders)) or (str(DATA),)
    first = prove(reader, entries_of(*chosen))
    number, failed = marks.failures(reader, chosen)
    passed = first.passed + number - len(failed)
    return Score(first.total + number, passed, (*first.failures, *failed), first.faults)
