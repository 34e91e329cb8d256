"""Where it took place: the place phrases of an event's own words, with what the gazetteer made of them.

The rings of ``_rings`` are asked in turn, and the first that names a place answers: the noun's own phrase, the clause,
the means and victims in it, those who act in it, the clause it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.roles import dying
from dateline.claims.roles.extents import extent
from dateline.claims.roles.literal import inner_name, is_literal, is_side, literal, precision
from dateline.claims.roles.wider import lies_in
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Place, Span, Where


def places(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Where, ...]:
    """Where it took place: the entry's place slots, then the place phrases of the event's own words."""
    names = (*frame.entry.place, *(frame.entry.recipient if frame.entry.traits.gathering else ()))
    heads = [h for name in names for h in frame.slot(name) if _is_place(h, parse, mentions, classes, lexicon)]
    heads += _located(frame, heads, parse, mentions, classes, lexicon)
    heads = [h for h in dict.fromkeys(heads) if not mentions.in_time(h)]
    told = _most_specific(heads, parse, mentions, classes, lexicon)
    told += [m for h in told for m in _spread(h, parse, mentions, classes, lexicon)]
    told += _around(told, frame, parse, mentions, classes, lexicon)
    return tuple(where(h, parse, mentions, classes, lexicon) for h in dict.fromkeys(told))


def _around(
    told: list[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """The town of the clause, where the noun's own phrase names only a site: "In Kesh, a bomb at a bakery killed two"."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if frame.kind != "noun" or phrase is None or clause is None or not told:
        return []
    known = [where(h, parse, mentions, classes, lexicon).place for h in told]
    if any(known) or not _shares_clause(frame, phrase, clause, lexicon):
        return []
    links = literal(_said_where(clause, parse), frame, parse, mentions, classes, lexicon)
    return [h for h in links if where(h, parse, mentions, classes, lexicon).place is not None]


