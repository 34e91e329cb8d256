"""A situation report says what claims carry, names its sources, leaves private persons out, and opens in the programs it is for."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from records import _read

from dateline.brief import html, markdown
from dateline.brief.compose import compose
from dateline.brief.model import Brief, Bullets, Note, Paragraph, Picture, Sentence, Table
from dateline.brief.naming import is_owned, with_article
from dateline.brief.persons import SOMEBODY
from dateline.brief.pictures import near
from dateline.brief.positions import standing
from dateline.brief.words import bounds, days, event_noun, listed, people, period, phrases, quotation
from dateline.errors import OptionError
from dateline.faces import cli
from dateline.lexicon.ontology import MODES, TYPES
from dateline.record import sensitivity
from dateline.record.privacy import WITHHELD
from dateline.record.privacy import is_private_name as is_private
from dateline.record.record import Record
from dateline.record.state.tolls import COUNTED
from dateline.record.states import Account, Plan
from dateline.text.intake import read_text

TOLD = (
    (
        "d1", "2024-03-05", "Lakes Wire",
        ("Rebels shelled the town of Sake on Monday, killing 12 people, a doctor said. "
         "Gunmen killed Mary Johnson, a teacher, in Goma on Monday, police said."),
    ),
    (
        "d2", "2024-03-06", "Kivu Post",
        ("Monday's shelling of Sake by rebels killed 19 people, the health ministry said. "
         "The United Nations demanded that the rebels let aid trucks into Sake by March 10."),
    ),
    (
        "d3", "2024-03-07", "Lakes Wire",
        ("Rebels captured the town of Masisi on Wednesday, the army said. "
         "The rebels attacked Goma in 2012, killing 60 people. The army will withdraw from Rutshuru on March 20, a spokesman said."),
    ),
)  # fmt: skip
ASKED = {"place": "", "since": "2024-03-01", "as_of": "2024-03-08"}
FIELDS = re.compile(r"\b[a-z]+_[a-z]+\b|\bNone\b|\bASSAULT\b|\b[A-Z]{3}-[A-Z]{3}\b")


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    with Record(str(tmp_path_factory.mktemp("brief") / "r.sqlite"), create=True) as here:
        here.add(_read(read_text(text, id=name, published=day, outlet=outlet)) for name, day, outlet, text in TOLD)
        yield here


@pytest.fixture(scope="module")
def report(record: Record) -> Brief:
    return compose(record, **ASKED)


def sentences(brief: Brief, *titles: str) -> Iterator[Sentence]:
    for section in brief.sections:
        for block in section.blocks if not titles or section.title in titles else ():
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)
            elif isinstance(block, Bullets | Paragraph):
                yield from (one for item in getattr(block, "items", (block,)) for one in item.sentences)


def test_the_sections_are_those_of_a_sitrep(report: Brief) -> None:
    assert [section.title for section in report.sections] == [
        "Key figures", "Control of territory", "Incidents by place and day", "Tolls by source", "Statements and positions",
        "Plans and deadlines", "Contradictions and what is unverified", "Method and limits",
    ]  # fmt: skip
    assert (report.title, report.subtitle) == ("Situation report", "1 to 8 March 2024")


def test_every_statement_is_footnoted_to_words_of_a_dispatch(report: Brief) -> None:
    texts = {name: " ".join(text.split()) for name, _, _, text in TOLD}
    for note in report.notes:
        assert note.words.strip("“”").replace(WITHHELD, "Mary Johnson") in texts[note.document]
        assert (note.document, note.date, note.outlet) in {(name, day, outlet) for name, day, outlet, _ in TOLD}
    free = [one.text for one in sentences(report) if not one.notes]
    method = {one.text for one in sentences(report, "Method and limits")}
    rest = [text for text in free if text not in method and text.endswith(".")]
    assert all(text.startswith(("By 8 March", "On 8 March", "No contradictions")) for text in rest)
    assert {number for one in sentences(report) for number in one.notes} == {note.number for note in report.notes}


def test_sentences_are_whole_and_hold_no_field_names(report: Brief) -> None:
    for one in sentences(report):
        assert FIELDS.search(one.text) is None, one.text
        assert "  " not in one.text and "()" not in one.text
    told = [one.text for one in sentences(report, "Incidents by place and day", "Key figures", "Control of territory")]
    assert told and all(text[0].isupper() and text.endswith((".", "”")) for text in told)


def test_figures_stand_by_source_and_contradictions_are_named(report: Brief) -> None:
    text = "\n".join(one.text for one in sentences(report))
    assert "12 according to a doctor (Lakes Wire)" in text and "19 according to the health ministry (Kivu Post)" in text
    assert "cannot all be right" in text
    assert "In two incidents, between 13 and 20 people were reported killed, when" in text


def test_what_lay_before_the_period_is_left_out(report: Brief) -> None:
    assert "60 people" not in "\n".join(one.text for one in sentences(report))


def test_private_persons_are_left_out_unless_asked_for(record: Record) -> None:
    for brief, there in ((compose(record, **ASKED), False), (compose(record, **ASKED, names=True), True)):
        for text in (markdown.written(brief), html.written(brief)):
            assert ("Johnson" in text) is there


@pytest.mark.parametrize(
    ("name", "code", "private"),
    [("Mary Johnson", "", True), ("Mary Johnson", "COD-CVL", True), ("Mary Johnson", "COD-GOV", False), ("Sake", "", False),
     ("Sudan Doctors Network", "", False)],
)  # fmt: skip
def test_who_is_private(name: str, code: str, private: bool) -> None:
    assert is_private(name, code) is private
    assert SOMEBODY


def test_the_page_fetches_nothing_and_keeps_hostile_words(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    with Record(str(tmp_path / "r.sqlite"), create=True) as record:
        text = "Rebels captured Sake on Monday, the army said. Rebels shelled Goma on Monday, killing two people."
        record.add([_read(read_text(text, id="x", published="2024-03-05", outlet=f"Post {hostile}"))])
        brief = compose(record, place="", since="2024-03-01", as_of="2024-03-08")
    page = html.written(brief)
    assert "<script" not in page and "default-src 'none'" in page
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert hostile not in markdown.written(brief)


def test_pictures_stand_by_themselves(report: Brief) -> None:
    pictures = [block for section in report.sections for block in section.blocks if isinstance(block, Picture)]
    assert pictures
    for one in pictures:
        assert one.svg.startswith("<svg xmlns=") and "class=" not in one.svg and "<style" not in one.svg and one.caption


def test_the_pdf_is_a_pdf_with_the_same_bytes_each_time(report: Brief) -> None:
    pytest.importorskip("typst")
    from dateline.brief.typst import pdf

    first = pdf(report)
    assert first.startswith(b"%PDF-") and first == pdf(report)


def test_the_docx_opens_with_its_links_and_vector_pictures(report: Brief) -> None:
    library = pytest.importorskip("docx")
    pytest.importorskip("typst")
    from dateline.brief.docx import docx

    data = docx(report)
    document = library.Document(io.BytesIO(data))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert report.title in text and "Kivu Post, 6 March 2024 (d2)" in text
    with zipfile.ZipFile(io.BytesIO(data)) as inside:
        body = inside.read("word/document.xml").decode()
        drawn = [name for name in inside.namelist() if name.endswith(".svg")]
    anchors = set(re.findall(r'w:anchor="(n\d+)"', body))
    assert anchors == set(re.findall(r'w:name="(n\d+)"', body)) and anchors
    pictures = [block for section in report.sections for block in section.blocks if isinstance(block, Picture)]
    assert len(drawn) == len(pictures) == body.count("svgBlip ") + body.count("svgBlip/") // 2


def test_addresses_are_links_in_every_form() -> None:
    library = pytest.importorskip("docx")
    pytest.importorskip("typst")
    from dateline.brief import typst
    from dateline.brief.docx import docx

    where = "https://lakes-wire.example/1"
    note = Note(1, "d1", "Lakes Wire", "2024-03-05", "“Rebels shelled Sake.”", url=where)
    brief = Brief("Report", "5 March 2024", (), (note,))
    document = library.Document(io.BytesIO(docx(brief)))
    assert where in {relation.target_ref for relation in document.part.rels.values() if relation.is_external}
    assert f"<{where}>" in markdown.written(brief) and f'#link("{where}")' in typst.source(brief)[0]
    assert where in html.written(brief)
    for bad in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "JaVaScript:x", ' http://x"><script>'):
        brief = Brief("Report", "5 March 2024", (), (msgspec.structs.replace(note, url=bad),))
        document = library.Document(io.BytesIO(docx(brief)))
        assert not [relation for relation in document.part.rels.values() if relation.is_external]
        assert f"<{bad}>" not in markdown.written(brief) and "#link(" not in typst.source(brief)[0]
    odd = msgspec.structs.replace(note, url='https://lakes-wire.example/"><script>')
    assert "<script>" not in markdown.written(Brief("Report", "5 March 2024", (), (odd,)))


@pytest.mark.parametrize(
    ("name", "told"),
    [("army", "the army"), ("Humanitarian organisations", "humanitarian organisations"), ("state television", "state television"),
     ("Rapid Support Forces", "the Rapid Support Forces"), ("Ukrainian paratroopers", "Ukrainian paratroopers"),
     ("General Staff of the Armed Forces of Ukraine", "the General Staff of the Armed Forces of Ukraine"),
     ("Ukraine's foreign ministry", "Ukraine's foreign ministry"), ("residents of the town", "residents of the town"),
     ("Gunmen", "gunmen"), ("World Wire", "World Wire")],
)  # fmt: skip
def test_names_take_the_article_that_a_sentence_asks_for(name: str, told: str) -> None:
    assert with_article(name) == told
    assert is_owned("its drones") and not is_owned("Iran's drones")


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [("2024-03-01", "2024-03-01", "had passed"), ("2024-03-05", "2024-03-12", "was due"), (None, "2024-03-20", "still ahead"),
     ("2024-03-20", "2024-03-20", "still ahead")],
)  # fmt: skip
def test_a_plan_stands_where_its_days_put_it(start: str | None, end: str, said: str) -> None:
    plan = Plan("the army", "", "RETREAT", start, end, "due", Account("wire", "d1", "2024-03-01", "", "", ""))
    assert said in standing(plan, "2024-03-08")


def test_a_town_far_away_does_not_press_the_others_into_a_corner() -> None:
    spots = {name: (50 + at / 10, 30.0, "") for at, name in enumerate("abcdef")}
    assert near(spots | {"far": (30.0, 90.0, "")}) == spots
    assert near({"a": (0.0, 0.0, ""), "b": (50.0, 50.0, "")}).keys() == {"a", "b"}


def test_the_level_of_sensitivity_stands_on_the_report(record: Record) -> None:
    sensitivity.mark(record, "restricted")
    assert compose(record, **ASKED).subtitle.endswith("Sensitivity: restricted")
    sensitivity.mark(record, "")


def test_the_command_writes_a_file_or_says_why_not(
    record: Record, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["brief", "--place", "Sake", "--since", "2024-03-01", "--as-of", "2024-03-08", "--record", record.address]
    assert cli.run([*asked, "--to", "html", "--out", str(tmp_path / "b.html")]) == 0
    assert "Situation report: Sake" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert cli.run(asked) == 0
    assert capsys.readouterr().out.startswith("# Situation report: Sake\n")
    assert cli.run([*asked[:4], "March", *asked[5:]]) == OptionError.code
    assert "is no date" in capsys.readouterr().err


def test_an_empty_period_is_a_report_too(record: Record) -> None:
    brief = compose(record, place="Sake", since="2020-01-01", as_of="2020-01-08")
    assert "The reports of the period give no figures." in markdown.written(brief) and brief.notes == ()


def test_the_table_of_phrases_knows_types_and_modes() -> None:
    table = phrases()
    assert set(table["event"]) <= set(TYPES) and set(table["plan"]) - {"DEADLINE"} <= set(TYPES)
    assert all(set(entry.get("mode", {})) <= MODES[type_] for type_, entry in table["event"].items())
    assert set(COUNTED) <= set(table["counted"])
    assert event_noun("ASSAULT", ["aerial"]) == "an air strike" and event_noun("REQUEST", []) == ""


def test_words_for_people() -> None:
    assert (
        days("2024-03-03", "2024-03-07") == "between 3 and 7 March 2024"
        and days(None, "2024-03-07") == "by 7 March 2024"
    )
    assert days("2023-12-30", "2024-01-02") == "between 30 December 2023 and 2 January 2024"
    assert period("2024-03-01", "2024-03-12") == "1 to 12 March 2024"
    assert people("killed", 1, 1) == "one person was reported killed"
    assert people("displaced", 4200, None, reported=False) == "at least 4,200 people were displaced"
    assert bounds(None, 20) == "at most 20" and listed(["a", "b", "a", "c"]) == "a, b and c"
    assert quotation('"We left," he said') == "“'We left,' he said”."
