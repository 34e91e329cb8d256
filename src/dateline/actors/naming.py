"""Resolve names: entries of the lists, people by their full name or surname, organisations."""

from __future__ import annotations

from collections import Counter

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.describe import Description, describe
from dateline.actors.directory import Entry
from dateline.actors.listed import ListedName
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.words import NameSpan, is_person, is_plural, is_title, name_in
from dateline.places.fold import acronym, fold
from dateline.text.trees import Phrase
from dateline.types import Mention

COUNTRY_KINDS = ("people", "capital", "country")


def name_mention(cast: Cast, mention: Mention) -> None:
    """Place a name or modifier among the referents; does nothing when it turns out to name no actor."""
    head = mention.head
    match = cast.matched.get(head)
    if match is not None and match.head == head and mention.rule != "name":
        _listed(cast, mention, match)
        return
    phrase = cast.phrase(head)
    name = name_in(cast.parse, phrase, cast.lexicon) or NameSpan(head, head + 1, ())
    if _is_person(cast, phrase, name):
        _person(cast, phrase, name)
    else:
        _organisation(cast, phrase, name)


def _listed(cast: Cast, mention: Mention, match: ListedName) -> None:
    entry = cast.entry(match)
    if entry is None:
        _expired(cast, mention, match)
        return
    people = entry.kind == "people" and mention.use != "modifier"
    referent = _nationals(cast, mention, entry, match) if people else of_entry(cast, entry)
    phrase = cast.parse.phrases.get(mention.head)
    if referent.kind == PERSON and phrase is not None:
        _learn_attributes(cast, phrase, NameSpan(match.first, match.last, ()), referent)
        cast.name_ends[match.last] = referent
    cast.link(mention.head, referent, f"listed as {entry.id}", 0.6 if entry.kind == "capital" else 0.95)


def _expired(cast: Cast, mention: Mention, match: ListedName) -> None:
    """A listed name of another time: still somebody of that name, but what he is, the text must say."""
    old = match.forms[0].entry
    phrase = cast.phrase(mention.head)
    if old.kind == "person" and mention.use != "modifier":
        _person(cast, phrase, NameSpan(match.first, match.last, ()))
        return
    known = next((r for r in cast.referents if r.id == old.id), None) or Referent(old.id, old.name, "", GROUP)
    cast.link(mention.head, known, f"{old.name} was not on {cast.day} what the lists say", 0.5)


def of_entry(cast: Cast, entry: Entry) -> Referent:
    """The referent of an entry, new when the text has not had it yet."""
    key = (entry.id, "" if entry.kind in ("group", "org") else entry.name)
    known = next((r for r in cast.referents if r.key == key), None)
    if known is not None:
        return known
    code = f"{entry.country}-GOV" if entry.kind in COUNTRY_KINDS else entry.code
    name = entry_name_in_text(cast, entry)
    kind = PERSON if entry.kind in ("person", "office") else GROUP
    words = tuple(fold(entry.name).split()) if kind == PERSON else ()
    role_nouns = {e.office for e in cast.lexicon.by_id.get(entry.id, ()) if e.office and e.valid(cast.day)}
    return Referent(
        entry.id,
        name,
        code,
        kind,
        "one" if kind == PERSON else "",
        entry.gender,
        entry.country,
        words,
        role_nouns,
        entry_kind=entry.kind,
        stated=True,
        key=key,
    )


def _nationals(cast: Cast, mention: Mention, entry: Entry, match: ListedName) -> Referent:
    """Members of a nation: "the Turks" speak for their country, "five Iraqis" and "Afghans" are civilians."""
    phrase = cast.parse.phrases[mention.head]
    whole = phrase.determiner == "the" and not phrase.numbers and not phrase.modifiers and not phrase.clauses
    ethnic = any(cast.parse.tokens[i].lower == "ethnic" for i in range(phrase.first, match.first))
    country = cast.countries.local(cast.sentence_of(mention.head)) if ethnic else entry.country
    text = cast.parse.quote(match.first, match.last)
    code = f"{country}-GOV" if whole else f"{country}-CVL" if country else "CVL"
    single = not is_plural(cast.parse.tokens[mention.head]) and phrase.determiner in ("a", "an", "one")
    return Referent(
        entry.id,
        f"ethnic {text}" if ethnic else text,
        code,
        PERSON if single else GROUP,
        "one" if single else "many",
        country=country,
        entry_kind="people",
        stated=True,
    )


