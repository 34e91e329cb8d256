"""Which of several copies is the original, and what is no copy though it looks like one."""

from __future__ import annotations

from itertools import permutations

import pytest

from dateline.record.document_features import of_document
from dateline.record.document_similarity import compare_documents
from dateline.record.originals import Copy, original
from dateline.text.intake import read_text
from dateline.text.intake.options import iso_moment

TEXT = (
    "Gunmen on motorbikes attacked the market of Oundou on Tuesday, killing 14 traders and burning 30 stalls, the mayor said. "
    "Soldiers reached the town two hours later and found 9 wounded people in the school. The governor promised that 2 more "
    "platoons would guard the road to Sebba, where 40 families have set up tents since June. "
)
MORE = "Residents said that the attackers had come from the forest south of the river and left towards the border at nightfall. "


def copy(
    key: str, text: str = TEXT, *, published: str = "2025-03-04", outlet: str = "", day: str = "2025-03-04"
) -> Copy:
    document = read_text(text, id=key, published=published, outlet=outlet)
    return Copy(day, outlet.casefold(), of_document(document, key))


def lead(**copies: Copy) -> str:
    """The original, whatever the order and the keys."""
    names = list(copies)
    found = set()
    for keys in permutations("abc"[: len(names)]):
        renamed = dict(zip(keys, copies.values(), strict=True))
        found.add(names[keys.index(original(renamed))])
    assert len(found) == 1, found
    return found.pop()


def test_of_one_day_the_fuller_is_the_original() -> None:
    assert lead(short=copy("s"), full=copy("f", TEXT + MORE)) == "full"


def test_the_first_known_goes_before_a_fuller_one_of_a_later_day() -> None:
    assert lead(late=copy("l", TEXT + MORE, day="2025-03-05"), early=copy("e")) == "early"


def test_of_one_day_the_earlier_by_hour_is_the_original() -> None:
    morning, noon = (
        copy("m", published="2025-03-04T08:10:00Z"),
        copy("n", TEXT + MORE, published="2025-03-04T12:00:00+02:00"),
    )
    assert lead(morning=morning, noon=noon) == "morning"
    assert lead(noon=noon, dateless=copy("d")) == "noon"  # an hour that only one has says nothing: the fuller


@pytest.mark.parametrize(
    "words", ["Source: Radio Lac", "The mayor told Radio Lac that help was coming.", "(Reported by Radio Lac)"]
)
def test_the_one_named_as_source_is_the_original(words: str) -> None:
    named = copy("n", outlet="Radio Lac")
    assert lead(quoting=copy("q", f"{TEXT + MORE}\n\n{words}", outlet="Kivu Post"), named=named) == "named"
    assert lead(quoting=copy("q", TEXT + MORE, outlet="Kivu Post"), named=named) == "quoting"


def report(number: int, killed: int, wounded: int, shells: int, patrols: int, series: str = "Daily report no.") -> str:
    return (
        f"{series} {number}\n\nIn the past 24 hours the mission recorded {shells} explosions along the line of contact and {patrols} "
        f"patrols. Monitors confirmed that {killed} civilians had been killed and {wounded} injured. Access to the hospital of the "
        "district was restricted at the checkpoint near the bridge. The mission repeats its call on the sides to respect the "
        "ceasefire and to let its monitors pass. Shelling was heard at the water station, which has no power."
    )


def relation(first: str, second: str) -> str:
    a, b = (
        of_document(read_text(text, id=key, published="2025-03-04"), key) for key, text in (("a", first), ("b", second))
    )
    assert compare_documents(a, b).relation == compare_documents(b, a).relation
    return compare_documents(a, b).relation


def test_daily_reports_of_one_form_are_no_copies() -> None:
    assert relation(report(12, 3, 8, 140, 17), report(13, 0, 2, 95, 21)) != "copy"
    assert (
        relation(report(12, 3, 8, 140, 17), report(13, 3, 8, 140, 17)) != "copy"
    )  # the next of a series, whatever its figures
    forms = [report(12, 3, 8, 140, 17, "Of the mission:"), report(31, 5, 11, 96, 26, "Of the mission:")]
    assert relation(*forms) != "copy"


def test_a_report_that_others_carry_is_one() -> None:
    whole = report(12, 3, 8, 140, 17)
    assert relation(whole, whole.removeprefix("Daily report no. 12\n\n")) == "copy"
    assert relation(whole, f"{whole} The next report is due on Thursday.") == "copy"
    assert relation(TEXT + MORE, TEXT.replace("14 traders", "16 traders")) == "copy"  # an update


@pytest.mark.parametrize(
    ("given", "moment"),
    [
        ("2025-03-04", None),
        ("2025-03-04T12:00:00+02:00", "2025-03-04T10:00Z"),
        ("2025-03-04 08:10", "2025-03-04T08:10Z"),
        ("x", None),
    ],
)
def test_the_moment_of_publication(given: str, moment: str | None) -> None:
    assert iso_moment(given) == moment
