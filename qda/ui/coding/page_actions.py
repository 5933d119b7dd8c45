"""The actions of the Code workspace: what keys and menus do to words, and when they can."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.actions import Actions

if TYPE_CHECKING:
    from qda.ui.coding.page import CodePage


class PageActions:
    """Makes them known, and does them in the form of the page that is seen."""

    def __init__(self, actions: Actions, page: CodePage) -> None:
        self._actions = actions
        self._page = page
        self._add()

    def _add(self) -> None:
        acts, view = self._page.acts, self._page.view
        for name, text, keys, act, may in (
            ("code.quick", _("Code the words…"), "Ctrl+Return", acts.open_field, acts.can_write),
            ("code.in_vivo", _("Code in vivo"), "Ctrl+Shift+V", acts.in_vivo, acts.has_words),
            ("code.repeat", _("Repeat the last code"), "Ctrl+R", acts.repeat, acts.can_repeat),
            ("code.remove", _("Take a code off…"), "Ctrl+U", acts.take_off, acts.has_coding),
            ("code.recode", _("Recode to…"), "Ctrl+Shift+R", acts.recode, acts.has_coding),
            ("memo.on_words", _("Memo on the words"), "Ctrl+Shift+M", acts.memo, acts.can_write),
        ):
            menu = "&Memo" if name.startswith("memo") else "&Code"
            done, when = partial(self._in_either, name, act), partial(self._may_in_either, name, may)
            self._actions.add(name, text, done, keys=keys, menu=menu, writes=True, when=when)
        for name, text, keys, act in (
            ("select.word", _("Select the word"), "Ctrl+D", view.select_word),
            ("select.line", _("Select the line"), "Ctrl+L", view.select_unit),
            ("select.sentence", _("Select the sentence"), "Ctrl+Shift+L", view.select_sentence),
            ("select.turn", _("Select the turn"), "Ctrl+Shift+T", view.select_turn),
            ("select.more", _("Select more"), "Ctrl+G", view.grow_selection),
            ("code.next", _("Next coding"), "Alt+Down", partial(view.next_coding, 1)),
            ("code.previous", _("Previous coding"), "Alt+Up", partial(view.next_coding, -1)),
        ):
            menu = "&Edit" if name.startswith("select") else "&Code"
            may = acts.has_codings if name.startswith("code") else self.is_text_seen
            self._actions.add(name, text, partial(self._in_text, act), keys=keys, menu=menu, when=may)
        add, there = self._actions.add, self._is_source_shown
        add("code.remove_current", _("Take off the coding at hand"), acts.take_off_current, keys="Del", where=view)
        add("find.in_text", _("Find in this text"), self._page.find_words, keys="Ctrl+F", menu="&Edit", when=there)
        add("view.lines", _("Line by line"), self._page.toggle_lines, keys="F6", menu="&View", when=there)
        lost = _("Segments without words…")
        add("source.lost", lost, self._page.show_lost, menu="&Edit", when=lambda: not self._page.head.lost.isHidden())
        add("source.correct", _("Correct this text…"), self._page.correct, menu="&Edit", writes=True, when=there)

    def _is_source_shown(self) -> bool:
        return self._page.shown.source is not None

    def is_text_seen(self) -> bool:
        """True if a text is shown as a text."""
        return self._page.view.isVisible() and self._page.shown.source is not None

    def _in_text(self, act: Callable[[], object]) -> None:
        """What is for the text is done only while the text is seen."""
        if self.is_text_seen():
            act()

    def _in_either(self, name: str, act: Callable[[], object]) -> None:
        """What the text and line by line both can do is done in that which is seen."""
        if self._page.lines is not None and self._page.lines.isVisible():
            self._page.lines.keys.do(name)
        else:
            self._in_text(act)

    def _may_in_either(self, name: str, may: Callable[[], bool]) -> bool:
        if self._page.lines is not None and self._page.lines.isVisible():
            return self._page.lines.keys.can(name)
        return self.is_text_seen() and may()
