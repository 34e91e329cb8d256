"""Who acts: the sides that an event's words name as its doers, the owners of the arms that act for them, both sides of what has two."""

from __future__ import annotations

from dateline.actors.codes import split
from dateline.claims.roles.parties import distinct, is_party, owners, parties_among
from dateline.claims.surroundings import is_written
from dateline.claims.values import Classes, Frame, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor

CRAFT = frozenset(("vehicle", "ship", "aircraft"))  # classes of what carries people away by itself
PLANNING = ("announce", "have", "make", "cancel", "scrap", "shelve")  # verbs of one's own plans and statements


def actors(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """Heads of the acting side; () when nobody is named in the clause or the noun phrase."""
    heads = _acting(frame, parse, mentions, classes, lexicon)
    heads += _joined(frame, parse, mentions, classes, lexicon) if heads else []
    if frame.kind == "noun":
        heads = _of_noun(heads, frame, parse, mentions, classes, lexicon)
    elif not heads and frame.entry.traits.object_acts and frame.kind == "verb":
        heads = parties_among(frame.slot("object"), parse, mentions, classes, lexicon)
    heads = [h for h in heads if not _is_no_doer(h, frame, parse, mentions, classes, lexicon)]
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


def _is_no_doer(head: int, frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """What stands in the place of a doer and is a word of the form, the deed itself, arms that are nobody's, or asked for."""
    of_form = _is_of_form(head, frame, mentions, classes, lexicon) or _is_tied(head, frame, parse)
    nobody = _is_asked_for(head, frame, parse) or _is_nobodys(head, parse, classes)
    return of_form or nobody or _is_that_deed(head, frame, parse, mentions)


def _is_asked_for(head: int, frame: Frame, parse: Parse) -> bool:
    """ "It is not clear who was behind the attack" names nobody; the "who" of a relative clause is somebody."""
    clause = parse.clause(frame.clause) if frame.kind == "noun" else None
    asking = clause is not None and clause.kind != "relative" and head in clause.subjects
    return asking and parse.tokens[head].lower in ("who", "whom")


def _joined(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """ "Joined Peru in calling for talks", "joined with others in": whom those who act join in it."""
    clause = parse.clause(frame.clause) if frame.kind == "verb" else None
    above = parse.clause(clause.parent) if clause is not None and clause.marker == "in" and clause.inherited else None
    if above is None or above.lemma != "join" or above.passive:
        return []
    beside = (*above.objects, *(h for prep, h in above.obliques if prep == "with"))
    return parties_among(beside, parse, mentions, classes, lexicon)


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


def _is_nobodys(head: int, parse: Parse, classes: Classes) -> bool:
    """Drones of which nothing says whose they are ("drones hit a depot"): who acted is not told."""
    phrase = parse.phrase(head)
    if phrase is None or "drone" not in (classes.of(head) or ()):
        return False
    return not (phrase.modifiers or phrase.possessors or phrase.preps)


def _is_tied(head: int, frame: Frame, parse: Parse) -> bool:
    """The "lathi" of "police lathi-charged the crowd"."""
    return head == frame.head - 2 and parse.tokens[head + 1].text == "-"


def _acting(frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Parties in the first filled slot of the actor, in all of them where both sides act; else who owns what stands there."""
    found: list[int] = []
    for name in frame.entry.actor:
        filled = frame.slot(name)
        written = frame.entry.traits.by_document or is_written(filled, frame.entry, frame.kind, parse, lexicon)
        got = (
            [a for h in filled for a in _authors(h, parse, mentions, classes, lexicon) or (h,)]
            if written
            else parties_among(filled, parse, mentions, classes, lexicon)
        )
        got = got or _acting_through(filled, frame, parse, mentions, classes, lexicon)
        if name == "from" and frame.entry.traits.violent and not got:
            got = [
                o for h in filled for o in owners(h, parse, mentions, classes, lexicon)
            ]  # "fire from a rebel position"
        found += got
        if got and not frame.entry.both:
            break
    return found


def _authors(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Who wrote a document, where its own words say so ("a petition from the mayor demanding a vote"), or whoever issues it
    ("lawmakers announced a petition urging", "agreed on a declaration calling for")."""
    phrase = parse.phrase(head)
    if phrase is None or parse.lemma(head) not in lexicon.words["document_nouns"]:
        return []
    own = parties_among((h for prep, h in phrase.preps if prep in ("by", "from")), parse, mentions, classes, lexicon)
    return own or parties_among(_issuing(phrase, parse, lexicon), parse, mentions, classes, lexicon)


def _issuing(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """The subject of the verb that brings a document about."""
    clause = parse.clause(phrase.governor)
    if clause is None or clause.lemma not in lexicon.words["issuing_verbs"] | lexicon.words["authoring_verbs"]:
        return ()
    behind = phrase.head in clause.undergoers or phrase.prep in ("on", "in")
    return clause.doers if behind else ()


def _acting_through(
    heads: tuple[int, ...], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """Owners of the arms, or of anything, that act for them ("the army's tanks", "the bloc's summit")."""
    waged = heads if frame.entry.traits.violent else ()
    found = [o for h in waged for o in _waging(h, parse, mentions, classes, lexicon)]
    found = found or _through(_means(heads, frame, classes, lexicon), frame, parse, mentions, classes, lexicon)
    return found or [h for h in heads if _carries(h, frame, classes)]


def _carries(head: int, frame: Frame, classes: Classes) -> bool:
    """The ferry of "a ferry evacuated 150 foreigners", but not of "food was delivered by ferry"."""
    people = any("person" in (classes.of(h) or ()) for h in frame.slot("object"))
    return frame.entry.traits.by_craft and people and bool((classes.of(head) or frozenset()) & CRAFT)


def _means(heads: tuple[int, ...], frame: Frame, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Those of the heads that act for whoever owns them."""
    traits = frame.entry.traits
    return [h for h in heads if traits.by_owner or (traits.by_arms and _is_arm(h, classes, lexicon))]


def _through(
    means: list[int], frame: Frame, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> list[int]:
    """The owners of these; of arms whose name says whose they are the arms."""
    told = [h for h in means if not _names_force(h, parse, classes)]
    found = [o for h in told for o in _owning(h, parse, mentions, classes, lexicon)]
    found = found or [o for h in means for o in _launched_from(h, parse, classes, lexicon)]
    if found or not frame.entry.traits.by_arms:
        return [o for o in found if parse.tokens[o].lower != "which"]  # "one of which": the things, and nobody's
    return [h for h in means if _is_called_by_owner(h, parse, mentions)]


def _owning(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> list[int]:
    """Whose it is, or the sides of a fight."""
    return owners(head, parse, mentions, classes, lexicon) or _fighting(head, parse, mentions, classes, lexicon)


def _names_force(head: int, parse: Parse, classes: Classes) -> bool:
    """ "Peruvian air force planes": arms called by the force that has them, which the adjective is of."""
    phrase = parse.phrase(head)
    before = phrase.modifiers if phrase is not None else ()
    return any("force" in (classes.of(m) or ()) and parse.tokens[m].pos == "NOUN" for m in before[1:])


def _launched_from(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> list[int]:
    """The ship or aircraft of "shells from a frigate", "missiles fired from a drone"."""
    phrase = parse.phrase(head)
    if phrase is None:
        return []
    fired = (link for at in phrase.clauses for link in parse.clauses[at].obliques)
    return [h for prep, h in (*phrase.preps, *fired) if prep == "from" and _is_arm(h, classes, lexicon)]


def _is_called_by_owner(head: int, parse: Parse, mentions: Mentions) -> bool:
    """ "Peruvian air force planes": whose they are stands deep inside their name, and they act for him."""
    phrase = parse.phrase(head)
    inside = (mentions.actors[at].value for at in range(phrase.first, head) if at in mentions.actors) if phrase else ()
    return any(isinstance(value, Actor) and split(value.code)[0] for value in inside)


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
    """ "During a visit to the camp, X said", "X is on a visit": who does what the clause tells was there."""
    phrase = parse.phrase(frame.head)
    there = (*lexicon.words["attending_prepositions"], "on")
    if phrase is None or phrase.site not in ("oblique", "predicate") or phrase.prep not in there:
        return []
    clause = parse.clause(phrase.governor if phrase.site == "oblique" else frame.clause)
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
    if phrase is not None and phrase.site == "modifier":
        planned = _planning(phrase, parse, lexicon)
        return parties_among(planned.subjects, parse, mentions, classes, lexicon) if planned is not None else []
    if clause is None or phrase is None or phrase.site not in ("object", "oblique"):
        return []
    if clause.lemma in lexicon.voice_verbs and phrase.prep not in lexicon.words["attending_prepositions"]:
        return []
    return [h for h in clause.subjects if is_party(h, parse, mentions, classes, lexicon)]


def _planning(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause of "announced plans for talks with them", "made the statement after a meeting with him", whose subject takes part in
    what the object's phrase names; None for any other."""
    above = parse.phrase(phrase.governor)
    clause = parse.clause(above.governor) if above is not None and above.site == "object" else None
    if clause is None or clause.passive or clause.lemma not in PLANNING:
        return None
    attended = phrase.prep in lexicon.words["attending_prepositions"]
    return clause if attended or phrase.prep == "for" else None
