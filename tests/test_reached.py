"""Who acts and who is acted on, in sentences read whole."""

from __future__ import annotations

import pytest

import dateline

ACTING = [
    ("Locals have been keeping vigil outside the office.", "vigil", ["Locals"]),
    ("Shells from a frigate slammed into a monastery on Tuesday.", "slammed into", ["a frigate"]),
    ("Missiles fired from a Peruvian drone killed five suspects.", "killed", ["a Peruvian drone"]),
    ("A helicopter made two flights, evacuating 17 patients to Orsa.", "evacuating", ["A helicopter"]),
    ("Mr. Vel is on a two-day visit to Cuba.", "visit", ["Mr. Vel"]),
    ("The premier made the announcement after a meeting with Mr. Vel.", "meeting", ["The premier", "Mr. Vel"]),
    ("The premier telephoned both of his counterparts.", "telephoned", ["The premier", "both of his counterparts"]),
    (
        (
            "Gunmen on motorcycles ambushed a fuel convoy escorted by U.N. peacekeepers near Bouar on Thursday, killing two drivers"
            " and a Rwandan soldier, the U.N. mission said, in the deadliest attack on the supply road since August."
        ),
        "ambushed",
        ["Gunmen"],
    ),
    ("Mr. Vel plans to meet separatist leaders during his visit.", "plans", ["Mr. Vel", "separatist leaders"]),
    ("A judge charged nine men with the train bombings of May.", "train bombings", ["nine men"]),
    ("A rise in violence has been blamed on local tribesmen.", "violence", ["local tribesmen"]),
    ("He had remained involved in the killing of civilians.", "killing", ["He"]),
    ("Fifty lawmakers announced a petition urging the council to meet.", "urging", ["Fifty lawmakers"]),
    ("Several leaders joined Peru in calling for a halt.", "calling for", ["Several leaders", "Peru"]),
    ("Drones crashed into a bus station in Lima on Monday.", "crashed into", []),
    (
        "The paper El Faro reported Monday two nurses had entered the embassy to request asylum.",
        "request",
        ["two nurses"],
    ),
    (
        "The clerk accused the mayor of trying to stop the audit and called for his resignation.",
        "called for",
        ["The clerk"],
    ),
    ("The council rejected a petition from Mr. Vel demanding a new vote.", "demanding", ["Mr. Vel"]),
    ("Peruvian air force planes bombed a rebel camp on Tuesday.", "bombed", ["Peruvian air force planes"]),
    (
        "Three lorries were set ablaze at the bus station by unidentified gunmen.",
        "set ablaze",
        ["unidentified gunmen"],
    ),
]
ACTED_ON = [
    ("Canada agreed to post high commissioners again.", "agreed", []),
    ("Guards chased the monks; two were led away.", "led away", []),
    ("A group barricaded the Uitenhage Road on Monday.", "barricaded", ["the Uitenhage Road"]),
    ("The kidnappers demanded a ransom in a phone call to the pastor.", "demanded", ["the pastor"]),
    ("For its part, the mission deplored the killings.", "deplored", []),
    ("Looters broke into a pharmacy and made away with food.", "made away with", ["a pharmacy"]),
    ("Peru's parliament demanded her release.", "demanded", []),
    ("Widows demanded an apology to the villagers.", "demanded", []),
    ("The minister urged lawmakers to drop the levy, calling it robbery.", "calling", []),
    ("The union wrote a letter to the governor, demanding higher prices.", "demanding", ["the governor"]),
    ("An attack on the mill in May left the province dark.", "attack", ["the mill"]),
    ("Rebels have been battling the Lima government for years.", "battling", ["the Lima government"]),
    ("Volunteers treated the injured in Orsa.", "treated", ["the injured"]),
    ("Peru promised to send a joint battalion.", "promised", []),
    ("The enemy troops raked the hamlet with gunfire, wounding a farmer.", "raked", ["the hamlet", "a farmer"]),
    ("Police broke up a rally of students with tear gas.", "broke up", ["a rally of students"]),
    ("France pledged 24 more armoured carriers.", "pledged", []),
    ("Washington chided Pristina for acting alone.", "chided", ["Pristina"]),
    ("The ministry applauded Yerevan's courage.", "applauded", ["Yerevan"]),
    ("Units of the Centre group repelled nine attacks.", "attacks", ["Units of the Centre group"]),
    ("The group claimed the execution on 21 March of a chieftain.", "execution", ["a chieftain"]),
    ("A gunfight in which a boy lost his life ended at dawn.", "gunfight", ["a boy"]),
    ("Gunmen fired at a bus, and a driver lost his life.", "fired at", ["a driver", "a bus"]),
    ("Police fired pellets and a student lost an eye.", "fired", ["a student"]),
    (
        "At least nine villagers perished during a new incursion of the bandits.",
        "incursion",
        ["At least nine villagers"],
    ),
    ("The raid resulted in the death of two guards and the injury of a cook.", "raid", ["two guards", "a cook"]),
    ("The mayor was unhurt in the attack on Monday.", "attack", ["The mayor"]),
    ("The minister visited northern Peru on Saturday.", "visited", []),
    ("The opposition demanded that prisoners be released.", "demanded", []),
    ("They allege that a farmer had been picked up from his house.", "allege", []),
    ("Security forces have surrounded a town south of Lima.", "surrounded", ["a town"]),
    ("Officials blocked off access to the embassy on Monday.", "blocked off", ["the embassy"]),
    ("Troops captured an insurgent base in Orsa.", "captured", ["insurgent"]),
    ("Monks demanded the council redraw the boundary of the park.", "demanded", ["the council"]),
    (
        "The envoy condemned the recent attacks by gunmen against Christian villagers.",
        "attacks",
        ["Christian villagers"],
    ),
    ("Police resorted to a mild lathi charge to disperse the crowd.", "resorted", ["the crowd"]),
    ("A court jailed five men for plotting to kill President Ivan Vel.", "plotting", ["President Ivan Vel"]),
    ("Rebels were planning to blow up electricity towers near the dam.", "planning", ["electricity towers"]),
    ("Three parties left the vote, saying the electoral council is biased.", "biased", ["the electoral council"]),
    ("Peru's parliament approved six new ministers on Monday.", "approved", ["six new ministers"]),
    ("The governor imposed a dusk-to-dawn curfew on Suvali and Azikaro.", "imposed", []),
    ("The two sides agreed to set up a joint patrol on the river.", "agreed", []),
    ("The lawyer demanded an airlift for patients.", "demanded", []),
    ("The ministry vowed to eliminate terrorism from the country.", "vowed", []),
    ("The rival clans shelled each other's positions through the night.", "shelled", []),
    ("Peru refused to sit down with the rebels.", "refused", ["the rebels"]),
    ("Riot police answered with a volley of plastic bullets that scattered the mob.", "plastic bullets", ["the mob"]),
    (
        "A widow was in the capital on Monday demanding to see the president.",
        "demanding",
        ["the president"],
    ),
    ("The Peruvian side requested the assistance of Chile in the training of dogs.", "requested", ["Chile"]),
    ("Peru is renewing a ban on trade with Chile.", "renewing", ["Chile"]),
    ("Peru broke off diplomatic relations in April.", "broke off", []),
    ("Gunmen set fire to a police station and two pharmacies.", "set fire", ["a police station", "two pharmacies"]),
    (
        "Police questioned five Iraqis and a Libyan who were arrested by the army.",
        "arrested",
        ["five Iraqis", "a Libyan"],
    ),
    ("Picketers stopped a goods train at Patara for two hours.", "stopped", ["a goods train"]),
    ("Farmers blocked traffic on Monday.", "blocked", []),
    ("Market vendors marched to the police station in Patara.", "marched", []),
    ("Hundreds of women marched to the defence ministry on Monday.", "marched", ["the defence ministry"]),
    ("Rebels were preparing to plant roadside bombs near the dam.", "preparing", []),
    ("The bishop urged the faithful to pray for rain.", "urged", ["the faithful"]),
]


