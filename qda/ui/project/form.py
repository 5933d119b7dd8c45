"""A form that scrolls where the window is too low for it, as it is for those who read at 200 %."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


def scrolling(layout: QLayout) -> QScrollArea:
    """What is laid out, as high as it has to be; whatever gets the focus by a key is brought into sight."""
    inner = QWidget()
    inner.setObjectName("shellPaper")
    inner.setLayout(layout)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    return area
