"""Quin’s tables and figures from the menu: of any study, off the main thread, through the gate."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.study import service as study
from qda.ui.actions import Actions
from qda.ui.analysis.reports import quin_action
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from tests.factories import make_case


def test_what_a_study_has_is_written_and_said(qtbot: QtBot, project: Project, tmp_path: Path) -> None:
    unit, _case = make_case(project)
    study.add_data_set(project, unit, "interviews")
    session, jobs = Session(), Jobs()
    session.begin(project)
    said: list[str] = []
    session.said.connect(said.append)

    quin_action.write(session, jobs, tmp_path / "out")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)

    assert said == ["Wrote 1 of 21 tables and figures into “out”; the page index.html says what each is."]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"index.html", "table-09.docx", "table-09.xlsx"}
    assert session._unsubscribe is not None
    session._unsubscribe()
    session._project = None  # the fixture closes it


def test_it_stands_in_the_menu_of_reports(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)

    quin_action.add(Session(window), actions, Jobs(window), window)

    action = actions.get("reports.bluechester")
    assert (action.text(), action.property("menu")) == ("Bluechester’s tables and figures…", "&Reports")
