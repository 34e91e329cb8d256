"""What merging looks at of a mention, worked out once for each: two mentions are then compared by their features alone."""

from __future__ import annotations

import msgspec

from dateline.claims.values import Classes, Draft
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Phrase
from dateline.types import Party

BEFORE = 60  # words of its sentence before a mention that may set it apart
LEAD = 1  # sentences before the second: the headline's and the first
PLURAL = ("NNS", "NNPS")
BELOW = ("relative", "adverbial", "participle")

Spot = tuple[str, str, str]
"""Where something was: the id of the place, or its words where it is not known; its country and how precise it is."""
GROUND = "territory"
"""The mode of the taking of a town."""
Figures = tuple[tuple[str, tuple[int | None, int | None]], ...]


class Noun(msgspec.Struct, frozen=True):
    """How a noun points back or does not: its determiner, an owner, words such as "another"."""

    definite: bool
    indefinite: bool
    owned: bool
    bare: bool
    new: bool


class Features(msgspec.Struct, frozen=True):
    """A mention as another is compared with it. Where it stands is no feature: mentions in the same words have the same features.

    ``noun``: None for a verb, and for a noun that heads no phrase. ``harm``: the entry counts the dead or wounded.
    ``figures``: dead and wounded by kind, how many events, how many towns taken. ``voice``: the innermost speaker by name, ""
    where the dispatch speaks; ``vague``: that speaker is nobody in particular ("officials", "they", "a statement").
    ``content``: the words of what it is about, None where it says nothing of that. ``collective``: done by "they", "both
    sides". ``victims``: the nouns of those acted on; ``victims_known``: they are spoken of as known ("the soldier", "them");
    ``victims_further``: as further ones ("another guard"); ``victims_new``: as not known yet ("a journalist"); ``victims_named``: by
    name. ``hits``: "things" where all that is hit stands or drives ("a mosque", "two convoys"), "people" where none of it does, ""
    where nobody or some of both are. ``by_deed``: a verb whose subject is an event known before ("the
    blast damaged …"). ``doers_known``: those who act are called by the deed before ("the attackers").
    ``doers_named``: a person by name; ``doers_described``: one doer without a name ("the widow").
    ``taken``: what became of those it takes or frees ("arrested", "abducted", "released"), "" where it does neither;
    ``taken_known``: they are called by no more than that and as known ("the abducted clerk", "the man").
    """

    type: str
    polarity: str
    modality: str
    historical: bool
    lemma: str
    rule: str
    kind: str
    presumes: bool
    harm: bool
    violent: bool
    speech: bool
    meeting: bool
    mode: frozenset[str]
    noun: Noun | None
    plural: bool
    collective: bool
    actors: frozenset[str]
    recipients: frozenset[str]
    towns: frozenset[Spot]
    figures: Figures
    day: str
    days: tuple[str | None, str | None]
    content: frozenset[str] | None
    voice: str
    subordinate: bool
    set_apart: bool
    headline: bool
    lead: bool
    vague: bool
    victims: frozenset[str]
    victims_known: bool
    victims_further: bool
    victims_new: bool
    victims_named: bool
    hits: str
    in_deed: bool
    by_deed: bool
    doers_known: bool
    doers_named: bool
    doers_described: bool
    taken: str
    taken_known: bool


