"""Make news-like sentences with typed names, out of our own templates, invented names and the names of dateline's lexicon.

Written as JSON lines {"words": [...], "ner": ["O", "B-ORG", ...]}. Only training text: the sentences say nothing true.
Labels: PERSON ORG LOC NORP DATE EVENT. Titles and articles are no part of a name; a state that acts is a LOC.

Slots of words/templates.txt: P person, S surname, T title and person, TS title and surname, A armed group, O institution,
OF full name of an organisation and OA an acronym (of the OF before it, if there is one), M ministry, PA party, CO company,
ME medium, U university, NG private organisation, UN international body, MI force, CT court, TM team, C town (C^ in
capitals), PR province, K country, F feature or building, N adjective of a people, NP people, D day, MD day of a month,
Y year, E event, R common noun for a person, n number. A leading {^} puts the sentence in capitals.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import random
import re
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

HERE = Path(__file__).parent / "words"
SLOT = re.compile(r"\{([^{}]*)\}")
CHOICE = re.compile(r"\[([^][]*)\]")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
NUMBERS = "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty".split()
RELATIVE = [
    "last week",
    "last month",
    "last year",
    "this week",
    "earlier this year",
    "next month",
    "yesterday",
    "today",
]
NO_ARTICLE = re.compile(
    r"(?:^|[\s(\"])(?:the|a|an|its|his|her|their|our|former|new|ruling|opposition|this|that)\s$|'s\s$|[A-Z]\S*\s$", re.I
)
WITH_ARTICLE = re.compile(
    r"U\.?[SK]|United |.*(?:Republic|Islands|Kingdom|States|Emirates|Union)\b|Netherlands|Philippines|Bahamas|Maldives"
)
PLURALS = [(r"\b(\w*)mans\b", r"\1men"), (r"\bwitnesss\b", "witnesses"), (r"\bdeputys\b", "deputies")]
SPELLED = set("AEFHILMNORSX")
PLAIN_ARMED = [
    "rebels",
    "gunmen",
    "militants",
    "insurgents",
    "the rebels",
    "separatists",
    "a militia",
    "guerrillas",
    "the militants",
]
PLAIN_FORCE = [
    "the army",
    "police",
    "government forces",
    "soldiers",
    "security forces",
    "the military",
    "the navy",
    "the police",
]
PLAIN_BODY = [
    "the government",
    "officials",
    "parliament",
    "the opposition",
    "the ministry",
    "the central bank",
    "the court",
]
SHORT_NAMES = [
    "IS",
    "ISIS",
    "ISIL",
    "JNIM",
    "RSF",
    "M23",
    "AQIM",
    "AQAP",
    "PKK",
    "YPG",
    "SDF",
    "TTP",
    "ELN",
    "LRA",
    "ADF",
    "FDLR",
    "SNA",
    "HTS",
]
FEATURES = {
    "river",
    "sea",
    "base",
    "mountains",
    "strait",
    "lake",
    "camp",
    "airport",
    "gulf",
    "square",
    "park",
    "mountain",
}
FEATURES |= {"desert", "road", "ocean", "dam", "bay", "plant", "bridge", "canal", "forest", "island", "peninsula"}
Piece = tuple[str, str]


def table(path: Path) -> list[dict[str, str]]:
    """Rows of a tab-separated lexicon file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def spellings(row: dict[str, str]) -> list[str]:
    """The name of a row and its aliases that begin with a capital, without a leading article."""
    found = [row["name"], *(row.get("aliases") or "").split("|")]
    bare = [re.sub(r"^the ", "", name) for name in found]
    return [name for name in bare if name and any(c.isupper() for c in name)]


