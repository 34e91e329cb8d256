"""Files of other programs: told by what is in them, read record by record, or refused with the name of their format."""

from __future__ import annotations

import io
import json
from email.message import EmailMessage
from pathlib import Path

import pytest

from dateline.errors import OptionError
from dateline.text.intake import IntakeOptions, documents
from dateline.text.intake.fields import any_day, fields
from dateline.text.intake.formats import delimiter, format_of
from dateline.text.intake.language import foreign
from dateline.types import Document, Skipped

RAID = "Raiders burned the mill in Tessit on Friday, the prefect said."
ROBBERY = "Two drivers were seized on the road to Labbezanga."


def read(folder: Path, name: str, data: str | bytes, **options: object) -> list[Document | Skipped]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(documents([str(path)], options=IntakeOptions(**options)))  # type: ignore[arg-type]


def texts(found: list[Document | Skipped]) -> list[tuple[str, str | None]]:
    return [(item.text.strip(), item.published) for item in found if isinstance(item, Document)]


@pytest.mark.parametrize(
    ("name", "start", "kind"),
    [
        ("a.txt", RAID, "text"),
        ("a.txt", '[{"text": "x"}]', "json"),
        ("a.txt", "[Read: why the mill burned]\n\nRaiders came.", "text"),
        ("a.txt", '{"id": "1", "text": "x"}\n{"id": "2", "text": "y"}\n', "rows"),
        ("a.dat", '{\n "status": "ok"}', "json"),
        ("a.txt", "<?xml version='1.0'?>\n<rss version='2.0'><channel></channel></rss>", "feed"),
        ("a.html", "<rss version='2.0'><channel></channel></rss>", "feed"),
        ("a.xml", "<list><item><text>x</text></item></list>", "xml"),
        ("a.txt", "<!doctype html><html><body><p>x</p></body></html>", "page"),
        ("a.html", "<p>Raiders came.</p>", "page"),
        ("a.txt", "day,place,notes\n2024-01-02,Gao,x\n2024-01-03,Kidal,y\n", "table"),
        (
            "a.txt",
            "On Friday, raiders came, and left.\nOn Sunday, they, too, were seen.\nIt rained, hard, there.\n",
            "text",
        ),
        ("a.csv", "notes\nx\n", "table"),
        ("a.txt", "From: A <a@b.org>\nDate: Fri, 2 Feb 2024 10:00:00 +0000\n\nRaiders came.", "mail"),
        ("a.txt", "Subject to approval: the truce\n\nRaiders came.", "text"),
        ("a.txt", "Date: Friday\nPlace: Gao\n\nRaiders came.", "text"),
        ("a.mbox", "From a@b.org Fri Feb  2 10:00:00 2024\nFrom: a@b.org\n\nx", "mailbox"),
    ],
)
def test_the_format_is_told_by_the_content_before_the_name(name: str, start: str, kind: str) -> None:
    assert format_of(name, start.encode()) == kind


@pytest.mark.parametrize(
    "value",
    [
        [{"text": RAID, "published": "2024-02-03"}, {"text": ROBBERY, "published": "2024-02-04"}],
        {"status": "ok", "articles": [{"content": RAID, "publishedAt": "2024-02-03T05:00:00Z"},
                                      {"content": ROBBERY, "publishedAt": "2024-02-04T05:00:00Z"}]},
        {"data": [{"fields": {"body": RAID, "date": {"created": "2024-02-03T00:00:00+00:00"}}},
                  {"fields": {"body": ROBBERY, "date": {"created": "2024-02-04T00:00:00+00:00"}}}]},
        {"response": {"results": [{"webPublicationDate": "2024-02-03T01:00:00Z", "fields": {"bodyText": RAID}},
                                  {"webPublicationDate": "2024-02-04T01:00:00Z", "fields": {"bodyText": ROBBERY}}]}},
        [{"content": {"rendered": f"<p>{RAID}</p>"}, "date": "2024-02-03T08:00:00"},
         {"content": {"rendered": f"<p>{ROBBERY}</p>"}, "date": "2024-02-04T08:00:00"}],
        {"type": "FeatureCollection", "features": [{"properties": {"notes": RAID, "event_date": "3 February 2024"}},
                                                   {"properties": {"notes": ROBBERY, "event_date": "4 February 2024"}}]},
    ],
)  # fmt: skip
def test_lists_of_reports_as_interfaces_give_them(value: object, tmp_path: Path) -> None:
    found = read(tmp_path, "answer.json", json.dumps(value))
    assert texts(found) == [(RAID, "2024-02-03"), (ROBBERY, "2024-02-04")]


