"""The words of a noun phrase that say what kind of actor it is: its role noun, its titles, its name."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from dateline.actors.directory import ActorLexicon, Role
from dateline.places.fold import fold
from dateline.text.parse import Parse, Token
from dateline.text.trees import Phrase

IRREGULAR = {
    "men": "man",
    "women": "woman",
    "people": "people",
    "children": "child",
    "police": "police",
    "wives": "wife",
    "thieves": "thief",
    "clergymen": "clergyman",
    "mice": "mouse",
    "troops": "troop",
    "forces": "force",
}
JOINERS = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "ben",
        "de",
        "da",
        "del",
        "della",
        "di",
        "von",
        "van",
        "der",
        "den",
        "la",
        "le",
        "ul",
        "ur",
        "ud",
        "dos",
        "das",
        "du",
        "ad",
        "as",
        "ash",
        "an",
        "at",
        "az",
        "e",
        "y",
        "of",
        "o",
        "-",
        "'",
        ".",
    }
)
CALENDAR = frozenset(
    [
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Jan.",
        "Feb.",
        "Aug.",
        "Sept.",
        "Oct.",
        "Nov.",
        "Dec.",
        "Jan",
        "Feb",
        "Aug",
        "Sept",
        "Oct",
        "Nov",
        "Dec",
    ]
)
LONGEST_ROLE = 4  # words of the longest role noun looked for


class NameSpan(msgspec.Struct, frozen=True, gc=False):
    """The proper name inside a phrase: tokens ``first`` up to and without ``last``; ``titles``: the title words
    before it."""

    first: int
    last: int
    titles: tuple[int, ...]


@lru_cache(maxsize=65536)
def singular(word: str) -> str:
    """The singular of a lower-case noun by its ending; unchanged where none fits."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "sis")):
        return word[:-1]
    return word


def in_capitals(parse: Parse, i: int) -> bool:
    """Whether the sentence of token ``i`` is all in capitals, so that a capital shows nothing."""
    sentence = parse.sentence(i)
    words = [t.text for t in parse.tokens[sentence.first : sentence.last] if t.text.isalpha()]
    return len(words) > 3 and sum(w.isupper() for w in words) > 0.8 * len(words)


def is_plural(token: Token) -> bool:
    """Whether a noun stands in the plural, by its tag or its form."""
    return token.tag in ("NNS", "NNPS") or "Number=Plur" in token.morph or singular(token.lower) != token.lower


def role_at(parse: Parse, last: int, lexicon: ActorLexicon, first: int = 0) -> tuple[Role, int] | None:
    """The longest role noun that ends with token ``last`` and begins not before ``first``, and where it begins."""
    tokens = parse.tokens
    complemented = role_with_complement(parse, last, lexicon)
    if complemented is not None:
        return _lengthened(parse, last, complemented, lexicon, first)
    for size in range(LONGEST_ROLE, 0, -1):
        start = last - size + 1
        if start < first:
            continue
        words = [t.lower for t in tokens[start : last + 1]]
        for final in _finals(tokens[last]):
            role = lexicon.roles.get(" ".join([*words[:-1], final]).replace(" - ", "-").replace(" '", "'"))
            if role is not None and _number_fits(role, tokens[last]):
                return role, start
    return None


def is_title_modifier(parse: Parse, phrase: Phrase, last: int, kind: str, lexicon: ActorLexicon) -> bool:
    """Whether a country or capital that ends before ``last`` only leads in a title and a name ("Rome Mayor Neri")."""
    if kind not in ("country", "capital", "people", "org") or last >= phrase.last or phrase.head >= last:
        return False
    return is_title(parse, last, lexicon) and parse.tokens[last].text[0].isupper()


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


def role_with_complement(parse: Parse, first: int, lexicon: ActorLexicon) -> tuple[Role, int] | None:
    """The role that token ``first`` begins with what follows it ("chief of staff"), and where it ends; None when
    there is none."""
    tokens = parse.tokens
    if first + 2 >= len(tokens) or tokens[first + 1].lower not in ("of", "in"):
        return None
    for size in (4, 3):
        words = [t.lower for t in tokens[first : first + size]]
        role = lexicon.roles.get(" ".join([singular(words[0]), *words[1:]]))
        if role is not None:
            return role, first + size
    return None


