"""The timeline on the Study page: marks that are told and opened, phases in a table, what was counted in the plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.sources import service as sources
from qda.study import phases
from qda.study import service as study
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study.plan_part import PlanPart, split_names
from qda.ui.study.timeline_part import TimelinePart
from tests.factories import make_case, make_source
from tests.ui.study.conftest import detach


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[tuple[Session, TimelinePart]]:
    """A session and the part, with nothing dated yet."""
    host = QWidget()
    qtbot.addWidget(host)
    session = Session(host)
    session.begin(project)
    part = TimelinePart(session, Actions(host), Jobs(host))
    qtbot.addWidget(part)
    part.resize(900, 600)
    part.show()
    yield session, part
    detach(session)  # its project is closed by its own fixture, whose comparing no timer may read into
    assert host is not None  # it holds the session


def _dated(project: Project, name: str, when: str) -> int:
    source = make_source(project, name=name)
    sources.describe(project, [source], kind="interview", date=when)
    return source


def test_an_empty_timeline_says_what_to_do(desk: tuple[Session, TimelinePart], qtbot: QtBot) -> None:
    _session, part = desk

    with qtbot.waitSignal(part.sources_wanted):
        part.empty.button.click()

    assert part._pages.currentWidget() is part.empty


def test_a_click_on_a_mark_opens_its_source(desk: tuple[Session, TimelinePart], qtbot: QtBot) -> None:
    session, part = desk
    source = _dated(session.project, "A talk", "2010-07-07")
    _dated(session.project, "Another", "2010-09-01")
    spot = next(spot for spot in part.view._spots if spot.mark.event.label == "A talk")

    with qtbot.waitSignal(session.source_wanted) as wanted:
        QTest.mouseClick(part.view, Qt.MouseButton.LeftButton, pos=spot.box.center().toPoint())

    assert wanted.args[0] == source


def test_the_keyboard_goes_along_a_lane_and_opens(desk: tuple[Session, TimelinePart], qtbot: QtBot) -> None:
    session, part = desk
    _dated(session.project, "A talk", "2010-07-07")
    second = _dated(session.project, "Another", "2010-09")
    part.view.setFocus()
    part.view._at = (0, 0)

    QTest.keyClick(part.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(session.source_wanted) as wanted:
        QTest.keyClick(part.view, Qt.Key.Key_Return)

    assert wanted.args[0] == second
    assert part.view.accessibleDescription() == "interview: 2010-09-01 – 2010-09-30\nAnother"


def test_a_phase_is_typed_and_written_over(desk: tuple[Session, TimelinePart]) -> None:
    session, part = desk
    part.name.setText("Fieldwork")
    part.began.setText("2010-07")

    part.add()
    part.phases.rows.setData(part.phases.rows.index(0, 3), "2011")

    (row,) = phases.rows(session.project)
    assert (row.name, row.began, row.ended) == ("Fieldwork", "2010-07", "2011")


def test_what_is_no_date_is_told(desk: tuple[Session, TimelinePart], qtbot: QtBot) -> None:
    session, part = desk
    part.name.setText("Fieldwork")
    part.began.setText("in spring")

    with qtbot.waitSignal(session.failed):
        part.add()

    assert part.name.text() == "Fieldwork"


def test_sources_without_a_date_are_listed(desk: tuple[Session, TimelinePart]) -> None:
    session, part = desk
    _dated(session.project, "A talk", "2010-07-07")

    make_source(session.project, name="Undated")

    assert part.undated.isVisible()
    assert part.undated.words() == "1 source without a date…"


def test_the_timeline_is_written(desk: tuple[Session, TimelinePart], qtbot: QtBot, tmp_path: Path) -> None:
    session, part = desk
    _dated(session.project, "A talk", "2010-07-07")

    with qtbot.waitSignal(session.said):
        part.export(tmp_path / "t.csv")

    assert "2010-07-07" in (tmp_path / "t.csv").read_text("utf-8")


def test_the_plan_counts_what_was_collected_and_takes_sources_by_name(
    desk: tuple[Session, TimelinePart], qtbot: QtBot
) -> None:
    session, _part = desk
    unit, _case = make_case(session.project)
    study.add_data_set(session.project, unit, "observation")
    make_source(session.project, name="Notes, first day")
    part = PlanPart(session)
    qtbot.addWidget(part)
    column = len(part.list.rows.columns) - 1
    assert part.list.rows.index(0, column).data() == "–"

    part.list.rows.setData(part.list.rows.index(0, column), "Notes, first day")

    qtbot.waitUntil(lambda: str(part.list.rows.index(0, column).data()).startswith("1 source, "))


def test_a_name_may_have_commas_of_its_own() -> None:
    known = ["A, B", "A", "C"]

    assert split_names("a, b, C, new", known) == ["A, B", "C", "new"]
