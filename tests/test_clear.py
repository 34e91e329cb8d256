"""A pipeline with ClearNLP labels in the parser's place: saved, loaded by its path, and reading nearly the same claims."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
import spacy
from clear_labels import LABELS, relabelled
from spacy.language import Language

import dateline
from dateline.errors import ParserError
from dateline.text import clauses, parse
from dateline.text.intake import documents, read_text
from dateline.types import Claim, Document

EXAMPLES = Path(__file__).parents[1] / "examples"
NAMED = os.environ.get("DATELINE_PARSER")
SENTENCES = [
    ("active", "Rebels attacked the village on Monday."),
    ("active with a place", "The army captured the town of Wendou in northern Mali."),
    ("passive", "The village was attacked by rebels on Monday."),
    ("passive without agent", "Two soldiers were killed in Gao."),
    ("copular", "The army was responsible for the bombing of a clinic."),
    ("relative", "Gunmen who attacked a convoy fled the area."),
    ("coordinated verbs", "Police arrested two men and killed a third."),
    ("coordinated subjects", "Soldiers and rebels fought near the river."),
    ("speech before", "The minister said rebels attacked a base."),
    ("speech after", "Rebels attacked a base, the minister said."),
    ("infinitive", "The mission urged the army to leave the town."),
    ("negated", "Police did not attack the marchers."),
    ("nominal", "The attack by rebels on a convoy killed five soldiers."),
    ("modal", "The president will meet the rebels on Friday."),
]


def fresh() -> Language:
    """The parser of these tests, not the one that other readers hold."""
    if NAMED:
        return spacy.load(NAMED)
    import dateline_en

    return dateline_en.load()


@pytest.fixture(scope="module")
def clear(tmp_path_factory: pytest.TempPathFactory) -> dateline.Reader:
    path = tmp_path_factory.mktemp("clear") / "pipeline"
    relabelled(fresh()).to_disk(path)
    return dateline.Reader(dateline.Options(parser=str(path)))


@cache
def universal() -> dateline.Reader:
    return dateline.reader(dateline.Options(parser=NAMED))


def told(claim: Claim) -> tuple[object, ...]:
    sides = (tuple(party.text for party in side) for side in (claim.actor, claim.recipient))
    voices = tuple(voice.speaker.text for voice in claim.voices)
    return (claim.type, claim.trigger.text, *sides, voices, claim.modality, claim.polarity)


def claims(reader: dateline.Reader, document: Document) -> list[tuple[object, ...]]:
    return sorted(map(told, reader.read_document(document).claims), key=repr)


def test_the_labels_are_those_of_the_other_scheme(clear: dateline.Reader) -> None:
    doc = clear.nlp("The town of Gao was captured by rebels, who are angry, and he is the mayor of it.")
    seen = {token.dep_ for token in doc}
    assert {"prep", "pobj", "nsubjpass", "auxpass", "agent", "attr", "acomp", "relcl"} <= seen <= set(LABELS)
    assert clauses.scheme(clear.nlp.get_pipe("parser").labels) == "clear"
    assert clauses.scheme(universal().nlp.get_pipe("parser").labels) == "universal"


def test_the_labels_come_back_as_they_were(clear: dateline.Reader) -> None:
    """Prepositions, passives, copulas and conjuncts stand again where universal dependencies have them."""
    text = "Rebels and soldiers fought in the town, and two of the men were killed by the army."
    first, second = (clauses.universal(reader.nlp(text)) for reader in (universal(), clear))
    kept = sum(a == b for a, b in zip(zip(*first, strict=True), zip(*second, strict=True), strict=True))
    assert kept >= 0.9 * len(first[0])


@pytest.mark.parametrize(("construction", "text"), SENTENCES, ids=[name for name, _ in SENTENCES])
def test_a_construction_reads_the_same(clear: dateline.Reader, construction: str, text: str) -> None:
    document = read_text(text, published="2022-06-14")
    wanted = claims(universal(), document)
    assert wanted, f"nothing to compare: {construction}"
    assert claims(clear, document) == wanted


@pytest.mark.slow
def test_the_examples_read_nearly_the_same(clear: dateline.Reader) -> None:
    """At least four fifths of types with their triggers, both ways."""
    found = [item for item in documents([str(EXAMPLES)]) if isinstance(item, Document)]
    heads = [
        {(d.id, c.type, c.trigger.span) for d in found for c in reader.read_document(d).claims}
        for reader in (universal(), clear)
    ]
    both = len(heads[0] & heads[1])
    assert heads[0]
    assert both >= 0.8 * len(heads[0]), sorted(heads[0] - heads[1])
    assert both >= 0.8 * len(heads[1]), sorted(heads[1] - heads[0])


def test_a_pipeline_without_parser_is_refused(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(ParserError, match="no dependency parser"):
        parse.pipeline(str(tmp_path / "blank"))


@pytest.mark.parametrize("labels", [("SUBJ", "OBJ", "PMOD"), ("nsubj", "obj")])
def test_a_pipeline_of_an_unknown_scheme_is_refused(tmp_path: Path, labels: tuple[str, ...]) -> None:
    nlp = spacy.blank("en")
    parser = nlp.add_pipe("parser")
    for label in labels:
        parser.add_label(label)
    nlp.initialize()
    nlp.to_disk(tmp_path / "odd")
    with pytest.raises(ParserError, match="of no known scheme") as refusal:
        parse.pipeline(str(tmp_path / "odd"))
    assert "Universal Dependencies" in refusal.value.remedy


def test_a_path_without_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParserError, match="cannot load the parser") as refusal:
        parse.pipeline(str(tmp_path / "nowhere"))
    assert str(tmp_path) in refusal.value.line()
