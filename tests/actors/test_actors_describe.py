"""A phrase read as a description: role, owner, code."""

from __future__ import annotations

import pytest
from actor_trees import CHIEF, FIGHTERS, IRAQIS, POLICE, THOUSANDS, at, cast_from

from dateline.actors.describe import Description, describe


def of(word: str, *trees: str) -> Description | None:
    cast = cast_from(*trees)
    return describe(cast, cast.parse.phrases[at(cast.parse, word)])


@pytest.mark.parametrize(
    ("tree", "word", "role", "code", "owner"),
    [
        (POLICE, "police", "police", "AFG-COP", "Afghanistan"),
        (FIGHTERS, "fighters", "fighter", "LBN-REB", "Hezbollah"),
        (CHIEF, "chief", "police chief", "KEN-COP", "Kenya"),
    ],
)
def test_a_name_before_the_role_is_its_owner(tree: str, word: str, role: str, code: str, owner: str) -> None:
    found = of(word, tree)
    assert found is not None
    assert (found.role.word.split()[-1], found.code, found.owner, found.stated) == (
        role.rsplit(maxsplit=1)[-1],
        code,
        owner,
        True,
    )


def test_a_role_of_nobody_is_of_the_country_the_text_is_about() -> None:
    found = of("smugglers", POLICE)
    assert found is not None
    assert (found.code, found.stated) == ("AFG-CRM", False)


def test_a_part_is_what_its_complement_says() -> None:
    found = of("Thousands", THOUSANDS)
    assert found is not None
    assert (found.role.word, found.code, found.start, found.part_of) == ("guerrilla", "REB", 0, 2)


def test_foreign_roles_are_not_local() -> None:
    foreign = "Foreign/ADJ/JJ/2/amod police/NOUN/NNS/3/nsubj left/VERB/VBD/0/root"
    local, strange = of("police", IRAQIS, foreign.replace("Foreign", "Tired")), of("police", IRAQIS, foreign)
    assert local is not None and strange is not None
    assert (local.code, strange.code) == ("SYR-COP", "COP")


def test_what_is_no_role_is_no_description() -> None:
    assert of("rivers", FIGHTERS) is None
