"""According to whom: find every attribution, its speaker, its cue and the words it covers."""

from __future__ import annotations

from dateline.claims import forms, quotations
from dateline.claims.attributions import Attributed
from dateline.claims.scene import Scene
from dateline.claims.slots import clause_slot
from dateline.lexicon.entries import VoiceCue
from dateline.text.trees import Clause, Phrase

CLAUSE_SLOTS = {"that:clause", "to:clause", "ing:clause"}
VAGUE_SPEAKERS = {"it", "that", "this", "which", "there", "what"}


def find(scene: Scene) -> tuple[Attributed, ...]:
    """All attributions in text order."""
    quotes = quotations.find(scene.parse)
    found = [a for c in scene.parse.clauses.values() if (a := _at_clause(c, quotes, scene)) is not None]
    found += [a for p in scene.parse.phrases.values() if (a := _at_noun(p, scene)) is not None]
    found += _phrases(scene)
    return quotations.extend(tuple(sorted(found, key=lambda a: a.head)), quotes, scene)


def _at_clause(clause: Clause, quotes: tuple[tuple[int, int], ...], scene: Scene) -> Attributed | None:
    best: Attributed | None = None
    for cue, rest in scene.lexicon.voice_verbs.get(clause.lemma, ()):
        match = forms.at_verb(rest, clause, scene)
        if match is None or not _form_fits(cue, clause, scene):
            continue
        speakers = _speakers(cue, clause, match, scene)
        if speakers is None:
            continue
        content = _content(cue, clause, match, quotes, scene)
        content -= set(match.tokens)
        if not content:
            continue
        order = -1 if cue.speaker == "object" else 0
        new = Attributed(cue, clause.head, match.tokens, speakers, frozenset(content), clause.head, order=order)
        if best is None or len(new.tokens) > len(best.tokens) or (cue.passive and not best.cue.passive):
            best = new
    return best


def _form_fits(cue: VoiceCue, clause: Clause, scene: Scene) -> bool:
    if (cue.passive and not clause.passive) or (cue.negated and not clause.negations):
        return False
    if cue.subject_words and not {scene.lemma(h) for h in clause.subjects} & set(cue.subject_words):
        return False
    if cue.object_words and not {scene.lemma(h) for h in clause.undergoers} & set(cue.object_words):
        return False
    if any(not clause_slot(clause, n, scene) for n in cue.needs):
        return False
    if cue.no_complement:
        below = [scene.lemma(h) for h in (*clause.undergoers, *(h for _, h in clause.complements))]
        return not any(lemma in cue.no_complement for lemma in below)
    return True


def _speakers(cue: VoiceCue, clause: Clause, match: forms.Match, scene: Scene) -> tuple[int, ...] | None:
    """Heads of the speakers; () when the cue names nobody, None when what stands there cannot speak."""
    if cue.speaker == "none":
        return ()
    if cue.speaker == "object":
        return match.objects if match.objects else clause.objects or None
    heads = clause.doers
    if clause.passive and not heads:
        return ()
    if clause.inherited and clause.kind in ("complement", "main"):
        return None
    heads = tuple(h for h in heads if scene.tokens[h].lower not in VAGUE_SPEAKERS or not cue.human)
    if not heads:
        return None
    if cue.human and not any(scene.fits(h, ("actor", "place", "document"), ()) for h in heads):
        return None
    return heads


def _content(
    cue: VoiceCue, clause: Clause, match: forms.Match, quotes: tuple[tuple[int, int], ...], scene: Scene
) -> set[int]:
    tree = scene.parse.tree
    found: set[int] = set()
    for name in cue.content:
        if name in CLAUSE_SLOTS or name not in ("quote", "parenthetical"):
            heads = match.objects if name in ("object", "for", "of") and match.objects else clause_slot(clause, name, scene)
            for head in heads:
                found.update(tree.subtree(head))
    if not found and "that:clause" in cue.content:
        found = _by_parataxis(clause, scene) or _by_position(clause, scene)
    own = {t for h in (*clause.subjects, *clause.agents) for t in tree.subtree(h)} if not clause.inherited else set()
    if "quote" in cue.content:
        sentence = scene.parse.sentence(clause.head)
        for first, last in quotes:
            if not first <= clause.head < last and first < sentence.last and last > sentence.first:
                found.update(range(max(first, sentence.first), min(last, sentence.last)))
    return found - own - {clause.head}


