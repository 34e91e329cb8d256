"""Who issued a text: the outlet where it is itself an actor, else the body that the text is signed or headed by."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.referents import GROUP, Referent
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import fold

LONGEST = 20  # words of a line that a text is signed or headed by, at most
NO_ISSUERS = frozenset({"MED"})  # who reports what others do


def issuer(cast: Cast) -> Referent | None:
    """Who "we" is outside quotations; None where nobody says so, or a news medium issued the text.

    A listed outlet or signer first, then a body of the outlet's name, then one that the last line or the first names beside a
    word of signatures ("Issued by the General Command of X", "Military spokesman of X", "X: Communiqué No. 7").
    """
    return _listed(cast) or _of_outlet(cast) or next(_signers(cast), None)


def _listed(cast: Cast) -> Referent | None:
    entry = cast.issuer
    if entry is None or split(entry.code)[1] in NO_ISSUERS:
        return None
    known = next((who for who in cast.referents if who.id == entry.id), None)
    return known or Referent(entry.id, entry.name, entry.code, GROUP, country=entry.country, entry_kind=entry.kind)


def _of_outlet(cast: Cast) -> Referent | None:
    """The body on no list that has the name of the outlet."""
    wanted = fold(cast.outlet).split()
    return next((who for who in _bodies(cast) if wanted and fold(who.name).split() == wanted), None)


def _signers(cast: Cast) -> Iterator[Referent]:
    """The bodies that the last line names, then those that the first does, the last named first."""
    for line in (_last_line(cast), _first_line(cast)):
        if _is_signature(cast, line):
            named = [cast.by_head[at] for at in line if at in cast.by_head]
            yield from (who for who in reversed(named) if who in list(_bodies(cast)))


def _bodies(cast: Cast) -> Iterator[Referent]:
    """The organisations that the text names and that may issue a text."""
    for who in cast.referents:
        named = who.name_words or who.entry_kind in ("group", "org")
        if who.kind == GROUP and named and split(who.code)[1] not in NO_ISSUERS:
            yield who


def _last_line(cast: Cast) -> range:
    text = cast.parse.text.rstrip()
    return cast.parse.within(text.rfind("\n") + 1, len(text))


def _first_line(cast: Cast) -> range:
    text = cast.parse.text
    start = len(text) - len(text.lstrip())
    return cast.parse.within(start, text.find("\n", start))


def _is_signature(cast: Cast, line: range) -> bool:
    """Whether a line tells nothing, but for who issued or signed it, and has a word of signatures."""
    lemmas = {cast.parse.lemma(at).casefold() for at in line}
    telling = (at for at in line if at in cast.parse.clauses and cast.parse.lemma(at) not in WORDS.signature_words)
    return 0 < len(line) <= LONGEST and not lemmas.isdisjoint(WORDS.signature_words) and not any(telling)
