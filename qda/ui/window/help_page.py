"""Help: all keys on one page, changed in place, and the manual."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QFont,
    QKeyEvent,
    QPainter,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.lists import editing
from qda.ui.menus import MENUS
from qda.ui.parts.small import Link, Page, key_width, native, paint_key, small_font
from qda.ui.theme import STEP, Ink, qcolor
from qda.ui.working.finding import folded, score

Index = QModelIndex | QPersistentModelIndex

_NAME = Qt.ItemDataRole.UserRole
_KEYS = Qt.ItemDataRole.UserRole + 1


class _KeyPainter(QStyledItemDelegate):
    """Draws keys as caps; editing one waits for the new keys to be pressed."""

    pressed = Signal(str, str)  # the id of an action, its new keys

    def __init__(self, ink: Ink, parent: QObject) -> None:
        super().__init__(parent)
        self.ink = ink

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        keys = list(index.data(_KEYS) or [])
        caps = sum(key_width(each, option.fontMetrics) + STEP for each in keys) + 6 * STEP
        words = super().sizeHint(option, index).width() if index.column() == 0 else caps
        return QSize(words, option.fontMetrics.height() + 3 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, qcolor(self.ink.selection))
        if index.column() == 0:
            font = QFont(option.font)
            head = not index.parent().isValid()
            font.setWeight(QFont.Weight.DemiBold if head else QFont.Weight.Normal)
            painter.setFont(font)
            painter.setPen(qcolor(self.ink.ink))
            painter.drawText(
                rect.adjusted(2 * STEP, 0, 0, 0),
                int(Qt.AlignmentFlag.AlignVCenter),
                painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, rect.width() - 8),
            )
        else:
            self._paint_keys(painter, rect.left() + 2 * STEP, rect.center().y(), list(index.data(_KEYS) or []))
        painter.restore()

    def _paint_keys(self, painter: QPainter, left: int, middle: int, keys: list[str]) -> None:
        painter.setFont(small_font())
        for each in keys:
            width = painter.fontMetrics().horizontalAdvance(each) + 2 * STEP + 2
            paint_key(painter, QPoint(left + width, middle), each, self.ink)
            left += width + STEP

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field that takes the next keys that are pressed."""
        name = str(index.data(_NAME))
        editor = QKeySequenceEdit(parent)
        editor.setMaximumSequenceLength(1)
        editor.setAccessibleName(_("Press the new keys"))
        field = editor.findChild(QLineEdit)
        if field is not None:
            field.setPlaceholderText(_("Press the new keys…"))
        editor.editingFinished.connect(lambda: self._finish(editor, name))
        return editor

    def _finish(self, editor: QKeySequenceEdit, name: str) -> None:
        if editor.property("finished"):  # closing takes its focus away, which finishes it once more
            return
        editor.setProperty("finished", True)
        keys = editor.keySequence().toString()
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        if keys:
            self.pressed.emit(name, keys)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin empty: what is pressed counts."""

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """After Tab the view closes the editor by itself; what was pressed before it counts."""
        if isinstance(editor, QKeySequenceEdit) and not editor.property("finished"):
            editor.setProperty("finished", True)
            name, keys = str(index.data(_NAME)), editor.keySequence().toString()
            if keys:
                # Later: the list is made anew for new keys, and must not be while its editor is being closed.
                QTimer.singleShot(0, self, lambda: self.pressed.emit(name, keys))


class _KeyTree(QTreeWidget):
    """Enter changes, Delete takes the key away, Backspace gives the usual one back."""

    changing = Signal()
    clearing = Signal()
    resetting = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The three keys of the page."""
        wanted = {
            Qt.Key.Key_Return: self.changing,
            Qt.Key.Key_Enter: self.changing,
            Qt.Key.Key_Delete: self.clearing,
            Qt.Key.Key_Backspace: self.resetting,
        }.get(Qt.Key(event.key()))
        if wanted is None:
            super().keyPressEvent(event)
        else:
            wanted.emit()


