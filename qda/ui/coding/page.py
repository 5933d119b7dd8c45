"""The Code workspace: a source to read and code, as a text, line by line, or as the segments of codes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _
from qda.text import Span
from qda.ui.actions import Actions
from qda.ui.coding import highlighting
from qda.ui.coding.book import CodeBook
from qda.ui.coding.coming_back import ComingBack
from qda.ui.coding.find_strip import FindStrip
from qda.ui.coding.highlighting import NO_CODE, Highlighting
from qda.ui.coding.page_actions import PageActions
from qda.ui.coding.page_head import PageHead, lost_words, source_line
from qda.ui.coding.text_acts import TextActs
from qda.ui.documents.text_view import TextView
from qda.ui.jobs import Jobs
from qda.ui.session import Selection, Session
from qda.ui.working import copying

if TYPE_CHECKING:
    from qda.project.glance import Glance, GlancedText
    from qda.project.project import Change
    from qda.ui.coding.correct import CorrectPage
    from qda.ui.coding.lines.view import LinesView
    from qda.ui.coding.lost_page import LostPage
    from qda.ui.coding.segments_page import SegmentsPage

_SOON = 60  # milliseconds: a selection that is being dragged is told when it rests


class CodePage(QWidget):
    """The middle of the window while coding."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._book = CodeBook.of(session)
        self._places: dict[int, tuple[tuple[int, float], int]] = {}  # source -> scroll position, caret
        self.lines: LinesView | None = None
        self.segments: SegmentsPage | None = None
        self.correcting: CorrectPage | None = None
        self.lost: LostPage | None = None
        self.setAccessibleName(_("Code"))
        self._build()
        self.shown = Highlighting(session, self.view)
        self.acts = TextActs(session, actions, self.shown, self.view)
        self._lines_later = False  # it was left line by line, and is to be so when it is seen
        self._told = False  # that words are selected
        self._telling = QTimer(self, singleShot=True, interval=_SOON)
        self._telling.timeout.connect(self._tell_selection)
        self._back = ComingBack(session, jobs, self._show_again)
        self._connect()
        self.doing = PageActions(actions, self)
        self._on_opened()

    # --- how it is built --------------------------------------------------------------------------

    def _build(self) -> None:
        self.head = PageHead(self._session, self)
        self.view = TextView(self)
        self.view.setAccessibleName(_("Text"))
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.set_ink(self._session.ink)
        self.view.as_it_leaves = self._as_it_leaves
        self.strip = FindStrip(self.view, self)
        text = QWidget(self)
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self.view, 1)
        self._text = text
        self._stack = QStackedWidget(self)
        self._stack.addWidget(text)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._stack, 1)
        self.setAutoFillBackground(True)
        self.setBackgroundRole(self.view.backgroundRole().Base)
        self.setFocusProxy(self.view)

    def _connect(self) -> None:
        session, view = self._session, self.view
        session.glanced.connect(self._on_glanced)
        session.opened.connect(self._on_opened)
        session.closing.connect(self._on_closing)
        session.changed.connect(self._on_changed)
        session.source_wanted.connect(self.show_source)
        session.workspace_wanted.connect(self._on_workspace)
        session.ink_changed.connect(view.set_ink)
        self.head.lost.clicked.connect(self.show_lost)
        view.columnMoved.connect(lambda left, _width: self.head.align_to(left))
        view.selectionChanged.connect(lambda _span: self._telling.start())
        view.codingActivated.connect(self._on_coding)
        view.resizeRequested.connect(self.acts.resize)
        view.codeDropped.connect(self.acts.apply)
        view.confirmed.connect(self.acts.open_field)
        view.typed.connect(self._on_typed)
        view.customContextMenuRequested.connect(self._open_menu)
        self._book.has_words = lambda: self.doing.is_text_seen() and self.acts.has_words()
        self._book.apply_wanted.connect(self.acts.apply)
        self._book.words_wanted.connect(lambda code_id, span: self.acts.apply([code_id], span))
        self._book.activated.connect(self._on_code_activated)
        self._book.segments_wanted.connect(self.show_segments)

    # --- which source -----------------------------------------------------------------------------

    def _on_opened(self) -> None:
        if self._session.source_id is None and self.shown.glanced is None:
            self._show_text()
            self._show_nothing()

    def show_glanced(self, text: GlancedText, memory: Mapping[str, Any] = MappingProxyType({})) -> None:
        """Show a text as it was left, to be read while the study is being opened."""
        self._show_head(text.name)
        lanes = memory.get("lanes")
        self.shown.show_glanced(text, lanes if isinstance(lanes, int) else 0)

    def _on_glanced(self, glance: Glance | None) -> None:
        if glance is None:
            self._show_nothing()

    def _show_head(self, name: str) -> None:
        self.head.setVisible(self._stack.currentWidget() is self._text)
        self.head.show_source(name, "")
        self.head.align_to(self.view.column()[0])
        self.view.setAccessibleName(_("Text of {name}").format(name=name))

    def _show_nothing(self) -> None:
        self.shown.clear(_("Open a text from the study at the left, or import some with Ctrl+Shift+I."))
        self.head.show_source("", "")
        self.head.hide()

    def _on_closing(self) -> None:
        self._lines_later = False
        self._back.wait_for(None)
        self._places.clear()
        self._show_text()
        self._show_nothing()

    def show_source(self, source_id: int, span: Span | None = None) -> None:
        """Show a source, at a place or where it was left."""
        if self.shown.source is None or self.shown.source.id != source_id:
            self._load(source_id)
        if self._stack.currentWidget() is not self._text and not self._in_lines():
            self._show_text()
        if span is not None:
            centre = not self._in_view(span)
            self.view.select(span)
            self.view.reveal(span.start, centre=centre)
        self._session.select(Selection("source", source_id))

    def _in_view(self, span: Span) -> bool:
        box = self.view.rect_of(span)
        return bool(box.intersected(self.view.viewport().rect()) == box)

    def _load(self, source_id: int, found: highlighting.Read | None = None) -> None:
        self._keep_place()
        self._telling.stop()
        self._told = False
        self._back.wait_for(None)
        source = self.shown.show(source_id, found)
        self._session.source_id = source_id
        self._show_head(source.name)
        place = self._places.get(source_id)
        if place is not None:
            self.view.restore(place[0])
            self.view.set_caret(place[1], reveal=False)
        self.strip.refresh()
        QTimer.singleShot(0, self, self._show_line)

    def _keep_place(self) -> None:
        if self.shown.source is not None:
            self._places[self.shown.source.id] = (self.view.position(), self.view.caret())

    def _show_line(self) -> None:
        """Where the source comes from; asked for once the text has been painted."""
        from qda.sources import queries

        if self.shown.source is None or not self._session.is_open:
            return
        row = next((row for row in queries.rows(self._session.project) if row.id == self.shown.source.id), None)
        if row is None:  # deleted, here or by undo
            self._back.wait_for(self.shown.source.id)
            self._session.source_id = None
            self._show_text()
            self._show_nothing()
        else:
            self.head.show_source(row.name, source_line(row))
            self.head.consent.show_source(row.id)
            self._count_lost(row.id)

    def _as_it_leaves(self, span: Span, words: str) -> str:
        """What is copied or dragged away has left, too."""
        shown = self.shown.source
        return words if shown is None else copying.of_text(self._session, shown.id, span, words)

    def _count_lost(self, source_id: int) -> None:
        from qda.coding import corrected

        self.head.show_lost(lost_words(corrected.count_lost(self._session.project, source_id)))

    def _show_again(self, found: highlighting.Read) -> None:
        self._load(found.source.id, found)
        self._session.select(Selection("source", found.source.id))

    def _on_changed(self, change: Change) -> None:
        if self.shown.source is None:
            self._back.hear(change)
            return
        source_id = self.shown.source.id
        if change.touches("text_version") or (change.touches("source") and source_id in change.rows["source"]):
            self._take_source(source_id)
        elif change.touches("source", "case", "unit", "participant", "source_participant"):
            self._show_line()
        elif change.key in ("segments.attach", "segments.remove", "undo", "redo") and change.touches("segment"):
            self._count_lost(source_id)

    def _take_source(self, source_id: int) -> None:
        """The source itself changed: its name, its home, or its text."""
        from qda.sources import queries

        there = any(row.id == source_id for row in queries.rows(self._session.project))
        if there and self.shown.source is not None:
            now = queries.opened(self._session.project, source_id)
            if now.version_id != self.shown.source.version_id or now.unit_starts != self.shown.source.unit_starts:
                self._load(source_id)
        self._show_line()

    # --- where it was left ------------------------------------------------------------------------

    def place(self) -> int:
        """Where in the text the work is."""
        return self.lines.place() if self.lines is not None and self._in_lines() else self.view.caret()

    def memory(self) -> dict[str, Any]:
        """The first place in view, whether the text is worked on line by line, and how wide its stripes stand."""
        lanes = self.view.coded_text().lanes.count
        return {"at": self.view.position(), "lines": self._in_lines() or self._lines_later, "lanes": lanes}

    def go_to(self, memory: Mapping[str, Any]) -> None:
        """Show the text from where it was seen."""
        match memory.get("at"):
            case [int(offset), int() | float() as share]:
                self.view.restore((offset, share))

    def remember(self, memory: Mapping[str, Any], *, glanced: bool) -> None:
        """Be at the same place, in the same form."""
        if not glanced:
            self.go_to(memory)
        self._lines_later = memory.get("lines") is True
        if self.isVisible():
            self._take_up_lines()

    def _take_up_lines(self) -> None:
        if self._lines_later:
            self._lines_later = False
            self.show_lines(True)

    def showEvent(self, event: QShowEvent) -> None:
        """Line by line comes back with the page, where that was left."""
        super().showEvent(event)
        if self._lines_later:
            QTimer.singleShot(0, self, self._take_up_lines)

    # --- what is selected -------------------------------------------------------------------------

    def _tell_selection(self) -> None:
        source = self.shown.source
        if source is None or self.view.current_coding() is not None:
            return
        span = self.acts.words()
        if span is not None or self._told:
            self._told = span is not None
            self._session.select(Selection("source", source.id, span=span))

    def _on_coding(self, coding_id: int) -> None:
        self._telling.stop()
        item = self.view.coded_text().highlight(coding_id)
        if item is not None:
            coding = coding_id if item.code != NO_CODE else None
            self._session.select(Selection("segment", item.segment, coding_id=coding, span=item.span))

    def _on_typed(self, letter: str) -> None:
        """Letters act at once on words that are selected, and on a coding at hand."""
        if self.view.selection() is None or self.shown.source is None:
            return
        shift = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier) or letter.isupper()
        act = {"v": self.acts.in_vivo, "m": self.acts.memo, "u": self.acts.take_off}.get(letter.lower())
        if letter.lower() == "r":
            act = self.acts.recode if shift else self.acts.repeat
        if act is not None and self._session.project.writable:
            act()

    def _on_code_activated(self, ids: list[int]) -> None:
        """A code was chosen in the tree with Enter or a double click: for the words, else to see its segments."""
        if self.isVisible() and self._stack.currentWidget() is self._text and self.acts.words() is not None:
            self.acts.apply(ids)
        else:
            self.show_segments(ids)

    def _open_menu(self, point: QPoint) -> None:
        if self.shown.source is not None and self.view.coded_text().text:
            self.acts.menu(self.view).popup(self.view.viewport().mapToGlobal(point))

    def find_words(self) -> None:
        """Open the strip that finds words in this text."""
        if self.shown.source is not None:
            self._show_text()
            self.strip.open()

    # --- the forms of the page --------------------------------------------------------------------

    def _show_text(self) -> None:
        self._stack.setCurrentWidget(self._text)
        self.head.setVisible(self.shown.source is not None)
        self.setFocusProxy(self.view)

    def _in_lines(self) -> bool:
        return self.lines is not None and self._stack.currentWidget() is self.lines

    def toggle_lines(self) -> None:
        """Change between the text and line by line; the place stays."""
        if not self.isVisible():
            self._session.workspace_wanted.emit("lines")
        elif self._in_lines():
            self.show_lines(False)
        else:
            self.show_lines(True)

    def show_lines(self, on: bool) -> None:
        """Code line by line, or in the text again."""
        if self.shown.source is None or on == self._in_lines():
            return
        if on:
            lines = self._lines_view()
            lines.show_source(self.shown.source.id, self.view.caret())
            self._stack.setCurrentWidget(lines)
            self.head.hide()  # it has one of its own
            self.setFocusProxy(lines)
            lines.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.lines is not None:
            caret = self.lines.place()
            self._show_text()
            self.view.set_caret(caret)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lines_view(self) -> LinesView:
        if self.lines is None:
            from qda.ui.coding.lines.view import LinesView

            self.lines = LinesView(self._session, self._actions, self._jobs, self)
            self._stack.addWidget(self.lines)
        return self.lines

    def _on_workspace(self, name: str) -> None:
        if name == "lines":
            self.show_lines(True)
        elif name == "code" and self._stack.currentWidget() is self.segments:
            self._show_text()

    def show_segments(self, ids: list[int]) -> None:
        """List the segments of codes in the middle; going back shows the text as it was."""
        if not self._session.is_open:
            return
        if self.segments is None:
            from qda.ui.coding.segments_page import SegmentsPage

            self.segments = SegmentsPage(self._session, self._actions, self._jobs, self)
            self.segments.done.connect(self._leave_segments)
            self._stack.addWidget(self.segments)
        if not self.isVisible():
            self._session.workspace_wanted.emit("code")
        self.segments.show_codes(ids)
        self.head.hide()
        self._stack.setCurrentWidget(self.segments)
        self.setFocusProxy(self.segments)
        self.segments.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_segments(self) -> None:
        if self._stack.currentWidget() is self.segments:  # its codes may go long after it was left
            self._show_text()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def correct(self) -> None:
        """Correct the words of the source; its codings move along."""
        if self.shown.source is None or not self.isVisible():
            return
        if self.correcting is None:
            from qda.ui.coding.correct import CorrectPage

            self.correcting = CorrectPage(self._session, self._jobs, self)
            self.correcting.done.connect(self._leave_correcting)
            self._stack.addWidget(self.correcting)
        if not self.correcting.show_source(self.shown.source.id, self.view.caret()):
            return
        self.head.hide()
        self._stack.setCurrentWidget(self.correcting)
        self.setFocusProxy(self.correcting)
        self.correcting.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_correcting(self, caret: int) -> None:
        self._show_text()
        self.view.set_caret(caret)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lost(self) -> None:
        """List the segments of this text that a correction left without words."""
        source = self.shown.source
        if source is None:
            return
        if self.lost is None:
            from qda.ui.coding.lost_page import LostPage

            self.lost = LostPage(self._session, self._jobs, self)
            self.lost.done.connect(self._leave_lost)
            self._stack.addWidget(self.lost)
        if not self.isVisible():
            self._session.workspace_wanted.emit("code")
        chosen = self.acts.words()
        self.lost.show_source(source.id, self.head.name(), chosen, chosen.of(source.text) if chosen else "")
        self.head.hide()
        self._stack.setCurrentWidget(self.lost)
        self.setFocusProxy(self.lost)
        self.lost.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_lost(self, words: Span | None) -> None:
        self._show_text()
        if words is not None:
            self.view.select(words)
            self.view.reveal(words.start, centre=True)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
