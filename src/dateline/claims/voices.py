"""According to whom: find every attribution, its speaker, its cue and the words it covers."""

from __future__ import annotations

from dateline.claims import insertion, quotations, saying
from dateline.claims.frames.match import at_noun, at_verb
from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.quotations import Quotation
from dateline.claims.values import ATTITUDE, Attributed, Classes, Match, Mentions
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase

VAGUE_SPEAKERS = {"it", "that", "this", "which", "there", "what"}
RELATIVE = {"who", "which", "that", "whom"}
CAN_SPEAK = ("actor", "place", "document", "person")
LENDING = {"send", "make", "issue", "give", "express", "have", "voice", "release", "deliver", "publish", "file",
           "offer", "share", "hold", "raise", "repeat", "renew", "lodge", "put", "submit"}  # fmt: skip
"""Verbs whose subject is the author of the statement, call or claim that is their object."""
JOINING = {"and", "or", "nor", "&", "plus", "with"}
NO_SPEAKER = {"weapon", "vehicle", "money", "goods", "property", "event"}
"""Classes of things that say nothing, unless they are of another class that does."""


def find(parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> tuple[Attributed, ...]:
    """All attributions in text order."""
    quotes = quotations.find(parse)
    clauses = parse.clauses.values()
    found = [a for c in clauses if (a := _at_clause(c, quotes, parse, mentions, classes, lexicon)) is not None]
    found += [a for p in parse.phrases.values() if (a := _at_noun(p, parse, lexicon)) is not None]
    found += [*_phrases(parse, lexicon), *insertion.labels(parse, classes), *insertion.signatures(quotes, parse)]
    cues = {a.head for a in found if a.cue.stance != ATTITUDE}
    beside = [a for c in clauses if c.head not in cues and (a := saying.beside(c, quotes, parse, classes)) is not None]
    heads = {a.head for a in beside}
    found = [a for a in found if a.head not in heads] + beside
    extended = quotations.extend(tuple(sorted(found, key=lambda a: a.head)), quotes, parse)
    return tuple(a for a in extended if a.content)


def _at_clause(
    clause: Clause, quotes: tuple[Quotation, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> Attributed | None:
    best: Attributed | None = None
    for cue, rest in lexicon.voice_verbs.get(clause.lemma, ()):
        match = at_verb(rest, clause, parse, mentions, lexicon)
        other = clause.particle not in ("", *rest)
        if match is None or other or not _form_fits(cue, clause, parse):
            continue
        content, that = saying.content(cue, clause, match, quotes, parse, lexicon)
        inserted = insertion.find(cue, clause, match, content, parse, classes)
        if inserted is not None:
            content, that = inserted.content, False
        if not content and not (cue.speech and "quote" in cue.content and not clause.passive):
            continue
        speakers = (
            inserted.speakers if inserted is not None else _speakers(cue, clause, match, that, parse, classes, lexicon)
        )
        if speakers is None:
            continue
        new = Attributed(
            cue, clause.head, match.tokens, _named(speakers, parse), frozenset(content),
            -1 if cue.stance == ATTITUDE else clause.head,
            order=-1 if cue.speaker == "object" else 0, that=that, pronoun=_pronoun(clause, parse),
        )  # fmt: skip
        if best is None or _weight(new) > _weight(best):
            best = new
    return best


def _weight(a: Attributed) -> tuple[bool, bool, bool, int, bool]:
    """The better of two readings of one verb: a voice before an attitude, the narrower cue, the longer form."""
    narrow = bool(a.cue.subject_words or a.cue.object_words or a.cue.negated)
    return a.cue.stance != ATTITUDE and bool(a.content), a.cue.passive, narrow, len(a.tokens), a.that


def _form_fits(cue: VoiceCue, clause: Clause, parse: Parse) -> bool:
    if (cue.passive and not _unnamed(clause, parse)) or (cue.negated and not clause.negations):
        return False
    if cue.subject_words and not {parse.lemma(h) for h in clause.subjects} & set(cue.subject_words):
        return False
    if cue.object_words and not {parse.lemma(h) for h in clause.undergoers} & set(cue.object_words):
        return False
    if any(not of_clause(clause, n, parse) for n in cue.needs):
        return False
    if cue.no_complement:
        below = [parse.lemma(h) for h in (*clause.undergoers, *(h for _, h in clause.complements))]
        return not any(lemma in cue.no_complement for lemma in below)
    return True


def _unnamed(clause: Clause, parse: Parse) -> bool:
    """A passive, also the bare participle behind its noun ("a man believed to …"): its subject does not speak."""
    bare = clause.kind == "participle" and parse.tokens[clause.head].tag in ("VBN", "VBD") and not clause.auxiliaries
    return clause.passive or (bare and clause.inherited and any(kind == "open" for kind, _ in clause.complements))


def _of_what(clause: Clause) -> bool:
    """A passive that tells what is thought though not by whom: "is expected to win", "is known as the Fox"."""
    return any(kind == "open" for kind, _ in clause.complements) or any(prep == "as" for prep, _ in clause.obliques)


def _pronoun(clause: Clause, parse: Parse) -> int:
    """The "who" of "who said …"; -1 where the clause is no relative one."""
    if clause.kind != "relative" or not clause.inherited:
        return -1
    return next((t for t in range(clause.first, clause.head) if parse.tokens[t].lower in RELATIVE), -1)


def _speakers(
    cue: VoiceCue, clause: Clause, match: Match, that: bool, parse: Parse, classes: Classes, lexicon: Lexicon
) -> tuple[int, ...] | None:
    """Heads of the speakers; () when the cue names nobody, None when what stands there cannot speak."""
    if cue.speaker == "none":
        return ()
    if cue.speaker == "object":
        return match.objects or clause.objects or None
    if cue.passive:
        return clause.subjects
    heads = _main_speakers(cue, clause, parse, lexicon) or clause.doers
    if _unnamed(clause, parse) and not clause.agents:
        return None if cue.stance == ATTITUDE and not _of_what(clause) else ()
    if clause.inherited and clause.kind in ("complement", "main") and clause.conjunct_of < 0:
        return None
    vague = VAGUE_SPEAKERS - ({"it"} if cue.speech else set())
    heads = tuple(h for h in heads if parse.tokens[h].lower not in vague or not cue.human)
    if not heads:
        return None
    return heads if any(_can_speak(h, cue, that, parse, classes, lexicon) for h in heads) else None


def _main_speakers(cue: VoiceCue, clause: Clause, parse: Parse, lexicon: Lexicon) -> tuple[int, ...]:
    """Of ", saying …": who speaks in the main clause, when that is a saying too; the parser may hang it further down."""
    before = parse.tokens[clause.first - 1].text if clause.first else ""
    comma = "," in (before, parse.tokens[clause.first].text)
    if not (comma and cue.speech and clause.inherited and parse.tokens[clause.head].tag == "VBG"):
        return ()
    above = [c for h in parse.tree.ancestors(clause.head) if (c := parse.clause(h)) is not None]
    top = above[-1] if len(above) > 1 else None
    known = top is not None and any(v.speech for v, _ in lexicon.voice_verbs.get(top.lemma, ()))
    return top.subjects if top is not None and known and not top.passive else ()


def _named(heads: tuple[int, ...], parse: Parse) -> tuple[int, ...]:
    """The name where an office is followed by it ("the deputy minister, Ada Moss")."""
    joined = len(heads) < 2 or any(parse.tokens[t].lower in JOINING for t in range(min(heads), max(heads)))
    if not joined and (people := tuple(h for h in heads if parse.tokens[h].ent in ("PERSON", "ORG"))):
        return people[-1:]
    return tuple(_name_of(h, parse) for h in heads)


def _name_of(head: int, parse: Parse) -> int:
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].ent == "PERSON" or parse.tokens[head].pos not in ("NOUN", "PROPN"):
        return head
    return next((a for a in phrase.appositions if parse.tokens[a].ent == "PERSON"), head)


def _can_speak(head: int, cue: VoiceCue, that: bool, parse: Parse, classes: Classes, lexicon: Lexicon) -> bool:
    """A clause of its own shows that the subject speaks unless it is known for a thing; else it must be an actor."""
    sorts = classes.of(head)
    if sorts is None or _has_name(head, parse) or any(s in sorts for s in CAN_SPEAK):
        return True
    if cue.human and not that:
        return False
    refused = NO_SPEAKER if cue.speech and not cue.human else lexicon.words["lifeless_classes"] if cue.human else set()
    return not sorts & refused


def _has_name(head: int, parse: Parse) -> bool:
    """A name, or something called after one ("the Moss campaign", "Tavo Radio's newsroom")."""
    phrase = parse.phrase(head)
    near = (head, *phrase.modifiers, *phrase.possessors) if phrase is not None else (head,)
    return any(parse.tokens[t].ent in ("PERSON", "ORG") for t in near)


def _at_noun(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> Attributed | None:
    """ "claims that …", "reports of …": the noun's own clause or of-phrase is the content."""
    for cue, words in lexicon.voice_nouns.get(parse.lemma(phrase.head), ()):
        match = at_noun(words, phrase, parse, lexicon)
        if match is None:
            continue
        content = _noun_content(cue, phrase, parse) or _beside_noun(phrase, parse)
        speakers = tuple(phrase.possessors) or tuple(h for p, h in phrase.preps if p in ("by", "from"))
        speakers = speakers or _lent(phrase, parse)
        if content and (speakers or cue.stance != ATTITUDE):
            return Attributed(cue, phrase.head, match.tokens, speakers, frozenset(content - set(match.tokens)))
    return None


def _beside_noun(phrase: Phrase, parse: Parse) -> set[int]:
    """ "sent a signal on Sunday that …": the that-clause the parser hung on the verb that lends itself to the noun."""
    clause = parse.clause(phrase.governor)
    if clause is None or phrase.head not in clause.objects or clause.lemma not in LENDING:
        return set()
    heads = [h for _, h in clause.complements if h > phrase.head and parse.clauses[h].marker == "that"]
    return {t for h in heads for t in parse.tree.subtree(h)}


def _lent(phrase: Phrase, parse: Parse) -> tuple[int, ...]:
    """Who issued, made, sent the statement that the phrase is."""
    clause = parse.clause(phrase.governor)
    light = clause is not None and phrase.head in clause.undergoers and clause.lemma in LENDING
    return clause.doers if light and clause is not None else ()


def _noun_content(cue: VoiceCue, phrase: Phrase, parse: Parse) -> set[int]:
    tree, found = parse.tree, set[int]()
    for head in phrase.clauses:
        inner = parse.clauses[head]
        if saying.is_said(inner, parse) or (inner.marker == "to" and "to:clause" in cue.content):
            found.update(tree.subtree(head))
    if not found:
        for prep, head in phrase.preps:
            if prep in cue.content:
                found.update(tree.subtree(head))
    return found


def _phrases(parse: Parse, lexicon: Lexicon) -> list[Attributed]:
    found = []
    for token in parse.tokens:
        rows = lexicon.voice_phrases.get(token.lower, ())
        for cue, rest in sorted(rows, key=lambda row: -len(row[1])):
            end = token.i + 1 + len(rest)
            if end < len(parse.tokens) and all(parse.tokens[token.i + 1 + n].lower == w for n, w in enumerate(rest)):
                made = _at_phrase(cue, token.i, end, parse)
                if made is not None:
                    found.append(made)
                    break
    return found


def _at_phrase(cue: VoiceCue, first: int, end: int, parse: Parse) -> Attributed | None:
    """ "according to X": X speaks for the sentence around it."""
    if cue.speaker == "none":
        return _by_nobody(cue, first, end, parse)
    if cue.speaker not in ("subject", "object") or rest_is_manner(cue):
        return None
    sentence = parse.sentence(first)
    near = [p for i in range(end, min(end + 10, sentence.last)) if (p := parse.phrase(i)) is not None]
    phrase = next((p for p in near if p.first <= end), near[0] if near else None)
    if phrase is None:
        return None
    heads = (phrase.head, *phrase.conjuncts)
    own = {t for h in (*heads, *phrase.appositions) for t in parse.tree.subtree(h)} - _clause_above(first, parse)
    content = set(range(sentence.first, sentence.last)) - own - set(range(first, phrase.last))
    if first - sentence.first <= 1 and not any(parse.tokens[t].tag in saying.FINITE for t in content):
        comma = next((t for t in range(phrase.last, sentence.last) if parse.tokens[t].text == ","), sentence.last)
        content |= set(range(comma + 1, sentence.last))
    order = -1 if cue.id == "voice.cite" else 0
    return Attributed(cue, first, tuple(range(first, end)), heads, frozenset(content), order=order)


def _by_nobody(cue: VoiceCue, first: int, end: int, parse: Parse) -> Attributed:
    """ "according to unconfirmed reports" covers the sentence, "amid claims that …" what follows it."""
    sentence, cut = parse.sentence(first), end
    if parse.tokens[end - 1].lower in ("of", "that"):
        cut = next((t for t in range(end, sentence.last) if parse.tokens[t].text == ","), sentence.last)
        return Attributed(cue, first, tuple(range(first, end)), (), frozenset(range(end, cut)))
    content = {*range(sentence.first, first), *range(end, sentence.last)}
    return Attributed(cue, first, tuple(range(first, end)), (), frozenset(content))


def _clause_above(first: int, parse: Parse) -> set[int]:
    """Everything before the phrase: the parser may have hung the sentence below the speaker."""
    return set(range(parse.sentence(first).first, first))


def rest_is_manner(cue: VoiceCue) -> bool:
    """True for "in a statement", "in an interview with": they say how it was said, the speaker is the clause's own."""
    return bool(cue.hearer) or cue.id.startswith(("voice.statement", "voice.interview"))