def entry_name_in_text(cast: Cast, entry: Entry) -> str:
    """The name to give an entry in this text: the listed one when the text has it or its acronym, else the text's
    own form."""
    forms = cast.forms.get((entry.id, entry.name, entry.kind), [])
    if entry.name in forms or not forms or entry.kind in ("people", "capital"):
        return entry.name
    if entry.kind in ("person", "office"):
        return entry.name
    if acronym(entry.name) or any(_short_for(f, entry.name) for f in forms):
        return entry.name
    counted = Counter(forms)
    if entry.kind == "group":
        return max(forms, key=lambda f: (counted[f], len(f)))
    return max(forms, key=len)


def _short_for(form: str, name: str) -> bool:
    bare = form.replace(".", "")
    return bare.isupper() and bare == "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())


def _is_person(cast: Cast, phrase: Phrase, name: NameSpan) -> bool:
    tokens = cast.parse.tokens
    several = name.last - name.first > 1
    body = describe(cast, phrase, name.last - 1)
    if body is not None and body.role.kind == "group" and not name.titles:
        return False
    whole = tuple(fold(t.text) for t in tokens[phrase.first : name.last])
    if _known_organisation(cast, whole) is not None:
        return False
    if is_person(cast.parse, name, cast.lexicon):
        return True
    if not several and _well_known(cast, fold(tokens[name.first].text)):
        return True
    if any(r.kind == PERSON and r.name_words and same_person(_words(cast, name), r.name_words) for r in cast.referents):
        return True
    if body is not None:
        return False
    return tokens[phrase.head].ent == "PERSON" or (not several and tokens[phrase.head].text in cast.person_tokens)


def _well_known(cast: Cast, word: str) -> bool:
    """Whether a bare surname is that of one listed person of a country the text speaks of, on that day."""
    entries = [e for e in cast.lexicon.surnames.get(word, ()) if e.valid(cast.day)]
    return len({e.id for e in entries}) == 1 and entries[0].country in cast.countries.order


def _words(cast: Cast, name: NameSpan) -> tuple[str, ...]:
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


def _person(cast: Cast, phrase: Phrase, name: NameSpan) -> None:
    words = _words(cast, name)
    text = cast.parse.quote(name.first, name.last)
    known = next((r for r in reversed(cast.referents) if r.kind == PERSON and same_person(words, r.name_words)), None)
    reason = "named in the text"
    if known is None:
        known = Referent("", text, "", PERSON, "one", name_words=words)
    elif len(words) > len(known.name_words) and not known.id:
        known.name_words, known.name = words, text
    elif len(words) < len(known.name_words):
        reason = f"short for {known.name}"
    _learn_attributes(cast, phrase, name, known)
    if not known.id:
        _recognise_listed(cast, known)
    cast.name_ends[name.last] = known
    cast.link(phrase.head, known, reason, 0.9)


def _recognise_listed(cast: Cast, who: Referent) -> None:
    """A surname with the office of somebody listed ("President Clinton") is that somebody, if he held it on the
    day; so is a bare surname that only one of them has, in a text about his country."""
    if len(who.name_words) != 1:
        return
    entries = cast.lexicon.surnames.get(who.name_words[0], ())
    alone = len({e.id for e in entries if e.valid(cast.day)}) == 1
    for entry in entries:
        fits = entry.office in who.role_nouns or (
            not who.role_nouns and alone and entry.country in cast.countries.order
        )
        if entry.valid(cast.day) and fits and (cast.day or entry.country in cast.countries.order):
            who.id, who.code, who.stated = entry.id, entry.code, True
            who.gender = who.gender or entry.gender
            return


