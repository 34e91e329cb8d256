"""Does a form of the lexicon stand at this verb or noun? Lemma by lemma over the clause view, position where the parse is unsure."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from dateline.claims.values import Match, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Token
from dateline.text.trees import Clause, Phrase

PASSED_OVER = ('"', "“", "”", "``", "''", "-")  # quotation marks and hyphens between words of a form
REACH = 4  # tokens after the last matched word in which a particle or preposition may still stand


class Step(msgspec.Struct, frozen=True):
    """One more word of a form: the token it stands on, the phrases it governs, and whether it is the verb's object itself."""

    token: int
    heads: tuple[int, ...] | None = None
    is_object: bool = False


def at_verb(
    rest: tuple[str, ...], clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon, surface: bool = False
) -> Match | None:
    """Match what follows the verb in a form ("on" of "call on", "siege to" of "lay siege to", "under house arrest")."""
    if not rest:
        return Match((clause.head,), None, surface)
    words = _looked_for(rest, lexicon)
    if not _are_said(words, clause, parse):
        return None
    used = [clause.head]
    objects: tuple[int, ...] | None = None
    inside: tuple[int, ...] = ()
    noun = -1
    for left, word in zip(range(len(words) - 1, -1, -1), words, strict=True):
        step = _inside(word, inside, parse) or _step(word, clause, parse, mentions, lexicon, used, noun, left)
        if step is None:
            return None
        used.append(step.token)
        if step.heads is not None:
            inside, objects = (step.heads, objects) if left else ((), step.heads)
        elif step.is_object:
            noun, objects = step.token, _but(step.token, clause.undergoers)
    return None if _enters_quote(used, parse) else Match(tuple(sorted(set(used))), objects, surface)


def _enters_quote(used: list[int], parse: Parse) -> bool:
    """A form that ends inside a quotation which begins behind its verb: the name in 'called "Front for Peace"'."""
    marks = sum(parse.tokens[at].text == '"' for at in range(used[0], max(used)))
    opened = sum(parse.tokens[at].text in ("“", "``") for at in range(used[0], max(used)))
    closed = sum(parse.tokens[at].text in ("”", "''") for at in range(used[0], max(used)))
    return marks % 2 == 1 or opened > closed


def _looked_for(rest: tuple[str, ...], lexicon: Lexicon) -> list[str]:
    return [word for word in rest if word not in lexicon.words["skipped_in_forms"]]


def _are_said(words: list[str], clause: Clause, parse: Parse) -> bool:
    """Whether each stands in the sentence at all, so that looking for its place may be worth while."""
    return all(parse.says(word, clause.head) for word in words)


