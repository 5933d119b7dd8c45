"""The memo in the middle of the comparison: written while comparing, with quotes that stay linked to their words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QSyntaxHighlighter, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui import theme
from qda.ui.offsets import units
from qda.ui.parts.small import ElidedLabel, Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.coding.comparison import VerdictRow

_ADDRESS = re.compile(r"\[([^\[\]\n]+)(\]\(segment:[0-9A-Za-z-]+\))")
_DURABLE = 700  # milliseconds after a key: what was typed is on disk as a draft
_IDLE = 300_000  # after five idle minutes it is a version


class _Addresses(QSyntaxHighlighter):
    """The address of a quotation is shown as the words that it is called by; the address itself takes no room."""

    def __init__(self, session: Session, document: QTextDocument) -> None:
        super().__init__(document)
        self._session = session
        session.ink_changed.connect(lambda _ink: self.rehighlight())

    def highlightBlock(self, text: str) -> None:
        """Words in the accent, the rest unseen; quotes softer."""
        ink = self._session.ink
        if text.startswith(">"):
            soft = QTextCharFormat()
            soft.setForeground(theme.qcolor(ink.soft))
            self.setFormat(0, units(text), soft)
        for found in _ADDRESS.finditer(text):
            shown, unseen = QTextCharFormat(), QTextCharFormat()
            shown.setForeground(theme.qcolor(ink.accent))
            shown.setFontUnderline(True)
            unseen.setForeground(Qt.GlobalColor.transparent)
            unseen.setFontPointSize(0.5)
            bracket = (found.start(), found.start() + 1)
            for (start, end), look in ((bracket, unseen), (found.span(1), shown), (found.span(2), unseen)):
                self.setFormat(units(text[:start]), units(text[start:end]), look)


class CompareMemo(QWidget):
    """One memo. What it hangs on is told by the page before it is kept; `done` is emitted when its writer leaves it."""

    done = Signal()
    quote_wanted = Signal()
    writing = Signal(bool)  # somebody begins to write, or is done

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._slot = ""
        self._stored = ""
        self.memo_id: int | None = None
        self.verdict_id: int | None = None
        self.segment_ids: tuple[int, ...] = ()
        self.quoted: list[int] = []
        self.code_id: int | None = None
        self.setObjectName("compareMemo")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_DURABLE)
        self._soon.timeout.connect(self._save_draft)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self.keep)
        self.editor.textChanged.connect(self._on_typed)
        self.editor.installEventFilter(self)
        session.closing.connect(self.keep)
        session.closed.connect(self._forget)

    def _build(self) -> None:
        self.head = ElidedLabel("", self)
        self.head.setObjectName("soft")
        self.head.setFont(small_font())
        self.quote = Link(_("Quote into memo (Q)"), self.quote_wanted.emit, self)
        self.new = Link(_("New memo"), self.begin, self)
        row = QHBoxLayout()
        row.setContentsMargins(5 * STEP, STEP, 4 * STEP, 0)
        row.setSpacing(3 * STEP)
        row.addWidget(self.head)
        row.addStretch(1)
        for link in (self.quote, self.new):
            link.setFont(small_font())
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            row.addWidget(link)
        self.editor = QPlainTextEdit(self)
        self.editor.setObjectName("memoText")
        self.editor.setFont(theme.reading_font())
        self.editor.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.editor.setPlaceholderText(_("What does comparing show? Written here (M) it stays with the verdict."))
        self.editor.setAccessibleName(_("Memo on the comparison"))
        self.editor.setTabChangesFocus(True)
        self._addresses = _Addresses(self._session, self.editor.document())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.editor, 1)
        self.setMinimumHeight(64)
        self._show_head()

    # --- which memo -------------------------------------------------------------------------------

    def begin(self) -> None:
        """A memo of its own, on what is compared now; what was written before is kept."""
        self.keep()
        self._forget()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        self.memo_id = self.verdict_id = None
        self._slot = ""
        self.quoted.clear()
        self._show("")
        self._show_head()

    def _show(self, text: str) -> None:
        self._stored = text
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.blockSignals(False)
        self._soon.stop()
        self._idle.stop()

    def attend(self, segment_ids: tuple[int, ...], code_id: int | None) -> None:
        """What is compared now. A memo on a verdict on other segments is left, once it is not being written."""
        if self.verdict_id is not None:
            if set(segment_ids) == set(self.segment_ids) or self.editor.hasFocus():
                return
            self.keep()
            self._forget()
        self.segment_ids, self.code_id = segment_ids, code_id

    def show_verdict(self, verdict: VerdictRow) -> None:
        """The memo that was written on a verdict, or an empty one for it."""
        from qda.memos import queries

        self.keep()
        self._forget()
        self.verdict_id = verdict.id
        self.segment_ids, self.code_id = tuple(part.segment_id for part in verdict.segments), verdict.code_id
        memo = queries.memo(self._session.project, verdict.memo_id) if verdict.memo_id is not None else None
        if memo is not None:
            self.memo_id = memo.id
            self._show(memo.text)
        self._show_head()

    def judged(self, verdict_id: int) -> None:
        """A verdict was given: what is being written is about it."""
        if self.verdict_id is None:
            self.verdict_id = verdict_id
            if self.words().strip():
                self._stored = ""  # kept though not a word has changed: the verdict is to know it
                self.keep()
        self._show_head()

    def refresh(self) -> None:
        """Show what an undo, or the memo panel, has made of the memo; what is being typed stays."""
        from qda.memos import queries

        if self.memo_id is None or self.words() != self._stored:
            return
        memo = queries.memo(self._session.project, self.memo_id)
        if memo is None:
            self._forget()
        elif memo.text != self._stored:
            self._show(memo.text)

    def _show_head(self) -> None:
        if self.verdict_id is not None:
            words = _("Memo on a verdict")
        elif self.memo_id is not None:
            words = _("Memo on a comparison, kept")
        else:
            words = _("Memo on this comparison")
        self.head.setText(words)

    # --- writing ----------------------------------------------------------------------------------

    def words(self) -> str:
        """What is written; no sign is changed on the way."""
        document = self.editor.document()
        lines, block = [], document.begin()
        while block.isValid():
            lines.append(block.text().replace("\u2028", "\n"))
            block = block.next()
        return "\n".join(lines)

    def add(self, paragraph: str) -> None:
        """Put a paragraph at the end, and the caret after it."""
        cursor = QTextCursor(self.editor.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        before = self.words()
        gap = "" if not before.strip() else "\n" if before.endswith("\n") else "\n\n"
        cursor.insertText(f"{gap}{paragraph}\n\n")
        self.editor.setTextCursor(cursor)
        self.editor.ensureCursorVisible()
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_typed(self) -> None:
        self._soon.start()
        self._idle.start()

    def _save_draft(self) -> None:
        from qda.memos import drafts

        if self._session.is_open and self._session.project.writable and self.words() != self._stored:
            self._slot = self._slot or (drafts.slot_of(self.memo_id) if self.memo_id is not None else drafts.new_slot())
            drafts.save(self._session.project, self._slot, self.words(), memo_id=self.memo_id)

    def keep(self) -> None:
        """Make a memo of what was written, or a version of it; nothing when no word has changed."""
        from qda.flows import compare_memo
        from qda.memos import drafts

        self._soon.stop()
        self._idle.stop()
        text = self.words().rstrip()
        if not self._session.is_open or not self._session.project.writable or text == self._stored.rstrip():
            return
        if not text and self.memo_id is None:
            return
        project = self._session.project
        made = self._session.act(
            compare_memo.keep,
            project,
            text,
            memo_id=self.memo_id,
            segment_ids=[*self.segment_ids, *self.quoted],
            code_id=self.code_id,
            verdict_id=self.verdict_id,
        )
        if made is not None:
            self.memo_id, self._stored = made, text
            if self._slot:
                drafts.discard(project, self._slot)
                self._slot = ""
            self._show_head()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the editor keeps what was written; Esc leaves it."""
        if event.type() == QEvent.Type.FocusIn:
            self.writing.emit(True)
        elif event.type() == QEvent.Type.FocusOut:
            self.writing.emit(False)
            self.keep()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.done.emit()
            return True
        return super().eventFilter(watched, event)
