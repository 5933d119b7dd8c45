"""New codes and filled properties in the order of collection. What it means is for the researcher to judge.

Rules that the numbers rest on:

- Only sources marked as coded count: one that is imported and not coded brings nothing new and would flatten the curve.
- The order of collection is the date of a source, or the date that was given by hand to one without (`placed_on`). A
  month without a day stands before the days of that month, a year before its months. Sources of one date follow one
  another as they were imported. A source without either date is left out and named.
- A code is new in the first source, in this order, where a coding *began* with it (`first_code_id`). A merge, a split
  or a cluster therefore never changes when a code was first met: two labels that were merged later stay two, for they
  were two when the sources were read.
- Base size, run length and new-information threshold: Guest, Namey and Chen (2020), doi:10.1371/journal.pone.0232076.
  The share of a run is its new codes among the distinct codes of the base.
"""

from __future__ import annotations

import math
import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from qda.errors import QdaError
from qda.i18n import N_, _
from qda.project.project import Project
from qda.store.models import Case, Code, Coding, Dimension, Evidence, Property, Segment, Source, Unit

ORDERS = ("date", "case", "unit", "random")
ORDER_WORDS = {
    "date": N_("order of collection"),
    "case": N_("case by case"),
    "unit": N_("unit by unit"),
    "random": N_("100 random orders"),
}
RANDOM_ORDERS = 100
SEED = 2020
_NOWHERE = 1 << 30  # sources without a home come last

LEFT_OUT_WORDS = {"uncoded": N_("not marked as coded"), "undated": N_("without a date")}


class NoRule(QdaError):
    """Base, run and threshold must allow a reckoning."""

    hint = N_("Usual are a base of 4 to 6 sources, a run of 2 or 3 and a threshold of 5 or 0 %.")

    def __init__(self) -> None:
        super().__init__(_("Base and run are 1 or more sources, the threshold lies between 0 and 100 %."))


@dataclass(frozen=True, slots=True)
class Rule:
    """Sources in the base, sources in a run, and the share of new codes (percent) that counts as little."""

    base: int = 4
    run: int = 2
    threshold: float = 5.0

    def __post_init__(self) -> None:
        if self.base < 1 or self.run < 1 or not 0 <= self.threshold <= 100:
            raise NoRule


@dataclass(frozen=True, slots=True)
class Collected:
    """A source as it was collected; `imported` orders what has one date, `unit` and `case` are places in the study."""

    id: int
    name: str
    date: str | None = None
    placed_on: str | None = None
    coded: bool = True
    imported: int = 0
    unit: int = _NOWHERE
    unit_name: str = ""
    case: int = -1
    case_name: str = ""

    @property
    def when(self) -> str:
        """Its date, or the one given by hand; empty if there is neither."""
        return self.date or self.placed_on or ""

    @property
    def left_out(self) -> str:
        """Why it stands in no order: "uncoded", "undated", or empty."""
        if not self.coded:
            return "uncoded"
        return "" if self.when else "undated"


@dataclass(frozen=True, slots=True)
class Point:
    """One source of a curve: its place from 1, what it has that none before it had, and how much there is by then."""

    source: int
    place: int
    new: int
    total: int


@dataclass(frozen=True, slots=True)
class Run:
    """Sources `first` to `last` (places from 1) with their new codes, and the distinct codes of the base."""

    first: int
    last: int
    new: int
    base_codes: int

    @property
    def percent(self) -> float | None:
        """New codes of the run in percent of those of the base; None where the base has none."""
        return 100 * self.new / self.base_codes if self.base_codes else None

    def within(self, threshold: float) -> bool:
        """True if its share is at or under a threshold (percent)."""
        # Multiplied out: 2 of 40 is exactly 5 %.
        return self.base_codes > 0 and 100 * self.new <= threshold * self.base_codes

    @property
    def notation(self) -> str:
        """As Guest, Namey and Chen write it: the sources before the run, and the run: 5+2."""
        return f"{self.first - 1}+{self.last - self.first + 1}"


