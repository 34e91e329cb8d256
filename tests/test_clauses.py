"""The clause view: from trees written by hand, which no parser can change, and from the default parser's own trees."""

from __future__ import annotations

from typing import Any

import pytest
from hand_trees import grown

from dateline.read import Reader
from dateline.text import clauses, dependencies
from dateline.text.clauses import View
from dateline.text.intake import read_text
from dateline.text.parse import Parse, parse
from dateline.text.trees import Clause, Phrase


def told(value: Any, tokens: Any) -> str:
    """A field in words: heads by their words, links as "word:word", a truth as "yes" or ""."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int):
        return tokens[value].text if value >= 0 else ""
    if isinstance(value, tuple):
        return " ".join(f"{v[0]}:{tokens[v[1]].text}" if isinstance(v, tuple) else tokens[v].text for v in value)
    return str(value)


def differs(thing: Clause | Phrase, wanted: str, tokens: Any) -> dict[str, str]:
    """What is not as wanted: "subjects=Rebels soldiers; tense=past"; a field with nothing behind "=" must be empty."""
    pairs = (pair.split("=", 1) for pair in wanted.split("; "))
    got = {field: (told(getattr(thing, field), tokens), want) for field, want in pairs}
    return {field: f"{is_!r}, wanted {want!r}" for field, (is_, want) in got.items() if is_ != want}


def clause_at(view: View | Parse, tokens: Any, word: str) -> Clause:
    (found,) = [c for c in view.clauses.values() if tokens[c.head].text == word]
    return found


def phrase_at(view: View | Parse, tokens: Any, word: str) -> Phrase:
    (found,) = [p for p in view.phrases.values() if tokens[p.head].text == word]
    return found


CONVOY = "Rebels/NOUN/NNS/2/nsubj attacked/VERB/VBD/0/root convoys/NOUN/NNS/2/obj in/ADP/IN/5/case May/PROPN/NNP/2/obl"
BURNED = (
    "Farms/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass burned/VERB/VBN/0/root by/ADP/IN/5/case rebels/NOUN/NNS/3/obl"
)
PAIR = f"{BURNED} and/CCONJ/CC/7/cc troops/NOUN/NNS/5/conj"
BEATEN = (
    "Men/NOUN/NNS/3/nsubj:pass were/AUX/VBD/3/aux:pass beaten/VERB/VBN/0/root and/CCONJ/CC/5/cc robbed/VERB/VBN/3/conj"
)
TOOK = ("Troops/NOUN/NNS/2/nsubj entered/VERB/VBD/0/root towns/NOUN/NNS/2/obj and/CCONJ/CC/5/cc "
        "arrested/VERB/VBD/2/conj men/NOUN/NNS/5/obj")  # fmt: skip
OTHERS = f"{TOOK} while/SCONJ/IN/9/mark police/NOUN/NNS/9/nsubj watched/VERB/VBD/5/advcl"
URGED = ("She/PRON/PRP/2/nsubj {}/VERB/VBD/0/root rebels/NOUN/NNS/2/obj to/PART/TO/5/mark leave/VERB/VB/2/xcomp "
         "Tavo/PROPN/NNP/5/obj")  # fmt: skip
ACCUSED = ("She/PRON/PRP/2/nsubj accused/VERB/VBD/0/root him/PRON/PRP/2/obj of/SCONJ/IN/5/mark "
           "killing/VERB/VBG/2/advcl men/NOUN/NNS/5/obj")  # fmt: skip
WAS_ACCUSED = ("He/PRON/PRP/3/nsubj:pass was/AUX/VBD/3/aux:pass accused/VERB/VBN/0/root of/SCONJ/IN/5/mark "
               "killing/VERB/VBG/3/advcl men/NOUN/NNS/5/obj")  # fmt: skip
WHO = ("Men/NOUN/NNS/5/nsubj who/PRON/WP/3/nsubj attacked/VERB/VBD/1/acl:relcl convoys/NOUN/NNS/3/obj "
       "fled/VERB/VBD/0/root")  # fmt: skip
BARE = "Farms/NOUN/NNS/4/nsubj rebels/NOUN/NNS/3/nsubj burned/VERB/VBD/1/acl:relcl smoked/VERB/VBD/0/root"
HELD = ("Men/NOUN/NNS/6/nsubj:pass held/VERB/VBN/1/acl by/ADP/IN/4/case rebels/NOUN/NNS/2/obl were/AUX/VBD/6/aux:pass "
        "freed/VERB/VBN/0/root")  # fmt: skip
FELL = ("Bombs/NOUN/NNS/2/nsubj fell/VERB/VBD/0/root ,/PUNCT/,/4/punct killing/VERB/VBG/2/advcl six/NUM/CD/6/nummod "
        "people/NOUN/NNS/4/obj")  # fmt: skip
SAID = "She/PRON/PRP/2/nsubj said/VERB/VBD/0/root that/SCONJ/IN/5/mark rebels/NOUN/NNS/5/nsubj fled/VERB/VBD/2/ccomp"
CHIEF = "Roe/PROPN/NNP/4/nsubj is/AUX/VBZ/4/cop a/DET/DT/4/det general/NOUN/NN/0/root"
READY = "Rebels/NOUN/NNS/3/nsubj are/AUX/VBP/3/cop ready/ADJ/JJ/0/root to/PART/TO/5/mark talk/VERB/VB/3/xcomp"
GAVE = "She/PRON/PRP/2/nsubj gave/VERB/VBD/0/root him/PRON/PRP/2/iobj food/NOUN/NN/2/obj"
WARNED = "She/PRON/PRP/2/nsubj warned/VERB/VBD/0/root him/PRON/PRP/2/iobj"
GROUP = "Troops/NOUN/NNS/5/nsubj {} attack/VERB/VB/0/root towns/NOUN/NNS/5/obj"
WILL_NOT = GROUP.format("will/AUX/MD/5/aux not/PART/RB/5/advmod soon/ADV/RB/5/advmod")
MAY_HAVE = "Troops/NOUN/NNS/4/nsubj may/AUX/MD/4/aux have/AUX/VB/4/aux attacked/VERB/VBN/0/root towns/NOUN/NNS/4/obj"
SHELLING = "Troops/NOUN/NNS/4/nsubj have/AUX/VBP/4/aux been/AUX/VBN/4/aux shelling/VERB/VBG/0/root towns/NOUN/NNS/4/obj"
OVER = "Rebels/NOUN/NNS/2/nsubj took/VERB/VBD/0/root over/ADP/RP/2/compound:prt Tavo/PROPN/NNP/2/obj"
VOWED = ("Rebels/NOUN/NNS/2/nsubj vowed/VERB/VBD/0/root to/PART/TO/4/mark stop/VERB/VB/2/xcomp and/CCONJ/CC/6/cc "
         "leave/VERB/VB/4/conj")  # fmt: skip
ALSO = ("Raids/NOUN/NNS/8/nsubj were/AUX/VBD/3/aux:pass led/VERB/VBN/8/advcl because/ADP/IN/6/case of/ADP/IN/4/fixed "
        "war/NOUN/NN/3/obl ,/PUNCT/,/8/punct went/VERB/VBD/0/root")  # fmt: skip

CLAUSES = [
    (CONVOY, "attacked", "kind=main; tense=past; subjects=Rebels; objects=convoys; obliques=in:May; passive=; doers=Rebels"),
    (BURNED, "burned", "passive=yes; subjects=Farms; objects=; agents=rebels; obliques=; doers=rebels; undergoers=Farms"),
    (PAIR, "burned", "agents=rebels troops; doers=rebels troops"),
    (BEATEN, "robbed", "passive=yes; subjects=Men; inherited=yes; tense=past; conjunct_of=beaten"),
    (TOOK, "arrested", "subjects=Troops; inherited=yes; objects=men; conjunct_of=entered; kind=main"),
    (OTHERS, "watched", "subjects=police; inherited=; marker=while; kind=adverbial"),
    (URGED.format("urged"), "leave", "kind=open; marker=to; tense=infinitive; subjects=rebels; inherited=yes; objects=Tavo"),
    (URGED.format("promise"), "leave", "subjects=She; inherited=yes"),
    (URGED.format("urged"), "urged", "objects=rebels; complements=open:leave"),
    (ACCUSED, "killing", "marker=of; subjects=him; inherited=yes; objects=men; tense=participle"),
    (WAS_ACCUSED, "killing", "marker=of; subjects=He; inherited=yes; objects=men"),
    (WHO, "attacked", "kind=relative; subjects=Men; inherited=yes; objects=convoys; parent=Men"),
    (WHO, "fled", "kind=main; subjects=Men; inherited="),
    (BARE, "burned", "kind=relative; subjects=rebels; objects=Farms; inherited="),
    (HELD, "held", "kind=participle; passive=yes; subjects=Men; inherited=yes; agents=rebels; tense=participle"),
    (FELL, "killing", "kind=adverbial; subjects=Bombs; inherited=yes; objects=people; passive="),
    (SAID, "fled", "kind=complement; marker=that; subjects=rebels; parent=said"),
    (SAID, "said", "complements=complement:fled; parent="),
    (CHIEF, "general", "kind=main; copular=yes; tense=present; subjects=Roe"),
    (READY, "talk", "kind=open; subjects=Rebels; inherited=yes; tense=infinitive"),
    (GAVE, "gave", "objects=food; indirect=him"),
    (WARNED, "warned", "objects=him; indirect="),
    (WILL_NOT, "attack", "modal=will; tense=future; negations=not; auxiliaries=will; adverbs=not soon"),
    (MAY_HAVE, "attacked", "modal=may; tense=conditional; perfect=yes; passive="),
    (SHELLING, "shelling", "perfect=yes; progressive=yes; tense=present; passive="),
    (OVER, "took", "particle=over; objects=Tavo"),
    (VOWED, "leave", "subjects=Rebels; marker=to; tense=infinitive; conjunct_of=stop"),
    (ALSO, "led", "obliques=because of:war"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "word", "wanted"), CLAUSES)
def test_the_clause_of_a_tree(tree: str, word: str, wanted: str) -> None:
    tokens, grown_tree = grown(tree)
    assert differs(clause_at(clauses.build(tokens, grown_tree), tokens, word), wanted, tokens) == {}


LEADER = ("the/DET/DT/3/det rebel/NOUN/NN/3/compound leader/NOUN/NN/0/root of/ADP/IN/5/case Tavo/PROPN/NNP/3/nmod "
          ",/PUNCT/,/7/punct Roe/PROPN/NNP/3/appos")  # fmt: skip
TROOPS = "their/PRON/PRP$/3/nmod:poss two/NUM/CD/3/nummod sons/NOUN/NNS/4/nsubj fled/VERB/VBD/0/root"
ATTACK = "attack/NOUN/NN/0/root on/ADP/IN/3/case towns/NOUN/NNS/1/nmod and/CCONJ/CC/5/cc farms/NOUN/NNS/3/conj"
PHRASES = [
    (LEADER, "leader", "site=root; governor=; determiner=the; modifiers=rebel; preps=of:Tavo; appositions=Roe"),
    (LEADER, "Tavo", "site=modifier; governor=leader; prep=of"),
    (LEADER, "Roe", "site=apposition; governor=leader"),
    (TROOPS, "sons", "site=subject; governor=fled; possessors=their; numbers=two; modifiers="),
    (TROOPS, "their", "site=possessor; governor=sons"),
    (ATTACK, "attack", "preps=on:towns on:farms"),
    (ATTACK, "towns", "conjuncts=farms; prep=on"),
    (ATTACK, "farms", "conjunct_of=towns; prep=on; site=modifier"),
    (BURNED, "rebels", "site=agent; prep=by; governor=burned"),
    (CONVOY, "May", "site=oblique; prep=in"),
    (GAVE, "him", "site=indirect"),
    (CHIEF, "general", "site=predicate; determiner=a"),
    (HELD, "Men", "clauses=held"),
]  # fmt: skip


@pytest.mark.parametrize(("tree", "word", "wanted"), PHRASES)
def test_the_noun_phrase_of_a_tree(tree: str, word: str, wanted: str) -> None:
    tokens, grown_tree = grown(tree)
    assert differs(phrase_at(clauses.build(tokens, grown_tree), tokens, word), wanted, tokens) == {}


def test_words_inside_a_compound_are_no_phrases() -> None:
    tokens, tree = grown(LEADER)
    assert {tokens[i].text for i in clauses.build(tokens, tree).phrases} == {"leader", "Tavo", "Roe"}


def test_a_phrase_is_its_own_words() -> None:
    """Determiner, compounds and an of-phrase belong to it; an apposition does not."""
    tokens, tree = grown(LEADER)
    leader = phrase_at(clauses.build(tokens, tree), tokens, "leader")
    assert " ".join(t.text for t in tokens[leader.first : leader.last]) == "the rebel leader of Tavo"


def test_walking_a_tree() -> None:
    tokens, tree = grown(OTHERS)
    place = {t.text: t.i for t in tokens}
    assert [tokens[i].text for i in tree.subtree(place["arrested"])] == [
        "and",
        "arrested",
        "men",
        "while",
        "police",
        "watched",
    ]
    assert [tokens[i].text for i in tree.ancestors(place["police"])] == ["watched", "arrested", "entered"]
    assert dependencies.first_conjunct(place["arrested"], tree) == place["entered"]
    assert dependencies.with_conjuncts(place["entered"], tree) == (place["entered"], place["arrested"])


SCHEMES = [
    (("nsubj", "obj", "obl"), "universal"),
    (("nsubj", "dobj", "pobj"), "clear"),
    (("subject", "object"), None),
    ((), None),
]  # fmt: skip


@pytest.mark.parametrize(("known", "scheme"), SCHEMES)
def test_label_schemes(known: tuple[str, ...], scheme: str | None) -> None:
    assert clauses.scheme(known) == scheme


# ---------------------------------------------------------------- the default parser
def parsed(reader: Reader, text: str) -> Parse:
    return parse(read_text(text, id="t", published="2021-08-10"), reader.nlp)


READ = [
    ("Gunmen attacked a convoy near Kesh on Sunday.", "attacked", "subjects=Gunmen; objects=convoy; obliques=on:Sunday"),
    ("The bridge was destroyed by rebels in March.", "destroyed", "passive=yes; subjects=bridge; agents=rebels; obliques=in:March"),
    ("Two soldiers were killed by a bomb and gunmen.", "killed", "agents=bomb gunmen; undergoers=soldiers"),
    ("Troops entered the town and arrested ten men.", "arrested", "subjects=Troops; inherited=yes; objects=men"),
    ("Guards were beaten and robbed.", "robbed", "passive=yes; subjects=Guards"),
    ("The minister urged the rebels to leave the town.", "leave", "subjects=rebels; objects=town; marker=to"),
    ("The general promised the villagers to withdraw.", "withdraw", "subjects=general; inherited=yes"),
    ("The court accused the officer of killing a farmer.", "killing", "subjects=officer; objects=farmer; marker=of"),
    ("The officer was accused of killing a farmer.", "killing", "subjects=officer; objects=farmer; marker=of"),
    ("A bomb exploded in a market, killing six people.", "killing", "subjects=bomb; objects=people"),
    ("Troops captured in the raid were freed.", "captured", "kind=participle; passive=yes; subjects=Troops; obliques=in:raid"),
    ("The rebels who attacked the convoy fled into the hills.", "attacked", "kind=relative; subjects=rebels; objects=convoy"),
    ("The president is a former general.", "general", "copular=yes; subjects=president"),
    ("The mayor said that gunmen killed two guards.", "killed", "kind=complement; marker=that; subjects=gunmen; objects=guards"),
    ("The police gave the widow her money.", "gave", "objects=money; indirect=widow"),
    ("Rebels and soldiers clashed with police and guards.", "clashed", "subjects=Rebels soldiers; obliques=with:police with:guards"),
    ("The army will not withdraw its troops.", "withdraw", "tense=future; modal=will; negations=not; objects=troops"),
    ("Soldiers could storm the prison.", "storm", "tense=conditional; modal=could"),
    ("Burned by rebels, the village lay empty.", "Burned", "passive=yes; subjects=village; agents=rebels"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "wanted"), READ)
def test_the_clause_of_a_sentence(reader: Reader, text: str, word: str, wanted: str) -> None:
    found = parsed(reader, text)
    assert differs(clause_at(found, found.tokens, word), wanted, found.tokens) == {}
