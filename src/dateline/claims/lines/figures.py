"""Figures: numbers of people that no claim counts, with whose they are and what they supersede."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.claims.lines import circumstances, fates
from dateline.claims.roles import tolls
from dateline.claims.roles.counts import taken_back
from dateline.claims.values import Attributions, Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Claim, Count, Document, Figure, Mention, Party, Quote, Resolution, Span, Voice

ONE = "one"  # the unit of a person who is no number of people
OF_PLACES = frozenset({"displaced", "returned", "evacuated"})  # what is counted of places and not of a deed
HARM = frozenset(fates.HARM)
COUNTED = ("killed", "injured", "missing", "abducted", "arrested", "displaced", "returned", "evacuated", "released")


def figures(
    claims: tuple[Claim, ...], said: Attributions, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon,
    document: Document,
) -> tuple[Figure, ...]:  # fmt: skip
    """Numbers of people whose fate the words tell and that no claim of the document counts as such; what a claim counts that somebody
    tells who does not tell the claim ("jets bombed the port; the ministry said nine died") stands for itself as well."""
    counted = {(tally.span.start, tally.what): claim.voices for claim in claims for tally in claim.counts}
    found = []
    for resolution, clause, what, value in _told(parse, mentions, classes, lexicon):
        head, span = resolution.mention.head, resolution.mention.span
        voices = circumstances.voices(head, said, parse, mentions, lexicon)
        voices = voices or _mover(clause, parse, mentions, classes, lexicon)
        if head in said.speaking or not _is_of_another(what, voices, counted.get((span.start, what))):
            continue
        found.append(Figure(
            id=circumstances.identity(document.id, "figure", span), doc=document.id, what=what, low=value.low, high=value.high,
            trigger=Quote(resolution.mention.text, span), sentence=parse.sentence_span(head),
            of=_whose(head, parse, mentions, classes, lexicon), place=circumstances.where(head, said, parse, mentions, classes, lexicon),
            time=circumstances.days(
                head, parse, mentions, document.published, clause if clause.lemma in lexicon.words["toll_moves"] else None
            ),
            voices=voices,
            polarity="-" if taken_back(resolution, parse) or _is_wrong(head, said, parse, lexicon) else "+",
            supersedes=_before(head, parse),
        ))  # fmt: skip
    return tuple(found)


def _is_of_another(what: str, voices: tuple[Voice, ...], told: tuple[Voice, ...] | None) -> bool:
    """Whether a number of people harmed, held or freed is somebody's who does not tell the claim that counts it; ``told``: the voices
    of that claim, None where none counts it."""
    if told is None or not voices or what in OF_PLACES:
        return told is None
    return voices[0].speaker.span not in {voice.speaker.span for voice in told}


def _told(
    parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Iterator[tuple[Resolution, Clause, str, Count]]:
    """Counts with what became of those counted; the "from" of "from 27 to 24" is no figure of its own."""
    for head, found in sorted(_numbers(parse, mentions, classes, lexicon).items()):
        for resolution in found if parse.sentence(head).kind != "headline" and not _is_from(head, parse) else ():
            value = resolution.value
            clause, what = _fate(head, value, parse, lexicon) if isinstance(value, Count) else (None, "")
            if isinstance(value, Count) and clause is not None and what:
                yield resolution, clause, what, value


def _numbers(parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> dict[int, tuple[Resolution, ...]]:
    """Everything that may be a figure, by its token: counts, bare numbers to which a toll moves, one who is missing, nobody."""
    bare = {at: (tolls.bare(at, parse),) for at in _goals(parse, mentions, lexicon)}
    others = {at: _one(at, parse) for at in _singles(parse, classes, lexicon)}
    others |= dict(fates.numbers(parse, classes, lexicon))
    bare |= {at: (one,) for at, one in others.items() if at not in mentions.counts}
    ranged = {at for at in bare if any(_is_moving(one) for one in mentions.counts.get(at, ()))}
    return bare | {at: found for at, found in mentions.counts.items() if at not in ranged}


def _is_moving(resolution: Resolution) -> bool:
    """ "from nine to eleven" of a toll: two numbers one after the other, not all between them."""
    return resolution.mention.text.lower().startswith("from ")


def _goals(parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[int]:
    """Bare numbers to which a toll moves ("at 134", "from 27 to 24")."""
    for clause in parse.clauses.values():
        if clause.lemma in lexicon.words["toll_moves"]:
            yield from tolls.goals(clause, parse, mentions)


def _singles(parse: Parse, classes: Classes, lexicon: Lexicon) -> Iterator[int]:
    """Heads of phrases of one person who is missing: "a boy is still missing"."""
    for clause in parse.clauses.values():
        if clause.lemma in lexicon.words["fate_missing"] and not clause.negations:
            yield from (head for head in clause.subjects if _is_one_person(head, parse, classes))


def _is_one_person(head: int, parse: Parse, classes: Classes) -> bool:
    """Whether the phrase is of one person and stands alone: "a boy"."""
    phrase = parse.phrase(head)
    alone = phrase is not None and phrase.determiner in ("a", "an") and not phrase.conjuncts
    return alone and parse.tokens[head].tag == "NN" and "person" in (classes.of(head) or ())


def _one(at: int, parse: Parse) -> Resolution:
    """A noun for one person as a count of one."""
    token = parse.tokens[at]
    span = Span(token.start, token.end)
    return Resolution(Mention("count", span, token.text, "line.figure", at), Count("", 1, 1, unit=ONE))


def _fate(head: int, value: Count, parse: Parse, lexicon: Lexicon) -> tuple[Clause | None, str]:
    """What became of those counted, and the clause that says so, the narrowest first: a toll that moves to the number, men
    lost, a verb that befell them."""
    around = [one for one in parse.clauses_near(head) if one.first <= head < one.last]
    for clause in sorted(around, key=lambda one: one.last - one.first):
        what = _in_clause(head, clause, value, parse, lexicon)
        if what:
            return clause, what
    for below in fates.told_of(head, parse, lexicon):
        what = fates.fate(below, lexicon, COUNTED) if _is_person(head, value, parse, lexicon) else ""
        if what:
            return below, what
    return None, ""


def _in_clause(head: int, clause: Clause, value: Count, parse: Parse, lexicon: Lexicon) -> str:
    if fates.is_of_bodies(head, value, parse, lexicon):
        return "" if clause.negations or clause.modal else "killed"
    if clause.lemma in lexicon.words["toll_moves"]:
        return _toll(head, clause, parse, lexicon)
    if not _is_person(head, value, parse, lexicon):
        return "missing" if value.unit == ONE and clause.lemma in lexicon.words["fate_missing"] else ""
    if clause.lemma in lexicon.words["losing"]:
        return _lost(head, clause, value, parse, lexicon) or _befell(head, clause, value, parse, lexicon)
    return _befell(head, clause, value, parse, lexicon)


def _befell(head: int, clause: Clause, value: Count, parse: Parse, lexicon: Lexicon) -> str:
    if _is_listed(head, clause, value, parse, lexicon):
        return value.what
    if not _is_one_of(head, (*clause.subjects, *clause.undergoers), parse):
        return ""
    return value.what if _is_state(head, clause, value) else fates.of_people(value, clause, parse, lexicon, COUNTED)


def _is_listed(head: int, clause: Clause, value: Count, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether somebody gives a number of dead, wounded or missing: "the hospital counts 17 dead", "he spoke of eight dead"."""
    if clause.lemma not in lexicon.words["counting"] or value.what not in HARM or clause.negations or clause.modal:
        return False
    given = (*clause.objects, *clause.predicates, *(h for prep, h in clause.obliques if prep == "of"))
    return head + 1 in given or _is_one_of(head, given, parse)  # an adjective is no phrase: "17 dead"


