"""Resolve descriptions: to somebody already named ("the envoy"), or to what their own words say ("Afghan police")."""

from __future__ import annotations

import msgspec

from dateline.actors.cast import Scene
from dateline.actors.codes import join, split
from dateline.actors.describe import Described, describe
from dateline.actors.naming import learn, name_mention, of_entry
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.words import plural
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


def description_mention(scene: Scene, mention: Mention) -> None:
    """Place a description: with the referent it goes back to, or as a new one with the code its words give."""
    phrase = scene.parse.phrases[mention.head]
    if mention.rule != "role":
        name_mention(scene, mention)
        return
    described = describe(scene, phrase)
    if described is None:
        _number(scene, phrase)
        return
    known, reason, score = _antecedent(scene, phrase, described)
    if known is not None and known.kind == PERSON and not known.sure:
        learn(known, described)
    if known is None:
        known, reason, score = _new(scene, phrase, described), described.why or "its own words", 0.6
    scene.place(mention.head, known, reason, score)


def _antecedent(scene: Scene, phrase: Phrase, said: Described) -> tuple[Referent | None, str, float]:
    single = not plural(scene.parse.tokens[phrase.head]) and said.role.number != "plural"
    beside = _beside(scene, phrase, said, single)
    if beside is not None:
        return beside, f"it stands beside {beside.name}", 0.85
    if said.role.kind == "person" and single:
        who = _person(scene, phrase, said)
        return who, f"the {said.role.word} named {who.name}" if who else "", 0.75
    if (
        said.some < 0
        and said.owner_kind == "group"
        and said.role.kind == "force"
        and said.role.sector in ("REB", "MIL", "UAF")
    ):
        return _owner(scene, said), f"{said.role.word} of {said.owner}", 0.8
    if (
        "self" in said.role.traits
        and said.owner_kind in ("group", "org")
        and said.some < 0
        and _named_so(scene, phrase, said)
    ):
        return _owner(scene, said), f"{said.owner} itself", 0.85
    if not said.owner and "armed" in said.role.traits and not (phrase.modifiers and phrase.determiner not in DEFINITE):
        return _armed(scene, phrase), "the armed group this text is about", 0.6
    if not said.owner and phrase.determiner in DEFINITE:
        return _repeated(scene, phrase, said)
    return None, "", 0.0


def _beside(scene: Scene, phrase: Phrase, said: Described, single: bool) -> Referent | None:
    """The name it is in apposition to, or that it is said to be ("Omar is the group's leader")."""
    person = said.role.kind == "person" and single
    for head in (*phrase.appositions, *((phrase.governor,) if phrase.site == "apposition" else ())):
        other = scene.by_head.get(head)
        if other is not None and (other.kind == PERSON) == person:
            return other
    if not person:
        return None
    return _office_of(scene, phrase, said) or _before_comma(scene, phrase) or _predicate_of(scene, phrase, said)


def _office_of(scene: Scene, phrase: Phrase, said: Described) -> Referent | None:
    """ "Minister of Health Anna Holm": the person named in the of-phrase of a capitalised office."""
    others = (scene.by_head.get(head) for prep, head in phrase.preps if prep == "of")
    named = (o for o in others if o is not None and o.kind == PERSON and o.words and said.role.word in o.nouns)
    return next(named, None) if _titled(scene, phrase) else None


def _before_comma(scene: Scene, phrase: Phrase) -> Referent | None:
    """ "Omar Said, a leader of the group": the person whose name ends at the comma before the phrase."""
    at = phrase.first - 1
    named = scene.ends.get(at)
    if named is None or scene.parse.tokens[at].text != "," or phrase.conjunct_of >= 0:
        return None
    return named if scene.sent(at) == scene.sent(phrase.head) else None


def _predicate_of(scene: Scene, phrase: Phrase, said: Described) -> Referent | None:
    clause = scene.parse.clauses.get(phrase.head)
    if clause is None or not clause.copular or clause.negations:
        return None
    for head in clause.subjects:
        other = scene.by_head.get(head)
        if other is not None and other.kind == PERSON:
            learn(other, said)
            return other
    return None


