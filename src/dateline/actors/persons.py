"""Names of persons: whose they are, and what the words beside them say of the person."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.actors.cast import Cast
from dateline.actors.codes import join, split
from dateline.actors.describe import Description, describe
from dateline.actors.directory import Entry
from dateline.actors.number import is_plural
from dateline.actors.proper_names import NameSpan
from dateline.actors.referents import PERSON, Referent
from dateline.actors.role_nouns import is_title
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import fold
from dateline.text.trees import Phrase


def person_mention(cast: Cast, phrase: Phrase, name: NameSpan) -> None:
    """Link a person's name to the person of that full name or surname named last, else to a new one."""
    words = folded_words(cast, name)
    text = cast.parse.quote(name.first, name.last)
    known = next((r for r in reversed(cast.referents) if r.kind == PERSON and same_person(words, r.name_words)), None)
    reason = "named in the text"
    if known is None:
        known = Referent("", text, "", PERSON, "one", name_words=words)
    elif len(words) > len(known.name_words) and not known.id:
        known.name_words, known.name = words, text
    elif len(words) < len(known.name_words):
        reason = f"short for {known.name}"
    learn_attributes(cast, phrase, name, known)
    if not known.id:
        _recognise_listed(cast, known)
    cast.name_ends[name.last] = known
    cast.link(phrase.head, known, reason, 0.9)


def _recognise_listed(cast: Cast, who: Referent) -> None:
    """A surname with the office of somebody listed ("President Clinton") is that somebody, if he held it on the
    day; so is a bare surname that only one of them has, in a text about his country."""
    surname = _bare(who.name_words)
    if not surname:
        _recognise_former(cast, who)
        return
    entries = cast.lexicon.surnames.get(surname, ())
    valid = [entry for entry in entries if entry.valid(cast.day)]
    alone = len({entry.id for entry in valid}) == 1
    for entry in valid:
        if _is_entry_of(cast, who, entry, alone):
            who.id, who.code, who.stated = entry.id, entry.code, True
            who.gender = who.gender or entry.gender
            return


def _bare(words: tuple[str, ...]) -> str:
    """The surname that stands alone, with or without a small word before it ("al-Bashir"); "" for a full name."""
    alone = len(words) == 1 or (len(words) == 2 and words[0] in WORDS.name_openings)
    return words[-1] if alone else ""


def _recognise_former(cast: Cast, who: Referent) -> None:
    """A full name with the office of somebody listed, told of outside his time ("in 1997, President Bill Clinton"), is of that
    somebody's country, wherever the text plays."""
    surname = who.name_words[-1] if who.name_words else ""
    for entry in cast.lexicon.surnames.get(surname, ()):
        held = entry.office in who.role_nouns or entry.country in cast.countries.order
        if held and _spelled(who.name_words) == _spelled(fold(entry.name).split()):
            who.code, who.stated = join(entry.country, split(who.code)[1] or split(entry.code)[1]), True
            return


def _spelled(words: Iterable[str]) -> list[str]:
    """The words of a name without its initials."""
    return [word for word in words if len(word.rstrip(".")) > 1]


def _is_entry_of(cast: Cast, who: Referent, entry: Entry, alone: bool) -> bool:
    """Whether a person known by surname is a listed one; ``alone``: nobody else listed has that surname."""
    local = entry.country in cast.countries.order
    if entry.office in who.role_nouns:
        return bool(cast.day) or local or _only_country_of(cast, entry)
    return not who.role_nouns and alone and local


def _only_country_of(cast: Cast, entry: Entry) -> bool:
    """Whether all listed holders of that office with that surname are of one country; without a day nothing else tells."""
    same = cast.lexicon.surnames.get(fold(entry.name).split()[-1], ())
    return len({other.country for other in same if other.office == entry.office}) == 1


def learn_attributes(cast: Cast, phrase: Phrase, name: NameSpan, who: Referent) -> None:
    """Learn gender, role nouns and code of a person from title, first name, office, apposition and what stands beside
    commas."""
    _learn_gender(cast, name, who)
    title = name.titles[-1] if name.titles else name.first - 1
    if title >= phrase.first:
        learn(who, describe(cast, phrase, title))
    office = _office(cast, phrase)
    if office is not None:
        learn(who, describe(cast, office))
    beside = (*_after_comma(cast, name.last), *_ahead_of_comma(cast, phrase))
    for other in (*phrase.appositions, *_apposition_head(phrase), *beside):
        inner = cast.parse.phrases.get(other)
        if inner is not None and not is_plural(cast.parse.tokens[other]):
            learn(who, describe(cast, inner))
            _learn_nationality(cast, who, other)


