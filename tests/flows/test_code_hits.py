from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qda.coding import codes, queries
from qda.errors import NotFound
from qda.flows import code_hits
from qda.project import audit, coders, history
from qda.project.project import Project
from qda.text import Span
from tests.factories import make_source


@pytest.fixture
def joined(tmp_path: Path) -> Iterator[Project]:
    """A project that others join; joining is nobody's to undo, so it is not as before afterwards."""
    with Project.create(tmp_path / "joined.gerund", coder="AQ") as opened:
        yield opened
        assert audit.check(opened).faults == ()


def table(folder: Path, *rows: str, columns: str = "source,start,end,code,coder") -> Path:
    path = folder / "codings.csv"
    path.write_text("\n".join([columns, *rows]), encoding="utf-8")
    return path


def test_rows_are_coded_as_one_act_and_what_is_there_already_is_counted(joined: Project, tmp_path: Path) -> None:
    make_source(joined)
    asking = ("Interview,0,3,asking,", "interview,0,3,Asking,EB", "Interview,0,3,asking,")
    rows = table(tmp_path, *asking, "Interview,4,7,how,")

    first = code_hits.code_from_csv(joined, rows)
    again = code_hits.code_from_csv(joined, rows)

    assert (first, again) == (code_hits.Coded(3, 1), code_hits.Coded(0, 4))
    assert [(row.code, row.coder) for row in queries.everything(joined)] == [
        ("asking", "AQ"),
        ("asking", "EB"),
        ("how", "AQ"),
    ]
    assert joined.undo() == "Code the rows of “codings.csv”"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_table_is_read_as_a_german_excel_writes_it(joined: Project, tmp_path: Path, mark: str) -> None:
    make_source(joined)
    columns, row = ("source", "start", "end", "code"), ("Interview", "0", "3", "asking, how")
    rows = table(tmp_path, mark.join(row), columns=mark.join(columns))

    assert code_hits.code_from_csv(joined, rows) == code_hits.Coded(1, 0)
    assert [row.code for row in queries.everything(joined)] == ["asking, how"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Interview,4,7000,how,", "Line 3 of the table can't be used: 4:7000 lies outside the text"),
        ("Interview,7,4,how,", "Line 3 of the table can't be used: start and end"),
        ("Interview,a,b,how,", "Line 3 of the table can't be used: start and end"),
        ("Nobody,0,3,how,", "Line 3 of the table can't be used: There is no source called “Nobody”"),
        ("Interview,0,3, ,", "Line 3 of the table can't be used: A code needs a label"),
        ("Interview,0,3,none > such,", "Line 3 of the table can't be used: There is no code “none > such”"),
        ("Interview,0", "Line 3 of the table can't be used: it has too few columns"),
    ],
)
def test_one_wrong_row_is_named_and_nothing_is_coded(project: Project, tmp_path: Path, row: str, told: str) -> None:
    make_source(project)
    acts = len(history.rows(project))

    with pytest.raises(code_hits.TableUnclear) as problem:
        code_hits.code_from_csv(project, table(tmp_path, "Interview,0,3,asking,EB", row))

    assert problem.value.sentence.startswith(told)
    assert len(history.rows(project)) == acts


def test_a_table_without_a_column_and_no_table_at_all_are_told_apart(project: Project, tmp_path: Path) -> None:
    with pytest.raises(code_hits.TableUnclear, match="no column code"):
        code_hits.code_from_csv(project, table(tmp_path, columns="source,start,end"))
    with pytest.raises(code_hits.TableUnreadable):
        code_hits.code_from_csv(project, tmp_path / "gone.csv")


def test_a_coder_who_joins_by_a_table_does_not_stand_in_the_way_of_undoing_it(joined: Project, tmp_path: Path) -> None:
    make_source(joined)
    code_hits.code_from_csv(joined, table(tmp_path, "Interview,0,3,asking,EB"))
    eb = coders.find(joined, "EB")
    code_hits.code_place(joined, "Interview", Span(4, 7), "how", "EB")
    imported = next(row.id for row in history.rows(joined) if row.key == "codings.from_table")

    history.revert(joined, imported)

    assert [(row.code, row.coder) for row in queries.everything(joined)] == [("how", "EB")]
    assert coders.find(joined, "eb") == eb


def test_a_label_that_may_mean_two_codes_brings_nobody_in(project: Project) -> None:
    make_source(project)
    for parent in ("one", "two"):
        codes.create(project, "talking", parent_id=codes.create(project, parent))

    with pytest.raises(NotFound) as problem:
        code_hits.code_place(project, "Interview", Span(0, 3), "talking", "EB")

    assert problem.value.candidates == ("one > talking", "two > talking")
    assert "EB" not in coders.named(project).values()
