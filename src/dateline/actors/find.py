"""Find the noun phrases, pronouns and nationality words that can be actors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from dateline.actors.classes import classes_of
from dateline.actors.directory import ActorLexicon, Role
from dateline.actors.listed import ListedName, Listing, find_listed, head_of
from dateline.actors.proper_names import NameSpan, in_capitals, initials, is_person, name_in, person_words
from dateline.actors.role_nouns import is_title_modifier, role_at, role_with_complement
from dateline.actors.vocabulary import WORDS
from dateline.text.parse import Name, Parse, Token
from dateline.text.trees import Phrase
from dateline.types import Mention, Place, Resolution, Span

PLACE_KINDS = frozenset({"country", "capital"})
SIDES = frozenset({"country", "people", "group"})


class Text(NamedTuple):
    """What finding needs of one text. ``matched``: token -> the listed name that covers it; ``place_uses``: head token
    -> use of what was read as a place there; ``person_tokens``: words of people's names; ``initials``: of names of several
    words."""

    parse: Parse
    lexicon: ActorLexicon
    matches: tuple[ListedName, ...]
    matched: dict[int, ListedName]
    place_uses: dict[int, str]
    person_tokens: frozenset[str]
    listing: Listing
    initials: frozenset[str] = frozenset()


def find(
    parse: Parse, lexicon: ActorLexicon, published: str | None, places: Sequence[Resolution] = ()
) -> tuple[Mention, ...]:
    """All mentions of actors in text order, one a noun phrase. ``use``: name, description, pronoun, or modifier (a
    nationality or group that stands before a noun which is no actor itself: "Afghan airstrikes")."""
    matches = find_listed(parse, lexicon)
    matched = {i: match for match in matches for i in range(match.first, match.last)}
    text = Text(
        parse,
        lexicon,
        matches,
        matched,
        _place_uses(places),
        person_words(parse),
        Listing(parse, lexicon),
        initials(parse),
    )
    found = _of_phrases(text)
    over = _by_token(parse, found)
    for name in parse.names:
        if name.label == "PERSON" and name.last - name.first > 1:
            _add_name(parse, name, matched, found, over)
    _add_modifiers(text, found, over)
    return tuple(sorted(found.values(), key=lambda m: (m.span, m.head)))


def _add_modifiers(text: Text, found: dict[int, Mention], over: Mapping[int, Sequence[Mention]]) -> None:
    """Nationalities, groups and forces that stand before another noun."""
    beside = _side_by_side(text.parse, text.matches)
    for match in text.matches:
        if match in beside or not _covered(text.parse, match, found, over.get(match.first, ())):
            found[match.head] = _modifier(text.parse, match)
    for head in sorted(text.parse.phrases):
        if head not in found:
            _add_force(text, text.parse.phrases[head], found)


def _of_phrases(text: Text) -> dict[int, Mention]:
    """The mentions that are noun phrases, by head token."""
    phrases = text.parse.phrases
    inside = {i for head in phrases for i in _complement_of_role(text.parse, head, text.lexicon)}
    found: dict[int, Mention] = {}
    for head in sorted(phrases):
        if head not in inside or _is_name(text.parse, head, text.matched):
            mention = _of_phrase(text, phrases[head])
            if mention is not None:
                found[head] = mention
    return found


def _by_token(parse: Parse, found: dict[int, Mention]) -> dict[int, list[Mention]]:
    """The mentions that cover each token."""
    over: dict[int, list[Mention]] = {}
    for mention in found.values():
        for i in parse.within(mention.span.start, mention.span.end):
            over.setdefault(i, []).append(mention)
    return over


def _add_name(
    parse: Parse, name: Name, matched: dict[int, ListedName], found: dict[int, Mention], over: dict[int, list[Mention]]
) -> None:
    """A person's name that no phrase covers, where the parse went wrong."""
    span = parse.span(name.first, name.last)
    head = head_of(parse, name.first, name.last)
    tokens = range(name.first, name.last)
    if head in matched or any(i in over for i in tokens):
        return
    found[head] = Mention("actor", span, parse.text[span.start : span.end], "name", head, "name")
    for i in tokens:
        over[i] = [found[head]]


