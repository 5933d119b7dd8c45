"""Where a file shall lie is asked one way: beside the study, under a name every system takes, with an ending."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.errors import QdaError
from qda.project.project import Project
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working import saving

FORMATS = "Word document (*.docx);;Excel workbook (*.xlsx);;All tables (*.csv *.xlsx)"


@pytest.mark.parametrize(
    ("typed", "chosen", "meant"),
    [
        ("Table", "Excel workbook (*.xlsx)", "Table.xlsx"),
        ("Table", "All tables (*.csv *.xlsx)", "Table.csv"),
        ("Table.html", "Excel workbook (*.xlsx)", "Table.html"),
        ("Table", "", "Table.docx"),
    ],
)
def test_a_name_without_an_ending_gets_that_of_the_format(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, chosen: str, meant: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(tmp_path / typed), chosen))
    window = QWidget()
    qtbot.addWidget(window)

    assert saving.ask_where(window, Session(), "Write", "start", FORMATS) == tmp_path / meant


def test_who_closes_the_chooser_gets_no_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    window = QWidget()
    qtbot.addWidget(window)

    assert saving.ask_where(window, Session(), "Write", "start", FORMATS) is None


def test_the_first_format_beside_the_study_is_proposed(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    proposed: list[Path] = []

    def choose(_parent: object, _title: str, start: str, _formats: str) -> tuple[str, str]:
        proposed.append(Path(start))
        return "", ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window, session = QWidget(), Session()
    qtbot.addWidget(window)
    session.begin(Project.create(tmp_path / "study.gerund", title="Bluechester", coder="AQ"))

    saving.ask_where(window, session, "Write", "Asking: who/what?", FORMATS)
    saving.ask_where(window, session, "Write", "Grid", "CSV (*.csv)", folder=tmp_path / "tables")
    session.end()

    assert proposed == [tmp_path / "Asking who what.docx", tmp_path / "tables" / "Grid.csv"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Bluechester – audit trail 2026-11-22", "Bluechester – audit trail 2026-11-22"),
        ("interview.v2", "interview v2"),
        ("  being “told”: *not* asked… ", "being told not asked"),
        ("…", ""),
        ("Größe_1", "Größe_1"),
        ("long " * 40, ("long " * 20).strip()),
    ],
)
def test_a_name_is_made_of_signs_that_every_system_takes(words: str, name: str) -> None:
    assert saving.file_name(words) == name


def test_a_file_is_written_beside_the_work_and_that_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    session, jobs, said = Session(), Jobs(), list[str]()
    session.said.connect(said.append)

    saving.write_aside(session, jobs, tmp_path / "Grid.csv", lambda _progress: (tmp_path / "Grid.csv").write_text("a"))
    saving.write_aside(session, jobs, tmp_path / "List.csv", lambda _progress: 3, lambda count: f"{count} lines")
    qtbot.waitUntil(lambda: not jobs.busy)

    assert said == ["Wrote “Grid.csv”.", "3 lines"]


def test_what_kept_a_file_from_being_written_is_told_and_a_fault_of_the_program_is_not(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session, jobs, told, said, faults = Session(), Jobs(), list[str](), list[str](), list[Exception]()
    session.failed.connect(lambda error: told.append(error.sentence))
    session.said.connect(said.append)
    jobs.broke.connect(faults.append)

    def fail(error: Exception) -> None:
        raise error

    saving.write_aside(session, jobs, tmp_path / "a.csv", lambda _progress: fail(QdaError("The disk is full.")))
    saving.write_aside(session, jobs, tmp_path / "b.csv", lambda _progress: fail(ZeroDivisionError()))
    qtbot.waitUntil(lambda: not jobs.busy)

    assert (told, said) == (["The disk is full."], [])
    assert len(faults) == 1