def _person(scene: Scene, phrase: Phrase, said: Described) -> Referent | None:
    here = scene.sent(phrase.head)
    country = split(said.code)[0] if said.sure else ""
    tokens = scene.parse.tokens
    exact = any(tokens[i].pos == "NOUN" and i not in scene.owner for i in range(phrase.first, said.start))
    fits = [
        r for r in scene.referents if r.kind == PERSON and r.words and _called(r, said, exact) and _agree(r, country)
    ]
    before = [r for r in fits if _before(r, phrase.head)]
    if before and (phrase.determiner in (*DEFINITE, "") or _titled(scene, phrase)):
        return max(before, key=lambda r: _before(r, phrase.head))
    if phrase.determiner in ("the", "") and len(fits) == 1 and said.role.sector:
        return fits[0]
    if not fits and phrase.determiner in DEFINITE and not phrase.modifiers and not phrase.preps:
        same = [
            r for r in scene.referents if r.kind == PERSON and said.role.word in r.nouns and _before(r, phrase.head)
        ]
        return max(same, key=lambda r: _before(r, phrase.head), default=None)
    if not fits and phrase.determiner in ("a", "an") and phrase.site in ("subject", "object"):
        return _introduced(scene, phrase, country)
    close = [r for r in fits if not _before(r, phrase.head) and r.seen[0][0] - here <= AHEAD]
    return min(close, key=lambda r: r.seen[0][1]) if close and (said.sure or len(fits) == 1) else None


def _introduced(scene: Scene, phrase: Phrase, country: str) -> Referent | None:
    """ "A farmer was shot on Monday. Omar Said, 34, …": the first person named in the next two sentences, as
    subject and with nothing else said of him, when nobody was named before."""
    here = scene.sent(phrase.head)
    people = [r for r in scene.referents if r.kind == PERSON and r.words]
    if any(_before(r, phrase.head) for r in people):
        return None
    after = [r for r in people if 0 < r.seen[0][0] - here <= 2]
    first = min(after, key=lambda r: r.seen[0][1], default=None)
    if first is None or first.nouns or first.id or first.seen[0][2] != "subject" or not _agree(first, country):
        return None
    return first


def _titled(scene: Scene, phrase: Phrase) -> bool:
    return scene.parse.tokens[phrase.head].text[0].isupper()


def _called(who: Referent, said: Described, exact: bool) -> bool:
    """Whether the noun was said of the person; ``exact``: not just its last word, as when "media" stands before
    "chief"."""
    last = said.role.word.split()[-1]
    return any(noun == said.role.word or (not exact and noun.split()[-1] == last) for noun in who.nouns)


def _agree(who: Referent, country: str) -> bool:
    known = split(who.code)[0]
    return not country or not known or known == country


def _armed(scene: Scene, phrase: Phrase) -> Referent | None:
    """The one armed group the text is about, when nearly all mentions of armed groups are of it."""
    groups = [r for r in scene.referents if r.listed == "group" and split(r.code)[1] in ("REB", "PRM")]
    if not groups:
        return None
    total = sum(len(r.seen) for r in groups)
    top = max(groups, key=lambda r: len(r.seen))
    if len(top.seen) < STRONG * total or (phrase.determiner not in DEFINITE and len(top.seen) < FREQUENT):
        return None
    return top


def _repeated(scene: Scene, phrase: Phrase, said: Described) -> tuple[Referent | None, str, float]:
    if "body" in said.role.traits:
        groups = _bodies(scene, phrase, said)
        if groups:
            return max(groups, key=lambda r: _before(r, phrase.head)), f"the {said.role.word} named last", 0.6
    if "land" in said.role.traits:
        land = scene.lexicon.countries.get(_land(scene, phrase.head))
        return (of_entry(scene, land), "the country the text is about", 0.6) if land is not None else (None, "", 0.0)
    if phrase.modifiers:
        return None, "", 0.0
    same = [r for r in scene.referents if r.kind == GROUP and said.role.word in r.nouns and _before(r, phrase.head)]
    near = scene.home.here.get(scene.sent(phrase.head), ())
    same = [r for r in same if not near or split(r.code)[0] in ("", *near)]
    if same:
        return max(same, key=lambda r: _before(r, phrase.head)), "named so before", 0.65
    return None, "", 0.0


def _bodies(scene: Scene, phrase: Phrase, said: Described) -> list[Referent]:
    """The groups and bodies named before that "the group", "the company" can go back to."""
    before = [r for r in scene.referents if r.kind == GROUP and (r.words or r.listed) and _before(r, phrase.head)]
    armed = [r for r in before if r.listed == "group"]
    if armed and said.role.sector != "BUS":
        return armed
    return [r for r in before if r.listed == "org" or (not r.listed and not r.weak and not r.code.endswith(STATE))]


def _land(scene: Scene, head: int) -> str:
    """The country "the country" means: the one named last in this sentence or the one before, else the text's own."""
    here = scene.sent(head)
    near = [
        (at, r.country)
        for r in scene.referents
        if r.country and r.listed in ("country", "people", "capital")
        for s, at, _ in r.seen
        if at < head and here - s <= 1
    ]
    return max(near)[1] if near else scene.home.local(here)


