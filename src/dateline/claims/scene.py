"""Everything the coding of claims looks at, in one frozen value, and the semantic class of any noun phrase."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from dateline.actors import ActorLexicon, classes_of
from dateline.claims.attributions import Attributed
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Token
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Document, Place, Resolution, Span

ANYBODY = {"he", "she", "him", "her", "who", "whom", "i", "we", "us", "me", "they", "them", "you", "someone", "nobody",
           "everyone", "everybody", "anyone", "somebody", "his", "their", "our", "my", "its", "others", "all", "many", "some",
           "several", "both", "himself", "herself", "themselves", "those", "most", "one", "none"}  # fmt: skip
SINGLE_PERSON = {"he", "she", "him", "her", "i", "me", "himself", "herself", "my", "his"}
OPEN = {"it", "which", "that", "this", "these", "what", "itself", "each", "another", "other", "more", "two", "three"}
BY_NAME = {
    "PERSON": ("person", "actor"),
    "ORG": ("org", "actor"),
    "NORP": ("group", "actor"),
    "LOC": ("place", "actor"),
}
# What a party whose sector is known counts as, besides "actor".
BY_SECTOR = {"REB": ("rebel", "force", "group"), "MIL": ("army", "force", "authority"), "COP": ("police", "force", "authority"),
             "CVL": ("civilian", "person"), "GOV": ("authority", "org"), "JUD": ("court", "authority", "person"),
             "PRM": ("force", "rebel", "group"), "SPY": ("authority", "force"), "OPP": ("group", "person", "org"),
             "UAF": ("force", "group"), "IGO": ("org", "authority"), "NGO": ("org",), "LEG": ("authority", "official", "person"),
             "REF": ("civilian", "person"), "PTY": ("org", "group")}  # fmt: skip
BY_MISHAP = {"accidental", "accidentally", "inadvertently", "prematurely"}
ANY_ACTOR = frozenset({"actor", "person", "group", "org", "country", "force", "authority", "civilian", "army", "police", "rebel",
                       "official", "protester", "worker", "court"})  # fmt: skip
# "he" and "she" may be of any trade but are no army and no state.
ANY_PERSON = ANY_ACTOR - {"force", "group", "org", "country", "authority", "army"}
UNRESOLVED = (ANY_ACTOR, ANY_PERSON)
THINGS = {
    "facility",
    "vehicle",
    "weapon",
    "property",
    "event",
    "abstract",
    "money",
    "aid",
    "place",
    "goods",
    "plan",
    "land",
}
PARTITIVE = {"dozen", "hundred", "thousand", "score", "number", "group", "series", "lot", "handful", "couple", "majority", "part",
             "half", "rest", "some", "many", "most", "several", "all", "one", "member", "pair", "million", "wave", "string",
             "%", "percent", "cent", "hail", "barrage", "volley", "kind", "type", "form", "act", "campaign"}  # fmt: skip


class Scene(msgspec.Struct, frozen=True):
    """One document on the way to its claims; the maps are keyed by the head token of the mention.

    ``said``: the attributions, once found. ``seen`` remembers classes already worked out;
    ``by_lemma``: tokens by lemma.
    """

    document: Document
    parse: Parse
    lexicon: Lexicon
    actors: dict[int, Resolution]
    places: dict[int, Resolution]
    times: tuple[Resolution, ...]
    counts: dict[int, tuple[Resolution, ...]]
    classes_of: Callable[[int], frozenset[str]]
    by_lemma: dict[str, tuple[int, ...]]
    said: tuple[Attributed, ...] = ()
    seen: dict[int, frozenset[str]] = msgspec.field(default_factory=dict)

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the document."""
        return self.parse.tokens

    def clause(self, head: int) -> Clause | None:
        """The clause that token heads, if it heads one."""
        return self.parse.clauses.get(head)

    def phrase(self, head: int) -> Phrase | None:
        """The noun phrase that token heads, if it heads one."""
        return self.parse.phrases.get(head)

    def lemma(self, head: int) -> str:
        """Lower-case lemma of a token."""
        return self.parse.tokens[head].lemma

    def in_time(self, head: int) -> bool:
        """Whether the token stands inside a time expression."""
        start = self.parse.tokens[head].start
        return any(t.mention.span.start <= start < t.mention.span.end for t in self.times)

    def sentence_span(self, i: int) -> Span:
        """Span of the sentence of token ``i``."""
        return self.parse.sentence(i).span

    def sorts(self, head: int) -> frozenset[str] | None:
        """Semantic classes of the phrase that ``head`` heads; None when nothing is known and any class may fit."""
        seen = self.seen
        if head not in seen:
            found = self._sorts(head)
            seen[head] = frozenset({"?"}) if found is None else found
        got = seen[head]
        return None if got == {"?"} else got

    def _sorts(self, head: int) -> frozenset[str] | None:
        token = self.parse.tokens[head]
        if token.lower in ANYBODY and token.text != "US":
            anyone = ANY_PERSON if token.lower in SINGLE_PERSON else ANY_ACTOR
            return self._partitive(head) or self._by_code(head) or anyone
        if token.lower in OPEN or token.pos == "NUM":
            return (
                self._partitive(head)
                or self._by_code(head)
                or (frozenset({"actor", "person"}) if token.pos == "NUM" else None)
            )
        found = set(self._noun_classes(head)) | set(self.classes_of(head)) | self._resolved(head)
        found.update(BY_NAME.get(token.ent, ()) if token.pos in ("PROPN", "ADJ", "NOUN") else ())
        phrase = self.phrase(head)
        if phrase is not None and any(self.tokens[m].lower in BY_MISHAP for m in phrase.modifiers):
            found.add("accident")
        if token.lemma in PARTITIVE:
            found |= self._partitive(head) or set()
        if not found and token.pos == "PROPN":
            return None
        return frozenset(found if found & THINGS else found | (self._by_code(head) or set()))

    def _noun_classes(self, head: int) -> frozenset[str]:
        """Classes of the longest compound that ends in the head noun and stands in the class list."""
        classes = self.lexicon.classes
        words = [self.parse.tokens[head].lemma]
        best = classes.get(words[0]) or classes.get(self.parse.tokens[head].lower, frozenset())
        for at in range(head - 1, max(head - 3, -1), -1):
            token = self.parse.tokens[at]
            if token.pos not in ("NOUN", "ADJ", "PROPN", "VERB"):
                break
            words.insert(0, token.lower)
            best = classes.get(" ".join(words), best)
        return best

    def _resolved(self, head: int) -> set[str]:
        found: set[str] = set()
        place = self.places.get(head)
        if place is not None and isinstance(place.value, Place):
            found.update(("place", "country") if place.value.precision == "country" else ("place",))
        actor = self.actors.get(head)
        if actor is not None and isinstance(actor.value, Actor) and actor.value.id:
            found.add("actor")
        return found

    def _by_code(self, head: int) -> frozenset[str] | None:
        """Classes of the sector that the resolved actor's code names; None when it has none."""
        resolution = self.actors.get(head)
        if resolution is None or not isinstance(resolution.value, Actor):
            return None
        code = resolution.value.code
        rows = BY_SECTOR.get(code.rpartition("-")[2][:3] if code else "")
        if rows is None:
            return None
        return frozenset({"actor", *rows})

    def _partitive(self, head: int) -> frozenset[str] | None:
        """Classes of what an of-phrase says the head is a part of ("dozens of villages")."""
        phrase = self.phrase(head)
        inner = [h for prep, h in phrase.preps if prep == "of" and h != head] if phrase else []
        return self.sorts(inner[0]) if inner else None

    def knows(self, head: int, wanted: Iterable[str]) -> bool:
        """Whether enough is known of the phrase to say that it is of a wanted class; a bare pronoun is only a party."""
        sorts = self.sorts(head)
        return sorts is not None and (sorts not in UNRESOLVED or any(w in ("actor", "person") for w in wanted))

    def fits(self, head: int, wanted: Iterable[str], refused: Iterable[str]) -> bool:
        """True when the phrase may be of a wanted class and is of no refused one; the unknown fits."""
        sorts = self.sorts(head)
        if sorts is None:
            return True
        if sorts not in UNRESOLVED and any(r in sorts for r in refused):
            return False
        wanted = tuple(wanted)
        return not wanted or any(w in sorts for w in wanted)


