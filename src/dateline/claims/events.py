"""Find event words: a lemma-indexed walk over clauses and noun phrases, one sense a word, the best-fitting one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import msgspec

from dateline.claims import certainty, forms
from dateline.claims.slots import slot
from dateline.claims.values import Attributed, Classes, Frame, Match, Mentions
from dateline.lexicon.entries import Event, Support
from dateline.lexicon.load import Lexicon
from dateline.lexicon.ontology import VERBAL
from dateline.text.parse import Parse, Token
from dateline.text.trees import Clause, Phrase

PLURAL_TAGS = {"NNS", "NNPS"}
# What a wanted class adds when nothing is known of the filler: less than an entry that asks for no class.
UNKNOWN = -0.6


def find(
    attributions: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Frame, ...]:
    """Every event word of the document in text order; a token triggers at most one event."""
    found: dict[int, Frame] = {}
    dates = _in_dates(parse, mentions)
    for candidate in _candidates(parse, mentions, lexicon):
        if candidate.head in dates or _is_name(candidate, parse):
            continue
        fitted = _fit(candidate, attributions, parse, mentions, classes, lexicon)
        if fitted is None:
            continue
        rival = found.get(fitted.head)
        if rival is None or fitted.score > rival.score:
            found[fitted.head] = fitted
    return _without_covered(
        tuple(found[head] for head in sorted(found)), attributions, parse, mentions, classes, lexicon
    )


def _in_dates(parse: Parse, mentions: Mentions) -> frozenset[int]:
    """Tokens inside time expressions: "March 1996" is no march."""
    spans = [t.mention.span for t in mentions.times]
    return frozenset(t.i for t in parse.tokens if any(s.start <= t.start < s.end for s in spans))


def _is_name(candidate: Frame, parse: Parse) -> bool:
    """A proper noun inside the name of a person or organisation ("Geneva Convention", "Mr March") is no event."""
    token = parse.tokens[candidate.head]
    return candidate.kind == "noun" and token.pos == "PROPN" and token.ent in ("PERSON", "ORG")


def _without_covered(
    found: tuple[Frame, ...],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> tuple[Frame, ...]:
    """Drop an event whose head is a word of another, longer form ("fire" in "opened fire")."""
    covered = {t for f in found if len(f.match.tokens) > 1 for t in f.match.tokens if t != f.head}
    covered |= {
        f.head
        for f in found
        if _negotiates(f, found, attributions, parse, mentions, classes, lexicon)
        or _is_signed(f, found, attributions, parse, mentions, classes, lexicon)
    }
    return tuple(f for f in found if f.head not in covered)


def _negotiates(
    verb: Frame,
    found: tuple[Frame, ...],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> bool:
    """ "the deal negotiated by X": the deal is the event, its negotiation only tells of it."""
    if verb.kind != "verb" or verb.entry.type not in ("CONSULT", "AGREE"):
        return False
    objects = set(slot(verb, "object", attributions, parse, mentions, classes, lexicon))
    return any(f.head in objects and f.entry.type in ("SUPPORT", "AGREE") for f in found)


def _is_signed(
    noun: Frame,
    found: tuple[Frame, ...],
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> bool:
    """ "signed a trade agreement": the signing is the event, its paper is no promise beside it."""
    if noun.kind != "noun" or noun.entry.type != "AGREE" or "deal" not in (classes.of(noun.head) or ()):
        return False
    return any(
        f.kind == "verb"
        and f.entry.type == "SUPPORT"
        and noun.head in slot(f, "object", attributions, parse, mentions, classes, lexicon)
        for f in found
    )


def _candidates(parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    for clause in parse.clauses.values():
        token = parse.tokens[clause.head]
        nominal = clause.copular and token.pos in ("NOUN", "PROPN", "ADJ", "PRON", "NUM")
        for key in () if nominal else verb_keys(clause, token, lexicon.event_verbs):
            for entry, rest in lexicon.event_verbs.get(key, ()):
                match = forms.at_verb(rest, clause, parse, mentions, key.startswith("be "))
                if match:
                    yield Frame(entry, clause.head, "verb", match, clause.head)
        if clause.copular or clause.lemma == "be":
            yield from _adjectives(clause, parse, mentions, lexicon)
        yield from _modals(clause, parse, lexicon)
    for phrase in parse.phrases.values():
        yield from _nouns(phrase, parse, mentions, lexicon)


def verb_keys(clause: Clause, token: Token, known: Collection[str]) -> list[str]:
    """What a verb is looked up by: its lemma, "be hit" for fixed passives, and for a lemma nobody knows its likely stems."""
    keys = [clause.lemma]
    if clause.passive or clause.copular:
        keys.append(f"be {token.lower}")
    if clause.lemma not in known and token.tag in ("VBD", "VBN", "VBG"):
        stem = token.lower[: -3 if token.tag == "VBG" else -2]
        keys += [k for k in (stem, stem + "e", stem[:-1], stem[:-1] + "y") if k in known]
    return keys


def _adjectives(clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    for entry, rest in lexicon.event_adjectives.get(parse.tokens[clause.head].lower, ()):
        match = forms.at_adjective(rest, clause, parse, mentions)
        if match:
            yield Frame(entry, clause.head, "adjective", match, clause.head)


def _modals(clause: Clause, parse: Parse, lexicon: Lexicon) -> Iterator[Frame]:
    for at in clause.auxiliaries:
        for entry, rest in lexicon.event_modals.get(parse.lemma(at), ()):
            if not rest:
                yield Frame(entry, at, "modal", Match((at,)), clause.head)
    if clause.kind == "open" and clause.parent >= 0:
        above = parse.clause(clause.parent)
        for entry, rest in lexicon.event_modals.get(parse.lemma(clause.parent), ()) if above else ():
            if rest == ("to",):
                yield Frame(entry, clause.parent, "modal", Match((clause.parent,)), clause.head)


def _nouns(phrase: Phrase, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> Iterator[Frame]:
    lemma = parse.lemma(phrase.head)
    carrier = carrying_clause(phrase, parse)
    for entry, words in lexicon.event_phrases.get(lemma, ()):
        match = forms.at_phrase(words, phrase, parse)
        if match and carrier is not None:
            yield Frame(entry, phrase.head, "phrase", match, carrier.head, score=1.5)
    rows = lexicon.event_nouns.get(lemma, ())
    if not rows:
        return
    supports = support_at(phrase, carrier, parse, mentions, lexicon) if carrier is not None else ()
    for entry, words in rows:
        match = forms.at_noun(words, phrase, parse)
        if match:
            support = next((s for s in supports if not s.types or entry.type in s.types), None)
            yield Frame(entry, phrase.head, "noun", match, carrier.head if carrier else -1, support)


def carrying_clause(phrase: Phrase, parse: Parse) -> Clause | None:
    """The clause whose subject, object or oblique the phrase is; for a modifier, that of the phrase it modifies."""
    at: Phrase | None = phrase
    for _ in range(6):
        if at is None:
            return None
        if at.head in parse.clauses:
            return parse.clauses[at.head]
        if at.governor in parse.clauses and at.governor not in parse.phrases:
            return parse.clauses[at.governor]
        if at.governor in parse.clauses and at.site not in ("modifier", "possessor", "apposition"):
            return parse.clauses[at.governor]
        at = parse.phrase(at.governor) if at.governor >= 0 else None
    return None


def support_at(
    phrase: Phrase, clause: Clause, parse: Parse, mentions: Mentions, lexicon: Lexicon
) -> tuple[Support, ...]:
    """The light verbs that the clause of an event noun is, with the noun in the slot they want."""
    token = parse.tokens[clause.head]
    keys = verb_keys(clause, token, lexicon.support_verbs)
    found = []
    for key in keys:
        for support, rest in lexicon.support_verbs.get(key, ()):
            if support.nouns_only and parse.lemma(phrase.head) not in support.nouns_only:
                continue
            match = forms.at_verb(rest, clause, parse, mentions, key.startswith("be "))
            if (
                match
                and phrase.head in _support_slot(support, match, clause)
                and not _unclaimed(support, clause, parse)
            ):
                found.append(support)
    return tuple(found)


def _unclaimed(support: Support, clause: Clause, parse: Parse) -> bool:
    """ "No group has claimed the attack" lends the attack neither a doer nor a voice."""
    nobody = any((p := parse.phrase(h)) is not None and p.determiner == "no" for h in clause.subjects)
    return support.voice == "subject" and (bool(clause.negations) or nobody)


def _support_slot(support: Support, match: Match, clause: Clause) -> tuple[int, ...]:
    if support.noun == "subject":
        return clause.subjects if match.surface else clause.doers or clause.subjects
    if match.objects is not None:
        return match.objects
    return clause.undergoers if support.noun == "object" else tuple(h for p, h in clause.obliques if p == support.noun)


def _fit(
    frame: Frame,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> Frame | None:
    """The candidate with its score, None when a constraint of its entry fails."""
    entry = frame.entry
    clause = parse.clause(frame.clause)
    if not _form_fits(frame, parse):
        return None
    score = frame.score + 2.0 * (len(frame.match.tokens) - 1)
    for name, wanted, refused, words, no_words in _constraints(entry):
        got = _slot_fits(frame, name, wanted, refused, words, no_words, attributions, parse, mentions, classes, lexicon)
        if got is None:
            return None
        score += got
    needs = entry.needs if frame.kind != "noun" or entry.noun_needs is None else entry.noun_needs
    if any(
        not slot(frame, n, attributions, parse, mentions, classes, lexicon)
        and not (n == "subject" and _unsaid(frame, clause))
        for n in needs
    ):
        return None
    if entry.needs_any and not any(
        _filled(frame, n, attributions, parse, mentions, classes, lexicon) for n in entry.needs_any
    ):
        return None
    content = _content_fits(frame, attributions, parse, mentions, classes, lexicon)
    if content is None or (
        entry.when
        and certainty.of(frame, attributions, parse, mentions, classes, lexicon).modality not in entry.when
    ):
        return None
    score += content + 0.4 * len(needs) + (0.3 if entry.needs_any else 0) + (0.5 if entry.passive and clause else 0)
    if entry.type in VERBAL and any(
        n in ("to:clause", "that:clause") and slot(frame, n, attributions, parse, mentions, classes, lexicon)
        for n in entry.content
    ):
        score += 1.5
    score += 1.0 * (entry.negated and frame.kind == "verb") + 0.05 * bool(entry.mode) - 5.0 * entry.presumes
    return msgspec.structs.replace(frame, score=score)


def _unsaid(frame: Frame, clause: Clause | None) -> bool:
    """A passive need not say who did it ("The town was shelled") where any party could have."""
    passive = clause is not None and clause.passive and not clause.agents
    return passive and frame.kind == "verb" and "actor" in frame.entry.subject


def _filled(
    frame: Frame,
    name: str,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> bool:
    if name == "quote":
        span = parse.sentence(frame.head).span
        return '"' in (text := parse.text[span.start : span.end]) or "“" in text
    return bool(slot(frame, name, attributions, parse, mentions, classes, lexicon))


def _form_fits(frame: Frame, parse: Parse) -> bool:
    entry, clause = frame.entry, parse.clause(frame.clause)
    if frame.kind == "noun" and entry.supported and frame.support is None:
        return False
    if frame.kind == "noun" and entry.not_compound and _modified_by(frame, entry.not_compound, parse):
        return False
    if entry.plural and frame.kind == "noun" and parse.tokens[frame.head].tag not in PLURAL_TAGS:
        return False
    if frame.kind not in ("verb", "modal") or clause is None:
        return True
    return (not entry.passive or clause.passive) and (not entry.negated or bool(clause.negations))


def _modified_by(frame: Frame, words: tuple[str, ...], parse: Parse) -> bool:
    phrase = parse.phrase(frame.head)
    return phrase is not None and any(
        parse.lemma(m) in words or parse.tokens[m].lower in words for m in phrase.modifiers
    )


def _constraints(
    entry: Event,
) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    yield "object", entry.object, entry.no_object, entry.object_words, entry.no_object_words
    yield "subject", entry.subject, entry.no_subject, entry.subject_words, entry.no_subject_words
    for name in {**entry.slots, **entry.no_slots}:
        yield name, entry.slots.get(name, ()), entry.no_slots.get(name, ()), (), ()


def _slot_fits(
    frame: Frame, name: str, wanted: tuple[str, ...], refused: tuple[str, ...], words: tuple[str, ...],
    no_words: tuple[str, ...], attributions: tuple[Attributed, ...], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon,
) -> float | None:  # fmt: skip
    """Score of a satisfied constraint, 0 when there is none, None when it fails. A noun may leave a slot empty."""
    if not (wanted or refused or words or no_words):
        return 0.0
    heads = slot(frame, name, attributions, parse, mentions, classes, lexicon)
    if not heads:
        return None if words and frame.kind == "verb" else 0.0
    words_there = [i for h in heads for i in (h, *_parted(h, parse))]
    lemmas = {parse.lemma(i) for i in words_there} | {parse.tokens[i].lower for i in words_there}
    if words and not lemmas & set(words) or lemmas & set(no_words):
        return None
    if not any(classes.fits(h, wanted, refused) for h in heads):
        return None
    known = any(classes.knows(h, wanted) for h in heads)
    return (UNKNOWN if wanted and not known else 1.5 if wanted else 0.2) + (2.0 if words else 0.0)


def _parted(head: int, parse: Parse) -> list[int]:
    """What "some", "many", "one" are parts of: in "some of the curbs" the curbs count."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].pos in ("NOUN", "PROPN"):
        return []
    return [h for prep, h in phrase.preps if prep == "of"]


