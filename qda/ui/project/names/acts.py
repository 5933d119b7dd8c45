"""What can be done with a register and the places of its names: rows of buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from qda.i18n import _
from qda.ui.parts.small import Tick, button
from qda.ui.theme import STEP

Slot = Callable[[], object]


def locked_part(go_on: Slot) -> QWidget:
    """Says that the register was locked with the study, and offers to go on without it."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    words = QLabel(_("The register was locked with the study. Until it is open again, nothing leaves."))
    words.setObjectName("amber")
    words.setWordWrap(True)
    row.addWidget(words, 1)
    row.addWidget(button(_("Go on without it"), go_on))
    return made


class RegisterActs(QWidget):
    """A row above the names: which register is open, and what can be done with it."""

    def __init__(self, add: Slot, propose: Slot, undo: Slot, close: Slot) -> None:
        super().__init__()
        self.about = QLabel()
        self.about.setWordWrap(True)
        self.undoing = button(_("Undo there"), undo)
        self.undoing.setToolTip(
            _("Take back what was last done to the register; so does Ctrl+Z until the study is changed")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * STEP)
        row.addWidget(self.about, 1)
        row.addWidget(button(_("Add a name"), add))
        row.addWidget(button(_("Propose names"), propose))
        row.addWidget(self.undoing)
        row.addWidget(button(_("Close the register"), close))


class PlaceActs(QWidget):
    """A row of buttons beneath the places."""

    replace = Signal(bool)  # all of its name
    keep = Signal()
    bring_back = Signal()
    replace_all = Signal()
    brackets_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * STEP)
        self.one = button(_("Replace (Enter)"), lambda: self.replace.emit(False))
        self.same = button(_("All of this name (A)"), lambda: self.replace.emit(True))
        self.keeping = button(_("Not this one (K)"), self.keep.emit)
        self.back = button("", self.bring_back.emit)
        self.back.setToolTip(_("Ask again about every place that was passed over (B)"))
        self.everything = button(_("Replace all"), self.replace_all.emit)
        self.brackets = Tick(_("in brackets: [Martine]"))
        self.brackets.toggled.connect(lambda _on: self.brackets_changed.emit())
        for each in (self.one, self.same, self.keeping, self.back, self.everything, self.brackets):
            row.addWidget(each)
        row.addStretch(1)

    def show_state(self, places: int, passed_over: int) -> None:
        """Offer what can be done with so many places, and with so many that are passed over."""
        for each in (self.one, self.same, self.keeping, self.everything):
            each.setEnabled(places > 0)
        self.back.setText(_("Bring back {count} (B)").format(count=passed_over))
        self.back.setVisible(passed_over > 0)
