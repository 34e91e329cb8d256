"""The content of an attribution: the tokens that a cue of saying, thought or attitude covers, wherever the parser hung them."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.claims.frames.verb_slots import of_clause
from dateline.claims.speech.quotations import Quotation, is_name
from dateline.claims.values import Match
from dateline.lexicon.entries import VoiceCue
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause

COMMAS = {",", '"', "”", "''", "—", "–", "-"}
LEADS = {":", ",", '"', "“", "''"}  # marks between a cue and what it covers
STARTS = {"DET", "PRON", "PROPN", "NOUN", "NUM", "ADJ"}  # parts of speech a clause without "that" begins with
FINITE = ("VBD", "VBZ", "VBP", "MD")
BESIDE = ("adverbial", "parataxis", "main")  # kinds of clauses beside what is said, no part of it
BOUND = ("relative", "participle", "open", "adverbial")  # kinds of clauses that open or close no sentence of speech
DATING = ("after", "before", "when", "while", "as")
LIGHT = ("PUNCT", "SPACE", "DET", "ADJ", "PROPN", "ADV", "SCONJ")  # what may stand between a quotation and its cue


def content(
    cue: VoiceCue, clause: Clause, match: Match, quotes: tuple[Quotation, ...], parse: Parse, lexicon: Lexicon
) -> tuple[set[int], bool]:
    """Tokens of what is said, and whether a clause or phrase of the cue's own slots holds them."""
    governed = _governed(cue, clause, match, parse, lexicon)
    that = bool(governed)
    found = governed or _beside(cue, clause, match, parse, lexicon)
    if "quote" in cue.content:
        start = min(governed, default=-1)
        found = found | _quoted(clause, that, [q for q in quotes if q.last > start], parse)
    if that and cue.speech:
        found = found | _led_in(clause, min(found), parse) | _goes_on(clause, parse) | _dated_by(clause, parse)
    if cue.negative:
        found -= _answered(clause, parse, lexicon)
    own = _own(cue, clause, parse)
    found = found if that and found <= own else found - own
    return found - {clause.head, *match.tokens, *clause.auxiliaries}, that


def _answered(clause: Clause, parse: Parse, lexicon: Lexicon) -> set[int]:
    """ "Denied that, saying a patrol had been held up": what the denier goes on to say is told and not denied."""
    beside = [c for h in parse.tree.subtree(clause.head) if (c := parse.clause(h)) is not None and c.head > clause.head]
    told = [c for c in beside if is_set_off(c, parse) and c.lemma in lexicon.voice_verbs]
    return parse.tree.subtrees(c.head for c in told)


def is_set_off(clause: Clause, parse: Parse) -> bool:
    """A participle without a subject of its own behind a comma."""
    before = parse.tokens[clause.first - 1].text if clause.first else ""
    comma = "," in (before, parse.tokens[clause.first].text)
    return comma and clause.inherited and parse.tokens[clause.head].tag == "VBG"


def _own(cue: VoiceCue, clause: Clause, parse: Parse) -> set[int]:
    """The words of who speaks, which are no part of what is said."""
    if clause.passive and "rest" in cue.content:
        return parse.tree.subtrees(clause.agents)
    return parse.tree.subtrees(() if clause.inherited else (*clause.subjects, *clause.agents))


def _governed(cue: VoiceCue, clause: Clause, match: Match, parse: Parse, lexicon: Lexicon) -> set[int]:
    """What fills the cue's content slots, else the that-clause that the parser hung on a noun of the clause."""
    found: set[int] = set()
    for name in cue.content:
        found |= _rest(clause, match, parse, lexicon) if name == "rest" else _filled(name, clause, match, parse)
    if not found and "that:clause" in cue.content:
        found = _on_a_noun(clause, parse, lexicon)
    return _up_to_semicolon(found, clause, parse)


def _filled(name: str, clause: Clause, match: Match, parse: Parse) -> set[int]:
    """Tokens of a content slot; the form's own object stands for the clause's."""
    if name in ("quote", "parenthetical") or (name == "object" and clause.passive and not clause.agents):
        return set()
    if name in ("object", "for", "of") and match.objects:
        return _without_asides(match.objects, parse)
    heads = of_clause(clause, name, parse) or _asked(clause, name, parse)
    return _without_asides(heads, parse) if name == "object" else parse.tree.subtrees(heads)


def _without_asides(heads: Iterable[int], parse: Parse) -> set[int]:
    """The phrases without ", which …": what the writer adds by a relative clause behind a comma is not said by the speaker."""
    heads = tuple(heads)
    aside = (c for h in heads if (p := parse.phrase(h)) is not None for c in p.clauses)
    said = parse.tree.subtrees(heads)
    return said - parse.tree.subtrees(c for c in aside if _is_aside(parse.clauses[c], parse))


