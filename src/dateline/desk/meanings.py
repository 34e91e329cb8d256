"""What the words and numbers on the pages mean, in a sentence each."""

from __future__ import annotations

CONTESTED = "of an event: sources name different doers, or somebody denies it; of a place: it is fought over"
GROUPS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("How well an event is attested", (
        ("confirmed by a party", "who did it says so itself"),
        ("fair", "two independent sources or more say so; copies of one text and quotations of one speaker are one source"),
        ("single source", "one source says so"),
        ("contested", CONTESTED),
        ("not told as done", "there are only plans, threats or denials"),
    )),
    ("Who holds a place", (
        ("held", "the last that is told is that they hold it"),
        ("contested", CONTESTED),
        ("disputed", "sources say that different sides hold it"),
        ("lost", "they lost it, and nobody is told to hold it"),
    )),
    ("Days set", (
        ("ahead", "the day is still to come"),
        ("due", "the day is now, or the span that was given has begun"),
    )),
    ("How a claim is told", (
        ("actual", "as done"),
        ("planned", "as what is to come"),
        ("possible", "as what may be, or may have been"),
        ("conditional", "as what is done if something else is"),
        ("unknown", "as what nobody is sure of"),
    )),
    ("Numbers", (
        ("≠", "beside a number: accounts of it cannot all be right"),
        ("score", "0 to 1: of claims with such signs, so many were right in dispatches that people coded"),
        ("joined at", "0 to 1: how alike two claims are to the joiner; from 0.5 on they are one event"),
        ("killed, at least", "the lowest figure that is told of each event, added up"),
        ("sources and dispatches", "sources are independent of each other; several dispatches may have one source"),
        ("α", "Krippendorff's alpha: how far two reviewers agree beyond chance; 1 in all, 0 as chance has it"),
    )),
    ("Fields against sources", (
        ("agree", "all that say it say the same"),
        ("differ", "they say different things, which may all be right"),
        ("contradict", "not all of it can be right"),
        ("one account", "only one says it"),
    )),
    ("Types of events (PLOVER)", (
        ("ASSAULT", "force: attacks, killings, abductions, taking ground"),
        ("COERCE", "arrests, seizures, restrictions, curfews"),
        ("SANCTION", "convictions, expulsions, what is withdrawn or discontinued"),
        ("MOBILIZE", "troops, weapons or police on the move"),
        ("PROTEST", "demonstrations, strikes, riots"),
        ("THREATEN", "threats"),
        ("REJECT", "refusals"),
        ("ACCUSE", "accusations, disapproval, investigations"),
        ("REQUEST", "calls, demands, appeals"),
        ("RETREAT", "withdrawals, releases, cease-fires, resignations"),
        ("AID", "help in money, goods or people"),
        ("COOPERATE", "working together"),
        ("CONCEDE", "giving in, admitting, easing"),
        ("SUPPORT", "support in words, recognition, praise"),
        ("CONSULT", "talks, visits, calls"),
        ("AGREE", "agreements, promises to act"),
    )),
)  # fmt: skip
"""Headings with words and what each means."""
MEANINGS = {word: meaning for _, some in GROUPS for word, meaning in some}
