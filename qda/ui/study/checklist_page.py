"""A reporting checklist: items with their state at the left, what the project tells and own words at the right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link, Page, heading
from qda.ui.session import Session
from qda.ui.study.parts import Chooser, GrowingText, scrolling, sheet, soft
from qda.ui.study.tables.cards import Card, Cards, CardView
from qda.ui.theme import STEP, Ink
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.analysis.study.checklists import Filled
    from qda.progress import Progress
    from qda.project.project import Change

_LINES = 16
_QUIET = 300  # milliseconds: several acts in a row are read once
_FILES = ("Word (*.docx)", "HTML (*.html)", "Excel (*.xlsx)", "CSV (*.csv)")
_CHECKLISTS = (("coreq", "COREQ"), ("srqr", "SRQR"))


class ChecklistPage(Page):
    """What is written is kept when the field is left."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, back: Callable[[], object]) -> None:
        about = _("What journals ask to be told. The project fills in what it knows; the rest is yours to write.")
        super().__init__(_("Reporting checklist"), about, back)
        self._session, self._jobs = session, jobs
        self._items: list[Filled] = []
        self._shown: tuple[str, str] | None = None
        self._keeping_up = KeepingUp(self, self.read, _QUIET)
        self.cards = Cards(self)
        self.list = CardView(session, self.cards, _("Items of the checklist"))
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self._build()
        self.choice.currentIndexChanged.connect(self._on_choice)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._on_other)
        session.closing.connect(self.words.keep)
        session.closed.connect(self._on_other)
        session.ink_changed.connect(self._dress)
        actions.add("checklist.export", _("Write the reporting checklist…"), self.ask_export, menu="&Reports",
                    where=self)  # fmt: skip
        self._dress(session.ink)

    def _build(self) -> None:
        self.choice = Chooser(_("Checklist"))
        for name, title in _CHECKLISTS:
            self.choice.addItem(title, name)
        self._told = soft(QLabel())
        self.export_link = Link(_("Write for Word…"), self.ask_export)
        head = QHBoxLayout()
        head.setSpacing(STEP * 3)
        for widget in (self.choice, self._told, self.export_link):
            head.addWidget(widget)
        head.addStretch(1)
        self.column.addLayout(head)
        self._name = heading("", 1.2)
        self._name.setWordWrap(True)
        self._ask = soft(QLabel())
        self._ask.setWordWrap(True)
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts.setAccessibleName(_("What the project tells"))
        self.take_link = Link(_("Begin with these words"), self.take)
        self.words = GrowingText(_("Your words"), _("Your own words, kept when you leave the field"), most=_LINES)
        self.words.kept.connect(self._keep)
        Unfinished(self._session, self.words, self._about)
        self.words.ended.connect(lambda: self.step(1))
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(STEP * 5, 0, STEP * 2, 0)
        column.setSpacing(STEP * 2)
        parts: tuple[QWidget, ...] = (
            *(self._name, self._ask, soft(QLabel(_("From the project"))), self.facts, self.take_link),
            *(soft(QLabel(_("By the researcher"))), self.words),
        )
        for part in parts:
            column.addWidget(part)
        keys = soft(QLabel(_("Enter keeps the words and goes on to the next item; Shift+Enter begins a new line.")))
        keys.setWordWrap(True)
        column.addWidget(keys)
        column.addStretch(1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(scrolling(right))
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([STEP * 80, STEP * 120])
        self.column.addWidget(split, 1)
        self.setFocusProxy(self.list)

    # --- showing ------------------------------------------------------------------------------------------------------

    def _on_other(self) -> None:
        self._shown = None
        self._keeping_up.renew()

    def _on_changed(self, change: Change) -> None:
        self._keeping_up.outdate()
        if change.touches("reporting_answer"):
            self._keeping_up.catch_up()

    def _on_choice(self, _at: int) -> None:
        self.words.keep()
        self._shown = None
        self.list.setCurrentIndex(QModelIndex())
        self._keeping_up.renew()

    @property
    def checklist(self) -> str:
        """The checklist that is shown."""
        return str(self.choice.currentData())

    def read(self) -> None:
        """Fill in the items as they are now."""
        self._keeping_up.caught_up()
        self._items = []
        if self._session.is_open:
            from qda.analysis.study import checklists

            self._items = checklists.filled(self._session.project, self.checklist)
        self.cards.show([_card(each) for each in self._items])
        done = sum(each.done for each in self._items)
        told = _("{done} of {all} items are told")
        self._told.setText(told.format(done=done, all=len(self._items)) if self._items else "")
        writable = self._session.is_open and self._session.project.writable
        self.words.setReadOnly(not writable)
        self.take_link.setEnabled(writable)
        if self._items and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.cards.index(0))
        self._show()

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.words.keep()  # what was being typed belongs to the item before
        self._show()

    def current(self) -> Filled | None:
        """The item that is shown."""
        row = self.list.currentIndex().row()
        return self._items[row] if 0 <= row < len(self._items) else None

    def _show(self) -> None:
        each = self.current()
        if each is None:
            return
        from qda.analysis.study.checklists import STATES

        self._shown = (self.checklist, each.item.key)
        self._name.setText(f"{each.item.key}. {_(each.item.title)}")
        self._ask.setText(_(each.item.ask))
        told = " ".join(fact.said() for fact in each.facts)
        self.facts.setText(told or _("The project knows nothing of this; it is yours to write."))
        self.facts.setToolTip(_(STATES[each.state]))
        self.take_link.setVisible(bool(told) and not each.answer)
        self.words.show_words(each.answer)

    # --- acting -------------------------------------------------------------------------------------------------------

    def _about(self) -> About | None:
        if self._shown is None:
            return None
        checklist, item = self._shown
        return About(f"checklist.{checklist}/{item}", titled(checklist.upper(), self._name.text()))

    def _keep(self, words: str) -> None:
        from qda.study import checklists

        if self._shown is None or not self._session.is_open:
            return
        checklist, item = self._shown
        self._session.act(checklists.answer, self._session.project, checklist, item, words)

    def take(self) -> None:
        """Put what the project tells into the field, to go on from there."""
        self.words.setFocus()
        self.words.setPlainText(self.facts.text())
        self.words.moveCursor(self.words.textCursor().MoveOperation.End)

    def step(self, way: int) -> None:
        """Go on to another item, with the keyboard in its field."""
        row = self.list.currentIndex().row() + way
        if 0 <= row < len(self._items):
            self.list.setCurrentIndex(self.cards.index(row))
            self.words.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in the list leads to the field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self.words.setFocus()
        else:
            super().keyPressEvent(event)

    def ask_export(self) -> None:
        """Ask for a file, and write the checklist."""
        name = self.checklist.upper()
        path = ask_where(self, self._session, _("Write the checklist"), name, ";;".join(_FILES))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the checklist by the name's ending."""
        self.words.keep()
        project, checklist = self._session.project, self.checklist

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.leaving import gate
            from qda.export.profiles import APA
            from qda.export.study import checklist_tables

            with gate.leaving(project, "checklist", checklist.upper(), sources=(), progress=progress) as cleared:
                writing.write(path, [checklist_tables.table(cleared, checklist, APA)], APA, progress)

        write_aside(self._session, self._jobs, path, work)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))


def _card(each: Filled) -> Card:
    from qda.analysis.study.checklists import STATES

    state = _("written") if each.answer else _(STATES[each.state])
    return Card(f"{each.item.key}. {_(each.item.title)}", known=state, ticked=each.done)
