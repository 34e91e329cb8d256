"""Running a parser: offsets, what is parsed, and what happens when a parser fails or cannot be used."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.attrs import NORM

from dateline.errors import ParserError
from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.text.parse import Parse, parse, pipeline
from dateline.types import Document


def parsed(reader: Reader, text: str) -> Parse:
    return parse(read_text(text, id="t", published="2021-08-10"), reader.nlp)


def test_where_scraping_glued_two_sentences(reader: Reader) -> None:
    """A stop between a small letter and a capital ends a sentence; offsets stay; abbreviations and numbers do not."""
    text = "Rebels attacked the town.Police fled to the coast."
    found = parsed(reader, text)
    assert [text[s.span.start : s.span.end] for s in found.sentences] == [
        "Rebels attacked the town.",
        "Police fled to the coast.",
    ]
    whole = parsed(reader, "The U.S. army sent 1.5 tons of food.")
    assert len(whole.sentences) == 1


CHARACTERS = [
    "“We fled,” the widow’s son said – “they burned it.”",
    "The\u00a0army\tattacked the ‘old’ port.",
    "Caf\u00e9 owners in Malm\u00f6 protested — again \U0001f54a in S\u00e3o Tom\u00e9.",
    "He said: ‘‘Go’’.",
]


@pytest.mark.parametrize("text", CHARACTERS)
def test_offsets_are_of_the_text_as_received(reader: Reader, text: str) -> None:
    found = parsed(reader, text)
    assert [t.text for t in found.tokens] == [text[t.start : t.end] for t in found.tokens]
    spoken = "".join(t.text for t in found.tokens if t.text.strip())
    assert spoken == "".join(text.split())
    assert all(
        found.sentence(t.i).span.start <= t.start < t.end <= found.sentence(t.i).span.end
        for t in found.tokens
        if t.text.strip()
    )


def test_only_headline_and_body_are_parsed(reader: Reader) -> None:
    text = "Rebels seize port\n\nLIMA, Peru (NPA) - Rebels seized a port on Monday.\n\n(Reporting by Ana Roe; Editing by Jon Farrow)"
    found = parsed(reader, text)
    assert {s.kind for s in found.sentences} == {"headline", "body"}
    words = {t.text for t in found.tokens}
    assert {"seize", "seized"} <= words
    assert not words & {"LIMA", "Reporting", "Farrow"}


def test_a_paragraph_without_end_is_cut_at_a_space(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.text.pieces.LONGEST", 40)
    text = "Rebels attacked convoys and farms and mills and bridges and wells near the old port"
    found = parsed(reader, text)
    assert [t.text for t in found.tokens if t.text.strip()] == text.split()
    assert len(found.sentences) >= 3
    assert found.skipped == ()


# ---------------------------------------------------------------- parsers that fail
class Stub:
    """A pipeline that fails on any text that holds a word."""

    def __init__(self, nlp: Any, word: str = "") -> None:
        self.nlp, self.word, self.seen = nlp, word, list[str]()

    def __call__(self, text: str) -> Any:
        if self.word and self.word in text:
            raise ValueError("no such luck")
        return self.nlp(text)

    def make_doc(self, text: str) -> Any:
        if self.word and self.word in text:
            raise ValueError("no such luck")
        return self.nlp.make_doc(text)

    def pipe(self, texts: list[str], batch_size: int) -> Any:
        del batch_size
        return [self(text) for text in texts]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.nlp, name)


def texts_of(found: Parse) -> list[str]:
    return [found.text[s.span.start : s.span.end] for s in found.sentences]


def test_a_sentence_the_parser_fails_on_is_lost_alone_and_said(reader: Reader) -> None:
    text = "Rebels attacked a base. The boom killed two men. Police fled.\n\nThe army left the town."
    document = read_text(text, id="t")
    found = parse(document, Stub(reader.nlp, "boom"))  # type: ignore[arg-type]
    assert texts_of(found) == ["Rebels attacked a base.", "Police fled.", "The army left the town."]
    (skipped,) = found.skipped
    assert skipped.what == f"t:{text.index('The boom')}"
    assert "ValueError: no such luck" in skipped.why
    assert skipped.remedy


def test_a_failing_parser_changes_nothing_else(reader: Reader) -> None:
    document = read_text("Rebels attacked a base. Police fled.", id="t")
    same = parse(document, Stub(reader.nlp, "boom"))  # type: ignore[arg-type]
    assert same == parse(document, reader.nlp)


def test_a_reading_says_what_its_parser_lost(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "nlp", Stub(reader.nlp, "boom"))
    reading = reader.read_document(read_text("Rebels attacked a base. The boom killed two men.", id="t"))
    assert [c.trigger.text for c in reading.claims] == ["attacked"]
    assert [s.what for s in reading.skipped] == ["t:24"]


def test_a_document_without_words_is_parsed_to_nothing(reader: Reader) -> None:
    found = parse(Document("t", ""), reader.nlp)
    assert (found.tokens, found.sentences, found.clauses, found.skipped) == ((), (), {}, ())


def test_a_parser_that_is_not_there() -> None:
    with pytest.raises(ParserError, match="nowhere: cannot load the parser") as caught:
        pipeline("nowhere")
    assert caught.value.code == 5
    assert caught.value.remedy


@pytest.mark.parametrize(("label", "says"), [("", "no dependency parser"), ("subject", "of no known scheme")])
def test_a_parser_that_cannot_be_used(label: str, says: str, tmp_path: Any) -> None:
    nlp = spacy.blank("en")
    if label:
        nlp.add_pipe("parser").add_label(label)  # type: ignore[attr-defined]
        nlp.initialize()
    nlp.to_disk(tmp_path / "made")
    with pytest.raises(ParserError, match=says):
        pipeline(str(tmp_path / "made"))


def test_a_pipeline_forgets_the_words_of_a_document_after_it(reader: Reader) -> None:
    strings = reader.nlp.vocab.strings
    before = len(strings)
    made_up = " ".join(f"Rebels attacked Zorvak{number} on Monday." for number in range(60))
    reader.read(made_up, published="2021-08-10")
    assert "Zorvak59" not in strings
    assert len(strings) - before < 50


def test_tables_of_words_are_made_anew_without_a_trace(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells that forgotten words leave behind would else make them grow for good."""
    text = "Rebels attacked Zorvak on Monday and killed 12 soldiers, the army said."
    before, norm = reader.read(text, published="2021-08-10"), reader.nlp.vocab.lex_attr_getters[NORM]
    strings = set(reader.nlp.vocab.strings)
    monkeypatch.setattr("dateline.text.parse.MOST_WORDS", 5)
    again = [reader.read(text, published="2021-08-10") for _ in range(3)]
    assert again == [before] * 3
    assert len(reader.nlp.vocab) == 0
    assert set(reader.nlp.vocab.strings) == strings
    assert reader.nlp.vocab.lex_attr_getters[NORM] is norm


def test_lemmas_are_looked_up_by_hash(reader: Reader) -> None:
    index = reader.nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")
    assert all(isinstance(index[part], dict) for part in index)
