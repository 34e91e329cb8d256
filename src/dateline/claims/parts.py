"""Parts of a number: in "30 rebels, including three commanders, were killed" the three are counted with the thirty.

Each is a claim of its own, of the same deed, whose ``part_of`` names the claim that counts the whole, so that whoever adds up
leaves it out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import itemgetter

import msgspec

from dateline.claims.build import identity
from dateline.claims.roles.parties import is_party, party
from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse, Sentence
from dateline.text.trees import Phrase
from dateline.types import Claim, Count, Party, Quote, Resolution, Tally


class Part(msgspec.Struct, frozen=True):
    """Some of those counted. ``opened``: where the words begin that say so; ``who`` they are; bounds and words of their number."""

    opened: int
    who: Party
    number: Tally


def apart(
    claims: Iterable[Claim], parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon
) -> tuple[Claim, ...]:
    """The claims, with each part of a number that one of them counts as a claim behind it and no more among its recipients."""
    found = list(claims)
    counting = {parse.within(*_edges(one))[0] for one in found if one.counts and parse.within(*_edges(one))}
    for sentence in dict.fromkeys(parse.tokens[at].sent for at in counting):
        for part in _parts(parse.sentences[sentence], parse, mentions, classes, lexicon):
            whole = _whole(part, found, lexicon)
            if whole is not None:
                _put(part, *whole, found)
    return tuple(found)


def _put(part: Part, at: int, tally: Tally, claims: list[Claim]) -> None:
    """The part behind its whole and the parts of it named before."""
    whole = claims[at]
    before = sum(one.part_of == whole.id for one in claims)
    claims[at] = _without(whole, part)
    claims.insert(at + before + 1, _claim(whole, tally, part))


def _edges(claim: Claim) -> tuple[int, int]:
    return claim.trigger.span.start, claim.trigger.span.end


def _parts(sentence: Sentence, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[Part]:
    """The parts that a sentence names, in text order."""
    for at in range(sentence.first, sentence.last):
        behind = _opened(at, parse, lexicon)
        if behind >= 0:
            start, heads = parse.tokens[at].start, _listed(behind, parse)
            named = (_named(start, head, parse, mentions, classes, lexicon) for head in heads)
            yield from (part for part in named if part is not None)
        elif at in mentions.counts:
            yield from _of_them(at, parse, mentions, classes, lexicon)


def _opened(at: int, parse: Parse, lexicon: Lexicon) -> int:
    """The token behind the words that open a list of parts ("including", "among them") and begin at ``at``; -1 for none."""
    words = [token.lower for token in parse.tokens[at : at + 2]]
    fitting = (n for n in (2, 1) if " ".join(words[:n]) in lexicon.words["part_openers"])
    return next((at + n for n in fitting if at + n < len(parse.tokens)), -1)


def _listed(first: int, parse: Parse) -> tuple[int, ...]:
    """Heads of the phrase that begins here and of those side by side with it; of "those of six policemen" the policemen."""
    phrase = next((p for p in parse.phrases_near(first) if p.first == first), None)
    if phrase is None:
        return ()
    return tuple(_titled(head, parse) for head in (phrase.head, *phrase.conjuncts))


def _titled(head: int, parse: Parse) -> int:
    phrase = parse.phrase(head)
    of = [h for prep, h in phrase.preps if prep == "of"] if phrase is not None else []
    return of[0] if of and parse.tokens[head].lower in ("that", "those") else head


def _named(opened: int, head: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Part | None:
    """A part by a number of its own, or one human being; None for what counts nobody and for a bare number."""
    if parse.tokens[head].pos == "NUM" or not is_party(head, parse, mentions, classes, lexicon):
        return None
    who = party(head, parse, mentions, lexicon)
    if head in mentions.counts:
        return _counted(opened, who, mentions.counts[head][0])
    phrase, token = parse.phrase(head), parse.tokens[head]
    is_one = phrase is not None and phrase.determiner in ("a", "an", "another") and token.tag == "NN"
    return Part(opened, who, Tally("", 1, 1, who.text, who.span)) if is_one else None


def _counted(opened: int, who: Party, resolution: Resolution) -> Part | None:
    value, mention = resolution.value, resolution.mention
    if not isinstance(value, Count) or value.low is None:
        return None
    return Part(opened, who, Tally("", value.low, value.high, mention.text, mention.span))


def _of_them(at: int, parse: Parse, mentions: Mentions, classes: Classes, lexicon: Lexicon) -> Iterator[Part]:
    """ "six of them women", "two of whom were soldiers": the words behind name the part."""
    phrase = parse.phrase(at)
    of = [h for prep, h in phrase.preps if prep == "of"] if phrase is not None else []
    if phrase is None or not of or parse.tokens[of[0]].lower not in lexicon.words["those_counted"]:
        return
    head = _behind(of[0], phrase, parse)
    if head >= 0:
        start = parse.tokens[phrase.first].start
        part = _counted(start, party(head, parse, mentions, lexicon), mentions.counts[at][0])
        yield from [part] if part is not None else []


def _behind(pronoun: int, phrase: Phrase, parse: Parse) -> int:
    """Head of the noun that says who the part are: right behind, or behind a form of "be"; -1 for none."""
    first = pronoun + 1 + (parse.tokens[pronoun + 1].lemma == "be" if pronoun + 1 < len(parse.tokens) else 0)
    found = (p.head for p in parse.phrases_near(pronoun) if p.first == first and parse.tokens[p.head].pos == "NOUN")
    return next((head for head in found if head != phrase.head), -1)


def _whole(part: Part, claims: list[Claim], lexicon: Lexicon) -> tuple[int, Tally] | None:
    """The claim with the number that the part is of, the last before it that is not smaller, and that number; None for none."""
    found = [
        (tally.span.end, -at, tally)
        for at, claim in enumerate(claims)
        for tally in claim.counts
        if claim.sentence.start <= tally.span.start and tally.span.end <= part.opened < claim.sentence.end
        and claim.part_of is None and _may_be_of(part, tally, lexicon)
    ]  # fmt: skip
    if not found:
        return None
    _, at, tally = max(found, key=itemgetter(0, 1))
    return -at, tally


def _may_be_of(part: Part, tally: Tally, lexicon: Lexicon) -> bool:
    """Whether the number counts people and is large enough; a part without a number counts only among dead and wounded."""
    most = tally.high if tally.high is not None else float("inf")
    is_numbered = part.number.span != part.who.span
    fits = tally.what != "other" if is_numbered else tally.what in lexicon.words["harm_counts"]
    return fits and (part.number.low or 0) <= most


def _without(claim: Claim, part: Part) -> Claim:
    """The claim that counts the whole, without the part beside it."""
    recipient = tuple(one for one in claim.recipient if not _overlap(one, part.who))
    return msgspec.structs.replace(
        claim,
        recipient=recipient or claim.recipient,
        counts=tuple(one for one in claim.counts if one.span != part.number.span),
    )


def _overlap(a: Party, b: Party) -> bool:
    return a.span.start < b.span.end and b.span.start < a.span.end


def _claim(whole: Claim, tally: Tally, part: Part) -> Claim:
    """The claim of the part: what is told of the whole, of so many of these people."""
    trigger = _nearest(whole, tally)
    return msgspec.structs.replace(
        whole, id=identity(f"{whole.doc}\0{part.who.span.start}", whole.type, trigger), trigger=trigger, also=(),
        recipient=(part.who,), counts=(msgspec.structs.replace(part.number, what=tally.what),), same_as=(), part_of=whole.id,
    )  # fmt: skip


def _nearest(claim: Claim, tally: Tally) -> Quote:
    """Of the words that name the deed in its sentence, those next to the number."""
    inside = [q for q in (claim.trigger, *claim.also) if claim.sentence.start <= q.span.start < claim.sentence.end]
    return min(inside, key=lambda q: max(q.span.start - tally.span.end, tally.span.start - q.span.end))
