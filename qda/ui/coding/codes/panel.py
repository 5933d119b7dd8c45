"""The right side: all codes as a tree with a filter, and beneath it the code one is at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QFont, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.coding.bases import Bases
from qda.ui.coding.beneath import Beneath
from qda.ui.coding.book import LEVELS, CodeBook
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.coding.codes.asking import CodeAsking
from qda.ui.coding.codes.doing import CodeDoing
from qda.ui.coding.codes.found import FoundList
from qda.ui.coding.codes.rows import CODE_ROLE, selection_palette
from qda.ui.coding.codes.side import CodeSide
from qda.ui.coding.codes.tree import CodeTree
from qda.ui.jobs import Jobs
from qda.ui.lists import editing
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP

_SIDE = 140  # pixels; less shows no incident
_SOON = 30  # milliseconds
_FOUND = 200  # more would not be read; another letter is quicker


def counts_words(counts: dict[str, int]) -> str:
    """“112 initial · 21 focused · 3 categories”; levels without codes are left out."""
    words = {
        "initial": ngettext("{count} initial", "{count} initial", counts.get("initial", 0)),
        "focused": ngettext("{count} focused", "{count} focused", counts.get("focused", 0)),
        "category": ngettext("{count} category", "{count} categories", counts.get("category", 0)),
        "theme": ngettext("{count} theme", "{count} themes", counts.get("theme", 0)),
    }
    return " · ".join(words[level].format(count=f"{counts[level]:,}") for level in LEVELS if counts.get(level))


class CodePanel(QWidget):
    """Codes: to look up, to apply, to order. What is chosen here is what the session's selection is about."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._book = CodeBook.of(session)
        self.acts = CodeActs(session, self._book)
        self.bases = Bases(session, self._book, jobs, self)
        self.beneath = Beneath(session, self._book, jobs, self)
        self._silent = False
        self._applied = 0
        self._deleted: list[int] = []  # here, and not back yet
        self._soon = QTimer(self, singleShot=True, interval=_SOON)  # the coded words are painted first
        self._soon.timeout.connect(self._show_applied)
        self.setAccessibleName(_("Codes"))
        self.doing = CodeDoing(session, actions, self)
        self.asking = CodeAsking(session, self.acts, self, self.doing.anchor)
        self.asking.answered.connect(self._on_answered)
        self._build()
        self.doing.add_actions(self._stack)
        self._connect()
        self._on_loaded()

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self._counts = ElidedLabel("", self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText(_("Filter codes"))
        self.filter.setAccessibleName(_("Filter codes"))
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        self.tree = CodeTree(self._session, self._book, self)
        self.found = FoundList(self._session, self._book, self)
        self.found.setPalette(selection_palette(self.found.palette()))
        self.found.setDragEnabled(True)
        self._stack = QStackedWidget(self)
        for page in (self.tree, self.found, self._empty_page()):
            self._stack.addWidget(page)
        for view in (self.tree, self.found):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.viewport().setAutoFillBackground(False)
            view.viewport().installEventFilter(self)
        self._none = QLabel(_("No code matches. Esc clears the filter."), self.found)
        self._none.setObjectName("soft")
        self._none.setWordWrap(True)
        self._none.hide()
        inner = QVBoxLayout(self.found.viewport())
        inner.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, STEP)
        inner.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        self.side = CodeSide(self._session, self)
        self._parts = QSplitter(Qt.Orientation.Vertical, self)
        self._parts.addWidget(self._stack)
        self._parts.addWidget(self.side)
        self._parts.setStretchFactor(0, 3)
        self._parts.setStretchFactor(1, 2)
        self._parts.setCollapsible(0, False)
        self.side.unfolded.connect(self._make_room)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2 * STEP, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(self._head())
        inset = QHBoxLayout()
        inset.setContentsMargins(3 * STEP, 0, 3 * STEP, 0)
        inset.addWidget(self.filter)
        column.addLayout(inset)
        column.addWidget(self._parts, 1)
        self.setFocusProxy(self.tree)

    def _make_room(self) -> None:
        tree, side = self._parts.sizes()
        if side < _SIDE:
            self._parts.setSizes([(tree + side) * 3 // 5, (tree + side) * 2 // 5])

    def _head(self) -> QHBoxLayout:
        title = self._title = QLabel(_("Codes"))
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold)
        title.setFont(font)
        title.setObjectName("soft")
        self._counts.setFont(small_font())
        self._counts.setObjectName("soft")
        head = QHBoxLayout()
        head.setContentsMargins(3 * STEP, STEP, 3 * STEP, 0)
        head.setSpacing(2 * STEP)
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self._counts)
        return head

    def _empty_page(self) -> QWidget:
        page = QWidget()
        words = QLabel(_("Codes say what is happening. Select words in a text and press Enter, or make a code here."))
        words.setWordWrap(True)
        words.setObjectName("soft")
        column = QVBoxLayout(page)
        column.setContentsMargins(3 * STEP, 2 * STEP, 3 * STEP, STEP)
        column.addWidget(words)
        self._make_first = Link(_("New code"), self.doing.new_code)
        column.addWidget(self._make_first)
        column.addStretch(1)
        return page

    def _connect(self) -> None:
        session, book, tree = self._session, self._book, self.tree
        session.selected.connect(self._on_session_selected)
        session.code_wanted.connect(self.show_code)
        session.opened.connect(tree.forget)
        session.ink_changed.connect(lambda _ink: self.update())
        book.loaded.connect(self._on_loaded)
        book.restructured.connect(lambda _ids: self._on_loaded())
        book.restructured.connect(lambda _ids: self._show_restored())
        book.altered.connect(lambda _ids: self._show_counts())
        book.applied.connect(self._on_applied)
        self.filter.textChanged.connect(self._filter)
        tree.selectionModel().selectionChanged.connect(lambda _new, _old: self._on_chosen())
        tree.clicked.connect(lambda _index: self._on_chosen())
        tree.letters_typed.connect(self._filter_by)
        tree.moved.connect(self.acts.move)
        tree.merged.connect(self.acts.merge)
        tree.words_dropped.connect(self._book.words_wanted)
        tree.tree_model.renamed.connect(self.acts.rename)
        self.found.selectionModel().currentChanged.connect(lambda _new, _old: self._on_chosen())
        for view in (tree, self.found):
            view.activated.connect(lambda _index: self.doing.activate())
            view.customContextMenuRequested.connect(self._open_menu)

    # --- what is chosen ---------------------------------------------------------------------------

    def chosen(self) -> list[int]:
        """The codes that an action is for."""
        if self._stack.currentWidget() is self.found:
            current = self.found.current()
            return [current] if current else []
        found = self.tree.chosen()
        shown = self.side.code()
        return found or ([shown] if shown is not None else [])

    def beside(self, ids: Sequence[int]) -> Callable[[], None]:
        """How to go on when these codes will be gone: with what stands next to them in the list that is seen."""
        row = self.found.currentIndex().row()
        if self._stack.currentWidget() is self.found:
            return lambda: self.found.choose_row(min(row, self.found.found.rowCount() - 1))
        following = self.tree.next_to(ids)

        def go_on() -> None:
            self._deleted = [code_id for code_id in (*self._deleted, *ids) if code_id not in self._book]
            if ids[0] in self._deleted and following is not None and following in self._book:
                self.tree.show_code(following)

        return go_on

    def _show_restored(self) -> None:
        """An undo that brings codes back shows them, where they stood."""
        back = [code_id for code_id in self._deleted if code_id in self._book]
        self._deleted = [code_id for code_id in self._deleted if code_id not in back]
        if back and not self.filter.text():
            (self.tree if self.tree.hasFocus() else self).show_code(back[-1])

    def show_code(self, code_id: int) -> None:
        """Bring a code into view, and what is known of it; the keyboard and the selection stay where they are."""
        if code_id in self._book:
            with self._quietly():
                self.tree.show_code(code_id)
            self.side.show_code(code_id)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._silent = True
        try:
            yield
        finally:
            self._silent = False

    def _on_chosen(self) -> None:
        in_list = self._stack.currentWidget() is self.found
        current = self.found.current() if in_list else self.tree.current()
        if self._silent or not current or not (in_list or self.tree.chosen()):
            return
        self.side.show_code(current)
        self._session.select(Selection("code", current))

    def _on_session_selected(self, selection: Selection) -> None:
        if selection.kind == "code":
            if selection.id not in self.tree.chosen():
                self.show_code(selection.id)
        elif selection.coding_id is not None and self._session.is_open:
            from qda.coding import lookups

            code_id = lookups.codes_of(self._session.project, [selection.coding_id]).get(selection.coding_id)
            if code_id is not None:
                self.show_code(code_id)
                self.side.show_segment(selection.id)

    def _on_answered(self, code_id: int) -> None:
        self.show_code(code_id)
        self.tree.show_below(code_id)
        self._session.select(Selection("code", code_id))

    def _on_applied(self, code_id: int) -> None:
        self._applied = code_id
        self._soon.start()

    def _show_applied(self) -> None:
        if self.filter.text() or self._applied not in self._book:
            self.side.show_code(self._applied)
        else:
            self.show_code(self._applied)

    def _on_loaded(self) -> None:
        self._show_counts()
        if self.filter.text():
            self._filter()
        else:
            self._stack.setCurrentIndex(0 if len(self._book) else 2)
        self.filter.setEnabled(len(self._book) > 0)
        self._make_first.setVisible(self._session.is_open and self._session.project.writable)

    def counts(self) -> str:
        """What the head says."""
        return self._counts.text()

    def _show_counts(self) -> None:
        self._counts.setText(counts_words(self._book.level_counts()))
        self._settle_head()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts say what they are of: where there is little room they stand alone."""
        super().resizeEvent(event)
        self._settle_head()

    def _settle_head(self) -> None:
        needed = self._title.sizeHint().width() + self._counts.sizeHint().width() + 8 * STEP
        self._title.setVisible(needed <= self.width())

    # --- the filter -------------------------------------------------------------------------------

    def focus_filter(self) -> None:
        """Go to the filter; letters that are typed now take the place of what it holds."""
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.selectAll()

    def _filter_by(self, letters: str) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.insert(letters)

    def _filter(self) -> None:
        words = self.filter.text()
        if not words.strip():
            self._end_filter()
            return
        found = [code_id for code_id, _quality in self._book.find(words, limit=_FOUND)]
        with self._quietly():
            self.found.found.show(found)
            self._stack.setCurrentWidget(self.found)
            self.found.choose_row(0)
        self._none.setVisible(not found)

    def _end_filter(self) -> None:
        was = self.found.current() if self._stack.currentWidget() is self.found else None
        self._stack.setCurrentIndex(0 if len(self._book) else 2)
        if was:
            with self._quietly():
                self.tree.show_code(was)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the filter the arrows and Enter go to the list, Esc clears it; over a code, its base is told."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._filter_key(event)
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return self._ask_base(event.pos(), event.globalPos())
        return super().eventFilter(watched, event)

    def _filter_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._stack.currentWidget() is self.found:
            self.found.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Down:
            self.tree.setFocus(Qt.FocusReason.TabFocusReason)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.doing.activate()
        elif key == Qt.Key.Key_Escape and self.filter.text():
            self.filter.clear()
        else:
            return False
        return True

    # --- tool tips --------------------------------------------------------------------------------

    def _ask_base(self, point: QPoint, at: QPoint) -> bool:
        view = self.found if self._stack.currentWidget() is self.found else self.tree
        index = view.indexAt(point)
        code_id = index.data(CODE_ROLE)
        if code_id is None:
            QToolTip.hideText()
            return True
        box = view.visualRect(index)

        def tell(answered: int, words: str) -> None:
            under = view.indexAt(view.viewport().mapFromGlobal(QCursor.pos()))
            if under.data(CODE_ROLE) == answered:
                QToolTip.showText(at, f"{self._book.name(answered)}\n{words}", view.viewport(), box)

        self.bases.ask(int(code_id), tell)
        return True

    # --- menus and names --------------------------------------------------------------------------

    def _open_menu(self, point: QPoint) -> None:
        view = self.found if self._stack.currentWidget() is self.found else self.tree
        self.doing.open_menu(view.viewport().mapToGlobal(point))

    def edit_name(self, code_id: int) -> None:
        """Rename a code in place, in the tree."""
        if self._stack.currentWidget() is self.found:
            self.filter.clear()
        self.tree.show_code(code_id)
        editing.begin(self.tree, self.tree.tree_model.index_of(code_id))

    # --- where it was left ------------------------------------------------------------------------

    def memory(self) -> dict[str, Any]:
        """Which codes are unfolded, which is at hand, and the first in view."""
        return {"open": sorted(self.tree.expanded_codes()), "code": self.side.code(), "top": self.tree.first_seen()}

    def remember(self, memory: Mapping[str, Any], *, glanced: bool) -> None:
        """Be so again; codes that are gone are left out."""
        unfolded, code, top = memory.get("open"), memory.get("code"), memory.get("top")
        with self._quietly():
            if isinstance(unfolded, list):
                self.tree.collapseAll()
                self.tree.expand_codes(code_id for code_id in unfolded if code_id in self._book)
            if isinstance(code, int) and code in self._book:
                self.tree.show_code(code)
                self.side.show_code(code)
        if isinstance(top, int) and top in self._book:
            self.tree.show_first(top)
