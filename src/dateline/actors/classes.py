"""What sort of actor a noun phrase's head is, for the frames of the event lexicon."""

from __future__ import annotations

from dateline.actors.directory import ActorLexicon, Role
from dateline.actors.listed import Listing, entry_of
from dateline.actors.proper_names import name_in
from dateline.actors.role_nouns import role_at
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import fold
from dateline.text.parse import Parse, Token

BY_ENTRY = {
    "group": ("actor", "group", "force"),
    "org": ("actor", "org", "group"),
    "person": ("actor", "person"),
    "country": ("actor", "country"),
    "capital": ("actor", "country"),
    "people": ("actor", "person", "group"),
    "building": ("actor", "org"),
    "office": ("actor", "person"),
    "force": ("actor", "force", "org"),
}
NONE: frozenset[str] = frozenset()


def classes_of(head: int, parse: Parse, lexicon: ActorLexicon, listing: Listing | None = None) -> frozenset[str]:
    """The classes of the token heading a phrase among actor, person, group, force, civilian, member, country, org;
    empty when it names no actor. "It" and "which" are only actor: what they stand for is decided by ``resolve``. ``listing``: the listed
    names of the text, where several heads are asked about."""
    token = parse.tokens[head]
    if token.pos == "PRON" or token.lower in WORDS.personal_pronouns or token.lower in WORDS.impersonal_pronouns:
        return _pronoun(token)
    names = listing or Listing(parse, lexicon)
    found = _listed(head, parse, names)
    if found:
        return found
    role = role_at(parse, head, lexicon, parse.sentence(head).first)
    if role is not None and token.pos != "VERB":
        return _number(head, parse, lexicon, names) if "amount" in role[0].traits else of_role(role[0])
    if token.pos == "NUM":
        return _number(head, parse, lexicon, names)
    return _unlisted(head, parse, lexicon)


def of_role(role: Role) -> frozenset[str]:
    """The classes of a role noun; "member": of a force one man, as a noun that can be counted says ("soldier", not "army")."""
    classes = {"actor", role.kind}
    if role.kind == "force" and role.number == "count" and "tool" not in role.traits:
        classes.add("member")
    if role.kind == "group":
        classes.add("org")
    if role.sector in WORDS.sectors.civilian:
        classes.add("civilian")
    return frozenset(classes)


def _pronoun(token: Token) -> frozenset[str]:
    if token.lower in WORDS.personal_pronouns:
        return frozenset({"actor", "person"})
    return frozenset({"actor"}) if token.lower in WORDS.impersonal_pronouns else NONE


def _listed(head: int, parse: Parse, listing: Listing) -> frozenset[str]:
    match = listing.over(head)
    entry = entry_of(match.forms, None) if match is not None and match.head == head else None
    if entry is None:
        return NONE
    token = parse.tokens[head]
    if entry.kind == "people" and (token.pos == "ADJ" or token.lower == fold(token.text) == ""):
        return NONE
    classes = BY_ENTRY[entry.kind]
    return frozenset((*classes, "force") if entry.code.endswith("MIL") else classes)


def _number(head: int, parse: Parse, lexicon: ActorLexicon, listing: Listing) -> frozenset[str]:
    phrase = parse.phrases.get(head)
    for prep, inner in phrase.preps if phrase is not None else ():
        if prep == "of" and inner != head and parse.tokens[inner].pos != "NUM":
            return classes_of(inner, parse, lexicon, listing)
    return frozenset({"actor", "person"}) if phrase is not None and phrase.site in ("subject", "object") else NONE


def _unlisted(head: int, parse: Parse, lexicon: ActorLexicon) -> frozenset[str]:
    """The classes of a name that is on no list, by its title, its first name, or the parser's label."""
    token = parse.tokens[head]
    if _is_person_name(head, parse, lexicon):
        return frozenset({"actor", "person"})
    if token.ent == "ORG" and token.pos == "PROPN":
        return frozenset({"actor", "org"})
    return frozenset({"actor", "group"}) if token.ent == "NORP" and token.pos in ("NOUN", "PROPN") else NONE


def _is_person_name(head: int, parse: Parse, lexicon: ActorLexicon) -> bool:
    token, phrase = parse.tokens[head], parse.phrases.get(head)
    name = name_in(parse, phrase, lexicon) if phrase is not None else None
    if name is not None and (name.titles or fold(parse.tokens[name.first].text) in lexicon.first_names):
        return True
    return token.ent == "PERSON" and token.pos == "PROPN"
