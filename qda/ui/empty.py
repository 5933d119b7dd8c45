"""A page that has nothing to show yet: what will stand here, and where to go for it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from qda.ui.parts import Link
from qda.ui.theme import STEP

_NARROWEST = 240  # pixels that the words keep


def empty_page(words: str, link: Link) -> QWidget:
    """The words a little above the middle, and the link under them."""
    page = QWidget()
    told = QLabel(words)
    told.setObjectName("soft")
    told.setWordWrap(True)
    told.setAlignment(Qt.AlignmentFlag.AlignHCenter)
    told.setMinimumWidth(_NARROWEST)
    column = QVBoxLayout(page)
    column.setContentsMargins(8 * STEP, 8 * STEP, 8 * STEP, 8 * STEP)
    column.addStretch(2)
    column.addWidget(told)
    column.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(3)
    return page
