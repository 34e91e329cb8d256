"""The entries of the rule files, field by field as in ``lexicon/data/README.md``; unknown fields are errors."""

from __future__ import annotations

import msgspec

from dateline.lexicon.traits import Traits

Words = tuple[str, ...]


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence and what must, or must not, be read in it. None: not asserted.

    ``fault``: why the reader does not read it so yet, "" when it does; such a sentence is counted and said, and must not pass.
    """

    text: str
    trigger: str | None = None
    type: str | None = None
    actor: Words | None = None
    recipient: Words | None = None
    place: Words | None = None
    mode: Words | None = None
    modality: str | None = None
    polarity: str | None = None
    voices: Words | None = None
    content: str | None = None
    historical: bool | None = None
    holder: Words | None = None
    status: str | None = None
    what: str | None = None
    low: int | None = None
    high: int | None = None
    fault: str = ""


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What every entry has."""

    id: str
    yes: tuple[Example, ...] = ()
    no: tuple[Example, ...] = ()
    source: str = ""


class Event(Entry, frozen=True, kw_only=True):
    """What happens: forms, the classes that select the sense, the slots that fill the roles.

    ``traits``: as read, those that the entry adds; once loaded, those of its type and modes too.
    """

    type: str
    mode: Words = ()
    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    phrases: Words = ()
    modals: Words = ()
    attributives: Words = ()
    plural: bool = False
    passive: bool = False
    intransitive: bool = False
    agentless: bool = False
    negated: bool = False
    object: Words = ()
    no_object: Words = ()
    subject: Words = ()
    no_subject: Words = ()
    object_words: Words = ()
    no_object_words: Words = ()
    subject_words: Words = ()
    no_subject_words: Words = ()
    slots: dict[str, Words] = {}
    no_slots: dict[str, Words] = {}
    needs: Words = ()
    needs_any: Words = ()
    actor: Words = ("subject",)
    recipient: Words = ("object",)
    place: Words = ()
    of: str = "object"
    possessor: str = ""
    compound: str = ""
    not_compound: Words = ()
    noun_needs: Words | None = None
    count_on: str = "object"
    both: bool = False
    count: str = ""
    content: Words = ()
    content_is: Words = ()
    content_not: Words = ()
    content_negated: bool | None = None
    content_quoted: bool = False
    modality: str = ""
    when: Words = ()
    presumes: bool = False
    supported: bool = False
    learned: bool = False
    traits: Traits = Traits()


class VoiceCue(Entry, frozen=True, kw_only=True):
    """A cue that hands its content to a speaker."""

    verbs: Words = ()
    nouns: Words = ()
    phrases: Words = ()
    adverbs: Words = ()
    stance: str = "asserts"
    modality: str = "actual"
    negative: bool = False
    speech: bool = True
    human: bool = False
    passive: bool = False
    self_claim: bool = False
    speaker: str | Words = "subject"
    hearer: Words = ()
    content: Words = ("that:clause", "quote", "parenthetical")
    no_complement: Words = ()
    needs: Words = ()
    subject_words: Words = ()
    object_words: Words = ()
    negated: bool = False
    adjectives: Words = ()
    manner: bool = False


class Hedge(Entry, frozen=True, kw_only=True):
    """A word that changes how sure the text is of what stands in its scope."""

    words: Words
    kind: str
    effect: str
    complement: Words = ("to:clause", "that:clause", "ing:clause", "object")
    no_complement: Words = ()
    passive: bool = False


class Content(Entry, frozen=True, kw_only=True):
    """What a request, refusal or threat is about, hence its mode."""

    types: Words
    mode: Words
    verbs: Words = ()
    nouns: Words = ()
    phrases: Words = ()
    priority: int = 1


class Shift(Entry, frozen=True, kw_only=True):
    """A type rewritten because the deed is only announced."""

    from_: str = msgspec.field(name="from")
    from_mode: Words = ()
    when: Words = ()
    speaker: str = "any"
    to: str
    mode: Words = ()
    modality: str = ""


class ControlRule(Entry, frozen=True, kw_only=True):
    """Words that say who holds a place."""

    verbs: Words = ()
    nouns: Words = ()
    adjectives: Words = ()
    phrases: Words = ()
    compounds: Words = ()
    holder: Words = ("subject",)
    place: Words = ("object",)
    status: str = "held"
    claim: bool = False
    negated: str | bool = False
    historical: bool = False
    object: Words = ()
    subject: Words = ()
    no_object: Words = ()
    no_subject: Words = ()
    object_words: Words = ()
    no_object_words: Words = ()
    subject_words: Words = ()
    no_subject_words: Words = ()
    needs: Words = ()


class Support(Entry, frozen=True, kw_only=True):
    """A verb that lends itself to an event noun and hands its own slots to it.

    ``noun``: the verb's slot that holds the event noun. ``gives`` / ``object_gives``: the noun's slot that the verb's
    subject / object fills, "" for none. ``aspect``: actual begun continuing ended planned attempted prevented
    stopped (what helped somebody and does so no more). ``announces``:
    the subject makes its own plan known, so that violence ahead is a threat of his.
    """

    verbs: Words
    noun: str = "object"
    gives: str = "subject"
    object_gives: str = ""
    count: str = ""
    aspect: str = "actual"
    types: Words = ()
    nouns_only: Words = ()
    voice: str = ""
    announces: bool = False


class NounClass(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nouns of one semantic class; a class counts as each of its parents."""

    nouns: Words = ()
    parents: Words = ()


class Classes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of classes, by name."""

    classes: dict[str, NounClass] = msgspec.field(name="class", default_factory=dict)