def _is_state(head: int, clause: Clause, value: Count) -> bool:
    """ "30 wounded were in hospital": the word that is counted says itself what became of them."""
    return (
        value.what in COUNTED and clause.copular and head in clause.subjects and not (clause.negations or clause.modal)
    )


def _lost(head: int, clause: Clause, value: Count, parse: Parse, lexicon: Lexicon) -> str:
    """ "killed" for men lost; the number stands right before its noun."""
    counted = parse.tokens[head + 1].lemma if head + 1 < len(parse.tokens) else ""
    men = not lexicon.words["men"].isdisjoint({value.unit, counted, parse.lemma(head)})
    return "killed" if men and _is_one_of(head, clause.objects, parse) else ""


def _toll(head: int, clause: Clause, parse: Parse, lexicon: Lexicon) -> str:
    """What a toll counts that the clause moves to the number ("to 27", "at 27", "27 dead"); "" for another number."""
    words = {w for i in range(clause.first, clause.last) for w in (parse.lemma(i), parse.tokens[i].lower)}
    if lexicon.words["toll_nouns"].isdisjoint(words):
        return ""
    behind = {w for t in parse.tokens[head + 1 : head + 2] for w in (t.lemma, t.lower)}
    if tolls.goes_on(head, clause, parse):
        return _counted_by(behind, lexicon)
    if not _is_goal(head, clause, parse):
        return ""
    return _counted_by(behind, lexicon) or _counted_by(words, lexicon)


