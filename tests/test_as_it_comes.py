"""Text as it comes: what software and typists leave in a dispatch changes nothing of what is read, and every span "
"stays in the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dateline.read import Reader
from dateline.text.blocks import mark
from dateline.text.casing import recased
from dateline.text.characters import visible
from dateline.text.intake import documents, read_text
from dateline.text.pieces import seen
from dateline.types import Claim, Document, Reading, Skipped

PLAIN = "Rebels shelled the town of Dougara on Monday, killing at least 12 people, the governor said."
QUOTED = ["Rebels shelled the town of Dougara on Monday, killing", "at least 12 people, the governor said."]
DAY = "2022-06-14"


def told(reading: Reading) -> list[tuple[object, ...]]:
    return [
        (
            one.type, visible(one.trigger.text), [party.name for party in one.actor], one.time and one.time.start,
            [(count.what, count.low, count.high) for count in one.counts], bool(one.place), len(one.voices), one.modality,
        )
        for one in reading.claims
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace(" ", "  "),
        PLAIN.replace(" ", "\t"),
        PLAIN.replace(" ", "\u00a0"),
        PLAIN.replace(" ", " \u00a0 "),
        PLAIN.replace("12 people", "12&nbsp;people").replace("the governor", "the governor&#8217;s office"),
        PLAIN.replace("12", "\uff11\uff12"),
        PLAIN.replace("shelled", "shel\u00adled").replace("town", "to\u200bwn"),
        "\u202a" + PLAIN.replace("Dougara", "\u2067Dougara\u2069") + "\u202c",
        PLAIN.replace("governor", "go\u0301\u0302\u0303vernor"),
        "\n".join(f"> {line}" for line in QUOTED),
        "\n".join(f">> {line}" for line in QUOTED),
        "\n".join(f"> > {line}" for line in QUOTED),
        f"- 2 -\n\n{PLAIN}\n\nPage 3 of 4\n",
        f"CORRECTION: An earlier version of this report said 20 people were killed; it was 12.\n{PLAIN}",
        f"We use cookies to improve your experience on this site.\n{PLAIN}\nREAD MORE: Gunmen kill nine in Gao\n",
        f"\U0001f6a8 BREAKING: {PLAIN} \U0001f64f #Mali @wire",
        PLAIN.replace("\n", "\r\n") + "\r\n",
    ],
)
def test_what_a_text_carries_along_changes_nothing(text: str, reader: Reader) -> None:
    found = reader.read(text, published=DAY)
    assert told(found) == told(reader.read(PLAIN, published=DAY))
    for mention in found.mentions:
        assert text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "\u201d\u201d"])
def test_quotation_marks_of_other_countries(marks: str, reader: Reader) -> None:
    text = f"{marks[0]}Rebels shelled the town of Dougara on Monday,{marks[1]} the governor said."
    (claim,) = reader.read(text, published=DAY).claims
    assert [voice.speaker.text for voice in claim.voices] == ["the governor"]


def test_signs_that_were_encoded_twice_are_read_as_what_they_were(reader: Reader) -> None:
    text = "â€œRebels shelled the town of Dougara on Monday,â€\x9d the governorâ€™s office said."
    (claim,) = reader.read(text, published=DAY).claims
    assert [party.text for party in claim.actor] == ["Rebels"]
    assert [voice.speaker.text for voice in claim.voices] == ["the governorâ€™s office"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain words", "plain words"),
        ("two  words", "two words"),
        ("> one\n> two", "one two"),
        (">one\n\t>>two", "one two"),
        ("5 > 4 and 3 &lt; 4", "5 > 4 and 3 &lt; 4"),
        ("a&nbsp;b&#x2019;s", "a b's"),
        ("&amp;&amp;", "&&"),
        ("Â\u00a0x", "x"),
        ("  ", ""),
        ("&#0;&#999999;", "\ufffd\U000f423f"),
    ],
)
def test_a_piece_as_the_parser_sees_it_keeps_the_place_of_each_sign(text: str, words: str) -> None:
    view = seen(text)
    assert view.words == words
    whole = [view.span(at, at + 1) for at in range(len(words))]
    assert all(0 <= start <= end <= len(text) for start, end in whole)
    assert whole == sorted(whole)
    assert all(words[at] in text[start:end] or not words[at].isalnum() for at, (start, end) in enumerate(whole))


HEADS = (
    "FOR IMMEDIATE RELEASE\nContact: Press Office, Ministry of Interior\nTel: +223 20 22 00 00\nDate: 14 June 2022\n\n",
    "MEDIA RELEASE\nEmbargoed until 00:01 GMT, 14 June 2022\nRef. PR/2022/17\nTo: All media houses\n\n",
    "BC-Gao-Raid, 2nd Ld-Writethru\nEds: Updates with statement of the governor.\n",
    "17:42 GMT\n",
    "Menu Search Home World Africa\nAdvertisement\nSkip to content\n",
)
TAILS = (
    "\n###\nAbout the Ministry: it has a press office.\n",
    "\n-ENDS-\nNotes to editors:\n1. Photographs are available on request.\n",
    "\n                             Page 1 of 2\nMORE\n                             - 2 -\n",
    "\nThis article is for subscribers only.\nSubscribe now to continue reading. Already a subscriber? Sign in\n",
    "\nAdvertisement\nScroll to continue\nShare on Facebook\nCopy link\nRelated topics\n",
    "\n\nFILE PHOTO: Soldiers patrol in Goma, Congo, in January 2023. WIRE/A. Photographer\n",
    "\n\nLes rebelles ont attaqué la ville de Sake lundi, tuant douze personnes, selon la police locale.\n",
)


@pytest.mark.parametrize(("head", "tail"), [*((head, "") for head in HEADS), *(("", tail) for tail in TAILS)])
def test_heads_and_tails_of_releases_wires_blogs_and_pages_tell_nothing(head: str, tail: str, reader: Reader) -> None:
    found = reader.read(f"{head}{PLAIN}\n{tail}", published=DAY)
    assert told(found) == told(reader.read(PLAIN, published=DAY))


@pytest.mark.parametrize("mark", ["- {}", "* {}", "• {}", "{n}. {}", "{n}) {}"])
def test_items_of_a_list_are_read_one_by_one(mark: str, reader: Reader) -> None:
    items = (
        "Rebels shelled a camp in Goma, killing 12",
        "Police arrested nine protesters in Bukavu",
        "Troops retreated from Minova",
    )
    lines = [mark.format(item, n=number) for number, item in enumerate(items, 1)]
    found = reader.read("Main developments on Monday:\n" + "\n".join(lines) + "\n", published=DAY)
    assert [(one.type, [party.name.casefold() for party in one.actor]) for one in found.claims] == [
        ("ASSAULT", ["rebels"]), ("COERCE", ["police"]), ("RETREAT", ["troops"]),
    ]  # fmt: skip
    assert all("\n" not in party.text for one in found.claims for party in (*one.actor, *one.recipient))


@pytest.mark.parametrize("text", [PLAIN.upper(), PLAIN.lower()])
def test_texts_without_capitals_and_in_capitals_keep_their_day(text: str, reader: Reader) -> None:
    (one,) = reader.read(text, published=DAY).claims
    assert (one.type, one.time and one.time.start) == ("ASSAULT", "2022-06-13")
    assert [(count.what, count.low) for count in one.counts] == [("killed", 12)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("GAO, 15 June 22 -- Gunmen killed six men shortly after midnight on Wednesday, the mayor said.", "2022-06-15"),
        ("GAO, June 15, 2022 (Wire) - On 14/06/22 soldiers arrested two men.", "2022-06-14"),
        ("GAO, June 15, '22 (Wire) - Soldiers arrested two men on Tuesday.", "2022-06-14"),
        ("Published: 15/06/22\n\nSoldiers arrested two men on Tuesday.", "2022-06-14"),
        ("Published: 06/15/22\n\nSoldiers arrested two men on Tuesday.", "2022-06-14"),
        ("GAO, 15 June 99 (Wire) - Soldiers arrested two men on Monday.", "1999-06-14"),
        ("GAO, June 15, 2022 (Wire) - Soldiers arrested two men on 14 June '98.", "1998-06-14"),
        ("GAO, June 15, 2022 (Wire) - Soldiers arrested two men in the summer of '76.", "1976-06-01"),
        ("GAO, June 15, 2022 (Wire) - Soldiers arrested two men in '98.", "1998-01-01"),
        ("GAO, June 15, 2022 (Wire) - Soldiers arrested two men at 11:40 pm on Tuesday.", "2022-06-14"),
        ("GAO, June 15, 2022 (Wire) - Soldiers arrested two men overnight.", "2022-06-14"),
        (
            "GAO, March 27, 2022 (Wire) - Soldiers arrested two men at 2:30 am on Sunday, when clocks go forward.",
            "2022-03-27",
        ),
    ],
)
def test_two_digit_years_midnight_and_the_night_when_clocks_change(text: str, day: str, reader: Reader) -> None:
    (one,) = reader.read(text).claims
    assert one.time is not None
    assert one.time.start == day


def test_without_any_day_nothing_is_dated(reader: Reader) -> None:
    (one,) = reader.read("Gunmen killed six men in Gao on Wednesday, the mayor said.").claims
    assert one.time is None or one.time.start is None


RAID = "Gunmen killed 12 farmers in the village of Zangaye on Sunday, the mayor said."
ARRESTS = "Police arrested 40 demonstrators in Lusaka on Monday, the interior ministry said."
TOWN = "Soldiers retook the town of Mocimboa from insurgents on Saturday, an army spokesman told reporters."
STUBS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "other languages": (
        ("", RAID, ("\n\nLes assaillants ont brûlé plusieurs maisons dans la nuit, selon des témoins interrogés sur "
         "place.\n\nEl gobierno "
         "condenó el ataque y prometió enviar más tropas a la región en los próximos días.")),
        ("Die Polizei nahm am Montag in Lusaka vierzig Demonstranten fest, teilte das Innenministerium mit.\n\n", ARRESTS,
         "\n\nПолиция арестовала сорок демонстрантов в понедельник, сообщило министерство внутренних дел страны."),
        ("", TOWN, ("\n\nقال متحدث باسم الجيش إن الجنود استعادوا بلدة موسيمبوا من المتمردين يوم السبت بعد معارك عنيفة.\n\n"
         "士兵周六从叛乱分子手中夺回了莫辛比镇,军方发言人告诉记者。")),
    ),
    "live blogs": (
        ("LIVE: Attack in the north - latest updates\n\n14:05 GMT\n", RAID, ("\n\nPosted by: J. "
         "Smith\n\n13:20\nWelcome to our live coverage. Stay with us.")),
        ("What we know so far\n\n• ", ARRESTS, "\n\n9h ago 10.02 BST\nKey event\nShare\nUpdated at 10.15 BST"),
        ("11:32am – ", TOWN, "\n10:58am - We are closing this blog now. Thank you for reading."),
    ),
    "tables": (
        ("", RAID, "\n\nDate | Place | Killed\n12 June | Gao | 12\n11 June | Menaka | 30"),
        ("", ARRESTS, "\n\nTown\tArrested\tInjured\nLusaka\t40\t12\nNdola\t17\t3"),
        ("+--------+---------+\n| Gao    | 12 dead |\n| Kidal  | 4 dead  |\n+--------+---------+\n", TOWN, ""),
    ),
    "captions": (
        ("", RAID, ("\n\nA soldier stands guard after rebels attacked a market in Gao, Mali, June 1, 2022. "
         "REUTERS/Jane Doe/File Photo")),
        ("Image caption: Protesters threw stones at police in Ndola last year\nImage source, Getty Images\n", ARRESTS, ""),
        ("", TOWN, ("\n\nFILE - Insurgents burn a church in Palma on March 24, 2021. (AP Photo, File)\n[Photo: "
         "Soldiers attack rebels in Pemba / AFP]")),
    ),
    "other dispatches": (
        ("", RAID, ("\n\nREAD MORE: Rebels shell market in Gao, killing 30\nRead also: Police arrest opposition leader "
         "in Kampala")),
        ("", ARRESTS, ("\nALSO READ | Army bombs camp in Sambisa\nMore on this story\nBandits abduct 40 pupils in "
         "Zamfara\nRebels shell Gao")),
        ("", TOWN, (" (Read more: Insurgents attack Palma)\n>> READ NEXT: Jihadists behead 50 in Cabo Delgado\nWATCH: "
         "Protesters burn tyres in Dakar")),
    ),
    "cookie walls": (
        ("We use cookies to improve your experience. Accept all Reject all\n\n", RAID, ""),
        (("Your privacy is important to us\nWe and our 842 partners store and access information on a device. You may "
         "withdraw your "
         "consent at any time.\nI agree\nNo thanks\n\n"), ARRESTS, ""),
        ("", TOWN, "\n\nThis site uses cookies. Find out more.\nOK, got it\nWe have updated our privacy policy."),
    ),
    "accelerated pages": (
        ("View original\nOpen in app\nAMP version\n", RAID, "\nView full site\n© 2022 The Daily. All rights reserved."),
        ("Advertisement\nStory continues below\n", ARRESTS, "\nADVERTISEMENT\nTap here to follow us on WhatsApp"),
        (("Skip to main content\nHome > News > Africa\nShare Tweet WhatsApp Email Print\n3 min "
         "read\n"), TOWN, "\n<amp-ad width=300></amp-ad>\nGo to full article"),
    ),
    "paywalls": (
        ("", RAID, "\n\nThis article is for subscribers only. Subscribe now for $1 a week.\nAlready a subscriber? Log in"),
        ("", ARRESTS, (" The opposition has...\n\nTo continue reading, register for free or sign in. You have 2 free "
         "articles left.")),
        ("", TOWN, ("\nUnlock this story. Join 50,000 readers who attack the news every day. Start your free trial. "
         "Cancel anytime.")),
    ),
    "mail": (
        (("From: Desk <desk@wire.org>\nTo: Editor\nSubject: Zangaye\n\nOn 14 June 2022, Desk wrote:\n> "
         ""), RAID.replace("in the", "in\n> the"), "\n>\n\nThanks,\nAmina"),
        ("-----Original Message-----\n>> ", ARRESTS.replace("in Lusaka", "in\n>> Lusaka"), ("\n> ok, will run it\n\n-- "
         "\nJohn Banda")),
        ("Begin forwarded message:\n\n> > ", TOWN.replace("on Sat", "on\n> > Sat"), "\n> >\n\nSent from my telephone"),
    ),
    "releases": (
        ("FOR IMMEDIATE RELEASE\nMonday, 13 June 2022\nContact: press@ministry.example\n\n", RAID, ("\n\n###\nAbout "
         "the ministry: it has a press office.")),
        ("PRESS RELEASE No. 14/2022\nEMBARGOED UNTIL 06:00 GMT TUESDAY\n\n", ARRESTS, ("\n\nENDS\n\nNotes to "
         "Editors\nThe ministry has a site.")),
        ("*** MEDIA STATEMENT ***\nDate: 12/06/2022\nFrom: General Staff\n\n", TOWN, ("\n\n-END-\nIssued by the "
         "Directorate of Public Relations")),
    ),
    "hard-wrapped wires": (
        ("     PANAMA-POLLS 06-13 0412\n\n     GAO, Mali, June 13 (Wire) - ", RAID.replace("mayor ", "mayor\n"), ("\n  "
         "                   - 1 -\n\n                    MORE\n")),
        ("", ARRESTS.replace("in Lusaka", "in\nLusaka").replace("interior ", "interior\n\n              Page 2 of "
         "3\n\n"), "\n(MORE)\n"),
        ("", TOWN.replace("from insurgents", "from\ninsurgents").replace("reporters", "report-\ners"), ("\n\n-3-\n\n   "
         "  XXX\nend-item")),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", STUBS)
def test_what_stands_around_a_dispatch_makes_no_claim(kind: str, reader: Reader) -> None:
    for head, text, tail in STUBS[kind]:
        found = reader.read(f"{head}{text}{tail}", published=DAY)
        plain = reader.read({"Gun": RAID, "Pol": ARRESTS, "Sol": TOWN}[text[:3]], published=DAY)
        assert told(found) == [(kind, trigger, *rest) for kind, trigger, *rest in told(plain)], head + text + tail
        for mention in found.mentions:
            assert found.document.text[mention.span.start : mention.span.end] == mention.text


@pytest.mark.parametrize(
    "text",
    [
        (
            "*ARMY SAYS KILLED 14 INSURGENTS NEAR MOCIMBOA\n*OPPOSITION LEADER ARRESTED IN KAMPALA - LAWYER\n*U.N. URGES "
            "BOTH SIDES TO STOP FIGHTING"
        ),
        (
            "17:42 POLICE SAY SIX DEAD IN BLAST AT BUS STATION IN LIVINGSTONE\n17:45 NO GROUP HAS CLAIMED "
            "RESPONSIBILITY\n17:51 PRESIDENT CONDEMNS ATTACK"
        ),
        (
            "Gunmen kill nine in attack on market in Gao\nMali army retakes market in the town of Gao\nMali president "
            "meets rebel leaders in Gao"
        ),
    ],
)
def test_no_claim_goes_over_the_lines_of_a_ticker(text: str, reader: Reader) -> None:
    found = reader.read(text, published=DAY).claims
    assert found
    assert all("\n" not in text[claim.sentence.start : claim.sentence.end] for claim in found)


def test_an_opening_quotation_mark_before_a_number_makes_no_year(reader: Reader) -> None:
    found = reader.read("The toll of '12 dead' and '40 wounded' was wrong, he said.", published=DAY)
    assert [mention.text for mention in found.mentions if mention.kind == "time"] == []


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("late on Wednesday", "2022-06-16T00:20:00+01:00", "2022-06-15"),
        ("shortly after midnight on Thursday", "2022-06-16T00:20:00+01:00", "2022-06-16"),
        ("on Wednesday", "2022-06-15T23:30:00-05:00", "2022-06-15"),
        ("on Wednesday", "2022-06-16T00:20:00+05:30", "2022-06-15"),
        ("on Wednesday", "2022-06-15T23:30:00+99:00", "2022-06-15"),
        ("on Friday", "2022-01-02", "2021-12-31"),
        ("on 30 December", "2022-01-02", "2021-12-30"),
        ("on 29 February 2023", "2023-03-05", None),
        ("on 31 June", "2022-07-05", None),
        ("on 3 May 2035", "2022-06-15", "2035-05-03"),
        ("at 1:30 am on Sunday, the second time round", "2022-10-30T12:00:00+00:00", "2022-10-30"),
    ],
)
def test_clocks_calendars_and_zones(words: str, published: str, day: str | None, reader: Reader) -> None:
    (one,) = reader.read(f"Gunmen killed six men in Gao {words}, the mayor said.", published=published).claims
    assert (one.time and one.time.start) == day


HEADS = [
    "Army frees 20 hostages in raid on Gwoza hideout",
    "Three killed, ten hurt as bus bomb rips through market in Quetta",
    "Gunmen open fire on church, kill seven in Owo",
    "Ukraine downs 30 Russian drones overnight",
    "Fulani herders, farmers clash in Benue; 11 die",
    "US hits militia bases in Iraq after drone attack",
    "Two soldiers shot dead at Beni checkpoint",
]


def _in_title_case(head: str) -> str:
    return " ".join(
        word if word in ("in", "on", "as", "at", "after") else word[0].upper() + word[1:] for word in head.split()
    )


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("written", [_in_title_case, str.title, str.upper])
def test_headlines_in_title_case_and_in_capitals_are_read_as_sentences(
    head: str, written: Callable[[str], str], reader: Reader
) -> None:
    text = written(head).replace("Us ", "US ")
    found = reader.read(text, published=DAY)
    plain = reader.read(head, published=DAY)
    assert plain.claims and [_fields(one) for one in found.claims] == [_fields(one) for one in plain.claims]
    assert all(text[one.trigger.span.start : one.trigger.span.end] == one.trigger.text for one in found.claims)


def _fields(claim: Claim) -> tuple[object, ...]:
    counts = [(one.what, one.low) for one in claim.counts]
    sides = [[one.span for one in side] for side in (claim.actor, claim.recipient, claim.place)]
    return claim.type, claim.trigger.span, sides, counts


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("FREE COAST ARMY\n\nFighters of the Free Coast Army left Bara on Monday.", None),  # a letterhead says nothing
        ("Minister for Peace Tobias Elm said:\n\nThe army left Bara on Monday.", None),
        (
            "RED DAWN STORMS BARA POST\n\nFighters of the group Red Dawn came on Monday.",
            "Red Dawn storms Bara post\n\nFighters of the group Red Dawn came on Monday.",
        ),
        (
            "Troops Storm Gold Coast Camp, Lumo Flees\n\nThe general, Lumo, left the camp of Gold Coast on Monday.",
            "Troops storm Gold Coast camp, Lumo flees\n\nThe general, Lumo, left the camp of Gold Coast on Monday.",
        ),
        (
            "Police Arrest Nine on March 3 as Students March on Parliament",
            "Police arrest nine on March 3 as students march on parliament",
        ),
        ("President Hassan met King Abdullah and Queen Rania in Amman.", None),
    ],
)
def test_a_headline_is_written_as_the_dispatch_below_it_writes(text: str, read_as: str | None) -> None:
    assert recased(Document("a", text, blocks=mark(text)), lambda _: None) == read_as


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("15/06/22", "2022-06-15"), ("06/15/22", "2022-06-15"), ("15 Jun 22", "2022-06-15"), ("June 15, '22", "2022-06-15"),
        ("Wed, 15 Jun 2022 22:30:00 +0300", "2022-06-15"), ("20220615T101500Z", "2022-06-15"), (1655300000, "2022-06-15"),
        ("1655300000000", "2022-06-15"), ("15.06.2022", "2022-06-15"),
        ("1970-01-01T00:00:00Z", None), ("0001-01-01", None), ("9999-12-31", None),  # as programs write "unknown"
    ],
)  # fmt: skip
def test_days_of_publication_in_whatever_form(published: str | int, day: str | None, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": PLAIN, "published": published}))
    (one,) = documents([path])
    assert isinstance(one, Document) and (one.published, one.at is None) == (day, True)


@pytest.mark.parametrize("published", ["3/4/22", "22-06-15", "yesterday", "2022-02-30"])
def test_what_may_be_either_of_two_days_is_none(published: str, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"text": PLAIN, "published": published}) + "\n" + json.dumps({"text": PLAIN}))
    refused, read = documents([path])
    assert isinstance(refused, Skipped) and "is no date" in refused.why and isinstance(read, Document)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("shortly before midnight", "2022-06-15"),
        ("shortly after midnight", "2022-06-16"),
        ("at midnight on Wednesday", "2022-06-15"),
    ],
)
def test_midnight_is_that_of_the_night_before(words: str, day: str, reader: Reader) -> None:
    found = reader.read(f"Gunmen killed six soldiers near Gao {words}, the army said.", published="2022-06-16").claims
    assert [one.time and one.time.start for one in found] == [day]


@pytest.mark.parametrize(
    "opening",
    [
        "GAO, Mali, 15/06/22 - ",
        "GAO, 15.6.22 - ",
        "GAO, 15-Jun-22 - ",
        "GAO, Jun 15 22 - ",
        "GAO, Mali, June 15 22 (Wire) -- ",
        "(Adds details) GAO, 15 June 22 -- ",
        "(Recasts, adds quotes) (Adds map) GAO, June 15, 2022 (Wire) - ",
    ],
)
def test_datelines_with_a_day_in_numbers(opening: str) -> None:
    assert read_text(opening + PLAIN).published == "2022-06-15"
