"""Where it took place: the place phrases of an event's own words, with what the gazetteer made of them.

The rings of ``_rings`` are asked in turn, and the first that names a place answers: the noun's own phrase, the clause,
the means and victims in it, those who act in it, the clause it hangs on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.roles import TALKING, extent
from dateline.claims.scene import Scene
from dateline.claims.slots import Found, slot
from dateline.lexicon.ontology import VERBAL
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Place, Resolution, Span, Where

AT_REST = {"in", "at", "near", "on", "outside", "inside", "around", "along", "across", "throughout", "within", "between", "over",
           "north of", "south of", "east of", "west of", "northeast of", "northwest of", "southeast of", "southwest of", "off",
           "close to", "in front of", "next to", "outside of", "inside of", "opposite", "behind", "beside", "outskirts of",
           "under", "above", "by"}  # fmt: skip
INWARD = {"into", "to", "toward", "towards", "through", "onto", "for"}
AHEAD = {"to", "toward", "towards", "for"}  # where a march is bound, not what it has taken
OUTWARD = {"from", "out of"}
MOVING = {"withdraw", "territory", "expel", "deport", "visit", "access", "troops"}
LEAVING = {"withdraw", "expel", "deport", "abduct"}
SURFACE = {"on", "between", "by", "over", "behind", "under", "above", "off"}
INSIDE = ("of", "by", "against", "on", "with", "between", "for", "during")
MEANS = {"in", "by", "during", "with", "through", "after", "amid"}
PARTS = {"part", "side", "vicinity", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
         "outskirts", "suburb", "edge", "centre", "center", "heart", "middle", "mile", "kilometer", "kilometre", "km", "end",
         "margin", "bank", "shore", "rest"}  # fmt: skip
GROUND = {"place", "facility"}
UNPLACED = {"ground", "scene", "spot", "way"}  # "on the ground", "at the scene": no words of place
OFFICES = {"leader", "commander", "chief", "head", "representative", "ambassador", "envoy", "correspondent", "minister", "governor",
           "government", "ministry", "parliament", "administration", "council", "spokesman", "spokeswoman", "spokesperson",
           "official", "diplomat"}  # fmt: skip
HAPPEN = {"take", "occur", "happen"}
SPEECH = VERBAL | {"ACCUSE", "SUPPORT"}


def places(found: Found, scene: Scene) -> tuple[Where, ...]:
    """Where it took place: the entry's place slots, then the place phrases of the event's own words."""
    names = (*found.entry.place, *(found.entry.recipient if found.entry.type in TALKING else ()))
    heads = [h for name in names for h in slot(found, name, scene) if _is_place(h, scene)]
    heads += _located(found, heads, scene)
    heads = [h for h in dict.fromkeys(heads) if not scene.in_time(h)]
    told = _most_specific(heads, scene)
    return tuple(where(h, scene) for h in dict.fromkeys([*told, *(m for h in told for m in _spread(h, scene))]))


def _spread(head: int, scene: Scene) -> list[int]:
    """Further towns that a facility without a name lies in: "embassies in Kesh, Toria, and Wem"."""
    first = _named(head, scene) if head not in scene.places else -1
    phrase = scene.phrase(head)
    if first < 0 or phrase is None:
        return []
    towns = [h for prep, h in phrase.preps if prep in AT_REST and h != first and _literal_place(h, scene)]
    rest = [h for h in towns if not _within(h, first, scene) and _coordinated(h, first, scene)]
    return [h for h in rest if not any(_within(h, other, scene) for other in rest if other != h)]


def _most_specific(heads: list[int], scene: Scene) -> list[int]:
    """Without those that only say in which larger place another one lies."""
    rest = [h for h in heads if not any(_within(h, other, scene) for other in heads if other != h)]
    return [h for h in rest if not any(_contains(h, other, scene) for other in rest if other != h)]


def _is_place(head: int, scene: Scene) -> bool:
    if scene.lemma(head) in ("%", "percent"):
        return False
    if head in scene.places:
        return True
    sorts = scene.sorts(head) or frozenset()
    return bool(sorts & GROUND) and not _is_side(head, sorts, scene)


def _is_side(head: int, sorts: frozenset[str], scene: Scene) -> bool:
    """A state or organisation that acts, not the ground ("all states", "the Islamic State")."""
    if "country" in sorts and (scene.tokens[head].pos == "PROPN" or scene.tokens[head].tag == "NNS"):
        return True
    known = scene.actors.get(head)
    named = known is not None and isinstance(known.value, Actor) and bool(known.value.id)
    return named and "facility" not in sorts and scene.tokens[head].pos == "PROPN"


def _within(head: int, other: int, scene: Scene) -> bool:
    """True when ``head`` only says in which larger place ``other`` lies ("Kesh, in Toria", "Kesh, Toria")."""
    phrase = scene.phrase(other)
    if phrase is None:
        return False
    if any(h == head for _, h in phrase.preps) or head in phrase.appositions:
        return True
    own = scene.phrase(head)
    if own is None or own.first < 2 or other >= own.first or own.first - phrase.last > 2:
        return False
    return scene.tokens[own.first - 1].text == "," and head in scene.places and not _is_listed(head, scene)


def _is_listed(head: int, scene: Scene) -> bool:
    """ "Kesh, Toria and Wem": a comma in a list of three or more says nothing of containment."""
    phrase = scene.phrase(head)
    first = head if phrase is None or phrase.conjunct_of < 0 else phrase.conjunct_of
    top = scene.phrase(first)
    group = top.conjuncts if top is not None else ()
    precisions = {_precision(h, scene) for h in (first, *group)}
    return len(group) > 1 and len(precisions) == 1


def _precision(head: int, scene: Scene) -> str:
    known = scene.places.get(head)
    return known.value.precision if known is not None and isinstance(known.value, Place) else ""


def _contains(head: int, other: int, scene: Scene) -> bool:
    """A country or province beside a place in it, where the two are not coordinated."""
    large, small = scene.places.get(head), scene.places.get(other) or _inner(other, scene)
    if large is None or small is None or not isinstance(large.value, Place) or not isinstance(small.value, Place):
        return False
    if large.value.precision != "country" or small.value.precision in ("country", ""):
        return False
    return large.value.country == small.value.country and not _coordinated(head, other, scene)


def _coordinated(a: int, b: int, scene: Scene) -> bool:
    one, two = scene.phrase(a), scene.phrase(b)
    first = {p.conjunct_of if p.conjunct_of >= 0 else p.head for p in (one, two) if p is not None}
    return len(first) == 1


def where(head: int, scene: Scene) -> Where:
    """The place a head stands for, resolved when the gazetteer knew it."""
    span = extent(head, scene)
    resolution = scene.places.get(head)
    if resolution is None and (named := _named(head, scene)) >= 0:
        resolution = scene.places.get(named) or _inner(named, scene)
        span = Span(span.start, max(span.end, extent(named, scene).end))
    resolution = resolution or _inner(head, scene)
    value = resolution.value if resolution is not None else None
    return Where(scene.parse.text[span.start : span.end], span, value if isinstance(value, Place) else None)


def _named(head: int, scene: Scene) -> int:
    """Head of the name that says where a place without a name lies: "a market in Kesh", "the capital, Kesh"; -1 for none."""
    phrase = scene.phrase(head)
    if phrase is None:
        return -1
    links = [h for prep, h in phrase.preps if prep in AT_REST or prep == "of"]
    near = [h for h in (*links, *phrase.appositions) if 0 <= h - phrase.last < 6]
    return next((h for h in near if _literal_place(h, scene)), -1)


def _inner(head: int, scene: Scene) -> Resolution | None:
    """ "the town of Kesh": the name inside the phrase resolves it."""
    phrase = scene.phrase(head)
    if phrase is None:
        return None
    return next((scene.places[i] for i in range(phrase.last - 1, phrase.first - 1, -1) if i in scene.places), None)


def _located(found: Found, given: list[int], scene: Scene) -> list[int]:
    """Heads of the first ring that names a place; beside a town taken or hit only what the clause itself adds."""
    if any(h in scene.places for h in given):
        clause = scene.clause(found.clause)
        return _literal([x for x in clause.obliques if x[0] in ("in", "at", "near")], found, scene) if clause else []
    return next((ring for ring in _rings(found, scene) if ring), [])


def _rings(found: Found, scene: Scene) -> Iterator[list[int]]:
    """Place heads from near to far."""
    phrase, clause = scene.phrase(found.head), scene.clause(found.clause)
    if found.kind == "noun" and phrase is not None:
        yield _of_noun(found, phrase, scene)
        if not _shares_clause(found, phrase, clause, scene):
            return
    if clause is None:
        return
    yield _literal(clause.obliques, found, scene)
    if found.kind in ("modal", "adjective"):
        inner = [scene.parse.clauses[h] for _, h in clause.complements]
        yield [h for c in inner for h in _literal(c.obliques, found, scene)]
    yield _further_down(_means(clause, found, scene), found, scene)
    if found.entry.type in ("SUPPORT", "AGREE"):
        yield _further_down([h for h in clause.undergoers if _is_deal(h, scene)], found, scene)
    if found.entry.type not in SPEECH or "investigate" in found.entry.mode:
        yield _further_down([h for h in clause.undergoers if h != found.head], found, scene)
        yield [h for c in _meanwhile(clause, scene) for h in _literal(c.obliques, found, scene)]
        yield _further_down([h for h in clause.doers if h != found.head and not clause.inherited], found, scene)
    yield _raised(clause, found, scene)


def _of_noun(found: Found, phrase: Phrase, scene: Scene) -> list[int]:
    """In the noun's own phrase: its prepositions, those of its parties, its clauses ("which took place in"), names before it."""
    heads = _literal(phrase.preps, found, scene) or _further_down([found.head], found, scene)
    nested = [q for _, h in phrase.preps if (q := scene.phrase(h)) is not None]
    for at in (*phrase.clauses, *(c for q in nested for c in q.clauses if scene.parse.clauses[c].lemma in HAPPEN)):
        heads = heads or _literal(scene.parse.clauses[at].obliques, found, scene)
    before = [m for m in (*phrase.modifiers, *phrase.possessors) if m not in scene.actors and m in scene.places]
    return heads or [m for m in before if _literal_place(m, scene)]


