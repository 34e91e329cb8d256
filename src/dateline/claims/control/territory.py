"""Territory: which words of a statement of control name a place that can be held, and what they stand for."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from dateline.claims.control import naming
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase


def is_territory(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase names territory: a place by name, an area, a town, a strongpoint; no other building, no figure of speech."""
    inner = _measured(head, parse, lexicon)
    if inner:
        return any(is_territory(h, parse, mentions, classes, lexicon) for h in inner)
    token, known = parse.tokens[head], classes.of(head)
    if naming.is_town(head, parse, lexicon):
        return True
    if head in mentions.places and token.pos == "PROPN":  # "the Gauls" are people though a place bears the name
        return token.tag != "NNPS" or not _is_people(known)
    if token.lemma in lexicon.words["vague_territory"] or mentions.in_time(head):
        return False
    ground = lexicon.words["terrain"] | lexicon.words["town_nouns"]
    return token.lemma in ground or _is_held(token.lemma, known or frozenset(), lexicon)


def _is_people(classes: frozenset[str] | None) -> bool:
    return classes is not None and not classes.isdisjoint(("person", "group"))


def _is_held(lemma: str, classes: frozenset[str], lexicon: Lexicon) -> bool:
    """Whether a noun of these classes can be held: land or a town, of facilities a strongpoint."""
    if not classes.isdisjoint(("person", "vehicle")) or classes.isdisjoint(lexicon.words["territory_classes"]):
        return False
    return "facility" not in classes or lemma in lexicon.words["strongpoints"]