def _content_fits(
    frame: Frame,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> float | None:
    entry = frame.entry
    if not entry.content_is and not entry.content_not:
        return 0.0
    if (
        entry.type in VERBAL
        and frame.kind == "verb"
        and not _announces(frame, attributions, parse, mentions, classes, lexicon)
    ):
        return None
    lemmas = {
        parse.lemma(h)
        for name in entry.content
        for h in slot(frame, name, attributions, parse, mentions, classes, lexicon)
    }
    if entry.content_not and lemmas & _expanded(entry.content_not, lexicon):
        return None
    if entry.content_is and not lemmas & _expanded(entry.content_is, lexicon):
        return None
    return 2.0 if entry.content_is else 0.0


def _announces(
    frame: Frame,
    attributions: tuple[Attributed, ...],
    parse: Parse,
    mentions: Mentions,
    classes: Classes,
    lexicon: Lexicon,
) -> bool:
    """A plain verb of saying makes a promise or threat only of what is still to come."""
    if parse.lemma(frame.head) not in lexicon.voice_verbs:
        return True
    clauses = [
        parse.clauses[h]
        for n in frame.entry.content
        for h in slot(frame, n, attributions, parse, mentions, classes, lexicon)
        if h in parse.clauses
    ]
    return not clauses or any(c.tense in ("future", "conditional", "infinitive") for c in clauses)


def _expanded(words: tuple[str, ...], lexicon: Lexicon) -> set[str]:
    """Words, with "@id" replaced by the verbs and nouns of that entry of content.toml."""
    found: set[str] = set()
    for word in words:
        if word.startswith("@"):
            for content in lexicon.contents:
                if content.id == word[1:]:
                    found.update(content.verbs, content.nouns)
        else:
            found.add(word)
    return found
