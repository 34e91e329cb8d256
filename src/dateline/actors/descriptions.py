"""Resolve descriptions: to somebody already named ("the envoy"), or to what their own words say ("Afghan police")."""

from __future__ import annotations

import msgspec

from dateline.actors.antecedents import antecedent, is_single, main_armed_group
from dateline.actors.cast import Cast
from dateline.actors.codes import join, split
from dateline.actors.describe import Description, describe, in_apposition
from dateline.actors.names import name_mention
from dateline.actors.persons import learn
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.vocabulary import WORDS
from dateline.text.parse import Token
from dateline.text.trees import Phrase
from dateline.types import Mention


def description_mention(cast: Cast, mention: Mention) -> None:
    """Link a description: to its antecedent, or to a new referent with the code its own words give."""
    phrase = cast.parse.phrases[mention.head]
    if mention.rule != "role":
        name_mention(cast, mention)
        return
    description = describe(cast, phrase)
    if description is None:
        _bare_number(cast, phrase)
        return
    apposed = in_apposition(cast, phrase) if cast.parse.tokens[phrase.head].text[0].isupper() else None
    if apposed is not None:
        description = msgspec.structs.replace(description, code=apposed.code)
    known, reason, score = antecedent(cast, phrase, description)
    if known is not None and known.kind == PERSON and not known.stated:
        learn(known, description)
    if known is None:
        known, reason, score = _new_referent(cast, phrase, description), description.reason or "its own words", 0.6
    cast.link(mention.head, known, reason, score)


def _new_referent(cast: Cast, phrase: Phrase, description: Description) -> Referent:
    single = is_single(cast, phrase, description)
    kind = PERSON if description.role.kind == "person" and single else GROUP
    return Referent(
        "",
        _surface_name(cast, phrase, description),
        description.code,
        kind,
        "many" if not single else "one" if kind == PERSON else "",
        description.role.gender,
        role_nouns={description.role.word},
        stated=description.stated,
    )


def _surface_name(cast: Cast, phrase: Phrase, description: Description) -> str:
    """The phrase without articles and qualifiers, and without its number when it says whose they are."""
    tokens = cast.parse.tokens
    head, first, last = phrase.head, phrase.first, phrase.last
    complement = cast.parse.phrases.get(description.part_of)
    if complement is not None:
        head, first = complement.head, max(first, complement.first)
    while first < head and _is_droppable(tokens[first], description.stated):
        first += 1
    while last - 1 > phrase.head and not tokens[last - 1].text[-1].isalnum():
        last -= 1
    return cast.parse.quote(first, last)


def _is_droppable(token: Token, owned: bool) -> bool:
    if token.lower in WORDS.kept_determiners:
        return False
    numeral = owned and token.pos == "NUM"
    return numeral or token.pos == "DET" or token.lower in WORDS.number_qualifiers or token.lower in ("the", "a", "an")


def _bare_number(cast: Cast, phrase: Phrase) -> None:
    """A bare number stands for what it counts ("five of the rebels"), else for nobody known."""
    text = cast.parse.quote(phrase.first, phrase.last)
    for prep, inner in phrase.preps:
        if prep != "of":
            continue
        other = cast.by_head.get(inner)
        below = cast.parse.phrases.get(inner)
        description = describe(cast, below) if below is not None else None
        code = other.code if other is not None else description.code if description is not None else ""
        cast.link(phrase.head, Referent("", text, code, GROUP, "many"), "part of what it counts", 0.6)
        return
    cast.link(phrase.head, Referent("", text, "", GROUP, "many"), "its own words", 0.4)


def note_role_countries(cast: Cast) -> None:
    """Remember for each role noun the countries that the text's phrases name for it ("Tanzanian police")."""
    for head in sorted(cast.parse.phrases):
        description = describe(cast, cast.parse.phrases[head])
        if description is not None and description.stated and description.part_of < 0:
            cast.role_countries.setdefault(description.role.word, []).append(split(description.code)[0])


def force_mention(cast: Cast, mention: Mention) -> None:
    """Link a force that stands before another noun ("a coalition airstrike")."""
    phrase = Phrase(mention.head, mention.head, mention.head + 1, "modifier", cast.parse.tree.heads[mention.head])
    whole = cast.parse.phrases.get(phrase.governor)
    first = whole.first if whole is not None else mention.head
    description = describe(cast, msgspec.structs.replace(phrase, first=first))
    if description is None:
        return
    known = main_armed_group(cast, phrase) if "armed" in description.role.traits and not description.owner else None
    cast.link(
        mention.head,
        known or Referent("", description.role.word, description.code, GROUP, "many"),
        "stands before the noun",
        0.5,
    )


def demonstrative_mention(cast: Cast, head: int) -> None:
    """ "those killed", "those in need": people of their own words."""
    phrase = cast.parse.phrases.get(head)
    if phrase is None:
        return
    country = cast.countries.local(cast.sentence_of(head))
    text = cast.parse.quote(phrase.first, phrase.last)
    cast.link(head, Referent("", text, join(country, "CVL"), GROUP, "many"), "its own words", 0.5)
