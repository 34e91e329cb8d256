"""Resolve names: entries of the lists, people by their full name or surname, organisations."""

from __future__ import annotations

from collections import Counter

from dateline.actors.cast import Scene
from dateline.actors.codes import split
from dateline.actors.describe import Described, describe
from dateline.actors.directory import Entry
from dateline.actors.listed import Spot
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.words import Named, is_person, is_title, named, plural
from dateline.places.fold import acronym, fold
from dateline.text.trees import Phrase
from dateline.types import Mention

NATIONS = ("people", "capital", "country")


def name_mention(scene: Scene, mention: Mention) -> None:
    """Place a name or modifier among the referents; does nothing when it turns out to name no actor."""
    head = mention.head
    spot = scene.owner.get(head)
    if spot is not None and spot.head == head and mention.rule != "name":
        _listed(scene, mention, spot)
        return
    phrase = scene.phrase(head)
    name = named(scene.parse, phrase, scene.lexicon) or Named(head, head + 1, ())
    if _is_person(scene, phrase, name):
        _person(scene, phrase, name)
    else:
        _body(scene, phrase, name)


def _listed(scene: Scene, mention: Mention, spot: Spot) -> None:
    entry = scene.entry(spot)
    if entry is None:
        _expired(scene, mention, spot)
        return
    people = entry.kind == "people" and mention.use != "modifier"
    referent = _people(scene, mention, entry, spot) if people else of_entry(scene, entry)
    phrase = scene.parse.phrases.get(mention.head)
    if referent.kind == PERSON and phrase is not None:
        _qualify(scene, phrase, Named(spot.first, spot.last, ()), referent)
        scene.ends[spot.last] = referent
    scene.place(mention.head, referent, f"listed as {entry.id}", 0.6 if entry.kind == "capital" else 0.95)


def _expired(scene: Scene, mention: Mention, spot: Spot) -> None:
    """A listed name of another time: still somebody of that name, but what he is, the text must say."""
    old = spot.forms[0].entry
    phrase = scene.phrase(mention.head)
    if old.kind == "person" and mention.use != "modifier":
        _person(scene, phrase, Named(spot.first, spot.last, ()))
        return
    known = next((r for r in scene.referents if r.id == old.id), None) or Referent(old.id, old.name, "", GROUP)
    scene.place(mention.head, known, f"{old.name} was not on {scene.day} what the lists say", 0.5)


def of_entry(scene: Scene, entry: Entry) -> Referent:
    """The referent of an entry, new when the text has not had it yet."""
    key = (entry.id, "" if entry.kind in ("group", "org") else entry.name)
    known = next((r for r in scene.referents if r.key == key), None)
    if known is not None:
        return known
    code = f"{entry.country}-GOV" if entry.kind in NATIONS else entry.code
    name = name_in(scene, entry)
    kind = PERSON if entry.kind in ("person", "office") else GROUP
    words = tuple(fold(entry.name).split()) if kind == PERSON else ()
    nouns = {e.office for e in scene.lexicon.by_id.get(entry.id, ()) if e.office and e.valid(scene.day)}
    return Referent(
        entry.id,
        name,
        code,
        kind,
        "one" if kind == PERSON else "",
        entry.gender,
        entry.country,
        words,
        nouns,
        listed=entry.kind,
        sure=True,
        key=key,
    )


def _people(scene: Scene, mention: Mention, entry: Entry, spot: Spot) -> Referent:
    """Members of a nation: "the Turks" speak for their country, "five Iraqis" and "Afghans" are civilians."""
    phrase = scene.parse.phrases[mention.head]
    whole = phrase.determiner == "the" and not phrase.numbers and not phrase.modifiers and not phrase.clauses
    ethnic = any(scene.parse.tokens[i].lower == "ethnic" for i in range(phrase.first, spot.first))
    country = scene.home.local(scene.sent(mention.head)) if ethnic else entry.country
    text = scene.parse.quote(spot.first, spot.last)
    code = f"{country}-GOV" if whole else f"{country}-CVL" if country else "CVL"
    single = not plural(scene.parse.tokens[mention.head]) and phrase.determiner in ("a", "an", "one")
    return Referent(
        entry.id,
        f"ethnic {text}" if ethnic else text,
        code,
        PERSON if single else GROUP,
        "one" if single else "many",
        country=country,
        listed="people",
        sure=True,
    )