def _add_force(text: Text, phrase: Phrase, found: dict[int, Mention]) -> None:
    """The force that stands before a noun which is no actor: "a coalition airstrike", "the rebel advance"."""
    parse = text.parse
    for i in phrase.modifiers:
        if i >= phrase.head or parse.tokens[i].pos not in ("NOUN", "PROPN"):
            continue
        role = role_at(parse, i, text.lexicon, phrase.first)
        if role is not None and i not in text.matched and i not in found and _is_force(role[0]):
            span = parse.span(role[1], i + 1)
            found[i] = Mention("actor", span, parse.text[span.start : span.end], "role", i, "modifier")


def _is_force(role: Role) -> bool:
    return (role.kind == "force" or "side" in role.traits) and "tool" not in role.traits


def _complement_of_role(parse: Parse, head: int, lexicon: ActorLexicon) -> range:
    """The tokens after the head that its role noun takes in ("staff" of "chief of staff")."""
    complemented = role_with_complement(parse, head, lexicon)
    return range(head + 1, complemented[1]) if complemented is not None else range(0)


def _is_name(parse: Parse, head: int, matched: dict[int, ListedName]) -> bool:
    return head in matched or parse.tokens[head].ent == "PERSON"


def _place_uses(places: Sequence[Resolution]) -> dict[int, str]:
    """Head token -> use, of the mentions that were read as places."""
    return {r.mention.head: r.mention.use for r in places if isinstance(r.value, Place)}


def _of_phrase(text: Text, phrase: Phrase) -> Mention | None:
    """The mention a noun phrase is; None when it is no actor."""
    parse, head = text.parse, phrase.head
    token, match = parse.tokens[head], text.matched.get(head)
    if _names_no_actor(token):
        return None
    if match is not None and match.head != head:
        return None
    if match is not None and not is_title_modifier(parse, phrase, match.last, match.forms[0].entry.kind, text.lexicon):
        return _of_listed(parse, phrase, match)
    return _of_unlisted(text, phrase, token)


def _of_unlisted(text: Text, phrase: Phrase, token: Token) -> Mention | None:
    """The pronoun, name or description that a phrase is whose head is on no list; None when it is no actor."""
    parse = text.parse
    classed = bool(classes_of(phrase.head, parse, text.lexicon, text.listing))
    if token.pos == "PRON":
        return _mention(parse, phrase, f"pronoun.{token.lower}", "pronoun") if classed else None
    name = name_in(parse, phrase, text.lexicon)
    if name is not None or token.text in text.person_tokens or token.text in text.initials:
        return _of_name(text, phrase, name, classed)
    return _mention(parse, phrase, "role", "description") if classed else None


def _of_name(text: Text, phrase: Phrase, name: NameSpan | None, classed: bool) -> Mention | None:
    """The mention of a name that is on no list; None for what an office is for, and for a place."""
    token = text.parse.tokens[phrase.head]
    if name is not None and token.ent != "PERSON" and _is_office_complement(text.parse, phrase, text.lexicon):
        return None
    named = _is_person_name(text, phrase.head, name) or not _is_place_name(text, phrase, classed)
    return _mention(text.parse, phrase, "name", "name") if named else None


def _names_no_actor(token: Token) -> bool:
    return token.text.capitalize() in WORDS.calendar_names or token.ent in WORDS.no_actor_labels


def _is_person_name(text: Text, head: int, name: NameSpan | None) -> bool:
    known = text.parse.tokens[head].text in text.person_tokens
    return known or (name is not None and is_person(text.parse, name, text.lexicon))


def _is_place_name(text: Text, phrase: Phrase, classed: bool) -> bool:
    """Whether a name was read as a place, or is of no class and stands like one or where capitals show nothing."""
    literal = text.place_uses.get(phrase.head) == "literal"
    return literal or (not classed and (_is_locative(phrase) or in_capitals(text.parse, phrase.head)))


