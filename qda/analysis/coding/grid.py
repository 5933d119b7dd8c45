"""Categories counted, and the property-dimension grid: what is found where, and what is not found yet.

Everything counts distinct segments of a category, that is of the code with all that lives or is gathered under it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Literal

from sqlalchemy import select

from qda.analysis.segments import retrieval
from qda.analysis.segments.retrieval import Fact
from qda.coding import categories, focused, properties, tree
from qda.coding.codes import ROOT
from qda.coding.properties import Placed, PropertyRow
from qda.i18n import N_, _
from qda.project.project import Project
from qda.sources import queries as sources
from qda.store.models import Code
from qda.study import queries as study

By = Literal["case", "unit", "kind", "perspective", "participant", "source"]
BY: tuple[By, ...] = ("case", "unit", "kind", "perspective", "participant", "source")
BY_WORDS: Mapping[str, str] = {
    "case": N_("Cases"),
    "unit": N_("Units"),
    "kind": N_("Kinds of source"),
    "perspective": N_("Perspectives"),
    "participant": N_("Participants"),
    "source": N_("Sources"),
}

Key = int | str | None
"""What a column is of: the id of a case, unit, participant or source, the name of a kind; None for what is in none."""

State = Literal["found", "gap", "absent", "no data"]
"""A cell has evidence; or the category is there without evidence; or it is not there; or nothing is coded there."""

_NOWHERE: Mapping[str, str] = {
    "case": N_("no case"),
    "unit": N_("no unit"),
    "kind": N_("no kind"),
    "perspective": N_("no perspective"),
    "participant": N_("no participant"),
    "source": N_("no source"),
}

_PLACES: Mapping[str, Callable[[Fact], frozenset[int] | int]] = {
    "case": attrgetter("cases"),
    "unit": attrgetter("units"),
    "participant": attrgetter("participants"),
    "source": attrgetter("source"),
    "kind": attrgetter("source"),
    "perspective": attrgetter("source"),
}
"""What decides in which columns of a kind a segment stands."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a category stands in, distinct; `here` are the columns of cases in which it is found."""

    segments: int = 0
    sources: int = 0
    cases: int = 0
    participants: int = 0
    here: frozenset[Key] = frozenset()


@dataclass(frozen=True, slots=True)
class Ground:
    """What is coded where, and what belongs to which category: a snapshot, since reading it takes a while.

    `facts` has one coding of each segment, `of_code` the segments of each code, `families` the codes of each category
    and theme, `columns` the columns there are of each kind in their order, `keys` those that each source is in,
    `counts` what categories and themes stand in, and that of all codings under 0.
    """

    facts: Mapping[int, Fact] = field(default_factory=dict)
    of_code: Mapping[int, frozenset[int]] = field(default_factory=dict)
    families: Mapping[int, frozenset[int]] = field(default_factory=dict)
    columns: Mapping[str, Mapping[Key, str]] = field(default_factory=dict)
    keys: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    counts: Mapping[int, Counted] = field(default_factory=dict)

    def segments(self, code_id: int) -> frozenset[int]:
        """The segments of a category, or of a code by itself."""
        family = self.families.get(code_id, (code_id,))
        return frozenset().union(*(self.of_code.get(code, frozenset()) for code in family))

    def keys_of(self, segment: int, by: By) -> Collection[Key]:
        """In which columns a segment stands; (None,) for none of them."""
        return self.keys_at(_PLACES[by](self.facts[segment]), by)

    def keys_at(self, place: frozenset[int] | int, by: By) -> Collection[Key]:
        """In which columns all segments of a place stand: of the same cases, units or participants, or of a source."""
        if isinstance(place, frozenset):
            return place or (None,)
        if by == "source":
            return (place,)
        name = self.keys[by].get(place, "")
        return (name,) if name else (None,)


def ground(project: Project) -> Ground:
    """Read what is coded where."""
    facts: dict[int, Fact] = {}
    of_code: dict[int, set[int]] = defaultdict(set)
    for fact in retrieval.facts(project):
        facts[fact.segment] = fact
        of_code[fact.code].add(fact.segment)
    units, rows = study.units(project), sources.rows(project)
    cases: dict[Key, str] = {case.id: case.name for unit in units for case in unit.cases}
    columns: dict[str, dict[Key, str]] = {
        "case": cases,
        "unit": {unit.id: unit.name for unit in units},
        "participant": {person.id: person.name for person in study.participants(project)},
        "source": {row.id: row.name for row in rows},
        "kind": {row.kind: _(row.kind) for row in rows if row.kind},
        "perspective": {row.perspective: _(row.perspective) for row in rows if row.perspective},
    }
    keys = {"kind": {row.id: row.kind for row in rows}, "perspective": {row.id: row.perspective for row in rows}}
    families = categories.families(project)
    segments = {code: frozenset(found) for code, found in of_code.items()}
    counts = {0: _counted(facts.values())}
    for code, family in families.items():
        own = frozenset().union(*(segments.get(each, frozenset()) for each in family))
        counts[code] = _counted(facts[segment] for segment in own)
    return Ground(facts, segments, families, columns, keys, counts)


