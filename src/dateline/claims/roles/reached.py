"""Whom an event reaches beside its own slots: what a plot or threat is to hit, of whom a verdict is, whose doing is praised."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.agents import is_reflexive
from dateline.claims.roles.parties import is_spot, is_target, owners, parties_among
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

ROUTING = ("scatter", "rout", "disperse")
FACING = ("see", "meet", "face", "join")  # verbs whose object is whom one meets
HELP = ("assistance", "help", "aid", "support", "cooperation")
DEALINGS = (
    "trade",
    "relation",
    "tie",
    "contact",
    "travel",
    "commerce",
    "dealing",
    "traffic",
)  # no side, but what one has with another
CALLS = ("call", "message", "speech")
WRITING = ("write", "send", "address", "issue")  # verbs of what is written to somebody
ENTERING = ("enter", "ransack")  # verbs whose object is the house of those who are robbed
WAYS_IN = ("access", "entry", "entrance")  # what is barred of the thing that they lead to


def to_be_hit(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Plotted to kill the president", "plans to blow up electricity towers": whom violence only meant would hit."""
    traits = frame.entry.traits
    if not (traits.violent or traits.threat) or "to:clause" not in frame.entry.content:
        return []
    meant = [c for c in _told(frame.slot("to:clause"), parse) if _is_violent(c, lexicon)]
    return [h for c in meant for h in c.undergoers if _may_be_hit(h, parse, classes, lexicon)]


def _told(heads: tuple[int, ...], parse: Parse) -> list[Clause]:
    """The clauses that these tokens head."""
    return [clause for h in heads if (clause := parse.clause(h)) is not None]


