"""How alike two mentions of a document are: named signs that they speak of one event, weighed as learned from coded dispatches.

The weights are those of weights.toml, ``[merge.signs]``; ``bench/tools/learn_merging.py`` makes them.
"""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims import links
from dateline.claims.values import Classes, Draft
from dateline.lexicon.load import Lexicon
from dateline.lexicon.weights import MERGE as WEIGHTS
from dateline.text.parse import Parse
from dateline.text.trees import Phrase
from dateline.types import Party

FAR = 3  # sentences between two mentions from which on they are far apart
BEFORE = 60  # words of its sentence before a mention that may set it apart
LEAD = 1  # sentences before the second: the headline's and the first
PLURAL = ("NNS", "NNPS")
OF_NOUN = (
    "definite", "definite_deed", "definite_bare", "owned", "indefinite", "bare_noun", "plural_apart", "marked_new",
)  # fmt: skip
"""The signs that only a noun can show."""


class Pair(NamedTuple):
    """A mention and one before it, with what they are looked at by."""

    one: Draft
    other: Draft
    parse: Parse
    lexicon: Lexicon


def evidence(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> float:
    """The sum of what is seen of ``one`` and the earlier ``other``; above 0 they speak of one event."""
    told = signs(one, other, parse, classes, lexicon)
    return round(WEIGHTS.bias + sum(WEIGHTS.signs.get(name, 0.0) for name, seen in told.items() if seen), 6)


def signs(one: Draft, other: Draft, parse: Parse, classes: Classes, lexicon: Lexicon) -> dict[str, bool]:
    """Every sign by its name, seen or not; weights.toml says what each means."""
    pair = Pair(one, other, parse, lexicon)
    return {
        "linked": links.linked(one, other, parse, classes, lexicon),
        **_of_words(pair),
        **_of_noun(pair),
        **_of_sides(pair),
        **_of_circumstances(pair),
        **_of_telling(pair),
    }


def _of_words(pair: Pair) -> dict[str, bool]:
    """The words of the event and what kind of event it is."""
    one, other, violent = pair.one, pair.other, pair.one.traits.violent
    harms = bool(one.frame.entry.count), bool(other.frame.entry.count)
    shared = bool(set(one.mode) & set(other.mode))
    return {
        "same_word": same_word(one, other, pair.parse),
        "same_rule": one.frame.entry.id == other.frame.entry.id,
        "same_mode": shared,
        "other_mode": bool(one.mode and other.mode) and not shared,
        "deed_and_harm": violent and harms[0] != harms[1],
        "both_harm": violent and all(harms),
        "background": one.frame.entry.presumes or other.frame.entry.presumes,
        "speech": one.traits.speech,
        "meeting": one.traits.meeting,
        "those_who_met": one.traits.meeting and is_collective(one, pair.parse, pair.lexicon),
    }


def _of_noun(pair: Pair) -> dict[str, bool]:
    """How a noun points back or does not."""
    one, words = pair.one, pair.lexicon.words
    phrase = pair.parse.phrase(one.frame.head) if one.frame.kind == "noun" else None
    if phrase is None:
        return dict.fromkeys(OF_NOUN, False)
    definite = phrase.determiner in words["definite"]
    owned = bool(phrase.possessors)
    numbers = [d.frame.kind == "noun" and pair.parse.tokens[d.frame.head].tag in PLURAL for d in (one, pair.other)]
    return {
        "definite": definite,
        "definite_deed": definite and one.traits.violent,
        "definite_bare": definite and not (one.actor or one.recipient or one.place),
        "owned": owned,
        "indefinite": phrase.determiner in words["indefinite"],
        "bare_noun": not phrase.determiner and not owned,
        "plural_apart": pair.other.frame.kind == "noun" and numbers[0] != numbers[1],
        "marked_new": _is_new(phrase, pair),
    }


def _is_new(phrase: Phrase, pair: Pair) -> bool:
    """ "Another attack", "the latest bombing"."""
    new = pair.lexicon.words["further_event_words"]
    return phrase.determiner in new or any(pair.parse.tokens[m].lower in new for m in phrase.modifiers)


def _of_sides(pair: Pair) -> dict[str, bool]:
    """What is shared and what is left open of those who act and are acted on."""
    one, other = pair.one, pair.other
    doers, victims = (names(one.actor), names(other.actor)), (names(one.recipient), names(other.recipient))
    return {
        "same_actor": bool(doers[0] & doers[1]),
        "actor_apart": apart(*doers),
        "no_actor": not one.actor and not other.actor,
        "actor_known_before": bool(other.actor) and not one.actor,
        "same_recipient": bool(victims[0] & victims[1]),
        "same_victims": bool(victims[0] & victims[1]) and one.traits.violent,
        "recipient_apart": apart(*victims),
        "one_recipient": bool(one.recipient) != bool(other.recipient),
        "recipient_known_before": bool(other.recipient) and not one.recipient,
        "same_sides": bool(doers[0] & doers[1]) and bool(victims[0] & victims[1]),
    }


def _of_circumstances(pair: Pair) -> dict[str, bool]:
    """Places, times, figures and content."""
    one, other = pair.one, pair.other
    mine, theirs = figures(one, pair.lexicon), figures(other, pair.lexicon)
    counted = mine.keys() & theirs.keys()
    said = (one.time.text.lower(), other.time.text.lower()) if one.time and other.time else ("", "")
    return {
        "same_town": bool(towns(one) & towns(other)),
        "town_apart": apart(towns(one), towns(other)),
        "place_known_before": bool(other.place) and not one.place,
        "same_figures": bool(counted) and all(mine[what] == theirs[what] for what in counted),
        "figures_apart": any(mine[what] != theirs[what] for what in counted),
        "same_time": bool(said[0]) and said[0] == said[1],
        "time_apart": said[0] != said[1],
        "history_and_news": one.historical != other.historical,
        "content_apart": _content_apart(pair),
    }


def _content_apart(pair: Pair) -> bool:
    """Both say what they are about, in words of which they share none but small ones."""
    one, other = pair.one.content, pair.other.content
    if one is None or other is None:
        return False
    return not set(one.text.lower().split()) & set(other.text.lower().split()) - pair.lexicon.words["small_words"]


def _of_telling(pair: Pair) -> dict[str, bool]:
    """Where in the dispatch they stand and who tells them."""
    one, other, parse = pair.one, pair.other, pair.parse
    between = abs(parse.tokens[one.frame.head].sent - parse.tokens[other.frame.head].sent)
    mine, theirs = first_voice(one), first_voice(other)
    clause = parse.clause(one.frame.clause) if one.frame.kind == "verb" else None
    return {
        "same_sentence": between == 0,
        "next_sentence": between == 1,
        "far": between >= FAR,
        "lead": parse.tokens[other.frame.head].sent <= LEAD,
        "headline": in_headline(one, other, parse),
        "subordinate": clause is not None and clause.kind in ("relative", "adverbial", "participle"),
        "set_apart": _set_apart(pair),
        "same_voice": bool(mine) and mine == theirs,
        "voices_apart": bool(mine and theirs) and mine != theirs,
        "one_voice": bool(mine) != bool(theirs),
    }


def _set_apart(pair: Pair) -> bool:
    """ "Elsewhere", "also", "in another incident" before the mention in its sentence."""
    first = max(pair.parse.sentence(pair.one.frame.head).first, pair.one.frame.head - BEFORE)
    before = pair.parse.tokens[first : pair.one.frame.head]
    return any(t.lower in pair.lexicon.words["setting_apart_words"] for t in before)


def in_headline(one: Draft, other: Draft, parse: Parse) -> bool:
    """One of the two stands in a headline."""
    return any(parse.sentence(d.frame.head).kind == "headline" for d in (one, other))


def first_voice(d: Draft) -> str:
    """The innermost speaker by name; "" where the dispatch speaks."""
    return d.voices[0].speaker.name.lower() if d.voices else ""


def figures(d: Draft, lexicon: Lexicon) -> dict[str, tuple[int | None, int | None]]:
    """Dead and wounded."""
    return {c.what: (c.low, c.high) for c in d.counts if c.what in lexicon.words["harm_counts"]}


def names(parties: tuple[Party, ...]) -> frozenset[str]:
    """The parties by name."""
    return frozenset(p.name.lower() for p in parties)


def towns(d: Draft) -> frozenset[str]:
    """Where it was, by id where the place is known."""
    return frozenset((w.place.id if w.place else w.text.lower()) for w in d.place)


def apart(a: frozenset[str], b: frozenset[str]) -> bool:
    """Both say something, and nothing of the one is part of the other."""
    return bool(a) and bool(b) and not any(x in y or y in x for x in a for y in b)


def same_word(one: Draft, other: Draft, parse: Parse) -> bool:
    """One lemma."""
    return parse.lemma(one.frame.head) == parse.lemma(other.frame.head)


def is_collective(d: Draft, parse: Parse, lexicon: Lexicon) -> bool:
    """ "They", "the ministers", "both sides": those who met before."""
    heads = d.actor_heads
    if len(heads) != 1:
        return False
    phrase, token = parse.phrase(heads[0]), parse.tokens[heads[0]]
    known = phrase is not None and phrase.determiner in (*lexicon.words["definite"], "both")
    return (token.tag in PLURAL and known) or token.lower in ("they", "both")
