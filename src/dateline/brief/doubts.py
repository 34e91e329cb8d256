"""Contradictions, and what is not verified or not known."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.brief.incidents import doers, incidents, noun, source_of, when
from dateline.brief.material import Material
from dateline.brief.model import Block, Bullets, Heading, Paragraph, Section, Sentence
from dateline.brief.tolls import subject, tolls
from dateline.brief.words import capital, counted, listed, number, quotation
from dateline.exports.summary import Summary
from dateline.record.state.grade import CONTESTED, SINGLE
from dateline.record.state.tolls import figure

MOST = 12  # incidents named that rest on one source


def section(material: Material) -> Section:
    """The section: contradictions, single sources, what is open."""
    contradictions = [*_control(material), *_figures(material), *_responsibility(material)]
    blocks: list[Block] = [Heading("Contradictions")]
    none = Paragraph((Sentence("No contradictions between sources were found for the period."),))
    blocks.append(Bullets(tuple(contradictions)) if contradictions else none)
    unverified = [*_single(material), *_unknown(material), *_undated(material)]
    if unverified:
        blocks += [Heading("Unverified or unknown"), Bullets(tuple(unverified))]
    return Section("Contradictions and what is unverified", tuple(blocks))


def _control(material: Material) -> Iterator[Paragraph]:
    for one in material.state.control:
        if one.status == "disputed":
            keys = [account.claim for account in (*one.accounts, *one.against)]
            who = listed(material.source(kept) for kept in material.told(keys))
            yield Paragraph(
                (material.cited(f"{capital(who)} contradict each other about who holds {one.place}.", keys),)
            )


def _figures(material: Material) -> Iterator[Paragraph]:
    for one in tolls(material):
        if one.contradicted:
            keys = [source.account.claim for source in one.sources]
            said = listed(
                f"{figure(source.low, source.high)} by {source_of(material, source)}" for source in one.sources
            )
            text = f"The numbers given for people {one.what} cannot all be right ({subject(material, one)}): {said}."
            yield Paragraph((material.cited(text, keys),))


def _responsibility(material: Material) -> Iterator[Paragraph]:
    for one in incidents(material):
        named = list(doers(material, one)) if one.grade == CONTESTED else []
        if len(named) > 1:
            told = listed(f"{who.name} ({who.how})" for who in named)
            text = f"Responsibility is disputed for {_called(one)}: {told}."
            yield Paragraph((material.register.sentence(text, [kept for who in named for kept in who.kept]),))


def _called(one: Summary) -> str:
    where = f" in {one.spot.place.name}" if one.spot else ""
    return f"{noun(one)}{where} {when(one)}"


def _single(material: Material) -> Iterator[Paragraph]:
    some = [one for one in incidents(material) if one.grade == SINGLE]
    if not some:
        return
    many = len(incidents(material))
    share = f"Of {counted(many, 'incident')}, {number(len(some))}" if len(some) < many else "All incidents"
    rest = "rests" if len(some) == 1 < many else "rest"
    named = listed(map(_called, some[:MOST]))
    more = f", and {len(some) - MOST} more" if len(some) > MOST else ""
    keys = [kept.key for one in some[:MOST] for kept in one.kept[:1]]
    yield Paragraph((material.cited(f"{share} {rest} on a single source: {named}{more}.", keys),))


def _unknown(material: Material) -> Iterator[Paragraph]:
    for one in material.state.questions:
        told = [kept for kept in material.told(one.claims) if kept.document.known >= material.what.since]
        if not told or one.kind not in {"ground", "unknown"}:
            continue
        words = material.redactor.words(told[0])
        why = (
            "does not say which place is meant"
            if one.kind == "ground"
            else "says that this is not known or not disclosed"
        )
        yield Paragraph((material.register.sentence(f"The report {why}: {quotation(words)}", told),))


def _undated(material: Material) -> Iterator[Paragraph]:
    some = {
        kept.document.id: kept for one in material.summaries for kept in one.kept if kept.document.published is None
    }
    if some:
        verb = "was" if len(some) == 1 else "were"
        text = f"{capital(counted(len(some), 'dispatch'))} without a date of publication {verb} counted from the day of receipt."
        yield Paragraph((material.register.sentence(text, some.values()),))
