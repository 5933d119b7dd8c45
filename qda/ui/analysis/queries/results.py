"""The answer: how much, out of how much, the quotes with their neighbours, and what can be done with them."""

from __future__ import annotations

from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QTextBrowser, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.analysis.choosing import ChoiceField
from qda.ui.analysis.known_codes import code_choices
from qda.ui.analysis.queries.list import QuoteList, place_words
from qda.ui.jobs import Jobs
from qda.ui.parts import surroundings
from qda.ui.parts.small import Link, amber, button, soft
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.queries.asking import Answer

_REACH = 400


class Results(QWidget):
    """`again` when a fresh answer is wanted, `back` when one came from a matrix and returns to it."""

    again = Signal()
    back = Signal()

    def __init__(self, session: Session, actions: Actions, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._actions, self._jobs = session, actions, jobs
        self._code_id: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        column.addWidget(self._make_middle(), 1)
        column.addWidget(self._make_strip())
        self.setFocusProxy(self.list)

    # --- what it is made of -----------------------------------------------------------------------

    def _make_head(self) -> QVBoxLayout:
        self.count = soft(wrap=True)
        self.stale = amber(_("The study has changed since."))
        self.again_link = Link(_("Ask again (F5)"), self.again.emit)
        self.back_link = Link(_("Back to the matrix (Esc)"), self.back.emit)
        self.neighbours = Link(_("Hide neighbours (N)"), self.show_neighbours)
        row = QHBoxLayout()
        row.setSpacing(2 * STEP)
        row.addWidget(self.count, 1)
        row.addWidget(self.neighbours, 0, Qt.AlignmentFlag.AlignTop)
        self.told = QWidget()
        beneath = QHBoxLayout(self.told)
        beneath.setContentsMargins(0, 0, 0, 0)
        beneath.setSpacing(2 * STEP)
        for part in (self.stale, self.again_link):
            beneath.addWidget(part)
        beneath.addStretch(1)
        beneath.addWidget(self.back_link)
        column = QVBoxLayout()
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(STEP)
        column.addLayout(row)
        column.addWidget(self.told)
        return column

    def _make_middle(self) -> QWidget:
        self.list = QuoteList(self._session)
        self.list.open_wanted.connect(self.open_in_text)
        self.list.typed.connect(self._on_typed)
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._on_current())
        self.list.selectionModel().selectionChanged.connect(lambda _new, _old: self._name_acts())
        self.context = QTextBrowser()
        self.context.setAccessibleName(_("The segment in its text"))
        self.context.setFrameShape(QFrame.Shape.NoFrame)
        self.context.document().setDocumentMargin(6 * STEP)
        self.parts = QSplitter(Qt.Orientation.Vertical)
        self.parts.addWidget(self.list)
        self.parts.addWidget(self.context)
        self.parts.setStretchFactor(0, 3)
        self.parts.setStretchFactor(1, 1)
        return self.parts

    def _make_strip(self) -> QWidget:
        self.strip = QWidget()
        self.strip.setObjectName("strip")
        self.strip.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.code_field = ChoiceField(
            self._session,
            _("Code for the chosen segments"),
            _("Code, or a new label"),
            lambda: code_choices(self._session.project),
            make=_("New code “{label}”"),
        )
        self.code_field.finder.taken.connect(self._on_code)
        self.code_field.textEdited.connect(self._on_label)
        self.code_field.setMinimumWidth(150)
        self.code_field.setMaximumWidth(260)
        self.code_button = button(_("Code"), self.code_all, main=True)
        self.recode_button = button(_("Recode"), self.recode)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(6 * STEP, 2 * STEP, 4 * STEP, 2 * STEP)
        row.setSpacing(2 * STEP)
        row.addWidget(self.code_field, 1)
        row.addWidget(self.code_button)
        row.addWidget(self.recode_button)
        row.addStretch(1)
        for words, act in (
            (_("Memo"), self.memo),
            (_("Quote"), self.quote),
            (_("Compare"), self.compare),
            (_("Export…"), self.export),
        ):
            row.addWidget(Link(words, act))
        return self.strip

    # --- the answer -------------------------------------------------------------------------------

    @property
    def answer(self) -> Answer | None:
        """What is listed."""
        return self.list.quotes.answer

    def show_answer(self, answer: Answer, *, from_matrix: bool) -> None:
        """List what answers; the place in the list is kept when the same was asked again."""
        from qda.export.coding.query_tables import answer_words

        before = self.answer
        place = self.list.currentIndex().row() if before is not None and before.query == answer.query else 0
        self.list.quotes.show(answer)
        self.count.setText(answer_words(answer))
        self.back_link.setVisible(from_matrix)
        self.set_stale(False)
        if answer.places:
            self.list.setCurrentIndex(self.list.quotes.index(min(max(0, place), len(answer.places) - 1)))
        self._on_current()
        self._name_acts()

    def clear(self) -> None:
        """Nothing was asked."""
        self.list.quotes.show(None)
        self.context.clear()
        self.code_field.clear()
        self.code_field.forget()
        self._code_id = None

    def set_stale(self, stale: bool) -> None:
        """Say that the study has outrun what is listed."""
        self.stale.setVisible(stale)
        self.again_link.setVisible(stale)
        self.told.setVisible(stale or not self.back_link.isHidden())

    def _on_current(self) -> None:
        row = self.list.current()
        if row is None or not self._session.is_open:
            self.context.clear()
            return
        if row.segment_id:
            self._session.select(Selection("segment", row.segment_id, span=Span(row.start, row.end)))
        self._show_context()

    def _show_context(self) -> None:
        from qda.analysis.queries import quotes

        row, answer = self.list.current(), self.answer
        if row is None or answer is None or self.context.isHidden():
            return
        before, after = quotes.around(self._session.project, answer.ground, row.place, _REACH)
        ink = self._session.ink
        soft_ = f'<span style="color:{ink.soft}">'
        who = " · ".join(part for part in (place_words(row), ", ".join(row.coders)) if part)
        told = f"<p>{soft_}{escape(who)}<br>{escape('; '.join(row.codes) or _('no code'))}</span></p>"
        surroundings.show(self.context, told + surroundings.paragraph(before, row.quote, after, ink, _REACH))

    def show_neighbours(self) -> None:
        """Show the words around the segment at hand, or no longer."""
        shown = self.context.isHidden()
        self.context.setVisible(shown)
        self.neighbours.set_words(_("Hide neighbours (N)") if shown else _("Neighbours (N)"))
        self._show_context()

    # --- acts -------------------------------------------------------------------------------------

    def _on_typed(self, letter: str) -> None:
        acts = {
            "c": self._focus_code,
            "r": self._focus_code,
            "m": self.memo,
            "q": self.quote,
            "w": self.compare,
            "e": self.export,
            "n": self.show_neighbours,
        }
        if letter in acts:
            acts[letter]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the matrix a cell was read from."""
        if event.key() == Qt.Key.Key_Escape and not self.back_link.isHidden():
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _focus_code(self) -> None:
        if not self.list.chosen_count():
            self.list.selectAll()
        self.code_field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_code(self, code_id: object) -> None:
        from qda.coding import codes

        if isinstance(code_id, int):
            self._code_id = code_id
            self.code_field.setText(self._session.act(codes.name_of, self._session.project, code_id) or "")
        self._name_acts()

    def _on_label(self) -> None:
        self._code_id = None
        self._name_acts()

    def _name_acts(self) -> None:
        count = len(self.list.chosen())
        words = ngettext("Code {count}", "Code {count}", count) if count else _("Code")
        self.code_button.setText(words.format(count=f"{count:,}"))
        spoken = ngettext("Code {count} segment", "Code {count} segments", count).format(count=f"{count:,}")
        self.code_button.setAccessibleName(spoken)
        writable = self._session.is_open and self._session.project.writable
        ready = bool(count) and writable and bool(self.code_field.text().strip())
        self.code_button.setEnabled(ready)
        self.recode_button.setEnabled(ready)
        self.code_field.setEnabled(writable)

    def open_in_text(self) -> None:
        """Show the segment where it stands."""
        row = self.list.current()
        if row is not None:
            self._session.show_source(row.source_id, Span(row.start, row.end))

    def code_all(self) -> None:
        """Give the chosen segments one more code, as one act."""
        from qda.ui.analysis.queries import acts as query_acts

        label = " ".join(self.code_field.text().split())

        def told(done: tuple[int, int]) -> None:
            words = _("Applied “{name}” to {new} segments; {there} had it already.")
            self._session.said.emit(words.format(name=label, new=done[0], there=done[1]))

        answer, places, code = self.answer, self.list.chosen(), self._code_id
        if answer is not None and places and not self._session.held:
            work = partial(query_acts.code_all, self._session.project, answer, places, label, code)
            self._jobs.run(_("Coding segments"), work, told, self._session.failed.emit)

    def recode(self) -> None:
        """Bind the codings that were asked for to another code, as one act."""
        from qda.ui.analysis.queries import acts as query_acts

        label = " ".join(self.code_field.text().split())

        def told(count: int) -> None:
            words = ngettext("Recoded {count} segment to “{name}”.", "Recoded {count} segments to “{name}”.", count)
            self._session.said.emit(words.format(count=count, name=label))

        answer, places, code = self.answer, self.list.chosen(), self._code_id
        if answer is not None and places and not self._session.held:
            work = partial(query_acts.recode, self._session.project, answer, places, label, code)
            self._jobs.run(_("Recoding segments"), work, told, self._session.failed.emit)

    def memo(self) -> None:
        """Write a memo on the segment at hand."""
        if self._selected():
            self._actions.get("memo.new").trigger()

    def quote(self) -> None:
        """Put the words of the segment at hand into the memo."""
        if self._selected():
            self._actions.get("memo.quote").trigger()

    def _selected(self) -> bool:
        row = self.list.current()
        if row is None or not any(action.objectName() == "memo.new" for action in self._actions.all()):
            return False
        # What carries no code is no segment yet; a memo on it is one on its source, and its words can be quoted.
        kind, id_ = ("segment", row.segment_id) if row.segment_id else ("source", row.source_id)
        self._session.select(Selection(kind, id_, span=Span(row.start, row.end)))
        return True

    def compare(self) -> None:
        """Put the chosen segments side by side."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        self._actions.get("compare.send").trigger()

    def export(self) -> None:
        """Ask where to write what is chosen, or all."""
        if self.answer is None:
            return
        kinds = ";;".join((_("Word document (*.docx)"), _("Excel workbook (*.xlsx)"), _("Table as text (*.csv)")))
        path = ask_where(self, self._session, _("Export segments"), _("segments"), kinds)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is chosen, or all where no more than one is."""
        from qda.ui.analysis.queries import acts as query_acts

        answer = self.answer
        if answer is None:
            return
        places = self.list.chosen() if self.list.chosen_count() > 1 else list(answer.places)

        def told(count: int) -> str:
            words = ngettext("Wrote {count} segment to “{name}”.", "Wrote {count} segments to “{name}”.", count)
            return words.format(count=count, name=path.name)

        work = partial(query_acts.write, path, self._session.project, answer, places)
        write_aside(self._session, self._jobs, path, work, told)
