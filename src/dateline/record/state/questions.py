"""What is open: contradictions, what nobody will say, what could not be placed or dated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.record.state.grade import doers_in_words
from dateline.record.state.territory import ground as ground_of
from dateline.record.state.tolls import figure
from dateline.record.states import Holding, Question, Toll
from dateline.record.titles import title
from dateline.record.types import Happening, Kept
from dateline.types import Claim, Control

ORDER = ("control", "doer", "toll", "unknown", "ground", "unplaced", "undated")
SHOWN = 160  # characters of a sentence


def questions(
    kept: Iterable[Kept], happenings: Iterable[Happening], control: Iterable[Holding], tolls: Iterable[Toll]
) -> tuple[Question, ...]:
    """All open questions, the gravest kinds first."""
    some, board = list(kept), list(control)
    placed = {account.claim for one in board for account in (*one.accounts, *one.against)}
    ground = _grounds(one for one in some if one.key not in placed or len(one.claim.place) > 1)
    found = [*_control(board), *_doers(happenings), *_tolls(tolls), *_unknown(some), *ground, *_undated(some)]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.text, one.claims)))


def _control(control: Iterable[Holding]) -> Iterator[Question]:
    for one in control:
        if one.status == "disputed":
            told = "; ".join(f"{account.tells} says {account.said}" for account in (*one.accounts, *one.against))
            yield Question("control", f"{one.place}: {told}", tuple(a.claim for a in (*one.accounts, *one.against)))
        elif one.unnamed:
            left = f", of which named: {', '.join(one.named)}" if one.named else ""
            yield Question("control", f"which are the {one.place}{left}?", tuple(a.claim for a in one.accounts))


def _doers(happenings: Iterable[Happening]) -> Iterator[Question]:
    for one in happenings:
        words = doers_in_words(one)
        if words:
            yield Question("doer", f"who did it ({title(one)}): {words}", tuple(kept.key for kept in one.kept))


def _tolls(tolls: Iterable[Toll]) -> Iterator[Question]:
    for one in tolls:
        if one.contradicted:
            said = ", ".join(f"{figure(source.low, source.high)} says {source.account.said}" for source in one.sources)
            yield Question(
                "toll", f"{one.what} ({one.title}): {said}", tuple(source.account.claim for source in one.sources)
            )


def _unknown(kept: Iterable[Kept]) -> Iterator[Question]:
    for one in kept:
        if isinstance(one.claim, Claim) and one.claim.modality == "unknown":
            yield Question("unknown", _shown(one.sentence), (one.key,))


def _grounds(kept: Iterable[Kept]) -> Iterator[Question]:
    """Ground that changed hands without a name or a number."""
    for one in kept:
        if isinstance(one.claim, Control) and not one.claim.historical:
            bare = [g.name for g in map(ground_of, one.claim.place) if not g.key and not g.counted]
            if bare:
                yield Question("ground", f"where: {', '.join(bare)} — {_shown(one.sentence)}", (one.key,))


def _undated(kept: Iterable[Kept]) -> Iterator[Question]:
    undated = sorted({one.document.id for one in kept if one.document.published is None})
    if undated:
        keys = tuple(one.key for one in kept if one.document.published is None)
        yield Question(
            "undated", f"no date of publication, so counted from the day they came in: {', '.join(undated)}", keys
        )


def _shown(words: str) -> str:
    bare = " ".join(words.split())
    return bare if len(bare) <= SHOWN else f"{bare[:SHOWN].rsplit(' ', 1)[0]} …"
