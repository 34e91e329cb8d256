"""Merge the mentions of one event in one document; keep apart what other voices or figures say."""

from __future__ import annotations

import msgspec

from dateline.claims.values import Classes, Draft
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import MERGE as WEIGHTS
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Party, Quote, Tally

FURTHEST = 60
"""Events, and mentions of one event, that a further mention is compared with: more than any dispatch of the development texts
has of one type; it keeps the time in proportion to the length of a text."""


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
    return group if len(group) <= FURTHEST else [*group[: FURTHEST // 2], *group[-FURTHEST // 2 :]]


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
    """How strongly a draft speaks of the group's event; 0 when something forbids it."""
    linked = any(_linked(one, other, parse, classes, lexicon) for other in group)
    if any(_forbidden(one, other, linked, parse, lexicon) for other in group):
        return 0.0
    return max(_evidence(one, other, parse, classes, lexicon) for other in group)


def _in_headline(one: Draft, other: Draft, parse: Parse) -> bool:
    return any(parse.sentence(d.frame.head).kind == "headline" for d in (one, other))


def _forbidden(one: Draft, other: Draft, linked: bool, parse: Parse, lexicon: Lexicon) -> bool:
    """What keeps two mentions apart; a headline names no voice and hedges nothing, so there those do not count."""
    if one.type != other.type or one.certainty.polarity != other.certainty.polarity:
        return True
    if linked:
        return False
    if not _in_headline(one, other, parse) and (_surer(one, other) or _voices_apart(one, other)):
        return True
    return _apart(_names(one.actor), _names(other.actor)) or _clash(one, other, lexicon)


def _surer(one: Draft, other: Draft) -> bool:
    """One is told as surer; but "Reports that X killed 70" and "X killed 70" speak of one event."""
    if one.modality == other.modality:
        return False
    doubtful = {one.modality, other.modality} == {"actual", "possible"}
    return not (doubtful and _names(one.recipient) & _names(other.recipient))


def _clash(one: Draft, other: Draft, lexicon: Lexicon) -> bool:
    """Different figures for one thing; else different days, different people or things hit, different towns."""
    mine, theirs = _figures(one, lexicon), _figures(other, lexicon)
    counted = mine.keys() & theirs.keys()
    if mine != theirs and counted:
        return any(mine[what] != theirs[what] for what in counted)
    if _days_apart(one, other) or _apart(_names(one.recipient), _names(other.recipient)):
        return True
    return _apart(_towns(one), _towns(other))


def _figures(d: Draft, lexicon: Lexicon) -> dict[str, tuple[int | None, int | None]]:
    return {c.what: (c.low, c.high) for c in d.counts if c.what in lexicon.words["harm_counts"]}


def _days_apart(one: Draft, other: Draft) -> bool:
    a, b = one.time, other.time
    if a is None or b is None or not a.start or not b.start:
        return False
    return a.start > (b.end or "9999") or b.start > (a.end or "9999")


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
    asserted = one.frame.kind == "verb" and other.frame.kind == "verb"
    return a != b and (asserted or (bool(a) and bool(b)))


def _evidence(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> float:
    """Reasons to think of one event, weighted; 0 below the threshold."""
    signs = {**_of_trigger(one, other, parse, classes, lexicon), **_of_roles(one, other, parse, lexicon)}
    score = round(sum(getattr(WEIGHTS, name) for name, told in signs.items() if told), 6)
    return score if score >= WEIGHTS.joined else 0.0


def _of_trigger(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> dict[str, bool]:
    """What the words of the event and their places in the sentences say."""
    violent, again = one.traits.violent, _is_anaphoric(one, parse, lexicon)
    bare = not (one.recipient or one.place or one.actor)
    return {
        "linked": _linked(one, other, parse, classes, lexicon),
        "anaphoric": violent and again and not bare,
        "bare_anaphoric": violent and again and bare,
        "those_who_met": one.traits.meeting and _is_collective(one, parse, lexicon),
        "word": _same_word(one, other, parse) and (again or not violent),
        "headline": _in_headline(one, other, parse),
    }


def _of_roles(one: Draft, other: Draft, parse: Parse, lexicon: Lexicon) -> dict[str, bool]:
    """What is shared of sides, places, figures and modes."""
    actor = bool(_names(one.actor) & _names(other.actor))
    recipient = bool(_names(one.recipient) & _names(other.recipient))
    town = bool(_towns(one) & _towns(other))
    modes, shared = bool(one.mode and other.mode), bool(set(one.mode) & set(other.mode))
    tied = recipient or town or (actor and _is_anaphoric(one, parse, lexicon))
    return {
        "same_actor": actor,
        "same_recipient": recipient,
        "word_and_role": _same_word(one, other, parse) and tied,
        "same_town": town,
        "same_figures": bool(_figures(one, lexicon)) and _figures(one, lexicon) == _figures(other, lexicon),
        "same_mode": shared,
        "other_mode": modes and not shared,
    }


def _same_word(one: Draft, other: Draft, parse: Parse) -> bool:
    return parse.lemma(one.frame.head) == parse.lemma(other.frame.head)


def _is_anaphoric(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    phrase = parse.phrase(d.frame.head)
    if d.frame.kind != "noun" or phrase is None or any(prep in ("of", "against", "on") for prep, _ in phrase.preps):
        return False
    return phrase.determiner in lexicon.words["definite"] or bool(phrase.possessors)


def _is_collective(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "They", "the ministers", "both sides": those who met before."""
    heads = d.actor_heads
    if len(heads) != 1:
        return False
    phrase = parse.phrase(heads[0])
    token = parse.tokens[heads[0]]
    plural = (
        token.tag in ("NNS", "NNPS")
        and phrase is not None
        and phrase.determiner in (*lexicon.words["definite"], "both")
    )
    return plural or token.lower in ("they", "both")


def _linked(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """One stands in a slot of the other's clause: "the blast killed eight", "a bombing … killing eight", "died in the attack"."""
    pairs = ((a, b, parse.clause(b.frame.clause)) for a, b in ((one, other), (other, one)) if b.frame.kind == "verb")
    found = (_tied(a, b, clause, parse, classes, lexicon) for a, b, clause in pairs if clause is not None)
    return next((tied for tied in found if tied is not None), False)


def _tied(a: Draft, b: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool | None:
    """Whether the clause of the verb ``b`` tells of ``a``; None when it says nothing about that."""
    if _stands_in(a, clause, parse, classes, lexicon) or _tells_how(a, clause, parse, lexicon):
        return True
    if clause.kind in ("adverbial", "participle", "open") and clause.parent in (a.frame.head, a.frame.clause):
        return clause.tense == "participle"
    if b.traits.violent and a.frame.kind == "verb" and clause.conjunct_of in (a.frame.head, _lead(a, parse)):
        harms = {"", *lexicon.words["harm_counts"]}  # "killed a guard and abducted two nuns": two deeds
        told = bool(b.frame.entry.count) and {a.frame.entry.count, b.frame.entry.count} <= harms
        return not a.recipient or not b.recipient or told
    return None


def _stands_in(a: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """In a slot of the clause, or as what its "which" stands for."""
    near = {*clause.subjects, *clause.agents, *(h for _, h in clause.obliques), *clause.objects}
    if a.frame.head in near:
        return True
    return clause.kind == "relative" and a.frame.kind == "noun" and _antecedent(a, clause, parse, classes, lexicon)


def _tells_how(a: Draft, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Four were killed when gunmen opened fire": the clause says who did what the passive leaves open."""
    above = parse.clause(a.frame.clause) if a.frame.kind == "verb" else None
    if above is None or clause.kind != "adverbial" or clause.marker not in lexicon.words["telling_markers"]:
        return False
    open_passive = clause.parent == above.head and above.passive and not a.actor
    return open_passive and a.traits.violent and bool(a.frame.entry.count)


def _antecedent(a: Draft, clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """ "attacks in the market of Kesh, which killed 28": the nearest event noun before, when what stands between cannot kill."""
    between = classes.of(clause.parent) or frozenset()
    same = parse.tokens[a.frame.head].sent == parse.tokens[clause.head].sent
    return (
        same
        and a.frame.head < clause.parent
        and clause.parent - a.frame.head < 15
        and bool(between & lexicon.words["ground_classes"])
    )


def _lead(d: Draft, parse: Parse) -> int:
    clause = parse.clause(d.frame.clause)
    return clause.conjunct_of if clause is not None and clause.conjunct_of >= 0 else d.frame.head


def also(group: Group) -> tuple[Quote, ...]:
    """Triggers of the further mentions, in text order."""
    return tuple(sorted((d.trigger for d in group.others), key=lambda q: q.span))


def modes(group: Group) -> tuple[str, ...]:
    """Modes of all mentions, the main one's first."""
    return tuple(dict.fromkeys(m for d in group.drafts for m in d.mode))


def counts(group: Group) -> tuple[Tally, ...]:
    """Tallies of all mentions; a figure that another mention repeats stands once, "a doctor and a nurse" stay two."""
    rows: list[Tally] = []
    for d in sorted(group.drafts, key=lambda d: d.frame.head):
        before = {_figure(c) for c in rows}
        for c in d.counts:
            if _figure(c) not in (before if c.low == c.high == 1 else {_figure(r) for r in rows}):
                rows.append(c)
    return tuple(sorted(rows, key=lambda t: t.span))


def _figure(c: Tally) -> tuple[str, int | None, int | None]:
    return c.what, c.low, c.high


def recipients(group: Group, parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Those acted on: by violence all that its own sentence names ("a blast hit a bakery, injuring two"), else the first named."""
    main = group.main
    named = _hit(group, parse, lexicon) if main.traits.violent else main.recipient
    return named or next((x.recipient for x in group.others if x.recipient), ())


def _hit(group: Group, parse: Parse, lexicon: Lexicon) -> tuple[Party, ...]:
    """Victims by name, each once; bare figures ("six others") only where nobody else is named."""
    here = parse.tokens[group.main.frame.head].sent
    found: dict[str, Party] = {}
    for party in (p for d in group.drafts if parse.tokens[d.frame.head].sent == here for p in d.recipient):
        found.setdefault(party.name.lower(), party)
    return tuple(p for p in found.values() if not _is_bare_number(p, lexicon)) or tuple(found.values())


def _is_bare_number(party: Party, lexicon: Lexicon) -> bool:
    """ "eight", "six others", "scores", "more than 260": a figure beside named victims, kept as a count alone."""
    words = [w for w in party.text.lower().replace("-", " ").split() if w not in lexicon.words["bound_words"]]
    return not words or all(w in lexicon.words["number_words"] or w.replace(",", "").isdigit() for w in words)
