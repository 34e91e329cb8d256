"""What fills the slots of the templates: organisations of every kind, times and numbers, beside persons and places."""

from __future__ import annotations

import re
from collections.abc import Callable

from invented import Inventor, Piece

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
MONTHS += "Jan. Feb. Aug. Sept. Oct. Nov. Dec.".split()
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


class Maker(Inventor):
    """Draws what fills a slot. Each `slot_X` method gives its pieces (text, label); an empty label is no name."""

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
