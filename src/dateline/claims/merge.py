"""Merge the mentions of one event in one document; keep apart what other voices or figures say."""

from __future__ import annotations

import msgspec

from dateline.claims.likeness import apart, evidence, figures, first_voice, in_headline, names, towns
from dateline.claims.links import linked
from dateline.claims.measured import are_measured_apart
from dateline.claims.values import Classes, Draft
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import MERGE as WEIGHTS
from dateline.text.parse import Parse
from dateline.types import Party, Quote, Tally

FURTHEST = 40
"""Events that a further mention is compared with: more than any dispatch of the development texts has of one type; it keeps
the time in proportion to the length of a text."""
MENTIONS = 8
"""Mentions of one event that a further one is compared with, for the same reason."""


class Group(msgspec.Struct, frozen=True):
    """The drafts of one event in one document: the most informative one, and the further mentions."""

    main: Draft
    others: tuple[Draft, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts, the main one first."""
        return (self.main, *self.others)


def join(drafts: tuple[Draft, ...], parse: Parse, classes: Classes, lexicon: Lexicon) -> tuple[Group, ...]:
    """The events that the drafts tell of, in text order of their first mention; background nouns alone make none."""
    groups: list[list[Draft]] = []
    alike: dict[tuple[str, str], list[list[Draft]]] = {}
    for one in drafts:
        same = alike.setdefault((one.type, one.certainty.polarity), [])  # of others it is kept apart (_forbidden)
        near = same[-FURTHEST:]
        scores = [_alike(one, _looked_at(group), parse, classes, lexicon) for group in near]
        best = max(scores, default=0.0)
        if best > 0:
            near[scores.index(best)].append(one)
        else:
            groups.append([one])
            same.append(groups[-1])
    return tuple(_group(g) for g in groups if not all(d.frame.entry.presumes for d in g))


def _looked_at(group: list[Draft]) -> list[Draft]:
    """The mentions of an event that a further one is compared with: all, of very many the first and the last ones."""
    return group if len(group) <= MENTIONS else [*group[: MENTIONS // 2], *group[-MENTIONS // 2 :]]


def _group(drafts: list[Draft]) -> Group:
    main = max(drafts, key=lambda d: (_informs(d), -d.frame.head))
    return Group(main, tuple(d for d in drafts if d is not main))


def _informs(d: Draft) -> float:
    """How much a mention says: sides, place, time, counts, a mode; background nouns say less."""
    return (
        WEIGHTS.side * (bool(d.actor) + bool(d.recipient))
        + WEIGHTS.where * bool(d.place)
        + WEIGHTS.when * bool(d.time)
        + WEIGHTS.count * len(d.counts)
        + WEIGHTS.mode * bool(d.mode)
        + WEIGHTS.presumes * d.frame.entry.presumes
    )


def _alike(one: Draft, group: list[Draft], parse: Parse, classes: Classes, lexicon: Lexicon) -> float:
    """How strongly a draft speaks of the group's event, on the average of its mentions; 0 when something forbids it."""
    if any(are_measured_apart(one, other, parse) for other in group):
        return 0.0
    tied = any(linked(one, other, parse, classes, lexicon) for other in group)
    if any(_forbidden(one, other, tied, parse, lexicon) for other in group):
        return 0.0
    return max(0.0, sum(evidence(one, other, parse, classes, lexicon) for other in group) / len(group))


def _forbidden(one: Draft, other: Draft, tied: bool, parse: Parse, lexicon: Lexicon) -> bool:
    """What keeps two mentions apart; a headline names no voice and hedges nothing, so there those do not count."""
    if one.type != other.type or one.certainty.polarity != other.certainty.polarity:
        return True
    if tied:
        return False
    if not in_headline(one, other, parse) and (_surer(one, other) or _voices_apart(one, other)):
        return True
    return apart(names(one.actor), names(other.actor)) or _clash(one, other, parse, lexicon)


def _surer(one: Draft, other: Draft) -> bool:
    """One is told as surer; but "Reports that X killed 70" and "X killed 70" speak of one event."""
    if one.modality == other.modality:
        return False
    doubtful = {one.modality, other.modality} == {"actual", "possible"}
    return not (doubtful and names(one.recipient) & names(other.recipient))


def _clash(one: Draft, other: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """Different figures for one thing; else different days, different people or things hit, different towns."""
    mine, theirs = figures(one, lexicon), figures(other, lexicon)
    counted = mine.keys() & theirs.keys()
    if mine != theirs and counted:
        return any(mine[what] != theirs[what] for what in counted)
    if _days_apart(one, other) or apart(towns(one), towns(other)):
        return True
    return apart(names(one.recipient), names(other.recipient)) and not _is_that_deed(one, parse, lexicon)


def _is_that_deed(one: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The attack wounded four": it has further victims and is the deed before."""
    phrase = parse.phrase(one.frame.head)
    definite = phrase is not None and phrase.determiner in lexicon.words["definite"]
    return definite and one.frame.kind == "noun" and one.traits.violent


def _days_apart(one: Draft, other: Draft) -> bool:
    a, b = one.time, other.time
    if a is None or b is None or not a.start or not b.start:
        return False
    return a.start > (b.end or "9999") or b.start > (a.end or "9999")


def _voices_apart(one: Draft, other: Draft) -> bool:
    """Two voices; or what a voice asserts in a clause of its own beside what the dispatch tells in a clause."""
    a, b = first_voice(one), first_voice(other)
    asserted = one.frame.kind == "verb" and other.frame.kind == "verb"
    return a != b and (asserted or (bool(a) and bool(b)))


def also(group: Group) -> tuple[Quote, ...]:
    """Triggers of the further mentions, in text order."""
    return tuple(sorted((d.trigger for d in group.others), key=lambda q: q.span))


def modes(group: Group) -> tuple[str, ...]:
    """Modes of all mentions, the main one's first."""
    return tuple(dict.fromkeys(m for d in group.drafts for m in d.mode))


def counts(group: Group) -> tuple[Tally, ...]:
    """Tallies of all mentions; a figure that another mention repeats stands once, "three soldiers and three guards" stay two."""
    rows: list[Tally] = []
    for d in sorted(group.drafts, key=lambda d: d.frame.head):
        before = {_figure(c) for c in rows}
        rows += (c for c in d.counts if _figure(c) not in before)
    return tuple(sorted(rows, key=lambda t: t.span))


def _figure(c: Tally) -> tuple[str, int | None, int | None]:
    return c.what, c.low, c.high


def recipients(group: Group, parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Those acted on: by violence all whom its mentions name ("a blast hit a bakery, injuring two"), else the first named.

    Who fights is on one of two sides and no victim, though he may fall ("five rebels were killed in a clash with troops").
    """
    main = group.main
    named = _hit(group, parse, lexicon) if main.traits.violent else main.recipient
    found = named or next((x.recipient for x in group.others if x.recipient), ())
    return _without_sides(found, group)


def _without_sides(found: tuple[Party, ...], group: Group) -> tuple[Party, ...]:
    """Without those who act on the same words: both sides of a fight."""
    acting = {p.span for p in next((d.actor for d in group.drafts if d.actor), ())}
    return tuple(p for p in found if p.span not in acting)


def _hit(group: Group, parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Victims by name, each once; bare figures ("six others") only where nobody else is named."""
    found: dict[str, Party] = {}
    for party in _victims(group, parse, lexicon):
        found.setdefault(party.name.lower(), party)
    return tuple(p for p in found.values() if not _is_bare_number(p, lexicon)) or tuple(found.values())


def _victims(group: Group, parse: Parse, lexicon: Lexicon) -> list[Party]:
    """Those of the main mention's sentence, then those whom other sentences add; who is spoken of again adds nobody."""
    here = parse.tokens[group.main.frame.head].sent
    near = [p for d in group.drafts if parse.tokens[d.frame.head].sent == here for p in d.recipient]
    far = [p for d in group.drafts if parse.tokens[d.frame.head].sent != here for p in d.recipient]
    return [*near, *(p for p in far if near and not _is_again(p, lexicon))]


def _is_again(party: Party, lexicon: Lexicon) -> bool:
    """ "The soldiers", "they": those who were named before."""
    first = party.text.partition(" ")[0].lower()
    return first in lexicon.words["definite"] | lexicon.words["person_pronouns"]


def _is_bare_number(party: Party, lexicon: Lexicon) -> bool:
    """ "eight", "six others", "scores", "more than 260": a figure beside named victims, kept as a count alone; "the three" are
    those named before."""
    if party.text.lower().startswith("the "):
        return False
    words = [w for w in party.text.lower().replace("-", " ").split() if w not in lexicon.words["bound_words"]]
    return not words or all(w in lexicon.words["number_words"] or w.replace(",", "").isdigit() for w in words)
