"""What leads to the export of the whole project, from the beginning of the window."""

from __future__ import annotations

from collections.abc import Callable

from qda.i18n import _
from qda.ui.actions import Actions


def add(actions: Actions, show: Callable[[], object]) -> None:
    """Make it known in menu, keys and palette."""
    actions.add(
        "project.export", _("&Export project…"), show, keys="Ctrl+F12", menu="&Project",
        hint=_("For NVivo, MAXQDA, ATLAS.ti and others, or everything as plain lines"),
    )  # fmt: skip
