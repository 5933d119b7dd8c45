"""Literature and checklists on paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from qda.analysis.study import screening
from qda.export import reports
from qda.export.blocks import Prose, tables_of
from qda.export.profiles import APA, GERMAN
from qda.export.study import checklist_tables, literature_flow, literature_tables, references
from qda.export.study.references import UnknownReferences
from qda.export.tables import Quote, plain
from qda.export.wishes import Wish
from qda.flows.literature import importing
from qda.project.project import Project
from qda.study import checklists, literature
from qda.study import service as study
from qda.study.references import Reference
from tests.flows.bluechester.test_literature import literature_of_the_sample


def _cells(table: object) -> list[tuple[object, ...]]:
    from qda.export.tables import Table

    assert isinstance(table, Table)
    return [row.cells for row in table.rows]


def test_databases_are_summed_up(project: Project) -> None:
    literature_of_the_sample(project)

    cells = _cells(literature_tables.databases(literature.rows(project), APA))

    assert cells[0] == ("Fictional Abstracts", 2, 0, 1, 1, 1)
    assert cells[-1] == ("All", 6, 1, 1, 4, 2)


def test_the_steps_of_screening_name_their_reasons(project: Project) -> None:
    literature_of_the_sample(project)

    table = literature_tables.flow_table(literature.rows(project), APA)

    assert table is not None
    assert [(row.indent, *row.cells) for row in table.rows] == [
        (0, "Found", 6),
        (1, "Duplicates taken out", 1),
        (0, "Screened by title and abstract", 5),
        (1, "Screened out", 1),
        (2, "Another field", 1),
        (0, "Read in full", 4),
        (1, "Left out after reading", 1),
        (2, "Neither success nor collaboration", 1),
        (1, "Not decided yet", 1),
        (0, "Included", 2),
    ]


def test_criteria_stand_side_by_side(project: Project) -> None:
    literature_of_the_sample(project)

    table = literature_tables.criteria(project, GERMAN)

    assert table is not None
    assert [column.heading for column in table.columns] == [
        "Einschlusskriterien",
        "Ausschlusskriterien",
        "Gütekriterien",
    ]
    assert table.rows[1].cells == (
        "Published since 2000", "Neither success nor collaboration: Neither is a main subject", "",
    )  # fmt: skip


def test_included_studies_have_their_summary(project: Project) -> None:
    literature_of_the_sample(project)

    cells = _cells(literature_tables.studies(project, literature.rows(project), APA))

    assert [row[0] for row in cells] == ["Ashdown & Pell, 2004", "Rook, 2009"]
    assert cells[1][-1] == "partial"


def test_the_list_of_references_is_in_apa_and_of_what_is_included(project: Project) -> None:
    literature_of_the_sample(project)

    blocks = references.blocks(literature.rows(project), APA)

    assert [plain(block.text) for block in blocks if isinstance(block, Prose)] == [
        "Ashdown, V., & Pell, T. (2004). Around one table: what members of area boards take away. Invented Journal of "
        "Children’s Services, 7(2), 88–104. https://doi.org/10.99999/ijcs.2004.088",
        "Rook, I. (2009). Getting in: first visits and second thoughts. Saltmarsh Press.",
    ]


def test_two_works_of_one_year_are_told_apart() -> None:
    found = [Reference("B", authors="Gray, B.", year="2010"), Reference("A", authors="Gray, B.", year="2010-05")]

    assert [(each.title, each.year) for each in references.lettered(found)] == [("A", "2010a"), ("B", "2010b")]


def test_the_picture_tells_the_numbers_in_words_too(project: Project) -> None:
    literature_of_the_sample(project)

    drawing = literature_flow.draw(screening.flow(literature.rows(project)), GERMAN, "Bluechester")

    assert drawing.title == "Der Weg der Literatur – Bluechester"
    assert "Aufgenommen (n\u00a0=\u00a02)" in drawing.description
    assert "Another field: 1" in drawing.description


@pytest.mark.parametrize("ending", [".ris", ".bib"])
def test_files_for_reference_managers_come_back_as_they_went(project: Project, tmp_path: Path, ending: str) -> None:
    literature_of_the_sample(project)
    path = tmp_path / f"out{ending}"

    count = references.write(path, literature.rows(project))

    assert count == 6
    assert importing.bring_in(project, path).known == 6


def test_other_endings_are_refused(project: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownReferences):
        references.write(tmp_path / "x.enl", literature.rows(project))


@pytest.mark.parametrize("key", ["references", "screening", "criteria", "studies", "coreq", "srqr"])
@pytest.mark.parametrize("ending", [".docx", ".html", ".xlsx", ".csv"])
def test_every_report_of_these_is_written(project: Project, tmp_path: Path, key: str, ending: str) -> None:
    literature_of_the_sample(project)
    study.set_questions(project, ["What happens?"])

    reports.write_report(tmp_path / f"x{ending}", project, Wish(key, profile=GERMAN))

    assert (tmp_path / f"x{ending}").stat().st_size > 100


def test_a_checklist_says_what_is_left_to_write(project: Project) -> None:
    study.set_questions(project, ["What happens?"])
    checklists.answer(project, "srqr", "21", "No funding.")

    table = checklist_tables.table(project, "srqr", GERMAN)

    rows = {str(row.cells[0]): row.cells for row in table.rows}
    assert rows["21. Finanzierung"][2:] == ("", "No funding.")
    assert rows["4. Zweck oder Forschungsfrage"][2:] == ("What happens?", "")
    assert rows["3. Problemstellung"][2:] == ("", "[zu schreiben]")
    assert plain(table.notes[0]).startswith("2 von 21")
    assert not any(isinstance(cell, Quote) for row in table.rows for cell in row.cells)


def test_a_checklist_of_which_nothing_is_told_speaks_of_no_others(project: Project) -> None:
    table = checklist_tables.table(project, "srqr", APA)

    assert plain(table.notes[0]).startswith("All 21 items wait for the researcher.")


def test_an_empty_study_has_no_checklist_among_its_reports(project: Project) -> None:
    assert tables_of(reports.blocks(project, Wish("coreq"))) == []
