"""The Memos workspace: one place for all memos, with the one being read or written beside the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.memos.editor import MemoEditor
from qda.ui.memos.links import LinkRow
from qda.ui.memos.memo_head import Choice, MemoHead
from qda.ui.memos.memo_list import MEMO_ROLE, SORTS, MemoDelegate, MemoModel, answers, sorted_rows
from qda.ui.memos.versions import Versions
from qda.ui.memos.words import KINDS, STAGES, kind_words, moment, stage_words
from qda.ui.memos.writer import Beginning, MemoWriter
from qda.ui.parts import Link, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow
    from qda.memos.service import Target
    from qda.project.project import Change

_TABLES = ("memo", "memo_link", "memo_version", "memo_tag")
_WIDEST = 760


class MemosPage(QWidget):
    """The list with its search, filters and order; the editor with title, links and versions."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._all: list[MemoRow] = []
        self._stale = True
        self._choosing = False
        self.setAccessibleName(_("Memos"))
        self._build()
        self.writer = MemoWriter(session, self.editor, self.title, self)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.read)
        self._connect()
        actions.add("memo.delete", _("Delete the memo"), self.delete, keys="Del", menu="&Memo", where=self.list)
        actions.add("memo.new_free", _("New memo on nothing in particular"), self.new_memo, menu="&Memo", writes=True)
        self._show_shown()

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self._parts = QSplitter(Qt.Orientation.Horizontal, self)
        self._parts.addWidget(self._list_side())
        self._parts.addWidget(self._memo_side())
        self._parts.setStretchFactor(0, 2)
        self._parts.setStretchFactor(1, 3)
        self._parts.setChildrenCollapsible(False)
        self._parts.setSizes([360, 560])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._parts)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.list.backgroundRole().Base)
        self.setFocusProxy(self.list)

    def _list_side(self) -> QWidget:
        side = QWidget(self)
        self.model = MemoModel(side)
        self.list = QListView(side)
        self.list.setModel(self.model)
        self.list.setItemDelegate(MemoDelegate(self._session, self.list))
        self.list.setAccessibleName(_("Memos"))
        self.list.setUniformItemSizes(True)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._list_head(side))
        column.addWidget(self.list, 1)
        return side

    def _list_head(self, side: QWidget) -> QVBoxLayout:
        self.search = QLineEdit(side)
        self.search.setPlaceholderText(_("Search memos"))
        self.search.setAccessibleName(_("Search memos"))
        self.search.setClearButtonEnabled(True)
        self._count = QLabel("", side)
        self._count.setFont(small_font())
        self._nothing = QLabel("", side)
        self._nothing.setWordWrap(True)
        for label in (self._count, self._nothing):
            label.setObjectName("soft")
        self._new = Link(_("New memo"), self.new_memo, side)
        foot = QHBoxLayout()
        foot.addWidget(self._count)
        foot.addStretch(1)
        foot.addWidget(self._new)
        head = QVBoxLayout()
        head.setContentsMargins(4 * STEP, 4 * STEP, 3 * STEP, STEP)
        head.setSpacing(2 * STEP)
        head.addWidget(self.search)
        head.addLayout(self._choices(side))
        head.addLayout(foot)
        head.addWidget(self._nothing)
        return head

    def _choices(self, side: QWidget) -> QHBoxLayout:
        self.kind = Choice(_("Kind"), {"": _("All kinds")} | {kind: kind_words(kind) for kind in KINDS}, side)
        self.stage = Choice(_("Stage"), {"": _("All stages")} | {stage: stage_words(stage) for stage in STAGES}, side)
        self.sort = Choice(_("Order"), {key: _(words) for key, words in SORTS.items()}, side)
        row = QHBoxLayout()
        row.setSpacing(4 * STEP)
        for choice, usual in ((self.kind, ""), (self.stage, ""), (self.sort, "newest")):
            choice.show_choice(usual)
            row.addWidget(choice)
        row.addStretch(1)
        return row

    def _memo_side(self) -> QWidget:
        side = QWidget(self)
        self.title = QLineEdit(side)
        self.title.setPlaceholderText(_("Title, or leave it to the first words"))
        self.title.setAccessibleName(_("Title of the memo"))
        self.title.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")
        font = theme.reading_font("", QApplication.font().pointSizeF() * 1.5)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.head = MemoHead(side)
        self.head.show_title("")
        self.links = LinkRow(self._session, side)
        self.editor = MemoEditor(self._session, side)
        self.editor.set_scale(1)
        self.versions = Versions(self._session, side)
        self._stack = QStackedWidget(side)
        self._stack.addWidget(self.editor)
        self._stack.addWidget(self.versions)
        column = QVBoxLayout()
        column.setContentsMargins(6 * STEP, 5 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        for part in (self.title, self.head, self.links):
            column.addWidget(part)
        column.addWidget(self._stack, 1)
        inner = QWidget(side)
        inner.setLayout(column)
        inner.setMaximumWidth(_WIDEST)
        row = QHBoxLayout(side)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inner, 1)
        self._memo = inner
        return side

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        self.search.textChanged.connect(self._filter)
        for choice in (self.kind, self.stage, self.sort):
            choice.chosen.connect(partial(self._on_choice, choice))
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(lambda _index: self.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.head.kind_chosen.connect(lambda kind: self._describe(kind=kind))
        self.head.stage_chosen.connect(lambda stage: self._describe(stage=stage))
        self.head.versions_wanted.connect(self.show_versions)
        self.links.detach_wanted.connect(self._detach)
        self.writer.settled.connect(lambda _memo_id: self._later.start())
        self.versions.done.connect(self._leave_versions)
        self.versions.taken_up.connect(self._take_up)

    # --- reading ----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self._stale = True
        self.writer.clear()
        if self.isVisible():
            self.read()

    def _on_closed(self) -> None:
        self._all = []
        self.model.show([])
        self._show_shown()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TABLES) and not self.writer.settling:
            self._stale = True
            if self.isVisible():
                self._later.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while nobody looked."""
        super().showEvent(event)
        if self._stale and self._session.is_open:
            self.read()

    def read(self) -> None:
        """Read all memos again; what is being written stays."""
        from qda.memos import queries

        if not self._session.is_open:
            return
        self._stale = False
        self._all = queries.memos(self._session.project)
        shown = next((row for row in self._all if row.id == self.writer.memo_id), None)
        if shown is not None:
            self.writer.take(shown)
        elif self.writer.memo_id is not None:
            self.writer.clear()
        self._filter()
        if self.writer.row is None and self.writer.beginning is None and self.model.rows:
            self.show_memo(self.model.rows[0].id)
        self._show_shown()

    # --- the list ---------------------------------------------------------------------------------

    def _on_choice(self, choice: Choice, key: str) -> None:
        choice.show_choice(key)
        self._filter()

    def _filter(self) -> None:
        words = self.search.text().casefold().split()
        found = [row for row in self._all if answers(row, words, self.kind.choice, self.stage.choice)]
        self._choosing = True
        self.model.show(sorted_rows(found, self.sort.choice))
        place = self.model.row_of(self.writer.memo_id)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
        self._choosing = False
        self._show_count(len(found))

    def _show_count(self, found: int) -> None:
        count = len(self._all)
        words = ngettext("{count} memo", "{count} memos", count).format(count=count)
        self._count.setText(words if found == count else _("{found} of {words}").format(found=found, words=words))
        if not count:
            self._nothing.setText(_("Memos are where the analysis grows. Write the first one here, or beside a text."))
        else:
            self._nothing.setText(_("No memo answers to this. Take a filter off, or search for less."))
        self._nothing.setVisible(not found)
        self._new.setVisible(self._session.is_open and self._session.project.writable)

    def nothing(self) -> str:
        """What is said where no memo is listed; empty where one is."""
        return "" if self._nothing.isHidden() else self._nothing.text()

    def _on_chosen(self, index: QModelIndex, _before: QModelIndex) -> None:
        memo_id = index.data(MEMO_ROLE)
        if not self._choosing and memo_id is not None:
            self.show_memo(memo_id)

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "memo" and self._session.is_open:
            if self._stale:
                self.read()
            self.show_memo(selection.id)

    # --- the memo ---------------------------------------------------------------------------------

    def show_memo(self, memo_id: int) -> None:
        """Show a memo beside the list."""
        row = next((row for row in self._all if row.id == memo_id), None)
        if row is None:
            return
        if memo_id != self.writer.memo_id:
            self._stack.setCurrentWidget(self.editor)
            self.writer.show_memo(row)
        place = self.model.row_of(memo_id)
        if place >= 0 and place != self.list.currentIndex().row():
            self._choosing = True
            self.list.setCurrentIndex(self.model.index(place))
            self._choosing = False
        self._show_shown()

    def _show_shown(self) -> None:
        row, begun = self.writer.row, self.writer.beginning
        self._memo.setVisible(row is not None or begun is not None)
        if row is not None:
            self.head.show_state(row.kind, row.stage, row.versions, moment(row.created_at))
            self.links.show_links(row.links)
        elif begun is not None:
            self.head.show_state(begun.kind, begun.stage, 0, _("not begun"))
            self.links.show_links(())
        self.editor.setPlaceholderText(_("Write. It is kept as soon as there is a word."))

    def new_memo(self) -> None:
        """Begin a memo that hangs on nothing yet."""
        if not self.isVisible():
            self._session.workspace_wanted.emit("memos")
        self._stack.setCurrentWidget(self.editor)
        self.writer.begin(Beginning(None, kind="theoretical"))
        self._choosing = True
        self.list.setCurrentIndex(QModelIndex())
        self._choosing = False
        self._show_shown()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the memo that is chosen; undo brings it back."""
        from qda.memos import service

        memo_id = self.list.currentIndex().data(MEMO_ROLE)
        row = next((row for row in self._all if row.id == memo_id), None)
        if row is None or not self._session.project.writable:
            return
        place = self.list.currentIndex().row()
        self.writer.settle()
        self._session.act(service.delete, self._session.project, row.id)
        self.read()
        if all(each.id != row.id for each in self._all):
            self._session.said.emit(_("Deleted the memo “{title}”.").format(title=row.shown_title))
            if self.model.rows:
                self.show_memo(self.model.rows[min(place, len(self.model.rows) - 1)].id)

    def _describe(self, *, kind: str | None = None, stage: str | None = None) -> None:
        self.writer.describe(kind=kind, stage=stage)
        self._show_shown()

    def _detach(self, target: Target) -> None:
        from qda.memos import service

        if self.writer.memo_id is not None:
            self._session.act(service.detach, self._session.project, self.writer.memo_id, target)

    # --- versions ---------------------------------------------------------------------------------

    def show_versions(self) -> None:
        """List what was kept of the memo."""
        self.writer.settle()
        if self.writer.memo_id is not None:
            self._stack.setCurrentWidget(self.versions)
            self.versions.show_memo(self.writer.memo_id)

    def _leave_versions(self) -> None:
        self._stack.setCurrentWidget(self.editor)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_up(self, title: str, text: str) -> None:
        self._leave_versions()
        self.title.setText(title)
        self.editor.selectAll()
        self.editor.insertPlainText(text)  # typed, as it were: Ctrl+Z takes it back
