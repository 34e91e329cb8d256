"""Who holds, contests or lost a place: statements of control, which are no claims."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from dateline.claims import certainty
from dateline.claims.control import charges, naming, territory
from dateline.claims.frames.carrier import carrying_clause
from dateline.claims.frames.detect import possible_keys, verb_keys
from dateline.claims.frames.match import at_noun, at_phrase, at_verb
from dateline.claims.frames.slots import fill
from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.roles import parties
from dateline.claims.roles import place as places
from dateline.claims.roles import time as times
from dateline.claims.speech.voices import voice
from dateline.claims.values import Attributed, Attributions, Certainty, Classes, Frame, Match, Mentions, chain
from dateline.lexicon.entries import ControlRule, Event
from dateline.lexicon.load import ControlForms, Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Control, Document, Party, Quote, Span, Where


class Row(NamedTuple):
    """A rule at its trigger in the text, with the heads of holders and of territory."""

    rule: ControlRule
    frame: Frame
    holders: tuple[int, ...]
    territory: tuple[int, ...]


def find(
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> tuple[Control, ...]:
    """Control statements in text order, one for each trigger and place; the longer form wins."""
    found: dict[tuple[int, int], Control] = {}
    for row in sorted(_rows(attributions, parse, mentions, classes, lexicon), key=lambda r: -len(r.frame.match.tokens)):
        made = _statement(row, attributions, parse, mentions, classes, lexicon, document)
        if made is not None:
            found.setdefault((row.frame.head, made.place[0].span.start), made)
    takings = {rule.id for rule in lexicon.controls if rule.claim}
    told = (
        msgspec.structs.replace(one, historical=True) if _is_former(one, found.values(), takings) else one
        for one in found.values()
    )
    return tuple(sorted(told, key=lambda c: (c.trigger.span.start, c.place[0].span.start)))


def _is_former(one: Control, others: Iterable[Control], takings: set[str]) -> bool:
    """ "Took Kesh, a stronghold of the rebels": whose a place was that the same sentence tells as taken by others."""
    if one.rule in takings or one.status != "held":
        return False
    return any(
        other.rule in takings and other.place[0].span == one.place[0].span
        and other.polarity == "+" and other.status == "held" and other.holder != one.holder
        for other in others
    )  # fmt: skip


def _rows(
    attributions: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Row]:
    """Every form of every rule that stands in the text."""
    told = _verbs_by_rule(parse, lexicon)
    for number, rule in enumerate(lexicon.controls):
        entry = Event(id=rule.id, type="ASSAULT", of="object")
        known = lexicon.control_forms[number]
        forms = (
            *_verbs(told.get(number, ()), known, entry, parse, mentions, lexicon), *_nouns(known, entry, parse, lexicon),
        )  # fmt: skip
        for form in forms:
            frame = fill(form, (*rule.holder, *rule.place), attributions, parse, mentions, classes, lexicon)
            holders = _holders(rule, frame, parse, mentions, classes, lexicon)
            yield Row(rule, frame, holders, _territory(rule, frame, parse, mentions, classes, lexicon))
        yield from _compounds(rule, entry, parse, mentions, classes, lexicon)


def _verbs_by_rule(parse: Parse, lexicon: Lexicon) -> dict[int, list[Clause]]:
    """The clauses whose verb may be one of a rule's, by the number of the rule."""
    found: dict[int, list[Clause]] = defaultdict(list)
    for clause in parse.clauses.values():
        numbers = {number for word in possible_keys(clause, parse) for number in lexicon.control_words.get(word, ())}
        dead = bool(clause.objects and clause.predicates)  # "left Omar Said dead"
        for number in numbers:
            if not (dead and lexicon.controls[number].status == "lost"):
                found[number].append(clause)
    return found


def _verbs(
    clauses: Iterable[Clause], forms: ControlForms, entry: Event, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Frame]:
    """The rule's verbs among some clauses."""
    rows = forms.verbs
    for clause in clauses:
        token = parse.tokens[clause.head]
        known = clause.lemma in rows or f"be {token.lower}" in rows or token.tag in ("VBD", "VBN", "VBG")
        for key in verb_keys(clause, parse, rows) if known else ():
            for rest in rows.get(key, ()):
                match = at_verb(rest, clause, parse, mentions, lexicon, key.startswith("be "))
                if match is not None and not _swallows(match, clause.head, parse):
                    yield Frame(entry, clause.head, "verb", match, clause.head)


