"""Proper names inside noun phrases: their extent, the titles before them, whether they are persons'."""

from __future__ import annotations

import msgspec

from dateline.actors.directory import ActorLexicon
from dateline.actors.role_nouns import is_title, role_at
from dateline.actors.vocabulary import WORDS
from dateline.places.fold import fold
from dateline.text.parse import Parse, Token
from dateline.text.trees import Phrase

INITIALS = 3  # words of a name that may be called by its initials


class NameSpan(msgspec.Struct, frozen=True, gc=False):
    """The proper name inside a phrase: tokens ``first`` up to and without ``last``; ``titles``: the title words
    before it."""

    first: int
    last: int
    titles: tuple[int, ...]


def name_in(parse: Parse, phrase: Phrase, lexicon: ActorLexicon) -> NameSpan | None:
    """The run of name words at the phrase's head, without titles; None when the head is no name and none follows it."""
    tokens = parse.tokens
    head = phrase.head
    if not is_name_word(tokens[head]) and not (tokens[head].pos == "PROPN" and _opens_name(tokens[head])):
        head = head + 1
        if head >= phrase.last or not is_name_word(tokens[head]):
            return None
    first, last = _run(parse, phrase, head)
    start = _after_office(parse, phrase, _after_titles(parse, first, last, lexicon), last, lexicon)
    if start >= last:
        return None
    lead = _lead(parse, phrase.first, start, lexicon)
    return NameSpan(start, last, tuple(range(lead, start)))


def _run(parse: Parse, phrase: Phrase, at: int) -> tuple[int, int]:
    """The run of name words around token ``at`` inside the phrase: its first token, and one past its last."""
    tokens = parse.tokens
    first, last = at, at + 1
    while first > phrase.first and _joins(tokens[first - 1]):
        first -= 1
    while last < phrase.last and _joins(tokens[last]):
        last += 1
    while last > first and not is_name_word(tokens[last - 1]):
        last -= 1
    first = next((i for i in range(first, min(last, at)) if _opens_name(tokens[i])), min(last, at))
    return first, last


def _opens_name(token: Token) -> bool:
    return token.text[0].isalpha() and (is_name_word(token) or token.lower in WORDS.name_openings)


def _joins(token: Token) -> bool:
    return is_name_word(token) or token.lower in WORDS.name_particles and token.lower != "of"


def is_name_word(token: Token) -> bool:
    """Whether a token looks like part of a name."""
    if token.text.capitalize() in WORDS.calendar_names:
        return False
    return token.text[0].isupper() and (
        token.pos == "PROPN" or token.ent in ("PERSON", "ORG", "LOC") or token.tag in ("NNP", "NNPS")
    )


def _after_titles(parse: Parse, first: int, last: int, lexicon: ActorLexicon) -> int:
    at = first
    whole = role_at(parse, last - 1, lexicon, first)
    if whole is not None and whole[0].kind == "group" and last - first > 1:
        return first
    for i in range(first, last):
        if is_title(parse, i, lexicon):
            at = i + 1
    stopped = at > first and at < last - 1 and parse.tokens[at].text == "."  # "Lt. Col. Omar Said"
    return at + stopped


def _after_office(parse: Parse, phrase: Phrase, first: int, last: int, lexicon: ActorLexicon) -> int:
    """In "Minister of Health Omar Said" the name begins at the first name, not at what the office is for."""
    office = phrase.prep == "of" and 0 <= phrase.governor < first and is_title(parse, phrase.governor, lexicon)
    for i in range(first + 1, last - 1) if office else ():
        if fold(parse.tokens[i].text) in lexicon.first_names:
            return i
    return first


def _lead(parse: Parse, first: int, start: int, lexicon: ActorLexicon) -> int:
    lead = start
    while lead > first and (
        is_title(parse, lead - 1, lexicon)
        or parse.tokens[lead - 1].text in ".-"
        or _in_role(parse, lead, start, lexicon)
    ):
        lead -= 1
    return lead


def _in_role(parse: Parse, lead: int, start: int, lexicon: ActorLexicon) -> bool:
    for i in range(lead, start):
        found = role_at(parse, i, lexicon)
        if found is not None and found[1] < lead:
            return True
    return False


def is_person(parse: Parse, name: NameSpan, lexicon: ActorLexicon) -> bool:
    """Whether a title or a first name shows that a name is a person's."""
    return bool(name.titles) or (
        fold(parse.tokens[name.first].text) in lexicon.first_names and name.last - name.first > 1
    )


def bare_phrase(parse: Parse, head: int, lexicon: ActorLexicon) -> Phrase:
    """A phrase for a name that the parser did not make one of: the capitalised run around its head, and the role
    before it."""
    first, last = head, head + 1
    sentence = parse.sentence(head)
    while first > sentence.first and (is_name_word(parse.tokens[first - 1]) or parse.tokens[first - 1].text in ".-"):
        first -= 1
    while last < sentence.last and _joins(parse.tokens[last]):
        last += 1
    role = role_at(parse, first - 1, lexicon, sentence.first) if first > sentence.first else None
    return Phrase(head, first if role is None else role[1], last, "other", -1)


def person_words(parse: Parse) -> frozenset[str]:
    """The capitalised words of the people's names the recogniser found."""
    tokens = (
        t for n in parse.names if n.label == "PERSON" and n.last - n.first > 1 for t in parse.tokens[n.first : n.last]
    )
    return frozenset(t.text for t in tokens if len(t.text) > 2 and t.text[0].isupper())


def initials(parse: Parse) -> frozenset[str]:
    """The initials of names of three words and more, by which the text may go on to call who has them: "ULA" for the Upper Lakes Army."""
    found: set[str] = set()
    run: list[str] = []
    for token in (*parse.tokens, None):
        if token is not None and is_name_word(token) and not token.text.isupper():
            run.append(token.text[0])
            continue
        if len(run) >= INITIALS:
            found.add("".join(run))
        run = []
    return frozenset(found)


def in_capitals(parse: Parse, i: int) -> bool:
    """Whether the sentence of token ``i`` is all in capitals, so that a capital shows nothing."""
    sentence = parse.sentence(i)
    words = [t.text for t in parse.tokens[sentence.first : sentence.last] if t.text.isalpha()]
    return len(words) > 3 and sum(w.isupper() for w in words) > 0.8 * len(words)
