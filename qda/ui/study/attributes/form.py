"""A line in which an attribute is named, typed and given its choices: a new one, or one that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.attributes import acts as attribute_acts
from qda.ui.study.parts import Chooser, soft
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.study.attributes import AttributeRow


class AttributeForm(QWidget):
    """Name, type and choices. Enter keeps, Esc leaves all as it was."""

    kept = Signal(int)  # the id of the attribute
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._row: AttributeRow | None = None
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Name, such as “Region”"))
        self.name.setAccessibleName(_("Name of the attribute"))
        self.kind = Chooser(_("Type of the attribute"))
        for kind, words in (
            ("text", _("Text")),
            ("number", _("Number")),
            ("date", _("Date")),
            ("choice", _("Choice")),
        ):
            self.kind.addItem(words, kind)
        self.choices = QLineEdit()
        self.choices.setPlaceholderText(_("low; middle; high"))
        self.choices.setAccessibleName(_("Choices, in their order, parted by semicolons"))
        self.keep_link = Link(_("Add"), self.keep)
        self.delete_link = Link(_("Delete"), self.delete)
        self._hint = soft(QLabel())
        self._hint.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(STEP * 2)
        line.addWidget(self.name, 2)
        line.addWidget(self.kind)
        line.addWidget(self.choices, 3)
        for link in (self.keep_link, self.delete_link, Link(_("Close"), self.left.emit)):
            line.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        column.addLayout(line)
        column.addWidget(self._hint)
        self.name.returnPressed.connect(self.keep)
        self.choices.returnPressed.connect(self.keep)
        Unfinished(
            session, self.choices, lambda: About("attribute.choices", self.choices.accessibleName()), lasting=True
        )
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.setFocusProxy(self.name)
        self._on_kind()

    def show_attribute(self, row: AttributeRow | None) -> None:
        """Offer what there is of an attribute, or a blank line for a new one."""
        self._row = row
        self.name.setText("" if row is None else row.name)
        self.kind.show_choice("text" if row is None else row.type)
        self.choices.setText("" if row is None else attribute_acts.joined_choices(row.choices))
        self.keep_link.set_words(_("Add") if row is None else _("Keep"))
        self.delete_link.setVisible(row is not None)
        self._on_kind()

    def _on_kind(self) -> None:
        kind = self.kind.currentData()
        self.choices.setVisible(kind == "choice")
        told = {
            "text": _("Any words."),
            "number": _("1234.5 or 1234,5. Sorted by size; tables for Word align it."),
            "date": _("2012-05-18, 18.5.2012 or 18 May 2012; 2012-05 or 2012 where no more is known."),
            "choice": _("Choices in their order, parted by semicolons. One spelt otherwise is renamed everywhere."),
        }
        self._hint.setText(told[kind])

    def keep(self) -> None:
        """Add the attribute, or change it, in one act."""
        row, made = self._row, None
        if not self.name.text().strip():
            self.name.setFocus()
            return
        if row is None:
            made = self._session.act(self._create)
        elif self._session.act(self._change, row):
            made = row.id
        if made is not None:
            self.kept.emit(made)

    def _create(self) -> int:
        from qda.study import attributes

        choices = attribute_acts.split_choices(self.choices.text())
        return attributes.create(self._session.project, self.name.text(), self.kind.currentData(), choices)

    def _change(self, row: AttributeRow) -> bool:
        choices = attribute_acts.split_choices(self.choices.text())
        name = " ".join(self.name.text().split())
        attribute_acts.change(self._session.project, row, name, self.kind.currentData(), choices)
        return True

    def delete(self) -> None:
        """Delete the attribute with its values."""
        from qda.study import attributes

        row = self._row
        if row is not None and self._session.did(attributes.delete, self._session.project, [row.id]):
            self._session.said.emit(_("Deleted the attribute “{name}” with its values.").format(name=row.name))
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
