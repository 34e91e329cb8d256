"""Learn who takes part in an event: weights of the signs of dateline.claims.roles.sides from coded dispatches.

    python bench/tools/learn_sides.py SET [SET …] [--open SET …] [--times 3] [--held SET …] [--texts FILE …] [--told PIPELINE]
        [--penalty 50] [--out FILE]

A SET is what bench/gate/coded.py takes: a folder of gold, a coding sheet, a file of labels with the texts in --texts. Of every
event that is read at a coded trigger with the coded type, each phrase of its sentence is learned of, for each side: right is whom the
coders put there. What is learned is worth nothing where the parser was shown the very dispatches, since it is surer of those than it
ever is of others: ``--told`` names a pipeline (a folder) that was not shown them, whose word on events is taken in place of that of the
parser in use; it is not asked of the sets under ``--open``, which no parser was shown. ``--times``: how often each event of these counts.
Printed is of how many events each side is right, by the grammar alone and as learned: of dispatches left out in turn (4 parts), and of
the sets under --held, of which nothing is learned. ``--out`` writes sides.toml. Texts stay where they are.
"""

from __future__ import annotations

import argparse
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import msgspec

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coded import of_set  # noqa: E402 - beside this file, not installed
from coding import Coded, read_texts  # noqa: E402
from learn_attachment import SLIGHT, Example, fitted  # noqa: E402

from dateline.claims.frames.learned import words_of  # noqa: E402
from dateline.claims.roles import learned  # noqa: E402
from dateline.claims.values import Draft  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402
from dateline.text import parse as parsing  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402
from dateline.text.parse import Parse  # noqa: E402

fill = sys.modules["dateline.claims.roles.fill"]
SIDES = ("actor", "recipient")
PARTS = 4


class Event(NamedTuple):
    """A side of an event that was read and coded: phrases with their signs, who was coded there, whom the grammar puts there, and whether
    anybody of another sentence was coded there."""

    set: str
    doc: str
    side: str
    signs: dict[int, list[str]]
    coded: frozenset[int]
    grammar: frozenset[int]
    beyond: bool


def told_by(reader: Reader, told: Reader | None) -> Any:
    """A parse function that takes what is said of events from another pipeline."""
    plain = parsing.parse

    def parse(document: Any, nlp: Any) -> Parse:
        found = plain(document, nlp)
        if told is None or nlp is told.nlp:
            return found
        return msgspec.structs.replace(found, told=plain(document, told.nlp).told)

    return parse


def coded(
    sets: Sequence[Path], texts: Mapping[str, str], ours: Reader, told: Reader | None
) -> Iterator[tuple[str, Coded]]:
    """Every dispatch of the sets with the name of its set; while it is looked at, `ours` takes what is said of events from `told`.
    What is left out is said on standard error."""
    with mock.patch.object(parsing, "parse", told_by(ours, told)):
        for path in sets:
            found, left_out = of_set(path, texts)
            sys.stderr.writelines(f"{why}\n" for why in left_out)
            yield from ((path.stem, one) for one in found)


def events(sets: Sequence[Path], texts: Mapping[str, str], ours: Reader, told: Reader | None) -> Iterator[Event]:
    """Every side of every event that is read at a coded trigger."""
    for name, one in coded(sets, texts, ours, told):
        yield from _of_dispatch(name, one, ours)


def _of_dispatch(kind: str, one: Coded, ours: Reader) -> Iterator[Event]:
    claims = [c for c in one.claims if c.get("type") and not c.get("kind")]
    seen: list[dict[str, Any]] = []
    weighed, draft = learned.weighed, fill.draft

    def asking(*given: Any) -> learned.Sides:
        seen.append({"given": given, "draft": None})
        return weighed(*given)

    def drafting(*given: Any) -> Draft | None:
        before = len(seen)
        made: Draft | None = draft(*given)
        for row in seen[before:]:
            row["draft"] = made
        return made

    with mock.patch.object(learned, "weighed", asking), mock.patch.object(fill, "draft", drafting):
        ours.read_document(read_text(one.text, id=one.id, published=one.published or None))
    for row in seen:
        if row["draft"] is not None:
            yield from _of_frame(kind, one.id, row["draft"].type, row["given"], claims)


def _of_frame(
    kind: str, doc: str, type: str, given: Sequence[Any], claims: Sequence[dict[str, Any]]
) -> Iterator[Event]:
    frame, sides, over, parse, *rest = given
    words = set(words_of(frame))
    claim = next((c for c in claims if c["type"] == type and words & {heads(c["trigger"]["span"], parse)}), None)
    if claim is None or not parse.told:
        return
    said = learned._said(frame, sides, parse)
    for side, asked in learned.asked(frame, sides, said, over, parse, *rest):
        coded = {heads(item["span"], parse) for item in claim[side]} - {-1}
        found = dict(learned.signs(asked))
        grammar = sides.actors if side == "actor" else sides.recipients
        yield Event(
            kind, doc, side, found, frozenset(coded & found.keys()), frozenset(grammar), bool(coded - found.keys())
        )


