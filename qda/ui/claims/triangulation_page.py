"""Triangulation: claims or categories by kind of source, method and perspective."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.grid.frame import Kind
from qda.ui.grid.page import MatrixPage
from qda.ui.jobs import Jobs
from qda.ui.session import Session


class TriangulationPart(MatrixPage):
    """What different kinds of source say of a claim; rows that rest on one source or one voice are told."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        kind = Kind(
            "triangulation",
            "triangulation",
            _("Triangulation"),
            _(
                "A triangulation matrix holds claims or categories against kinds of source, methods or perspectives, "
                "and says where they converge, complement one another, contradict, or are silent."
            ),
            _("Choose claims or categories as rows, and kinds of source, methods or perspectives as columns."),
            _("New triangulation matrix"),
            alarms=True,
        )
        super().__init__(kind, session, actions, jobs, parent)
