from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from qda.ui.study.parts import OnePart


def test_no_more_room_is_asked_for_than_the_part_that_is_shown_needs(qtbot: QtBot) -> None:
    parts = OnePart()
    qtbot.addWidget(parts)
    small, large = QLabel("a word"), QLabel("\n".join(["many lines"] * 60))
    for part in (small, large):
        parts.addWidget(part)

    heights = []
    for part in (small, large):
        parts.setCurrentWidget(part)
        heights.append(parts.minimumSizeHint().height())

    assert heights == [small.minimumSizeHint().height(), large.minimumSizeHint().height()]
    assert heights[0] < heights[1] / 10
