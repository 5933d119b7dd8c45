"""What leads to the reporting checklists, from the beginning of the window."""

from __future__ import annotations

from collections.abc import Callable

from qda.i18n import _
from qda.ui.actions import Actions


def add(actions: Actions, show: Callable[[], object]) -> None:
    """Make it known in menu, keys and palette."""
    actions.add(
        "reports.checklist", _("Reporting checklist (COREQ, SRQR)"), show, menu="&Reports",
        hint=_("What a journal asks to be told, filled in as far as the project knows it"),
    )  # fmt: skip
