"""The consent register as a table for Word and for spreadsheets."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from qda.export import writing
from qda.export.leaving import gated
from qda.export.profiles import GERMAN
from qda.export.study import consent_tables
from qda.export.study.consent_tables import NoConsents
from qda.export.tables import Dash, cell_text, plain
from qda.project.project import Project
from qda.study import consent
from qda.study import service as study


def _study(project: Project) -> None:
    """Two who were asked and one who was not."""
    theresa, anna = (study.create_participant(project, name, role="parent") for name in ("Theresa", "Anna"))
    study.create_participant(project, "Angela", role="social worker")
    consent.record(project, theresa, "interview", asked_on="2010-07-07", form="written", outcome="yes")
    consent.record(project, theresa, "records", asked_on="2010-07-07", outcome="yes", withdrawn_on="2011-03-01")
    consent.record(project, anna, "interview", asked_on="2010-05", outcome="no")
    consent.record(project, anna, "interview", outcome="asked again")


def test_each_who_was_asked_has_a_row_and_each_kind_its_columns(project: Project) -> None:
    _study(project)

    table = consent_tables.table(project)

    heads = [(column.group, column.heading) for column in table.columns if not column.sheet_only]
    assert heads == [
        ("", "No."),
        ("", "Participant"),
        ("", "Role"),
        ("Interview", "Asked"),
        ("Interview", "Outcome"),
        ("Records", "Asked"),
        ("Records", "Outcome"),
        ("", "Withdrawn"),
    ]
    first = ("1", "Theresa", "parent", "2010-07-07", "written", "yes")
    assert [row.cells for row in table.rows] == [
        (*first, "2010-07-07", Dash(), "yes", "records 2011-03-01"),
        ("2", "Anna", "parent", "undated", Dash(), "asked again", Dash(), Dash(), Dash(), Dash()),
    ]


def test_the_note_says_what_the_table_rests_on(project: Project) -> None:
    _study(project)

    (note,) = consent_tables.table(project).notes

    assert plain(note) == (
        "n = 2 of 3 participants in the study, those who were asked. "
        "Interview: asked 2, yes 1, no 0, open 1, withdrawn 0. "
        "Records: asked 1, yes 0, no 0, open 0, withdrawn 1. "
        "Asked more than once: 1; the last asking is shown. "
        "A dash means that nobody asked, or that nothing was recorded."
    )


def test_who_has_withdrawn_and_is_asked_again_is_counted_once(project: Project) -> None:
    _study(project)
    theresa = study.find_participant(project, "Theresa")
    consent.answer(project, [theresa], "records", "asked again")

    (note,) = consent_tables.table(project, kinds=["records"]).notes

    assert "Records: asked 1, yes 0, no 0, open 0, withdrawn 1." in plain(note)


def test_days_and_months_are_in_the_order_of_the_language_also_after_the_gate(project: Project) -> None:
    anna = study.create_participant(project, "Anna", role="parent")
    consent.record(project, anna, "interview", asked_on="2010-05", outcome="yes")
    consent.record(project, anna, "records", asked_on="2010-07-07", outcome="yes", withdrawn_on="2011-03-01")

    made = consent_tables.table(project, profile=GERMAN)
    (table,) = gated.tables(project, [made], GERMAN).value

    shown = [cell_text(cell, column, GERMAN) for cell, column in zip(table.rows[0].cells, table.columns, strict=True)]
    assert shown[3::3] == ["05.2010", "07.07.2010", "Akten 01.03.2011"]


def test_pseudonyms_and_kinds_are_left_out_by_choice(project: Project) -> None:
    _study(project)

    table = consent_tables.table(project, names=False, kinds=["Records"])

    assert [row.cells for row in table.rows] == [
        ("1", "parent", "2010-07-07", Dash(), "yes", "records 2011-03-01"),
    ]


def test_without_consents_there_is_no_table(project: Project) -> None:
    study.create_participant(project, "Theresa")

    with pytest.raises(NoConsents):
        consent_tables.table(project)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv"])
def test_the_table_is_written(project: Project, tmp_path: Path, ending: str) -> None:
    _study(project)
    path = tmp_path / f"consent.{ending}"

    writing.write(path, [consent_tables.table(project)])

    assert path.stat().st_size > 0
    if ending == "csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[1][:6] == ["1", "Theresa", "parent", "2010-07-07", "written", "yes"]


def test_programs_get_every_asking_and_what_is_allowed(project: Project) -> None:
    _study(project)

    found = {str(row["name"]): row for row in consent_tables.listed(project)}

    assert found["Theresa"]["allows"] == {"interview": "yes", "records": "no"}
    assert found["Anna"]["allows"] == {"interview": "no"}
    assert len(found["Anna"]["consents"]) == 2  # type: ignore[arg-type]  # a list of objects
    assert found["Angela"]["consents"] == []
