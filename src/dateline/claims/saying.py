"""What is said: the words that a verb of saying, thought or attitude covers, wherever the parser hung them."""

from __future__ import annotations

from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.quotations import Quotation, inside, is_name
from dateline.claims.values import Attributed, Classes, Match
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

CLAUSE_SLOTS = {"that:clause", "to:clause", "ing:clause"}
COMMAS = {",", '"', "”", "''", "—", "–", "-"}
BEFORE_CONTENT = {":", ",", '"', "that", "“", "''"}
STARTS = {"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ"}  # parts of speech a clause without "that" begins with
FINITE = ("VBD", "VBZ", "VBP", "MD")
CIRCUMSTANCE = ("in", "on", "at", "during", "after", "before")  # prepositions of when and where, not of what
GOVERNED = ("to", "for", "of", "as", "with", "by")  # openers of a clause that belongs to the verb ("for siding with")
DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday", "tonight"}
FRAME = ("adverbial", "parataxis", "main")  # clauses beside what is said, no part of it
FAR = 25  # tokens from a verb to the colon before a quotation
BESIDE_QUOTE = VoiceCue(id="voice.beside-quotation", human=True, content=("quote",))
"""The cue of a verb that is none by itself ("he joked darkly") and has a quotation right beside it."""


def content(
    cue: VoiceCue, clause: Clause, match: Match, quotes: tuple[Quotation, ...], parse: Parse, lexicon: Lexicon
) -> tuple[set[int], bool]:
    """Tokens of what is said, and whether a clause or phrase of the cue's own slots holds them."""
    found = _slots(cue, clause, match, parse, lexicon)
    that = bool(found)
    if not found and "that:clause" in cue.content and not clause.passive:
        found = _by_parataxis(clause, parse) or _by_position(cue, clause, match, parse)
    if "quote" in cue.content:
        later = tuple(q for q in quotes if not found or q.last > min(found))
        found |= _quoted(clause, that, later if that else quotes, parse)
    if that and cue.speech and found:
        found |= _led_in(clause, min(found), parse)
    own = _own(cue, clause, parse)
    found -= set() if that and found <= own else own
    return found - {clause.head} - set(match.tokens) - set(clause.auxiliaries), that


def _own(cue: VoiceCue, clause: Clause, parse: Parse) -> set[int]:
    """The words of who speaks, which are no part of what is said."""
    heads = () if clause.inherited else (*clause.subjects, *clause.agents)
    if clause.passive and "rest" in cue.content:
        heads = clause.agents
    return {t for h in heads for t in parse.tree.subtree(h)}


def _slots(cue: VoiceCue, clause: Clause, match: Match, parse: Parse, lexicon: Lexicon) -> set[int]:
    found: set[int] = set()
    for name in cue.content:
        if name in ("quote", "parenthetical"):
            continue
        if name == "rest":
            found |= _rest(clause, match, parse)
            continue
        if name == "object" and clause.passive and not clause.agents:
            continue
        taken = name in ("object", "for", "of") and match.objects
        heads = match.objects or () if taken else of_clause(clause, name, parse) or _asked(clause, name, parse)
        for head in heads:
            found.update(parse.tree.subtree(head))
    if not found and "that:clause" in cue.content:
        found = _on_a_noun(clause, parse, lexicon)
    return _up_to_semicolon(found, clause, parse)


def _asked(clause: Clause, name: str, parse: Parse) -> list[int]:
    """The clauses of "whether:clause", "if:clause", "how:clause"."""
    word, _, kind = name.partition(":")
    return [h for _, h in clause.complements if kind == "clause" and parse.clauses[h].marker == word]


def _up_to_semicolon(found: set[int], clause: Clause, parse: Parse) -> set[int]:
    """What follows a semicolon is told anew."""
    stop = next((t for t in sorted(found) if t > clause.head and parse.tokens[t].text == ";"), len(parse.tokens))
    return {t for t in found if t < stop}