def _but(token: int, heads: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(h for h in heads if h != token)


def _inside(word: str, heads: tuple[int, ...], parse: Parse) -> Step | None:
    """A fixed word in the phrase that the form's preposition governs ("house", "arrest" of "under house arrest")."""
    for head in heads:
        phrase = parse.phrase(head)
        for at in range(phrase.first, head + 1) if phrase is not None else (head,):
            if word in (parse.lemma(at), parse.tokens[at].lower):
                return Step(at)
    return None


def _step(
    word: str, clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon, used: list[int], noun: int, left: int
) -> Step | None:
    """Where a word of the form stands: the verb's particle, its object, a preposition, a clause below, else close behind.

    ``left``: so many words of the form follow it.
    """
    if word == clause.particle:
        return Step(_nearest(word, clause.head, parse))
    if word == "and":  # right behind the verb: "shot and injured two", not "shot dead and 60 others injured"
        behind = parse.tokens[used[-1] + 1 : used[-1] + 2]
        return Step(behind[0].i) if behind and behind[0].lower == word else None
    held = _first(word, clause.undergoers, parse)
    if held is not None:
        return Step(held, None, True)
    heads = _governed(word, clause, parse, noun)
    if word in lexicon.words["particles"] and (
        _is_taken(clause, used)
        or _is_dated(heads, mentions)
        or (not left and _is_beyond_object(word, heads, clause, used, parse))
    ):
        return None
    if heads:
        own = not left and _is_before_of(word, heads[0], parse, lexicon)
        return Step(_case_token(word, heads[0], parse), None if own else heads)
    below = _first(word, (*(h for _, h in clause.complements), *_affirmed(clause, parse, lexicon)), parse)
    return Step(below) if below is not None else _elsewhere(word, clause, parse, lexicon, used, left)


def _elsewhere(word: str, clause: Clause, parse: Parse, lexicon: Lexicon, used: list[int], left: int) -> Step | None:
    """A word that the tree does not tie to the verb: close behind it, or in front of the form's own object."""
    near = _nearby(word, max(used), parse, lexicon)
    inside = _before_object(word, clause, parse) if left and near is None else None
    return near if inside is None else Step(inside)


def _before_object(word: str, clause: Clause, parse: Parse) -> int | None:
    """The "death" of "handed the man the death penalty": a word of the form that is compounded with the verb's object."""
    phrases = (parse.phrase(head) for head in clause.undergoers)
    return next((m for p in phrases if p is not None for m in p.modifiers if word == parse.lemma(m)), None)


def _is_before_of(word: str, head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """The last word of "throw out" in "thrown out of the league", read as one preposition with "of": the verb's particle all the same."""
    after = _case_token(word, head, parse) + 1
    return word in lexicon.words["particles"] and after <= head and parse.tokens[after].lower == "of"


def _is_taken(clause: Clause, used: list[int]) -> bool:
    """The verb has another particle already ("took over" is no "take in")."""
    return bool(clause.particle) and len(used) == 1


def _is_beyond_object(word: str, heads: tuple[int, ...], clause: Clause, used: list[int], parse: Parse) -> bool:
    """The particle begins a phrase of its own behind an object that is no word of the form ("take part in a fair" is no
    "take in")."""
    if not heads or len(used) > 1 or clause.passive:
        return False
    at = _case_token(word, heads[0], parse)
    return any(clause.head < o < at for o in clause.objects)


def _is_dated(heads: tuple[int, ...], mentions: Mentions) -> bool:
    """Behind the particle stand times alone ("took over on Monday" is no "take on")."""
    return bool(heads) and all(mentions.in_time(h) for h in heads)


def _governed(word: str, clause: Clause, parse: Parse, noun: int) -> tuple[int, ...]:
    """Heads of the phrases that begin with the word."""
    return tuple(h for prep, h in _links(clause, parse, noun) if prep == word or prep.startswith(word + " "))


def _first(word: str, heads: Iterable[int], parse: Parse) -> int | None:
    return next((h for h in heads if _is_word(word, h, parse)), None)


def _affirmed(clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """What the object is called or made, unless that is denied ("pleaded not guilty")."""
    return tuple(p for p in clause.predicates if parse.tokens[p - 1].lower not in lexicon.words["negations"])


def _is_word(word: str, i: int, parse: Parse) -> bool:
    """By its lemma, as it stands, or with what a hyphen ties to it ("ceasefire" for "cease-fire")."""
    return word in (parse.lemma(i), parse.tokens[i].lower) or word in parse.spellings(i)


def _links(clause: Clause, parse: Parse, noun: int) -> list[tuple[str, int]]:
    """Prepositional phrases of the verb, of the form's own noun, and of the verb's object (attachment is often wrong)."""
    links = list(clause.obliques)
    if clause.passive:
        links += [("by", a) for a in clause.agents]
    for head in (noun, *clause.undergoers):
        phrase = parse.phrase(head) if head >= 0 else None
        if phrase is not None:
            links += [link for link in phrase.preps if link[0] != "of" or head == noun]
    return links


def _case_token(word: str, head: int, parse: Parse) -> int:
    for at in range(head - 1, max(head - 12, -1), -1):
        if parse.tokens[at].lower == word:
            return at
    return head


def _nearest(word: str, head: int, parse: Parse) -> int:
    return next((i for i in range(head + 1, min(head + 8, len(parse.tokens))) if parse.tokens[i].lower == word), head)


def _nearby(word: str, after: int, parse: Parse, lexicon: Lexicon) -> Step | None:
    """The word close behind the matched words; the phrase behind it becomes the object when it is a preposition."""
    tokens = parse.tokens
    for at in range(after + 1, min(after + 1 + REACH, len(tokens))):
        token = tokens[at]
        if token.text in PASSED_OVER:
            continue
        same = token.sent == tokens[after].sent and not _is_tied(at, parse)
        if word in (token.lower, token.lemma) and same:
            return Step(at, _head_after(at, parse) if token.pos in ("ADP", "SCONJ") else None)
        if token.sent != tokens[after].sent or _parts(token, lexicon):
            return None
    return None


def _parts(token: Token, lexicon: Lexicon) -> bool:
    """Whether nothing behind a word can still be of the form before it."""
    return token.pos in ("VERB", "PUNCT", "SCONJ", "CCONJ") or token.lower in lexicon.words["negations"]


def _is_tied(at: int, parse: Parse) -> bool:
    """The "off" of "killed an off-duty guard", which is no "kill off"."""
    return at + 1 < len(parse.tokens) and parse.tokens[at + 1].text == "-"


def _head_after(at: int, parse: Parse) -> tuple[int, ...] | None:
    for phrase in (parse.phrase(i) for i in range(at + 1, min(at + 8, len(parse.tokens)))):
        if phrase is not None and phrase.first == at + 1:
            return (phrase.head, *phrase.conjuncts)
    return None


def at_noun(words: tuple[str, ...], phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Match | None:
    """Match a noun form: compound words before the head, an of-phrase behind it."""
    prepositions = lexicon.words["form_prepositions"]
    cut = next((i for i, w in enumerate(words) if i > 0 and w in prepositions and words[i - 1] != "-"), len(words))
    before, behind = words[: cut - 1], words[cut:]
    first = _first_of_compound(before, phrase.head, parse)
    if first is None:
        return None
    used = tuple(range(first, phrase.head + 1))
    return _with_phrase(used, behind, phrase, parse) if behind else Match(used)


def _first_of_compound(before: tuple[str, ...], head: int, parse: Parse) -> int | None:
    """Where the words stand right before the head, with or without hyphens ("air strike", "air-strike"); None when they do not."""
    at = head
    for word in reversed(before):
        if word == "-":
            continue
        at -= 2 if at > 1 and parse.tokens[at - 1].text == "-" else 1
        if at < 0 or not _is_word(word, at, parse):
            return None
    return at


def _with_phrase(used: tuple[int, ...], behind: tuple[str, ...], phrase: Phrase, parse: Parse) -> Match | None:
    """A preposition that makes its phrase the object of the form ("siege of"), or one with a fixed noun ("state of emergency")."""
    heads = [h for prep, h in phrase.preps if prep == behind[0]]
    if len(behind) == 1:
        return Match(used, (heads[0],)) if heads else None
    fixed = next((h for h in heads if parse.lemma(h) == behind[-1]), None)
    return None if fixed is None else Match(tuple(sorted((*used, fixed))))


def at_phrase(words: tuple[str, ...], phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Match | None:
    """Match "under investigation": preposition and noun."""
    if not phrase.prep or phrase.prep.split()[0] != words[0]:
        return None
    body = words[1:]
    if not body:
        return None
    match = at_noun(body, phrase, parse, lexicon)
    return Match((_case_token(words[0], phrase.head, parse), *match.tokens), match.objects) if match else None


def at_place(phrase: Phrase, clause: Clause, parse: Parse) -> Match | None:
    """Match "is in" at a clause whose predicate is a place: the verb and the preposition, with the place as object."""
    case = _case_token(phrase.prep.split()[0], phrase.head, parse)
    verb = next((i for i in range(case - 1, max(clause.first, case - REACH) - 1, -1) if parse.lemma(i) == "be"), None)
    return None if verb is None or case == phrase.head else Match((verb, case), (phrase.head,))


def at_adjective(
    rest: tuple[str, ...], clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> Match | None:
    """Match "responsible for" at a copular clause whose predicate is the adjective."""
    return at_verb(rest, clause, parse, mentions, lexicon)
