"""Parentheticals: sayings that close or interrupt a sentence (", the radio reported."), found by position where the parse went astray."""

from __future__ import annotations

from typing import NamedTuple

from dateline.claims.speech.content import FINITE
from dateline.claims.values import Classes, Match
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

COMMAS = {",", '"', "”", "''"}
QUOTES = {'"', "”", "''", "'"}
REACH = 25  # tokens from the verb back to its speaker, an apposition between
LEAST = 3  # words before the comma: fewer are no sentence that somebody could have said


class Parenthetical(NamedTuple):
    """Heads of the speakers, and the tokens of what they say."""

    speakers: tuple[int, ...]
    content: set[int]


def find(
    cue: VoiceCue, clause: Clause, match: Match, said: set[int], parse: Parse, classes: Classes, lexicon: Lexicon
) -> Parenthetical | None:
    """Speaker and content of ", NP said" or ", said NP"; None where the saying is none or has content of its own (``said``)."""
    if not _may_close(cue, clause, parse):
        return None
    if any(t > clause.head and parse.tokens[t].pos != "PUNCT" for t in said):
        return _interrupting(clause, parse, classes, lexicon)
    return _closing(cue, clause, match, bool(said), parse, classes, lexicon)


def _may_close(cue: VoiceCue, clause: Clause, parse: Parse) -> bool:
    """Whether the cue may stand behind what it covers: a finite verb of speech in the active, its subject the speaker."""
    speaking = cue.speech and cue.speaker == "subject" and not {"quote", "parenthetical"}.isdisjoint(cue.content)
    return speaking and not clause.passive and parse.tokens[clause.head].tag in FINITE


def _closing(
    cue: VoiceCue, clause: Clause, match: Match, governs: bool, parse: Parse, classes: Classes, lexicon: Lexicon
) -> Parenthetical | None:
    """ "The talks failed, the envoy said": the words before the comma; ``governs``: the verb has content of its own."""
    phrase = _before(cue, clause, match, parse) or (
        None if _names_hearer(cue) else _behind(clause, parse, classes, lexicon)
    )
    if phrase is None or (governs and clause.subjects == (phrase.head,) and clause.kind in ("main", "parataxis")):
        return None
    edge, first = min(phrase.first, clause.head) - 1, parse.sentence(clause.head).first
    relative = parse.tokens[phrase.head].lower in lexicon.words["relatives"]
    if edge - first < LEAST or relative or not may_speak(phrase.head, parse, classes, lexicon):
        return None
    return Parenthetical((phrase.head,), set(range(first, edge)))


