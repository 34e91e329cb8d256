"""A dispatch of ours with a reading made by hand, for the tests of what shows readings."""

from __future__ import annotations

from dateline.types import (
    Actor,
    Attribution,
    Block,
    Claim,
    Control,
    Count,
    Damage,
    Document,
    Interval,
    Mention,
    Party,
    Place,
    Quote,
    Reading,
    Resolution,
    Rival,
    Skipped,
    Span,
    Step,
    Tally,
    Voice,
    When,
    Where,
)

TEXT = (
    "ad_slot <b>&</b>\n"
    "TAVO, Norland (NPA) – Rebels shelled the <old> market of Tavo on Monday, killing at least eight people, "
    "the governor said.\n"
    "The army may strike back , he told reporters. They hold the port."
)
TAVO = Place("geonames:7", "Tavo", "NO", 7, 60.5, 5.25, "city")
MONDAY = Interval("2021-08-09", "2021-08-09", "day", "2021-08-10", "DATE", "2021-08-09")


def span(words: str, nth: int = 0) -> Span:
    """Where the words stand for the ``nth`` time."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def quote(words: str, nth: int = 0) -> Quote:
    return Quote(words, span(words, nth))


def party(words: str, name: str = "", code: str = "", nth: int = 0) -> Party:
    return Party(words, span(words, nth), name, code)


FIRST = span(TEXT.split("\n")[1].split("– ")[1])
SECOND = span("The army may strike back , he told reporters.")
THIRD = span("They hold the port.")
GOVERNOR = Voice(party("the governor"), quote("said"))


def claims() -> tuple[Claim, ...]:
    shelled = Claim(
        id="aaa111", doc="tavo", type="ASSAULT", trigger=quote("shelled"), rule="assault.heavy.shell", sentence=FIRST,
        mode=("heavy-weapons",), also=(quote("killing"),), actor=(party("Rebels", "Norland Front", "NOR-REB"),),
        recipient=(party("the <old> market of Tavo"),), place=(Where("Tavo", span("Tavo"), TAVO),),
        time=When("Monday", span("Monday"), "2021-08-09", "2021-08-09", "day"),
        counts=(Tally("killed", 8, None, "at least eight", span("at least eight")),), voices=(GOVERNOR,), score=0.8125,
        steps=(Step("actor", "slot.subject", "Rebels", span("Rebels"), "subject of the clause"),),
    )  # fmt: skip
    strike = Claim(
        id="bbb222", doc="tavo", type="ASSAULT", trigger=quote("strike"), rule="assault.strike", sentence=SECOND,
        actor=(party("The army", "", "NOR-MIL"),), voices=(Voice(party("he", "the governor", nth=5), quote("told")),),
        modality="possible", hedges=(quote("may"),), damage=("doubled-stop",), same_as=("aaa111",), score=0.4,
        content=quote("back"),
    )  # fmt: skip
    return shelled, strike


def resolutions() -> tuple[Resolution, ...]:
    return (
        Resolution(Mention("actor", span("Rebels"), "Rebels", "role", use="description"),
                   Actor("group.front", "Norland Front", "NOR-REB"), 0.75, "the armed group this text is about"),
        Resolution(Mention("place", span("Tavo"), "Tavo", "gazetteer", use="literal"), TAVO, 0.9, "only candidate",
                   (Rival("geonames:9", 0.2, "smaller"),)),
        Resolution(Mention("time", span("Monday"), "Monday", "time.weekday"), MONDAY, 0.95),
        Resolution(Mention("count", span("at least eight"), "at least eight", "count.at-least"),
                   Count("killed", 8, None, "people")),
        Resolution(Mention("place", span("the port"), "the port", "noun", use="literal"), None, 0.0, "no name"),
    )  # fmt: skip


def document(text: str = TEXT) -> Document:
    lines = [Span(0, TEXT.index("\n")), span(TEXT.split("\n")[1]), span(TEXT.split("\n")[2])]
    dateline = Span(lines[1].start, lines[1].start + len("TAVO, Norland (NPA) – "))
    blocks = (Block("noise", lines[0], "noise.ad"), Block("dateline", dateline, "header.dateline"),
              Block("body", Span(dateline.end, lines[1].end)), Block("body", lines[2]))  # fmt: skip
    damage = (Damage("doubled-stop", span("back ,"), "a space before a comma"),)
    return Document("tavo", text, "2021-08-10", "header", "NPA", None, "Shells hit <Tavo>", "0" * 64, blocks, damage)


def reading() -> Reading:
    """Two claims, a control statement, resolutions of each kind and an abstention."""
    holder = party("They", "Norland Front", "NOR-REB")
    port = Where("the port", span("the port"))
    control = Control("ccc333", "tavo", quote("hold"), "control.hold", THIRD, (holder,), (port,))
    said = Attribution((span("the governor"),), (span("said"),), (FIRST,), "none", "the governor")
    found = resolutions()
    return Reading(
        document(), tuple(item.mention for item in found), found, claims(), (control,), (said,),
        (Skipped("sentence 9", "the parser failed on it", "report it"),),
    )  # fmt: skip
