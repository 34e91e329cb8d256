"""An attribution as a voice: who speaks, by which words, with which stance."""

from __future__ import annotations

from dateline.claims.roles import parties
from dateline.claims.values import Attributed, Mentions
from dateline.lexicon.load import Lexicon
from dateline.text.parse import Parse
from dateline.types import Quote, Span, Voice


def voice(a: Attributed, parse: Parse, mentions: Mentions, lexicon: Lexicon) -> tuple[Voice, ...]:
    """The voice of the first speaker, with the cue from its head on as far as its words stand together; () for nobody."""
    last = a.head
    while last + 1 in a.tokens and parse.tokens[last + 1].sent == parse.tokens[a.head].sent:
        last += 1
    span = Span(parse.tokens[a.head].start, parse.tokens[last].end)
    cue = Quote(parse.text[span.start : span.end], span)
    return tuple(Voice(parties.party(s, parse, mentions, lexicon), cue, a.cue.stance) for s in a.speakers[:1])
