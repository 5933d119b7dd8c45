"""The actions of the Categories workspace: what keys, menus and the palette do to categories and properties."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.coding.properties import PropertyRow
    from qda.ui.coding.category_page import CategoriesPage

_ON_CATEGORY = (
    *("category.raise", "category.raise_theme", "category.lower", "category.theme", "category.out", "category.new"),
    *("relation.add", "category.property"),
)
_ON_PROPERTY = (
    *("category.pick", "category.property", "category.rename_property", "category.describe", "category.dimension"),
    *("category.poles", "category.turn", "category.up", "category.down", "category.delete_property", "category.save"),
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
        add, acts, on = self._actions.add, self._acts, self._on_codes
        for name, text, keys, act in (
            ("category.raise", _("Raise to category"), "Ctrl+Shift+C", on(lambda ids: acts.raise_to(ids, "category"))),
            ("category.raise_theme", _("Raise to theme"), "", on(lambda ids: acts.raise_to(ids, "theme"))),
            ("category.lower", _("Lower to focused code, or theme to category"), "", on(acts.lower)),
            ("category.theme", _("Gather under a theme…"), "", on(acts.ask_theme)),
            ("category.out", _("Take out of its theme"), "", on(acts.take_out)),
            ("category.new", _("New category…"), "", acts.ask_new),
            ("category.evidence", _("Evidence for a property…"), "Ctrl+Shift+H", acts.ask_evidence),
            ("relation.add", _("Relate to another code…"), "Ctrl+Shift+U", on(lambda ids: acts.ask_relation(ids[0]))),
        ):
            add(name, text, act, keys=keys, menu="&Code", writes=True)
        add("relation.show", _("Relations of this code"), self._show_relations, menu="&Code")

    def _add_for_properties(self) -> None:
        add, acts, work, on = self._actions.add, self._acts, self._work, self._on_property
        for name, text, keys, act in (
            ("category.property", _("Add a property…"), "P", work.ask_property),
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
            add(name, text, act, keys=keys, menu="&Code", where=work.upper, writes=True)
        add("category.save", _("Save the grid as a table…"), work.ask_where, menu="&Code", where=self._page)

    def _open_menu(self, view: QAbstractItemView, names: tuple[str, ...], point: QPoint) -> None:
        """What can be done to what is under the mouse."""
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in names:
            menu.addAction(self._actions.get(name))
        menu.popup(view.viewport().mapToGlobal(point))

    # --- on codes ---------------------------------------------------------------------------------

    def _on_codes(self, act: Callable[[list[int]], object]) -> Callable[[], None]:
        """Do something to the code that the work is about, on the page or elsewhere."""

        def run() -> None:
            page, selection, focus = self._page, self._session.selection, QApplication.focusWidget()
            here = page.isVisible() and focus is not None and page.isAncestorOf(focus)
            if selection.kind == "code" and selection.id in self._book and not here:
                act([selection.id])
            elif page.isVisible() and page.chosen is not None:
                act([page.chosen])
            else:
                self._session.said.emit(_("Choose a code first."))

        return run

    def _show_relations(self) -> None:
        selection = self._session.selection
        if selection.kind == "code" and self._page.findings.row(selection.id) is None:
            # Any code may have relations; only categories and themes have a page of their own.
            self._acts.list_relations(selection.id)
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
