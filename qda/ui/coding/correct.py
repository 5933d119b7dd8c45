"""Correcting a text in a plain editor. What is typed is recorded, so that codes, lines and memos move along."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.text import excerpt
from qda.ui import theme
from qda.ui.coding.edit_log import EditLog, Replaced
from qda.ui.coding.fields import words_of
from qda.ui.jobs import Jobs
from qda.ui.offsets import Offsets
from qda.ui.parts.small import Link, heading
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.progress import Progress
    from qda.project.project import Project
    from qda.sources.editing import Report


class TextNotEditable(QdaError):
    """The editor would change signs that nobody touched."""

    hint = N_("Correct a copy of the file in another program, and import it as a correction.")

    def __init__(self) -> None:
        super().__init__(_("This text holds signs that the editor can't keep."))


class _Editor(QPlainTextEdit):
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files are for the window, which imports them; their addresses are no words of a text."""
        return not any(url.isLocalFile() for url in source.urls()) and super().canInsertFromMimeData(source)


class CorrectPage(QWidget):
    """The whole text in an editor. `done` gives the place to go back to, in code points of the text as it is then."""

    done = Signal(int)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._source_id = 0
        self._text = ""
        self._log = EditLog("")
        self._loading = False
        self.setAccessibleName(_("Correct the text"))
        self._build()
        session.closing.connect(self.forget)

    def _build(self) -> None:
        self._name = heading("", 1.5)
        words = QLabel(_("Codes, memos and line numbers move along with the words. Nothing is kept until you say so."))
        words.setObjectName("soft")
        words.setWordWrap(True)
        self.editor = _Editor(self)
        self.editor.setAccessibleName(_("The text"))
        self.editor.setFrameShape(QFrame.Shape.NoFrame)
        self.editor.setFont(theme.reading_font())
        self.editor.document().contentsChange.connect(self._on_change)
        Unfinished(self._session, self.editor, self._about, lasting=True, words=self._corrections)
        self._keep = Link(_("Keep the corrections (Ctrl+Enter)"), self.keep, self)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        row.addWidget(self._keep)
        row.addWidget(Link(_("Leave it as it was (Esc)"), self.give_up, self))
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * STEP, 4 * STEP, 4 * STEP, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self._name)
        column.addWidget(words)
        column.addLayout(row)
        column.addWidget(self.editor, 1)
        self.setFocusProxy(self.editor)

    # --- the text ---------------------------------------------------------------------------------

    def show_source(self, source_id: int, offset: int = 0) -> bool:
        """Put a source's text into the editor, the caret at `offset`; False if the editor would change it."""
        from qda.sources import queries

        source = queries.opened(self._session.project, source_id)
        self._source_id, self._text = source_id, source.text
        self._name.setText(source.name)
        self._loading = True
        self.editor.setPlainText(source.text)
        self._loading = False
        if words_of(self.editor.document()) != source.text:
            self.forget()
            self._session.failed.emit(TextNotEditable())
            return False
        self._log = EditLog(source.text)
        self.editor.document().clearUndoRedoStacks()
        self.editor.setReadOnly(False)
        cursor = self.editor.textCursor()
        cursor.setPosition(Offsets(source.text).to_qt(min(offset, len(source.text))))
        self.editor.setTextCursor(cursor)
        self.editor.centerCursor()
        return True

    def forget(self) -> None:
        """Put the text away."""
        self._loading = True
        self.editor.clear()
        self._loading = False
        self._text, self._log = "", EditLog("")

    def _on_change(self, position: int, removed: int, added: int) -> None:
        if self._loading:
            return
        document = self.editor.document()
        # Qt counts the end of the last paragraph among what was changed there.
        over = max(0, position + added - (document.characterCount() - 1))
        typed = self._between(position, position + added - over)
        self._log.replace(position, removed - over, typed)

    def _between(self, start: int, end: int) -> str:
        """Characters of the document by their positions; a cursor gives them as they are, but for line ends."""
        cursor = QTextCursor(self.editor.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor.selectedText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _about(self) -> About | None:
        title = _("corrections of “{name}”").format(name=self._name.text())
        return About("source.corrections", title, ("source", self._source_id)) if self._source_id else None

    def _corrections(self) -> str:
        """What was typed so far: a line for each place, with the words that were there."""
        places = ((excerpt(self._text[edit.start : edit.end], 80), edit.text) for edit in self.edits())
        return "\n".join(f"“{before}” → “{after}”" for before, after in places)

    def edits(self) -> list[Replaced]:
        """What was corrected so far, as edits of the text as it is stored."""
        return self._log.edits()

    # --- keeping ----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps, Esc leaves."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.keep()
        elif event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)

    def _caret(self) -> int:
        text = words_of(self.editor.document())
        return Offsets(text).to_text(self.editor.textCursor().position())

    def give_up(self) -> None:
        """Back to the text, which nobody has touched."""
        caret = min(self._caret(), len(self._text))
        self.forget()
        self.done.emit(caret)

    def keep(self) -> None:
        """Make the corrected text the source's text, beside the work; codings move along."""
        new, edits, caret = words_of(self.editor.document()), self._log.edits(), self._caret()
        if new == self._text:
            self.give_up()
            return
        if self._log.result() != new:  # an editing step that was not told as it was done
            edits = []
        self.editor.setReadOnly(True)
        work = partial(_corrected, self._session.project, self._source_id, edits, new)
        job = self._jobs.run(_("Correcting the text"), work, partial(self._on_kept, caret))
        job.ended.connect(lambda: self.editor.setReadOnly(False))

    def _on_kept(self, caret: int, report: Report) -> None:
        self.forget()
        self.done.emit(caret)
        self._session.said.emit(report_words(report))
        if report.detached:
            lost = ngettext(
                "{count} segment lost all its words: “{first}”",
                "{count} segments lost all their words, the first was “{first}”",
                len(report.detached),
            )
            sentence = lost.format(count=len(report.detached), first=excerpt(report.detached[0].before, 60))
            way = _("They keep their codes and wait for other words: Edit, Segments without words.")
            self._session.told.emit(sentence, way)


def _corrected(project: Project, source_id: int, edits: list[Replaced], new: str, _progress: Progress) -> Report:
    from qda.sources import editing
    from qda.sources.anchoring import Edit

    if not edits:
        return editing.replace_with(project, source_id, new)
    return editing.correct(project, source_id, [Edit(edit.start, edit.end, edit.text) for edit in edits])


def report_words(report: Report) -> str:
    """“Corrected. 2 segments have other words now, 12 only moved.”"""
    changed = ngettext(
        "{count} segment has other words now", "{count} segments have other words now", len(report.changed)
    )
    return _("Corrected. {changed}, {moved} only moved.").format(
        changed=changed.format(count=len(report.changed)), moved=report.moved
    )
