"""Who issued a text."""

from __future__ import annotations

import pytest

from dateline.read import Reader
from dateline.types import Claim, Document

COMMUNIQUE = "Our fighters raided a police post at Senanga on Monday."


def raid(reader: Reader, text: str, outlet: str = "Wire") -> Claim:
    """The raid that a text tells of."""
    found = reader.read_document(Document("d", text, published="2025-09-17", outlet=outlet)).claims
    return next(one for one in found if one.trigger.text == "raided")


@pytest.mark.parametrize(
    "signature",
    [
        "Military spokesman of the Barotse Liberation Army",
        "Issued by the General Command of the Barotse Liberation Army, 17 September 2025",
    ],
)
def test_who_signs_in_the_last_line_speaks_also_when_on_no_list(reader: Reader, signature: str) -> None:
    told = raid(reader, f"{COMMUNIQUE}\n\n{signature}")
    assert (told.actor[0].name, told.actor[0].code[-3:]) == ("Barotse Liberation Army", "REB")


def test_the_outlet_that_the_text_names_speaks(reader: Reader) -> None:
    text = f"{COMMUNIQUE} The Barotse Liberation Army does not target civilians."
    assert raid(reader, text, "Barotse Liberation Army").actor[0].name == "Barotse Liberation Army"


@pytest.mark.parametrize("last", ["The Barotse Liberation Army was founded in 2019.", "Press Office, Senanga Herald"])
def test_a_line_that_tells_something_or_a_newspaper_signs_nothing(reader: Reader, last: str) -> None:
    assert raid(reader, f"{COMMUNIQUE}\n\n{last}").actor[0].name == "Our fighters"
