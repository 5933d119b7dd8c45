"""How much of each source has been looked at, as a bar: kept in step with the coding without holding it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter

from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.theme import Ink, mixed, qcolor

if TYPE_CHECKING:
    from qda.analysis.segments.coverage import Coverage
    from qda.progress import Progress
    from qda.project.project import Change

_TABLES = ("coding", "segment", "passed_line", "speaker", "source", "text_version")
_HERE = frozenset(  # what is done to the text that is open
    {"codings.apply", "codings.apply_new", "codings.in_vivo", "codings.resize", "lines.pass", "lines.take_up"}
)
_FIRST = 250  # milliseconds: what somebody opens first is painted before all sources are counted
_SOON = 300  # milliseconds after the last coding
_LATER = 1000  # milliseconds, for what may touch every source
_QUICK = 30_000  # words that are counted through within a frame


class Bars(QObject):
    """Coverage by source. A coding in the open text refreshes that source soon; other changes all, a little later."""

    updated = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session)
        self._session = session
        self._jobs = jobs
        self._known: dict[int, Coverage] = {}
        self._one: int | None = None
        self._single: set[int] = set()  # counted by themselves since all were asked for
        self._round = 0  # results of an earlier round are stale
        self._soon = _timer(self, _SOON, self._refresh_one)
        self._later = _timer(self, _LATER, self._refresh_all)
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.changed.connect(self._on_changed)
        if session.is_open:
            self._on_opened()

    @classmethod
    def of(cls, session: Session, jobs: Jobs) -> Bars:
        """The coverage of a session's project; all screens share one."""
        return session.findChild(cls) or cls(session, jobs)

    def of_source(self, source_id: int) -> Coverage | None:
        """Coverage as it was counted last; None before it has been."""
        return self._known.get(source_id)

    def _on_opened(self) -> None:
        self._later.start(_FIRST)

    def _on_closed(self) -> None:
        self._soon.stop()
        self._later.stop()
        self._round += 1
        self._known = {}
        self.updated.emit()

    def _on_changed(self, change: Change) -> None:
        if not change.touches(*_TABLES):
            return
        if change.key in _HERE and self._session.source_id is not None:
            if self._one not in (None, self._session.source_id):
                self._later.start(_LATER)
            self._one = self._session.source_id
            self._soon.start()
        else:
            self._later.start(_LATER)

    def _refresh_one(self) -> None:
        source_id, self._one = self._one, None
        row = Contents.of(self._session).source(source_id)
        if row is None or self._later.isActive():
            return
        project, number = self._session.project, self._round

        def count(_progress: Progress | None = None) -> tuple[int, dict[int, Coverage]]:
            from qda.analysis.segments import coverage

            return number, {row.id: coverage.of_source(project, row.id)}

        if row.words <= _QUICK:
            self._take_one(count())
        else:
            self._jobs.aside(count, self._take_one)

    def _refresh_all(self) -> None:
        if not self._session.is_open:
            return
        self._round += 1
        self._single.clear()
        project, number = self._session.project, self._round

        def count(_progress: Progress) -> tuple[int, dict[int, Coverage]]:
            from qda.analysis.segments import coverage

            return number, coverage.of_all(project)

        self._jobs.aside(count, self._take_all)  # nobody waits for it, and nothing waits behind it

    def _take_one(self, counted: tuple[int, dict[int, Coverage]]) -> None:
        number, found = counted
        if number == self._round and self._session.is_open:
            self._single |= found.keys()
            self._known |= found
            self.updated.emit()

    def _take_all(self, counted: tuple[int, dict[int, Coverage]]) -> None:
        number, found = counted
        if number == self._round and self._session.is_open:
            newer = {source_id: self._known[source_id] for source_id in self._single & self._known.keys()}
            self._known = found | newer
            self.updated.emit()


def _timer(parent: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


def paint_bar(painter: QPainter, box: QRectF, ink: Ink, coded: int, passed: int, lines: int) -> None:
    """A bar of line units: coded, passed over, left."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(qcolor(mixed(ink.faint, ink.panel, 0.28)))
    painter.drawRoundedRect(box, radius, radius)
    if not lines:
        return
    for share, strength in (((coded + passed) / lines, 0.3), (coded / lines, 0.62)):
        if share > 0:
            painter.setBrush(qcolor(mixed(ink.accent, ink.panel, strength)))
            width = max(box.height(), box.width() * min(1.0, share))
            painter.drawRoundedRect(QRectF(box.left(), box.top(), width, box.height()), radius, radius)
