"""Who is acted on: the other side of an event, by what its type asks: those in its slots, those in what is promised or
threatened, those whose deed is met with it, those who lost the ground."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.roles import asked, dying, grounds, no_side, reached, sites
from dateline.claims.roles.parties import (
    distinct,
    is_party,
    is_target,
    owners,
    parties_among,
    party,
)
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.lexicon.traits import Traits
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Actor, Resolution

FAR = 15  # tokens behind a verb within which its lost object is looked for
DEPTH = 1  # infinitives below a content in which those whom it is for are looked for
COMPANY = ("with", "along with", "together with", "alongside")  # prepositions of those to whom the same is done
AIMED = ("on", "against", "at")  # prepositions of what an attack is aimed at
OCCUPYING = ("take", "seize", "occupy")
TAKEN = frozenset(("vehicle", "ship", "aircraft"))  # classes of what is taken with those in it
ENDING = ("stop", "cease", "quit", "discontinue")  # "agreed to stop backing the rebels": it is not for them
MAKING = ("create", "establish", "form", "set", "found", "launch", "build")  # what is made is no side yet
TALKING = ("discuss", "debate")  # verbs whose object is what is talked about
OWN = ("part", "heel", "ground")  # "for its part", "dug in its heels": nobody's deed
SWAPPING = ("swap", "exchange", "post", "accept", "admit")  # nor whom one hands over or takes in
GIVING = ("send", "deploy", "dispatch", "provide", "supply", "deliver", "contribute")  # what is given is no side
USED = ("force", "violence", "weapon", "power")  # "to use force against the island": against whom it is
SERVING = ("with", "to", "for", "against", "from", "at", "on", "between")


def of(
    frame: Frame, taken: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads of the side acted on, people and things, without those ``taken``; () when none is named."""
    taken = set(taken)
    told = dying.clause_over(frame, parse, lexicon)
    fallen = () if told is None else told.undergoers if told.passive else told.doers
    beside = (h for h in dying.beside(frame, parse, lexicon) if h not in taken)
    dead = parties_among(dict.fromkeys((*fallen, *beside)), parse, mentions, classes, lexicon)
    for got in _in_slots(frame, taken, parse, mentions, classes, lexicon):
        struck = reached.struck(frame, parse, mentions, classes, lexicon)
        return distinct([*dead, *got, *struck], parse, mentions, classes, lexicon)
    if dead:
        return distinct(dead, parse, mentions, classes, lexicon)
    if frame.entry.traits.takes_ground:
        behind = grounds.former_holders(frame, parse, mentions, classes, lexicon)
    else:
        behind = _unnamed(frame, taken, parse, mentions, classes, lexicon)
    return distinct(behind, parse, mentions, classes, lexicon)