def _spread(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Further towns that a facility without a name lies in: "embassies in Kesh, Toria, and Wem"."""
    first = _named(head, parse, mentions, classes, lexicon) if head not in mentions.places else -1
    phrase = parse.phrase(head)
    if first < 0 or phrase is None:
        return []
    near = [h for prep, h in phrase.preps if prep in lexicon.words["rest_prepositions"] and h != first]
    beside = [h for h in near if _coordinated(h, first, parse) and not _within(h, first, parse, mentions)]
    return _outermost([h for h in beside if is_literal(h, parse, mentions, classes, lexicon)], parse, mentions)


def _outermost(heads: list[int], parse: Parse, mentions: Mentions) -> list[int]:
    """Without those that only say in which larger place another one lies."""
    return [h for h in heads if not any(_within(h, other, parse, mentions) for other in heads if other != h)]


def _most_specific(heads: list[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Without those that only say in which larger place another one lies, and without its land, where the two are not coordinated."""
    rest = _outermost(heads, parse, mentions)
    known = {h: where(h, parse, mentions, classes, lexicon) for h in rest}
    return [
        h
        for h in rest
        if not any(lies_in(known[o], known[h]) and not _coordinated(h, o, parse) for o in rest if o != h)
    ]


def _is_place(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    if parse.lemma(head) in ("%", "percent"):
        return False
    if head in mentions.places:
        return True
    kinds = classes.of(head) or frozenset()
    return bool(kinds & lexicon.words["ground_classes"]) and not is_side(head, kinds, parse, mentions)


def _within(head: int, other: int, parse: Parse, mentions: Mentions) -> bool:
    """True when ``head`` only says in which larger place ``other`` lies ("Kesh, in Toria", "Kesh, Toria")."""
    phrase, own = parse.phrase(other), parse.phrase(head)
    if phrase is None:
        return False
    if head in (*phrase.appositions, *(h for _, h in phrase.preps)):
        return True
    follows = own is not None and 2 <= own.first > other and own.first - phrase.last <= 2
    if own is None or not follows or parse.tokens[own.first - 1].text != ",":
        return False
    return head in mentions.places and not _is_listed(head, parse, mentions)


def _is_listed(head: int, parse: Parse, mentions: Mentions) -> bool:
    """ "Kesh, Toria and Wem": a comma in a list of three or more says nothing of containment."""
    phrase = parse.phrase(head)
    first = head if phrase is None or phrase.conjunct_of < 0 else phrase.conjunct_of
    top = parse.phrase(first)
    group = top.conjuncts if top is not None else ()
    precisions = {precision(h, mentions) for h in (first, *group)} - {""}
    return len(group) > 1 and (len(precisions) <= 1 or "country" not in precisions)


def _coordinated(a: int, b: int, parse: Parse) -> bool:
    one, two = parse.phrase(a), parse.phrase(b)
    first = {p.conjunct_of if p.conjunct_of >= 0 else p.head for p in (one, two) if p is not None}
    return len(first) == 1


def where(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Where:
    """The place a head stands for, resolved when the gazetteer knew it."""
    span = extent(head, parse, mentions)
    resolution = mentions.places.get(head)
    if resolution is None and (named := _named(head, parse, mentions, classes, lexicon)) >= 0:
        resolution = mentions.places.get(named) or inner_name(named, parse, mentions)
        span = Span(span.start, max(span.end, extent(named, parse, mentions).end))
    resolution = resolution or inner_name(head, parse, mentions)
    value = resolution.value if resolution is not None else None
    return Where(parse.text[span.start : span.end], span, value if isinstance(value, Place) else None)


def _named(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> int:
    """Head of the name that says where a place without a name lies: "a market in Kesh", "the capital, Kesh"; -1 for none."""
    phrase = parse.phrase(head)
    if phrase is None:
        return -1
    links = [h for prep, h in phrase.preps if prep in lexicon.words["rest_prepositions"] or prep == "of"]
    name = parse.tokens[head].pos == "PROPN"  # "Kesh, a stronghold of …": the apposition only describes it
    beside = [h for h in phrase.appositions if not name or parse.tokens[h].pos == "PROPN"]
    near = [h for h in (*links, *beside) if 0 <= h - phrase.last < 6]
    near += [] if name else _measured_from(head, parse, lexicon)
    return next((h for h in near if is_literal(h, parse, mentions, classes, lexicon)), -1)


def _measured_from(head: int, parse: Parse, lexicon: Lexicon) -> list[int]:
    """Heads of the phrases from which a place is told to be so far, right behind it and whatever the tree makes of that: "a post about
    8 km north of Kesh"."""
    words, tokens = lexicon.words, parse.tokens
    at = _behind(head + 1, words["bound_words"], parse)
    if at + 3 > len(tokens) or tokens[at].pos != "NUM" or tokens[at + 1].lower not in words["length_units"]:
        return []
    at = _behind(at + 2, words["direction_words"], parse)
    if at + 1 >= len(tokens) or tokens[at].lower not in ("from", "of", "off"):
        return []
    return [p.head for p in parse.phrases_near(at + 1) if p.first in (at, at + 1) and p.head > at]


def _behind(at: int, words: frozenset[str], parse: Parse) -> int:
    """The first token from ``at`` on that is none of the words."""
    while at < len(parse.tokens) and parse.tokens[at].lower in words:
        at += 1
    return at


def _located(
    frame: Frame, given: list[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Heads of the first ring that names a place; beside a town taken or hit only what the clause itself adds."""
    if any(h in mentions.places for h in given):
        clause = parse.clause(frame.clause)
        links = clause.obliques if clause is not None else ()
        links = tuple(link for link in links if link[0] in lexicon.words["place_prepositions"])
        return literal(links, frame, parse, mentions, classes, lexicon)
    return next((ring for ring in _rings(frame, parse, mentions, classes, lexicon) if ring), [])


def _rings(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[list[int]]:
    """Place heads from near to far."""
    phrase, clause = parse.phrase(frame.head), parse.clause(frame.clause)
    if frame.kind == "noun" and phrase is not None:
        yield _of_noun(frame, phrase, parse, mentions, classes, lexicon)
        yield literal(_lent(frame, clause, parse, lexicon), frame, parse, mentions, classes, lexicon)
        if not _shares_clause(frame, phrase, clause, lexicon):
            return
    if clause is None:
        return
    yield literal(_own_links(frame, clause, parse, lexicon), frame, parse, mentions, classes, lexicon)
    if frame.kind in ("modal", "adjective"):
        inner = [parse.clauses[h] for _, h in clause.complements]
        yield [h for c in inner for h in literal(c.obliques, frame, parse, mentions, classes, lexicon)]
    yield _further_down(_means(clause, frame, parse, lexicon), frame, parse, mentions, classes, lexicon)
    yield from _of_sides(clause, frame, parse, mentions, classes, lexicon)
    if frame.entry.traits.violent:
        yield _further_down(_in_slots(frame, parse), frame, parse, mentions, classes, lexicon)
        yield _further_down(clause.undergoers, frame, parse, mentions, classes, lexicon, seats=True)
    yield _raised(clause, frame, parse, mentions, classes, lexicon)


Links = tuple[tuple[str, int], ...]


def _own_links(frame: Frame, clause: Clause, parse: Parse, lexicon: Lexicon) -> Links:
    """The prepositional phrases that say where, without those of the event that is spoken of."""
    links = _said_where(clause, parse)
    if not frame.entry.traits.speech or frame.kind != "verb":
        return links
    lent = _behind_object(clause, parse, lexicon)
    return tuple(link for link in links if link not in lent)


def _lent(frame: Frame, clause: Clause | None, parse: Parse, lexicon: Lexicon) -> Links:
    """What the verb that speaks of an event says of where it was."""
    return _behind_object(clause, parse, lexicon) if clause is not None and frame.head in clause.objects else ()


def _behind_object(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[tuple[str, int], ...]:
    """ "Condemned the ambush in Diffa": the prepositional phrase right behind a deed that a verb speaks of is where that was; a deal
    is signed where it is made."""
    if not any(e.traits.speech for e, _ in lexicon.event_verbs.get(clause.lemma, ())):
        return ()
    deeds = (parse.phrase(h) for h in clause.objects if _is_material(h, parse, lexicon))
    ends = {deed.last for deed in deeds if deed is not None}
    return tuple((prep, h) for prep, h in clause.obliques if (p := parse.phrase(h)) is not None and p.first - 1 in ends)


def _is_material(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    return any(e.traits.material for e, _ in lexicon.event_nouns.get(parse.lemma(head), ()))


def _said_where(clause: Clause, parse: Parse) -> tuple[tuple[str, int], ...]:
    """The prepositional phrases of a clause, with those before it that hang on a saying behind it: "In Kesh, a bomb killed
    two, doctors said"."""
    above = parse.clause(clause.parent)
    own = (*clause.obliques, *_on_adverbs(clause, parse))
    if clause.kind != "complement" or above is None or above.head < clause.last:
        return own
    return (*own, *(link for link in above.obliques if link[1] < clause.first))


def _on_adverbs(clause: Clause, parse: Parse) -> list[tuple[str, int]]:
    """ "Elsewhere in the capital": prepositional phrases on the adverbs of a clause."""
    near = parse.phrases_near(clause.head) if clause.adverbs else []
    return [(p.prep, p.head) for p in near if p.prep and p.governor in clause.adverbs]


def _of_sides(
    clause: Clause, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[list[int]]:
    """Where the deal lies that is signed; of what is no speaking, where those lie that are hit, and those who act."""
    if frame.entry.traits.deal:
        deals = [h for h in clause.undergoers if _is_deal(h, classes, lexicon)]
        yield _further_down(deals, frame, parse, mentions, classes, lexicon)
    if frame.entry.traits.place_of_object:
        yield _further_down(_but(frame, clause.undergoers), frame, parse, mentions, classes, lexicon)
        below = _meanwhile(clause, parse)
        yield literal([link for c in below for link in c.obliques], frame, parse, mentions, classes, lexicon)
        yield _further_down([h for c in below for h in c.objects], frame, parse, mentions, classes, lexicon)
        doers = _but(frame, clause.doers) if not clause.inherited else []
        yield _further_down(doers, frame, parse, mentions, classes, lexicon)


def _in_slots(frame: Frame, parse: Parse) -> list[int]:
    """Those in the slots of both sides with those coordinated to them: "fighting between rebels and troops near Kesh", "fired on
    a bus in Toria"."""
    heads = [h for name in (*frame.entry.recipient, *frame.entry.actor) for h in frame.slot(name)]
    beside = (h for head in heads if (p := parse.phrase(head)) is not None for h in p.conjuncts)
    return _but(frame, dict.fromkeys([*heads, *beside]))


def _but(frame: Frame, heads: Iterable[int]) -> list[int]:
    return [h for h in heads if h != frame.head]


def _of_noun(
    frame: Frame, phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """In the noun's own phrase: its prepositions, those of its parties, its clauses ("which took place in"), names before it."""
    heads = literal(phrase.preps, frame, parse, mentions, classes, lexicon)
    heads = heads or _further_down([frame.head], frame, parse, mentions, classes, lexicon)
    for at in (*phrase.clauses, *_telling(phrase, parse, lexicon)):
        heads = heads or literal(parse.clauses[at].obliques, frame, parse, mentions, classes, lexicon)
    before = [m for m in (*phrase.modifiers, *phrase.possessors) if m not in mentions.actors and m in mentions.places]
    return heads or [m for m in before if is_literal(m, parse, mentions, classes, lexicon)]


def _telling(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> list[int]:
    """ "which took place", hung on a noun inside the phrase."""
    nested = [q for _, h in phrase.preps if (q := parse.phrase(h)) is not None]
    return [c for q in nested for c in q.clauses if parse.clauses[c].lemma in lexicon.words["happen_verbs"]]


def _is_deal(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """What is signed or agreed where it is: "signed a deal in Kesh"; not what is praised, which may lie elsewhere."""
    return bool((classes.of(head) or frozenset()) & lexicon.words["deal_classes"])


def _shares_clause(frame: Frame, phrase: Phrase, clause: Clause | None, lexicon: Lexicon) -> bool:
    """Whether the place of the clause is that of the noun: "clashes erupted in", "were killed in clashes in", "was hurt by a mine
    near", not "said of"."""
    if frame.support is not None:
        return True
    if clause is None or _conveys(clause, frame, lexicon):
        return False
    return phrase.site in ("subject", "object", "agent") or (
        phrase.site == "oblique" and phrase.prep in ("in", "during", "at")
    )


def _conveys(clause: Clause, frame: Frame, lexicon: Lexicon) -> bool:
    """Whether the verb speaks of the event: the place of the saying is not the place of what is said."""
    if clause.lemma in lexicon.voice_verbs:
        return True
    traits = [e.traits for e, _ in lexicon.event_verbs.get(clause.lemma, ())]
    return any(t.speech for t in traits) and not any(
        t.violent for t in traits
    )  # "stormed a base", "stormed out of talks"


def _further_down(
    heads: Iterable[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon,
    *, seats: bool = False,
) -> list[int]:  # fmt: skip
    """Place phrases on the heads, and on what stands in their of-, by- and against-phrases. ``seats``: also the seat of an
    office, where nothing else says where its holder was hit."""
    phrases = [p for h in heads if (p := parse.phrase(h)) and (seats or not _is_office(h, parse, classes, lexicon))]
    return [at for phrase in phrases for at in _inside(phrase, frame, parse, mentions, classes, lexicon)]


def _inside(
    phrase: Phrase, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    below_it = [h for prep, h in phrase.preps if prep in lexicon.words["nested_prepositions"]]
    nested = [h for h in below_it if not is_literal(h, parse, mentions, classes, lexicon)]
    below = [link for c in phrase.clauses if _is_bare(c, parse) for link in parse.clauses[c].obliques]
    return (
        literal(phrase.preps, frame, parse, mentions, classes, lexicon)
        or _further_down(nested, frame, parse, mentions, classes, lexicon)
        or literal(below, frame, parse, mentions, classes, lexicon)
        or _further_down([h for h in below_it if h not in nested], frame, parse, mentions, classes, lexicon)
    )


def _is_bare(head: int, parse: Parse) -> bool:
    """A participle without a subject of its own: "a parade held in Kesh"."""
    clause = parse.clauses[head]
    return clause.kind == "participle" and clause.tense == "participle"


def _is_office(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Someone whose place is a seat: "the ambassador in Kesh"."""
    if parse.lemma(head) in lexicon.words["seated_offices"]:
        return True
    kinds = classes.of(head) or frozenset()
    return bool(kinds & {"official", "diplomat"}) and parse.tokens[head].tag != "NNS"


def _means(clause: Clause, frame: Frame, parse: Parse, lexicon: Lexicon) -> list[int]:
    """Event nouns that name the means: "killed by an airstrike near Kesh", "killed in attacks in Kesh"."""
    links = [
        *((p, h) for p, h in clause.obliques if p in lexicon.words["means_prepositions"]),
        *(("by", h) for h in clause.agents),
    ]
    return [h for _, h in links if h != frame.head and parse.lemma(h) in lexicon.event_nouns]


def _meanwhile(clause: Clause, parse: Parse) -> list[Clause]:
    """ "killed as he was riding near Kesh": what went on at the same time and place."""
    below = [parse.clauses[h] for _, h in clause.complements]
    return [c for c in below if c.marker in ("as", "while", "when") and not c.negations]


def _raised(
    clause: Clause, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """A participle, a coordinated verb or an infinitive of purpose takes the place of the clause it hangs on, or where what that
    clause acts on lies: "stormed a church in Kesh, killing two"."""
    if clause.conjunct_of >= 0:
        above = parse.clause(clause.conjunct_of)
    elif clause.kind in ("adverbial", "open") and (clause.tense == "participle" or clause.marker == "to"):
        above = parse.clause(clause.parent)
    else:
        above = dying.clause_over(frame, parse, lexicon)
    if above is None or _conveys(above, frame, lexicon) or above.negations:
        return []
    found = literal(above.obliques, frame, parse, mentions, classes, lexicon)
    if found or not frame.entry.traits.violent:
        return found
    hit = [h for h in above.undergoers if not is_literal(h, parse, mentions, classes, lexicon)]
    return _further_down(hit, frame, parse, mentions, classes, lexicon)
