"""Who did it to whom: slots of an event become parties, with the words they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.agents import agents
from dateline.claims.roles.extents import bare, extent, title_of
from dateline.claims.roles.owned import code_of_owner
from dateline.claims.surroundings import is_written
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Party, Place, Span

FLOATING = ("each", "both", "all")  # said once more of those who were named


def actors(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of the acting side; () when nobody is named in the clause or the noun phrase."""
    heads = _acting(frame, parse, mentions, classes, lexicon)
    if frame.kind == "noun":
        heads = _of_noun(heads, frame, parse, mentions, classes, lexicon)
    elif not heads and frame.entry.traits.object_acts and frame.kind == "verb":
        heads = parties_among(frame.slot("object"), parse, mentions, classes, lexicon)
    heads = [
        h
        for h in heads
        if not _is_of_form(h, frame, mentions, classes, lexicon)
        and not _is_tied(h, frame, parse)
        and not _is_that_deed(h, frame, parse, mentions)
    ]
    return distinct(
        [*heads, *_including(heads, frame, parse, mentions, classes, lexicon)], parse, mentions, classes, lexicon
    )


def _of_noun(
    heads: list[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Those who act in an event that a noun names: the other side in its clause as well, who attends a meeting."""
    if not frame.slot("subject"):
        heads = _both_sides(heads, frame, parse, mentions, classes, lexicon)
    if heads or not frame.entry.traits.meeting:
        return heads
    return _attending(frame, parse, mentions, classes, lexicon)


def _is_of_form(head: int, frame: Frame, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """The "Air" of "Air strikes" at the head of a sentence, which looks like a name, the drone of "a drone strike"; the police of
    "police inaction" and the insurgents of "insurgent attacks" are a party."""
    known = mentions.actors.get(head)
    is_somebody = known is not None and isinstance(known.value, Actor) and bool(known.value.code)
    acts = "rebel" in (classes.of(head) or ())
    return head in frame.match.tokens and not is_somebody and not acts


def _is_that_deed(head: int, frame: Frame, parse: Parse, mentions: Mentions) -> bool:
    """The "it" of "it killed nine" that goes back to nobody: the strike or blast told before."""
    known = mentions.actors.get(head)
    somebody = known is not None and known.value is not None
    return frame.entry.traits.violent and frame.kind == "verb" and parse.tokens[head].lower == "it" and not somebody


def _is_tied(head: int, frame: Frame, parse: Parse) -> bool:
    """The "lathi" of "police lathi-charged the crowd"."""
    return head == frame.head - 2 and parse.tokens[head + 1].text == "-"


def parties_among(
    heads: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Those of the heads that can act."""
    return [h for h in heads if is_party(h, parse, mentions, classes, lexicon)]


def _acting(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Parties in the first filled slot of the actor, in all of them where both sides act; else who owns what stands there."""
    found: list[int] = []
    for filled in map(frame.slot, frame.entry.actor):
        written = frame.entry.traits.by_document or is_written(filled, frame.entry, frame.kind, parse, lexicon)
        got = list(filled) if written else parties_among(filled, parse, mentions, classes, lexicon)
        got = got or _acting_through(filled, frame, parse, mentions, classes, lexicon)
        found += got
        if got and not frame.entry.both:
            break
    return found


def _acting_through(
    heads: tuple[int, ...], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Owners of the arms, or of anything, that act for them ("the army's tanks", "the bloc's summit")."""
    traits = frame.entry.traits
    through = [h for h in heads if traits.by_owner or (traits.by_arms and _is_arm(h, classes, lexicon))]
    waged = [o for h in heads if traits.violent for o in _waging(h, parse, mentions, classes, lexicon)]
    found = waged or [
        o
        for h in through
        for o in owners(h, parse, mentions, classes, lexicon) or _fighting(h, parse, mentions, classes, lexicon)
    ]
    return [o for o in found if parse.tokens[o].lower != "which"]  # "one of which": the things, and nobody's


def _waging(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Whose a war or campaign is that kills: "Israel's campaign has killed thousands"."""
    phrase = parse.phrase(head)
    if phrase is None or "hostility" not in (classes.of(head) or ()):
        return []
    return parties_among(phrase.possessors, parse, mentions, classes, lexicon)


def _fighting(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """The sides of "clashes between soldiers and rebels"."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["undirected_deeds"]:
        return []
    return parties_among((h for prep, h in phrase.preps if prep == "between"), parse, mentions, classes, lexicon)


def _both_sides(
    heads: list[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """ "X arrived for talks with Y", "clashes with rebels": the subject of the clause is the first side of what has two."""
    if not (frame.entry.both and heads):
        met = parties_among(frame.slot("with"), parse, mentions, classes, lexicon) if frame.entry.traits.violent else []
        if not met:
            return heads
        heads = heads or met
    phrase = parse.phrase(frame.head)
    parted = bool(frame.fillers.get("between")) or (
        phrase is not None and any(prep in ("between", "among") for prep, _ in phrase.preps)
    )
    return heads if parted else [*_host_clause(frame, parse, mentions, classes, lexicon), *heads]


def _attending(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "During a visit to the camp, X said": who does what the clause tells was there."""
    phrase = parse.phrase(frame.head)
    if phrase is None or phrase.site != "oblique" or phrase.prep not in lexicon.words["attending_prepositions"]:
        return []
    clause = parse.clause(phrase.governor)
    return parties_among(clause.subjects, parse, mentions, classes, lexicon) if clause is not None else []


def _is_arm(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """ "its jets", "the army's tanks": what strikes for its owner."""
    return bool((classes.of(head) or frozenset()) & lexicon.words["arm_classes"])


def _including(
    heads: list[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """ "Senior officials may visit, including X": those named behind a plural side, unless they are some of those to whom it
    is done ("gunmen killed 19 people on Monday, including five children")."""
    clause = parse.clause(frame.clause)
    if clause is None or not any(parse.tokens[h].tag in ("NNS", "NNPS") for h in heads):
        return []
    named = parties_among(_behind_including(clause, parse), parse, mentions, classes, lexicon)
    undergoing = [h for h in clause.undergoers if h > max(heads) and _is_many(h, parse)]
    return [h for h in named if not any(other < h for other in undergoing)]


def _behind_including(clause: Clause, parse: Parse) -> list[int]:
    """Heads behind the "including" of a clause, or of a phrase of its."""
    inner = (link for _, h in clause.obliques if (p := parse.phrase(h)) for link in p.preps)
    return [h for prep, h in (*clause.obliques, *inner) if prep == "including"]


def _is_many(head: int, parse: Parse) -> bool:
    """Whether a phrase speaks of several, of whom some may be named: a plural, a number, a collective that is counted."""
    phrase = parse.phrase(head)
    return parse.tokens[head].tag in ("NNS", "NNPS", "CD") or bool(phrase is not None and phrase.numbers)


def _host_clause(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "X arrived for talks with Y": the subject of the clause is the other side."""
    clause, phrase = parse.clause(frame.clause), parse.phrase(frame.head)
    if clause is None or phrase is None or phrase.site not in ("object", "oblique"):
        return []
    if clause.lemma in lexicon.voice_verbs and phrase.prep not in lexicon.words["attending_prepositions"]:
        return []
    return [h for h in clause.subjects if is_party(h, parse, mentions, classes, lexicon)]


def owners(
    head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, depth: int = 2
) -> list[int]:
    """The party a deed or plan belongs to: possessor, nationality or name before it, of- or by-phrase.

    What follows "of" in "the bombing of the embassy" is the victim, not the owner. ``depth``: phrases looked into.
    """
    phrase = parse.phrase(head)
    if phrase is None or depth == 0:
        return []
    done_to = _has_victim(head, parse, lexicon)
    for ring in _owning(phrase, done_to, parse, mentions, lexicon):
        got = parties_among(ring, parse, mentions, classes, lexicon)
        if got:
            return got
    for prep, inner in phrase.preps:
        if prep in ("for", "against") and is_party(inner, parse, mentions, classes, lexicon):
            return [inner]
        got = owners(inner, parse, mentions, classes, lexicon, depth - 1) if prep in _through(done_to) else []
        if got:
            return got
    return []


def _has_victim(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """An event noun whose of-phrase is whom it hits."""
    return any(e.of == "object" for e, _ in lexicon.event_nouns.get(parse.lemma(head), ()))


def _through(done_to: bool) -> tuple[str, ...]:
    """Prepositions behind which the owner may stand further down."""
    return () if done_to else ("of", "to", "for")


def _owning(
    phrase: Phrase, done_to: bool, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Iterator[tuple[int, ...]]:
    """Words that may name an owner, from near to far."""
    preps = ("from",) if done_to else ("of", "from")
    yield phrase.possessors
    yield tuple(m for m in phrase.modifiers if m in mentions.actors)
    yield (*(h for p, h in phrase.preps if p in preps), *agents(phrase, parse, lexicon))


def distinct(
    heads: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads once each with those named behind "including", without appositions to one another and time expressions."""
    kept = _without_floating([h for h in dict.fromkeys(heads) if not mentions.in_time(h)], parse)
    kept = [other for h in kept for other in (h, *_counted_with(h, parse, mentions, classes, lexicon))]
    phrases = [p for h in kept if (p := parse.phrase(h)) is not None]
    kept += _named_behind(phrases, parse, mentions, classes, lexicon)
    second = _second(kept, phrases, parse, mentions, lexicon)
    return tuple(h for h in kept if h not in second)


def _second(kept: list[int], phrases: list[Phrase], parse: Parse, mentions: Mentions, lexicon: Lexicon) -> set[int]:
    """Those of the heads that only say once more who another is."""
    apposed = {a for p in phrases for a in p.appositions}
    return apposed | _renaming(kept, parse, lexicon) | _inside(kept, parse, mentions)


def _without_floating(heads: list[int], parse: Parse) -> list[int]:
    """Without the "each" of "the two armies each said"."""
    return [h for h in heads if parse.tokens[h].lower not in FLOATING] or heads


def _counted_with(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """The rebels of "dozens of soldiers and rebels"."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["partitive_nouns"]:
        return []
    parts = [p for prep, h in phrase.preps if prep == "of" and (p := parse.phrase(h)) is not None]
    return parties_among(
        (c for p in parts[:1] for c in p.conjuncts if c >= phrase.last), parse, mentions, classes, lexicon
    )


def _inside(heads: list[int], parse: Parse, mentions: Mentions) -> set[int]:
    """Words of a longer name that another head has ("military" of "US military")."""
    spans = {h: extent(h, parse, mentions) for h in heads if h not in parse.phrases}
    return {
        h
        for h, own in spans.items()
        if any(o.start <= own.start and own.end <= o.end and o != own for other, o in spans.items() if other != h)
    }


def _renaming(heads: list[int], parse: Parse, lexicon: Lexicon) -> set[int]:
    """The second of two that only describes the first."""
    return {heads[1]} if len(heads) == 2 and _renames(heads[0], heads[1], parse, lexicon) else set()


def _named_behind(
    phrases: list[Phrase], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """ "Officials, including X"; of a number of people some are nobody further, unless they have a name ("six people, including two
    children")."""
    named = [
        h
        for p in phrases
        for prep, h in p.preps
        if prep == "including" and not (p.numbers and parse.tokens[h].pos != "PROPN")
    ]
    return parties_among(named, parse, mentions, classes, lexicon)


def _renames(first: int, second: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Abu Jandal, an ISIL commander": an apposition that the parser took for a conjunct."""
    a, b = parse.phrase(first), parse.phrase(second)
    if a is None or b is None or b.first - a.last != 1 or parse.tokens[a.last].text != ",":
        return False
    described = b.determiner in lexicon.words["articles"] or bool(b.possessors) or parse.tokens[second].lower == "those"
    return described and parse.tokens[first].pos == "PROPN"


def is_party(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase can act: a person, group, organisation, country, or something of unknown class."""
    if _is_verb(head, parse) or is_spot(head, mentions) or _in_brackets(head, parse) or is_nobody(head, parse, lexicon):
        return False
    kinds = classes.of(head)
    if kinds is None:
        return True
    return bool(kinds & lexicon.words["party_classes"])


def is_nobody(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the words name nobody: "no group", "nobody", "none of them"; or those already named: "each other"."""
    phrase = parse.phrase(head)
    if any(
        " ".join(t.lower for t in parse.tokens[at : at + 2]) in lexicon.words["reciprocals"] for at in (head - 1, head)
    ):
        return True
    if parse.tokens[head].lower in lexicon.words["nobody_words"]:
        return True
    figure = parse.lemma(head) in lexicon.words["toll_nouns"]
    return phrase is not None and (phrase.determiner == "no" or (figure and phrase.determiner == "the"))


def _in_brackets(head: int, parse: Parse) -> bool:
    """ "(Reuters)": the agency of a dateline, or an abbreviation, is no side."""
    tokens = parse.tokens
    return 0 < head < len(tokens) - 1 and tokens[head - 1].text == "(" and tokens[head + 1].text == ")"


def _is_verb(head: int, parse: Parse) -> bool:
    if head in parse.clauses and head not in parse.phrases:
        return True
    phrase = parse.phrase(head)
    counted = phrase is not None and parse.tokens[phrase.first].pos in ("NUM", "DET")  # "two suspects" tagged as a verb
    return parse.tokens[head].pos == "VERB" and not counted


def _is_torn_off(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """A second verb with its object that the parser took for a noun phrase: "killed ten and injuring scores"."""
    phrase = parse.phrase(head)
    if phrase is None or phrase.conjunct_of < 0 or phrase.determiner:
        return False
    first = parse.tokens[phrase.first]
    return first.tag in ("VBG", "VBD", "VBN") and first.lemma in lexicon.event_verbs


def is_spot(head: int, mentions: Mentions) -> bool:
    """A town or province that stands for the place itself, not for those who govern there."""
    known = mentions.places.get(head)
    if known is None or known.mention.use != "literal" or not isinstance(known.value, Place):
        return False
    return known.value.precision not in ("country", "")


def is_target(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase can be acted on: whatever can act, and things that can be hit."""
    if _is_verb(head, parse) or _is_torn_off(head, parse, lexicon):
        return False
    kinds = classes.of(head)
    if kinds is None or kinds & (lexicon.words["party_classes"] | lexicon.words["target_classes"]):
        return True
    return not kinds & lexicon.words["no_party_classes"] and bool(kinds)


def party(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Party:
    """The party a head token stands for: its words, its name once resolved, its code."""
    resolution = mentions.actors.get(head)
    named = title_of(head, parse)
    if named >= 0 and (resolution is None or not isinstance(resolution.value, Actor) or not resolution.value.id):
        resolution = mentions.actors.get(named, resolution)
    span = (
        extent(head, parse, mentions)
        if named < 0
        else Span(extent(head, parse, mentions).start, extent(named, parse, mentions).end)
    )
    text = parse.text[span.start : span.end]
    if resolution is not None and isinstance(resolution.value, Actor):
        actor = resolution.value
        return Party(text, span, actor.name or bare(text, lexicon), actor.code, actor.id)
    return Party(text, span, bare(text, lexicon), code_of_owner(head, parse, mentions))
