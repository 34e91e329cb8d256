"""Trees written by hand, which no parser can change: a word as form/part of speech/tag/head/label, heads from one.

"Rebels/NOUN/NNS/2/nsubj fled/VERB/VBD/0/root"; "form=lemma" gives the lemma where it is not the form.
"""

from __future__ import annotations

from dateline.text import clauses, repairs
from dateline.text.parse import Parse, Sentence, Token
from dateline.text.trees import Tree
from dateline.types import Span

LEMMAS = {"was": "be", "were": "be", "is": "be", "been": "be", "has": "have", "have": "have", "had": "have", "n't": "not"}  # fmt: skip


def grown(tree: str) -> tuple[list[Token], Tree]:
    """Tokens and tree of such a line, all in sentence 0."""
    rows = [word.split("/") for word in tree.split()]
    tokens, at = [], 0
    for i, (word, pos, tag, _, _) in enumerate(rows):
        form, _, lemma = word.partition("=")
        lemma = lemma or LEMMAS.get(form.lower(), form.lower())
        tokens.append(Token(i, at, at + len(form), form, form.lower(), lemma, pos, tag, 0))
        at += len(form) + 1
    heads = [int(row[3]) - 1 if row[3] != "0" else i for i, row in enumerate(rows)]
    return tokens, Tree.of(heads, [row[4] for row in rows])


def drafted(tree: str) -> repairs.Draft:
    """The same as a draft for repairs."""
    tokens, grown_tree = grown(tree)
    forms, tags = [t.lower for t in tokens], [t.tag for t in tokens]
    pos, lemmas = [t.pos for t in tokens], [t.lemma for t in tokens]
    return repairs.Draft(forms, tags, pos, lemmas, (grown_tree.heads, grown_tree.labels))


def shown(draft: repairs.Draft, i: int) -> str:
    """A word of a draft in the notation of the trees, with "=lemma" where it is not the form."""
    head = draft.heads[i] + 1 if draft.heads[i] != i else 0
    lemma = "" if draft.lemmas[i] in (draft.forms[i], LEMMAS.get(draft.forms[i])) else f"={draft.lemmas[i]}"
    return f"{draft.forms[i]}{lemma}/{draft.pos[i]}/{draft.tags[i]}/{head}/{draft.labels[i]}"


def parsed(*trees: str) -> Parse:
    """A Parse of one sentence a tree, with no recognised names."""
    words: list[Token] = []
    sentences: list[Sentence] = []
    heads: list[int] = []
    labels: list[str] = []
    text = ""
    for number, tree in enumerate(trees):
        tokens, grown_tree = grown(tree)
        base, start = len(words), len(text)
        for t in tokens:
            moved = (base + t.i, start + t.start, start + t.end, t.text, t.lower, t.lemma, t.pos, t.tag, number)
            words.append(Token(*moved))
        text += " ".join(t.text for t in tokens) + " "
        span = Span(start, len(text) - 1)
        sentences.append(Sentence(number, base, len(words), span, 0))
        heads.extend(base + head for head in grown_tree.heads)
        labels.extend(grown_tree.labels)
    whole = Tree.of(heads, labels)
    view = clauses.build(words, whole)
    return Parse(text, tuple(words), tuple(sentences), (), view.clauses, view.phrases, whole)
