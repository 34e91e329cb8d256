"""How alike two claims are: named features, each weighed by join.toml, each with its words."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable
from functools import lru_cache

from dateline.errors import many
from dateline.places.distance import distance
from dateline.record.claim_features import ClaimFeatures, PlaceFeatures, Side, days_between
from dateline.record.rules import Weight, families, rules
from dateline.record.terms import cosine
from dateline.record.types import Comparison, Feature

SUREST = 0.9999
"""The score that likeness gives at most; 1 is what the dispatch itself says."""
NEAR = 0.2
"""What places say at most that only may be one."""
EXACT = 0.5
"""What days and figures say at least that meet."""
ANCHORS = {
    "place": 0.5,
    "day": EXACT,
    "doer": 1.0,
    "figures": EXACT,
    "target": 0.3,
    "names": 0.5,
    "word": 1.0,
    "sentence": 0.2,
}
"""What a feature says at least that speaks for one event and not only for one war."""
WIDE = frozenset({"country", "region", "continent"})
REMEMBERED = 32_768  # pairs of places, of which many dispatches name the same
Value = tuple[float, str]
"""How strongly a feature speaks, -1 to 1, and the words it rests on."""
SILENT: Value = (0.0, "")
SLACK = 0.01  # values are rounded before they are added up
SOONEST = ("kind", "day", "place", "standing", "word", "figures", "target", "doer", "names", "sentence")
"""Features in the order in which they tell claims apart for little work."""


def threshold() -> float:
    """The score from which two claims are one happening."""
    return rules().claims.joined


def compare(a: ClaimFeatures, b: ClaimFeatures, alike: float) -> Comparison:
    """Two claims; ``alike`` is how alike their documents are. ``part``: one is of the campaign that the other tells of."""
    one, other = (a, b) if a.key < b.key else (b, a)
    weights = rules().claims.features
    values = [(name, *measure(one, other)) for name, measure in FEATURES.items()]
    values.append(("documents", *_documents_beside(one, other, alike, values)))
    features = tuple(
        Feature(name, round(value, 4), weights[name].of(value), why) for name, value, why in values if value
    )
    if is_reversed(one, other):
        return Comparison(one.key, other.key, 0.0, "different", features)
    total = rules().claims.bias + sum(one.weight * one.value for one in features)
    score = min(SUREST, 1 / (1 + math.exp(-total)))
    whole = _whole(one, other, features) if score >= rules().claims.part else ""
    if whole:
        return Comparison(one.key, other.key, score, "part", features, whole)
    return Comparison(one.key, other.key, score, "same" if score >= threshold() else "different", features)


class Bar:
    """Keeps out pairs of claims that surely have a score below ``least``, for a part of the work of ``compare``. The features that tell
    most claims apart come first, and how alike the documents are is asked last, if at all. What a feature says of two claims is
    remembered for all pairs that are alike in what it looks at."""

    def __init__(self, least: float) -> None:
        known = rules().claims
        most = {name: max(0.0, one.weight, -(one.against or 0.0)) for name, one in known.features.items()}
        left = sum(most.values())
        self.steps: list[_Step] = []
        for name in SOONEST:
            left -= most[name]
            self.steps.append(_Step(name, known.features[name], left))
        self.documents = known.features["documents"]
        self.needed = math.log(least / (1 - least)) - known.bias - SLACK
        self.looks: dict[str, tuple[int, ...]] = {}

    def needs(self, a: ClaimFeatures, b: ClaimFeatures) -> float | None:
        """What the likeness of their documents has to add for two claims to have the score; None only where ``compare`` gives
        less."""
        one, other = (a, b) if a.key < b.key else (b, a)
        left = self.needed
        for step, x, y in zip(self.steps, self._look(one), self._look(other), strict=True):
            told = step.said.get((x, y))
            left -= step.says(one, other, x, y) if told is None else told
            if left > step.most:
                return None
        return left

    def reaches(self, a: ClaimFeatures, b: ClaimFeatures, alike: float, needed: float) -> bool:
        """Whether the likeness of their documents adds so much."""
        one, other = (a, b) if a.key < b.key else (b, a)
        value = _documents(one, other, alike)[0]
        return needed <= self.documents.of(value) * value

    def _look(self, one: ClaimFeatures) -> tuple[int, ...]:
        """A number for what each feature looks at in a claim, the same for claims that are alike in it."""
        found = self.looks.get(one.key)
        if found is None:
            found = self.looks[one.key] = tuple([step.number(one) for step in self.steps])
        return found


class _Step:
    """A feature: its weight, what those behind it may add, and what it has said."""

    def __init__(self, name: str, weight: Weight, most: float) -> None:
        self.measure, self.weight, self.most, self.of = FEATURES[name], weight, most, LOOKED_AT[name]
        self.numbers: dict[Hashable, int] = {}
        self.said: dict[tuple[int, int], float] = {}

    def number(self, one: ClaimFeatures) -> int:
        """A number for what the feature looks at in a claim."""
        return self.numbers.setdefault(self.of(one), len(self.numbers))

    def says(self, one: ClaimFeatures, other: ClaimFeatures, x: int, y: int) -> float:
        """What the feature adds to the score of two claims that have these numbers."""
        value = self.measure(one, other)[0]
        told = self.said[x, y] = self.weight.of(value) * value
        return told


def _documents_beside(a: ClaimFeatures, b: ClaimFeatures, alike: float, told: list[tuple[str, float, str]]) -> Value:
    """How alike the dispatches are; silence where nothing else speaks for one event."""
    found, values = _documents(a, b, alike), {name: value for name, value, _ in told}
    return SILENT if found[0] > 0 and not _is_anchored(a, b, values) else found


def _is_anchored(a: ClaimFeatures, b: ClaimFeatures, values: dict[str, float]) -> bool:
    """Whether something but the kind of deed speaks for one event: dispatches of one war are all alike."""
    if a.document == b.document or a.many or b.many:
        return True
    return any(values[name] >= least for name, least in ANCHORS.items())


def is_reversed(a: ClaimFeatures, b: ClaimFeatures) -> bool:
    """Whether one tells of what a side did and the other of what was done to it: two deeds, however alike the dispatches."""
    if a.doers.ids & b.doers.ids or a.doers.words & b.doers.words or not a.type == b.type == "ASSAULT":
        return False
    return any(x.doers.ids & y.targets.ids and not y.doers.vague for x, y in ((a, b), (b, a)))


def _documents(a: ClaimFeatures, b: ClaimFeatures, alike: float) -> Value:
    """How alike the dispatches are; one dispatch tells a happening once, so that its claims are mostly of several, unless
    one denies what another says, two count alike, or one tells the whole and the other a part."""
    if a.document == b.document:
        return _in_one_document(a, b)
    if alike >= rules().documents.alike and cosine(a.terms, b.terms) < EXACT:
        return -0.6, "copies tell them apart"
    return min(1.0, 1.3 * alike) - 0.2, f"{alike:.0%} alike"


def _in_one_document(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    if a.type == b.type and _larger(a, b):
        return 0.5, "one dispatch tells the whole and a part"
    disputed = a.polarity != b.polarity or bool(a.speakers and b.speakers and not a.speakers & b.speakers)
    return (0.0, "") if disputed else (-0.6, "one dispatch tells them apart")


def _whole(a: ClaimFeatures, b: ClaimFeatures, features: tuple[Feature, ...]) -> str:
    """Key of the campaign, when one is a campaign and the other may be a part of it; else ""."""
    larger = _larger(a, b)
    if larger is None or a.type != b.type:
        return ""
    speaks = {one.name: one.value for one in features}
    against = min(speaks.get(name, 0.0) for name in ("place", "doer", "target", "day"))
    fits = max(speaks.get(name, 0.0) for name in ("place", "doer", "target", "documents")) > 0
    return larger.key if fits and against > -0.5 else ""


def _larger(a: ClaimFeatures, b: ClaimFeatures) -> ClaimFeatures | None:
    """The campaign of the two: the only one, or that of which the days hold the other's many times over."""
    if a.many != b.many:
        return a if a.many else b
    left, right = _interval(a), _interval(b)
    if not (a.many and left and right):
        return None
    for one, days, other in ((a, left, right), (b, right, left)):
        if days[0] <= other[0] and days[1] >= other[1] and _length(days) >= rules().claims.factor * _length(other):
            return one
    return None


