"""Quotation marks: where direct speech runs, and who goes on speaking when a quotation outlasts its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from dateline.text.parse import Parse

if TYPE_CHECKING:
    from dateline.claims.scene import Scene
    from dateline.claims.attributions import Attributed

OPENING, CLOSING, STRAIGHT = {"“", "„", "``", "«"}, {"”", "''", "»"}, {'"'}
SCARE = 3  # words: a quotation this short is a quoted expression, not speech


def find(parse: Parse) -> tuple[tuple[int, int], ...]:
    """Token ranges inside quotation marks, block by block; an unclosed quotation ends with its block."""
    found: list[tuple[int, int]] = []
    opened, block = -1, -1
    for sentence in parse.sentences:
        if sentence.block != block:
            if opened >= 0:
                found.append((opened, sentence.first))
            opened, block = -1, sentence.block
        for i in range(sentence.first, sentence.last):
            mark = _mark(i, parse)
            if opened < 0 and (mark in OPENING or mark in STRAIGHT):
                opened = i + 1
            elif opened >= 0 and (mark in CLOSING or mark in STRAIGHT) and i > opened:
                found.append((opened, i))
                opened = -1
    if opened >= 0:
        found.append((opened, len(parse.tokens)))
    return tuple((a, b) for a, b in found if b > a)


def _mark(i: int, parse: Parse) -> str:
    """The quotation mark at a token; two typewriter marks side by side ("` `", "' '") are one."""
    text = parse.tokens[i].text
    if text == "`" or text == "``":
        return "``"
    near = i + 1 < len(parse.tokens) and parse.tokens[i + 1].text == "'" and parse.tokens[i + 1].start == parse.tokens[i].end
    return "''" if text == "'" and near else text


def extend(found: tuple[Attributed, ...], quotes: tuple[tuple[int, int], ...], scene: Scene) -> tuple[Attributed, ...]:
    """The attributions with quotations of further sentences added to the speaker who goes on."""
    grown = _statements(found, scene)
    direct = set(grown)
    last = before = -1
    for first, end in quotes:
        if end - first <= SCARE:
            continue
        at = _speaker_of(first, end, found, scene)
        at = at if at >= 0 else (last if before >= 0 and _same_speech(before, first, scene) else -1)
        if at >= 0:
            grown.setdefault(at, set()).update(range(first, end))
            direct.add(at)
            last, before = at, end - 1
    return tuple(
        msgspec.structs.replace(a, content=a.content | (frozenset(grown.get(i, ())) - set(a.tokens) - set(a.speakers)), direct=i in direct)
        for i, a in enumerate(found)
    )


def _statements(found: tuple[Attributed, ...], scene: Scene) -> dict[int, set[int]]:
    """A paragraph that ends in "X said:" and no quotation mark behind it: the paragraphs that follow are X's statement."""
    tokens, sentences = scene.tokens, scene.parse.sentences
    grown: dict[int, set[int]] = {}
    for i, a in enumerate(found):
        sentence = sentences[tokens[a.head].sent]
        after = sentences[sentence.i + 1] if sentence.i + 1 < len(sentences) else None
        if after is None or after.block == sentence.block or tokens[sentence.last - 1].text != ":":
            continue
        if sentence.last - a.head <= SCARE and _mark(after.first, scene.parse) not in OPENING | STRAIGHT:
            grown[i] = set(range(after.first, len(tokens)))
    return grown


def _speaker_of(first: int, end: int, found: tuple[Attributed, ...], scene: Scene) -> int:
    """Index of the attribution of a quotation: a cue outside it in one of its sentences, or ending with a colon before it."""
    sentences = {scene.tokens[first].sent, scene.tokens[end - 1].sent}
    best, distance = -1, 10**9
    for i, a in enumerate(found):
        if first <= a.head < end or not a.cue.speech:
            continue
        gap = min(abs(a.head - first), abs(a.head - end))
        near = scene.tokens[a.head].sent in sentences or (0 < first - a.head < 40 and scene.tokens[first - 2].text == ":")
        if near and gap < distance:
            best, distance = i, gap
    return best


def _same_speech(before: int, first: int, scene: Scene) -> bool:
    """A quotation without a cue goes on with the speaker of the one before, in its own or the next block."""
    sentences = scene.parse.sentences
    return 0 <= sentences[scene.tokens[first].sent].block - sentences[scene.tokens[before].sent].block <= 2