def _is_office_complement(parse: Parse, phrase: Phrase, lexicon: ActorLexicon) -> bool:
    """Whether the phrase only says what an office is for ("Minister of Foreign Affairs")."""
    above = phrase.governor
    if phrase.prep not in ("of", "for") or not 0 <= above < phrase.first or not parse.tokens[above].text[0].isupper():
        return False
    name, found = name_in(parse, phrase, lexicon), role_at(parse, above, lexicon)
    office = found is not None and found[0].kind != "force"  # of "Fighters of the X Movement" it is said whose they are
    return office and (name is None or not is_person(parse, name, lexicon))


def _of_listed(parse: Parse, phrase: Phrase, match: ListedName) -> Mention | None:
    entry = match.forms[0].entry
    if entry.kind in PLACE_KINDS and _is_locative(phrase):
        return None
    if entry.kind == "people":
        adjective = parse.tokens[phrase.head].pos == "ADJ" and not phrase.determiner and not phrase.numbers
        return None if adjective else _mention(parse, phrase, entry.id, "description", match)
    return _mention(parse, phrase, entry.id, "name", match)


def _is_locative(phrase: Phrase) -> bool:
    return phrase.prep in WORDS.locative_prepositions and phrase.site in ("oblique", "modifier")


def _mention(parse: Parse, phrase: Phrase, rule: str, use: str, match: ListedName | None = None) -> Mention:
    first, last = phrase.first, phrase.last
    if match is not None:
        first, last = min(first, match.first), max(last, match.last)
    while first < phrase.head and not parse.tokens[first].text[0].isalnum():
        first += 1
    span = parse.span(first, last)
    return Mention("actor", span, parse.text[span.start : span.end], rule, phrase.head, use)


def _covered(parse: Parse, match: ListedName, found: dict[int, Mention], over: Sequence[Mention]) -> bool:
    """Whether a listed name needs no mention of its own: it is one already, or part of one, or a place. ``over``: the mentions
    that cover its first token."""
    phrase = parse.phrases.get(match.head)
    if (phrase is not None and match.head in found) or any(_describes(parse, m, match) for m in over):
        return True
    if match.forms[0].entry.kind == "capital" or (phrase is not None and _is_locative(phrase)):
        return True
    span = parse.span(match.first, match.last)
    return any(m.use == "name" and _within(span, m.span) for m in over)


def _describes(parse: Parse, mention: Mention, match: ListedName) -> bool:
    """Whether the listed name stands before the head of a description ("the Hezbollah fighters")."""
    phrase = parse.phrases.get(mention.head) if mention.use == "description" else None
    if phrase is None or mention.head == match.head:
        return False
    return phrase.first <= match.first and match.last <= mention.head


def _side_by_side(parse: Parse, matches: Sequence[ListedName]) -> frozenset[ListedName]:
    """The countries, peoples and groups of which several stand before one noun, with "and" or a comma between: "British and French
    troops"."""
    named = [match for match in matches if match.forms[0].entry.kind in SIDES]
    found: set[ListedName] = set()
    for one, other in pairwise(named):
        between = [parse.tokens[i].lower for i in range(one.last, other.first)]
        if 0 < len(between) <= 2 and set(between) <= {",", "and"} and _before_one_noun(parse, one, other):
            found |= {one, other}
    return frozenset(found)


def _before_one_noun(parse: Parse, one: ListedName, other: ListedName) -> bool:
    """Whether both are modifiers of one phrase whose head comes after them."""
    above = next(
        (p for p in parse.phrases_near(other.head) if other.head in p.modifiers and p.head >= other.last), None
    )
    return above is not None and one.head in above.modifiers


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _modifier(parse: Parse, match: ListedName) -> Mention:
    span = parse.span(match.first, match.last)
    return Mention("actor", span, parse.text[span.start : span.end], match.forms[0].entry.id, match.head, "modifier")
