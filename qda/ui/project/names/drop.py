"""The last step with names: dropping for good what still holds them, asked in place by typing the study's title."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _
from qda.ui.parts.last_step import LastStep
from qda.ui.parts.small import button

_ABOUT = N_(
    "Until now the study remembers the names, so that every pseudonym can be undone. Dropping ends that: "
    "earlier texts get blocks where a name was, the history has the pseudonyms, and the original files of "
    "these sources and the backups that held the names are overwritten and deleted; a new backup is made. "
    "Nobody can take it back. Files that left before, and copies elsewhere, are not reached. Once the "
    "register is gone too, nobody can say any more who was who."
)


class DropStep(LastStep):
    """Says what will be gone, and offers a copy to keep first."""

    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        words = (_("Drop the originals for good…"), _("Type the title of the study"), _("Drop the originals"),
                 _("Leave them (Esc)"))  # fmt: skip
        super().__init__(*words, parent)
        self.copy = button(_("Keep a copy elsewhere first…"), self.copy_wanted.emit)
        self.copy.setToolTip(_("A whole study with the names in it: on a stick, where the study is not"))
        self.acts.insertWidget(1, self.copy)

    def show_study(self, title: str, *, protected: bool) -> None:
        """Which study it is about."""
        self.typed.setPlaceholderText(title)
        self.show_name(title, _(_ABOUT), protected=protected)