def of(d: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> Features:
    """The features of a draft."""
    entry, traits, token = d.frame.entry, d.traits, parse.tokens[d.frame.head]
    small = lexicon.words["small_words"]
    return Features(
        type=d.type, polarity=d.certainty.polarity, modality=d.modality, historical=d.historical,
        lemma=token.lemma, rule=entry.id, kind=_kind(d), presumes=entry.presumes, harm=bool(entry.count),
        violent=traits.violent, speech=traits.speech, meeting=traits.meeting,
        mode=frozenset(d.mode), noun=_noun(d, parse, lexicon), plural=token.tag in PLURAL,
        collective=is_collective(d, parse, lexicon),
        actors=names(d.actor), recipients=names(d.recipient), towns=_towns(d), figures=_figures(d, parse, lexicon),
        day=d.time.text.lower() if d.time else "", days=(d.time.start, d.time.end) if d.time else (None, None),
        content=frozenset(d.content.text.lower().split()) - small if d.content else None,
        voice=d.voices[0].speaker.name.lower() if d.voices else "",
        subordinate=_is_subordinate(d, parse), set_apart=_set_apart(d, parse, lexicon),
        headline=parse.sentence(d.frame.head).kind == "headline", lead=token.sent <= LEAD,
        vague=bool(d.voices) and _is_vague(d.voices[0].speaker, parse, lexicon),
        victims=frozenset(parse.lemma(h) for h in d.recipient_heads),
        victims_known=any(_is_known(h, parse, lexicon) for h in d.recipient_heads),
        victims_further=any(_is_further(h, parse, lexicon) for h in d.recipient_heads),
        victims_new=bool(d.recipient_heads) and all(_is_indefinite(h, parse, lexicon) for h in d.recipient_heads),
        victims_named=any(parse.tokens[h].tag == "NNP" for h in d.recipient_heads),
        hits=_hits(d, parse, classes, lexicon),
        in_deed=_is_in_deed(d, parse, lexicon),
        by_deed=_is_by_deed(d, parse, lexicon), doers_known=_is_doer_of_deed(d, parse, lexicon),
        doers_named=any(parse.tokens[h].ent == "PERSON" for h in d.actor_heads),
        doers_described=len(d.actor_heads) == 1 and parse.tokens[d.actor_heads[0]].tag == "NN",
        taken=entry.count if entry.count in lexicon.words["list_counts"] else "",
        taken_known=_is_taken_known(d, parse, lexicon),
    )  # fmt: skip


def _kind(d: Draft) -> str:
    """The kind of its form; "the slain mayor" tells of a killing as a noun would."""
    return "noun" if d.frame.kind == "attributive" else d.frame.kind


def _is_subordinate(d: Draft, parse: Parse) -> bool:
    clause = parse.clause(d.frame.clause) if d.frame.kind == "verb" else None
    return clause is not None and clause.kind in BELOW


def names(parties: tuple[Party, ...]) -> frozenset[str]:
    """The parties by name."""
    return frozenset(p.name.lower() for p in parties)


def is_collective(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "They", "the ministers", "both sides": those who met before."""
    heads = d.actor_heads
    if len(heads) != 1:
        return False
    phrase, token = parse.phrase(heads[0]), parse.tokens[heads[0]]
    known = phrase is not None and phrase.determiner in (*lexicon.words["definite"], "both")
    return (token.tag in PLURAL and known) or token.lower in ("they", "both")


def _noun(d: Draft, parse: Parse, lexicon: Lexicon) -> Noun | None:
    phrase = _told_by(d, parse)
    if phrase is None:
        return None
    return Noun(
        definite=phrase.determiner in lexicon.words["definite"],
        indefinite=phrase.determiner in lexicon.words["indefinite"],
        owned=bool(phrase.possessors),
        bare=not phrase.determiner and not phrase.possessors,
        new=_is_new(phrase, parse, lexicon),
    )


def _told_by(d: Draft, parse: Parse) -> Phrase | None:
    """The phrase whose article says whether the event is known: of an event noun, or of "the slain mayor"."""
    if d.frame.kind == "attributive":
        return next((parse.phrase(h) for h in d.frame.slot("object")), None)
    return parse.phrase(d.frame.head) if d.frame.kind == "noun" else None


def _is_new(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Another attack", "the latest bombing"."""
    new = lexicon.words["further_event_words"]
    return phrase.determiner in new or any(parse.tokens[m].lower in new for m in phrase.modifiers)


def _is_vague(speaker: Party, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Officials", "they", "a statement", "police": a source that names nobody, so that a second one may well be the first."""
    tokens = [parse.tokens[i] for i in parse.within(speaker.span.start, speaker.span.end)]
    if any(t.pos == "PROPN" or t.ent for t in tokens):
        return False
    return any(t.lemma in lexicon.words["vague_sources"] or t.lower in lexicon.words["person_pronouns"] for t in tokens)


def _is_doer_of_deed(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The attackers fled", "they": doers who are called by the deed told before; "a bomber" is told anew."""
    heads = d.actor_heads
    named = any(
        parse.lemma(h) in lexicon.words["deed_doers"]
        and (parse.phrase(h) is None or parse.phrases[h].determiner not in lexicon.words["indefinite"])
        for h in heads
    )
    again = all(parse.tokens[h].lower == "they" or _is_known_person(h, parse, lexicon) for h in heads)
    return bool(heads) and (named or again)


def _is_known(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The soldier", "them", "the three": spoken of as known."""
    phrase, token = parse.phrase(head), parse.tokens[head]
    return token.lower in lexicon.words["person_pronouns"] or (
        phrase is not None and phrase.determiner in lexicon.words["definite"]
    )


def _is_taken_known(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The abducted clerk", "the man", "the seven": a known person, of whom no trade or office is told anew."""
    if d.frame.kind == "attributive":
        return any(_is_known(h, parse, lexicon) for h in d.recipient_heads)
    return any(_is_known_person(h, parse, lexicon) for h in d.recipient_heads)


def _is_known_person(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The woman", "the three": who was spoken of before, called by nothing new."""
    return _is_known(head, parse, lexicon) and _is_mere_person(head, parse, lexicon)


def _is_mere_person(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    token = parse.tokens[head]
    return token.pos == "NUM" or token.lemma in lexicon.words["mere_persons"]


def _is_further(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Another guard", "a second guard"."""
    phrase = parse.phrase(head)
    return phrase is not None and _is_new(phrase, parse, lexicon)


def _is_by_deed(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The blast damaged a mosque": the subject is an event that is known."""
    clause = parse.clause(d.frame.clause) if d.frame.kind == "verb" else None
    heads = (*clause.subjects, *clause.agents) if clause is not None else ()
    return any(parse.lemma(h) in lexicon.event_nouns and _is_known(h, parse, lexicon) for h in heads)


def _is_indefinite(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "A journalist": one person or thing that is told of for the first time and has no name."""
    phrase = parse.phrase(head)
    new = phrase is not None and phrase.determiner in lexicon.words["indefinite"]
    return new and parse.tokens[head].pos == "NOUN"


def _hits(d: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> str:
    """Whether violence hits people or what they are in; "" of pronouns too, which may be either."""
    pronouns = any(parse.tokens[h].pos == "PRON" for h in d.recipient_heads)
    things = {_is_thing(h, parse, classes, lexicon) for h in d.recipient_heads} if d.traits.violent else set()
    if len(things) != 1 or pronouns:
        return ""
    return "things" if True in things else "people"


def _is_thing(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """ "A mosque", "the convoy", "two villages", and no name."""
    known = classes.of(head) or frozenset()
    return parse.tokens[head].pos == "NOUN" and "person" not in known and bool(known & lexicon.words["thing_classes"])


def _is_in_deed(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Was hurt in the blast": harm done by an event that is known."""
    clause = parse.clause(d.frame.clause) if d.frame.kind == "verb" else None
    if clause is None or not d.traits.violent or not d.frame.entry.count:
        return False
    means = (h for prep, h in clause.obliques if prep in lexicon.words["means_prepositions"])
    heads = (*clause.subjects, *clause.agents, *means)
    return any(parse.lemma(h) in lexicon.event_nouns and _is_known(h, parse, lexicon) for h in heads)


def _towns(d: Draft) -> frozenset[Spot]:
    """Where it was, by id where the place is known."""
    return frozenset(
        (w.place.id, w.place.country, w.place.precision) if w.place else (w.text.lower(), "", "") for w in d.place
    )


def _figures(d: Draft, parse: Parse, lexicon: Lexicon) -> Figures:
    """Dead and wounded, how many events a noun counts ("18 airstrikes") and how many towns were taken; of two figures for one kind the
    last."""
    harms = {c.what: (c.low, c.high) for c in d.counts if c.what in lexicon.words["harm_counts"]}
    taken = [(c.low, c.high) for c in d.counts if c.what == "other"] if GROUND in d.mode else []
    rows = (
        *harms.items(),
        *(("events", one) for one in _events(d, parse)[-1:]),
        *(("towns", one) for one in taken[-1:]),
    )
    return tuple(rows)


def _events(d: Draft, parse: Parse) -> list[tuple[int | None, int | None]]:
    """How many events the noun of a mention counts, before it in its phrase."""
    phrase = parse.phrase(d.frame.head) if d.frame.kind == "noun" else None
    if phrase is None:
        return []
    first, last = parse.tokens[phrase.first].start, parse.tokens[d.frame.head].start
    return [(c.low, c.high) for c in d.counts if c.what == "other" and first <= c.span.start < last]


def _set_apart(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "Elsewhere", "also", "in another incident" before the mention in its sentence."""
    first = max(parse.sentence(d.frame.head).first, d.frame.head - BEFORE)
    before = parse.tokens[first : d.frame.head]
    return any(t.lower in lexicon.words["setting_apart_words"] for t in before)