def _on_a_noun(clause: Clause, parse: Parse, lexicon: Lexicon) -> set[int]:
    """ "told reporters that …", "said in a statement that …": the clause hung on the hearer or on the statement."""
    own = [o for o in clause.objects if parse.lemma(o) not in lexicon.voice_nouns]
    queue = [*own, *clause.indirect, *(h for _, h in clause.obliques)]
    while queue:
        phrase = parse.phrase(queue.pop(0))
        if phrase is None:
            continue
        queue += [*(h for _, h in phrase.preps), *phrase.appositions]
        for at in phrase.clauses:
            inner = parse.clauses[at]
            if at > clause.head and is_said(inner, parse):
                return set(parse.tree.subtree(at))
    return set()


def is_said(inner: Clause, parse: Parse) -> bool:
    """A that-clause on a noun, also where the parser took its "that" for a relative pronoun."""
    that = parse.tokens[inner.first].lower == "that" and inner.kind == "relative"
    return inner.marker == "that" or (that and bool(_own_subjects(inner, parse)))


def _own_subjects(clause: Clause, parse: Parse) -> list[int]:
    inside = [s for s in clause.subjects if clause.first < s < clause.head]
    return [s for s in inside if parse.tokens[s].lower not in ("that", "who", "which")]


def _rest(clause: Clause, match: Match, parse: Parse) -> set[int]:
    """Everything behind the verb that it governs; of a passive the subject too. Empty when it governs nothing."""
    tree, clauses = parse.tree, parse.clauses
    governed = [*clause.undergoers, *clause.indirect, *(match.objects or ())]
    governed += [h for kind, h in clause.complements if kind not in FRAME]
    governed += [h for prep, h in clause.obliques if prep and prep not in CIRCUMSTANCE and h > clause.head]
    if not governed:
        return set()
    found = {t for h in clause.undergoers if h in clause.subjects for t in tree.subtree(h)}
    for child in tree.children[clause.head]:
        inner = clauses.get(child)
        outer = inner is not None and (inner.conjunct_of == clause.head or _is_frame(inner))
        if child > clause.head and not outer and child not in clause.agents:
            found.update(tree.subtree(child))
    for head in governed:
        if head > clause.head:
            found.update(tree.subtree(head))
    return found


def _is_frame(inner: Clause) -> bool:
    return inner.kind in FRAME and inner.marker not in GOVERNED


def _led_in(clause: Clause, start: int, parse: Parse) -> set[int]:
    """ "At first, he said, the town was calm": the words before an insertion belong to those behind it."""
    edge = min([clause.head, *clause.subjects])
    phrase = parse.phrase(edge)
    edge = min(edge, phrase.first) if phrase is not None else edge
    first, tokens = parse.sentence(clause.head).first, parse.tokens
    between = range(clause.head + 1, start)
    if edge - 1 <= first or tokens[edge - 1].text != "," or not any(tokens[t].text == "," for t in between):
        return set()
    return set(range(first, edge - 1)) if not _finite(first, edge - 1, parse) else set()


def _quoted(clause: Clause, that: bool, quotes: tuple[Quotation, ...], parse: Parse) -> set[int]:
    """What stands in quotation marks in the sentence, when the verb governs it or nothing else does."""
    sentence = parse.sentence(clause.head)
    below = set(parse.tree.subtree(clause.head))
    found: set[int] = set()
    for quote in quotes:
        first, last = max(quote.first, sentence.first), min(quote.last, sentence.last)
        if quote.first <= clause.head < quote.last or first >= last:
            continue
        governed = not that and any(t in below for t in range(first, last))
        if not is_name(quote, parse) and (governed or _edge(quote, clause, parse)):
            found.update(range(first, last))
    return found


def _edge(quote: Quotation, clause: Clause, parse: Parse) -> bool:
    """True when nothing but marks lies between the quotation and the verb with its subject."""
    group = [clause.head, *clause.subjects, *clause.auxiliaries]
    between = range(quote.last, min(group)) or range(max(group) + 1, quote.first)
    return all(parse.tokens[t].pos in ("PUNCT", "SPACE", "DET", "ADJ", "PROPN", "ADV", "SCONJ") for t in between)


