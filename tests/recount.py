"""Every count of a project once more, by nothing but SQL on the bare file: `python -m tests.recount PROJECT`.

It shares no line with the program: families of codes come of a recursive query, whose a segment is of the tables. What
differs from the reports, the cross-tables, the matrices, the case pages is printed, one line each.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from qda.analysis.queries import crosstab
from qda.analysis.queries.crosstab import Axis, Dimension
from qda.analysis.segments import ground as grounds
from qda.analysis.segments.ground import Counted
from qda.analysis.study import case_view
from qda.analysis.synthesis import matrix_cells
from qda.coding import queries as coding
from qda.export import reports, wishes
from qda.export.tables import Count
from qda.project.project import Project
from qda.synthesis import matrix_queries
from tests import bare

_WHOLE = """
WITH RECURSIVE
below(top, code) AS (
    SELECT id, id FROM code WHERE NOT retired
    UNION SELECT below.top, code.id FROM below JOIN code ON code.parent_id = below.code AND NOT code.retired
),
gathered(top, code) AS (
    SELECT id, id FROM code WHERE NOT retired
    UNION SELECT gathered.top, next.code FROM gathered JOIN (
        SELECT parent_id AS top, id AS code FROM code WHERE NOT retired
        UNION SELECT group_id, member_id FROM membership
        JOIN code ON code.id = membership.member_id WHERE NOT code.retired
    ) AS next ON next.top = gathered.code
),
place AS (
    SELECT segment.id, segment.source_id AS source, segment.start, segment.end, speaker.participant_id AS person,
        coalesce(speaker.interviewer, 0) AS asks
    FROM segment JOIN source ON source.version_id = segment.version_id
    LEFT JOIN speaker ON speaker.id = segment.speaker_id
    WHERE NOT segment.detached AND segment.id IN (SELECT segment_id FROM coding)
),
alone AS (
    SELECT source_id AS source, min(participant_id) AS person FROM source_participant
    WHERE source_id NOT IN (SELECT source_id FROM speaker) GROUP BY source_id HAVING count(*) = 1
),
said(segment, key) AS (
    SELECT id, person FROM place WHERE person IS NOT NULL
    UNION SELECT place.id, alone.person FROM place JOIN alone ON alone.source = place.source
    WHERE place.person IS NULL AND NOT place.asks
),
inside(segment, key) AS (
    SELECT DISTINCT place.id, passage.case_id FROM place
    JOIN source ON source.id = place.source
    JOIN passage ON passage.source_id = place.source AND passage.version_id = source.version_id
        AND passage.start < place.end AND place.start < passage.end
),
theirs(segment, key) AS (
    SELECT place.id, participant_case.case_id FROM place
    JOIN participant_case ON participant_case.participant_id = place.person
    WHERE place.id NOT IN (SELECT segment FROM inside)
),
cased(segment, key) AS (
    SELECT * FROM inside UNION SELECT * FROM theirs
    UNION SELECT place.id, source.case_id FROM place JOIN source ON source.id = place.source
    WHERE source.case_id IS NOT NULL AND place.id NOT IN (SELECT segment FROM inside)
        AND place.id NOT IN (SELECT segment FROM theirs)
),
united(segment, key) AS (
    SELECT segment, "case".unit_id FROM cased JOIN "case" ON "case".id = cased.key
    UNION SELECT place.id, source.unit_id FROM place JOIN source ON source.id = place.source
    WHERE source.unit_id IS NOT NULL AND place.id NOT IN (SELECT segment FROM cased)
)
"""
_QUERIES = {
    "below": "SELECT top, code FROM below",
    "gathered": "SELECT top, code FROM gathered",
    "codes": "SELECT segment_id, code_id FROM coding WHERE segment_id IN (SELECT id FROM place)",
    "segments": "SELECT id, id FROM place",
    "source": "SELECT id, source FROM place",
    "participant": "SELECT segment, key FROM said",
    "case": "SELECT segment, key FROM cased",
    "unit": "SELECT segment, key FROM united",
    "kind": "SELECT place.id, source.kind FROM place JOIN source ON source.id = place.source",
    "perspective": "SELECT place.id, source.perspective FROM place JOIN source ON source.id = place.source",
}
_OF: dict[Counted, str] = {
    "segments": "segments", "sources": "source", "participants": "participant", "cases": "case",
}  # fmt: skip
_ACROSS: tuple[Dimension, ...] = ("source", "case", "unit", "participant", "kind")
Sets = dict[object, set[object]]


class Recount:
    """The codings of a file and whose they are, as sets by segment and by code."""

    def __init__(self, path: Path) -> None:
        connection = bare.connect(path)
        try:
            self._rows = {name: connection.execute(_WHOLE + query).fetchall() for name, query in _QUERIES.items()}
        finally:
            connection.close()
        self.of = {name: _gathered(rows) for name, rows in self._rows.items()}
        own = _gathered((code, segment) for segment, code in self._rows["codes"])
        self.segments = {
            reach: {
                top: set().union(*(own.get(code, set()) for code in family)) for top, family in self.of[reach].items()
            }
            for reach in ("below", "gathered")
        }

    def count(self, segments: set[object], counted: Counted) -> int:
        """How many distinct ones these segments stand for."""
        belong = self.of[_OF[counted]]
        return len(set[object]().union(*(belong.get(segment, set()) for segment in segments)))

    def column(self, dimension: str, key: object) -> set[object]:
        """The segments of a source, a case and so on."""
        return {segment for segment, keys in self.of[dimension].items() if key in keys}


def _gathered(rows: object) -> Sets:
    found: Sets = defaultdict(set)
    for key, value in rows:  # type: ignore[attr-defined]
        found[key].add(value)
    return dict(found)


def differences(project: Project, path: Path) -> Iterator[str]:
    """What the program counts otherwise than the bare file, in words; and how much was compared at the end."""
    bare_file = Recount(path)
    yield from _frequencies(project, bare_file)
    yield from _crossed(project, bare_file)
    yield from _in_matrices(project, bare_file)
    yield from _by_case(project, bare_file)


def _frequencies(project: Project, here: Recount) -> Iterator[str]:
    table = reports.table(project, wishes.Wish("frequencies"))
    at = {column.heading: place for place, column in enumerate(table.columns)}
    ids = {row.path: row.id for row in coding.code_rows(project)}
    for row in table.rows:
        code = ids[str(row.cells[at["Path"]])]
        for counted in _OF:
            cell = row.cells[at[counted.capitalize()]] if counted.capitalize() in at else None
            told = cell.n if isinstance(cell, Count) else cell
            found = here.count(here.segments["below"].get(code, set()), counted)
            if told is not None and told != found:
                yield f"frequencies, {row.cells[0]}, {counted}: {told}, in the file {found}"


def _crossed(project: Project, here: Recount) -> Iterator[str]:
    ground = grounds.load(project)
    for dimension in _ACROSS:
        columns: dict[object, set[object]] = {}
        for counted in _OF:
            matrix = crosstab.cross(project, ground, Axis("codes"), Axis(dimension), counted)
            columns = columns or {line.key: here.column(dimension, line.key) for line in matrix.columns}
            for row, line in enumerate(matrix.rows):
                mine = here.segments["below"].get(line.key, set())
                if line.total != (found := here.count(mine, counted)):
                    yield f"codes by {dimension}, {line.heading}, {counted}: {line.total}, in the file {found}"
                for column, other in enumerate(matrix.columns):
                    told, both = matrix.cell(row, column), mine & columns[other.key]
                    if told != (found := here.count(both, counted)):
                        yield f"{line.heading} by {other.heading}, {counted}: {told}, in the file {found}"


def _in_matrices(project: Project, here: Recount) -> Iterator[str]:
    ground = matrix_cells.load(project)
    for row in matrix_queries.names(project):
        made = matrix_cells.cells(ground, matrix_queries.matrix(project, row.id))
        within = None if made.matrix.case_id is None else here.column("case", made.matrix.case_id)
        for down, across in ((one, other) for one in range(len(made.rows)) for other in range(len(made.columns))):
            one, other = made.rows[down].line, made.columns[across].line
            stand = made.stand(down, across).count
            if one is None or other is None or stand is None or one.target != "code":
                continue
            key = other.target_id if other.target_id is not None else other.label
            if other.target not in here.of:
                continue
            both = here.segments["gathered"].get(one.target_id, set()) & here.column(other.target, key)
            found = here.count(both if within is None else both & within, "segments")
            if stand.segments != found:
                yield f"{row.name}, {made.rows[down]}, {key}: {stand.segments}, in the file {found}"


def _by_case(project: Project, here: Recount) -> Iterator[str]:
    for case in {key for keys in here.of["case"].values() for key in keys}:
        mine = here.column("case", case)
        for code in case_view.of_case(project, int(str(case))).codes:
            reach = "gathered" if code.level != "initial" else None
            own = here.segments["gathered"].get(code.id, set()) if reach else _own(here, code.id)
            for told, counted in ((code.segments, "segments"), (code.sources, "sources")):
                found = here.count(own & mine, counted)  # type: ignore[arg-type]
                if told != found:
                    yield f"case {case}, {code.name}, {counted}: {told}, in the file {found}"


def _own(here: Recount, code: int) -> set[object]:
    return {segment for segment, codes in here.of["codes"].items() if code in codes}


def main(path: Path) -> int:
    """Print what differs; 1 where anything does."""
    with Project.open(path, coder="AQ") as project:
        found = list(differences(project, path))
    print("\n".join(found[:100]))
    print(f"{len(found)} differences")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
