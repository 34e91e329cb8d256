"""Names of organisations that are on no list."""

from __future__ import annotations

from dateline.actors.cast import Cast
from dateline.actors.describe import Description, describe, in_apposition
from dateline.actors.number import is_plural
from dateline.actors.persons import folded_words
from dateline.actors.proper_names import NameSpan
from dateline.actors.referents import GROUP, Referent
from dateline.text.trees import Phrase

SHORTEST = 3  # letters of a name in initials


def organisation_mention(cast: Cast, phrase: Phrase, name: NameSpan) -> None:
    """Link the name of a body to the one of that name, else to a new one; a place name is linked to nobody."""
    known = known_organisation(cast, folded_words(cast, name)) or _of_initials(cast, name)
    own = describe(cast, phrase, name.last - 1) or describe(cast, phrase)
    description = in_apposition(cast, phrase) or own
    if known is None and description is None and cast.parse.tokens[phrase.head].ent == "LOC":
        cast.reasons[phrase.head] = ("a place name", 0.0)
        return
    known = known or _new_organisation(cast, phrase, name, description)
    if own is not None:
        known.role_nouns.add(own.role.word)
    cast.link(phrase.head, known, "named in the text", 0.8 if description else 0.6)


def _of_initials(cast: Cast, name: NameSpan) -> Referent | None:
    """The one body named before whose capital letters the name is: "ULA" for "Upper Lakes Army"; None for none or several."""
    word = cast.parse.tokens[name.first].text
    if name.last - name.first > 1 or not word.isupper() or len(word) < SHORTEST:
        return None
    named = (who for who in cast.referents if who.kind == GROUP and len(who.name.split()) >= SHORTEST)
    found = [who for who in named if _capitals(who.name) == word]
    return found[0] if len(found) == 1 else None


def _capitals(name: str) -> str:
    """The capital letters that the words of a name begin with, without its article: "ULA" of "The Upper Lakes Army"."""
    words = name.removeprefix("The ").replace("-", " ").split()
    return "".join(word[0] for word in words if word[0].isupper())


def _new_organisation(cast: Cast, phrase: Phrase, name: NameSpan, description: Description | None) -> Referent:
    token = cast.parse.tokens[phrase.head]
    text = cast.parse.quote(name.first, _end_with_complement(cast, phrase, name))
    number = "many" if is_plural(token) else ""
    found = Referent("", text, "", GROUP, number, name_words=folded_words(cast, name))
    found.doubtful = description is None and token.ent not in ("ORG", "NORP")
    if description is not None:
        found.code, found.stated = description.code, description.stated
        found.role_nouns.add(description.role.word)
    return found


def _end_with_complement(cast: Cast, phrase: Phrase, name: NameSpan) -> int:
    """The end of the name, with an "of Somewhere" that belongs to it."""
    for prep, head in phrase.preps:
        capital = head in cast.parse.phrases and cast.parse.tokens[head].text[0].isupper()
        if prep in ("of", "for") and head > name.last and capital:
            return max(name.last, min(phrase.last, head + 1))
    return name.last


def known_organisation(cast: Cast, words: tuple[str, ...]) -> Referent | None:
    """The body of that name, or of that name and a word of its kind ("Kellogg" for "Kellogg Co."); None for none."""
    if not words:
        return None
    bodies = [who for who in cast.referents if who.kind == GROUP]
    same = (who for who in bodies if who.name_words == words)
    longer = (who for who in bodies if who.role_nouns and who.name_words[:-1] == words)
    return next(same, None) or next(longer, None)