def scene(
    document: Document,
    parse: Parse,
    lexicon: Lexicon,
    actors: tuple[Resolution, ...],
    places: tuple[Resolution, ...],
    times: tuple[Resolution, ...],
    counts: tuple[Resolution, ...],
    known: ActorLexicon,
) -> Scene:
    """Put the products of the earlier stages side by side, keyed by head token."""
    numbers: dict[int, tuple[Resolution, ...]] = {}
    for resolution in counts:
        at = resolution.mention.head
        numbers[at] = (*numbers.get(at, ()), resolution)
    lemmas: dict[str, tuple[int, ...]] = {}
    for token in parse.tokens:
        lemmas[token.lemma] = (*lemmas.get(token.lemma, ()), token.i)
    return Scene(
        by_lemma=lemmas, document=document, parse=parse, lexicon=lexicon, actors=_by_head(actors), places=_by_head(places), times=times,
        counts=numbers, classes_of=lambda head: classes_of(head, parse, known),
    )  # fmt: skip


def _by_head(resolutions: tuple[Resolution, ...]) -> dict[int, Resolution]:
    found: dict[int, Resolution] = {}
    for resolution in resolutions:
        at = resolution.mention.head
        if at >= 0 and (at not in found or found[at].value is None):
            found[at] = resolution
    return found
