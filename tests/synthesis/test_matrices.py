"""Matrices: made, filled, judged over, and each act undone (the fixture undoes them all and compares the tables)."""

from __future__ import annotations

import pytest

from qda.coding import codes, queries, segments
from qda.errors import NotFound
from qda.project import history
from qda.project.project import Project
from qda.study import service as study
from qda.synthesis import matrices
from qda.synthesis.matrices import (
    HeadingMissing,
    MatrixNameMissing,
    MatrixNameTaken,
    MatrixRow,
    NewLine,
    OtherMatrix,
    UnknownWord,
)
from tests.factories import make_case, make_source, span_of

PARENT = NewLine("perspective", label="parent")


@pytest.fixture
def made(project: Project) -> MatrixRow:
    """One case, two topics, two perspectives."""
    _unit, case = make_case(project)
    judged = codes.create(project, "not being judged")
    rows = [NewLine("code", judged), NewLine(label="Trust")]
    columns = [PARENT, NewLine("perspective", label="social worker")]
    made = matrices.create(project, "Martine", "perspectives", case_id=case, rows=rows, columns=columns)
    return matrices.matrix(project, made)


def place(found: MatrixRow, row: int = 0, column: int = 0) -> tuple[int, int]:
    return found.rows[row].id, found.columns[column].id


def segment(project: Project, words: str = "She did not judge me.") -> int:
    source = make_source(project, name=words)
    return segments.apply(project, source, span_of(words), codes.create(project, words)).segment_id


def test_a_matrix_knows_its_lines_by_the_names_of_what_they_stand_for(project: Project, made: MatrixRow) -> None:
    code = made.rows[0].target_id
    assert code is not None

    codes.rename(project, code, "feeling respected")
    found = matrices.matrix(project, made.id)

    assert [row.name for row in found.rows] == ["feeling respected", "Trust"]
    assert [column.name for column in found.columns] == ["parent", "social worker"]
    assert (found.case, found.content, found.scale[2]) == ("Martine", "judgements", "mixed")


def test_a_line_stands_there_once(project: Project, made: MatrixRow) -> None:
    again = matrices.add_lines(project, made.id, "column", [PARENT, NewLine("perspective", label="Case record")])

    assert len(again) == 1
    assert [line.name for line in matrices.matrix(project, made.id).columns][-1] == "Case record"


def test_a_merged_code_is_what_it_became(project: Project, made: MatrixRow) -> None:
    into = codes.create(project, "respect")
    code = made.rows[0].target_id
    assert code is not None

    codes.merge(project, [code], into=into)

    row = matrices.matrix(project, made.id).rows[0]
    assert (row.name, row.target_id) == ("respect", into)


def test_a_deleted_case_takes_its_column_with_it(project: Project) -> None:
    unit, case = make_case(project)
    other = study.create_case(project, unit, "Paul")
    columns = [NewLine("case", case), NewLine("case", other), NewLine("unit", unit)]
    made = matrices.create(project, "Across", "across", columns=columns)

    study.delete_case(project, case)

    assert [column.name for column in matrices.matrix(project, made).columns] == ["Paul", "Casework"]


def test_lines_are_moved_renamed_and_taken_off(project: Project, made: MatrixRow) -> None:
    one, other = (row.id for row in made.rows)

    matrices.move_lines(project, [other], before=one)
    matrices.rename_line(project, one, "Judgement")
    matrices.remove_lines(project, [made.columns[1].id])

    found = matrices.matrix(project, made.id)
    assert [row.name for row in found.rows] == ["Trust", "Judgement"]
    assert [column.name for column in found.columns] == ["parent"]


def test_a_blank_heading_goes_back_to_the_name(project: Project, made: MatrixRow) -> None:
    matrices.rename_line(project, made.rows[0].id, "Judgement")

    matrices.rename_line(project, made.rows[0].id, " ")

    assert matrices.matrix(project, made.id).rows[0].name == "not being judged"
    with pytest.raises(HeadingMissing):
        matrices.rename_line(project, made.rows[1].id, " ")


def test_a_judgement_is_written_over_with_a_reason(project: Project, made: MatrixRow) -> None:
    row, column = place(made)
    matrices.write(project, row, column, judgement="positive", text="She felt seen.")

    matrices.write(project, row, column, judgement="Mixed", reason="The second interview says otherwise.")

    cell = matrices.matrix(project, made.id).cells[row, column]
    assert (cell.judgement, cell.text, cell.coder) == ("mixed", "She felt seen.", "AQ")
    assert cell.reason == "The second interview says otherwise."


