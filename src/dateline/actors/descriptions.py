"""Resolve descriptions: to somebody already named ("the envoy"), or to what their own words say ("Afghan police")."""

from __future__ import annotations

import msgspec

from dateline.actors.cast import Cast
from dateline.actors.codes import join, split
from dateline.actors.describe import Description, describe
from dateline.actors.naming import learn, name_mention, of_entry
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.words import is_plural
from dateline.text.trees import Phrase
from dateline.types import Mention

AHEAD = 3  # sentences in which somebody introduced by description may be named
STRONG = 0.75  # share of all mentions of armed groups that makes one of them "the rebels"
FREQUENT = 3  # mentions of a group from which bare "insurgents" may be it
STATE = ("GOV", "JUD", "LEG", "MIL", "COP", "SPY")  # sectors of bodies that nobody calls "the group"
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
HEDGING = frozenset(
    {
        "at",
        "least",
        "most",
        "more",
        "than",
        "nearly",
        "almost",
        "about",
        "around",
        "some",
        "over",
        "up",
        "to",
        "especially",
        "including",
        "primarily",
        "only",
        "even",
        "just",
        "approximately",
        "roughly",
        "particularly",
        "mainly",
        "mostly",
        "as",
        "many",
        "other",
        "another",
        "perhaps",
        "possibly",
        "also",
        "fewer",
        "less",
        '"',
        "“",
        "'",
        "‘",
    }
)
KEPT = frozenset({"all", "every", "each", "no", "both", "several", "his", "her", "their", "its", "our", "my", "your"})


def description_mention(cast: Cast, mention: Mention) -> None:
    """Place a description: with the referent it goes back to, or as a new one with the code its words give."""
    phrase = cast.parse.phrases[mention.head]
    if mention.rule != "role":
        name_mention(cast, mention)
        return
    description = describe(cast, phrase)
    if description is None:
        _bare_number(cast, phrase)
        return
    known, reason, score = _antecedent(cast, phrase, description)
    if known is not None and known.kind == PERSON and not known.stated:
        learn(known, description)
    if known is None:
        known, reason, score = _new_referent(cast, phrase, description), description.reason or "its own words", 0.6
    cast.link(mention.head, known, reason, score)


def _antecedent(cast: Cast, phrase: Phrase, description: Description) -> tuple[Referent | None, str, float]:
    single = not is_plural(cast.parse.tokens[phrase.head]) and description.role.number != "plural"
    beside = _apposed(cast, phrase, description, single)
    if beside is not None:
        return beside, f"it stands beside {beside.name}", 0.85
    if description.role.kind == "person" and single:
        who = _person_antecedent(cast, phrase, description)
        return who, f"the {description.role.word} named {who.name}" if who else "", 0.75
    if (
        description.part_of < 0
        and description.owner_kind == "group"
        and description.role.kind == "force"
        and description.role.sector in ("REB", "MIL", "UAF")
    ):
        return _owner_referent(cast, description), f"{description.role.word} of {description.owner}", 0.8
    if (
        "self" in description.role.traits
        and description.owner_kind in ("group", "org")
        and description.part_of < 0
        and _owner_name_precedes(cast, phrase, description)
    ):
        return _owner_referent(cast, description), f"{description.owner} itself", 0.85
    if (
        not description.owner
        and "armed" in description.role.traits
        and not (phrase.modifiers and phrase.determiner not in DEFINITE)
    ):
        return _main_armed_group(cast, phrase), "the armed group this text is about", 0.6
    if not description.owner and phrase.determiner in DEFINITE:
        return _same_role_antecedent(cast, phrase, description)
    return None, "", 0.0


def _apposed(cast: Cast, phrase: Phrase, description: Description, single: bool) -> Referent | None:
    """The name it is in apposition to, or that it is said to be ("Omar is the group's leader")."""
    person = description.role.kind == "person" and single
    for head in (*phrase.appositions, *((phrase.governor,) if phrase.site == "apposition" else ())):
        other = cast.by_head.get(head)
        if other is not None and (other.kind == PERSON) == person:
            return other
    if not person:
        return None
    return (
        _office_of(cast, phrase, description) or _before_comma(cast, phrase) or _predicate_of(cast, phrase, description)
    )


