"""The Compare workspace: incidents side by side, a verdict by a key, and the ledger of what is still uncompared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QWidget,
)

from qda.i18n import _
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.coding.compare import export as compare_export
from qda.ui.coding.compare.columns import LEAST, MOST
from qda.ui.coding.compare.content import Content, Place, Reader, places
from qda.ui.coding.compare.frame import CompareFrame
from qda.ui.coding.compare.looks import sheet
from qda.ui.coding.compare.note import VERDICTS
from qda.ui.coding.compare.send import WANTED, Remembered
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.theme import Ink
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.coding.comparison import VerdictRow
    from qda.coding.incidents import Incident
    from qda.project.project import Change

_SOON = 60  # milliseconds: walking by a held key tells only where it rests

_TABLES = ("verdict", "verdict_segment", "coding", "segment", "source", "text_version", "code", "membership")
_PLACES = ("source", "unit", "case")


class ComparePage(CompareFrame):
    """Two to four columns of incidents; a verdict is about those at hand in each."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._actions = actions
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self._codes = CodeActs(session, self._book)
        self.field: QuickCode | None = None
        self._keeping_up = KeepingUp(self, self.read, pause=0)
        self._places: dict[Place, str] | None = None
        self._memory: Remembered | None = None
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._tell)
        self._connect()
        self._add_actions()
        self._dress(session.ink)
        self._begin()

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._begin)
        session.closed.connect(self._begin)
        session.changed.connect(self._on_changed)
        session.thing_wanted.connect(self._on_thing)
        session.ink_changed.connect(self._dress)
        self._book.altered.connect(lambda _ids: self._keeping_up.outdate())
        self._book.loaded.connect(self._keeping_up.outdate)
        self.uncompared.toggled.connect(lambda _on: self.read())
        self.save.clicked.connect(self.export)
        self.bar.pressed.connect(self.press)
        self.note.given.connect(lambda words: self.judge("differs", words))
        about = About("verdict.note", self.note.field.accessibleName())
        Unfinished(session, self.note.field, lambda: about)
        self.note.ended.connect(self.columns.focus)
        self.columns.altered.connect(self.read)
        self.columns.at_hand.connect(self._on_at_hand)
        self.columns.open_wanted.connect(self.open_in_place)
        self.verdicts.wanted.connect(self.show_verdict)
        self.verdicts.withdrawn.connect(self.withdraw)
        self.memo.done.connect(self.columns.focus)
        self.memo.quote_wanted.connect(self.quote)
        session.closing.connect(self._remember)

    def _add_actions(self) -> None:
        add, here = self._actions.add, self.columns
        for result, key, words in VERDICTS:
            text = _("Verdict: {words}").format(words=_(words))
            add(
                f"compare.{result}",
                text,
                partial(self._by_key, result),
                keys=key,
                menu="&Code",
                where=here,
                writes=True,
            )
        recode = _("Recode the incident at hand…")
        add("compare.recode", recode, self.recode, keys="R", menu="&Code", where=here, writes=True)
        quote = _("Quote the incidents at hand into the memo")
        add("compare.quote", quote, self.quote, keys="Q", menu="&Code", where=here, writes=True)
        self._actions.add(
            "compare.export", _("Ledger of comparisons as a table…"), self.export, menu="&Reports", where=self
        )
        for name, text, key, act in (
            ("compare.memo", _("Memo on the comparison"), "M", self.memo.editor.setFocus),
            ("compare.next", _("Next uncompared incident"), "N", self.next_uncompared),
            ("compare.neighbours", _("Incidents with their neighbours"), "Space", self.columns.switch_context),
            ("compare.uncompared", _("Only uncompared incidents"), "U", self.uncompared.toggle),
            ("compare.content", _("Choose the code of this column…"), "/", self.ask),
            ("compare.add", _("Add a column"), "A", self.columns.add),
            ("compare.remove", _("Remove this column"), "X", self.columns.remove),
        ):
            add(name, text, act, keys=key, menu="&Code", where=here)

    # --- keeping up -------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Show what was asked for elsewhere."""
        super().showEvent(event)
        if self._session.property(WANTED):
            self.read()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard belongs to the columns."""
        super().focusInEvent(event)
        if self._session.property(WANTED):
            self.read()
        if self.stack.currentWidget() is self.room:
            self.columns.focus()
        else:
            self.to_texts.setFocus(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember only."""
        super().hideEvent(event)
        self._soon.stop()
        self.memo.keep()
        self._remember()

    def _begin(self) -> None:
        self.columns.clear()
        self._places = None
        self._keeping_up.renew()

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_PLACES):
            self._places = None
        if change.touches(*_TABLES, *_PLACES):
            self._keeping_up.outdate()
        if change.touches("memo", "memo_version"):
            self.memo.refresh()

    def read(self) -> None:
        """Show everything as it is now."""
        self._keeping_up.caught_up()
        if not self._session.is_open:
            return
        self._take_wanted()
        if not self._make_columns():
            return
        reader = Reader(self._session.project)
        if self._places is None:
            self._places = dict(places(self._session.project))
        self.columns.read(reader, self._places, uncompared=self.uncompared.isChecked())
        self._show_ledger(reader)
        self._show_verdicts(reader)
        self._show_state()

    def _make_columns(self) -> bool:
        """See that there are as many columns as two things to compare need; where no code is, there is nothing."""
        missing = range(len(self.columns.all), LEAST)
        code_ids = self._first_codes() if missing else ()
        some = bool(code_ids or self.columns.all)
        self.stack.setCurrentIndex(0 if some else 1)
        for place in missing if some else ():
            self.columns.make(Content(code_ids[place] if code_ids else None))
        return some

    def _take_wanted(self) -> None:
        """What was sent here to be compared; else, at the beginning, what was compared last."""
        wanted = self._session.property(WANTED)
        self._session.setProperty(WANTED, None)
        if not wanted and not self.columns.all:
            wanted = [each for each in self._remembered() if self._is_there(each)]
        if wanted:
            self.memo.keep()
            self.columns.clear()
            self.uncompared.setChecked(False)
            for content in wanted:
                self.columns.make(content)

    def _is_there(self, content: Content) -> bool:
        code = content.code_id
        return bool(content.segment_ids) or (code is not None and code in self._book)

    def remember_in(self, remembered: Remembered) -> None:
        """Keep the columns of each study there from now on."""
        self._memory = remembered

    def _guid(self) -> str:
        from qda.study import queries

        return queries.study(self._session.project).guid

    def _remembered(self) -> list[Content]:
        return self._memory.columns(self._guid()) if self._memory is not None else []

    def _remember(self) -> None:
        if self._session.is_open and self._session.project.protected:
            return  # a column may be named by a value of the study
        if self._memory is not None and self._session.is_open and self.columns.all:
            self._memory.keep(self._guid(), [column.content for column in self.columns.all])

    def _first_codes(self) -> tuple[int, ...]:
        """The code that the work is about, or else the one with the most incidents; beside it the same.

        Where no code has two incidents yet, two codes; fewer if there are none.
        """
        chosen = self._session.selection
        wanted = chosen.id if chosen.kind == "code" else self._session.last_code_id
        entries = [entry for code in self._book.in_order() if (entry := self._book.get(code)) is not None]
        some = sorted((entry for entry in entries if entry.segments), key=lambda each: -each.segments)
        most = some[0].segments if some else 0
        several = [entry.id for entry in some if entry.segments > 1 or most == 1]
        first = wanted if wanted in several else next(iter(several), None)
        if first is None:
            return ()
        other = next((code_id for code_id in several if code_id != first), first)
        return first, other if most == 1 else first

    def _show_ledger(self, reader: Reader) -> None:
        parts = []
        for code_id in self.columns.code_ids():
            ledger = reader.ledger(code_id)
            words = _("{count} of {all} incidents of “{name}” not yet compared")
            parts.append(words.format(count=len(ledger.uncompared), all=ledger.total, name=self._book.name(code_id)))
        self.ledger.setText(" · ".join(parts))

    def _show_verdicts(self, reader: Reader) -> None:
        from qda.coding import comparison

        ids = self.columns.code_ids()
        found = {row.id: row for code_id in ids for row in reader.ledger(code_id).verdicts}
        if not ids:
            found = {row.id: row for row in comparison.verdicts(self._session.project)}
        rows = sorted(found.values(), key=lambda row: (row.at, row.id), reverse=True)
        self.foot.show_rows(rows, writable=self._session.project.writable)

    def _show_state(self) -> None:
        self.bar.set_ready(self._session.project.writable and self.columns.ready())
        self.add.setEnabled(len(self.columns.all) < MOST)
        rows = self.columns.incidents()
        self.memo.attend(tuple(dict.fromkeys(row.segment_id for row in rows)), self.columns.code_id())
        self.memo.quote.setEnabled(bool(rows) and self._session.project.writable)
        self.memo.editor.setReadOnly(not self._session.project.writable)

    def _on_at_hand(self) -> None:
        if self._session.is_open:
            self._show_state()
            self._soon.start()

    def _tell(self) -> None:
        """Say what the work is about: memos and codes at the right follow."""
        row, column = self.columns.current(), self.columns.at_work()
        if row is not None and column is not None and self._session.is_open and column.list.hasFocus():
            coding = self._coding(row, column.content.code_id)
            self._session.select(Selection("segment", row.segment_id, coding_id=coding))

    def _coding(self, row: Incident, code_id: int | None) -> int | None:
        """The coding for which a segment is listed: of this code or one under it."""
        from qda.coding import incidents

        if not row.codes:
            return None
        if code_id is None:
            return row.codes[0][0]
        family = incidents.family(self._session.project, code_id)
        return next((coding for coding, code in row.codes if code in family), row.codes[0][0])

    # --- acts -------------------------------------------------------------------------------------

    def _by_key(self, result: str) -> None:
        # In a box with words to choose from, a letter is meant for those words.
        if not isinstance(QApplication.focusWidget(), QComboBox):
            self.press(result)

    def press(self, result: str) -> None:
        """Give a verdict on the incidents at hand; one that needs words asks for them."""
        if result != "differs":
            self.judge(result)
        elif self.columns.ready():
            self.note.begin()

    def judge(self, result: str, note: str = "") -> None:
        """Give this verdict on the incidents at hand."""
        from qda.coding import comparison

        ids, code_id = [row.segment_id for row in self.columns.incidents()], self.columns.code_id()
        project = self._session.project
        made = self._session.act(comparison.judge, project, ids, result, code_id=code_id, note=note)
        if made is not None:
            self.memo.judged(made)
            words = _(comparison.RESULT_WORDS[result])
            self._session.said.emit(
                _("Verdict “{words}” on {count} incidents.").format(words=words, count=len(set(ids)))
            )

    def quote(self) -> None:
        """Put the words of the incidents at hand into the memo, with an address that leads back to them."""
        from qda.flows import compare_memo

        column = self.columns.at_work()
        row = self.columns.current() if column is not None and column.list.hasFocus() else None
        ids = [row.segment_id] if row is not None else [each.segment_id for each in self.columns.incidents()]
        words = self._session.act(compare_memo.quotations, self._session.project, ids)
        if words:
            self.memo.quoted += ids
            self.memo.add(words)

    def export(self) -> None:
        """Write the ledger of the code that the columns hold; where they differ, that of all codes."""
        code_id = self.columns.code_id()
        name = self._book.name(code_id) if code_id is not None else ""
        compare_export.ask_where(self._session, self._jobs, self, code_id, name)

    def withdraw(self, row: VerdictRow) -> None:
        """Take a verdict back."""
        from qda.coding import comparison

        if self._session.project.writable:
            self._session.act(comparison.withdraw, self._session.project, row.id)

    def recode(self) -> None:
        """Ask for the code that the incident at hand is to have instead."""
        column, row = self.columns.at_work(), self.columns.current()
        if column is None or row is None or not row.codes:
            return
        coding = self._coding(row, column.content.code_id)
        old = next(code for each, code in row.codes if each == coding)
        codings = [each for each, code in row.codes if code == old]
        if self.field is not None:
            self.field.deleteLater()
        self.field = QuickCode(self._session, self.window())
        self.field.chosen.connect(lambda code_id, _keep: self._codes.recode(codings, code_id))
        self.field.named.connect(lambda name, _keep: self._codes.recode_new(codings, name))
        box = column.list.visualRect(column.list.currentIndex())
        anchor = QRect(column.list.viewport().mapTo(self.window(), box.topLeft()), box.size())
        label = _("Instead of {name}").format(name=self._book.caption(old))
        self.field.open(anchor, heading=label, may_keep=False, but=[old])

    def ask(self) -> None:
        """Ask which code the column at work is to hold."""
        if (column := self.columns.at_work()) is not None:
            column.ask()

    def next_uncompared(self) -> None:
        """Take the next incident in hand that was not compared yet, in the column at work."""
        if not self.columns.next():
            self._session.said.emit(_("Every other incident of this column has been compared."))

    def open_in_place(self) -> None:
        """Show the incident at hand where it stands."""
        if (row := self.columns.current()) is not None:
            self._session.show_source(row.source_id, Span(row.start, row.end))

    def show_verdict(self, verdict: VerdictRow) -> None:
        """Take the incidents of a verdict in hand."""
        self.uncompared.setChecked(False)
        self.columns.take([part.segment_id for part in verdict.segments])
        self.memo.show_verdict(verdict)

    def _on_thing(self, kind: str, number: int) -> None:
        """Show the verdict that a link elsewhere leads to."""
        from qda.coding import comparison

        if kind == "verdict" and self._session.is_open:
            found = next((row for row in comparison.verdicts(self._session.project) if row.id == number), None)
            if found is not None:
                self.show_verdict(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the columns."""
        if event.key() == Qt.Key.Key_Escape:
            self.columns.focus()
        else:
            super().keyPressEvent(event)

    # --- looks ------------------------------------------------------------------------------------

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(sheet(ink))
        self.columns.repaint_all()
