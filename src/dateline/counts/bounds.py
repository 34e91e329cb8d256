"""From number words and their quantifier to the lowest and highest number that they allow."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.counts.lexicon import CountLexicon
from dateline.text import numbers
from dateline.text.scan import Match, Word

Bounds = tuple[int | None, int | None]


def bounds(bound: str, words: Sequence[Word], m: Match, lexicon: CountLexicon) -> Bounds | None:
    """(low, high), None for an open side; None altogether when the words spell no whole number."""
    if bound == "none":
        return 0, 0
    if bound == "vague":
        return _vague([w.form for w in words[m.first : m.last]], lexicon)
    n = _number(words, m, "num")
    if n is None:
        return None
    if bound == "range":
        return _range(n * _shared_scale(words, m, lexicon), _number(words, m, "num2"))
    return {"min": (n, None), "over": (n + 1, None), "max": (None, n), "under": (None, n - 1)}.get(bound, (n, n))


def _number(words: Sequence[Word], m: Match, group: str) -> int | None:
    first, last = m.groups.get(group, (0, 0))
    found = numbers.value([w.form for w in words[first:last]])
    return int(found) if found is not None and found == int(found) else None


def _shared_scale(words: Sequence[Word], m: Match, lexicon: CountLexicon) -> int:
    """ "7 or 8 million": the scale of the second number holds for the first."""
    scales = lexicon.scanner.classes["scale"]
    one, two = ([w.form for w in words[a:b] if w.form in scales] for a, b in (m.groups["num"], m.groups["num2"]))
    return int(scales[two[-1]]) if two and not one else 1


def _range(a: int, b: int | None) -> Bounds | None:
    if b is None:
        return None
    if a < b:
        return a, b
    return None


def _vague(forms: Sequence[str], lexicon: CountLexicon) -> Bounds:
    """ "dozens" 24, "tens of thousands" 20 × 1000, "a few hundred" 2 × 100, "several" 2: no upper bound."""
    classes = lexicon.scanner.classes
    many = classes["many"] | classes["score"]
    low = next((many[f] for f in forms if f in many), None)
    if low is not None:
        rest = [f for f in forms if f in classes["ten_thousands"]]
        if "of" in forms and rest:
            low = {"tens": 20, "dozens": 24, "hundreds": 200, "thousands": 2000}[forms[forms.index("of") - 1]]
            low *= classes["ten_thousands"][rest[-1]]
        return low, None
    scale = next((classes["scale"][f] for f in forms if f in classes["scale"]), 1)
    return 2 * scale, None
