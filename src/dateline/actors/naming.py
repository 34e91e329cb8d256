"""Resolve names: entries of the lists, people by their full name or surname, organisations."""

from __future__ import annotations

from dateline.actors.describe import Described, describe
from dateline.actors.entries import Entry
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.scene import Scene
from dateline.actors.spots import Spot
from dateline.actors.words import Named, named, plural
from dateline.places.fold import acronym, fold, squash
from dateline.text.trees import Phrase
from dateline.types import Mention

KINDS = {"person": PERSON}
INHERITED = ("MIL", "COP", "JUD", "LEG", "SPY", "GOV", "REB", "PTY", "OPP", "NGO", "IGO")


def name_mention(scene: Scene, mention: Mention) -> None:
    """Place a name or modifier among the referents; does nothing when it turns out to name no actor."""
    head = mention.head
    spot = scene.owner.get(head)
    if spot is not None and spot.head == head:
        _listed(scene, mention, spot)
        return
    phrase = scene.parse.phrases.get(head)
    name = named(scene.parse, phrase, scene.lexicon) if phrase is not None else None
    if phrase is None or name is None:
        return
    if _is_person(scene, phrase, name):
        _person(scene, phrase, name)
    else:
        _body(scene, phrase, name)


def _listed(scene: Scene, mention: Mention, spot: Spot) -> None:
    entry = scene.entry(spot)
    if entry is None:
        entry = spot.forms[0].entry
        scene.why[mention.head] = (f"{entry.name} was not that on {scene.day}", 0.0)
        return
    referent = next((r for r in scene.referents if r.id == entry.id and r.kind == KINDS.get(entry.kind, GROUP)), None)
    text = scene.parse.quote(spot.first, spot.last)
    people = entry.kind == "people" and mention.use != "modifier"
    if referent is None or people:
        referent = _entered(scene, mention, entry, text, people)
    elif entry.kind == "group":
        referent.name = better(referent.name, text, entry, scene)
    scene.place(mention.head, referent, f"listed as {entry.id}", 0.6 if entry.kind == "capital" else 0.95)


def _entered(scene: Scene, mention: Mention, entry: Entry, text: str, people: bool) -> Referent:
    if people:
        code = entry.country if entry.country else entry.code
        return Referent(entry.id, text, f"{code}-CVL", GROUP, "many", country=entry.country, listed="people")
    code = f"{entry.country}-GOV" if entry.kind in ("people", "capital", "country") else entry.code
    name = better(text, text, entry, scene) if entry.kind not in ("people", "capital") else entry.name
    kind = KINDS.get(entry.kind, GROUP)
    words = tuple(fold(entry.name).split()) if kind == PERSON else ()
    nouns = {entry.office} if entry.office else set()
    return Referent(entry.id, name, code, kind, "one" if kind == PERSON else "", entry.gender, entry.country, words, nouns,
                    listed=entry.kind)  # fmt: skip


def better(known: str, text: str, entry: Entry, scene: Scene) -> str:
    """The name to give: the listed one when the text has it too or its acronym stands for it, else the text's own form."""
    whole = squash(fold(entry.name))
    if whole in squash(fold(scene.parse.text)) and not acronym(entry.name):
        return entry.name
    for form in (known, text):
        if acronym(form) and _initials(entry.name) == form.replace(".", "").casefold():
            return entry.name
        if acronym(entry.name) and not acronym(form) and entry.kind != "country":
            return entry.name
    return known


def _initials(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper()).casefold()


def _is_person(scene: Scene, phrase: Phrase, name: Named) -> bool:
    tokens = scene.parse.tokens
    first = fold(tokens[name.first].text)
    if name.titles or first in scene.lexicon.first_names and name.last - name.first > 1:
        return True
    words = _words(scene, name)
    if any(r.kind == PERSON and r.words and words and _same_person(words, r.words) for r in scene.referents):
        return True
    return tokens[phrase.head].ent == "PERSON" and describe(scene, phrase, name.last - 1) is None


def _words(scene: Scene, name: Named) -> tuple[str, ...]:
    return tuple(w for t in scene.parse.tokens[name.first : name.last] for w in fold(t.text).split() if w.isalnum())


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    if len(short) > len(full):
        short, full = full, short
    return short == full[-len(short) :] or (len(short) == 1 and len(full) > 1 and short[0] == full[0]) or set(short) <= set(full)


def _person(scene: Scene, phrase: Phrase, name: Named) -> None:
    words = _words(scene, name)
    text = scene.parse.quote(name.first, name.last)
    known = next((r for r in reversed(scene.referents) if r.kind == PERSON and _same_person(words, r.words)), None)
    reason = "named in the text"
    if known is None:
        known = Referent("", text, "", PERSON, "one", words=words)
    elif len(words) > len(known.words):
        known.words, known.name = words, text if not known.id else known.name
    elif len(words) < len(known.words):
        reason = f"short for {known.name}"
    _qualify(scene, phrase, name, known)
    scene.place(phrase.head, known, reason, 0.9)


def _qualify(scene: Scene, phrase: Phrase, name: Named, who: Referent) -> None:
    """Learn gender, nouns and code of a person from titles, appositions and what is said of him."""
    tokens = scene.parse.tokens
    for i in name.titles:
        who.gender = who.gender or scene.lexicon.titles.get(fold(tokens[i].text), "")
    who.gender = who.gender or scene.lexicon.first_names.get(fold(tokens[name.first].text), "")
    if name.titles:
        _learn(who, describe(scene, phrase, name.titles[-1]))
    for other in (*phrase.appositions, *_above(phrase)):
        inner = scene.parse.phrases.get(other)
        if inner is not None:
            _learn(who, describe(scene, inner))


def _above(phrase: Phrase) -> tuple[int, ...]:
    return (phrase.governor,) if phrase.site == "apposition" and phrase.governor >= 0 else ()


def _learn(who: Referent, described: Described | None) -> None:
    if described is None:
        return
    who.nouns.add(described.role.word)
    who.gender = who.gender or described.role.gender
    if not who.code or (not who.id and len(described.code) > len(who.code)):
        who.code = described.code


def _body(scene: Scene, phrase: Phrase, name: Named) -> None:
    text = scene.parse.quote(name.first, name.last)
    words = _words(scene, name)
    known = next((r for r in scene.referents if r.kind == GROUP and r.words and r.words == words), None)
    described = describe(scene, phrase)
    if known is None and described is None and scene.parse.tokens[phrase.head].ent == "LOC":
        scene.why[phrase.head] = ("a place name", 0.0)
        return
    if known is None:
        number = "many" if plural(scene.parse.tokens[phrase.head]) else ""
        known = Referent("", text, described.code if described else "", GROUP, number, words=words)
        if described is not None:
            known.nouns.add(described.role.word)
    scene.place(phrase.head, known, "named in the text", 0.8 if described else 0.6)
