"""Who did it to whom: slots of an event become parties, with the words they stand on."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.scene import Scene
from dateline.claims.slots import Found, slot
from dateline.types import Actor, Party, Place, Span

NO_PARTY = {"event", "abstract", "time", "law", "plan", "demand", "deal", "talks", "crime", "money", "body", "weapon", "vehicle",
            "aid", "substance", "speech"}  # fmt: skip
PARTY = {"actor", "person", "group", "org", "country", "force", "civilian", "official", "authority", "prisoner"}
THING = {"facility", "place", "vehicle", "weapon", "house", "infrastructure", "territory", "property"}
TALKING = {"CONSULT", "AGREE", "PROTEST", "MOBILIZE"}
MEETING = {"CONSULT", "AGREE", "COOPERATE"}
REACTIONS = {"PROTEST", "ACCUSE", "SUPPORT", "REJECT", "REQUEST", "AGREE", "COOPERATE", "AID"}


def actors(found: Found, scene: Scene) -> tuple[int, ...]:
    """Heads of the acting side; () when nobody is named in the clause or the noun phrase."""
    heads: list[int] = []
    for name in found.entry.actor:
        filled = slot(found, name, scene)
        got = [h for h in filled if is_party(h, scene)]
        if not got and found.entry.type in ("SANCTION", "ASSAULT"):
            got = [
                o for h in filled if found.entry.type == "SANCTION" or _is_arm(h, scene) for o in _owners(h, scene, 2)
            ]
        heads.extend(got)
        if got and not found.entry.both:
            break
    if found.kind == "noun" and not slot(found, "subject", scene):
        if found.entry.both and heads:
            heads = [*_host_clause(found, scene), *heads]
        elif found.entry.type == "ASSAULT" and (other := [h for h in slot(found, "with", scene) if is_party(h, scene)]):
            heads = [*_host_clause(found, scene), *(heads or other)]
    if not heads and found.entry.type == "MOBILIZE" and found.kind == "verb":
        heads = [h for h in slot(found, "object", scene) if is_party(h, scene)]
    return _distinct([*heads, *_including(heads, found, scene)], scene)


def _is_arm(head: int, scene: Scene) -> bool:
    """ "its jets", "the army's tanks": what strikes for its owner."""
    return bool((scene.sorts(head) or frozenset()) & {"weapon", "vehicle", "aircraft", "munition"})


def _including(heads: list[int], found: Found, scene: Scene) -> list[int]:
    """ "Senior officials may visit, including X": those named behind a plural side."""
    clause = scene.clause(found.clause)
    if clause is None or not any(scene.tokens[h].tag in ("NNS", "NNPS") for h in heads):
        return []
    links = [*clause.obliques, *(link for _, h in clause.obliques if (p := scene.phrase(h)) for link in p.preps)]
    return [h for prep, h in links if prep == "including" and is_party(h, scene)]


def _host_clause(found: Found, scene: Scene) -> list[int]:
    """ "X arrived for talks with Y": the subject of the clause is the other side."""
    clause, phrase = scene.clause(found.clause), scene.phrase(found.head)
    if clause is None or phrase is None or phrase.site not in ("object", "oblique"):
        return []
    if clause.lemma in scene.lexicon.voice_verbs and phrase.prep not in ("at", "during", "after", "in", "following"):
        return []
    return [h for h in clause.subjects if is_party(h, scene)]


def recipients(found: Found, taken: Iterable[int], scene: Scene) -> tuple[int, ...]:
    """Heads of the side acted on, people and things; () when none is named."""
    taken = set(taken)
    for name in found.entry.recipient:
        got = [h for h in slot(found, name, scene) if h not in taken and is_target(h, scene)]
        got = [h for h in got if not _goes_with(h, found, scene)]
        if found.entry.type in MEETING:
            got = [h for h in got if is_party(h, scene)]
        if found.entry.type in TALKING:
            got = [h for h in got if h not in scene.places or not is_spot(h, scene)]
        if name in ("in", "at", "near") or "seize" in found.entry.mode:
            got = [h for h in got if is_party(h, scene)]
        if found.entry.type == "COERCE":
            got = [h for h in got if not _is_bare_ground(h, scene)]
        if got:
            return _distinct(got, scene)
    if "territory" in found.entry.mode:
        return _distinct(_former_holders(found, scene), scene)
    if found.entry.type in REACTIONS:
        return _distinct([h for h in _behind(found, scene) if h not in taken], scene)
    return ()


def _goes_with(head: int, found: Found, scene: Scene) -> bool:
    """ "fired live rounds and tear gas": what is coordinated with a word of the form is no target."""
    phrase = scene.phrase(head)
    return phrase is not None and phrase.conjunct_of in found.match.tokens


def _is_bare_ground(head: int, scene: Scene) -> bool:
    """An area or road cordoned off is a place, nobody's side; a station or school closed is both."""
    sorts = scene.sorts(head) or frozenset()
    return "place" in sorts and not sorts & (PARTY | {"facility"})


