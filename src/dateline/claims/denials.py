"""Denials that meet what they deny: "the army denied it" says of the deed told before it that it was not so.

A denial that names its deed itself is a claim already, and is linked to what it denies; of one that only points back, a claim
is made with the type of the deed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import islice

import msgspec

from dateline.claims.build import identity
from dateline.claims.lines import circumstances
from dateline.claims.speech.content import is_set_off
from dateline.claims.values import Attributions, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.lexicon.traits import of_type
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Claim, Control, Document, Party, Quote, Span, Step, Voice

FURTHEST = 60  # claims back in which a denial finds its deed: more than any dispatch has of one type
REACH = 3  # sentences back in which a denial that shares no word with its deed finds it
NEXT = 2  # ... and one that only points: its own and the one before
DENIES = "denies"


class Denial(msgspec.Struct, frozen=True):
    """``head``: token of the verb or predicate that denies; ``content``: the tokens of what is denied; ``by``: who denies, None for
    the text itself;
    ``whole``: all that is told in the content is said to be untrue; ``same``: its deed stands before it in its own sentence;
    ``beside``: who denies it together with the first; ``charged``: what is rejected is called a charge, a claim, a report, which
    somebody made."""

    head: int
    content: range
    by: Voice | None
    whole: bool = False
    same: bool = False
    beside: tuple[Party, ...] = ()
    charged: bool = False


def linked(
    claims: tuple[Claim, ...], controls: tuple[Control, ...], said: Attributions, parse: Parse, mentions: Mentions,
    classes: Classes, lexicon: Lexicon, document: Document,
) -> tuple[Claim, ...]:  # fmt: skip
    """The claims with denials linked to what they deny, and with a claim for each denial that only points back, in text order."""
    denials = list(_denials(said, parse, mentions, classes, lexicon))
    claims = tuple(_all_untrue(claims, denials, parse))
    told = sorted(claims, key=lambda one: one.trigger.span)
    found = [_linked(claim, told, parse, lexicon) if _denies(claim) else claim for claim in claims]
    stated = sorted([*(one.trigger.span.start for one in claims), *(one.trigger.span.start for one in controls)])
    unread = ((one, one.by) for one in denials if one.by is not None and not _is_read(one, stated, parse))
    made = list(filter(None, (_made(denial, by, told, parse, lexicon, document) for denial, by in unread)))
    return tuple(sorted([*_but_refusals(found, made), *made], key=lambda one: (one.trigger.span, one.id)))


def _all_untrue(claims: tuple[Claim, ...], denials: list[Denial], parse: Parse) -> Iterator[Claim]:
    """The claims, those told in a content that is all said to be untrue denied."""
    untrue: dict[int, Denial] = {}
    for denial in (one for one in denials if one.whole):
        for i in denial.content:
            untrue.setdefault(parse.tokens[i].start, denial)
    yield from (_untrue(claim, untrue.get(claim.trigger.span.start)) for claim in claims)


def _but_refusals(claims: list[Claim], made: list[Claim]) -> list[Claim]:
    """The claims without those that took the word of a denial for a refusal: "a charge the army denies" denies its deed."""
    denying = {one.trigger.span for one in made}
    return [one for one in claims if one.trigger.span not in denying]


def _denies(claim: Claim) -> bool:
    return claim.polarity == "-" and bool(claim.voices) and claim.voices[0].stance == DENIES


def _denials(
    said: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Denial]:
    """Clauses in which somebody denies something ("denied it", "denied using mines"), or calls it untrue."""
    for clause in parse.clauses.values():
        if clause.negations or parse.sentence(clause.head).kind == "headline":
            continue
        yield from _denied_by(clause, parse, mentions, classes, lexicon)
        yield from _called_untrue(clause, said, parse, mentions, lexicon)
    yield from _untrue_tellings(said, parse, mentions, lexicon)


def _denied_by(
    clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Denial]:
    charge = _charge(clause, parse, lexicon)
    apposed = _apposed(clause, parse, lexicon)
    if apposed is not None:
        yield from _told_of(apposed, clause, parse, mentions, classes, lexicon)
    elif not clause.passive and (clause.lemma in lexicon.words["denying"] or charge is not None):
        content, cue = charge or range(clause.head + 1, _end(clause.head, parse)), _word(clause.head, parse)
        deniers = circumstances.parties_of(clause.subjects, parse, mentions, classes, lexicon)
        for one in deniers[:1]:
            yield Denial(
                clause.head,
                content,
                Voice(one, cue, DENIES),
                beside=tuple(deniers[1:]),
                charged=charge is not None,
            )


def _told_of(
    charge: range, clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[Denial]:
    """Who denies the charge that a clause tells of."""
    by = clause.agents if clause.passive or not clause.subjects else clause.subjects[-1:]
    for one in circumstances.parties_of(by, parse, mentions, classes, lexicon)[:1]:
        yield Denial(clause.head, charge, Voice(one, _word(clause.head, parse), DENIES), same=True)


def _apposed(clause: Clause, parse: Parse, lexicon: Lexicon) -> range | None:
    """The words of the charge of which a clause says that it is denied, where it sums up what its own sentence tells before it:
    "…, a charge the army denies", "…, an accusation rejected by the army"."""
    which = _which(clause, parse)
    if which >= 0 and clause.subjects and clause.lemma in lexicon.words["denying"]:
        return range(which, which + 1)
    known = lexicon.words["denying"] | lexicon.words["rejecting"]
    phrase = parse.phrase(_summing_up(clause)) if clause.lemma in known else None
    if (
        phrase is None
        or phrase.determiner not in ("a", "an", "")
        or parse.lemma(phrase.head) not in lexicon.words["charges"]
    ):
        return None
    return range(phrase.first, phrase.head + 1)


def _which(clause: Clause, parse: Parse) -> int:
    """The "which" behind a comma that opens a relative clause, and may stand for all that is told before it; -1 for none."""
    comma = clause.first if parse.tokens[clause.first].text == "," else clause.first - 1
    opens = clause.kind == "relative" and comma >= 0 and parse.tokens[comma].text == ","
    return comma + 1 if opens and parse.tokens[comma + 1].lower == "which" else -1


def _summing_up(clause: Clause) -> int:
    """The noun that a clause is told of: the one it hangs on, or the first of two that stand before it as subjects ("…, a charge Peru
    denies"); -1 for none."""
    if clause.kind in ("relative", "parataxis") and len(clause.subjects) > 1:
        return clause.subjects[0]
    return clause.parent if clause.kind in ("relative", "participle") else -1


def _charge(clause: Clause, parse: Parse, lexicon: Lexicon) -> range | None:
    """The words of the charge that is rejected: "rejected the accusation", "dismissed the report as propaganda"; None where
    something else is rejected, such as an offer."""
    heads = clause.objects if clause.lemma in lexicon.words["rejecting"] else ()
    head = next((h for h in heads if parse.lemma(h) in lexicon.words["charges"]), None)
    phrase = parse.phrase(head) if head is not None else None
    return range(phrase.first, phrase.last) if phrase is not None else None


def _called_untrue(
    clause: Clause, said: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Iterator[Denial]:
    if clause.copular and clause.lemma in lexicon.words["untrue"] and _points(clause, parse, lexicon):
        content = range(min((*clause.subjects, clause.first)), clause.head)
        yield Denial(clause.head, content, _denier(clause.head, said, parse, mentions, lexicon), whole=True)


def _untrue_tellings(said: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Denial]:
    """What is told as "the false report that …", "fake news that …": all of it is said to be untrue."""
    for noun in (at for word in lexicon.words["tellings"] for at in parse.by_lemma.get(word, ())):
        phrase = parse.phrase(noun)
        if phrase is None or lexicon.words["untrue"].isdisjoint(t.lower for t in parse.tokens[phrase.first : noun]):
            continue
        told = (c for c in parse.clauses_near(noun) if c.parent == noun and c.first > noun and c.subjects)
        for clause in told:
            by = _denier(noun, said, parse, mentions, lexicon)
            yield Denial(noun, range(clause.first, clause.last), by, whole=True)


def _denier(at: int, said: Attributions, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Voice | None:
    """Who says what stands at a token, as who denies; None where the text itself says it."""
    voices = circumstances.voices(at, said, parse, mentions, lexicon)
    return Voice(voices[0].speaker, voices[0].cue, DENIES) if voices else None


def _points(clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether its subject points at what was said ("this", "the report")."""
    return any(
        parse.lemma(s) in lexicon.words["pointing"] or parse.tokens[s].lower in lexicon.words["pointing"]
        for s in clause.subjects
    )


def _end(head: int, parse: Parse) -> int:
    """The end of what is denied: of the sentence, or before a second thing that the denier says or does, be it behind a colon."""
    last = parse.sentence(head).last
    joined = (
        c.first
        for c in parse.clauses_near(head)
        if c.conjunct_of == head or (c.parent == head and is_set_off(c, parse))
    )
    colons = (i for i in range(head + 1, last) if parse.tokens[i].text == ":")
    return min((last, *(at for at in (*joined, *colons) if at > head)))


def _is_read(denial: Denial, stated: list[int], parse: Parse) -> bool:
    """Whether what is denied was read from its own words: a claim or control statement stands in them. ``stated``: where these
    begin, in order."""
    if not denial.content:
        return True
    first, last = parse.tokens[denial.content[0]].start, parse.tokens[denial.content[-1]].end
    return bisect_left(stated, first) < bisect_left(stated, last)


def _untrue(claim: Claim, denial: Denial | None) -> Claim:
    """ "A report that six had died was false, the mayor said": the mayor denies what stands in the report."""
    if denial is None or claim.polarity == "-":
        return claim
    voices = (denial.by,) if denial.by is not None else ()
    return msgspec.structs.replace(claim, polarity="-", voices=voices, modality="actual")


def _linked(claim: Claim, claims: list[Claim], parse: Parse, lexicon: Lexicon) -> Claim:
    """A denial that names its deed, linked to the deed of the same type that its dispatch tells before it."""
    before = (one for one in reversed(claims) if one.type == claim.type and _is_before(one, claim.sentence))
    denied = _denied(_inside(claim.sentence, parse), claim.voices[0].speaker, claim.sentence, before, parse, lexicon)
    if denied is None:
        return claim
    return msgspec.structs.replace(claim, same_as=tuple(dict.fromkeys((*claim.same_as, denied.id))))


def _made(
    denial: Denial, by: Voice, claims: list[Claim], parse: Parse, lexicon: Lexicon, document: Document
) -> Claim | None:
    """The claim of a denial that points back; None where nothing is told that it may deny."""
    if {parse.lemma(i) for i in denial.content} & lexicon.words["numbers_denied"]:
        return None
    sentence = parse.sentence_span(denial.head)
    word = parse.tokens[denial.head].start
    up_to = Span(word, word) if denial.same else sentence
    before = (one for one in reversed(claims) if _is_before(one, up_to) and _may_be_denied(one, denial, sentence))
    denied = _denied(denial.content, by.speaker, sentence, before, parse, lexicon, same=denial.same)
    if denied is None:
        return None
    trigger = _word(denial.head, parse)
    return Claim(
        id=identity(document.id, denied.type, trigger), doc=document.id, type=denied.type, trigger=trigger, rule=denied.rule,
        sentence=sentence, mode=denied.mode, actor=_doers(denial, by.speaker, denied, sentence, parse, lexicon), voices=(by,),
        polarity="-", same_as=(denied.id,), score=denied.score,
        steps=(Step("polarity", "denial.back", trigger.text, trigger.span, f"denies what is told before it: {denied.trigger.text}"),),
    )  # fmt: skip


def _may_be_denied(claim: Claim, denial: Denial, sentence: Span) -> bool:
    """Whether a deed told before may be what a denial points back to: one of its own sentence, where it sums that up; one that
    somebody tells, where it is called a charge or a report."""
    return (
        of_type(claim.type).material
        and (claim.sentence == sentence or not denial.same)
        and (_is_told(claim) or not denial.charged)
    )


def _is_told(claim: Claim) -> bool:
    """Whether it is somebody's word, or uncertain: what the text itself tells as a fact nobody is accused of."""
    return bool(claim.voices) or claim.modality != "actual"


def _word(head: int, parse: Parse) -> Quote:
    token = parse.tokens[head]
    return Quote(token.text, Span(token.start, token.end))


def _doers(
    denial: Denial, by: Party, denied: Claim, sentence: Span, parse: Parse, lexicon: Lexicon
) -> tuple[Party, ...]:
    """Who denies to have done it: those who speak, where nobody else is said to have or it is their part that they deny."""
    part = not _lemmas(denial.content, parse).isdisjoint(lexicon.words["shares_in_deeds"])
    own = part or not denied.actor or _are_one(by, denied.actor)
    return tuple(one for one in (by, *denial.beside) if own and _is_in(one.span, sentence))


def _is_before(claim: Claim, sentence: Span) -> bool:
    return (
        claim.polarity == "+"
        and not claim.historical
        and claim.sentence.start < sentence.start
        and claim.trigger.span.end <= sentence.start
    )


def _is_in(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start < sentence.end


def _denied(
    content: Iterable[int],
    by: Party,
    sentence: Span,
    before: Iterator[Claim],
    parse: Parse,
    lexicon: Lexicon,
    *,
    same: bool = False,
) -> Claim | None:
    """What is denied: the last told that shares a telling word with the content; else, where the content only points, the
    last that another tells and of which the denier may be the doer: of "the accusations" and "it" what somebody told in the last
    sentence. ``before``: what is told before it, the last first; ``same``: the deed stands in the sentence and is summed up there."""
    told = [one for one in islice(before, FURTHEST) if not _is_own_word(one, by)]
    lemmas = _lemmas(content, parse) - _own_names(by) - lexicon.words["told_in"] - {"which"}
    named = _named(content, lemmas - lexicon.words["charges"], told, parse)
    if named is not None or lemmas - lexicon.words["pointing"] or (not lemmas and _tells_more(content, parse)):
        return named
    part = not lemmas.isdisjoint(lexicon.words["shares_in_deeds"])
    reach = REACH if part else NEXT
    near = [
        one
        for one in told
        if sentences_between(one.sentence, sentence, parse) <= reach and (part or same or _is_told(one))
    ]
    return next(iter(_fitting(near, by) or near), None)


def _own_names(party: Party) -> set[str]:
    return {word.casefold() for word in f"{party.text} {party.name}".split()}


def _named(content: Iterable[int], telling: set[str], told: list[Claim], parse: Parse) -> Claim | None:
    """The first that has one of the telling words of the content, or is of a mode that one names ("denied that it had used drones")."""
    whole = not _has_clause(content, parse)
    return next(
        (one for one in told if telling & {*one.mode, *_lemmas(_words_of(one, parse, whole=whole), parse)}), None
    )


def _words_of(claim: Claim, parse: Parse, *, whole: bool) -> Iterator[int]:
    """The tokens of the sentence of a claim; not the whole, those of the deed and of those acted on: where an act is denied in a clause
    of its own ("denied that the opposition is acting for others"), it is no other deed of which the same people are told."""
    spans = (
        (claim.sentence,)
        if whole
        else (claim.trigger.span, *(a.span for a in claim.also), *(p.span for p in claim.recipient))
    )
    return (i for span in spans for i in _inside(span, parse))


def _has_clause(content: Iterable[int], parse: Parse) -> bool:
    """Whether somebody does something in the content: "that the opposition is acting for others", unlike "using drones"."""
    inside = set(content)
    clauses = (parse.clause(i) for i in inside)
    return any(clause is not None and bool(inside.intersection(clause.subjects)) for clause in clauses)


def _tells_more(content: Iterable[int], parse: Parse) -> bool:
    """Whether the content has an act of its own ("denied having been warned"), unlike "denied it", "denied doing so"; asked
    where it names nothing, for a noun says more ("denied carrying out a strike")."""
    return any(parse.tokens[i].pos == "VERB" and parse.lemma(i) not in ("do", "have", "be") for i in content)


def _fitting(claims: list[Claim], by: Party) -> list[Claim]:
    """The deeds of which somebody may be the doer."""
    return [one for one in claims if not one.actor or _are_one(by, one.actor)]


def _inside(sentence: Span, parse: Parse) -> range:
    return parse.within(sentence.start, sentence.end)


def _lemmas(tokens: Iterable[int], parse: Parse) -> set[str]:
    """What is named: nouns, as far as they are no names of people and places; "the bus stop"."""
    return {parse.lemma(i).casefold() for i in tokens if parse.tokens[i].pos == "NOUN"}


def sentences_between(a: Span, b: Span, parse: Parse) -> int:
    """How many sentences lie between the beginnings of two spans, the first counted."""
    tokens = parse.within(a.start, b.start)
    return parse.tokens[tokens[-1]].sent - parse.tokens[tokens[0]].sent + 1 if tokens else 0


def _is_own_word(claim: Claim, by: Party) -> bool:
    """Whether it is the denier who tells it."""
    return any(_are_one(by, (voice.speaker,)) for voice in claim.voices[:1])


def _are_one(party: Party, others: Iterable[Party]) -> bool:
    """Whether one of the others has the party's id, code or name."""
    return any(
        (party.id and party.id == one.id) or (party.code and party.code == one.code) or party.name == one.name
        for one in others
    )
