"""Coreference of descriptions: whom, of those in the text so far or soon after, a description refers to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.describe import COUNTRY_KINDS, Description
from dateline.actors.issuers import issuer
from dateline.actors.names import of_entry
from dateline.actors.number import is_plural
from dateline.actors.persons import learn
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.salience import most_salient
from dateline.actors.vocabulary import WORDS
from dateline.text.trees import Phrase

AHEAD = 3  # sentences in which somebody introduced by description may be named
STRONG = 0.75  # share of all mentions of armed groups that makes one of them "the rebels"
FREQUENT = 3  # mentions of a group from which bare "insurgents" may be it
OF_ONE_SECTOR = {"PTY": ("OPP", "GOV", "REB", "LEG"), "BUS": ("MED",)}  # what else may be called a party, a company
FORCE_SECTORS = ("REB", "MIL", "UAF")  # men of a group who are the group itself


class Antecedent(NamedTuple):
    """Whom a description refers to, why, and how sure that is (0 to 1); ``referent`` None: nobody known."""

    referent: Referent | None
    reason: str
    score: float


NOBODY = Antecedent(None, "", 0.0)


def antecedent(cast: Cast, phrase: Phrase, description: Description) -> Antecedent:
    """The antecedent of a description; without a referent when it stands for somebody new."""
    found = _antecedent(cast, phrase, description)
    return NOBODY if found.referent is not None and _acts_beside(cast, phrase, found.referent) else found


def _acts_beside(cast: Cast, phrase: Phrase, who: Referent) -> bool:
    """Whether a person has another part in the clause of the phrase: "the Home Minister met the Chief Minister"."""
    clause = cast.parse.clauses.get(phrase.governor)
    if who.kind != PERSON or clause is None or clause.copular or phrase.conjunct_of >= 0 or phrase.site == "apposition":
        return False
    others = (cast.parse.phrases.get(at) for _, at, _ in who.mentions if at != phrase.head)
    return any(other is not None and _are_two_parts(phrase, other) for other in others)


def _are_two_parts(phrase: Phrase, other: Phrase) -> bool:
    """Whether two phrases are the subject of one clause and something else in it."""
    sites = {phrase.site, other.site}
    return phrase.governor == other.governor and "subject" in sites and bool(sites & {"object", "indirect", "oblique"})


def _antecedent(cast: Cast, phrase: Phrase, description: Description) -> Antecedent:
    role, single = description.role, is_single(cast, phrase, description)
    apposed = _apposed(cast, phrase, description, single)
    if apposed is not None:
        return Antecedent(apposed, f"it stands beside {apposed.name}", 0.85)
    if role.kind == "person" and single:
        person = _person(cast, phrase, description)
        return Antecedent(person, f"the {role.word} named {person.name}" if person else "", 0.75)
    if _is_force_of_group(description):
        return Antecedent(_owner_referent(cast, description), f"{role.word} of {description.owner}", 0.8)
    if _restates_owner(cast, phrase, description):
        return Antecedent(_owner_referent(cast, description), f"{description.owner} itself", 0.85)
    return NOBODY if description.owner else _unowned(cast, phrase, description)


def is_single(cast: Cast, phrase: Phrase, description: Description) -> bool:
    """Whether a description is of one person or body, by number."""
    return not is_plural(cast.parse.tokens[phrase.head]) and description.role.number != "plural"


def latest(referents: Iterable[Referent], head: int) -> Referent | None:
    """The one mentioned last before token ``head``; None when there are none."""
    return max(referents, key=lambda who: _last_before(who, head), default=None)


def _mentioned_before(cast: Cast, kind: str, head: int) -> list[Referent]:
    """The referents of that kind that were mentioned before token ``head``."""
    return [who for who in cast.referents if who.kind == kind and _last_before(who, head)]


def _last_before(who: Referent, head: int) -> int:
    """One past the head token of the last mention before ``head``; 0 when there is none."""
    before = bisect_left(who.heads, head)
    return who.heads[before - 1] + 1 if before else 0


# ---- apposition


def _apposed(cast: Cast, phrase: Phrase, description: Description, single: bool) -> Referent | None:
    """The name it is in apposition to, or that it is said to be ("Omar is the group's leader")."""
    person = description.role.kind == "person" and single
    for head in (*phrase.appositions, *((phrase.governor,) if phrase.site == "apposition" else ())):
        other = cast.by_head.get(head)
        if other is not None and (other.kind == PERSON) == person:
            return other
    if not person:
        return None
    of_office = _office_holder(cast, phrase, description)
    return of_office or _before_comma(cast, phrase) or _subject_of_copula(cast, phrase, description)


def _office_holder(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    """ "Minister of Health Anna Holm": the person named in the of-phrase of a capitalised office."""
    if not _is_capitalised(cast, phrase):
        return None
    others = (cast.by_head.get(head) for prep, head in phrase.preps if prep == "of")
    return next((who for who in others if who is not None and _is_named_with(who, description.role.word)), None)


def _is_named_with(who: Referent, role_noun: str) -> bool:
    return who.kind == PERSON and bool(who.name_words) and role_noun in who.role_nouns


def _before_comma(cast: Cast, phrase: Phrase) -> Referent | None:
    """ "Omar Said, a leader of the group": the person whose name ends at the comma before the phrase."""
    at = phrase.first - 1
    named = cast.name_ends.get(at)
    if named is None or cast.parse.tokens[at].text != "," or phrase.conjunct_of >= 0:
        return None
    return named if cast.sentence_of(at) == cast.sentence_of(phrase.head) else None


def _subject_of_copula(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    """ "Omar is the group's leader": the person, who is then known by that role."""
    clause = cast.parse.clauses.get(phrase.head)
    if clause is None or not clause.copular or clause.negations:
        return None
    for head in clause.subjects:
        other = cast.by_head.get(head)
        if other is not None and other.kind == PERSON:
            learn(other, description)
            return other
    return None


# ---- persons


def _person(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    """The person of that role: the one mentioned last; else the only one, or one named soon after."""
    country = split(description.code)[0] if description.stated else ""
    fitting = _persons_of_role(cast, phrase, description, country)
    if not fitting:
        return _without_role(cast, phrase, description, country)
    before = [who for who in fitting if _last_before(who, phrase.head)]
    if before and _is_definite(cast, phrase):
        return latest(before, phrase.head)
    return _not_before(cast, phrase, description, fitting)


def _not_before(cast: Cast, phrase: Phrase, description: Description, fitting: list[Referent]) -> Referent | None:
    """The person of that role where the phrase does not refer back: the only one, or the one named soon after."""
    single = len(fitting) == 1
    if single and phrase.determiner in ("the", "") and description.role.sector:
        return fitting[0]
    return _named_soon(cast, phrase, fitting) if single or description.stated else None


def _is_definite(cast: Cast, phrase: Phrase) -> bool:
    """Whether determiner, bare noun or capital ("the General") say that the person is known."""
    definite = phrase.determiner in WORDS.definite_determiners or not phrase.determiner
    return definite or _is_capitalised(cast, phrase)


def _persons_of_role(cast: Cast, phrase: Phrase, description: Description, country: str) -> list[Referent]:
    """The named persons of whom the role noun was said and whose country agrees."""
    before = range(phrase.first, description.start)
    exact = any(cast.parse.tokens[i].pos == "NOUN" and i not in cast.matched for i in before)
    return [who for who in _named_persons(cast) if _has_role(who, description, exact) and _agrees(who, country)]


def _has_role(who: Referent, description: Description, exact: bool) -> bool:
    """Whether the role noun was said of the person; ``exact``: not just its last word, as when "media" stands before
    "chief"."""
    word = description.role.word
    last = word.split()[-1]
    return any(noun == word or (not exact and noun.split()[-1] == last) for noun in who.role_nouns)


def _agrees(who: Referent, country: str) -> bool:
    known = split(who.code)[0]
    return not country or not known or known == country


def _without_role(cast: Cast, phrase: Phrase, description: Description, country: str) -> Referent | None:
    """Where no named person has the role: somebody described by it before, or the person it introduces."""
    if phrase.determiner in WORDS.definite_determiners and not phrase.modifiers and not phrase.preps:
        before = _mentioned_before(cast, PERSON, phrase.head)
        return latest((who for who in before if description.role.word in who.role_nouns), phrase.head)
    if phrase.determiner in ("a", "an") and phrase.site in ("subject", "object"):
        return _introduced(cast, phrase, country)
    return None


def _introduced(cast: Cast, phrase: Phrase, country: str) -> Referent | None:
    """ "A farmer was shot on Monday. Omar Said, 34, …": the first person named in the next two sentences, as
    subject and with nothing else said of him, when nobody was named before."""
    here, people = cast.sentence_of(phrase.head), _named_persons(cast)
    if any(_last_before(who, phrase.head) for who in people):
        return None
    after = [who for who in people if 0 < who.mentions[0][0] - here <= 2]
    first = min(after, key=lambda who: who.mentions[0][1], default=None)
    return first if first is not None and _is_bare_subject(first) and _agrees(first, country) else None


def _is_bare_subject(who: Referent) -> bool:
    """Whether a person was first named as a subject, and nothing else is known of him."""
    return not who.role_nouns and not who.id and who.mentions[0][2] == "subject"


def _named_soon(cast: Cast, phrase: Phrase, fitting: list[Referent]) -> Referent | None:
    """The first of them that is named only after the phrase, and within the next sentences."""
    here = cast.sentence_of(phrase.head)
    close = (who for who in fitting if not _last_before(who, phrase.head) and who.mentions[0][0] - here <= AHEAD)
    return min(close, key=lambda who: who.mentions[0][1], default=None)


def _is_capitalised(cast: Cast, phrase: Phrase) -> bool:
    return cast.parse.tokens[phrase.head].text[0].isupper()


# ---- groups, organisations and countries


def _is_force_of_group(description: Description) -> bool:
    """Whether it is the men of a listed group ("Hezbollah fighters")."""
    role = description.role
    of_group = description.part_of < 0 and description.owner_kind == "group"
    return of_group and role.kind == "force" and role.sector in FORCE_SECTORS


def _restates_owner(cast: Cast, phrase: Phrase, description: Description) -> bool:
    """Whether the noun is only what its owner is, whose name stands right before it ("the Hezbollah movement")."""
    if "self" not in description.role.traits or description.owner_kind not in ("group", "org"):
        return False
    match = cast.matched.get(description.start - 1) or cast.matched.get(description.start - 2)
    if match is None or description.part_of >= 0:
        return False
    return description.start - 2 <= match.last <= description.start and phrase.first <= match.first


def _owner_referent(cast: Cast, description: Description) -> Referent | None:
    if not description.owner_id:
        return next((who for who in cast.referents if who.name == description.owner and _is_armed_body(who)), None)
    entries = [entry for entry in cast.lexicon.by_id.get(description.owner_id, ()) if entry.valid(cast.day)]
    return of_entry(cast, entries[0]) if entries else None


def _is_armed_body(who: Referent) -> bool:
    """Whether it is a named armed group, on a list or not."""
    listed = who.entry_kind == "group"
    return (listed or _is_unlisted_organisation(who)) and split(who.code)[1] in WORDS.sectors.insurgent


def _unowned(cast: Cast, phrase: Phrase, description: Description) -> Antecedent:
    """The antecedent of a role noun of which the phrase does not say whose it is."""
    definite = phrase.determiner in WORDS.definite_determiners
    if "armed" in description.role.traits and (definite or not phrase.modifiers):
        group = main_armed_group(cast, phrase)
        if group is not None and "foe" in description.role.traits and group is issuer(cast):
            return NOBODY  # "the enemy" of whoever issued the text is not he
        return Antecedent(group, "the armed group this text is about", 0.6)
    return _of_same_role(cast, phrase, description) if definite else NOBODY


def main_armed_group(cast: Cast, phrase: Phrase) -> Referent | None:
    """The one armed group the text is about, when nearly all mentions of armed groups are of it; else None."""
    groups = [who for who in cast.referents if who.entry_kind == "group" and _is_armed_body(who)]
    if not groups:
        return None
    total = sum(len(who.mentions) for who in groups)
    top = max(groups, key=lambda who: len(who.mentions))
    definite = phrase.determiner in WORDS.definite_determiners
    frequent = len(top.mentions) >= FREQUENT or definite
    return top if frequent and len(top.mentions) >= STRONG * total else None


def _of_same_role(cast: Cast, phrase: Phrase, description: Description) -> Antecedent:
    """ "The company", "the country", "the protesters": what was called so, or is one, and was mentioned last."""
    word, traits = description.role.word, description.role.traits
    organisation = (
        most_salient(cast, _organisations(cast, phrase, description), phrase.head) if "body" in traits else None
    )
    if organisation is not None:
        return Antecedent(organisation, f"the {word} this passage is about", 0.6)
    if "land" in traits:
        country = cast.lexicon.countries.get(_country_named_last(cast, phrase.head))
        return Antecedent(of_entry(cast, country), "the country the text is about", 0.6) if country else NOBODY
    group = latest(_groups_of_role(cast, phrase, word), phrase.head) if not phrase.modifiers else None
    return Antecedent(group, "named so before", 0.65) if group is not None else NOBODY


def _groups_of_role(cast: Cast, phrase: Phrase, word: str) -> list[Referent]:
    """The groups called so before, of a country this sentence names, if it names one."""
    near = cast.countries.here.get(cast.sentence_of(phrase.head), ())
    called = [who for who in _mentioned_before(cast, GROUP, phrase.head) if word in who.role_nouns]
    return [who for who in called if not near or split(who.code)[0] in ("", *near)]


def _organisations(cast: Cast, phrase: Phrase, description: Description) -> list[Referent]:
    """The groups and organisations named before that "the group", "the company" can refer to."""
    before = [who for who in _mentioned_before(cast, GROUP, phrase.head) if _may_be_called(who, description)]
    armed = [who for who in before if who.entry_kind == "group"]
    if armed and description.role.sector != "BUS":
        return armed
    return [who for who in before if who.entry_kind == "org" or _is_unlisted_organisation(who)]


def _may_be_called(who: Referent, description: Description) -> bool:
    """Whether a body of that sector can be called so: no aid group is "the party"; a movement, or a group of any sort, can be."""
    sector, own = description.role.sector, split(who.code)[1]
    if description.role.word in WORDS.agency_nouns and own not in WORDS.sectors.agencies:
        return False
    return sector not in OF_ONE_SECTOR or own in ("", sector, *OF_ONE_SECTOR[sector])


def _is_unlisted_organisation(who: Referent) -> bool:
    if who.entry_kind or not who.name_words or who.doubtful:
        return False
    return not who.code.endswith(tuple(WORDS.sectors.government_bodies))


def _country_named_last(cast: Cast, head: int) -> str:
    """The country "the country" means: the one named last in this sentence or the one before, as a modifier ("the U.S. report") only
    where no other is; else the text's own."""
    here = cast.sentence_of(head)
    near = [
        (cast.mentions[at].use != "modifier" if at in cast.mentions else True, at, who.country)
        for sentence in (here - 1, here)
        for at, who in cast.by_sentence.get(sentence, {}).items()
        if at < head and who.country and who.entry_kind in COUNTRY_KINDS
    ]
    return max(near)[2] if near else cast.countries.local(here)


def _named_persons(cast: Cast) -> list[Referent]:
    return [who for who in cast.referents if who.kind == PERSON and who.name_words]
