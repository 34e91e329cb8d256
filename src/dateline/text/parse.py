"""Run a spaCy pipeline over the marked blocks of a document and keep what the rest of dateline reads.

The dependency labels end here: ``clauses.build`` turns them into the clause view, and nothing later sees one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from dateline.text import asides, clauses, pieces, repairs, together
from dateline.text.characters import visible
from dateline.text.pieces import Piece
from dateline.text.pipelines import Parser as Parser  # noqa: PLC0414 - as above
from dateline.text.pipelines import pipeline as pipeline  # noqa: PLC0414 - asked for here by others
from dateline.text.told import Told
from dateline.text.trees import Clause, Phrase, Tree
from dateline.types import Document, Skipped, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

PAST = "VBD"
MOST_LEMMAS = 10_000  # words whose lemmas are remembered from document to document
MOST_WORDS = 50_000  # words met since the tables of words were made anew: those of some thousand dispatches
TABLES = ("strings", "vectors", "lookups")
ONE_AT_A_TIME = Lock()
"""What is forgotten after a document would be missing in one that another thread parses meanwhile."""
BY_TAG = {"VB": "VERB", "NN": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "JJ": "ADJ", "RB": "ADV", "IN": "ADP", "DT": "DET", "CD": "NUM",
          "PR": "PRON", "MD": "AUX", "CC": "CCONJ", "TO": "PART", "WD": "PRON", "WP": "PRON", "WR": "ADV"}  # fmt: skip
PLACE_LABELS = {"GPE": "LOC", "FAC": "LOC", "LOC": "LOC", "PER": "PERSON"}


class Token(msgspec.Struct, frozen=True, gc=False):
    """One word as the parser saw it. ``sent`` and ``i`` index the Parse; ``ent``: PERSON ORG LOC NORP EVENT DATE or ""."""

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    sent: int
    ent: str = ""
    morph: str = ""


class Sentence(msgspec.Struct, frozen=True, gc=False):
    """Tokens ``first`` up to and without ``last``; ``block`` indexes ``Document.blocks``."""

    i: int
    first: int
    last: int
    span: Span
    block: int
    kind: str = "body"


class Name(msgspec.Struct, frozen=True, gc=False):
    """A name the parser's recogniser found: tokens ``first`` up to and without ``last``."""

    label: str
    first: int
    last: int
    span: Span


Head = TypeVar("Head", Clause, Phrase)
Made = TypeVar("Made")


