"""What the words around a noun say of its class, where the noun itself does not."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping

from dateline.lexicon.entries import Event
from dateline.lexicon.load import Lexicon
from dateline.places.fold import fold
from dateline.text.parse import Parse
from dateline.text.trees import Clause, Phrase
from dateline.types import Actor, Resolution


def is_ground_by_verb(head: int, parse: Parse, actors: Mapping[int, Resolution], lexicon: Lexicon) -> bool:
    """Whether a name that the parser took for a person's is the object of a verb which takes ground alone ("retook Wad Madani"),
    and neither title nor anything else names a person. ``actors``: who the heads of phrases stand for."""
    phrase = parse.phrase(head) if parse.tokens[head].ent == "PERSON" else None
    if phrase is None or not _is_taken(phrase, parse, lexicon):
        return False
    bare = all(parse.tokens[i].pos == "PROPN" for i in range(phrase.first, head))
    return bare and not _is_somebody(actors.get(head))


def is_person_by_verb(head: int, parse: Parse, places: Mapping[int, Resolution], lexicon: Lexicon) -> bool:
    """Whether a bare name that the parser took for a place's is the object of a verb which befalls persons alone ("fired Kamau"), and
    no list of places has it. ``places``: where the heads of phrases are."""
    phrase = parse.phrase(head) if parse.tokens[head].ent == "LOC" else None
    if phrase is None or parse.tokens[head].pos != "PROPN" or phrase.last - phrase.first != 1:
        return False
    clause, known = parse.clause(phrase.governor), places.get(head)
    befallen = clause is not None and clause.lemma in lexicon.words["person_verbs"] and head in clause.undergoers
    return befallen and (known is None or known.value is None)


def _is_taken(phrase: Phrase, parse: Parse, lexicon: Lexicon) -> bool:
    first = parse.phrase(phrase.conjunct_of) if phrase.conjunct_of >= 0 else phrase
    clause = parse.clause(first.governor) if first is not None else None
    return clause is not None and clause.lemma in lexicon.words["ground_verbs"] and phrase.head in clause.undergoers


def is_won(
    head: int, is_force: Callable[[int], bool], people: Iterable[Container[str]], parse: Parse, lexicon: Lexicon
) -> bool:
    """Whether a name of one word that the parser took for a person's is a town that a force "takes", were it ever so unknown.
    ``people``: lists of the folded names by which people are called."""
    clause = _taking(head, parse, lexicon)
    if clause is None or not any(map(is_force, clause.subjects)):
        return False
    word = fold(parse.tokens[head].text)
    return not any(word in names for names in people)


def _taking(head: int, parse: Parse, lexicon: Lexicon) -> Clause | None:
    """The clause of such a name, where no more than a day or an occasion is told: people are taken hostage, away, from home, to
    hospital."""
    clause = _over_name(head, parse)
    if clause is None or head not in clause.objects or clause.lemma not in lexicon.words["ground_verbs_bare"]:
        return None
    more = clause.particle or clause.adverbs or clause.predicates or clause.indirect
    plain = all(before in lexicon.words["ground_links"] for before, _ in clause.obliques)
    return clause if plain and not more else None


def _over_name(head: int, parse: Parse) -> Clause | None:
    """The clause that governs a name of one word that the parser took for a person's; None for none."""
    token, phrase = parse.tokens[head], parse.phrase(head)
    if token.ent != "PERSON" or token.pos != "PROPN" or phrase is None or phrase.last - phrase.first != 1:
        return None
    return parse.clause(phrase.governor)


def _is_somebody(known: Resolution | None) -> bool:
    value = known.value if known is not None else None
    return isinstance(value, Actor) and bool(value.code or value.id)


def is_trade(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """A noun that no list has and whose ending makes a person of it ("a beekeeper", "two florists"), alone or counted."""
    token, phrase, words = parse.tokens[head], parse.phrase(head), lexicon.words
    if token.pos != "NOUN" or phrase is None or len(token.lemma) < 5 or token.lemma in words["lifeless_agents"]:
        return False
    counted = phrase.determiner in ("a", "an") or bool(phrase.numbers) or bool(phrase.possessors)
    return token.lemma.endswith(tuple(words["agent_endings"] if counted else words["agent_tails"]))


def is_mishap(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "An accidental blast": what a word before it says that nobody meant."""
    phrase = parse.phrase(head)
    return phrase is not None and any(parse.tokens[m].lower in lexicon.words["mishap_words"] for m in phrase.modifiers)


def is_herd(head: int, parse: Parse) -> bool:
    """Whether "head" counts animals ("300 head of cattle"), and leads nobody ("two heads of state", "the head of the army")."""
    phrase = parse.phrase(head)
    return phrase is not None and parse.tokens[head].lower == "head" and bool(phrase.numbers)


def is_bare_group(head: int, parse: Parse, lexicon: Lexicon) -> bool:
    """ "The group", of which nothing more is said: like a pronoun it may be any party."""
    phrase, token = parse.phrase(head), parse.tokens[head]
    if phrase is None or token.tag != "NN" or token.lemma not in lexicon.words["open_groups"]:
        return False
    return phrase.determiner == "the" and not (phrase.modifiers or phrase.possessors or phrase.preps)


def led(head: int, parse: Parse, lexicon: Lexicon) -> frozenset[str]:
    """ "Its men", "the warlord's men": those who are somebody's men are his force; empty for all else."""
    phrase, token = parse.phrase(head), parse.tokens[head]
    owned = phrase is not None and bool(phrase.possessors) and token.tag == "NNS"
    return frozenset({"force", "actor"}) if owned and token.lemma in lexicon.words["led_men"] else frozenset()


def of_weather(head: int, parse: Parse, lexicon: Lexicon) -> frozenset[str]:
    """ "Hurricane Dora": a name behind a word for weather is the weather's; empty for all else."""
    phrase = parse.phrase(head)
    if phrase is None or parse.tokens[head].pos != "PROPN":
        return frozenset()
    before = (lexicon.classes.get(parse.tokens[m].lower, frozenset()) for m in phrase.modifiers if m < head)
    return next((known for known in before if "weather" in known), frozenset())


def thing_before(
    head: int, classes_of: Callable[[int], frozenset[str] | None], parse: Parse, lexicon: Lexicon
) -> frozenset[str]:
    """Classes of the nearest lifeless thing named before in the sentence ("two stones, one of which"), "goods" where none is."""
    lifeless = lexicon.words["lifeless_classes"]
    back = range(head - 1, parse.sentence(head).first - 1, -1)
    near = (classes_of(i) or frozenset() for i in back if parse.tokens[i].pos == "NOUN")
    return next((kinds for kinds in near if kinds & lifeless and "person" not in kinds), frozenset({"goods"}))


def is_written(heads: Iterable[int], entry: Event, kind: str, parse: Parse, lexicon: Lexicon) -> bool:
    """Whether those who say or ask something by a verb are documents, which speak for whoever wrote them: "a letter accuses the army".
    ``kind``: what the event is told by, a verb or a noun."""
    heads = tuple(heads)
    speaks = entry.traits.speech and kind == "verb" and bool(heads)
    return speaks and all(parse.lemma(h) in lexicon.words["document_nouns"] for h in heads)
