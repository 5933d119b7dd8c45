"""Matrices as tables: heads with bases and units, judgements with the scale, reasons and what has no evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.coding import codes, segments
from qda.errors import NotFound
from qda.export import kinds, writing
from qda.export.leaving import gate
from qda.export.material import Material
from qda.export.profiles import GERMAN
from qda.export.synthesis import matrix_tables
from qda.export.tables import Count, Dash, Marked, Table, plain, unmarked
from qda.export.wishes import Wish
from qda.project.project import Project
from qda.sources import service as sources
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import MatrixRow, NewLine
from tests.factories import make_source, span_of


@pytest.fixture
def made(project: Project) -> MatrixRow:
    """Two cases of one unit and one of another; one code, with a segment in the first case."""
    casework, teams = study.create_unit(project, "Casework"), study.create_unit(project, "Teams")
    cases = [study.create_case(project, casework, name) for name in ("Martine", "Paul")]
    north = study.create_case(project, teams, "North")
    source = make_source(project)
    sources.describe(project, [source], perspective="parent", kind="interview")
    sources.move(project, [source], case_id=cases[0])
    code = codes.create(project, "not judging", level="focused")
    segments.apply(project, source, span_of("She did not judge me."), code)
    rows, columns = [NewLine("code", code)], [NewLine("case", each) for each in (*cases, north)]
    return matrices.matrix(project, matrices.create(project, "Cases", "across", rows=rows, columns=columns))


def evidence(project: Project) -> int:
    from qda.coding import queries

    return queries.everything(project)[0].segment_id


def notes(table: Table) -> str:
    return " ".join(plain(note) for note in table.notes)


def test_counts_stand_under_their_bases_and_units(project: Project, made: MatrixRow) -> None:
    matrices.set_content(project, made.id, "counts")
    matrices.set_second_level(project, made.id, True)

    table = matrix_tables.table(project, made.id)

    heads = [(column.heading, column.group, column.base) for column in table.columns]
    assert heads == [
        ("Topic", "", None),
        ("Martine", "Casework", 1),
        ("Paul", "Casework", 0),
        ("All cases", "Casework", 1),
        ("North", "", 0),
    ]
    assert [unmarked(cell) for cell in table.rows[0].cells[1:]] == [Count(1), Dash(), Count(1), Dash()]


def test_a_written_cell_without_evidence_is_marked(project: Project, made: MatrixRow) -> None:
    row, (one, other, _north) = made.rows[0].id, (line.id for line in made.columns)
    matrices.write(project, row, one, text="She felt seen.")
    matrices.write(project, row, other, text="Nobody asked.")
    matrices.link(project, row, one, [evidence(project)])

    table = matrix_tables.table(project, made.id)

    assert table.rows[0].cells[1:3] == ("She felt seen.", Marked("Nobody asked.", "a"))
    assert [(mark, plain(text)) for mark, text in table.specific] == [("a", "No passage is linked as evidence yet.")]


def test_a_reason_stands_under_the_table(project: Project, made: MatrixRow) -> None:
    row, column = made.rows[0].id, made.columns[0].id
    matrices.set_content(project, made.id, "judgements")
    matrices.set_scale(project, made.id, ["much", "little"])
    matrices.link(project, row, column, [evidence(project)])
    matrices.write(project, row, column, judgement="much", reason="Twice unasked.")

    table = matrix_tables.table(project, made.id)

    assert table.rows[0].cells[1] == Marked("much", "b")
    assert [(mark, plain(text)) for mark, text in table.specific] == [("b", "Twice unasked.")]
    assert "on the scale: much; little." in notes(table)


def test_quotes_carry_speaker_source_and_line(project: Project, made: MatrixRow) -> None:
    row, column = made.rows[0].id, made.columns[0].id
    matrices.set_content(project, made.id, "quotes")
    matrices.link(project, row, column, [evidence(project)])

    table = matrix_tables.table(project, made.id, profile=GERMAN)

    assert table.rows[0].cells[1] == "„She did not judge me.“ (Theresa, Interview, Zeile\u00a02)"


def test_what_rests_on_one_source_is_told_in_german_too(project: Project, made: MatrixRow) -> None:
    code = made.rows[0].target_id
    matrices.create(
        project, "T", "triangulation", rows=[NewLine("code", code)], columns=[NewLine("kind", label="interview")]
    )

    wish = Wish(kind="triangulation", profile=GERMAN)
    table = next(block for block in kinds.blocks(Material(project), wish) if isinstance(block, Table))

    assert (table.columns[-1].heading, table.rows[0].cells[-1]) == ("Beruht auf", "eine Quelle")
    assert "convergent" not in notes(table)
    assert "übereinstimmend" in notes(table)


def test_every_format_is_written(project: Project, made: MatrixRow, tmp_path: Path) -> None:
    with gate.collecting() as written:
        for ending in ("docx", "xlsx", "csv", "html"):
            writing.write(tmp_path / f"m.{ending}", matrix_tables.allowed(project, [made.id]))

    assert [path.stat().st_size > 0 for path in written] == [True] * 4


def test_the_list_for_programs_has_every_cell(project: Project, made: MatrixRow) -> None:
    found = matrix_tables.listed(project, made.id)

    cells = found["cells"]
    assert isinstance(cells, list)
    assert [(cell["column"], cell["state"], cell["segments"], cell["base"]) for cell in cells] == [
        ("Martine", "found", 1, 1),
        ("Paul", "no data", 0, 0),
        ("North", "no data", 0, 0),
    ]
    with pytest.raises(NotFound):
        matrix_tables.listed(project, made.id + 1)


def test_cells_that_rest_on_literature_or_on_words_alone_want_no_passage(project: Project, made: MatrixRow) -> None:
    unit = study.create_unit(project, "Board")
    lines = {"rows": [NewLine(label="Success as a door that opens")], "columns": [NewLine("unit", unit)]}
    plain_id = matrices.create(project, "In the literature", rows=lines["rows"], columns=lines["columns"])
    own = matrices.matrix(project, plain_id)
    matrices.write(project, own.rows[0].id, own.columns[0].id, text="The door opened (Rook, 2009)")
    matrices.write(project, made.rows[0].id, made.columns[0].id, text="She felt seen.")

    told, held = (matrix_tables.table(project, each) for each in (plain_id, made.id))

    assert (told.rows[0].cells[1], told.specific, told.columns[1].base) == ("The door opened (Rook, 2009)", (), None)
    assert [letter for letter, _text in held.specific] == ["a"]
