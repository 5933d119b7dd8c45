"""The versions of one memo: any two compared word by word, each to be looked at and restored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.memos.words import moment
from qda.ui.memos.written.editor import MemoEditor
from qda.ui.memos.written.head import Choice
from qda.ui.offsets import Offsets
from qda.ui.parts.small import Link, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink, mixed, qcolor

if TYPE_CHECKING:
    from qda.memos.comparing import Change
    from qda.memos.queries import VersionRow


_ROWS = 5


class Versions(QWidget):
    """Older words to look at, to compare and to restore. One chosen version is compared with the one before it."""

    done = Signal()
    taken_up = Signal(str, str)  # title and text of a version
    restore_wanted = Signal(int)  # the number of a version

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[VersionRow] = []
        self.list = QListWidget(self)
        self.list.setFrameShape(QListWidget.Shape.NoFrame)
        self.list.setAccessibleName(_("Versions of the memo; choose two to compare them"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.itemSelectionChanged.connect(self._show)
        self.text, self.before = MemoEditor(session, self), MemoEditor(session, self)
        self.text.setAccessibleName(_("The memo as it was"))
        self.before.setAccessibleName(_("The earlier version"))
        for field in (self.text, self.before):
            field.setReadOnly(True)
        how = {"words": _("The words"), "inline": _("Changes inline"), "beside": _("Side by side")}
        self.how = Choice(_("How versions are shown"), how, self)
        self.how.show_choice("words")
        self.how.chosen.connect(self.show_how)
        self._restore = Link(_("Restore"), self._on_restore, self)
        self._restore.setAccessibleName(_("Restore as a new version"))
        self._take_up = Link(_("Write on from it"), self._take, self)
        self._take_up.setAccessibleName(_("Take these words up again, to write on from them"))
        self._told = QLabel("", self)
        self._told.setFont(small_font())
        self._told.setObjectName("soft")
        self._told.setWordWrap(True)
        self._lay_out()
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(2 * STEP)
        for part in (Link(_("Back (Esc)"), self.done.emit, self), self._restore, self._take_up):
            line.addWidget(part)
        line.addStretch(1)
        shown = QHBoxLayout()
        shown.setSpacing(3 * STEP)
        shown.addWidget(self.how)
        shown.addWidget(self._told, 1)
        shown.addStretch(0)  # where nothing is told the choice stays at the left
        texts = QHBoxLayout()
        texts.setSpacing(4 * STEP)
        texts.addWidget(self.before, 1)
        texts.addWidget(self.text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addLayout(line)
        column.addWidget(self.list)
        column.addLayout(shown)
        column.addLayout(texts, 1)

    def show_memo(self, memo_id: int) -> None:
        """List the versions of a memo, the newest first."""
        from qda.memos import queries

        self._rows = list(reversed(queries.versions(self._session.project, memo_id)))
        for link in (self._take_up, self._restore):
            link.setVisible(self._session.project.writable)
        self.list.clear()
        for row in self._rows:
            words = _("{number}: {when}").format(number=row.number, when=moment(row.created_at))
            self.list.addItem(QListWidgetItem(words))
        line = self.list.sizeHintForRow(0) if self._rows else 0
        self.list.setFixedHeight(min(_ROWS, len(self._rows)) * line + STEP)
        self.list.setCurrentRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to writing."""
        if event.key() == Qt.Key.Key_Escape:
            self.done.emit()
        else:
            super().keyPressEvent(event)

    def show_how(self, how: str) -> None:
        """Show the words alone, the changes inline, or two versions side by side."""
        self.how.show_choice(how)
        self._show()

    def _dress(self, ink: Ink) -> None:
        self.list.setStyleSheet(
            "QListWidget { background: transparent; outline: none; } QListWidget::item { padding: 2px 4px; }"
            f" QListWidget::item:selected {{ background: {ink.selection}; color: {ink.ink}; }}"
        )
        self._show()

    # --- what is shown ----------------------------------------------------------------------------

    def compared(self) -> tuple[VersionRow, VersionRow] | None:
        """The earlier and the later of what is compared: two that are chosen, or one with that before it."""
        rows = sorted(index.row() for index in self.list.selectedIndexes())
        if len(rows) == 1 and rows[0] + 1 < len(self._rows):
            rows.append(rows[0] + 1)
        return (self._rows[rows[-1]], self._rows[rows[0]]) if len(rows) >= 2 else None

    def chosen(self) -> VersionRow | None:
        """The version that would be restored: the one at hand."""
        row = self.list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _show(self) -> None:
        if len(self.list.selectedIndexes()) >= 2 and self.how.choice == "words":
            self.how.show_choice("inline")  # who chooses two wants to compare them
        pair, how = self.compared(), self.how.choice
        comparing = pair is not None and how != "words"
        self.before.setVisible(comparing and how == "beside")
        self._told.setVisible(how != "words")
        if not comparing or pair is None:
            row = self.chosen()
            self._fill(self.text, [] if row is None else [("same", row.text)])
            self._told.setText(_("This is the first version; there is none before it."))
            return
        from qda.memos import comparing as words

        earlier, later = pair
        changes = words.compare(earlier.text, later.text)
        self._tell(earlier, later, changes)
        if how == "inline":
            self._fill(self.text, [(change.kind, change.text) for change in changes])
        else:
            self._fill(self.before, [(c.kind, c.text) for c in changes if c.kind != "added"])
            self._fill(self.text, [(c.kind, c.text) for c in changes if c.kind != "removed"])

    def _tell(self, earlier: VersionRow, later: VersionRow, changes: list[Change]) -> None:
        from qda.memos import comparing

        removed, added = comparing.counts(changes)
        told = _("From version {one} to {other}: {removed} words removed, {added} added.")
        titled = "" if earlier.title == later.title else " " + _("The title was “{title}”.").format(title=earlier.title)
        self._told.setText(told.format(one=earlier.number, other=later.number, removed=removed, added=added) + titled)

    def _fill(self, field: MemoEditor, parts: list[tuple[str, str]]) -> None:
        whole = "".join(text for _kind, text in parts)
        field.show_words(whole)
        offsets, at, marks = Offsets(whole), 0, []
        for kind, text in parts:
            if kind != "same":
                marks.append(self._mark(field, kind, offsets.to_qt(at), offsets.to_qt(at + len(text))))
            at += len(text)
        field.setExtraSelections(marks)

    def _mark(self, field: MemoEditor, kind: str, start: int, end: int) -> QTextEdit.ExtraSelection:
        """Added words are underlined, removed ones struck through; colour comes on top."""
        ink, mark, looks = self._session.ink, QTextEdit.ExtraSelection(), QTextCharFormat()
        colour = ink.accent if kind == "added" else ink.hint
        looks.setBackground(QColor(mixed(colour, ink.paper, 0.18)))
        if kind == "added":
            looks.setFontUnderline(True)
        else:
            looks.setFontStrikeOut(True)
            looks.setForeground(qcolor(ink.soft))
        cursor = QTextCursor(field.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        mark.cursor, mark.format = cursor, looks
        return mark

    # --- acts -------------------------------------------------------------------------------------

    def _on_restore(self) -> None:
        row = self.chosen()
        if row is not None:
            self.restore_wanted.emit(row.number)

    def _take(self) -> None:
        row = self.chosen()
        if row is not None:
            self.taken_up.emit(row.title, row.text)
