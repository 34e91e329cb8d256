"""Answers of a record as self-contained pages: the board, tolls drawn by source, one event with its accounts side by side."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dateline.faces import phrasing
from dateline.faces.card import tag
from dateline.faces.charts import place_map, toll_chart
from dateline.faces.event_tables import (
    LATE,
    beside,
    compared,
    figures,
    judged,
    kinds,
    nearest,
    reasons,
    rival,
    short,
    sources,
    span_of,
)
from dateline.faces.page import asset, digest
from dateline.faces.state_tables import KINDS, ground_in_words, sums
from dateline.record.state.attribution import outlets_of, said_by
from dateline.record.state.grade import grade
from dateline.record.state.tolls import figure, place, tolls
from dateline.record.states import Holding, Plan, Stance, State, Toll
from dateline.record.titles import title
from dateline.record.types import Comparison, Happening, Judgement, Kept
from dateline.types import Figure

NOTE = "Claims are not facts: every row says who says so. What is told later changes later answers only."


def shell(heading: str, note: str, body: str) -> str:
    """A page of the record: no script, nothing fetched, its style allowed by its hash."""
    style = asset("page.css") + asset("record.css")
    policy = f"default-src 'none'; style-src '{digest(style)}'; img-src data:; base-uri 'none'; form-action 'none'"
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">'
        f'<link rel="icon" href="data:,"><title>{escape(heading)} · dateline</title><style>{style}</style>'
    )
    top = f"<header><h1>dateline</h1><p>{escape(NOTE)}</p></header>"
    main = f"<article><h2>{escape(heading)}</h2><p class='meta'>{escape(note)}</p>{body}</article>"
    return f'<!doctype html>\n<html lang="en"><head>{head}</head>\n<body>{top}<main>{main}</main></body></html>\n'


def state_page(state: State) -> str:
    """How things stood on a day."""
    known = f"by what was known by {state.known_by}" if state.known_by else "by all that is known"
    copies = f", {state.copies} of them copies" if state.copies else ""
    note = f"{known} · {phrasing.many(state.claims, 'claim')} in {phrasing.many(state.documents, 'dispatch')}{copies}"
    board = table(("place", "state", "since", "by whose word"), map(_holding, state.control))
    chart = place_map(state.control)
    parts = [
        section(
            "Who holds what",
            f'<div class="two"><div>{board}</div><div>{chart}</div></div>' if chart else board,
            state.control,
        ),
        section(
            "Tolls",
            "".join(map(_toll, state.tolls)) + tag("p", escape(f"single events together: {sums(state)}"), "meta"),
            state.tolls,
        ),
        section("Stances", table(("who", "stands", "on what", "said by"), map(_stance, state.stances)), state.stances),
        section(
            "Plans and deadlines",
            table(("when", "who", "what", "status", "said by"), map(_plan, state.plans)),
            state.plans,
        ),
        section("Open questions", _questions(state), state.questions),
    ]
    return shell(f"As of {state.as_of}", note, "".join(parts))


def section(heading: str, body: str, rows: Iterable[object]) -> str:
    """A heading and its body; nothing when there are no rows."""
    return tag("h3", escape(heading)) + body if list(rows) else ""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; its cells are HTML already."""
    head = "".join(tag("th", escape(column)) for column in columns)
    body = "".join(tag("tr", "".join(tag("td", cell) for cell in row)) for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def chip(word: str) -> str:
    """A word in a frame, coloured by its first part."""
    return tag("span", escape(word), f"chip {word.split(maxsplit=1)[0]}")


def _holding(one: Holding) -> list[str]:
    against = "".join(tag("div", escape(f"{a.tells}, says {a.said}, {a.known}"), "contradict") for a in one.against)
    before = tag("div", escape(f"before: {'; '.join(one.before)}"), "more") if one.before else ""
    since = f"by {one.until}" if one.since is None else phrasing.days(one.since, one.until)
    words = "".join(tag("div", escape(f"“{a.words}”"), "more") for a in one.accounts[:2])
    told = f"{chip(one.status)} {escape(', '.join(one.holders) or 'somebody')}{against}{before}"
    return [escape(ground_in_words(one)), told, escape(since), escape(phrasing.accounts(one.accounts)) + words]


def _toll(one: Toll) -> str:
    mark = tag("span", " sources cannot both be right", "contradict") if one.contradicted else ""
    kind = " · a total" if one.campaign else " · part of a total" if one.part else ""
    where = f"{beside(one)}{kind}"
    what = f"{figure(one.low, one.high)} {one.what}"
    head = f"<b>{escape(what)}</b>{escape(f' ({one.of})' if one.of else '')} · {escape(one.title)} · {escape(where)}"
    only = f"{one.sources[0].account.said}, {one.sources[0].account.known}"
    drawn = toll_chart(one.sources) if len(one.sources) > 1 else tag("p", escape(f"according to {only}"), "meta")
    return tag("div", f"<p>{head} {chip(one.grade)}{mark}</p>{drawn}")


def _stance(one: Stance) -> list[str]:
    before = tag("div", escape(f"before: {'; '.join(one.before)}"), "more") if one.before else ""
    who = f"{escape(one.who)} {tag('span', escape(one.code), 'code')}"
    return [who, chip(one.stand) + before, escape(one.topic), escape(f"{one.account.said}, {one.account.known}")]


def _plan(one: Plan) -> list[str]:
    when = phrasing.days(one.start, one.end) if one.start or one.end else "no day said"
    return [
        escape(when),
        escape(one.who or "–"),
        escape(one.what),
        chip(one.status),
        escape(f"{one.account.said}, {one.account.known}"),
    ]


def _questions(state: State) -> str:
    items = (tag("li", f"{tag('b', escape(KINDS[one.kind]))}: {escape(one.text)}") for one in state.questions)
    return tag("ul", "".join(items), "questions")


def events_page(happenings: list[Happening]) -> str:
    """A list of events."""
    rows = (
        [
            tag("span", escape(short(one.key)), "code"), escape(span_of(one)), escape(place(one) or "–"),
            f"{escape(title(one, day=False))}{tag('div', escape(kinds(one)), 'more')}", escape(figures(one) or "–"),
            f"{chip(grade(one))}{tag('div', escape(sources(one)), 'more')}",
        ]
        for one in happenings
    )  # fmt: skip
    body = table(("event", "when", "where", "what", "toll", "attested"), rows)
    return shell("Events", "! marks figures that cannot both be right", body)


def event_page(
    one: Happening,
    rivals: Iterable[Comparison] = (),
    told: dict[str, Kept] | None = None,
    judgements: Iterable[Judgement] = (),
    figures_: Iterable[Kept] = (),
) -> str:
    """One event: its fields with who says what, its tolls drawn, every account with its sentence, what was not joined and
    what was judged."""
    note = f"{one.key} · {grade(one)} · {sources(one)}"
    fields = table(("field", "", "who says what"), (_field(*row) for row in compared(one)))
    drawn = "".join(map(_toll, tolls(LATE, [one], outlets_of(list(one.kept)))))
    links = table(
        ("", "score", "because"),
        ([escape(f"{short(x.a)} = {short(x.b)}"), f"{x.score:.2f}", escape(reasons(x))] for x in one.links),
    )
    parts = [fields, section("Tolls", drawn, [drawn] if drawn else []), tag("h3", "Accounts"), *map(_account, one.kept)]
    lines = list(map(_account, figures_))
    parts.append(section("Figures", "".join(lines), lines))
    parts.append(tag("details", tag("summary", "Why these were joined") + links) if one.links else "")
    more = {
        "Part of": [short(key) for key in one.campaign],
        "Not joined": [rival(found, one, told or {}) for found in nearest(rivals, one)],
        "Judgements": list(judged(one, judgements)),
    }
    parts += [
        section(name, tag("ul", "".join(tag("li", escape(row)) for row in rows)), rows) for name, rows in more.items()
    ]
    return shell(f"{title(one, day=False)} · {span_of(one)}", note, "".join(parts))


def _field(name: str, verdict: str, told: list[tuple[str, list[str]]]) -> list[str]:
    rows = "".join(tag("div", f"{escape(value)} {tag('span', escape('; '.join(who)), 'more')}") for value, who in told)
    return [tag("b", escape(name)), tag("span", escape(verdict), verdict.split(maxsplit=1)[0]), rows]


def _account(kept: Kept) -> str:
    copy = " · copy, no corroboration" if kept.document.lead != kept.document.key else ""
    where = tag("span", escape(f"{short(kept.key)} · {kept.document.id}{copy}"), "code")
    counted = f"{escape(phrasing.figure(kept.claim))} · " if isinstance(kept.claim, Figure) else ""
    head = f"{counted}<b>{escape(said_by(kept))}</b>, {escape(kept.document.known)} {where}"
    return tag("div", f"{head}<blockquote>{_marked(kept)}</blockquote>")


def _marked(kept: Kept) -> str:
    """The sentence with the trigger marked."""
    words, start = kept.sentence, kept.claim.sentence.start
    begin, end = kept.claim.trigger.span.start - start, kept.claim.trigger.span.end - start
    if not 0 <= begin < end <= len(words):
        return escape(words)
    return f"{escape(words[:begin])}{tag('mark', escape(words[begin:end]), 'trigger')}{escape(words[end:])}"
