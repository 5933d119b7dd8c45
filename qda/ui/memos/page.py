"""The Memos workspace: one place for all memos, with the one being read or written beside the list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.memos.editor import MemoEditor
from qda.ui.memos.filters import Filters
from qda.ui.memos.links import LinkRow, follow_address
from qda.ui.memos.memo_head import MemoHead
from qda.ui.memos.memo_list import MEMO_ROLE, MemoDelegate, MemoModel, sorted_rows
from qda.ui.memos.tag_popup import TagPopup
from qda.ui.memos.versions import Versions
from qda.ui.memos.words import moment
from qda.ui.memos.writer import Beginning, MemoWriter
from qda.ui.parts import Link, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.memos.finding import Facets, Finder
    from qda.memos.queries import MemoRow
    from qda.memos.service import Target
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.ui.memos.table_page import SortingTable

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
        self._finder: Finder | None = None
        self.sorting: SortingTable | None = None
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
        actions.add("memo.tag", _("Tag the memo…"), self.head.ask_tags, keys="Ctrl+Shift+X", menu="&Memo", where=self)
        actions.add("memo.versions", _("Versions of the memo"), self.show_versions, menu="&Memo", where=self)
        actions.add("memo.list", _("Memos as a list"), partial(self.show_mode, "list"), menu="&Memo")
        text = _("Memos on the sorting table")
        actions.add("memo.sorting", text, partial(self.show_mode, "sorting"), keys="Ctrl+Shift+S", menu="&Memo")
        actions.add("memo.on_this", _("All memos on what is selected"), self.show_on_selected, menu="&Memo")
        actions.add("memo.export", _("Write all memos as a document or table…"), self.export, menu="&Memo")
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
        self.modes = QStackedWidget(self)
        self.modes.addWidget(self._parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._mode_line())
        column.addWidget(self.modes, 1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.list.backgroundRole().Base)
        self.setFocusProxy(self.list)

    def _mode_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, 0)
        line.setSpacing(STEP)
        self.mode_buttons: dict[str, QToolButton] = {}
        for key, words in (("list", _("List")), ("sorting", _("Sorting table"))):
            button = QToolButton(self)
            button.setText(words)
            button.setAutoRaise(True)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(_("Memos: {mode}").format(mode=words))
            button.clicked.connect(partial(self.show_mode, key))
            self.mode_buttons[key] = button
            line.addWidget(button)
        self.mode_buttons["list"].setChecked(True)
        line.addStretch(1)
        return line

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
        self.search.setPlaceholderText(_("Search memos: word, “phrase”, begin*"))
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
        head.setContentsMargins(4 * STEP, 2 * STEP, 3 * STEP, STEP)
        head.setSpacing(2 * STEP)
        head.addWidget(self.search)
        self.filters = Filters(side)
        self.filters.facets = self._facets
        self.kind, self.stage, self.sort = self.filters.kind, self.filters.stage, self.filters.sort
        head.addWidget(self.filters)
        head.addLayout(foot)
        head.addWidget(self._nothing)
        return head

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
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        self.search.textChanged.connect(self._filter)
        self.filters.changed.connect(self._filter)
        self.list.selectionModel().currentChanged.connect(self._on_chosen)
        self.list.activated.connect(lambda _index: self.editor.setFocus(Qt.FocusReason.OtherFocusReason))
        self.head.kind_chosen.connect(lambda kind: self._describe(kind=kind))
        self.head.stage_chosen.connect(lambda stage: self._describe(stage=stage))
        self.head.versions_wanted.connect(self.show_versions)
        self.head.tags_wanted.connect(self._ask_tags)
        self.links.detach_wanted.connect(self._detach)
        self.editor.address_clicked.connect(self._follow_address)
        self.versions.restore_wanted.connect(self._restore)
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
        self._all, self._finder = [], None
        self.model.show([])
        if self.sorting is not None:
            self.sorting.clear()
        self._show_shown()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TABLES, *_NAMES) and not self.writer.settling:
            self._stale = True
            if self.isVisible():
                self._later.start()
        elif change.touches(*_SORTED) and self.sorting is not None:
            self.sorting.read(self._all)  # the memos are what they were

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was changed while nobody looked."""
        super().showEvent(event)
        if self._stale and self._session.is_open:
            self.read()

    def read(self) -> None:
        """Read all memos again; what is being written stays."""
        from qda.memos import finding, queries

        if not self._session.is_open:
            return
        self._stale = False
        self._all = queries.memos(self._session.project)
        if self._finder is None:
            self._finder = finding.Finder()
        self._finder.take(self._all)
        self.filters.set_coders(len({row.coder for row in self._all}))
        if self.sorting is not None:
            self.sorting.read(self._all)
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

    def _facets(self) -> Facets | None:
        return None if self._finder is None else self._finder.facets(self.filters.wish(self.search.text()))

    def _filter(self) -> None:
        words = self.search.text()
        found = [] if self._finder is None else self._finder.find(self.filters.wish(words))
        self._choosing = True
        self.model.show(sorted_rows(found, self.sort.choice), words)
        place = self.model.row_of(self.writer.memo_id)
        if place >= 0:
            self.list.setCurrentIndex(self.model.index(place))
        self._choosing = False
        self.editor.mark_words(words)
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
            self.editor.mark_words(self.search.text())
        place = self.model.row_of(memo_id)
        if place >= 0 and place != self.list.currentIndex().row():
            self._choosing = True
            self.list.setCurrentIndex(self.model.index(place))
            self._choosing = False
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

    def _ask_tags(self, at: QPoint) -> None:
        self.writer.settle()
        if self.writer.memo_id is not None:
            self.tag_popup.ask([self.writer.memo_id], at)

    def _follow_address(self, guid: str) -> None:
        follow_address(self._session, guid, self.writer.memo_id, self.editor.words())

    def show_on_selected(self) -> None:
        """List all memos on what is selected, from any workspace."""
        from qda.memos import queries
        from qda.memos.service import TARGETS, Target

        selection = self._session.selection
        if selection.kind not in TARGETS or not selection.id or selection.kind == "memo":
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
        name, _kind = QFileDialog.getSaveFileName(self, _("Write all memos"), "memos.docx", kinds)
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write all memos to a file, aside."""
        project = self._session.project

        def work(progress: Progress) -> None:
            from qda.export import memo_tables

            memo_tables.write_all(project, path, progress=progress)

        told = _("Wrote “{name}”.").format(name=path.name)
        self._jobs.run(_("Writing the memos"), work, lambda _none: self._session.said.emit(told))

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
        from qda.ui.memos.table_page import SortingTable

        self.writer.settle()
        self.sorting = SortingTable(self._session, self._actions, self._jobs, self.modes)
        self.modes.addWidget(self.sorting)
        self.sorting.memo_wanted.connect(self._open_from_table)
        if self._session.is_open:
            self.sorting.read(self._all)
            self.sorting.table.show_all()

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
