"""The screens of the window by name; each is imported and made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from qda.i18n import N_

if TYPE_CHECKING:
    from qda.ui.actions import Actions
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session

WORKSPACES: dict[str, tuple[str, str]] = {
    "study": (N_("Study"), N_("The study, its units, cases and sources")),
    "code": (N_("Code"), N_("Read and code one source")),
    "focus": (N_("Focus"), N_("Gather initial codes under focused codes")),
    "compare": (N_("Compare"), N_("Put incidents side by side and judge what differs")),
    "categories": (N_("Categories"), N_("Properties, dimensions and relations of categories, and where gaps are")),
    "memos": (N_("Memos"), N_("All memos")),
    "map": (N_("Map"), N_("Categories and how they relate")),
    "cases": (N_("Cases"), N_("Each case, its perspectives, and the cases across")),
    "claims": (N_("Claims"), N_("What the study claims, what it rests on, and what speaks against it")),
    "queries": (N_("Queries"), N_("Ask the coded segments, cross codes with cases, see which stand together")),
    "reports": (N_("Reports"), N_("Tables, to read and to take away")),
}
"""What the bar names, in order, each with a word and what it is; Ctrl+1 is the first, Alt+1 the tenth."""


def make(key: str, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> QWidget:
    """A screen, new; made within `parent` it is dressed once, not again when it is put there. Raises KeyError."""
    return _CLASSES[key]()(session, actions, jobs, parent)


Made = Callable[["Session", "Actions", "Jobs", "QWidget | None"], QWidget]


def _study() -> Made:
    from qda.ui.study.page import StudyPage

    return StudyPage


def _code() -> Made:
    from qda.ui.coding.page import CodePage

    return CodePage


def _focus() -> Made:
    from qda.ui.coding.board.page import FocusPage

    return FocusPage


def _compare() -> Made:
    from qda.ui.coding.compare.page import ComparePage

    return ComparePage


def _categories() -> Made:
    from qda.ui.coding.categories.page import CategoriesPage

    return CategoriesPage


def _memos() -> Made:
    from qda.ui.memos.page import MemosPage

    return MemosPage


def _map() -> Made:
    from qda.ui.analysis.maps.page import MapPage

    return MapPage


def _cases() -> Made:
    from qda.ui.cases.page import CasesPage

    return CasesPage


def _claims() -> Made:
    from qda.ui.claims.page import ClaimsPage

    return ClaimsPage


def _queries() -> Made:
    from qda.ui.analysis.queries.page import QueriesPage

    return QueriesPage


def _reports() -> Made:
    from qda.ui.analysis.reports.page import ReportsPage

    return ReportsPage


def _import() -> Made:
    from qda.ui.study.importing.page import ImportPage

    return ImportPage


def _search() -> Made:
    from qda.ui.analysis.search_page import SearchPage

    return SearchPage


def _trace() -> Made:
    from qda.ui.memos.trace_page import TracePage

    return TracePage


def _tree() -> Made:
    from qda.ui.study.tree.page import StudyTree

    return StudyTree


def _codes() -> Made:
    from qda.ui.coding.codes.panel import CodePanel

    return CodePanel


def _memo() -> Made:
    from qda.ui.memos.memo_panel import MemoPanel

    return MemoPanel


_CLASSES: dict[str, Callable[[], Made]] = {
    "study": _study,
    "code": _code,
    "focus": _focus,
    "compare": _compare,
    "categories": _categories,
    "memos": _memos,
    "map": _map,
    "cases": _cases,
    "claims": _claims,
    "queries": _queries,
    "reports": _reports,
    "import": _import,
    "search": _search,
    "trace": _trace,
    "tree": _tree,
    "codes": _codes,
    "memo": _memo,
}