def heads(span: Sequence[int], parse: Parse) -> int:
    """The head of the words of a span; -1 where there are none."""
    inside = [t.i for t in parse.tokens if t.start < span[1] and t.end > span[0] and not t.text.isspace()]
    tops = [i for i in inside if parse.tree.heads[i] not in inside or parse.tree.heads[i] == i]
    nouns = [i for i in tops if parse.tokens[i].pos not in ("PUNCT", "DET", "ADP", "PART", "CCONJ")]
    return next(iter(nouns or tops), -1)


def learned_of(found: Iterable[Event], penalty: float) -> dict[str, float]:
    """The weights of the signs of one side: each phrase is a choice between being on it and not."""
    return fitted(
        [
            Example("", [[], signs], [head not in one.coded, head in one.coded])
            for one in found
            for head, signs in one.signs.items()
        ],
        penalty,
    )


def right(one: Event, weights: Mapping[str, float] | None) -> bool:
    """Whether exactly those of the sentence stand on the side whom the coders put there; without weights: by the grammar."""
    if weights is None:
        made = one.grammar & one.signs.keys()
    else:
        made = {h for h, signs in one.signs.items() if sum(weights.get(s, 0.0) for s in signs) > 0}
    return made == one.coded and not one.beyond


def part(doc: str) -> int:
    """Which of the parts a dispatch is in."""
    return zlib.crc32(doc.encode()) % PARTS


def row(name: str, side: str, found: Sequence[Event], by: Mapping[int, Mapping[str, float]]) -> str:
    """A line of the table; ``by``: the weights to judge each part by."""
    before = sum(right(one, None) for one in found)
    after = sum(right(one, by[part(one.doc)]) for one in found)
    return f"| {name} | {side} | {len(found)} | {before / len(found):.3f} | {after / len(found):.3f} |"


def written(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The weights as sides.toml, the greatest first."""
    lines = [
        "# How much each sign speaks for a phrase to be one that acts, or is acted on, in an event (claims/roles/sides.py).",
        "# Learned, not set by hand: bench/tools/learn_sides.py.",
    ]
    for side, signs in weights.items():
        kept = sorted((-round(weight, 2), name) for name, weight in signs.items() if abs(weight) >= SLIGHT)
        lines += ["", f"[{side}]", *(f'"{name}" = {-weight:.2f}' for weight, name in kept)]
    return "\n".join(lines) + "\n"


def of_signs(about: str, tool: str, signs: Mapping[str, float]) -> str:
    """A file of weights of signs, the greatest first, with what they are and which tool wrote them."""
    kept = sorted((-round(weight, 2), name) for name, weight in signs.items() if abs(weight) >= SLIGHT)
    lines = [f"# {about}", f"# Learned, not set by hand: bench/tools/{tool}.", "[signs]"]
    return "\n".join([*lines, *(f'"{name}" = {-weight:.2f}' for weight, name in kept)]) + "\n"


def arguments(doc: str | None, penalty: float) -> argparse.ArgumentParser:
    """The arguments that tools share which learn of coded dispatches with the word of another pipeline."""
    asked = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sets", nargs="+", type=Path)
    asked.add_argument("--open", nargs="*", type=Path, default=[])
    asked.add_argument("--times", type=int, default=3)
    asked.add_argument("--held", nargs="*", type=Path, default=[])
    asked.add_argument("--texts", type=Path, action="append", default=[])
    asked.add_argument("--told", help="a pipeline that was not shown the dispatches")
    asked.add_argument("--penalty", type=float, default=penalty)
    asked.add_argument("--out", type=Path)
    return asked


def main() -> int:
    """Print the table, write the weights."""
    given = arguments(__doc__, penalty=50.0).parse_args()
    texts, ours = read_texts(given.texts), reader(Options())
    told = reader(Options(parser=given.told)) if given.told else None
    found = list(events(given.sets, texts, ours, told))
    found += given.times * list(events(given.open, texts, ours, None))
    held = list(events(given.held, texts, ours, None))
    print("| set | side | events | grammar alone | as learned |\n|---|---|---|---|---|")
    weights = {}
    for side in SIDES:
        mine = [one for one in found if one.side == side]
        by = {n: learned_of((one for one in mine if part(one.doc) != n), given.penalty) for n in range(PARTS)}
        print(row("left out in turn", side, mine, by))
        weights[side] = learned_of(mine, given.penalty)
        for name in dict.fromkeys(one.set for one in held):
            these = [one for one in held if one.side == side and one.set == name]
            print(row(name, side, these, dict.fromkeys(range(PARTS), weights[side])), flush=True)
    if given.out:
        given.out.write_text(written(weights), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
