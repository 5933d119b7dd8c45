"""One case on one page: what it is and what came of it, its data and people, its codes, memos, maps and claims."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.cases import case_words
from qda.ui.cases.case_parts import CaseList, Links, Writing, sheet
from qda.ui.jobs import Jobs, Latest
from qda.ui.lists.long_words import breakable
from qda.ui.parts.consent_line import kept_back_words
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link, heading
from qda.ui.parts.timeline_view import TimelineView
from qda.ui.parts.turning import Turning
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP, Ink
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.analysis.figures.timeline import Timeline
    from qda.analysis.segments.coverage import Coverage
    from qda.analysis.study.case_view import CaseView
    from qda.flows.withholding.kept_back import KeptBack
    from qda.progress import Progress
    from qda.project.project import Change, Project

_FILES = ("Word (*.docx)", "HTML (*.html)")
_NARROW = 560  # pixels
_PAUSE = 250  # milliseconds
_IGNORED = frozenset({"arrangement", "arrangement_card", "saved_query", "coder", "literature"})


class CasePage(QWidget):
    """The cases at the left, the chosen one at the right; everything on it leads to where it is."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._actions, self._jobs = session, actions, jobs
        self._keeping_up = KeepingUp(self, self.refresh, _PAUSE)
        self._reading = Latest(jobs)
        self._view: CaseView | None = None
        self._shares: dict[int, Coverage] = {}
        self._opened: frozenset[str] = frozenset()
        self.setObjectName("casePage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Case"))
        self._lay_out()
        self.list.chosen.connect(self._on_chosen)
        self.body.wanted.connect(self.follow)
        self.body.reached.connect(self._bring_into_view)
        self.timeline.opened.connect(lambda targets: jumps.choose(session, targets, self))
        self.description.kept.connect(lambda words: self._write("describe_case", words))
        self.summary.kept.connect(lambda words: self._write("summarise_case", words))
        for name, field in (("description", self.description), ("summary", self.summary)):
            Unfinished(session, field, partial(self._about, name, field.accessibleName()))
        session.opened.connect(self._on_opened)
        session.closing.connect(self._keep)
        session.closed.connect(self._on_opened)
        session.changed.connect(self._on_change)
        session.selected.connect(self._on_selected)
        session.ink_changed.connect(self._dress)
        actions.add("case.export", _("Write the report of this case…"), self.ask_export, menu="&Study", where=self)
        actions.add("case.summary", _("Summary of this case"), self._to_summary, menu="&Study", where=self,
                    keys="F2", writes=True)  # fmt: skip
        self._dress(session.ink)

    def _lay_out(self) -> None:
        self.list = CaseList(self._session)
        self.head = heading("", 1.4)
        self._told = QLabel()
        self._told.setObjectName("soft")
        self.memo_link = Link(_("Memo (Ctrl+M)"), self._begin_memo)
        self.export_link = Link(_("Write the report…"), self.ask_export)
        self.description = Writing(_("What the case is"), _("What the case is: who, where, since when."))
        self.summary = Writing(_("Summary"), _("In your own words; Markdown goes into Word."))
        for field in (self.description, self.summary):
            field.setReadOnly(True)  # until it is known what stands in them
        self.timeline = TimelineView(_("Timeline of the case"))
        self.body = Links(_("What belongs to the case"))
        line = QHBoxLayout()
        line.setSpacing(STEP * 3)
        self._told.setWordWrap(True)  # the links beside it stay whole
        for link in (self.memo_link, self.export_link):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        line.addWidget(self._told, 1)
        line.addWidget(self.memo_link)
        line.addWidget(self.export_link)
        self._inner = QWidget()
        self._inner.setObjectName("caseInner")
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(STEP * 5, STEP * 3, STEP * 5, STEP * 5)
        column.setSpacing(STEP * 2)
        self.kept_back = QLabel()
        self.kept_back.setObjectName("amber")
        self.kept_back.setWordWrap(True)
        self.kept_back.setTextFormat(Qt.TextFormat.PlainText)
        self.kept_back.setAccessibleName(_("Consent"))
        self.kept_back.hide()
        column.addWidget(self.head)
        column.addLayout(line)
        column.addWidget(self.kept_back)
        column.addWidget(self.description)
        column.addWidget(_small(_("What the analysis within the case came to")))
        for widget in (self.summary, self.timeline, self.body):
            column.addWidget(widget)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inner)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._beside())
        self._pages.addWidget(self._empty())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)
        self.setFocusProxy(self.list)

    def _beside(self) -> QWidget:
        split = Turning(self, _NARROW, (180, 640), (110, 290), lines=26)
        split.addWidget(self.list)
        split.addWidget(self.area)
        split.setStretchFactor(1, 1)
        split.begin()
        self.list.setMinimumWidth(30 * STEP)
        return split

    def _empty(self) -> QWidget:
        words = _("A case is one embedded instance of a unit of analysis: a team, a family, a board.")
        empty = Empty(words, _("Add units and cases"), self._to_homes)
        self.add_link = empty.button
        return empty

    # --- showing ------------------------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))
        self.timeline.set_ink(ink)
        self._show_body()
        self.list.viewport().update()

    def _on_opened(self) -> None:
        self._view, self._shares, self._opened = None, {}, frozenset()
        for field in (self.description, self.summary):
            field.setReadOnly(True)  # until it is known what stands in them
        self._reading.stop()
        self._keeping_up.renew()

    def _on_change(self, change: Change) -> None:
        if not set(change.rows) <= _IGNORED:
            self._keeping_up.outdate()

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "case" and selection.id != self.list.case_id():
            self.list.go_to(selection.id)

    def refresh(self) -> None:
        """Read the list of cases and the chosen case as they are now."""
        self._keeping_up.caught_up()
        if not self._session.is_open:
            self.list.show_cases((), {})
            self._pages.setCurrentIndex(1)
            return
        from qda.study import queries

        units = queries.units(self._session.project)
        self.list.show_cases(units, self._shares)
        self._pages.setCurrentIndex(0 if any(unit.cases for unit in units) else 1)
        if self.list.case_id() is None:
            chosen = self._session.selection
            self.list.go_to(chosen.id if chosen.kind == "case" else None)
        else:
            self._read()
        project = self._session.project
        self._jobs.aside(lambda _progress: _coverages(project), self._on_shares)

    def _on_shares(self, shares: dict[int, Coverage]) -> None:
        if not self._session.is_open:
            return
        from qda.study import queries

        self._shares = shares
        self.list.show_cases(queries.units(self._session.project), shares)

    def _on_chosen(self, case_id: int) -> None:
        self._keep()
        self._opened = frozenset()
        self._read()
        if self.isVisible():
            self._session.select(Selection("case", case_id))

    def _read(self) -> None:
        case_id = self.list.case_id()
        if case_id is None or not self._session.is_open:
            return
        project = self._session.project
        self._reading.aside(lambda _progress: _read(project, case_id), lambda found: self._on_read(*found))

    def _on_read(self, view: CaseView, timeline: Timeline, kept_back: KeptBack) -> None:
        anew = self._view is None or self._view.id != view.id
        if anew:
            self._keep()  # what was typed meanwhile is about the case that was still shown
        self._view = view
        self.head.setText(breakable(view.name))
        self.head.setAccessibleName(view.name)
        self._told.setText(breakable(f"{view.unit} · {case_words.counts(view)}"))
        self.kept_back.setText(kept_back_words(kept_back))
        self.kept_back.setVisible(bool(kept_back))
        self.description.show_words(view.description, anew=anew)
        self.summary.show_words(view.summary, anew=anew)
        writable = self._session.is_open and self._session.project.writable
        self.description.setReadOnly(not writable)
        self.summary.setReadOnly(not writable)
        self.timeline.show_timeline(timeline)
        self.timeline.setVisible(bool(timeline.lanes))
        self._show_body()
        if anew:
            self.area.verticalScrollBar().setValue(0)

    def _show_body(self) -> None:
        if self._view is not None:
            self.body.setHtml(case_words.body(self._view, self._session.ink, self._opened))

    def _bring_into_view(self, place: QRect) -> None:
        at = self.body.mapTo(self._inner, place.center())
        self.area.ensureVisible(at.x(), at.y(), 0, 60)

    # --- going and writing --------------------------------------------------------------------------------------------

    def follow(self, address: str) -> None:
        """Go where a link leads; `all:initial` shows all codes of a level."""
        kind, _colon, rest = address.partition(":")
        if kind == "all":
            self._opened |= {rest}
            self._show_body()
            return
        number, *place = (int(part) for part in rest.split(":"))
        if len(place) == 2:
            jumps.jump(self._session, kind, number, start=place[0], end=place[1])
        else:
            jumps.jump(self._session, kind, number)

    def _begin_memo(self) -> None:
        case_id = self.list.case_id()
        if case_id is not None:
            self._session.select(Selection("case", case_id))
            if any(action.objectName() == "memo.new" for action in self._actions.all()):
                self._actions.get("memo.new").trigger()

    def _to_homes(self) -> None:
        self._session.workspace_wanted.emit("study")
        if any(action.objectName() == "study.homes" for action in self._actions.all()):
            self._actions.get("study.homes").trigger()

    def _to_summary(self) -> None:
        self.summary.setFocus()
        self.area.ensureWidgetVisible(self.summary)

    def _keep(self) -> None:
        """What is being typed is kept before another case is shown."""
        if self._view is not None:
            self.description.keep()
            self.summary.keep()

    def _about(self, name: str, title: str) -> About | None:
        view = self._view
        return About(f"case.{name}", titled(title, view.name), ("case", view.id)) if view is not None else None

    def _write(self, command: str, words: str) -> None:
        from qda.study import service

        if self._view is not None and self._session.is_open:
            self._session.act(getattr(service, command), self._session.project, self._view.id, words)

    def ask_export(self) -> None:
        """Ask for a file and write the report of this case into it."""
        if self._view is None:
            return
        path = ask_where(self, self._session, _("Write the report of this case"), self._view.name, ";;".join(_FILES))
        if path is not None:
            self.export(path)

    def export(self, path: Path) -> None:
        """Write the report of the chosen case by the name's ending, of what may leave the project."""
        view, project = self._view, self._session.project
        assert view is not None

        def write(progress: Progress) -> None:
            from qda.export import reports, wishes
            from qda.export.leaving import gate

            wish = wishes.Wish("cases", case_ids=(view.id,))
            with gate.leaving(project, "case report", view.name, progress=progress) as cleared:
                reports.write_report(path, cleared, wish, progress)

        write_aside(self._session, self._jobs, path, write)


def _small(words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName("soft")
    label.setWordWrap(True)
    return label


def _coverages(project: Project) -> dict[int, Coverage]:
    from qda.analysis.study import case_view

    return case_view.coverages(project)


def _read(project: Project, case_id: int) -> tuple[CaseView, Timeline, KeptBack]:
    from qda.analysis.figures import timeline
    from qda.analysis.study import case_view
    from qda.flows.withholding.kept_back import kept_back

    view = case_view.of_case(project, case_id)
    return view, timeline.of_case(project, case_id), kept_back(project, view, [person.id for person in view.people])