def _learn_gender(cast: Cast, name: NameSpan, who: Referent) -> None:
    tokens = cast.parse.tokens
    genders = [cast.lexicon.titles.get(fold(tokens[i].text), "") for i in name.titles]
    genders.append(cast.lexicon.first_names.get(fold(tokens[name.first].text), ""))
    who.gender = who.gender or next((gender for gender in genders if gender), "")


def _office(cast: Cast, phrase: Phrase) -> Phrase | None:
    """ "Secretary of State Anna Holm", "Minister of Health Omar Said": the phrase of the office before the name."""
    tokens = cast.parse.tokens
    above = cast.parse.phrases.get(phrase.governor)
    if above is None or phrase.prep != "of" or not tokens[above.head].text[0].isupper() or above.head > phrase.first:
        return None
    return above if is_title(cast.parse, above.head, cast.lexicon) else None


def _apposition_head(phrase: Phrase) -> tuple[int, ...]:
    return (phrase.governor,) if phrase.site == "apposition" and phrase.governor >= 0 else ()


def _after_comma(cast: Cast, end: int) -> tuple[int, ...]:
    """The head of a description that stands right after "Name, "."""
    tokens = cast.parse.tokens
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return ()
    here = cast.sentence_of(end)
    return tuple(
        h
        for h in range(end + 1, min(end + 12, len(tokens)))
        if cast.sentence_of(h) == here and _begins(cast, h, end + 1)
    )[:1]


def _ahead_of_comma(cast: Cast, phrase: Phrase) -> tuple[int, ...]:
    """The head of a definite description that ends right before ", Name"."""
    comma = phrase.first - 1
    if comma < 1 or cast.parse.tokens[comma].text != ",":
        return ()
    for head in range(comma - 1, max(comma - 12, -1), -1):
        other = cast.parse.phrases.get(head)
        if other is not None and other.last == comma and (other.determiner == "the" or other.possessors):
            return (head,) if other.conjunct_of < 0 and cast.sentence_of(head) == cast.sentence_of(phrase.head) else ()
    return ()


def _begins(cast: Cast, head: int, first: int) -> bool:
    phrase = cast.parse.phrases.get(head)
    return phrase is not None and phrase.first == first and phrase.conjunct_of < 0


def _learn_nationality(cast: Cast, who: Referent, other: int) -> None:
    """ "the Libyan, Omar Said": a national of whom nothing else is said is a civilian."""
    match = cast.matched.get(other)
    entry = cast.entry(match) if match is not None else None
    if entry is not None and entry.kind == "people" and not who.code and entry.country:
        who.code = f"{entry.country}-CVL"


def learn(who: Referent, description: Description | None) -> None:
    """Add what a description says to the person it describes; does nothing for None or no person's description. What
    the text says outweighs where the text plays."""
    if description is None or description.role.kind != "person" or description.part_of >= 0:
        return
    who.role_nouns.add(description.role.word)
    who.gender = who.gender or description.role.gender
    if description.owner_kind in ("group", "org", "building") and not who.affiliation[1]:
        who.affiliation = (description.owner_id, description.owner, description.code)
    if not who.id and _says_more(description, who):
        who.code, who.stated = description.code, description.stated


def _says_more(description: Description, who: Referent) -> bool:
    """Whether the code of a description tells more than the person's own."""
    if not who.code or (description.stated and not who.stated):
        return True
    return description.stated == who.stated and not split(who.code)[1]


def folded_words(cast: Cast, name: NameSpan) -> tuple[str, ...]:
    """The words of a name, folded, without punctuation."""
    return tuple(w for t in cast.parse.tokens[name.first : name.last] for w in fold(t.text).split() if w.isalnum())


def same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether two names, as folded words, may be one person's: the shorter is the end, or the first word, of the
    longer."""
    if len(short) > len(full):
        short, full = full, short
    if not short:
        return False
    return (
        short == full[-len(short) :]
        or (len(short) == 1 and short[0] == full[0])
        or (len(short) > 1 and set(short) <= set(full))
    )
