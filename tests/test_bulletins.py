"""What bulletins and wires of a war say in their own way: who spoke, whose men, what is one happening."""

from __future__ import annotations

import pytest

import dateline


@pytest.fixture(scope="module")
def read(reader: dateline.Reader):  # noqa: ANN201
    return lambda text: reader.read(text, published="2025-06-26").claims


def _told(claims: tuple[dateline.Claim, ...]) -> list[tuple[str, str, list[str]]]:
    return [(c.type, c.polarity, [p.text for p in c.actor]) for c in claims]
