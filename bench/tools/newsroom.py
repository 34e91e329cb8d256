"""Made-up readings, as many as are asked for and always the same: towns of the gazetteer, happenings that several outlets
report with tolls that differ, copies, towns that change hands. No parser takes part: claims are made with their words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from importlib.resources import files

import msgspec

from dateline.places.gazetteer import load
from dateline.text.intake import read_text
from dateline.types import (
    Claim,
    Control,
    Deadline,
    Figure,
    Party,
    Place,
    Quote,
    Reading,
    Span,
    Tally,
    Voice,
    When,
    Where,
)

START = date(2019, 1, 1)
A_DAY = 60  # readings a day: a record grows by days, not by crowding
COUNTRIES = {"AF": "AFG", "SO": "SOM", "SD": "SDN", "ML": "MLI", "CD": "COD", "IQ": "IRQ", "SY": "SYR", "YE": "YEM",
             "UA": "UKR", "MM": "MMR", "CO": "COL", "NG": "NGA"}  # fmt: skip
TOWNS = 40  # in each country, the largest
SHARED = 0.2  # of reports are another outlet's text
BLAMED = 0.5  # of reports tell whom one side accuses
RISEN = 0.08  # of reports of an attack say that its toll has risen, and from what
DENIED = 0.05  # of reports say that the doer denies it
PLANNED = 0.05  # of reports tell of talks to come
SET = 0.03  # of reports set a day by which somebody must leave
LATER = 0.02  # of reports are a later version of the report before
LENGTH = (100, 300)  # words of a text beside its claims
OUTLETS = tuple(f"{name} {kind}" for name in ("Northern", "Harbour", "Valley", "Border", "Plateau", "River", "Coast",
                "Capital", "Desert", "Lakes") for kind in ("Wire", "Journal", "Radio"))  # fmt: skip
KINDS = (
    ("ASSAULT", "heavy-weapons", "shelled", "assault.heavy.shell"), ("ASSAULT", "explosives", "bombed", "assault.bomb"),
    ("ASSAULT", "", "attacked", "assault.attack"), ("PROTEST", "", "protested", "protest.march"),
    ("CONSULT", "", "met", "consult.meet"), ("AID", "", "supplied", "aid.supply"), ("SEIZE", "", "captured", "seize.take"),
)  # fmt: skip


class Happened(msgspec.Struct, frozen=True):
    """What a story is about: where, when, who, how many; ``topic``: words that its reports share."""

    kind: tuple[str, str, str, str]
    place: Place
    day: date
    doer: tuple[str, str, str]
    other: tuple[str, str, str]
    toll: int
    topic: tuple[str, ...]


class Writer:
    """A text under way, whose parts know where they stand."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.at = 0

    def say(self, words: str) -> Span:
        self.parts.append(words)
        self.at += len(words)
        return Span(self.at - len(words), self.at)

    def quote(self, words: str) -> Quote:
        return Quote(words, self.say(words))

    def party(self, who: tuple[str, str, str]) -> Party:
        name, code, key = who
        return Party(name, self.say(name), name, code, key)


