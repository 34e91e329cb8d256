"""What a title says of the content of a claim: what is asked for, promised, refused, condemned."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.lexicon.files import in_force
from dateline.lexicon.titles import Act
from dateline.lexicon.titles import load as load_titles
from dateline.places.fold import fold
from dateline.record.titles.parties import cut, thing_in_words
from dateline.record.types import Kept
from dateline.types import Claim, Party, Quote

LONGEST = 9  # words of a content in a title


def clause(act: Act, kept: Kept, claim: Claim) -> str:
    """The content as it stands, where it begins with a word that the act keeps and is short: "to accept the truce", "that both
    sides spare hospitals", "of arriving too late"; else ""."""
    content = _content(act, kept, claim)
    first, _, rest = content.partition(" ")
    if first.lower() not in act.content or not rest:
        return ""
    return content if len(content.split()) <= LONGEST else ""


def thing(act: Act, kept: Kept, claim: Claim) -> str:
    """The content as a noun phrase behind the preposition that the act has for it: "for release of six herders"; "" where it
    is none, or too long."""
    content = _content(act, kept, claim)
    first = content.partition(" ")[0].lower()
    titles = load_titles(in_force())
    if not act.object or not content or first in titles.openings or fold(content) in titles.nobody | titles.owners:
        return ""
    words = thing_in_words(content)
    return f"{act.object} {words}" if words and len(words.split()) <= LONGEST else ""


def outside(some: Iterable[Party], content: Quote | None) -> list[Party]:
    """The parties whom the content does not name itself."""
    return [one for one in some if content is None or not _covers(content, one)]


def _covers(content: Quote, party: Party) -> bool:
    return content.span.start <= party.span.start and party.span.end <= content.span.end


def _content(act: Act, kept: Kept, claim: Claim) -> str:
    """The content up to its first clause; "" for none. What somebody is to do begins with "to", as in "must end its raids"; "" where it
    is to be done to nobody named."""
    if not claim.content:
        return ""
    words = cut(" ".join(claim.content.text.split()))
    before = kept.sentence[: max(0, claim.content.span.start - claim.sentence.start)].split()
    titles = load_titles(in_force())
    if (
        act.pair
        or not before
        or before[-1].lower() not in titles.verbs
        or words.partition(" ")[0].lower() in titles.determiners
    ):
        return words
    return "" if words.startswith("be ") and not claim.recipient else f"to {words}"
