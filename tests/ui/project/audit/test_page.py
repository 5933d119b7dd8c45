"""The page for audit trail and reader's edition: what is chosen is written, and can be opened from there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.errors import QdaError
from qda.project.project import Project
from qda.synthesis import claims
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.project.audit import action
from qda.ui.project.audit.page import AuditPage
from qda.ui.session import Session
from tests.export import walking
from tests.export.coded_study import build

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen, of any window that is shown


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Session(window)
    project = Project.create(tmp_path / "study.gerund", title="A study: arriving?", coder="AQ")
    build(project)
    claims.create(project, "Talk comes last")
    made.begin(project)
    yield made
    made.end()


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[AuditPage]:
    window = QWidget()
    qtbot.addWidget(window)
    jobs = Jobs(window)
    made = AuditPage(session, Actions(window), jobs, lambda: None)
    qtbot.addWidget(made)
    made.show()
    yield made
    jobs.stop_all()


def written(page: AuditPage, qtbot: QtBot) -> None:
    qtbot.waitUntil(page.button.isEnabled, timeout=30_000)


def test_the_chosen_classes_are_written_into_a_new_folder_and_opened(
    page: AuditPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(tmp_path))
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    for number in (1, 2, 3, 4):
        page.trail.ticks[number].setChecked(False)

    page.ask_where()
    written(page, qtbot)
    page.open.click()

    (folder,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert folder.name.startswith("A study arriving – audit trail 20")
    assert {path.name for path in folder.iterdir() if path.is_dir()} == {
        "5-intentions-and-dispositions",
        "6-instrument-development",
    }
    assert opened == [QUrl.fromLocalFile(str(folder / "index.html"))]
    assert page.told.text().startswith("Wrote ") and "Nothing yet: " in page.told.text()


def test_an_edition_holds_the_ticked_claims_alone(page: AuditPage, qtbot: QtBot, tmp_path: Path) -> None:
    page.kind.setCurrentIndex(1)
    page.edition.claims.item(0).setCheckState(Qt.CheckState.Unchecked)
    page.edition.all_codes.setChecked(True)

    page.write(tmp_path / "e.html")
    written(page, qtbot)

    words = walking.read(tmp_path / "e.html").spots[""].words
    assert "Talk comes last" in words and "Calm comes first" not in words
    assert page.told.text().startswith("1 claims, 5 codes, 2 quotes, 1 texts.")


def test_a_fault_is_told_and_the_page_can_be_used_again(
    page: AuditPage, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    told: list[QdaError] = []
    session.failed.connect(told.append)
    (tmp_path / "trail").mkdir()
    (tmp_path / "trail" / "mine.txt").write_text("mine")

    page.write(tmp_path / "trail")
    written(page, qtbot)

    assert "“trail” is there already and not empty." in told[0].sentence
    assert not page.open.isVisible()


def test_every_field_has_a_name_and_the_entry_is_under_reports(page: AuditPage, qtbot: QtBot) -> None:
    shown: list[int] = []
    window = QWidget()
    qtbot.addWidget(window)
    actions = Actions(window)
    action.add(actions, lambda: shown.append(1))

    assert actions.get("reports.audit").property("menu") == "&Reports"
    fields = (page.kind, page.language, page.edition.claims, page.edition.texts, page.edition.around, page.told)
    assert all(field.accessibleName() for field in fields)
    assert all(tick.accessibleDescription() for tick in page.trail.ticks.values())