def _is_aside(clause: Clause, parse: Parse) -> bool:
    """A relative clause that a comma sets off."""
    near = parse.tokens[max(0, clause.first - 1) : clause.first + 1]
    return clause.kind == "relative" and any(t.text == "," for t in near)


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
            if at > clause.head and is_said(parse.clauses[at], parse, lexicon):
                return set(parse.tree.subtree(at))
    return set()


def is_said(inner: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether a clause on a noun is a that-clause, also where the parser took its "that" for a relative pronoun."""
    that = parse.tokens[inner.first].lower == "that" and inner.kind == "relative"
    relatives = lexicon.words["relatives"]
    own = [s for s in inner.subjects if inner.first < s < inner.head and parse.tokens[s].lower not in relatives]
    return inner.marker == "that" or (that and bool(own))


def _rest(clause: Clause, match: Match, parse: Parse, lexicon: Lexicon) -> set[int]:
    """Everything behind the verb that it governs; of a passive the subject too. Empty when it governs nothing."""
    governed = _arguments(clause, match, lexicon)
    children = (h for h in parse.tree.children[clause.head] if not _is_outer(h, clause, parse, lexicon))
    behind = (h for h in (*children, *governed) if h > clause.head)
    subjects = clause.subjects if clause.passive else ()
    return parse.tree.subtrees((*subjects, *behind)) if governed else set()


def _arguments(clause: Clause, match: Match, lexicon: Lexicon) -> set[int]:
    """Heads of what a verb governs: objects, complements, and phrases that tell neither when nor where."""
    circumstance = lexicon.words["circumstance_prepositions"]
    complements = (h for kind, h in clause.complements if kind not in BESIDE)
    obliques = (h for prep, h in clause.obliques if prep and prep not in circumstance and h > clause.head)
    return {*clause.undergoers, *clause.indirect, *(match.objects or ()), *complements, *obliques}


def _is_outer(child: int, clause: Clause, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether what hangs on the verb is no part of what is said: a coordinate or framing clause, the agent of a passive."""
    inner = parse.clause(child)
    if inner is None:
        return child in clause.agents
    framing = inner.kind in BESIDE and inner.marker not in lexicon.words["governed_markers"]
    return inner.conjunct_of == clause.head or framing or child in clause.agents


def _led_in(clause: Clause, start: int, parse: Parse) -> set[int]:
    """ "At first, he said, the town was calm": the words before an insertion belong to those behind it."""
    edge = min([clause.head, *clause.subjects])
    phrase = parse.phrase(edge)
    edge = min(edge, phrase.first) if phrase is not None else edge
    first, tokens = parse.sentence(clause.head).first, parse.tokens
    between = range(clause.head + 1, start)
    if edge - 1 <= first or tokens[edge - 1].text != "," or not any(tokens[t].text == "," for t in between):
        return set()
    return set(range(first, edge - 1)) if not is_finite(range(first, edge - 1), parse) else set()


def _goes_on(clause: Clause, parse: Parse) -> set[int]:
    """ "Officials said six were hurt, and police had sealed the road": a coordinate clause with a subject of its own whose tense
    ("had", "would") depends on a past verb of saying, though the parser hung it on that."""
    if clause.tense != "past":
        return set()
    beside = (c for c in parse.clauses_near(clause.head) if c.conjunct_of == clause.head and not c.inherited)
    shifted = (c.head for c in beside if (c.perfect and c.tense == "past") or c.tense == "conditional")
    return parse.tree.subtrees(shifted)


def _dated_by(clause: Clause, parse: Parse) -> set[int]:
    """ "The envoy says six were hurt after a captain ordered the raid": behind a verb of saying in the present, a clause of time in the
    past is of what is said, though the parser hung it on the saying."""
    if clause.tense != "present" or clause.marker:
        return set()
    behind = [parse.clauses[head] for _, head in clause.complements if head > clause.head]
    return parse.tree.subtrees(c.head for c in behind if _dates(c, _told(behind)))


def _told(clauses: list[Clause]) -> int:
    """The first that is a complement in the past; -1 for none."""
    return next((c.head for c in clauses if c.kind == "complement" and c.tense == "past"), -1)


def _dates(clause: Clause, told: int) -> bool:
    past = clause.kind == "adverbial" and clause.marker in DATING and clause.tense == "past"
    return past and clause.first > told >= 0


def _quoted(clause: Clause, that: bool, quotes: list[Quotation], parse: Parse) -> set[int]:
    """What stands in quotation marks in the sentence, when the verb governs it or nothing else does."""
    sentence = parse.sentence(clause.head)
    below = set(parse.tree.subtree(clause.head))
    found: set[int] = set()
    for quote in quotes:
        words = range(max(quote.first, sentence.first), min(quote.last, sentence.last))
        if not words or quote.first <= clause.head < quote.last or is_name(quote, parse):
            continue
        if (not that and not below.isdisjoint(words)) or _is_next_to(quote, clause, parse):
            found.update(words)
    return found


def _is_next_to(quote: Quotation, clause: Clause, parse: Parse) -> bool:
    """True when nothing but marks and light words lies between the quotation and the verb with its subject."""
    group = [clause.head, *clause.subjects, *clause.auxiliaries]
    between = range(quote.last, min(group)) or range(max(group) + 1, quote.first)
    return all(parse.tokens[t].pos in LIGHT for t in between)


def _beside(cue: VoiceCue, clause: Clause, match: Match, parse: Parse, lexicon: Lexicon) -> set[int]:
    """What is said without a slot of the cue's: the clause beside the saying, else the rest of the sentence."""
    if "that:clause" not in cue.content or clause.passive:
        return set()
    return _by_parataxis(clause, parse) or _by_position(cue, clause, match, parse, lexicon)


def _by_parataxis(clause: Clause, parse: Parse) -> set[int]:
    """ "X happened, police said": the saying hangs on what was said, or the other way round."""
    above = parse.clause(clause.parent)
    if clause.marker == "as" and clause.inherited and above is not None:
        return _as_saying(above, parse)
    below = [h for kind, h in clause.complements if kind == "parataxis"]
    if below or clause.kind != "parataxis" or clause.parent < 0:
        return parse.tree.subtrees(below)
    around = set(parse.tree.subtree(clause.parent)) - set(parse.tree.subtree(clause.head))
    return around if _is_behind_comma(clause, parse) else set()


def _is_behind_comma(clause: Clause, parse: Parse) -> bool:
    """Whether a comma or a dash stands before the first word of a clause, be it read as part of it."""
    edge = next(t for t in range(clause.first, clause.head + 1) if parse.tokens[t].pos != "PUNCT")
    return parse.tokens[max(0, edge - 1)].text in COMMAS


def _as_saying(quoting: Clause, parse: Parse) -> set[int]:
    """ "X happened, the mayor was quoted as saying": what stands before the verb of quoting."""
    before = (h for kind, h in quoting.complements if kind == "complement" and h < quoting.head)
    return parse.tree.subtrees(before) or _by_parataxis(quoting, parse)


def _by_position(cue: VoiceCue, clause: Clause, match: Match, parse: Parse, lexicon: Lexicon) -> set[int]:
    """The rest of the sentence, when the saying stands at its edge behind or before a comma, or is a bare insertion."""
    days = [o for o in clause.objects if parse.tokens[o].lower in lexicon.words["days"]]  # "said Tuesday that …"
    if clause.kind in BOUND or len(days) < len(clause.objects):
        return set()
    return _before_comma(cue, clause, parse) or _behind_cue(cue, clause, max(*match.tokens, clause.head, *days), parse)


def _before_comma(cue: VoiceCue, clause: Clause, parse: Parse) -> set[int]:
    """ "The talks failed, the radio said": the sentence up to the comma; of an insertion also what goes on behind it."""
    sentence, tokens = parse.sentence(clause.head), parse.tokens
    edge = min([clause.head, *clause.subjects, *clause.auxiliaries])
    left = next((i for i in range(edge - 1, sentence.first - 1, -1) if tokens[i].lower in COMMAS), -1)
    closed = clause.head + 1 >= sentence.last or tokens[clause.head + 1].pos == "PUNCT"
    if left <= sentence.first or left < edge - 6 or not (cue.speech or closed):
        return set()
    return {
        *range(sentence.first, left),
        *_behind_insertion(max(clause.head, *clause.subjects, 0), sentence.last, parse),
    }


def _behind_insertion(last: int, end: int, parse: Parse) -> range:
    """What goes on behind an insertion ("The talks, he said, failed"): from its comma to the end of the sentence."""
    rest = range(last + 2, end)
    goes_on = last + 1 < end - 2 and parse.tokens[last + 1].text == "," and is_finite(rest, parse)
    return rest if goes_on else range(0)


def _behind_cue(cue: VoiceCue, clause: Clause, last: int, parse: Parse) -> set[int]:
    """ "He added the talks had failed": the sentence behind a saying that opens it; ``last``: last token of the saying."""
    sentence, tokens = parse.sentence(clause.head), parse.tokens
    edge = min([clause.head, *clause.subjects, *clause.auxiliaries])
    after = last + 1
    if edge - sentence.first > 4 or sentence.last - clause.head <= 4 or after >= sentence.last:
        return set()
    led = tokens[after].lower in LEADS or tokens[after].lower == "that"
    starts = cue.speech and tokens[after].pos in STARTS and is_finite(range(after + 1, sentence.last), parse)
    return set(range(after, sentence.last)) if led or starts else set()


def is_finite(tokens: Iterable[int], parse: Parse) -> bool:
    """Whether a finite verb or a modal is among the tokens."""
    return any(parse.tokens[i].tag in FINITE for i in tokens)
