from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from qda.ui import saving

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

    assert saving.ask_where(window, "Write", "start", FORMATS) == tmp_path / meant


def test_who_closes_the_chooser_gets_no_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked: ("", ""))
    window = QWidget()
    qtbot.addWidget(window)

    assert saving.ask_where(window, "Write", "start", FORMATS) is None
