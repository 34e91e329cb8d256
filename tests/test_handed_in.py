"""Files as people hand them in, of every format under right and wrong names: what is a document, of which day, by whom."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.fields import any_day
from dateline.text.intake.language import foreign
from dateline.types import Document, Skipped

ONE = "Bandits burned a mill near Zurmi on Monday, killing six people, the mayor said."
TWO = "Troops arrested four drivers in Bria on Sunday, officials said."
BOTH = [(ONE, "2024-05-14"), (TWO, "2024-05-13")]


def taken(path: Path, text: str | bytes, **options: str) -> tuple[list[Document], list[Skipped]]:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    found = list(documents([str(path)], options=IntakeOptions(**options)))
    return [one for one in found if isinstance(one, Document)], [one for one in found if isinstance(one, Skipped)]


def told(found: list[Document]) -> list[tuple[str, str | None]]:
    return [(one.text.strip(), one.published) for one in found]


ROWS = [{"headline": "h", "body": text, "date": day} for text, day in BOTH]
JSON = {
    "nested": {"meta": {"n": 2}, "payload": {"list": [{"report": {"text": text, "date": day}} for text, day in BOTH]}},
    "other key": {"incidents": [{"text": text, "date": day} for text, day in BOTH]},
    "by id": {str(n): {"text": text, "date": day} for n, (text, day) in enumerate(BOTH)},
    "catalogue": {"success": True, "result": {"results": [{"notes": text, "metadata_modified": day} for text, day in BOTH]}},
    "in a list": {"articles": {"results": [{"body": text, "dateTime": f"{day}T10:00:00Z"} for text, day in BOTH]}},
}  # fmt: skip


@pytest.mark.parametrize("name", ["a.json", "a.txt", "a"])
@pytest.mark.parametrize("answer", JSON.values(), ids=JSON)
def test_answers_in_json_are_lists_of_documents_wherever_the_list_lies(
    answer: object, name: str, tmp_path: Path
) -> None:
    found, skipped = taken(tmp_path / name, json.dumps(answer))
    assert (told(found), skipped) == (BOTH, [])


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt"])
def test_json_lines_may_name_their_text_as_they_like(name: str, tmp_path: Path) -> None:
    found, skipped = taken(tmp_path / name, "\n".join(map(json.dumps, ROWS)))
    assert (told(found), [one.title for one in found], skipped) == (BOTH, ["h", "h"], [])


def test_the_day_of_a_line_with_a_text_may_have_another_name(tmp_path: Path) -> None:
    (one,), _ = taken(tmp_path / "a.jsonl", json.dumps({"text": ONE, "created_at": 1715680800, "headline": "h"}))
    assert (one.published, one.title) == ("2024-05-14", "h")


def test_names_of_columns_may_have_spaces_and_capitals(tmp_path: Path) -> None:
    found, _ = taken(tmp_path / "a.csv", f'Report no;Date published;Full text\n7;14/05/2024;"{ONE}"\n')
    assert told(found) == [(ONE, "2024-05-14")]
    (one,), _ = taken(tmp_path / "a.json", json.dumps({"articleBody": ONE, "datePublished": "2024-05-14"}))
    assert (one.text, one.published) == (ONE, "2024-05-14")


def test_a_refusal_of_a_table_names_its_columns(tmp_path: Path) -> None:
    _, (said,) = taken(tmp_path / "a.csv", f'nr,was\n1,"{ONE}"\n', text_field="wat")
    assert "'wat'; its fields are nr, was" in said.why


def test_a_list_of_bare_texts_is_a_list_of_documents(tmp_path: Path) -> None:
    found, _ = taken(tmp_path / "a.json", json.dumps([ONE, TWO, "short"]))
    assert [one.text for one in found] == [ONE, TWO]


TABLES = {
    "bars": "date|place|text\n" + "".join(f"{day}|Kesh|{text}\n" for text, day in BOTH) * 1,
    "markdown": "| date | text |\n|---|---|\n" + "".join(f"| {day} | {text} |\n" for text, day in BOTH),
    "tabs": "date\tplace\ttext\n" + "".join(f"{day}\tKesh\t{text}\n" for text, day in BOTH),
    "day first": "event_date;place;notes\n14/05/2024;Kesh;" + ONE + "\n13.05.2024;Kesh;" + TWO + "\n",
}


@pytest.mark.parametrize("name", ["a.csv", "a.txt"])
@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables_are_told_by_their_columns(table: str, name: str, tmp_path: Path) -> None:
    assert told(taken(tmp_path / name, table)[0]) == BOTH


@pytest.mark.parametrize("head", ["sep=;\n", "Incidents of May\nmade on 2024-05-15\n\n", ""])
def test_what_programs_put_before_the_columns_is_no_row(head: str, tmp_path: Path) -> None:
    rows = "".join(f'{day};"{text}"\n' for text, day in BOTH)
    assert told(taken(tmp_path / "a.csv", f"{head}date;text\n{rows}")[0]) == BOTH


XML = [
    (
        "<nitf><head><title>T</title><docdata><date.issue norm='20240514T100000Z'/></docdata></head><body><body.content>"
        f"<p>{ONE}</p></body.content></body></nitf>"
    ),
    f"<newsitem date='2024-05-14'><headline>H</headline><text><p>{ONE}</p></text></newsitem>",
    f"<reports><report date='2024-05-14'><text>{ONE}</text></report></reports>",
    f"<list><item><day>x</day><published>2024-05-14</published><body>{ONE}</body></item></list>",
]


@pytest.mark.parametrize("xml", XML)
def test_xml_of_news_is_read_paragraph_by_paragraph(xml: str, tmp_path: Path) -> None:
    assert told(taken(tmp_path / "a.xml", f"<?xml version='1.0'?>{xml}")[0]) == [(ONE, "2024-05-14")]


@pytest.mark.parametrize(
    ("head", "day", "outlet"),
    [
        ("From: Harbour Wire [mailto:w@example.org]\nSent: Tuesday, 14 May 2024 10:00\nTo: Desk\nSubject: raid", "2024-05-14", None),
        (("From: Ann Holm <a@example.org>\nDate: Thu, 16 May 2024 10:00:00 +0000\nSubject: Fwd: raid\n\n---------- Forwarded message "
         "---------\nFrom: Wire <w@example.org>\nDate: Tue, 14 May 2024 at 10:00\nSubject: raid"), "2024-05-14", "Ann Holm"),
    ],
)  # fmt: skip
def test_the_day_of_a_mail_is_that_of_the_message_that_tells(
    head: str, day: str, outlet: str | None, tmp_path: Path
) -> None:
    (one,), _ = taken(tmp_path / "a.txt", f"{head}\n\n{ONE}\n")
    assert (one.published, one.outlet) == (day, outlet)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024/5/13 18:45", "2024-05-13"),
        ("14.05.24", "2024-05-14"),
        ("14/05/2024", "2024-05-14"),
        ("05/14/2024", "2024-05-14"),
        ("03/04/2024", None),
        ("Di, 14 Mai 2024 10:00:00 +0200", "2024-05-14"),
        ("mar., 14 août 2024", "2024-08-14"),
        ("14 de março de 2024", "2024-03-14"),
        ("Вт, 14 мая 2024 10:00:00 +0300", "2024-05-14"),
        ("14 Ağustos 2024", "2024-08-14"),
        ("2024年5月14日", "2024-05-14"),
        ("1715680800", "2024-05-14"),
        ("tomorrow", None),
    ],
)
def test_days_as_feeds_write_them(words: str, day: str | None) -> None:
    assert any_day(words) == day


def item(host: str, more: str) -> str:
    day = "<pubDate>Tue, 14 May 2024 10:00:00 GMT</pubDate>"
    return f"<item><title>x</title><link>https://{host}/1</link>{day}<description>{ONE}</description>{more}</item>"


def test_the_outlet_of_a_feed_that_gathers_is_who_wrote_the_entry(tmp_path: Path) -> None:
    by = "<dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>{}</dc:creator>"
    own = item("a.example", by.format("Ann Holm"))
    gathered = own + item("b.example", "<source url='https://b.example'>Harbour Wire</source>").replace("six", "seven")
    for items, outlets in ((own, ["Hub"]), (gathered, ["Ann Holm", "Harbour Wire"])):
        feed = f"<rss version='2.0'><channel><title>Hub</title>{items}</channel></rss>"
        assert [one.outlet for one in taken(tmp_path / "a.xml", feed)[0]] == outlets


def test_a_day_of_a_feed_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    entry = item("a.example", "").replace("Tue, 14 May 2024 10:00:00 GMT", "soon")
    feed = f"<rss version='2.0'><channel><title>Hub</title>{entry}</channel></rss>"
    (one,), (said,) = taken(tmp_path / "a.rss", feed)
    assert one.published is None and said.why == "the day 'soon' cannot be read"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("武装分子打死九人。", "zh"),
        ("Des rebelles ont tué six soldats.", "fr"),
        ("Повстанцы убили шесть солдат.", "ru"),
        ("Rebeldes mataron a seis soldados ayer.", "es"),
        ("Bewaffnete töteten sechs Soldaten.", "de"),
        ("Rebels seize Goma airport", None),
        ("Burkina Faso junta expels French diplomats", None),
        ("Militants behead Cabo Delgado villagers", None),
        ("Marines took Mocha in mid-July.", None),
        ("Rebeldes atacan la base de Bria", "es"),
        ("Explosion dans une gare de Bangui", "fr"),
        ("Pemberontak menyerang pos tentara dan menewaskan enam prajurit di Papua hari ini.", "id"),
    ],
)
def test_short_texts_in_other_languages_are_known(text: str, language: str | None) -> None:
    assert foreign(text, alone=True) == language


def test_of_a_paragraph_in_two_languages_the_english_sentences_are_read(tmp_path: Path) -> None:
    french = "Le maire a annoncé lundi que six personnes avaient été tuées dans l'attaque du moulin."
    (one,), (said,) = taken(tmp_path / "a.txt", f"{ONE} {french} {TWO}")
    parts = [(block.kind, one.text[block.span.start : block.span.end].strip()) for block in one.blocks]
    assert parts == [("body", ONE), ("noise", french), ("body", TWO)]
    assert "not English (fr 1)" in said.why
