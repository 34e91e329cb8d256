"""Link names: entries of the lists, persons by their full name or surname, organisations."""

from __future__ import annotations

from collections import Counter

from dateline.actors.cast import Cast
from dateline.actors.codes import join
from dateline.actors.describe import COUNTRY_KINDS, describe
from dateline.actors.directory import Entry
from dateline.actors.listed import ListedName
from dateline.actors.number import is_plural
from dateline.actors.organisations import known_organisation, organisation_mention
from dateline.actors.persons import folded_words, learn_attributes, person_mention, same_person
from dateline.actors.proper_names import NameSpan, is_person, name_in
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.places.fold import acronym, fold
from dateline.text.trees import Phrase
from dateline.types import Mention


def name_mention(cast: Cast, mention: Mention) -> None:
    """Link a name or modifier to its referent; does nothing when it turns out to name no actor."""
    head = mention.head
    match = cast.matched.get(head)
    if match is not None and match.head == head and mention.rule != "name":
        _listed(cast, mention, match)
        return
    phrase = cast.phrase(head)
    name = name_in(cast.parse, phrase, cast.lexicon) or NameSpan(head, head + 1, ())
    if _is_person(cast, phrase, name):
        person_mention(cast, phrase, name)
    else:
        organisation_mention(cast, phrase, name)


def _listed(cast: Cast, mention: Mention, match: ListedName) -> None:
    entry = cast.entry(match)
    if entry is None:
        _expired(cast, mention, match)
        return
    people = entry.kind == "people" and mention.use != "modifier"
    referent = _nationals(cast, mention, entry, match) if people else of_entry(cast, entry)
    phrase = cast.parse.phrases.get(mention.head)
    if referent.kind == PERSON and phrase is not None:
        learn_attributes(cast, phrase, NameSpan(match.first, match.last, ()), referent)
        cast.name_ends[match.last] = referent
    cast.link(mention.head, referent, f"listed as {entry.id}", 0.6 if entry.kind == "capital" else 0.95)


def _expired(cast: Cast, mention: Mention, match: ListedName) -> None:
    """A listed name of another time: still somebody of that name, but what he is, the text must say."""
    old = match.forms[0].entry
    phrase = cast.phrase(mention.head)
    if old.kind == "person" and mention.use != "modifier":
        person_mention(cast, phrase, NameSpan(match.first, match.last, ()))
        return
    known = next((r for r in cast.referents if r.id == old.id), None) or Referent(old.id, old.name, "", GROUP)
    cast.link(mention.head, known, f"{old.name} was not on {cast.day} what the lists say", 0.5)


def of_entry(cast: Cast, entry: Entry) -> Referent:
    """The referent of an entry, new when the text has not had it yet."""
    key = (entry.id, "" if entry.kind in ("group", "org") else entry.name)
    known = next((r for r in cast.referents if r.key == key), None)
    return known or _person_of_entry(cast, entry, key) or _group_of_entry(cast, entry, key)


def _person_of_entry(cast: Cast, entry: Entry, key: tuple[str, str]) -> Referent | None:
    """A new referent for a person, with the offices held on the day; None when the entry is no person."""
    if entry.kind not in ("person", "office"):
        return None
    words = tuple(fold(entry.name).split())
    offices = {e.office for e in cast.lexicon.by_id.get(entry.id, ()) if e.office and e.valid(cast.day)}
    return Referent(
        entry.id, entry.name, entry.code, PERSON, "one", entry.gender, entry.country, words, offices,
        entry_kind=entry.kind, stated=True, key=key,
    )  # fmt: skip


def _group_of_entry(cast: Cast, entry: Entry, key: tuple[str, str]) -> Referent:
    code = f"{entry.country}-GOV" if entry.kind in COUNTRY_KINDS else entry.code
    offices = {e.office for e in cast.lexicon.by_id.get(entry.id, ()) if e.office and e.valid(cast.day)}
    return Referent(
        entry.id, entry_name_in_text(cast, entry), code, GROUP, "", entry.gender, entry.country, (), offices,
        entry_kind=entry.kind, stated=True, key=key,
    )  # fmt: skip


def _nationals(cast: Cast, mention: Mention, entry: Entry, match: ListedName) -> Referent:
    """Members of a nation: "the Turks" speak for their country, "five Iraqis" and "Afghans" are civilians."""
    phrase = cast.parse.phrases[mention.head]
    ethnic = any(token.lower == "ethnic" for token in cast.parse.tokens[phrase.first : match.first])
    country = cast.countries.local(cast.sentence_of(mention.head)) if ethnic else entry.country
    text = cast.parse.quote(match.first, match.last)
    single = not is_plural(cast.parse.tokens[mention.head]) and phrase.determiner in ("a", "an", "one")
    return Referent(
        entry.id,
        f"ethnic {text}" if ethnic else text,
        f"{country}-GOV" if _is_whole_nation(phrase) else join(country, "CVL"),
        PERSON if single else GROUP,
        "one" if single else "many",
        country=country,
        entry_kind="people",
        stated=True,
    )


def _is_whole_nation(phrase: Phrase) -> bool:
    qualified = phrase.numbers or phrase.modifiers or phrase.clauses
    return phrase.determiner == "the" and not qualified


def entry_name_in_text(cast: Cast, entry: Entry) -> str:
    """The name to give a group, body or country in this text: the listed one when the text has it or its acronym,
    else the text's own form."""
    forms = cast.forms.get((entry.id, entry.name, entry.kind), [])
    if entry.name in forms or not forms or entry.kind in ("people", "capital"):
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
    """Whether a name that is on no list is a person's, by the role noun in it, titles, what the text named before, and
    the parser's label."""
    role = describe(cast, phrase, name.last - 1)
    if role is not None and role.role.kind == "group" and not name.titles:
        return False
    words = tuple(fold(t.text) for t in cast.parse.tokens[phrase.first : name.last])
    if known_organisation(cast, words) is not None:
        return False
    if is_person(cast.parse, name, cast.lexicon) or _is_known_person(cast, name):
        return True
    return role is None and _is_labelled_person(cast, phrase, name)


def _is_known_person(cast: Cast, name: NameSpan) -> bool:
    """Whether a person of that name was named before, or a bare surname is a well-known one."""
    single = name.last - name.first == 1
    if single and _is_well_known(cast, fold(cast.parse.tokens[name.first].text)):
        return True
    words = folded_words(cast, name)
    return any(r.kind == PERSON and r.name_words and same_person(words, r.name_words) for r in cast.referents)


def _is_labelled_person(cast: Cast, phrase: Phrase, name: NameSpan) -> bool:
    token = cast.parse.tokens[phrase.head]
    return token.ent == "PERSON" or (name.last - name.first <= 1 and token.text in cast.person_tokens)


def _is_well_known(cast: Cast, word: str) -> bool:
    """Whether a bare surname is that of one listed person of a country the text speaks of, on that day."""
    entries = [e for e in cast.lexicon.surnames.get(word, ()) if e.valid(cast.day)]
    return len({e.id for e in entries}) == 1 and entries[0].country in cast.countries.order
