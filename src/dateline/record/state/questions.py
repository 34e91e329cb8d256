"""What is open: contradictions, what nobody will say, what could not be placed or dated."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.record.state.grade import doers_in_words
from dateline.record.state.moves import shown, where_words
from dateline.record.state.tolls import figure
from dateline.record.states import Holding, Question, Toll
from dateline.record.titles import title
from dateline.record.types import Happening, Kept
from dateline.types import Claim

ORDER = ("control", "doer", "toll", "unknown", "ground", "unplaced", "undated")


def questions(
    kept: Iterable[Kept], happenings: Iterable[Happening], control: Iterable[Holding], tolls: Iterable[Toll]
) -> tuple[Question, ...]:
    """All open questions, the gravest kinds first."""
    some, board = list(kept), list(control)
    placed = {account.claim for one in board for account in (*one.accounts, *one.against)}
    without = [(one.document.id, one.key) for one in some if one.document.published is None]
    ground = _grounds(one for one in some if one.key not in placed or len(one.claim.place) > 1)
    found = [
        *about_control(board),
        *_doers(happenings),
        *about_tolls(tolls),
        *unknown(some),
        *ground,
        *undated(without),
    ]
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.kind), one.text, one.claims)))


def about_control(control: Iterable[Holding]) -> Iterator[Question]:
    """Places that several are said to hold, and unknowns that are counted."""
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


def about_tolls(tolls: Iterable[Toll]) -> Iterator[Question]:
    """Tolls of which two cannot both be right."""
    for one in tolls:
        if one.contradicted:
            said = ", ".join(f"{figure(source.low, source.high)} says {source.account.said}" for source in one.sources)
            yield Question(
                "toll", f"{one.what} ({one.title}): {said}", tuple(source.account.claim for source in one.sources)
            )


def unknown(kept: Iterable[Kept]) -> Iterator[Question]:
    """What nobody will say."""
    for one in kept:
        if isinstance(one.claim, Claim) and one.claim.modality == "unknown":
            yield Question("unknown", shown(one.sentence), (one.key,))


def _grounds(kept: Iterable[Kept]) -> Iterator[Question]:
    """Ground that changed hands without a name or a number."""
    for one in kept:
        if words := where_words(one):
            yield Question("ground", words, (one.key,))


def undated(told: Iterable[tuple[str, str]]) -> Iterator[Question]:
    """That dispatches have no date: of claims in such dispatches, the id of the dispatch and the key of the claim."""
    some = list(told)
    if some:
        ids = ", ".join(sorted({one for one, _ in some}))
        words = f"no date of publication, so counted from the day they came in: {ids}"
        yield Question("undated", words, tuple(key for _, key in some))