def _learn_attributes(cast: Cast, phrase: Phrase, name: NameSpan, who: Referent) -> None:
    """Learn gender, nouns and code of a person from titles, appositions and what is said of him."""
    tokens = cast.parse.tokens
    for i in name.titles:
        who.gender = who.gender or cast.lexicon.titles.get(fold(tokens[i].text), "")
    who.gender = who.gender or cast.lexicon.first_names.get(fold(tokens[name.first].text), "")
    title = name.titles[-1] if name.titles else name.first - 1
    if title >= phrase.first:
        learn(who, describe(cast, phrase, title))
    office = _office(cast, phrase)
    if office is not None:
        learn(who, describe(cast, office))
    beside = (*_after_comma(cast, name.last), *_ahead_of_comma(cast, phrase))
    for other in (*phrase.appositions, *_apposition_head(phrase), *beside):
        inner = cast.parse.phrases.get(other)
        if inner is not None and not is_plural(tokens[other]):
            learn(who, describe(cast, inner))
            _national(cast, who, other)


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


def _national(cast: Cast, who: Referent, other: int) -> None:
    """ "the Libyan, Omar Said": a national of whom nothing else is said is a civilian."""
    match = cast.matched.get(other)
    entry = cast.entry(match) if match is not None else None
    if entry is not None and entry.kind == "people" and not who.code and entry.country:
        who.code = f"{entry.country}-CVL"


def learn(who: Referent, description: Description | None) -> None:
    """Add what a description says to the person it describes; what the text says outweighs where the text plays."""
    if description is None or description.role.kind != "person" or description.part_of >= 0:
        return
    who.role_nouns.add(description.role.word)
    who.gender = who.gender or description.role.gender
    if description.owner_kind in ("group", "org", "building") and not who.affiliation[1]:
        who.affiliation = (description.owner_id, description.owner, description.code)
    better = description.stated and not who.stated
    if not who.id and (not who.code or better or (description.stated == who.stated and not split(who.code)[1])):
        who.code, who.stated = description.code, description.stated


def _end_with_complement(cast: Cast, phrase: Phrase, name: NameSpan) -> int:
    """The end of the name, with an "of Somewhere" that belongs to it."""
    for prep, head in phrase.preps:
        inner = cast.parse.phrases.get(head)
        if (
            prep in ("of", "for")
            and inner is not None
            and head > name.last
            and cast.parse.tokens[head].text[0].isupper()
        ):
            return max(name.last, min(phrase.last, head + 1))
    return name.last


def _known_organisation(cast: Cast, words: tuple[str, ...]) -> Referent | None:
    """The body of that name, or of that name and a word of its kind ("Kellogg" for "Kellogg Co.")."""
    bodies = [r for r in cast.referents if r.kind == GROUP and r.name_words]
    same = next((r for r in bodies if r.name_words == words), None)
    return same or next((r for r in bodies if words and r.role_nouns and r.name_words[:-1] == words), None)


def _organisation(cast: Cast, phrase: Phrase, name: NameSpan) -> None:
    last = _end_with_complement(cast, phrase, name)
    text = cast.parse.quote(name.first, last)
    words = _words(cast, name)
    known = _known_organisation(cast, words)
    description = describe(cast, phrase, name.last - 1) or describe(cast, phrase)
    if known is None and description is None and cast.parse.tokens[phrase.head].ent == "LOC":
        cast.reasons[phrase.head] = ("a place name", 0.0)
        return
    if known is None:
        number = "many" if is_plural(cast.parse.tokens[phrase.head]) else ""
        known = Referent("", text, description.code if description else "", GROUP, number, name_words=words)
        known.doubtful = description is None and cast.parse.tokens[phrase.head].ent not in ("ORG", "NORP")
        if description is not None:
            known.role_nouns.add(description.role.word)
            known.stated = description.stated
    cast.link(phrase.head, known, "named in the text", 0.8 if description else 0.6)
