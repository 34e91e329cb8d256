"""According to whom: every mechanism of attribution on a sentence of its own."""

from __future__ import annotations

import pytest

from dateline.claims.speech import quotations
from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.text.parse import parse
from dateline.types import Claim, Reading, Span


def said(reader: Reader, text: str) -> list[tuple[str, str, str, str]]:
    """(source, cue, content, quote) of every attribution; parts of one are joined by " … "."""
    reading = read(reader, text)
    return [(words(text, a.source), words(text, a.cue), words(text, a.content), a.quote) for a in reading.attributions]


def read(reader: Reader, text: str) -> Reading:
    """The reading of a text."""
    return reader.read_document(read_text(text, id="t", published="2021-08-10"))


def words(text: str, spans: tuple[Span, ...]) -> str:
    """The characters of spans."""
    return " … ".join(text[s.start : s.end] for s in spans)


INDIRECT = [
    ("The army said rebels attacked a base.", "The army", "said", "rebels attacked a base"),
    ("The army said that rebels attacked a base.", "The army", "said", "that rebels attacked a base"),
    ("Rebels attacked a base, the army said.", "the army", "said", "Rebels attacked a base"),
    ("Rebels attacked a base, said the army.", "the army", "said", "Rebels attacked a base"),
    ("The old talks, said the envoy, are over.", "the envoy", "said", "The old talks … are over"),
    (
        "A spokesman told reporters that gunmen killed two guards.",
        "A spokesman",
        "told",
        "that gunmen killed two guards",
    ),
    (
        "The ministry said in a statement that a drone hit the ward.",
        "The ministry",
        "said",
        "that a drone hit the ward",
    ),
    (
        "According to the district police, gunmen killed six men.",
        "the district police",
        "According to",
        "gunmen killed six men",
    ),
    ("Gunmen killed six men, according to the police.", "the police", "according to", "Gunmen killed six men"),
    (
        "The mayor has repeatedly denied that guards beat him.",
        "The mayor",
        "has repeatedly denied",
        "that guards beat him",
    ),
    (
        "Inspectors are checking whether guards beat the man.",
        "Inspectors",
        "are checking",
        "whether guards beat the man",
    ),
    ("Aid workers believe that troops burned the farms.", "Aid workers", "believe", "that troops burned the farms"),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), INDIRECT)
def test_indirect_speech(reader: Reader, text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content, "none") in said(reader, text)


DIRECT = [
    ("“They bombed our school,” the headmaster said.", "the headmaster", "said", "They bombed our school"),
    ("The headmaster said: “They bombed our school.”", "The headmaster", "said", "They bombed our school"),
    ('"They bombed our school," said Ada Moss, a teacher.', "Ada Moss, a teacher", "said", "They bombed our school"),
    ("''They bombed our school,'' the headmaster said.", "the headmaster", "said", "They bombed our school"),
    ("“They bombed our school,” wrote one commenter.", "one commenter", "wrote", "They bombed our school"),
    ("“They bombed our school.” — Ada Moss\n\nThe army was silent.", "Ada Moss", "—", "They bombed our school"),
    ("“They came at night,” he said. “They took the boys.”", "he", "said", "They came at night … They took the boys"),
    (
        "“They came,” the widow said, “and they took the boys.”",
        "the widow",
        "said",
        "They came … and they took the boys",
    ),
]


@pytest.mark.parametrize(("text", "source", "cue", "content"), DIRECT)
def test_direct_speech(reader: Reader, text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, content, "direct") in said(reader, text)


def test_a_verb_beside_a_quotation_is_a_cue(reader: Reader) -> None:
    found = said(reader, "The headmaster wept on the steps: “They bombed our school and nobody came.”")
    assert [(s, q) for s, _, c, q in found if c.startswith("They bombed")] == [("The headmaster", "direct")]


def test_a_quotation_of_a_few_words_is_mixed_speech(reader: Reader) -> None:
    found = said(reader, "The envoy said the raid was “a grave mistake” and must stop.")
    assert found[0][0] == "The envoy"
    assert found[0][3] == "mixed"