def _office_of(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    """ "Minister of Health Anna Holm": the person named in the of-phrase of a capitalised office."""
    others = (cast.by_head.get(head) for prep, head in phrase.preps if prep == "of")
    name_in = (
        o
        for o in others
        if o is not None and o.kind == PERSON and o.name_words and description.role.word in o.role_nouns
    )
    return next(name_in, None) if _is_capitalised(cast, phrase) else None


def _before_comma(cast: Cast, phrase: Phrase) -> Referent | None:
    """ "Omar Said, a leader of the group": the person whose name ends at the comma before the phrase."""
    at = phrase.first - 1
    name_in = cast.name_ends.get(at)
    if name_in is None or cast.parse.tokens[at].text != "," or phrase.conjunct_of >= 0:
        return None
    return name_in if cast.sentence_of(at) == cast.sentence_of(phrase.head) else None


def _predicate_of(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    clause = cast.parse.clauses.get(phrase.head)
    if clause is None or not clause.copular or clause.negations:
        return None
    for head in clause.subjects:
        other = cast.by_head.get(head)
        if other is not None and other.kind == PERSON:
            learn(other, description)
            return other
    return None


def _person_antecedent(cast: Cast, phrase: Phrase, description: Description) -> Referent | None:
    here = cast.sentence_of(phrase.head)
    country = split(description.code)[0] if description.stated else ""
    tokens = cast.parse.tokens
    exact = any(tokens[i].pos == "NOUN" and i not in cast.matched for i in range(phrase.first, description.start))
    fits = [
        r
        for r in cast.referents
        if r.kind == PERSON and r.name_words and _has_role(r, description, exact) and _countries_agree(r, country)
    ]
    before = [r for r in fits if _last_before(r, phrase.head)]
    if before and (phrase.determiner in (*DEFINITE, "") or _is_capitalised(cast, phrase)):
        return max(before, key=lambda r: _last_before(r, phrase.head))
    if phrase.determiner in ("the", "") and len(fits) == 1 and description.role.sector:
        return fits[0]
    if not fits and phrase.determiner in DEFINITE and not phrase.modifiers and not phrase.preps:
        same = [
            r
            for r in cast.referents
            if r.kind == PERSON and description.role.word in r.role_nouns and _last_before(r, phrase.head)
        ]
        return max(same, key=lambda r: _last_before(r, phrase.head), default=None)
    if not fits and phrase.determiner in ("a", "an") and phrase.site in ("subject", "object"):
        return _introduced(cast, phrase, country)
    close = [r for r in fits if not _last_before(r, phrase.head) and r.mentions[0][0] - here <= AHEAD]
    return min(close, key=lambda r: r.mentions[0][1]) if close and (description.stated or len(fits) == 1) else None


def _introduced(cast: Cast, phrase: Phrase, country: str) -> Referent | None:
    """ "A farmer was shot on Monday. Omar Said, 34, …": the first person named in the next two sentences, as
    subject and with nothing else said of him, when nobody was named before."""
    here = cast.sentence_of(phrase.head)
    people = [r for r in cast.referents if r.kind == PERSON and r.name_words]
    if any(_last_before(r, phrase.head) for r in people):
        return None
    after = [r for r in people if 0 < r.mentions[0][0] - here <= 2]
    first = min(after, key=lambda r: r.mentions[0][1], default=None)
    if (
        first is None
        or first.role_nouns
        or first.id
        or first.mentions[0][2] != "subject"
        or not _countries_agree(first, country)
    ):
        return None
    return first


def _is_capitalised(cast: Cast, phrase: Phrase) -> bool:
    return cast.parse.tokens[phrase.head].text[0].isupper()


def _has_role(who: Referent, description: Description, exact: bool) -> bool:
    """Whether the noun was said of the person; ``exact``: not just its last word, as when "media" stands before
    "chief"."""
    last = description.role.word.split()[-1]
    return any(noun == description.role.word or (not exact and noun.split()[-1] == last) for noun in who.role_nouns)


def _countries_agree(who: Referent, country: str) -> bool:
    known = split(who.code)[0]
    return not country or not known or known == country


def _main_armed_group(cast: Cast, phrase: Phrase) -> Referent | None:
    """The one armed group the text is about, when nearly all mentions of armed groups are of it."""
    groups = [r for r in cast.referents if r.entry_kind == "group" and split(r.code)[1] in ("REB", "PRM")]
    if not groups:
        return None
    total = sum(len(r.mentions) for r in groups)
    top = max(groups, key=lambda r: len(r.mentions))
    if len(top.mentions) < STRONG * total or (phrase.determiner not in DEFINITE and len(top.mentions) < FREQUENT):
        return None
    return top


def _same_role_antecedent(cast: Cast, phrase: Phrase, description: Description) -> tuple[Referent | None, str, float]:
    if "body" in description.role.traits:
        groups = _organisations_before(cast, phrase, description)
        if groups:
            return (
                max(groups, key=lambda r: _last_before(r, phrase.head)),
                f"the {description.role.word} named last",
                0.6,
            )
    if "land" in description.role.traits:
        land = cast.lexicon.countries.get(_country_named_last(cast, phrase.head))
        return (of_entry(cast, land), "the country the text is about", 0.6) if land is not None else (None, "", 0.0)
    if phrase.modifiers:
        return None, "", 0.0
    same = [
        r
        for r in cast.referents
        if r.kind == GROUP and description.role.word in r.role_nouns and _last_before(r, phrase.head)
    ]
    near = cast.countries.here.get(cast.sentence_of(phrase.head), ())
    same = [r for r in same if not near or split(r.code)[0] in ("", *near)]
    if same:
        return max(same, key=lambda r: _last_before(r, phrase.head)), "named so before", 0.65
    return None, "", 0.0


def _organisations_before(cast: Cast, phrase: Phrase, description: Description) -> list[Referent]:
    """The groups and bodies named before that "the group", "the company" can go back to."""
    before = [
        r for r in cast.referents if r.kind == GROUP and (r.name_words or r.entry_kind) and _last_before(r, phrase.head)
    ]
    armed = [r for r in before if r.entry_kind == "group"]
    if armed and description.role.sector != "BUS":
        return armed
    return [
        r
        for r in before
        if r.entry_kind == "org" or (not r.entry_kind and not r.doubtful and not r.code.endswith(STATE))
    ]


def _country_named_last(cast: Cast, head: int) -> str:
    """The country "the country" means: the one named last in this sentence or the one before, else the text's own."""
    here = cast.sentence_of(head)
    near = [
        (at, r.country)
        for r in cast.referents
        if r.country and r.entry_kind in ("country", "people", "capital")
        for s, at, _ in r.mentions
        if at < head and here - s <= 1
    ]
    return max(near)[1] if near else cast.countries.local(here)


def _last_before(who: Referent, head: int) -> int:
    return max((h + 1 for _, h, _ in who.mentions if h < head), default=0)


def _owner_name_precedes(cast: Cast, phrase: Phrase, description: Description) -> bool:
    """Whether the owner's name stands right before the noun ("the Hezbollah movement")."""
    match = cast.matched.get(description.start - 1) or cast.matched.get(description.start - 2)
    return (
        match is not None and description.start - 2 <= match.last <= description.start and phrase.first <= match.first
    )


def _owner_referent(cast: Cast, description: Description) -> Referent | None:
    entries = [e for e in cast.lexicon.by_id.get(description.owner_id, ()) if e.valid(cast.day)]
    return of_entry(cast, entries[0]) if entries else None


def _new_referent(cast: Cast, phrase: Phrase, description: Description) -> Referent:
    tokens = cast.parse.tokens
    single = not is_plural(tokens[phrase.head]) and description.role.number != "plural"
    kind = PERSON if description.role.kind == "person" and single else GROUP
    number = "many" if not single else "one" if kind == PERSON else ""
    return Referent(
        "",
        _surface_name(cast, phrase, description),
        description.code,
        kind,
        number,
        description.role.gender,
        role_nouns={description.role.word},
        stated=description.stated,
    )


def _surface_name(cast: Cast, phrase: Phrase, description: Description) -> str:
    """The phrase without articles and hedges, and without its number when it says whose they are."""
    tokens = cast.parse.tokens
    head = description.part_of if description.part_of >= 0 else phrase.head
    first = (
        phrase.first
        if description.part_of < 0 or cast.parse.phrases[head].first < phrase.first
        else cast.parse.phrases[head].first
    )
    last = phrase.last
    while first < head and _droppable(cast, first, bool(description.stated)):
        first += 1
    while last - 1 > phrase.head and not tokens[last - 1].text[-1].isalnum():
        last -= 1
    return cast.parse.quote(first, last)


def _droppable(cast: Cast, i: int, owned: bool) -> bool:
    token = cast.parse.tokens[i]
    if token.lower in KEPT:
        return False
    return (
        token.pos == "DET"
        or token.lower in HEDGING
        or (owned and token.pos == "NUM")
        or token.lower in ("the", "a", "an")
    )


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
    """Place a force that stands before another noun ("a coalition airstrike")."""
    phrase = Phrase(mention.head, mention.head, mention.head + 1, "modifier", cast.parse.tree.heads[mention.head])
    whole = cast.parse.phrases.get(phrase.governor)
    first = whole.first if whole is not None else mention.head
    description = describe(cast, msgspec.structs.replace(phrase, first=first))
    if description is None:
        return
    known = _main_armed_group(cast, phrase) if "armed" in description.role.traits and not description.owner else None
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
