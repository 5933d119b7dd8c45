"""The whole study is taken out from the window, and what could not go along is shown."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.errors import QdaError
from qda.project.project import Project
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.main_window import MainWindow
from qda.ui.project.export_page import ExportPage
from qda.ui.session import Session

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def session(qtbot: QtBot, study: Path) -> Iterator[Session]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Session(window)
    made.begin(Project.open(study, coder="AQ"))
    yield made
    made.end()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[ExportPage]:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    made = ExportPage(session, Actions(window), jobs, lambda: None)
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.stop_all()


def choose(page: ExportPage, ending: str) -> None:
    page.kind.setCurrentIndex(page.kind.findData(ending))


def answer(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What the file chooser will give."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: (str(path), ""))


def written(page: ExportPage, qtbot: QtBot, path: Path) -> None:
    qtbot.waitUntil(lambda: path.exists() and page.button.isEnabled())


def test_before_anything_is_written_the_page_says_what_to_do(page: ExportPage) -> None:
    assert "Choose what and for whom" in page.view.toPlainText()
    assert not page.keep.isVisible()


def test_a_project_is_written_and_its_report_shown(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "talk.qdpx")

    page.button.click()

    written(page, qtbot, tmp_path / "talk.qdpx")
    shown = page.view.toPlainText()
    assert "Codings: 1" in shown
    assert "Not carried: the standard has no place for it" in shown
    assert "Units of analysis, as cases: 1 Casework" in shown
    assert page.keep.isVisible()


def test_the_chosen_program_is_written_for(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.program.setCurrentIndex(page.program.findData("nvivo"))

    page.write(tmp_path / "talk.qdpx")

    written(page, qtbot, tmp_path / "talk.qdpx")
    with zipfile.ZipFile(tmp_path / "talk.qdpx") as file:
        assert file.read(file.namelist()[1]).startswith(b"\xef\xbb\xbf")


def test_a_name_with_another_ending_keeps_it_in_front(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, ".qdc")
    answer(monkeypatch, tmp_path / "codes.v2")

    page.ask_where()

    written(page, qtbot, tmp_path / "codes.v2.qdc")
    assert "Codes: 1" in page.view.toPlainText()


def test_only_a_project_for_others_asks_for_whom(page: ExportPage) -> None:
    choose(page, ".jsonl")

    assert not page.program.isEnabled()
    assert "history" in page.about.text()


def test_plain_lines_have_nothing_to_report_but_their_number(page: ExportPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.write(tmp_path / "talk.jsonl")

    written(page, qtbot, tmp_path / "talk.jsonl")
    assert page.view.toPlainText().endswith("lines to “talk.jsonl”: everything.")
    assert not page.keep.isVisible()


def test_the_report_is_kept_as_text(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.write(tmp_path / "talk.qdpx")
    written(page, qtbot, tmp_path / "talk.qdpx")
    answer(monkeypatch, tmp_path / "report")

    page.keep.click()

    assert "- Codings: 1\n" in (tmp_path / "report.txt").read_text("utf-8")


def test_what_goes_wrong_is_said_and_one_can_go_on(
    page: ExportPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    heard: list[QdaError] = []
    session.failed.connect(heard.append)

    page.write(tmp_path / "nowhere" / "talk.qdpx")

    qtbot.waitUntil(lambda: bool(heard) and page.button.isEnabled())
    assert "There is no folder" in heard[0].sentence


def test_the_report_goes_with_the_study_it_is_about(
    page: ExportPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    page.write(tmp_path / "talk.qdpx")
    written(page, qtbot, tmp_path / "talk.qdpx")

    session.end()

    assert "Choose what and for whom" in page.view.toPlainText()


def test_the_menu_and_the_keys_lead_to_the_page(main_window: MainWindow, study: Path, qtbot: QtBot) -> None:
    main_window.open(study)
    qtbot.waitUntil(lambda: main_window.session.is_open)
    assert main_window.acts.keys_of("project.export") == ["Ctrl+F12"]

    main_window.acts.get("project.export").trigger()

    assert main_window.stage.key == "export"
    assert isinstance(main_window.stage.currentWidget(), ExportPage)