class Newsroom:
    """Readings in the order of their days; the same ``seed`` gives the same."""

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.towns = {code: towns(code) for code in COUNTRIES}
        table = files("dateline.lexicon") / "data" / "frequencies.tsv"
        lines = (
            line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"}
        )
        self.words = [word for _, word in sorted((float(weight), word) for word, weight in lines if word.isalpha())]

    def word(self) -> str:
        """A word, the common ones far more often."""
        return self.words[int(len(self.words) * self.chance.random() ** 3)]

    def readings(self, number: int) -> Iterator[Reading]:
        """So many readings."""
        made = 0
        while made < number:
            happened = self.happening(START + timedelta(days=made // A_DAY))
            for reading in self.reports(happened, made):
                yield reading
                made += 1
                if made == number:
                    return

    def happening(self, day: date) -> Happened:
        chance = self.chance
        country = chance.choice(list(COUNTRIES))
        code = COUNTRIES[country]
        towns = self.towns[country]
        sides = [
            ("the army", f"{code}-MIL", ""), (f"the {code.title()} Front", f"{code}-REB", f"made.{code.lower()}"),
            ("police", f"{code}-COP", ""), ("residents", f"{code}-CVL", ""),
        ]  # fmt: skip
        doer, other = chance.sample(sides, 2)
        toll = int(chance.paretovariate(1.2)) + 1
        topic = tuple(chance.choice(self.words) for _ in range(25))
        place = towns[int(len(towns) * chance.random() ** 2)]
        return Happened(chance.choice(KINDS), place, day, doer, other, toll, topic)

    def reports(self, happened: Happened, number: int) -> Iterator[Reading]:
        """Reports of one happening, over some days, by one outlet or many; some are copies of the one before."""
        former = None
        for turn in range(min(12, int(self.chance.expovariate(0.5)) + 1)):
            copied, changed = (former is not None and self.chance.random() < share for share in (SHARED, LATER))
            if former and changed:
                former = self.again(former, happened, number + turn)
            else:
                former = (
                    self.renamed(former, number + turn) if copied and former else self.report(happened, number + turn)
                )
            yield former

    def renamed(self, reading: Reading, number: int) -> Reading:
        """The same text at another outlet."""
        document = msgspec.structs.replace(
            reading.document, id=f"made-{number}", outlet=self.chance.choice(OUTLETS),
            url=f"https://made.example/{number}",
        )  # fmt: skip
        return msgspec.structs.replace(reading, document=document)

    def again(self, former: Reading, happened: Happened, number: int) -> Reading:
        """A later version of a report: its address and outlet, another text, some days on."""
        made, before = self.report(happened, number), former.document
        day = max(before.published or "", made.document.published or "")
        published = (date.fromisoformat(day) + timedelta(days=self.chance.choice((0, 1, 4)))).isoformat()
        document = msgspec.structs.replace(made.document, url=before.url, outlet=before.outlet, published=published)
        return msgspec.structs.replace(made, document=document)

    def report(self, happened: Happened, number: int) -> Reading:
        published = happened.day + timedelta(days=self.chance.choice((0, 1, 1, 1, 2, 3)))
        writer = Writer()
        name = f"made-{number}"
        told = [self.claim(writer, happened, name)]
        self.background(writer, happened)
        held: tuple[Control, ...] = ()
        if happened.kind[0] == "SEIZE":
            held = (self.control(writer, happened, name),)
        if self.chance.random() < BLAMED:
            told.append(self.blame(writer, happened, name))
        attack = happened.kind[0] == "ASSAULT"
        figures = (self.risen(writer, happened, name),) if attack and self.chance.random() < RISEN else ()
        told.extend(
            make(writer, happened, name)
            for make, share in ((self.denial, DENIED), (self.plan, PLANNED))
            if self.chance.random() < share
        )
        deadlines = (self.deadline(writer, happened, name),) if self.chance.random() < SET else ()
        self.background(writer, happened)
        document = read_text(
            "".join(writer.parts), id=name, published=published.isoformat(), outlet=self.chance.choice(OUTLETS),
            url=f"https://made.example/{number}", title=f"{happened.kind[2].title()} at {happened.place.name}",
        )  # fmt: skip
        return Reading(document, claims=tuple(told), controls=held, figures=figures, deadlines=deadlines)

    def claim(self, writer: Writer, happened: Happened, name: str) -> Claim:
        """The happening itself, with a toll near to the true one."""
        kind, mode, verb, rule = happened.kind
        start = writer.at
        doer = writer.party(happened.doer)
        trigger = writer.quote(f" {verb} ")
        target = writer.party(happened.other)
        writer.say(" in ")
        where = self.where(writer, happened)
        writer.say(" on ")
        day = happened.day.isoformat()
        when = When(f"{happened.day:%A}", writer.say(f"{happened.day:%A}"), day, day, "day")
        counts: tuple[Tally, ...] = ()
        if kind == "ASSAULT":
            toll = max(1, round(happened.toll * self.chance.choice((0.7, 1, 1, 1, 1.3))))
            writer.say(", killing ")
            counts = (Tally("killed", toll, toll, str(toll), writer.say(str(toll))),)
        voices = self.voices(writer, happened)
        return Claim(
            f"{start:x}a", name, kind, stripped(trigger), rule, Span(start, writer.at), mode=(mode,) if mode else (),
            actor=(doer,), recipient=(target,), place=(where,), time=when, counts=counts, voices=voices,
        )  # fmt: skip

    def blame(self, writer: Writer, happened: Happened, name: str) -> Claim:
        start = writer.at
        doer = writer.party(happened.other)
        trigger = writer.quote(" accused ")
        target = writer.party(happened.doer)
        writer.say(f" of {' '.join(self.chance.sample(happened.topic, 4))} in ")
        where = self.where(writer, happened)
        writer.say(". ")
        return Claim(
            f"{start:x}b", name, "ACCUSE", stripped(trigger), "accuse.accuse", Span(start, writer.at), actor=(doer,),
            recipient=(target,), place=(where,),
        )  # fmt: skip

    def denial(self, writer: Writer, happened: Happened, name: str) -> Claim:
        """The doer's word that it did not."""
        kind, mode, verb, rule = happened.kind
        start = writer.at
        doer = writer.party(happened.doer)
        writer.say(" denied that it ")
        trigger = writer.quote(verb)
        writer.say(" ")
        where = self.where(writer, happened)
        writer.say(". ")
        return Claim(
            f"{start:x}d", name, kind, trigger, rule, Span(start, writer.at), mode=(mode,) if mode else (), actor=(doer,),
            place=(where,), polarity="-", voices=(Voice(doer, Quote("denied", Span(doer.span.end + 1, doer.span.end + 7))),),
        )  # fmt: skip

    def plan(self, writer: Writer, happened: Happened, name: str) -> Claim:
        """Talks that both sides will hold."""
        start = writer.at
        doer = writer.party(happened.doer)
        trigger = writer.quote(" will meet ")
        other = writer.party(happened.other)
        writer.say(" in ")
        where = self.where(writer, happened)
        day = (happened.day + timedelta(days=self.chance.randint(4, 20))).isoformat()
        when = When(day, writer.say(f" on {day}"), day, day, "day")
        writer.say(". ")
        return Claim(
            f"{start:x}e", name, "CONSULT", stripped(trigger), "consult.meet", Span(start, writer.at), actor=(doer,), recipient=(other,),
            place=(where,), time=when, modality="planned",
        )  # fmt: skip

    def risen(self, writer: Writer, happened: Happened, name: str) -> Figure:
        """A toll in a sentence of its own, which replaces an earlier one."""
        start = writer.at
        writer.say("The toll in ")
        where = self.where(writer, happened)
        trigger = writer.quote(" rose ")
        toll = happened.toll + self.chance.randint(1, 5)
        writer.say(f"from {happened.toll} to {toll}. ")
        return Figure(
            f"{start:x}f", name, stripped(trigger), Span(start, writer.at), "killed", toll, toll, place=(where,),
            supersedes=happened.toll,
        )  # fmt: skip

    def deadline(self, writer: Writer, happened: Happened, name: str) -> Deadline:
        """A day by which one side is to leave."""
        start = writer.at
        who = writer.party(happened.other)
        trigger = writer.quote(" must ")
        what = writer.quote(f"leave {happened.place.name} and {' '.join(happened.topic[:2])}")
        day = (happened.day + timedelta(days=self.chance.randint(3, 15))).isoformat()
        when = When(day, writer.say(f" by {day}"), day, day, "day")
        writer.say(". ")
        where = Where(
            happened.place.name,
            Span(what.span.start + 6, what.span.start + 6 + len(happened.place.name)),
            happened.place,
        )
        return Deadline(
            f"{start:x}g", name, stripped(trigger), Span(start, writer.at), what, who=(who,), place=(where,), time=when,
        )  # fmt: skip

    def control(self, writer: Writer, happened: Happened, name: str) -> Control:
        start = writer.at
        holder = writer.party(happened.doer)
        trigger = writer.quote(" holds ")
        where = self.where(writer, happened)
        voices = self.voices(writer, happened)
        status = self.chance.choice(("held", "held", "contested", "lost"))
        span = Span(start, writer.at)
        return Control(
            f"{start:x}c", name, stripped(trigger), "control.hold", span, (holder,), (where,), status, voices=voices
        )

    def where(self, writer: Writer, happened: Happened) -> Where:
        return Where(happened.place.name, writer.say(happened.place.name), happened.place)

    def voices(self, writer: Writer, happened: Happened) -> tuple[Voice, ...]:
        if self.chance.random() < 0.3:
            writer.say(". ")
            return ()
        writer.say(", ")
        speaker = writer.party(self.chance.choice((happened.doer, happened.other, ("the governor", "", ""))))
        cue = writer.quote(" said")
        writer.say(". ")
        return (Voice(speaker, cue),)

    def background(self, writer: Writer, happened: Happened) -> None:
        """Sentences of the words of the story, and of any others."""
        for _ in range(self.chance.randint(*LENGTH) // 20):
            some = [
                self.chance.choice(happened.topic) if self.chance.random() < 0.3 else self.word() for _ in range(10)
            ]
            writer.say(f"{' '.join(some).capitalize()}. ")


def stripped(quote: Quote) -> Quote:
    """A quote without the blanks around it."""
    return Quote(quote.text.strip(), Span(quote.span.start + 1, quote.span.start + 1 + len(quote.text.strip())))


def towns(country: str) -> tuple[Place, ...]:
    """The largest towns of a country, as the gazetteer has them."""
    return tuple(entry.place() for entry in load().largest(country, TOWNS))
