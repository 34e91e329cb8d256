"""Merge the mentions of one event in one document; keep apart what other voices or figures say."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from dateline.claims import features
from dateline.claims.features import GROUND, Features
from dateline.claims.frames.learned import trigger_of
from dateline.claims.likeness import (
    FAR,
    Pair,
    apart,
    are_one_figure,
    counted,
    evidence,
    of_place_and_people,
    places_apart,
    step_of,
)
from dateline.claims.links import linked
from dateline.claims.measured import marker_over
from dateline.claims.values import Classes, Draft
from dateline.claims.victims import hit, is_bare_number
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import MERGE as WEIGHTS
from dateline.text.parse import Parse
from dateline.types import Party, Quote, Tally

ALONE = ("abduct", "territory", "torture")
"""Modes of deeds that are never the same as a deed of another mode."""
FURTHEST = 40
"""Events that a further mention is compared with: more than any dispatch of the development texts has of one type; it keeps
the time in proportion to the length of a text."""
SURE = 2.0
"""Evidence from which on a mention of two events makes one of them: what the same sides and the same figures give."""
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
    """The events that the drafts tell of, in text order of their first mention; background nouns alone make none.

    Mentions of two types, or one denied and one not, are never of one event and are not compared.
    """
    comparing = Comparing(parse, classes, lexicon)
    groups: list[list[Member]] = []
    comparable: dict[tuple[str, str], list[list[Member]]] = {}
    for d in drafts:
        one = comparing.mention(d)
        same = comparable.setdefault((d.type, d.certainty.polarity), [])
        near = same[-FURTHEST:]
        scores = [comparing.alike(one, _looked_at(group)) for group in near]
        best = max(scores, default=0.0)
        if best > 0:
            near[scores.index(best)].append(one)
            _unite([g for g, score in zip(near, scores, strict=True) if score >= SURE], comparing, same, groups)
        else:
            groups.append([one])
            same.append(groups[-1])
    told = ([m.draft for m in group] for group in groups)
    return tuple(_group(g, parse) for g in told if not all(d.frame.entry.presumes for d in g))


def _unite(alike: list[list[Member]], comparing: Comparing, *kept: list[list[Member]]) -> None:
    """Make one event of those that a mention surely speaks of all at once, where nothing keeps a mention of the one from the other:
    "killing 12" is the blast before it and the headline above it. They become the first of them in the lists that keep them."""
    for further in alike[1:]:
        if comparing.may_be_one(_looked_at(alike[0]), _looked_at(further)):
            alike[0].extend(further)
            for groups in kept:
                groups[:] = [group for group in groups if group is not further]


def _looked_at(group: list[Member]) -> list[Member]:
    """The mentions of an event that a further one is compared with: all, of very many the first and the last ones."""
    return group if len(group) <= MENTIONS else [*group[: MENTIONS // 2], *group[-MENTIONS // 2 :]]


class Member(NamedTuple):
    """A draft among others. ``features``: what is compared of it; ``kind``: their number, the same for mentions that tell the same
    in the same words; ``sentence``: where it stands; ``measured``: the word that measures another event from it, -1 for none; ``word``:
    the token that the parser's knowledge is asked of."""

    draft: Draft
    features: Features
    kind: int
    sentence: int
    measured: int
    word: int


