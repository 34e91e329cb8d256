"""How many: the numbers on the parties of an event, what they count, and the single victims that no number names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from dateline.claims.roles import dying, harms, tolls
from dateline.claims.roles.extents import extent
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Count, Resolution, Tally

YEAR = re.compile("(19|20)[0-9][0-9]")
UNSPECIFIC = ("", "other")
FREEING = ("AID", "CONCEDE", "RETREAT")  # types of what is done to captives for their good: rescued, freed
PEOPLE = frozenset(
    {"person", "soldiers", "group", "member", "rebel", "police"}
)  # classes of people, whatever else a word may be
SINGLES = frozenset({"person", "member"})  # classes of one human being


def of(
    frame: Frame,
    actors: Iterable[int],
    recipients: Iterable[int],
    done: bool,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> tuple[Tally, ...]:
    """Tallies of an event, in text order. ``done``: it is told as having happened, so that a named victim counts as one."""
    acting = dict.fromkeys([*actors, *_doers(frame, parse)])
    undergoing = dict.fromkeys(
        h for h in (*recipients, *_undergoers(frame, parse, mentions, lexicon)) if not _is_part_of_toll(h, parse)
    )
    rows: list[Tally] = []
    for head in dict.fromkeys((*undergoing, *acting, *_of_form(frame, parse))):
        for resolution in _numbers(head, parse, mentions, lexicon):
            side = "recipient" if head in undergoing else "actor"
            rows += _tally(resolution, frame, head, side, parse, mentions, classes, lexicon)
    rows += (
        *_beneath(frame, parse, mentions, classes, lexicon),
        *(tolls.beside(frame, parse, mentions, lexicon) if done else ()),
    )
    if done:
        rows += _singles(frame, undergoing, parse, mentions, classes, lexicon)
    return tuple(sorted({(t.span, t.what): t for t in rows}.values(), key=lambda t: t.span))


def _of_form(frame: Frame, parse: Parse) -> tuple[int, ...]:
    """The event noun, and the nouns of a form in several words ("fired 40 shells at"), whose numbers count munitions."""
    nouns = (t for t in frame.match.tokens if t != frame.head and parse.tokens[t].pos == "NOUN")
    return (*([frame.head] if frame.kind == "noun" else []), *nouns)


def _is_part_of_toll(head: int, parse: Parse) -> bool:
    """ "Killed 30 rebels, including three commanders": the three are told with the thirty and add nothing to them."""
    phrase = parse.phrase(head)
    return phrase is not None and phrase.prep == "including"


def _numbers(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[Resolution, ...]:
    """The numbers on a phrase, or in its of-phrase where the head only says that they are a group ("a group of 12 men")."""
    own = tuple(r for r in mentions.counts.get(head, ()) if not taken_back(r, parse))
    phrase = parse.phrase(head)
    if own or phrase is None or parse.lemma(head) not in lexicon.words["group_nouns"]:
        return own
    return next((mentions.counts[h] for prep, h in phrase.preps if prep == "of" and h in mentions.counts), ())


def taken_back(resolution: Resolution, parse: Parse) -> bool:
    """ "killed 21 people and not 27": the number that the text takes back counts nothing."""
    first = parse.sentence(resolution.mention.head).first
    before = [
        t.lower for t in parse.tokens[first : resolution.mention.head + 1] if t.end <= resolution.mention.span.start
    ]
    return before[-1:] == ["not"] or before[-2:] in (["rather", "than"], ["instead", "of"])


def _carrying(frame: Frame, parse: Parse) -> Clause | None:
    """The clause whose subject and object may bear the event's numbers."""
    return parse.clause(frame.clause) if frame.kind == "verb" or frame.support is not None else None


def _doers(frame: Frame, parse: Parse) -> tuple[int, ...]:
    clause = _carrying(frame, parse)
    return () if clause is None or frame.entry.count_on == "subject" else clause.doers


