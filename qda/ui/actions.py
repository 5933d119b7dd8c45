"""Everything the window can do, by name: menus, keys, the palette and the page of keys are all made from this list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class Actions(QObject):
    """The actions of one window. `keys` of the user take the place of the usual ones, by the id of the action."""

    added = Signal(object)  # QAction
    starting = Signal(str)  # the id of an action that was triggered, before it does anything
    keys_changed = Signal()

    def __init__(self, window: QWidget, keys: Mapping[str, str] | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._user_keys = dict(keys or {})
        self._actions: dict[str, QAction] = {}
        self._usual: dict[str, list[str]] = {}
        self._keys: dict[str, list[QKeySequence]] = {}
        self._where: dict[str, QWidget] = {}
        self._when: dict[str, Callable[[], bool]] = {}
        self._project_open = False
        self._project_writable = True
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def add(
        self,
        name: str,
        text: str,
        slot: Callable[[], object],
        *,
        keys: str | Sequence[str] = (),
        menu: str = "",
        where: QWidget | None = None,
        needs_project: bool = True,
        writes: bool = False,
        hint: str = "",
        when: Callable[[], bool] | None = None,
    ) -> QAction:
        """Make an action known under an id; a name that is known already is replaced (a screen was made anew).

        `where` limits its keys to a widget and its children, and there they come before the same keys of the window;
        `writes` disables it while a project can only be read. `when` is asked as a menu opens: what can't be done is
        grey there. Its keys still reach it, so that it can say what is missing.
        """
        self._drop(name)
        if when is not None:
            self._when[name] = when
        action = QAction(text, self._window)
        action.setObjectName(name)
        action.setProperty("menu", menu)
        action.setProperty("needs_project", needs_project)
        action.setProperty("writes", writes)
        action.setStatusTip(hint)
        action.triggered.connect(lambda _checked=False: self._run(name, slot))
        self._usual[name] = [keys] if isinstance(keys, str) and keys else list(keys)
        self._actions[name] = action
        self._set_shortcuts(name)
        self._enable(action)
        if where is None:
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            self._window.addAction(action)
        else:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            where.addAction(action)
            self._where[name] = where
        self.added.emit(action)
        return action

    def _run(self, name: str, slot: Callable[[], object]) -> None:
        self.starting.emit(name)
        slot()

    def _drop(self, name: str) -> None:
        old = self._actions.pop(name, None)
        self._where.pop(name, None)
        self._when.pop(name, None)
        if old is not None:
            old.setShortcuts([])  # until it is gone, its keys would be ambiguous
            old.deleteLater()

    def get(self, name: str) -> QAction:
        """The action of this id; raises KeyError."""
        return self._actions[name]

    def where(self, name: str) -> QWidget | None:
        """The widget that an action's keys are limited to; None for the whole window."""
        return self._where.get(name)

    def can(self, name: str) -> bool:
        """True if an action could do something now. Raises KeyError."""
        when = self._when.get(name)
        return self._actions[name].isEnabled() and self.concerns(name) and (when is None or when())

    def concerns(self, name: str) -> bool:
        """False for an action of a screen that is out of sight."""
        where = self._where.get(name)
        return where is None or (isValid(where) and where.isVisible())

    def all(self) -> list[QAction]:
        """All actions in the order they were added."""
        return list(self._actions.values())

    def keys_of(self, name: str) -> list[str]:
        """The keys of an action as text."""
        return [sequence.toString() for sequence in self._keys[name]]

    def set_keys(self, name: str, keys: str | None) -> None:
        """Give an action other keys; None goes back to the usual ones."""
        if keys is None:
            self._user_keys.pop(name, None)
        else:
            self._user_keys[name] = keys
        self._set_shortcuts(name)
        self.keys_changed.emit()

    @property
    def user_keys(self) -> dict[str, str]:
        """What the user changed, for the settings."""
        return dict(self._user_keys)

    def using(self, keys: str) -> str | None:
        """The id of the action that has these keys, if any."""
        wanted = QKeySequence(keys)
        return next((name for name in self._actions if wanted in self._keys[name]), None)

    def project_is(self, *, there: bool, writable: bool = True) -> None:
        """Enable what needs a project, and what writes to it."""
        self._project_open, self._project_writable = there, writable
        for action in self._actions.values():
            self._enable(action)

    def _enable(self, action: QAction) -> None:
        needs, writes = bool(action.property("needs_project")), bool(action.property("writes"))
        action.setEnabled((self._project_open or not needs) and (self._project_writable or not writes))

    def _set_shortcuts(self, name: str) -> None:
        own = self._user_keys.get(name)
        keys = [own] if own is not None else self._usual[name]
        self._keys[name] = [QKeySequence(key) for key in keys if key]
        self._actions[name].setShortcuts(self._keys[name])

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Take from the window's actions the keys that mean something else where the focus is.

        Qt would call such keys ambiguous and do nothing.
        """
        if not isValid(self._window):
            return  # it is being taken down, and its actions are gone before the last focus
        here = {name for name, where in self._where.items() if now is not None and _holds(where, now)}
        taken = {sequence for name in here for sequence in self._keys[name]}
        for name, action in self._actions.items():
            if name not in self._where:
                keys = [sequence for sequence in self._keys[name] if sequence not in taken]
                if keys != action.shortcuts():
                    action.setShortcuts(keys)


def _holds(where: QWidget, widget: QWidget) -> bool:
    # The widget of a screen may be gone while its actions still wait to be deleted.
    return isValid(where) and (where is widget or where.isAncestorOf(widget))