def _may_be_hit(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Not the bombs of "to plant bombs"."""
    arms = (classes.of(head) or frozenset()) & lexicon.words["arm_classes"]
    return not arms and is_target(head, parse, classes, lexicon)


def _is_violent(clause: Clause, lexicon: Lexicon) -> bool:
    """Whether a reading of the clause's verb is a deed of violence."""
    return any(entry.traits.violent for entry, _ in lexicon.event_verbs.get(clause.lemma, ()))


def judged(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "The council is biased", "the policies of the junta are hostile": of whom, or of whose doing, a verdict is."""
    if frame.entry.content != ("subject",) or not frame.entry.traits.of_owner:
        return []
    heads = [h for at in frame.slot("subject") for h in (at, *_beside(at, parse))]
    named = parties_among(heads, parse, mentions, classes, lexicon)
    whose = (
        owners(h, parse, mentions, classes, lexicon)
        or parties_among(_behind(h, ("of",), parse), parse, mentions, classes, lexicon)
        for h in heads
    )
    return named or next(filter(None, whose), [])


def _behind(head: int, prepositions: tuple[str, ...], parse: Parse) -> list[int]:
    phrase = parse.phrase(head)
    return [h for prep, h in phrase.preps if prep in prepositions] if phrase is not None else []


def _beside(head: int, parse: Parse) -> tuple[int, ...]:
    phrase = parse.phrase(head)
    return phrase.conjuncts if phrase is not None else ()


def struck(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Strafed a hamlet, wounding a farmer", "tore into a depot, killing two": what the clause hits that goes on to tell of harm."""
    clause = parse.clause(frame.clause)
    if clause is None or not _tells_of_harm(frame, clause):
        return []
    above = parse.clause(clause.parent)
    hit = _aimed_by(above, lexicon) if above is not None and not above.passive else ()
    apart = (h for h in hit if not is_spot(h, mentions) and not is_reflexive(h, parse))
    return [h for h in apart if _may_be_hit(h, parse, classes, lexicon)]


def _tells_of_harm(frame: Frame, clause: Clause) -> bool:
    """Whether it is a participle of killing or wounding whose subject the clause above has."""
    harms = frame.kind == "verb" and frame.entry.traits.violent and bool(frame.entry.count)
    return harms and clause.tense == "participle" and clause.inherited


def _aimed_by(clause: Clause, lexicon: Lexicon) -> tuple[int, ...]:
    """The object of a verb of violence, or what stands behind its "into"."""
    if not _is_violent(clause, lexicon):
        return ()
    return clause.objects or tuple(h for prep, h in clause.obliques if prep in ("into", "upon"))


def praised(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "We appreciate that the parties put aside differences": who did what is welcomed."""
    traits = frame.entry.traits
    if not (traits.deal and traits.talked_of):
        return []
    return parties_among(frame.slot("that:subject"), parse, mentions, classes, lexicon)


def purposes(frame: Frame, parse: Parse) -> Iterator[int]:
    """Heads of the clauses that tell what for: of the verb, or on a noun of the form ("resorted to a lathi charge to disperse them")."""
    yield from frame.slot("to:clause")
    for at in frame.match.tokens:
        phrase = parse.phrase(at)
        if phrase is not None and at != frame.head:
            yield from (h for h in phrase.clauses if parse.clauses[h].marker == "to")


def harmed(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "A volley of plastic bullets that scattered the mob": whom a clause on a noun of violence says that it hit."""
    phrase = parse.phrase(frame.head)
    if not frame.entry.traits.violent or frame.kind != "noun" or phrase is None:
        return []
    hit = [h for c in _told(phrase.clauses, parse) if _harms(c, lexicon) for h in c.objects]
    return parties_among(hit, parse, mentions, classes, lexicon)


def _harms(clause: Clause, lexicon: Lexicon) -> bool:
    return not clause.passive and (clause.lemma in ROUTING or _is_violent(clause, lexicon))


def met(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Refused to sit down with the rebels", "demanding to see the president": whom somebody would meet, or will not."""
    if "to:object" not in frame.entry.recipient and not frame.entry.traits.asks_subject:
        return []
    inner = [c for c in _told(frame.slot("to:clause"), parse) if c.inherited]
    return parties_among([h for c in inner for h in _faced(c)], parse, mentions, classes, lexicon)


def _faced(clause: Clause) -> list[int]:
    beside = [h for prep, h in clause.obliques if prep == "with"]
    return [*clause.objects, *beside] if clause.lemma in FACING else beside


def addressed(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Wrote to the governor pleading for rain", "demanded a ransom in a call to the pastor": to whom what asks is written or said."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not frame.entry.traits.asks_subject:
        return []
    letters = _letters(clause, parse, lexicon)
    behind = [h for at in letters for h in _behind(at, ("to",), parse)]
    behind += [h for prep, h in clause.obliques if prep == "to"] if letters else []
    above = parse.clause(clause.parent)
    if above is not None and clause.inherited and above.lemma in WRITING:
        behind += [h for prep, h in above.obliques if prep == "to"]
        behind += [h for at in above.objects for h in _behind(at, ("to",), parse)]
    return parties_among(behind, parse, mentions, classes, lexicon)


def _letters(clause: Clause, parse: Parse, lexicon: Lexicon) -> list[int]:
    """The letters and calls in which somebody asks for something."""
    return [
        h
        for prep, h in clause.obliques
        if prep == "in" and parse.lemma(h) in (*CALLS, *lexicon.words["document_nouns"])
    ]


def robbed(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Broke into a shop and made off with cash": whose goods are carried off, the house or party that the clause coordinated before
    it breaks into."""
    clause = parse.clause(frame.clause)
    if clause is None or frame.kind != "verb" or not frame.entry.traits.from_parties:
        return []
    before = _first_of(clause, parse)
    into = _broken_into(before) if before is not None and not before.passive else ()
    return [h for h in into if is_target(h, parse, classes, lexicon) and not is_spot(h, mentions)]


def _first_of(clause: Clause, parse: Parse) -> Clause | None:
    """The clause that another is coordinated to."""
    return parse.clause(clause.conjunct_of) if clause.conjunct_of >= 0 else None


def _broken_into(clause: Clause) -> tuple[int, ...]:
    """What stands behind the "into" of a verb, or what is entered."""
    inside = tuple(h for prep, h in clause.obliques if prep == "into")
    return inside or (clause.objects if clause.lemma in ENTERING else ())


def helping(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Requested the assistance of Peru": whose help a form asks for; "a ban on trade with Peru": with whom the dealings are; "blocked
    access to the embassy": to what they led."""
    if frame.kind != "verb":
        return []
    traits = frame.entry.traits
    asked = (*frame.match.tokens, *frame.slot("object")) if traits.asks_subject else ()
    dealt = [at for name in frame.entry.recipient for at in frame.slot(name)] if traits.material else []
    heads = [*_named_on(asked, HELP, ("of", "from"), parse), *_named_on(dealt, DEALINGS, ("with", "to"), parse)]
    barred = [h for h in _named_on(dealt, WAYS_IN, ("to",), parse) if is_target(h, parse, classes, lexicon)]
    return [*parties_among(heads, parse, mentions, classes, lexicon), *barred]


def _named_on(heads: Iterable[int], nouns: tuple[str, ...], prepositions: tuple[str, ...], parse: Parse) -> list[int]:
    """Heads of the prepositional phrases of those of the nouns that stand there."""
    return [h for at in heads if parse.lemma(at) in nouns for h in _behind(at, prepositions, parse)]