def _undergoers(frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    clause = _carrying(frame, parse)
    if clause is None:
        return ()
    if frame.entry.count_on == "subject":
        return clause.doers
    return _objects(clause, parse, mentions, lexicon) or harms.shared_objects(clause, parse)


def _objects(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[int, ...]:
    """Those acted on; a bare "more than 260" stands in where the parser took it for an adjunct."""
    if clause.undergoers:
        return clause.undergoers
    bare = [
        h
        for prep, h in clause.obliques
        if h in mentions.counts and (not prep or prep in lexicon.words["quantifying_prepositions"])
    ]
    return tuple(h for h in bare if parse.tokens[h].pos == "NUM" or _opens(h, clause, parse, mentions))


def _opens(head: int, clause: Clause, parse: Parse, mentions: Mentions) -> bool:
    """Whether the words of the number stand right behind the verb."""
    return any(0 <= r.mention.span.start - parse.tokens[clause.head].end <= 1 for r in mentions.counts[head])


def _tally(
    resolution: Resolution,
    frame: Frame,
    head: int,
    side: str,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> list[Tally]:
    value = resolution.value
    assert isinstance(value, Count)
    what = _what(value.what, frame, head, side, parse, mentions, lexicon)
    if what in lexicon.words["harm_counts"] and _is_no_person(head, classes, lexicon):
        what = "other"  # no casualties
    if (
        what in lexicon.words["harm_counts"]
        and head != frame.head
        and _is_other_event(frame, head, parse, classes, lexicon)
    ):
        return []  # "two blasts" are no victims
    if what == "other" and not _is_count(resolution, value, frame, head, side, parse, mentions, classes, lexicon):
        return []
    return [_row(what, value, resolution)]


def _is_no_person(head: int, classes: Classes, lexicon: Lexicon) -> bool:
    """Animals and things that are lost with people ("lost 60 soldiers, 11 tanks and 40 drones")."""
    known = classes.of(head) or frozenset()
    return "animal" in known or bool(known & lexicon.words["counted_things"] and not known & PEOPLE)


def _row(what: str, value: Count, resolution: Resolution) -> Tally:
    return Tally(what, value.low, value.high, resolution.mention.text, resolution.mention.span)


def _what(told: str, frame: Frame, head: int, side: str, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> str:
    """What a number counts: what its own phrase says, else what was done to those numbered; those who act are "other"."""
    if harms.is_of_two(head, parse, lexicon):
        return "other"
    if head == frame.head:
        return told or ("killed" if frame.entry.count == "killed" else "other")
    done = _done_to(frame, parse, lexicon)
    if side == "actor":
        return told if told not in UNSPECIFIC else _befell(head, frame, parse, mentions, lexicon)
    if told in lexicon.words["former_states"]:
        return _done_to_former(told, done, frame, head, parse, mentions, lexicon)
    return told if told not in UNSPECIFIC else _harm_above(head, parse, mentions, lexicon) or done


def _befell(head: int, frame: Frame, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> str:
    """What befell those who act ("six soldiers died in a clash"), else "other"."""
    harm = _harm_above(head, parse, mentions, lexicon) if _is_of_clause(head, frame, parse) else None
    return harm or "other"


def _is_of_clause(head: int, frame: Frame, parse: Parse) -> bool:
    """Whether what is done to a party in its clause is told of this event: what befell them elsewhere is no figure of it."""
    phrase = parse.phrase(head)
    return phrase is None or phrase.governor == frame.clause


def _done_to_former(
    told: str, done: str, frame: Frame, head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> str:
    """What is done to those who are called by what befell them before ("kidnapped hostages"), else what befell them."""
    if done != "other":
        return done
    freed = "released" if frame.entry.type in FREEING else told
    return _harm_above(head, parse, mentions, lexicon) or freed


def _is_fatal(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    """ "shot dead", "beaten to death", "fatally stabbed": the words of the event say that it killed."""
    clause = parse.clause(frame.clause)
    words = (*frame.match.tokens, *(clause.adverbs if clause is not None and frame.kind == "verb" else ()))
    near = range(frame.head + 1, min(frame.head + 3, len(parse.tokens))) if frame.kind == "verb" else ()
    return any(parse.tokens[t].lower in lexicon.words["fatal_words"] for t in (*words, *near))


def _done_to(frame: Frame, parse: Parse, lexicon: Lexicon) -> str:
    if frame.entry.traits.violent and _is_fatal(frame, parse, lexicon):
        return "killed"
    if frame.support is not None and frame.support.count:
        return frame.support.count
    return frame.entry.count or frame.entry.traits.count or "other"


def _harm_above(head: int, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> str | None:
    """ "killed", "injured" when the phrase is the victim of such a verb, whatever event it is looked at from."""
    phrase = parse.phrase(head)
    clause = parse.clause(phrase.governor) if phrase is not None else None
    if clause is None:
        return None
    if head in _objects(clause, parse, mentions, lexicon) and (what := harms.harm(clause, lexicon)) is not None:
        return what
    if head not in clause.doers:
        return None
    return dying.harm(clause, parse, lexicon) or harms.harm(clause, lexicon, "subject")


def _is_count(
    resolution: Resolution,
    value: Count,
    frame: Frame,
    head: int,
    side: str,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> bool:
    """Whether a number that counts neither dead nor wounded says how many: no "one of", "both sides", "several talks",
    no year, no number of other events."""
    phrase = parse.phrase(head)
    if value.low == value.high == 1 or (value.low == 2 and value.high is None):
        return False
    if YEAR.fullmatch(resolution.mention.text):
        return False
    if mentions.in_time(head) or _is_other_event(frame, head, parse, classes, lexicon):
        return False
    known = resolution.mention.text.lower().startswith("both") or _is_known(phrase, lexicon)
    return not (known and (side == "actor" or frame.entry.traits.gathering))


def _is_known(phrase: Phrase | None, lexicon: Lexicon) -> bool:
    """ "the two countries": those spoken of before, no figure of the event."""
    return phrase is not None and phrase.determiner in lexicon.words["known_determiners"]


def _is_other_event(frame: Frame, head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    if head in (frame.head, *frame.match.tokens) or parse.lemma(head) not in lexicon.event_nouns:
        return False
    return not (classes.of(head) or frozenset()) & lexicon.words["party_classes"]


def _beneath(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[Tally]:
    """Dead and wounded in what goes on from the event: "the attack, which killed three and injured more than 260"."""
    if not frame.entry.traits.violent:
        return
    phrase = parse.phrase(frame.head if frame.kind == "noun" else _noun_of_form(frame, parse))
    on_noun = _on_noun(phrase, parse, mentions, classes, lexicon) if phrase is not None else None
    for clause in _coordinate(frame, parse) if on_noun is None else on_noun:
        yield from _in_clause(clause, parse, mentions, lexicon)


def _noun_of_form(frame: Frame, parse: Parse) -> int:
    """The last noun of the form with a clause of its own: "resorted to a lathi charge, in which six were hurt"; -1 for none."""
    nouns = (t for t in reversed(frame.match.tokens) if (p := parse.phrase(t)) is not None and p.clauses)
    return next(nouns, -1)


def _in_clause(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Tally]:
    """The dead and wounded on the objects of a clause, or on its subject where that says so itself ("12 injured")."""
    objects = _objects(clause, parse, mentions, lexicon)
    done = harms.harm(clause, lexicon) if objects else None
    yield from harms.of_nobody(clause, done, parse, lexicon)
    for head in (h for h in objects or clause.doers if not harms.is_of_two(h, parse, lexicon)):
        rows = (_harmed(resolution, done, lexicon) for resolution in _numbers(head, parse, mentions, lexicon))
        yield from (row for row in rows if row is not None)


def _harmed(resolution: Resolution, done: str | None, lexicon: Lexicon) -> Tally | None:
    """The number of dead or wounded: what its own phrase says, else what the verb does; None for anything else."""
    value = resolution.value
    assert isinstance(value, Count)
    told = value.what if value.what in lexicon.words["harm_counts"] else done
    return None if told is None else _row(told, value, resolution)


def _on_noun(phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[Clause]:
    """Relative clauses and participles of the noun with what is coordinated to them."""
    own = [parse.clauses[c] for c in phrase.clauses] or _misplaced(phrase, parse, mentions, classes, lexicon)
    told = [c for c in own if not c.negations and c.marker != "to"]
    heads = {c.head for c in told}
    return [*told, *(c for c in _clauses_of_sentence(phrase.head, parse) if c.conjunct_of in heads)]


def _coordinate(frame: Frame, parse: Parse) -> list[Clause]:
    """ "killed three and seriously wounded six others": verbs that go on from the event's own."""
    return [c for c in _clauses_of_sentence(frame.head, parse) if c.conjunct_of == frame.clause and not c.negations]


def _clauses_of_sentence(head: int, parse: Parse) -> list[Clause]:
    sentence = parse.sentence(head)
    return [c for i in range(head, sentence.last) if (c := parse.clause(i)) is not None]


def _misplaced(phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[Clause]:
    """The which-clause behind the noun that the parser hung elsewhere."""
    after = [c for c in _clauses_of_sentence(phrase.head, parse) if c.kind == "relative" and c.first >= phrase.last]
    told = [c for c in after if parse.tokens[c.first].lower in ("which", "that")]
    return [
        c for c in told if c.first - phrase.last <= 1 or _is_past_place(phrase, c, parse, mentions, classes, lexicon)
    ]


def _is_past_place(
    phrase: Phrase, clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> bool:
    """ "an attack on a cafe in Kesh which killed 13": only places stand between, and the verb is one of harm."""
    if harms.harm(clause, lexicon) is None or clause.first - phrase.last > 15:
        return False
    between = [i for i in range(phrase.last, clause.first) if parse.phrase(i) is not None and not mentions.in_time(i)]
    return all(
        (classes.of(i) or frozenset()) & lexicon.words["ground_classes"] or parse.tokens[i].pos == "PROPN"
        for i in between
    )


def _singles(
    frame: Frame, recipients: Collection[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Tally]:
    """One killed for each named or single victim; one injured where the words say "a", "an" or "one"; one abducted, arrested or freed
    beside a number of others ("a priest and two nuns")."""
    if _is_undone(frame, parse, lexicon):
        return
    harmed, done = lexicon.words["harm_counts"], _done_to(frame, parse, lexicon)
    if any(head in mentions.counts for head in recipients):
        harmed = harmed | lexicon.words["list_counts"]
    for head in recipients:
        above = _harm_above(head, parse, mentions, lexicon)
        what = done if done in harmed or above is None else above
        told = what in harmed and above in (None, what)
        if told and head not in mentions.counts and _is_single(head, what, parse, classes, lexicon):
            span = extent(head, parse, mentions)
            yield Tally(what, 1, 1, parse.text[span.start : span.end], span)


def _is_undone(frame: Frame, parse: Parse, lexicon: Lexicon) -> bool:
    if frame.support is not None and frame.support.aspect in lexicon.words["undone_aspects"]:
        return True
    phrase = parse.phrase(frame.head) if frame.kind == "noun" else None
    words = [*frame.match.tokens, *(phrase.modifiers if phrase is not None else ())]
    return any(parse.tokens[t].lower in lexicon.words["attempt_words"] for t in words)


def _is_single(head: int, what: str, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase without a number names exactly one person."""
    token, phrase = parse.tokens[head], parse.phrase(head)
    if token.lower in lexicon.words["single_pronouns"]:
        return what == "killed"
    if phrase is None or token.tag not in ("NN", "NNP") or not _is_person(head, phrase, parse, classes, lexicon):
        return False
    if what == "killed" and _is_known_one(token.tag, phrase):
        return True
    alone = phrase.determiner in ("a", "an", "another") or (what == "killed" and _is_bare(phrase, parse))
    return alone and token.tag == "NN"


def _is_known_one(tag: str, phrase: Phrase) -> bool:
    return tag == "NNP" or bool(phrase.possessors) or phrase.determiner == "the"


def _is_bare(phrase: Phrase, parse: Parse) -> bool:
    """ "Journalist shot dead in Lima": a singular without its article, in a sentence that has none at all."""
    sentence = parse.sentence(phrase.head)
    words = parse.tokens[sentence.first : sentence.last]
    return not phrase.determiner and all(t.pos != "DET" and t.text != "." for t in words)


def _is_person(head: int, phrase: Phrase, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """One of a class of persons, and no body of many."""
    token, known = parse.tokens[head], classes.of(head) or frozenset()
    if (
        token.lemma in lexicon.words["collective_nouns"]
        or known & lexicon.words["inanimate_classes"]
        or not (known & SINGLES or token.ent == "PERSON")
    ):
        return False
    return (
        not known & lexicon.words["collective_classes"]
        or bool(known & {"commander", "official", "member"})
        or phrase.determiner in ("a", "an")
    )