def _is_goal(head: int, clause: Clause, parse: Parse) -> bool:
    """Whether a toll moves to the number: "to 27", "put 27 dead"; what is taken is no toll by itself."""
    if parse.tokens[head - 1].lower in tolls.GOAL:
        return True
    return clause.lemma != "take" and _is_one_of(head, clause.objects, parse)


def _counted_by(words: set[str], lexicon: Lexicon) -> str:
    """What a toll counts by one of the words; "" for none."""
    return next((what for what in COUNTED if not words.isdisjoint(lexicon.words[f"toll_{what}"])), "")


def _is_person(head: int, value: Count, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether people are counted: the number stands for itself, or before a noun for people."""
    token = parse.tokens[head]
    return (
        token.pos != "NOUN"
        or value.unit in lexicon.words["men"]
        or value.of != ""
        or token.lemma in lexicon.words["men"]
    )


def _is_one_of(head: int, heads: tuple[int, ...], parse: Parse) -> bool:
    """Whether a token is, or stands in, a phrase of one of the heads."""
    phrases = [parse.phrase(h) for h in heads]
    return head in heads or any(p is not None and p.first <= head <= p.head for p in phrases)


def _whose(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Party, ...]:
    """Whose they are: who lost them, whose soldiers they are, else what the number counts."""
    clause = circumstances.within(head, parse)
    if clause is not None and clause.lemma in lexicon.words["losing"]:
        return circumstances.parties_of(clause.subjects, parse, mentions, classes, lexicon)
    phrase = parse.phrase(head)
    inside = tuple(h for prep, h in phrase.preps if prep == "of") if phrase is not None else ()
    return circumstances.parties_of(inside or (head,), parse, mentions, classes, lexicon)


def _mover(clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Voice, ...]:
    """Who moves a toll says so."""
    if clause.lemma not in lexicon.words["toll_moves"] or clause.passive:
        return ()
    return tolls.moved_by(clause, parse, mentions, classes, lexicon)


def _is_from(head: int, parse: Parse) -> bool:
    """The old number of "from 27 to 24"."""
    return (
        head > 0
        and parse.tokens[head - 1].lower == "from"
        and any(t.lower == "to" for t in parse.tokens[head + 1 : head + 4])
    )


def _before(head: int, parse: Parse) -> int | None:
    """The number that "from 27 to 24" replaces."""
    words = [token.text for token in parse.tokens[max(0, head - 3) : head]]
    return tolls.number(words[1]) if len(words) == 3 and words[::2] == ["from", "to"] else None


def _is_wrong(head: int, said: Attributions, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether the sentence says that the number is wrong, or its speaker denies it."""
    sentence = parse.sentence(head)
    words = {t.lower for t in parse.tokens[sentence.first : sentence.last]}
    return circumstances.is_denied(head, said) or not lexicon.words["wrong"].isdisjoint(words)
