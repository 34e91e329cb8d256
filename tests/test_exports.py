"""What a record gives to other programs: the columns of their formats, their value lists, their rules, and nothing invented."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from records import _read

from dateline.exports import acled, polecat, ucdp
from dateline.exports.cells import BOM, safe, unsafe
from dateline.exports.countries import country
from dateline.exports.files import Written
from dateline.exports.formats import write
from dateline.exports.sides import interaction
from dateline.exports.stream import events
from dateline.exports.summary import Summary, summed_up
from dateline.faces import cli
from dateline.lexicon.ontology import MODES
from dateline.record.store import Asked, Store
from dateline.text.intake import read_text

ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2
assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision
source source_scale notes fatalities tags timestamp""".split()
UCDP = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article
source_office source_date source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude
longitude geom_wkt priogrid_gid country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b
deaths_civilians deaths_unknown best high low gwnoa gwnob""".split()
DISPATCHES = (
    ("clash", "Sahel Wire", "Army soldiers attacked al-Shabab fighters in Baidoa on Monday, killing 14 of them, the army said."),
    ("clash2", "Coast Radio", "Army soldiers attacked al-Shabab fighters in Baidoa on Monday, killing nine of them, residents said."),
    ("province", "Sahel Wire", "Taliban fighters killed three policemen in Helmand province on Monday."),
    ("country", "Sahel Wire", "Rebels killed eight civilians in Somalia on Monday."),
    ("plan", "Sahel Wire", "The army has offered to withdraw from Kunduz next week."),
    ("civil", "Sahel Wire", "Boko Haram fighters killed 12 civilians near Maiduguri on Monday, police said."),
    ("protest", "Sahel Wire", "Thousands of people protested in Khartoum on Monday against the price of bread."),
    ("talk", "Sahel Wire", "The president of Kenya met the prime minister of Ethiopia in Nairobi on Monday."),
    ("formula", "=cmd|' /C calc'!A0", "Troops shelled the town of Sake on Monday, killing five people, a doctor said."),
    ("undated", "Sahel Wire", "Rebels attacked a police station in Garissa, killing two officers."),
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = str(tmp_path_factory.mktemp("exports") / "r.sqlite")
    with Store(path, create=True) as here:
        here.add(
            _read(read_text(text, id=name, published="2024-03-05", outlet=outlet)) for name, outlet, text in DISPATCHES
        )
        yield here


@pytest.fixture(scope="module")
def out(record: Store, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Written]]:
    folder = tmp_path_factory.mktemp("out")
    return {
        to: (folder / to, write(record, str(folder / to), to))
        for to in ("acled", "ucdp", "polecat", "geojson", "plover")
    }


def rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


def refusals(path: Path) -> dict[str, str]:
    """Rule by the id of the dispatch is not there, so by the words of the title."""
    return {row["title"]: row["rule"] for row in rows(path.with_name(f"{path.stem}.refused.csv"))}


def summaries(record: Store) -> dict[str, Summary]:
    return {told.happening.kept[0].document.id: summed_up(told) for told in events(record)}


def test_the_columns_are_those_of_the_codebooks() -> None:
    assert list(acled.COLUMNS) == ACLED and len(ACLED) == 31
    assert list(ucdp.COLUMNS) == UCDP and len(UCDP) == 49
    assert len(polecat.COLUMNS) == len(set(polecat.COLUMNS)) == 40
    assert len(acled.ORDER) == 25


def test_every_acled_row_is_in_acleds_lists(out: dict[str, tuple[Path, Written]]) -> None:
    path, written = out["acled"]
    found = rows(path)
    assert len(found) == written.rows > 0
    assert [acled.problems(row) for row in found] == [[] for _ in found]
    assert all(row["latitude"] and row["longitude"] for row in found)


def test_the_check_of_acleds_lists_can_refuse(out: dict[str, tuple[Path, Written]]) -> None:
    row = rows(out["acled"][0])[0]
    wrong = row | {"sub_event_type": "Fight", "inter1": "2", "geo_precision": "4", "fatalities": ""}
    assert {"event_type", "inter1", "geo_precision", "fatalities", "interaction"} <= set(acled.problems(wrong))


def test_acled_takes_the_lowest_figure_and_both_armed_sides(record: Store) -> None:
    row = acled.coded(summaries(record)["clash"])
    assert isinstance(row, dict)
    assert row["sub_event_type"] == "Armed clash" and row["disorder_type"] == "Political violence"
    assert row["fatalities"] == 9 and "14" in row["notes"]
    assert (row["inter1"], row["inter2"], row["interaction"]) == (
        "State forces",
        "Rebel group",
        "State forces-Rebel group",
    )
    assert (row["event_date"], row["time_precision"], row["geo_precision"], row["iso"]) == ("2024-03-04", 1, 1, 706)
    assert row["event_id_cnty"].startswith("SOM")


def test_near_a_town_is_not_in_it(record: Store) -> None:
    row = acled.coded(summaries(record)["civil"])
    assert isinstance(row, dict)
    assert row["geo_precision"] == 2 and row["location"] == "Maiduguri"
    assert row["civilian_targeting"] == "Civilians targeted" and row["actor2"] == "Civilians (Nigeria)"


@pytest.mark.parametrize(
    ("dispatch", "rule"),
    [("country", "country-only"), ("plan", "not-told-as-done"), ("talk", "no-sub-event"),
     ("undated", "no-day")],
)  # fmt: skip
def test_acled_refuses_by_its_own_rules(record: Store, dispatch: str, rule: str) -> None:
    found = acled.coded(summaries(record)[dispatch])
    assert not isinstance(found, dict) and found.rule == rule and found.why


def test_one_row_for_the_same_actors_place_and_day(record: Store) -> None:
    one = summaries(record)["clash"]
    code = acled.Coder()
    assert isinstance(code(one), dict)
    again = code(msgspec.structs.replace(one, event="other"))
    assert not isinstance(again, dict) and again.rule == "same-actors-place-day"


def test_nothing_is_lost_between_rows_and_refusals(record: Store, out: dict[str, tuple[Path, Written]]) -> None:
    many = len(record.happenings())
    for to in ("acled", "ucdp", "polecat"):
        path, written = out[to]
        assert written.rows + sum(written.refused.values()) == many
        assert len(rows(path.with_name(f"{path.stem}.refused.csv"))) == sum(written.refused.values())


def test_ucdp_rows_have_a_death_a_dyad_and_precisions(record: Store, out: dict[str, tuple[Path, Written]]) -> None:
    row = ucdp.coded(summaries(record)["clash"])
    assert isinstance(row, dict)
    assert (row["type_of_violence"], row["low"], row["best"], row["high"]) == (1, 9, 9, 14)
    assert row["deaths_a"] + row["deaths_b"] + row["deaths_civilians"] + row["deaths_unknown"] == row["best"]
    assert (row["where_prec"], row["date_prec"], row["country_id"]) == (1, 1, 520)
    province = ucdp.coded(summaries(record)["province"])
    assert isinstance(province, dict)
    assert (province["where_prec"], province.get("latitude"), province.get("geom_wkt")) == (4, None, None)
    refused = ucdp.coded(summaries(record)["protest"])
    assert not isinstance(refused, dict) and refused.rule == "no-armed-force"
    assert all(int(one["low"]) <= int(one["best"]) <= int(one["high"]) for one in rows(out["ucdp"][0]))


def test_priogrid_cells_are_numbered_from_the_south_west() -> None:
    assert ucdp.priogrid(-90, -180) == 1
    assert ucdp.priogrid(89.9, 179.9) == 360 * 720
    assert ucdp.priogrid(2.05, 45.3) == 132931


def test_polecat_says_none_for_what_is_missing(out: dict[str, tuple[Path, Written]]) -> None:
    found = rows(out["polecat"][0], "\t")
    assert all(list(row) == list(polecat.COLUMNS) and "" not in row.values() for row in found)
    assert {row["Quad Code"] for row in found} <= set(polecat.QUADS)


def test_plover_records_have_what_plover_requires(record: Store, out: dict[str, tuple[Path, Written]]) -> None:
    path, written = out["plover"]
    found = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(found) == written.rows and all({"id", "date", "actor", "event"} <= one.keys() for one in found)
    assert {one["event"] for one in found} <= set(MODES) and all(
        set(one["mode"]) <= MODES[one["event"]] for one in found if "mode" in one
    )
    offered = next(one for one in found if one["event"] == "CONCEDE")
    assert offered["auxmode"] == ["future"]
    province = next(one for one in found if one.get("location", [{}])[0].get("name") == "Helmand")
    assert "lat" not in province["location"][0] and province["size"] == {"dead": {"low": 3, "high": 3}}
    texts = {name: text for name, _, text in DISPATCHES}
    for one in found:
        start, end = one["text_info"]["event"]
        assert texts[one["dateline"]["document"]][start:end] == one["dateline"]["trigger"]
    assert sum(written.refused.values()) + written.rows == len(record.kept(kinds=("claim",)))


def test_a_place_without_a_point_has_no_geometry(record: Store, out: dict[str, tuple[Path, Written]]) -> None:
    found = json.loads(out["geojson"][0].read_text(encoding="utf-8"))
    by_place = {one["properties"]["place"]: one for one in found["features"]}
    assert found["type"] == "FeatureCollection" and len(found["features"]) == len(record.happenings())
    assert by_place["Helmand"]["geometry"] is None and by_place["Helmand"]["properties"]["precision"] == "admin1"
    longitude, latitude = by_place["Baidoa"]["geometry"]["coordinates"]
    assert 43 < longitude < 44 and 3 < latitude < 4


def test_geoparquet_is_read_by_duckdb(record: Store, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "e.parquet"
    written = write(record, str(path), "geoparquet")
    question = f"select title, typeof(geometry), geometry is null, killed_low from '{path}' order by known"
    found = duckdb.sql(question).fetchall()
    assert len(found) == written.rows
    assert {kind.split("(")[0] for _, kind, _, _ in found} == {"GEOMETRY"}
    assert any(empty for *_, empty, _ in found) and not all(empty for *_, empty, _ in found)


def test_geopandas_reads_both_maps(record: Store, out: dict[str, tuple[Path, Written]], tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas", reason="geopandas is heavy and not among the test packages")
    path = tmp_path / "e.parquet"
    write(record, str(path), "geoparquet")
    for found in (geopandas.read_parquet(path), geopandas.read_file(out["geojson"][0], engine="pyogrio")):
        placed = found[~found.geometry.isna()]
        assert len(found) == len(record.happenings()) and 0 < len(placed) < len(found)
        assert found.crs.to_epsg() == 4326 or found.crs.to_string() == "OGC:CRS84"


def test_pandas_and_duckdb_read_the_tables(out: dict[str, tuple[Path, Written]]) -> None:
    pandas, duckdb = pytest.importorskip("pandas"), pytest.importorskip("duckdb")
    for to, separator in (("acled", ","), ("ucdp", ","), ("polecat", "\t")):
        path, written = out[to]
        assert len(pandas.read_csv(path, sep=separator)) == written.rows
        assert duckdb.sql(f"select count(*) from read_csv('{path}', delim='{separator}', header=true)").fetchall() == [
            (written.rows,)
        ]
    frame = pandas.read_csv(out["acled"][0], parse_dates=["event_date"])
    assert str(frame.event_date.dtype).startswith("datetime64")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-3 degrees", "@sum", "\tx", "＝1"])
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    assert str(safe(cell)).startswith("'") or not str(safe(cell)).startswith(("=", "+", "-", "@", "\t"))
    assert unsafe(str(safe(cell))).strip() == cell.strip()


def test_hostile_outlets_stay_words(out: dict[str, tuple[Path, Written]]) -> None:
    told = [cell for row in rows(out["acled"][0]) for cell in row.values()]
    assert any("cmd|" in cell for cell in told)
    assert not any(cell.startswith(("=", "@", "+")) for cell in told)


def test_the_command_says_what_was_refused(record: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.csv"
    assert cli.run(["export", str(path), "--to", "acled", "--bom", "--record", record.address]) == 0
    said = capsys.readouterr().out
    assert "refused" in said and "country-only" in said
    assert path.read_text(encoding="utf-8").startswith(BOM) and (tmp_path / "events.refused.csv").is_file()
    assert cli.run(["export", "-", "--to", "ucdp", "--record", record.address, "--place", "Baidoa"]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("id,relid,year") and len(captured.out.splitlines()) == 2
    assert "1 row in the standard output" in captured.err


def test_only_what_is_asked_for(record: Store) -> None:
    assert [one.happening.kept[0].document.id for one in events(record, Asked(place="Maiduguri"))] == ["civil"]
    assert list(events(record, Asked(known_by="2024-01-01"))) == []


def test_countries_have_their_numbers() -> None:
    sudan = country("SDN")
    assert sudan is not None and (sudan.numeric, sudan.gw, sudan.acled_region, sudan.ucdp_region) == (
        729,
        625,
        "Northern Africa",
        "Africa",
    )
    assert country("SD") == sudan and country("ZZ") is None


def test_interactions_are_named_by_the_lower_number_first() -> None:
    assert interaction("Civilians", "Rebel group") == "Rebel group-Civilians"
    assert interaction("Protesters", "") == "Protesters only"
