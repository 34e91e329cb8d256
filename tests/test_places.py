"""Places: the gazetteer, what is found, what it is used for, where it lies."""

from __future__ import annotations

import csv
import importlib.util
import os
import sys
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline import places
from dateline.errors import DatelineError, LexiconError, ParserError
from dateline.places import context
from dateline.places import gazetteer as gazetteers
from dateline.places.columns import Columns, Site
from dateline.places.countries import by_code, country_names, table
from dateline.places.cues import stoplist
from dateline.places.distance import distance
from dateline.places.fold import fold, squash
from dateline.places.gazetteer import Gazetteer
from dateline.text.parse import parse, pipeline
from dateline.types import Block, Document, Mention, Resolution, Span

DATA = files("dateline.lexicon") / "data" / "places"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return places.load()


@pytest.fixture(scope="session")
def nlp() -> object:
    """The pipeline that DATELINE_PARSER names, else our own; tests that need one are skipped without it."""
    try:
        return pipeline(os.environ.get("DATELINE_PARSER"))
    except ParserError as error:
        pytest.skip(str(error))


def read(text: str, nlp: object, gazetteer: Gazetteer, **more: str) -> tuple[Resolution, ...]:
    document = Document(id="t", text=text, blocks=(Block("body", Span(0, len(text))),), **more)
    mentions = places.find(parse(document, nlp), gazetteer, document)  # type: ignore[arg-type]
    return places.resolve(mentions, document, gazetteer, document.published)


# -- tables


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turkish", [("TR", "demonym")]), ("Zaire", [("CD", "name")]), ("Kabul", [("AF", "capital")]),
        ("us", []), ("it", []), ("Sanaʿa", [("YE", "capital")]), ("D.R. Congo", [("CD", "name")]),
        ("Congolese", [("CD", "demonym"), ("CG", "demonym")]), ("USSR", [("SU", "name")]),
        ("Kiev", [("UA", "capital")]),
    ],
)  # fmt: skip
def test_country_names(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(n.alpha2, n.kind) for n in country_names(text)]
    assert [f for f in expected if f not in found] == []
    assert bool(found) == bool(expected)


def test_us_is_a_country_and_the_pronoun_is_none() -> None:
    assert [n.alpha3 for n in country_names("US")][:1] == ["USA"]
    assert not country_names("us")


def test_every_country_has_codes_and_a_point() -> None:
    states = [c for c in table() if c.status == "state"]
    assert len(by_code()) >= 249
    assert all(
        len(c.alpha2) == 2 and len(c.alpha3) == 3 and -90 <= c.lat <= 90 and -180 <= c.lon <= 180 for c in table()
    )
    assert all(c.capitals and (c.adjectives or c.people) for c in states if c.alpha2 != "AQ")
    assert all(c.until for c in table() if c.status == "historic")