def _is_deal(head: int, scene: Scene) -> bool:
    """What is signed or agreed where it is: "signed a deal in Kesh"; not what is praised, which may lie elsewhere."""
    return bool((scene.sorts(head) or frozenset()) & {"deal", "talks"})


def _shares_clause(found: Found, phrase: Phrase, clause: Clause | None, scene: Scene) -> bool:
    """Whether the place of the clause is that of the noun: "clashes erupted in", "were killed in clashes in", not "said of"."""
    if found.support is not None:
        return True
    if clause is None or _conveys(clause, found, scene):
        return False
    return phrase.site in ("subject", "object") or (phrase.site == "oblique" and phrase.prep in ("in", "during", "at"))


def _conveys(clause: Clause, found: Found, scene: Scene) -> bool:
    """Whether the verb speaks of the event: the place of the saying is not the place of what is said."""
    if clause.lemma in scene.lexicon.voice_verbs:
        return True
    return any(e.type in SPEECH for e, _ in scene.lexicon.event_verbs.get(clause.lemma, ()))


def _further_down(heads: Iterable[int], found: Found, scene: Scene) -> list[int]:
    """Place phrases on the heads, and on what stands in their of-, by- and against-phrases."""
    got: list[int] = []
    for head in heads:
        phrase = scene.phrase(head)
        if phrase is None or _is_office(head, scene):
            continue
        inner = [h for prep, h in phrase.preps if prep in INSIDE and not _literal_place(h, scene)]
        below = [link for c in phrase.clauses if _is_bare(c, scene) for link in scene.parse.clauses[c].obliques]
        got += (
            _literal(phrase.preps, found, scene) or _further_down(inner, found, scene) or _literal(below, found, scene)
        )
    return got


