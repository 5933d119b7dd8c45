"""What the study holds, read once after each change for all screens that show it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.ui.session import Session
from qda.ui.study.outline import Branch, outline

if TYPE_CHECKING:
    from qda.project.glance import Glance
    from qda.project.project import Change
    from qda.sources.queries import SourceRow
    from qda.study.queries import ParticipantRow, StudyRow, UnitRow

_TABLES = (
    *("study", "research_question", "data_set", "unit", "case", "participant", "participant_case"),
    *("source", "source_participant", "text_version", "speaker", "passage"),
)
_PAUSE = 150  # milliseconds between two readings while changes pour in, as in an import of many files
_LONGEST = 1000


class Contents(QObject):
    """Units with cases, participants and sources of the open project; empty without one.

    While a project is only glanced at there are branches, and nothing else.
    The first change of a series is read at once, what follows is gathered.
    """

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._stale = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._on_pause)
        self._empty()
        session.glanced.connect(self._on_glanced)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        if session.is_open:
            self._read()
        elif session.glance is not None:
            self._on_glanced(session.glance)

    @classmethod
    def of(cls, session: Session) -> Contents:
        """The contents of a session's project; all screens share one."""
        return session.findChild(cls) or cls(session)

    def _empty(self) -> None:
        self.study: StudyRow | None = None
        self.units: list[UnitRow] = []
        self.people: list[ParticipantRow] = []
        self.sources: list[SourceRow] = []
        self.branches: tuple[Branch, ...] = ()  # units, cases and sources as a tree

    def source(self, source_id: int | None) -> SourceRow | None:
        """One source; None when it is gone."""
        return next((row for row in self.sources if row.id == source_id), None)

    def case_names(self) -> dict[int, str]:
        """The names of all cases by id, in order."""
        return {case.id: case.name for unit in self.units for case in unit.cases}

    def _read(self) -> None:
        from qda.sources import queries as sources
        from qda.study import queries as study

        started = time.monotonic()
        project = self._session.project
        self.study = study.study(project)
        self.units = study.units(project)
        self.people = study.participants(project)
        self.sources = sources.rows(project)
        self.branches = outline(self.units, self.sources)
        self._stale = False
        took = round((time.monotonic() - started) * 1000)
        # A machine that stood still for a moment must not keep the study out of date for many.
        self._pause.start(min(_LONGEST, max(_PAUSE, took * 8)))

    def _on_glanced(self, glance: Glance | None) -> None:
        self._empty()
        if glance is not None:
            self.branches = outline(glance.units, glance.sources)
        self.changed.emit()

    def _on_opened(self) -> None:
        self._read()
        self.changed.emit()

    def _on_closed(self) -> None:
        self._pause.stop()
        self._empty()
        self.changed.emit()

    def _on_changed(self, change: Change) -> None:
        if not change.touches(*_TABLES):
            return
        self._stale = True
        if not self._pause.isActive():
            self._on_pause()

    def _on_pause(self) -> None:
        if self._stale and self._session.is_open:
            self._read()
            self.changed.emit()