class Maker:
    """Draws names. Each `slot_X` method gives the pieces (text, label) of one slot; an empty label is no name."""

    def __init__(self, lexicon: Path, seed: int) -> None:
        """`lexicon` is the data folder of dateline's lexicon."""
        self.rnd = random.Random(seed)
        raw = tomllib.loads((HERE / "names.toml").read_text(encoding="utf-8"))
        self.people: list[dict[str, str]] = list(raw["persons"].values())
        self.syllables = {k: v.split() for k, v in raw["syllables"].items()}
        self.lists = {k: v.split("|") for part in ("towns", "orgs", "norp", "words") for k, v in raw[part].items()}
        for key in ("bare", "company_bare"):
            self.lists[key] = raw["orgs"][key].split()
        self.lists["suffix"] = raw["towns"]["suffix"].split()
        self._read(lexicon)
        self.used: list[str] = []
        self.full = ""

    def _read(self, lexicon: Path) -> None:
        groups = [n for row in table(lexicon / "actors" / "groups.tsv") for n in spellings(row)]
        orgs = [n for row in table(lexicon / "actors" / "organisations.tsv") for n in spellings(row)]
        self.lists["groups"] = sorted(set(groups))
        self.lists["organisations"] = sorted(set(orgs))
        self.lists["acronyms"] = sorted({n for n in [*groups, *orgs] if re.fullmatch(r"[A-Z][A-Z0-9-]{1,6}", n)})
        titles = {t.lower() for key in ("title_long", "title_short") for t in self.lists[key]}
        known = {n for row in table(lexicon / "actors" / "people.tsv") for n in spellings(row)}
        self.lists["known"] = sorted(n for n in known if n.split()[0].lower() not in titles)
        states = table(lexicon / "places" / "countries.tsv")
        self.lists["countries"] = sorted({n for row in states for n in spellings(row)})
        self.lists["capitals"] = sorted({c for row in states for c in row["capitals"].split("|") if c})
        self.lists["state_adjectives"] = sorted({a for row in states for a in row["adjectives"].split("|") if a})
        self.lists["state_people"] = sorted({p for row in states for p in row["people"].split("|") if p.endswith("s")})
        places = table(lexicon / "places" / "features.tsv")
        self.lists["regions"] = sorted({r["name"] for r in places if r["kind"] in ("admin1", "region", "district")})
        self.lists["cities"] = sorted({r["name"] for r in places if r["kind"] == "city"})
        self.lists["features"] = sorted({r["name"] for r in places if r["kind"] in FEATURES})

    # drawing

    def of(self, key: str) -> str:
        """One entry of a list."""
        return self.rnd.choice(self.lists[key])

    def chance(self, share: float) -> bool:
        """True in that share of calls."""
        return self.rnd.random() < share

    def fill(self, pattern: str) -> str:
        """An organisation's pattern with its inner slots filled, as plain text."""
        return SLOT.sub(lambda m: self.inner(m.group(1)), pattern)

    def inner(self, slot: str) -> str:
        """Plain text of a slot within a name."""
        if slot == "O#":
            n = self.rnd.randint(1, 119)
            ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
            return f"{n}{ending}"
        if slot == "F1":
            return self.rnd.choice(self.rnd.choice(self.people)["first"].split())
        draw: dict[str, Callable[[], str]] = {"C": self.town, "K": self.state, "N": self.adjective, "S": self.surname}
        return draw.get(slot, self.province)()

    def coin(self, syllables: int) -> str:
        """An invented word."""
        part = self.syllables
        middle = "".join(self.rnd.choice(part["middle"]) for _ in range(syllables - 1))
        return self.rnd.choice(part["start"]) + middle + self.rnd.choice(part["end"])

    # persons

    def surname(self) -> str:
        """A family name."""
        if self.chance(0.35):
            return self.coin(self.rnd.randint(1, 3))
        return self.rnd.choice(self._last(self.rnd.choice(self.people)))

    @staticmethod
    def _last(region: dict[str, str]) -> list[str]:
        particles = {"van", "der", "de", "dos", "dela", "Dela"}
        out: list[str] = []
        held: list[str] = []
        for word in region["last"].split():
            held.append(word)
            if word not in particles:
                out.append(" ".join(held))
                held = []
        return out

    def person(self) -> str:
        """A person's full name; the surname is kept for later mentions."""
        if self.chance(0.08):
            name = self.of("known")
            self.used.append(name.split()[-1])
            return name
        region = self.rnd.choice(self.people)
        first = self.rnd.choice(region["first"].split())
        last = self.coin(self.rnd.randint(1, 3)) if self.chance(0.3) else self.rnd.choice(self._last(region))
        self.used.append(last)
        if region.get("order"):
            return f"{last} {first}"
        draw = self.rnd.random()
        if draw < 0.06:
            return f"{first} {self.rnd.choice('ABCDEFGHJKLMPRSTW')}. {last}"
        if draw < 0.09:
            return f"{self.rnd.choice('ABCDEGHJKLMPRST')}. {self.rnd.choice('ABCDEGHJKLMPRST')}. {last}"
        if draw < 0.13:
            return f"{first} {self.rnd.choice(region['first'].split())} {last}"
        if draw < 0.16:
            return f"Abu {self.coin(1)}"
        if draw < 0.18:
            return f"{first} {last} Jr."
        if draw < 0.22:
            return f"{first} {self.rnd.choice(['bin', 'al-', 'ibn', 'ben', 'el-', 'de', 'von', 'Ould', 'ag'])} {last}".replace(
                "- ", "-"
            )
        if draw < 0.25:
            return last
        return f"{first} {last}"

    def slot_P(self) -> list[Piece]:
        return [(self.person(), "PERSON")]

    def slot_S(self) -> list[Piece]:
        if self.used and self.chance(0.5):
            return [(self.rnd.choice(self.used), "PERSON")]
        name = self.surname()
        self.used.append(name)
        return [(name, "PERSON")]

    def slot_T(self) -> list[Piece]:
        title = self.of("title_long") if self.chance(0.75) else self.of("title_short")
        lead: list[Piece] = [self.people_word(), (" ", "")] if self.chance(0.18) else []
        name = self.person() if self.chance(0.8) else self.surname()
        return [*lead, (title + " ", ""), (name, "PERSON")]

    def slot_TS(self) -> list[Piece]:
        return [(self.of("title_short") + " ", ""), *self.slot_S()]

    def slot_R(self) -> list[Piece]:
        return [(self.of("role"), "")]

    # places

    def town(self) -> str:
        """A town, half of them invented."""
        draw = self.rnd.random()
        if draw < 0.35:
            return self.of("real")
        if draw < 0.45:
            return self.of("capitals")
        if draw < 0.5:
            return self.of("cities")
        if draw < 0.6:
            return f"{self.of('prefix')} {self.coin(1)}"
        if draw < 0.75:
            return self.coin(1) + self.of("suffix")
        return self.coin(self.rnd.randint(1, 2))

    def state(self) -> str:
        """A country."""
        if self.chance(0.12):
            return self.rnd.choice(
                ["U.S.", "US", "United States", "Britain", "UK", "U.K.", "Russia", "China", "Israel", "Iran", "Iraq"]
            )
        return self.of("countries")

    def province(self) -> str:
        """A province or region."""
        draw = self.rnd.random()
        if draw < 0.45:
            return self.of("regions")
        if draw < 0.6:
            return f"{self.of('directions')} {self.coin(1)}"
        if draw < 0.75:
            return f"{self.coin(1)} {self.of('province_words')}"
        return self.coin(self.rnd.randint(1, 2))

    def slot_C(self) -> list[Piece]:
        return [(self.town(), "LOC")]

    def slot_K(self) -> list[Piece]:
        name = self.state()
        return self.named(name, "LOC", 0.9 if WITH_ARTICLE.match(name) else 0.0)

    def slot_PR(self) -> list[Piece]:
        tail = [(self.rnd.choice([" province", " region", " state", " district"]), "")] if self.chance(0.25) else []
        return [(self.province(), "LOC"), *tail]

    def slot_F(self) -> list[Piece]:
        if self.chance(0.35):
            name = self.of("features")
        elif self.chance(0.25):
            name = f"{self.of('facility_before')} {self.coin(1)}"
        else:
            base = self.town() if self.chance(0.5) else self.surname()
            name = f"{base} {self.of('facility')}"
        return self.named(name, "LOC", 0.5)

    def slot_N(self) -> list[Piece]:
        return [self.people_word()]

    def people_word(self) -> Piece:
        """An adjective with its label: a country's bare name before a noun (US, UK) is a place."""
        word = self.adjective()
        return (word, "LOC" if word in self.lists["countries"] else "NORP")

    def adjective(self) -> str:
        """An adjective of a people or faith."""
        return self.of("state_adjectives") if self.chance(0.6) else self.of("adjective")

    def slot_NP(self) -> list[Piece]:
        return [(self.of("state_people") if self.chance(0.5) else self.of("plural"), "NORP")]

    # organisations

    def named(self, name: str, label: str, article: float) -> list[Piece]:
        """A name, in that share of cases with an article (taken back where the sentence has no room for one)."""
        return [("the ", "article"), (name, label)] if self.chance(article) else [(name, label)]

    def org(self, name: str, article: float = 0.0) -> list[Piece]:
        """An organisation; short names in capitals and single invented words go without an article."""
        self.full = name
        return self.named(name, "ORG", article if " " in name else article * 0.3)

    def armed(self) -> str:
        """An armed group."""
        draw = self.rnd.random()
        if draw < 0.3:
            return self.of("groups")
        if draw < 0.45:
            return self.acronym()
        if draw < 0.55:
            return self.of("armed_stems") + self.of("armed_tails")
        if draw < 0.62:
            return self.of("bare") if self.chance(0.5) else self.coin(1)
        if draw < 0.8:
            return f"{self.of('armed_adj')} {self.of('armed_noun')}"
        if draw < 0.9:
            return f"{self.coin(1)} {self.of('armed_noun')}"
        return f"{self.of('armed_noun')} of {self.coin(1)}"

    def acronym(self) -> str:
        """A short name in capitals, known or invented."""
        draw = self.rnd.random()
        if draw < 0.3:
            return self.of("acronyms")
        if draw < 0.42:
            return self.rnd.choice(SHORT_NAMES)
        if draw < 0.5:
            return f"{self.rnd.choice('ABCDFGKLMNPRST')}{self.rnd.choice(['-', ''])}{self.rnd.randint(2, 40)}"
        letters = "ABCDEFGHIJKLMNOPRSTUVWXYZ"
        return "".join(self.rnd.choice(letters) for _ in range(self.rnd.choice([2, 3, 3, 3, 4, 4, 5, 6])))

    def slot_A(self) -> list[Piece]:
        if self.chance(0.12):
            return [(self.rnd.choice(PLAIN_ARMED), "")]
        return self.org(self.armed(), 0.45)

    def slot_OF(self) -> list[Piece]:
        draw: list[Callable[[], str]] = [self.armed, self.party, self.agency, self.private, self.ministry]
        name = self.rnd.choice(draw)()
        while " " not in name:
            name = self.rnd.choice(draw)()
        return self.org(name, 0.8)

    def slot_OA(self) -> list[Piece]:
        initials = "".join(w[0] for w in re.split(r"[\s-]", self.full) if w[:1].isupper())
        known, self.full = self.full, ""
        name = initials if " " in known and len(initials) > 1 else self.acronym()
        return self.named(name, "ORG", 0.15)

    def ministry(self) -> str:
        """A ministry."""
        field = self.of("fields")
        draw = self.rnd.random()
        if draw < 0.4:
            return f"{field} Ministry"
        if draw < 0.7:
            return f"Ministry of {field}"
        if draw < 0.85:
            return f"Department of {field}"
        return f"{field} Department"

    def slot_M(self) -> list[Piece]:
        if self.chance(0.12):
            return [(f"the {self.of('fields').lower()} ministry", "")]
        lead: list[Piece] = [("the ", "article"), self.people_word(), (" ", "")] if self.chance(0.12) else []
        return [*lead, *(self.org(self.ministry(), 0.0 if lead else 0.75))]

    def agency(self) -> str:
        """An agency, by itself or of a country, town or people."""
        name, draw = self.of("agencies"), self.rnd.random()
        if draw < 0.4:
            return f"{self.rnd.choice(['National', 'Federal', 'State', 'Central', 'Independent', 'Supreme'])} {name}"
        if draw < 0.6:
            return f"{self.state()} {name}"
        if draw < 0.75:
            return f"{name} of {self.state()}"
        if draw < 0.85:
            return f"{self.town()} {name}"
        return name

    def private(self) -> str:
        """An organisation of citizens."""
        return self.fill(self.of("ngos"))

    def slot_NG(self) -> list[Piece]:
        return self.org(self.private(), 0.6)

    def slot_UN(self) -> list[Piece]:
        return self.org(self.fill(self.of("un")), 0.7)

    def slot_O(self) -> list[Piece]:
        draw = self.rnd.random()
        if draw < 0.08:
            return [(self.rnd.choice(PLAIN_BODY), "")]
        if draw < 0.3:
            return self.org(self.of("organisations"), 0.4)
        if draw < 0.6:
            return self.org(self.agency(), 0.8)
        if draw < 0.7:
            return self.slot_M()
        return self.slot_NG() if draw < 0.85 else self.slot_UN()

    def slot_CT(self) -> list[Piece]:
        court = self.of("courts")
        return self.org(f"{self.town()} {court}" if self.chance(0.2) else court, 0.8)

    def slot_MI(self) -> list[Piece]:
        if self.chance(0.25):
            return [(self.rnd.choice(PLAIN_FORCE), "")]
        return self.org(self.fill(self.of("military")), 0.7)

    def party(self) -> str:
        """A political party."""
        draw = self.rnd.random()
        if draw < 0.45:
            return f"{self.of('party_adj')} {self.of('party_noun')}"
        if draw < 0.6:
            return f"{self.of('party_adj')} {self.of('party_noun')} of {self.state()}"
        if draw < 0.75:
            return self.acronym()
        if draw < 0.85:
            return f"{self.adjective()} {self.of('party_adj')} {self.of('party_noun')}"
        return self.of("party_names")

    def slot_PA(self) -> list[Piece]:
        return self.org(self.party(), 0.6)

    def slot_CO(self) -> list[Piece]:
        draw = self.rnd.random()
        if draw < 0.3:
            name = self.of("company_bare") if self.chance(0.6) else self.coin(1)
        elif draw < 0.4:
            name = f"{self.surname()} & {self.rnd.choice(['Co.', 'Sons', self.surname()])}"
        elif draw < 0.5:
            name = f"{self.rnd.choice([self.town(), self.state(), self.adjective()])} {self.of('company_tail')}"
        elif draw < 0.57:
            name = self.acronym()
        else:
            base = self.surname() if self.chance(0.4) else self.coin(1)
            name = f"{base} {self.of('company_tail')}"
        return self.org(name)

    def slot_ME(self) -> list[Piece]:
        draw = self.rnd.random()
        if draw < 0.25:
            return self.org(
                self.rnd.choice(["AP", "Reuters", "AFP", "UPI", "BBC", "CNN", "VOA", "Xinhua", "DPA", "TASS", "EFE"])
            )
        if draw < 0.45:
            return self.org(self.of("news_bare"))
        base = self.town() if self.chance(0.6) else self.of("party_adj")
        return self.org(f"{base} {self.of('news_tail')}", 0.5)

    def slot_U(self) -> list[Piece]:
        return self.org(self.fill(self.of("universities")), 0.4)

    def slot_TM(self) -> list[Piece]:
        return self.org(self.fill(self.of("teams")) if self.chance(0.8) else self.town())

    # the rest

    def slot_E(self) -> list[Piece]:
        return self.named(self.fill(self.of("events")), "EVENT", 0.5)

    def slot_n(self) -> list[Piece]:
        draw = self.rnd.random()
        if draw < 0.4:
            return [(self.rnd.choice(NUMBERS), "")]
        return [
            (
                str(self.rnd.randint(2, 99))
                if draw < 0.8
                else f"{self.rnd.randint(1, 40)},{self.rnd.randint(100, 999)}",
                "",
            )
        ]

    def slot_Y(self) -> list[Piece]:
        return [(str(self.rnd.randint(1948, 2025)), "DATE")]

    def slot_MD(self) -> list[Piece]:
        return [(f"{self.rnd.choice(MONTHS)} {self.rnd.randint(1, 30)}", "DATE")]

    def slot_D(self) -> list[Piece]:
        return [(self.rnd.choice(DAYS), "DATE")] if self.chance(0.7) else self.slot_MD()

    def slot_on(self) -> list[Piece]:
        """A time phrase: with or without a preposition."""
        draw = self.rnd.random()
        if draw < 0.5:
            return [("on ", ""), *self.slot_D()]
        if draw < 0.7:
            return self.slot_D()
        if draw < 0.85:
            return [(self.rnd.choice(RELATIVE), "DATE")]
        return [("in ", ""), (self.rnd.choice(MONTHS[:12]), "DATE")]

    def slot_M0(self) -> list[Piece]:
        return [
            (
                self.rnd.choice(
                    [
                        "foreign minister",
                        "Foreign Minister",
                        "president",
                        "President",
                        "prime minister",
                        "Prime Minister",
                    ]
                ),
                "",
            )
        ]

    def slot_N0(self) -> list[Piece]:
        return [(self.rnd.choice(["parliament", "reporters", "lawmakers", "a crowd", "state radio"]), "")]


