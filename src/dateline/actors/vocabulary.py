"""The word sets of the actor rooms, as ``lexicon/data/actors/words.toml`` lists them."""

from __future__ import annotations

from importlib.resources import files

import msgspec

from dateline.errors import LexiconError

FILE = "actors/words.toml"
Words = frozenset[str]


class Sectors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Groups of PLOVER sectors; the file says what each is for."""

    all: Words
    armed: Words
    law: Words
    civilian: Words
    local: Words
    uninformative_modifiers: Words
    government_bodies: Words
    insurgent: Words
    forces: Words
    commanding: Words
    agencies: Words


class Vocabulary(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Closed classes of lower-case words (calendar names as they are written); the file says what each is for.

    ``irregular_plurals`` maps a plural to its singular.
    """

    speech_verbs: Words
    reporting_verbs: Words
    custody_verbs: Words
    ordering_verbs: Words
    reason_prepositions: Words
    led_by: Words
    personal_pronouns: Words
    impersonal_pronouns: Words
    masculine_pronouns: Words
    feminine_pronouns: Words
    neuter_pronouns: Words
    plural_pronouns: Words
    dependent_pronouns: Words
    relative_pronouns: Words
    first_person_plural: Words
    first_person_singular: Words
    signature_words: Words
    telling_nouns: Words
    agency_nouns: Words
    definite_determiners: Words
    kept_determiners: Words
    number_qualifiers: Words
    owner_prepositions: Words
    foreign_modifiers: Words
    everywhere: Words
    locative_prepositions: Words
    name_particles: Words
    name_openings: Words
    calendar_names: Words
    no_actor_labels: Words
    acronyms_that_are_words: Words
    irregular_plurals: dict[str, str]
    sectors: Sectors


def parsed(text: str, where: str = FILE) -> Vocabulary:
    """The vocabulary a TOML text holds. Raises LexiconError, naming ``where``, for no TOML, a missing or an unknown name."""
    try:
        return msgspec.toml.decode(text, type=Vocabulary)
    except msgspec.DecodeError as error:
        raise LexiconError(
            str(error), where=where, remedy="name every word set as actors/vocabulary.py does"
        ) from error


WORDS = parsed((files("dateline.lexicon") / "data" / "actors" / "words.toml").read_text(encoding="utf-8"))
"""Our own; a user's lexicon folder adds actors, roles and titles, but no closed class of words."""
