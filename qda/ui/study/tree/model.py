"""The rows of the study tree for Qt, changed in place so that what is open and selected stays so."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qda.i18n import ngettext
from qda.ui.study.outline import HOMELESS, Branch, Key, may_drop

MIME = "application/x-gerund-study"
"""Rows of the tree that are dragged: JSON, a list of [kind, id]."""

Index = QModelIndex | QPersistentModelIndex
_NEW = ("new unit", "new case")
_MANY = 40


@dataclass(slots=True, eq=False)
class Node:
    """A row of the tree; `serial` is how Qt knows it."""

    serial: int
    key: Key
    name: str
    kind: str = ""
    count: int = 0
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def row(self) -> int:
        """Its place among its siblings."""
        return self.parent.children.index(self) if self.parent is not None else 0

    def below(self) -> Iterator[Node]:
        """All rows beneath it, from the top."""
        for child in self.children:
            yield child
            yield from child.below()


class StudyModel(QAbstractItemModel):
    """The tree. It changes nothing itself: what the user asks for is told by signals."""

    renamed = Signal(object, str)  # Key, the new name
    named = Signal(object, str)  # Key of a new row, the name given
    dropped = Signal(object, object, int)  # keys, target Key or None, row among its children or -1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.writable = False
        self.coverage: Callable[[int], str] = lambda _source_id: ""  # in words, for tool tips and screen readers
        self._serials = count(1)
        self._root = Node(0, HOMELESS, "")
        self.revision = 0  # counts how often the tree was shown anew
        self._nodes: dict[int, Node] = {}
        self._by_key: dict[Key, Node] = {}

    # --- what is shown -----------------------------------------------------------------------------

    def show(self, branches: Sequence[Branch]) -> None:
        """Take over the tree as it is now; rows that stay keep their indexes, unless very many come, go or move."""
        self.revision += 1
        homes = _homes(branches)
        if self._difference(homes) > _MANY:
            self._show_anew(branches)
            return
        # A row that hangs elsewhere now must leave its old place before it is put into the new one.
        self._let_go(self._root, homes)
        self._sync(self._root, branches)

    def _difference(self, homes: dict[Key, Key | None]) -> int:
        """How many rows come, go, or hang elsewhere."""
        here = {node.key: self._home(node) for node in self._nodes.values() if node.key.kind not in _NEW}
        return len(here.items() ^ homes.items())

    def _home(self, node: Node) -> Key | None:
        return None if node.parent is None or node.parent is self._root else node.parent.key

    def _show_anew(self, branches: Sequence[Branch]) -> None:
        # Views take each row that comes or goes by itself in their stride, but not hundreds of them.
        self.beginResetModel()
        self._root.children.clear()
        self._nodes.clear()
        self._by_key.clear()
        self._add(self._root, branches)
        self.endResetModel()

    def _add(self, parent: Node, branches: Sequence[Branch]) -> None:
        for branch in branches:
            node = Node(next(self._serials), branch.key, branch.name, branch.kind, branch.count, parent)
            parent.children.append(node)
            self._nodes[node.serial] = self._by_key[node.key] = node
            self._add(node, branch.children)

    def _let_go(self, parent: Node, homes: dict[Key, Key | None]) -> None:
        key = None if parent is self._root else parent.key
        for child in reversed(parent.children.copy()):
            if child.key.kind in _NEW or (child.key in homes and homes[child.key] == key):
                self._let_go(child, homes)
            else:
                self._remove(child)

    def _sync(self, parent: Node, branches: Sequence[Branch]) -> None:
        for row, branch in enumerate(branches):
            node = self._by_key.get(branch.key)
            if node is None:
                node = self._insert(parent, row, branch.key, branch.name)
            elif parent.children[row] is not node:
                self._move(node, row)
            told = (branch.name, branch.kind, branch.count)
            if (node.name, node.kind, node.count) != told:
                node.name, node.kind, node.count = told
                self._tell(node)
            self._sync(node, branch.children)

    def _insert(self, parent: Node, row: int, key: Key, name: str) -> Node:
        self.beginInsertRows(self._index(parent), row, row)
        node = Node(next(self._serials), key, name, parent=parent)
        parent.children.insert(row, node)
        self._nodes[node.serial] = self._by_key[key] = node
        self.endInsertRows()
        return node

    def _remove(self, node: Node) -> None:
        parent, row = node.parent or self._root, node.row
        self.beginRemoveRows(self._index(parent), row, row)
        del parent.children[row]
        for gone in (node, *node.below()):
            del self._nodes[gone.serial], self._by_key[gone.key]
        self.endRemoveRows()

    def _move(self, node: Node, row: int) -> None:
        parent = node.parent or self._root
        index = self._index(parent)
        self.beginMoveRows(index, node.row, node.row, index, row)
        parent.children.remove(node)
        parent.children.insert(row, node)
        self.endMoveRows()

    # --- a row that waits for its name -----------------------------------------------------------------

    def begin_new(self, unit_id: int | None) -> QModelIndex:
        """A blank row for a new unit, or for a new case of a unit; it is gone again when no name is given."""
        self.drop_new()
        if unit_id is None:
            units = [child for child in self._root.children if child.key.kind == "unit"]
            node = self._insert(self._root, len(units), Key("new unit"), "")
        else:
            unit = self._by_key[Key("unit", unit_id)]
            cases = [child for child in unit.children if child.key.kind == "case"]
            node = self._insert(unit, len(cases), Key("new case", unit_id), "")
        return self.index_of(node.key)

    def drop_new(self) -> None:
        """Take away rows that got no name."""
        for key in [key for key in self._by_key if key.kind in _NEW]:
            self._remove(self._by_key[key])

    # --- finding -------------------------------------------------------------------------------------------

    def node(self, index: Index) -> Node | None:
        """The row at an index; None for the top."""
        return self._nodes.get(index.internalId()) if index.isValid() else None

    def find(self, key: Key) -> Node | None:
        """The row that stands for this."""
        return self._by_key.get(key)

    def index_of(self, key: Key) -> QModelIndex:
        """Where this stands; invalid when it is not there."""
        node = self._by_key.get(key)
        return self._index(node) if node is not None else QModelIndex()

    def tops(self) -> list[Node]:
        """The units and the group of the homeless."""
        return self._root.children

    def touch(self, keys: Sequence[Key] = ()) -> None:
        """Paint these rows again, or all of them."""
        for key in keys or list(self._by_key):
            self._tell(self._by_key[key])

    def _tell(self, node: Node) -> None:
        index = self._index(node)
        self.dataChanged.emit(index, index)

    def _index(self, node: Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row, 0, node.serial)

    # --- Qt asks -----------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        """The row of a place."""
        node = self.node(parent) or self._root
        if column != 0 or not 0 <= row < len(node.children):
            return QModelIndex()
        return self.createIndex(row, column, node.children[row].serial)

    def parent(self, index: Index | None = None) -> Any:  # Qt has two: of an index, and of the object
        """What a row hangs on; without an index, the object this belongs to."""
        if index is None:
            return super().parent()
        node = self.node(index)
        return QModelIndex() if node is None or node.parent is None else self._index(node.parent)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows hang on one."""
        return len((self.node(parent) or self._root).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, and what a screen reader says."""
        node = self.node(index)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(node)
        return None

    def _told(self, node: Node) -> str:
        """All that a row shows, in words."""
        if node.key.kind == "source":
            return ", ".join(part for part in (node.name, node.kind, self.coverage(node.key.id)) if part)
        count = ngettext("{count} source", "{count} sources", node.count).format(count=node.count)
        return f"{node.name}, {count}"

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a new name; the change itself comes back through `show`."""
        node = self.node(index)
        if node is None or role != Qt.ItemDataRole.EditRole:
            return False
        name = str(value).strip()
        if node.key.kind in _NEW:
            key = node.key
            if name:
                self.named.emit(key, name)
        elif name and name != node.name:
            self.renamed.emit(node.key, name)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What may be renamed and moved where."""
        node = self.node(index)
        flag = Qt.ItemFlag
        if node is None:
            return flag.ItemIsDropEnabled
        found = flag.ItemIsEnabled | flag.ItemIsSelectable
        if not self.writable:
            return found
        if node.key.kind != "homeless":
            found |= flag.ItemIsEditable | flag.ItemIsDragEnabled
        return found if node.key.kind == "source" else found | flag.ItemIsDropEnabled

    # --- dragging ------------------------------------------------------------------------------------------------

    def mimeTypes(self) -> list[str]:
        """What may be dropped."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The rows that are dragged."""
        nodes = [node for node in map(self.node, indexes) if node is not None]
        data = QMimeData()
        data.setData(MIME, json.dumps([[node.key.kind, node.key.id] for node in nodes]).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Moving."""
        return Qt.DropAction.MoveAction

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Sources go to cases and units, cases to units, units to the top."""
        node = self.node(parent)
        return self.writable and may_drop(dragged(data), None if node is None else node.key)

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Ask for what was dropped; the change itself comes back through `show`."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        node = self.node(parent)
        self.dropped.emit(dragged(data), None if node is None else node.key, row)
        return False  # the rows are moved by the change that follows, not by Qt


def dragged(data: QMimeData) -> list[Key]:
    """What is dragged, when it comes from the tree."""
    if not data.hasFormat(MIME):
        return []
    return [Key(kind, row_id) for kind, row_id in json.loads(bytes(data.data(MIME).data()))]


def _homes(branches: Sequence[Branch], above: Key | None = None) -> dict[Key, Key | None]:
    """What each row hangs on; None at the top."""
    found: dict[Key, Key | None] = {}
    for branch in branches:
        found[branch.key] = above
        found |= _homes(branch.children, branch.key)
    return found
