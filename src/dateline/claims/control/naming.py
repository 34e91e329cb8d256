"""What the words of a control statement stand for: the town behind "the town", the army behind "our soldiers"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

import msgspec

from dateline.claims.roles import extents, parties
from dateline.claims.values import Attributed, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.places.countries import Country, table
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Party, Place, Where

OWNED = re.compile(r"\w['’]s? \w")  # "Kesh's ministry": which of all ministries
GOVERNMENT = "-GOV"
WIDE = frozenset({"admin1", "country", "region", "continent"})


def towns(parse: Parse, lexicon: Lexicon) -> dict[str, str]:
    """Names that the dispatch calls a town, as they are written, with what it calls them ("the town of Kesh", "Kesh, a
    village"); "" for those that it says were retaken."""
    return parse.once("towns", lexicon, lambda: _towns(parse, lexicon))


def _towns(parse: Parse, lexicon: Lexicon) -> dict[str, str]:
    found = {parse.tokens[at].text: "" for at in _retaken(parse, lexicon)}
    for noun in sorted(lexicon.words["town_nouns"]):
        for at in parse.by_lemma.get(noun, ()):
            found |= {parse.tokens[name].text: noun for name in _names_beside(at, parse)}
    return found


def _retaken(parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """Proper names behind verbs that take nothing but ground ("recaptured Kesh")."""
    for clause in parse.clauses.values():
        found = clause.undergoers if clause.lemma in lexicon.words["ground_takings"] else ()
        if clause.lemma in lexicon.words["ground_left"] and _acts_as_force(clause, parse, lexicon):
            found = tuple(h for h in clause.undergoers if not _is_force(h, parse, lexicon))
        if clause.lemma in lexicon.words["ground_leavings"]:
            found = tuple(h for prep, h in clause.obliques if prep in {"from", "out of"})
        yield from (h for h in found if parse.tokens[h].pos == "PROPN")


def _acts_as_force(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether those who leave are men of war: "troops left Kesh"; not what a gerund tells that they left behind."""
    return clause.tense != "participle" and any(_is_force(h, parse, lexicon) for h in clause.subjects)


def _is_force(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    return not lexicon.words["men_of_war"].isdisjoint({parse.lemma(head), parse.tokens[head].lower})


def _names_beside(head: int, parse: Parse) -> Iterator[int]:
    """Proper names that a town noun introduces or describes."""
    phrase = parse.phrase(head)
    if phrase is None or phrase.head != head:
        return
    inside = [h for prep, h in phrase.preps if prep == "of"]
    found = [*inside, *phrase.appositions, *_described(phrase, parse)]
    yield from (at for at in found if parse.tokens[at].pos == "PROPN")


def _described(phrase: Phrase, parse: Parse) -> Iterator[int]:
    """The name before the comma of "Kesh, a town of the north"; not where the noun opens its sentence."""
    comma = phrase.first - 1
    if comma > 0 and parse.tokens[comma].text == "," and phrase.determiner:
        yield from (one.head for one in parse.phrases_near(comma - 1) if one.last == comma)


def is_town(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a proper name is called a town somewhere in the dispatch."""
    return parse.tokens[head].pos == "PROPN" and parse.tokens[head].text in towns(parse, lexicon)


def placed(head: int, found: Where, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Where:
    """The place of the words as narrowly as they put it: the town, not what it lies in; the town meant by "the town"."""
    name = _own_name(head, parse)
    if name < 0:
        return _with_antecedent(head, found, parse, mentions, lexicon)
    place = _resolved(name, mentions) or _alike(name, parse, mentions)
    if place is not None:
        return msgspec.structs.replace(found, place=place)
    if found.place is None or found.place.precision not in WIDE:
        return found
    return Where(parse.tokens[name].text, extents.extent(name, parse, mentions), None)


def _own_name(head: int, parse: Parse) -> int:
    """The name that the words themselves give the place: "Kesh", "the town of Kesh"; -1 for none."""
    if parse.tokens[head].pos == "PROPN":
        return head
    phrase = parse.phrase(head)
    inside = [h for prep, h in phrase.preps if prep == "of"] if phrase is not None else []
    return next((h for h in inside if parse.tokens[h].pos == "PROPN"), -1)


def _resolved(head: int, mentions: Mentions) -> Place | None:
    resolution = mentions.places.get(head)
    value = resolution.value if resolution is not None else None
    return value if isinstance(value, Place) else None


def _alike(name: int, parse: Parse, mentions: Mentions) -> Place | None:
    """The place that another mention of the same name was resolved to."""
    known = parse.once("narrow places", mentions, lambda: _narrow(parse, mentions))
    return known.get(parse.tokens[name].text)


def _narrow(parse: Parse, mentions: Mentions) -> dict[str, Place]:
    """The narrow place that each name was first resolved to, by the name as it is written."""
    found: dict[str, Place] = {}
    for at in mentions.places:
        place = _resolved(at, mentions)
        if place is not None and place.precision not in WIDE:
            found.setdefault(parse.tokens[at].text, place)
    return found


def _with_antecedent(head: int, found: Where, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Where:
    """ "the town", "its eastern districts", "half of the town": the town that the dispatch named last before it."""
    if found.place is not None and found.place.precision not in WIDE:
        return found
    if not _points_back(head, parse, lexicon):
        return found
    place = _meant(head, parse, mentions, lexicon)
    return found if place is None else msgspec.structs.replace(found, place=place)


def _meant(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Place | None:
    """The town named before that is called by the same noun; else one of this sentence or the one before; else the one
    named most often so far; the last of several near, the first of those named equally often."""
    known = towns(parse, lexicon)
    named = parse.once("towns named", mentions, lambda: _named(parse, mentions, known))
    before = named[: bisect_left(named, head, key=lambda one: one[0])]
    called = [p for at, p in before if known.get(parse.tokens[at].text) == parse.lemma(head)]
    near = [
        p
        for at, p in before
        if parse.tokens[head].sent - parse.tokens[at].sent <= 1 and not _is_seat(at, parse, mentions)
    ]
    return next(reversed(called or near), None) or _most_named([p for _, p in before])


def _is_seat(at: int, parse: Parse, mentions: Mentions) -> bool:
    """Whether a town only says where somebody sits ("the ministry in Kesh")."""
    phrase = parse.phrase(at)
    return phrase is not None and phrase.prep == "in" and phrase.governor in mentions.actors


def _named(parse: Parse, mentions: Mentions, known: dict[str, str]) -> list[tuple[int, Place]]:
    """The towns named in the text, by token."""
    return [(at, p) for at in range(len(parse.tokens)) if (p := _town_at(at, parse, mentions, known)) is not None]


def _most_named(found: list[Place]) -> Place | None:
    """The place that stands there most often, the first of several; None when there is none."""
    often = Counter(p.id or p.name for p in found)
    most = max(often.values(), default=0)
    return next((p for p in found if often[p.id or p.name] == most), None)


def _points_back(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """A definite town, or a part of one."""
    phrase = parse.phrase(head)
    if phrase is None:
        return False
    nouns = lexicon.words["town_nouns"]
    if parse.lemma(head) in nouns:
        return (
            bool(phrase.determiner) and parse.tokens[phrase.first].lower in {"the", "that", "this"} or _is_bare(phrase)
        )
    if any(parse.lemma(h) in nouns and _is_one(h, parse) for prep, h in phrase.preps if prep == "of"):
        return True
    return parse.lemma(head) in lexicon.words["town_parts"] and (bool(phrase.possessors) or phrase.determiner == "the")


def _is_one(head: int, parse: Parse) -> bool:
    """ "Half of the town", unlike "dozens of villages"."""
    phrase = parse.phrase(head)
    return parse.tokens[head].tag == "NN" and phrase is not None and phrase.determiner in ("the", "that", "this")


def _is_bare(phrase: Phrase) -> bool:
    """ "RSF takes town", as headlines write."""
    return phrase.last - phrase.first == 1


def _town_at(at: int, parse: Parse, mentions: Mentions, known: dict[str, str]) -> Place | None:
    """The town that a token names, as a phrase of its own; one that no gazetteer knows has no id."""
    phrase, token = parse.phrase(at), parse.tokens[at]
    if phrase is None or phrase.head != at or token.pos != "PROPN":
        return None
    place = _resolved(at, mentions)
    if place is not None:
        return place if place.precision == "city" else None
    return (_alike(at, parse, mentions) or Place("", _name_at(at, parse))) if token.text in known else None


def _name_at(head: int, parse: Parse) -> str:
    """The words of a name around its head: proper nouns and the hyphens between them."""
    first = last = head
    while first > 0 and _goes_on(first - 1, parse):
        first -= 1
    while last + 1 < len(parse.tokens) and _goes_on(last + 1, parse):
        last += 1
    return parse.quote(first, last + 1)


def _goes_on(at: int, parse: Parse) -> bool:
    return parse.tokens[at].pos == "PROPN" or parse.tokens[at].text == "-"


def holder(
    head: int, over: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Party:
    """The party that a holder stands for: "our soldiers" are those of whom the speaker speaks, "its troops" those of "it"."""
    found = parties.party(head, parse, mentions, lexicon)
    owner = _owner(head, parse)
    if owner < 0:
        return found
    resolution = mentions.actors.get(owner)
    value = resolution.value if resolution is not None and isinstance(resolution.value, Actor) else None
    speaker = speaks_for(over, parse, mentions, classes, lexicon)
    if parse.tokens[owner].lower in lexicon.words["first_person"]:
        return _of(found, speaker or _by_name(found, value))  # where nobody is quoted, who issued the text
    if value is None:
        return found if found.id else _of(found, speaker)
    return _owned(found, head, value, classes) or (found if found.id else _of(found, speaker))


def _owned(found: Party, head: int, owner: Actor, classes: Classes) -> Party | None:
    """The party that somebody's troops or people are; None for an owner without a name."""
    if _is_of_other_land(found, owner):
        return found
    if (land := _land_of_troops(head, owner, classes)) is not None:
        return Party(found.text, found.span, land.name, f"{owner.code[:3]}-MIL", f"iso:{land.alpha2}")
    return _of(found, named) if (named := _by_name(found, owner)) is not None else None


def _by_name(found: Party, owner: Actor | None) -> Party | None:
    """The words as they stand, for their owner; None where he has no name."""
    return Party(found.text, found.span, owner.name, owner.code, owner.id) if owner is not None and owner.name else None


def _land_of_troops(head: int, owner: Actor, classes: Classes) -> Country | None:
    """The country whose troops those of a ministry or a president are: it holds what they hold; None for those of anybody else."""
    governs = owner.code.endswith(GOVERNMENT) and len(owner.code) == len("AFG-GOV")
    armed = "force" in (classes.of(head) or ())
    return next((c for c in table() if c.alpha3 == owner.code[:3]), None) if governs and armed else None


def _is_of_other_land(found: Party, owner: Actor) -> bool:
    """ "Its Russian partners" are not those whose partners they are."""
    return bool(found.code and owner.code) and found.code[:3] != owner.code[:3]


def is_resolved(head: int, mentions: Mentions) -> bool:
    """Whether a mention stands for somebody by name."""
    resolution = mentions.actors.get(head)
    return resolution is not None and isinstance(resolution.value, Actor) and bool(resolution.value.name)


def _owner(head: int, parse: Parse) -> int:
    """The pronoun that says whose it is, or that is it; -1 for none."""
    phrase = parse.phrase(head)
    owners = [h for h in (phrase.possessors if phrase is not None else ()) if parse.tokens[h].pos == "PRON"]
    if owners:
        return owners[0]
    return head if parse.tokens[head].pos == "PRON" or parse.tokens[head].tag == "PRP$" else -1


def _of(found: Party, whose: Party | None) -> Party:
    """The words as they stand, with the name, code and id of whose they are."""
    if whose is None:
        return found
    name = whose.name if whose.id or not OWNED.search(whose.text) else whose.text
    return Party(found.text, found.span, name, found.code or whose.code, whose.id)


def speaks_for(
    over: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Party | None:
    """Whom the innermost speaker speaks for: the army for "an army spokesman", else the speaker; None for nobody."""
    head = next((s for a in over for s in a.speakers[:1]), -1)
    if head < 0:
        return None
    for at in _principals(head, parse, lexicon):
        who = classes.of(at) or frozenset()
        if (
            parse.tokens[at].pos != "PRON"
            and "person" not in who
            and parties.is_party(at, parse, mentions, classes, lexicon)
        ):
            return parties.party(at, parse, mentions, lexicon)
    return parties.party(head, parse, mentions, lexicon)


def _principals(head: int, parse: Parse, lexicon: Lexicon) -> Iterator[int]:
    """Words that may name whom a spokesman speaks for: beside the word for him, which may stand before or behind his name."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) in {"ministry", "command", "staff", "army", "office"}:
        return
    titles = [at for at in (*phrase.modifiers, *phrase.appositions) if parse.lemma(at) in lexicon.words["mouthpieces"]]
    for at in (head, *titles):
        yield from _beside(at, parse)
    yield from (at for title in titles for at in range(phrase.first, title))


def _beside(head: int, parse: Parse) -> Iterator[int]:
    """Whose, of what or of what kind a phrase is."""
    phrase = parse.phrase(head)
    if phrase is not None:
        yield from phrase.possessors
        yield from (h for prep, h in phrase.preps if prep in {"of", "for"})
        yield from phrase.modifiers
