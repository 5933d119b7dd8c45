"""The ways in which lines can be numbered, as they are called on the screen."""

from __future__ import annotations

from qda.i18n import _
from qda.text import UnitKind


def unit_names() -> dict[UnitKind, str]:
    """What each kind of line unit is called."""
    return {
        "80": _("of 80 characters"),
        "sentence": _("by sentence"),
        "turn": _("by turn"),
        "paragraph": _("by paragraph"),
    }