def test_tables_are_well_formed() -> None:
    with (DATA / "features.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    features = [r for r in rows if r["kind"] != "alias"]
    assert len(features) >= 400
    assert all(abs(float(r["lat"])) <= 90 and abs(float(r["lon"])) <= 180 and r["source"] for r in features)
    assert len({r["name"] for r in features}) == len(features)
    assert {"reading", "mobile", "nice", "most", "march"} <= stoplist()


@pytest.mark.parametrize(
    ("one", "other"),
    [("Lashkar-Gah", "lashkar gah"), ("St. Petersburg", "Saint Petersburg"), ("U.S.", "US"), ("Sana’a", "Sanaa"),
     ("São Tomé", "Sao Tome"), ("Łódź", "Lodz"), ("Diyarbakır", "Diyarbakir")],
)  # fmt: skip
def test_spellings_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_distance_in_kilometres() -> None:
    assert distance((34.53, 69.17), (33.69, 73.05)) == pytest.approx(369, abs=5)  # Kabul - Islamabad
    assert distance((0, 179.5), (0, -179.5)) == pytest.approx(111, abs=1)


# -- gazetteer


@pytest.mark.parametrize(
    ("name", "country", "precision"),
    [
        ("Lashkar Gah", "AF", "city"), ("Lashkargah", "AF", "city"), ("Helmand", "AF", "admin1"),
        ("Doha", "QA", "city"),
        ("Sar-e Pol", "AF", "city"), ("Zaranj", "AF", "city"), ("Donbas", "UA", "region"), ("Sahel", "", "region"),
        ("Gaza Strip", "PS", "region"), ("Calif.", "US", "admin1"), ("Raqqa", "SY", "city"),
        ("Deir al-Zor", "SY", "city"),
        ("Strait of Hormuz", "", "feature"), ("Bagram", "AF", "feature"), ("Khyber Pakhtunkhwa", "PK", "admin1"),
    ],
)  # fmt: skip
def test_names_of_world_news_are_known(gazetteer: Gazetteer, name: str, country: str, precision: str) -> None:
    assert (country, precision) in {(e.country, e.precision) for e in gazetteer.lookup(name)}


def test_lookup_of_nothing(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xqzzt") == ()
    assert gazetteer.lookup("") == ()


def test_us_nicknames_are_no_names(gazetteer: Gazetteer) -> None:
    assert not [e for e in gazetteer.lookup("Equality") if e.precision == "admin1"]


@pytest.mark.parametrize(
    ("name", "key", "geonames"),
    [("Jefferson County", "fips:01073", None), ("Helmand", "iso:AF-HEL", None), ("Texas", "iso:US-TX", 4736286),
     ("Zaranj", "geonames:1120985", 1120985)],
)  # fmt: skip
def test_keys_say_whose_numbers_they_are(gazetteer: Gazetteer, name: str, key: str, geonames: int | None) -> None:
    assert (key, geonames) in {(e.key, e.geonames) for e in gazetteer.lookup(name)}


def test_names_are_graded(gazetteer: Gazetteer) -> None:
    grades = {name: {e.key: e.grade for e in gazetteer.lookup(name)} for name in ("Lashkar Gah", "Lashkargah", "Kiev")}
    assert grades["Lashkar Gah"]["geonames:1134720"] == 0
    assert grades["Kiev"]["geonames:703448"] == 1
    assert {e.grade for e in gazetteer.people("African")} == {3}
    assert not gazetteer.lookup("African")


def test_a_name_of_one_word_may_be_written_as_two(gazetteer: Gazetteer) -> None:
    assert {e.key for e in gazetteer.lookup("Zar anj")} == set()  # too short: it would be another name
    assert {e.key for e in gazetteer.lookup("Lash kargah")} == {e.key for e in gazetteer.lookup("Lashkargah")}


def test_of_many_towns_of_one_name_the_capitals_are_marked(gazetteer: Gazetteer) -> None:
    seats = [(e.country, e.name) for e in gazetteer.lookup("Victoria") if e.capital]
    assert seats == [("HK", "Hong Kong"), ("SC", "Victoria")]
    assert [e.country for e in gazetteer.lookup("Kabul") if e.capital] == ["AF"]


def test_tables_of_a_folder_are_laid_over_the_compiled_rows(tmp_path: Path) -> None:
    head = "name\taliases\tpeople\tkind\tcountry\tlat\tlon\tid\tgeonames\tsource\n"
    rows = (
        "Zaranj\tPort Nimruz\t\tcity\tAF\t30.96\t61.86\t\t\town\n"  # a town the file has: it takes over the name
        "Tavo Reach\tThe Reach\tReachers\tregion\t\t1.5\t2.5\t\t\town\n"
        "\tHelmandia\t\talias\tAF\t\t\tiso:AF-HEL\t\town\n"
    )
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "features.tsv").write_text(head + rows, encoding="utf-8")
    ours = places.load([tmp_path])
    assert [(e.key, e.grade) for e in ours.lookup("Port Nimruz")] == [("geonames:1120985", 1)]
    assert [e.key for e in ours.lookup("Zaranj") if e.country == "AF"] == ["geonames:1120985"]
    assert [(e.key, e.precision, e.point) for e in ours.lookup("tavo reach")] == [
        ("feature:tavo-reach", "region", (1.5, 2.5))
    ]
    assert [e.key for e in ours.people("Reachers")] == ["feature:tavo-reach"]
    assert [e.key for e in ours.lookup("Helmandia")] == ["iso:AF-HEL"]


def test_the_largest_towns_come_first(gazetteer: Gazetteer) -> None:
    towns = gazetteer.largest("ML", 5)
    assert towns[0].name == "Bamako"
    assert [e.population for e in towns] == sorted((e.population for e in towns), reverse=True)
    assert {e.country for e in towns} == {"ML"}


def test_a_missing_package_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dateline_gazetteer", None)
    with pytest.raises(DatelineError, match=r"pip install \./models/dateline-gazetteer"):
        gazetteers._load.__wrapped__(())


@pytest.fixture(scope="session")
def builder() -> ModuleType:
    """The program that compiles the file, loaded by its path: it is no part of a package."""
    path = Path(__file__).parents[1] / "models" / "dateline-gazetteer" / "build" / "compile.py"
    plan = importlib.util.spec_from_file_location("compile_gazetteer", path)
    assert plan
    assert plan.loader
    module = importlib.util.module_from_spec(plan)
    plan.loader.exec_module(module)
    return module


@pytest.fixture
def compiled(builder: ModuleType, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Columns of three places that are nowhere."""
    monkeypatch.setattr(builder, "SOURCES", ())
    return builder.columns(
        [
            builder.Row(1, 0, "Tavo", "AF", "AF-TAV", 0, (1.25, -2.5), (("tavo", 0),)),
            builder.Row(3, 1009, "Orrin County", "US", "US-AL", 0, None, (("orrin county", 0), ("orrin co", 1))),
            builder.Row(0, 77, "Tavo Gah", "AF", "AF-10", 900, (1.00004, 179.99999), (("tavo gah", 0), ("tavo", 1))),
        ]
    )


def test_a_name_is_found_wherever_it_stands_among_many(
    builder: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(builder, "SOURCES", ())
    names = [f"tavo {number}" for number in range(100, 200)]
    rows = [builder.Row(0, at, name, "AF", "AF-10", 900, None, ((name, 0),)) for at, name in enumerate(names)]
    builder.write(builder.columns(rows), tmp_path / "many")
    columns = Columns(tmp_path / "many")
    assert [[name for name, _, _ in columns.called(squash(name))] for name in names] == [[name] for name in names]
    assert [list(columns.called(name)) for name in ("a", "tavo", "tavo1315", "zz")] == [[]] * 4


def test_what_is_compiled_is_what_is_read(builder: ModuleType, compiled: dict[str, Any], tmp_path: Path) -> None:
    for name in ("first", "second"):
        builder.write(compiled, tmp_path / name)
    assert (tmp_path / "first").read_bytes() == (tmp_path / "second").read_bytes()
    columns = Columns(tmp_path / "first")
    assert sorted(columns.called("tavo")) == [("tavo", 0, 0), ("tavo", 2, 1)]
    assert list(columns.called("tavogah")) == [("tavo gah", 2, 0)]
    assert list(columns.called("tav")) == []
    assert columns.site(0) == Site("iso:AF-TAV", "Tavo", "AF", "AF-TAV", "admin1", 0, 1.25, -2.5, None)
    assert columns.site(1) == Site("fips:01009", "Orrin County", "US", "US-AL", "admin2", 0, None, None, None)
    assert columns.site(2) == Site("geonames:77", "Tavo Gah", "AF", "AF-10", "city", 900, 1.0, 180.0, 77)


def test_a_file_that_cannot_be_read_is_said(builder: ModuleType, compiled: dict[str, Any], tmp_path: Path) -> None:
    builder.write(compiled | {"format": builder.np.array(99)}, tmp_path / "other")
    builder.write({k: v for k, v in compiled.items() if k != "place"}, tmp_path / "lacking")
    (tmp_path / "broken").write_bytes((tmp_path / "other").read_bytes()[:300])
    for name, why in (
        ("other", "format is 99"),
        ("lacking", "place"),
        ("broken", "cannot be read"),
        ("absent", "No such file"),
    ):
        with pytest.raises(DatelineError, match=why) as error:
            Columns(tmp_path / name)
        assert name in str(error.value)
        assert "dateline-gazetteer" in str(error.value)


def test_a_row_with_missing_columns_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "stoplist.tsv").write_text("name\twhy\nKabul\n", encoding="utf-8")
    with pytest.raises(LexiconError, match=r"stoplist\.tsv:2:1"):
        list(places.tables.rows("stoplist.tsv", [tmp_path]))


# -- find: (text, names that must be found)

FOUND = [
    ("Insurgents attacked a checkpoint near Lashkar Gah in Helmand province.", ["Lashkar Gah", "Helmand"]),
    ("Troops entered the town of Sar-e Pol on Friday.", ["Sar-e Pol"]),
    ("Shelling was heard in Donbas and along the Gaza Strip.", ["Donbas", "Gaza Strip"]),
    ("Turkish soldiers crossed into Syria.", ["Turkish", "Syria"]),
    ("He flew from Athens, Ga., to Nairobi, Kenya.", ["Athens", "Ga.", "Nairobi", "Kenya"]),
    ("A bomb exploded in Tarrant County.", ["Tarrant County"]),
    ("Protests were held in Côte d'Ivoire.", ["Côte d'Ivoire"]),
    ("African leaders met on Sunday.", ["African"]),
    ("Gunmen attacked Camp Shorabak on Friday.", ["Camp Shorabak"]),
]
NOT_FOUND = [
    ("The commission declared President Moses Chanda the winner. South Africa congratulated Chanda.", "Chanda"),
    ("Mr Jordan said he would resign.", "Jordan"),
    ("Three people died of West Nile virus.", "Nile"),
    ("The Washington Post reported the deal.", "Washington"),
    ("They told us that it was over.", "us"),
    ("Reading is taught in every school.", "Reading"),
    ("Police arrested Paris Hilton on Monday.", "Paris"),
    ("In March the talks failed.", "March"),
    ("Nice people live here.", "Nice"),
    ("The fire chief, Thomas Finn, spoke on Monday. Finn said nobody was hurt.", "Finn"),
    ("They met at St. Paul's on Sunday.", "St. Paul"),
]


@pytest.mark.parametrize(("text", "names"), FOUND)
def test_found(text: str, names: list[str], nlp: object, gazetteer: Gazetteer) -> None:
    found = [r.mention.text for r in read(text, nlp, gazetteer)]
    assert [n for n in names if n not in found] == []


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_not_found(text: str, name: str, nlp: object, gazetteer: Gazetteer) -> None:
    assert name not in [r.mention.text for r in read(text, nlp, gazetteer)]


@pytest.mark.parametrize(
    ("text", "name", "use"),
    [
        ("The explosion happened in Kabul.", "Kabul", "literal"),
        ("Washington said it would send aid.", "Washington", "metonym"),
        ("The Kabul government rejected the offer.", "Kabul", "metonym"),
        ("Turkish jets bombed the village.", "Turkish", "modifier"),
        ("Kabul police arrested two men.", "Kabul", "modifier"),
        ("Afghanistan lies between Iran and Pakistan.", "Afghanistan", "literal"),
    ],
)
def test_use(text: str, name: str, use: str, nlp: object, gazetteer: Gazetteer) -> None:
    assert [r.mention.use for r in read(text, nlp, gazetteer) if r.mention.text == name] == [use]


def test_spans_are_the_text(nlp: object, gazetteer: Gazetteer) -> None:
    text = " ".join(t for t, _ in FOUND)
    for r in read(text, nlp, gazetteer):
        span = r.mention.span
        assert text[span.start : span.end] == r.mention.text


def test_dateline_and_credit_blocks(nlp: object, gazetteer: Gazetteer) -> None:
    text = "KABUL, Afghanistan — \nGunmen attacked a bus.\nReporting from Islamabad"
    cuts = [("dateline", 0, 21), ("body", 22, 44), ("credit", 45, len(text))]
    document = Document(id="t", text=text, blocks=tuple(Block(k, Span(a, b)) for k, a, b in cuts))  # type: ignore[arg-type]
    found = places.find(parse(document, nlp), gazetteer, document)  # type: ignore[arg-type]
    assert [(m.text, m.use, m.head) for m in found] == [
        ("KABUL", "dateline", -1), ("Afghanistan", "dateline", -1), ("Islamabad", "credit", -1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("BAMAKO, Mali, March 14, 2022 (Sahel Wire) - ", ["BAMAKO", "Mali"]),
        ("14 March 2022, KABUL — ", ["KABUL"]),
        ("ISLAMABAD (Reuters), May 3 - ", ["ISLAMABAD"]),
        ("June 2 (Kuwait News Agency) -- GENEVA: ", ["GENEVA"]),
    ],
)
def test_agency_and_date_of_a_dateline_are_no_places(
    line: str, names: list[str], nlp: object, gazetteer: Gazetteer
) -> None:
    text = f"{line}Gunmen attacked a bus."
    blocks = (Block("dateline", Span(0, len(line))), Block("body", Span(len(line), len(text))))
    document = Document(id="t", text=text, blocks=blocks)
    found = places.find(parse(document, nlp), gazetteer, document)  # type: ignore[arg-type]
    assert [m.text for m in found] == names


# -- resolve: (text, name, country, precision)


@pytest.mark.parametrize(
    ("text", "name", "country", "precision"),
    [
        ("Talks were held in Islamabad on Monday.", "Islamabad", "PK", "city"),
        ("Talks between the sides resumed in Doha.", "Doha", "QA", "city"),
        ("Fighting continued in Kandahar, Afghanistan.", "Kandahar", "AF", "city"),
        ("The army lost Kandahar province.", "Kandahar", "AF", "admin1"),
        ("A storm hit Athens, Ga., on Friday.", "Athens", "US", "city"),
        ("A storm hit Athens, the Greek capital.", "Athens", "GR", "city"),
        ("Violence is spreading across the Middle East.", "Middle East", "", "region"),
        ("Two Americans were killed in Mexico.", "Mexico", "MX", "country"),
        ("Tbilisi and Moscow accuse each other of shelling in Georgia.", "Georgia", "GE", "country"),
        ("Storms hit Alabama, Georgia and Florida.", "Georgia", "US", "admin1"),
        ("Residents of Madaya in Syria are starving.", "Madaya", "SY", "city"),
        ("Voters in Ohio, Washington and Oregon went to the polls.", "Washington", "US", "admin1"),
        ("Washington and Moscow signed the treaty.", "Washington", "US", "city"),
        ("The virus reached Ontario and Quebec in Canada.", "Ontario", "CA", "admin1"),
    ],
)
def test_resolved(text: str, name: str, country: str, precision: str, nlp: object, gazetteer: Gazetteer) -> None:
    found = [r.value for r in read(text, nlp, gazetteer) if r.mention.text == name]
    assert found, f"{name} was not found"
    assert [(v.country, v.precision) for v in found if v is not None] == [(country, precision)]  # type: ignore[union-attr]


def test_container_is_the_reason(nlp: object, gazetteer: Gazetteer) -> None:
    first = read("Gunmen attacked a bus in Zaranj, Afghanistan.", nlp, gazetteer)[0]
    assert first.reason == "comma container Afghanistan -> AF"
    assert 0 < first.score <= 1


def test_rivals_are_named_and_scored(gazetteer: Gazetteer) -> None:
    text = "Springfield"
    mention = Mention("place", Span(0, 11), text, "gazetteer", 0, "literal")
    resolution = places.resolve((mention,), Document(id="t", text=text), gazetteer)[0]
    assert len(resolution.rivals) == 2
    assert all(0 <= r.score <= resolution.score and r.reason for r in resolution.rivals)


def test_unknown_name_abstains(gazetteer: Gazetteer) -> None:
    mention = Mention("place", Span(0, 7), "Xqzztan", "parser", 0, "literal")
    resolution = places.resolve((mention,), Document(id="t", text="Xqzztan"), gazetteer)[0]
    assert resolution.value is None
    assert resolution.reason == "no gazetteer has this name"


def test_a_hamlet_without_context_abstains(gazetteer: Gazetteer) -> None:
    """A name of a few small places, and nothing in the text that decides."""
    text = "Doneraile"
    mention = Mention("place", Span(0, 9), text, "gazetteer", 0, "literal")
    alone = places.resolve((mention,), Document(id="t", text=text), gazetteer)[0]
    assert alone.value is None or alone.reason == "only candidate"


@pytest.mark.parametrize(
    ("url", "country"), [("https://www.example.co.nz/1", "NZ"), ("https://www.example.ca/1", "CA")]
)
def test_outlet_country_decides(url: str, country: str, gazetteer: Gazetteer) -> None:
    mention = Mention("place", Span(18, 26), "Hamilton", "gazetteer", 4, "literal")
    document = Document(id="t", text="A man was hurt in Hamilton.", url=url)
    value = places.resolve((mention,), document, gazetteer)[0].value
    assert value is not None
    assert value.country == country  # type: ignore[union-attr]


def test_many_fitting_places_are_an_abstention(gazetteer: Gazetteer) -> None:
    mention = Mention("place", Span(0, 11), "Springfield", "gazetteer", 0, "literal")
    found = places.resolve((mention,), Document(id="t", text="Springfield"), gazetteer)[0]
    assert found.value is None
    assert "fit about as well" in found.reason


def test_same_input_same_output(nlp: object, gazetteer: Gazetteer) -> None:
    text = " ".join(t for t, _ in FOUND)
    assert read(text, nlp, gazetteer) == read(text, nlp, gazetteer)


@pytest.mark.parametrize(
    ("between", "holds"),
    [
        (", ", True),
        (", in northern ", True),
        (", where ", False),
        (", which ", False),
        (", and ", False),
        (", as ", False),
    ],
)
def test_what_begins_a_clause_does_not_contain_the_place_before_it(between: str, holds: bool) -> None:
    assert bool(context.COMMA.match(between)) is holds