def _counted(facts: Iterable[Fact]) -> Counted:
    found = list(facts)
    # Few sets are different, and a set remembers its hash: forty thousand of them are joined in no time.
    cases = {fact.cases for fact in found}
    people = {fact.participants for fact in found}
    here: frozenset[Key] = frozenset().union(*(each or (None,) for each in cases))
    return Counted(
        len(found),
        len({fact.source for fact in found}),
        len(here - {None}),
        len(frozenset().union(*people)),
        here,
    )


# --- the grid -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One case, unit, … with how many segments of the category, and how many coded ones at all, stand there."""

    key: Key
    name: str
    segments: int
    coded: int


@dataclass(frozen=True, slots=True)
class GridCell:
    """What is found in one column: evidence, its distinct segments, and those places (0 to 1) that are set."""

    state: State
    evidence: tuple[int, ...] = ()
    segments: int = 0
    places: tuple[float, ...] = ()
    base: int = 0


@dataclass(frozen=True, slots=True)
class GridRow:
    """A dimension of a property, or a property that has none (`dimension_id` None); `whole` is all that is found."""

    property_id: int
    dimension_id: int | None
    name: str
    low: str
    high: str
    whole: GridCell
    cells: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a category. `astray` is evidence on segments that belong to the category no longer."""

    code_id: int
    by: By
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]
    segments: int
    astray: tuple[int, ...] = ()

    @property
    def gaps(self) -> int:
        """Cells where the category is and the property is not."""
        return sum(cell.state == "gap" for row in self.rows for cell in row.cells)


def lay(ground: Ground, code_id: int, by: By, found: Sequence[PropertyRow], evidence: Iterable[Placed]) -> Grid:
    """Lay a category's properties over the columns of a kind."""
    own = ground.segments(code_id)
    evidence = list(evidence)
    columns = _columns(ground, by, own)
    gathered: dict[tuple[int, int | None], list[Placed]] = defaultdict(list)
    for piece in evidence:
        if piece.segment_id in own:
            gathered[piece.property_id, piece.dimension_id].append(piece)
    rows = []
    for prop in found:
        for dimension_id, low, high in _lines(prop, loose=bool(gathered[prop.id, None])):
            pieces = gathered[prop.id, dimension_id]
            rows.append(_row(ground, by, columns, (prop.id, dimension_id), prop.name, (low, high), pieces))
    astray = tuple(piece.id for piece in evidence if piece.segment_id not in own)
    return Grid(code_id, by, columns, tuple(rows), len(own), astray)


def _lines(prop: PropertyRow, *, loose: bool) -> list[tuple[int | None, str, str]]:
    """The rows of a property: one for each dimension, and one for what is on none."""
    found: list[tuple[int | None, str, str]] = [(row.id, row.low, row.high) for row in prop.ranges]
    return found if found and not loose else [*found, (None, "", "")]


def grid(project: Project, code_id: int, by: By = "case", *, on: Ground | None = None) -> Grid:
    """The property-dimension grid of a category as it is now."""
    on = ground(project) if on is None else on
    return lay(on, code_id, by, properties.properties(project, code_id), properties.placed(project, code_id))


def _columns(ground: Ground, by: By, own: frozenset[int]) -> tuple[GridColumn, ...]:
    coded = _by_column(ground, by, ground.facts.values())
    mine = _by_column(ground, by, (ground.facts[segment] for segment in own))
    names = dict(ground.columns.get(by, {}))
    if mine.get(None):
        names[None] = _(_NOWHERE[by])
    return tuple(GridColumn(key, name, mine.get(key, 0), coded.get(key, 0)) for key, name in names.items())


def _by_column(ground: Ground, by: By, facts: Iterable[Fact]) -> dict[Key, int]:
    """How many segments stand in each column. Few places are different, so that they are counted first."""
    found: dict[Key, int] = defaultdict(int)
    for place, count in Counter(map(_PLACES[by], facts)).items():
        for key in ground.keys_at(place, by):
            found[key] += count
    return found


def _row(
    ground: Ground,
    by: By,
    columns: Sequence[GridColumn],
    ids: tuple[int, int | None],
    name: str,
    poles: tuple[str, str],
    pieces: Sequence[Placed],
) -> GridRow:
    there: dict[Key, list[Placed]] = defaultdict(list)
    for piece in pieces:
        for key in ground.keys_of(piece.segment_id, by):
            there[key].append(piece)
    cells = tuple(_cell(there.get(column.key, ()), column.segments, column.coded) for column in columns)
    whole = _cell(pieces, 1, 1)
    return GridRow(*ids, name, *poles, whole, cells)


