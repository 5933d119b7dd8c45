"""The Categories workspace: raising focused codes, their properties and dimensions, evidence, relations, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.categories.acts import CategoryActs
from qda.ui.coding.categories.findings import Findings
from qda.ui.coding.categories.keys import CategoryKeys, grid_hints, list_hints, saturation_hints
from qda.ui.coding.categories.list import CategoryList
from qda.ui.coding.categories.words import Words, words_sheet
from qda.ui.coding.categories.work import CategoryWork
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.key_hints import KeyHints
from qda.ui.parts.small import Link, heading
from qda.ui.session import Selection, Session
from qda.ui.theme import CORNER, STEP, Ink

if TYPE_CHECKING:
    from qda.project.project import Change
    from qda.ui.coding.saturation.page import SaturationPage

_GRID, _SATURATION = range(2)
_IDLE = 1200  # milliseconds
_RELATION_WORD = 2  # of those beneath the grid
_RELATIONS = ("relation", "relation_type")
_LOW = 400  # pixels
_SOURCES = ("source", "text_version", "segment", "coding")


class CategoriesPage(QWidget):
    """Categories at the left; at the right the grid of the chosen one, or its saturation."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self.chosen: int | None = None
        self.saturation: QWidget | None = None
        self._behind = False  # the grid is that of another category, or older than the study
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.read)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self._make_saturation)
        self.setObjectName("categoriesPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Categories"))
        self.findings = Findings(session, jobs, self)
        self.acts = CategoryActs(session, self._book, self, self._anchor)
        self.setStyleSheet(_sheet(session.ink))
        self._build()
        self._connect()
        self.keys = CategoryKeys(session, actions, self)

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        """From the outside in: what gets another parent is dressed anew with all that it holds."""
        self.stack = QStackedWidget(self)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self.stack)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self._empty())
        self.splitter.addWidget(self._left())
        self.modes = QStackedWidget(self.splitter)
        self.splitter.addWidget(self.modes)
        self.place = QStackedWidget(self.modes)
        self.modes.addWidget(self.place)
        self.work = CategoryWork(self._session, self._jobs, self.findings, self.acts, self.place)
        self.place.addWidget(self.work)
        self.place.addWidget(self._unraised())
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([250, 700])
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self.stack, 1)
        self.hints = KeyHints(self._session, grid_hints(), self)
        foot = QHBoxLayout()
        foot.setContentsMargins(5 * STEP, 0, 5 * STEP, STEP)
        foot.addWidget(self.hints)
        whole.addLayout(foot)

    def _head(self) -> QWidget:
        title = heading(_("Categories"), 1.4)
        title.setWordWrap(False)
        self.words = Words(_("What is shown"), (_("Grid"), _("Saturation and sampling")))
        row = QHBoxLayout()
        row.setContentsMargins(5 * STEP, 3 * STEP, 4 * STEP, 2 * STEP)
        row.setSpacing(3 * STEP)
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self.words)
        head = QWidget()
        head.setLayout(row)
        return head

    def _left(self) -> QWidget:
        self.raise_link = Link(_("Raise"), lambda: self.acts.raise_to(self._ids(), self._next_level()))
        self.lower_link = Link(_("Lower"), lambda: self.acts.lower(self._ids()))
        self.theme_link = Link(_("Theme…"), lambda: self.acts.ask_theme(self._ids()))
        self.links = (self.raise_link, self.lower_link, self.theme_link)
        row = QHBoxLayout()
        row.setContentsMargins(3 * STEP, STEP, 2 * STEP, STEP)
        row.setSpacing(STEP)
        for link in self.links:
            row.addWidget(link)
        row.addStretch(1)
        left = QWidget(self.splitter)
        left.setObjectName("left")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.list = CategoryList(self._session, self._book, left)
        self.list.setMinimumWidth(150)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        return left

    def _unraised(self) -> QWidget:
        """What is shown for a focused code, which is no category yet."""
        self.unraised = Empty("", _("Raise to category"), lambda: self.acts.raise_to(self._ids(), "category"))
        self.raise_here = self.unraised.button
        return self.unraised

    def _empty(self) -> QWidget:
        words = _(
            "A category is a focused code that explains much: raise one here, then give it properties, evidence "
            "and relations. First gather initial codes under focused codes."
        )
        empty = Empty(words, _("Go to the board"), lambda: self._session.workspace_wanted.emit("focus"))
        self.to_board = empty.button
        return empty

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._begin)
        session.closed.connect(self._begin)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        session.thing_wanted.connect(self._on_thing)
        session.ink_changed.connect(self._dress)
        self._book.altered.connect(lambda _ids: self._soon())
        self.findings.altered.connect(self._soon)
        self.list.chosen.connect(self.choose)
        self.list.entered.connect(self._enter)
        self.list.focused.connect(lambda here: self._show_keys(in_list=here))
        self.acts.raised.connect(self._on_raised)
        self._actions.starting.connect(lambda _name: self.work.evidence.settle())
        self.words.chosen.connect(self._on_mode)
        self.work.code_wanted.connect(self.choose)

    # --- keeping up -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Keep up while it is looked at."""
        super().showEvent(event)
        self._take(self._session.selection)
        self.findings.set_active(True)
        self.read()
        self._idle.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember only."""
        super().hideEvent(event)
        self._idle.stop()
        self.work.evidence.settle()
        self.findings.set_active(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low page there is room for the work only."""
        super().resizeEvent(event)
        self._show_hints()

    def _show_hints(self) -> None:
        self.hints.setVisible(self.height() > _LOW and self.stack.currentIndex() == 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the list."""
        super().focusInEvent(event)
        (self.list if self.stack.currentIndex() == 0 else self.to_board).setFocus(event.reason())

    def _begin(self) -> None:
        self.chosen = None
        self.work.code_id = None
        if self._session.is_open and self.isVisible():
            self.read()

    def _soon(self) -> None:
        if self.isVisible():
            self._later.start()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_SOURCES, "code", "membership"):
            self.work.pick.outdate()
            self.work.evidence.forget()
        if change.touches(*_RELATIONS):
            self._soon()

    def read(self) -> None:
        """Show everything as it is now."""
        self._later.stop()
        if not self._session.is_open:
            return
        overview = self.findings.overview()
        some = bool(overview.rows or overview.loose)
        self.stack.setCurrentIndex(0 if some else 1)
        self.words.setVisible(some)
        self._show_hints()
        if not some:
            return
        if self.chosen is None or self.chosen not in self._book:
            # The first category, not the theme above it: that is where the work is.
            rows = sorted(overview.rows, key=lambda row: row.level != "category")
            self.chosen = rows[0].id if rows else overview.loose[0]
        self.list.show_overview(overview, self.chosen, counted=self.findings.counted_ids())
        self._show_chosen()

    def _show_chosen(self) -> None:
        code_id = self.chosen
        raised = self.findings.row(code_id) is not None
        self.place.setCurrentIndex(0 if raised else 1)
        self._show_keys(in_list=self.list.hasFocus())
        level = self._book.level(code_id or 0)
        writable = self._session.project.writable
        self.raise_link.setEnabled(writable and level != "theme")
        self.raise_link.setAccessibleDescription(_("Raise to theme") if level == "category" else _("Raise to category"))
        self.lower_link.setEnabled(writable and raised)
        self.theme_link.setEnabled(writable and level == "category")
        self.raise_here.setVisible(writable)
        if raised:
            # The grid counts all segments of a category: beside the curve nobody sees it.
            self._behind = self.modes.currentIndex() == _SATURATION
            if not self._behind:
                self.work.show_category(code_id)
        elif code_id is not None:
            words = _(
                "{name} is a focused code. Raise it when it explains much of what you see: then it has properties."
            )
            self.unraised.tell(words.format(name=self._book.caption(code_id)))

    def show_relations(self) -> None:
        """Show the relations of the chosen category, and go there."""
        self._session.workspace_wanted.emit("categories")
        self.words.choose(_GRID)
        self.read()
        self.work.show_relations()

    # --- choosing ---------------------------------------------------------------------------------

    def choose(self, code_id: int) -> None:
        """Work on a category, a theme or a focused code; the panels at the right follow."""
        if code_id != self.chosen:
            self.chosen = code_id
            self._later.start()
        self._session.select(Selection("code", code_id))

    def _enter(self) -> None:
        """From the list to the work on what is chosen there; a focused code may be raised by another Enter."""
        self.read()
        if self.stack.currentIndex():
            self.to_board.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.words.current() == _SATURATION and self.saturation is not None:
            self.saturation.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.findings.row(self.chosen) is not None:
            self.work.enter()
        else:
            self.raise_here.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_selected(self, selection: Selection) -> None:
        if not self.isVisible() or not self._session.is_open:
            return
        if selection.kind == "code" and selection.id != self.chosen:
            self._take(selection)
            self._later.start()
        elif selection.kind == "property" and not self.work.grid.hasFocus():
            self._go_to_property(selection.id)
        elif selection.kind == "relation" and not self.work.relations.list.hasFocus():
            self._go_to_relation(selection.id)

    def _on_thing(self, kind: str, number: int) -> None:
        """Show what a memo elsewhere leads to: a step of theoretical sampling."""
        if kind == "sampling" and self._session.is_open:
            self.words.choose(_SATURATION)
            cast("SaturationPage", self.saturation).show_step(number)

    def _go_to_property(self, property_id: int) -> None:
        """Show what a memo elsewhere leads to: the row of a property."""
        from qda.coding import properties

        found = self._session.act(properties.category_of, self._session.project, property_id)
        if found is not None:
            self.chosen = found[0]
            self.words.choose(_GRID)
            self.read()
            self.work.grid.choose(property_id)

    def _go_to_relation(self, relation_id: int) -> None:
        """Show a relation among those of a category that it leads from, or to."""
        from qda.coding import relations

        row = next((each for each in relations.relations(self._session.project) if each.id == relation_id), None)
        if row is not None:
            ends = [code for code in (row.from_id, row.to_id) if self.findings.row(code) is not None]
            self.chosen = self.chosen if self.chosen in ends else ends[0] if ends else self.chosen
            self.words.choose(_GRID)
            self.work.relations.want(relation_id)
            self.read()
            self.work.words.choose(_RELATION_WORD)

    def _on_raised(self, code_id: int) -> None:
        """What was raised elsewhere is what one wants to see here next."""
        self.chosen = code_id
        self._soon()

    def _take(self, selection: Selection) -> None:
        """Follow what is chosen elsewhere: a category, or a focused code."""
        if selection.kind == "code" and self._session.is_open and self._book.level(selection.id) != "initial":
            self.chosen = selection.id

    def _on_mode(self, mode: int) -> None:
        """The grid, or saturation and sampling, which is made when it is first asked for, or nothing else happens."""
        if mode == _SATURATION:
            self._make_saturation()
        self.modes.setCurrentIndex(mode)
        if mode == _GRID and self._behind:
            self._show_chosen()
        self._show_keys(in_list=self.list.hasFocus())
        if self.chosen is not None and mode == _SATURATION:
            self._session.select(Selection("code", self.chosen))

    def _show_keys(self, *, in_list: bool) -> None:
        """The keys that act where the keyboard is."""
        if self.words.current() == _SATURATION:
            self.hints.set_hints(saturation_hints())
        else:
            at_list = in_list or self.place.currentIndex() != 0  # a focused code has no grid to act on
            self.hints.set_hints(list_hints() if at_list else grid_hints())

    def switch_mode(self) -> None:
        """From the grid to saturation and back, with the keyboard; from elsewhere, saturation."""
        here = self.isVisible()
        self._session.workspace_wanted.emit("categories")
        self.words.choose(_GRID if here and self.words.current() == _SATURATION else _SATURATION)
        self._enter()

    def ask_property(self) -> None:
        """Ask for a property of what is chosen now; a focused code has none before it is raised."""
        self.read()
        if self.stack.currentIndex():
            return
        if self.place.currentIndex():
            words = _("{name} is a focused code: raise it to a category first, then it has properties.")
            self._session.said.emit(words.format(name=self._book.caption(self.chosen or 0)))
            self.raise_here.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.words.choose(_GRID)
        self.work.ask_property()

    def make_more(self) -> bool:
        """Make the page of saturation, if it is not there yet."""
        if self.saturation is not None or not self._session.is_open:
            return False
        self._make_saturation()
        return True

    def _make_saturation(self) -> None:
        if self.saturation is None:
            from qda.ui.coding.saturation.page import SaturationPage

            self.saturation = SaturationPage(self._session, self._actions, self._jobs, self.modes)
            self.modes.addWidget(self.saturation)

    # --- acts -------------------------------------------------------------------------------------

    def _anchor(self) -> QRect | None:
        return self.work.anchor()

    def _ids(self) -> list[int]:
        return [] if self.chosen is None else [self.chosen]

    def _next_level(self) -> Literal["category", "theme"]:
        level = self._book.level(self.chosen or 0)
        return "theme" if level == "category" else "category"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the grid, and from there, or from beside the curve, to the list."""
        if event.key() == Qt.Key.Key_Escape:
            seen = self.words.current() == _GRID and self.work.grid.isVisible() and not self.work.grid.hasFocus()
            (self.work.grid if seen else self.list).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    # --- looks ------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(_sheet(ink))
        for view in (self.list, self.work.grid, self.work.evidence.list, self.work.pick.list, self.work.codes.list):
            view.viewport().update()


def _sheet(ink: Ink) -> str:
    return f"""
#categoriesPage {{ background: {ink.paper}; }}
#left {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
#lower {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
QLabel#soft {{ color: {ink.soft}; background: transparent; }}
QSplitter::handle {{ background: {ink.rule}; }}
#list, #categoryList, #kinds {{ background: transparent; border: none; outline: none; color: {ink.ink}; }}
#kinds::item {{ padding: 4px 14px; }}
#kinds::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}
#grid {{
    background: {ink.paper}; border: none; border-top: 1px solid {ink.rule}; outline: none; gridline-color: {ink.rule};
    selection-background-color: transparent;
}}
#grid QHeaderView, #grid QTableCornerButton::section {{ background: {ink.paper}; border: none; }}
#grid QHeaderView::section {{
    background: {ink.paper}; color: {ink.ink}; border: none; border-right: 1px solid {ink.rule};
    border-bottom: 1px solid {ink.rule}; padding: 2px 6px;
}}
QLineEdit {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 3px 8px;
    color: {ink.ink};
}}
QLineEdit:focus {{ border-color: {ink.accent}; }}
{words_sheet(ink)}
"""
