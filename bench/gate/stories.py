"""Stories: invented conflicts told over days by several outlets, and what a record of them must answer.

    python bench/gate/stories.py [--show] [--readings FOLDER] [STORY.jsonl …]

Puts the dispatches of each story (by default all of ``bench/data/stories/``) into a record of its own, asks it every question of
the story as of the question's day by what was known then, and prints right answers by kind of question. ``--show`` prints what
was wrong, but never for stories whose file begins with ``shut-``: of them only the sums are looked at, so that they stay a
measure. ``--readings`` keeps the readings there and takes them from there (empty it after a change of the reader).

A story file: first line ``{"story", "asks"}``, then one dispatch a line. Patterns are regular expressions, searched without
case. What a question holds beside ``ask`` and ``day``:

holds       place, holder       the place stands on the board, held, undisputed, and by nobody else
disputed    place               it stands there disputed or contested
absent      place               it does not stand there
one_board   place               the board asked for this place alone has the same rows for it as the whole board
toll        what, low, high, source, [about], [of]    somebody's figure of an event; ``of``: whose they are
no_toll     what, [number], [source], [about]         nobody has it
apart       what, a, b          no event has both figures
plan        end, [start], about, [state]              a plan or deadline; ``state``: its status
stance      who, stand, topic   ·  no_stance
event       about, grade, [doer]    an event of which the title matches has this grade, and its title or a doer named matches ``doer``
no_event    about               no event told as done has a title that matches
became      end, about, state   every plan or deadline of that last day that matches ``about`` has this status, and there is one
no_plan     about, [end], [state]                     no row of plans matches all of it
joined      a, b                one event has a claim in a sentence that matches ``a`` and one in a sentence that matches ``b``
separate    a, b                no event has both
titled      about, title        every event with a claim in a sentence that matches ``about`` has such a title, and there is one

Any question may hold ``known_by``: what was known by then is asked of the day, instead of what was known on the day itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

import dateline
from dateline.record.state.attribution import names
from dateline.record.state.grade import doers_in_words, grade
from dateline.record.states import Account, Holding, Plan, State, Toll
from dateline.record.titles import title
from dateline.record.types import Happening
from dateline.types import Claim, Document, Reading

STORIES = Path(__file__).parents[1] / "data" / "stories"
SILENT = {"absent", "no_toll", "apart", "no_stance", "no_event", "no_plan", "separate"}
"""Questions that an empty record answers rightly."""
Ask = dict[str, Any]


class Answers(msgspec.Struct):
    """What a record says of one day: its state, its events, and the board asked for one place."""

    state: State
    events: list[Happening]
    board_of: Callable[[str], tuple[Holding, ...]]


def hit(pattern: str, *texts: object) -> bool:
    """Whether any of the texts matches."""
    return any(re.search(pattern, str(text or ""), re.IGNORECASE) for text in texts)


def words(accounts: Iterable[Account]) -> list[str]:
    """The sentences of accounts."""
    return [one.words for one in accounts]


def holds(answers: Answers, ask: Ask) -> bool:
    rows = _rows(answers, ask)
    return bool(rows) and all(
        one.status == "held" and one.holders and all(hit(ask["holder"], who) for who in one.holders) for one in rows
    )


def disputed(answers: Answers, ask: Ask) -> bool:
    return any(one.status in {"disputed", "contested"} for one in _rows(answers, ask))


def absent(answers: Answers, ask: Ask) -> bool:
    return not _rows(answers, ask)


def one_board(answers: Answers, ask: Ask) -> bool:
    rows = [one for one in answers.state.control if one.place == ask["place"]]
    return bool(rows) and rows == [one for one in answers.board_of(ask["place"]) if one.place == ask["place"]]


def _rows(answers: Answers, ask: Ask) -> list[Holding]:
    return [one for one in answers.state.control if hit(ask["place"], one.place)]


def toll(answers: Answers, ask: Ask) -> bool:
    found = [
        one
        for row in _tolls(answers, ask)
        for one in row.sources
        if hit(ask.get("source", "."), one.account.said) and hit(ask.get("of", ""), getattr(one, "of", ""))
    ]
    return any((one.low, one.high) == (ask["low"], ask["high"]) for one in found)


def no_toll(answers: Answers, ask: Ask) -> bool:
    return not any(
        hit(ask.get("source", "."), one.account.said) and ("number" not in ask or ask["number"] in (one.low, one.high))
        for row in _tolls(answers, ask)
        for one in row.sources
    )


def apart(answers: Answers, ask: Ask) -> bool:
    both = {ask["a"], ask["b"]}
    return not any(both <= {one.low for one in row.sources} for row in _tolls(answers, ask))


def _tolls(answers: Answers, ask: Ask) -> Iterator[Toll]:
    for row in answers.state.tolls:
        told = (row.title, row.place, *words(one.account for one in row.sources))
        if row.what == ask["what"] and hit(ask.get("about", ""), *told):
            yield row


def plan(answers: Answers, ask: Ask) -> bool:
    return any(
        ask.get("start", one.start) == one.start and hit(ask.get("state", ""), one.status)
        for one in _plans(answers, ask)
    )


def became(answers: Answers, ask: Ask) -> bool:
    found = _plans(answers, ask)
    return bool(found) and all(hit(ask["state"], one.status) for one in found)


def no_plan(answers: Answers, ask: Ask) -> bool:
    return not any(hit(ask.get("state", ""), one.status) for one in _plans(answers, ask))


def _plans(answers: Answers, ask: Ask) -> list[Plan]:
    return [
        one
        for one in answers.state.plans
        if ask.get("end", one.end) == one.end and hit(ask["about"], one.who, one.what, one.account.words)
    ]


def joined(answers: Answers, ask: Ask) -> bool:
    return any(_tells(one, ask["a"]) and _tells(one, ask["b"]) for one in answers.events)


def separate(answers: Answers, ask: Ask) -> bool:
    return not joined(answers, ask)


def titled(answers: Answers, ask: Ask) -> bool:
    found = [title(one) for one in answers.events if _tells(one, ask["about"])]
    return bool(found) and all(hit(ask["title"], one) for one in found)


def _tells(event: Happening, pattern: str) -> bool:
    return any(hit(pattern, " ".join(kept.sentence.split())) for kept in event.kept)


def stance(answers: Answers, ask: Ask) -> bool:
    return any(
        hit(ask["who"], one.who) and hit(ask["stand"], one.stand) and hit(ask["topic"], one.topic, one.account.words)
        for one in answers.state.stances
    )


def no_stance(answers: Answers, ask: Ask) -> bool:
    return not stance(answers, ask)


def event(answers: Answers, ask: Ask) -> bool:
    found = (one for one in answers.events if hit(ask["about"], title(one)) and hit(ask["grade"], grade(one)))
    return any(hit(ask.get("doer", ""), title(one), doers_in_words(one), *_doers(one)) for one in found)


def _doers(event: Happening) -> Iterator[str]:
    """Whom the claims of an event that somebody tells as done name as its doers."""
    claims = (kept.claim for kept in event.kept if isinstance(kept.claim, Claim) and kept.claim.polarity == "+")
    yield from (name for claim in claims for name in names(claim.actor))


def no_event(answers: Answers, ask: Ask) -> bool:
    return not any(hit(ask["about"], title(one)) and "not told as done" not in grade(one) for one in answers.events)


KINDS: dict[str, Callable[[Answers, Ask], bool]] = {
    "holds": holds, "disputed": disputed, "absent": absent, "one_board": one_board, "toll": toll, "no_toll": no_toll,
    "apart": apart, "plan": plan, "stance": stance, "no_stance": no_stance, "event": event, "no_event": no_event,
    "became": became, "no_plan": no_plan, "joined": joined, "separate": separate, "titled": titled,
}  # fmt: skip


def readings(documents: Iterable[Document], folder: Path | None) -> Iterator[Reading]:
    """Readings of the documents, from the folder where it has them."""
    reader = None
    for one in documents:
        kept = folder / hashlib.sha256(msgspec.json.encode(one)).hexdigest()[:16] if folder else None
        if kept is not None and kept.exists():
            yield msgspec.json.decode(kept.read_bytes(), type=Reading)
            continue
        reader = reader or dateline.reader()
        found = reader.read_document(one)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_bytes(msgspec.json.encode(found))
        yield found


def asked(path: Path, folder: Path | None) -> Iterator[tuple[Ask, bool]]:
    """Every question of a story, and whether the record answers it rightly."""
    head, *lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    documents = (
        Document(one["id"], one["text"], published=one["published"], outlet=one["outlet"], title=one.get("title"))
        for one in lines
    )
    with tempfile.TemporaryDirectory() as work, dateline.Record(f"{work}/story.sqlite", create=True) as record:
        record.add(readings(documents, folder))
        known: dict[tuple[str, str], Answers] = {}
        for ask in head["asks"]:
            when = ask["day"], ask.get("known_by", ask["day"])
            if when not in known:
                known[when] = _answers(record, *when)
            yield ask, KINDS[ask["ask"]](known[when], ask)


def _answers(record: dateline.Record, day: str, until: str) -> Answers:
    state, events = record.as_of(day, known_by=until), record.events(known_by=until)
    return Answers(state, events, lambda place: record.as_of(day, place=place, known_by=until).control)


def main() -> None:
    """Ask and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", action="store_true", help="print what was wrong")
    parser.add_argument("--readings", type=Path, help="folder for readings")
    parser.add_argument("stories", nargs="*", type=Path)
    options = parser.parse_args()
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for path in options.stories or sorted(STORIES.glob("*.jsonl")):
        found = list(asked(path, options.readings))
        for ask, good in found:
            all_[ask["ask"]] += 1
            right[ask["ask"]] += good
            if options.show and not good and not path.stem.startswith("shut-"):
                print(path.stem, json.dumps(ask, ensure_ascii=False))
        print(path.stem, _summed([(ask["ask"], good) for ask, good in found]))
    for kind in KINDS:
        if all_[kind]:
            print(f"  {kind} {right[kind]}/{all_[kind]}")


def _summed(found: list[tuple[str, bool]]) -> str:
    parts = []
    for name, silent in (("answers", False), ("silences", True)):
        some = [good for kind, good in found if (kind in SILENT) == silent]
        parts.append(f"{name} {sum(some)}/{len(some)}")
    return ", ".join(parts)


if __name__ == "__main__":
    main()
