"""Beneath the codes: the newest memo on what the work is about, always open for writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.memos.listed.tags import TagPopup
from qda.ui.memos.other_memos import OtherMemos
from qda.ui.memos.words import day, quoted
from qda.ui.memos.written.editor import MemoEditor
from qda.ui.memos.written.head import MemoHead
from qda.ui.memos.written.links import follow_address
from qda.ui.memos.written.quoting import put_quote, segment_words
from qda.ui.memos.written.writer import Beginning, MemoWriter, Words, astray, kind_for
from qda.ui.session import Selection, Session
from qda.ui.theme import STEP
from qda.ui.working import focusing
from qda.ui.working.at_hand import code_at_hand

if TYPE_CHECKING:
    from qda.memos.queries import MemoRow
    from qda.memos.service import Target
    from qda.project.project import Change

_TABLES = ("memo", "memo_link", "memo_version", "memo_tag")


class MemoPanel(QWidget):
    """One memo to write in, and the others on the same thing to go to."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._about: Target | None = None
        self._coding: int | None = None  # the stripe that was chosen, if one was
        self._source: int | None = None  # where the segment lies that it is about
        self._words: Words | None = None
        self._held = False  # it stays with its memo, whatever is selected
        self._rows: list[MemoRow] = []
        self._from: QWidget | None = None  # what had the keyboard before the memo
        self.setAccessibleName(_("Memo"))
        self._build()
        self.writer = MemoWriter(session, self.editor, None, self)
        self._connect()
        self._add_actions()
        if session.is_open:
            self._on_opened()
        else:
            self._on_closed()

    def _build(self) -> None:
        self.head = MemoHead(self)
        self.tag_popup = TagPopup(self._session, self)
        self.editor = MemoEditor(self._session, self)
        self.editor.viewport().setAutoFillBackground(False)
        self.others = OtherMemos(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * STEP, 2 * STEP, 3 * STEP, STEP)
        column.setSpacing(STEP)
        column.addWidget(self.head)
        column.addWidget(self.editor, 1)
        column.addWidget(self.others)
        self.setFocusProxy(self.editor)

    def _connect(self) -> None:
        session = self._session
        session.opened.connect(self._on_opened)
        session.closed.connect(self._on_closed)
        session.selected.connect(self._on_selected)
        session.changed.connect(self._on_changed)
        self.writer.settled.connect(self._on_settled)
        self.writer.touched.connect(self._show_head)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self.head.kind_chosen.connect(lambda kind: self._describe(kind=kind))
        self.head.stage_chosen.connect(lambda stage: self._describe(stage=stage))
        self.head.versions_wanted.connect(self._show_versions)
        self.head.tags_wanted.connect(self._ask_tags)
        self.head.hold_wanted.connect(self.hold)
        self.editor.address_clicked.connect(self._follow_address)
        self.others.itemActivated.connect(self._on_other)
        self.others.itemClicked.connect(self._on_other)

    def _add_actions(self) -> None:
        add = self._actions.add
        add("memo.new", _("New memo"), self.new_memo, keys="Ctrl+M", menu="&Memo", writes=True)
        add("memo.write", _("Write on the memo"), self._focus_editor, menu="&Memo", writes=True, when=self._is_there)
        add("memo.quote", _("Quote the selected words"), self.quote, keys="Ctrl+Shift+Q", menu="&Memo", writes=True,
            when=self._may_quote)  # fmt: skip
        add("memo.hold", _("Stay with this memo, or follow again"), self.hold, keys="Ctrl+Shift+J", menu="&Memo",
            when=self._is_there)  # fmt: skip
        add("code.trace", _("Whose word? Trace of the in-vivo code"), self.trace, keys="Ctrl+Shift+O", menu="&Code",
            when=lambda: code_at_hand(self._session) is not None)  # fmt: skip

    def _is_there(self) -> bool:
        return self.writer.memo_id is not None or self.writer.beginning is not None

    def _may_quote(self) -> bool:
        return self._is_there() and (self._words or segment_words(self._session)) is not None

    def _focus_editor(self) -> None:
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _on_focus(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self.editor and before is not None and not self.isAncestorOf(before):
            self._from = focusing.keeper(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to where one came from to write."""
        if event.key() != Qt.Key.Key_Escape or not focusing.give_back(self._from):
            super().keyPressEvent(event)

    # --- what it is about -------------------------------------------------------------------------

    def about(self) -> Target | None:
        """What the shown memo hangs on, or a new one would."""
        return self._about

    def _on_opened(self) -> None:
        from qda.memos.service import Target

        self._words = None
        self._show_about(Target("study", 1))
        self._on_selected(self._session.selection)

    def _on_closed(self) -> None:
        self._attend(None)
        self._words, self._rows, self._held = None, [], False
        self.writer.clear()
        self._show_head()
        self._show_others()

    def _on_selected(self, selection: Selection) -> None:
        from qda.memos.service import TARGETS, Target

        if not self._session.is_open:
            return
        if self._held:
            self._note_words(selection)
            return
        if selection.line and selection.span is not None:
            self._show_line(Words(selection.id, selection.span))
            return
        if selection.kind == "source" and (selection.span is not None or self._words is not None):
            # Selecting words is no change of subject: one may be about to quote them.
            leaving = selection.span is None and self._words is not None and self._words.source_id != selection.id
            self._words = None if selection.span is None else Words(selection.id, selection.span)
            if not leaving:
                return
        if selection.kind == "segment":
            self._note_words(selection)
        if selection.kind == "memo":
            self._show_id(selection.id)
        elif selection.kind in TARGETS and selection.id:
            self._show_about(Target(selection.kind, selection.id), selection.coding_id)

    def _note_words(self, selection: Selection) -> None:
        """Remember the words that may be quoted next; where a segment lies is looked up when it is quoted."""
        if selection.kind == "source":
            self._words = None if selection.span is None else Words(selection.id, selection.span)
        elif selection.kind == "segment":
            self._words = None  # its text need not be the one that is open

    def hold(self) -> None:
        """Stay with the memo that is shown, to quote from anywhere into it; or follow the selection again."""
        self._held = not self._held and self._is_there()
        if self._held:
            self._session.said.emit(_("The memo stays while you look elsewhere; Ctrl+Shift+Q quotes into it."))
            self._show_head()
        else:
            self._show_head()
            self._on_selected(self._session.selection)

    def _attend(self, target: Target | None, coding: int | None = None) -> None:
        """Be about this, and remember where it lies, for when it is gone."""
        self._about, self._coding, self._source = target, coding, None
        if target is not None and target.kind == "segment":
            from qda.coding import lookups

            place = lookups.place(self._session.project, target.id)
            self._source = self._session.source_id if place is None else place.source_id

    def _show_about(self, target: Target, coding: int | None = None) -> None:
        if target == self._about and self.writer.beginning is None:
            self._coding = coding
            return
        self.writer.settle()
        self._attend(target, coding)
        self._read_rows()
        self._show_newest()

    def _show_line(self, words: Words) -> None:
        """Be about the line that is worked on: a memo within it, else a new one that begins with the first letter."""
        from qda.coding import lookups
        from qda.memos.service import Target

        self._words = words
        remarked = lookups.remarked(self._session.project, words.source_id)
        within = [at for at in remarked if words.span.start <= at.start and at.end <= words.span.end]
        if within:
            self._show_about(Target("segment", within[-1].segment_id))
            return
        begun = self.writer.beginning
        if begun is None or begun.words != words:
            self.writer.settle()
            self._attend(Target("source", words.source_id))
            self._rows = []  # those on the source are not on the line
            self.writer.begin(Beginning(self._about, words))
            self._show_head()
            self._show_others()

    def _read_rows(self) -> None:
        from qda.memos import queries

        self._rows = [] if self._about is None else queries.on(self._session.project, self._about)

    def _show_newest(self) -> None:
        if self._rows:
            self.writer.show_memo(self._rows[0])
        else:
            self.writer.begin(Beginning(self._about, kind=kind_for(self._about), source_id=self._source))
        self._show_head()
        self._show_others()

    def _show_id(self, memo_id: int) -> None:
        """Show a memo wherever it hangs; the others are those on the first thing that it hangs on."""
        from qda.memos import queries

        row = queries.memo(self._session.project, memo_id)
        if row is not None and row.id != self.writer.memo_id:
            self.writer.settle()
            self._attend(row.links[0].target if row.links else None)
            self._read_rows()
            self.writer.show_memo(row)
            self._show_head()
            self._show_others()

    # --- keeping up -------------------------------------------------------------------------------

    def _on_changed(self, change: Change) -> None:
        if self.writer.settling:
            return
        about = self._about
        if about is not None and (
            about.id in change.rows.get(about.kind, ()) or (about.kind == "segment" and change.touches("coding"))
        ):
            self._keep_hold(about)
        if change.touches(*_TABLES):
            self._follow()
        elif self._about is not None and self._about.id in change.rows.get(self._about.kind, ()):
            self._show_head()  # it has another name

    def _keep_hold(self, about: Target) -> None:
        """Go along with the coding to its new segment; where what it is about is gone, to the source or the study."""
        target = self._where_now(about)
        if target == about:
            return
        self._attend(target, self._coding if target.kind == "segment" else None)
        self._read_rows()
        if self.writer.dirty:
            self.writer.aim(target)  # what is being typed goes along
            if target.kind != "segment":
                self._session.said.emit(astray(target))
        elif target.kind != "segment" and self._session.selection.line and self._words is not None:
            self._show_line(self._words)
        elif all(row.id != self.writer.memo_id for row in self._rows):
            self._show_newest()
        self._show_head()
        self._show_others()

    def _where_now(self, about: Target) -> Target:
        from qda.coding import queries
        from qda.memos import drafts
        from qda.memos.service import Target

        project = self._session.project
        coding = None if self._coding is None else queries.coding(project, self._coding)
        if about.kind == "segment" and coding is not None:
            return Target("segment", coding.segment_id)
        if drafts.is_there(project, about):
            return about
        source = None if self._source is None else Target("source", self._source)
        return source if source is not None and drafts.is_there(project, source) else drafts.STUDY

    def _on_settled(self, _memo_id: int | None) -> None:
        row = self.writer.row
        if row is not None and row.links and all(link.target != self._about for link in row.links):
            self._attend(row.links[0].target)  # a segment was made for it, or it went astray
        self._follow()

    def _follow(self) -> None:
        from qda.memos import queries

        self._read_rows()
        shown = self.writer.memo_id
        row = None if shown is None else queries.memo(self._session.project, shown)
        if row is not None:
            self.writer.take(row)
        elif not self.writer.dirty and (shown is not None or (self._rows and not self._on_words())):
            self._show_newest()  # undone, or done again
        self._show_head()
        self._show_others()

    def _on_words(self) -> bool:
        begun = self.writer.beginning
        return begun is not None and begun.words is not None

    def _show_head(self) -> None:
        row, begun = self.writer.row, self.writer.beginning
        self.head.set_known(row is not None or begun is not None)
        self.head.show_title(self._title())
        self.head.show_hold(shown=row is not None or begun is not None, held=self._held)
        may_tag = row is not None and self._session.project.writable
        self.head.show_tags(() if row is None else row.tags, may_tag=may_tag)
        if row is not None:
            self.head.show_state(row.kind, row.stage, row.versions, day(row.created_at))
        elif begun is not None:
            self.head.show_state(begun.kind, begun.stage, 0, _("begun") if self.writer.dirty else _("not begun"))
        self.editor.setPlaceholderText(self._invitation())

    def _title(self) -> str:
        begun = self.writer.beginning
        if begun is not None and begun.words is not None:
            if not self._session.selection.line:
                return _("New memo on the selected words")
            return _("New memo on this line") if self.writer.dirty else _("No memo on this line yet")
        if self._about is None:
            return _("Memo") if self._session.is_open else ""
        from qda.memos import queries

        name = quoted(queries.label(self._session.project, self._about))
        if begun is not None and self.writer.dirty:
            return _("New memo on {name}").format(name=name)
        return _("Memo on {name}").format(name=name) if self._rows else _("No memo on {name} yet").format(name=name)

    def _invitation(self) -> str:
        if self.writer.beginning is None:
            return ""
        return _("Write what you see, compare and wonder about. It is kept as soon as there is a word.")

    def _show_others(self) -> None:
        shown = self.writer.memo_id
        self.others.show_rows([row for row in self._rows if row.id != shown])

    def _on_other(self, item: QListWidgetItem) -> None:
        memo_id = item.data(Qt.ItemDataRole.UserRole)
        row = next((row for row in self._rows if row.id == memo_id), None)
        if row is not None:
            self.writer.show_memo(row)
            self._show_head()
            self._show_others()
            self._focus_editor()

    # --- acts -------------------------------------------------------------------------------------

    def new_memo(self) -> None:
        """Begin a new memo, dated now, on the selected words or on what is shown; the keyboard goes there."""
        from qda.memos.service import Target

        selection, words = self._session.selection, None
        target = self._about
        if selection.kind == "source" and selection.span is not None:
            words = Words(selection.id, selection.span)
            target = Target("source", selection.id)
        self.writer.settle()
        if words is not None:
            self._attend(target)
            self._read_rows()
        kind = kind_for(None if words else target)
        self.writer.begin(Beginning(target, words, kind=kind, source_id=self._source))
        self._show_head()
        self._show_others()
        self._focus_editor()

    def _describe(self, *, kind: str | None = None, stage: str | None = None) -> None:
        self.writer.describe(kind=kind, stage=stage)
        self._show_head()

    def _ask_tags(self, at: QPoint) -> None:
        self.writer.settle()
        if self.writer.memo_id is not None:
            self.tag_popup.ask([self.writer.memo_id], at)

    def _follow_address(self, guid: str) -> None:
        follow_address(self._session, guid, self.writer.memo_id, self.editor.words())

    def trace(self) -> None:
        """Follow the words of the code at hand through all texts: the one that was just given, where none is chosen."""
        code = code_at_hand(self._session)
        if code is None:
            self._session.said.emit(_("Select an in-vivo code first."))
            return
        self._session.select(Selection("code", code))
        self._session.workspace_wanted.emit("trace")

    def _show_versions(self) -> None:
        if self.writer.memo_id is not None:
            memo_id = self.writer.memo_id
            self._session.workspace_wanted.emit("memos")
            self._session.select(Selection("memo", memo_id))

    def quote(self) -> None:
        """Put the selected words into the memo with their live address, and hang the memo on them, in one act."""
        words = self._words or segment_words(self._session)
        if words is None:
            self._session.said.emit(_("Select the words in the text first, then quote them."))
            return
        put_quote(self._session, self.writer, self.editor, words)
        self._focus_editor()