class Parse(msgspec.Struct, frozen=True):
    """The parsed text of one document; indices are positions in ``tokens``.

    ``clauses`` and ``phrases`` are keyed by the index of their head token; ``tree`` answers who governs whom.
    ``by_lemma`` (made of ``tokens``): the tokens of each lemma, in text order; ``near`` likewise: clauses and phrases of each sentence,
    ``spoken``: its words in lower case and their lemmas. ``starts``: where each token starts. ``worked_out`` remembers what
    was asked of the whole text (``once``); it changes no answer.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    clauses: dict[int, Clause]
    phrases: dict[int, Phrase]
    tree: Tree
    skipped: tuple[Skipped, ...] = ()
    by_lemma: dict[str, tuple[int, ...]] = {}
    near: tuple[dict[int, list[Clause]], dict[int, list[Phrase]]] = ({}, {})
    spoken: dict[int, set[str]] = {}
    starts: tuple[int, ...] = ()
    worked_out: dict[tuple[str, int], Any] = {}
    told: Told = Told()

    def __post_init__(self) -> None:
        found: dict[str, list[int]] = {}
        spoken: dict[int, set[str]] = {}
        for token in self.tokens:
            found.setdefault(token.lemma, []).append(token.i)
            spoken.setdefault(token.sent, set()).update((token.lower, token.lemma, *self.spellings(token.i)))
        msgspec.structs.force_setattr(self, "spoken", spoken)
        msgspec.structs.force_setattr(self, "starts", tuple(token.start for token in self.tokens))
        msgspec.structs.force_setattr(self, "by_lemma", {lemma: tuple(at) for lemma, at in found.items()})
        clauses, phrases = self._by_sentence(self.clauses), self._by_sentence(self.phrases)
        msgspec.structs.force_setattr(self, "near", (clauses, phrases))

    def _by_sentence(self, found: dict[int, Head]) -> dict[int, list[Head]]:
        inside: dict[int, list[Head]] = {}
        for head, one in found.items():
            inside.setdefault(self.tokens[head].sent, []).append(one)
        return inside

    def clauses_near(self, i: int) -> list[Clause]:
        """The clauses of the sentence of token ``i``, in the order of ``clauses``: a search among them takes time in proportion to the
        sentence, one among all to the text."""
        return self.near[0].get(self.tokens[i].sent, [])

    def phrases_near(self, i: int) -> list[Phrase]:
        """The noun phrases of the sentence of token ``i``, in the order of ``phrases``."""
        return self.near[1].get(self.tokens[i].sent, [])

    def says(self, word: str, i: int) -> bool:
        """Whether a word stands in the sentence of token ``i``, as it is or by its lemma."""
        return word in self.spoken[self.tokens[i].sent]

    def within(self, start: int, end: int) -> range:
        """The tokens that begin at characters from ``start`` up to and without ``end``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def name_at(self, i: int) -> Name | None:
        """The name that the recogniser found around token ``i``; None for none. Names do not overlap."""
        at = bisect_right(self.names, i, key=lambda name: name.first) - 1
        return self.names[at] if at >= 0 and i < self.names[at].last else None

    def once(self, what: str, by: object, make: Callable[[], Made]) -> Made:
        """What is asked of the whole text again and again, worked out once; ``by``: whose words or rules it follows."""
        key = what, id(by)
        if key not in self.worked_out:
            self.worked_out[key] = by, make()  # kept with it, so that no other object takes its id
        found: Made = self.worked_out[key][1]
        return found

    def clause(self, head: int) -> Clause | None:
        """The clause that token ``head`` heads; None when it heads none."""
        return self.clauses.get(head)

    def phrase(self, head: int) -> Phrase | None:
        """The noun phrase that token ``head`` heads; None when it heads none."""
        return self.phrases.get(head)

    def hyphened(self, i: int) -> str:
        """The word that a hyphen ties to the front of token ``i`` ("re" of "re-opened"), lower case; "" when there is none."""
        if i < 2 or self.tokens[i - 1].text != "-":
            return ""
        first, hyphen, last = self.tokens[i - 2 : i + 1]
        return first.lower if first.end == hyphen.start and hyphen.end == last.start else ""

    def spellings(self, i: int) -> tuple[str, ...]:
        """Token ``i`` and what a hyphen ties to its front as one word ("cease-fire", "ceasefire"); () when nothing is tied to it."""
        first = self.hyphened(i)
        return (f"{first}-{self.tokens[i].lemma}", first + self.tokens[i].lemma) if first else ()

    def lemma(self, i: int) -> str:
        """Lower-case lemma of token ``i``."""
        return self.tokens[i].lemma

    def sentence_span(self, i: int) -> Span:
        """The span of the sentence of token ``i``."""
        return self.sentence(i).span

    def quote(self, first: int, last: int) -> str:
        """The text of tokens ``first`` up to and without ``last``."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]

    def span(self, first: int, last: int) -> Span:
        """The span of tokens ``first`` up to and without ``last``."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def sentence(self, i: int) -> Sentence:
        """The sentence of token ``i``."""
        return self.sentences[self.tokens[i].sent]


def parse(document: Document, nlp: Parser) -> Parse:
    """Parse headline and body blocks; a block the parser fails on is skipped and said, never the document."""
    whole = list(pieces.of(document))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    heads: list[int] = []
    labels: list[str] = []
    events: list[tuple[int, Any]] = []
    with _forgetting(nlp):
        docs, failed = _run(nlp, document, whole)
        for (block, start, piece), doc, found in docs:
            base, told, words = len(tokens), len(sentences), list(doc)
            if found is not None and words:
                events.append((base, found))
            written = _written(words, start, pieces.seen(piece))
            _sentences(doc, document, block, written, base, sentences)
            forms = [_form(document.text[a:b], t) for (a, b), t in zip(written, words, strict=True)]
            draft = _repaired(doc, words, forms, nlp)
            tokens.extend(
                _tokens(words, document.text, written, base, draft, _owners(sentences[told:], base, len(doc)))
            )
            names.extend(_names(doc, tokens, base))
            heads.extend(h + base for h in draft.heads)
            labels.extend(draft.labels)
        del docs
    tree = Tree.of(heads, labels)
    view = clauses.build(tokens, tree)
    return Parse(
        text=document.text, tokens=tuple(tokens), sentences=tuple(sentences), names=tuple(names),
        clauses=view.clauses, phrases=view.phrases, tree=tree, skipped=(*failed, *pieces.passed_over(document)),
        told=Told(tuple(events)),
    )  # fmt: skip


