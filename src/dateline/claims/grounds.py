"""The ground that a statement of control speaks of: which words name a place that can be held, and what they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

LANDED = {"place", "territory", "land"}
# Buildings are not ground (guide, reading e); these sites are, for who has them has what they command.
STRONGPOINTS = {"base", "airbase", "airport", "airfield", "outpost", "camp", "port", "dam", "position", "post", "checkpoint", "bridge",
                "barracks", "headquarters", "refinery", "tunnel", "fort", "terminal", "mine", "compound"}  # fmt: skip
VAGUE = {"place", "part", "spot", "location", "site", "state", "ground", "seat", "position", "way", "field", "front", "square", "centre",
         "center", "step", "line", "track", "traffic", "access", "movement", "passage", "target", "station", "home", "half"}  # fmt: skip
TERRAIN = {"terrain", "turf", "soil"}
MEASURES = {"kilometer", "kilometre", "km", "mile", "hectare", "acre", "%", "percent", "cent", "swath", "swathe", "stretch", "strip",
            "part", "side", "half", "third", "quarter", "much", "most", "rest", "bit", "piece", "majority"}  # fmt: skip
RELATIVE = {"which", "that", "where"}
COUNTED = {
    "more",
    "others",
    "another",
    "most",
    "all",
    "both",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
}


def is_ground(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase names ground: a place by name, an area, a town, a strongpoint; no other building, no figure of speech."""
    token = parse.tokens[head]
    inner = _measured(head, parse)
    if (token.lemma in MEASURES or token.lemma in lexicon.words["partitive_nouns"]) and inner:
        return any(is_ground(h, parse, mentions, classes, lexicon) for h in inner)
    sorts = classes.of(head)
    if head in mentions.places and token.pos == "PROPN":
        return token.tag != "NNPS" or not (sorts or frozenset()) & {"person", "group"}
    if token.lemma in VAGUE or mentions.in_time(head):
        return False
    if token.lemma in TERRAIN:
        return True
    if sorts is None or sorts & {"person", "vehicle"} or not sorts & LANDED:
        return False
    return "facility" not in sorts or token.lemma in STRONGPOINTS


def _measured(head: int, parse: Parse) -> tuple[int, ...]:
    phrase = parse.phrase(head)
    return tuple(h for prep, h in phrase.preps if prep == "of") if phrase is not None else ()


def named(
    heads: Iterable[int], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon, *, loose: bool = False
) -> tuple[int, ...]:
    """Heads of the ground that the words stand for: a relative pronoun's antecedent, what an apposition describes, and the
    members named behind "including"; ``loose`` lets bare numbers pass ("control of three more")."""
    found: list[int] = []
    for head in heads:
        at = _antecedent(head, parse)
        at = described(at, parse, mentions, classes, lexicon)
        if is_ground(at, parse, mentions, classes, lexicon) or (loose and parse.tokens[at].lower in COUNTED):
            found.append(at)
        found += _members(at, parse, mentions, classes, lexicon)
    return tuple(dict.fromkeys(found))


def _antecedent(head: int, parse: Parse) -> int:
    """What "which" stands for: the phrase that its clause hangs on."""
    if parse.tokens[head].lower not in RELATIVE:
        return head
    for clause in parse.clauses.values():
        if clause.kind == "relative" and clause.first <= head < clause.last and clause.parent >= 0:
            return clause.parent
    return head


def described(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> int:
    """The named place that a common noun in apposition describes ("Kesh, a stronghold of …"); else the head itself."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].pos == "PROPN":
        return head
    if phrase.site == "predicate" and phrase.determiner:
        return next((h for h in _said_of(phrase, parse) if is_ground(h, parse, mentions, classes, lexicon)), head)
    before = _before(phrase, parse, mentions, classes, lexicon)
    return (
        before
        if before >= 0 and (is_ground(before, parse, mentions, classes, lexicon) or _may_be(before, parse, classes))
        else head
    )


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
    """Head of the ground whose words end right before token ``end``, the widest; -1 for none."""
    heads = [p.head for p in parse.phrases.values() if p.last == end]
    return next((h for h in heads if is_ground(h, parse, mentions, classes, lexicon) or _may_be(h, parse, classes)), -1)


def behind(clause: Clause, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[int, ...]:
    """The ground right before a relative clause, where the parser hung the clause on a farther noun."""
    if clause.kind not in ("relative", "participle"):
        return ()
    end = clause.first - 1 if parse.tokens[clause.first - 1].text == "," else clause.first
    head = ending_at(end, parse, mentions, classes, lexicon)
    return (head,) if head >= 0 else ()


def _members(head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[int]:
    """The places named behind "including" or "among them", and their conjuncts; names that nothing is known of pass in
    the company of one that is a place."""
    found = tuple(dict.fromkeys(_titled(at, parse) for at in _listed(head, parse)))
    if any(is_ground(at, parse, mentions, classes, lexicon) for at in found):
        yield from (
            at for at in found if is_ground(at, parse, mentions, classes, lexicon) or parse.tokens[at].pos == "PROPN"
        )
    else:
        yield from (at for at in found if _may_be(at, parse, classes))


def _listed(head: int, parse: Parse) -> Iterator[int]:
    """Heads behind the word that opens the list right after the phrase, whatever noun the parser hung them on."""
    phrase = parse.phrase(head)
    opened = _opening(phrase, parse) if phrase is not None else -1
    first = next((p for p in parse.phrases.values() if opened >= 0 and p.first == opened), None)
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
    """The ground that "control" without an of-phrase must mean: the antecedent of a where-clause it stands in, else the last
    named place before it in the sentence."""
    inside = [c for c in parse.clauses.values() if c.marker == "where" and c.first <= head < c.last]
    where = next((c.parent for c in inside if c.kind == "relative" and c.parent >= 0), -1)
    if where >= 0 and is_ground(where, parse, mentions, classes, lexicon):
        return (where,)
    if any(parse.tokens[i].lower in ("of", "over") for i in range(head + 1, min(head + 5, len(parse.tokens)))):
        return ()
    near = range(head - 1, parse.sentence(head).first - 1, -1)
    return next(
        ((i,) for i in near if _is_named(i, parse, mentions) and is_ground(i, parse, mentions, classes, lexicon)), ()
    )


def _is_named(head: int, parse: Parse, mentions: Mentions) -> bool:
    """A place by name: "Kosovo", "Kesh province"."""
    phrase = parse.phrase(head)
    return phrase is not None and (
        head in mentions.places or any(parse.tokens[m].pos == "PROPN" for m in phrase.modifiers)
    )


def core(head: int, parse: Parse, lexicon: Lexicon) -> int:
    """Head of what is counted or measured ("dozens of villages": villages); else the head itself."""
    token, inner = parse.tokens[head], _measured(head, parse)
    return inner[0] if inner and (token.lemma in MEASURES or token.lemma in lexicon.words["partitive_nouns"]) else head


def _may_be(head: int, parse: Parse, classes: Classes) -> bool:
    """A proper name that nothing is known of, where the words around it say that it is a place."""
    return parse.tokens[head].pos == "PROPN" and classes.of(head) is None
