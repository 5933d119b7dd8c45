"""What is still new: the curve of new codes, what fills a category, and the log of theoretical sampling beneath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qda.analysis.coding import saturation
from qda.analysis.coding.saturation import Collected, Curve, Filling, Material, Rule
from qda.analysis.coding.saturation_words import last_words, left_out_words, reached_words
from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.saturation.category import filled_words
from qda.ui.coding.saturation.frame import SaturationFrame
from qda.ui.coding.saturation.judging import Judging
from qda.ui.coding.saturation.sampling_acts import SamplingActs
from qda.ui.coding.saturation.saving import Saving
from qda.ui.coding.saturation.sources import SourceLine, lines
from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Selection, Session
from qda.ui.working.room import Room

if TYPE_CHECKING:
    from qda.analysis.coding.saturation import Shown
    from qda.project.project import Change

_CODINGS = ("coding", "segment", "text_version")
_SOURCES = ("source", "unit", "case")
_FILLING = ("property", "dimension", "evidence", "code", "saturation_judgement", "memo")
_LOG = ("sampling", "sampling_source", "property", "code", "source", "memo")
_LEAST, _BEST = 880, 1000  # pixels of the middle, with the categories at the left
_SOON = 150  # milliseconds: while one codes, all is counted anew only when there is a rest


class SaturationPage(SaturationFrame):
    """What is read when, and what is done with it."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, actions, parent)
        Room(session, self, lambda: (_LEAST, _BEST))
        self._material: Material | None = None
        self.curve = Curve("date", (), {}, ())
        self.rule = Rule()
        self.category: int | None = None
        self.filling: Filling | None = None
        self._counting, self._shuffling = Latest(jobs), Latest(jobs)
        self._reading = False
        self._stale = {"codings", "sources", "filling", "log"}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.read)
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.read)
        self.saving = Saving(session, jobs, self, lambda: (self.curve, self.rule, self.filling))
        self.acts = SamplingActs(session, self.log, self)
        self.judging = Judging(session, self.side, lambda: self.category)
        self._connect()
        self._add_actions()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._forget)
        session.closed.connect(self._forget)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        for choice in self.choices:
            choice.activated.connect(lambda _at: self._on_rule())
        self.save_link.clicked.connect(lambda _checked=False: self.saving.ask())
        self.view.read.connect(self.readout.setText)
        self.view.at_hand.connect(self._on_point)
        self.table.at_hand.connect(self._on_line)
        self.table.ticked.connect(self.toggle_coded)
        self.table.acted.connect(lambda line, _part: self.open_source(line))
        self.cells.written.connect(lambda line, _part, words: self.place(line, words))
        self.side.chosen.connect(self._on_chosen)
        self.side.plan_wanted.connect(self.plan)
        self.side.history.acted.connect(lambda row, _part: self.acts.open_memo(row.memo_id))
        self.acts.save_wanted.connect(self.saving.ask_log)

    def _add_actions(self) -> None:
        for name, words, keys, act in (
            ("saturation.gap", _("Plan sampling: add a gap to the log"), "Ins", self.acts.add),
            ("saturation.judge", _("Record a judgement on this category"), "Ctrl+Shift+S", self.side.begin),
        ):
            self._actions.add(name, words, act, keys=keys, menu="&Code", where=self, writes=True)
        self.log.add_actions()

    # --- keeping up ---------------------------------------------------------------------------------------------------

    def _forget(self) -> None:
        self._stop()
        self._material, self.category, self.filling = None, None, None
        self.curve, self.cells.counted = Curve("date", (), {}, ()), False
        self.view.show_curve(None, self.rule)
        self.table.show_rows([], writable=False)
        self.side.show_categories([], None)
        self.side.show_filling(None, self.curve, [], writable=False)
        self.log.show_rows([], writable=False)
        self.told.setText("")
        self._stale = {"codings", "sources", "filling", "log"}
        if self._session.is_open and self.isVisible():
            self._later.start()

    def _stop(self) -> None:
        self._counting.stop()
        self._shuffling.stop()

    def _on_changed(self, change: Change) -> None:
        for what, tables in (("sources", _SOURCES), ("filling", _FILLING), ("log", _LOG)):
            if change.touches(*tables):
                self._stale.add(what)
        if change.touches(*_CODINGS):
            self._stale.add("codings")
        if self._stale and self.isVisible():
            (self._soon if self._stale == {"codings"} else self._later).start()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what has changed meanwhile."""
        super().showEvent(event)
        chosen = self._session.selection
        if self._session.is_open and chosen.kind == "code" and chosen.id != self.category and self._knows(chosen.id):
            self.category = chosen.id
            self._stale.add("filling")
        if self._stale:
            self._later.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """What nobody looks at need not be counted."""
        super().hideEvent(event)
        if self._counting.running:
            self._stop()
            self._stale.add("codings")

    def read(self) -> None:
        """Read what is out of date. Codes are counted aside: the sources are there at once."""
        if not self._session.is_open or not self.isVisible():
            return
        stale, self._stale = self._stale, set()
        project = self._session.project
        if "codings" in stale or "sources" in stale or self._material is None:
            sources = tuple(saturation.collected(project))
            met = self._material.met if self._material is not None else {}
            self._material = Material(sources, met)
            self._reading = True  # the category is read below, once
            self._draw()
            self._reading = False
        if "codings" in stale:
            self._count()
        if stale & {"filling", "sources", "codings"}:
            self._fill()
        if "log" in stale:
            self.acts.read()

    def _count(self) -> None:
        project = self._session.project

        def done(met: dict[int, frozenset[int]]) -> None:
            if self._material is not None:
                self.cells.counted = True
                self._material = replace(self._material, met=met)
                self._draw()

        self._counting.aside(lambda _progress: saturation.first_codes(project), done)

    def _draw(self) -> None:
        """The curve in the order that is wanted; random orders are drawn aside."""
        self._shuffling.stop()
        material = self._material
        if material is None:
            return
        order = str(self.orders.currentData())
        if order != "random":
            self._show(material.curve(order))
            return
        self._show(replace(material.curve("date"), order="random"))
        self._shuffling.aside(lambda _progress: material.curve("random"), self._show)

    def _show(self, curve: Curve) -> None:
        moved = [p.source for p in curve.points] != [p.source for p in self.curve.points]
        self.curve = curve
        self.view.sentence = self._sentence()
        self.view.show_curve(curve, self.rule)
        self.to_import.setVisible(not curve.sources)
        self.table.setVisible(bool(curve.sources))
        self.save_link.setVisible(bool(curve.sources))
        self.table.show_rows(lines(curve), writable=self._session.project.writable)
        self.table.viewport().update()
        self._tell()
        if moved and not self._reading:
            self._fill()

    def _sentence(self) -> str:
        if not self.curve.sources:
            return _("There is no source yet. Import some; the curve grows with those that you have coded.")
        return _("No source is marked as coded and dated. Tick those that are coded to the end, in the list below.")

    def _tell(self) -> None:
        if not self.cells.counted:
            self.told.setText(_("Counting codes…"))
            return
        if not self.curve.sources:
            self.told.setText("")
            return
        told = (last_words(self.curve, self.rule), reached_words(self.curve, self.rule), left_out_words(self.curve))
        self.told.setText(" · ".join(part for part in told if part))
        facts = [f"{last_words(self.curve, self.rule)}."]
        if self.filling is not None:
            facts.append(f"{filled_words(self.filling)}.")
        self.side.set_facts(" ".join(facts))

    def _fill(self) -> None:
        """The category at hand."""
        from qda.coding import judgements

        project = self._session.project
        known = saturation.categories(project)
        ids = [code for code, _name in known]
        if self.category not in ids:
            self.category = self._fullest(ids)
        self.side.show_categories(known, self.category)
        if self.category is None:
            self.filling = None
            self.side.show_filling(None, self.curve, [], writable=project.writable)
            return
        self.filling = saturation.filling(project, self.category, [point.source for point in self.curve.points])
        rows = judgements.rows(project, self.category)
        self.side.show_filling(self.filling, self.curve, rows, writable=project.writable)
        self._tell()

    def _fullest(self, ids: Sequence[int]) -> int | None:
        """The first category that has properties, else the first."""
        owning = saturation.with_properties(self._session.project)
        return next((code for code in ids if code in owning), ids[0] if ids else None)

    # --- what is at hand ----------------------------------------------------------------------------------------------

    def _on_rule(self) -> None:
        self.rule = Rule(
            int(self.bases.currentData()), int(self.runs.currentData()), float(self.thresholds.currentData())
        )
        self._draw()

    def _on_point(self, source: int) -> None:
        self.table.go(source)

    def _on_line(self, line: SourceLine | None) -> None:
        if line is not None and self.table.hasFocus():
            self.view.go_to(line.source.id)

    def _on_selected(self, selection: Selection) -> None:
        """A category was chosen elsewhere."""
        if selection.kind != "code" or not self._session.is_open or selection.id == self.category:
            return
        if self._knows(selection.id):
            self.show_category(selection.id)

    def _knows(self, code_id: int) -> bool:
        return code_id in dict(saturation.categories(self._session.project))

    def _on_chosen(self, code_id: int) -> None:
        self.show_category(code_id)
        self._session.select(Selection("code", code_id))

    def show_category(self, code_id: int) -> None:
        """Show the properties of another category."""
        if code_id != self.category:
            self.category = code_id
            if self.isVisible() and self._session.is_open:
                self._fill()
            else:
                self._stale.add("filling")

    def show_step(self, sampling_id: int) -> None:
        """Take a step of the log in hand."""
        self.acts.read()
        if self.log.table.go(sampling_id, "gap"):
            self.log.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_source(self, line: SourceLine) -> None:
        """Show a source in the text."""
        self._session.show_source(line.source.id)
        self._session.workspace_wanted.emit("code")

    # --- acts ---------------------------------------------------------------------------------------------------------

    def toggle_coded(self, line: SourceLine) -> None:
        """Mark a source as coded to the end, or as not."""
        from qda.sources import service

        if self._session.project.writable:
            source = line.source
            self._session.act(service.mark_coded, self._session.project, source.id, not source.coded)
            words = _("“{name}” counts as coded.") if not source.coded else _("“{name}” is left out of the curve.")
            self._session.said.emit(words.format(name=source.name))

    def place(self, line: SourceLine, words: str) -> None:
        """Give a source without a date its place in the order of collection."""
        from qda.sources import service

        self._session.act(service.place, self._session.project, line.source.id, words.strip() or None)

    def plan(self, row: Shown) -> None:
        """Plan sampling for a property that nothing shows; one that is shown opens its first source."""
        if row.first is not None:
            source: Collected = self.curve.sources[next(iter(row.sources))]
            self._session.show_source(source.id)
            self._session.workspace_wanted.emit("code")
        elif self._session.project.writable:
            name = self.filling.name if self.filling is not None else ""
            words = _("no data show “{property}” of “{category}”")
            if row.outside:
                words = _("only sources that are left out show “{property}” of “{category}”")
            gap = words.format(property=row.name, category=name)
            self.acts.add(gap, property_id=row.property_id)

    # --- the keyboard -------------------------------------------------------------------------------------------------

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The sources have the keyboard first."""
        self.table.setFocus(reason)
        if not self.table.currentIndex().isValid() and self.cells.rows:
            self.table.go(self.cells.key(self.cells.rows[0]), "name")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the sources."""
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self.setFocus()
        else:
            super().keyPressEvent(event)
