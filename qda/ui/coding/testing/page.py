"""Testing a code, passage by passage: does it fit? Nothing is coded unless that is wished; the tally stays with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qda.i18n import N_, _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.testing.frame import ANSWERS, TestingFrame
from qda.ui.coding.testing.queue import KINDS, Queue
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.coding.candidates import Candidate
    from qda.coding.incidents import Incident
    from qda.coding.testing import AnswerRow
    from qda.progress import Progress
    from qda.project.project import Change

_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"
_WHY = {
    "member": N_("an earlier segment of a code that is gathered here"),
    "near": N_("a segment near by wording: {shared}"),
    "uncoded": N_("uncoded words near by wording: {shared}"),
}


class TestingPage(TestingFrame):
    """A queue of passages for one code; F, D, N and Space answer, and the next one comes."""

    __test__ = False  # for pytest, which takes the name for a test

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._book = CodeBook.of(session)
        self._jobs = jobs
        self.queue = Queue(session, jobs, self)
        self.code_id: int | None = None
        self._shown: Incident | None = None
        self._notes: dict[tuple[int, int, int], str] = {}  # what was written on the passages of this code
        self._keeping_up = KeepingUp(self, self._show_all, pause=0)
        self._connect()
        self._add_actions(actions)
        self.stack.setCurrentIndex(1)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(lambda: self.test(None))
        session.closed.connect(lambda: self.test(None))
        session.changed.connect(self._on_changed)
        session.ink_changed.connect(lambda _ink: self._keeping_up.outdate())
        self.queue.altered.connect(self._keeping_up.outdate)
        self.pressed.connect(self.answer)
        self.back.clicked.connect(self.leave)
        self.to_codes.clicked.connect(lambda: session.workspace_wanted.emit("focus"))
        self.review.clicked.connect(self.switch)
        self.save.clicked.connect(self.ask_where)
        self.kinds.activated.connect(lambda _index: self.queue.only(str(self.kinds.currentData())))
        self.answers.changed.connect(self.change)
        self.answers.withdrawn.connect(self.withdraw)
        self.answers.open_wanted.connect(lambda row: session.show_source(row.source_id, Span(row.start, row.end)))
        self.note.returnPressed.connect(self.focus_passage)
        self.note.textEdited.connect(self._keep_note)
        Unfinished(session, self.note, self._about_note, lasting=True)

    def _about_note(self) -> About | None:
        if self.code_id is None:
            return None
        return About("test_answer.new", _("note on a passage of a test"), ("code", self.code_id))

    def _add_actions(self, actions: Actions) -> None:
        here = self.passage
        for answer, key, words in ANSWERS:
            text = _("Test: {words}").format(words=_(words))
            actions.add(
                f"testing.{answer}", text, partial(self.answer, answer), keys=key, menu="&Code", where=here, writes=True
            )
        for name, text, keys, act in (
            ("testing.next", _("Next passage, without an answer"), ["Right", "Down"], partial(self.queue.step, 1)),
            ("testing.before", _("The passage before"), ["Left", "Up"], partial(self.queue.step, -1)),
            ("testing.open", _("Show the passage in its text"), ["Return", "Enter"], self.open_in_place),
            ("testing.note", _("Note on the passage"), "M", self.note.setFocus),
            ("testing.apply", _("Give the code to what fits, or do not"), "A", self.apply.toggle),
        ):
            actions.add(name, text, act, keys=keys, menu="&Code", where=here)
        actions.add(
            "testing.review", _("Answers of the test, or the queue"), self.switch, keys="R", menu="&Code", where=self
        )

    # --- which code -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Test the code that was chosen, or go on where one was."""
        super().showEvent(event)
        self._take_chosen()

    def _take_chosen(self) -> bool:
        chosen = self._session.selection
        if not self._session.is_open or chosen.kind != "code" or chosen.id == self.code_id:
            return False
        if chosen.id not in self._book:
            return False
        self.test(chosen.id)
        return True

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard belongs to the passage, or to the list of answers."""
        self._take_chosen()
        if self.code_id is None:
            self.to_codes.setFocus(reason)
        elif self.in_review():
            self.answers.setFocus(reason)
        else:
            self.passage.setFocus(reason)

    def test(self, code_id: int | None) -> None:
        """Begin with a code; None shows what the page is for."""
        self.code_id = code_id
        self._notes.clear()
        self.stack.setCurrentIndex(0 if code_id is not None else 1)
        self.show_queue()
        if code_id is None:
            self.queue.code_id = None
            self.queue.stop()
            self.queue.read()
        else:
            self.kinds.setCurrentIndex(0)
            self.queue.begin(code_id)
        self._keeping_up.renew()

    def leave(self) -> None:
        """Back to the work; from the answers, back to the queue."""
        if self.in_review():
            self.switch()
            return
        if self.code_id is not None:  # the work is about the code again, not about the last passage
            self._session.select(Selection("code", self.code_id))
        self.left.emit()

    def _on_changed(self, change: Change) -> None:
        if self.code_id is None:
            return
        if change.touches("code") and self.code_id not in self._book:
            self.test(None)
            return
        self.queue.on_changed(change)
        if change.touches("code_test", "code", "coding", "segment", "source"):
            self._keeping_up.outdate()

    # --- showing ----------------------------------------------------------------------------------

    def _show_all(self) -> None:
        if self.code_id is None or not self._session.is_open:
            return
        from qda.coding import lookups, testing

        project = self._session.project
        self.title.setText(_("Does {name} fit?").format(name=self._book.caption(self.code_id)))
        defined = lookups.defined(project, self.code_id)
        meaning = defined.definition.strip() if defined is not None else ""
        self.meaning.setText(meaning or _("Not defined yet."))
        tally = testing.tally(project, self.code_id)
        self.tally.setText(tally.words[:1].upper() + tally.words[1:] if tally.words else _("Not tested yet."))
        rows = testing.answers(project, self.code_id)
        self.answers.show_rows(rows)
        self.show_review_words(len(rows))
        self.save.setEnabled(bool(rows))
        self._show_kinds()
        self._show_passage()

    def _show_kinds(self) -> None:
        words = {"": _("All passages"), "member": _("Members"), "near": _("Near by wording"), "uncoded": _("Uncoded")}
        for place, kind in enumerate(("", *KINDS)):
            count = self.queue.count(kind) if kind else None
            told = words[kind] if count is None else f"{words[kind]} ({count})"
            self.kinds.setItemText(place, told)
        self.kinds.update()

    def _show_passage(self) -> None:
        from qda.analysis.coding import candidates

        candidate, project = self.queue.current(), self._session.project
        self._shown = candidates.shown(project, candidate) if candidate is not None else None
        self.set_ready(self._shown is not None and project.writable)
        self.held.show_count(self.queue.at, len(self.queue.rows))
        if candidate is None or self._shown is None:
            self.held.show_nothing(self._nothing())
            return
        row = self._shown
        names = [self._book.name(code) for _coding, code in row.codes if code in self._book]
        self.held.show_passage(row, self._why(candidate), names)
        self._show_note(self._notes.get(_place_of(candidate), ""))
        self._tell(row)

    def _keep_note(self, words: str) -> None:
        """A note belongs to its passage: it waits there while others are looked at, and comes back with an undo."""
        if (candidate := self.queue.current()) is not None:
            self._notes[_place_of(candidate)] = words

    def _show_note(self, words: str) -> None:
        if self.note.text() != words:
            self.note.setText(words)

    def _nothing(self) -> str:
        if self.queue.searching:
            return _("Looking for passages near the code…")
        if self.queue.kind:
            return _("There is no passage of this kind left.")
        return _("There is no passage left to test this code on. R shows the answers that were given.")

    def _why(self, candidate: Candidate) -> str:
        words = _(_WHY[candidate.kind]).format(shared=", ".join(candidate.shared))
        if candidate.later:
            words += " · " + _("put off before")
        if candidate.kind != "member":
            by = _("word forms by rule") if self.queue.found_by == "patterns" else self.queue.found_by
            words += " · " + _("found by {by}").format(by=by)
        return words

    def _tell(self, row: Incident) -> None:
        """Say what the work is about: memos at the right follow."""
        if row.segment_id and self.isVisible():
            self._session.select(Selection("segment", row.segment_id))

    # --- acts -------------------------------------------------------------------------------------

    def answer(self, given: str) -> None:
        """Answer for the passage at hand, and go on to the next."""
        from qda.coding import testing

        candidate = self.queue.current()
        if candidate is None or self.code_id is None or not self._session.project.writable:
            return
        place = candidate.segment_id or (candidate.source_id, Span(candidate.start, candidate.end))
        self._session.act(
            testing.answer,
            self._session.project,
            self.code_id,
            place,
            given,
            note=self.note.text() or None,
            apply=self.apply.isChecked(),
        )
        self.focus_passage()

    def focus_passage(self) -> None:
        """Give the keyboard back to the passage, where letters answer."""
        self.passage.setFocus(Qt.FocusReason.OtherFocusReason)

    def change(self, row: AnswerRow, given: str) -> None:
        """Give another answer to what was answered."""
        from qda.coding import testing

        if self._session.project.writable:
            apply = self.apply.isChecked()
            self._session.act(testing.answer, self._session.project, row.code_id, row.segment_id, given, apply=apply)

    def withdraw(self, row: AnswerRow) -> None:
        """Take an answer back; the passage comes again."""
        from qda.coding import testing

        if self._session.project.writable:
            self._session.act(testing.withdraw, self._session.project, [row.id])

    def switch(self) -> None:
        """The answers, or the queue."""
        if self.code_id is not None:
            (self.show_queue if self.in_review() else self.show_answers)()
            self.show_review_words(len(self.answers.judged.rows))
            self.setFocus()

    def open_in_place(self) -> None:
        """Show the passage at hand where it stands."""
        if self._shown is not None:
            self._session.show_source(self._shown.source_id, Span(self._shown.start, self._shown.end))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            if self.note.hasFocus():
                self.focus_passage()
            else:
                self.leave()
        else:
            super().keyPressEvent(event)

    # --- taking away ------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a file and write the answers."""
        if self.code_id is None:
            return
        name = _("Testing {name}").format(name=self._book.name(self.code_id))
        path = ask_where(self, self._session, _("Answers as a table"), name, _FORMATS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the answers as .docx, .xlsx or .csv."""
        project, code_id = self._session.project, self.code_id
        if code_id is None:
            return

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.coding import code_records
            from qda.export.leaving import gate

            with gate.leaving(project, "tests", progress=progress) as cleared:
                writing.write(path, [code_records.tests(cleared, code_id)], progress=progress)

        write_aside(self._session, self._jobs, path, work)

    def show_review_words(self, count: int) -> None:
        """What the way to the answers, or back, is called."""
        words = ngettext("{count} answer (R)", "{count} answers (R)", count).format(count=count)
        self.review.set_words(_("Back to the queue (R)") if self.in_review() else words)


def _place_of(candidate: Candidate) -> tuple[int, int, int]:
    return candidate.source_id, candidate.start, candidate.end