class Comparing(msgspec.Struct, frozen=True):
    """The mentions of one document compared. ``scores`` remembers how alike mentions of two kinds are at a distance, None where
    something forbids it, so that a text that says the same over and over is compared once; it changes no answer."""

    parse: Parse
    classes: Classes
    lexicon: Lexicon
    kinds: dict[Features, int] = msgspec.field(default_factory=dict)
    scores: dict[tuple[int, int, int, int, bool], float | None] = msgspec.field(default_factory=dict)

    def mention(self, d: Draft) -> Member:
        """A draft with its features."""
        seen = features.of(d, self.parse, self.classes, self.lexicon)
        kind = self.kinds.setdefault(seen, len(self.kinds))
        head = d.frame.head
        word = trigger_of(d.frame, self.parse) if self.parse.told else head
        return Member(d, seen, kind, self.parse.tokens[head].sent, marker_over(head, self.parse), word)

    def alike(self, one: Member, group: list[Member]) -> float:
        """How strongly a mention speaks of the group's event, on the average of its mentions; 0 when something forbids it."""
        if any(self._are_two(one, other) for other in group):
            return 0.0
        tied = [self._tied(one, other) for other in group]
        if any(tied):  # what the grammar ties nothing keeps apart
            scores = [evidence(self.pair(one, other, t)) for other, t in zip(group, tied, strict=True)]
            return max(0.0, sum(scores) / len(group))
        total = 0.0
        for other in group:
            score = self._score(one, other)
            if score is None:
                return 0.0
            total += score
        return max(0.0, total / len(group))

    def _are_two(self, one: Member, other: Member) -> bool:
        """Whether they are two events whatever ties them."""
        apart_ = _are_measured_apart(one, other) or _are_two_deeds(one.features, other.features)
        return apart_ or self._ends(one, other) or self._ends(other, one)

    def may_be_one(self, one: list[Member], other: list[Member]) -> bool:
        """Whether nothing forbids any mention of the one to be of the other."""
        return all(self._score(later, earlier) is not None for earlier in one for later in other)

    def _ends(self, one: Member, other: Member) -> bool:
        """Whether the one is told as what put an end to the other: "raided the hotel to end the siege"."""
        support, clause = other.draft.frame.support, self.parse.clause(other.draft.frame.clause)
        ended = support is not None and support.aspect == "ended" and support.noun == "object" and not support.gives
        if not ended or clause is None or one.sentence != other.sentence or one.draft.frame.kind != "verb":
            return False
        return one.draft.frame.head in (clause.head, clause.parent)

    def _tied(self, one: Member, other: Member) -> bool:
        """Whether the grammar ties them, which it does within a sentence only."""
        here = one.sentence == other.sentence
        return here and linked(one.draft, other.draft, self.parse, self.classes, self.lexicon)

    def pair(self, one: Member, other: Member, linked: bool) -> Pair:
        """Two mentions as they are compared; ``linked``: the grammar ties them."""
        distance = min(abs(one.sentence - other.sentence), FAR)
        if not self.parse.told:
            return Pair(one.features, other.features, distance, linked)
        share, together = self.parse.told.same(one.word, other.word)
        return Pair(one.features, other.features, distance, linked, -1 if share is None else step_of(share), together)

    def _score(self, one: Member, other: Member) -> float | None:
        pair = self.pair(one, other, linked=False)
        key = one.kind, other.kind, pair.distance, pair.once, pair.together
        if key not in self.scores:
            self.scores[key] = None if _forbidden(pair) else evidence(pair)
        return self.scores[key]


def _are_two_deeds(one: Features, other: Features) -> bool:
    """ "Shot down drones and took the village", "stormed a camp, abducting six": the taking of ground or of people and another
    deed."""
    verbs = one.kind == "verb" and other.kind == "verb" and not (one.harm or other.harm)
    return any((mode in one.mode) != (mode in other.mode) and (verbs or (one.mode and other.mode)) for mode in ALONE)


def _are_measured_apart(one: Member, other: Member) -> bool:
    """Whether one sentence measures the one from the other: these are two events."""
    return one.sentence == other.sentence and one.measured != other.measured


def _forbidden(pair: Pair) -> bool:
    """What keeps two mentions apart; a headline names no voice and hedges nothing, so there those do not count."""
    one, other = pair.one, pair.other
    if not (one.headline or other.headline) and (_surer(one, other) or _voices_apart(one, other)):
        return True
    known = one.doers_known or other.doers_known or (one.doers_named and other.doers_described)
    doers_apart = apart(one.actors, other.actors) and not known
    return doers_apart or _is_answer(one, other) or _is_answer(other, one) or _clash(pair)


def _is_answer(one: Features, other: Features) -> bool:
    """Whether violence is done to who did the other, and nobody else: "police fired on workers", "the attack on police"."""
    hit = (one.recipients & other.actors) - one.actors - other.recipients
    return one.violent and other.violent and bool(hit) and not one.recipients & other.recipients


