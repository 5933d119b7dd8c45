"""What leads to the audit trail and the reader's edition, from the beginning of the window."""

from __future__ import annotations

from collections.abc import Callable

from qda.i18n import _
from qda.ui.actions import Actions


def add(actions: Actions, show: Callable[[], object]) -> None:
    """Make it known in menu, keys and palette."""
    actions.add(
        "reports.audit", _("Audit trail and reader’s edition…"), show, menu="&Reports",
        hint=_("For an auditor or for readers: every claim followed down to its words, outside Gerund"),
    )  # fmt: skip
