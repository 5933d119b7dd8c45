"""A workspace of several modes: words above, one page below, each page made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink
from qda.ui.working import focusing

_LINES = 24  # of the window's font; a page has at least that height

Made = Callable[[Session, Actions, Jobs, QWidget | None], QWidget]


@dataclass(frozen=True, slots=True)
class Mode:
    """One page of a workspace: its key, its word, what it is for, and what makes it."""

    key: str
    word: str
    tip: str
    make: Callable[[], Made]


@runtime_checkable
class Shows(Protocol):
    """A page that can choose one of the things on it."""

    def show_thing(self, kind: str, number: int) -> None:
        """Choose the thing of this kind and id."""


class ModesPage(QWidget):
    """The words of the modes and the page of the one that is chosen.

    Each mode is an action as well (`<workspace>.<key>`), so that the palette and the keys find it.
    """

    def __init__(
        self,
        workspace: str,
        modes: Sequence[Mode],
        session: Session,
        actions: Actions,
        jobs: Jobs,
        *,
        name: str,
        menu: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._modes = workspace, tuple(modes)
        self._session, self._actions, self._jobs = session, actions, jobs
        self._pages: dict[str, QWidget] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.setAccessibleName(name)
        self.setObjectName("shellPaper")
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(_("Parts of {workspace}").format(workspace=name))
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, STEP * 2, 0, 0)
        column.setSpacing(STEP)
        row = QVBoxLayout()
        row.setContentsMargins(STEP * 6, 0, STEP * 6, 0)
        row.addWidget(self.tabs)
        column.addLayout(row)
        column.addWidget(self.stack, 1)
        for number, mode in enumerate(self._modes):
            self.tabs.addTab(_(mode.word))
            self.tabs.setTabToolTip(number, _(mode.tip))
            words = _("{workspace}: {part}").format(workspace=name, part=_(mode.word))
            actions.add(f"{workspace}.{mode.key}", words, self._shower(mode.key), menu=menu, hint=_(mode.tip))
        for step, word, keys in (
            (1, _("Next part of {workspace}"), "Ctrl+PgDown"),
            (-1, _("Previous part of {workspace}"), "Ctrl+PgUp"),
        ):
            way = "next" if step > 0 else "previous"
            actions.add(f"{workspace}.{way}_part", word.format(workspace=name), self._turner(step), keys=keys,
                        menu=menu, where=self)  # fmt: skip
        self.tabs.currentChanged.connect(self._on_turned)
        focusing.follow_clicks(self.tabs, lambda: self.page(self.mode))
        session.ink_changed.connect(self._dress)
        session.thing_wanted.connect(self._on_thing)
        self._dress(session.ink)

    def showEvent(self, event: QShowEvent) -> None:
        """The first page is made when the workspace is first seen."""
        super().showEvent(event)
        self._on_turned(self.tabs.currentIndex())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The page that is shown says itself where the keyboard belongs."""
        self.page(self.mode).setFocus(reason)

    @property
    def mode(self) -> str:
        """The key of the mode that is chosen."""
        return self._modes[self.tabs.currentIndex()].key

    def page(self, key: str) -> QWidget:
        """The page of a mode, made if it was not yet. Raises KeyError."""
        if key not in self._pages:
            mode = next((mode for mode in self._modes if mode.key == key), None)
            if mode is None:
                raise KeyError(key)
            area = self._areas[key] = QScrollArea(self.stack)
            area.setObjectName("shellPaper")
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setWidgetResizable(True)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.stack.addWidget(area)
            # Made where it will stand: a page that is put there is dressed anew with all that it holds.
            page = self._pages[key] = mode.make()(self._session, self._actions, self._jobs, area.viewport())
            # On a small screen at 200 % what is too low scrolls, and nothing lies over anything.
            page.setMinimumHeight(_LINES * self.fontMetrics().height())
            area.setWidget(page)
            area.viewport().setAutoFillBackground(False)
            page.setAutoFillBackground(False)
        return self._pages[key]

    def show_mode(self, key: str) -> QWidget:
        """Turn to a mode; gives its page. Raises KeyError."""
        page = self.page(key)
        number = next(number for number, mode in enumerate(self._modes) if mode.key == key)
        self.tabs.setCurrentIndex(number)
        self._turn_to(page)
        return page

    def mode_of(self, kind: str, number: int) -> str | None:
        """The key of the mode in which a thing is shown; None for what is not here."""
        return None

    def _on_thing(self, kind: str, number: int) -> None:
        mode = self.mode_of(kind, number) if self._session.is_open else None
        if mode is not None:
            page = self.show_mode(mode)
            if isinstance(page, Shows):
                page.show_thing(kind, number)

    def _shower(self, key: str) -> Callable[[], None]:
        def show() -> None:
            self._session.workspace_wanted.emit(self._workspace)
            focusing.enter(self.show_mode(key))

        return show

    def _turner(self, step: int) -> Callable[[], None]:
        def turn() -> None:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())
            focusing.enter(self.page(self.mode))

        return turn

    def _on_turned(self, number: int) -> None:
        # A page that is made while the window is put together would cost every start; it is made when it is seen.
        if self.isVisible():
            self._turn_to(self.page(self._modes[number].key))

    def _turn_to(self, page: QWidget) -> None:
        self.stack.setCurrentWidget(next(area for area in self._areas.values() if area.widget() is page))
        self.setFocusProxy(page)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))


def sheet(ink: Ink) -> str:
    """The words of the modes, as the parts of the study look."""
    return f"""
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{
    background: transparent; color: {ink.soft}; border: none; border-bottom: 2px solid transparent;
    padding: 5px 2px; margin-right: 11px;
}}
QTabBar::tab:hover {{ color: {ink.ink}; }}
QTabBar::tab:selected {{ color: {ink.ink}; border-bottom-color: {ink.accent}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:focus {{ color: {ink.accent}; }}
"""
