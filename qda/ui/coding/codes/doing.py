"""What the actions of the code panel do, when they can be done, and the menus that offer them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.book import LEVELS, ROOT, CodeBook
from qda.ui.coding.codes.menu import colour_menu, context_menu, level_words
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.ui.coding.codes.panel import CodePanel


class CodeDoing:
    """Does to the codes that are chosen in a panel what menus and keys ask for."""

    def __init__(self, session: Session, actions: Actions, panel: CodePanel) -> None:
        self._session = session
        self._actions = actions
        self._panel = panel
        self._book = CodeBook.of(session)

    def add_actions(self, here: QWidget) -> None:
        """Make all of them known; the plain keys are for `here` only."""
        one, some = self._is_chosen, partial(self._is_chosen, many=True)
        add = partial(self._actions.add, menu="&Code")
        add("code.apply", _("Apply to the selected words"), self.apply, writes=True, when=self._has_words)
        add("code.new", _("New code…"), self.new_code, keys="Ctrl+Shift+N", writes=True)
        add("code.new_under", _("New code under this one…"), self.new_under, writes=True, when=one)
        add("code.rename", _("Rename the code"), self.rename, keys="F2", where=here, writes=True, when=one)
        add("code.define", _("Define the code"), self.define, keys="Ctrl+Shift+D", when=one)
        add("code.segments", _("Segments of the code"), self.list_segments, keys="Ctrl+Shift+E", when=some)
        for level in LEVELS:
            may = partial(self._is_of_another, level)
            add(f"code.level_{level}", level_words(level), partial(self._set_level, level), writes=True, when=may)
        asking = self._panel.asking
        for name, text, question, keys in (
            ("code.gather", _("Gather under…"), asking.gather, "Ctrl+Shift+G"),
            ("code.move", _("Move under…"), asking.move, ""),
            ("code.merge", _("Merge into…"), asking.merge, ""),
        ):
            add(name, text, partial(self._ask, question), keys=keys, writes=True, when=some)
        add("code.scatter", _("Take out of the cluster"), self._scatter, writes=True, when=self._is_clustered)
        words = _("In the participants’ own words, or not")
        add("code.own_words", words, self._switch_own_words, writes=True, when=one)
        add("code.color", _("Colour of the code…"), self.choose_colour, writes=True, when=some)
        add("code.delete", _("Delete the code"), self.delete, keys="Del", where=here, writes=True, when=some)
        add("code.filter", _("Filter the codes"), self._panel.focus_filter, keys="Ctrl+Shift+K", when=self._has_codes)

    # --- when they can be done --------------------------------------------------------------------

    def _is_chosen(self, *, many: bool = False) -> bool:
        count = len(self._panel.chosen())
        return count > 0 if many else count == 1

    def _is_of_another(self, level: str) -> bool:
        return any(self._book.level(code_id) != level for code_id in self._panel.chosen())

    def _is_clustered(self) -> bool:
        return any(self._book.parent_of(code_id) != ROOT for code_id in self._panel.chosen())

    def _has_words(self) -> bool:
        return bool(self._panel.chosen()) and self._book.has_words()

    def _has_codes(self) -> bool:
        return len(self._book) > 0

    # --- doing ------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Enter or a double click: give the codes to the selected words, or list their segments."""
        if ids := self._panel.chosen():
            self._book.activated.emit(ids)

    def apply(self) -> None:
        """Give the chosen codes to the words that are selected in the text."""
        if ids := self._panel.chosen():
            self._book.apply_wanted.emit(ids)

    def list_segments(self) -> None:
        """List the segments of the chosen codes in the middle."""
        if ids := self._panel.chosen():
            self._book.segments_wanted.emit(ids)

    def rename(self) -> None:
        """Rename in place."""
        ids = self._panel.chosen()
        if ids and self._session.project.writable:
            self._panel.edit_name(ids[0])

    def new_code(self) -> None:
        """Ask for a name and make a code beside the current one."""
        current = self._panel.tree.current()
        self._panel.asking.new(ROOT if current is None else self._book.parent_of(current))

    def new_under(self) -> None:
        """Ask for a name and make a code under the current one."""
        if ids := self._panel.chosen():
            self._panel.asking.new(ids[0])

    def _ask(self, question: Callable[[list[int]], None]) -> None:
        if ids := self._panel.chosen():
            question(ids)

    def delete(self) -> None:
        """Delete the chosen codes; undo brings them back. What stands next to them is chosen then."""
        if ids := self._panel.chosen():
            go_on = self._panel.beside(ids)
            self._panel.acts.delete(ids)
            go_on()

    def _scatter(self) -> None:
        if ids := self._panel.chosen():
            self._panel.acts.scatter(ids)

    def _switch_own_words(self) -> None:
        if ids := self._panel.chosen():
            self._panel.acts.switch_in_vivo(ids[0])

    def _set_level(self, level: str) -> None:
        if ids := self._panel.chosen():
            self._panel.acts.set_level(ids, level)

    def define(self) -> None:
        """Open the fields of the code's definition."""
        if ids := self._panel.chosen():
            self._session.code_wanted.emit(ids[0])  # the window brings the panel out
            self._panel.side.edit_definition()

    # --- menus ------------------------------------------------------------------------------------

    def anchor(self) -> QRect:
        """The row that is asked about, in the window; the filter where none is seen."""
        tree, field = self._panel.tree, self._panel.filter
        index = tree.currentIndex()
        box = tree.visualRect(index) if index.isValid() and tree.isVisible() else QRect()
        widget: QWidget = tree.viewport() if box.isValid() else field
        box = box if box.isValid() else field.rect()
        return QRect(widget.mapTo(widget.window(), box.topLeft()), box.size())

    def open_menu(self, at: QPoint) -> None:
        """Show what can be done to the chosen codes, at a point of the screen."""
        if ids := self._panel.chosen():
            menu = context_menu(self._panel, self._actions, self._colours(ids))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(at)

    def choose_colour(self) -> None:
        """Open the palette at the code."""
        if ids := self._panel.chosen():
            menu = self._colours(ids)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self._panel.window().mapToGlobal(self.anchor().bottomLeft()))

    def _colours(self, ids: list[int]) -> QMenu:
        entry = self._book.get(ids[0])
        menu = colour_menu(self._panel, self._session.ink, entry.color if entry else "")
        menu.triggered.connect(lambda action: self._panel.acts.recolor(ids, action.data()))
        return menu
