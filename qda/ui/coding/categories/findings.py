"""What the Categories workspace knows of the study: counts are read beside the window, properties at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.ui.coding.book import CodeBook
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.coding.grid import By, CategoryRow, Grid, Ground, Overview
    from qda.progress import Progress
    from qda.project.project import Change

# What counts rest on, and what is written on top of it.
_GROUND = (
    *("coding", "segment", "source", "text_version", "code", "membership", "passage", "speaker", "unit", "case"),
    *("participant", "participant_case", "source_participant"),
)
_LIGHT = ("property", "dimension", "evidence", "relation", "relation_type", "core_category")
_FEW = 5_000  # segments
_SOON = 150  # milliseconds: several changes in a row are read once


class Findings(QObject):
    """The overview of all categories and the grid of one; `altered` tells that they may be others."""

    altered = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._ground: Ground | None = None
        self._overview: Overview | None = None
        self._stale = True
        self._active = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._count)
        session.opened.connect(self._forget)
        session.closing.connect(self._forget)
        session.changed.connect(self._on_changed)

    @property
    def counted(self) -> bool:
        """True once counts have been read; until then they are nought and not to be shown."""
        return self._ground is not None

    def set_active(self, active: bool) -> None:
        """Keep up while it is looked at, remember only while it is not."""
        self._active = active
        if active and self._stale and self._session.is_open:
            self._overview = None
            self.altered.emit()
            self._count()

    def _forget(self) -> None:
        self._stop()
        self._ground, self._overview, self._stale = None, None, True
        if self._active and self._session.is_open:
            self._count()

    def _stop(self) -> None:
        self._soon.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_GROUND):
            self._stale = True
            if self._active:
                self._soon.start()
        if change.touches(*_GROUND, *_LIGHT):
            self._overview = None
            if self._active:
                self.altered.emit()

    def _count(self) -> None:
        """Read what is coded where, beside the window."""
        if not self._session.is_open:
            return
        self._stop()
        self._stale = False
        project = self._session.project

        def work(_progress: Progress) -> Ground:
            from qda.analysis.coding import grid

            return grid.ground(project)

        def arrived(found: Ground) -> None:
            if self._job is job and self._session.is_open:
                self._job = None
                self._ground, self._overview = found, None
                self.altered.emit()

        # In a small study the counts are there before the page is painted, and nothing changes before one's eyes.
        few = CodeBook.of(self._session).given() <= _FEW
        job = self._job = self._jobs.aside(work, arrived, at_once=few)

    def counted_ids(self) -> frozenset[int]:
        """The categories and themes whose counts are known; one that was raised just now is not among them yet."""
        return frozenset() if self._ground is None else frozenset(self._ground.counts)

    # --- asking -----------------------------------------------------------------------------------

    def overview(self) -> Overview:
        """All categories and themes; without counts until they have been read."""
        from qda.analysis.coding import grid

        if self._overview is None:
            self._overview = grid.overview(self._session.project, on=self._ground or grid.Ground())
        return self._overview

    def row(self, code_id: int | None) -> CategoryRow | None:
        """One category or theme; None if there is none of this id."""
        return next((row for row in self.overview().rows if row.id == code_id), None)

    def grid(self, code_id: int, by: By) -> Grid | None:
        """The grid of a category; None until it is known what is coded where."""
        from qda.analysis.coding import grid

        return None if self._ground is None else grid.grid(self._session.project, code_id, by, on=self._ground)

    def ground(self) -> Ground | None:
        """What is coded where, as far as it has been read."""
        return self._ground
