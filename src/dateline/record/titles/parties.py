"""Parties of a title: as a headline names them, and numbers of people."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from dateline import counts
from dateline.actors.directory import roles
from dateline.counts.told import at_least
from dateline.lexicon.files import Folders, in_force
from dateline.lexicon.titles import Titles
from dateline.lexicon.titles import load as load_titles
from dateline.places.fold import fold
from dateline.record.titles.articles import indefinite
from dateline.record.types import Kept
from dateline.types import Party, Tally

LONGEST = 7  # words of a party in a title
REMEMBERED = 8192  # parties, of which many dispatches name the same
OF_THEM = re.compile(r"^(\S+) of (?:the|its|their|these|those|his|her) (?=[^\W\d])(\w+)")
OF_WHOM = re.compile(r"^(\S+) (?:of (?:them|those|these)|others)$")
ONE = ("one", "1")
HEAP = re.compile(r"^(?:(?:some|many) )?(?:tens|dozens|scores|hundreds|thousands)(?: of (?:thousands|hundreds))?$")
NUMBER = re.compile(r"^(?:(?:about|at least|more than|nearly|some|almost|over) )?[\d,.]+$")
INDEFINITE = re.compile(r"^an?\s", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)
CONJOINED = re.compile(r"^(?:and|or|but)\s+")
INITIALS = re.compile(r"(?:^| )(?:[A-Z]\.)+[A-Z]$")
NOT_PLURAL = ("ss", "us", "is")
PUNCTUATION = " ,;:.–—\"'“”‘’()"


def people(tally: Tally) -> str:
    """ "eight people", "at least 12 people", "one person"."""
    low, high = tally.low, tally.high
    if low is None and high is None:
        return "people"
    if low is not None and high is None:
        return f"{at_least(low, _number(low))} people"
    if low is None:
        return f"up to {_number(high)} people"
    number = _number(low) if low == high else f"{low:,} to {high:,}"
    return f"{number} {'person' if low == high == 1 else 'people'}"


def _number(value: int | None) -> str:
    """A number as it is written in running text: in words up to ten."""
    small = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    number = value or 0
    return small[number] if number < len(small) else f"{number:,}"


def parties(some: Iterable[Party], kept: Kept) -> list[str]:
    """Parties in words, each once, those that name nobody left out; of a number of people and others the number alone, and of
    things that are not known yet ("a school, a teacher") the first alone."""
    told = [(one, words_) for one in _beside_places(list(some), kept) if (words_ := party_in_words(one, kept))]
    found = list(dict.fromkeys(words_ for _, words_ in told))
    counted = [one for one in found if is_counted(one)]
    if counted:
        return [_of_kind(counted[0], told)]
    known = all(is_name(words_) or not INDEFINITE.match(one.text) for one, words_ in told)
    return found if known else found[:1]


def _beside_places(some: list[Party], kept: Kept) -> list[Party]:
    """The parties without places in which it was done, where others stand beside them: "villagers", not "villagers and Goma"."""
    sites = {where.span for where in getattr(kept.claim, "place", ()) if where.place is not None}
    people = [one for one in some if one.span not in sites]
    return people or some


def _of_kind(counted: str, told: list[tuple[Party, str]]) -> str:
    """ "two students" for "two of them" beside "students"; the number as it stands where no plain plural stands beside it."""
    number, _, noun = counted.partition(" ")
    if noun != "people" or not any(words_ == counted and OF_WHOM.match(one.text) for one, words_ in told):
        return counted
    kind = next((words_ for _, words_ in told if _is_kind(words_)), "")
    return f"{number} {kind}" if kind else counted


def _is_kind(phrase: str) -> bool:
    """A plain plural of one word: "students"."""
    return phrase == phrase.lower() and " " not in phrase and _is_plural(phrase)


def is_counted(phrase: str) -> bool:
    """Whether a phrase begins with a number: "about eight people"."""
    words_ = fold(phrase.replace(",", "")).split()[:4]
    return any(word.isdecimal() or word.partition("-")[0] in _numbers() for word in words_)


def is_name(phrase: str) -> bool:
    """Whether a phrase begins like a name."""
    return phrase[:1].isupper()


def party_in_words(party: Party, kept: Kept) -> str:
    """A party as a headline names it: without article, clauses and quotation marks; "" when it names nobody."""
    plain, named = _in_words(in_force(), party.name, party.text, bool(party.id))
    return (_town(plain, party, kept) if plain else "") or named


@lru_cache(maxsize=REMEMBERED)
def _in_words(folders: Folders, name: str, text: str, known: bool) -> tuple[str, str]:
    """The phrase that may stand for a town, "" for none, and what a party is called so named; ``known``: it has an id."""
    titles = load_titles(folders)
    phrase = name if known else text
    if fold(phrase) in titles.nobody:
        phrase = name
    phrase = _bared(_dayless(cut(" ".join(phrase.split())), titles), titles)
    if (
        not phrase
        or fold(phrase) in titles.nobody | titles.owners
        or len(phrase.removeprefix("the ").split()) > LONGEST
    ):
        return "", ""
    if NUMBER.match(phrase):
        return "", f"{phrase} people"
    if HEAP.match(phrase):
        return "", f"{'dozens' if phrase == 'tens' else phrase} of people"
    return ("", phrase) if known else (phrase, _lowered(phrase))


def _town(phrase: str, party: Party, kept: Kept) -> str:
    """The name of the place that a plain noun stands for ("the town"); "" for any other party."""
    noun = ARTICLE.sub("", phrase)
    if noun != noun.lower() or " " in noun:
        return ""
    known = (where for where in kept.claim.place if where.place is not None and where.span == party.span)
    return next((where.place.name for where in known if where.place is not None), "")


def _bared(phrase: str, titles: Titles) -> str:
    """The phrase without what points at something that nobody has named yet ("its own base", "nine of them"), and without the article
    of a name or of several: "the villagers", but not "the camp"."""
    lead, _, rest = CONJOINED.sub("", _numbered(phrase)).partition(" ")
    if not rest:
        return lead
    if lead.lower() in titles.dropped:
        return _known(lead.lower(), rest)
    return _indefinite(rest.removeprefix("own ")) if lead.lower() in titles.owners else f"{lead} {rest}"


def _known(lead: str, rest: str) -> str:
    """Behind a word that a headline leaves out: "villagers", "Taliban", "the camp", "a camp" of "this camp"."""
    head = rest.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    if not head.islower() or _is_plural(rest) or is_counted(rest):
        return rest
    return f"the {rest}" if lead == "the" else _indefinite(rest)


def _dayless(phrase: str, titles: Titles) -> str:
    """The phrase without a day of the week before or behind it ("Mr. Said Friday"); "" for a day alone."""
    words_ = phrase.split()
    while words_ and words_[-1].lower() in titles.days:
        words_.pop()
    while words_ and words_[0].lower() in titles.days:
        words_.pop(0)
    return " ".join(words_)


def _numbered(phrase: str) -> str:
    """ "nine of them" as "nine people", "12 of the insurgents" as "12 insurgents"."""
    if not is_counted(phrase.partition(" ")[0]):
        return phrase
    part = OF_THEM.match(phrase)
    if part and fold(part[1]) in ONE:
        return phrase
    whole = phrase if part is None or part[2].casefold() in _numbers() else OF_THEM.sub(r"\1 \2", phrase)
    return OF_WHOM.sub(r"\1 people", whole)


def _indefinite(phrase: str) -> str:
    """ "a base", "positions", "Fighters"."""
    if phrase[:1].isupper() or _is_plural(phrase):
        return phrase
    return indefinite(phrase)


def cut(phrase: str) -> str:
    """The phrase up to its first clause."""
    cuts = load_titles(in_force()).cuts
    end = min((found for one in cuts if (found := phrase.find(one)) > 0), default=len(phrase))
    whole = _unquoted(phrase[:end]).strip(PUNCTUATION)
    return f"{whole}." if INITIALS.search(whole) else whole


def _unquoted(phrase: str) -> str:
    """The phrase without a quotation of which only one end is in it: up to where it begins, else without the mark of its end."""
    if phrase.count('"') % 2 == 0:
        return phrase
    start = phrase.rfind(' "')
    return phrase[:start] if start > 0 else phrase.replace('"', "")


def thing_in_words(phrase: str) -> str:
    """A thing as a headline names it, without its article: "sanctions", "release of six herders"."""
    return _bared(phrase, load_titles(in_force()))


def _is_plural(phrase: str) -> bool:
    head = phrase.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1]
    return (
        head.endswith("men")
        or (head.endswith("s") and not head.endswith(NOT_PLURAL))
        or head
        in {
            "people",
            "men",
            "women",
            "children",
            "police",
            "troops",
        }
    )


def is_people(phrase: str) -> bool:
    """Whether a phrase is of people, or of somebody of a role ("a police general")."""
    head = phrase.split(" of ", maxsplit=1)[0].rsplit(maxsplit=1)[-1].lower()
    forms = (head, head.removesuffix("s"), f"{head.removesuffix('men')}man")
    known = roles(in_force())
    return phrase.endswith(" people") or any(one in known and known[one].kind in {"person", "force"} for one in forms)


def _lowered(phrase: str) -> str:
    """A description that begins its sentence, in lower case where its first word is no name."""
    first, *others = phrase.split()
    low = first.lower()
    if low in load_titles(in_force()).plain:
        return low + phrase[len(first) :]
    follows = not others or not others[0][:1].isupper() or low.partition("-")[0] in _numbers()
    plain = bool(ARTICLE.match(phrase)) or _is_common(low, phrase[len(first) :])
    if INDEFINITE.match(phrase) or (follows and plain and low not in load_titles(in_force()).capitals):
        return low + phrase[len(first) :]
    return phrase


def _is_common(low: str, rest: str) -> bool:
    """Whether a word opens a description, before the rest of it: a number, "some", a role of small words or of somebody."""
    if low in load_titles(in_force()).common or low.partition("-")[0] in _numbers():
        return True
    forms = {low, low.removesuffix("s"), f"{low.removesuffix('men')}man", f"{low.removesuffix('ies')}y"}
    return not forms.isdisjoint(roles(in_force())) and (rest == rest.lower() or rest.startswith(" of "))


def _numbers() -> dict[str, int]:
    """Words for numbers."""
    return counts.classes()["number"]