def _measured(head: int, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """What is counted or measured by the head ("dozens of villages", "a strip of desert"); () when it measures nothing."""
    phrase = parse.phrase(head)
    measures = parse.lemma(head) in lexicon.words["measures"] | lexicon.words["partitive_nouns"]
    return tuple(h for prep, h in phrase.preps if prep == "of") if measures and phrase is not None else ()


def named(
    heads: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, *, loose: bool = False
) -> tuple[int, ...]:
    """Heads of the territory that the words stand for: a relative pronoun's antecedent, what an apposition describes, and the
    members named behind "including"; ``loose`` lets bare numbers pass ("control of three more")."""
    found: list[int] = []
    for head in heads:
        at = _explained(_antecedent(head, parse, lexicon), parse)
        at = described(at, parse, mentions, classes, lexicon)
        if is_territory(at, parse, mentions, classes, lexicon) or (loose and _may_stand(at, parse, classes, lexicon)):
            found.append(at)
        found += _members(at, parse, mentions, classes, lexicon)
    return tuple(dict.fromkeys(found))


def _may_stand(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """What "control of" makes territory: a bare number, a proper name that nothing is known of."""
    return parse.tokens[head].lower in lexicon.words["bare_quantities"] or _may_be(head, parse, classes)


def _antecedent(head: int, parse: Parse, lexicon: Lexicon) -> int:
    """What "which" stands for: the phrase that its clause hangs on."""
    if parse.tokens[head].lower not in lexicon.words["relatives"]:
        return head
    for clause in parse.clauses_near(head):
        if clause.kind == "relative" and clause.first <= head < clause.last and clause.parent >= 0:
            return clause.parent
    return head


def _explained(head: int, parse: Parse) -> int:
    """The town of "Kesh, a town of Wem province that the army held", where the clause was hung on the province; else the head itself."""
    phrase = parse.phrase(head)
    whole = parse.phrase(phrase.governor) if phrase is not None and phrase.prep == "of" else None
    return whole.head if whole is not None and whole.site == "apposition" else head


def described(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> int:
    """The named place that a common noun in apposition describes ("Kesh, a stronghold of …"); else the head itself."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].pos == "PROPN":
        return head
    if phrase.site == "predicate" and phrase.determiner:
        return next((h for h in _said_of(phrase, parse) if is_territory(h, parse, mentions, classes, lexicon)), head)
    before = _before(phrase, parse, mentions, classes, lexicon)
    place = before >= 0 and (is_territory(before, parse, mentions, classes, lexicon) or _may_be(before, parse, classes))
    return before if place else head


def apposed(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The named place that the noun itself describes from an apposition; () for none."""
    other = described(head, parse, mentions, classes, lexicon)
    return (other,) if other != head else ()


def _said_of(phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """The subjects that a predicate noun describes ("Kesh is the last town …")."""
    clause = parse.clause(phrase.head) or parse.clause(phrase.governor)
    return clause.subjects if clause is not None and clause.copular else ()


def _before(phrase: Phrase, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> int:
    """Head of the name right before the comma of an apposition, whatever the parser made of it; -1 for none."""
    comma = phrase.first - 1
    if comma > 0 and parse.tokens[comma].text in (",", "-", "—") and not _opens(phrase, parse):
        name = ending_at(comma, parse, mentions, classes, lexicon)
        if name >= 0 and parse.tokens[name].pos == "PROPN":
            return name
    return phrase.governor if phrase.site == "apposition" else -1


def _opens(phrase: Phrase, parse: Parse) -> bool:
    """ "In Kesh, the town …": what stands before the comma only sets the scene; so does a list of names."""
    sentence = parse.sentence(phrase.head).first
    bare = not phrase.determiner and not phrase.possessors
    return bare or (phrase.site == "subject" and phrase.first - sentence < 5)


def ending_at(end: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> int:
    """Head of the territory whose words end right before token ``end``, the widest; -1 for none."""
    heads = [p.head for p in parse.phrases_near(end - 1) if p.last == end] if end > 0 else []
    return next(
        (h for h in heads if is_territory(h, parse, mentions, classes, lexicon) or _may_be(h, parse, classes)), -1
    )


def behind(
    clause: Clause, form: Container[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...]:
    """The territory right before a relative clause, where the parser hung the clause on a farther noun; () where the clause says itself
    what is held, in other words than those of the ``form`` ("the centre where they were holding a meeting")."""
    if clause.kind not in ("relative", "participle"):
        return ()
    if any(at not in form and at != clause.parent for at in clause.objects):  # "that" stands for the noun above
        return ()
    end = clause.first - 1 if parse.tokens[clause.first - 1].text == "," else clause.first
    head = ending_at(end, parse, mentions, classes, lexicon)
    return (head,) if head >= 0 else ()


def _members(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[int]:
    """The places named behind "including" or "among them", and their conjuncts; names that nothing is known of pass in
    the company of one that is a place."""
    found = tuple(dict.fromkeys(_titled(at, parse) for at in _listed(head, parse)))
    if any(is_territory(at, parse, mentions, classes, lexicon) for at in found):
        yield from (
            at for at in found if is_territory(at, parse, mentions, classes, lexicon) or parse.tokens[at].pos == "PROPN"
        )
    else:
        yield from (at for at in found if _may_be(at, parse, classes))


def _listed(head: int, parse: Parse) -> Iterator[int]:
    """Heads behind the word that opens the list right after the phrase, whatever noun the parser hung them on."""
    phrase = parse.phrase(head)
    opened = _opening(phrase, parse) if phrase is not None else -1
    first = next((p for p in parse.phrases_near(max(opened, 0)) if opened >= 0 and p.first == opened), None)
    if first is not None:
        yield first.head
        yield from first.conjuncts


def _opening(phrase: Phrase, parse: Parse) -> int:
    """Token behind ", including" or ", among them" that follow the phrase; -1 when neither does."""
    words = [token.lower for token in parse.tokens[phrase.last : phrase.last + 3]]
    at = phrase.last + (1 if words[:1] == [","] else 0)
    words = [token.lower for token in parse.tokens[at : at + 2]]
    if words[:1] == ["including"]:
        return at + 1
    return at + 2 if words == ["among", "them"] else -1


def _titled(head: int, parse: Parse) -> int:
    """The name in "the city of Kesh"; else the head itself."""
    phrase = parse.phrase(head)
    of = [at for prep, at in phrase.preps if prep == "of"] if phrase is not None else []
    return of[0] if of and parse.tokens[of[0]].pos == "PROPN" and parse.tokens[head].pos == "NOUN" else head


def around(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The territory that "control" without an of-phrase must mean: the antecedent of a where-clause it stands in, else the last
    named place before it in the sentence."""
    where = _antecedent_of_where(head, parse)
    if where >= 0 and is_territory(where, parse, mentions, classes, lexicon):
        return (where,)
    behind = parse.tokens[head + 1 : head + 5]
    if any(token.lower in ("of", "over") for token in behind):
        return ()
    named = (i for i in range(head - 1, parse.sentence(head).first - 1, -1) if _is_named(i, parse, mentions))
    return next(((i,) for i in named if is_territory(i, parse, mentions, classes, lexicon)), ())


def _antecedent_of_where(head: int, parse: Parse) -> int:
    """Head of the phrase on which a where-clause around the token hangs; -1 for none."""
    inside = (c for c in parse.clauses_near(head) if c.marker == "where" and c.first <= head < c.last)
    return next((c.parent for c in inside if c.kind == "relative" and c.parent >= 0), -1)


def _is_named(head: int, parse: Parse, mentions: Mentions) -> bool:
    """A place by name: "Kosovo", "Kesh province"."""
    phrase = parse.phrase(head)
    return phrase is not None and (
        head in mentions.places or any(parse.tokens[m].pos == "PROPN" for m in phrase.modifiers)
    )


def core(head: int, parse: Parse, lexicon: Lexicon) -> int:
    """Head of what is counted or measured ("dozens of villages": villages); else the head itself."""
    return next(iter(_measured(head, parse, lexicon)), head)


def _may_be(head: int, parse: Parse, classes: Classes) -> bool:
    """A proper name that nothing is known of, where the words around it say that it is a place."""
    return parse.tokens[head].pos == "PROPN" and classes.of(head) is None
