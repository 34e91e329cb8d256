"""Learn where a form tells an event of the type that the parser says, not of its entry's: weights of the signs of
dateline.claims.frames.learned from coded dispatches.

    python bench/tools/learn_types.py SET [SET …] [--open SET …] [--times 3] [--held SET …] [--texts FILE …] [--told PIPELINE]
        [--lexicon TIMES] [--penalty 5] [--out FILE]

Of every form at whose words coders wrote an event of one of both types, it is learned which of them they wrote. SET, ``--open``,
``--times`` and ``--told`` are those of learn_sides.py; ``--lexicon``: so many times of the yes sentences of the lexicon, whose entries
are right there. Printed is how many forms get the right type where the entry's always stands and as learned, of dispatches left
out in turn (4 parts) and of the sets under --held. ``--out`` writes other_types.toml. Texts stay where they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coding import Coded, read_texts  # noqa: E402 - beside this file, not installed
from learn_attachment import Example, fitted  # noqa: E402
from learn_sides import PARTS, arguments, coded, of_signs, part  # noqa: E402

from dateline.claims import senses  # noqa: E402
from dateline.claims.frames import learned  # noqa: E402
from dateline.claims.values import Frame  # noqa: E402
from dateline.lexicon.load import Lexicon  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402
from dateline.text.parse import Parse  # noqa: E402


class Form(NamedTuple):
    """A form that the parser gives another type: the signs of the choice, and whether coders wrote the other type."""

    set: str
    doc: str
    signs: list[str]
    other: bool


def forms(sets: Sequence[Path], texts: Mapping[str, str], ours: Reader, told: Reader | None) -> Iterator[Form]:
    """The forms of all dispatches of the sets."""
    for name, one in coded(sets, texts, ours, told):
        yield from _of_dispatch(name, one, ours)


def _of_dispatch(kind: str, one: Coded, ours: Reader) -> Iterator[Form]:
    claims = [c for c in one.claims if c.get("type") and not c.get("kind")]
    found: list[Form] = []

    def retyped(frame: Frame, _: Any, parse: Parse, lexicon: Lexicon) -> Frame:
        other = learned.other_type(frame, parse, lexicon)
        if other is None:
            return frame
        written = _written(frame, parse, claims)
        own = learned.own_types(frame.entry.type, lexicon)
        if (other.type in written) != bool(own & written):
            found.append(Form(kind, one.id, list(other.signs), other.type in written))
        return frame

    with mock.patch.object(senses, "retyped", retyped):
        ours.read_document(read_text(one.text, id=one.id, published=one.published or None))
    return iter(found)


def _written(frame: Frame, parse: Parse, claims: Iterable[dict[str, Any]]) -> set[str]:
    """The types of the coded claims that have their trigger or a further mention at the words of a form."""
    words = [(parse.tokens[i].start, parse.tokens[i].end) for i in learned.words_of(frame)]
    return {
        claim["type"]
        for claim in claims
        for a, b in (claim["trigger"]["span"], *(again["span"] for again in claim.get("also") or ()))
        if any(a < end and b > start for start, end in words)
    }


def of_lexicon(ours: Reader) -> Iterator[Form]:
    """The forms of the yes sentences of the lexicon that were found by the entry whose sentence it is."""
    for entry in ours.lexicon.events:
        for one in entry.yes:
            if not one.fault:
                yield from _of_sentence(ours, entry.id, one.text)


def _of_sentence(ours: Reader, entry: str, text: str) -> Iterator[Form]:
    found: list[Form] = []

    def retyped(frame: Frame, _: Any, parse: Parse, lexicon: Lexicon) -> Frame:
        other = learned.other_type(frame, parse, lexicon) if frame.entry.id == entry else None
        if other is not None:
            found.append(Form("lexicon", text, list(other.signs), other=False))
        return frame

    with mock.patch.object(senses, "retyped", retyped):
        ours.read(text)
    return iter(found)


def learned_of(found: Iterable[Form], penalty: float) -> dict[str, float]:
    """The weights of the signs: each form is a choice between the entry's type and the other."""
    return fitted([Example("", [[], one.signs], [not one.other, one.other]) for one in found], penalty)


def row(name: str, found: Sequence[Form], by: Mapping[int, Mapping[str, float]]) -> str:
    """A line of the table: forms, right with the entry's type, right as learned, of those that get the other type how many wrongly."""
    taken = [one for one in found if sum(by[part(one.doc)].get(sign, 0.0) for sign in one.signs) > 0]
    wrong = sum(not one.other for one in taken)
    before = sum(not one.other for one in found)
    return f"| {name} | {len(found)} | {before} | {before + len(taken) - 2 * wrong} | {wrong} of {len(taken)} |"


def written(signs: Mapping[str, float]) -> str:
    """The weights as other_types.toml, the greatest first."""
    about = "How much each sign speaks for a form to tell the type that the parser says, not its entry's (claims/frames/learned.py)."
    return of_signs(about, "learn_types.py", signs)


def main() -> int:
    """Print the table, write the weights."""
    asked = arguments(__doc__, penalty=5.0)
    asked.add_argument("--lexicon", type=int, default=0)
    given = asked.parse_args()
    texts, ours = read_texts(given.texts), reader(Options())
    told = reader(Options(parser=given.told)) if given.told else None
    found = list(forms(given.sets, texts, ours, told))
    found += given.times * list(forms(given.open, texts, ours, None))
    found += given.lexicon * list(of_lexicon(ours)) if given.lexicon else []
    held = list(forms(given.held, texts, ours, None))
    print("| set | forms | entry's type right | as learned | other type wrongly |\n|---|---|---|---|---|")
    by = {n: learned_of((one for one in found if part(one.doc) != n), given.penalty) for n in range(PARTS)}
    whole = learned_of(found, given.penalty)
    print(row("left out in turn", found, by))
    for name in dict.fromkeys(one.set for one in held):
        print(row(name, [one for one in held if one.set == name], dict.fromkeys(range(PARTS), whole)), flush=True)
    if given.out:
        given.out.write_text(written(whole), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
