"""Tables for spaCy's rule lemmatizer: WordNet's (from spacy-lookups-data) plus exceptions read off the treebanks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import spacy
from conllu import sentences
from spacy.lookups import Lookups, load_lookups
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

SKIPPED = {"PROPN", "PUNCT", "SYM", "X", "NUM"}
# A treebank form has to be seen this often to overrule WordNet's own exception or its list of lemmas.
OVER_EXCEPTION, OVER_INDEX = 5, 3


def treebank_lemmas(paths: Iterable[Path]) -> dict[tuple[str, str], Counter[str]]:
    """How often each (form, part of speech) has each lemma, all in lower case."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for sent in sentences(path):
            for row in sent.rows:
                form, lemma, pos, feats = row[1], row[2], row[3], row[5]
                if pos in SKIPPED or "Typo=Yes" in feats or " " in lemma or lemma == "_":
                    continue
                seen[form.lower(), pos.lower()][lemma.lower()] += 1
    return seen


def build(paths: Iterable[Path]) -> Lookups:
    """The three tables of the rule lemmatizer."""
    nlp = spacy.blank("en")
    rules = nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    nlp.initialize()
    assert isinstance(rules, Lemmatizer)
    source = load_lookups("en", ["lemma_exc", "lemma_index", "lemma_rules"])
    index = {pos: set(words) for pos, words in _plain(source, "lemma_index").items()}
    exc = {pos: dict(forms) for pos, forms in _plain(source, "lemma_exc").items()}
    wordnet = {pos: set(forms) for pos, forms in exc.items()}
    for (form, pos), counts in treebank_lemmas(paths).items():
        best, times = counts.most_common(1)[0]
        by_rule = rules.rule_lemmatize(Doc(nlp.vocab, words=[form], pos=[pos.upper()])[0])[0]
        listed = index.get(pos, set())
        if by_rule == best or (form in wordnet.get(pos, ()) and times < OVER_EXCEPTION):
            continue
        if times < OVER_INDEX and by_rule in listed and best not in listed:
            continue
        exc.setdefault(pos, {})[form] = [best]
    exc["noun"]["people"] = ["person"]
    tables = Lookups()
    tables.add_table("lemma_exc", exc)
    for name in ("lemma_index", "lemma_rules"):
        tables.add_table(name, _plain(source, name))
    return tables


def _plain(source: Lookups, name: str) -> dict:
    """A table with its string keys back (spaCy keeps hashes)."""
    strings = {spacy.strings.get_string_id(pos): pos for pos in ("adj", "adv", "noun", "verb", "punct", "pron", "det")}
    return {strings.get(key, key): value for key, value in source.get_table(name).items()}