def test_a_speech_goes_on_in_the_next_paragraph(reader: Reader) -> None:
    text = "“They came at night,” Ada Moss said.\n\n“They took eleven boys from the school.”\n\nThe army was silent."
    (found,) = [a for a in said(reader, text) if a[1] == "said"]
    assert "They took eleven boys" in found[2]
    assert "silent" not in found[2]


def test_a_statement_after_a_colon_runs_on(reader: Reader) -> None:
    text = "The foreign minister said:\n\nI condemn the raid.\n\nThe troops must leave the town."
    assert any(s == "The foreign minister" and "must leave" in c for s, _, c, _ in said(reader, text))


def test_a_label_before_a_colon(reader: Reader) -> None:
    assert ("Police", ":", "five people killed in market blast", "none") in said(
        reader, "Police: five people killed in market blast"
    )


def test_who_stands_for_the_speaker(reader: Reader) -> None:
    found = said(reader, "The army arrested villagers who said that soldiers burned the farms.")
    assert ("who", "said", "that soldiers burned the farms", "none") in found


def test_nobody_is_named_by_a_passive(reader: Reader) -> None:
    sources = [
        s for s, cue, _, _ in said(reader, "The rebels are believed to have captured the port.") if "believed" in cue
    ]
    assert sources == [""]


def test_attitudes_are_attributions(reader: Reader) -> None:
    found = said(reader, "The bishop praised the teachers of the town.")
    assert ("The bishop", "praised", "the teachers of the town", "none") in found


def voices(claims: tuple[Claim, ...], trigger: str) -> list[str]:
    """Speakers of the claim with that trigger, innermost first."""
    (claim,) = [c for c in claims if c.trigger.text == trigger]
    return [v.speaker.text for v in claim.voices]


CLAIMS = [
    ("The army said rebels attacked a base.", "attacked", ["The army"]),
    ("A spokesman told reporters that gunmen killed two guards.", "killed", ["A spokesman"]),
    ("The radio said a chief claimed that gunmen killed two guards.", "killed", ["a chief", "The radio"]),
    ("The bishop praised the troops who killed two guards.", "killed", []),
    ("The mayor wants an end to the war after gunmen killed two guards.", "killed", []),
    ("According to unconfirmed reports, gunmen killed two guards.", "killed", []),
    ("The deputy minister, Ada Moss, said gunmen killed two guards.", "killed", ["Ada Moss"]),
    ("The minister said Peru would speed up its withdrawal from the valley.", "withdrawal", []),
    ("The premier dismissed as false a message by the rebels that calls on Peru to leave.", "calls on", []),
    ("The minister said he is committed to the plan despite objections from Peru.", "objections", []),
    (
        "The minister said a withdrawal of Peruvian troops from the valley began on Monday.",
        "withdrawal",
        ["The minister"],
    ),
]


@pytest.mark.parametrize(("text", "trigger", "speakers"), CLAIMS)
def test_voices_of_claims(reader: Reader, text: str, trigger: str, speakers: list[str]) -> None:
    assert voices(read(reader, text).claims, trigger) == speakers


MARKS = [
    ("He said “we fled” to us.", ["we fled"]),
    ('He said "we fled" to us.', ["we fled"]),
    ("He said ``we fled'' to us.", ["we fled"]),
    ("He said ''we fled'' to us.", ["we fled"]),
    ("“We fled.\n\nNobody came.", ["We fled."]),
    ("Nobody fled.", []),
]


@pytest.mark.parametrize(("text", "inside"), MARKS)
def test_what_stands_in_quotation_marks(reader: Reader, text: str, inside: list[str]) -> None:
    tree = parse(read_text(text, id="t"), reader.nlp)
    assert [tree.quote(q.first, q.last) for q in quotations.find(tree)] == inside


@pytest.mark.parametrize(
    ("text", "event", "voices"),
    [
        ("An envoy says 69 men were also killed after a captain ordered the raid on rebels.", "ordered", ["An envoy"]),
        ("An envoy said the widow of a slain rebel was one of the bombers.", "slain", []),
    ],
)
def test_a_clause_of_time_is_said_and_a_name_by_a_deed_is_not(
    reader: Reader, text: str, event: str, voices: list[str]
) -> None:
    found = [claim for claim in read(reader, text).claims if event in claim.trigger.text]
    assert [[voice.speaker.text for voice in claim.voices] for claim in found] == [voices]