def _before(who: Referent, head: int) -> int:
    return max((h + 1 for _, h, _ in who.seen if h < head), default=0)


def _named_so(scene: Scene, phrase: Phrase, said: Described) -> bool:
    """Whether the owner's name stands right before the noun ("the Hezbollah movement")."""
    spot = scene.owner.get(said.start - 1) or scene.owner.get(said.start - 2)
    return spot is not None and said.start - 2 <= spot.last <= said.start and phrase.first <= spot.first


def _owner(scene: Scene, said: Described) -> Referent | None:
    entries = [e for e in scene.lexicon.by_id.get(said.owner_id, ()) if e.valid(scene.day)]
    return of_entry(scene, entries[0]) if entries else None


def _new(scene: Scene, phrase: Phrase, said: Described) -> Referent:
    tokens = scene.parse.tokens
    single = not plural(tokens[phrase.head]) and said.role.number != "plural"
    kind = PERSON if said.role.kind == "person" and single else GROUP
    number = "many" if not single else "one" if kind == PERSON else ""
    return Referent(
        "",
        _words(scene, phrase, said),
        said.code,
        kind,
        number,
        said.role.gender,
        nouns={said.role.word},
        sure=said.sure,
    )


def _words(scene: Scene, phrase: Phrase, said: Described) -> str:
    """The phrase without articles and hedges, and without its number when it says whose they are."""
    tokens = scene.parse.tokens
    head = said.some if said.some >= 0 else phrase.head
    first = (
        phrase.first
        if said.some < 0 or scene.parse.phrases[head].first < phrase.first
        else scene.parse.phrases[head].first
    )
    last = phrase.last
    while first < head and _droppable(scene, first, bool(said.sure)):
        first += 1
    while last - 1 > phrase.head and not tokens[last - 1].text[-1].isalnum():
        last -= 1
    return scene.parse.quote(first, last)


def _droppable(scene: Scene, i: int, owned: bool) -> bool:
    token = scene.parse.tokens[i]
    if token.lower in KEPT:
        return False
    return (
        token.pos == "DET"
        or token.lower in HEDGING
        or (owned and token.pos == "NUM")
        or token.lower in ("the", "a", "an")
    )


def _number(scene: Scene, phrase: Phrase) -> None:
    """A bare number stands for what it counts ("five of the rebels"), else for nobody known."""
    text = scene.parse.quote(phrase.first, phrase.last)
    for prep, inner in phrase.preps:
        if prep != "of":
            continue
        other = scene.by_head.get(inner)
        below = scene.parse.phrases.get(inner)
        said = describe(scene, below) if below is not None else None
        code = other.code if other is not None else said.code if said is not None else ""
        scene.place(phrase.head, Referent("", text, code, GROUP, "many"), "part of what it counts", 0.6)
        return
    scene.place(phrase.head, Referent("", text, "", GROUP, "many"), "its own words", 0.4)


def note_owned(scene: Scene) -> None:
    """Remember for each role noun the countries that the text's phrases name for it ("Tanzanian police")."""
    for head in sorted(scene.parse.phrases):
        said = describe(scene, scene.parse.phrases[head])
        if said is not None and said.sure and said.some < 0:
            scene.owned.setdefault(said.role.word, []).append(split(said.code)[0])


def force_mention(scene: Scene, mention: Mention) -> None:
    """Place a force that stands before another noun ("a coalition airstrike")."""
    phrase = Phrase(mention.head, mention.head, mention.head + 1, "modifier", scene.parse.tree.heads[mention.head])
    whole = scene.parse.phrases.get(phrase.governor)
    first = whole.first if whole is not None else mention.head
    said = describe(scene, msgspec.structs.replace(phrase, first=first))
    if said is None:
        return
    known = _armed(scene, phrase) if "armed" in said.role.traits and not said.owner else None
    scene.place(
        mention.head, known or Referent("", said.role.word, said.code, GROUP, "many"), "stands before the noun", 0.5
    )


def those(scene: Scene, head: int) -> None:
    """ "those killed", "those in need": people of their own words."""
    phrase = scene.parse.phrases.get(head)
    if phrase is None:
        return
    country = scene.home.local(scene.sent(head))
    text = scene.parse.quote(phrase.first, phrase.last)
    scene.place(head, Referent("", text, join(country, "CVL"), GROUP, "many"), "its own words", 0.5)
