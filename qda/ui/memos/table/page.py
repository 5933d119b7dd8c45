"""The sorting table: the heap of memos, the plane where they are laid out, and the outline that comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.memos import taking
from qda.ui.memos.listed.rows import MemoDelegate, MemoModel, answers
from qda.ui.memos.table import access
from qda.ui.memos.table.model import SortingModel
from qda.ui.memos.table.outline import OutlineSide
from qda.ui.memos.table.parts import Heap, NameField
from qda.ui.memos.table.view import TableView
from qda.ui.memos.words import day, moment
from qda.ui.parts.small import ElidedLabel, Link, Tick, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.room import Room, by_letters
from qda.ui.working.saving import ask_where

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow


_ROOM, _OUTLINED = 124, 68  # mean characters of the window's font


class SortingTable(QWidget):
    """One arrangement at a time, with its heap and its outline."""

    memo_wanted = Signal(int)  # open this memo for writing

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        Room(session, self, by_letters(self, _ROOM))  # cards want to lie side by side
        self._naming = ""
        self.sorting = SortingModel(session, self)
        access.install()
        self._build()
        self._connect()
        self._add_actions()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the outline gives way to the table."""
        super().resizeEvent(event)
        self._outlined.setVisible(self.width() >= self.fontMetrics().averageCharWidth() * _OUTLINED)

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self.table = TableView(self._session, self.sorting, self)
        self.outline = OutlineSide(self._session, self.sorting, self)
        self.parts = QSplitter(Qt.Orientation.Horizontal, self)
        self.parts.addWidget(self._heap_side())
        self.parts.addWidget(self.table)
        self._outlined = self._outline_side()
        self.parts.addWidget(self._outlined)
        for place, stretch in enumerate((0, 1, 0)):
            self.parts.setStretchFactor(place, stretch)
        self.parts.setSizes([280, 560, 240])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.parts, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QHBoxLayout:
        self.chooser = QToolButton(self)
        self.chooser.setAutoRaise(True)
        self.chooser.setStyleSheet("QToolButton::menu-indicator { image: none; }")  # the words hold one
        self.chooser.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.chooser.setAccessibleName(_("Arrangement"))
        self.chooser.setMenu(QMenu(self.chooser))
        self.name = NameField(self)
        self._told = ElidedLabel("", self)
        self._told.setFont(small_font())
        self._told.setObjectName("soft")
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, STEP, 3 * STEP, STEP)
        row.setSpacing(3 * STEP)
        row.addWidget(self.chooser)
        row.addWidget(self.name, 1)
        row.addWidget(self._told, 1)
        row.addStretch(0)
        self._heading = Link(_("New heading (H)"), self.new_heading, self)
        self._whole = Link(_("Show all"), self.table.show_all, self)
        for link in (self._heading, self._whole):
            row.addWidget(link)
        return row

    def _heap_side(self) -> QWidget:
        side = QWidget(self)
        self._side = side
        self.filter = QLineEdit(side)
        self.filter.setPlaceholderText(_("Not on the table yet"))
        self.filter.setAccessibleName(_("Filter the memos that are not on the table"))
        self.filter.setClearButtonEnabled(True)
        self.model = MemoModel(side)
        self.heap = Heap(side)
        self.heap.setModel(self.model)
        self.heap.setItemDelegate(MemoDelegate(self._session, self.heap))
        self.heap.setAccessibleName(_("Memos that are not on the table"))
        self.heap.setUniformItemSizes(True)
        self.heap.setDragEnabled(True)
        self.heap.setFrameShape(QListView.Shape.NoFrame)
        self.heap.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._heap_told = QLabel("", side)
        self._heap_told.setWordWrap(True)
        self._heap_told.setFont(small_font())
        self._heap_told.setObjectName("soft")
        self._put = Link("", self.put, side)
        self.heap.selectionModel().selectionChanged.connect(lambda _now, _before: self._show_put())
        column = QVBoxLayout(side)
        column.setContentsMargins(2 * STEP, STEP, STEP, STEP)
        column.setSpacing(STEP)
        for part in (self.filter, self._heap_told, self._put):
            column.addWidget(part)
        column.addWidget(self.heap, 1)
        side.setMinimumWidth(120)
        return side

    def _outline_side(self) -> QWidget:
        side = QWidget(self)
        title = QLabel(_("Outline"), side)
        title.setObjectName("soft")
        title.setFont(small_font())
        self._write = Link(_("Word…"), self.export, side)
        self._write.setAccessibleName(_("Write the outline as a Word document or Markdown"))
        self.quotes = Tick(_("with quotes"), side)
        self.quotes.setFont(small_font())
        self.quotes.setChecked(True)
        self.quotes.setAccessibleName(_("Write the words of linked segments too"))
        top = QHBoxLayout()
        top.addWidget(title)
        top.addStretch(1)
        top.addWidget(self._write)
        self._keys = QLabel(_("G gathers · Alt+↑↓ moves · Tab deeper · Shift+Tab less · Del takes out"), side)
        self._keys.setWordWrap(True)
        self._keys.setFont(small_font())
        self._keys.setObjectName("soft")
        self.outline.sentence = _("Choose cards and press G, or drag them here: their order is the outline.")
        column = QVBoxLayout(side)
        column.setContentsMargins(STEP, STEP, 2 * STEP, STEP)
        column.setSpacing(STEP)
        column.addLayout(top)
        column.addWidget(self.quotes)
        column.addWidget(self.outline, 1)
        column.addWidget(self._keys)
        side.setMinimumWidth(130)
        return side

    def _connect(self) -> None:
        self.sorting.altered.connect(self._show_heap)
        self.sorting.listed.connect(self._show_arrangements)
        self.filter.textChanged.connect(self._show_heap)
        self.heap.put_wanted.connect(self._put_from_heap)
        self.heap.doubleClicked.connect(lambda _index: self.put())
        self.table.opened.connect(self.open)
        self.outline.opened.connect(self.open)
        self.table.chosen_changed.connect(self._tell)
        self.table.chosen_changed.connect(partial(access.say, self.table))
        self.table.memos_dropped.connect(self._lay)
        self.table.dragged_outside.connect(self._on_dragged)
        self.table.dropped_outside.connect(self._on_dropped)
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.outline.left.connect(self.table.setFocus)
        self.outline.selectionModel().currentChanged.connect(self._on_entry)
        self.name.given.connect(self._named)
        # What was moved by keys a moment ago is kept before anything else is done, undo for one.
        self._actions.starting.connect(lambda _name: self.table.keep() if self._session.is_open else None)
        self._session.closing.connect(self.table.keep)

    def _add_actions(self) -> None:
        add = self._actions.add
        for name, text, keys, act in (
            ("sorting.gather", _("Gather in the outline"), "G", self.gather),
            ("sorting.heading", _("New heading"), "H", self.new_heading),
            ("sorting.off", _("Take off the table"), "Del", self.take_off),
            ("sorting.retitle", _("Write on the heading"), "F2", self.retitle),
        ):
            add(name, text, act, keys=keys, menu="&Memo", where=self.table, writes=True)
        add("sorting.open", _("Open the memo"), self.open, keys=["Return", "Enter"], menu="&Memo", where=self.table)
        add("sorting.all", _("Choose all cards"), self.table.choose_all, keys="Ctrl+A", menu="&Memo", where=self.table)
        add("sorting.fit", _("Show all cards"), self.table.show_all, keys="A", menu="&Memo", where=self.table)
        add("sorting.put", _("Put memos on the table"), self.put, menu="&Memo", writes=True)
        for name, text, asked in (
            ("sorting.new", _("New arrangement…"), "new"),
            ("sorting.duplicate", _("Duplicate the arrangement…"), "duplicate"),
            ("sorting.rename", _("Rename the arrangement…"), "rename"),
        ):
            add(name, text, partial(self.ask, asked), menu="&Memo", writes=True)
        add("sorting.delete", _("Delete the arrangement"), self.delete, menu="&Memo", writes=True)
        add("sorting.export", _("Write the arrangement as Word or Markdown…"), self.export, menu="&Memo")

    # --- showing ----------------------------------------------------------------------------------

    def read(self, memos: Sequence[MemoRow]) -> None:
        """Show what there is now."""
        self.sorting.read(memos)

    def clear(self) -> None:
        """No study."""
        self.table.give_up()
        self.sorting.clear()

    def _show_heap(self) -> None:
        words = self.filter.text().casefold().split()
        heap = self.sorting.heap()
        found = [row for row in heap if answers(row, words, "", "")]
        self.model.show(found)
        self._put.setVisible(bool(found) and self._session.is_open and self._session.project.writable)
        self._show_put()
        if not self.sorting.memos:
            told = _("There is no memo yet.")
        elif not heap:
            told = _("All memos are on the table.")
        elif len(found) < len(heap):
            told = _("{found} of {all} shown").format(found=len(found), all=len(heap))
        else:
            told = ngettext("{count} memo", "{count} memos", len(heap)).format(count=len(heap))
        self._heap_told.setText(told)
        if not heap and self.sorting.cards and self._side.isAncestorOf(self.focusWidget()):
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._side.setVisible(bool(heap) or not self.sorting.cards)  # an empty heap needs no room
        # On an empty table no key does anything: the keyboard belongs to what can be put there.
        self.setFocusProxy(self.table if self.sorting.cards or not heap else self.heap)
        if self.table.hasFocus() and not self.sorting.cards and heap:
            self.heap.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.sentence = _(
            "Here memos are laid out by hand. Choose some at the left and press Enter, or drag them here."
        )
        self._tell()

    def _show_put(self) -> None:
        count = len(self.heap.chosen())
        if count:
            words = ngettext("Put on the table (Enter)", "Put {count} on the table (Enter)", count)
        else:
            words = _("Put all on the table")
        self._put.set_words(words.format(count=count))

    def _tell(self) -> None:
        count, row = len(self.table.chosen), self.sorting.row
        if count:
            told = ngettext("{count} card chosen", "{count} cards chosen", count).format(count=count)
            told += "  ·  " + _("arrows move, Shift far, Ctrl walks")
        elif row is not None:
            memos = ngettext("{count} memo", "{count} memos", row.memos).format(count=row.memos)
            told = _("of {day}").format(day=moment(row.created_at)) + f" · {memos}"
        else:
            told = ""
        self._told.setText(told)

    def _show_arrangements(self) -> None:
        row = self.sorting.row
        self.chooser.setText(f"{row.name} ▾" if row is not None else _("New arrangement ▾"))
        menu = self.chooser.menu()
        menu.clear()
        for each in self.sorting.arrangements:
            words = f"{each.name}  ({day(each.created_at)})".replace("&", "&&")
            action = menu.addAction(words, partial(self.sorting.show, each.id))
            action.setCheckable(True)
            action.setChecked(each.id == self.sorting.current)
        menu.addSeparator()
        for name in ("sorting.new", "sorting.duplicate", "sorting.rename", "sorting.delete", "sorting.export"):
            menu.addAction(self._actions.get(name))
        self._tell()

    # --- acts -------------------------------------------------------------------------------------

    def _ensure(self) -> bool:
        """An arrangement to lay cards on: the first is made with the day as its name."""
        if not self._session.is_open or not self._session.project.writable:
            return False
        return self.sorting.current is not None or self.sorting.begin(self._fresh_name()) is not None

    def _fresh_name(self) -> str:
        from PySide6.QtCore import QDate, QLocale

        today = QLocale().toString(QDate.currentDate(), "d MMMM yyyy")
        base = _("Sorting of {day}").format(day=today)
        known = {row.name.casefold() for row in self.sorting.arrangements}
        names = [base, *(f"{base} ({number})" for number in range(2, len(known) + 3))]
        return next(name for name in names if name.casefold() not in known)

    def put(self) -> None:
        """Put the chosen memos on the table, or all that the filter shows."""
        ids = self.heap.chosen() or [row.id for row in self.model.rows]
        self._lay(ids, self.table.free_corner())

    def _put_from_heap(self) -> None:
        """Enter puts what is chosen; where nothing is, the memo at the top is chosen first."""
        if self.heap.chosen():
            self.put()
        elif self.model.rows:
            self.heap.setCurrentIndex(self.model.index(0))

    def _lay(self, memo_ids: Sequence[int], place: tuple[float, float]) -> None:
        if memo_ids and self._ensure():
            first = not self.sorting.cards
            made = self.sorting.lay(memo_ids, place)
            self.table.choose(made)
            if made and first:
                self.table.show_all()
                # Once more when the heap has gone: the table has its room then, and the cards may be larger.
                QTimer.singleShot(0, self.table, self.table.show_all)
            elif made:
                self.table.reveal(made[0])
            if self.model.rows and self.heap.hasFocus():
                self.heap.setCurrentIndex(self.model.index(0))

    def gather(self) -> None:
        """Put the chosen cards at the end of the outline, in the order in which they lie: by rows."""
        cards = [self.sorting.cards[card] for card in self.table.chosen if card in self.sorting.cards]
        cards.sort(key=lambda card: (round(card.y / 48), card.x))
        if cards:
            self.sorting.gather([card.id for card in cards])

    def new_heading(self) -> None:
        """A heading of one's own, which is written at once."""
        if self._ensure():
            made = self.sorting.add_heading(_("Heading"), self.table.free_corner())
            if made is not None:
                self.table.choose({made}, made)
                self.table.reveal(made)
                self.retitle()

    def retitle(self) -> None:
        """Write on the heading at hand."""
        card = self.sorting.cards.get(self.table.current or 0)
        if card is not None and card.memo_id is None:
            self._naming = "heading"
            self.name.ask(_("Words of the heading"), card.heading)

    def take_off(self) -> None:
        """Take the chosen cards off the table; the memos stay."""
        self.sorting.take_off(set(self.table.chosen))

    def open(self, card_id: int | None = None) -> None:
        """Open the memo of a card for writing; of a heading, its words."""
        card = self.sorting.cards.get(card_id or self.table.current or 0)
        if card is not None and card.memo_id is not None:
            self.memo_wanted.emit(card.memo_id)
        elif card is not None:
            self.table.choose({card.id}, card.id)
            self.retitle()

    def ask(self, what: str) -> None:
        """Ask for the name of a new arrangement, of a copy, or another name for this one."""
        row = self.sorting.row
        if what != "new" and row is None:
            return
        self._session.workspace_wanted.emit("memos")
        self._naming = what
        name = row.name if row is not None and what == "rename" else self._fresh_name()
        self.name.ask(_("Name of the arrangement"), name)

    def _named(self, words: str) -> None:
        if self._naming == "heading" and self.table.current is not None:
            self.sorting.retitle(self.table.current, words)
        elif self._naming == "new":
            self.sorting.begin(words)
        elif self._naming == "duplicate":
            self.sorting.duplicate(words)
        elif self._naming == "rename":
            self.sorting.rename(words)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def delete(self) -> None:
        """Delete the arrangement that is shown."""
        self.sorting.delete()

    # --- from the table to the outline --------------------------------------------------------------

    def _over_outline(self, at: QPoint) -> QPoint | None:
        point = self.outline.viewport().mapFromGlobal(at)
        return point if self.outline.viewport().rect().contains(point) else None

    def _on_dragged(self, at: QPoint) -> None:
        self.outline.aim(None if at.isNull() else self._over_outline(at))

    def _on_dropped(self, cards: list[int], at: QPoint) -> None:
        point = self._over_outline(at)
        if point is not None:
            self.outline.take(cards, point)

    def _on_entry(self, index: QModelIndex, _before: QModelIndex) -> None:
        card = index.data(Qt.ItemDataRole.UserRole)
        if card is not None and self.outline.hasFocus():
            self.table.choose({card}, card)
            self.table.reveal(card)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("sorting.open", "sorting.gather", "sorting.retitle", "sorting.off", "sorting.heading"):
            menu.addAction(self._actions.get(name))
        menu.popup(at)

    # --- a document of it -------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, and write the arrangement as a document."""
        row = self.sorting.row
        if row is None:
            self._session.said.emit(_("Lay memos out first; the arrangement becomes the document."))
            return
        kinds = f"{_('Word')} (*.docx);;{_('Markdown')} (*.md)"
        path = ask_where(self, self._session, _("Write the arrangement"), row.name, kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the arrangement that is shown, aside."""
        if self.sorting.current is not None:
            taking.write_arrangement(
                self._session, self._jobs, self.sorting.current, path, quotes=self.quotes.isChecked()
            )