def _is_bare(head: int, scene: Scene) -> bool:
    """A participle without a subject of its own: "a parade held in Kesh"."""
    clause = scene.parse.clauses[head]
    return clause.kind == "participle" and clause.tense == "participle"


def _is_office(head: int, scene: Scene) -> bool:
    """Someone whose place is a seat: "the ambassador in Kesh"."""
    if scene.lemma(head) in OFFICES:
        return True
    sorts = scene.sorts(head) or frozenset()
    return bool(sorts & {"official", "diplomat"}) and scene.tokens[head].tag != "NNS"


def _means(clause: Clause, found: Found, scene: Scene) -> list[int]:
    """Event nouns that name the means: "killed by an airstrike near Kesh", "killed in attacks in Kesh"."""
    links = [*((p, h) for p, h in clause.obliques if p in MEANS), *(("by", h) for h in clause.agents)]
    return [h for _, h in links if h != found.head and scene.lemma(h) in scene.lexicon.event_nouns]


def _meanwhile(clause: Clause, scene: Scene) -> list[Clause]:
    """ "killed as he was riding near Kesh": what went on at the same time and place."""
    below = [scene.parse.clauses[h] for _, h in clause.complements]
    return [c for c in below if c.marker in ("as", "while", "when") and not c.negations]


def _raised(clause: Clause, found: Found, scene: Scene) -> list[int]:
    """A participle, a coordinated verb or an infinitive of purpose takes the place of the clause it hangs on."""
    if clause.conjunct_of >= 0:
        above = scene.clause(clause.conjunct_of)
    elif clause.kind in ("adverbial", "open") and (clause.tense == "participle" or clause.marker == "to"):
        above = scene.clause(clause.parent)
    else:
        return []
    if above is None or _conveys(above, found, scene) or above.negations:
        return []
    return _literal(above.obliques, found, scene)