def _swallows(match: Match, head: int, parse: Parse) -> bool:
    """A noun of the form was found in another verb ("take … controlled")."""
    return any(t != head and parse.tokens[t].pos == "VERB" for t in match.tokens)


def _nouns(forms: ControlForms, entry: Event, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    """The rule's nouns, and its prepositions with a noun, in the text."""
    for kind, head, words in forms.nouns:
        for phrase in (p for at in parse.by_lemma.get(head, ()) if (p := parse.phrase(at)) is not None):
            match = (at_noun if kind == "noun" else at_phrase)(words, phrase, parse, lexicon)
            if match is not None:
                carrier = carrying_clause(phrase, parse)
                yield Frame(entry, phrase.head, kind, match, carrier.head if carrier else -1)


def _compounds(
    rule: ControlRule, entry: Event, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Row]:
    """ "rebel-held Kesh": the holder stands before the hyphen, the place is the noun modified."""
    for at in _hyphened(parse) if rule.compounds else ():
        head = _around(at, parse)
        if head >= 0 and parse.tokens[at].lower in rule.compounds and not _is_refused(at - 2, parse):
            got = territory.named((head,), parse, mentions, classes, lexicon)
            kept = tuple(h for h in got if _allowed(h, (), rule.no_object, (), rule.no_object_words, parse, classes))
            yield Row(rule, Frame(entry, at, "noun", Match((at,)), -1), (at - 2,), kept)


def _is_refused(holder: int, parse: Parse) -> bool:
    """ "non-government-held": it is not the government that holds it."""
    return [token.lower for token in parse.tokens[max(0, holder - 2) : holder]] == ["non", "-"]


def _hyphened(parse: Parse) -> Iterator[int]:
    """Words right behind a hyphen."""
    return (i + 1 for i in parse.by_lemma.get("-", ()) if 0 < i < len(parse.tokens) - 1)


def _around(at: int, parse: Parse) -> int:
    """Head of the noun phrase that token ``at`` stands before the head of, -1 for none."""
    phrases = (parse.phrase(i) for i in range(at + 1, min(at + 6, len(parse.tokens))))
    return next((p.head for p in phrases if p is not None and p.first <= at < p.head), -1)


def _holders(
    rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads of the first slot that holds somebody; of all of them where both sides contest."""
    taken: list[int] = []
    charge = _charge(frame, parse, lexicon)
    for name in rule.holder:
        heads = _slot(name, frame, parse, mentions, classes, lexicon)
        heads = (charges.owners(charge) or heads) if charge is not None and name == "subject" else heads
        taken += [h for h in heads if _can_hold(h, rule, frame, parse, mentions, classes, lexicon)]
        if taken and rule.status != "contested":
            break
    return tuple(dict.fromkeys(taken))


def _charge(frame: Frame, parse: Parse, lexicon: Lexicon) -> Phrase | None:
    """The claim of somebody whose words the clause of a verb is, where they leave it to that who did it."""
    clause = parse.clause(frame.clause) if frame.kind == "verb" else None
    return None if clause is None or charges.says_who(clause, parse) else charges.charge(clause, parse, lexicon)


def _can_hold(
    head: int, rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> bool:
    """A party, or by metonymy the town that governs ("ruled by London")."""
    seat = frame.kind == "verb" and head in mentions.places and parse.tokens[head].pos == "PROPN"
    if not seat and not parties.is_party(head, parse, mentions, classes, lexicon):
        return False
    pronoun = parse.tokens[head].pos == "PRON" and naming.is_resolved(
        head, mentions
    )  # "it" is a flood unless it is somebody
    refused = () if pronoun else rule.no_subject_words
    return _allowed(head, rule.subject, rule.no_subject, rule.subject_words, refused, parse, classes)


def _territory(
    rule: ControlRule, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads of the first slot that holds territory of the rule's kinds."""
    loose = any(parse.lemma(t) in lexicon.words["control_nouns"] for t in frame.match.tokens)
    for name in rule.place:
        heads = _slot(name, frame, parse, mentions, classes, lexicon)
        named = territory.named(heads, parse, mentions, classes, lexicon, loose=loose)
        got = tuple(h for h in named if _is_of_rule(territory.core(h, parse, lexicon), rule, parse, classes, lexicon))
        if got:
            return got
    clause = parse.clause(frame.clause) if frame.kind == "verb" else None
    if clause is None:
        return ()
    return territory.behind(clause, frame.match.tokens, parse, mentions, classes, lexicon)


def _is_of_rule(head: int, rule: ControlRule, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    known = naming.is_town(head, parse, lexicon)
    refused = () if known else rule.no_object
    return _allowed(
        head, () if known else rule.object, refused, rule.object_words, rule.no_object_words, parse, classes
    )


def _allowed(
    head: int, wanted: Iterable[str], refused: Iterable[str], words: tuple[str, ...], no_words: tuple[str, ...],
    parse: Parse, classes: Classes,
) -> bool:  # fmt: skip
    lemma = parse.lemma(head)
    if lemma in no_words or (words and lemma not in words):
        return False
    return classes.fits(head, wanted, refused)


def _slot(
    name: str, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """Heads in a slot of a rule: one of control's own, else one of those that frames fill."""
    if name == "head":
        return (frame.head,)
    if name == "appos":
        return territory.apposed(frame.head, parse, mentions, classes, lexicon)
    if name == "around":
        return territory.around(frame.head, parse, mentions, classes, lexicon)
    if name in ("foe", "owner", "left"):
        return _beside_object(name, frame, parse)
    phrase = parse.phrase(frame.head)
    return _filled(name, frame, parse) if phrase is None else _of_phrase(name, frame, phrase, parse)


def _of_phrase(name: str, frame: Frame, phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """Heads in a slot of a rule's noun; of the words before it only the last may hold."""
    if name == "modifier":
        return tuple(m for m in phrase.modifiers if m not in frame.match.tokens)[-1:]
    return phrase.possessors if name == "possessor" else _filled(name, frame, parse)


def _beside_object(name: str, frame: Frame, parse: Parse) -> tuple[int, ...]:
    """ "foe": the verb's object where the form has one of its own; "owner": who possesses the object, else the subject;
    "left": the object of the verb that a phrase goes with ("leaving them in control")."""
    clause = parse.clause(frame.clause)
    if clause is None:
        return ()
    if name == "left":
        return clause.undergoers if frame.kind == "phrase" else ()
    if name == "foe":
        return clause.undergoers if frame.match.objects is not None else ()
    owned = (p for h in clause.undergoers or clause.subjects if (p := parse.phrase(h)) is not None)
    return tuple(h for p in owned for h in p.possessors)


def _filled(name: str, frame: Frame, parse: Parse) -> tuple[int, ...]:
    """Heads in a slot of the frame, else of its clause; what the parser took for a predicate stands in for an object."""
    got, clause = frame.slot(name), parse.clause(frame.clause)
    if got or clause is None or frame.kind == "noun":
        return got
    got = of_clause(clause, name, parse)
    verbal = name == "object" and frame.kind == "verb" and not clause.copular
    return got or (_predicates(clause, parse) if verbal else ())


def _predicates(clause: Clause, parse: Parse) -> tuple[int, ...]:
    return tuple(p.head for p in parse.phrases_near(clause.head) if p.site == "predicate" and p.governor == clause.head)


def _statement(
    row: Row,
    attributions: Attributions,
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
    document: Document,
) -> Control | None:
    """The statement that a rule makes at its trigger; None when holder or territory is missing or it is not told as so."""
    rule, frame = row.rule, row.frame
    carried = frame.clause >= 0  # by a clause, which alone hedges and dates
    sure = certainty.of(frame, attributions, parse, mentions, lexicon) if carried else Certainty()
    over = chain(frame.head, frame.match.tokens, attributions)
    charge = charges.charge(parse.clause(frame.clause) if carried else None, parse, lexicon)
    by, rejected = charges.voices(charge, parse, mentions, classes, lexicon) if charge else ((), False)
    denied = rejected if charge else _is_denied(over)
    polarity = "-" if sure.polarity == "-" or denied else "+"
    holders = _holding_parties(row, polarity, over, parse, mentions, classes, lexicon)
    asserted = not sure.attempt if by or rejected else _is_asserted(frame, sure, parse, lexicon)
    if not (row.territory and holders and asserted):
        return None
    trigger, place = _words(frame.match, parse), _places(row, parse, mentions, classes, lexicon)
    time = times.of(frame, parse, mentions, lexicon, document) if carried else None
    historical = rule.historical or sure.historical or times.is_historical(time, mentions, lexicon, document)
    return Control(
        id=_identity(document.id, trigger, place[0]), doc=document.id, trigger=trigger, rule=rule.id,
        sentence=parse.sentence_span(frame.head), holder=holders, place=place, status=_status(rule, frame, parse), time=time,
        voices=by or tuple(v for a in over for v in voice(a, parse, mentions, lexicon)), polarity=polarity, historical=historical,  # type: ignore[arg-type]
        score=0.7,
    )  # fmt: skip


def _is_denied(over: tuple[Attributed, ...]) -> bool:
    """Whether the innermost speaker denies it; what a denier says in quotation marks he asserts."""
    return bool(over) and over[0].cue.stance == "denies" and not over[0].direct


def _holding_parties(
    row: Row, polarity: str, over: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Party, ...]:  # fmt: skip
    """Those named as holders; who denies a loss would have been the loser."""
    named = _parties(row, over, parse, mentions, classes, lexicon)
    if named or row.rule.status != "lost" or polarity != "-":
        return named
    return tuple(filter(None, [naming.speaks_for(over, parse, mentions, classes, lexicon)]))


def _parties(
    row: Row, over: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Party, ...]:
    """The holders, each once; what is itself held holds nothing."""
    heads = (h for h in row.holders if h not in row.territory)
    return tuple(dict.fromkeys(naming.holder(h, over, parse, mentions, classes, lexicon) for h in heads))


def _places(row: Row, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Where, ...]:
    found = ((h, places.where(h, parse, mentions, classes, lexicon)) for h in row.territory)
    return tuple(naming.placed(h, one, parse, mentions, lexicon) for h, one in found)


def _identity(doc: str, trigger: Quote, place: Where) -> str:
    """A stable id: 12 hex digits of the document and the places of trigger and territory."""
    key = f"{doc}\0control\0{trigger.span.start}\0{place.span.start}"
    return hashlib.sha256(key.encode()).hexdigest()[:12]


def _is_asserted(frame: Frame, sure: Certainty, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether it is told, or denied, as so: not planned, attempted, wished for or made a condition."""
    if sure.attempt or _is_doubtful(sure):
        return False
    clause = parse.clause(frame.clause)
    if frame.kind != "verb" or clause is None or charges.charge(clause, parse, lexicon) is not None:
        return True
    if _is_open(clause, parse, lexicon):
        return any(c.hedge.effect == "actual" for c in sure.cues)
    return not certainty.is_premise(frame, sure, parse, lexicon)


def _is_doubtful(sure: Certainty) -> bool:
    """No fact yet; "reportedly" lets a statement stand, "may" and "the fear that" do not."""
    if sure.modality == "possible":
        return any(c.hedge.kind in ("modal", "noun") for c in sure.cues)
    return sure.modality != "actual"


def _is_open(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """A gerund or infinitive that does not say by itself that it came about."""
    gerund = parse.tokens[clause.head].tag == "VBG" and not clause.auxiliaries
    if gerund and clause.marker and clause.marker not in lexicon.words["done_markers"]:
        return True
    return clause.tense == "infinitive" and clause.marker == "to"


def _status(rule: ControlRule, frame: Frame, parse: Parse) -> str:
    """The rule's; a taking still under way ("the towns they are conquering") is a contest."""
    clause = parse.clause(frame.clause)
    under_way = frame.kind == "verb" and clause is not None and clause.progressive and clause.tense == "present"
    return "contested" if rule.claim and under_way else rule.status


def _words(match: Match, parse: Parse) -> Quote:
    first = min(match.tokens)
    last = first
    for t in sorted(match.tokens):
        if t - last <= 2:
            last = t
    span = Span(parse.tokens[first].start, parse.tokens[last].end)
    return Quote(parse.text[span.start : span.end], span)
