"""The time rules of the lexicon, each with a meaning."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dateline.errors import LexiconError
from dateline.lexicon import files
from dateline.times import lexicon
from dateline.times.lexicon import TimeLexicon
from dateline.times.meaning import OPS


def load(folders: Iterable[str | Path] = ()) -> TimeLexicon:
    """``lexicon.load``; raises LexiconError also at an entry whose ``op`` is none."""
    names = tuple(map(str, folders))
    found = lexicon.load(names)
    for rule in found.rules.values():
        if rule.op and rule.op not in OPS:
            path = next(
                path for path in reversed(files.found(lexicon.FILE, names)) if f'"{rule.id}"' in files.text_of(path)
            )
            what = f"entry {rule.id}: unknown op {rule.op!r}"
            raise LexiconError(what, where=files.of_words(path, f'"{rule.id}"'), remedy=f"use {', '.join(sorted(OPS))}")
    return found
