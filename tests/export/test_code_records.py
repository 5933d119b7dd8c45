"""What is kept of codes beside their segments, as tables."""

from __future__ import annotations

from qda.coding import codes, focused, segments
from qda.export import code_records
from qda.project.project import Project
from tests.factories import make_source, span_of


def test_the_lineage_prints_no_column_of_a_level_to_which_nothing_was_raised(project: Project) -> None:
    source = make_source(project)
    sitting = codes.create(project, "sitting down")
    segments.apply(project, source, span_of("sat down"), sitting)
    focused.cluster(project, [sitting], codes.create(project, "keeping calm", level="focused"))

    table = code_records.lineage_rows(project)

    assert [table.columns[at].heading for at in table.printed] == ["Initial code", "Segments", "Focused codes"]
    assert [column.heading for column in table.columns][-2:] == ["Categories", "Themes"]
    assert table.rows[0].cells[0] == "sitting down"
