"""Sentences about actors as trees written by hand, and their actors as the rooms of ``dateline.actors`` find them."""

from __future__ import annotations

from hand_trees import parsed

from dateline.actors import find, load, resolve
from dateline.actors.cast import Cast, cast_of
from dateline.text.parse import Parse
from dateline.types import Actor, Resolution

LEXICON = load()
DAY = "2021-08-10"
FIGHTERS = "Hezbollah/PROPN/NNP/2/compound fighters=fighter/NOUN/NNS/3/nsubj crossed/VERB/VBD/0/root rivers=river/NOUN/NNS/3/obj"
POLICE = "Afghan/ADJ/JJ/2/amod police/NOUN/NNS/3/nsubj shot/VERB/VBD/0/root two/NUM/CD/5/nummod smugglers=smuggler/NOUN/NNS/3/obj"
THOUSANDS = "Thousands/NOUN/NNS/4/nsubj of/ADP/IN/3/case guerrillas=guerrilla/NOUN/NNS/1/nmod fled/VERB/VBD/0/root"
ANNA = ("Anna/PROPN/NNP/8/nsubj Holm/PROPN/NNP/1/flat ,/PUNCT/,/6/punct the/DET/DT/6/det Norwegian/ADJ/JJ/6/amod "
        "envoy/NOUN/NN/1/appos ,/PUNCT/,/6/punct arrived/VERB/VBD/0/root")  # fmt: skip
SHE = "She/PRON/PRP/2/nsubj met/VERB/VBD/0/root villagers=villager/NOUN/NNS/2/obj"
HE = "He/PRON/PRP/2/nsubj left/VERB/VBD/0/root"
ENVOY = "The/DET/DT/2/det envoy/NOUN/NN/3/nsubj left/VERB/VBD/0/root"
AN_ENVOY = "An/DET/DT/2/det envoy/NOUN/NN/3/nsubj left/VERB/VBD/0/root"
TALIBAN = "The/DET/DT/2/det Taliban/PROPN/NNP/3/nsubj took/VERB/VBD/0/root a/DET/DT/5/det base/NOUN/NN/3/obj"
MILITANTS = "The/DET/DT/2/det militants=militant/NOUN/NNS/3/nsubj left/VERB/VBD/0/root"
CORP = "Holm/PROPN/NNP/2/compound Corp./PROPN/NNP/3/nsubj closed/VERB/VBD/0/root plants=plant/NOUN/NNS/3/obj"
COMPANY = "The/DET/DT/2/det company/NOUN/NN/3/nsubj sued/VERB/VBD/0/root it/PRON/PRP/3/obj"
RELATIVE = "Soldiers=soldier/NOUN/NNS/4/nsubj who/PRON/WP/3/nsubj fled/VERB/VBD/1/acl:relcl lived/VERB/VBD/0/root"
AIRSTRIKES = "Afghan/ADJ/JJ/2/amod airstrikes=airstrike/NOUN/NNS/3/nsubj hit/VERB/VBD/0/root farms=farm/NOUN/NNS/3/obj"
COALITION = "The/DET/DT/3/det coalition/NOUN/NN/3/compound airstrike/NOUN/NN/4/nsubj hit/VERB/VBD/0/root farms=farm/NOUN/NNS/4/obj"
TURKS = "The/DET/DT/2/det Turks=turk/PROPN/NNPS/3/nsubj closed/VERB/VBD/0/root borders=border/NOUN/NNS/3/obj"
IRAQIS = ("Five/NUM/CD/2/nummod Iraqis=iraqi/PROPN/NNPS/4/nsubj were/AUX/VBD/4/aux:pass held/VERB/VBN/0/root "
          "in/ADP/IN/6/case Syria/PROPN/NNP/4/obl")  # fmt: skip
WE = "We/PRON/PRP/2/nsubj condemn/VERB/VBP/0/root it/PRON/PRP/2/obj"
CHIEF = "The/DET/DT/4/det Kenyan/ADJ/JJ/4/amod police/NOUN/NN/4/compound chief/NOUN/NN/5/nsubj resigned/VERB/VBD/0/root"
GENERAL = "General/PROPN/NNP/2/compound Vesh/PROPN/NNP/3/nsubj spoke/VERB/VBD/0/root"
STAFF = "The/DET/DT/2/det chief/NOUN/NN/5/nsubj of/ADP/IN/4/case staff/NOUN/NN/2/nmod met/VERB/VBD/0/root farmers=farmer/NOUN/NNS/5/obj"
SAID = "Anna/PROPN/NNP/3/nsubj Holm/PROPN/NNP/1/flat said=say/VERB/VBD/0/root so/ADV/RB/3/advmod"


def at(parse: Parse, word: str) -> int:
    """The last token of that text."""
    return max(t.i for t in parse.tokens if t.text == word)


def cast_from(*trees: str, day: str | None = DAY, outlet: str = "", title: str = "") -> Cast:
    """The cast of these sentences, with nobody resolved yet."""
    parse = parsed(*trees)
    return cast_of(find(parse, LEXICON, day), parse, LEXICON, day, (), outlet, title)


def resolved(*trees: str, day: str | None = DAY, outlet: str | None = None) -> dict[str, Resolution]:
    """Resolutions by the text of their mention; of two of one text the last."""
    parse = parsed(*trees)
    found = resolve(find(parse, LEXICON, day), parse, LEXICON, day, outlet=outlet)
    return {one.mention.text: one for one in found}


def actor(found: dict[str, Resolution], words: str) -> tuple[str, str] | None:
    """Name and code of a mention; None when the text does not tell."""
    value = found[words].value
    return (value.name, value.code) if isinstance(value, Actor) else None
