"""Table, tree, phrases, CSV cells, comparison, crosswalk."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console
from samples import TEXT, claims, reading, span

from dateline.errors import InputError, OptionError
from dateline.explain import explain
from dateline.faces import csv as csv_face
from dateline.faces import phrasing
from dateline.faces.compare import compare, report
from dateline.faces.lines import LINES
from dateline.faces.table import ReadingTable
from dateline.faces.tree import tree
from dateline.lexicon import crosswalk
from dateline.types import Span, When


def shown(thing: object, width: int, *, color: bool = False) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=color, color_system="standard" if color else None).print(thing)
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 149, 150, 160, 240])
def test_no_line_of_the_table_is_wider_than_the_terminal(width: int) -> None:
    told = shown(ReadingTable(reading()), width)
    assert max(map(len, told.splitlines())) <= width
    for words in ("Norland Front", "at least 8 killed", "the governor", "possible", "Tavo, NO", "2021-08-09"):
        assert words.split()[0] in told


def test_the_evidence_can_be_told_without_colour() -> None:
    told = " ".join(shown(ReadingTable(reading()), 160).split())
    assert "[who: Rebels] «shelled» [whom: the <old> market of [where: Tavo]] on [when: Monday]" in told
    assert "[voice: the governor] [cue: said]" in told and "[hedge: may] «strike»" in told


def test_colour_adds_to_the_words() -> None:
    assert "\x1b[" in shown(ReadingTable(reading()), 80, color=True)
    assert "\x1b[" not in shown(ReadingTable(reading()), 80)


def test_the_table_ends_with_what_is_not_sure() -> None:
    told = shown(ReadingTable(reading()), 100)
    assert "doubled-stop" in told.split("Flagged as damaged")[1]
    assert "no name" in told.split("Not resolved")[1]
    assert "the parser failed on it; report it" in told.split("Skipped")[1]


def test_a_long_sentence_is_cut_down_to_its_evidence() -> None:
    import msgspec

    from dateline.types import Document, Reading

    filler = "and so on and so forth " * 40
    text = f"Rebels {filler}shelled {filler}Tavo."
    trigger = Span(text.index("shelled"), text.index("shelled") + 7)
    claim = msgspec.structs.replace(
        claims()[0], sentence=Span(0, len(text)), trigger=msgspec.structs.replace(claims()[0].trigger, span=trigger),
        actor=(), recipient=(), place=(), time=None, counts=(), voices=(),
    )  # fmt: skip
    told = shown(ReadingTable(Reading(Document("x", text), claims=(claim,))), 80)
    assert "«shelled»" in told and "…" in told and len(told) < 1200


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2021-08-10", "2021-08-10", "2021-08-10"),
        ("2021-08-01", "2021-08-31", "2021-08"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2023-02-01", "2023-02-28", "2023-02"),
        ("2021-01-01", "2021-12-31", "2021"),
        ("2021-08-03", "2021-08-10", "2021-08-03–10"),
        ("2021-07-30", "2021-08-10", "2021-07-30–08-10"),
        ("2020-12-30", "2021-01-02", "2020-12-30–2021-01-02"),
        ("2021-08-03", None, "from 2021-08-03"),
        (None, "2021-08-03", "until 2021-08-03"),
        (None, None, "“then” ?"),
    ],
)
def test_an_interval_is_said_neither_wider_nor_narrower(start: str | None, end: str | None, words: str) -> None:
    assert phrasing.when(When("then", Span(0, 4), start, end)) == words


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (8, 8, "8"),
        (8, None, "at least 8"),
        (None, 20, "at most 20"),
        (4, 6, "4 to 6"),
        (None, None, "some"),
        (0, 0, "0"),
    ],
)
def test_an_open_bound_is_said(low: int | None, high: int | None, words: str) -> None:
    assert phrasing.bounds(low, high) == words


def test_the_tree_names_rule_reason_rivals_and_abstentions() -> None:
    told = shown(tree(explain(reading())), 120)
    for words in (
        "assault.heavy.shell",
        "subject of the clause",
        "rival geonames:9 0.20",
        "smaller",
        "abstained",
        "noise.ad",
    ):
        assert words in told


def test_explain_finds_a_claim_by_number_id_or_beginning() -> None:
    wanted = explain(reading(), claim="2")
    assert wanted == explain(reading(), claim="bbb222") == explain(reading(), claim="bbb")
    assert "ASSAULT “strike”" in wanted.text


@pytest.mark.parametrize("wanted", [{"claim": "9"}, {"claim": ""}, {"at": -1}, {"at": len(TEXT)}])
def test_explain_refuses_what_is_not_there(wanted: dict) -> None:
    with pytest.raises(OptionError):
        explain(reading(), **wanted)


def test_explain_at_an_offset_tells_what_was_read_there() -> None:
    told = shown(tree(explain(reading(), at=span("Tavo").start)), 120)
    assert "geonames:7" in told and "assault.heavy.shell" in told and "assault.strike" not in told


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\t=", "\n@", "＝"])
def test_no_cell_is_run_as_a_formula(start: str) -> None:
    cell = csv_face.safe(f"{start}HYPERLINK(1)")
    assert isinstance(cell, str) and cell.startswith("'")


def test_numbers_and_plain_words_stay_as_they_are() -> None:
    assert (csv_face.safe(-33.5), csv_face.safe(None), csv_face.safe("the army")) == (-33.5, None, "the army")


def test_every_row_has_a_cell_for_every_column() -> None:
    import csv

    for row in csv.reader(io.StringIO(csv_face.header() + csv_face.rows(reading()))):
        assert len(row) == len(csv_face.COLUMNS)


def claim_line(doc: str, words: str, at: int, **fields: object) -> dict:
    trigger = {"text": words, "span": [at, at + 5]}
    made = {"doc": doc, "id": f"{doc}{at}", "type": "ASSAULT", "mode": [], "trigger": trigger, "voices": []}
    return {**made, "modality": "actual", **fields}


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([("a", 0, {})], [("a", 0, {})], []),
        ([("a", 0, {})], [], ["lost"]),
        ([], [("a", 0, {})], ["gained"]),
        ([("a", 0, {})], [("b", 0, {})], ["lost", "gained"]),
        ([("a", 0, {})], [("a", 0, {"modality": "possible"})], ["changed"]),
        ([("a", 0, {})], [("a", 0, {"id": "other"})], []),
        ([("a", 0, {})], [("a", 3, {})], ["changed"]),
        ([("a", 0, {})], [("a", 30, {})], ["lost", "gained"]),
        ([("a", 0, {"rule": "a\u2028b"})], [("a", 0, {"rule": "a\u2028b"})], []),
        ([("a", 0, {}), ("a", 0, {"voices": [{"text": "he"}]})], [("a", 0, {"voices": [{"text": "he"}]})], ["lost"]),
    ],
)
def test_compare(before: list, after: list, kinds: list[str], tmp_path: Path) -> None:
    for name, rows in (("a", before), ("b", after)):
        written = [json.dumps(claim_line(doc, "shelled", at, **fields), ensure_ascii=False) for doc, at, fields in rows]
        (tmp_path / name).write_text("\n".join([*written, '{"doc": "z", "type": null}']))
    changes = compare(tmp_path / "a", tmp_path / "b")
    assert [change.kind for change in changes] == kinds
    assert ("no claim differs" in report(changes)) is (kinds == [])


def moved_line(by: int, words: str = "the town", **fields: object) -> dict:
    """A claim whose sentence of forty characters begins at ``by``; its place stands in the sentence before."""
    place = [{"text": words, "span": [by - 20, by - 12]}]
    actor = [{"text": "rebels", "span": [by, by + 6]}]
    return claim_line("a", "shelled", by + 7, sentence=[by, by + 40], place=place, actor=actor, **fields)


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        ([moved_line(100)], [moved_line(131)], []),
        ([moved_line(100), moved_line(200)], [moved_line(131), moved_line(231)], []),
        ([moved_line(100), moved_line(200)], [moved_line(200)], ["lost"]),
        ([moved_line(100)], [moved_line(131, modality="possible")], ["changed"]),
        ([moved_line(100)], [moved_line(131, words="the city")], ["changed"]),
        ([moved_line(100)], [{**moved_line(131), "sentence": [131, 190]}], ["lost", "gained"]),
    ],
)
def test_words_put_before_a_sentence_change_none_of_its_claims(
    before: list, after: list, kinds: list[str], tmp_path: Path
) -> None:
    for name, rows in (("a", before), ("b", after)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)))
    changes = compare(tmp_path / "a", tmp_path / "b")
    assert [change.kind for change in changes] == kinds
    assert all(len(change.fields) == 1 for change in changes if change.kind == "changed")


@pytest.mark.parametrize("line", ["{", "[]", '{"type": null}', '{"doc": "a", "type": "ASSAULT"}'])
def test_compare_says_where_a_line_is_wrong(line: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text(f'{{"doc": "z", "type": null}}\n{line}\n')
    with pytest.raises(InputError, match=r"a:2:1"):
        compare(tmp_path / "a", tmp_path / "a")


@pytest.mark.parametrize(
    ("type_", "modes", "actor", "recipient", "cameo", "acled"),
    [
        ("ASSAULT", ["territory"], ["AFG-REB"], [], "192", "Non-state actor overtakes territory"),
        ("ASSAULT", ["territory"], ["AFG-MIL"], [], "192", "Government regains territory"),
        ("ASSAULT", ["aerial"], [], [], "195", "Air/drone strike"),
        ("ASSAULT", [], ["AFG-MIL"], ["AFG-REB"], "190", "Armed clash"),
        ("ASSAULT", [], ["AFG-REB"], ["AFG-CVL"], "180", "Attack"),
        ("ASSAULT", [], [], [], "180", None),
        ("COERCE", ["arrest"], [], [], "173", "Arrests"),
        ("RETREAT", ["ceasefire"], [], [], "0871", "Agreement"),
        ("REQUEST", ["yield"], [], [], "025", None),
        ("ACCUSE", ["disapprove"], [], [], "111", None),
        ("NOTHING", [], [], [], None, None),
    ],
)
def test_crosswalk(
    type_: str, modes: list[str], actor: list[str], recipient: list[str], cameo: str | None, acled: str | None
) -> None:
    assert crosswalk.cameo(type_, modes, actor=actor) == cameo
    assert crosswalk.acled(type_, modes, actor=actor, recipient=recipient) == acled


def test_what_was_denied_or_planned_is_no_acled_event() -> None:
    assert crosswalk.acled("ASSAULT", ["aerial"], polarity="-") is None
    assert crosswalk.acled("ASSAULT", ["aerial"], modality="planned") is None


def test_every_type_and_mode_has_a_cameo_code() -> None:
    from dateline.lexicon.ontology import MODES

    for type_, modes in MODES.items():
        assert crosswalk.cameo(type_, []) is not None, type_
        unused = {row.mode for row in crosswalk.rows("cameo") if row.type == type_} - set(modes) - {"*"}
        assert unused == set(), type_


def test_every_line_names_its_document() -> None:
    assert all("doc" in kind.__struct_fields__ for kinds in LINES.values() for kind in kinds)


def test_a_loss_that_is_denied_is_never_shown_as_one() -> None:
    import dateline

    (held, denied) = dateline.read(
        "Rebels captured the town of Kesh on Monday. The army denied losing Kesh.", published="2024-05-14"
    ).controls
    assert phrasing.holding(held).endswith("(held)")
    assert phrasing.holding(denied).endswith("(not lost)")


@pytest.mark.parametrize(
    ("told", "sub_event"),
    [
        ({"rule": "assault.explosives.grenade-throw", "type_": "ASSAULT", "modes": ["explosives"]}, "Grenade"),
        ({"words": ["chlorine attack"], "type_": "ASSAULT", "modes": ["unconventional"]}, "Chemical weapon"),
        (
            {"actor_words": ["an angry mob"], "recipient": ["KEN-CVL"], "type_": "ASSAULT", "modes": ["beat"]},
            "Mob violence",
        ),
        (
            {"actor": ["KEN-COP"], "recipient_words": ["two protesters"], "type_": "ASSAULT", "modes": ["firearms"]},
            "Excessive force against protesters",
        ),
        ({"rule": "coerce.seize.defuse", "type_": "COERCE", "modes": ["seize"]}, "Disrupted weapons use"),
        (
            {"rule": "mobilize.base.set-up", "type_": "MOBILIZE", "modes": ["troops"]},
            "Headquarters or base established",
        ),
        ({"rule": "cooperate.group.join-hands", "type_": "COOPERATE", "modes": []}, "Change to group/activity"),
        ({"words": ["truce"], "type_": "AGREE", "modes": [], "modality": "planned"}, "Agreement"),
        ({"actor": ["KEN-COP"], "type_": "COERCE", "modes": ["seize"]}, None),
    ],
)
def test_acled_goes_by_entry_words_and_sides(told: dict[str, object], sub_event: str | None) -> None:
    assert crosswalk.acled(**told) == sub_event


def test_every_acled_sub_event_can_come_out() -> None:
    known = {row.value for row in crosswalk.rows("acled")} - {"-"}
    assert len(known) == 25, sorted(known)