def name_in(scene: Scene, entry: Entry) -> str:
    """The name to give an entry in this text: the listed one when the text has it or its acronym, else the text's
    own form."""
    forms = scene.forms.get((entry.id, entry.name, entry.kind), [])
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


def _is_person(scene: Scene, phrase: Phrase, name: Named) -> bool:
    tokens = scene.parse.tokens
    several = name.last - name.first > 1
    body = describe(scene, phrase, name.last - 1)
    if body is not None and body.role.kind == "group" and not name.titles:
        return False
    whole = tuple(fold(t.text) for t in tokens[phrase.first : name.last])
    if _same_body(scene, whole) is not None:
        return False
    if is_person(scene.parse, name, scene.lexicon):
        return True
    if not several and _well_known(scene, fold(tokens[name.first].text)):
        return True
    if any(r.kind == PERSON and r.words and same_person(_words(scene, name), r.words) for r in scene.referents):
        return True
    if body is not None:
        return False
    return tokens[phrase.head].ent == "PERSON" or (not several and tokens[phrase.head].text in scene.persons)


def _well_known(scene: Scene, word: str) -> bool:
    """Whether a bare surname is that of one listed person of a country the text speaks of, on that day."""
    entries = [e for e in scene.lexicon.surnames.get(word, ()) if e.valid(scene.day)]
    return len({e.id for e in entries}) == 1 and entries[0].country in scene.home.order


def _words(scene: Scene, name: Named) -> tuple[str, ...]:
    return tuple(w for t in scene.parse.tokens[name.first : name.last] for w in fold(t.text).split() if w.isalnum())


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


def _person(scene: Scene, phrase: Phrase, name: Named) -> None:
    words = _words(scene, name)
    text = scene.parse.quote(name.first, name.last)
    known = next((r for r in reversed(scene.referents) if r.kind == PERSON and same_person(words, r.words)), None)
    reason = "named in the text"
    if known is None:
        known = Referent("", text, "", PERSON, "one", words=words)
    elif len(words) > len(known.words) and not known.id:
        known.words, known.name = words, text
    elif len(words) < len(known.words):
        reason = f"short for {known.name}"
    _qualify(scene, phrase, name, known)
    if not known.id:
        _recognise(scene, known)
    scene.ends[name.last] = known
    scene.place(phrase.head, known, reason, 0.9)


def _recognise(scene: Scene, who: Referent) -> None:
    """A surname with the office of somebody listed ("President Clinton") is that somebody, if he held it on the
    day; so is a bare surname that only one of them has, in a text about his country."""
    if len(who.words) != 1:
        return
    entries = scene.lexicon.surnames.get(who.words[0], ())
    alone = len({e.id for e in entries if e.valid(scene.day)}) == 1
    for entry in entries:
        fits = entry.office in who.nouns or (not who.nouns and alone and entry.country in scene.home.order)
        if entry.valid(scene.day) and fits and (scene.day or entry.country in scene.home.order):
            who.id, who.code, who.sure = entry.id, entry.code, True
            who.gender = who.gender or entry.gender
            return


def _qualify(scene: Scene, phrase: Phrase, name: Named, who: Referent) -> None:
    """Learn gender, nouns and code of a person from titles, appositions and what is said of him."""
    tokens = scene.parse.tokens
    for i in name.titles:
        who.gender = who.gender or scene.lexicon.titles.get(fold(tokens[i].text), "")
    who.gender = who.gender or scene.lexicon.first_names.get(fold(tokens[name.first].text), "")
    title = name.titles[-1] if name.titles else name.first - 1
    if title >= phrase.first:
        learn(who, describe(scene, phrase, title))
    office = _office(scene, phrase)
    if office is not None:
        learn(who, describe(scene, office))
    beside = (*_after_comma(scene, name.last), *_ahead_of_comma(scene, phrase))
    for other in (*phrase.appositions, *_above(phrase), *beside):
        inner = scene.parse.phrases.get(other)
        if inner is not None and not plural(tokens[other]):
            learn(who, describe(scene, inner))
            _national(scene, who, other)


