"""How much speaks for a candidate being a place: a sum of named weights.

They were set by hand and then moved towards a regularised logistic regression on the development part of the
place corpora (each corpus halved, fitted on one half, better on the other)."""

from __future__ import annotations

from dateline.places.candidates import Candidate, starts_name
from dateline.places.cues import cue, longer_names, stoplist
from dateline.places.fold import acronym, fold
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
    sure: set[str] = set()
    maybe: set[str] = set()
    titles, given = cue("title"), cue("first_name")
    for name in parse.names:
        words = [t for t in parse.tokens[name.first : name.last] if starts_name(t)]
        if name.label == "PERSON" and len(words) > 1:
            initial = len(words[0].text.rstrip(".")) == 1
            (sure if initial or words[0].lower in given else maybe).update(w.lower for w in words)
    for before, here in zip(parse.tokens, parse.tokens[1:], strict=False):
        named = before.lower in given or (before.lower in titles and here.pos == "PROPN")
        if named and starts_name(before) and starts_name(here) and before.sent == here.sent:
            sure.add(here.lower)
    return frozenset(sure), frozenset(maybe)


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
    found = []
    best = min(here.entries, key=lambda e: (e.grade, -e.population))
    population = max(e.population for e in here.entries if e.grade == best.grade)
    known = [e for e in here.entries if e.precision != "city" and e.precision != "admin2"]
    if any(e.precision != "admin1" or e.country == "US" for e in known) or any(e.capital for e in here.entries):
        found.append("famous")
    elif population >= 300_000 or known:
        found.append("large")
    elif population >= 30_000:
        found.append("middling")
    if best.grade and "famous" not in found:
        found.append("other-name")
    if here.last - here.first > 1:
        found.append("several-words")
    return found


def _before(here: Candidate, setting: Setting) -> list[str]:
    token = setting.beside(here.first - 1, here.first)
    if token is None:
        return []
    word, found = token.lower, []
    if word == "the":
        token = setting.beside(here.first - 2, here.first) or token
        word = token.lower
    if word in cue("locative") or (word == "-" and _party(here, setting)):
        found.append("locative")
    if word in cue("direction"):
        found.append("direction")
    if word == "of":
        found.append("city-of" if _kind_before(here, setting) else "of")
    if word in cue("title") and not here.people:
        found.append("title")
    elif word in cue("first_name") and starts_name(token):
        found.append("first-name")
    elif _open_name(token, here, setting) and word not in cue("direction"):
        found.append("name-before")
    return found


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
    word, found = token.lower, []
    if word in cue("media") and starts_name(token):
        found.append("media")
    elif word in cue("disease") and not here.people:
        found.append("disease")
    elif word in cue("admin") or word in cue("feature") or _listed_kind(here, setting):
        found.append("generic")
    elif word in cue("local_noun") and not here.people:
        found.append("local-noun")
    elif word in cue("org"):
        found.append("organisation")
    elif word == "-" and _hyphen(here, setting):
        found.append("hyphen")
    elif starts_name(token) and token.pos == "PROPN" and token.text.isalpha() and not here.people:
        found.append("famous-goes-on" if "famous" in _by_fame(here) else "name-goes-on")
    if word in DASHES and here.first == setting.parse.sentence(here.first).first:
        found.append("dateline-form")
    return found


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
    found = []
    if here.generic in ("unit", "feature"):
        found.append("generic")
    if here.generic == "feature" and tokens[0].lower in cue("feature_before"):
        found.append("kind-first")
    if here.generic == "road":
        found.append("road")
    if tokens[0].lower in ("st", "st.", "saint") and _patron(here, setting):
        found.append("patron")
    if fold(here.text) in stoplist() and not here.people and not acronym(here.text):
        found.append("stoplist")
        if len(tokens) == 1 and here.first == setting.parse.sentence(here.first).first:
            found.append("stopped-and-opens")
    if len(tokens) == 1:
        found.extend(_alone(tokens[0], here, setting))
    return found


def _alone(token: Token, here: Candidate, setting: Setting) -> list[str]:
    """What speaks against a name of one word."""
    if here.people:
        after = setting.beside(here.last, here.first)
        named = token.lower in setting.persons and (after is None or after.pos not in ("NOUN", "PROPN", "ADJ"))
        return ["person-here"] if named else []
    found, famous = [], "famous" in _by_fame(here)
    if token.lower in setting.persons:
        found.append("person-here")
    elif token.lower in setting.maybe:
        found.append("maybe-person-here")
    elif token.lower in cue("first_name") and not famous:
        found.append("given-name")
    if token.pos not in ("PROPN", "X") and not famous:
        found.append("no-name")
    if token.lower in setting.small and not token.text.isupper():
        found.append("small-letters")
    if here.parser and token.text.isupper() and len(token.text) < 6:
        found.append("acronym")
    before = setting.beside(here.first - 1, here.first)
    if token.lower in cue("abbreviation") and (before is None or before.text not in (",", "-", "(", "–", "/")):
        found.append("abbreviation")
    return found
