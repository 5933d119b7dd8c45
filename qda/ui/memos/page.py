"""The Memos workspace: one place for all memos, with the one being read or written beside the list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui import theme
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.memos import taking
from qda.ui.memos.listed.side import ListSide
from qda.ui.memos.listed.tags import TagPopup
from qda.ui.memos.words import moment
from qda.ui.memos.written.editor import MemoEditor
from qda.ui.memos.written.head import MemoHead, TitleField, words_sheet
from qda.ui.memos.written.links import LinkRow, follow_address
from qda.ui.memos.written.versions import Versions
from qda.ui.memos.written.writer import Beginning, MemoWriter
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, Ink
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow
    from qda.memos.service import Target
    from qda.project.project import Change
    from qda.ui.memos.table.page import SortingTable

_TABLES = ("memo", "memo_link", "memo_version", "memo_tag")
_SORTED = ("arrangement", "arrangement_card")
_NAMES = ("code", "source", "case", "participant", "unit", "category_map")  # what links are called by
_WIDEST = 760


class MemosPage(QWidget):
    """The list with its search, filters and order; the editor with title, links and versions."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._all: list[MemoRow] = []
        self.sorting: SortingTable | None = None
        self._keeping_up = KeepingUp(self, self.read, pause=0)
        self.setAccessibleName(_("Memos"))
        self._build()
        self.writer = MemoWriter(session, self.editor, self.title, self)
        self._connect()
        self._add_actions(actions)
        self._show_shown()

    def _add_actions(self, actions: Actions) -> None:
        add, there = actions.add, self._is_there
        text = _("Memos on the sorting table")
        add("memo.find", _("Search the memos"), self.go_to_search, keys="Ctrl+F", menu="&Memo", where=self)
        add("memo.delete", _("Delete the memo"), self.delete, keys="Del", menu="&Memo", where=self.list, writes=True,
            when=there)  # fmt: skip
        add("memo.new_free", _("New memo on nothing in particular"), self.new_memo, menu="&Memo", writes=True)
        add("memo.tag", _("Tag the memo…"), self.head.ask_tags, keys="Ctrl+Shift+X", menu="&Memo", where=self,
            writes=True, when=there)  # fmt: skip
        add("memo.versions", _("Versions of the memo"), self.show_versions, menu="&Memo", where=self, when=there)
        add("memo.list", _("Memos as a list"), partial(self.show_mode, "list"), menu="&Memo")
        add("memo.sorting", text, partial(self.show_mode, "sorting"), keys="Ctrl+Shift+S", menu="&Memo")
        add("memo.on_this", _("All memos on what is selected"), self.show_on_selected, menu="&Memo", when=self._is_on)
        add("memo.export", _("Write all memos as a document or table…"), self.export, menu="&Memo")

    def _is_there(self) -> bool:
        return self.writer.memo_id is not None

    def _is_on(self) -> bool:
        from qda.memos.service import TARGETS

        selection = self._session.selection
        return selection.kind in TARGETS and bool(selection.id) and selection.kind != "memo"

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self._parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.side = ListSide(self._session, self)
        self.list, self.model, self.search, self.filters = (
            self.side.list, self.side.model, self.side.search, self.side.filters,
        )  # fmt: skip
        self._parts.addWidget(self.side)
        self._parts.addWidget(self._memo_side())
        self._parts.setStretchFactor(0, 2)
        self._parts.setStretchFactor(1, 3)
        self._parts.setChildrenCollapsible(False)
        self._parts.setSizes([360, 560])
        self.modes = QStackedWidget(self)
        self.modes.addWidget(self._parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._mode_line())
        column.addWidget(self.modes, 1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.list.backgroundRole().Base)
        self.setFocusProxy(self.list)

    def _mode_line(self) -> QWidget:
        self._mode_bar = QWidget(self)
        line = QHBoxLayout(self._mode_bar)
        line.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 0)
        line.setSpacing(STEP)
        self.mode_buttons: dict[str, QToolButton] = {}
        for key, words in (("list", _("List")), ("sorting", _("Sorting table"))):
            button = QToolButton(self)
            button.setText(words)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(_("Memos: {mode}").format(mode=words))
            button.clicked.connect(partial(self.show_mode, key))
            self.mode_buttons[key] = button
            line.addWidget(button)
        self.mode_buttons["list"].setChecked(True)
        line.addStretch(1)
        return self._mode_bar

    def _dress(self, ink: Ink) -> None:
        self._mode_bar.setStyleSheet(words_sheet(ink))

    def _memo_side(self) -> QWidget:
        side = QWidget(self)
        self.title = TitleField(side)
        self.title.setPlaceholderText(_("Title, or leave it to the first words"))
        self.title.setAccessibleName(_("Title of the memo"))
        self.title.setStyleSheet("QLineEdit { border: none; background: transparent; padding: 0; }")
        font = theme.reading_font("", QApplication.font().pointSizeF() * 1.5)
        font.setWeight(QFont.Weight.DemiBold)
        self.title.setFont(font)
        self.head = MemoHead(side)
        self.head.show_title("")
        self.tag_popup = TagPopup(self._session, side)
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
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        self.side.listed.connect(self._on_listed)
        self.side.chosen.connect(self.show_memo)
        self.side.new_wanted.connect(self.new_memo)
        self.side.write_wanted.connect(lambda: self.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.head.kind_chosen.connect(lambda kind: self._describe(kind=kind))
        self.head.stage_chosen.connect(lambda stage: self._describe(stage=stage))
        self.head.versions_wanted.connect(self.show_versions)
        self.head.tags_wanted.connect(self._ask_tags)
        self.links.detach_wanted.connect(self._detach)
        self.editor.address_clicked.connect(self._follow_address)
        self.versions.restore_wanted.connect(self._restore)
        self.writer.settled.connect(lambda _memo_id: self._keeping_up.outdate())
        self.versions.done.connect(self._leave_versions)
        self.versions.taken_up.connect(self._take_up)

    # --- reading ----------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.writer.clear()
        self._keeping_up.renew()

    def _on_closed(self) -> None:
        self._all = []
        self.side.clear()
        if self.sorting is not None:
            self.sorting.clear()
        self._show_shown()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TABLES, *_NAMES) and not self.writer.settling:
            self._keeping_up.outdate()
        elif change.touches(*_SORTED) and self.sorting is not None:
            cards = change.rows.get("arrangement_card", frozenset())
            if change.touches("arrangement") or not self.sorting.sorting.follow(cards):
                self.sorting.read(self._all)  # the memos are what they were

    def read(self) -> None:
        """Read all memos again; what is being written stays."""
        from qda.memos import queries

        if not self._session.is_open:
            return
        self._keeping_up.caught_up()
        self._all = queries.memos(self._session.project)
        self.side.take(self._all)
        if self.sorting is not None:
            self.sorting.read(self._all)
        shown = next((row for row in self._all if row.id == self.writer.memo_id), None)
        if shown is not None:
            self.writer.take(shown)
        elif self.writer.memo_id is not None:
            self.writer.clear()
        self.side.fill()
        if self.writer.row is None and self.writer.beginning is None and self.model.rows:
            self.show_memo(self.model.rows[0].id)
        self._show_shown()

    # --- the list ---------------------------------------------------------------------------------

    def _on_listed(self, words: str) -> None:
        self.editor.mark_words(words)
        shown = self.writer.memo_id
        if self.side.model.row_of(shown) >= 0:
            self.side.point_at(shown)
        elif words and self.side.model.rows and not self.writer.dirty and self._stack.currentWidget() is self.editor:
            self.show_memo(self.side.model.rows[0].id)  # what was found, not what was read before

    def go_to_search(self) -> None:
        """Search the memos."""
        self.show_mode("list")
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def nothing(self) -> str:
        """What is said where no memo is listed; empty where one is."""
        return self.side.nothing()

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "memo" and self._session.is_open:
            if self._keeping_up.stale:
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
            self.editor.mark_words(self.search.text())
        if memo_id != self.side.chosen_id() and self.model.row_of(memo_id) >= 0:
            self.side.point_at(memo_id)
        self._show_shown()

    def _show_shown(self) -> None:
        row, begun = self.writer.row, self.writer.beginning
        self._memo.setVisible(row is not None or begun is not None)
        may_write = self._session.is_open and self._session.project.writable
        self.head.show_tags(() if row is None else row.tags, may_tag=may_write and row is not None)
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
        self.side.point_at(None)
        self._show_shown()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the memo that is chosen; undo brings it back."""
        from qda.memos import service

        chosen = self.side.chosen_id()
        row = next((row for row in self._all if row.id == chosen), None)
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

    def _ask_tags(self, at: QPoint) -> None:
        self.writer.settle()
        if self.writer.memo_id is not None:
            self.tag_popup.ask([self.writer.memo_id], at)

    def _follow_address(self, guid: str) -> None:
        follow_address(self._session, guid, self.writer.memo_id, self.editor.words())

    def show_on_selected(self) -> None:
        """List all memos on what is selected, from any workspace."""
        from qda.memos import queries
        from qda.memos.service import Target

        selection = self._session.selection
        if not self._is_on():
            self._session.said.emit(_("Select a code, a segment, a source or a case first."))
            return
        target = Target(selection.kind, selection.id)
        self._session.workspace_wanted.emit("memos")
        self.show_mode("list")
        self.search.clear()
        self.filters.clear()
        self.filters.show_on(target, queries.label(self._session.project, target))

    def export(self) -> None:
        """Ask where to, and write all memos as a document (Word, Markdown) or a table."""
        kinds = f"{_('Word')} (*.docx);;{_('Markdown')} (*.md);;{_('Excel')} (*.xlsx);;{_('CSV')} (*.csv)"
        path = ask_where(self, self._session, _("Write all memos"), "memos", kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write all memos to a file, aside."""
        taking.write_all(self._session, self._jobs, path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the list: from writing, from the title, from the search."""
        writing = self.modes.currentWidget() is self._parts and not self.list.hasFocus()
        if event.key() == Qt.Key.Key_Escape and writing:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- list and sorting table -------------------------------------------------------------------

    def show_mode(self, mode: str) -> None:
        """The list, or the sorting table."""
        if not self.isVisible():
            self._session.workspace_wanted.emit("memos")
        if mode == "sorting" and self.sorting is None:
            self._make_sorting()
        self.mode_buttons[mode].setChecked(True)
        part = self.sorting if mode == "sorting" and self.sorting is not None else self._parts
        self.modes.setCurrentWidget(part)
        focus = self.sorting if mode == "sorting" and self.sorting is not None else self.list
        self.setFocusProxy(focus)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_sorting(self) -> None:
        from qda.ui.memos.table.page import SortingTable

        self.writer.settle()
        self.sorting = SortingTable(self._session, self._actions, self._jobs, self.modes)
        self.modes.addWidget(self.sorting)
        self.sorting.memo_wanted.connect(self._open_from_table)
        if self._session.is_open:
            self.sorting.read(self._all)
            QTimer.singleShot(0, self.sorting.table, self.sorting.table.show_all)  # once it has its size

    def _open_from_table(self, memo_id: int) -> None:
        self.show_mode("list")
        self.show_memo(memo_id)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

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

    def _restore(self, number: int) -> None:
        from qda.memos import service

        memo_id = self.writer.memo_id
        if memo_id is not None:
            self._leave_versions()
            self._session.act(service.restore, self._session.project, memo_id, number)
            self._session.said.emit(_("Version {number} is the newest again.").format(number=number))

    def _take_up(self, title: str, text: str) -> None:
        self._leave_versions()
        self.title.setText(title)
        self.editor.selectAll()
        self.editor.insertPlainText(text)  # typed, as it were: Ctrl+Z takes it back
