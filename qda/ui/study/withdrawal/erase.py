"""The last step of a withdrawal: erasing for good, asked in place by typing the pseudonym."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.parts.last_step import LastStep


class EraseStep(LastStep):
    """Says what leaves the file itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = _("Erase for good…"), _("Type the pseudonym"), _("Erase for good"), _("Leave it (Esc)")
        super().__init__(*words, parent)

    def show_person(self, name: str, *, protected: bool) -> None:
        """Whose words it is about."""
        words = _(
            "The words of {name} leave the file itself: texts, original files, quotes, drafts, the history and the "
            "backups. What you keep in the list stays, and so do your codes and your own words. Nobody can take it "
            "back, and what left before is not reached."
        )
        self.show_name(name, words.format(name=name), protected=protected)
