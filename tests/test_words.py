"""The closed sets of words: every set that code asks for is there, every set that is there is asked for."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dateline.errors import LexiconError
from dateline.lexicon.frequencies import stemmer, weights
from dateline.lexicon.load import load

SOURCE = Path(__file__).parents[1] / "src" / "dateline"
CODE = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py")))
FAMILIES = ("name_", "sector_", "fate_", "toll_", "person_")  # sets whose name code puts together
ASKED = {name for name in re.findall(r'words(?:\.get\(|\[)"(\w+)"', CODE) if not name.startswith(FAMILIES)}


def test_every_set_that_code_asks_for_is_there_and_is_used() -> None:
    known = {name for name in load().words if not name.startswith(FAMILIES)}
    assert known == ASKED


def test_words_are_lower_case_and_stand_once() -> None:
    assert {name for name, words in load().words.items() for word in words if word != word.lower()} == set()


def test_a_set_of_the_users_folder_adds_to_ours(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('terrain = ["tundra"]\n', encoding="utf-8")
    assert load((str(tmp_path),)).words["terrain"] == load().words["terrain"] | {"tundra"}


def test_what_is_no_list_of_words_is_an_error_that_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text('terrain = "tundra"\n', encoding="utf-8")
    with pytest.raises(LexiconError, match="expected `array`") as error:
        load((str(tmp_path),))
    assert "words.toml" in str(error.value)


def test_words_are_cut_to_the_same_stems_in_threads_at_once() -> None:
    words = list(weights())[:1500]
    alone = [stemmer().stemWord(word) for word in words]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as several:
            found = list(several.map(lambda _: [stemmer().stemWord(word) for word in words], range(4)))
    finally:
        sys.setswitchinterval(usual)
    assert found == [alone] * 4
