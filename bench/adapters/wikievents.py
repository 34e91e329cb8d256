"""Event triggers and their arguments in each document of DATA (KAIROS types), in the format of the benchmark's scorer.

    python bench/adapters/wikievents.py DATA.jsonl --out PRED.jsonl [--parser NAME|PATH] [--limit N]

Reads `doc_id` and `text` and nothing else; writes `{"doc_id", "events"}`. Metric: F1 of triggers with their type and
of arguments with their role. Figures to beat on dev: 46.9 and 10.6 (trigger words by hand, nearest word); arguments
alone with the triggers given, 60.6 (a trained model).

Every mention of a claim is a trigger; its word says whether the attack or the death is meant. Deaths, injuries and blasts that no
claim tells of, since they name no side, are triggers too. An argument is the head of a side, as the
benchmark has it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from typing import Any

import adapter

from dateline.faces.incidents import incidents
from dateline.faces.lines import IncidentLine
from dateline.read import Reader
from dateline.text.intake import read_text
from dateline.types import Claim, Party, Quote, Reading, Span

WORDS = (
    ("Life.Die", re.compile(r"\b(?:kill\w*|die[ds]?|dying|dead|deaths?|slay\w*|slain|murder\w*|massacre\w*|slaughter\w*|fatalit\w+)\b")),
    ("Life.Injure", re.compile(r"\b(?:injur\w+|wound\w*|maim\w*|hurt|mutilat\w+|beat\w*)\b")),
    ("Conflict.Attack.DetonateExplode", re.compile(r"\b(?:bomb\w*|explo\w+|blast\w*|detonat\w+|blew|blown)\b")),
)  # fmt: skip
PLAIN = (
    ("Life.Die.Unspecified", re.compile(r"\b(?:died|dead|killed|killing|deaths?|killings?|kills)\b")),
    ("Life.Injure.Unspecified", re.compile(r"\b(?:injur(?:ed|ing|ies|y)|wounded|wounding|wounds)\b")),
    ("Conflict.Attack.DetonateExplode",
     re.compile(r"\b(?:bombings?|explosions?|explod(?:ed?|ing|es)|blasts?|detonat(?:ed|ion|ing|e))\b")),
)  # fmt: skip
TYPES = {
    "ASSAULT": "Conflict.Attack.Unspecified", "PROTEST": "Conflict.Demonstrate.Unspecified",
    "THREATEN": "Contact.ThreatenCoerce.Unspecified",
    "REQUEST": "Contact.RequestCommand.Unspecified", "CONSULT": "Contact.Contact.Meet",
}  # fmt: skip
MODES = {
    "explosives": "Conflict.Attack.DetonateExplode", "suicide-attack": "Conflict.Attack.DetonateExplode",
    "destroy": "ArtifactExistence.DamageDestroyDisableDismantle.Destroy", "arrest": "Justice.ArrestJailDetain.Unspecified",
    "abduct": "Justice.ArrestJailDetain.Unspecified", "convict": "Justice.Convict.Unspecified",
    "investigate": "Justice.InvestigateCrime.Unspecified", "release": "Justice.ReleaseParole.Unspecified",
    "resign": "Personnel.EndPosition.Unspecified",
}  # fmt: skip
RULES = (("accuse.allege.charge-court", "Justice.ChargeIndict.Unspecified"),
         ("accuse.allege.indictment", "Justice.ChargeIndict.Unspecified"),
         ("accuse.allege.face", "Justice.TrialHearing.Unspecified"),
         ("sanction.convict.try", "Justice.TrialHearing.Unspecified"))  # fmt: skip
ROLES = {
    "Life.Die": ("Killer", "Victim"), "Life.Injure": ("Injurer", "Victim"), "Conflict.Attack": ("Attacker", "Target"),
    "Conflict.Demonstrate": ("Demonstrator", "Target"), "Contact.ThreatenCoerce": ("Communicator", "Recipient"),
    "Contact.RequestCommand": ("Communicator", "Recipient"), "Contact.Contact": ("Participant", "Participant"),
    "Justice.ArrestJailDetain": ("Jailer", "Detainee"), "Justice.Convict": ("JudgeCourt", "Defendant"),
    "Justice.ChargeIndict": ("Prosecutor", "Defendant"), "Justice.TrialHearing": ("Prosecutor", "Defendant"),
    "Justice.InvestigateCrime": ("Investigator", "Defendant"), "Justice.ReleaseParole": ("JudgeCourt", "Defendant"),
    "Personnel.EndPosition": ("Employee", "PlaceOfEmployment"),
    "ArtifactExistence.DamageDestroyDisableDismantle": ("DamagerDestroyer", "Artifact"),
}  # fmt: skip
PLACED = ("Conflict", "Life.Die", "Justice.Arrest")
COUNTED = re.compile(
    r"[\w,]+(?: more than \d+)? (?:[\w-]+ ){0,2}?(?:people|others|men|women|children|civilians|[a-z]{3,}s)\b"
)
STOP = re.compile(r"[.!?][\"”’)]*\s|\n+")
TITLE = re.compile(
    r"^(?:(?:the|a|an|president|former|prime|minister|general|major|sgt|mr|mrs|dr|col|gen)\.? )+", re.IGNORECASE
)
TAIL = re.compile(r" (?:of|in|at|on|from|near|who|that|which|belonging|with|for|,)\b.*", re.DOTALL)


def type_of(claim: Claim, words: str) -> str | None:
    """The KAIROS type of one mention of a claim; None for what the ontology lacks."""
    if claim.type == "ASSAULT":
        found = next((kind for kind, pattern in WORDS if pattern.search(words.lower())), None)
        if found:
            return found if found.count(".") == 2 else f"{found}.Unspecified"
    for rule, kind in RULES:
        if claim.rule.startswith(rule):
            return kind
    return next((MODES[mode] for mode in claim.mode if mode in MODES), TYPES.get(claim.type))


def head(party: Party, text: str) -> list[int]:
    """The span of the head of a side: a name without its title, else the last word before what hangs on it."""
    words = text[party.span.start : party.span.end]
    core = TAIL.sub("", words)
    name = re.search(r"(?:[A-Z][\w’'-]+ ?)+$", TITLE.sub("", core))
    last = name[0].strip() if name else core.split()[-1]
    at = party.span.start + core.rindex(last)
    return [at, at + len(last)]


def arguments(
    claim: Claim, kind: str, said: Span, text: str, incident: IncidentLine | None
) -> Iterator[dict[str, Any]]:
    """The sides, the place and the instrument under the names of the type's roles, as far as the sentence of the mention has them."""
    doer, hit = next(roles for name, roles in ROLES.items() if kind.startswith(name))
    sides = [(doer, party) for party in claim.actor] + [(hit, party) for party in suffering(claim, kind, text)]
    taken = [party.span for _, party in sides]
    for role, party in sides:
        if within(party.span, said):
            yield {"role": role, "span": head(party, text)}
    if kind.startswith(PLACED):
        for place in [one for one in claim.place if within(one.span, said) and one.span not in taken][:1]:
            yield {"role": "Place", "span": head(Party(place.text, place.span), text)}
    if incident and kind.startswith("Conflict.Attack"):
        role = "ExplosiveDevice" if kind.endswith("Explode") else "Instrument"
        for quote in incident.instruments:
            if within(quote.span, said):
                yield {"role": role, "span": [quote.span.start, quote.span.end]}


