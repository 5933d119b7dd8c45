"""The menu bar, made from the actions: those that have a fixed place first, others after them in groups."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

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

_ORDER = (
    *("project.new", "project.open", "project.sample", "-", "project.import", "-"),
    *("project.check", "project.backup", "project.backups", "-", "project.settings", "project.close", "project.quit"),
    *("edit.undo", "edit.redo", "edit.history", "-", "find.in_text", "search.project"),
    *(
        "view.palette",
        "-",
        "workspace.study",
        "workspace.code",
        "workspace.memos",
        "workspace.map",
        "workspace.reports",
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
    *("memo.new"),
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
    for name in _ORDER:
        if name in names or (name == "-" and made and made[-1] != "-"):
            made.append(name)
    kind = ""
    for name in names:
        if name in _ORDER:
            continue
        here = name.partition(".")[0]
        if here != kind and made and made[-1] != "-":
            made.append("-")
        kind = here
        made.append(name)
    while made and made[-1] == "-":
        made.pop()
    return made


class Menus(QObject):
    """Fills a menu bar, and again when actions are added; `recent` is put in as a menu of its own."""

    def __init__(self, bar: QMenuBar, actions: Actions, recent: QMenu) -> None:
        super().__init__(bar)
        self._actions = actions
        self._recent = recent
        self._menus: dict[str, QMenu] = {}
        for name in MENUS:
            menu = bar.addMenu(_(name))
            menu.menuAction().setVisible(False)
            self._menus[name] = menu
        # A screen adds a dozen actions at once: one filling for all of them.
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.fill)
        actions.added.connect(lambda _action: self._later.start())
        self.fill()

    def menu(self, name: str) -> QMenu:
        """The menu of this name. Raises KeyError."""
        return self._menus[name]

    def fill(self) -> None:
        """Put every action in its menu."""
        found = {action.objectName(): action for action in self._actions.all()}
        lists = ordered((name, str(action.property("menu"))) for name, action in found.items())
        found["project.recent"] = self._recent.menuAction()
        if "&Project" in lists and "project.open" in lists["&Project"]:
            lists["&Project"].insert(lists["&Project"].index("project.open") + 1, "project.recent")
        for name, menu in self._menus.items():
            self._fill(menu, [found.get(each) for each in lists.get(name, [])])

    def _fill(self, menu: QMenu, actions: list[QAction | None]) -> None:
        for old in menu.actions():
            menu.removeAction(old)
            if old.isSeparator():
                old.deleteLater()
        for action in actions:
            if action is None:
                menu.addSeparator()
            else:
                menu.addAction(action)
        menu.menuAction().setVisible(bool(actions))
