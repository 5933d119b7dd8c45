"""What queries and matrices look at: every coded segment with its codes and whose it is, read once and then only read.

Whose a segment is goes by the rules of `retrieval`: its speaker's participant and never the interviewer's; the cases
of its passages, else of its speaker's participant, else of its source's home. Segments that share all this share an
owner, so that a quarter of a million of them are a few columns of numbers and some thousand owners.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from qda.analysis.segments import retrieval
from qda.analysis.segments.arrays import among, distinct
from qda.analysis.segments.belonging import Belonging
from qda.analysis.segments.lying import Lying, Scale
from qda.analysis.segments.nearness import Extents
from qda.analysis.segments.owners import Owner, owned
from qda.analysis.segments.places import Columns, Places, Told
from qda.coding import categories, tree
from qda.coding.codes import ROOT
from qda.collecting import without_collecting
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import (
    Case,
    Code,
    Coder,
    Coding,
    Participant,
    Segment,
    Source,
    Speaker,
    TextVersion,
    Unit,
)
from qda.store.rows import raw

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Mask, Numbers

Counted = Literal["segments", "sources", "participants", "cases"]
COUNTED: tuple[Counted, ...] = ("segments", "sources", "cases", "participants")

_LEVELS = ("initial", "focused", "category", "theme")


@dataclass(frozen=True, slots=True)
class Known:
    """A code: its name and path, what it is, and how deep it lives in the tree."""

    id: int
    name: str
    path: str
    level: str
    depth: int


@dataclass(frozen=True, eq=False)
class Ground:
    """The coded segments of a study in the order of its sources, and the names of everything they belong to."""

    columns: Columns
    owners: tuple[Owner, ...]
    sources: Mapping[int, Told]
    codes: Mapping[int, Known]
    merged: Mapping[int, int]
    below: Mapping[int, frozenset[int]]
    gathered: Mapping[int, frozenset[int]]
    units: Mapping[int, str]
    cases: Mapping[int, str]
    participants: Mapping[int, str]
    speakers: Mapping[int, str]
    """Labels as keys of names, by id."""
    coders: Mapping[int, str]
    scales: dict[Scale, Lying] = field(default_factory=dict, repr=False)
    uncoded: list[Ground] = field(default_factory=list, repr=False)
    """The same with what carries no code, once that was asked for."""

    def __len__(self) -> int:
        """How many places there are."""
        return len(self.columns)

    @cached_property
    def places(self) -> Places:
        """The places by their numbers."""
        return Places(self.columns, self.owners)

    @property
    def all_coded(self) -> bool:
        """Whether every place carries a code: not so where what carries none was asked for."""
        return bool(self.coded.all())

    # --- which places -----------------------------------------------------------------------------

    @cached_property
    def coded(self) -> Mask:
        """Which places carry a code."""
        import numpy as np

        found = np.zeros(len(self), dtype=bool)
        found[self.columns.at] = True
        return found

    def carrying(self, codes: Collection[int] | None = None, coders: Collection[int] | None = None) -> Mask:
        """Which places carry one of these codes, given by one of these coders; None: whichever."""
        import numpy as np

        held = self.columns
        wanted = np.ones(len(held.at), dtype=bool)
        if codes is not None:
            wanted &= among(held.code, codes)
        if coders is not None:
            wanted &= among(held.coder, coders)
        found = np.zeros(len(self), dtype=bool)
        found[held.at[wanted]] = True
        return found

    def belonging(self, test: Callable[[Owner], object]) -> Mask:
        """Which places have an owner for whom this holds."""
        return self.owned(bool(test(owner)) for owner in self.owners)

    def owned(self, flags: Iterable[bool]) -> Mask:
        """Which places have an owner of whom it is said."""
        import numpy as np

        told = np.fromiter(flags, dtype=bool, count=len(self.owners))
        found: Mask = told[self.columns.owner]
        return found

    # --- how many ---------------------------------------------------------------------------------

    def count(self, which: Mask, counted: Counted) -> int:
        """How many distinct ones these places stand for."""
        import numpy as np

        if counted == "segments":
            return int(np.count_nonzero(which))
        keys = self.keys(counted)
        return len(set[int]().union(*(keys[at] for at in self._owners_of(which))))

    def keys(self, counted: Counted) -> list[Collection[int]]:
        """For each owner the sources, participants or cases it counts for; of segments nothing can be said here."""
        if counted == "sources":
            return [(owner.source,) for owner in self.owners]
        return [owner.people if counted == "participants" else owner.cases for owner in self.owners]

    # --- where they lie ---------------------------------------------------------------------------

    @cached_property
    def source_of(self) -> Numbers:
        """The source of each place."""
        import numpy as np

        told = np.array([owner.source for owner in self.owners], dtype=np.int64)
        found: Numbers = told[self.columns.owner]
        return found

    def sources_of(self, which: Mask | Numbers) -> set[int]:
        """The sources in which these places stand."""
        return {self.owners[at].source for at in self._owners_of(which)}

    def _owners_of(self, which: Mask | Numbers) -> list[int]:
        import numpy as np

        found: list[int] = np.flatnonzero(np.bincount(self.columns.owner[which], minlength=len(self.owners))).tolist()
        return found

    @cached_property
    def by_source(self) -> Mapping[int, range]:
        """The numbers of the places of each source that has any; places stand in the order of sources."""
        import numpy as np

        if not len(self):
            return {}
        first = np.concatenate([[0], np.flatnonzero(np.diff(self.source_of)) + 1])
        ends = [*first[1:].tolist(), len(self)]
        names = self.source_of[first].tolist()
        return {name: range(one, end) for name, one, end in zip(names, first.tolist(), ends, strict=True)}

    def only(self, here: range) -> Ground:
        """The same with no places but these, which follow one another."""
        import numpy as np

        held, part = self.columns, slice(here.start, here.stop)
        given = slice(*np.searchsorted(held.at, [here.start, here.stop]))
        columns = Columns(
            held.segment[part], held.start[part], held.end[part], held.owner[part],
            held.at[given] - here.start, held.code[given], held.coder[given],
        )  # fmt: skip
        return replace(self, columns=columns, scales={}, uncoded=[])

    @cached_property
    def _order(self) -> Numbers:
        import numpy as np

        told = np.array([self.sources[owner.source].order for owner in self.owners], dtype=np.int64)
        found: Numbers = told[self.columns.owner]
        return found

    def extents(
        self, project: Project, scale: Scale, among: Mask | None = None, progress: Progress | None = None
    ) -> Extents:
        """Where places lie on a scale, all or `among` them. A text is read once for each scale. Raises Cancelled."""
        import numpy as np

        held = self.columns
        which = np.arange(len(self)) if among is None else np.flatnonzero(among)
        if scale == "characters":
            return Extents(self._order[which], held.start[which], held.end[which] - 1, which)
        known = self.scales.setdefault(scale, Lying.empty(len(self)))
        wanted = [self.sources[source] for source in sorted(self.sources_of(which))]
        known.read(project, self.columns, self.by_source, scale, wanted, progress or Silent())
        return Extents(self._order[which], known.first[which], known.last[which], which)


# --- reading --------------------------------------------------------------------------------------


def load(project: Project, progress: Progress | None = None) -> Ground:
    """Read the coded segments of the current texts. Raises Cancelled."""
    with without_collecting():
        return _load(project, progress or Silent())


def _load(project: Project, tell: Progress) -> Ground:
    parents = retrieval.parents(project)
    families = categories.families(project, levels=_LEVELS)
    with project.read() as session:
        tell.step(0, 3, "")
        sources = _sources(session)
        context = Belonging.load(session)
        spans = _numbers(session, _segments(), 5)
        tell.step(1, 3, "")
        given = _numbers(session, select(Coding.segment_id, Coding.code_id, Coding.coder_id), 3)
        tell.step(2, 3, "")
        columns, owners = _arranged(spans, given, sources, context)
        return Ground(
            columns,
            owners,
            sources,
            _codes(session, parents),
            {code: into for code, into in session.execute(select(Code.id, Code.merged_into_id)) if into is not None},
            {code: frozenset(found) for code, found in tree.subtrees(parents).items()},
            families,
            dict(session.execute(select(Unit.id, Unit.name).order_by(Unit.position)).all()),
            dict(
                session.execute(
                    select(Case.id, Case.name)
                    .join(Unit, Unit.id == Case.unit_id)
                    .order_by(Unit.position, Case.position)
                ).all()
            ),
            dict(session.execute(select(Participant.id, Participant.name).order_by(Participant.position)).all()),
            dict(session.execute(select(Speaker.id, Speaker.label_key)).all()),
            dict(session.execute(select(Coder.id, Coder.name)).all()),
        )


def _sources(session: Session) -> dict[int, Told]:
    query = (
        select(
            Source.id,
            Source.name,
            Source.kind,
            Source.perspective,
            Source.date,
            TextVersion.text_sha,
            TextVersion.marks_sha,
            TextVersion.units_sha,
            TextVersion.length,
        )
        .join(TextVersion, TextVersion.id == Source.version_id)
        .order_by(Source.position, Source.id)
    )
    rows = enumerate(session.execute(query))
    return {row[0]: Told(row[0], row[1], row[2], row[3], row[4], at, *row[5:]) for at, row in rows}


def _codes(session: Session, parents: Mapping[int, int | None]) -> dict[int, Known]:
    rows = session.execute(
        select(Code.id, Code.parent_id, Code.name, Code.level, Code.position).where(~Code.retired, Code.id != ROOT)
    ).all()
    paths = tree.paths({row[0]: (parents[row[0]], row[2]) for row in rows}, " > ")
    known = {row[0]: row for row in rows}
    order = tree.in_order(((row[0], row[1], row[4]) for row in rows), ROOT)
    return {each.id: Known(each.id, known[each.id][2], paths[each.id], known[each.id][3], each.depth) for each in order}


def _segments() -> Select[int, int, int, int, int]:
    return (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end, func.coalesce(Segment.speaker_id, 0))
        .join(Source, Source.version_id == Segment.version_id)
        .where(~Segment.detached)
    )


def _numbers(session: Session, query: Select[*tuple[Any, ...]], width: int) -> Numbers:
    """The rows of a query of nothing but whole numbers."""
    import numpy as np

    rows = raw(session, query)
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=width * len(rows)).reshape(-1, width)


def _arranged(
    spans: Numbers, given: Numbers, sources: Mapping[int, Told], context: Belonging
) -> tuple[Columns, tuple[Owner, ...]]:
    """Segments that carry a code in the order of sources and places, their codings, and whose they are."""
    import numpy as np

    spans = spans[np.argsort(spans[:, 0])]
    number = np.searchsorted(spans[:, 0], given[:, 0])
    there = number < len(spans)
    there[there] = spans[number[there], 0] == given[there, 0]
    given, number = given[there], number[there]
    coded = distinct(number)
    order_of = np.zeros(max(sources, default=0) + 1, dtype=np.int64)
    for told in sources.values():
        order_of[told.id] = told.order
    kept = spans[coded]
    order = np.lexsort((kept[:, 3], kept[:, 2], order_of[kept[:, 1]]))
    kept = kept[order]
    place_of = np.zeros(len(spans), dtype=np.int64)
    place_of[coded[order]] = np.arange(len(kept))
    at = place_of[number]
    by_place = np.argsort(at, kind="stable")
    owner, owners = owned(kept[:, 1], kept[:, 4], kept[:, 2], kept[:, 3], context)
    columns = (kept[:, 0], kept[:, 2], kept[:, 3], owner, at[by_place], given[by_place, 1], given[by_place, 2])
    return Columns(*(np.ascontiguousarray(column) for column in columns)), owners