class KeysPage(Page):
    """All actions by menu with their keys. Tells of every change, so that it can be kept."""

    changed = Signal()

    def __init__(self, actions: Actions, ink: Ink, back: Callable[[], object]) -> None:
        super().__init__(
            _("Keys"), _("Everything that can be done, and its keys. Enter on a line changes them, in place."), back
        )
        self._actions = actions
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Find an action or a key"))
        self.filter.setAccessibleName(_("Find an action or a key"))
        self.filter.setClearButtonEnabled(True)
        self.filter.setMaximumWidth(360)
        self.filter.textChanged.connect(lambda _text: self._filter())
        self.column.addWidget(self.filter)
        self.told = QLabel()
        self.told.setObjectName("amber")
        self.told.setWordWrap(True)
        self.told.hide()
        self.column.addWidget(self.told)
        self.tree = _KeyTree()
        self.tree.setAccessibleName(_("Actions and their keys"))
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.header().setStretchLastSection(False)
        self.tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.setMaximumWidth(self.fontMetrics().averageCharWidth() * 120)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(3 * STEP)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._painter = _KeyPainter(ink, self.tree)
        self._painter.pressed.connect(self.give)
        self.tree.setItemDelegate(self._painter)
        self.tree.itemDoubleClicked.connect(lambda _item, _column: self.change())
        self.tree.changing.connect(self.change)
        self.tree.clearing.connect(self.clear)
        self.tree.resetting.connect(self.reset)
        self.column.addWidget(self.tree, 1)
        row = QHBoxLayout()
        for words, act in (
            (_("Change (Enter)"), self.change),
            (_("No key (Delete)"), self.clear),
            (_("Usual key (Backspace)"), self.reset),
            (_("All keys as usual"), self.reset_all),
        ):
            row.addWidget(Link(words, act))
        row.addStretch(1)
        self.column.addLayout(row)
        self.setFocusProxy(self.tree)
        actions.keys_changed.connect(self.reload)

    def showEvent(self, event: object) -> None:
        """Screens may have added actions since."""
        self.reload()

    def reload(self) -> None:
        """List the actions anew and keep the choice."""
        chosen = self._name()
        self.tree.clear()
        heads: dict[str, QTreeWidgetItem] = {}
        for menu in (*MENUS, ""):
            there = [action for action in self._actions.all() if action.property("menu") == menu]
            if there:
                title = _(menu).replace("&", "") if menu else _("Elsewhere")
                heads[menu] = QTreeWidgetItem(self.tree, [title])
                heads[menu].setFlags(Qt.ItemFlag.ItemIsEnabled)
            for action in there:
                self._add(heads[menu], action)
        for title, rows in fixed_keys():
            head = QTreeWidgetItem(self.tree, [title])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for keys, words in rows:
                item = QTreeWidgetItem(head, [words, keys])
                item.setData(1, _KEYS, [native(each) or each for each in keys.split(", ")])
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        self.tree.expandAll()
        self._filter()
        self._choose(chosen)

    def _add(self, head: QTreeWidgetItem, action: QAction) -> None:
        name = action.objectName()
        keys = [native(each) for each in self._actions.keys_of(name)]
        item = QTreeWidgetItem(head, [action.text().replace("&", ""), "  ".join(keys)])
        for column in (0, 1):
            item.setData(column, _NAME, name)
        item.setData(1, _KEYS, keys)
        item.setToolTip(0, action.statusTip())
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable)

    def _items(self) -> list[QTreeWidgetItem]:
        roots = [self.tree.topLevelItem(i) for i in range(self.tree.topLevelItemCount())]
        return [item for root in roots if root is not None for item in children(root)]

    def _choose(self, name: str) -> None:
        items = [item for item in self._items() if not item.isHidden()]
        found = next((item for item in items if item.data(0, _NAME) == name), items[0] if items else None)
        if found is not None:
            self.tree.setCurrentItem(found)

    def _filter(self) -> None:
        wanted = folded(self.filter.text()).split()
        for item in self._items():
            item.setHidden(score(wanted, folded(f"{item.text(0)} {item.text(1)}")) is None)
        for row in range(self.tree.topLevelItemCount()):
            head = self.tree.topLevelItem(row)
            if head is not None:
                head.setHidden(all(item.isHidden() for item in children(head)))

    def _name(self) -> str:
        item = self.tree.currentItem()
        return str(item.data(0, _NAME) or "") if item else ""

    def change(self) -> None:
        """Wait for the new keys of the chosen action."""
        item = self.tree.currentItem()
        if item is not None and self._name():
            self._tell("")
            editing.begin(self.tree, self.tree.indexFromItem(item, 1))

    def give(self, name: str, keys: str) -> None:
        """Give an action its keys; another that had them is left without, and that is said."""
        other = self._actions.using(keys)
        if other is not None and other != name:
            text = self._actions.get(other).text().replace("&", "")
            self._actions.set_keys(other, "")
            self._tell(_("{keys} belonged to “{action}”, which has no key now.").format(keys=native(keys), action=text))
        self._actions.set_keys(name, keys)
        self.changed.emit()
        self.tree.setFocus()

    def clear(self) -> None:
        """Take the keys of the chosen action away."""
        if self._name():
            self._actions.set_keys(self._name(), "")
            self.changed.emit()

    def reset(self) -> None:
        """Give the chosen action its usual keys back."""
        if self._name():
            self._actions.set_keys(self._name(), None)
            self._tell("")
            self.changed.emit()

    def reset_all(self) -> None:
        """Give every action its usual keys back."""
        for name in self._actions.user_keys:
            self._actions.set_keys(name, None)
        self._tell("")
        self.changed.emit()

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._painter.ink = ink
        self.tree.viewport().update()


def fixed_keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """Keys that belong to a place and not to an action, under the name of the place: the keys, and what they do."""
    from qda.ui.coding.lines.keys import KEYS as IN_LINES
    from qda.ui.documents.text_view import KEYS as IN_TEXT

    letters = [
        ("Return", _("Code the selected words")),
        ("V", _("Code in vivo")),
        ("R", _("Repeat the last code")),
        ("M", _("Memo on the words")),
        ("U", _("Take a code off")),
    ]
    return [
        (_("In the text, while words are selected"), letters),
        (_("In the text"), [(keys, _(words)) for keys, words in IN_TEXT]),
        (_("Line by line, in the field"), [(keys, _(words)) for keys, words in IN_LINES]),
    ]


def children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    """The items under another."""
    found = (item.child(row) for row in range(item.childCount()))
    return [child for child in found if child is not None]