def _office(scene: Scene, phrase: Phrase) -> Phrase | None:
    """ "Secretary of State Anna Holm", "Minister of Health Omar Said": the phrase of the office before the name."""
    tokens = scene.parse.tokens
    above = scene.parse.phrases.get(phrase.governor)
    if above is None or phrase.prep != "of" or not tokens[above.head].text[0].isupper() or above.head > phrase.first:
        return None
    return above if is_title(scene.parse, above.head, scene.lexicon) else None


def _above(phrase: Phrase) -> tuple[int, ...]:
    return (phrase.governor,) if phrase.site == "apposition" and phrase.governor >= 0 else ()


def _after_comma(scene: Scene, end: int) -> tuple[int, ...]:
    """The head of a description that stands right after "Name, "."""
    tokens = scene.parse.tokens
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return ()
    here = scene.sent(end)
    return tuple(
        h for h in range(end + 1, min(end + 12, len(tokens))) if scene.sent(h) == here and _begins(scene, h, end + 1)
    )[:1]


def _ahead_of_comma(scene: Scene, phrase: Phrase) -> tuple[int, ...]:
    """The head of a definite description that ends right before ", Name"."""
    comma = phrase.first - 1
    if comma < 1 or scene.parse.tokens[comma].text != ",":
        return ()
    for head in range(comma - 1, max(comma - 12, -1), -1):
        other = scene.parse.phrases.get(head)
        if other is not None and other.last == comma and (other.determiner == "the" or other.possessors):
            return (head,) if other.conjunct_of < 0 and scene.sent(head) == scene.sent(phrase.head) else ()
    return ()


def _begins(scene: Scene, head: int, first: int) -> bool:
    phrase = scene.parse.phrases.get(head)
    return phrase is not None and phrase.first == first and phrase.conjunct_of < 0


def _national(scene: Scene, who: Referent, other: int) -> None:
    """ "the Libyan, Omar Said": a national of whom nothing else is said is a civilian."""
    spot = scene.owner.get(other)
    entry = scene.entry(spot) if spot is not None else None
    if entry is not None and entry.kind == "people" and not who.code and entry.country:
        who.code = f"{entry.country}-CVL"


def learn(who: Referent, described: Described | None) -> None:
    """Add what a description says to the person it describes; what the text says outweighs where the text plays."""
    if described is None or described.role.kind != "person" or described.some >= 0:
        return
    who.nouns.add(described.role.word)
    who.gender = who.gender or described.role.gender
    if described.owner_kind in ("group", "org", "building") and not who.body[1]:
        who.body = (described.owner_id, described.owner, described.code)
    better = described.sure and not who.sure
    if not who.id and (not who.code or better or (described.sure == who.sure and not split(who.code)[1])):
        who.code, who.sure = described.code, described.sure


def _whole(scene: Scene, phrase: Phrase, name: Named) -> int:
    """The end of the name, with an "of Somewhere" that belongs to it."""
    for prep, head in phrase.preps:
        inner = scene.parse.phrases.get(head)
        if (
            prep in ("of", "for")
            and inner is not None
            and head > name.last
            and scene.parse.tokens[head].text[0].isupper()
        ):
            return max(name.last, min(phrase.last, head + 1))
    return name.last


def _same_body(scene: Scene, words: tuple[str, ...]) -> Referent | None:
    """The body of that name, or of that name and a word of its kind ("Kellogg" for "Kellogg Co.")."""
    bodies = [r for r in scene.referents if r.kind == GROUP and r.words]
    same = next((r for r in bodies if r.words == words), None)
    return same or next((r for r in bodies if words and r.nouns and r.words[:-1] == words), None)


def _body(scene: Scene, phrase: Phrase, name: Named) -> None:
    last = _whole(scene, phrase, name)
    text = scene.parse.quote(name.first, last)
    words = _words(scene, name)
    known = _same_body(scene, words)
    described = describe(scene, phrase, name.last - 1) or describe(scene, phrase)
    if known is None and described is None and scene.parse.tokens[phrase.head].ent == "LOC":
        scene.why[phrase.head] = ("a place name", 0.0)
        return
    if known is None:
        number = "many" if plural(scene.parse.tokens[phrase.head]) else ""
        known = Referent("", text, described.code if described else "", GROUP, number, words=words)
        known.weak = described is None and scene.parse.tokens[phrase.head].ent not in ("ORG", "NORP")
        if described is not None:
            known.nouns.add(described.role.word)
            known.sure = described.sure
    scene.place(phrase.head, known, "named in the text", 0.8 if described else 0.6)