def of_trigger(text: str, trigger: str) -> dateline.Claim:
    claims = dateline.read(text).claims
    return next(claim for claim in claims if claim.trigger.text.startswith(trigger))


@pytest.mark.parametrize(("text", "trigger", "who"), ACTING)
def test_who_acts(text: str, trigger: str, who: list[str]) -> None:
    assert [party.text for party in of_trigger(text, trigger).actor] == who


@pytest.mark.parametrize(("text", "trigger", "whom"), ACTED_ON)
def test_who_is_acted_on(text: str, trigger: str, whom: list[str]) -> None:
    assert [party.text for party in of_trigger(text, trigger).recipient] == whom


def test_a_listed_name_is_not_cut_at_its_preposition() -> None:
    told = of_trigger("Gunmen attacked Doctors Without Borders in Kunduz.", "attacked")
    assert [party.text for party in told.recipient] == ["Doctors Without Borders"]


def test_a_description_has_the_name_behind_it() -> None:
    told = of_trigger("A second nominee, General Ivan Vel, withdrew his candidacy in May.", "withdrew")
    assert [party.name for party in told.actor] == ["Ivan Vel"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The Upper Lakes Union, or ULU, attacked a police post on Monday.", ["Upper Lakes Union"]),
        ("Ecuador's president, Rafael Correa, visits China this week.", ["Rafael Correa"]),
    ],
)
def test_a_name_told_in_two_ways_is_one(text: str, who: list[str]) -> None:
    assert [party.name for claim in dateline.read(text).claims for party in claim.actor] == who


def test_those_whom_a_number_announces() -> None:
    told = of_trigger("Three countries, Peru, Chile and Haiti, recognized the new government.", "recognized")
    assert [party.name for party in told.actor] == ["Peru", "Chile", "Haiti"]


def test_a_day_before_a_party_is_no_part_of_it() -> None:
    told = of_trigger("The army left on June 10. A week earlier rebels had fired on a convoy.", "fired")
    assert [party.text for party in told.actor] == ["rebels"]


def test_nobody_robs_himself() -> None:
    told = of_trigger("Officers met the two at a hotel in Lima and took their mobile phones.", "took")
    assert {party.name for party in told.actor}.isdisjoint(party.name for party in told.recipient)


def test_troops_of_a_ministry_hold_for_its_country() -> None:
    held = dateline.read("The Russian Defence Ministry said its troops hold the town of Bakhmut.").controls[0]
    assert [(party.name, party.code) for party in held.holder] == [("Russia", "RUS-MIL")]


def test_a_part_of_those_killed_kills_nobody() -> None:
    told = dateline.read(
        "Army aircraft dropped bombs on a market on Tuesday, killing 11 people, five of them children."
    ).claims
    assert {party.text for claim in told for party in (*claim.actor, *claim.recipient)} <= {
        "Army aircraft",
        "a market",
        "11 people",
        "children",
    }
