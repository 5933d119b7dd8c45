"""The list of what holds a participant's words, in groups, with what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from qda.days import moment
from qda.i18n import _, ngettext
from qda.ui.lists.several import Several
from qda.ui.theme import STEP, Ink, qcolor

if TYPE_CHECKING:
    from qda.analysis.study.withdrawn_list import HeldItem, Holding

_ITEM = Qt.ItemDataRole.UserRole
_OUTCOME = 2


class WithdrawalTree(Several, QTreeWidget):
    """Groups of things; M masks and K keeps what is chosen, Enter goes to its place."""

    decided = Signal(str)  # "mask" or "keep": what was asked for the chosen things
    wanted = Signal(object)  # HeldItem: show its place

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("list")
        self.setAccessibleName(_("What holds their words"))
        self.setColumnCount(3)
        self.setHeaderLabels([_("What"), _("Words"), _("Leaves")])
        self.setUniformRowHeights(True)
        self.setIndentation(4 * STEP)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self._holding: Holding | None = None
        self.itemDoubleClicked.connect(self._on_double)

    def show_holding(self, found: Holding | None, ink: Ink) -> None:
        """List what was found; what was open, chosen and in sight stays so."""
        from qda.analysis.study.withdrawn_list import GROUPS

        chosen, closed = {item.key for item in self.chosen()}, self._closed()
        at = self.verticalScrollBar().value()
        self._holding = found
        self.clear()
        if found is None:
            return
        self.setColumnWidth(0, max(220, self.viewport().width() * 3 // 10))
        for group, words in GROUPS:
            items = found.of(group)
            if items:
                self._add_group(group, _(words), items, ink, closed=group in closed)
        self._add_earlier(found, ink)
        self._choose(chosen)
        self.verticalScrollBar().setValue(at)

    def _add_group(self, group: str, words: str, items: Sequence[HeldItem], ink: Ink, *, closed: bool) -> None:
        head = self._head(f"{words} ({len(items):,})", group, ink)
        for item in items:
            row = QTreeWidgetItem(head, [item.title, " ".join(item.context.split()), _leaves(item, self._holding)])
            row.setData(0, _ITEM, item)
            row.setToolTip(1, item.context)
            row.setToolTip(2, item.note)
            kept = item.decision == "keep"
            row.setForeground(_OUTCOME, qcolor(ink.hint if kept else ink.soft))
            told = _("{title}: {words}; {leaves}")
            row.setData(
                0,
                Qt.ItemDataRole.AccessibleTextRole,
                told.format(title=item.title, words=row.text(1), leaves=row.text(_OUTCOME)),
            )
        head.setExpanded(not closed)

    def _add_earlier(self, found: Holding, ink: Ink) -> None:
        if not found.earlier:
            return
        count = len(found.earlier)
        words = ngettext("{count} file left before", "{count} files left before", count).format(count=count)
        head = self._head(words, "earlier", ink)
        for row in found.earlier:
            line = QTreeWidgetItem(head, [row.file_name, f"{moment(row.at)} · {row.folder}", _("ask for it back")])
            line.setToolTip(1, f"{row.folder}\nSHA-256 {row.sha256}")
            line.setForeground(_OUTCOME, qcolor(ink.soft))
        head.setExpanded(True)

    def _head(self, words: str, group: str, ink: Ink) -> QTreeWidgetItem:
        head = QTreeWidgetItem(self, [words])
        head.setData(0, _ITEM, group)
        head.setSizeHint(0, QSize(0, self.fontMetrics().height() + 2 * STEP))  # all rows are as high as the first
        head.setFirstColumnSpanned(True)
        font = self.font()
        font.setBold(True)
        head.setFont(0, font)
        head.setForeground(0, qcolor(ink.ink))
        return head

    def _closed(self) -> set[str]:
        heads = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return {str(head.data(0, _ITEM)) for head in heads if head is not None and not head.isExpanded()}

    def _choose(self, keys: set[tuple[str, int]]) -> None:
        for row in self._rows():
            item = row.data(0, _ITEM)
            if item is not None and item.key in keys:
                row.setSelected(True)
                self.setCurrentItem(row, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        if self.currentItem() is None and self.topLevelItemCount():
            rows = self._rows()
            if rows:
                self.setCurrentItem(rows[0])

    def _rows(self) -> list[QTreeWidgetItem]:
        heads = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        found = [head.child(at) for head in heads if head is not None for at in range(head.childCount())]
        return [row for row in found if row is not None]

    # --- choosing and deciding ----------------------------------------------------------------------------

    def chosen(self) -> list[HeldItem]:
        """The chosen things; a chosen heading stands for all beneath it."""
        found: dict[tuple[str, int], HeldItem] = {}
        for row in self.selectedItems():
            below = [row.child(at) for at in range(row.childCount())] or [row]
            for each in filter(None, below):
                item = each.data(0, _ITEM)
                if item is not None and not isinstance(item, str):
                    found[item.key] = item
        return list(found.values())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """M, K, Enter; everything else is the list's own."""
        if event.key() in (Qt.Key.Key_M, Qt.Key.Key_K) and not event.modifiers():
            self.decided.emit("mask" if event.key() == Qt.Key.Key_M else "keep")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_chosen()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Plain letters are ours while the list has the focus, not those of an action."""
        plain = isinstance(event, QKeyEvent) and not event.modifiers() and event.key() in (Qt.Key.Key_M, Qt.Key.Key_K)
        if plain and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def open_chosen(self) -> None:
        """Show the place of what the keyboard is on."""
        row = self.currentItem()
        item = row.data(0, _ITEM) if row is not None else None
        if item is not None and not isinstance(item, str):
            self.wanted.emit(item)

    def _on_double(self, row: QTreeWidgetItem, column: int) -> None:
        """Twice on what becomes of it turns that round; elsewhere it leads there."""
        item = row.data(0, _ITEM)
        if item is None or isinstance(item, str):
            return
        if column == _OUTCOME:
            self.decided.emit("mask" if item.decision == "keep" else "keep")
        else:
            self.wanted.emit(item)


def _leaves(item: HeldItem, holding: Holding | None) -> str:
    """What becomes of a thing, in words."""
    if holding is None or holding.withdrawal is None:
        return ""
    if item.decision == "keep":
        return _("as it is") + (f" · {item.note}" if item.note else "")
    return _("masked")
