"""What leads to the withdrawal of a participant, from the beginning of the window."""

from __future__ import annotations

from collections.abc import Callable

from qda.i18n import _
from qda.ui.actions import Actions


def add(actions: Actions, show: Callable[[], object]) -> None:
    """Make it known in menu, keys and palette."""
    actions.add(
        "study.withdrawal", _("Withdrawal of a participant"), show, menu="&Study",
        hint=_("What holds their words, and what of it may leave all the same"),
    )  # fmt: skip
