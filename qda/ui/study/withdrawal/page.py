"""A participant withdraws: when and why, everything that holds their words, and what of it may leave all the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _, ngettext
from qda.ui.jobs import Latest
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Choice, Link, Page, small_font
from qda.ui.study.parts import soft
from qda.ui.study.withdrawal.erase import EraseStep
from qda.ui.study.withdrawal.tree import WithdrawalTree
from qda.ui.study.withdrawal.words import counted
from qda.ui.theme import STEP
from qda.ui.working import jumps
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.study.withdrawn_list import HeldItem, Holding
    from qda.study.withdrawals import WithdrawalRow
    from qda.ui.actions import Actions
    from qda.ui.jobs import Jobs
    from qda.ui.session import Session

_PATIENCE = 120  # milliseconds: several changes in a row are looked at once


class WithdrawalPage(Page):
    """The participant above, what holds their words beneath; every decision is one thing to undo."""

    erase_wanted = Signal(object)  # Meant

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, back: Callable[[], object]) -> None:
        super().__init__(
            _("Withdrawal"),
            _(
                "Whoever withdraws takes part no longer: their words leave in no report and no export, but for what "
                "you keep. Nothing is deleted, you still see everything here, and Ctrl+Z takes it back."
            ),
            back,
        )
        self._session, self._jobs = session, jobs
        self._holding: Holding | None = None
        self._looking = Latest(jobs)
        self._keeping_up = KeepingUp(self, self._read, _PATIENCE)
        self._shown: tuple[int | None, WithdrawalRow | None] = (None, None)
        self._make_fields()
        self._make_list()
        self.setFocusProxy(self.who)
        session.opened.connect(self._begin)
        session.closing.connect(self._looking.stop)
        session.closed.connect(self._begin)
        session.changed.connect(self._keeping_up.outdate)
        session.ink_changed.connect(lambda ink: self.tree.show_holding(self._holding, ink))
        self._show()

    # --- what it is made of ---------------------------------------------------------------------------------

    def _make_fields(self) -> None:
        self.who = Choice()
        self.who.setMinimumWidth(self.fontMetrics().averageCharWidth() * 18)
        self.day, self.reason = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText("2012-05-18")
        self.reason.setPlaceholderText(_("as far as it was said"))
        self.record = QPushButton()
        self.record.setObjectName("button")
        self.record.clicked.connect(lambda _checked=False: self.turn_over())
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * STEP)
        grid.setVerticalSpacing(STEP)
        for at, (words, field) in enumerate(
            ((_("Participant"), self.who), (_("Withdrawn on"), self.day), (_("Reason"), self.reason))
        ):
            label = soft(QLabel(words))
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
        grid.addWidget(self.record, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(2, 1)
        self.column.addLayout(grid)
        self.who.activated.connect(lambda _index: self._on_who())
        self.day.editingFinished.connect(lambda: self._keep(on=self.day.text()))
        self.reason.editingFinished.connect(lambda: self._keep(reason=self.reason.text()))
        # It stays in the field until the withdrawal is recorded.
        Unfinished(
            self._session, self.reason, lambda: self._about("reason", _("reason of the withdrawal")), lasting=True
        )

    def _make_list(self) -> None:
        self.tree = WithdrawalTree()
        self.tree.decided.connect(self.decide)
        self.tree.wanted.connect(self._open)
        self.counts = QLabel()
        self.counts.setWordWrap(True)
        self.mask_link = Link(_("Mask (M)"), lambda: self.decide("mask"))
        self.keep_link = Link(_("Keep as it is (K)"), lambda: self.decide("keep"))
        self.all_link = Link(_("Choose all (Ctrl+A)"), self._choose_all)
        self.place_link = Link(_("Go there (Enter)"), self.tree.open_chosen)
        self.note = QLineEdit()
        self.note.setAccessibleName(_("Note on what is kept"))
        self.note.setPlaceholderText(_("why it may leave: agreed by telephone, …"))
        self.note.setMaximumWidth(self.fontMetrics().averageCharWidth() * 44)
        self.note.returnPressed.connect(lambda: self.decide("keep"))
        Unfinished(self._session, self.note, lambda: self._about("note", _("note on what is kept")), lasting=True)
        acts = QHBoxLayout()
        acts.setSpacing(2 * STEP)
        for widget in (self.mask_link, self.keep_link, self.note, self.all_link, self.place_link):
            acts.addWidget(widget)
        acts.addStretch(1)
        self.foot = soft(QLabel(_(
            "What left before is outside the program: ask for it back, or see that it is deleted where it went."
        )))  # fmt: skip
        self.foot.setFont(small_font())
        self.foot.setWordWrap(True)
        listed = QWidget()
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.counts)
        column.addLayout(acts)
        column.addWidget(self.tree, 1)
        column.addWidget(self.foot)
        self.erase = EraseStep()
        self.erase.wanted.connect(self.erase_wanted)
        column.addWidget(self.erase)
        self.nobody = Empty(
            _("A withdrawal is that of a participant, and the study has none yet."),
            _("Add participants"),
            lambda: self._session.workspace_wanted.emit("study"),
        )
        self.pages = QStackedWidget()
        self.pages.addWidget(listed)
        self.pages.addWidget(self.nobody)
        self.column.addWidget(self.pages, 1)

    # --- whose ------------------------------------------------------------------------------------------------

    def _about(self, name: str, title: str) -> About | None:
        person = self.person()
        return About(f"withdrawal.{name}", title, ("participant", person)) if person is not None else None

    def person(self) -> int | None:
        """The participant that is shown."""
        found = self.who.currentData()
        return int(found) if found is not None else None

    def show_person(self, participant_id: int) -> None:
        """Show what holds the words of this participant."""
        self._follow_people()
        at = self.who.findData(participant_id)
        if at >= 0 and at != self.who.currentIndex():
            self.who.setCurrentIndex(at)
            self._on_who()

    def _follow_people(self) -> None:
        """The participants as they are; those who have withdrawn say so."""
        shown = self.person()
        self.who.clear()
        if self._session.is_open:
            from qda.study import queries, withdrawals

            withdrawn = {row.participant_id for row in withdrawals.rows(self._session.project)}
            for row in queries.participants(self._session.project):
                words = _("{name} (withdrawn)").format(name=row.name) if row.id in withdrawn else row.name
                self.who.addItem(words, row.id)
        if shown is not None:
            self.who.setCurrentIndex(max(0, self.who.findData(shown)))
        self.pages.setCurrentIndex(0 if self.who.count() else 1)

    def _on_who(self) -> None:
        self._holding = None
        self._show()
        self.look()

    # --- following the study ------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Show whom the work was about when this page was asked for."""
        super().showEvent(event)
        self._follow_people()
        chosen = self._session.selection
        if chosen.kind == "participant" and chosen.id != self.person():
            self.show_person(chosen.id)

    def _begin(self) -> None:
        self._looking.stop()
        self._holding = None
        self._follow_people()
        self._show()
        self._keeping_up.renew()

    def _read(self) -> None:
        self._follow_people()
        self.look()

    def look(self) -> None:
        """Look for everything that holds their words."""
        self._looking.stop()
        person = self.person()
        if not self._session.is_open or person is None:
            self._show()
            return
        self._keeping_up.caught_up()
        project = self._session.project

        def work(_progress: object) -> Holding:
            from qda.analysis.study import withdrawn_list

            return withdrawn_list.held(project, person)

        def found(holding: Holding) -> None:
            self._holding = holding
            self._show()

        self._looking.run(_("Looking for their words"), work, found, self._session.failed.emit)

    # --- showing ------------------------------------------------------------------------------------------------

    def _withdrawal(self) -> WithdrawalRow | None:
        return self._holding.withdrawal if self._holding is not None else None

    def _show(self) -> None:
        row = self._withdrawal()
        writable = self._session.is_open and self._session.project.writable
        shown = (self.person(), row)
        if shown != self._shown:  # what is being typed before it is recorded stays
            self._shown = shown
            self.day.setText(row.withdrawn_on or "" if row is not None else "")
            self.reason.setText(row.reason if row is not None else "")
        for field in (self.day, self.reason):
            field.setReadOnly(not writable)
        self.record.setText(_("Take the withdrawal back") if row is not None else _("Record the withdrawal"))
        self.record.setEnabled(writable and self._holding is not None)
        for widget in (self.mask_link, self.keep_link, self.note):
            widget.setVisible(row is not None and writable)
        self.counts.setText(counted(self._holding) if self._holding is not None else _("Looking for their words…"))
        self.erase.setVisible(row is not None and writable)
        if row is not None:
            self.erase.show_person(row.name, protected=self._session.is_open and self._session.project.protected)
        self.foot.setVisible(self._holding is not None and bool(self._holding.earlier))
        self.tree.show_holding(self._holding, self._session.ink)

    def _choose_all(self) -> None:
        self.tree.selectAll()
        self.tree.setFocus()

    # --- acting -------------------------------------------------------------------------------------------------

    def turn_over(self) -> None:
        """Record the withdrawal with what was typed, or take it back."""
        from qda.study import withdrawals

        person, project = self.person(), self._session.project
        if person is None:
            return
        if self._withdrawal() is not None:
            self._session.act(withdrawals.take_back, project, person)
            return
        day, reason = self.day.text(), self.reason.text()
        if self._session.act(withdrawals.withdraw, project, person, on=day, reason=reason) is not None:
            told = _("From now on words of {name} leave masked.")
            self._session.said.emit(told.format(name=self.who.currentText()))
            self.tree.setFocus()

    def _keep(self, *, on: str | None = None, reason: str | None = None) -> None:
        from qda.study import withdrawals

        row = self._withdrawal()
        if row is None or (on, reason) in ((row.withdrawn_on or "", None), (None, row.reason)):
            return
        if not self._session.did(withdrawals.change, self._session.project, row.participant_id, on=on, reason=reason):
            self._show()  # what was refused gives way to the old words

    def decide(self, decision: str) -> None:
        """Mask or keep what is chosen; what is kept gets the note that stands beside."""
        from qda.study import withdrawals

        chosen, row = self.tree.chosen(), self._withdrawal()
        if row is None:
            self._session.said.emit(_("Record the withdrawal first."))
            return
        if not chosen:
            self._session.said.emit(_("Choose something in the list first."))
            return
        keys, project = [item.key for item in chosen], self._session.project
        if decision == "keep":
            note = self.note.text().strip() or None
            done = self._session.act(withdrawals.decide, project, row.participant_id, keys, "keep", note=note)
        else:
            done = self._session.act(withdrawals.decide, project, row.participant_id, keys, "mask", note="")
        if done is not None:
            self.note.clear()
            kept = ngettext("{count} thing leaves as it is.", "{count} things leave as they are.", done)
            masked = ngettext("{count} thing leaves masked.", "{count} things leave masked.", done)
            self._session.said.emit((kept if decision == "keep" else masked).format(count=done))

    def _open(self, item: HeldItem) -> None:
        """Go to the place of a thing."""
        if item.source_id is None:
            jumps.jump(self._session, item.target, item.id)
        elif item.span is None:
            jumps.jump(self._session, "source", item.source_id)
        else:
            jumps.jump(self._session, "source", item.source_id, start=item.span.start, end=item.span.end)
