"""What the resolution of one text needs at hand, and what it has found so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.actors.country_context import Home, home_of
from dateline.actors.directory import ActorLexicon, Entry
from dateline.actors.listed import Spot, entry_of, spots
from dateline.actors.referents import Referent
from dateline.actors.words import bare_phrase, person_words
from dateline.places.fold import fold, squash
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Mention, Resolution

SAYING = frozenset(
    [
        "say",
        "tell",
        "add",
        "state",
        "declare",
        "announce",
        "warn",
        "note",
        "explain",
        "write",
        "reply",
        "insist",
        "claim",
        "argue",
        "stress",
        "comment",
        "continue",
        "vow",
        "pledge",
        "remark",
        "respond",
        "acknowledge",
        "conclude",
        "recall",
        "observe",
    ]
)


@dataclass
class Scene:
    """One text being read. ``owner``: token -> the listed name it is part of; ``by_head``: head token -> who stands
    there; ``referents``: all actors in the order they were met; ``why``: head token -> (reason, score); ``owned``:
    role noun -> the countries its phrases name; ``forms``: (id, name, kind) of an entry -> its forms in the text;
    ``persons``: words of people's names; ``ends``: the token after a person's name -> that person; ``sayings``: the
    clauses of saying."""

    parse: Parse
    lexicon: ActorLexicon
    day: str | None
    home: Home
    owner: dict[int, Spot]
    issuer: Entry | None = None
    title: str = ""
    mentions: dict[int, Mention] = field(default_factory=dict)
    referents: list[Referent] = field(default_factory=list)
    by_head: dict[int, Referent] = field(default_factory=dict)
    why: dict[int, tuple[str, float]] = field(default_factory=dict)
    owned: dict[str, list[str]] = field(default_factory=dict)
    forms: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    persons: frozenset[str] = frozenset()
    ends: dict[int, Referent] = field(default_factory=dict)
    sayings: tuple[Clause, ...] = ()

    def sent(self, head: int) -> int:
        """The sentence of a token."""
        return self.parse.tokens[head].sent

    def site(self, head: int) -> str:
        """Where the phrase of that head stands (subject, object …), "" without a phrase."""
        phrase = self.parse.phrases.get(head)
        return phrase.site if phrase is not None else ""

    def phrase(self, head: int) -> Phrase:
        """The phrase of that head, or one made of the capitalised words around it."""
        return self.parse.phrases.get(head) or bare_phrase(self.parse, head, self.lexicon)

    def entry(self, spot: Spot) -> Entry | None:
        """The entry a listed name means here and on this day."""
        return entry_of(spot.forms, self.day, self.home.order)

    def place(self, head: int, referent: Referent, reason: str, score: float) -> None:
        """Note that the mention with that head stands for the referent."""
        self.by_head[head] = referent
        self.why[head] = (reason, score)
        referent.seen.append((self.sent(head), head, self.site(head)))
        if referent not in self.referents:
            self.referents.append(referent)


def scene_of(
    mentions: Sequence[Mention],
    parse: Parse,
    lexicon: ActorLexicon,
    day: str | None,
    places: Sequence[Resolution],
    outlet: str = "",
    title: str = "",
) -> Scene:
    """A scene with nobody in it yet."""
    listed = spots(parse, lexicon)
    owner = {i: spot for spot in listed for i in range(spot.first, spot.last)}
    issuer = entry_of(lexicon.forms.get(squash(fold(outlet)), ()), day) if outlet else None
    home = home_of(parse, listed, places, day, issuer.country if issuer is not None else "")
    scene = Scene(parse, lexicon, day, home, owner, issuer, title)
    scene.mentions = {m.head: m for m in mentions}
    for spot in listed:
        entry = scene.entry(spot)
        if entry is not None:
            scene.forms.setdefault((entry.id, entry.name, entry.kind), []).append(parse.quote(spot.first, spot.last))
    scene.persons = person_words(parse)
    scene.sayings = tuple(c for c in parse.clauses.values() if c.lemma in SAYING and c.kind != "relative")
    return scene
