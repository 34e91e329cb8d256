"""Who did it to whom: slots of an event become parties, with the words they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.agents import agents, lent_agents
from dateline.claims.roles.extents import bare, extent, title_of
from dateline.claims.roles.owned import code_of_owner, issuer_of
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase
from dateline.types import Actor, Party, Place, Resolution, Span

PART = (" of them", " of whom")
FLOATING = ("each", "both", "all")  # said once more of those who were named


def parties_among(
    heads: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Those of the heads that can act."""
    return [h for h in heads if is_party(h, parse, mentions, classes, lexicon)]


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
        leads = prep in _through(inner, done_to, classes, lexicon)
        got = owners(inner, parse, mentions, classes, lexicon, depth - 1) if leads else []
        if got:
            return got
    return []


def _has_victim(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """An event noun whose of-phrase is whom it hits."""
    return any(e.of == "object" for e, _ in lexicon.event_nouns.get(parse.lemma(head), ()))


def _through(inner: int, done_to: bool, classes: Classes, lexicon: Lexicon) -> tuple[str, ...]:
    """Prepositions behind which the owner may stand further down; "in the country's north" tells where it was, not whose it is."""
    if done_to:
        return ()
    kinds = classes.of(inner)
    ground = kinds is None or not kinds.isdisjoint(lexicon.words["ground_classes"])
    return ("of", "to", "for") if ground else ("of", "to", "for", "in")


def _owning(
    phrase: Phrase, done_to: bool, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Iterator[tuple[int, ...]]:
    """Words that may name an owner, from near to far."""
    preps = ("from",) if done_to else ("of", "from")
    yield phrase.possessors
    yield tuple(m for m in phrase.modifiers if m in mentions.actors)
    yield (*(h for p, h in phrase.preps if p in preps), *agents(phrase, parse, lexicon))
    yield tuple(h for at in phrase.clauses for h in lent_agents(parse.clauses[at], lexicon))


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
    """Without the "each" of "the two armies each said"; "both of his aides" are somebody."""
    return [h for h in heads if parse.tokens[h].lower not in FLOATING or has_of_phrase(h, parse)] or heads


def has_of_phrase(head: int, parse: Parse) -> bool:
    """Whether an of-phrase hangs on it ("the release of the hostages")."""
    phrase = parse.phrase(head)
    return phrase is not None and any(prep == "of" for prep, _ in phrase.preps)


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
    if len(heads) != 2:
        return set()
    first, second = heads
    if _renames(first, second, parse, lexicon):
        return {second}
    return {first} if _is_name_of(second, first, parse) else set()


def _is_name_of(name: int, description: int, parse: Parse) -> bool:
    """ "The first nominee for the post, Ana Vel was rejected": a name that the parser took for a second subject."""
    a, b = parse.phrase(description), parse.phrase(name)
    if a is None or b is None or parse.tokens[b.first - 1].text != "," or b.conjunct_of >= 0:
        return False
    apart = b.site == a.site and b.governor == a.governor and a.head < b.first
    return apart and parse.tokens[description].tag == "NN" and parse.tokens[name].tag == "NNP" and not a.prep


def _named_behind(
    phrases: list[Phrase], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """ "Officials, including X"; of a number of people some are nobody further, unless they have a name ("six people, including two
    children")."""
    named = [
        h for p in phrases for prep, h in p.preps if prep == "including" and not (p.numbers and not _is_named(h, parse))
    ]
    return parties_among(named, parse, mentions, classes, lexicon)


def _is_named(head: int, parse: Parse) -> bool:
    """A name, or a description with one behind it ("opposition party, Democratic Action")."""
    phrase = parse.phrase(head)
    beside = phrase.appositions if phrase is not None else ()
    return any(parse.tokens[at].pos == "PROPN" for at in (head, *beside))


def _renames(first: int, second: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Abu Jandal, an ISIL commander": an apposition that the parser took for a conjunct."""
    a, b = parse.phrase(first), parse.phrase(second)
    if a is None or b is None or b.first - a.last != 1 or parse.tokens[a.last].text != ",":
        return False
    described = b.determiner in lexicon.words["articles"] or bool(b.possessors) or parse.tokens[second].lower == "those"
    return described and parse.tokens[first].pos == "PROPN"


def is_party(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase can act: a person, group, organisation, country, or something of unknown class. Each frame asks it of all phrases
    around, so it is remembered with the classes."""
    if head not in classes.parties:
        classes.parties[head] = _can_act(head, parse, mentions, classes, lexicon)
    return classes.parties[head]


def _can_act(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    if _is_verb(head, parse) or is_spot(head, mentions) or _in_brackets(head, parse) or is_nobody(head, parse, lexicon):
        return False
    if _is_part_of_them(head, parse, mentions):
        return False
    kinds = classes.of(head)
    if kinds is None:
        return True
    return bool(kinds & lexicon.words["party_classes"])


def is_nobody(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the words name nobody: "no group", "nobody", "none of them"; or those already named: "each other"."""
    phrase = parse.phrase(head)
    if _is_each_other(head, parse, lexicon) or parse.tokens[head].lower in lexicon.words["nobody_words"]:
        return True
    return phrase is not None and (
        phrase.determiner == "no" or (phrase.determiner == "the" and _is_figure(phrase, parse, lexicon))
    )


def _is_figure(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The toll", "the dead": how many, and nobody; "the wounded" are people where they stand as subject or object, unless a verb moves
    their number ("put the wounded at 12")."""
    lemma, clause = parse.lemma(phrase.head), parse.clause(phrase.governor)
    if lemma not in lexicon.words["toll_injured"] or clause is None or phrase.site not in ("subject", "object"):
        return lemma in lexicon.words["toll_nouns"]
    return clause.lemma in lexicon.words["toll_moves"] and clause.lemma != "take"


def _is_each_other(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "each other", "each other's positions"."""
    owner = (head - 3,) if parse.tokens[head - 1].tag == "POS" else ()
    pairs = (" ".join(t.lower for t in parse.tokens[at : at + 2]) for at in (head - 1, head, *owner))
    return any(pair in lexicon.words["reciprocals"] for pair in pairs)


def _is_part_of_them(head: int, parse: Parse, mentions: Mentions) -> bool:
    """ "Killing 11 people, five of them children": a part of those named right before the comma, and nobody further."""
    phrase = parse.phrase(head)
    at = phrase.first - 2 if phrase is not None else -1
    if phrase is None or at < 0 or parse.tokens[at + 1].text != "," or mentions.in_time(at):
        return False
    return parse.tokens[at].pos in ("NOUN", "PUNCT") and parse.quote(
        head, min(head + 3, len(parse.tokens))
    ).lower().endswith(PART)


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


def _name_behind(head: int, parse: Parse) -> int:
    """Head of the one name that a description has for an apposition ("a second nominee, Ana Vel"); -1 for none, or for several."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].tag != "NN":
        return -1
    names = [at for at in phrase.appositions if parse.tokens[at].pos == "PROPN" and parse.tokens[at].ent == "PERSON"]
    return names[0] if len(names) == 1 else -1


def _is_listed(resolution: Resolution | None) -> bool:
    return resolution is not None and isinstance(resolution.value, Actor) and bool(resolution.value.id)


def party(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Party:
    """The party a head token stands for: its words, its name once resolved, its code."""
    resolution = mentions.actors.get(head)
    named = title_of(head, parse)
    for name in (_name_behind(head, parse), named):
        if name >= 0 and not _is_listed(resolution):
            resolution = mentions.actors.get(name, resolution)
    span = (
        extent(head, parse, mentions)
        if named < 0
        else Span(extent(head, parse, mentions).start, extent(named, parse, mentions).end)
    )
    text = parse.text[span.start : span.end]
    actor = issuer_of(head, parse, mentions, lexicon) or (resolution.value if resolution is not None else None)
    if isinstance(actor, Actor):
        return Party(text, span, actor.name or bare(text, lexicon), actor.code, actor.id)
    return Party(text, span, bare(text, lexicon), code_of_owner(head, parse, mentions))
