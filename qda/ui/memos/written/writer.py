"""What is being written, and how it gets to disk: a draft within a second, one command when the writer leaves it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLineEdit

from qda.i18n import N_, _
from qda.text import Span
from qda.ui.memos.written.editor import MemoEditor
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow
    from qda.memos.service import Target

_DRAFT_EVERY = 700
_IDLE = 5 * 60 * 1000

_KIND_FOR = {"code": "code", "case": "case", "participant": "case", "memo": "theoretical", "relation": "theoretical"}


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source on which nothing stands yet: a segment is made of them when a memo is kept."""

    source_id: int
    span: Span


@dataclass(frozen=True, slots=True)
class Beginning:
    """A memo that does not exist yet: what it will hang on, its kind and stage.

    `source_id` is where its segment lies: there it goes when the segment is gone before the memo is kept.
    """

    target: Target | None
    words: Words | None = None
    kind: str = "initial"
    stage: str = "early"
    source_id: int | None = None


def kind_for(target: Target | None) -> str:
    """The kind that a memo on something usually is."""
    return "initial" if target is None else _KIND_FOR.get(target.kind, "initial")


def astray(target: Target) -> str:
    """Says where a memo went whose subject is gone."""
    if target.kind == "source":
        return _("What the memo was on is gone. It hangs on the source now.")
    return _("What the memo was on is gone. It hangs on the study now.")