def article(before: str, after: str) -> str:
    """`a` or `an` at the end of `before`, by what follows."""
    spelled = bool(re.match(r"[A-Z]{2}", after))
    vowel = after[:1] in SPELLED if spelled else after[:1].lower() in set("aeio")
    return re.sub(r"\b([Aa])n? $", lambda m: m.group(1) + ("n " if vowel else " "), before)


def render(template: str, maker: Maker) -> tuple[str, list[tuple[int, int, str]]]:
    """A sentence and its names as (start, end, label), in characters."""
    maker.used, maker.full = [], ""
    template = CHOICE.sub(lambda m: maker.rnd.choice(m.group(1).split("|")), template)
    capitals = template.startswith("{^}")
    template = template.removeprefix("{^}")
    text, names, at = "", [], 0
    for m in SLOT.finditer(template):
        text, at = text + template[at : m.start()], m.end()
        slot = m.group(1)
        pieces = maker.slot_on() if slot == "on D" else getattr(maker, "slot_" + slot.rstrip("^!"))()
        if slot.endswith("!"):
            pieces = [(p.title(), label) for p, label in pieces]
        for piece, label in pieces:
            if label == "article" and NO_ARTICLE.search(text):
                continue
            text = article(text, piece)
            if label and label != "article":
                names.append((len(text), len(text) + len(piece), label))
            text += piece.upper() if slot.endswith("^") else piece
    text += template[at:]
    if not capitals and any(len(re.sub(a, b, text)) != len(text) for a, b in PLURALS):
        text, names = respell(text, names)
    if text[:1].islower() and not re.match(r"al-|el-", text):
        text = text[:1].upper() + text[1:]
    return (text.upper() if capitals and len(text.upper()) == len(text) else text), names


