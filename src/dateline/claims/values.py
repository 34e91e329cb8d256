"""The values that go from stage to stage: what is known of the words, attributions, frames, how sure the text is.

Tokens are indices into ``Parse.tokens``; a phrase or a clause is named by the index of its head.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import cached_property

import msgspec

from dateline.actors import ActorLexicon, Listing, classes_of
from dateline.claims import compounds, surroundings
from dateline.lexicon.entries import Event, Hedge, Support, VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.lexicon.traits import Traits, of_type
from dateline.text.parse import Parse
from dateline.text.told import Weighed
from dateline.types import Actor, Party, Place, Quote, Resolution, Span, Tally, Voice, When, Where

ATTITUDE = "holds"
"""The stance of cues of favour, will and semblance: attributions, but no voice behind what a claim says."""


class Mentions(msgspec.Struct, frozen=True):
    """What the mentions of a document stand for, by the head token of the mention.

    ``times`` are in text order; ``timed`` are the tokens that stand inside a time expression. ``times_by_sentence`` (made of
    ``times``): those of each sentence; ``actor_by_span`` (made of ``actors``): by the characters of the mention.
    """

    actors: dict[int, Resolution] = {}
    places: dict[int, Resolution] = {}
    times: tuple[Resolution, ...] = ()
    counts: dict[int, tuple[Resolution, ...]] = {}
    timed: frozenset[int] = frozenset()
    times_by_sentence: dict[int, tuple[Resolution, ...]] = {}
    actor_by_span: dict[Span, Resolution] = {}

    def __post_init__(self) -> None:
        by_span = {r.mention.span: r for r in reversed(self.actors.values())}  # of two on the same words the first
        msgspec.structs.force_setattr(self, "actor_by_span", by_span)

    @classmethod
    def of(
        cls,
        parse: Parse,
        actors: Iterable[Resolution] = (),
        places: Iterable[Resolution] = (),
        times: tuple[Resolution, ...] = (),
        counts: Iterable[Resolution] = (),
    ) -> Mentions:
        """The resolutions of the earlier stages, keyed by head token."""
        numbers: dict[int, tuple[Resolution, ...]] = {}
        for resolution in counts:
            at = resolution.mention.head
            numbers[at] = (*numbers.get(at, ()), resolution)
        timed = frozenset(i for t in times for i in parse.within(t.mention.span.start, t.mention.span.end))
        near: dict[int, list[Resolution]] = {}
        for time in times:
            if time.mention.head >= 0:
                near.setdefault(parse.tokens[time.mention.head].sent, []).append(time)
        by_sentence = {sentence: tuple(found) for sentence, found in near.items()}
        return cls(_by_head(actors), _by_head(places), times, numbers, timed, by_sentence)

    def times_near(self, i: int, parse: Parse) -> tuple[Resolution, ...]:
        """The time expressions in the sentence of token ``i``, in text order."""
        return self.times_by_sentence.get(parse.tokens[i].sent, ())

    def in_time(self, i: int) -> bool:
        """Whether token ``i`` stands inside a time expression."""
        return i in self.timed


def _by_head(resolutions: Iterable[Resolution]) -> dict[int, Resolution]:
    """Keyed by head; of two mentions with one head the first that was resolved."""
    found: dict[int, Resolution] = {}
    for resolution in resolutions:
        at = resolution.mention.head
        if at >= 0 and (at not in found or found[at].value is None):
            found[at] = resolution
    return found


class Classes(msgspec.Struct, frozen=True):
    """The semantic classes (person, place, weapon …) of the noun phrases of a document, by head token.

    ``lexicon``: its class list and its pronouns. ``of_mention``: what the actor lists make of a token. ``people``: lists of names by
    which people are called. ``seen`` and ``parties`` remember what was worked out; they change no answer.
    """

    parse: Parse
    mentions: Mentions
    lexicon: Lexicon
    of_mention: Callable[[int], frozenset[str]]
    people: tuple[Container[str], ...] = ()
    seen: dict[int, frozenset[str] | None] = msgspec.field(default_factory=dict)
    parties: dict[int, bool] = msgspec.field(default_factory=dict)

    @classmethod
    def known(cls, parse: Parse, mentions: Mentions, lexicon: Lexicon, actors: ActorLexicon) -> Classes:
        """The classes of a document by the class list of the lexicon and the actor lists."""
        listing = Listing(parse, actors)
        people = (actors.first_names, actors.surnames)
        return cls(parse, mentions, lexicon, lambda head: classes_of(head, parse, actors, listing), people)

    def of(self, head: int) -> frozenset[str] | None:
        """Classes of the phrase that ``head`` heads; None when nothing is known and any class may fit."""
        if head not in self.seen:
            self.seen[head] = self._of(head)
        return self.seen[head]

    def knows(self, head: int, wanted: Iterable[str]) -> bool:
        """Whether enough is known of the phrase to say that it is of a wanted class; a bare pronoun is only a party."""
        classes = self.of(head)
        return classes is not None and (
            not self._is_any_party(classes) or any(w in ("actor", "person") for w in wanted)
        )

    def fits(self, head: int, wanted: Iterable[str], refused: Iterable[str]) -> bool:
        """True when the phrase may be of a wanted class and is of no refused one; the unknown fits, "it" where most things do."""
        classes, wanted, words = self.of(head), tuple(wanted), self.lexicon.words
        if classes is None:
            bare = self.parse.tokens[head].lower in words["bare_pronouns"]  # "stopped it": seldom one of few things
            return not (wanted and bare) or not words["common_classes"].isdisjoint(wanted)
        if any(r in classes for r in refused) and not self._is_any_party(classes):
            return False
        return not wanted or any(w in classes for w in wanted)

    def _of(self, head: int) -> frozenset[str] | None:
        token, words = self.parse.tokens[head], self.lexicon.words
        if token.lower in words["person_pronouns"] and token.text != "US":
            return self._one_person(head) or self._any_party(token.lower in words["single_person_pronouns"])
        if surroundings.is_bare_group(head, self.parse, self.lexicon):
            return self._by_code(head) or self._any_party(single=False)
        if token.pos == "NUM" or token.lower in words["ordinals"]:
            return self._meant(head) or frozenset({"actor", "person"})
        return self._meant(head) if token.lower in words["open_pronouns"] else self._of_noun(head)

    def _of_noun(self, head: int) -> frozenset[str] | None:
        by_name = surroundings.led(head, self.parse, self.lexicon) | surroundings.of_weather(
            head, self.parse, self.lexicon
        )
        found = self._named(head) | by_name
        if not found and self.parse.tokens[head].pos == "PROPN":
            return None
        if found & self.lexicon.words["lifeless_classes"]:
            return frozenset(found)
        return frozenset(found | (self._by_code(head) or set()) | self._by_office(head))

    def _any_party(self, single: bool) -> frozenset[str]:
        """What a pronoun of persons may be; ``single``: of any trade, but no army and no state."""
        words = self.lexicon.words
        return words["any_party_classes"] - (words["collective_party_classes"] if single else frozenset())

    def _is_any_party(self, classes: frozenset[str]) -> bool:
        return classes in (self._any_party(single=False), self._any_party(single=True))

    def _one_person(self, head: int) -> frozenset[str] | None:
        """What a pronoun of persons stands for; they stay persons, whatever body they speak for."""
        meant, words, word = self._meant(head), self.lexicon.words, self.parse.tokens[head].lower
        if meant is None or word == "its":
            return meant
        return meant | {"person"} | (self._by_office(head) if word in words["single_person_pronouns"] else set())

    def _meant(self, head: int) -> frozenset[str] | None:
        """What a pronoun or number stands for, by its of-phrase or once resolved; None when neither says."""
        return self._partitive(head) or self._by_code(head)

    def _named(self, head: int) -> set[str]:
        """By the noun itself: the class list, the actor lists, what the mention stands for, the kind of name."""
        if surroundings.is_herd(head, self.parse):
            return set(self._partitive(head) or ())
        token = self.parse.tokens[head]
        won = surroundings.is_won(head, self._is_force, self.people, self.parse, self.lexicon)
        if won or surroundings.is_ground_by_verb(head, self.parse, self.mentions.actors, self.lexicon):
            return {"place"}
        if surroundings.is_person_by_verb(head, self.parse, self.mentions.places, self.lexicon):
            return {*self.lexicon.words["name_PERSON"]}
        found = set(self._person_by_name(head) or {*self._listed(head), *self.of_mention(head), *self._resolved(head)})
        if not found and surroundings.is_trade(head, self.parse, self.lexicon):
            found = {"person", "civilian", "actor"}
        man = token.ent == "PERSON" and "country" in found  # "Chad"
        if token.pos in ("PROPN", "ADJ", "NOUN") and not man:
            found.update(self.lexicon.words.get(f"name_{token.ent}", ()))
        if surroundings.is_mishap(head, self.parse, self.lexicon):
            found.add("accident")
        if token.lemma in self.lexicon.words["partitive_nouns"]:
            found |= self._partitive(head) or set()
        return found

    def _is_force(self, head: int) -> bool:
        """By the code of who is named."""
        return "force" in (self._by_code(head) or ())

    def _person_by_name(self, head: int) -> set[str]:
        """Classes of a person who is called by name: what his title says, not what his surname means ("President Bush", "Ms.
        Rice"); empty for all else."""
        mentioned, phrase, token = self.of_mention(head), self.parse.phrase(head), self.parse.tokens[head]
        one = "person" in mentioned and "group" not in mentioned
        if token.pos != "PROPN" or not one or phrase is None or token.lower in self.lexicon.words["person_pronouns"]:
            return set()
        titles = (self._listed(m) for m in range(phrase.first, head) if self.parse.tokens[m].pos in ("NOUN", "PROPN"))
        return {*mentioned, *(name for title in titles if "person" in title for name in title)}

    def _listed(self, head: int) -> frozenset[str]:
        """Classes of the longest compound that ends in the head noun and stands in the class list."""
        return compounds.listed(head, self.parse, self.lexicon.classes)

    def _resolved(self, head: int) -> set[str]:
        found: set[str] = set()
        place = self.mentions.places.get(head)
        if place is not None and isinstance(place.value, Place):
            found.update(("place", "country") if place.value.precision == "country" else ("place",))
        actor = self.mentions.actors.get(head)
        if actor is not None and isinstance(actor.value, Actor) and actor.value.id:
            found.add("actor")
        return found

    def _by_code(self, head: int) -> frozenset[str] | None:
        """Classes of the sector that the resolved actor's code names; None when it has none."""
        resolution = self.mentions.actors.get(head)
        if resolution is None or not isinstance(resolution.value, Actor):
            return None
        code = resolution.value.code
        rows = self.lexicon.words.get(f"sector_{code.rpartition('-')[2][:3]}")
        return None if rows is None else frozenset({"actor", *rows})

    def _by_office(self, head: int) -> frozenset[str]:
        """What a person, named or meant by a pronoun, is by the sector of his code: of a government an official."""
        resolution, token = self.mentions.actors.get(head), self.parse.tokens[head]
        if resolution is None or not isinstance(resolution.value, Actor):
            return frozenset()
        if not self._person_by_name(head) and token.lower not in self.lexicon.words["single_person_pronouns"]:
            return frozenset()
        return self.lexicon.words.get(f"person_{resolution.value.code.rpartition('-')[2][:3]}", frozenset())

    def _partitive(self, head: int) -> frozenset[str] | None:
        """Classes of what an of-phrase says the head is a part of ("dozens of villages"); "one of which" is a thing."""
        phrase = self.parse.phrase(head)
        inner = [h for prep, h in phrase.preps if prep == "of" and h != head] if phrase else []
        if not inner or self.parse.tokens[inner[0]].lower != "which":
            return self.of(inner[0]) if inner else None
        return surroundings.thing_before(head, self.of, self.parse, self.lexicon)


class Attributed(msgspec.Struct, frozen=True):
    """One attribution. ``speakers``: heads, empty when nobody is named. ``content``: the token indices it covers.

    ``head``: the cue's head token; ``clause``: head of the cue's clause, -1 for a phrase such as "according to" and for
    an attitude. ``that``: the content is a clause of the cue's own. ``pronoun``: the relative pronoun that stands for
    the speaker in the cue's clause, -1 when there is none.
    """

    cue: VoiceCue
    head: int
    tokens: tuple[int, ...]
    speakers: tuple[int, ...]
    content: frozenset[int]
    clause: int = -1
    direct: bool = False
    order: int = 0
    that: bool = False
    pronoun: int = -1


class Attributions(tuple[Attributed, ...]):  # noqa: SLOT001 - what is worked out of them is kept with them
    """The attributions of a document in text order, found by the words that they cover in time that does not grow with their number."""

    @cached_property
    def _near(self) -> dict[int, tuple[Attributed, ...]]:
        """By stretches of 64 tokens: the attributions that cover a token of the stretch."""
        near: dict[int, list[Attributed]] = {}
        for a in self:
            for stretch in {token >> 6 for token in a.content}:
                near.setdefault(stretch, []).append(a)
        return {stretch: tuple(found) for stretch, found in near.items()}

    @cached_property
    def speaking(self) -> frozenset[int]:
        """Heads of all speakers."""
        return frozenset(s for a in self for s in a.speakers)

    @cached_property
    def rules(self) -> dict[int, str]:
        """The id of the cue at each cue's head."""
        return {a.head: a.cue.id for a in self}

    def over(self, token: int) -> list[Attributed]:
        """Those that cover a token, in text order."""
        return [a for a in self._near.get(token >> 6, ()) if token in a.content]


def chain(token: int, own: Iterable[int], attributions: Attributions) -> tuple[Attributed, ...]:
    """The attributions that cover a token, innermost first; ``own``: cues that are the event itself are left out."""
    skip = set(own)
    over = [a for a in attributions.over(token) if a.cue.stance != ATTITUDE and not skip & set(a.tokens)]
    return tuple(sorted(over, key=lambda a: (a.order, len(a.content))))


class Match(msgspec.Struct, frozen=True):
    """A form of the lexicon found in the text.

    ``tokens``: its words. ``objects``: the heads that the form's preposition makes its object; None: the verb's own object.
    ``surface``: the form is a fixed passive ("be hit by"), whose subject is the subject as it stands.
    """

    tokens: tuple[int, ...]
    objects: tuple[int, ...] | None = None
    surface: bool = False


class Frame(msgspec.Struct, frozen=True):
    """An event entry at its trigger in the text, with the fillers of its slots.

    ``head``: the trigger's head token. ``kind``: verb noun adjective phrase modal attributive. ``clause``: head of the clause that
    carries the trigger (-1: none). ``support``: the light verb that lends itself to a noun, heading ``clause``.
    ``score``: how well the entry fits, once asked. ``fillers``: slot name → heads of phrases, or of clauses for the names
    that end in ``:clause``; every slot that a later stage reads is there. ``content``: heads of what a request, refusal,
    threat, promise or accusation is about. ``form_type``: the type that the entry has in the lexicon, where the parser's stands in
    its place; "" elsewhere.
    """

    entry: Event
    head: int
    kind: str
    match: Match
    clause: int
    support: Support | None = None
    score: float = 0.0
    fillers: dict[str, tuple[int, ...]] = {}
    content: tuple[int, ...] = ()
    form_type: str = ""

    def slot(self, name: str) -> tuple[int, ...]:
        """Heads in a slot, () when nothing fills it. Raises KeyError for a slot that was never looked for."""
        return self.fillers[name]


class Cue(msgspec.Struct, frozen=True):
    """A hedge found: its entry and its tokens. ``opens``: it opens the event's own clause ("if rebels attack")."""

    hedge: Hedge
    tokens: tuple[int, ...]
    opens: bool = False


class Certainty(msgspec.Struct, frozen=True):
    """How sure the text is of an event: what the hedge cues over it add up to.

    ``modality``: actual planned possible conditional unknown. ``polarity``: "+" or "-". ``historical``: told as long past.
    ``attempt``: begun without success.
    """

    modality: str = "actual"
    polarity: str = "+"
    historical: bool = False
    attempt: bool = False
    cues: tuple[Cue, ...] = ()


Judged = tuple[Frame, Certainty]
"""A frame and how sure the text is of it."""


class Draft(msgspec.Struct, frozen=True):
    """A claim in the making: every field of one frame decided, before the mentions of one event are merged.

    ``type`` and ``mode``: the frame's own, or what an announcement makes of them; ``kept_by``: the id of that rule, "" for
    none. ``actor_heads``, ``recipient_heads``: head tokens of the parties. ``modality``: what stands in the claim.
    """

    frame: Frame
    type: str
    mode: tuple[str, ...]
    trigger: Quote
    actor_heads: tuple[int, ...]
    recipient_heads: tuple[int, ...]
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    place: tuple[Where, ...]
    time: When | None
    counts: tuple[Tally, ...]
    voices: tuple[Voice, ...]
    certainty: Certainty
    modality: str
    historical: bool
    content: Quote | None
    kept_by: str = ""
    weighed: tuple[Weighed, ...] = ()

    @property
    def traits(self) -> Traits:
        """The traits of its type."""
        return of_type(self.type)
