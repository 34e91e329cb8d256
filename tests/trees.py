"""Parsed sentences written by hand, so that a stage can be tested without a parser and without the stages before it."""

from __future__ import annotations

from collections.abc import Callable

from dateline.claims.values import Classes, Mentions
from dateline.lexicon.load import load
from dateline.text import clauses
from dateline.text.parse import Parse, Sentence, Token
from dateline.text.trees import Tree
from dateline.types import Span

LEMMAS = {"was": "be", "were": "be", "is": "be", "are": "be", "been": "be", "has": "have", "have": "have", "had": "have",
          "n't": "not", "said": "say", "told": "tell", "held": "hold", "took": "take", "lost": "lose"}  # fmt: skip
TIGHT = "~"  # before a word: no space stands between it and the word before


def parsed(*sentences: str, kind: str = "body", blocks: tuple[int, ...] = ()) -> Parse:
    """A Parse of sentences such as "Rebels/NOUN/NNS/2/nsubj fled/VERB/VBD/0/root/flee".

    A word is text, part of speech, tag, head (counted from one in its sentence, 0: the root), label, and where they
    matter lemma and kind of name. ``blocks``: the paragraph of each sentence; all stand in the first unless said.
    """
    tokens: list[Token] = []
    heads: list[int] = []
    labels: list[str] = []
    made: list[Sentence] = []
    text = ""
    for n, sentence in enumerate(sentences):
        base = len(tokens)
        for word in sentence.split():
            form, pos, tag, head, label, *more = word.removeprefix(TIGHT).split("/")
            text += "" if not text or word.startswith(TIGHT) else " "
            lemma = more[0] if more and more[0] else LEMMAS.get(form.lower(), form.lower())
            start, text = len(text), text + form
            tokens.append(
                Token(len(tokens), start, len(text), form, form.lower(), lemma, pos, tag, n, (*more, "", "")[1])
            )
            heads.append(base + int(head) - 1 if head != "0" else len(tokens) - 1)
            labels.append(label)
        span = Span(tokens[base].start, tokens[-1].end)
        made.append(Sentence(n, base, len(tokens), span, blocks[n] if blocks else 0, kind))
    tree = Tree.of(heads, labels)
    view = clauses.build(tokens, tree)
    return Parse(text, tuple(tokens), tuple(made), (), view.clauses, view.phrases, tree)


def at(parse: Parse, word: str) -> int:
    """Index of the one token of that text."""
    (found,) = [t.i for t in parse.tokens if t.text == word]
    return found


def words(parse: Parse, tokens: object) -> str:
    """Tokens as text, in text order."""
    return " ".join(parse.tokens[i].text for i in sorted(tokens))  # type: ignore[call-overload]


def classes(
    parse: Parse, mentions: Mentions | None = None, of_mention: Callable[[int], frozenset[str]] | None = None
) -> Classes:
    """Classes by our class list alone; ``of_mention`` stands in for the actor lists."""
    return Classes(parse, mentions or Mentions(), load(), of_mention or (lambda _: frozenset()))
