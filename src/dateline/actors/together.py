"""Two or more that stand side by side ("Cermak and Markac") as the one that "they" goes back to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.referents import GROUP, THING, Referent
from dateline.text.trees import Phrase


def name_of(names: Sequence[str]) -> str:
    """The name of several together: "A, B and C"; of one its own, "" for none."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def beside_one_another(cast: Cast, sentence: int, before: int) -> Iterator[tuple[int, Referent]]:
    """The coordinated phrases of a sentence that end before token ``before``: their first head, and who they are together.

    Only those of which every part is somebody known; the same phrase is the same referent whenever it is asked for.
    """
    if not 0 <= sentence < len(cast.parse.sentences):
        return
    for at in cast.by_sentence.get(sentence, {}):
        phrase = cast.parse.phrases.get(at)
        if phrase is None or not phrase.conjuncts or phrase.conjunct_of >= 0 or max(phrase.conjuncts) >= before:
            continue
        whole = _whole(cast, phrase)
        if whole is not None:
            yield at, whole


def _whole(cast: Cast, phrase: Phrase) -> Referent | None:
    """Who the parts are together; None where one of them is nobody known, or all are the same."""
    heads = (phrase.head, *phrase.conjuncts)
    parts = [cast.by_head[h] for h in heads if h in cast.by_head and cast.by_head[h].kind != THING]
    if len(parts) < len(heads) or len({id(part) for part in parts}) < len(parts):
        return None
    if heads not in cast.together:
        name, code = name_of([part.name for part in parts]), _shared_code(parts)
        cast.together[heads] = Referent("", name, code, GROUP, number="many", stated=all(part.stated for part in parts))
    return cast.together[heads]


def _shared_code(parts: Sequence[Referent]) -> str:
    """The code that all have; else the country that all have; else ""."""
    codes = {part.code for part in parts}
    if len(codes) == 1:
        return codes.pop()
    countries = {split(code)[0] for code in codes}
    return countries.pop() if len(countries) == 1 else ""