def _by_parataxis(clause: Clause, parse: Parse) -> set[int]:
    """ "X happened, police said": the saying hangs on what was said, or the other way round."""
    tree = parse.tree
    below = [h for kind, h in clause.complements if kind == "parataxis"]
    if below:
        return {t for h in below for t in tree.subtree(h)}
    edge = min([clause.head, *(s for s in clause.subjects if s > clause.first), clause.first])
    if clause.kind == "parataxis" and clause.parent >= 0 and parse.tokens[max(0, edge - 1)].text in COMMAS:
        return set(tree.subtree(clause.parent)) - set(tree.subtree(clause.head))
    return set()


def _by_position(cue: VoiceCue, clause: Clause, match: Match, parse: Parse) -> set[int]:
    """The rest of the sentence, when the saying stands at its edge behind or before a comma, or is a bare insertion."""
    sentence = parse.sentence(clause.head)
    tokens = parse.tokens
    if any(o not in _days(clause, parse) for o in clause.objects) or clause.kind in (
        "relative",
        "participle",
        "open",
        "adverbial",
    ):
        return set()
    edge = min([clause.head, *clause.subjects, *clause.auxiliaries])
    left = next((i for i in range(edge - 1, sentence.first - 1, -1) if tokens[i].lower in COMMAS), -1)
    closed = clause.head + 1 >= sentence.last or tokens[clause.head + 1].pos == "PUNCT"
    if left > sentence.first and left >= edge - 6 and (cue.speech or closed):
        return set(range(sentence.first, left)) | _beyond(max(clause.head, *clause.subjects, 0), sentence.last, parse)
    after = max(*match.tokens, *_days(clause, parse)) + 1
    if edge - sentence.first > 4 or sentence.last - clause.head <= 4 or after >= sentence.last:
        return set()
    starts = cue.speech and tokens[after].pos in STARTS and _finite(after + 1, sentence.last, parse)
    if tokens[after].lower in BEFORE_CONTENT or starts:
        return set(range(after, sentence.last))
    return set()


def _days(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """ "said Tuesday that …": a day that the parser took for the object; the verb's own index stands in for none."""
    return (clause.head, *(o for o in clause.objects if parse.tokens[o].lower in DAYS))


def _beyond(last: int, end: int, parse: Parse) -> set[int]:
    """What goes on behind an insertion ("The talks, he said, failed"): from its comma to the end of the sentence."""
    if last + 1 < end - 2 and parse.tokens[last + 1].text == "," and _finite(last + 2, end, parse):
        return set(range(last + 2, end))
    return set()


def _finite(first: int, end: int, parse: Parse) -> bool:
    return any(parse.tokens[i].tag in FINITE for i in range(first, end))


def beside(clause: Clause, quotes: tuple[Quotation, ...], parse: Parse, classes: Classes) -> Attributed | None:
    """Any verb with a person for a subject and a quotation of whole sentences beside it, behind a comma or a colon."""
    if clause.inherited or not clause.subjects or clause.copular or clause.passive or inside(quotes, clause.head):
        return None
    if not all(classes.fits(h, ("actor", "person", "document"), ()) for h in clause.subjects):
        return None
    for quote in quotes:
        if _introduces(quote, clause, parse):
            said = frozenset(range(quote.first, quote.last))
            return Attributed(BESIDE_QUOTE, clause.head, (clause.head,), clause.subjects, said, clause.head)
    return None


def _introduces(quote: Quotation, clause: Clause, parse: Parse) -> bool:
    tokens = parse.tokens
    if not tokens[quote.first].text[:1].isupper():
        return False
    phrase = parse.phrase(clause.subjects[0])
    low = min(clause.head, phrase.first if phrase is not None else clause.head)
    if 0 < low - quote.last <= 2 and tokens[quote.last - 1].text in (",", "!", "?"):
        return True
    mark, gap = tokens[max(0, quote.first - 2)], quote.first - clause.head
    near = (mark.text == ":" and gap < FAR) or (mark.text == "," and gap <= 4)
    return mark.sent == tokens[clause.head].sent and gap > 0 and near
