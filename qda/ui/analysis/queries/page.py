"""Queries: what is asked at the left; the quotes, a matrix that counts them, figures or words at the right."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.analysis.queries.choices import examples
from qda.ui.analysis.queries.frame import QueriesFrame
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.room import Room
from qda.ui.working.saving import write_aside

if TYPE_CHECKING:
    from qda.analysis.queries.asking import Answer
    from qda.analysis.queries.query import Query
    from qda.analysis.segments.ground import Ground
    from qda.export.tables import Table
    from qda.progress import Progress
    from qda.project.project import Change

MODES = ("quotes", "matrix", "together", "figures", "words")
_TOUCHING = (
    *("coding", "segment", "code", "membership", "source", "text_version", "unit", "case", "participant"),
    *("participant_case", "source_participant", "speaker", "passage", "attribute", "attribute_value", "coder"),
)
_LEAST, _BEST = 860, 1080  # pixels for both halves
_PATIENCE = 120


class QueriesPage(QueriesFrame):
    """Five ways to look at what is coded: quotes, matrix, codes together, figures, and the words themselves."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, actions, jobs, parent)
        Room(session, self, lambda: (_LEAST, _BEST))
        self._asking = Latest(jobs)
        self._wrong = ""
        self._news = 0
        self._names = KeepingUp(self, self._follow_names)
        self._origin = ""  # the matrix from which a cell was read
        self._counted: dict[str, bool] = dict.fromkeys(MODES, False)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self.refresh)
        self._add_actions(actions)
        self._follow()
        self._begin()

    def _add_actions(self, actions: Actions) -> None:
        add, menu = actions.add, "&Reports"
        add("query.again", _("Ask or count again"), self.refresh, keys="F5", where=self)
        add("query.add", _("Add a condition"), self._add_condition, keys="Ctrl+Shift+A", where=self)
        add("query.quotes", _("Query: the segments that answer"), lambda: self._go("quotes"), menu=menu)
        add("query.matrix", _("Matrix of codes by cases and the like"), lambda: self._go("matrix"), menu=menu)
        add("query.together", _("Codes that stand together"), lambda: self._go("together"), menu=menu)
        add("query.figures", _("Figures: heat map, bars, portrait, net …"), lambda: self._go("figures"), menu=menu)
        add("query.words", _("Words: how often they fall, and in context"), lambda: self._go("words"), menu=menu)

    def _follow(self) -> None:
        self.modes.idClicked.connect(lambda number: self.show_mode(MODES[number]))
        self.builder.altered.connect(lambda: self.saved.show_query(self.builder.query()))
        self.builder.asked.connect(self.ask)
        self.saved.wanted.connect(self._on_saved)
        self.results.again.connect(self.refresh)
        self.results.back.connect(lambda: self.show_mode(self._origin))
        self.matrix_options.altered.connect(self._soon.start)
        self.together_options.altered.connect(self._soon.start)
        for panel in (self.matrix, self.together):
            panel.wanted.connect(self.read_cell)
            panel.again.connect(self.refresh)
            panel.write_wanted.connect(self._write)
        self.figures.wanted.connect(self.read_cell)
        self._session.opened.connect(self._begin)
        self._session.closing.connect(self._stop)
        self._session.closed.connect(self._begin)
        self._session.changed.connect(self._on_changed)

    # --- the project ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Another project, or none: nothing was asked yet."""
        self._stop()
        self._ground, self._origin = None, ""
        self._counted = dict.fromkeys(MODES, False)
        self.results.clear()
        self.matrix.clear()
        self.together.clear()
        self.figures.clear()
        self.words.clear()
        self.builder.begin()
        self.saved.follow()
        self._follow_names()
        self.show_mode("quotes")

    def _follow_names(self) -> None:
        self._names.caught_up()
        self.builder.forget()
        if self._session.is_open:
            self.matrix_options.follow()
            self.together_options.follow()
            self.figures.options.follow()
            self.words.options.follow()
        self._show_examples()

    def _show_examples(self) -> None:
        while (item := self._examples.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, query in examples(self._session.project) if self._session.is_open else []:
            link = Link(words, partial(self.ask_query, query))
            self._examples.addWidget(link, 0, Qt.AlignmentFlag.AlignHCenter)

    def _stop(self) -> None:
        self._soon.stop()
        self._asking.stop()
        self.figures.stop()
        self.words.stop()

    def _on_changed(self, change: Change) -> None:
        if change.touches("saved_query"):
            self.saved.follow()
        if not change.touches(*_TOUCHING):
            return
        self._news += 1
        self._ground = None
        self._show_stale()
        if change.touches("code", "attribute", "unit", "case", "participant", "source", "coder"):
            self._names.outdate()  # unseen, it would cost every act of others its time

    def _show_stale(self) -> None:
        self.results.set_stale(self.results.answer is not None)
        self.matrix.set_stale(self._counted["matrix"])
        self.together.set_stale(self._counted["together"])
        self.figures.outrun()
        self.words.outrun()

    # --- the five ways ----------------------------------------------------------------------------

    @property
    def mode(self) -> str:
        """What is shown: quotes, matrix, together, figures or words."""
        return MODES[self.modes.checkedId()]

    def _go(self, mode: str) -> None:
        self._session.workspace_wanted.emit("queries")
        self.show_mode(mode)

    def show_mode(self, mode: str) -> None:
        """Show one of the modes; what was not counted yet is counted now."""
        if mode not in MODES:
            return
        self.modes.button(MODES.index(mode)).setChecked(True)
        for key, parts in self._parts.items():
            for part in parts:
                part.setVisible(key == mode)
        if mode == "quotes":
            answer = self.results.answer
            shown = self.empty if answer is None else self.results if answer.places else self.nothing
            self.right.setCurrentWidget(shown)
            self.setFocusProxy(self.builder.rows[0].value if answer is None else self.results)
            return
        panels = (self.matrix, self.together, self.figures.panel, self.words.panel)
        panel = panels[MODES.index(mode) - 1]
        self.right.setCurrentWidget(panel)
        self.setFocusProxy(panel)
        counted = self._counted | {"figures": self.figures.counted, "words": self.words.counted}
        if self._session.is_open and not counted[mode]:
            self.refresh()
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_language_model(self, model: str) -> None:
        """The model that finds base forms; "" for whichever is installed."""
        self.figures.set_language_model(model)
        self.words.set_language_model(model)

    def _add_condition(self) -> None:
        self.show_mode("quotes")
        self.builder.add()

    # --- asking -----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Ask or count anew what is shown."""
        {
            "quotes": self._ask_again,
            "matrix": self._count_matrix,
            "together": self._count_together,
            "figures": self.figures.refresh,
            "words": self.words.refresh,
        }[self.mode]()

    def ask(self) -> None:
        """Ask what stands in the rows."""
        self._origin = ""
        query = self.builder.query()
        if query is not None:
            self._ask(query)

    def _ask_again(self) -> None:
        query = self.builder.query()
        if query is not None:
            self._ask(query)

    def ask_query(self, query: Query) -> None:
        """Put a query into the rows and ask it."""
        self.builder.show_query(query)
        self._origin = ""
        self.show_mode("quotes")
        self._ask(query)

    def read_cell(self, query: Query) -> None:
        """Read the quotes behind a cell; Esc leads back."""
        self._origin = self.mode
        self.builder.show_query(query)
        self.show_mode("quotes")
        self._ask(query)

    def _on_saved(self, stored: str) -> None:
        from qda.analysis.queries import asking
        from qda.analysis.queries.query import from_json

        query = self._session.act(from_json, stored)
        if query is not None:
            self.ask_query(asking.as_named_now(self._session.project, query))

    def _ask(self, query: Query) -> None:
        from qda.analysis.queries import asking

        project, ground = self._session.project, self._ground
        self._run(
            _("Asking"),
            lambda progress: asking.ask(project, query, _read(project, ground, progress), progress),
            self._show,
        )

    def _show(self, answer: Answer) -> None:
        from qda.analysis.queries import telling

        self._counted["quotes"] = True
        self._keep(answer.ground)
        self.results.show_answer(answer, from_matrix=bool(self._origin))
        words = _("No segment answers, of {count}. {query}")
        told = words.format(count=f"{answer.base.segments:,}", query=telling.sentence(answer.query))
        self.nothing.setText(told)
        self.nothing.setAccessibleName(told)
        if self.mode == "quotes":
            self.show_mode("quotes")
            if answer.places and self.isVisible():
                self.results.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count_matrix(self) -> None:
        from qda.analysis.queries import crosstab
        from qda.study import queries

        project, ground = self._session.project, self._ground
        rows, columns = self.matrix_options.axes()
        counted, percent = self.matrix_options.counted.currentData(), self.matrix_options.percent.currentData() or None
        study = queries.study(project).title

        def count(progress: Progress) -> tuple[Any, Ground]:
            here = _read(project, ground, progress)
            return crosstab.cross(project, here, rows, columns, counted, progress), here

        def show(found: tuple[Any, Ground]) -> None:
            self._counted["matrix"] = True
            self._keep(found[1])
            self.matrix.show_matrix(found[0], percent, study)

        self._run(_("Counting"), count, show)

    def _count_together(self) -> None:
        from qda.analysis.queries import cooccurrence, crosstab
        from qda.study import queries

        project, ground = self._session.project, self._ground
        axis, meeting = self.together_options.limits.axis(), self.together_options.meeting()
        study = queries.study(project).title

        def count(progress: Progress) -> tuple[Any, Ground]:
            here = _read(project, ground, progress)
            wanted = crosstab.shown_codes(axis, here)
            return cooccurrence.meet(project, here, wanted, meeting, reach=axis.reach, progress=progress), here

        def show(found: tuple[Any, Ground]) -> None:
            self._counted["together"] = True
            self._keep(found[1])
            self.together.show_together(found[0], study)

        self._run(_("Counting"), count, show)

    def _run(self, text: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        if not self._session.is_open:
            return
        self._stop()
        if self._wrong:  # with the last question
            self._session.withdrawn.emit(self._wrong)
            self._wrong = ""
        news = self._news

        def failed(error: Exception) -> None:
            self._wrong = getattr(error, "sentence", "")
            self._session.failed.emit(error)

        def arrived(found: Any) -> None:
            done(found)
            if news != self._news:  # what came meanwhile was not counted
                self._ground = None
                self._show_stale()

        self._asking.run(text, work, arrived, failed)

    def _write(self, path: Path, tables: Callable[[], Sequence[Table]]) -> None:
        project = self._session.project

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing

            with gate.leaving(project, "matrix", progress=progress) as cleared:
                writing.write(path, clearing.cleaned(cleared, tables()), progress=progress)

        write_aside(self._session, self._jobs, path, work)


def _read(project: Any, ground: Ground | None, progress: Progress) -> Ground:
    """What was read before, or what is read now."""
    from qda.analysis.segments import ground as grounds

    return ground if ground is not None else grounds.load(project, progress)
