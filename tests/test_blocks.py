"""Blocks and header of dispatches."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import LexiconError
from dateline.text.blocks import failing_examples, mark
from dateline.text.header import header
from dateline.text.intake import read_text
from dateline.text.residue import residue

BODY = "Rebels took the town of Kesh on Sunday, the governor said, after three days of fighting in the hills."


def kinds(text: str, title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind, text[block.span.start : block.span.end].strip()) for block in mark(text, title=title)]


def bodies(text: str) -> list[str]:
    return [words for kind, words in kinds(text) if kind == "body"]


def test_every_example_of_the_lexicon_holds() -> None:
    assert failing_examples() == ()


SIGNS = st.sampled_from('aA .\n\r\t"“”()[]-—:,1_*')


@given(st.text(alphabet=st.one_of(SIGNS, st.characters(exclude_categories=("Cs",)))))
@settings(max_examples=300, deadline=None)
def test_blocks_tile_the_text(text: str) -> None:
    blocks = mark(text)
    assert "".join(text[block.span.start : block.span.end] for block in blocks) == text
    assert all(block.span.start < block.span.end for block in blocks)
    assert mark(text) == blocks


def test_a_dispatch_with_everything() -> None:
    text = (
        f"Rebels take Kesh\nGovernor flees to the capital\n\nBy JANE DOE, Associated Press Writer\n"
        f"Updated 10:21 AM ET, Tue August 10, 2021\n\nKABUL, Afghanistan (AP) — {BODY}\n\nAdvertisement\n\n"
        f"“We left,” he said. It was over.\n___\nDoe reported from Kabul. Associated Press writer Ali Karim in Doha "
        f"contributed to this report.\n[ad_2]\nSource link"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "headline",
        "headline",
        "byline",
        "byline",
        "dateline",
        "body",
        "noise",
        "body",
        "separator",
        "credit",
        "credit",
        "noise",
        "noise",
    ]
    assert bodies(text) == [BODY, "“We left,” he said. It was over."]


@pytest.mark.parametrize(
    "dateline",
    [
        "KABUL, Afghanistan (AP) – ",
        "SAN SALVADOR, 3 JAN 90 -- [TEXT] ",
        "(Reuters) - ",
        "WASHINGTON — ",
        "Doha, Qatar: ",
        "BEIRUT, Nov 2 (Reuters) - ",
        "BEIJING, March 1 (Xinhua) -- ",
        "KABUL, Aug. 10, 2021 (AP) — ",
        "O'HARE, Ill. (AP)_ ",
        "SÃO PAULO, Brazil (AFP) — ",
        "UNITED NATIONS (AP) _\n\n",
        "New Delhi, May 3 (PTI): ",
        "WASHINGTON/LONDON (Reuters) - ",
    ],
)
def test_datelines(dateline: str) -> None:
    found = kinds(f"Rebels take Kesh\n\n{dateline}{BODY}")
    assert found == [("headline", "Rebels take Kesh"), ("dateline", dateline.strip()), ("body", BODY)]


@pytest.mark.parametrize(
    "text",
    [
        "NATO - which leads the force - withdrew its men from the town on Monday, officials said.",
        "The Associated Press (AP) reported that rebels took the town.",
        "By Sunday night the rebels had left the town, and the governor was back.",
        "Share prices fell on Monday after the attack on the port.",
        "Advertisement revenue fell at the paper after the coup.",
        "On May 3 -- a day late -- the rebels left.",
        "Related attacks killed nine people in the north.",
        "Photographs show soldiers in the square.",
        "He said: “Leave now.”",
    ],
)
def test_body_is_never_marked_as_something_else(text: str) -> None:
    assert kinds(f"{text}\n\n{BODY}") == [("body", text), ("body", BODY)]


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (
            "LIMA, June 10, 2024 (Coast Wire) - Negotiators of the Moro Liberation Army met in Lima on Monday.",
            "dateline",
        ),
        ("President Hassan Okello met King Abdallah of Jordan in Amman on Monday.", "body"),
        ("Nine Soldiers Killed In Kesh Bombing As Talks Go On.", "headline"),
    ],
)
def test_a_lead_full_of_names_is_no_headline(first: str, kind: str) -> None:
    text = f"{first}\n\nThe two sides rejected a proposal of the governor in the town hall on Tuesday."
    assert mark(text)[0].kind == kind


def test_headlines_alone_are_body() -> None:
    text = "Rebels take Kesh\nGovernor flees\nNine dead in market blast"
    assert [kind for kind, _ in kinds(text)] == ["body"] * 3


@pytest.mark.parametrize(
    ("text", "title", "headline"),
    [
        (f"Rebels take Kesh. {BODY}", "Rebels take Kesh", "Rebels take Kesh."),
        (f"Rebels Storm The Northern Town Of Kesh.\n\n{BODY}", None, "Rebels Storm The Northern Town Of Kesh."),
        (f"Rebels take old town of KeshKABUL (AP) — {BODY}", None, "Rebels take old town of Kesh"),
        (
            f"Nine soldiers die in market blastThe army said so on Sunday. {BODY}",
            None,
            "Nine soldiers die in market blast",
        ),
    ],
)
def test_headlines_that_run_into_the_body(text: str, title: str | None, headline: str) -> None:
    found = kinds(text, title)
    assert found[0] == ("headline", headline)
    assert found[-1][1].endswith(BODY)


def test_a_title_that_is_only_the_beginning_of_a_sentence_is_no_headline() -> None:
    text = "Rebels in Kesh fired on the bridge."
    assert kinds(text, "Rebels in Kesh") == [("body", text)]


def test_hard_wrapped_copy_is_one_block_a_paragraph() -> None:
    first = (
        "Rebels took the town of Kesh on Sunday after three days of fighting\n"
        "in the hills around it, the governor of the province said. He added\n"
        "that the chiefs of the army had been flown out with General John F.\nHale."
    )
    second = (
        "Nine soldiers were killed and four were hurt in what he called the\nworst fighting of the year, and many fled."
    )
    assert bodies(f"   {first}\n\n   {second}\n") == [first, second]


def test_hard_wrapped_copy_without_blank_lines() -> None:
    text = (
        "Rebels took the town of Kesh on Sunday after three days of fighting\n"
        "in the hills around it, the governor of the province said on Monday.\nHe left.\n"
        "Nine soldiers were killed and four were hurt in what he called the\n"
        "worst fighting of the year, and many fled."
    )
    assert [words.split("\n")[0][:12] for words in bodies(text)] == ["Rebels took ", "Nine soldier"]


def test_residue_words_inside_wrapped_copy_are_text() -> None:
    text = (
        "KESH, 3 MAY 89 (RADIO SOL) -- [TEXT] THE ARMY SAID THAT ITS MEN HAD\n"
        "TAKEN THE TOWN AND THAT THIS COULD BE SEEN BY ALL IN A LENGTHY NEW\nVIDEO\n\n"
        "   IT WAS SHOWN ON SUNDAY BY THE STATE TELEVISION IN THE CAPITAL CITY."
    )
    assert [kind for kind, _ in kinds(text)] == ["dateline", "body", "body"]


def test_paragraphs_glued_to_each_other_are_parted() -> None:
    assert bodies('Nine men died.The army left. "We go," he said."Then we rest." Done.') == [
        "Nine men died.",
        'The army left. "We go," he said.',
        '"Then we rest." Done.',
    ]


def test_shortcodes_inside_a_paragraph_part_it() -> None:
    assert kinds('The bridge fell. [caption id="a7"] It was old.') == [
        ("body", "The bridge fell."),
        ("noise", '[caption id="a7"]'),
        ("body", "It was old."),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"KABUL, Aug. 10, 2021 (AP) — {BODY}", "2021-08-10"),
        (f"   SAN SALVADOR, 3 JAN 90 -- [TEXT] {BODY}", "1990-01-03"),
        (f"SAN SALVADOR, 3 JAN 05 -- [TEXT] {BODY}", "2005-01-03"),
        (f"Rebels take Kesh\nPublished: 12 May 2019\n\n{BODY}", "2019-05-12"),
        (f"Rebels take Kesh\nUpdated 10:21 AM ET, Tue August 10, 2021\n\n{BODY}", "2021-08-10"),
        (f"Rebels take Kesh\n2021-08-10\n\n{BODY}", "2021-08-10"),
        (f"KABUL, Aug. 10 (AP) — {BODY}", None),
        (f"KABUL, Aug. 10 (AP) — The war began on May 3, 2001. {BODY}", None),
        (f"KABUL, Feb. 30, 2021 (AP) — {BODY}", None),
        (BODY, None),
    ],
)
def test_the_header_date_needs_day_month_and_year(text: str, day: str | None) -> None:
    found = read_text(text)
    assert found.published == day
    assert found.published_from == ("header" if day else None)


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("KABUL, Afghanistan (AP) — ", "KABUL, Afghanistan", "AP"),
        ("BEIJING, March 1 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("WASHINGTON — ", "WASHINGTON", None),
        ("(Reuters) - ", None, "Reuters"),
        ("NO CITY (PERU), 20 OCT 89 -- [TEXT] ", "NO CITY", None),
        ("Doha, Qatar: ", "Doha, Qatar", None),
    ],
)
def test_place_and_agency_of_the_header(dateline: str, place: str | None, agency: str | None) -> None:
    text = f"{dateline}{BODY}"
    found = header(text, mark(text))
    assert (found.place.text if found.place else None, found.agency.text if found.agency else None) == (place, agency)
    assert all(text[quote.span.start : quote.span.end] == quote.text for quote in (found.place, found.agency) if quote)


def test_rules_of_ones_own_go_first(tmp_path: Path) -> None:
    (tmp_path / "noise.toml").write_text(
        '[[rule]]\nid = "noise.mine"\nkind = "noise"\nwhere = "line"\n'
        'patterns = ["Mast [0-9]+"]\nyes = [{text = "Mast 7"}]\nno = [{text = "Mast"}]\n'
    )
    rules = residue((tmp_path,))
    assert [block.rule for block in mark(f"{BODY}\nMast 7\n{BODY}", rules=rules)] == ["", "noise.mine", ""]
    assert failing_examples(rules) == ()
    own = read_text(f"{BODY}\nMast 7\n{BODY}", lexicon=(str(tmp_path),))
    assert [block.kind for block in own.blocks] == ["body", "noise", "body"]


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        ('id = "noise.x"\nkind = "noise"\nwhere = "line"\nyes = [{text = "x"}]', "required field `no`"),
        (
            'id = "noise.x"\nkind = "dirt"\nwhere = "line"\nyes = [{text = "x"}]\nno = [{text = "y"}]',
            "invalid enum value 'dirt'",
        ),
        ('id = "noise.x"\nkind = "noise"\nwhere = "line"\npatterns = ["("]\nyes = [{}]\nno = [{}]', "compile"),
    ],
)
def test_wrong_rules_are_refused(tmp_path: Path, entry: str, why: str) -> None:
    (tmp_path / "noise.toml").write_text(f"[[rule]]\n{entry}\n")
    with pytest.raises(LexiconError, match=why):
        residue((tmp_path,))


def test_notes_on_the_author_are_credits_only_at_the_very_end() -> None:
    note = "Osei is a Gulf-based reporter for the Mast."
    assert kinds(f"{BODY}\n\n{note}") == [("body", BODY), ("credit", note)]
    assert kinds(f"{note}\n\n{BODY}") == [("body", note), ("body", BODY)]
    assert kinds(note) == [("body", note)]


def test_residue_glued_to_the_body_is_marked() -> None:
    assert kinds("The army left.Read more: Who holds the bridge?The governor stayed in town.Enditem") == [
        ("body", "The army left."),
        ("noise", "Read more: Who holds the bridge?"),
        ("body", "The governor stayed in town."),
        ("credit", "Enditem"),
    ]
