"""The menu bar, made from the actions: those that have a fixed place first, others after them in groups."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QMenuBar, QWidget
from shiboken6 import isValid

from qda.i18n import N_, _
from qda.ui.actions import Actions

MENUS = (
    N_("&Project"),
    N_("&Edit"),
    N_("&View"),
    N_("&Code"),
    N_("&Memo"),
    N_("&Study"),
    N_("&Reports"),
    N_("&Help"),
)

_RECENT = "project.recent"
_ASIDE = (
    # What would make a menu higher than the screen: entries whose ids begin so stand in a menu of their own.
    ("code.level_", N_("Level of the code")),
    ("category.", N_("Category")),
    ("lines.", N_("Line")),
)

_ORDER = (
    *("project.new", "project.new_protected", "project.open", "project.sample", "-"),
    *("project.import", "project.import_folder", "project.import_book", "project.export", "-"),
    *("project.check", "project.backup", "project.backups", "-"),
    *("project.protect", "project.password", "project.unprotect", "project.lock"),
    *("project.forget_password", "project.names", "-"),
    *("project.settings", "project.close", "project.quit"),
    *("edit.undo", "edit.redo", "edit.history", "-", "find.in_text", "search.project"),
    *(
        "view.palette",
        "-",
        "workspace.*",
        "-",
        "view.lines",
        "-",
    ),
    *(
        "view.left",
        "view.right",
        "view.full",
        "-",
        "view.zoom_in",
        "view.zoom_out",
        "view.zoom_reset",
        "view.scheme",
        "view.scheme_system",
        "-",
    ),
    *("focus.message", "focus.study", "focus.text", "focus.codes", "focus.memo"),
    *("code.quick", "code.in_vivo", "code.repeat", "code.remove"),
    "memo.new",
    *("help.manual", "help.keys"),
)


def ordered(actions: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The ids of each menu in order, "-" for a line; from pairs of id and menu. Actions without a menu are left out."""
    menus: dict[str, list[str]] = {}
    for name, menu in actions:
        if menu:
            menus.setdefault(menu, []).append(name)
    return {menu: _grouped(names) for menu, names in menus.items()}


def _grouped(names: list[str]) -> list[str]:
    made: list[str] = []
    for place in _ORDER:
        if place == "-" and made and made[-1] != "-":
            made.append(place)
        # A star stands for all of a kind, in the order in which they were added.
        made += [name for name in names if name == place or (place[-1] == "*" and name.startswith(place[:-1]))]
    kind, placed = "", set(made)
    for name in names:
        if name in placed:
            continue
        here = name.partition(".")[0]
        if here != kind and made and made[-1] != "-":
            made.append("-")
        kind = here
        made.append(name)
    return _without_idle_lines(made)


def add_entry(menu: QMenu, actions: Actions, name: str, *, keys: bool = True) -> QAction:
    """Offer an action in a menu, grey where it can't be done now. Raises KeyError.

    What stands in the menu is a copy: the action itself must answer to its keys whatever was true when a menu opened.
    """
    action = actions.get(name)
    shown = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
    entry = menu.addAction(f"{action.text()}\t{shown}" if shown else action.text())
    entry.setObjectName(name)
    entry.setStatusTip(action.statusTip())
    entry.setEnabled(actions.can(name))
    entry.triggered.connect(action.trigger)
    return entry


class Menus(QObject):
    """Fills a menu bar: each menu as it opens, with what concerns the screens that are seen.

    `recent` is put in as a menu of its own.
    """

    def __init__(self, bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
        super().__init__(bar)
        self._actions = actions
        self._recent = recent
        self._menus: dict[str, QMenu] = {}
        self._lists: dict[str, list[str]] = {}
        self._focus: QWidget | None = None  # what had the keyboard before a menu took it
        for name in MENUS:
            menu = bar.addMenu(_(name))
            menu.menuAction().setVisible(False)
            menu.aboutToShow.connect(partial(self._fill, name))
            self._menus[name] = menu
        # A screen adds a dozen actions at once: one sorting for all of them. What is in a menu it gets as it opens.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._sort)
        actions.added.connect(lambda _action: self._later.start())
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.fill()

    def menu(self, name: str) -> QMenu:
        """The menu of this name. Raises KeyError."""
        return self._menus[name]

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not isinstance(now, (QMenu, QMenuBar)):
            self._focus = now

    def fill(self) -> None:
        """Put every action in its menu; nothing where the window, and its menus with it, is being taken down."""
        if self._sort():
            for name in self._menus:
                self._fill(name)

    def _sort(self) -> bool:
        """Say which action belongs in which menu; False where the menus are gone."""
        if not all(isValid(menu) for menu in self._menus.values()):
            return False
        self._lists = ordered((action.objectName(), str(action.property("menu"))) for action in self._actions.all())
        project = self._lists.get("&Project", [])
        if "project.open" in project:
            project.insert(project.index("project.open") + 1, _RECENT)
        for name, menu in self._menus.items():
            menu.menuAction().setVisible(bool(self._lists.get(name)))
            if menu.isEmpty():
                self._fill(name)  # some systems open no menu that has nothing in it
        return True

    def _fill(self, name: str) -> None:
        menu = self._menus[name]
        menu.clear()
        for old in menu.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
            old.deleteLater()
        names = [each for each in self._lists.get(name, []) if each in ("-", _RECENT) or self._actions.concerns(each)]
        keyless = self._keyless([each for each in names if each not in ("-", _RECENT)])
        for each in _without_idle_lines(names):
            if each == "-":
                menu.addSeparator()
            elif each == _RECENT:
                menu.addAction(self._recent.menuAction())
            else:
                add_entry(self._aside(menu, each), self._actions, each, keys=each not in keyless)

    @staticmethod
    def _aside(menu: QMenu, name: str) -> QMenu:
        """The menu in the menu that an entry stands in, made when first needed; else the menu itself."""
        title = next((_(title) for start, title in _ASIDE if name.startswith(start)), None)
        if title is None:
            return menu
        there = next((action for action in menu.actions() if action.text() == title), None)
        held = QMenu.menuInAction(there) if there is not None else None
        return held if isinstance(held, QMenu) else menu.addMenu(title)

    def _keyless(self, names: list[str]) -> set[str]:
        """Of entries with the same keys, all but the one that they would reach now."""
        reached: dict[str, str] = {}
        for name in sorted(names, key=self._is_far):
            for keys in self._actions.keys_of(name):
                reached.setdefault(keys, name)
        return {name for name in names if any(reached[keys] != name for keys in self._actions.keys_of(name)[:1])}

    def _is_far(self, name: str) -> bool:
        where, focus = self._actions.where(name), self._focus
        if where is None:
            return True
        return focus is None or not isValid(focus) or not (where is focus or where.isAncestorOf(focus))


def _without_idle_lines(names: list[str]) -> list[str]:
    made: list[str] = []
    for name in names:
        if name != "-" or (made and made[-1] != "-"):
            made.append(name)
    while made and made[-1] == "-":
        made.pop()
    return made
