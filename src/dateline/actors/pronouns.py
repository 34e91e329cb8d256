"""Resolve pronouns: by agreement, nearness and where the antecedent stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dateline.actors.cast import Cast
from dateline.actors.codes import split
from dateline.actors.descriptions import demonstrative_mention
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.salience import salience
from dateline.actors.sources import goes_on, is_gendered, is_source, is_told
from dateline.actors.speakers import first_person, is_quoted
from dateline.actors.together import beside_one_another
from dateline.actors.vocabulary import WORDS
from dateline.text.trees import Clause, Phrase
from dateline.types import Mention

BACK = 3  # sentences an antecedent may lie back
OPENING = 4  # tokens from the start of a sentence within which a pronoun may go ahead to its subject
# Weights of the evidence for an antecedent, set by hand and tried on the development dispatches.
BASE = 3.0  # of every antecedent that agrees
PRONOUN = 0.3  # a pronoun went to it already
NAMED = 0.35  # it has a name of its own
GENDERED = 0.25  # its name or title tells its gender, and it agrees
PLURAL = 0.35  # a plural for "they"
MODIFIER = -0.6  # it is a modifier
COUNTRY = -0.7  # it is a country or capital, for "they"
DOUBTFUL = -1.0  # it may be no actor
SOURCE = -1.2  # it is the source of an earlier sentence, for "they": what it told of others goes on
TOLD = -0.8  # it stands in what another source said, and the pronoun in a quotation
SPEAKER = 0.6  # it is who says what the pronoun is the subject of ("the army said it had …")
CLAIMANT = 1.5  # it is whose claim the pronoun is the subject of ("the claim of the rebels that they had …")
THING = -0.7  # it is an aircraft or vehicle, for "they"
AIMED_AT = 1.0  # what hits the pronoun was thrown at it
REPORTER = -1.5  # it is the reporter of the text, or who was told
OUTLET = -1.5  # it is one newspaper or agency, for "they" and "it"
TOGETHER = 0.5  # it is all of those who stand side by side, for "they"
GOES_ON = 0.7  # it spoke in a sentence before, and "he" speaks on
CUSTODY = 1.0  # the law, for who arrests and charges; taken off for whom it arrests, charges, frees
ADDRESSED = 0.8  # it is whom the clause names before "over its raids", "for their help"
UNKNOWN = -0.5  # words in the plural that name nobody known ("the sisters"): then nobody is said
LOCAL = 0.8  # it is the subject, also unsaid, of the clause in which something is the pronoun's ("asked Peru to lift its ban")
AHEAD = -0.3  # it is the subject that follows ("during their visit, the ministers …")

AIMS = ("at", "on", "toward", "towards", "against")  # prepositions of what is thrown at or aimed at


def pronoun_mention(cast: Cast, mention: Mention) -> None:
    """Link a pronoun to its antecedent; does nothing when there is none that agrees."""
    word = cast.parse.tokens[mention.head].lower
    if word in WORDS.relative_pronouns:
        _relative(cast, mention.head)
    elif word in WORDS.first_person_plural or word in WORDS.first_person_singular:
        first_person(cast, mention.head, word in WORDS.first_person_singular)
    elif word == "those" and _is_qualified(cast.parse.phrases.get(mention.head)):
        demonstrative_mention(cast, mention.head)
    else:
        _third_person(cast, mention.head, "they" if word == "those" else word)


def _is_qualified(phrase: Phrase | None) -> bool:
    """Whether more words say who is meant ("those killed")."""
    return phrase is not None and bool(phrase.clauses or phrase.preps or phrase.last - phrase.first > 1)


def _relative(cast: Cast, head: int) -> None:
    for clause in cast.parse.clauses_near(head):
        if clause.kind == "relative" and clause.first <= head < clause.last and clause.parent in cast.by_head:
            who = cast.by_head[clause.parent]
            if clause.parent < head:
                cast.link(head, who, f"the relative clause belongs to {who.name}", 0.85)
                return


def _third_person(cast: Cast, head: int, word: str) -> None:
    best: tuple[float, int, Referent] | None = None
    here = cast.sentence_of(head)
    others = _others(cast, head)
    for at, who in _candidates(cast, head, word):
        if not _agrees(who, word) or id(who) in others or _is_disjoint(cast, at, head):
            continue
        score = _weight(cast, at, head, here - cast.sentence_of(at), who, word)
        if best is None or (score, at) > best[:2]:
            best = (score, at, who)
    if best is not None and best[2].name:
        _gender(best[2], word)
        cast.link(head, best[2], f"{word} goes back to {best[2].name}", min(0.85, 0.4 + best[0] / 10))


def _candidates(cast: Cast, head: int, word: str) -> Iterator[tuple[int, Referent]]:
    """Whoever was mentioned before, in this sentence and those before it; those who stand side by side, for "they"; the
    subject that follows."""
    here = cast.sentence_of(head)
    for sentence in range(here - BACK, here + 1):
        yield from ((at, who) for at, who in list(cast.by_sentence.get(sentence, {}).items()) if at < head)
        if word in WORDS.plural_pronouns:
            yield from beside_one_another(cast, sentence, head)
    ahead = _subject_ahead(cast, head, word)
    if ahead in cast.by_head:
        yield ahead, cast.by_head[ahead]
    yield from _nobody_known(cast, head, word)


def _nobody_known(cast: Cast, head: int, word: str) -> Iterator[tuple[int, Referent]]:
    """Words of which nothing is known and which the pronoun may go back to: then nobody is said."""
    if word in WORDS.plural_pronouns:
        yield from ((at, Referent("", "", "", GROUP, number="many")) for at in _unknown_plurals(cast, head))
    if word in WORDS.neuter_pronouns and is_source(cast, head):
        told = _unknown_sources(cast, cast.sentence_of(head) - 1)
        yield from ((at, Referent("", "", "", GROUP)) for at in told)


def _unknown_plurals(cast: Cast, head: int) -> Iterator[int]:
    """Heads of phrases in the plural before the pronoun in its sentence of which nothing is known."""
    for at in range(cast.parse.sentence(head).first, head):
        if cast.parse.tokens[at].tag == "NNS" and cast.site(at) in ("subject", "object") and at not in cast.by_head:
            yield at


def _unknown_sources(cast: Cast, sentence: int) -> Iterator[int]:
    """Heads of those in a sentence who say something and are nobody known ("a report says"): "it" may be that."""
    if sentence >= 0:
        told = cast.parse.sentences[sentence]
        yield from (at for at in range(told.first, told.last) if at not in cast.by_head and is_source(cast, at))


def _subject_ahead(cast: Cast, head: int, word: str) -> int:
    """Head of the subject right behind the phrase that the pronoun opens the sentence in ("in his speech, the king …"); -1 for
    none. Of "after their arrest, police said" the subject is not meant."""
    if word not in WORDS.dependent_pronouns or head - cast.parse.sentence(head).first > OPENING:
        return -1
    owned = cast.parse.phrases.get(cast.parse.tree.heads[head])
    clause = cast.parse.clauses.get(owned.governor) if owned is not None and owned.site == "oblique" else None
    if clause is None or (word in WORDS.plural_pronouns and clause.lemma in WORDS.speech_verbs):
        return -1
    return next((at for at in clause.subjects[:1] if at > head), -1)


def _others(cast: Cast, head: int) -> frozenset[int]:
    """Those who have another part in the clause of the pronoun, however else they are called in the text: "wrote to the premier,
    asking him" is not the writer."""
    phrase = cast.parse.phrases.get(head)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    if clause is None or phrase is None or cast.parse.tokens[head].lower in WORDS.dependent_pronouns:
        return frozenset()
    if phrase.site in ("object", "indirect", "oblique"):
        beside: tuple[int, ...] = (*clause.subjects, *clause.agents)
    else:
        beside = (*clause.objects, *clause.indirect) if head in clause.subjects and not clause.copular else ()
    return frozenset(id(cast.by_head[at]) for at in beside if at in cast.by_head)