@dataclass(frozen=True, slots=True)
class Band:
    """Totals at each place over many random orders."""

    median: tuple[float, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in one order, and the sources that stand in none. `band` only where random orders were asked for."""

    order: str
    points: tuple[Point, ...]
    sources: Mapping[int, Collected]
    left_out: tuple[Collected, ...]
    empty: int = 0
    """Sources of the curve that are marked as coded and hold no coding."""
    band: Band | None = None


# --- order of collection, points and runs ---------------------------------------------------------------------------


def arranged(sources: Iterable[Collected], order: str = "date") -> list[Collected]:
    """The sources that count, in an order: by date, or by case or unit in the order of the study and then by date."""
    keys = {
        "case": lambda s: (s.unit, s.case, s.when, s.imported),
        "unit": lambda s: (s.unit, s.when, s.imported),
    }
    return sorted(
        (source for source in sources if not source.left_out), key=keys.get(order, lambda s: (s.when, s.imported))
    )


def points(ids: Sequence[int], met: Mapping[int, Collection[int]]) -> tuple[Point, ...]:
    """New and cumulative distinct things along an order; `met` holds what each source has."""
    seen: set[int] = set()
    found = []
    for place, source in enumerate(ids, start=1):
        before = len(seen)
        seen.update(met.get(source, ()))
        found.append(Point(source, place, len(seen) - before, len(seen)))
    return tuple(found)


def runs(along: Sequence[Point], rule: Rule) -> list[Run]:
    """Every run after the base, each one source further than the last."""
    if len(along) < rule.base:
        return []
    base_codes = along[rule.base - 1].total
    starts = range(rule.base, len(along) - rule.run + 1)
    return [Run(at + 1, at + rule.run, _new(along, at, rule.run), base_codes) for at in starts]


def _new(along: Sequence[Point], start: int, length: int) -> int:
    return along[start + length - 1].total - along[start - 1].total


def reached(along: Sequence[Point], rule: Rule) -> Run | None:
    """The first run whose share of new codes is at or under the threshold."""
    return next((run for run in runs(along, rule) if run.within(rule.threshold)), None)


def above_again(along: Sequence[Point], rule: Rule) -> int:
    """How many runs after the first within the threshold lie above it again."""
    found = [run.within(rule.threshold) for run in runs(along, rule)]
    return found[found.index(True) :].count(False) if True in found else 0


def band(
    ids: Sequence[int], met: Mapping[int, Collection[int]], *, count: int = RANDOM_ORDERS, seed: int = SEED
) -> Band:
    """Median and range of the cumulative curve over random orders; the same seed gives the same orders."""
    import numpy as np

    place_of = {source: at for at, source in enumerate(ids)}
    pairs = sorted((code, place_of[source]) for source in ids for code in met.get(source, ()))
    codes = np.array([code for code, _at in pairs], dtype=np.int64)
    at = np.array([at for _code, at in pairs], dtype=np.int64)
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]]) if pairs else np.empty(0, dtype=np.int64)
    chance = random.Random(seed)
    totals = np.zeros((count, len(ids)), dtype=np.int64)
    for row in range(count):
        shuffled = list(range(len(ids)))
        chance.shuffle(shuffled)
        if pairs:
            first = np.minimum.reduceat(np.array(shuffled)[at], starts)
            totals[row] = np.bincount(first, minlength=len(ids)).cumsum()
    if not len(ids):
        return Band((), (), ())
    median = np.median(totals, axis=0).tolist()
    return Band(tuple(median), tuple(totals.min(axis=0).tolist()), tuple(totals.max(axis=0).tolist()))


def ticks(most: int, wanted: int = 8) -> list[int]:
    """Round whole numbers from 0 to at least `most`, about as many as wanted."""
    if most <= 0:
        return [0, 1]
    rough = max(1.0, most / wanted)
    power = 10 ** math.floor(math.log10(rough))
    step = int(next(power * f for f in (1, 2, 5, 10) if power * f >= rough))
    return list(range(0, math.ceil(most / step) * step + 1, step))


# --- the study ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Material:
    """All sources, and the codes with which the codings of each began."""

    sources: tuple[Collected, ...]
    met: Mapping[int, frozenset[int]]

    def curve(self, order: str = "date", *, seed: int = SEED) -> Curve:
        """The curve in an order; for "random" that of the collection with a band around it."""
        ordered = arranged(self.sources, order)
        ids = [source.id for source in ordered]
        return Curve(
            order,
            points(ids, self.met),
            {source.id: source for source in self.sources},
            tuple(source for source in arranged_out(self.sources)),
            sum(1 for source in ids if not self.met.get(source)),
            band(ids, self.met, seed=seed) if order == "random" else None,
        )


def arranged_out(sources: Iterable[Collected]) -> list[Collected]:
    """The sources that stand in no order: those not marked as coded by date, then those without a date."""
    out = [source for source in sources if source.left_out]
    return sorted(out, key=lambda s: (s.left_out == "undated", s.when == "", s.when, s.imported))


def material(project: Project) -> Material:
    """What curves are drawn from: the codings of all current texts."""
    return Material(tuple(collected(project)), first_codes(project))


def collected(project: Project) -> list[Collected]:
    """All sources with their dates and homes."""
    units = select(Unit.id, Unit.name).order_by(Unit.position, Unit.id)
    cases = select(Case.id, Case.name, Case.unit_id).order_by(Case.position, Case.id)
    query = select(
        Source.id, Source.name, Source.date, Source.placed_on, Source.coded, Source.unit_id, Source.case_id
    ).order_by(Source.id)
    with project.read() as session:
        unit_at = {row: (at, name) for at, (row, name) in enumerate(session.execute(units).all())}
        case_at: dict[int, tuple[int, str, int | None]] = {
            row: (at, name, unit) for at, (row, name, unit) in enumerate(session.execute(cases).all())
        }
        rows = session.execute(query).all()
    found = []
    for source, name, date, placed_on, coded, unit_id, case_id in rows:
        case, case_name, home = (-1, "", unit_id) if case_id is None else case_at[case_id]
        unit, unit_name = (_NOWHERE, "") if home is None else unit_at[home]
        # Ids are given in the order of import and never again.
        found.append(Collected(source, name, date, placed_on, coded, source, unit, unit_name, case, case_name))
    return found


def first_codes(project: Project) -> dict[int, frozenset[int]]:
    """The distinct codes with which the codings of each source began."""
    query = (
        select(Segment.source_id, Coding.first_code_id)
        .join(Coding, Coding.segment_id == Segment.id)
        .where(~Segment.detached)
        .distinct()
    )
    met: dict[int, set[int]] = defaultdict(set)
    with project.read() as session:
        for source, code in session.execute(query):
            met[source].add(code)
    return {source: frozenset(codes) for source, codes in met.items()}


# --- what a category has ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Shown:
    """A property, or one dimension of it, with the sources whose segments show it.

    `first` is the place of the first of them in the order of collection, None if none stands there; `sources` are those
    of the order with the number of their segments, `outside` counts the segments in sources that are left out.
    """

    property_id: int
    dimension_id: int | None
    name: str
    first: int | None
    sources: Mapping[int, int]
    outside: int

    @property
    def gap(self) -> bool:
        """True if no segment of any source shows it."""
        return not self.sources and not self.outside


@dataclass(frozen=True, slots=True)
class Filling:
    """A category's properties and dimensions along the order of collection; points count properties newly shown."""

    code_id: int
    name: str
    rows: tuple[Shown, ...]
    points: tuple[Point, ...]

    @property
    def properties(self) -> tuple[Shown, ...]:
        """Without their dimensions."""
        return tuple(row for row in self.rows if row.dimension_id is None)

    @property
    def gaps(self) -> tuple[Shown, ...]:
        """Properties that nothing shows yet."""
        return tuple(row for row in self.properties if row.gap)


Trace = tuple[int, int | None, int]
"""One piece of evidence: (property, dimension or None, source)."""


def filled(
    code_id: int, name: str, named: Sequence[tuple[int, int | None, str]], traces: Iterable[Trace], ids: Sequence[int]
) -> Filling:
    """Properties and dimensions (property, dimension or None, name) with their evidence along an order of sources.

    Evidence on a dimension shows the property too.
    """
    place = {source: at for at, source in enumerate(ids, start=1)}
    counts: dict[tuple[int, int | None], dict[int, int]] = defaultdict(lambda: defaultdict(int))
    met: dict[int, set[int]] = defaultdict(set)
    for owner, dimension, source in traces:
        met[source].add(owner)
        for key in {(owner, None), (owner, dimension)}:
            counts[key][source] += 1
    rows = []
    for owner, dimension, told in named:
        here = counts.get((owner, dimension), {})
        inside = {source: here[source] for source in sorted(here.keys() & place.keys(), key=place.__getitem__)}
        first = place[next(iter(inside))] if inside else None
        rows.append(Shown(owner, dimension, told, first, inside, sum(here.values()) - sum(inside.values())))
    return Filling(code_id, name, tuple(rows), points(ids, met))


def categories(project: Project) -> list[tuple[int, str]]:
    """What has properties or may have: living categories and themes, and other codes with properties; by name."""
    owning = select(Property.code_id)
    query = select(Code.id, Code.name).where(~Code.retired, Code.level.in_(("category", "theme")) | Code.id.in_(owning))
    with project.read() as session:
        rows = session.execute(query).all()
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: row[1].casefold())


