"""Who "we" and "I" are: the speaker of the quotation, or who issued the text."""

from __future__ import annotations

from dateline.actors.codes import split
from dateline.actors.referents import GROUP, PERSON, Referent
from dateline.actors.scene import Scene

SAYING = frozenset("say tell add state declare announce warn note explain write ask reply insist claim argue stress comment continue "
                   "vow pledge promise urge call remark respond admit confirm deny report recall".split())  # fmt: skip
AROUND = 2  # sentences before and after in which the speaker of a quotation is looked for


def first_person(scene: Scene, head: int, single: bool) -> None:
    """Place "I" with the speaker and "we" with what the speaker speaks for; in a release, with who issued it."""
    who = _speaker(scene, head)
    if who is None:
        who = _issuer(scene)
    if who is None:
        return
    if not single and who.kind == PERSON:
        who = _body_of(scene, who)
    scene.place(head, who, f"{who.name} speaks", 0.6)


def _speaker(scene: Scene, head: int) -> Referent | None:
    here = scene.sent(head)
    best: tuple[int, Referent] | None = None
    for clause in scene.parse.clauses.values():
        if clause.lemma not in SAYING:
            continue
        away = abs(scene.sent(clause.head) - here)
        for subject in clause.subjects:
            known = scene.by_head.get(subject)
            if known is not None and away <= AROUND and subject != head and (best is None or away < best[0]):
                best = (away, known)
    return best[1] if best is not None else None


def _issuer(scene: Scene) -> Referent | None:
    if not scene.outlet:
        return None
    from dateline.actors.spots import entry_of
    from dateline.places.fold import fold, squash

    forms = scene.lexicon.forms.get(squash(fold(scene.outlet)), ())
    entry = entry_of(forms, scene.day)
    known = next((r for r in scene.referents if entry is not None and r.id == entry.id), None)
    if known is not None or entry is None:
        return known
    return Referent(entry.id, entry.name, entry.code, GROUP, country=entry.country, listed=entry.kind)


def _body_of(scene: Scene, who: Referent) -> Referent:
    country, sector = split(who.code)
    if sector != "GOV" or not country:
        return Referent("", who.name, who.code, GROUP)
    known = next((r for r in scene.referents if r.code == who.code and r.listed in ("country", "people")), None)
    return known or Referent("", who.name, who.code, GROUP)
