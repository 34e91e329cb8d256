"""Invented and listed names of persons, places and peoples, drawn from words/names.toml and dateline's lexicon."""

from __future__ import annotations

import csv
import random
import re
import tomllib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent / "words"
SLOT = re.compile(r"\{([^{}]*)\}")
PARTICLES = ("bin", "al-", "ibn", "ben", "el-", "de", "von", "Ould", "ag")
WITH_ARTICLE = re.compile(
    r"U\.?[SK]|United |.*(?:Republic|Islands|Kingdom|States|Emirates|Union)\b|Netherlands|Philippines|Bahamas|Maldives"
)
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


class Inventor:
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
        return self.styled(region["first"].split(), first, last)

    def styled(self, firsts: list[str], first: str, last: str) -> str:
        """A full name in one of several forms: with an initial, a particle, a second name, or short."""
        pick = self.rnd.choice
        forms: list[tuple[float, Callable[[], str]]] = [
            (0.06, lambda: f"{first} {pick('ABCDEFGHJKLMPRSTW')}. {last}"),
            (0.09, lambda: f"{pick('ABCDEGHJKLMPRST')}. {pick('ABCDEGHJKLMPRST')}. {last}"),
            (0.13, lambda: f"{first} {pick(firsts)} {last}"),
            (0.16, lambda: f"Abu {self.coin(1)}"),
            (0.18, lambda: f"{first} {last} Jr."),
            (0.22, lambda: f"{first} {pick(PARTICLES)} {last}".replace("- ", "-")),
            (0.25, lambda: last),
        ]
        draw = self.rnd.random()
        return next((form() for limit, form in forms if draw < limit), f"{first} {last}")

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
