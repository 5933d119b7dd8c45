"""The negative-case desk: passages held against a claim, one at a time, and what became of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.claims.desk.frame import ANSWERS, KIND_WORDS, DeskFrame
from qda.ui.claims.desk.queue import Queue
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.working.room import Room
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.analysis.synthesis.disconfirming import Candidate
    from qda.coding.incidents import Incident
    from qda.project.project import Change

_LEAST, _BEST = 600, 820


class DeskPart(DeskFrame):
    """C, N and U judge the passage at hand, 1 to 5 say what came of it, and the next one comes."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        Room(session, self, lambda: (_LEAST, _BEST))
        self._actions = actions
        self.queue = Queue(session, jobs, self)
        self.claim_id: int | None = None
        self._shown: Incident | None = None
        self._noted: tuple[int | None, ...] | None = None  # the claim and the passage that the note is on
        self._notes: dict[tuple[int | None, ...], str] = {}
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._show_all)
        self._connect()
        self._add_actions(actions)
        self._read_claims()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_opened)
        session.changed.connect(self._on_changed)
        session.selected.connect(self._on_selected)
        session.ink_changed.connect(lambda _ink: self._later.start())
        self.queue.altered.connect(self._later.start)
        self.answered.connect(self.judge)
        self.claims.activated.connect(lambda _at: self.hold(self.claims.currentData()))
        self.kinds.activated.connect(lambda _at: self.queue.only(str(self.kinds.currentData())))
        self.review.clicked.connect(self.switch)
        self.again.clicked.connect(lambda: self.queue.begin(self.claim_id))
        self.to_claims.clicked.connect(lambda: self._actions.get("claims.list").trigger())
        self.note.returnPressed.connect(self._focus_passage)
        self.judged.pressed.connect(self._on_judged_key)
        self.judged.opened.connect(self._open_judged)
        self.judged.at_hand.connect(self._show_note)
        self.renote.editingFinished.connect(self._write_note)
        self.renote.returnPressed.connect(self.judged.setFocus)
        self._typing = Unfinished(session, self.note, self._about_note, lasting=True)
        Unfinished(session, self.renote, self._about_renote)

    def _add_actions(self, actions: Actions) -> None:
        here = self.passage
        for answer, key, words in ANSWERS:
            text = _("Negative cases: {words}").format(words=_(words))
            name = f"negative.{answer.replace(' ', '_')}"
            actions.add(name, text, partial(self.judge, answer), keys=key, menu="&Study", where=here, writes=True)
        for name, text, keys, act in (
            ("negative.next", _("Next passage, without a judgement"), ["Right", "Down"], partial(self.queue.step, 1)),
            ("negative.before", _("The passage judged before"), ["Left", "Up"], partial(self.queue.step, -1)),
            ("negative.open", _("Show the passage in its text"), ["Return", "Enter"], self.open_in_place),
            ("negative.note", _("Note on the judgement"), "M", self.note.setFocus),
        ):
            actions.add(name, text, act, keys=keys, menu="&Study", where=here)
        actions.add(
            "negative.review", _("What was judged, or the queue"), self.switch, keys="R", menu="&Study", where=self
        )

    # --- which claim --------------------------------------------------------------------------------

    def _on_opened(self) -> None:
        self.hold(None)
        self._read_claims()

    def showEvent(self, event: QShowEvent) -> None:
        """Hold passages against the claim that was chosen, else the first."""
        super().showEvent(event)
        self._read_claims()
        chosen = self._session.selection
        if chosen.kind == "claim" and chosen.id != self.claim_id:
            self.hold(chosen.id)
        elif self.claim_id is None and self.claims.count():
            self.hold(self.claims.itemData(0))
        else:
            self._later.start()

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard belongs to the passage, or to the list of what was judged."""
        if self.claim_id is None:
            self.to_claims.setFocus(reason)
        else:
            (self.judged if self.in_review() else self.passage).setFocus(reason)

    def _on_selected(self, selection: Selection) -> None:
        if selection.kind == "claim" and self.isVisible() and selection.id != self.claim_id:
            self.hold(selection.id)

    def _read_claims(self) -> None:
        from qda.synthesis import claims

        rows = claims.rows(self._session.project) if self._session.is_open else []
        self.claims.clear()
        for row in rows:
            self.claims.addItem(row.short, row.id)
        self.claims.setCurrentIndex(self.claims.findData(self.claim_id))
        self.stack.setCurrentIndex(0 if rows else 1)
        if self.claim_id is not None and self.claim_id not in {row.id for row in rows}:
            self.hold(None)

    def hold(self, claim_id: int | None) -> None:
        """Look for passages against a claim; None for none."""
        self.claim_id = claim_id
        self.claims.setCurrentIndex(self.claims.findData(claim_id))
        self.kinds.setCurrentIndex(0)
        self.queue.kind = ""
        self.parts.setCurrentIndex(0)
        self.queue.begin(claim_id)
        self._later.start()

    def _on_changed(self, change: Change) -> None:
        if change.touches("claim"):
            self._read_claims()
        if change.touches("negative_case", "segment", "source", "claim", "memo"):
            self.queue.read()
            self._later.start()

    # --- showing --------------------------------------------------------------------------------------

    def in_review(self) -> bool:
        """True while what was judged is looked at."""
        return self.parts.currentIndex() == 1

    def _show_all(self) -> None:
        self._later.stop()
        if not self.isVisible() or self.claim_id is None or not self._session.is_open:
            return
        from qda.synthesis import claims, negative_cases

        project = self._session.project
        claim = claims.row(project, self.claim_id)
        self.title.setText(claim.text if claim is not None else "")
        tally = negative_cases.tally(project, self.claim_id)
        self.tally.setText(tally.words or _("Nothing judged yet."))
        rows = negative_cases.rows(project, self.claim_id)
        self.judged.show_rows(rows)
        self.judged.setVisible(bool(rows))
        self.none.setVisible(not rows)
        words = ngettext("{count} judged (R)", "{count} judged (R)", len(rows)).format(count=len(rows))
        self.review.set_words(_("Back to the queue (R)") if self.in_review() else words)
        for place, (kind, name) in enumerate(KIND_WORDS.items()):
            self.kinds.setItemText(place, f"{_(name)} ({self.queue.count(kind)})")
        self.kinds.setVisible(not self.in_review())
        self.again.setVisible(not self.in_review() and not self.queue.searching)
        self._show_passage()
        self._show_note()

    def _show_passage(self) -> None:
        from qda.analysis.coding import candidates

        candidate, project = self.queue.current(), self._session.project
        at = None if candidate is None else (self.claim_id, candidate.source_id, candidate.start, candidate.end)
        self._turn_note(at)
        self._shown = candidates.shown(project, _as_candidate(candidate)) if candidate is not None else None
        ready = self._shown is not None and project.writable
        for part in (*self.buttons.values(), self.note, self.outcomes):
            part.setEnabled(ready)
            part.setToolTip("" if ready else self._why_not())
        self.held.show_count(self.queue.at, len(self.queue.rows))
        if candidate is None or self._shown is None:
            self.held.show_nothing(self._nothing())
            return
        row, why = self._shown, _("Shown because: {reasons}").format(reasons="; ".join(candidate.reasons))
        self.held.show_passage(row, why, self._names([code for _coding, code in row.codes]))
        if row.segment_id and not self.in_review():
            self._session.select(Selection("segment", row.segment_id))

    def _turn_note(self, passage: tuple[int | None, ...] | None) -> None:
        """A note that is begun stays with its passage while one looks at others."""
        if passage == self._noted:
            return
        if self._noted is not None:
            self._notes[self._noted] = self.note.text()
        self._typing.part()
        self._noted = passage
        self.note.setText("" if passage is None else self._notes.pop(passage, ""))
        self._typing.take_up()

    def _about_note(self) -> About | None:
        """The note is about the claim; its name on the disk says which passage, too."""
        if self._noted is None or self.claim_id is None:
            return None
        place = "-".join(str(part) for part in self._noted[1:])
        title = _("note on a passage held against “{claim}”").format(claim=self.claims.currentText())
        return About(f"negative_case.new/{place}", title, ("claim", self.claim_id))

    def _about_renote(self) -> About | None:
        row = self.judged.current()
        return About("negative_case.note", _("note on a negative case"), ("negative_case", row.id)) if row else None

    def _why_not(self) -> str:
        """Why nothing can be judged."""
        if not self._session.project.writable:
            return _("The study is open for reading only.")
        return _("There is no passage to judge.")

    def _nothing(self) -> str:
        if self.queue.searching:
            return _("Looking for passages that may speak against the claim…")
        if self.queue.kind:
            return _("There is no passage of this kind left.")
        if not self.queue.found:
            return _(
                "Nothing was found to hold against this claim. The desk looks from what it rests on: link categories, "
                "codes or passages to it on the page of claims, then look again."
            )
        return _("No passage is left to hold against this claim. R shows what was judged.")

    def _names(self, codes: list[int]) -> list[str]:
        from qda.coding import lookups

        return [row.name for row in lookups.living(self._session.project, codes)] if codes else []

    # --- judging --------------------------------------------------------------------------------------

    def judge(self, answer: str) -> None:
        """Judge the passage at hand, and go on to the next."""
        from qda.flows import hold_against

        candidate = self.queue.current()
        if candidate is None or self.claim_id is None or not self._session.project.writable:
            return
        place = candidate.segment_id or (candidate.source_id, Span(candidate.start, candidate.end))
        note, outcome = self.note.text() or None, str(self.outcomes.currentData())
        self.note.clear()
        self.outcomes.setCurrentIndex(0)
        self._session.act(
            hold_against.hold, self._session.project, self.claim_id, place, answer, note=note,
            outcome=outcome if answer != "not contrary" else None,
        )  # fmt: skip
        self._focus_passage()

    def _focus_passage(self) -> None:
        self.passage.setFocus(Qt.FocusReason.OtherFocusReason)

    def switch(self) -> None:
        """What was judged, or the queue."""
        if self.claim_id is not None:
            self.parts.setCurrentIndex(0 if self.in_review() else 1)
            self._show_all()
            self.setFocus()

    def show_thing(self, _kind: str, number: int) -> None:
        """Show one judgement among what was judged."""
        from qda.synthesis import negative_cases

        row = negative_cases.row(self._session.project, number)
        if row is None:
            return
        self.hold(row.claim_id)
        if not self.in_review():
            self.switch()
        self._show_all()
        self.judged.go_to(lambda case: case.id == number)

    def open_in_place(self) -> None:
        """Show the passage at hand where it stands."""
        if self._shown is not None:
            self._open(self._shown.source_id, self._shown.start, self._shown.end)

    def _open(self, source_id: int, start: int, end: int) -> None:
        self._session.workspace_wanted.emit("code")
        self._session.show_source(source_id, Span(start, end))

    # --- what was judged --------------------------------------------------------------------------------

    def _open_judged(self) -> None:
        if (row := self.judged.current()) is not None and not row.detached:
            self._open(row.source_id, row.start, row.end)

    def _show_note(self) -> None:
        row = self.judged.current()
        self.renote.setEnabled(row is not None and self._session.is_open and self._session.project.writable)
        if not self.renote.hasFocus():
            self.renote.setText(row.note if row is not None else "")
        if row is not None and self.judged.hasFocus():
            self._session.select(Selection("negative_case", row.id))

    def _write_note(self) -> None:
        from qda.synthesis import negative_cases

        row, words = self.judged.current(), self.renote.text().strip()
        if row is not None and words != row.note and self._session.project.writable:
            self._session.act(negative_cases.note, self._session.project, row.id, words)

    def _on_judged_key(self, event: QKeyEvent) -> None:
        from qda.synthesis import negative_cases

        rows, project = self.judged.chosen(), self._session.project
        if not rows or not project.writable or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return
        answer = next((each for each, key, _words in ANSWERS if event.text().upper() == key), None)
        outcomes = negative_cases.OUTCOMES
        if answer is not None:
            for row in rows:
                self._session.act(negative_cases.judge, project, row.claim_id, row.segment_id, answer)
        elif event.text() in [str(number) for number in range(1, len(outcomes) + 1)]:
            ids = [row.id for row in rows]
            self._session.act(negative_cases.set_outcome, project, ids, outcomes[int(event.text()) - 1])
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._session.act(negative_cases.take_back, project, [row.id for row in rows])
        elif event.key() == Qt.Key.Key_M:
            self.renote.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            return
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose what came of it; Esc goes back."""
        if event.text() in ("1", "2", "3", "4", "5") and not self.in_review() and self.outcomes.isEnabled():
            self.outcomes.setCurrentIndex(int(event.text()) - 1)
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        if self.note.hasFocus() or self.renote.hasFocus():
            self.setFocus()
        elif self.in_review():
            self.switch()
        elif self.claim_id is not None:
            self._session.select(Selection("claim", self.claim_id))
            self._actions.get("claims.list").trigger()


def _as_candidate(found: Candidate):  # type: ignore[no-untyped-def]  # a value of analysis.coding.candidates
    from qda.analysis.coding.candidates import Candidate as Place

    return Place("near", found.source_id, found.start, found.end, found.segment_id)