def respell(text: str, names: list[tuple[int, int, str]]) -> tuple[str, list[tuple[int, int, str]]]:
    """Mend the plurals of common nouns, and move the names behind them."""
    for wrong, right in PLURALS:
        while m := re.search(wrong, text):
            new = m.expand(right)
            if any(start < m.end() and end > m.start() for start, end, _ in names):
                break
            shift = len(new) - len(m.group())
            names = [(a + shift, b + shift, x) if a >= m.end() else (a, b, x) for a, b, x in names]
            text = text[: m.start()] + new + text[m.end() :]
    return text, names


def labelled(nlp: Language, text: str, names: Iterable[tuple[int, int, str]]) -> tuple[list[str], list[str]] | None:
    """Words and labels; nothing where a name does not begin and end with a word."""
    doc: Doc = nlp.make_doc(text)
    labels = ["O"] * len(doc)
    for start, end, label in names:
        span = doc.char_span(start, end)
        if span is None and text[end : end + 1] == "." and text[end - 1] != ".":
            span = doc.char_span(start, end + 1)
        if span is None and text[end - 1] == ".":
            span = doc.char_span(start, end - 1)
        if span is None:
            return None
        labels[span.start : span.end] = [f"B-{label}", *[f"I-{label}"] * (len(span) - 1)]
    kept = [(t.text, label) for t, label in zip(doc, labels, strict=True) if not t.is_space]
    return [w for w, _ in kept], [label for _, label in kept]