def _literal(links: Iterable[tuple[str, int]], found: Found, scene: Scene) -> list[int]:
    return [
        h
        for p, h in links
        if _joins(p, h, found, scene) and (_literal_place(h, scene) or _is_unknown_name(p, h, scene))
    ]


def _is_unknown_name(prep: str, head: int, scene: Scene) -> bool:
    """A name after "in" that neither the gazetteer nor the actor lexicon knows is a place."""
    token, known = scene.tokens[head], scene.actors.get(head)
    if prep not in ("in", "near", "outside") or token.pos != "PROPN" or head in scene.places:
        return False
    if known is not None and isinstance(known.value, Actor) and (known.value.id or known.value.code):
        return False
    return token.ent not in ("ORG", "DATE", "NORP", "EVENT") and not scene.in_time(head)


def _joins(prep: str, head: int, found: Found, scene: Scene) -> bool:
    """Whether the preposition says where: at rest always, a direction where the event moves that way."""
    moves = bool(MOVING & set(found.entry.mode))
    if found.entry.type in SPEECH and prep == "on":
        return False
    if prep in OUTWARD:
        return bool(LEAVING & set(found.entry.mode)) or found.entry.type in ("RETREAT", "CONCEDE")
    if prep in AHEAD and "territory" in found.entry.mode:
        return False
    if prep in INWARD:
        return moves or (prep in ("into", "through") and found.entry.type == "ASSAULT")
    if prep in SURFACE:
        return _precision(head, scene) not in ("country", "continent") or (
            prep == "over" and found.entry.type == "ASSAULT"
        )
    return prep in AT_REST


def _literal_place(head: int, scene: Scene) -> bool:
    known = scene.places.get(head)
    if known is not None:
        return known.mention.use in ("literal", "")
    phrase = scene.phrase(head)
    sorts = scene.sorts(head) or frozenset()
    if (
        phrase is None
        or sorts & {"person", "official"}
        or scene.lemma(head) in UNPLACED
        or _is_side(head, sorts, scene)
    ):
        return False
    return bool(sorts & GROUND) or _is_part(head, phrase, scene) or _names_place(head, scene)


def _names_place(head: int, scene: Scene) -> bool:
    inner = _inner(head, scene) if scene.tokens[head].pos == "PROPN" else None
    return inner is not None and inner.mention.use in ("literal", "")


def _is_part(head: int, phrase: Phrase, scene: Scene) -> bool:
    """ "the northern part of the country", "the vicinity of the airfield", "ten miles from Kesh"."""
    if scene.lemma(head) not in PARTS:
        return False
    inner = [*(h for prep, h in phrase.preps if prep in ("of", "from")), *phrase.possessors]
    return any(_literal_place(h, scene) or "country" in (scene.sorts(h) or ()) for h in inner)
