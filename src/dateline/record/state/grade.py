"""How well an event is attested: who says that it was so, and who did it. People grade sources; this counts voices.

``confirmed by a party``: a doer says so itself. ``contested``: independent sources name different doers, or somebody
denies it. ``fair``: as many independent origins as state.toml asks for. ``single source`` otherwise; ``not told as done``
when there are only denials or plans. After the grades of casualty recorders.
"""

from __future__ import annotations

from collections.abc import Iterable

from dateline.places.fold import fold
from dateline.record.claim_features import lies_ahead, side
from dateline.record.state.attribution import names, origin, outlets_of, speaks_for, state_of
from dateline.record.state.settings import settings
from dateline.record.types import Happening, Kept
from dateline.types import Claim

CONFIRMED, CONTESTED, FAIR, SINGLE = "confirmed by a party", "contested", "fair", "single source"
NOT_DONE = "not told as done"
ISSUER = frozenset({"we", "our", "i", "my"})
"""How who issues a text begins what it says of itself."""
TOLD = frozenset({"actual", "possible", "unknown"})


def _is_deed(happening: Happening) -> bool:
    """Whether it is a deed, of which somebody may claim or deny to be the doer."""
    return any(claim.type in settings().sources.deeds for _, claim in told(happening))


def _has_doer(happening: Happening) -> bool:
    """Whether it is something that a doer may confirm by its own word: a deed, a withdrawal, a release, help."""
    return any(claim.type in settings().sources.own for _, claim in told(happening))


def told(happening: Happening) -> list[tuple[Kept, Claim]]:
    """The claims of an event that tell of it as of something done or denied."""
    return [
        (kept, kept.claim)
        for kept in happening.kept
        if isinstance(kept.claim, Claim)
        and kept.claim.modality in TOLD
        and not lies_ahead(kept.claim, kept.document.known)
    ]


def origins(happening: Happening, outlets: dict[str, str] | None = None) -> frozenset[str]:
    """The independent sources of what is told as done; copies and quotations of one speaker are one."""
    known = outlets or outlets_of(list(happening.kept))
    return frozenset(origin(kept, known) for kept, claim in told(happening) if claim.polarity == "+")


def _is_ahead(happening: Happening) -> bool:
    """Whether all that is told is a threat of what is not done."""
    return all(claim.type in settings().sources.ahead for _, claim in told(happening))


def grade(happening: Happening, outlets: dict[str, str] | None = None) -> str:
    """The grade of an event."""
    known = origins(happening, outlets)
    if not known or _is_ahead(happening):
        return NOT_DONE
    deed, claimed = _is_deed(happening), _has_doer(happening) and _is_claimed(happening)
    if (deed or claimed) and _is_denied(happening) or deed and len(rivals(happening, outlets)) > 1:
        return CONTESTED
    if claimed:
        return CONFIRMED
    return FAIR if len(known) >= settings().sources.fair else SINGLE


def _is_claimed(happening: Happening) -> bool:
    """Whether a doer itself says so."""
    return any(claim.modality == "actual" and is_own_word(claim) for _, claim in told(happening))


def is_own_word(claim: Claim) -> bool:
    """Whether a doer says so, or who speaks for it: "X said its men had done it", "X claimed it", "our men did it" in what it issues
    itself; words that are both voice and doer of one verb are a doer only where they claim the deed."""
    if claim.polarity == "-":
        return False
    if not claim.voices:
        return any(fold(party.text).split()[:1] and fold(party.text).split()[0] in ISSUER for party in claim.actor)
    voice = claim.voices[0]
    same = [party for party in claim.actor if speaks_for(voice.speaker, party)]
    return any(voice.stance == "claims" or party.span != voice.speaker.span for party in same)


def _is_denied(happening: Happening) -> bool:
    return any(claim.polarity == "-" for _, claim in told(happening))


def doers(happening: Happening) -> dict[frozenset[str], list[Kept]]:
    """Who is named as having done it: by ids, else by distinctive words, with the claims that say so; "gunmen" name nobody."""
    found: dict[frozenset[str], list[Kept]] = {}
    for kept, claim in told(happening):
        key = _known_by(claim)
        if not key or claim.polarity == "-":
            continue
        same = next((known for known in found if known & key), key)
        found.setdefault(same, []).append(kept)
    return found


def _known_by(claim: Claim) -> frozenset[str]:
    """What a doer is known by: ids, else its state, else distinctive words; empty for nobody in particular."""
    who = side(claim.actor)
    states = frozenset(f"state:{country}" for country in map(state_of, claim.actor) if country)
    return frozenset() if who.vague else who.ids or states or who.words


def rivals(happening: Happening, outlets: dict[str, str] | None = None) -> list[list[Kept]]:
    """Doers, each by the claims that name it. Two compete when each has a source that does not name the other; one that
    the sources of another name beside it took part, or is the other by a second name."""
    known = outlets or outlets_of(list(happening.kept))
    found: list[tuple[frozenset[str], list[Kept]]] = []
    for some in doers(happening).values():
        sources = frozenset(origin(kept, known) for kept in some)
        same = next((at for at, (others, _) in enumerate(found) if sources <= others or others <= sources), None)
        if same is None:
            found.append((sources, some))
        else:
            found[same] = (found[same][0] | sources, [*found[same][1], *some])
    return [some for _, some in found]


def doers_in_words(happening: Happening) -> str:
    """ "claimed by X, blamed on Y by Z, denied by W"; "" when sources do not differ about the doer and nobody denies."""
    parts = [_named(some) for some in rivals(happening)]
    parts += [f"denied by {_voice(kept)}" for kept, claim in told(happening) if claim.polarity == "-"]
    return ", ".join(dict.fromkeys(parts)) if len(parts) > 1 and _is_deed(happening) else ""


def _named(kept: Iterable[Kept]) -> str:
    some = list(kept)
    claims = [one.claim for one in some if isinstance(one.claim, Claim)]
    who = names(claims[0].actor)[0]
    claimed = any(map(is_own_word, claims))
    return f"claimed by {who}" if claimed else f"{who} according to {_voice(some[0])}"


def _voice(kept: Kept) -> str:
    voices = kept.claim.voices
    return names((voices[0].speaker,))[0] if voices else kept.document.outlet or kept.document.id