def _gender(who: Referent, word: str) -> None:
    """Once "she", always "she"."""
    if who.kind == PERSON and not who.gender and is_gendered(word):
        who.gender = "m" if word in WORDS.masculine_pronouns else "f"
        who.gender_of_pronoun = True


def _agrees(who: Referent, word: str) -> bool:
    """Agreement in gender, number and kind."""
    if is_gendered(word):
        return who.kind == PERSON and who.gender in ("", "m" if word in WORDS.masculine_pronouns else "f")
    if word in WORDS.neuter_pronouns:
        return who.kind == GROUP and who.number != "many"
    return word in WORDS.plural_pronouns and who.number != "one"


def _weight(cast: Cast, at: int, head: int, back: int, who: Referent, word: str) -> float:
    """How much speaks for the referent mentioned at token ``at``, ``back`` sentences before the pronoun at ``head``."""
    weight = BASE + salience(who, cast.site(at), back)
    weight += _of_use(cast.mentions.get(at))
    weight += sum(_of_referent(who, word, cast.together.values()))
    weight += sum(_of_what_is_said(cast, at, head, back, word)) + sum(_of_clause(cast, at, head, back, who, word))
    near = (at - cast.parse.sentence(head).first) / 200 if back == 0 else 0.0
    return weight + near