def with_properties(project: Project) -> frozenset[int]:
    """The codes that have properties."""
    with project.read() as session:
        return frozenset(session.execute(select(Property.code_id)).scalars())


def owners(project: Project) -> list[tuple[int, str, list[tuple[int, str]]]]:
    """The categories by name, each with its properties as (id, name)."""
    with project.read() as session:
        query = select(Property.code_id, Property.id, Property.name).order_by(Property.code_id, Property.position)
        owned: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for code, row, name in session.execute(query):
            owned[code].append((row, name))
    return [(code, name, owned[code]) for code, name in categories(project)]


def filling(project: Project, code_id: int, ids: Sequence[int]) -> Filling:
    """The properties of one category along an order of sources."""
    properties = select(Property.id, Property.name).where(Property.code_id == code_id).order_by(Property.position)
    dimensions = (
        select(Dimension.property_id, Dimension.id, Dimension.low, Dimension.high)
        .join(Property, Property.id == Dimension.property_id)
        .where(Property.code_id == code_id)
        .order_by(Dimension.position, Dimension.id)
    )
    evidence = (
        select(Evidence.property_id, Evidence.dimension_id, Segment.source_id)
        .join(Property, Property.id == Evidence.property_id)
        .join(Segment, Segment.id == Evidence.segment_id)
        .where(Property.code_id == code_id, ~Segment.detached)
    )
    with project.read() as session:
        name = session.execute(select(Code.name).where(Code.id == code_id)).scalar() or ""
        ranges: dict[int, list[tuple[int, int | None, str]]] = defaultdict(list)
        for owner, dimension, low, high in session.execute(dimensions):
            ranges[owner].append((owner, dimension, f"{low} – {high}"))
        named: list[tuple[int, int | None, str]] = []
        for owner, told in session.execute(properties):
            named += [(owner, None, told), *ranges[owner]]
        traces = [(row[0], row[1], row[2]) for row in session.execute(evidence)]
    return filled(code_id, name, named, traces, ids)