def _former_holders(found: Found, scene: Scene) -> list[int]:
    """Who loses the ground taken: "rebel-held villages", "territory held by rebels"."""
    for head in slot(found, "object", scene):
        for at in scene.parse.tree.subtree(head):
            if scene.tokens[at].lower in ("held", "controlled", "occupied") and scene.tokens[at - 1].text == "-":
                return [at - 2]
            clause = scene.clause(at)
            if clause is not None and clause.lemma in ("hold", "control", "occupy") and clause.doers:
                return [h for h in clause.doers if is_party(h, scene)]
    return []


def _behind(found: Found, scene: Scene) -> list[int]:
    """Whose act it is that is condemned, welcomed, refused or asked for: the party inside the object or the content."""
    if found.entry.type == "REQUEST":
        for name in (
            "to:subject",
            "that:subject",
            *(("object", "for", "on", "to") if slot(found, "to:clause", scene) else ()),
        ):
            got = [h for h in slot(found, name, scene) if is_party(h, scene)]
            if got:
                return got
    if found.entry.type == "ACCUSE":
        inner = [scene.parse.clauses[h] for h in slot(found, "that:clause", scene) if h in scene.parse.clauses]
        got = [h for c in inner for h in c.doers if is_party(h, scene)]
        if got:
            return got
    names = (*found.entry.recipient, *(n for n in found.entry.content if not n.endswith(":clause")), "object")
    heads = [h for name in dict.fromkeys(names) for h in slot(found, name, scene)]
    return next((got for head in (*heads, *_object_behind(found, scene)) if (got := _owners(head, scene, 2))), [])


def _object_behind(found: Found, scene: Scene) -> list[int]:
    """The first event noun behind a verb whose object the parser lost ("condemns in the strongest terms the attack")."""
    if found.kind != "verb" or found.entry.type not in ("ACCUSE", "SUPPORT"):
        return []
    last = min(scene.parse.sentence(found.head).last, found.head + 15)
    nouns = scene.lexicon.event_nouns
    return next(([i] for i in range(found.head + 1, last) if scene.phrase(i) and scene.lemma(i) in nouns), [])


def _owners(head: int, scene: Scene, depth: int) -> list[int]:
    """The party a deed or plan belongs to: possessor, nationality or name before it, of- or by-phrase.

    What follows "of" in "the bombing of the embassy" is the victim, not the owner.
    """
    phrase = scene.phrase(head)
    if phrase is None or depth == 0:
        return []
    done_to = any(e.of == "object" for e, _ in scene.lexicon.event_nouns.get(scene.lemma(head), ()))
    preps = ("by", "from") if done_to else ("of", "by", "from")
    rings = (phrase.possessors, phrase.modifiers, tuple(h for p, h in phrase.preps if p in preps))
    for ring in rings:
        got = [h for h in ring if is_party(h, scene) and (ring is not phrase.modifiers or h in scene.actors)]
        if got:
            return got
    for prep, inner in phrase.preps:
        if prep in ("for", "against") and is_party(inner, scene):
            return [inner]
        if prep in ("of", "to", "for") and not done_to and (got := _owners(inner, scene, depth - 1)):
            return got
    return []


def _distinct(heads: Iterable[int], scene: Scene) -> tuple[int, ...]:
    """Heads once each, without appositions to one another and without time expressions."""
    heads = [h for h in dict.fromkeys(heads) if not scene.in_time(h)]
    phrases = [scene.phrase(h) for h in heads]
    heads += [h for p in phrases if p is not None for prep, h in p.preps if prep == "including" and is_party(h, scene)]
    second = {a for p in phrases if p is not None for a in p.appositions}
    if len(heads) == 2 and _renames(heads[0], heads[1], scene):
        second.add(heads[1])
    return tuple(h for h in heads if h not in second)