def main() -> None:
    """Command line."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("lexicon", type=Path, help="data folder of dateline's lexicon")
    ap.add_argument("tokenizer", help="package with load(), or folder, of the pipeline whose tokenizer cuts the words")
    ap.add_argument("out", type=Path)
    ap.add_argument("--count", type=int, default=12000)
    ap.add_argument("--seed", type=int, default=5)
    args = ap.parse_args()
    module = None if Path(args.tokenizer).exists() else importlib.import_module(args.tokenizer)
    nlp: Language = module.load() if hasattr(module, "load") else spacy.load(args.tokenizer)
    lines = (HERE / "templates.txt").read_text(encoding="utf-8").splitlines()
    templates = [line for line in lines if line and not line.startswith("#")]
    maker, dropped, done = Maker(args.lexicon, args.seed), 0, 0
    with args.out.open("w", encoding="utf-8") as file:
        while done < args.count:
            text, names = render(templates[done % len(templates)], maker)
            made = labelled(nlp, text, names)
            if made is None:
                dropped += 1
                continue
            file.write(json.dumps({"text": text, "words": made[0], "ner": made[1]}, ensure_ascii=False) + "\n")
            done += 1
    print(f"{args.out}: {done} sentences of {len(templates)} templates, {dropped} dropped")


if __name__ == "__main__":
    main()
