"""How much speaks for a candidate being a place: a sum of named weights.

They were set by hand and then moved towards a regularised logistic regression on the development part of the
place corpora (each corpus halved, fitted on one half, better on the other)."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from dateline.places.candidates import Candidate, starts_name
from dateline.places.cues import cue, longer_names, stoplist
from dateline.places.fold import acronym, fold
from dateline.places.gazetteer import Entry
from dateline.text.parse import Parse, Token

WEIGHTS = {
    "parser-place": 1.4, "parser-person": -0.3, "parser-org": -0.4, "parser-people": 0.5, "parser-none": -0.5,
    "famous": 2.2, "large": 1.6, "middling": 1.2, "other-name": -1.0, "several-words": 1.5, "dateline-form": 2.5,
    "locative": 1.1, "of": 0.5, "local-noun": 1.0, "hyphen": 0.8, "direction": 0.7, "container": 3.0,
    "generic": 1.6, "city-of": 2.2, "title": -2.7, "patron": -5.0, "first-name": -2.5, "name-goes-on": -0.9,
    "famous-goes-on": -0.5, "name-before": -1.0, "stoplist": -2.0, "stopped-and-opens": -1.5, "longer-name": -9.0,
    "person-here": -2.7, "maybe-person-here": -1.1, "given-name": -1.2, "organisation": 0.2, "media": -6.0,
    "disease": -2.5, "abbreviation": -4.0, "acronym": -1.5, "no-name": -1.1, "small-letters": -1.9, "road": 1.4,
    "kind-first": 1.2, "unknown": -1.4, "again": 1.3, "listed": 1.3,
}  # fmt: skip
DASHES = frozenset(("-", "--", "–", "—", "―"))
ENOUGH = 0.9  # a candidate with less is no mention
CERTAIN = 2.4  # one with more vouches for the same name elsewhere in the document
LARGE, MIDDLING = 300_000, 30_000  # people


class Setting:
    """What the document says about its names: who is a person here, which words are also written small."""

    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.label = [""] * len(parse.tokens)
        for name in parse.names:
            for i in range(name.first, name.last):
                self.label[i] = name.label
        self.persons, self.maybe = _persons(parse)
        self.small = {t.lower for t in parse.tokens if t.text.islower() and t.pos != "PROPN"}

    def token(self, i: int) -> Token | None:
        """The token at ``i`` when it is in the text."""
        return self.parse.tokens[i] if 0 <= i < len(self.parse.tokens) else None

    def beside(self, i: int, of: int) -> Token | None:
        """The token at ``i`` when it is in the sentence of token ``of``."""
        token = self.token(i)
        return token if token is not None and token.sent == self.parse.tokens[of].sent else None


def _persons(parse: Parse) -> tuple[frozenset[str], frozenset[str]]:
    """Words of persons' full names, since a bare surname later is the person: the sure ones, and the parser's alone."""
    sure: set[str] = set(_after_given_or_title(parse))
    maybe: set[str] = set()
    for name in parse.names:
        words = [t for t in parse.tokens[name.first : name.last] if starts_name(t)]
        if name.label == "PERSON" and len(words) > 1:
            known = _opens_person(words[0]) or _is_titled(words[0], parse)
            (sure if known else maybe).update(w.lower for w in words)
    return frozenset(sure), frozenset(maybe)


def _is_titled(first: Token, parse: Parse) -> bool:
    """Whether a title stands before it ("President Moses Chanda")."""
    before = parse.tokens[first.i - 1] if first.i else first
    return before.sent == first.sent and before.lower in cue("title")


def _opens_person(token: Token) -> bool:
    """Whether it is an initial or a first name."""
    return len(token.text.rstrip(".")) == 1 or token.lower in cue("first_name")


def _after_given_or_title(parse: Parse) -> Iterator[str]:
    """Capitalised words right after a first name or a title."""
    for before, here in itertools.pairwise(parse.tokens):
        if before.sent == here.sent and starts_name(before) and starts_name(here):
            titled = before.lower in cue("title") and here.pos == "PROPN"
            if titled or before.lower in cue("first_name"):
                yield here.lower


def weigh(here: Candidate, setting: Setting) -> dict[str, float]:
    """The weights that hold for a candidate, by name."""
    names = [_by_parser(here, setting), *_by_fame(here), *_before(here, setting), *_after(here, setting)]
    names.extend(_itself(here, setting))
    return {name: WEIGHTS[name] for name in names if name}


def _by_parser(here: Candidate, setting: Setting) -> str:
    labels = {setting.label[i] for i in range(here.first, here.last)} - {""}
    order = (("PERSON", "parser-person"), ("LOC", "parser-place"), ("ORG", "parser-org"), ("NORP", "parser-people"))
    if "LOC" in labels:
        return "parser-place"
    return next((weight for label, weight in order if label in labels), "parser-none")


def _by_fame(here: Candidate) -> list[str]:
    if here.people:
        return ["famous"]
    if not here.entries:
        return ["longer-name" if fold(here.text) in longer_names() else "unknown"]
    best = min(here.entries, key=lambda e: (e.grade, -e.population))
    size = _size(here, best.grade)
    found = [size] if size else []
    if best.grade and size != "famous":
        found.append("other-name")
    if here.last - here.first > 1:
        found.append("several-words")
    return found


def _size(here: Candidate, grade: int) -> str:
    """famous large middling or "", by what the name may stand for; ``grade``: of the closest spelling."""
    units = [e for e in here.entries if e.precision not in ("city", "admin2")]
    if any(_is_famous(e) for e in here.entries):
        return "famous"
    population = max(e.population for e in here.entries if e.grade == grade)
    if population >= LARGE or units:
        return "large"
    return "middling" if population >= MIDDLING else ""


def _is_famous(entry: Entry) -> bool:
    """Whether it is a capital, a US state, or anything larger than a first-level unit."""
    if entry.capital or entry.precision not in ("city", "admin2", "admin1"):
        return True
    return entry.precision == "admin1" and entry.country == "US"


def _before(here: Candidate, setting: Setting) -> list[str]:
    token = setting.beside(here.first - 1, here.first)
    if token is None:
        return []
    if token.lower == "the":
        token = setting.beside(here.first - 2, here.first) or token
    return [*_by_preposition(token.lower, here, setting), *_by_name_before(token, here, setting)]


def _by_preposition(word: str, here: Candidate, setting: Setting) -> Iterator[str]:
    if word in cue("locative") or (word == "-" and _party(here, setting)):
        yield "locative"
    if word in cue("direction"):
        yield "direction"
    if word == "of":
        yield "city-of" if _kind_before(here, setting) else "of"


def _by_name_before(token: Token, here: Candidate, setting: Setting) -> Iterator[str]:
    if token.lower in cue("title") and not here.people:
        yield "title"
    elif token.lower in cue("first_name") and starts_name(token):
        yield "first-name"
    elif _open_name(token, here, setting) and token.lower not in cue("direction"):
        yield "name-before"


def _party(here: Candidate, setting: Setting) -> bool:
    """ "Sen. Ray Miller, D-Columbus": the seat of an American politician."""
    token = setting.beside(here.first - 2, here.first)
    return token is not None and token.text in ("D", "R", "I")


def _kind_before(here: Candidate, setting: Setting) -> bool:
    words = [setting.token(here.first - k) for k in (2, 3)]
    kinds = cue("kind_of") | cue("relation")
    return any(w is not None and w.lower in kinds for w in words)


def _open_name(token: Token, here: Candidate, setting: Setting) -> bool:
    """Is the token before part of a longer name: a capitalised proper noun that does not open the sentence."""
    first = setting.parse.sentence(here.first).first
    return starts_name(token) and token.pos == "PROPN" and token.i != first and token.text.isalpha() and not here.people


def _after(here: Candidate, setting: Setting) -> list[str]:
    token = setting.beside(here.last, here.first)
    if token is None:
        return []
    following = _by_noun_after(token, here, setting) or _by_name_after(token, here, setting)
    found = [following] if following else []
    if token.lower in DASHES and here.first == setting.parse.sentence(here.first).first:
        found.append("dateline-form")
    return found


def _by_noun_after(token: Token, here: Candidate, setting: Setting) -> str:
    """The weight of the noun after a name, "" for none."""
    word = token.lower
    if word in cue("media") and starts_name(token):
        return "media"
    if word in cue("disease") and not here.people:
        return "disease"
    if word in cue("admin") or word in cue("feature") or _listed_kind(here, setting):
        return "generic"
    if word in cue("local_noun") and not here.people:
        return "local-noun"
    return "organisation" if word in cue("org") else ""


def _by_name_after(token: Token, here: Candidate, setting: Setting) -> str:
    """The weight of a hyphen or of a name that goes on after this one, "" for neither."""
    if token.lower == "-" and _hyphen(here, setting):
        return "hyphen"
    if here.people or not starts_name(token) or token.pos != "PROPN" or not token.text.isalpha():
        return ""
    return "famous-goes-on" if "famous" in _by_fame(here) else "name-goes-on"


def _hyphen(here: Candidate, setting: Setting) -> bool:
    """ "Kabul-based", "Pakistan-backed"."""
    after = setting.beside(here.last + 1, here.first)
    return after is not None and after.text.islower() and after.lower in cue("hyphen")


def _listed_kind(here: Candidate, setting: Setting) -> bool:
    """Is it one of "Helmand and Kandahar provinces", "Douglas, Sarpy and Lancaster counties"."""
    for i in range(here.last, here.last + 8):
        token = setting.beside(i, here.first)
        if token is None or not (
            starts_name(token) or token.lower in (",", "and", "or", "-") or token.lower in cue("unit")
        ):
            return False
        if token.text.islower() and token.lower in cue("unit"):
            return True
    return False


def _patron(here: Candidate, setting: Setting) -> bool:
    """ "at St. Paul's", "St. Therese's church", but not "St. Paul's mayor"."""
    mark, thing = setting.beside(here.last, here.first), setting.beside(here.last + 1, here.first)
    if mark is None or mark.lower not in ("'s", "’s"):
        return False
    return thing is None or thing.pos not in ("NOUN", "ADJ") or thing.lower in cue("org")


def _itself(here: Candidate, setting: Setting) -> list[str]:
    tokens = setting.parse.tokens[here.first : here.last]
    found = list(_by_kind_word(here, tokens[0]))
    if tokens[0].lower in ("st", "st.", "saint") and _patron(here, setting):
        found.append("patron")
    if fold(here.text) in stoplist() and not here.people and not acronym(here.text):
        found.append("stoplist")
        if len(tokens) == 1 and here.first == setting.parse.sentence(here.first).first:
            found.append("stopped-and-opens")
    if len(tokens) == 1:
        found.extend(_alone(tokens[0], here, setting))
    return found


def _by_kind_word(here: Candidate, first: Token) -> Iterator[str]:
    """The weights of a kind word inside the name ("Tarrant County", "Lake Hartwell", "Red Bank Road")."""
    if here.generic in ("unit", "feature"):
        yield "generic"
    if here.generic == "feature" and first.lower in cue("feature_before"):
        yield "kind-first"
    if here.generic == "road":
        yield "road"


def _alone(token: Token, here: Candidate, setting: Setting) -> list[str]:
    """What speaks against a name of one word."""
    if here.people:
        return ["person-here"] if _is_person_adjective(token, here, setting) else []
    famous = "famous" in _by_fame(here)
    return [*_as_person(token, setting, famous), *_as_word(token, here, setting, famous)]


def _is_person_adjective(token: Token, here: Candidate, setting: Setting) -> bool:
    """Whether the name of a people is a person's in this text, and no noun follows it."""
    after = setting.beside(here.last, here.first)
    return token.lower in setting.persons and (after is None or after.pos not in ("NOUN", "PROPN", "ADJ"))


def _as_person(token: Token, setting: Setting, famous: bool) -> Iterator[str]:
    if token.lower in setting.persons:
        yield "person-here"
    elif token.lower in setting.maybe:
        yield "maybe-person-here"
    elif token.lower in cue("first_name") and not famous:
        yield "given-name"


def _as_word(token: Token, here: Candidate, setting: Setting, famous: bool) -> Iterator[str]:
    if token.pos not in ("PROPN", "X") and not famous:
        yield "no-name"
    if token.lower in setting.small and not token.text.isupper():
        yield "small-letters"
    if here.parser and token.text.isupper() and len(token.text) < 6:
        yield "acronym"
    before = setting.beside(here.first - 1, here.first)
    if token.lower in cue("abbreviation") and (before is None or before.text not in (",", "-", "(", "–", "/")):
        yield "abbreviation"
