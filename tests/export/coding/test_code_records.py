"""What is kept of codes beside their segments, as tables."""

from __future__ import annotations

from qda.coding import codes, comparison, focused, queries, segments
from qda.export.coding import code_records
from qda.export.tables import Dash, plain
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


def test_the_lineage_stands_by_what_it_leads_to_in_the_order_in_which_people_count(project: Project) -> None:
    source = make_source(project)
    for name, words in (("b", "came in"), ("a", "sat down"), ("c", "did not judge me"), ("loose", "we talked")):
        segments.apply_new(project, source, span_of(words), name)
    of = {row.name: row.id for row in queries.code_rows(project)}
    tenth, second = (codes.create(project, name, level="focused") for name in ("step 10", "step 2"))
    focused.cluster(project, [of["b"], of["c"]], second)
    focused.cluster(project, [of["a"]], tenth)

    table = code_records.lineage_rows(project)

    assert [(row.cells[0], row.cells[3]) for row in table.rows] == [
        ("b", "step 2"), ("c", "step 2"), ("a", "step 10"), ("loose", Dash()),
    ]  # fmt: skip
    assert plain(table.notes[-1]) == "– = gathered under none."


def test_the_ledger_says_where_an_incident_stands_once_and_prints_nothing_of_what_was_not_done(
    project: Project,
) -> None:
    source, calm = make_source(project), codes.create(project, "calm")
    both = [segments.apply(project, source, span_of(words), calm).segment_id for words in ("came in", "sat down")]

    before = code_records.ledger(project, calm)
    comparison.judge(project, both, "differs", code_id=calm, note="who begins")
    after = code_records.ledger(project, calm)

    assert [column.heading for column in before.columns if not column.sheet_only] == ["Incident", "Result"]
    assert [column.heading for column in after.columns if not column.sheet_only] == [
        "Incident", "Result", "In what", "Compared with", "When", "Since then",
    ]  # fmt: skip
    assert [row.cells[2] for row in after.rows] == ["who begins", "who begins"]