@contextmanager
def _forgetting(nlp: Any) -> Iterator[None]:
    """Let a pipeline forget afterwards the words that it meets: spaCy else keeps every word of every document for good."""
    if not hasattr(nlp, "memory_zone"):
        yield
        return
    with ONE_AT_A_TIME:
        with nlp.memory_zone():
            yield
        lemmas = getattr(nlp.get_pipe("lemmatizer"), "cache", {}) if nlp.has_pipe("lemmatizer") else {}
        if len(lemmas) > MOST_LEMMAS:
            lemmas.clear()
        if len(nlp.vocab) > MOST_WORDS:
            _rebuild(nlp.vocab)


def _rebuild(vocab: Any) -> None:
    """Make the tables of words anew. What is forgotten leaves a used cell behind, and a table that has used up its cells is made twice as
    large, however little is in it: without this they take 16 MB more with every 10,000 dispatches."""
    getters = dict(vocab.lex_attr_getters)  # each loading puts another function around the one for norms
    vocab.strings.from_bytes(vocab.strings.to_bytes())
    vocab.from_bytes(vocab.to_bytes(exclude=TABLES), exclude=TABLES)
    vocab.lex_attr_getters = getters


def _written(words: list[Any], start: int, seen: pieces.Seen) -> list[tuple[int, int]]:
    """Where in the text each token stands, of a piece that begins at ``start``."""
    spans = (seen.span(t.idx, t.idx + len(t)) for t in words)
    return [(start + a, start + b) for a, b in spans]


def _form(words: str, token: Any) -> str:
    """A token as it is written; as the parser was given it where software left something else in its place."""
    return words if len(words) == len(token.text) else str(token.text)


def _repaired(doc: Any, words: list[Any], written: list[str], nlp: Any) -> repairs.Draft:
    """Tags, lemmas and the universal tree of one parsed piece, repaired; ``words``: its tokens, ``written``: as they stand."""
    draft = _as_parsed(words, written, nlp)
    draft.lemmatize = lambda i: _lemmatized(words[i], draft.pos[i], draft.tags[i], nlp)
    repairs.apply(repairs.TAGGING, draft)
    heads, labels = clauses.universal(doc)
    draft.grow(heads, ["punct" if t.is_space else label for t, label in zip(words, labels, strict=True)])
    repairs.apply(repairs.ATTACHMENTS, draft)
    return draft


def _as_parsed(words: list[Any], written: list[str], nlp: Any) -> repairs.Draft:
    """What the parser said, with the parts of speech that it left open."""
    for token in words:
        if not token.pos_:
            _complete(token, nlp)
    forms = [word.lower() for word in written]
    capitals = [word != form for word, form in zip(written, forms, strict=True)]
    lemmas = [(t.lemma_ or t.text).lower() for t in words]
    raw = [t.head.i for t in words], [t.dep_ for t in words]
    return repairs.Draft(forms, [t.tag_ for t in words], [t.pos_ for t in words], lemmas, raw, capitals=capitals)


Parsed = tuple[Piece, Any, Any]
"""A piece, its spaCy document, and what the parser says of events in it: None for a parser that was not taught them."""


def _run(nlp: Any, document: Document, found: list[Piece]) -> tuple[list[Parsed], list[Skipped]]:
    texts = [pieces.seen(text).words for _, _, text in found]
    bare = [asides.apart(text) for text in texts]
    given = [text for text, _ in bare]
    try:
        docs = together.docs(nlp, given)
        whole = [_whole(doc, text, cuts, nlp) for doc, text, (_, cuts) in zip(docs, texts, bare, strict=True)]
        return [(piece, doc, events) for piece, (doc, events) in zip(found, whole, strict=True)], []
    except Exception:  # noqa: BLE001 - a pipeline may raise anything; one piece at a time then, so that only it is lost
        return _one_by_one(nlp, document, found)


