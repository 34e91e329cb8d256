"""One happening, one claim: join the mentions of it in one document, keep apart what other voices or figures say."""

from __future__ import annotations

import msgspec

from dateline.claims.drafts import Draft
from dateline.claims.values import Classes
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Party, Quote, Tally

DEFINITE = {"the", "this", "these", "that", "those"}
NUMBERS = {"others", "other", "scores", "dozens", "hundreds", "thousands", "several", "many", "one", "two", "three", "four", "five",
           "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen", "twenty", "thirty", "forty", "fifty"}  # fmt: skip
BOUNDS = {"at", "least", "most", "more", "than", "the", "about", "some", "nearly", "almost", "up", "to", "over"}
FIGURES = NUMBERS | BOUNDS
HARM = {"killed", "injured"}


class Happening(msgspec.Struct, frozen=True):
    """The most informative draft, and the further mentions of the same happening."""

    main: Draft
    others: tuple[Draft, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """All drafts, the main one first."""
        return (self.main, *self.others)


def join(drafts: tuple[Draft, ...], parse: Parse, classes: Classes) -> tuple[Happening, ...]:
    """Happenings in text order of their first mention."""
    groups: list[list[Draft]] = []
    for one in drafts:
        best, score = None, 0.0
        for group in groups:
            got = _alike(one, group, parse, classes)
            if got > score:
                best, score = group, got
        if best is None:
            groups.append([one])
        else:
            best.append(one)
    return tuple(_happening(g) for g in groups if not all(d.found.entry.presumes for d in g))


def _happening(group: list[Draft]) -> Happening:
    main = max(group, key=lambda d: (_told(d), -d.found.head))
    return Happening(main, tuple(d for d in group if d is not main))


def _told(d: Draft) -> float:
    """How much a mention says: roles, place, time, counts, a mode; headlines and background nouns say less."""
    told = (
        2.0 * bool(d.actor)
        + 2.0 * bool(d.recipient)
        + bool(d.place)
        + bool(d.time)
        + len(d.counts)
        + 0.5 * bool(d.mode)
    )
    return told - 5.0 * d.found.entry.presumes


def _alike(one: Draft, group: list[Draft], parse: Parse, classes: Classes) -> float:
    """How strongly a draft speaks of the group's happening; 0 when something forbids it."""
    linked = any(_linked(one, other, parse, classes) for other in group)
    if any(_forbidden(one, other, linked, _is_headline(one, parse) or _is_headline(other, parse)) for other in group):
        return 0.0
    return max(_evidence(one, other, parse, classes) for other in group)


def _is_headline(d: Draft, parse: Parse) -> bool:
    return parse.sentence(d.found.head).kind == "headline"


def _forbidden(one: Draft, other: Draft, linked: bool, headline: bool) -> bool:
    """What keeps two mentions apart; a headline names no voice and hedges nothing, so there those do not count."""
    if one.type != other.type or one.mood.polarity != other.mood.polarity:
        return True
    if linked:
        return False
    if one.modality != other.modality and not headline and not _only_less_sure(one, other):
        return True
    if not headline and _voices_apart(one, other):
        return True
    return _apart(_names(one.actor), _names(other.actor)) or _clash(one, other)


def _only_less_sure(one: Draft, other: Draft) -> bool:
    """ "Reports that X killed 70" and "X killed 70" speak of one happening."""
    return {one.modality, other.modality} == {"actual", "possible"} and bool(
        _names(one.recipient) & _names(other.recipient)
    )


def _clash(one: Draft, other: Draft) -> bool:
    """Different figures for one thing, different days, different towns, different things hit."""
    if (
        _figures(one)
        and _figures(other)
        and _figures(one) != _figures(other)
        and _figures(one).keys() & _figures(other).keys()
    ):
        return any(_figures(one)[w] != _figures(other)[w] for w in _figures(one).keys() & _figures(other).keys())
    if one.time and other.time and one.time.start and other.time.start and _days_apart(one, other):
        return True
    if _apart(_names(one.recipient), _names(other.recipient)):
        return True
    return _apart(_towns(one), _towns(other))


def _figures(d: Draft) -> dict[str, tuple[int | None, int | None]]:
    return {c.what: (c.low, c.high) for c in d.counts if c.what in HARM}


def _days_apart(one: Draft, other: Draft) -> bool:
    a, b = one.time, other.time
    if a is None or b is None:
        return False
    return (a.start or "") > (b.end or "9999") or (b.start or "") > (a.end or "9999")


def _names(parties: tuple[Party, ...]) -> frozenset[str]:
    return frozenset(p.name.lower() for p in parties)


def _towns(d: Draft) -> frozenset[str]:
    return frozenset((w.place.id if w.place else w.text.lower()) for w in d.place)


def _apart(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a) and bool(b) and not any(x in y or y in x for x in a for y in b)


def _voices_apart(one: Draft, other: Draft) -> bool:
    """Two voices; or what a voice asserts in a clause of its own beside what the dispatch tells in a clause."""
    a = one.voices[0].speaker.name.lower() if one.voices else ""
    b = other.voices[0].speaker.name.lower() if other.voices else ""
    asserted = one.found.kind == "verb" and other.found.kind == "verb"
    return a != b and (asserted or (bool(a) and bool(b)))


def _evidence(one: Draft, other: Draft, parse: Parse, classes: Classes) -> float:
    """Reasons to think of one happening, weighted."""
    score = 0.0
    anaphoric = _is_anaphoric(one, parse)
    same_lemma = parse.lemma(one.found.head) == parse.lemma(other.found.head)
    if _linked(one, other, parse, classes):
        score += 3.0
    if one.type == "ASSAULT" and anaphoric:
        score += 1.0 if one.recipient or one.place or one.actor else 1.8
    if one.type == "CONSULT" and _is_collective(one, parse):
        score += 1.6
    if same_lemma and (anaphoric or one.type != "ASSAULT"):
        score += 1.0
    shared_actor = bool(_names(one.actor) & _names(other.actor))
    shared_recipient = bool(_names(one.recipient) & _names(other.recipient))
    score += 0.8 * shared_actor + 1.0 * shared_recipient
    if same_lemma and (shared_recipient or _towns(one) & _towns(other) or (shared_actor and anaphoric)):
        score += 1.0
    score += 0.6 * bool(_towns(one) & _towns(other)) + 0.5 * bool(_figures(one) and _figures(one) == _figures(other))
    score += 0.6 * bool(set(one.mode) & set(other.mode))
    if one.mode and other.mode and not set(one.mode) & set(other.mode):
        score -= 1.5
    if _is_headline(one, parse) or _is_headline(other, parse):
        score += 1.0
    return score if score >= 1.6 else 0.0


def _is_anaphoric(d: Draft, parse: Parse) -> bool:
    phrase = parse.phrase(d.found.head)
    if d.found.kind != "noun" or phrase is None or any(prep in ("of", "against", "on") for prep, _ in phrase.preps):
        return False
    return phrase.determiner in DEFINITE or bool(phrase.possessors)


def _is_collective(d: Draft, parse: Parse) -> bool:
    """ "They", "the ministers", "both sides": those who met before."""
    heads = d.actor_heads
    if len(heads) != 1:
        return False
    phrase = parse.phrase(heads[0])
    token = parse.tokens[heads[0]]
    plural = token.tag in ("NNS", "NNPS") and phrase is not None and phrase.determiner in (*DEFINITE, "both")
    return plural or token.lower in ("they", "both")


def _linked(one: Draft, other: Draft, parse: Parse, classes: Classes) -> bool:
    """One stands in a slot of the other's clause: "the blast killed eight", "a bombing … killing eight", "died in the attack"."""
    for a, b in ((one, other), (other, one)):
        clause = parse.clause(b.found.clause) if b.found.kind == "verb" else None
        if clause is None:
            continue
        near = {*clause.subjects, *clause.agents, *(h for _, h in clause.obliques), *clause.objects}
        if a.found.head in near:
            return True
        if clause.kind == "relative" and a.found.kind == "noun" and _antecedent(a, clause, parse, classes):
            return True
        if _tells_how(a, clause, parse):
            return True
        if clause.kind in ("adverbial", "participle", "open") and clause.parent in (a.found.head, a.found.clause):
            return clause.tense == "participle"
        if a.found.kind == "verb" and clause.conjunct_of in (a.found.head, _lead(a, parse)) and b.type == "ASSAULT":
            return not a.recipient or not b.recipient or bool(b.found.entry.count)
    return False


def _tells_how(a: Draft, clause: Clause, parse: Parse) -> bool:
    """ "Four were killed when gunmen opened fire": the clause says who did what the passive leaves open."""
    above = parse.clause(a.found.clause) if a.found.kind == "verb" else None
    if above is None or clause.kind != "adverbial" or clause.marker not in ("when", "as", "after"):
        return False
    return (
        clause.parent == above.head
        and above.passive
        and not a.actor
        and a.type == "ASSAULT"
        and bool(a.found.entry.count)
    )


def _antecedent(a: Draft, clause: Clause, parse: Parse, classes: Classes) -> bool:
    """ "attacks in the market of Kesh, which killed 28": the nearest event noun before, when what stands between cannot kill."""
    between = classes.of(clause.parent) or frozenset()
    same = parse.tokens[a.found.head].sent == parse.tokens[clause.head].sent
    return (
        same
        and a.found.head < clause.parent
        and clause.parent - a.found.head < 15
        and bool(between & {"place", "facility"})
    )


def _lead(d: Draft, parse: Parse) -> int:
    clause = parse.clause(d.found.clause)
    return clause.conjunct_of if clause is not None and clause.conjunct_of >= 0 else d.found.head


def also(happening: Happening) -> tuple[Quote, ...]:
    """Triggers of the further mentions, in text order."""
    return tuple(sorted((d.trigger for d in happening.others), key=lambda q: q.span))


def counts(happening: Happening) -> tuple[Tally, ...]:
    """Tallies of all mentions; a figure that another mention repeats stands once, "a doctor and a nurse" stay two."""
    rows: list[Tally] = []
    for d in sorted(happening.drafts, key=lambda d: d.found.head):
        before = {_figure(c) for c in rows}
        for c in d.counts:
            if _figure(c) not in (before if c.low == c.high == 1 else {_figure(r) for r in rows}):
                rows.append(c)
    return tuple(sorted(rows, key=lambda t: t.span))


def _figure(c: Tally) -> tuple[str, int | None, int | None]:
    return c.what, c.low, c.high


def recipients(happening: Happening, parse: Parse) -> tuple[Party, ...]:
    """Those hit: of an assault all that its own sentence names ("a blast hit a bakery, injuring two"), else the first named."""
    main = happening.main
    if main.type != "ASSAULT":
        return main.recipient or next((x.recipient for x in happening.others if x.recipient), ())
    here = parse.tokens[main.found.head].sent
    near = [d for d in happening.drafts if parse.tokens[d.found.head].sent == here]
    found: dict[str, Party] = {}
    for d in near or happening.drafts:
        for party in d.recipient:
            found.setdefault(party.name.lower(), party)
    if found:
        told = tuple(p for p in found.values() if not _is_bare_number(p))
        return told or tuple(found.values())
    return next((x.recipient for x in happening.others if x.recipient), ())


def _is_bare_number(party: Party) -> bool:
    """ "eight", "six others", "scores", "more than 260": a figure beside named victims, kept as a count alone."""
    words = [w for w in party.text.lower().replace("-", " ").split() if w not in BOUNDS]
    return not words or all(w in NUMBERS or w.replace(",", "").isdigit() for w in words)
