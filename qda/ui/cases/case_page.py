"""One case."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts import heading
from qda.ui.session import Session


class CasePage(QWidget):
    """One case."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addWidget(heading("Case", 1.2))
        column.addStretch(1)