def suffering(claim: Claim, kind: str, text: str) -> list[Party]:
    """Whom a mention says it befell: the dead of a death, the hurt of an injury; of an attack what was hit, and people who are
    not counted as its victims where something else was."""
    counted = {"Life.Die": "killed", "Life.Injure": "injured"}.get(kind.removesuffix(".Unspecified"))
    spans = {what: [count.span for count in claim.counts if count.what == what] for what in ("killed", "injured")}
    if counted:
        mine = [Party(text="", span=counted_noun(span, text)) for span in spans[counted]]
        named = [one for one in claim.recipient if any(within(span, one.span) for span in spans[counted])]
        return named or mine or [one for one in claim.recipient if not _is_counted(one, claim)]
    if not kind.startswith("Conflict.Attack"):
        return list(claim.recipient)
    return [one for one in claim.recipient if not _is_counted(one, claim)]


def counted_noun(span: Span, text: str) -> Span:
    """A number with the plural behind it ("several people"); the number alone where none stands there ("wounded 71")."""
    found = COUNTED.match(text, span.start)
    return Span(span.start, max(span.end, found.end())) if found else span


def _is_counted(party: Party, claim: Claim) -> bool:
    return any(within(count.span, party.span) for count in claim.counts if count.what in ("killed", "injured"))


def within(inner: Span, outer: Span) -> bool:
    """Whether one span lies in another."""
    return outer.start <= inner.start and inner.end <= outer.end


def sentence(span: Span, text: str) -> Span:
    """The sentence that a span stands in, by its stops."""
    before = max((m.end() for m in STOP.finditer(text, 0, span.start)), default=0)
    after = STOP.search(text, span.end)
    return Span(before, after.end() if after else len(text))


def mentions(claim: Claim) -> Iterator[Quote]:
    """The words of a claim that tell of its event, without what stands twice."""
    seen: set[Span] = set()
    for quote in (claim.trigger, *claim.also):
        if quote.span not in seen:
            seen.add(quote.span)
            yield quote


def events(reading: Reading) -> Iterator[dict[str, Any]]:
    """An event for each mention of each claim; of two at one place the first stands."""
    of = {key: one for one in incidents(reading) for key in one.claims}
    text, taken = reading.document.text, set[tuple[int, int]]()
    for claim in reading.claims:
        for quote in mentions(claim):
            kind = type_of(claim, quote.text)
            place = (quote.span.start, quote.span.end)
            if kind and place not in taken:
                taken.add(place)
                told = arguments(claim, kind, sentence(quote.span, text), text, of.get(claim.id))
                yield {"type": kind, "trigger": list(place), "arguments": list(told)}


def untold(text: str, taken: list[list[int]]) -> Iterator[dict[str, Any]]:
    """Deaths, injuries and blasts of which no claim is made since they name no side: events of the ontology all the same."""
    for kind, pattern in PLAIN:
        for found in pattern.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield {"type": kind, "trigger": list(found.span()), "arguments": []}


def record(row: dict[str, Any], reading: Reader) -> dict[str, Any]:
    """The events of one document."""
    told = list(events(reading.read_document(read_text(row["text"], id=row["doc_id"]))))
    return {"doc_id": row["doc_id"], "events": [*told, *untold(row["text"], [one["trigger"] for one in told])]}


if __name__ == "__main__":
    sys.exit(adapter.run(__doc__, adapter.of_readings(record)))
