"""Words that were added to the stop list are there again in the next session."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from qda.project.project import Project
from qda.ui.analysis.words.kept import KeptWords
from qda.ui.session import Session


@pytest.mark.plain  # nothing of a protected study is kept beside it
def test_each_study_has_its_own_words_again(qtbot: QtBot, tmp_path: Path) -> None:
    field, session = QPlainTextEdit(), Session()
    qtbot.addWidget(field)
    KeptWords(session, field, str(tmp_path / "window.ini"))
    session.begin(Project.create(tmp_path / "first.gerund", coder="AQ"))
    field.setPlainText("erm\nsort")
    session.begin(Project.create(tmp_path / "second.gerund", coder="AQ"))
    between = field.toPlainText()

    session.begin(Project.open(tmp_path / "first.gerund"))

    assert between == ""
    assert field.toPlainText() == "erm sort"
    session.end()


def test_of_a_study_with_a_password_nothing_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    field, session = QPlainTextEdit(), Session()
    qtbot.addWidget(field)
    KeptWords(session, field, str(tmp_path / "window.ini"))
    session.begin(Project.create(tmp_path / "study.gerund", coder="AQ", password="correct horse battery"))
    field.setPlainText("Theresa")

    session.end()

    kept = tmp_path / "window.ini"
    assert not kept.exists() or "Theresa" not in kept.read_text("utf-8")
