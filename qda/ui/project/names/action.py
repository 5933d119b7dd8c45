"""What leads to the names that are to be hidden, from the beginning of the window."""

from __future__ import annotations

from collections.abc import Callable

from qda.i18n import _
from qda.ui.actions import Actions


def add(actions: Actions, show: Callable[[], object]) -> None:
    """Make it known in menu, keys and palette."""
    actions.add(
        "project.names", _("Names and pseudonyms"), show, menu="&Project",
        hint=_("A register of names to hide: put pseudonyms in, and let no name leave"),
    )  # fmt: skip
