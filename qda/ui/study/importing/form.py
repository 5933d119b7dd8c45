"""How the chosen files will be imported: one form for one file or for many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from qda.i18n import _
from qda.ui.study.importing.files import FileRow
from qda.ui.study.parts import soft
from qda.ui.study.sources.offers import Offers
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.theme import STEP


class ImportForm(QWidget):
    """What is typed goes to all chosen files; what they do not share is said to be several."""

    changed = Signal(str, str)  # field, words

    def __init__(self, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(STEP * 3)
        grid.setVerticalSpacing(2)
        self.fields = {
            "name": ChoiceField(_("Name"), list),
            "kind": ChoiceField(_("Kind"), offers.kinds),
            "date": ChoiceField(_("Date"), list),
            "unit": ChoiceField(_("Unit"), offers.units),
            "case": ChoiceField(_("Case"), offers.cases),
            "participants": ChoiceField(_("Participants"), offers.people, several=True),
            "perspective": ChoiceField(_("Perspective"), offers.perspectives),
        }
        for place, (name, field) in enumerate(self.fields.items()):
            field.chosen.connect(lambda words, name=name: self.changed.emit(name, words))
            _put(grid, place + 1 if place else 0, field.accessibleName(), field, 1 if place else 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Sequence[FileRow]) -> None:
        """Show what these files have in common."""
        self.setEnabled(bool(rows))
        for name, field in self.fields.items():
            found = {str(getattr(row, name)) for row in rows}
            field.show_words(found.pop() if len(found) == 1 else "", _("several") if found else "")
        single = len(rows) == 1 and (rows[0].head is None or rows[0].head.samples <= 1)
        self.fields["name"].setEnabled(single)


def _put(grid: QGridLayout, place: int, title: str, field: QWidget, columns: int) -> None:
    row, column = divmod(place, 2)
    label = soft(QLabel(title))
    label.setBuddy(field)
    grid.addWidget(label, row * 2, column, 1, columns)
    grid.addWidget(field, row * 2 + 1, column, 1, columns)
    grid.setRowMinimumHeight(row * 2, label.sizeHint().height() + STEP)
