"""Find the time expressions of a parsed text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from dateline.text.parse import Parse
from dateline.text.scan import Match, Word, words_of
from dateline.times.lexicon import TimeLexicon, load
from dateline.types import Mention, Span

CAPITAL = ("month", "weekday", "wd", "weekdays", "holiday")


def find(parse: Parse, lexicon: TimeLexicon | None = None) -> tuple[Mention, ...]:
    """Mentions of kind "time" in text order; ``use`` is the word that bounds them (since until before after) or ""."""
    lexicon = lexicon or load()
    starts, ends = [t.start for t in parse.tokens], [t.end for t in parse.tokens]
    found = []
    for words in _stretches(parse):
        for m in lexicon.scanner.scan(words):
            rule = lexicon.rules[m.rule]
            if rule.op and (cut := _admit(parse, words, m, lexicon)):
                mention = _mention(parse, words, cut, lexicon, starts, ends)
                if mention is not None:
                    found.append(mention)
    return tuple(found)


def _stretches(parse: Parse) -> Iterator[list[Word]]:
    """The words of each block, so that an abbreviation's full stop taken for the end of a sentence does no harm."""
    first = 0
    sentences = parse.sentences
    for i, s in enumerate(sentences):
        if i + 1 == len(sentences) or sentences[i + 1].block != s.block:
            yield words_of(parse.text, sentences[first].span.start, s.span.end)
            first = i + 1


def _mention(
    parse: Parse, words: Sequence[Word], m: Match, lexicon: TimeLexicon, starts: list[int], ends: list[int]
) -> Mention | None:
    first = bisect_right(ends, words[m.first].start)
    last = bisect_left(starts, words[m.last - 1].end)
    if first >= last:
        return None
    span = Span(parse.tokens[first].start, parse.tokens[last - 1].end)
    inside = range(first, last)
    head = next((i for i in inside if parse.tree.heads[i] not in inside or parse.tree.heads[i] == i), first)
    use = _bound(words, m, lexicon)
    return Mention("time", span, parse.text[span.start : span.end], m.rule, head, use)


def _bound(words: Sequence[Word], m: Match, lexicon: TimeLexicon) -> str:
    """The word before that opens or closes the interval: since until before after from to; "to" only after another time."""
    before = words[m.first - 1].form if m.first else ""
    use = next((u for u in ("since", "until", "before", "after", "from") if before in lexicon.guards[u]), "")
    if before in lexicon.guards["to"] and m.first > 1 and _known(words[m.first - 2].form, lexicon):
        return "to"
    return use


def _known(form: str, lexicon: TimeLexicon) -> bool:
    return form in lexicon.scanner.codes and form not in (",", "the", "a", "and") or form[:1].isdigit()


def _admit(parse: Parse, words: Sequence[Word], m: Match, lexicon: TimeLexicon) -> Match | None:
    """The match, perhaps under another rule, or None when a guard refuses it."""
    before = words[m.first - 1].form if m.first else ""
    after = words[m.last].form if m.last < len(words) else ""
    inside = words[m.first : m.last]
    if not _capitals(parse, inside, lexicon):
        return None
    if m.rule.startswith(("unit.", "ref.", "day.part")) and _title(parse, inside):
        return None
    check = GUARDS.get(m.rule)
    if check and not check(parse, inside, before, after, lexicon):
        return None
    if m.rule == "unit.duration" and inside[0].form in ("a", "an") and len(inside) == 2 and _rate(parse, inside[0].start):
        return m._replace(rule="unit.set")
    return m


def _title(parse: Parse, inside: Sequence[Word]) -> bool:
    """Two or more words, all capital, in running text: a title ("This Week")."""
    return len(inside) > 1 and all(parse.text[w.start].isupper() for w in inside) and not parse.text[
        inside[-1].start : inside[-1].end
    ].isupper()


def _capitals(parse: Parse, inside: Sequence[Word], lexicon: TimeLexicon) -> bool:
    return all(parse.text[w.start].isupper() for w in inside if lexicon.value(w.form, *CAPITAL) is not None)


def _rate(parse: Parse, start: int) -> bool:
    at = bisect_left([t.start for t in parse.tokens], start) - 1
    return at >= 0 and (parse.tokens[at].pos in ("NOUN", "NUM", "PROPN", "SYM") or parse.tokens[at].text == "%")


def _token(parse: Parse, start: int) -> int:
    return bisect_right(parse.tokens, start, key=lambda t: t.start) - 1


def _month(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    token = parse.tokens[_token(parse, inside[0].start)]
    if len(inside) > 1:
        return True
    if token.ent == "PERSON" or lexicon.value(inside[0].form, "mon") is not None:
        return False
    return inside[0].form not in lexicon.guards["shy"] or before in lexicon.guards["before_month"]


def _year(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    if len(inside) > 1:
        return inside[0].form != "year" or len(inside) == 2
    w = inside[0]
    glued = parse.text[w.start - 1 : w.start] in ("-", "/", ".", "$", "£", "€", "#", ",") or parse.text[w.end : w.end + 1] == "%"
    if glued or before in lexicon.guards["not_before_year"] or after in lexicon.guards["not_after_year"]:
        return False
    if before in lexicon.guards["before_year"]:
        return True
    return "1900" <= w.form <= "2049" and not _counts(parse, _token(parse, w.start), lexicon)


def _counts(parse: Parse, token: int, lexicon: TimeLexicon) -> bool:
    """The number counts people or things: "2001 foreign troops"."""
    head = parse.tree.heads[token]
    return head > token and parse.tokens[head].lower in lexicon.guards["not_after_year"]


def _season(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    if any(w.form == "fall" for w in inside):
        return len(inside) > 2 or inside[0].form != "the" or (before in lexicon.guards["before_fall"] and after != "of")
    return len(inside) > 2 or parse.tokens[_token(parse, inside[-1].start)].pos in ("NOUN", "PROPN")


def _weekday(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    return len(inside) > 1 or parse.tokens[_token(parse, inside[0].start)].ent != "PERSON"


def _name(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    return all(parse.tokens[_token(parse, w.start)].ent != "PERSON" for w in inside)


def _decade(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    digits = next((w.form for w in inside if w.form[:1].isdigit()), "")
    if before in ("his", "her", "their", "its"):
        return False
    return not digits or (len(digits) == 5 and "1000" <= digits) or (len(digits) == 3 and digits[1] == "0" and len(inside) > 1)


def _clock(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    if len(inside) > 1:
        return True
    w = inside[0].form
    return w in ("noon", "midnight", "midday") or before in ("at", "about", "around", "by", "until", "from", "to", "-", "after", "before")


def _units(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    if len(inside) == 1 and (before in ("$", "'", "-") or after in ("'",)):
        return False
    part = inside[-1].form == "quarter" and inside[-2].form in ("a", "an", "one", "three")  # of a whole, not of a year
    return not part and not (inside[0].form in ("a", "an", "the") and before == "half") and after != "old"


def _present(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    return not (inside[-1].form == "now" and after == "and" and before == "every") and not (inside[0].form == "soon" and before in ("as", "so"))


def _future(parse: Parse, inside: Sequence[Word], before: str, after: str, lexicon: TimeLexicon) -> bool:
    if inside[-1].form in ("soon", "shortly"):
        return before not in ("as", "so", "how", "too") and after not in ("after", "before", "as")
    return True


GUARDS = {
    "date.holiday": _name, "date.month": _month, "date.year": _year, "date.season": _season, "day.weekday": _weekday, "date.decade": _decade,
    "day.clock": _clock, "unit.duration": _units, "ref.present": _present, "ref.future": _future,
}  # fmt: skip