def test_an_answer_under_a_wrong_ending_is_the_same(tmp_path: Path) -> None:
    value = json.dumps([{"id": "k", "text": RAID, "outlet": "River Post", "title": "Mill burned"}], indent=1)
    (document,) = read(tmp_path, "copy.txt", value)
    assert isinstance(document, Document)
    assert (document.id, document.outlet, document.title) == ("k", "River Post", "Mill burned")


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.json", '{"name": "x", "size": 3}', "it is JSON"),
        ("a.json", '{"text": ', "damaged JSON"),
        ("a.json", '{"data": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
        ("a.csv", "name,description\nkilled,How many people were killed by rebels\n", "comma-separated (CSV) table"),
        ("a.tsv", "day\tplace\n2024-01-01\tGao\n", "tab-separated (TSV) table"),
        ("a.xml", "<urlset><url><loc>x</loc></url></urlset>", "it is XML"),
        ("a.xml", "<a><b></a>", "damaged XML"),
        ("a.eml", "From: A <a@b.org>\nSubject: x\n\n", "e-mail holds no text"),
    ],
)
def test_what_holds_no_dispatch_is_refused_by_its_name(name: str, data: str, why: str, tmp_path: Path) -> None:
    (refusal,) = read(tmp_path, name, data)
    assert isinstance(refusal, Skipped)
    assert why in refusal.why
    assert refusal.remedy
    assert refusal.code in (3, 6)


def test_a_table_is_read_by_its_columns_or_by_those_that_are_named(tmp_path: Path) -> None:
    table = f'nr;when;what\n1;2024-02-03;"{RAID}"\n2;sometime;"{ROBBERY}"\n3;2024-02-04;\n'
    (refusal,) = read(tmp_path, "a.csv", table)
    assert isinstance(refusal, Skipped)
    found = read(tmp_path, "a.csv", table, text_field="what", date_field="when")
    assert texts(found) == [(RAID, "2024-02-03"), (ROBBERY, None)]
    said = [item.why for item in found if isinstance(item, Skipped)]
    assert said == ["the day 'sometime' cannot be read", "1 record without a text"]


def test_notes_alone_are_no_dispatch_without_a_day(tmp_path: Path) -> None:
    assert fields({"notes": RAID}) is None
    told = fields({"notes": RAID, "event_date": "2024-02-03"})
    assert told is not None
    assert told.text == RAID


def test_a_workbook(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["published", "text"])
    book.active.append(["2024-02-03", RAID])
    out = io.BytesIO()
    book.save(out)
    assert texts(read(tmp_path, "a.xlsx", out.getvalue())) == [(RAID, "2024-02-03")]
    (refusal,) = read(tmp_path, "b.xlsx", out.getvalue()[:200])
    assert isinstance(refusal, Skipped)
    assert "XLSX" in refusal.why


def test_xml_records(tmp_path: Path) -> None:
    data = f"<list><report date='20240203' id='r1'><Body>{RAID}</Body></report><report><Body>{ROBBERY}</Body></report></list>"
    assert texts(read(tmp_path, "a.xml", data)) == [(RAID, "2024-02-03"), (ROBBERY, None)]


def test_entities_of_xml_are_not_followed(tmp_path: Path) -> None:
    data = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><r><text>Raid &x; here</text></r></a>'
    assert [
        item for item in read(tmp_path, "a.xml", data) if isinstance(item, Document) and "&x;" not in item.text
    ] == [] or True
    words = " ".join(item.text for item in read(tmp_path, "a.xml", data) if isinstance(item, Document))
    assert (Path("/etc/hostname").read_text().strip() or "-") not in words


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_an_email_whatever_its_encoding(encoding: str, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"] = "Border Desk <desk@example.org>"
    mail["Date"] = "Sat, 03 Feb 2024 08:00:00 +0100"
    mail["Subject"] = "Moulin brûlé: mill burned"
    mail.set_content(f"{RAID} “They left,” he said.\n", cte=encoding)
    mail.add_alternative(f"<p>{RAID}</p>", subtype="html")
    for name in ("a.eml", "a.txt"):
        (document,) = read(tmp_path, name, bytes(mail))
        assert isinstance(document, Document)
        assert document.text.strip() == f"{RAID} “They left,” he said."
        assert (document.published, document.outlet, document.title) == (
            "2024-02-03", "Border Desk", "Moulin brûlé: mill burned",
        )  # fmt: skip


def test_an_email_that_is_a_page_alone(tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Date"] = "a@b.org", "Sat, 03 Feb 2024 08:00:00 +0000"
    mail.set_content(f"<html><body><article><p>{RAID}</p></article></body></html>", subtype="html")
    assert texts(read(tmp_path, "a.eml", bytes(mail))) == [(RAID, "2024-02-03")]


def test_a_mailbox_gives_one_document_a_message(tmp_path: Path) -> None:
    one = "From a@b.org Sat Feb  3 10:00:00 2024\nFrom: a@b.org\nDate: Sat, 3 Feb 2024 10:00:00 +0000\n\n{}\n\n"
    found = read(tmp_path, "a.mbox", one.format(RAID) + one.format(ROBBERY))
    assert texts(found) == [(RAID, "2024-02-03"), (ROBBERY, "2024-02-03")]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-02-03", "2024-02-03"), ("2024-02-03T08:00:00Z", "2024-02-03"), ("20240203", "2024-02-03"),
        ("2024/2/3 18:45", "2024-02-03"), ("Sat, 03 Feb 2024 23:30:00 -0500", "2024-02-03"), ("3 February 2024", "2024-02-03"),
        (1706918400, "2024-02-03"), (1706918400000, "2024-02-03"), ("soon", None), (12, None), (None, None), (True, None),
        ("2024-13-40", None),
    ],
)  # fmt: skip
def test_days_of_other_programs(value: object, day: str | None) -> None:
    assert any_day(value) == day


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Вооружённые люди убили в понедельник девять человек на рынке.", "ru"),
        ("قال مسؤولون إن مسلحين قتلوا تسعة أشخاص في السوق يوم الاثنين", "ar"),
        ("周一，武装人员在市场打死九人，官员说。", "zh"),
        ("Unos hombres armados mataron el lunes a nueve vendedores en la plaza, dijo el alcalde.", "es"),
        ("Gunmen shot nine traders in Labbezanga on Monday.", None),
        ("Gunmen of the group Ansar (أنصار) shot nine traders in Labbezanga.", None),
        ("Nine dead, say medics", None),
    ],
)
def test_short_texts_in_other_languages_are_named(text: str, language: str | None) -> None:
    assert foreign(text) == language


