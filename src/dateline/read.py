"""The flow of dateline on one screen: a Document in, a frozen Reading out."""

from __future__ import annotations

import gc
from functools import lru_cache

import msgspec

from dateline import actors, claims, counts, places, times
from dateline.lexicon.load import load
from dateline.text import parse as parsing
from dateline.text.intake import read_text
from dateline.types import Document, Mention, Reading, Resolution


class Options(msgspec.Struct, frozen=True):
    """What a reader is made of. ``lexicon``: folders on top of ours, in order; ``parser``: name or folder, None is our own."""

    lexicon: tuple[str, ...] = ()
    parser: str | None = None


class Reader:
    """Everything that is loaded once: lexicon, gazetteer, parser. Reading changes nothing in it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.nlp = parsing.pipeline(options.parser)
        self.lexicon = load(options.lexicon)
        self.actors = actors.load(self.lexicon.folders)
        self.gazetteer = places.load()
        self.times = times.load()
        self.counts = counts.load()

    def read_document(self, document: Document) -> Reading:
        """Every mention, claim, control statement and attribution of one document."""
        published = document.published
        parse = parsing.parse(document, self.nlp)
        when = times.find(parse, self.times)
        whens = times.resolve(when, parse, published)
        numbers = counts.find(parse, self.counts)
        where = places.find(parse, self.gazetteer, document)
        wheres = places.resolve(where, document, self.gazetteer, published)
        who = actors.find(parse, self.actors, published, wheres)
        whos = actors.resolve(who, parse, self.actors, published, wheres, outlet=document.outlet, title=document.title)
        mentions = claims.Mentions.of(parse, whos, wheres, whens, numbers)
        classes = claims.Classes.known(parse, mentions, self.lexicon, self.actors)
        coded, held, said = claims.code(document, parse, mentions, classes, self.lexicon)
        resolutions = _ordered((*whens, *numbers, *wheres, *whos))
        return Reading(
            document=document, mentions=tuple(r.mention for r in resolutions), resolutions=resolutions, claims=coded,
            controls=held, attributions=said, skipped=parse.skipped,
        )  # fmt: skip


def _ordered(resolutions: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    return tuple(sorted(resolutions, key=lambda r: _place_in_text(r.mention)))


def _place_in_text(mention: Mention) -> tuple[int, int, str]:
    return mention.span.start, mention.span.end, mention.kind


def reader(options: Options = Options()) -> Reader:  # noqa: B008 - a frozen value
    """The Reader of these options, loaded once a process."""
    return _loaded(options)


@lru_cache(maxsize=4)
def _loaded(options: Options) -> Reader:
    found = Reader(options)
    gc.freeze()  # what is loaded stays as long as the process: the collector need not walk it again
    return found


def read(
    text: str,
    *,
    published: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    url: str | None = None,
    id: str = "text",
    lexicon: tuple[str, ...] = (),
    parser: str | None = None,
) -> Reading:
    """Read one dispatch. ``published`` is its ISO date; without one, and none in its own header, relative dates stay unresolved."""
    document = read_text(text, id=id, published=published, outlet=outlet, url=url, title=title)
    return reader(Options(tuple(lexicon), parser)).read_document(document)
