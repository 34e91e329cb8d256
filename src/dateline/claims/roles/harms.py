"""What verbs do to people, as far as it decides what a number counts: one verb, two with one object, and "nobody"."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.text.trees import Clause
from dateline.types import Tally


def harm(clause: Clause, lexicon: Lexicon, bears: str = "object") -> str | None:
    """What a verb does to those in the slot that bears it: "killed", "injured"; None where it harms nobody."""
    entries = [
        e
        for e, rest in lexicon.event_verbs.get(clause.lemma, ())
        if e.count in lexicon.words["harm_counts"] and not rest
    ]
    return next((e.count for e in entries if e.count_on == bears), None)


def is_of_two(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "killed and maimed more than 50 people": one number for the dead and the wounded together."""
    phrase = parse.phrase(head)
    clause = parse.clause(phrase.governor) if phrase is not None else None
    first = parse.clause(clause.conjunct_of) if clause is not None and head in clause.objects else None
    if clause is None or first is None or not _are_one(first, clause, parse):
        return False
    done = {harm(first, lexicon), harm(clause, lexicon)}
    return None not in done and len(done) > 1


def shared_objects(clause: Clause, parse: Parse) -> tuple[int, ...]:
    """ "killed and maimed 50 people": the object that the parser gave to the second verb alone."""
    after = next((c for i in range(clause.head + 1, clause.head + 5) if (c := parse.clause(i)) is not None), None)
    if after is None or after.conjunct_of != clause.head or not _are_one(clause, after, parse):
        return ()
    return after.objects


def _are_one(first: Clause, second: Clause, parse: Parse) -> bool:
    """Whether nothing stands between two coordinated verbs but what joins them."""
    between = parse.tokens[first.head + 1 : second.head]
    return not first.objects and all(t.pos in ("CCONJ", "ADV", "PUNCT") for t in between)


def of_nobody(clause: Clause, done: str | None, parse: Parse, lexicon: Lexicon) -> Iterator[Tally]:
    """ "hit the depot but harmed nobody": no dead and no wounded; of "killed nobody" no dead."""
    whats = ("killed", "injured") if clause.lemma in lexicon.words["harming_verbs"] else (done,)
    for head in clause.undergoers:
        token, before = parse.tokens[head], parse.tokens[head - 1]
        no_one = token.lower == "one" and before.lower == "no"
        if token.lower in lexicon.words["negative_pronouns"] or no_one:
            span = parse.span(head - no_one, head + 1)
            yield from (Tally(w, 0, 0, parse.text[span.start : span.end], span) for w in whats if w)
