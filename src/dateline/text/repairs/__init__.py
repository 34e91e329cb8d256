"""Repairs of what parsers trained on little text get wrong, each by its name, in the order in which they are made.

Sentences that show each of them, and near ones that it must leave alone, stand in ``lexicon/data/repairs.toml``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dateline.text.repairs import clausal, dead, headlines, markers, nominal, relatives, sayings, shifted, sides, words
from dateline.text.repairs.draft import Draft

__all__ = ["ATTACHMENTS", "TAGGING", "Draft", "Repair", "apply"]


class Repair(NamedTuple):
    """A named repair. ``mends``: what was misread, with an example; ``function`` changes a draft in place."""

    name: str
    mends: str
    function: Callable[[Draft], None]


TAGGING: tuple[Repair, ...] = (
    Repair("verb-tagged-noun", "a noun with a subject and an object: “Gunmen shot two men”", words.verb_tagged_noun),
    Repair("name-tag-in-lower-case", "a common noun tagged as a name: “the republic”", words.name_tag_in_lower_case),
    Repair(
        "tag-against-part", "a noun whose part of speech is name or verb: “their claim that …”", words.tag_against_part
    ),
    Repair("plural-of-two", "a plural of two nouns under the rarer one: “bases” of “basis”", words.plural_of_two),
    Repair("past-as-present", "an irregular past as a present: “the army retook Bara”", words.past_as_present),
    Repair(
        "gerund-as-infinitive", "a gerund as an infinitive: “accused of bombing a village”", words.gerund_as_infinitive
    ),
    Repair("silent-e", "a lemma without its silent e: “hopes” of “hop”", words.silent_e),
)
"""On the words as the parser labelled them, whatever its label scheme."""

ATTACHMENTS: tuple[Repair, ...] = (
    Repair("headline-verb", "a verb of a headline as a noun: “Rebels fire rockets at Lima”", headlines.headline_verb),
    Repair("headline-name", "a name as part of the verb behind it: “US vacates base”", headlines.headline_name),
    Repair("headline-passive", "a participle of a headline as a noun: “Teacher shot dead in Lima”", headlines.headline_passive),
    Repair("headline-number", "a number as subject behind its verb: “Rebels behead two”", headlines.headline_number),
    Repair("headline-dead", "the dead of a headline without a verb: “Six dead in Lima bombing”", dead.headline_dead),
    Repair("headline-first", "a first verb as the subject of the second: “Army retakes Lima, says …”", dead.headline_first),
    Repair("headline-infinitive", "an infinitive of a headline on its subject: “Peru to send troops”", headlines.headline_infinitive),
    Repair("headline-conjunct", "a second verb of a headline as a noun: “raid camp, free 30 men”", headlines.headline_conjunct),
    Repair("headline-object", "what a verb is done to as an apposition: “Sniper wounds two guards”", headlines.headline_object),
    Repair("headline-speaker", "who speaks before a colon as a subject: “Governor: 14 killed”", headlines.headline_speaker),
    Repair("headline-tail", "the clause behind a comma as the main one: “Strikes hit depot, army blamed”", headlines.headline_tail),
    Repair("front-of-verb", "what a hyphen ties to a verb as its subject: “the army test-fired it”", nominal.front_of_verb),
    Repair("split-name", "a name as two subjects: “Hassan Said condemned it”", nominal.split_name),
    Repair("particle-of-name", "a particle of a name as a subject: “Salem al-Harbi led it”", nominal.particle_of_name),
    Repair("direction-as-adverb", "a direction as an adverb: “a camp 30 km north of Lima”", nominal.direction_as_adverb),
    Repair("captives-as-modifier", "those taken as a modifier: “taking nine men prisoner”", nominal.captives_as_modifier),
    Repair("gerund-as-clause", "a gerund that stands as a noun: “Fighting broke out”", nominal.gerund_as_clause),
    Repair("gerund-of-two", "a gerund before “between” as a clause: “cut off by fighting between two gangs”", shifted.gerund_of_two),
    Repair("clause-as-noun", "a noun with its verb as a participle: “forces clashed with rebels”", clausal.clause_as_noun),
    Repair("verb-as-modifier", "a verb as a modifier of its object: “Peru renewed talks”", clausal.verb_as_modifier),
    Repair("verb-on-subject", "a verb as a participle of its subject: “the premier held peace talks”", shifted.verb_on_subject),
    Repair("amount-of-relative", "“one of which” on the verb before: “flung stones, one of which hit”", clausal.amount_of_relative),
    Repair("gapped-clause", "a conjunct noun with a participle: “ten were killed, dozens hurt”", clausal.gapped_clause),
    Repair("number-of-participle", "a bare number before a participle: “six were killed and 30 injured”", clausal.number_of_participle),
    Repair("left-dead", "“dead” as a clause of its own: “left Omar Said and his brother dead”", clausal.left_dead),
    Repair("toll-of-leaving", "numbers on what they were left as: “leaving two dead and six wounded”", clausal.toll_of_leaving),
    Repair("active-with-object", "a passive with an object: “clashes displaced 700 men”", clausal.active_with_object),
    Repair("past-of-clause", "a past with its subject as a participle: “after guards loyal to him fired”", shifted.past_of_clause),
    Repair("participle-as-past", "a past as a participle: “tried to stop it and called for a vote”", sides.participle_as_past),
    Repair("demanded-as-past", "what is asked as a past: “demanded the mayor redraw the line”", sides.demanded_as_past),
    Repair("conjunct-of-content", "a verb in what is said: “denies that it fell and accuses Peru”", clausal.conjunct_of_content),
    Repair("speaker-as-conjunct", "the speaker as a conjunct of who was killed", sayings.speaker_as_conjunct),
    Repair("it-as-expletive", "“it” as no subject: “it demanded that they leave”", sayings.it_as_expletive),
    Repair("swapped-speaker", "the speaker as who is told of: “the report is false, the mayor said”", sayings.swapped_speaker),
    Repair("speaker-with-name", "the speaker as one of the injured: “66 were hurt, the mayor, Ana Vel, said”", sayings.speaker_with_name),
    Repair("subject-as-content", "the subject of what is said as said itself: “say a blast killed six”", sayings.subject_as_content),
    Repair("subject-of-content", "the speaker as subject of what is said: “police say six died”", sayings.subject_of_content),
    Repair("gerund-behind-saying", "a gerund as content of an insertion: “, police said, killing six”", sayings.gerund_behind_saying),
    Repair("saying-behind-saying", "who adds as who did it: “they fled, police said, adding that …”", sayings.saying_behind_saying),
    Repair("speaker-as-subject", "the speaker as a second subject: “rebels raided a base, the mayor posted”", sayings.speaker_as_subject),
    Repair("speaker-behind-gerund", "the speaker as subject of a gerund: “wounding 22, a doctor said”", sayings.speaker_behind_gerund),
    Repair("saying-as-relative", "a saying as a relative clause: “killing six guards, two nurses said”", sayings.saying_as_relative),
    Repair("at-least", "“at” of “at least 12 men” as a preposition", nominal.at_least),
    Repair("bounded-object", "what bounds a number as a preposition: “killed between 20 and 30 men”", nominal.bounded_object),
    Repair("gerund-as-content", "a coordinated gerund as what was said: “and wounding 40, police said”", sayings.gerund_as_content),
    Repair("adjective-as-noun", "a noun that looks like an adjective: “began an offensive”", nominal.adjective_as_noun),
    Repair("article-of-possessor", "the article of a possessor: “the smaller party's threat”", nominal.article_of_possessor),
    Repair("preposition-in-name", "a preposition on the second word of a name: “in Verkhnia Pustka”", nominal.preposition_in_name),
    Repair("crossed-phrases", "two prepositions on one noun: “the Front for the Liberation of Peru”", nominal.crossed_phrases),
    Repair("article-across-preposition", "an article on a later noun: “of the Front for the Poor”", nominal.article_across_preposition),
    Repair("participle-behind-number", "a participle as a verb: “the bodies of 30 murdered men”", nominal.participle_behind_number),
    Repair("doer-behind-seems", "who did it on an insertion: “he was shot, it seems by rebels”", nominal.doer_behind_seems),
    Repair("participle-of-others", "a participle on who is related: “relatives of the men killed”", nominal.participle_of_others),
    Repair("aged-clause", "those whose age is told as a subject: “a girl, two boys aged six”", nominal.aged_clause),
    Repair("list-as-apposition", "the middle of a list as an apposition: “a girl, two boys and a man”", nominal.list_as_apposition),
    Repair("result-before-object", "what came of it as an adjective: “shot dead two teachers”", nominal.result_before_object),
    Repair("split-compound", "a compound as two phrases: “the loss of the river port”", nominal.split_compound),
    Repair("verb-as-auxiliary", "a verb as an auxiliary of its object: “won praise”", clausal.verb_as_auxiliary),
    Repair("content-as-relative", "a clause of content as a relative one: “a report that they fled”", clausal.content_as_relative),
    Repair("agent-of-passive", "the agent on the noun before it: “threatened with arrest by him”", clausal.agent_of_passive),
    Repair("marker-as-preposition", "“after” as a preposition: “a week after an attack killed 21”", markers.marker_as_preposition),
    Repair("gerund-as-modifier", "a gerund as a modifier of its object: “burning cars, damaging shops”", markers.gerund_as_modifier),
    Repair("deed-as-modifier", "a second verb as a participle: “raided shops and torched houses”", markers.deed_as_modifier),
    Repair("participle-before-name", "a participle before a name as a verb: “Kesh, occupied Peru”", markers.participle_before_name),
    Repair("preposition-as-marker", "a preposition as opening a clause: “hit 12 men with travel bans”", markers.preposition_as_marker),
    Repair("copula-before-infinitive", "“is” as a copula: “Peru is to withdraw its envoy”", markers.copula_before_infinitive),
    Repair("how-clause", "“how” as an object with a clause: “told how men fled”", markers.how_clause),
    Repair("aim-behind-doer", "the aim of a deed on who does it: “attacks by gunmen against monks”", sides.aim_behind_doer),
    Repair("name-as-subject", "a name as a second subject: “ex-chancellor Ana Vel was honoured”", sides.name_as_subject),
    Repair("conjunct-of-name", "the second of two on a name: “surgeon Ana Vel and her sister”", sides.conjunct_of_name),
    Repair("charge-of-taken", "a charge on who arrests: “arrested 12 men, suspected of plotting”", sides.charge_of_taken),
    Repair("object-before-gerund", "an object on the gerund behind it: “accused him of lying”", sides.object_before_gerund),
    Repair("guest-as-object", "a guest as the object of “visiting”: “visiting Minister Vel said”", sides.guest_as_object),
    Repair("clause-as-conjunct", "a clause as a conjunct: “before Peru and Chile impose a ban”", sides.clause_as_conjunct),
    Repair("participle-with-object", "a verb with an object as a participle: “rebels freed two and the army released six”",
           sides.participle_with_object),
    Repair("relative-of-name", "a relative clause on a noun above the name: “access to Kesh, which rebels hold”", sides.relative_of_name),
    Repair("relative-of-deed", "what a deed did on where it was: “a bombing of a hotel that killed six”", relatives.relative_of_deed),
    Repair("two-articles", "the first of two as what the second is: “an American and a Canadian soldier”", relatives.two_articles),
    Repair("phrase-beside-adjective", "an adjunct as a second predicate: “Kesh is calm and under control”",
           relatives.phrase_beside_adjective),
    Repair("site-of-toll", "what was hit as part of the toll: “the toll from a raid on a camp rose”", sides.site_of_toll),
    Repair("claims-as-verb", "what is denied as a second verb: “denied claims that it fell”", sides.claims_as_verb),
    Repair("name-as-adjunct", "a name behind its verb as an adjunct: “troops left Kesh”", sides.name_as_adjunct),
    Repair("active-of-coordinated", "coordinated verbs as passives: “a court convicted and jailed him”", sides.active_of_coordinated),
    Repair("object-as-conjunct", "the object of a second verb in a list before it: “killed two, including a guard, and wounded six”",
           sides.object_as_conjunct),
    Repair("object-as-subject", "an object as a second subject: “gunmen wounded Col. St. John”", sides.object_as_subject),
    Repair("late-object", "an object behind a phrase as its apposition: “held for an hour the envoy”", shifted.late_object),
    Repair("object-of-alight", "what is set ablaze as the object of “ablaze”: “set ablaze a depot”", shifted.object_of_alight),
    Repair("object-of-particle", "what a phrasal verb is done to as an adjunct: “came upon a cache”", shifted.object_of_particle),
    Repair("receiver-as-object", "who is given it as an object: “gave the thief a beating”", shifted.receiver_as_object),
    Repair("of-phrase-of-verb", "of what one is stripped on who is: “stripped the college of its licence”", shifted.of_phrase_of_verb),
    Repair("aim-of-chance", "what is done by way of a chance on the chance: “used the visit to ask”", shifted.aim_of_chance),
    Repair("gerund-of-speaker", "what the speaker goes on to say on what is asked: “urged him to go, calling it …”",
           shifted.gerund_of_speaker),
    Repair("past-on-noun", "a participle on a noun as a past: “guards held captive in Lima”", shifted.past_on_noun),
    Repair("past-beside-passive", "a passive as a past: “he was dragged out and killed”", shifted.past_beside_passive),
    Repair("gerund-of-time", "a gerund behind a time as a clause: “after weeks of fighting”", shifted.gerund_of_time),
    Repair("asked-behind-clause", "what is asked on a clause before it: “urged men held there to act”",
           shifted.asked_behind_clause),
    Repair("hurt-as-adjective", "a passive as an adjective: “nine people were hurt”", shifted.hurt_as_adjective),
    Repair("gerund-before-saying", "a gerund of the speaker: “they fled, killing two, the army said”", shifted.gerund_before_saying),
    Repair("being-done", "what is done to a noun on the verb above: “spoke of a clinic being shelled”", sides.being_done),
    Repair("number-before-comma", "an object as the number of the next noun: “wounding 40, police”", nominal.number_before_comma),
)  # fmt: skip
"""On universal labels, before the clause view is built."""


def apply(repairs: tuple[Repair, ...], draft: Draft) -> None:
    """Make these repairs, in place and in order. One that hangs a token on what hangs on it, in words without grammar, is taken back."""
    for repair in repairs:
        heads, labels = draft.heads.copy(), draft.labels.copy()
        repair.function(draft)
        if draft.heads != heads:
            draft.keep_tree(heads, labels)
