"""Learn which mentions tell an event: weights of the signs of dateline.claims.telling from coded dispatches.

    python bench/tools/learn_telling.py SET [SET …] [--open SET …] [--times 3] [--held SET …] [--texts FILE …] [--told PIPELINE]
        [--lexicon TIMES] [--penalty 10] [--out FILE]

Of every mention that a form of the lexicon finds, and of every word of which the parser says with a share of LEAST or more that it tells
an event, it is learned whether coders took it for one of its type (as trigger or as a further mention). SET, ``--open``, ``--times`` and
``--told`` are those of learn_sides.py; ``--lexicon``: so many times of the sentences of the lexicon as well. Printed are precision and
recall of mentions by the sum that is asked for, of dispatches left out in turn (4 parts) and of the sets under --held. ``--out`` writes
telling.toml. Texts stay where they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import msgspec

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "bench" / "gate"), str(ROOT / "bench" / "tools")]

from coding import Coded, read_texts  # noqa: E402 - beside this file, not installed
from learn_attachment import Example, fitted  # noqa: E402
from learn_sides import PARTS, arguments, coded, of_signs, part  # noqa: E402

from dateline.claims import telling  # noqa: E402
from dateline.claims.frames.learned import words_of  # noqa: E402
from dateline.claims.values import Draft  # noqa: E402
from dateline.lexicon import weights  # noqa: E402
from dateline.read import Options, Reader, reader  # noqa: E402
from dateline.text.intake import read_text  # noqa: E402
from dateline.text.parse import Parse  # noqa: E402

LEAST = 0.15
SUMS = (-1.0, -0.8, -0.6, -0.4, -0.2, 0.0)
ALL = msgspec.structs.replace(weights.LEARNED, trigger=LEAST, instead=LEAST, none=2.0, none_fixed=2.0)


class Mention(NamedTuple):
    """A mention with its signs, which coded claims of its type it tells, and whether it tells one of another type, about which coders are
    often of two minds: of such mentions nothing is learned."""

    signs: list[str]
    claims: tuple[int, ...]
    apart: bool


class Dispatch(NamedTuple):
    """The mentions of a dispatch, and how many claims were coded in it."""

    set: str
    doc: str
    mentions: list[Mention]
    coded: int


def dispatches(sets: Sequence[Path], texts: Mapping[str, str], ours: Reader, told: Reader | None) -> Iterator[Dispatch]:
    """Every dispatch of the sets, read with whatever may be a mention."""
    with mock.patch.object(weights, "LEARNED", ALL):
        for name, one in coded(sets, texts, ours, told):
            yield _of_dispatch(name, one, ours)


def _of_dispatch(kind: str, one: Coded, ours: Reader) -> Dispatch:
    claims = [c for c in one.claims if c.get("type") and not c.get("kind")]
    found: list[Mention] = []

    def standing(drafts: Iterable[Draft], parse: Parse, _: Any) -> tuple[Draft, ...]:
        made = tuple(drafts)
        found.extend(Mention(telling.signs(d, parse), *_told(d, parse, claims)) for d in made if parse.told)
        return made

    with mock.patch.object(telling, "standing", standing):
        ours.read_document(read_text(one.text, id=one.id, published=one.published or None))
    return Dispatch(kind, one.id, found, len(claims))


def _told(draft: Draft, parse: Parse, claims: Sequence[dict[str, Any]]) -> tuple[tuple[int, ...], bool]:
    """Which of the coded claims of its type a mention is of, and whether it is of one of another type alone."""
    words = [(parse.tokens[i].start, parse.tokens[i].end) for i in words_of(draft.frame)]
    spans = [[c["trigger"]["span"], *(a["span"] for a in c.get("also") or ())] for c in claims]
    met = [n for n, here in enumerate(spans) if any(a < end and b > start for a, b in here for start, end in words)]
    found = tuple(n for n in met if claims[n]["type"] == draft.type)
    return found, bool(met) and not found


def of_lexicon(ours: Reader) -> Iterator[Dispatch]:
    """The sentences of the lexicon: a mention found by the entry of a yes sentence, or at its trigger, tells; one found by the entry of a
    no sentence tells nothing. Nothing is known of others."""
    lexicon = ours.lexicon
    with mock.patch.object(weights, "LEARNED", ALL):
        for entry in (*lexicon.events, *lexicon.hedges, *lexicon.supports):
            for yes, one in [(True, s) for s in entry.yes] + [(False, s) for s in entry.no]:
                found = [] if one.fault else list(_of_sentence(ours, entry.id, yes, one))
                if found:
                    yield Dispatch("lexicon", one.text, found, 0)


def _of_sentence(ours: Reader, entry: str, yes: bool, one: Any) -> Iterator[Mention]:
    seen: list[tuple[Draft, list[str]]] = []

    def standing(drafts: Iterable[Draft], parse: Parse, _: Any) -> tuple[Draft, ...]:
        made = tuple(drafts)
        seen.extend((d, telling.signs(d, parse)) for d in made)
        return made

    with mock.patch.object(telling, "standing", standing):
        ours.read(one.text)
    for draft, signs in seen:
        if draft.frame.entry.id == entry or (yes and one.trigger and draft.trigger.text == one.trigger):
            yield Mention(signs, (0,) if yes else (), apart=False)


def learned_of(found: Iterable[Dispatch], penalty: float) -> dict[str, float]:
    """The weights of the signs: each mention is a choice between telling an event and not."""
    mentions = (m for one in found for m in one.mentions if not m.apart)
    return fitted([Example("", [[], m.signs], [not m.claims, bool(m.claims)]) for m in mentions], penalty)


def row(name: str, least: float, found: Sequence[Dispatch], by: Mapping[int, Mapping[str, float]]) -> str:
    """A line of the table: of the mentions kept how many tell something, of the claims how many are told."""
    kept = right = told = 0
    for one in found:
        stand = [m for m in one.mentions if sum(by[part(one.doc)].get(s, 0.0) for s in m.signs) > least]
        hit = {n for m in stand for n in m.claims[:1]}
        told += len(hit)
        right += len(hit)
        kept += len(hit) + sum(not m.claims for m in stand)
    coded = sum(one.coded for one in found)
    return f"| {name} | {least} | {right / max(1, kept):.3f} | {told / coded:.3f} | {2 * told / max(1, kept + coded):.4f} |"


def written(signs: Mapping[str, float]) -> str:
    """The weights as telling.toml, the greatest first."""
    about = "How much each sign speaks for a mention to tell an event of its type (claims/telling.py)."
    return of_signs(about, "learn_telling.py", signs)


def main() -> int:
    """Print the table, write the weights."""
    asked = arguments(__doc__, penalty=10.0)
    asked.add_argument("--lexicon", type=int, default=0)
    given = asked.parse_args()
    texts, ours = read_texts(given.texts), reader(Options())
    told = reader(Options(parser=given.told)) if given.told else None
    found = list(dispatches(given.sets, texts, ours, told))
    found += given.times * list(dispatches(given.open, texts, ours, None))
    found += given.lexicon * list(of_lexicon(ours)) if given.lexicon else []
    held = list(dispatches(given.held, texts, ours, None))
    print("| set | sum above | precision | recall | F1 |\n|---|---|---|---|---|")
    by = {n: learned_of((one for one in found if part(one.doc) != n), given.penalty) for n in range(PARTS)}
    whole = learned_of(found, given.penalty)
    for least in SUMS:
        print(row("left out in turn", least, [one for one in found if one.set != "lexicon"], by))
    for name in dict.fromkeys(one.set for one in held):
        for least in SUMS:
            print(
                row(name, least, [one for one in held if one.set == name], dict.fromkeys(range(PARTS), whole)),
                flush=True,
            )
    if given.out:
        given.out.write_text(written(whole), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