def _lengthened(
    parse: Parse, last: int, complemented: tuple[Role, int], lexicon: ActorLexicon, first: int
) -> tuple[Role, int]:
    """The role with the word before it when that is a role too ("deputy secretary of state")."""
    start = last - 1
    if start >= max(first, 0):
        longer = lexicon.roles.get(f"{parse.tokens[start].lower} {complemented[0].word}")
        if longer is not None:
            return longer, start
    return complemented[0], last


def _number_fits(role: Role, token: Token) -> bool:
    """Some nouns are actors in one number alone: "forces" but not "by force", "a figure" but not "figures"."""
    if role.number == "plurals":
        return is_plural(token)
    return role.number != "singular" or not is_plural(token)


def _finals(token: Token) -> tuple[str, ...]:
    return _spellings(token.lower, token.lemma)


@lru_cache(maxsize=65536)
def _spellings(lower: str, lemma: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((lower, singular(lower), lemma)))


def is_name_word(token: Token) -> bool:
    """Whether a token looks like part of a name."""
    if token.text.capitalize() in CALENDAR:
        return False
    return token.text[0].isupper() and (
        token.pos == "PROPN" or token.ent in ("PERSON", "ORG", "LOC") or token.tag in ("NNP", "NNPS")
    )


def name_in(parse: Parse, phrase: Phrase, lexicon: ActorLexicon) -> NameSpan | None:
    """The run of name words at the phrase's head, without titles; None when the head is no name and none follows it."""
    tokens = parse.tokens
    head = phrase.head
    if not is_name_word(tokens[head]):
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
    tokens = parse.tokens
    first, last = at, at + 1
    while first > phrase.first and _joins(tokens[first - 1]):
        first -= 1
    while last < phrase.last and _joins(tokens[last]):
        last += 1
    while first < last and not tokens[first].text[0].isalpha():
        first += 1
    while last > first and not is_name_word(tokens[last - 1]):
        last -= 1
    while first < at and not (is_name_word(tokens[first]) or tokens[first].lower in ("al", "el", "abu", "bin", "de")):
        first += 1
    return first, max(last, first)


def _joins(token: Token) -> bool:
    return is_name_word(token) or token.lower in JOINERS and token.lower != "of"


def _after_titles(parse: Parse, first: int, last: int, lexicon: ActorLexicon) -> int:
    at = first
    whole = role_at(parse, last - 1, lexicon, first)
    if whole is not None and whole[0].kind == "group" and last - first > 1:
        return first
    for i in range(first, last):
        if is_title(parse, i, lexicon):
            at = i + 1
    return at


def _after_office(parse: Parse, phrase: Phrase, first: int, last: int, lexicon: ActorLexicon) -> int:
    """In "Minister of Health Omar Said" the name begins at the first name, not at what the office is for."""
    office = phrase.prep == "of" and 0 <= phrase.governor < first and is_title(parse, phrase.governor, lexicon)
    for i in range(first + 1, last - 1) if office else ():
        if fold(parse.tokens[i].text) in lexicon.first_names:
            return i
    return first


def is_title(parse: Parse, i: int, lexicon: ActorLexicon) -> bool:
    """Whether token ``i`` is a title or the last word of a person's role."""
    token = parse.tokens[i]
    if fold(token.text) in lexicon.titles:
        return True
    role = role_at(parse, i, lexicon)
    return role is not None and role[0].kind == "person" and not is_plural(token)


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


def person_words(parse: Parse) -> frozenset[str]:
    """The capitalised words of the people's names the recogniser found."""
    tokens = (
        t for n in parse.names if n.label == "PERSON" and n.last - n.first > 1 for t in parse.tokens[n.first : n.last]
    )
    return frozenset(t.text for t in tokens if len(t.text) > 2 and t.text[0].isupper())
