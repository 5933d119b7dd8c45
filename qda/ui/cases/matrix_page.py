"""Matrices of the Cases workspace: one case by perspectives, and the cases across."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.grid.frame import Kind
from qda.ui.grid.page import MatrixPage
from qda.ui.jobs import Jobs
from qda.ui.session import Session


class PerspectivesPage(MatrixPage):
    """One case: topics by perspectives, each cell a judgement with its evidence."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        kind = Kind(
            "perspectives",
            "perspectives",
            _("Perspectives"),
            _(
                "A perspective table takes one case: its topics are the rows, the perspectives of its sources the "
                "columns, and each cell is your judgement with the quotes that it rests on."
            ),
            _(
                "Choose codes as topics, and the perspectives to compare. A source's perspective is set on the Study "
                "page."
            ),
            _("New perspective table"),
        )
        super().__init__(kind, session, actions, jobs, parent)


class AcrossPage(MatrixPage):
    """Cases and units side by side: counts, quotes or summaries."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        kind = Kind(
            "across",
            "across",
            _("Across cases"),
            _(
                "A cross-case matrix puts cases or units beside one another, by codes, categories or properties. Its "
                "cells hold counts, quotes, or what you write about them."
            ),
            _("Choose what is compared, and what it is compared by: cases, units, codes, properties, or own headings."),
            _("New cross-case matrix"),
        )
        super().__init__(kind, session, actions, jobs, parent)