def _cell(pieces: Sequence[Placed], segments: int, coded: int) -> GridCell:
    if not pieces:
        return GridCell(state_of(segments, coded), base=segments)
    places = tuple(sorted(piece.place for piece in pieces if piece.place is not None))
    ids = tuple(piece.id for piece in pieces)
    return GridCell("found", ids, len({piece.segment_id for piece in pieces}), places, segments)


def state_of(segments: int, coded: int) -> State:
    """What an empty cell is: nothing found yet, nothing of the category, or nothing coded at all."""
    if segments:
        return "gap"
    return "absent" if coded else "no data"


# --- all categories -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category or theme with its distinct counts; `members` are the focused codes and categories right under it.

    `gaps` are the empty cells of its grid by case where the category has been found.
    """

    id: int
    level: str
    name: str
    definition: str
    segments: int
    sources: int
    cases: int
    participants: int
    properties: int
    gaps: int
    members: tuple[int, ...]
    above: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All categories and themes in the order of the code book; `loose` are focused codes under none of them."""

    rows: tuple[CategoryRow, ...] = ()
    loose: tuple[int, ...] = ()
    bases: tuple[int, int, int] = (0, 0, 0)
    """All coded segments, the sources and the cases they are in."""
    core: int | None = None
    """The category or theme that the study turns on."""


def overview(project: Project, *, on: Ground | None = None) -> Overview:
    """Every category and theme, counted."""
    on = ground(project) if on is None else on
    groups, codes = focused.clusters(project).groups, _codes(project)
    kept: dict[int, list[PropertyRow]] = defaultdict(list)
    for prop in properties.properties(project):
        kept[prop.code_id].append(prop)
    owner = {prop.id: code for code, found in kept.items() for prop in found}
    pieces: dict[int, list[Placed]] = defaultdict(list)
    for piece in properties.placed(project):
        pieces[owner[piece.property_id]].append(piece)
    raised = {row.id for row in codes if row.level in categories.RAISED}
    above = {row.id: tuple(group for group in groups.get(row.id, ()) if group in raised) for row in codes}
    members: dict[int, list[int]] = defaultdict(list)
    for row in codes:
        if row.level != "initial":
            for group in above[row.id]:
                members[group].append(row.id)
    rows = tuple(
        _category(on, row, kept[row.id], pieces[row.id], (tuple(members[row.id]), above[row.id]))
        for row in codes
        if row.id in raised
    )
    under = frozenset().union(*(on.families.get(code, frozenset()) for code in raised))
    loose = tuple(row.id for row in codes if row.level == "focused" and row.id not in under)
    whole = on.counts.get(0, Counted())
    return Overview(rows, loose, (whole.segments, whole.sources, whole.cases), categories.core(project))


def _codes(project: Project) -> list[_Code]:
    """All living codes depth first."""
    query = select(Code.id, Code.parent_id, Code.position, Code.level, Code.name, Code.definition)
    with project.read() as session:
        rows = session.execute(query.where(~Code.retired, Code.id != ROOT)).all()
    found = {row.id: _Code(row.id, row.level, row.name, row.definition) for row in rows}
    order = tree.in_order(((row.id, row.parent_id, row.position) for row in rows), ROOT)
    return [found[place.id] for place in order]


@dataclass(frozen=True, slots=True)
class _Code:
    id: int
    level: str
    name: str
    definition: str


def _category(
    on: Ground,
    row: _Code,
    kept: Sequence[PropertyRow],
    pieces: Sequence[Placed],
    links: tuple[tuple[int, ...], tuple[int, ...]],
) -> CategoryRow:
    counted = on.counts.get(row.id, Counted())
    return CategoryRow(
        row.id,
        row.level,
        row.name,
        row.definition,
        counted.segments,
        counted.sources,
        counted.cases,
        counted.participants,
        len(kept),
        _gaps(on, row.id, kept, pieces) if kept else 0,
        *links,
    )


def _gaps(on: Ground, code_id: int, kept: Sequence[PropertyRow], pieces: Sequence[Placed]) -> int:
    """How many cells of the grid by case are empty in cases where the category is."""
    here, own = on.counts.get(code_id, Counted()).here, on.segments(code_id)
    filled: dict[tuple[int, int | None], set[Key]] = defaultdict(set)
    for piece in pieces:
        if piece.segment_id in own:
            filled[piece.property_id, piece.dimension_id].update(on.keys_of(piece.segment_id, "case"))
    rows = [
        (prop.id, dimension_id)
        for prop in kept
        for dimension_id, _low, _high in _lines(prop, loose=bool(filled.get((prop.id, None))))
    ]
    return sum(len(here - filled[row]) for row in rows)
