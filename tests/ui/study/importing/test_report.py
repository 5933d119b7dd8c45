"""What came of an import holds only as long as it is there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.flows.importing.files import Outcome
from qda.ui.session import Session
from qda.ui.study.importing.report import ImportReport


def test_an_import_is_undone_once_its_sources_have_been_there_and_are_no_more(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    report = ImportReport(Session(window), window)
    report.show_outcomes([Outcome(Path("talk.txt"), (7,), ("talk",), 120)], 1)

    # Before the study was read again; then it was; undone; and told only once.
    told = [report.undone(known) for known in ({1}, {1, 7}, {1}, {1})]

    assert told == [False, False, True, False]
