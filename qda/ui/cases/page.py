"""The Cases workspace: one case at a time, its perspectives, and the cases across."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.modes import Made, Mode, ModesPage
from qda.ui.session import Session


def _case() -> Made:
    from qda.ui.cases.case_page import CasePage

    return CasePage


def _perspectives() -> Made:
    from qda.ui.cases.matrix_page import PerspectivesPage

    return PerspectivesPage


def _across() -> Made:
    from qda.ui.cases.matrix_page import AcrossPage

    return AcrossPage


MODES = (
    Mode("case", N_("Case"), N_("One case: what it is, what was collected, what was found"), _case),
    Mode("perspectives", N_("Perspectives"), N_("One case, topic by topic, from each perspective"), _perspectives),
    Mode("across", N_("Across cases"), N_("Cases and units side by side in a matrix"), _across),
)


class CasesPage(ModesPage):
    """Within each case, then across them."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("cases", MODES, session, actions, jobs, name=_("Cases"), menu="&Study", parent=parent)

    def mode_of(self, kind: str, number: int) -> str | None:
        """A case has its page; a matrix, or a cell of one, is among those of its kind."""
        if kind == "case":
            return "case"
        if kind not in ("matrix", "matrix_cell"):
            return None
        from qda.synthesis import matrix_queries

        found = matrix_queries.kind_of(self._session.project, kind, number)
        return {"perspectives": "perspectives", "triangulation": None, "": None}.get(found, "across")
