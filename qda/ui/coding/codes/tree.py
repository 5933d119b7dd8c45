"""The tree of codes: a model that follows the code book step by step, and the view that moves, nests and merges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragMoveEvent, QDropEvent, QPainter, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from qda.i18n import _, ngettext
from qda.ui.coding.book import ROOT, CodeBook, topmost
from qda.ui.coding.codes.rows import CODE_ROLE, CodeDelegate, selection_palette
from qda.ui.documents.mime import CODES, SPAN, codes_mime, codes_of, span_of
from qda.ui.lists.several import Several
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

_FEW = 300  # so many codes are all seen at first
_MANY_STEPS = 60  # beyond that a new tree is quicker than mending the old

_FLAGS = (  # made once: a tree asks for them thousands of times
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsEditable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemIsDropEnabled
)

Index = QModelIndex | QPersistentModelIndex


def level_name(level: str) -> str:
    """A level as it is called in sentences."""
    return {
        "initial": _("initial code"),
        "focused": _("focused code"),
        "category": _("category"),
        "theme": _("theme"),
    }[level]


def spoken(book: CodeBook, code_id: int) -> str:
    """A code as a screen reader says it."""
    entry = book.get(code_id)
    if entry is None:
        return ""
    segments = ngettext("{count} segment", "{count} segments", entry.segments).format(count=f"{entry.segments:,}")
    if entry.beneath > entry.segments:
        segments = _("{segments}, {count} with what is under it").format(segments=segments, count=f"{entry.beneath:,}")
    return f"{entry.name}, {level_name(entry.level)}, {segments}"


def dragged(ids: Sequence[int], book: CodeBook) -> QMimeData:
    """Codes to be dragged, without those that move along anyway: their ids, and their names for other programs."""
    topmost_ids = topmost(book, ids)
    mime = codes_mime(topmost_ids)
    mime.setText("\n".join(book.name(code_id) for code_id in topmost_ids))
    return mime


class CodeTreeModel(QAbstractItemModel):
    """Codes as a tree. It keeps its own copy of the order, so that it can announce each step before it is done."""

    renamed = Signal(int, str)  # the user typed another name

    def __init__(self, book: CodeBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._book = book
        self._children: dict[int, list[int]] = {ROOT: []}
        self._parents: dict[int, int] = {}
        self._rows: dict[int, int] = {}
        book.loaded.connect(self.reload)
        book.restructured.connect(self._follow)
        book.altered.connect(self._repaint)
        book.counted.connect(self._repaint)
        book.summed.connect(self._repaint)
        self.reload()

    # --- what Qt asks -----------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The code in a row."""
        here = self._children.get(self.code_at(parent), [])
        if column == 0 and 0 <= row < len(here):
            return self.createIndex(row, 0, here[row])
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # QObject.parent() has no argument
        """Where a code lives."""
        return self.index_of(self._parents.get(self.code_at(index), ROOT)) if index.isValid() else QModelIndex()

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:  # noqa: B008
        """True if something lives under a code."""
        return bool(self._children.get(parent.internalId() if parent.isValid() else ROOT))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many codes live under one."""
        return len(self._children.get(self.code_at(parent), ()))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything can be moved and renamed."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, the id, and what a screen reader says."""
        code_id = self.code_at(index)
        if role == CODE_ROLE:
            return code_id
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._book.name(code_id)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self._book, code_id)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename in place; the change itself comes back through the book."""
        name = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or name == self._book.name(self.code_at(index)):
            return False
        self.renamed.emit(self.code_at(index), name)
        return True

    def mimeTypes(self) -> list[str]:
        """What may be dropped on codes."""
        return [CODES, SPAN]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The codes that are dragged, without those that move along anyway."""
        return dragged([self.code_at(index) for index in indexes], self._book)

    def supportedDropActions(self) -> Qt.DropAction:
        """Moving; with Ctrl, merging."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        """The same, and laying a code on words."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    # --- by code ----------------------------------------------------------------------------------

    @staticmethod
    def code_at(index: Index) -> int:
        """The code of an index; ROOT for none."""
        return index.internalId() if index.isValid() else ROOT

    def index_of(self, code_id: int) -> QModelIndex:
        """Where a code stands; invalid for ROOT and for codes that are gone."""
        row = self._rows.get(code_id)
        return QModelIndex() if row is None else self.createIndex(row, 0, code_id)

    def with_children(self) -> list[int]:
        """The codes that others live under."""
        return [code_id for code_id, below in self._children.items() if below and code_id != ROOT]

    # --- following the book -----------------------------------------------------------------------

    def reload(self) -> None:
        """Take the whole tree anew."""
        self.beginResetModel()
        self._children = {ROOT: list(self._book.children_of(ROOT))}
        for code_id in self._book.in_order():
            self._children[code_id] = list(self._book.children_of(code_id))
        self._parents = {code: parent for parent, codes in self._children.items() for code in codes}
        self._rows = {code: row for codes in self._children.values() for row, code in enumerate(codes)}
        self.endResetModel()

    def _repaint(self, ids: Iterable[int]) -> None:
        for code_id in ids:
            index = self.index_of(code_id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def _follow(self, ids: frozenset[int]) -> None:
        """Do in the tree what was done in the book; with `_MANY_STEPS` and more, take it anew."""
        touched = {self._parents.get(code_id, ROOT) for code_id in ids if code_id in self._parents}
        touched |= {self._book.parent_of(code_id) for code_id in ids if code_id in self._book}
        touched |= {code_id for code_id in ids if code_id in self._book}
        steps = len(ids)
        self._rehome(ids)
        for parent in sorted(touched, key=lambda code_id: len(self._book.above(code_id))):
            if parent != ROOT and (parent not in self._book or parent not in self._parents):
                continue
            for row, code_id in enumerate(list(self._book.children_of(parent))):
                here = self._children[parent]
                if row < len(here) and here[row] == code_id:
                    continue
                steps += 1
                if steps > _MANY_STEPS or self._under(parent, code_id):
                    self.reload()
                    return
                self._put(code_id, parent, row)
        for code_id in ids:
            if code_id not in self._book and code_id in self._parents:
                self._take_out(code_id)

    def _rehome(self, ids: frozenset[int]) -> None:
        """Bring what lives elsewhere now there first: else all its former siblings would be moved up, one by one."""
        for code_id in ids:
            parent = self._book.parent_of(code_id) if code_id in self._book else None
            if parent is None or code_id not in self._parents or parent == self._parents[code_id]:
                continue
            if parent in self._children and not self._under(parent, code_id):
                row = self._book.children_of(parent).index(code_id)
                self._put(code_id, parent, min(row, len(self._children[parent])))

    def _under(self, code_id: int, above: int) -> bool:
        at = code_id
        while at != ROOT:
            if at == above:
                return True
            at = self._parents.get(at, ROOT)
        return False

    def _put(self, code_id: int, parent: int, row: int) -> None:
        at = self.index_of(parent)
        old = self._parents.get(code_id)
        if old is None:
            self.beginInsertRows(at, row, row)
            self._children[parent].insert(row, code_id)
            self._children.setdefault(code_id, [])
            self._parents[code_id] = parent
            self._number(parent)
            self.endInsertRows()
            return
        place = self._rows[code_id]
        self.beginMoveRows(self.index_of(old), place, place, at, row)
        self._children[old].remove(code_id)
        self._children[parent].insert(row, code_id)
        self._parents[code_id] = parent
        self._number(old)
        self._number(parent)
        self.endMoveRows()

    def _take_out(self, code_id: int) -> None:
        parent, row = self._parents[code_id], self._rows[code_id]
        self.beginRemoveRows(self.index_of(parent), row, row)
        self._children[parent].remove(code_id)
        self._forget(code_id)
        self._number(parent)
        self.endRemoveRows()

    def _forget(self, code_id: int) -> None:
        for child in self._children.pop(code_id, []):
            self._forget(child)
        self._parents.pop(code_id, None)
        self._rows.pop(code_id, None)

    def _number(self, parent: int) -> None:
        for row, code_id in enumerate(self._children[parent]):
            self._rows[code_id] = row


class CodeTree(Several, QTreeView):
    """Shows the codes as a tree; what is dropped on it is told, not done."""

    moved = Signal(object, int, object)  # ids, the new parent, the sibling to stand before or None
    merged = Signal(object, int)  # ids, into which
    letters_typed = Signal(str)
    words_dropped = Signal(int, object)  # on which code, Span of the text that is shown

    def __init__(self, session: Session, book: CodeBook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book
        self.tree_model = CodeTreeModel(book, self)
        self.setModel(self.tree_model)
        self.setItemDelegate(CodeDelegate(session, book, self))
        self.setAccessibleName(_("Codes"))
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(4 * STEP)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)  # F2 is an action
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setExpandsOnDoubleClick(False)
        self.setAutoExpandDelay(600)
        self.setMouseTracking(True)
        self.setPalette(selection_palette(self.palette()))
        self._seen: tuple[set[int], int | None] | None = None
        self.tree_model.modelAboutToBeReset.connect(self._remember)
        self.tree_model.modelReset.connect(self._restore)
        self._restore()

    def _remember(self) -> None:
        if self.tree_model.rowCount():
            self._seen = (self.expanded_codes(), self.current())

    def _restore(self) -> None:
        """After everything was read again: the same codes open, the same one chosen."""
        if self._seen is None:
            if len(self._book) <= _FEW:
                self.expandAll()
            return
        expanded, current = self._seen
        self.expand_codes(expanded)
        if current is not None and current in self._book:
            self.show_code(current)

    def forget(self) -> None:
        """Another project: nothing of what was open matters any more."""
        self._seen = None

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the filter, which finds more than names that begin with them."""
        self.letters_typed.emit(search)

    # --- by code ----------------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """The selected codes in the order of the tree."""
        rows = {self.tree_model.code_at(index) for index in self.selectionModel().selectedIndexes()}
        return [code_id for code_id in self._book.in_order() if code_id in rows] if len(rows) > 1 else list(rows)

    def current(self) -> int | None:
        """The code that has the keyboard."""
        index = self.currentIndex()
        return self.tree_model.code_at(index) if index.isValid() else None

    def next_to(self, ids: Sequence[int]) -> int | None:
        """The code beneath these, in the order of the tree, as far as it is unfolded; else the one above them."""
        for step in (self.indexBelow, self.indexAbove):
            at = step(self.tree_model.index_of(ids[-1]))
            while at.isValid() and self.tree_model.code_at(at) in ids:
                at = step(at)
            if at.isValid():
                return self.tree_model.code_at(at)
        return None

    def show_code(self, code_id: int) -> None:
        """Bring a code into view and select it alone."""
        index = self.tree_model.index_of(code_id)
        if not index.isValid():
            return
        for above in self._book.above(code_id):
            self.expand(self.tree_model.index_of(above))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def show_below(self, code_id: int) -> None:
        """Unfold a code, and bring as much of what is under it into view as there is room for, itself first."""
        index, count = self.tree_model.index_of(code_id), len(self._book.children_of(code_id))
        if index.isValid() and count:
            self.expand(index)
            self.scrollTo(self.tree_model.index(count - 1, 0, index))
            self.scrollTo(index)

    def expanded_codes(self) -> set[int]:
        """Codes whose children are seen."""
        return {code for code in self.tree_model.with_children() if self.isExpanded(self.tree_model.index_of(code))}

    def expand_codes(self, ids: Iterable[int]) -> None:
        """Show the children of these codes."""
        for code_id in ids:
            self.expand(self.tree_model.index_of(code_id))

    def first_seen(self) -> int | None:
        """The code in the first row in view."""
        index = self.indexAt(QPoint(0, 0))
        return self.tree_model.code_at(index) if index.isValid() else None

    def show_first(self, code_id: int) -> None:
        """Scroll so that a code stands in the first row."""
        self.executeDelayedItemsLayout()
        self.scrollTo(self.tree_model.index_of(code_id), QAbstractItemView.ScrollHint.PositionAtTop)

    # --- drag and drop ----------------------------------------------------------------------------

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Codes can be dropped anywhere, words only on a code."""
        super().dragMoveEvent(event)
        if event.mimeData().hasFormat(SPAN):
            on_code = self.indexAt(event.position().toPoint()).isValid()
            event.setDropAction(Qt.DropAction.CopyAction)
            event.setAccepted(on_code)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what the user wants; a drop never changes the tree by itself."""
        at = self.indexAt(event.position().toPoint())
        ids = codes_of(event.mimeData())
        if ids:
            merging = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._drop_codes(ids, at, merging=merging)
        elif at.isValid() and (span := span_of(event.mimeData())) is not None:
            self.words_dropped.emit(self.tree_model.code_at(at), span)
        # A move would make the view remove the rows that it thinks were moved away.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()

    def _drop_codes(self, ids: list[int], at: QModelIndex, *, merging: bool) -> None:
        where = QAbstractItemView.DropIndicatorPosition
        position = self.dropIndicatorPosition()
        target = self.tree_model.code_at(at)
        if not at.isValid() or position == where.OnViewport:
            self.moved.emit(ids, ROOT, None)
        elif position == where.OnItem:
            if merging:
                self.merged.emit(ids, target)
            else:
                self.moved.emit(ids, target, None)
        elif position == where.AboveItem:
            self.moved.emit(ids, self._book.parent_of(target), target)
        elif self.isExpanded(at) and self.tree_model.rowCount(at):
            self.moved.emit(ids, target, self._book.children_of(target)[0])
        else:
            parent = self._book.parent_of(target)
            after = self._book.children_of(parent)[at.row() + 1 :]
            self.moved.emit(ids, parent, next((code_id for code_id in after if code_id not in ids), None))

    # --- painting ---------------------------------------------------------------------------------

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A small triangle where there is more below."""
        if not self.tree_model.rowCount(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(qcolor(self._session.ink.soft))
        x, y = rect.right() - STEP, rect.center().y()
        down, right = [(x - 3, y - 1), (x + 4, y - 1), (x, y + 3)], [(x - 1, y - 3), (x + 3, y), (x - 1, y + 4)]
        points = down if self.isExpanded(index) else right
        painter.drawPolygon(QPolygon([QPoint(*point) for point in points]))
        painter.restore()