def _length(days: tuple[str, str]) -> int:
    return days_between(days[0], days[1]) + 1


def _kind(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    if a.type != b.type:
        related = families(a.type) & families(b.type)
        return (-0.08 if related else -1.0), f"{a.type}, {b.type}"
    if a.modes and b.modes and not a.modes & b.modes:
        return -0.03, f"{a.type} {'/'.join(sorted(a.modes))}, {'/'.join(sorted(b.modes))}"
    return (1.0 if a.modes & b.modes else 0.6), " ".join([a.type, *sorted(a.modes & b.modes)])


def _word(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    if a.head == b.head:  # that people were killed is told of one attack as of another
        return 0.6 if a.head in rules().results else 1.0, a.head
    shared = ({a.head} | a.also) & ({b.head} | b.also)
    if shared:
        return 0.6, " ".join(sorted(shared))
    return SILENT if {a.head, b.head} & rules().results else (-0.3, f"{a.head}, {b.head}")


def _day(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    """Days meet, or lie so many days apart; without a day the reports' dates speak, more softly."""
    if _told_too_early(a, b) or _told_too_early(b, a):
        return -1.0, f"{a.start or b.start} is after the other's report"
    left, right = _interval(a), _interval(b)
    if not left or not right:
        return SILENT
    gap = max(days_between(left[1], right[0]), days_between(right[1], left[0]), 0)
    words = f"{left[0]}, {right[0]}"
    apart = f"{words}: {many(gap, 'day')} apart"
    if not (_names_day(a) and _names_day(b)):
        return (0.2, words) if gap <= 2 else (_by_reports(gap), apart)
    if gap:
        return max(-1.0, -0.45 - 0.15 * (gap - 1)), apart
    return (1.0 if left == right and left[0] == left[1] else 0.5), words


def _names_day(one: ClaimFeatures) -> bool:
    return bool(one.start or one.end)


def _by_reports(gap: int) -> float:
    """What reports say that lie more than two days apart, when a claim names no day of its own."""
    apart, soft = 0.2 - (gap - 2) / rules().claims.reach, rules().claims.soft
    return apart if apart > 0 else max(-soft, soft * apart)


def _told_too_early(report: ClaimFeatures, later: ClaimFeatures) -> bool:
    """Whether a report tells as done what happened after it, as another has it."""
    if report.start or not report.published or not later.start:
        return False
    return report.modality == later.modality == "actual" and report.published < later.start


def _interval(one: ClaimFeatures) -> tuple[str, str] | None:
    """The days a claim may be of: its own, open ends closed by the report's date, else that date; None without any."""
    report = one.published
    if one.start and one.end:
        return one.start, one.end
    if one.start:
        return one.start, max(one.start, report or one.start)
    if one.end:
        return min(one.end, report or one.end), one.end
    return (report, report) if report else None


def _place(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    """The best of all pairs of places; silence where one names none. What a gazetteer does not know ("a bakery") says nothing
    where both name towns, and these lie apart."""
    return _placed(a.places, b.places, rules().claims.near) if a.places and b.places else SILENT


@lru_cache(maxsize=REMEMBERED)
def _placed(a: tuple[PlaceFeatures, ...], b: tuple[PlaceFeatures, ...], near: float) -> Value:
    pairs = [(x, y) for x in a for y in b]
    known = max((_two_places(x, y, near) for x, y in pairs if x.id and y.id), default=SILENT)
    return known if known[0] < 0 else max((_two_places(x, y, near) for x, y in pairs), default=SILENT)


def _two_places(x: PlaceFeatures, y: PlaceFeatures, near: float) -> Value:
    words = x.name if x.name == y.name else f"{x.name}, {y.name}"
    if not x.id or not y.id:
        return (0.8, words) if x.name == y.name else SILENT
    if x.id == y.id:
        return (0.2 if x.precision in WIDE else 1.0), words
    if x.country and y.country and x.country != y.country:
        return -1.0, words
    return _areas(x, y, words) or _points(x, y, words, near)


def _areas(x: PlaceFeatures, y: PlaceFeatures, words: str) -> Value | None:
    """Two places of which one is a country or a unit; None when both are smaller."""
    if x.precision in WIDE or y.precision in WIDE:
        return (0.15 if x.country == y.country else 0.0), words
    if "admin1" in {x.precision, y.precision}:
        return (0.1, words) if x.precision != y.precision else (-0.7, words)
    return None


def _points(x: PlaceFeatures, y: PlaceFeatures, words: str, near: float) -> Value:
    apart = _distance(x, y)
    return (0.5 if apart <= near else -0.8), f"{words}: {apart:.0f} km apart"


def _distance(x: PlaceFeatures, y: PlaceFeatures) -> float:
    """Kilometres between two places; infinite when one has no point."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return math.inf
    return distance((x.lat, x.lon), (y.lat, y.lon))


def _sides(x: Side, y: Side) -> Value:
    shared = (x.ids & y.ids) or (x.words & y.words)
    if shared:
        return 1.0, " ".join(sorted(shared))
    if x.countries and y.countries and not x.countries & y.countries:
        return -0.8, f"{'/'.join(sorted(x.countries))}, {'/'.join(sorted(y.countries))}"
    if x.ids and y.ids:
        return -0.7, f"{' '.join(sorted(x.ids))}, {' '.join(sorted(y.ids))}"
    return _sectors(x, y) or (SILENT if x.vague or y.vague else _strangers(x, y))


def _sectors(x: Side, y: Side) -> Value | None:
    """Sides of one sector, or of sectors that fight each other; None when their sectors say nothing."""
    if x.sectors & y.sectors:
        return 0.3, " ".join(sorted(x.sectors & y.sectors))
    if _foes(x.sectors, y.sectors) or _foes(y.sectors, x.sectors):
        return -0.6, f"{'/'.join(sorted(x.sectors))}, {'/'.join(sorted(y.sectors))}"
    return None


def _strangers(x: Side, y: Side) -> Value:
    return -0.3, f"{' '.join(sorted(x.words)[:4])}, {' '.join(sorted(y.words)[:4])}"


def _foes(x: frozenset[str], y: frozenset[str]) -> bool:
    known = rules().foes
    return bool(x) and bool(y) and x <= known.rebels and y <= known.state


def _names(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    shared = a.names & b.names
    if shared:
        return min(1.0, 0.5 * len(shared)), " ".join(sorted(shared))
    return (-0.5, f"{' '.join(sorted(a.names))}, {' '.join(sorted(b.names))}") if a.names and b.names else SILENT


def _doer(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    value, why = _sides(a.doers, b.doers)
    said = {a.type, b.type} <= rules().claims.said
    return (-0.8 if said and value < 0 else value), why


def _target(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    return _sides(a.targets, b.targets)


def _figures(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    """The figures of one thing counted in both: the same, near, or too far apart for one happening."""
    found = [_figure(what, a.figures[what], b.figures[what]) for what in sorted(a.figures.keys() & b.figures.keys())]
    if _larger(a, b):  # a campaign counts more than any part of it
        return SILENT
    return max(found, key=lambda value: abs(value[0]), default=SILENT)


def _figure(what: str, x: tuple[int | None, int | None], y: tuple[int | None, int | None]) -> Value:
    left, right = (max(filter(None, pair), default=0) for pair in (x, y))
    words = f"{what} {left}, {right}"
    if left == right:
        return (1.0 if left > 2 else 0.5), words
    if not left or not right:
        return SILENT
    ratio = max(left, right) / min(left, right)
    factor = rules().claims.factor
    return (0.3, words) if ratio <= factor / 2 else (-0.2, words) if ratio <= factor else (-0.8, words)


def _sentence(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    alike = cosine(a.terms, b.terms)
    shared = sorted(a.terms.keys() & b.terms.keys(), key=lambda term: (-a.terms[term], term))[:5]
    return alike, " ".join(shared)


def _standing(a: ClaimFeatures, b: ClaimFeatures) -> Value:
    if a.historical != b.historical and not _larger(a, b):
        return -0.8, "one is long past"
    done = {one.modality in {"actual", "possible", "unknown"} for one in (a, b)}
    return (-0.7, f"{a.modality}, {b.modality}") if len(done) == 2 else SILENT


FEATURES: dict[str, Callable[[ClaimFeatures, ClaimFeatures], Value]] = {
    "kind": _kind, "word": _word, "day": _day, "place": _place, "doer": _doer, "target": _target, "figures": _figures,
    "sentence": _sentence, "names": _names, "standing": _standing,
}  # fmt: skip


def _span(one: ClaimFeatures) -> tuple[Hashable, ...]:
    """What ``_interval`` and ``_larger`` look at."""
    return one.start, one.end, one.published, one.many


LOOKED_AT: dict[str, Callable[[ClaimFeatures], Hashable]] = {
    "kind": lambda one: (one.type, one.modes), "word": lambda one: (one.head, one.also), "day": lambda one: (*_span(one), one.modality),
    "place": lambda one: one.places, "doer": lambda one: (one.type, one.doers), "target": lambda one: one.targets,
    "figures": lambda one: (*_span(one), tuple(one.figures.items())), "sentence": lambda one: one.key, "names": lambda one: one.names,
    "standing": lambda one: (*_span(one), one.historical, one.modality),
}  # fmt: skip
"""All that a feature looks at in a claim; two claims that are alike in it are alike to the feature."""
