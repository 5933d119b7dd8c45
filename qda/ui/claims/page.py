"""The Claims workspace: what the study claims, what each claim rests on, and what speaks against it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.modes import Made, Mode, ModesPage
from qda.ui.session import Session


def _claims() -> Made:
    from qda.ui.claims.chain.page import ClaimsPart

    return ClaimsPart


def _negative() -> Made:
    from qda.ui.claims.desk.page import DeskPart

    return DeskPart


def _patterns() -> Made:
    from qda.ui.claims.patterns.page import PatternsPart

    return PatternsPart


def _triangulation() -> Made:
    from qda.ui.claims.triangulation_page import TriangulationPart

    return TriangulationPart


MODES = (
    Mode("list", N_("Claims"), N_("Claims and the chain of evidence down to the words"), _claims),
    Mode("negative", N_("Negative cases"), N_("What speaks against a claim, and what became of it"), _negative),
    Mode("patterns", N_("Patterns"), N_("Propositions and rivals held against each case"), _patterns),
    Mode("triangulation", N_("Triangulation"), N_("Claims by kind of source, method and perspective"), _triangulation),
)


class ClaimsPage(ModesPage):
    """Claims with their evidence for and against."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__("claims", MODES, session, actions, jobs, name=_("Claims"), menu="&Study", parent=parent)

    def mode_of(self, kind: str, number: int) -> str | None:
        """A claim is in the list, what was held against it on the desk, a triangulation matrix among its like."""
        if kind not in ("matrix", "matrix_cell"):
            return {"claim": "list", "negative_case": "negative", "pattern_match": "patterns"}.get(kind)
        from qda.synthesis import matrix_queries

        found = matrix_queries.kind_of(self._session.project, kind, number)
        return "triangulation" if found == "triangulation" else None