def _whole(doc: Doc, text: str, cuts: tuple[asides.Cut, ...], nlp: Any) -> tuple[Doc, Any]:
    """The parse of a piece with its asides put back, and its events over the same tokens."""
    events = _events(doc, nlp)
    if not cuts:
        return doc, events
    return asides.restored(doc, text, cuts), events and events.taken(asides.places(doc, text, cuts))


def _events(doc: Doc, nlp: Any) -> Any:
    """What the parser says of events; None where it was not taught them."""
    parser: Any = nlp.get_pipe("parser") if hasattr(nlp, "get_pipe") else None
    return parser.events(doc) if hasattr(parser, "events") else None


def _one_by_one(nlp: Parser, document: Document, found: list[Piece]) -> tuple[list[Parsed], list[Skipped]]:
    done: list[Parsed] = []
    skipped: list[Skipped] = []
    for piece in found:
        for at, sentence in pieces.sentences(piece[2]):
            try:
                doc = nlp(pieces.seen(sentence).words)
                done.append(((piece[0], piece[1] + at, sentence), doc, _events(doc, nlp)))
            except Exception as error:  # noqa: BLE001 - as above
                where = f"{document.id}:{piece[1] + at}"
                why = f"the parser failed on a sentence of {len(sentence)} characters ({type(error).__name__}: {error})"
                skipped.append(Skipped(what=where, why=why, remedy="the rest of the dispatch was read"))
    return done, skipped


def _sentences(
    doc: Any, document: Document, block: int, written: list[tuple[int, int]], base: int, out: list[Sentence]
) -> None:
    kind = document.blocks[block].kind
    for sent in doc.sents:
        words = [t for t in sent if not t.is_space]
        if words:
            span = Span(written[words[0].i][0], written[words[-1].i][1])
            out.append(Sentence(len(out), base + sent.start, base + sent.end, span, block, kind))


def _owners(sentences: list[Sentence], base: int, count: int) -> list[int]:
    """The sentence of each of ``count`` tokens from ``base`` on; -1 for white space between sentences."""
    owners = [-1] * count
    for s in sentences:
        owners[s.first - base : s.last - base] = [s.i] * (s.last - s.first)
    return owners


def _tokens(
    words: list[Any], text: str, written: list[tuple[int, int]], base: int, draft: repairs.Draft, owners: list[int]
) -> Iterator[Token]:
    for i, t in enumerate(words):
        a, b = written[i]
        own = visible(_form(text[a:b], t))
        label = PLACE_LABELS.get(t.ent_type_, t.ent_type_)
        yield Token(
            i=base + i, start=a, end=b, text=own, lower=own.lower(), lemma=draft.lemmas[i], pos=draft.pos[i],
            tag=draft.tags[i], sent=owners[i], ent=label, morph=str(t.morph),
        )  # fmt: skip


def _complete(token: Any, nlp: Any) -> None:
    """Give a token that the morphologizer left without a part of speech the one of its tag, and the lemma that follows."""
    _lemmatized(token, BY_TAG.get(token.tag_) or BY_TAG.get(token.tag_[:2], "X"), token.tag_, nlp)


def _lemmatized(token: Any, pos: str, tag: str, nlp: Any) -> str:
    """Set part of speech and tag of a token; the lemma that follows, in lower case."""
    token.pos_, token.tag_ = pos, tag
    if tag == PAST:  # the lemmatizer leaves a word alone whose features say that it is an infinitive
        token.set_morph("Tense=Past|VerbForm=Fin")
    if hasattr(nlp, "get_pipe") and nlp.has_pipe("lemmatizer"):
        lemmas = nlp.get_pipe("lemmatizer").lemmatize(token)
        token.lemma_ = lemmas[0] if lemmas else token.lower_
    return str(token.lemma_ or token.text).lower()


def _names(doc: Any, tokens: list[Token], base: int) -> Iterator[Name]:
    for ent in doc.ents:
        first, last = base + ent.start, base + ent.end
        label = PLACE_LABELS.get(ent.label_, ent.label_)
        yield Name(label, first, last, Span(tokens[first].start, tokens[last - 1].end))
