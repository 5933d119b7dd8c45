"""All memos at the left of the workspace: the search, the filters, how many there are, and the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.memos.listed.filters import Filters
from qda.ui.memos.listed.rows import MEMO_ROLE, MemoDelegate, MemoList, MemoModel, sorted_rows
from qda.ui.parts.small import Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from qda.memos.finding import Facets, Finder
    from qda.memos.queries import MemoRow


class ListSide(QWidget):
    """Finds, filters and sorts what it was given to `take`, and tells which memo was chosen."""

    chosen = Signal(int)
    new_wanted = Signal()
    write_wanted = Signal()  # Enter: to the memo itself
    listed = Signal(str)  # another search: its words

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._finder: Finder | None = None
        self._count = 0
        self._quiet = False
        self.model = MemoModel(self)
        self.list = MemoList(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(MemoDelegate(session, self.list))
        self.list.setAccessibleName(_("Memos"))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.list, 1)
        self.search.textChanged.connect(self.fill)
        self.filters.changed.connect(self.fill)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda _index: self.write_wanted.emit())

    def _head(self) -> QVBoxLayout:
        self.search = _Search(self)
        self.search.setPlaceholderText(_("Search memos: word, “phrase”, begin*"))
        self.search.setAccessibleName(_("Search memos"))
        self.search.setClearButtonEnabled(True)
        self.search.down.connect(self._go_to_list)
        self._told = QLabel("", self)
        self._told.setFont(small_font())
        self._nothing = QLabel("", self)
        self._nothing.setWordWrap(True)
        for label in (self._told, self._nothing):
            label.setObjectName("soft")
        self._new = Link(_("New memo"), self.new_wanted.emit, self)
        foot = QHBoxLayout()
        foot.addWidget(self._told)
        foot.addStretch(1)
        foot.addWidget(self._new)
        self.filters = Filters(self)
        self.filters.facets = self._facets
        head = QVBoxLayout()
        head.setContentsMargins(4 * STEP, 2 * STEP, 3 * STEP, STEP)
        head.setSpacing(2 * STEP)
        head.addWidget(self.search)
        head.addWidget(self.filters)
        head.addLayout(foot)
        head.addWidget(self._nothing)
        return head

    def _facets(self) -> Facets | None:
        return None if self._finder is None else self._finder.facets(self.filters.wish(self.search.text()))

    def _go_to_list(self) -> None:
        if self.model.rows:
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0))
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, rows: Sequence[MemoRow]) -> None:
        """All memos that there are; `fill` lists what is wanted of them."""
        from qda.memos import finding

        if self._finder is None:
            self._finder = finding.Finder()
        self._finder.take(rows)
        self._count = len(rows)
        self.filters.set_coders(len({row.coder for row in rows}))

    def clear(self) -> None:
        """No study."""
        self._finder, self._count = None, 0
        self.model.show([])

    def fill(self) -> None:
        """List what answers to search and filters; the chosen memo stays chosen if it does."""
        chosen = self.chosen_id()
        words = self.search.text()
        found = [] if self._finder is None else self._finder.find(self.filters.wish(words))
        self._quiet = True
        self.model.show(sorted_rows(found, self.filters.sort.choice), words)
        self._quiet = False
        self.point_at(chosen)
        self._show_count(len(found))
        self.listed.emit(words)

    def _show_count(self, found: int) -> None:
        words = ngettext("{count} memo", "{count} memos", self._count).format(count=f"{self._count:,}")
        self._told.setText(words if found == self._count else _("{found} of {words}").format(found=found, words=words))
        if not self._count:
            self._nothing.setText(_("Memos are where the analysis grows. Write the first one here, or beside a text."))
        else:
            self._nothing.setText(_("No memo answers to this. Take a filter off, or search for less."))
        self._nothing.setVisible(not found)
        self._new.setVisible(self._session.is_open and self._session.project.writable)

    def nothing(self) -> str:
        """What is said where no memo is listed; empty where one is."""
        return "" if self._nothing.isHidden() else self._nothing.text()

    def chosen_id(self) -> int | None:
        """The memo that is chosen in the list."""
        return self.list.currentIndex().data(MEMO_ROLE)  # type: ignore[no-any-return]  # a model's data is of any type

    def point_at(self, memo_id: int | None) -> None:
        """Let this memo be the chosen one, without a word; None or one that is not listed: no memo."""
        place = self.model.row_of(memo_id)
        self._quiet = True
        self.list.setCurrentIndex(self.model.index(place) if place >= 0 else QModelIndex())
        self._quiet = False

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        memo_id = index.data(MEMO_ROLE)
        if not self._quiet and memo_id is not None:
            self.chosen.emit(memo_id)


class _Search(QLineEdit):
    """Down and Enter go on to what was found, Esc empties it."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys that are not for typing."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
