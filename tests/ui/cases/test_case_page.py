"""The case page: choosing a case, writing its summary, following its links, writing its report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.study import queries, withdrawals
from qda.study import service as study
from qda.ui.actions import Actions
from qda.ui.cases import case_words
from qda.ui.cases.case_page import CasePage
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.theme import LIGHT
from tests.export.coded_study import build
from tests.ui.still import keep_still


@dataclass
class Desk:
    """The page with a coded study; `made` are ids by name."""

    project: Project
    session: Session
    page: CasePage
    made: dict[str, int]
    window: QWidget


@pytest.fixture
def desk(qtbot: QtBot, project: Project) -> Iterator[Desk]:
    made = build(project)
    window = QWidget()
    qtbot.addWidget(window)
    session = Session(window)
    session.begin(project)
    jobs = Jobs(window)
    page = CasePage(session, Actions(window), jobs)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    qtbot.waitUntil(lambda: page.head.text() == "Martine")
    yield Desk(project, session, page, made, window)
    keep_still(jobs, page)


def test_the_first_case_is_told(desk: Desk) -> None:
    words = desk.page.body.toPlainText()

    assert "2 of 2 segments" in words
    assert "Calm comes first" in words
    assert desk.session.selection == Selection("case", desk.made["case"])


def test_it_is_said_whose_words_no_report_of_the_case_holds(desk: Desk, qtbot: QtBot) -> None:
    withdrawals.withdraw(desk.project, desk.made["person"])

    qtbot.waitUntil(desk.page.kept_back.isVisible)

    assert desk.page.kept_back.text() == "Theresa has withdrawn: their words leave masked."


def test_the_summary_is_kept_and_can_be_undone(desk: Desk, qtbot: QtBot) -> None:
    desk.page.summary.setPlainText("She was met.")

    desk.page.summary.keep()

    assert queries.units(desk.project)[0].cases[0].summary == "She was met."
    desk.project.undo()
    qtbot.waitUntil(lambda: desk.page.summary.toPlainText() == "")


def test_a_text_is_kept_before_another_case_is_shown(desk: Desk, qtbot: QtBot) -> None:
    other = study.create_case(desk.project, 1, "Leah")
    qtbot.waitUntil(lambda: desk.page.list.count() == 3)
    desk.page.description.setPlainText("Eight years old")

    desk.session.select(Selection("case", other))

    qtbot.waitUntil(lambda: desk.page.head.text() == "Leah")
    assert [case.description for case in queries.units(desk.project)[0].cases] == ["Eight years old", ""]


def test_a_link_leads_to_its_source(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.session.source_wanted) as wanted:
        desk.page.follow(f"source:{desk.made['source']}")

    assert wanted.args[0] == desk.made["source"]


def test_a_link_leads_to_its_code(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.session.code_wanted) as wanted:
        desk.page.follow(f"code:{desk.made['theme']}")

    assert wanted.args == [desk.made["theme"]]


def test_the_report_is_written(desk: Desk, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(desk.session.said):
        desk.page.export(tmp_path / "martine.html")

    assert "Martine" in (tmp_path / "martine.html").read_text("utf-8")


def test_many_codes_of_a_level_open_on_demand(desk: Desk) -> None:
    from qda.analysis.study.case_view import CodeCount

    view = desk.page._view
    assert view is not None
    many = tuple(CodeCount(number, f"code {number}", "", "initial", "", 1, 1) for number in range(100, 140))
    whole = type(view)(**{**{name: getattr(view, name) for name in view.__slots__}, "codes": many})

    closed, opened = (case_words.body(whole, LIGHT, levels) for levels in (frozenset(), frozenset({"initial"})))

    assert "… and 16 more" in closed
    assert "code 139" not in closed
    assert "code 139" in opened


def test_a_study_without_cases_says_what_to_do(qtbot: QtBot, desk: Desk) -> None:
    study.delete_case(desk.project, desk.made["case"])
    qtbot.waitUntil(lambda: desk.page._pages.currentIndex() == 1)

    with qtbot.waitSignal(desk.session.workspace_wanted) as wanted:
        desk.page.add_link.click()

    assert wanted.args == ["study"]