def _of_what_is_said(cast: Cast, at: int, head: int, back: int, word: str) -> Iterator[float]:
    """What speaks for and against somebody as a source, a speaker or one told of."""
    if back and word in WORDS.plural_pronouns and is_source(cast, at):
        yield SOURCE
    if back and is_told(cast, at) and is_quoted(cast, head):
        yield TOLD
    if back and goes_on(cast, at, head, word):
        yield GOES_ON
    yield SPEAKER * _is_own_speaker(cast, at, head)
    yield CLAIMANT * (at in _owners_of_telling(cast, head))
    yield REPORTER * _is_reporter(cast, at)


def _of_here(cast: Cast, at: int, head: int) -> Iterator[float]:
    """What speaks for somebody by his part in the sentence of the pronoun."""
    yield ADDRESSED * _is_addressed(cast, at, head)
    yield AIMED_AT * _is_aim(cast, at, head)
    yield LOCAL * _is_local_subject(cast, at, head)


def _of_clause(cast: Cast, at: int, head: int, back: int, who: Referent, word: str) -> Iterator[float]:
    """What speaks for and against somebody by the clause of the pronoun and what its verb wants."""
    yield from _of_here(cast, at, head) if back == 0 else ()
    yield _of_custody(cast, who, head)
    if at > head:
        yield AHEAD
    if not who.name and word in WORDS.plural_pronouns:
        yield UNKNOWN
    if word in WORDS.plural_pronouns and _is_thing(cast, who):
        yield THING


def _of_use(mention: Mention | None) -> float:
    use = mention.use if mention is not None else ""
    return PRONOUN if use == "pronoun" else MODIFIER if use == "modifier" else 0.0


def _of_referent(who: Referent, word: str, together: Iterable[Referent]) -> Iterator[float]:
    """What speaks for and against a referent wherever it was mentioned."""
    if who.gender and not who.gender_of_pronoun and is_gendered(word):
        yield GENDERED
    if who.doubtful:
        yield DOUBTFUL
    if who.name_words or who.entry_kind == "group":
        yield NAMED
    if not is_gendered(word):
        yield OUTLET * _is_outlet(who)
    if word in WORDS.plural_pronouns:
        yield from _of_plural(who, together)


def _of_plural(who: Referent, together: Iterable[Referent]) -> Iterator[float]:
    """What speaks for and against a referent of "they"."""
    yield TOGETHER * any(who is whole for whole in together)
    if who.entry_kind in ("country", "capital"):
        yield COUNTRY
    elif who.number == "many":
        yield PLURAL


def _is_addressed(cast: Cast, at: int, head: int) -> bool:
    """Whether the pronoun owns what somebody is blamed, pressed or thanked for, and it is he: "pressed the army over its raids"."""
    if cast.parse.tokens[head].lower not in WORDS.dependent_pronouns:
        return False
    owned = cast.parse.phrases.get(cast.parse.tree.heads[head])
    clause = (
        cast.parse.clauses.get(owned.governor)
        if owned is not None and owned.prep in WORDS.reason_prepositions
        else None
    )
    if clause is None or clause.passive:
        return False
    return at < head and at in (*clause.objects, *(h for _, h in clause.obliques))


def _is_local_subject(cast: Cast, at: int, head: int) -> bool:
    """Whether the pronoun owns something in a clause, and the other is whose doing that is, said or unsaid: "asked Peru to lift its ban",
    "asked whether the rebels had ended their attacks"; of somebody who is owned ("killed their leader") that says little."""
    if cast.parse.tokens[head].lower not in WORDS.dependent_pronouns or at > head:
        return False
    owned = cast.parse.phrases.get(cast.parse.tree.heads[head])
    clause = cast.parse.clauses.get(owned.governor) if owned is not None else None
    if owned is None or clause is None or owned.prep in WORDS.reason_prepositions or clause.kind == "relative":
        return False
    return at in clause.subjects and (clause.inherited or owned.head not in cast.mentions)


def _of_custody(cast: Cast, who: Referent, head: int) -> float:
    """What a verb of the law says for or against a referent: "they were released" is not the prosecutors."""
    phrase = cast.parse.phrases.get(head)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    if clause is None or clause.lemma not in WORDS.custody_verbs or split(who.code)[1] not in WORDS.sectors.law:
        return 0.0
    if head in (clause.subjects if clause.passive else clause.objects):
        return -CUSTODY
    return CUSTODY if head in (clause.agents if clause.passive else clause.subjects) else 0.0


def _is_outlet(who: Referent) -> bool:
    """Whether it is one newspaper, station or agency."""
    return split(who.code)[1] == "MED" and who.number != "many" and who.kind == GROUP