def _by_parataxis(clause: Clause, scene: Scene) -> set[int]:
    """ "X happened, police said": the saying hangs on what was said, or the other way round."""
    tree = scene.parse.tree
    below = [h for kind, h in clause.complements if kind == "parataxis"]
    if below:
        return {t for h in below for t in tree.subtree(h)}
    if clause.kind == "parataxis" and clause.parent >= 0:
        return set(tree.subtree(clause.parent)) - set(tree.subtree(clause.head))
    return set()


def _by_position(clause: Clause, scene: Scene) -> set[int]:
    """The rest of the sentence, when the saying stands at its edge behind or before a comma, or is a bare insertion."""
    sentence = scene.parse.sentence(clause.head)
    tokens = scene.tokens
    if clause.objects or clause.kind in ("relative", "participle", "open", "adverbial"):
        return set()
    edge = min([clause.head, *clause.subjects, *clause.auxiliaries])
    left = next((i for i in range(edge - 1, sentence.first - 1, -1) if tokens[i].lower in (",", '"', "”")), -1)
    if left > sentence.first and left >= edge - 6:
        return set(range(sentence.first, left))
    if edge - sentence.first <= 4 and sentence.last - clause.head > 4 and tokens[clause.head + 1].lower in (":", ",", '"', "that", "“"):
        return set(range(clause.head + 1, sentence.last))
    return set()


def _at_noun(phrase: Phrase, scene: Scene) -> Attributed | None:
    """ "claims that …", "reports of …": the noun's own clause or of-phrase is the content."""
    for cue, words in scene.lexicon.voice_nouns.get(scene.lemma(phrase.head), ()):
        match = forms.at_noun(words, phrase, scene)
        if match is None:
            continue
        content = _noun_content(cue, phrase, scene)
        if content:
            speakers = tuple(phrase.possessors) or tuple(h for p, h in phrase.preps if p in ("by", "from"))
            return Attributed(cue, phrase.head, match.tokens, speakers, frozenset(content))
    return None


def _noun_content(cue: VoiceCue, phrase: Phrase, scene: Scene) -> set[int]:
    tree, found = scene.parse.tree, set[int]()
    for head in phrase.clauses:
        if scene.parse.clauses[head].marker == "that":
            found.update(tree.subtree(head))
    if not found and "of" in cue.content:
        for prep, head in phrase.preps:
            if prep == "of":
                found.update(tree.subtree(head))
    return found


def _phrases(scene: Scene) -> list[Attributed]:
    found = []
    for token in scene.tokens:
        for cue, rest in scene.lexicon.voice_phrases.get(token.lower, ()):
            end = token.i + 1 + len(rest)
            if end < len(scene.tokens) and all(scene.tokens[token.i + 1 + n].lower == w for n, w in enumerate(rest)):
                made = _at_phrase(cue, token.i, end, scene)
                if made is not None:
                    found.append(made)
                    break
    return found


def _at_phrase(cue: VoiceCue, first: int, end: int, scene: Scene) -> Attributed | None:
    """ "according to X": X speaks for the sentence around it."""
    if cue.speaker not in ("subject", "object") or rest_is_manner(cue):
        return None
    sentence = scene.parse.sentence(first)
    head = next((p.head for i in range(end, min(end + 10, sentence.last)) if (p := scene.phrase(i)) and p.first <= end), -1)
    head = head if head >= 0 else next((i for i in range(end, min(end + 8, sentence.last)) if scene.phrase(i)), -1)
    if head < 0:
        return None
    phrase = scene.parse.phrases[head]
    inside = set(range(first, phrase.last)) | {t for h in (head, *phrase.appositions) for t in scene.parse.tree.subtree(h)}
    content = set(range(sentence.first, sentence.last)) - inside
    order = -1 if cue.id == "voice.cite" else 0
    return Attributed(cue, first, tuple(range(first, end)), (head, *phrase.conjuncts), frozenset(content), order=order)


def rest_is_manner(cue: VoiceCue) -> bool:
    """True for "in a statement", "in an interview with": they say how it was said, the speaker is the clause's own."""
    return bool(cue.hearer) or cue.id.startswith(("voice.statement", "voice.interview"))