def _surer(one: Features, other: Features) -> bool:
    """One is told as surer; but "Reports that X killed 70" and "X killed 70" speak of one event, and a doubt that names no doer is one
    of the telling alone."""
    if one.modality == other.modality:
        return False
    if "planned" in (one.modality, other.modality) or "conditional" in (one.modality, other.modality):
        return True
    doubted = other if one.modality == "actual" else one
    return bool(doubted.actors) and not one.recipients & other.recipients


def _clash(pair: Pair) -> bool:
    """Different figures for one thing; else different days, different people or things hit, different towns."""
    one, other = pair.one, pair.other
    both = counted(one, other)
    if both and dict(one.figures) != dict(other.figures):
        return not all(are_one_figure(mine, theirs) for mine, theirs in both)
    if (one.victims_further and one.victims & other.victims) or _is_one_of_several(one, other):
        return True
    if _days_apart(one, other) or places_apart(one.towns, other.towns):
        return True
    return _hit_others(pair)


def _hit_others(pair: Pair) -> bool:
    """Whether they name different people or things acted on, and the later is not known to be of the deed before."""
    one, other = pair.one, pair.other
    known = _is_that_deed(one) or one.in_deed or _is_taken_person(one, other) or _are_again(one, other)
    others = apart(_called(one.recipients), _called(other.recipients))
    return others and not known and not of_place_and_people(pair)


def _called(parties: frozenset[str]) -> frozenset[str]:
    """Those who are called something: a bare number ("kills 12", "the 16") is nobody else than "12 people"."""
    return frozenset(name for name in parties if not name.removeprefix("the ").replace(",", "").isdecimal())


def _are_again(one: Features, other: Features) -> bool:
    """ "Shot two soldiers. … The soldiers were hit": those told of as known, by the word of before; "a journalist", and then his name."""
    return (one.victims_known and bool(one.victims & other.victims)) or (one.victims_named and other.victims_new)


def _is_one_of_several(one: Features, other: Features) -> bool:
    """ "Seized three towns", "captured the town of Kesh": the whole and a part."""
    counts = [dict(x.figures).get("towns", (1, 1))[0] or 1 for x in (one, other)]
    return GROUND in one.mode & other.mode and bool(one.towns and other.towns) and (counts[0] > 1) != (counts[1] > 1)


def _is_that_deed(one: Features) -> bool:
    """ "The attack wounded four": it has further victims and is the deed before; "the murder of a guard" is that guard's."""
    return one.noun is not None and one.noun.definite and one.violent and not one.harm


def _is_taken_person(one: Features, other: Features) -> bool:
    """ "Masked men seized a driver. … The man was abducted on Sunday": who was taken or freed and is known by that alone, in words that
    name no doer, may be who was before, whatever he was called there."""
    return bool(one.taken) and one.taken == other.taken and one.taken_known and not one.actors


def _days_apart(one: Features, other: Features) -> bool:
    (first, last), (start, end) = one.days, other.days
    if not first or not start:
        return False
    return first > (end or "9999") or start > (last or "9999")


def _voices_apart(one: Features, other: Features) -> bool:
    """Two voices that are somebody, each asserting it in a clause of its own."""
    if one.vague or other.vague or one.voice in other.voice or other.voice in one.voice:
        return False
    return bool(one.voice and other.voice)


def _group(drafts: list[Draft], parse: Parse) -> Group:
    main = max(drafts, key=lambda d: (_informs(d, parse), -d.frame.head))
    return Group(main, tuple(d for d in drafts if d is not main))


def _informs(d: Draft, parse: Parse) -> float:
    """How much a mention says: sides, place, time, counts, a mode; background nouns say less, and so do headlines, which leave
    out by whose word it is."""
    return (
        WEIGHTS.side * (bool(d.actor) + bool(d.recipient))
        + WEIGHTS.where * bool(d.place)
        + WEIGHTS.when * bool(d.time)
        + WEIGHTS.count * len(d.counts)
        + WEIGHTS.mode * bool(d.mode)
        + WEIGHTS.presumes * (d.frame.entry.presumes or d.frame.kind == "attributive")
        + WEIGHTS.headline * (parse.sentence(d.frame.head).kind == "headline")
    )