def _interrupting(clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> Parenthetical | None:
    """ "The talks, said the envoy, are over": what stands before and behind the insertion."""
    phrase, sentence = _behind(clause, parse, classes, lexicon), parse.sentence(clause.head)
    if phrase is None or phrase.last >= sentence.last or parse.tokens[phrase.last].text not in COMMAS:
        return None
    if not may_speak(phrase.head, parse, classes, lexicon):
        return None
    around = {*range(sentence.first, clause.head - 1), *range(phrase.last + 1, sentence.last)}
    return Parenthetical((phrase.head,), around)


def may_speak(head: int, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """Whether a phrase in the place of a speaker may be one: a name, somebody of a speaking class, or nothing known."""
    known = classes.of(head)
    named = parse.tokens[head].ent in ("PERSON", "ORG", "NORP")
    return not known or named or not known.isdisjoint(lexicon.words["speaking_classes"])


def _before(cue: VoiceCue, clause: Clause, match: Match, parse: Parse) -> Phrase | None:
    """The phrase between a comma and the verb, where nothing but who was told, when and where follows the verb."""
    if not _ends(clause, _behind_hearer(cue, max(match.tokens) + 1, parse), parse):
        return None
    low = _group_start(clause)
    near = [p for i in range(low - 1, max(low - REACH, -1), -1) if (p := parse.phrase(i)) is not None]
    if parse.tokens[low - 1].text == "," and (clause.inherited or not clause.subjects):
        between = next((p for p in near if p.last < low and _is_between(p, parse)), None)
        return between or (_described(near, low, parse) if _names_hearer(cue) else None)
    return _whole(near, low, parse)


def _names_hearer(cue: VoiceCue) -> bool:
    """Whether who is told stands right behind the cue ("told reporters"), where others may have the speaker ("said the army")."""
    return "object" in cue.hearer


def _behind_hearer(cue: VoiceCue, after: int, parse: Parse) -> int:
    """The token behind who is told, where a cue names him right behind itself; else ``after``."""
    phrase = _next_phrase(after - 1, parse) if _names_hearer(cue) else None
    return phrase.last if phrase is not None else after


def _described(near: list[Phrase], low: int, parse: Parse) -> Phrase | None:
    """The speaker of "…, Musa Adem, head of the council, told": of the phrases between commas right before the verb, the
    person's name, else the last."""
    own = [p for p in near if p.last < low and parse.tokens[p.first - 1].text in COMMAS]
    own = [
        p for p in own if parse.tokens[p.last].text in COMMAS or low - 1 in parse.tree.subtree(p.head) or p is own[0]
    ]
    named = [p for p in own[:2] if parse.tokens[p.head].ent == "PERSON"]
    return next(iter((*named, *own)), None)


def _group_start(clause: Clause) -> int:
    """First token of the verb with the auxiliaries and adverbs right before it."""
    return min(a for a in (clause.head, *clause.auxiliaries, *clause.adverbs) if clause.head - 3 < a <= clause.head)


def _whole(near: list[Phrase], low: int, parse: Parse) -> Phrase | None:
    """The first phrase that reaches up to token ``low``, clauses on it included, when a comma stands before it."""
    for phrase in near:
        led = parse.tokens[phrase.first - 1].text in COMMAS
        if phrase.last == low or (led and low - 1 in parse.tree.subtree(phrase.head)):
            return phrase if led and phrase.first > 0 else None
    return None


def _ends(clause: Clause, after: int, parse: Parse) -> bool:
    """Whether the sentence is over at a token, or goes on with a mark, a preposition or a date only."""
    token = parse.tokens[after] if after < parse.sentence(clause.head).last else None
    return token is None or token.pos in ("PUNCT", "ADP", "SPACE") or token.ent == "DATE"


def _is_between(phrase: Phrase, parse: Parse) -> bool:
    """ "…,” the mayor, who was there, said": a phrase between the closing mark of a quotation and a comma."""
    return parse.tokens[phrase.last].text == "," and parse.tokens[phrase.first - 1].text in QUOTES


def _behind(clause: Clause, parse: Parse, classes: Classes, lexicon: Lexicon) -> Phrase | None:
    """The phrase behind a verb that a comma precedes and that has no subject of its own before it."""
    if clause.head == 0 or parse.tokens[clause.head - 1].text not in COMMAS:
        return None
    phrase = _next_phrase(clause.head, parse)
    own = () if clause.inherited else clause.subjects
    if phrase is None or phrase.head in own or all(s >= clause.head for s in own):
        return phrase
    return phrase if _is_closed(phrase, parse) and may_speak(phrase.head, parse, classes, lexicon) else None


def _next_phrase(head: int, parse: Parse) -> Phrase | None:
    """The phrase that begins right behind a token."""
    near = (parse.phrase(i) for i in range(head + 1, min(head + 12, len(parse.tokens))))
    return next((p for p in near if p is not None and p.first == head + 1), None)


def _is_closed(phrase: Phrase, parse: Parse) -> bool:
    """Whether a comma closes the phrase, and not the first of several in a list ("said squads, hunters and guards had …")."""
    comma = phrase.last < len(parse.tokens) and parse.tokens[phrase.last].text == ","
    return comma and not any(c > phrase.last for c in phrase.conjuncts)
