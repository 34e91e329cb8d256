"""Does a form of the lexicon stand at this verb or noun? Lemma by lemma over the clause view, position where the parse is unsure."""

from __future__ import annotations

import msgspec

from dateline.claims.scene import Scene
from dateline.text.trees import Clause, Phrase

ARTICLES = {"a", "an", "the", "one", "its", "their", "his"}
REACH = 4  # tokens after the last matched word in which a particle or preposition may still stand


class Match(msgspec.Struct, frozen=True):
    """A form found: its tokens, and the heads that the form's preposition makes its object (None: the verb's own object)."""

    tokens: tuple[int, ...]
    objects: tuple[int, ...] | None = None


def at_verb(rest: tuple[str, ...], clause: Clause, scene: Scene) -> Match | None:
    """Match what follows the verb in a form ("on" of "call on", "siege to" of "lay siege to")."""
    used = [clause.head]
    objects: tuple[int, ...] | None = None
    noun = -1
    for n, word in enumerate(rest):
        if word in ARTICLES:
            continue
        last = n == len(rest) - 1
        step = _step(word, clause, scene, used, noun, objects)
        if step is None:
            return None
        token, heads = step
        used.append(token)
        if heads is not None and not last and scene.lemma(heads[0]) == rest[-1]:
            objects, noun = None, heads[0]
        elif heads is not None:
            objects = heads
        elif scene.tokens[token].pos in ("NOUN", "PROPN"):
            noun, objects = token, objects if objects and token not in objects else None
            objects = () if last and objects is None else objects
    return Match(tuple(sorted(set(used))), objects)


def _step(
    word: str, clause: Clause, scene: Scene, used: list[int], noun: int, objects: tuple[int, ...] | None
) -> tuple[int, tuple[int, ...] | None] | None:
    """One more word of the form: the token it stands on, and the phrase heads it governs when it is a preposition."""
    if word == clause.particle:
        return _nearest(word, clause.head, scene) or (clause.head, None)
    if objects:
        for head in objects:
            if word in (scene.lemma(head), scene.tokens[head].lower):
                return head, None
    for head in clause.undergoers:
        if word in (scene.lemma(head), scene.tokens[head].lower):
            return head, None
    links = _links(clause, scene, noun)
    heads = tuple(h for prep, h in links if prep == word or prep.startswith(word + " "))
    if heads:
        return _case_token(word, heads[0], scene), heads
    return _nearby(word, max(used), scene)


def _links(clause: Clause, scene: Scene, noun: int) -> list[tuple[str, int]]:
    """Prepositional phrases of the verb, of the form's own noun, and of the verb's object (attachment is often wrong)."""
    links = list(clause.obliques)
    if clause.passive:
        links += [("by", a) for a in clause.agents]
    for head in (noun, *clause.undergoers):
        phrase = scene.phrase(head) if head >= 0 else None
        if phrase is not None:
            links += [link for link in phrase.preps if link[0] != "of" or head == noun]
    return links


def _case_token(word: str, head: int, scene: Scene) -> int:
    for at in range(head - 1, max(head - 12, -1), -1):
        if scene.tokens[at].lower == word:
            return at
    return head


def _nearest(word: str, head: int, scene: Scene) -> tuple[int, None] | None:
    for at in range(head + 1, min(head + 8, len(scene.tokens))):
        if scene.tokens[at].lower == word:
            return at, None
    return None


def _nearby(word: str, after: int, scene: Scene) -> tuple[int, tuple[int, ...] | None] | None:
    """The word right after the matched words; the phrase behind it becomes the object when it is a preposition."""
    tokens = scene.tokens
    for at in range(after + 1, min(after + 1 + REACH, len(tokens))):
        token = tokens[at]
        if token.sent != tokens[after].sent or token.pos in ("VERB", "PUNCT", "NOUN", "PROPN") and token.lemma != word:
            return None
        if word in (token.lower, token.lemma):
            return at, _head_after(at, scene) if token.pos in ("ADP", "SCONJ") else None
    return None


def _head_after(at: int, scene: Scene) -> tuple[int, ...] | None:
    for phrase in (scene.phrase(i) for i in range(at + 1, min(at + 8, len(scene.tokens)))):
        if phrase is not None and phrase.first == at + 1:
            return (phrase.head, *phrase.conjuncts)
    return None


def at_noun(words: tuple[str, ...], phrase: Phrase, scene: Scene) -> Match | None:
    """Match a noun form: compound words before the head, an of-phrase behind it."""
    at = phrase.head
    cut = next((i for i, w in enumerate(words) if i > 0 and w in ("of", "with", "to", "against", "for", "from", "by", "on", "in", "at")), len(words))
    before, behind = words[: cut - 1], words[cut:]
    used = [at]
    for step, word in enumerate(reversed(before), start=1):
        if at - step < 0 or word not in (scene.tokens[at - step].lower, scene.lemma(at - step)):
            return None
        used.append(at - step)
    if not behind:
        return Match(tuple(sorted(used)))
    for prep, head in phrase.preps:
        if prep == behind[0] and (len(behind) == 1 or scene.lemma(head) == behind[-1]):
            return Match(tuple(sorted([*used, *((head,) if len(behind) > 1 else ())])))
    return None


def at_phrase(words: tuple[str, ...], phrase: Phrase, scene: Scene) -> Match | None:
    """Match "under investigation": preposition and noun."""
    if not phrase.prep or phrase.prep.split()[0] != words[0]:
        return None
    body = words[1:]
    if not body:
        return None
    match = at_noun(body, phrase, scene)
    return Match((_case_token(words[0], phrase.head, scene), *match.tokens)) if match else None


def at_adjective(rest: tuple[str, ...], clause: Clause, scene: Scene) -> Match | None:
    """Match "responsible for" at a copular clause whose predicate is the adjective."""
    return at_verb(rest, clause, scene)
