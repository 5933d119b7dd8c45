"""The screens of the window by name; each is imported and made when it is first shown."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.i18n import N_

if TYPE_CHECKING:
    from qda.ui.actions import Actions
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session


@dataclass(frozen=True, slots=True)
class Screen:
    """Where a screen's class is; `word` stands for it in the bar, "" for screens that are not workspaces."""

    module: str
    name: str
    word: str = ""
    tip: str = ""


SCREENS: dict[str, Screen] = {
    "study": Screen("qda.ui.study.page", "StudyPage", N_("Study"), N_("The study, its units, cases and sources")),
    "code": Screen("qda.ui.coding.page", "CodePage", N_("Code"), N_("Read and code one source")),
    "memos": Screen("qda.ui.memos.page", "MemosPage", N_("Memos"), N_("All memos")),
    "map": Screen("qda.ui.analysis.map_page", "MapPage", N_("Map"), N_("Categories and how they relate")),
    "reports": Screen(
        "qda.ui.analysis.reports_page", "ReportsPage", N_("Reports"), N_("Tables, to read and to take away")
    ),
    "import": Screen("qda.ui.study.import_page", "ImportPage"),
    "search": Screen("qda.ui.analysis.search_page", "SearchPage"),
    "tree": Screen("qda.ui.study.tree", "StudyTree"),
    "codes": Screen("qda.ui.coding.code_panel", "CodePanel"),
    "memo": Screen("qda.ui.memos.memo_panel", "MemoPanel"),
}

WORKSPACES = tuple(key for key, screen in SCREENS.items() if screen.word)
"""Those that the bar names, in order; Ctrl+1 is the first."""


def make(key: str, session: Session, actions: Actions, jobs: Jobs) -> QWidget:
    """A screen, new. Raises KeyError."""
    screen = SCREENS[key]
    try:
        made = getattr(import_module(screen.module), screen.name)(session, actions, jobs)
    except ModuleNotFoundError as error:
        if error.name is None or not screen.module.startswith(error.name):
            raise
        return QWidget()  # XXX while it is being written
    assert isinstance(made, QWidget)
    return made
