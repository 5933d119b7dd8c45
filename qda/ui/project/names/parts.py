"""Parts of the page of names: the form that opens a register, the table of names, the list of their places."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from qda.i18n import _
from qda.ui.lists import editing
from qda.ui.parts.password_field import PasswordField
from qda.ui.parts.small import button
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.flows.names.pseudonymise import Hit
    from qda.project.names_register import HiddenName

HIT = Qt.ItemDataRole.UserRole
_NUMBER = Qt.ItemDataRole.UserRole
_REAL, _KIND, _PSEUDONYM, _VARIANTS, _PLACES = range(5)


class OpenForm(QWidget):
    """Where the register lies, and its password; opens one, or makes one."""

    wanted = Signal(object, str, bool)  # Path, password, make it

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2 * STEP)
        grid.setHorizontalSpacing(3 * STEP)
        self.file = QLineEdit()
        self.file.setAccessibleName(_("File of the register"))
        self.file.setPlaceholderText(_("on a stick, or wherever the study is not"))
        self.password = PasswordField(_("Password of the register"))
        self.password.entered.connect(lambda: self._ask(new=False))
        choose = button(_("Choose…"), self.choose)
        for row, (words, field) in enumerate(((_("File"), self.file), (_("Password"), self.password))):
            label = QLabel(words)
            label.setBuddy(field)
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.addWidget(choose, 0, 2)
        acts = QHBoxLayout()
        acts.setSpacing(2 * STEP)
        self.open = button(_("Open the register"), lambda: self._ask(new=False))
        self.make = button(_("Make a new one"), lambda: self._ask(new=True))
        acts.addWidget(self.open)
        acts.addWidget(self.make)
        acts.addStretch(1)
        grid.addLayout(acts, 2, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.file)

    def choose(self) -> None:
        """Let the user choose a file, there or not yet."""
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Register of names"), self.file.text(), _("Registers of names (*.names)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        if path:
            self.file.setText(path)
            self.password.setFocus()

    def _ask(self, *, new: bool) -> None:
        words = self.file.text().strip()
        if not words:
            self.file.setFocus()
            return
        path = Path(words).expanduser()
        self.wanted.emit(path if path.suffix else path.with_suffix(".names"), self.password.words(), new)
        self.password.clear()


class _Kinds(QStyledItemDelegate):
    """A kind is chosen."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        from qda.project.names_register import KIND_NAMES

        box = QComboBox(parent)
        for kind, words in KIND_NAMES.items():
            box.addItem(_(words), kind)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        box = cast("QComboBox", editor)
        box.setCurrentIndex(max(0, box.findText(str(index.data()))))


class NamesTable(QTableWidget):
    """The names of the register, edited in place; the last row takes a new one. Del deletes."""

    changed = Signal(int, str, object)  # the number of the name, 0 for a new one; what; its value
    deleted = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, 5)
        self.setAccessibleName(_("Names to hide"))
        self.setHorizontalHeaderLabels([_("Name"), _("Kind"), _("Pseudonym"), _("Variants, with commas"), _("Places")])
        self.verticalHeader().hide()
        self.setItemDelegateForColumn(_KIND, _Kinds(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column in (_KIND, _PLACES):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.cellChanged.connect(self._cell)

    def show_names(self, names: list[HiddenName], places: Counter[int]) -> None:
        """List these."""
        from qda.project.names_register import KIND_NAMES

        at = self.currentRow(), max(0, self.currentColumn())
        self.blockSignals(True)
        self.setRowCount(0)
        for name in names:
            told = (name.real, _(KIND_NAMES[name.kind]), name.pseudonym, ", ".join(name.variants))
            self._add(name.id, (*told, str(places[name.id])))
        self._add(0, ("", "", "", "", ""))
        self.blockSignals(False)
        self.setCurrentCell(min(max(0, at[0]), self.rowCount() - 1), at[1])

    def _add(self, number: int, words: tuple[str, ...]) -> None:
        row = self.rowCount()
        self.insertRow(row)
        for column, told in enumerate(words):
            item = QTableWidgetItem(told)
            item.setData(_NUMBER, number)
            if column == _PLACES or (number == 0 and column != _REAL):
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if number == 0 and column == _REAL:
                item.setToolTip(_("Type a name to add it"))
            self.setItem(row, column, item)

    def begin_new(self) -> None:
        """Let a name be typed into the last row."""
        self.setCurrentCell(self.rowCount() - 1, _REAL)
        self.setFocus()
        editing.begin(self, self.currentIndex())

    def _cell(self, row: int, column: int) -> None:
        from qda.project.names_register import KIND_NAMES

        index = self.model().index(row, column)
        number, words = int(index.data(_NUMBER)), str(index.data()).strip()
        if column == _VARIANTS:
            self.changed.emit(number, "variants", tuple(part.strip() for part in words.split(",") if part.strip()))
        elif column == _KIND:
            kind = next((kind for kind, told in KIND_NAMES.items() if _(told) == words), "other")
            self.changed.emit(number, "kind", kind)
        elif number or words:
            self.changed.emit(number, "real" if column == _REAL else "pseudonym", words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del deletes the name."""
        number = self.currentIndex().data(_NUMBER)
        if event.key() == Qt.Key.Key_Delete and number:
            self.deleted.emit(int(number))
        else:
            super().keyPressEvent(event)


class HitsList(QListWidget):
    """Places of names with the words around them.

    Enter replaces one, A all of its name, K passes it over, B brings back what was passed over.
    """

    replace = Signal(object, bool)  # Hit, all of its name
    keep = Signal(object)  # Hit
    bring_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Places where names stand"))
        self.setWordWrap(True)
        self.setSpacing(STEP // 2)
        self.itemDoubleClicked.connect(lambda item: self.replace.emit(item.data(HIT), False))

    def show_hits(self, hits: list[Hit], *, brackets: bool) -> None:
        """List these, and stay where one was."""
        row = max(0, self.currentRow())
        self.clear()
        for hit in hits:
            by = hit.found.replacement(brackets=brackets) if hit.found.form.by else _("no pseudonym yet")
            item = QListWidgetItem(f"{hit.before}▸{hit.words}◂{hit.after}\n{hit.title}  →  {by}")
            item.setData(HIT, hit)
            self.addItem(item)
        self.setCurrentRow(min(row, self.count() - 1))

    def current(self) -> Hit | None:
        """The place that is chosen."""
        found: Hit | None = self.currentIndex().data(HIT)
        return found

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, A, K and B."""
        hit = self.current()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_B:
            self.bring_back.emit()
        elif hit is None or not plain:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.replace.emit(hit, False)
        elif event.key() == Qt.Key.Key_A:
            self.replace.emit(hit, True)
        elif event.key() == Qt.Key.Key_K:
            self.keep.emit(hit)
        else:
            super().keyPressEvent(event)
