"""The actions of the Categories workspace: what keys, menus and the palette do to categories and properties."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.menus import add_entry
from qda.ui.session import Session
from qda.ui.working.at_hand import code_chosen

if TYPE_CHECKING:
    from qda.coding.properties import PropertyRow
    from qda.ui.coding.categories.page import CategoriesPage

_ON_CATEGORY = (
    *("category.raise", "category.raise_theme", "category.lower", "category.core", "-"),
    *("category.theme", "category.out", "category.new", "-", "category.property", "relation.add", "-"),
    *("code.test", "code.biography", "compare.send"),
)
_ON_PROPERTY = (
    *("category.pick", "-", "category.property", "category.rename_property", "category.describe", "-"),
    *("category.dimension", "category.poles", "category.turn", "-", "category.up", "category.down", "-"),
    *("category.delete_property", "category.save"),
)
_RANK = {"initial": 0, "focused": 1, "category": 2, "theme": 3}


def grid_hints() -> tuple[tuple[str, str], ...]:
    """The keys of the grid, and what they do."""
    return (
        ("Enter", _("evidence")),
        ("E", _("choose evidence")),
        ("P", _("property")),
        ("D", _("dimension")),
        ("O", _("poles")),
        ("T", _("turn round")),
        ("B", _("describe")),
        ("F2", _("rename")),
        ("Ctrl+Shift+U", _("relate")),
        ("Shift+F5", _("saturation")),
    )


def list_hints() -> tuple[tuple[str, str], ...]:
    """The keys in the list of categories."""
    return (
        ("Enter", _("to the grid")),
        ("P", _("property")),
        ("Ctrl+Shift+C", _("raise")),
        ("Ctrl+Shift+U", _("relate")),
        ("Shift+F5", _("saturation")),
    )


def saturation_hints() -> tuple[tuple[str, str], ...]:
    """The keys beside the curve and in the log."""
    return (
        ("Space", _("coded or not")),
        ("F2", _("write in the cell")),
        ("Enter", _("open the source")),
        ("Ins", _("add a gap")),
        ("Ctrl+Shift+S", _("judge")),
        ("Shift+F5", _("grid")),
    )


class CategoryKeys(QObject):
    """Adds the actions of a page; those on codes work from anywhere in the window."""

    def __init__(self, session: Session, actions: Actions, page: CategoriesPage) -> None:
        super().__init__(page)
        self._session = session
        self._actions = actions
        self._page = page
        self._book = CodeBook.of(session)
        self._acts = page.acts
        self._work = page.work
        self._add_for_codes()
        self._add_for_properties()
        for view, names in ((page.list, _ON_CATEGORY), (page.work.grid, _ON_PROPERTY)):
            view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            view.customContextMenuRequested.connect(partial(self._open_menu, view, names))

    def _add_for_codes(self) -> None:
        acts, on, is_ = self._acts, self._on_codes, self._is_of
        add = partial(self._actions.add, menu="&Code", writes=True)
        to_category, to_theme = partial(self._raise, "category"), partial(self._raise, "theme")
        relate, evidence = _("Relate to another code…"), _("Evidence for a property…")
        add("category.raise", _("Raise to category"), on(to_category), keys="Ctrl+Shift+C", when=is_(0, 1))
        add("category.raise_theme", _("Raise to theme"), on(to_theme), when=is_(0, 1, 2))
        add("category.lower", _("Lower to focused code, or theme to category"), on(acts.lower), when=is_(2, 3))
        add("category.core", _("Make it the core category, or no longer"), on(acts.switch_core), when=is_(2, 3))
        add("category.theme", _("Gather under a theme…"), on(acts.ask_theme), when=is_(1, 2))
        add("category.out", _("Take out of its theme"), on(acts.take_out), when=self._is_under_a_theme)
        add("category.new", _("New category…"), acts.ask_new)
        add("category.evidence", evidence, acts.ask_evidence, keys="Ctrl+Shift+H", when=acts.has_words)
        add("relation.add", relate, on(self._relate), keys="Ctrl+Shift+U", when=self._has_code)
        show = _("Relations of this code")
        self._actions.add("relation.show", show, self._show_relations, menu="&Code", when=self._has_code)

    def _add_for_properties(self) -> None:
        add, acts, work, on = self._actions.add, self._acts, self._work, self._on_property
        prop = _("Add a property…")
        # From the list as well, where somebody has just gone to a category, or raised one.
        add("category.property", prop, self._page.ask_property, keys="P", menu="&Code", where=self._page, writes=True,
            when=work.isVisible)  # fmt: skip
        for name, text, keys, act in (
            ("category.dimension", _("Add a dimension…"), "D", on(acts.ask_dimension)),
            ("category.rename_property", _("Rename the property…"), "F2", on(acts.ask_rename)),
            ("category.describe", _("Describe the property…"), "B", on(acts.ask_description)),
            ("category.poles", _("Name the poles…"), "O", self._poles),
            ("category.turn", _("Turn the dimension round"), "T", self._turn),
            ("category.up", _("Move the property up"), "Alt+Up", on(partial(self._move, -1))),
            ("category.down", _("Move the property down"), "Alt+Down", on(partial(self._move, 1))),
            ("category.delete_property", _("Delete the dimension, or the property"), "Del", on(self._delete)),
            ("category.pick", _("Choose evidence among the segments"), "E", work.choose_evidence),
        ):
            may = self._has_dimension if name == "category.turn" else self._has_property
            add(name, text, act, keys=keys, menu="&Code", where=work.upper, writes=True, when=may)
        other = _("Saturation and sampling, or the grid")
        self._actions.add("category.saturation", other, self._page.switch_mode, keys="Shift+F5", menu="&View", hint=_(
            "What is still new, beside what a category has"))  # fmt: skip
        some = _("Save the grid as a table…")
        add("category.save", some, work.ask_where, menu="&Code", where=self._page, when=lambda: bool(work.properties()))

    def _open_menu(self, view: QAbstractItemView, names: tuple[str, ...], point: QPoint) -> None:
        """What can be done to what is under the mouse."""
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            if name == "-":
                menu.addSeparator()
            else:
                add_entry(menu, self._actions, name)
        menu.popup(view.viewport().mapToGlobal(point))

    # --- on codes ---------------------------------------------------------------------------------

    def _on_codes(self, act: Callable[[list[int]], object]) -> Callable[[], None]:
        """Do something to the code that the work is about, on the page or elsewhere."""

        def run() -> None:
            code_id = self._at_hand()
            if code_id is not None:
                act([code_id])
            else:
                self._session.said.emit(_("Choose a code first."))

        return run

    def _at_hand(self) -> int | None:
        page, focus = self._page, QApplication.focusWidget()
        here = page.isVisible() and focus is not None and page.isAncestorOf(focus)
        chosen = code_chosen(self._session)
        if chosen is not None and chosen in self._book and not here:
            return chosen
        return page.chosen if page.isVisible() else None

    def _raise(self, level: Literal["category", "theme"], ids: list[int]) -> None:
        self._acts.raise_to(ids, level)

    def _relate(self, ids: list[int]) -> None:
        self._acts.ask_relation(ids[0])

    # --- when they can be done --------------------------------------------------------------------

    def _has_code(self) -> bool:
        return self._at_hand() is not None

    def _is_of(self, *ranks: int) -> Callable[[], bool]:
        """Whether the code at hand is of one of these levels: 0 is initial, 3 a theme."""

        def may() -> bool:
            code_id = self._at_hand()
            return code_id is not None and _RANK[self._book.level(code_id)] in ranks

        return may

    def _is_under_a_theme(self) -> bool:
        code_id = self._at_hand()
        return code_id is not None and bool(self._acts.themes_of(code_id))

    def _has_property(self) -> bool:
        return self._work.isVisible() and self._work.property_at_hand() is not None

    def _has_dimension(self) -> bool:
        row = self._work.grid.row_at_hand() if self._work.isVisible() else None
        return row is not None and row.dimension_id is not None

    def _show_relations(self) -> None:
        code_id = self._at_hand()
        if code_id is not None and self._page.findings.row(code_id) is None:
            # Any code may have relations; only categories and themes have a page of their own.
            self._acts.list_relations(code_id)
        else:
            self._page.show_relations()

    # --- on properties ----------------------------------------------------------------------------

    def _on_property(self, act: Callable[[PropertyRow], object]) -> Callable[[], None]:
        def run() -> None:
            if (row := self._work.property_at_hand()) is not None:
                act(row)

        return run

    def _poles(self) -> None:
        row = self._work.grid.row_at_hand()
        if row is not None and row.dimension_id is not None:
            self._acts.ask_poles(row.dimension_id, row.low, row.high)
        else:
            self._on_property(self._acts.ask_dimension)()

    def _turn(self) -> None:
        row = self._work.grid.row_at_hand()
        if row is not None and row.dimension_id is not None:
            self._acts.turn_round(row.dimension_id)

    def _move(self, step: int, row: PropertyRow) -> None:
        self._acts.move_property(self._work.properties(), row.id, step)

    def _delete(self, row: PropertyRow) -> None:
        if (at := self._work.grid.row_at_hand()) is not None:
            self._acts.delete(row, at.dimension_id)