def also(group: Group) -> tuple[Quote, ...]:
    """Triggers of the further mentions, in text order."""
    return tuple(sorted((d.trigger for d in group.others), key=lambda q: q.span))


def modes(group: Group) -> tuple[str, ...]:
    """Modes of all mentions, the main one's first."""
    return tuple(dict.fromkeys(m for d in group.drafts for m in d.mode))


def counts(group: Group) -> tuple[Tally, ...]:
    """Tallies of all mentions; a figure that another mention repeats stands once, with its bound where one has it ("at least 12");
    "three soldiers and three guards" stay two."""
    rows: list[Tally] = []
    for d in sorted(group.drafts, key=lambda d: d.frame.head):
        before = {_figure(c) for c in rows}
        bounded = {_figure(c) for other in group.drafts if other is not d for c in other.counts if c.high is None}
        rows += (
            c for c in d.counts if _figure(c) not in before and (c.what, c.low, None) not in bounded - {_figure(c)}
        )
    return tuple(sorted(rows, key=lambda t: t.span))


def _figure(c: Tally) -> tuple[str, int | None, int | None]:
    return c.what, c.low, c.high


def actors(group: Group) -> tuple[Party, ...]:
    """Those who act by the first mention that names them; who only "repelled the attack" is whom the attack hit."""
    hit = {p.span for p in group.main.recipient}
    return _each_once(
        next(
            (d.actor for d in group.drafts if d.actor and (d is group.main or any(p.span not in hit for p in d.actor))),
            (),
        )
    )


def recipients(group: Group, parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Those acted on: by violence all whom its mentions name ("a blast hit a bakery, injuring two"), else the first named.

    Who fights is on one of two sides and no victim, though he may fall ("five rebels were killed in a clash with troops").
    """
    main = group.main
    named = hit(main, group.drafts, parse, lexicon) if main.traits.violent else _but_numbers(main, lexicon)
    found = named or next((x.recipient for x in group.others if x.recipient), ())
    acting = actors(group)
    return tuple(_not_himself(one, acting, parse) for one in _each_once(_without_sides(found, group)))


def _not_himself(one: Party, acting: tuple[Party, ...], parse: Parse) -> Party:
    """Whom "its" or "them" stands for among those acted on; nobody known where that would be who acts: "the council punished Iran for
    its refusal", "officers took their telephones"."""
    tokens = [parse.tokens[at] for at in parse.within(one.span.start, one.span.end)]
    pronoun = len(tokens) == 1 and tokens[0].tag in ("PRP", "PRP$") and not tokens[0].lower.endswith(("self", "selves"))
    same = pronoun and any((one.id or one.name, one.code) == (other.id or other.name, other.code) for other in acting)
    return msgspec.structs.replace(one, name=one.text, code="", id="") if same else one


def _each_once(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """Each whom a name tells, once, by the words of the name if they stand there alone: "Peru's president, Omar Sala", "the Lakes
    Union, or LU" are one."""
    first: dict[object, Party] = {}
    for one in parties:
        named = one.id or (one.name[:1].isupper() and (one.name, one.code))
        known = first.setdefault(named or one.span, one)
        if one.text == one.name != known.text:
            first[named] = one
    return tuple(first.values())


def _but_numbers(main: Draft, lexicon: Lexicon) -> tuple[Party, ...]:
    """Those acted on, without a bare number of people arrested, freed or driven out ("led away two"), which is a count alone."""
    if not main.frame.entry.traits.personal:
        return main.recipient
    return tuple(p for p in main.recipient if not is_bare_number(p, lexicon))


def _without_sides(found: tuple[Party, ...], group: Group) -> tuple[Party, ...]:
    """Without those who act on the same words: both sides of a fight."""
    acting = {p.span for p in actors(group)}
    return tuple(p for p in found if p.span not in acting)