def test_the_history_says_where_what_was_judged(project: Project, made: MatrixRow) -> None:
    matrices.write(project, *place(made), judgement="negative")

    assert history.steps(project).undo == "Judge “not being judged” × “parent” negative"


def test_a_judgement_is_one_of_the_scale(project: Project, made: MatrixRow) -> None:
    with pytest.raises(UnknownWord, match="splendid"):
        matrices.write(project, *place(made), judgement="splendid")

    matrices.set_scale(project, made.id, ["splendid", "dull", "splendid"])
    matrices.write(project, *place(made), judgement="splendid")

    assert matrices.matrix(project, made.id).scale == ("splendid", "dull")


def test_another_scale_keeps_what_was_judged(project: Project, made: MatrixRow) -> None:
    matrices.write(project, *place(made), judgement="mixed")

    matrices.set_scale(project, made.id, ["yes", "no"])

    assert matrices.matrix(project, made.id).cells[place(made)].judgement == "mixed"


def test_a_cell_that_says_nothing_is_gone(project: Project, made: MatrixRow) -> None:
    matrices.write(project, *place(made), judgement="mixed")

    matrices.write(project, *place(made), judgement="")

    assert matrices.matrix(project, made.id).cells == {}


def test_evidence_is_linked_once_and_keeps_its_segment_alive(project: Project, made: MatrixRow) -> None:
    held = segment(project)

    assert matrices.link(project, *place(made), [held, held]) == 1
    assert matrices.link(project, *place(made), [held]) == 0
    segments.remove(project, [row.coding_id for row in queries.everything(project)])

    assert matrices.matrix(project, made.id).cells[place(made)].evidence == (held,)


def test_unlinking_the_last_piece_leaves_what_was_written(project: Project, made: MatrixRow) -> None:
    held = segment(project)
    matrices.link(project, *place(made), [held])
    matrices.write(project, *place(made), text="Seen.")

    matrices.unlink(project, *place(made), [held])

    cell = matrices.matrix(project, made.id).cells[place(made)]
    assert (cell.text, cell.evidence) == ("Seen.", ())


def test_a_duplicate_has_all_of_it_and_is_its_own(project: Project, made: MatrixRow) -> None:
    matrices.write(project, *place(made), judgement="positive", text="Seen.")
    matrices.link(project, *place(made), [segment(project)])

    copy = matrices.matrix(project, matrices.duplicate(project, made.id))
    matrices.write(project, *place(copy), judgement="negative")

    assert copy.name == "Martine (2)"
    assert [(c.judgement, c.text, len(c.evidence)) for c in copy.cells.values()] == [("positive", "Seen.", 1)]
    assert matrices.matrix(project, made.id).cells[place(made)].judgement == "positive"


def test_a_matrix_is_kept_under_one_name(project: Project, made: MatrixRow) -> None:
    with pytest.raises(MatrixNameTaken):
        matrices.create(project, "MARTINE ")
    with pytest.raises(MatrixNameMissing):
        matrices.rename(project, made.id, "  ")
    with pytest.raises(NotFound, match="Martine"):
        matrices.find(project, "Martin")


def test_a_matrix_is_changed_as_a_whole_and_deleted(project: Project, made: MatrixRow) -> None:
    other = study.create_case(project, study.create_unit(project, "Teams"), "North Team")
    matrices.rename(project, made.id, "North")
    matrices.describe(project, made.id, " What each saw. ")
    matrices.set_content(project, made.id, "quotes")
    matrices.set_case(project, made.id, other)
    matrices.set_second_level(project, made.id, True)

    found = matrices.matrix(project, matrices.find(project, "north"))
    assert (found.description, found.content, found.case, found.second_level) == (
        "What each saw.", "quotes", "North Team", True,
    )  # fmt: skip
    matrices.delete(project, [made.id])
    assert matrices.names(project) == []


def test_a_row_and_a_column_of_two_matrices_do_not_meet(project: Project, made: MatrixRow) -> None:
    copy = matrices.matrix(project, matrices.duplicate(project, made.id))

    with pytest.raises(OtherMatrix):
        matrices.write(project, made.rows[0].id, copy.columns[0].id, text="x")
    with pytest.raises(OtherMatrix):
        matrices.link(project, made.columns[0].id, made.rows[0].id, [])
