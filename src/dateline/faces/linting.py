"""``dateline lint``: what is wrong with a lexicon, one line each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from dateline.errors import LexiconError, many

Loader = Callable[[tuple[str, ...]], object]


def problems(folders: Sequence[str]) -> list[str]:
    """``file:line:column: what; remedy`` for all that is wrong in our lexicon and in the folders on top."""
    from dateline.lexicon.lint import run

    found = [one.text() for one in run(folders)]
    return found or list(dict.fromkeys(_refused(folders)))


def _refused(folders: Sequence[str]) -> Iterator[str]:
    """What the loaders of all stages refuse: the linter knows the rule files, they know the rest."""
    for load in _loaders():
        try:
            load(tuple(folders))
        except LexiconError as error:
            yield error.line()


def _loaders() -> tuple[Loader, ...]:
    from dateline import actors, counts, places, times
    from dateline.lexicon.load import load
    from dateline.record import rules as joining
    from dateline.record.state import settings
    from dateline.text.damage import breaks
    from dateline.text.residue import residue

    return load, times.load, counts.load, residue, breaks, places.load, actors.load, joining.load, settings.load


def proved(folders: Sequence[str], parser: str | None) -> tuple[list[str], list[str]]:
    """A line for each sentence that does not read as its entry says; and what else is to be told: how many there are, and
    the known faults of the reader."""
    from dateline.proof import prove_folders
    from dateline.read import Options, reader

    score = prove_folders(reader(Options(tuple(folders), parser)), folders)
    failing = [
        f"{one.id}: {one.side} “{one.text}”: {one.why}; mend the entry or the sentence" for one in score.failures
    ]
    told = [f"{one.id}: {one.side} “{one.text}”: known fault: {one.why}" for one in score.faults]
    faults = f", {many(len(score.faults), 'known fault')}" if score.faults else ""
    return failing, [*told, f"{many(score.total, 'sentence')}, {score.passed} read as they say{faults}"]
