"""The cast of one text: what its resolution needs at hand, and the referents found so far."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.actors.country_context import CountryContext, country_context
from dateline.actors.directory import ActorLexicon, Entry
from dateline.actors.listed import ListedName, entry_of, find_listed
from dateline.actors.proper_names import bare_phrase, person_words
from dateline.actors.referents import Referent
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import fold, squash
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Mention, Resolution

SIGNATURE = 10  # words of the line that a text is signed with, at most
SIGNED = 2  # sentences that are more than a signature


@dataclass
class Cast:
    """The actors of one text while its mentions are resolved.

    ``day``: ISO day of publication, None when unknown; ``countries``: which countries the text is about; ``matched``:
    token -> the listed name that covers it; ``issuer``: entry of the outlet, when it is itself an actor, else of who signs
    the text; ``outlet``, ``title``: of the document. Filled one by one: ``mentions`` by head token; ``referents`` in the order
    they were met,
    ``known`` their identities; ``by_head``: head token -> its referent; ``by_sentence``: the same, sentence by sentence;
    ``reasons``: head token -> (reason, score); ``role_countries``: role noun -> the countries its phrases name;
    ``forms``: (id, name, kind) of an entry -> its forms in the text; ``person_tokens``: words of people's names;
    ``name_ends``: the token after a person's name -> that person; ``speech_clauses``: clauses of verbs of speech;
    ``together``: heads of coordinated phrases -> who they are together.
    """

    parse: Parse
    lexicon: ActorLexicon
    day: str | None
    countries: CountryContext
    matched: dict[int, ListedName]
    issuer: Entry | None = None
    title: str = ""
    outlet: str = ""
    mentions: dict[int, Mention] = field(default_factory=dict)
    referents: list[Referent] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    by_head: dict[int, Referent] = field(default_factory=dict)
    by_sentence: dict[int, dict[int, Referent]] = field(default_factory=dict)
    reasons: dict[int, tuple[str, float]] = field(default_factory=dict)
    role_countries: dict[str, list[str]] = field(default_factory=dict)
    forms: dict[tuple[str, str, str], list[str]] = field(default_factory=dict)
    person_tokens: frozenset[str] = frozenset()
    name_ends: dict[int, Referent] = field(default_factory=dict)
    speech_clauses: tuple[Clause, ...] = ()
    together: dict[tuple[int, ...], Referent] = field(default_factory=dict)

    def sentence_of(self, head: int) -> int:
        """The sentence of a token."""
        return self.parse.tokens[head].sent

    def site(self, head: int) -> str:
        """Where the phrase of that head stands (subject, object …), "" without a phrase."""
        phrase = self.parse.phrases.get(head)
        return phrase.site if phrase is not None else ""

    def phrase(self, head: int) -> Phrase:
        """The phrase of that head, or one made of the capitalised words around it."""
        return self.parse.phrases.get(head) or bare_phrase(self.parse, head, self.lexicon)

    def entry(self, match: ListedName) -> Entry | None:
        """The entry a listed name means here and on this day."""
        return entry_of(match.forms, self.day, self.countries.order)

    def link(self, head: int, referent: Referent, reason: str, score: float) -> None:
        """Note that the mention with that head stands for the referent."""
        sentence = self.sentence_of(head)
        self.by_head[head] = self.by_sentence.setdefault(sentence, {})[head] = referent
        self.reasons[head] = (reason, score)
        referent.mentions.append((sentence, head, self.site(head)))
        insort(referent.heads, head)
        if id(referent) not in self.known:
            self.known.add(id(referent))
            self.referents.append(referent)


def cast_of(
    mentions: Sequence[Mention],
    parse: Parse,
    lexicon: ActorLexicon,
    day: str | None,
    places: Sequence[Resolution],
    outlet: str = "",
    title: str = "",
) -> Cast:
    """A cast with no referent yet. ``day``: ISO day of publication, None when unknown: then every entry of the lists
    is valid; ``places``: the resolved places of the text; ``outlet`` and ``title``: of the document, "" for none."""
    matches = find_listed(parse, lexicon)
    matched = {i: match for match in matches for i in range(match.first, match.last)}
    issuer = entry_of(lexicon.forms.get(squash(fold(outlet)), ()), day) if outlet else None
    countries = country_context(parse, matches, places, day, issuer.country if issuer is not None else "")
    issuer = issuer or _signer(parse, matches, day)
    cast = Cast(parse, lexicon, day, countries, matched, issuer, title, outlet)
    cast.mentions = {m.head: m for m in mentions}
    cast.forms = _forms_in_text(cast, matches)
    cast.person_tokens = person_words(parse)
    cast.speech_clauses = tuple(c for c in parse.clauses.values() if _is_speech(c))
    return cast


def _signer(parse: Parse, matches: Sequence[ListedName], day: str | None) -> Entry | None:
    """The group or body that a text is signed by: named in a last line of a few words without a verb ("Press Office, ABC")."""
    if len(parse.sentences) <= SIGNED:
        return None
    last = range(parse.sentences[-1].first, parse.sentences[-1].last)
    if len(last) > SIGNATURE or any(at in parse.clauses for at in last):
        return None
    named = (entry_of(one.forms, day) for one in reversed(matches) if one.first in last)
    return next((one for one in named if one is not None and one.kind in ("group", "org")), None)


def _forms_in_text(cast: Cast, matches: Sequence[ListedName]) -> dict[tuple[str, str, str], list[str]]:
    """The forms in which the text names each entry, by its id, name and kind."""
    forms: dict[tuple[str, str, str], list[str]] = {}
    for match in matches:
        entry = cast.entry(match)
        if entry is not None:
            forms.setdefault((entry.id, entry.name, entry.kind), []).append(cast.parse.quote(match.first, match.last))
    return forms


def _is_speech(clause: Clause) -> bool:
    return clause.lemma in WORDS.speech_verbs and clause.kind != "relative"
