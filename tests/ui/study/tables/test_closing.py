"""A window that was closed leaves no table of the study behind."""

from __future__ import annotations

import gc
import weakref

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study.consent.part import ConsentPart
from qda.ui.study.literature.part import LiteraturePart
from qda.ui.study.sources.part import SourcesPart

Part = type[ConsentPart] | type[LiteraturePart] | type[SourcesPart]


def closed(made: Part) -> weakref.ref[QWidget]:
    """The table of a part whose window is gone, if anything still holds it."""
    window = QWidget()
    part = made(Session(window), Actions(window), Jobs(window), window)
    table: weakref.ref[QWidget] = weakref.ref(part.table)
    window.deleteLater()
    return table


@pytest.mark.parametrize("made", [ConsentPart, LiteraturePart, SourcesPart])
def test_a_closed_window_leaves_no_table_behind(qtbot: QtBot, made: Part) -> None:
    table = closed(made)

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()

    assert table() is None