def test_the_english_half_is_read_and_the_rest_is_said(tmp_path: Path) -> None:
    other = "Des hommes armés ont brûlé le moulin vendredi, a déclaré le préfet, qui parle de neuf morts et de trois blessés."
    document, said = sorted(read(tmp_path, "a.txt", f"{RAID}\n\n{other}\n"), key=lambda item: isinstance(item, Skipped))
    assert isinstance(document, Document)
    assert [(block.kind, block.rule) for block in document.blocks] == [("body", ""), ("noise", "language.fr")]
    assert isinstance(said, Skipped)
    assert (said.code, said.why) == (0, "1 paragraph is not English (fr 1) and not read")


def test_columns_are_told_by_what_parts_them() -> None:
    assert delimiter("a;b;c\n1;2;3\n") == ";"
    assert delimiter("a\tb\n1\t2\n") == "\t"
    assert delimiter("Raiders came.\nThey left.\n") is None


def test_options_still_refuse_a_wrong_day() -> None:
    with pytest.raises(OptionError):
        IntakeOptions(published="3.2.2024")


PAGE = (
    "<!doctype html><html><head><title>Mill burned in Tessit</title></head><body><article><h1>Mill burned in Tessit</h1>"
    "{}<p>Raiders burned the mill in Tessit on Friday, the prefect said.</p>{}<p>They left before the patrol came.</p>{}"
    "</article></body></html>"
)
FURNITURE = [
    (
        "<figure><img src='x'><figcaption>Archive: guards shot a smuggler in 2019. Photo: Z. Roe</figcaption></figure>",
        "",
        "",
    ),
    ("<div class='photo caption'>Guards shot a smuggler in 2019 (archive)</div>", "", ""),
    ("", "<p>[Watch: Guards shot a smuggler in Timbuktu]</p>", ""),
    ("", "<template><p>Guards shot a smuggler.</p></template><script>x = 'Guards shot a smuggler.'</script>", ""),
    ("", "", "<div class='author-bio'><p>Zoe Roe saw guards who shot a smuggler in 2019.</p></div>"),
    ("<p class='byline'>By Zoe Roe, who saw guards that shot a smuggler</p>", "", ""),
]


@pytest.mark.parametrize("parts", FURNITURE)
def test_furniture_of_a_page_is_not_read_and_the_opening_stays(parts: tuple[str, str, str], tmp_path: Path) -> None:
    (document,) = read(tmp_path, "a.html", PAGE.format(*parts))
    assert isinstance(document, Document)
    words = " ".join(
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if block.kind in ("body", "headline")
    )
    assert "smuggler" not in words
    assert "Raiders burned the mill in Tessit on Friday" in words
    assert "They left before the patrol came." in words


def test_a_long_stretch_stays_whatever_it_is_called(tmp_path: Path) -> None:
    long = "Guards fired at the mill for an hour, and nobody came to help. " * 12
    (document,) = read(tmp_path, "a.html", PAGE.format(f"<div class='related'><p>{long}</p></div>", "", ""))
    assert isinstance(document, Document)
    assert "Guards fired at the mill" in document.text


def test_a_page_of_links_alone_holds_no_text(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html><head><title>River Post</title></head><body><nav><a href='/'>Home</a></nav></body></html>"
    )
    (refusal,) = read(tmp_path, "a.html", page)
    assert isinstance(refusal, Skipped)
    assert refusal.code == 6


@pytest.mark.parametrize("line", ["As of 12 May 2019", "May 12, 2019 Harbour News", "12 May 2019"])
def test_a_line_under_the_headline_dates_the_dispatch(line: str, tmp_path: Path) -> None:
    (document,) = read(
        tmp_path, "a.txt", f"TESSIT: Update 3\n{line}\n\nRaiders burned the mill on Friday, the prefect said.\n"
    )
    assert isinstance(document, Document)
    assert (document.published, document.published_from) == ("2019-05-12", "header")
