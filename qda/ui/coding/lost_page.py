"""Segments that a correction left without words: each is attached to other words, or given up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span, excerpt
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.jobs import Jobs
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.coding.corrected import Lost
    from qda.progress import Progress
    from qda.project.project import Change

_LONGEST = 160  # characters of a quotation that are shown


class _List(QListWidget):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters are acts of the page, and look for nothing."""
        if event.text().isalpha():
            event.ignore()
        else:
            super().keyPressEvent(event)


class LostPage(QWidget):
    """Lists them with the place where each may stand now. `done` gives words to be shown in the text, or None."""

    done = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._source_id = 0
        self._chosen_words: Span | None = None
        self.rows: list[Lost] = []
        self.setAccessibleName(_("Segments without words"))
        self._build()
        session.changed.connect(self._on_changed)
        session.closing.connect(self._forget)

    def _build(self) -> None:
        self._name = heading("", 1.5)
        words = QLabel(
            _("A correction took away all the words of these segments. Their codes and memos wait for other words.")
        )
        words.setObjectName("soft")
        words.setWordWrap(True)
        self.list = _List(self)
        self.list.setAccessibleName(_("Segments without words"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setWordWrap(True)
        self.list.setSpacing(STEP)
        self.list.setPalette(selection_palette(self.list.palette()))
        self.list.currentRowChanged.connect(lambda _row: self._offer())
        self.list.itemActivated.connect(lambda _item: self.attach_there())
        self._empty = QLabel(_("Every segment of this text has words again."), self)
        self._empty.setObjectName("soft")
        self.there = Link(_("Attach there (Enter)"), self.attach_there, self)
        self.here = Link("", self.attach_here, self)
        self.show_there = Link(_("Show in the text (S)"), self.show_in_text, self)
        self.give_up = Link(_("Remove (Del)"), self.remove, self)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        for link in (self.there, self.here, self.show_there, self.give_up):
            row.addWidget(link)
        row.addWidget(Link(_("Back to the text (Esc)"), partial(self.done.emit, None), self))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 0)
        column.setSpacing(2 * STEP)
        for part in (self._name, words):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self._empty)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.list)

    # --- what is shown ----------------------------------------------------------------------------

    def show_source(self, source_id: int, name: str, chosen: Span | None, words: str) -> None:
        """List the lost segments of a source; `chosen` words of its text are offered for them."""
        self._source_id, self._chosen_words = source_id, chosen
        self._name.setText(name)
        self.here.set_words(_("Attach to “{words}” (A)").format(words=excerpt(words, 40)) if chosen else "")
        self.read()

    def read(self) -> None:
        """Look for the places beside the work: a long text takes a moment."""
        project, source_id = self._session.project, self._source_id

        def work(_progress: Progress) -> tuple[int, list[Lost]]:
            from qda.coding import corrected

            return source_id, corrected.lost(project, source_id)

        self._jobs.run(_("Looking for the words"), work, self._take)

    def _take(self, found: tuple[int, list[Lost]]) -> None:
        source_id, rows = found
        if source_id != self._source_id or not self._session.is_open:
            return
        row = max(0, self.list.currentRow())
        self.rows = rows
        self.list.clear()
        for lost in rows:
            item = QListWidgetItem(row_words(lost))
            item.setToolTip(lost.quote if len(lost.quote) > _LONGEST else "")
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, len(rows) - 1))
        self._empty.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self._offer()

    def _forget(self) -> None:
        self._source_id, self.rows = 0, []
        self.list.clear()

    def _offer(self) -> None:
        lost, writable = self.current(), self._session.is_open and self._session.project.writable
        found = lost is not None and lost.proposal is not None
        self.there.setEnabled(found and writable)
        self.show_there.setEnabled(found)
        self.here.setVisible(self._chosen_words is not None)
        self.here.setEnabled(lost is not None and writable)
        self.give_up.setEnabled(lost is not None and writable)

    def current(self) -> Lost | None:
        """The chosen one."""
        row = self.list.currentRow()
        return self.rows[row] if 0 <= row < len(self.rows) else None

    def _on_changed(self, change: Change) -> None:
        if self._source_id and self.isVisible() and change.touches("segment", "coding", "code"):
            self.read()

    # --- acts -------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, A, S and Del act on the chosen one; Esc goes back."""
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.done.emit(None)
        elif key == Qt.Key.Key_A and not event.modifiers():
            self.attach_here()
        elif key == Qt.Key.Key_S and not event.modifiers():
            self.show_in_text()
        elif key == Qt.Key.Key_Delete:
            self.remove()
        else:
            super().keyPressEvent(event)

    def attach_there(self) -> None:
        """Let the chosen one stand where its words were found again."""
        lost = self.current()
        if lost is not None and lost.proposal is not None:
            self._attach(lost, lost.proposal)

    def attach_here(self) -> None:
        """Let the chosen one stand on the words that are selected in the text."""
        lost = self.current()
        if lost is not None and self._chosen_words is not None:
            self._attach(lost, self._chosen_words)

    def _attach(self, lost: Lost, span: Span) -> None:
        from qda.coding import corrected

        if self._session.project.writable:
            self._session.act(corrected.attach, self._session.project, lost.segment_id, span)

    def show_in_text(self) -> None:
        """Go to the words that were found, to select others there before coming back."""
        lost = self.current()
        if lost is not None and lost.proposal is not None:
            self.done.emit(lost.proposal)

    def remove(self) -> None:
        """Give the chosen one up; undo brings it back."""
        from qda.coding import corrected

        lost = self.current()
        if lost is not None and self._session.project.writable:
            self._session.act(corrected.remove, self._session.project, [lost.segment_id])


def row_words(lost: Lost) -> str:
    """The old words, the codes, and where they may stand now."""
    codes = ", ".join(lost.codes) or _("no code")
    if lost.proposal is None:
        place = _("Nothing like it was found in the text.")
    else:
        found = excerpt(lost.words, _LONGEST)
        place = _("Perhaps now in line {line}: “{words}”").format(line=lost.line, words=found)
    return f"“{excerpt(lost.quote, _LONGEST)}” · {codes}\n{place}"
