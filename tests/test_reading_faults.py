"""The list of sentences kept outside the repository: what a line asks for, and when a sentence holds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "bench" / "tools"))
import reading_faults  # type: ignore[import-not-found]

LIST = """### A Parser: verbs (1 of 2 hold)
1. holds · Gunmen killed a tailor in Kesh.
   → ASSAULT (actor Gunmen, recipient tailor, counts killed:1:1); NO CONSULT
2. **fails** · The premier, a doctor, fell ill.
   → exactly 0 ASSAULT
"""


def test_a_list_names_sentences_with_what_is_wanted() -> None:
    one, other = reading_faults.sentences(iter(LIST.splitlines()))
    assert (one.section, one.number, one.text) == ("A Parser: verbs", 1, "Gunmen killed a tailor in Kesh.")
    wanted = (("actor", "Gunmen"), ("recipient", "tailor"), ("counts", "killed:1:1"))
    assert one.wanted == ((None, "ASSAULT", wanted), (0, "CONSULT", ()))
    assert other.wanted == ((0, "ASSAULT", ()),)


def test_a_part_without_a_field_is_an_error() -> None:
    with pytest.raises(ValueError, match="begins with no field"):
        list(reading_faults.patterns("ASSAULT (doer Gunmen)"))


CLAIM = {
    "type": "ASSAULT", "mode": ["firearms"], "actor": [{"text": "Gunmen", "name": "gunmen"}],
    "recipient": [{"text": "a tailor and his son"}],
    "counts": [{"what": "killed", "low": 2, "high": 2}], "time": {"text": "Friday", "start": "2024-05-10", "end": "2024-05-10"},
    "modality": "actual", "polarity": "+", "voices": [{"speaker": {"text": "police"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "held"),
    [
        ("ASSAULT (recipient tailor + son, counts killed:2:2, time Friday, voice police)", True),
        ("ASSAULT (recipient tailor + wife)", False),
        ("ASSAULT (place none, mode not abduct)", True),
        ("ASSAULT (mode not firearms)", False),
        ("ASSAULT (time none)", False),
        ("ASSAULT (counts killed:2:None)", False),
        ("NO ASSAULT (actor police)", True),
        ("NO ASSAULT (actor gunmen)", False),
        ("exactly 1 ASSAULT", True),
        ("exactly 0 ASSAULT", False),
        ("CONSULT", False),
    ],
)
def test_a_sentence_holds_when_all_that_is_wanted_is_read_and_nothing_that_is_not(wanted: str, held: bool) -> None:
    sentence = reading_faults.Sentence("A", 1, "", tuple(reading_faults.patterns(wanted)))
    assert reading_faults.holds(sentence, [CLAIM]) is held


def test_without_the_list_it_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["reading_faults.py", str(tmp_path / "none.md")])
    assert reading_faults.main() == 3
    assert "there is no such file" in capsys.readouterr().err