def _is_reporter(cast: Cast, at: int) -> bool:
    """Whether the token is the reporter of "as Ann Holm reports", or who was told ("the mayor told Sahel Wire")."""
    phrase = cast.parse.phrases.get(at)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None else None
    if clause is None or clause.lemma not in WORDS.reporting_verbs:
        return False
    return clause.marker == "as" or at in clause.objects


def _is_thing(cast: Cast, who: Referent) -> bool:
    """Whether it is known only as aircraft or vehicles ("drones")."""
    roles = [cast.lexicon.roles[noun] for noun in who.role_nouns if noun in cast.lexicon.roles]
    return bool(roles) and not who.name_words and all("tool" in role.traits for role in roles)


def _is_own_speaker(cast: Cast, at: int, head: int) -> bool:
    """Whether the pronoun is the subject of what the one at ``at`` says, outside quotation marks: "the army said it had left",
    "…, the army said, adding that it had"."""
    above = _saying_over(cast, head)
    if above is None or is_quoted(cast, head):
        return False
    document = cast.parse.phrases.get(above.parent) if above.kind == "participle" else None
    if document is not None:  # "a Red Front statement saying it had …"
        return at in (*document.modifiers, *document.possessors, *(h for _, h in document.preps))
    if above.subjects or above.tense != "participle":
        return at in above.subjects
    saying = cast.parse.clauses.get(above.parent)
    return saying is not None and at in saying.subjects


def _owners_of_telling(cast: Cast, head: int) -> tuple[int, ...]:
    """Whose claim or report it is that the phrase at ``head`` is the subject of: "the claim of the rebels that they had …"."""
    phrase = cast.parse.phrases.get(head)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None and phrase.site == "subject" else None
    told = cast.parse.phrases.get(clause.parent) if clause is not None and clause.marker == "that" else None
    if told is None or cast.parse.lemma(told.head) not in WORDS.telling_nouns:
        return ()
    return (*told.modifiers, *told.possessors, *(h for prep, h in told.preps if prep in ("of", "by", "from")))


def _saying_over(cast: Cast, head: int) -> Clause | None:
    """The clause of a verb of speech whose content the phrase at ``head`` is the subject of; None for any other phrase."""
    phrase = cast.parse.phrases.get(head)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None and phrase.site == "subject" else None
    above = cast.parse.clauses.get(clause.parent) if clause is not None and clause.kind == "complement" else None
    return above if above is not None and above.lemma in WORDS.speech_verbs else None


def _is_aim(cast: Cast, at: int, head: int) -> bool:
    """Whether the one at ``at`` is whom something is thrown at that then does something to the pronoun ("flung stones at a guard,
    one of which hit her")."""
    above, clause = _aiming(cast, at), _acting_on(cast, head)
    if above is None or clause is None or clause.parent not in (at, *above.objects):
        return False
    return max(above.objects) < at < clause.first


def _aiming(cast: Cast, at: int) -> Clause | None:
    """The clause whose object is thrown at the one at ``at``; None for no such clause."""
    phrase = cast.parse.phrases.get(at)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None and phrase.prep in AIMS else None
    return clause if clause is not None and clause.objects else None


def _acting_on(cast: Cast, head: int) -> Clause | None:
    """The relative clause whose object the pronoun is; None for any other pronoun."""
    phrase = cast.parse.phrases.get(head)
    clause = cast.parse.clauses.get(phrase.governor) if phrase is not None and phrase.site == "object" else None
    return clause if clause is not None and clause.kind == "relative" else None


def _is_of_thing(cast: Cast, clause: Clause, at: int) -> bool:
    """Whether a clause with "which" was hung on a person, so that its subject is a thing ("a cup at a guard, which hit her")."""
    opening = [token.lower for token in cast.parse.tokens[clause.first : clause.first + 2]]
    who = cast.by_head.get(at)
    return "which" in opening and who is not None and who.kind == PERSON


def _is_disjoint(cast: Cast, at: int, head: int) -> bool:
    """Subject and object of one clause are not the same, and nobody possesses himself."""
    mine, other = cast.parse.phrases.get(head), cast.parse.phrases.get(at)
    if cast.parse.tokens[head].lower in WORDS.dependent_pronouns:
        return mine is not None and mine.governor == at
    if mine is None or other is None or mine.governor < 0:
        return False
    clause = cast.parse.clauses.get(mine.governor)
    if clause is not None and _acts_beside(clause, mine, at):
        return not _is_of_thing(cast, clause, at)
    return mine.governor == other.governor and mine.site != other.site


def _acts_beside(clause: Clause, mine: Phrase, at: int) -> bool:
    """Whether the one at ``at`` acts in a clause in which the phrase has another part."""
    return mine.site != "subject" and at in (*clause.subjects, *clause.agents)
