"""The flow of dateline on one screen: a Document in, a frozen Reading out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec

from dateline import actors, claims, counts, places, times
from dateline.actors.spelling import spelled
from dateline.errors import InputError, OptionError, many
from dateline.lexicon.files import using
from dateline.lexicon.load import load
from dateline.text import parse as parsing
from dateline.text.casing import recased
from dateline.text.intake import blocked, checked, read_text
from dateline.text.normal import Normal, as_read, as_received, in_place, normal
from dateline.types import Actor, Document, Mention, Reading, Resolution, Skipped

if TYPE_CHECKING:
    from spacy.language import Language

    from dateline.text.parse import Parser

ActorResolver = Callable[[Document, tuple[Resolution, ...]], Iterable[Resolution]]
"""Takes a document and its actor mentions as dateline resolved them, in text order; gives one Resolution for each of these
mentions in the same order, with another value (an Actor), or None where nobody can be said."""


class Options(msgspec.Struct, frozen=True):
    """What a reader is made of.

    ``lexicon``: folders on top of ours, in order. ``parser``: name or folder of a spaCy pipeline, a ``Language`` object, or a
    function from a text to a spaCy ``Doc`` with tags, heads and dependency labels; None is our own. ``resolver``: says who
    the actors are after dateline has, see ``ActorResolver``; None leaves them as they are.
    """

    lexicon: tuple[str, ...] = ()
    parser: str | Any | None = None
    resolver: Callable[..., Any] | None = None


class Reader:
    """Everything that is loaded once: lexicon, gazetteer, parser. Reading changes nothing in it.

    Raises LexiconError with file, line and column for a lexicon folder that is wrong, ParserError for a parser that cannot
    be used.
    """

    def __init__(self, options: Options = Options()) -> None:  # noqa: B008 - a frozen value
        self.options = options
        self.folders = tuple(map(str, options.lexicon))
        self.lexicon = load(self.folders)
        self.actors = actors.load(self.folders)
        self.gazetteer = places.load(self.folders)
        self.times = times.load(self.folders)
        self.counts = counts.load(self.folders)
        self.nlp: Parser = parsing.pipeline(options.parser)

    def __repr__(self) -> str:
        return f"<Reader: {len(self.lexicon.events)} events, lexicon {', '.join(self.folders) or 'ours'}>"

    def read(self, text: str, **known: str | None) -> Reading:
        """Read one text; ``known`` may give its ``id``, ``published`` (ISO date), ``outlet``, ``url`` and ``title``.

        Raises InputError for what the command refuses: a text without words, a text in another language than English. Paragraphs
        in other languages inside an English text are not read, and ``Reading.skipped`` says so.
        """
        document = read_text(text, lexicon=self.folders, **known)  # type: ignore[arg-type]
        remarks = checked(document)
        found = self.read_document(document)
        return msgspec.structs.replace(found, skipped=(*found.skipped, *remarks)) if remarks else found

    def pipe(self, texts: Iterable[str | Document], *, published: str | None = None) -> Iterator[Reading]:
        """A Reading for each text or Document, as they come. Texts are called "1", "2" … by their place, and are all of the
        day ``published`` (ISO date). A text that ``read`` would refuse costs the others nothing: its Reading is empty, and
        ``skipped`` says why."""
        for number, one in enumerate(texts, 1):
            if isinstance(one, str):
                yield self._piped(one, str(number), published)
            else:
                yield self.read_document(one)

    def _piped(self, text: str, id: str, published: str | None) -> Reading:
        try:
            return self.read(text, id=id, published=published)
        except InputError as error:
            document = Document(id, text, published=published)
            return Reading(document, skipped=(Skipped(id, error.what, error.remedy, error.code),))

    def read_document(self, document: Document) -> Reading:
        """Every mention, claim, control statement and attribution of one document; its blocks are marked if they are not."""
        with using(self.folders):
            marked = blocked(document, self.folders)
            view = self._view(marked)
            return as_received(self._read(as_read(marked, view)), view, marked) if view else self._read(marked)

    def _view(self, document: Document) -> Normal | None:
        """The text as it is read: in the signs that people see, headlines in the case of sentences; None when that is the text."""
        view = normal(document.text)
        words = recased(as_read(document, view) if view else document, self._spelled)
        return view if words is None else in_place(document.text, words, view)

    def _spelled(self, words: str) -> str | None:
        return spelled(words, self.actors, self.gazetteer)

    def _read(self, document: Document) -> Reading:
        published = document.published
        parse = parsing.parse(document, self.nlp)
        when = times.find(parse, self.times)
        whens = times.resolve(when, parse, published, self.times)
        numbers = counts.find(parse, self.counts)
        where = places.find(parse, self.gazetteer, document)
        wheres = places.resolve(where, document, self.gazetteer, published)
        who = actors.find(parse, self.actors, published, wheres)
        whos = actors.resolve(who, parse, self.actors, published, wheres, outlet=document.outlet, title=document.title)
        whos = whos if self.options.resolver is None else _resolved(self.options.resolver, document, whos)
        mentions = claims.Mentions.of(parse, whos, wheres, whens, numbers)
        classes = claims.Classes.known(parse, mentions, self.lexicon, self.actors)
        coded, held, said, figures, deadlines = claims.code(document, parse, mentions, classes, self.lexicon)
        resolutions = _ordered((*whens, *numbers, *wheres, *whos))
        return Reading(
            document=document, mentions=tuple(r.mention for r in resolutions), resolutions=resolutions, claims=coded,
            controls=held, attributions=said, skipped=parse.skipped,
            figures=figures, deadlines=deadlines,
        )  # fmt: skip


def _resolved(resolver: ActorResolver, document: Document, ours: tuple[Resolution, ...]) -> tuple[Resolution, ...]:
    """What a resolver that was handed in makes of our resolutions. Raises OptionError when it does not answer for each."""
    theirs = tuple(resolver(document, ours))
    fits = [one.mention for one in theirs] == [one.mention for one in ours]
    if not fits or not all(isinstance(one.value, Actor | None) for one in theirs):
        what = f"the resolver gave {many(len(theirs), 'resolution')} for {many(len(ours), 'mention')}, or other mentions or values"
        raise OptionError(
            what, where="resolver", remedy="give one Resolution of an Actor or None for each, in their order"
        )
    return theirs


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
    lexicon: Iterable[str] = (),
    parser: str | Language | Parser | None = None,
    resolver: ActorResolver | None = None,
) -> Reading:
    """Read one dispatch. ``published`` is its ISO date; without it or one in the header, relative dates stay unresolved.

    ``lexicon``: folders on top of ours; ``parser`` and ``resolver`` as in ``Options``.
    Raises InputError for a text without words or in another language than English, OptionError, LexiconError, ParserError.
    """
    chosen = reader(Options(tuple(map(str, lexicon)), parser, resolver))
    return chosen.read(text, id=id, published=published, outlet=outlet, url=url, title=title)