class MemoWriter(QObject):
    """One editor and the memo in it. `settled` tells the id of the memo that was written, or None if it was blank."""

    settled = Signal(object)
    touched = Signal()  # the first letter since the last time it was kept

    def __init__(self, session: Session, editor: MemoEditor, title: QLineEdit | None, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._title = title
        self._row: MemoRow | None = None
        self._begun: Beginning | None = None
        self._slot = ""
        self._loading = False
        self._dirty = False
        self._as_shown = ("", "")  # words and title, before anything was typed
        self._also: Callable[[int], object] | None = None
        self.settling = False
        self._saving = QTimer(self, singleShot=True, interval=_DRAFT_EVERY)
        self._saving.timeout.connect(self.save_draft)
        self._idle = QTimer(self, singleShot=True, interval=_IDLE)
        self._idle.timeout.connect(self.settle)
        editor.textChanged.connect(self._on_typed)
        editor.left.connect(self._on_left)
        if title is not None:
            title.textEdited.connect(self._on_typed)
            title.editingFinished.connect(self._on_left)
        session.closing.connect(self._on_closing)

    # --- what is in the editor --------------------------------------------------------------------

    @property
    def memo_id(self) -> int | None:
        """The memo that is shown; None for one that is only begun."""
        return None if self._row is None else self._row.id

    @property
    def row(self) -> MemoRow | None:
        """The memo as it was kept last."""
        return self._row

    @property
    def beginning(self) -> Beginning | None:
        """What a new memo would be."""
        return self._begun

    @property
    def dirty(self) -> bool:
        """True if something was typed that is not kept yet."""
        return self._dirty

    def show_memo(self, row: MemoRow) -> None:
        """Show a memo; what was being written is kept first."""
        self.settle()
        self._row, self._begun = row, None
        self._show(row.text, row.title)

    def begin(self, beginning: Beginning) -> None:
        """An empty field for a memo that begins with the first letter; what was being written is kept first."""
        self.settle()
        self._row, self._begun = None, beginning
        self._show("", "")

    def clear(self) -> None:
        """Nothing to write on."""
        self.settle()
        self._row = self._begun = None
        self._show("", "")

    def take(self, row: MemoRow) -> None:
        """The same memo was changed elsewhere, by undo for one; what is being typed is not disturbed."""
        self._row = row
        if not self._dirty:
            self._show(row.text, row.title)

    def _show(self, text: str, title: str) -> None:
        self._loading = True
        self._slot, self._dirty, self._as_shown = "", False, (text, title)
        if text != self._editor.words():
            self._editor.show_words(text)
        if self._title is not None and self._title.text() != title:
            self._title.setText(title)
            self._title.setCursorPosition(0)
        may_write = self._session.is_open and self._session.project.writable
        nothing = self._row is None and self._begun is None
        self._editor.setReadOnly(not may_write or nothing)
        if self._title is not None:
            self._title.setReadOnly(not may_write or nothing)
        self._loading = False

    def aim(self, target: Target) -> None:
        """Hang what is begun on this instead, with what has been typed of it."""
        if self._begun is not None:
            self._begun = replace(self._begun, target=target, words=None)

    def describe(self, *, kind: str | None = None, stage: str | None = None) -> None:
        """Set the kind or the stage, of what is there or of what is begun."""
        from qda.memos import service

        if self._row is not None:
            self.settle()
            self._session.act(service.describe, self._session.project, self._row.id, kind=kind, stage=stage)
        elif self._begun is not None:
            begun = self._begun
            self._begun = replace(begun, kind=kind or begun.kind, stage=stage or begun.stage)

    # --- keeping ----------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        if self._loading or (self._row is None and self._begun is None):
            return
        if not self._dirty and self._as_shown == (self._editor.words(), self._title_words()):
            return  # other colours, from light to dark for one, are told like other words
        if not self._dirty:
            self._dirty = True
            self.touched.emit()
        if not self._saving.isActive():  # not restarted: who never pauses is saved as well
            self._saving.start()
        self._idle.start()

    def _title_words(self) -> str:
        if self._title is not None:
            return self._title.text()
        return "" if self._row is None else self._row.title

    def save_draft(self) -> None:
        """Put what was typed on disk, outside the history."""
        self._saving.stop()
        if not self._dirty or not self._session.is_open:
            return
        from qda.memos import drafts

        if not self._slot:
            self._slot = drafts.slot_of(self._row.id) if self._row is not None else drafts.new_slot()
        target = self._begun.target if self._begun is not None else None
        self._session.act(
            drafts.save,
            self._session.project,
            self._slot,
            self._editor.words(),
            title=self._title_words(),
            memo_id=self.memo_id,
            target=target,
        )

    def settle(self, also: Callable[[int], object] | None = None) -> None:
        """Keep what was typed as one act; a memo that is still blank is no memo. `also` is done with it, by its id."""
        self._also = also
        self._saving.stop()
        self._idle.stop()
        if not self._dirty or not self._session.is_open or self.settling:
            return
        self.settling = True
        try:
            kept = self._session.act(self._keep)
        finally:
            self.settling = False
        if kept is not None:
            self._dirty, self._slot, self._as_shown = False, "", (self._editor.words(), self._title_words())
            self._reread(kept)
            self.settled.emit(kept or None)

    def _keep(self) -> int:
        """Write it; gives the memo's id, 0 for a blank one."""
        from qda.memos import drafts, service

        project, begun = self._session.project, self._begun
        slot = self._slot or (drafts.slot_of(self._row.id) if self._row is not None else drafts.new_slot())
        text, title = self._editor.words(), self._title_words()
        # One act by name, though a segment may have to be made and a stage be set for it.
        with project.command("memos.write", N_("Write memo “{title}”"), title=title or service.first_words(text)):
            wanted = self._wanted(blank=not (text.strip() or title.strip()))
            target = None if wanted is None else self._firm(wanted)
            draft = drafts.Draft(slot, self.memo_id, target, title, text, project.coder_name, 0)
            memo_id = drafts.settle(project, draft, kind=self._kind())
            if memo_id is not None and self._also is not None:
                self._also(memo_id)
            if memo_id is not None and begun is not None and begun.stage != "early":
                service.describe(project, memo_id, stage=begun.stage)
        if self._slot:
            drafts.discard(project, slot)  # where nothing was written, the command took its own discarding back
        if target is not None and target != wanted and memo_id not in (None, self.memo_id):
            self._session.said.emit(astray(target))
        return memo_id or 0

    def _kind(self) -> str:
        if self._begun is not None:
            return self._begun.kind
        return "initial" if self._row is None else self._row.kind

    def _wanted(self, *, blank: bool) -> Target | None:
        """What it is to hang on; for a memo that was kept what it hung on first, should that have been undone."""
        if self._begun is not None:
            words = self._begun.words
            return self._begun.target if words is None or blank else self._hold(words)
        return self._row.links[0].target if self._row is not None and self._row.links else None

    def _hold(self, words: Words) -> Target:
        from qda.coding import segments
        from qda.memos import drafts
        from qda.memos.service import Target

        source = Target("source", words.source_id)
        if not drafts.is_there(self._session.project, source):
            return source  # and from there to the study
        try:
            return Target("segment", segments.hold(self._session.project, words.source_id, words.span))
        except segments.SpanOutside:  # the text was made shorter meanwhile
            self._session.said.emit(astray(source))
            return source

    def _firm(self, wanted: Target) -> Target:
        """What it can hang on: what is wanted, where that is gone its source, and where that is gone too the study."""
        from qda.memos import drafts
        from qda.memos.service import Target

        if drafts.is_there(self._session.project, wanted):
            return wanted
        source_id = None if self._begun is None else self._begun.source_id
        source = None if source_id is None else Target("source", source_id)
        return source if source is not None and drafts.is_there(self._session.project, source) else drafts.STUDY

    def _reread(self, memo_id: int) -> None:
        from qda.memos import queries

        row = queries.memo(self._session.project, memo_id) if memo_id else None
        if row is not None:
            self._row, self._begun = row, None

    def _on_left(self) -> None:
        self.settle()

    def _on_closing(self) -> None:
        self.settle()
        self._row = self._begun = None
        self._show("", "")
