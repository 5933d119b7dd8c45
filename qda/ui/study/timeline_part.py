"""The timeline on the Study page: what dates itself, painted; the phases entered by hand, as a table beneath."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.parts.timeline_view import TimelineView
from qda.ui.session import Session
from qda.ui.study.parts import scrolling, soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.listing import Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP, Ink
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.figures.timeline import Timeline
    from qda.progress import Progress
    from qda.project.project import Change, Project
    from qda.study.phases import PhaseRow

_FILES = ("Word (*.docx)", "PDF (*.pdf)", "SVG (*.svg)", "PNG (*.png)", "Excel (*.xlsx)", "CSV (*.csv)")
_TABLES = (
    *("source", "unit", "case", "data_set", "participant", "memo", "coding", "phase", "instrument", "consent"),
    *("withdrawal", "feedback", "sampling", "saturation_judgement", "category_map", "map_node", "code", "membership"),
)


class TimelinePart(QWidget):
    """The study in time; a click on a mark shows what it is about."""

    sources_wanted = Signal()  # nothing is dated yet

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._keeping_up = KeepingUp(self, self.refresh)
        self._timeline: Timeline | None = None
        self.view = TimelineView(_("Timeline of the study"))
        columns: list[Column[PhaseRow]] = [
            Column(_("Phase"), lambda row: row.name, 22, write=_writer("name"), look="strong"),
            Column(_("Kind"), lambda row: row.kind, 14, write=_writer("kind"), offers=_kinds),
            Column(_("Began"), lambda row: row.began or "", 10, write=_writer("began")),
            Column(_("Ended"), lambda row: row.ended or "", 10, write=_writer("ended")),
            Column(_("Description"), lambda row: row.description, 30, write=_writer("description"), look="soft"),
        ]
        self.phases = Listing(session, columns, lambda row: row.id, _("Phases"), wrap=True, moves=True)
        self._lay_out()
        self.view.opened.connect(lambda targets: jumps.choose(session, targets, self))
        self.phases.delete_wanted.connect(self._delete)
        self.phases.move_wanted.connect(self._move)
        session.opened.connect(self._keeping_up.outdate)
        session.closed.connect(self._keeping_up.outdate)
        session.changed.connect(self._on_change)
        session.ink_changed.connect(self._dress)
        actions.add("timeline.export", _("Write the timeline…"), self.ask_export, menu="&Study", where=self)
        actions.add("timeline.earlier", _("Move the phase up"), lambda: self._move(-1), keys="Alt+Up",
                    where=self.phases, writes=True)  # fmt: skip
        actions.add("timeline.later", _("Move the phase down"), lambda: self._move(1), keys="Alt+Down",
                    where=self.phases, writes=True)  # fmt: skip
        self._dress(session.ink)

    def _lay_out(self) -> None:
        self._told = soft(QLabel())
        self._told.setWordWrap(True)
        self.undated = Link("", self._show_undated)
        self.export_link = Link(_("Write the timeline…"), self.ask_export)
        head = QHBoxLayout()
        head.setSpacing(STEP * 2)
        head.addWidget(self._told, 1)
        head.addWidget(self.undated)
        head.addWidget(self.export_link)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, STEP * 2, 0)
        column.addWidget(self.view)
        column.addStretch(1)
        self.area: QScrollArea = scrolling(inner)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = Empty(
            _("When what was collected, coded and written draws itself here from the dates of sources and memos."),
            _("Give the sources their dates"), self.sources_wanted.emit,
        )  # fmt: skip
        self._pages = QStackedWidget()
        self._pages.addWidget(self.area)
        self._pages.addWidget(self.empty)
        below = QWidget()
        rows = QVBoxLayout(below)
        rows.setContentsMargins(0, STEP * 2, 0, 0)
        rows.addWidget(self.phases, 1)
        rows.addWidget(self._fields())
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._pages)
        split.addWidget(below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([420, 170])
        split.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(STEP)
        outer.addLayout(head)
        outer.addWidget(split, 1)
        self.setFocusProxy(self.view)

    def _fields(self) -> QWidget:
        self.name, self.began, self.ended = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind = ChoiceField(_("Kind"), _kinds)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, STEP)
        line.setSpacing(STEP * 2)
        told = (
            (self.name, _("Phase"), 3),
            (self.kind, _("Kind"), 2),
            (self.began, _("Began"), 2),
            (self.ended, _("Ended"), 2),
        )
        for field in (self.began, self.ended):
            field.setToolTip(_("2010, 2010-07, 2010-07-07 or 7.7.2010"))
        for field, words, share in told:
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            field.returnPressed.connect(self.add)
            line.addWidget(field, share)
        line.addWidget(Link(_("Add"), self.add))
        Unfinished(self._session, self.name, lambda: About("phase.new", _("new phase")), lasting=True)
        self._line = QWidget()
        self._line.setLayout(line)
        return self._line

    # --- showing ------------------------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.view.set_ink(ink)

    def _on_change(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._keeping_up.outdate()

    def refresh(self) -> None:
        """Show the timeline as it is now."""
        self._keeping_up.caught_up()
        self._timeline = None
        rows: list[PhaseRow] = []
        if self._session.is_open:
            from qda.analysis.figures import timeline
            from qda.study import phases

            self._timeline = timeline.of_study(self._session.project)
            rows = phases.rows(self._session.project)
        self.view.show_timeline(self._timeline)
        self.phases.show_rows(rows)
        self.phases.setVisible(bool(rows))
        self._line.setVisible(self._session.is_open and self._session.project.writable)
        found = self._timeline
        self._pages.setCurrentIndex(0 if found is not None and found.lanes else 1)
        self._told.setText(_summary(found))
        undated = len(found.undated) if found is not None else 0
        words = ngettext("{count} source without a date…", "{count} sources without a date…", undated)
        self.undated.set_words(words.format(count=undated))
        self.undated.setVisible(bool(undated))
        self.export_link.setVisible(found is not None and bool(found.lanes))

    def _show_undated(self) -> None:
        if self._timeline is not None:
            jumps.choose(self._session, tuple(("source", number) for number, _name in self._timeline.undated), self)

    # --- changing -----------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Add the phase that was typed; a name is needed."""
        if not self.name.text().strip():
            self.name.setFocus()
            return
        if self._session.act(self._add) is not None:
            for field in (self.name, self.began, self.ended):
                field.clear()
            self.name.setFocus()

    def _add(self) -> int:
        from qda.study import phases

        return phases.add(
            self._session.project,
            self.name.text(),
            kind=self.kind.text(),
            began=self.began.text(),
            ended=self.ended.text(),
        )

    def _move(self, step: int) -> None:
        from qda.study import phases

        rows = self.phases.table.chosen()
        if len(rows) == 1:
            place = [row.id for row in self.phases.rows.rows()].index(rows[0].id)
            self._session.act(phases.move, self._session.project, rows[0].id, place + step)

    def _delete(self, rows: list[PhaseRow]) -> None:
        from qda.study import phases

        self._session.act(phases.delete, self._session.project, [row.id for row in rows])
        what = f"“{rows[0].name}”" if len(rows) == 1 else _("{count} phases").format(count=len(rows))
        self._session.said.emit(_("Deleted {what}.").format(what=what))

    # --- writing ------------------------------------------------------------------------------------------------------

    def ask_export(self) -> None:
        """Ask for a file and write the timeline into it."""
        found = self._timeline
        if found is None or not found.lanes:
            self._session.said.emit(_("Nothing is dated yet."))
            return
        path = ask_where(self, self._session, _("Write the timeline"), _("Timeline"), ";;".join(_FILES))
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the timeline by the name's ending, of what may leave the project."""
        project = self._session.project

        def write(progress: Progress) -> None:
            from qda.analysis.figures import timeline
            from qda.export.leaving import gate
            from qda.export.study import timeline_files

            with gate.leaving(project, "timeline", _("Timeline"), sources=(), progress=progress) as cleared:
                timeline_files.write(path, timeline.of_study(cleared))

        write_aside(self._session, self._jobs, path, write)


def _summary(found: Timeline | None) -> str:
    if found is None or not found.lanes:
        return ""
    told = [_("A mark is a day, a longer one a month or year; a click shows it.")]
    if found.bare:
        words = ngettext("{count} month without data is shaded.", "{count} months without data are shaded.",
                         len(found.bare))  # fmt: skip
        told.append(words.format(count=len(found.bare)))
    return " ".join(told)


def _kinds() -> list[str]:
    from qda.study import phases

    return [_(kind) for kind in phases.KINDS]


def _writer(field: str) -> Callable[[Project, PhaseRow, str], None]:
    def write(project: Project, row: PhaseRow, words: str) -> None:
        from qda.study import phases

        phases.change(project, row.id, **{field: words})

    return write