def _in_slots(
    frame: Frame, taken: set[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[list[int]]:
    """What the slots of the recipient hold, slot by slot; a deed of violence is done to all of it at once ("three guards
    died in an attack on the embassy")."""
    found = {
        name: [
            h for h in frame.slot(name)
            if not _is_one_of(h, taken, parse, mentions) and _may_receive(h, name, frame, parse, mentions, classes, lexicon)
        ]
        for name in frame.entry.recipient
    }  # fmt: skip
    if _is_done_by_verb(frame) and found.get("object"):
        return [_all_in(found)]
    beside = _companions(frame, parse, classes)
    return [[*got, *beside] for got in found.values() if got]


def _all_in(found: dict[str, list[int]]) -> list[int]:
    """Who stands as the object and behind the prepositions of what is aimed at."""
    return [h for name in ("object", *AIMED) for h in found.get(name, ())]


def _is_done_by_verb(frame: Frame) -> bool:
    """A noun of violence with a verb that says what came of it ("died in an attack")."""
    return frame.entry.traits.violent and frame.kind == "noun" and frame.support is not None


def _companions(frame: Frame, parse: Parse, classes: Classes) -> list[int]:
    """ "He was abducted with his interpreter", "arrested along with two aides": who suffers the same."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not clause.passive or not frame.entry.traits.personal:
        return []
    beside = [h for prep, h in clause.obliques if prep in COMPANY]
    return [h for h in beside if "person" in (classes.of(h) or ())]


def _unnamed(
    frame: Frame, taken: set[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """The other side where no slot of the event itself names it: in its content, or behind the act that is met with it."""
    if frame.entry.both:
        return []
    asks = frame.entry.traits.asks_subject  # "called for Israel's withdrawal from Lebanon": Israel is asked
    last = (
        asked.answering,
        _in_purpose,
        reached.to_be_hit,
        reached.praised,
        reached.harmed,
        reached.met,
        reached.robbed,
    )
    for way in (
        reached.judged,
        reached.helping,
        reached.addressed,
        _meant,
        *((_behind, _in_content) if asks else (_in_content, _behind)),
        *last,
    ):
        got = [h for h in way(frame, parse, mentions, classes, lexicon) if h not in taken]
        got = [h for h in got if not no_side.is_vague(h, parse, mentions, lexicon)]
        if way in (_in_content, _in_purpose):
            got = _but_the_actors(got, taken, parse, mentions, lexicon)
        if got:
            return got
    return []


def _but_the_actors(heads: list[int], taken: set[int], parse: Parse, mentions: Mentions, lexicon: Lexicon) -> list[int]:
    """Without the actors themselves under another word, and without what is theirs ("promised to withdraw its troops")."""
    names = {_called(h, parse, mentions, lexicon) for h in taken}
    rings = [(h, *(p.possessors if (p := parse.phrase(h)) is not None else ())) for h in heads]
    return [ring[0] for ring in rings if not any(_called(h, parse, mentions, lexicon) in names for h in ring)]


def _is_one_of(head: int, taken: set[int], parse: Parse, mentions: Mentions) -> bool:
    """Whether it is one of those who act, under a pronoun or once more by name: sides differ, but for those of "blew himself up"."""
    own = mentions.actors.get(head)
    if head in taken:
        return True
    if own is None or parse.tokens[head].lower.endswith(("self", "selves")):
        return False
    return any(_are_one(own, other) for other in (mentions.actors.get(h) for h in taken) if other is not None)


def _are_one(acted_on: Resolution, acting: Resolution) -> bool:
    """Whether a pronoun goes back to who acts, or two names stand for one. Of "they urged the rebels" the rebels stay, whoever
    they are."""
    a, b = acted_on, acting
    if not isinstance(a.value, Actor) or not isinstance(b.value, Actor) or a.value.name.lower() != b.value.name.lower():
        return False
    return a.mention.use == "pronoun" or a.mention.use == b.mention.use == "name"


def _called(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> str:
    return party(head, parse, mentions, lexicon).name.lower()


def _may_receive(
    head: int, slot: str, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> bool:
    """Whether what may be acted on is the other side of this event, by what its type and modes ask."""
    traits = frame.entry.traits
    if _is_dispersed(head, slot, traits, classes):
        return True
    if not is_target(head, parse, classes, lexicon):
        return False
    if no_side.is_none(head, slot, frame, parse, mentions, lexicon):
        return False
    if sites.is_where(head, slot, frame, parse, mentions, classes, lexicon):
        return False
    if _is_stopped(head, slot, frame, parse, classes):
        return True
    return not _must_be_party(slot, traits, lexicon) or is_party(head, parse, mentions, classes, lexicon)


def _without_sufferers(frame: Frame, slot: str, parse: Parse) -> tuple[int, ...]:
    """Those in a slot but for whom what is asked is done to."""
    return tuple(h for h in frame.slot(slot) if not no_side.suffers_it(h, slot, frame, parse))


def _is_dispersed(head: int, slot: str, traits: Traits, classes: Classes) -> bool:
    """The "rally" of "broke up a rally": those who hold it."""
    return traits.disperses and slot == "object" and "protest" in (classes.of(head) or ())


def _is_stopped(head: int, slot: str, frame: Frame, parse: Parse, classes: Classes) -> bool:
    """The lorry of "impounded a lorry", the house of "took over a house"; what robbers "made off with" is loot, and what police
    find is no side."""
    if not frame.entry.traits.from_parties or slot != "object" or frame.match.objects is not None:
        return False
    taken = TAKEN | {"building"} if parse.lemma(frame.head) in OCCUPYING else TAKEN
    return bool((classes.of(head) or frozenset()) & taken)


def _must_be_party(slot: str, traits: Traits, lexicon: Lexicon) -> bool:
    """Whether only somebody can be the other side: who is asked, robbed or met, and whoever stands where places do."""
    to_parties = traits.parties_only or traits.asks_subject or traits.from_parties
    return to_parties or slot in lexicon.words["place_prepositions"]


def _meant(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Who is to do what is asked, or did what is blamed."""
    if not frame.entry.traits.of_owner:
        return []
    filled = (parties_among(heads, parse, mentions, classes, lexicon) for heads in _those_meant(frame, parse))
    return next(filter(None, filled), [])


def _in_content(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Whom a promise, threat, refusal or protest is for or against: the parties on whom its content acts ("threatened to
    bomb the ministry", "a pledge to share the aid with the rebels", "talks with the king")."""
    if not frame.entry.traits.through_content:
        return []
    for head in frame.content:
        if parse.phrase(head) is None and not _acts_on_them(head, frame, parse, lexicon):
            continue
        for ring in _served(head, parse, DEPTH):
            got = parties_among(ring, parse, mentions, classes, lexicon)
            got = [h for h in got if not _is_beside_it(h, frame, parse, classes, lexicon)]
            if got:
                return got
    return _threatened(frame, parse, mentions, classes, lexicon)


def _is_beside_it(head: int, frame: Frame, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Of a demand those for whom something is asked, of a threat the land that is rid of something: neither is the other side."""
    traits = frame.entry.traits
    if traits.asks_subject:
        return asked.is_beside(head, parse, lexicon)
    return traits.threat and _is_rid_of(head, parse, classes)


def _is_rid_of(head: int, parse: Parse, classes: Classes) -> bool:
    """ "Vowed to drive crime from the country": the land that something is taken from is not threatened."""
    phrase = parse.phrase(head)
    clause = parse.clause(phrase.governor) if phrase is not None and phrase.prep == "from" else None
    return (
        clause is not None and bool(clause.objects) and bool((classes.of(head) or frozenset()) & {"country", "place"})
    )


def _threatened(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Any village that shelters them will be shelled": what is to be hit, though no party."""
    if not frame.entry.traits.threat:
        return []
    passive = (c for head in frame.content if (c := parse.clause(head)) is not None and c.passive)
    hit = [h for c in passive for h in c.subjects if is_target(h, parse, classes, lexicon)]
    return hit or parties_among(_on_condition(frame, parse, lexicon), parse, mentions, classes, lexicon)


def _on_condition(frame: Frame, parse: Parse, lexicon: Lexicon) -> list[int]:
    """ "Threatened to walk out unless the ministry pays": who is to meet the condition."""
    tops = (c for at in (frame.clause, *frame.content) if (c := parse.clause(at)) is not None)
    below = (parse.clauses[h] for c in tops for _, h in c.complements)
    return [h for c in below if c.marker in lexicon.words["condition_markers"] for h in c.doers]


def _acts_on_them(head: int, frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the clause of a content tells of the other side: of a visit, that they meet; of a request it is what they do."""
    traits, clause = frame.entry.traits, parse.clause(head)
    if not traits.meeting:
        return not traits.asks_subject
    if clause is None:
        return False
    nouns = (
        e for o in clause.objects for e, _ in lexicon.event_nouns.get(parse.lemma(o), ())
    )  # "resume talks with them"
    return any(e.traits.meeting for e in (*(entry for entry, _ in lexicon.event_verbs.get(clause.lemma, ())), *nouns))


def _in_purpose(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Planted a mine to target the patrol", "marched to press the governor": whom violence or a protest is meant to reach; whose
    march it is that tear gas is to disperse."""
    traits = frame.entry.traits
    if "to:clause" in frame.entry.content or not (traits.violent or traits.through_content):
        return []
    rings = [ring for head in reached.purposes(frame, parse) for ring in _served(head, parse, DEPTH)]
    found = (parties_among(ring, parse, mentions, classes, lexicon) for ring in rings)
    return next(filter(None, found), []) or _whose(rings, parse, mentions, classes, lexicon)


def _whose(
    rings: Iterable[tuple[int, ...]], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """The owners of the first deed that somebody has."""
    deeds = (h for ring in rings for h in ring if parse.lemma(h) in lexicon.event_nouns)
    return next(filter(None, (owners(h, parse, mentions, classes, lexicon) for h in deeds)), [])


def _served(head: int, parse: Parse, depth: int) -> Iterator[tuple[int, ...]]:
    """Words of a content that may name whom it is for, from near to far: objects, phrases such as "with X", whose they are,
    then those of the infinitive below."""
    clause = parse.clause(head)
    if clause is None or clause.copular:
        yield from _served_by_noun(head, parse)
        return
    if clause.lemma in TALKING:  # "to discuss Peru's plan": with whom, and not whose it is
        on = (link for at in clause.objects if (p := parse.phrase(at)) is not None for link in p.preps)
        yield tuple(h for prep, h in (*clause.obliques, *on) if prep in (*COMPANY, "against"))
        return
    objects = (*clause.undergoers, *clause.indirect)
    taken_in = clause.lemma == "take" and clause.particle == "in"
    made = (
        clause.objects if clause.lemma in (*MAKING, *GIVING, *SWAPPING) or taken_in else ()
    )  # "agreed to set up a joint patrol"
    yield tuple(h for h in objects if parse.lemma(h) not in USED and h not in made)
    yield _serving(clause.obliques)
    for at in (*objects, *(h for _, h in clause.obliques)):
        yield from _served_by_noun(at, parse)
    for inner in _infinitives(clause, parse) if depth and clause.lemma not in ENDING else ():
        yield from _served(inner, parse, depth - 1)


def _serving(links: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
    return tuple(h for prep, h in links if prep in SERVING)


def _served_by_noun(head: int, parse: Parse) -> Iterator[tuple[int, ...]]:
    """Whom a noun's phrases name ("talks with X"), then whose it is."""
    phrase = parse.phrase(head)
    if phrase is not None:
        yield _serving(phrase.preps)
        yield phrase.possessors


def _infinitives(clause: Clause, parse: Parse) -> list[int]:
    """The infinitives and open complements of a clause."""
    below = (parse.clauses[inner] for _, inner in clause.complements)
    return [one.head for one in below if one.marker == "to" or one.kind == "open"]


def _behind(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Whose act it is that is condemned, welcomed, refused or asked for: the party inside the object or the content."""
    if not frame.entry.traits.of_owner:
        return []
    names = (*frame.entry.recipient, *(n for n in frame.entry.content if not n.endswith(":clause")), "object")
    heads = [h for name in dict.fromkeys(names) if not sites.is_way(name, frame, parse) for h in frame.slot(name)]
    heads = [h for h in heads if parse.lemma(h) not in OWN] + _object_behind(frame, parse, lexicon)
    found = (
        owners(h, parse, mentions, classes, lexicon) or asked.who_is_to_go(h, parse, mentions, classes, lexicon)
        for h in heads
    )
    if not frame.entry.traits.asks_subject:
        return next(filter(None, found), [])
    return next(filter(None, (asked.those_asked(got, parse, lexicon) for got in found)), [])


def _those_meant(frame: Frame, parse: Parse) -> Iterator[tuple[int, ...]]:
    """Slots that hold who is to do what is asked, or did what is blamed."""
    if frame.entry.traits.asks_subject:
        told = ("object", "for", "on", "to") if frame.slot("to:clause") else ()
        yield from (_without_sufferers(frame, name, parse) for name in ("to:subject", "that:subject", *told))
    if frame.entry.traits.blames:
        inner = [parse.clauses[h] for h in frame.slot("that:clause") if h in parse.clauses]
        yield tuple(h for c in inner for h in c.doers)


def _object_behind(frame: Frame, parse: Parse, lexicon: Lexicon) -> list[int]:
    """The first event noun behind a verb whose object the parser lost ("condemns in the strongest terms the attack")."""
    if frame.kind != "verb" or not frame.entry.traits.object_behind or frame.slot("that:clause"):
        return []
    last = min(parse.sentence(frame.head).last, frame.head + FAR)
    nouns = lexicon.event_nouns
    return next(([i] for i in range(frame.head + 1, last) if parse.phrase(i) and parse.lemma(i) in nouns), [])