def _renames(first: int, second: int, scene: Scene) -> bool:
    """ "Abu Jandal, an ISIL commander": an apposition that the parser took for a conjunct."""
    a, b = scene.phrase(first), scene.phrase(second)
    if a is None or b is None or b.first - a.last != 1 or scene.tokens[a.last].text != ",":
        return False
    described = b.determiner in ("a", "an", "the") or bool(b.possessors)
    return described and scene.tokens[first].pos == "PROPN"


def is_party(head: int, scene: Scene) -> bool:
    """Whether a phrase can act: a person, group, organisation, country, or something of unknown class."""
    if _is_verb(head, scene) or is_spot(head, scene) or _in_brackets(head, scene) or is_nobody(head, scene):
        return False
    sorts = scene.sorts(head)
    if sorts is None:
        return True
    return bool(sorts & PARTY)


def is_nobody(head: int, scene: Scene) -> bool:
    """Whether the words name nobody: "no group", "nobody", "none of them"."""
    phrase = scene.phrase(head)
    return scene.tokens[head].lower in ("nobody", "none", "neither") or (
        phrase is not None and phrase.determiner == "no"
    )


def _in_brackets(head: int, scene: Scene) -> bool:
    """ "(Reuters)": the agency of a dateline, or an abbreviation, is no side."""
    tokens = scene.tokens
    return 0 < head < len(tokens) - 1 and tokens[head - 1].text == "(" and tokens[head + 1].text == ")"


def _is_verb(head: int, scene: Scene) -> bool:
    if head in scene.parse.clauses and head not in scene.parse.phrases:
        return True
    phrase = scene.phrase(head)
    counted = phrase is not None and scene.tokens[phrase.first].pos in ("NUM", "DET")  # "two suspects" tagged as a verb
    return scene.tokens[head].pos == "VERB" and not counted


def _is_torn_off(head: int, scene: Scene) -> bool:
    """A second verb with its object that the parser took for a noun phrase: "killed ten and injuring scores"."""
    phrase = scene.phrase(head)
    if phrase is None or phrase.conjunct_of < 0 or phrase.determiner:
        return False
    first = scene.tokens[phrase.first]
    return first.tag in ("VBG", "VBD", "VBN") and first.lemma in scene.lexicon.event_verbs


def is_spot(head: int, scene: Scene) -> bool:
    """A town or province that stands for the place itself, not for those who govern there."""
    known = scene.places.get(head)
    if known is None or known.mention.use != "literal" or not isinstance(known.value, Place):
        return False
    return known.value.precision not in ("country", "")


def is_target(head: int, scene: Scene) -> bool:
    """Whether a phrase can be acted on: whatever can act, and things that can be hit."""
    if _is_verb(head, scene) or _is_torn_off(head, scene):
        return False
    sorts = scene.sorts(head)
    if sorts is None or sorts & (PARTY | THING):
        return True
    return not sorts & NO_PARTY and bool(sorts)


def party(head: int, scene: Scene) -> Party:
    """The party a head token stands for: its words, its name once resolved, its code."""
    resolution = scene.actors.get(head)
    named = _title_of(head, scene)
    if named >= 0 and (resolution is None or not isinstance(resolution.value, Actor) or not resolution.value.id):
        resolution = scene.actors.get(named, resolution)
    span = extent(head, scene) if named < 0 else Span(extent(head, scene).start, extent(named, scene).end)
    text = scene.parse.text[span.start : span.end]
    if resolution is not None and isinstance(resolution.value, Actor):
        actor = resolution.value
        return Party(text, span, actor.name or bare(text), actor.code, actor.id)
    return Party(text, span, bare(text))


def _title_of(head: int, scene: Scene) -> int:
    """Head of the name right behind a description that is its title ("Saudi financier X"), -1 for none."""
    phrase = scene.phrase(head)
    for at in phrase.appositions if phrase is not None else ():
        name = scene.phrase(at)
        if name is not None and phrase is not None and name.first == phrase.last and scene.tokens[at].pos == "PROPN":
            return at
    return -1


def extent(head: int, scene: Scene) -> Span:
    """The words of a party: its phrase, or for a word inside a phrase the name it belongs to."""
    phrase = scene.phrase(head)
    if phrase is not None:
        return scene.parse.span(phrase.first, phrase.last)
    resolution = scene.actors.get(head)
    if resolution is not None:
        return resolution.mention.span
    for name in scene.parse.names:
        if name.first <= head < name.last:
            return name.span
    token = scene.tokens[head]
    return Span(token.start, token.end)


def bare(text: str) -> str:
    """The words without a leading article."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in ("the", "a", "an") and rest else text
