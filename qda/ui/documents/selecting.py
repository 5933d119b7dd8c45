"""Selecting: the caret, what is selected, and the coding at hand. How hands and keys do it comes with TextView."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget

from qda.text import Mark, Span
from qda.ui.documents import access, movement, stretches
from qda.ui.documents.coded_text import Highlight, SpanIndex
from qda.ui.documents.painting import Look
from qda.ui.documents.surface import Surface


class Selecting(Surface):
    """A coded text in which a stretch can be selected and one coding taken in hand."""

    selectionChanged = Signal(object)  # noqa: N815 - Qt's way of naming signals; Span or None
    currentChanged = Signal(object)  # noqa: N815 - id of the coding at hand, or None
    caretMoved = Signal(int)  # noqa: N815
    codingActivated = Signal(int)  # noqa: N815
    resizeRequested = Signal(int, int, int, bool)  # noqa: N815

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caret = 0
        self._anchor = 0
        self._goal: float | None = None  # the x that moving up and down keeps to
        self._current: int | None = None
        self._preview: Span | None = None
        self._found: SpanIndex[Span] = SpanIndex()
        self._lit = False  # the caret, between two blinks
        self._blinking = QTimer(self)
        self._blinking.timeout.connect(self._blink)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        access.install(Selecting)

    # -- what is shown

    def show_text(
        self,
        text: str,
        marks: Iterable[Mark] = (),
        unit_starts: Sequence[int] = (),
        highlights: Iterable[Highlight] = (),
        *,
        breaks: bool = True,
        lanes: int = 0,
    ) -> None:
        """Show a text from its beginning. `breaks`: each unit begins a line (units of 80 characters).

        There is room for so many `lanes` of stripes, or more.
        """
        had = self.selection(), self._current
        self._caret = self._anchor = 0
        self._goal = self._current = self._preview = None
        self._found = SpanIndex()
        super().show_text(text, marks, unit_starts, highlights, breaks=breaks, lanes=lanes)
        if had[0] is not None:
            self.selectionChanged.emit(None)
        if had[1] is not None:
            self.currentChanged.emit(None)
        access.text_changed(self)

    def set_highlights(self, highlights: Iterable[Highlight]) -> None:
        """Show these codings instead of those before."""
        super().set_highlights(highlights)
        if self._current is not None and self.current_highlight() is None:
            self._set_current(None)

    def remove(self, coding: int) -> None:
        """Show a coding no longer; nothing happens if it is not shown."""
        super().remove(coding)
        if coding == self._current:
            self._set_current(None)

    def set_marks_found(self, spans: Iterable[Span]) -> None:
        """Outline these spans, hits of a search, instead of those before."""
        self._found = SpanIndex(spans)
        self.viewport().update()

    # -- selection and caret

    def selection(self) -> Span | None:
        """What is selected."""
        low, high = sorted((self._anchor, self._caret))
        return Span(low, high) if low < high else None

    def caret(self) -> int:
        """Where the caret stands."""
        return self._caret

    def caret_rect(self) -> QRect:
        """The caret's rectangle in the viewport."""
        return self.rect_at(self._caret)

    def set_caret(self, offset: int, *, extend: bool = False, reveal: bool = True) -> None:
        """Put the caret somewhere; `extend` keeps what it was put down at, and so selects."""
        offset = min(max(0, offset), len(self._text))
        self._move(offset if not extend else self._anchor, offset, reveal=reveal)

    def select(self, span: Span, reveal: bool = True) -> None:
        """Select a span, the caret at its end; `reveal` brings its beginning into view."""
        self._move(span.start, min(span.end, len(self._text)), reveal=False)
        if reveal:
            self.reveal(span.end)
            self.reveal(span.start)

    def select_between(self, anchor: int, caret: int) -> None:
        """Select from where the caret was put down to where it is now, in whichever direction; don't scroll."""
        self._move(anchor, caret, reveal=False)

    def _move(self, anchor: int, caret: int, *, reveal: bool, keep_goal: bool = False) -> None:
        before, old = self.selection(), (self._anchor, self._caret)
        self._anchor, self._caret = anchor, caret
        if not keep_goal:
            self._goal = None
        selected = self.selection()
        current = self.current_highlight()
        if current is not None and selected != current.span:
            self._set_current(None)
        self._show_caret()
        places = {caret, old[1]} if anchor == old[0] else {anchor, caret, *old}
        self._update_lines(min(places), max(places))
        if reveal:
            self.reveal(caret)
        if selected != before:
            self.selectionChanged.emit(selected)
        if caret != old[1]:
            self.caretMoved.emit(caret)
            access.caret_moved(self)
        if selected != before:
            access.selection_changed(self)

    def _update_lines(self, first: int, last: int) -> None:
        if self._pages is None:
            return
        top, bottom = self.rect_at(first).top(), self.rect_at(last).bottom()
        pitch = 2 * self._face.pitch  # room for a heading's caret and for handles
        self.viewport().update(QRect(0, top - pitch, self.viewport().width(), bottom - top + 2 * pitch))

    def select_all(self) -> None:
        """Select the whole text."""
        if self._text.text:
            self._move(0, len(self._text), reveal=False)

    def select_word(self) -> None:
        """Select the word at the caret."""
        self._select_stretch(stretches.word(self._text, self._caret))

    def select_unit(self) -> None:
        """Select the line unit at the caret."""
        self._select_stretch(self.unit_at(self._caret))

    def select_sentence(self) -> None:
        """Select the sentence at the caret."""
        self._select_stretch(stretches.sentence(self._text, self._caret))

    def select_turn(self) -> None:
        """Select the speaker's turn at the caret; where nobody speaks, the paragraph."""
        self._select_stretch(self._text.turn(self._caret))

    def grow_selection(self) -> None:
        """Select the next larger of word, sentence, line unit, paragraph, turn and whole text."""
        self._select_stretch(stretches.larger(self._text, self.selection(), self._caret))

    def _select_stretch(self, span: Span | None) -> None:
        if span is not None:
            self.select(span)

    def unit_at(self, offset: int) -> Span | None:
        """The line unit at an offset, without the space after it."""
        index = self._text.unit_index(offset)
        return None if index is None else self._text.unit(index)

    # -- the coding at hand

    def current_coding(self) -> int | None:
        """The id of the coding at hand: chosen in the margin or by key, with its span selected."""
        return self._current

    def current_highlight(self) -> Highlight | None:
        """The coding at hand."""
        return None if self._current is None else self._text.highlight(self._current)

    def select_coding(self, coding: int, *, reveal: bool = True) -> None:
        """Take a coding in hand and select its span; nothing happens if it is not shown."""
        highlight = self._text.highlight(coding)
        if highlight is not None:
            self._set_current(None)
            self.select(highlight.span, reveal)
            self._set_current(coding)

    def next_coding(self, step: int = 1) -> None:
        """Go to the next coding by where they begin, with step -1 to the last."""
        found = self._text.beside(self._caret if self._current is None else 0, step, self._current)
        if found is not None:
            self.activate(found.id)
            access.announce_coding(self, found)

    def activate(self, coding: int) -> None:
        """Take a coding in hand as if its stripe had been clicked."""
        self.select_coding(coding)
        self.codingActivated.emit(coding)

    def _set_current(self, coding: int | None) -> None:
        if coding == self._current:
            return
        for changed in (self.current_highlight(), None if coding is None else self._text.highlight(coding)):
            if changed is not None:
                self._refresh(changed)  # its label comes first on its line while it is at hand
        self._current = coding
        self.viewport().update()
        self.currentChanged.emit(coding)

    def _current_id(self) -> int | None:
        return self._current

    def resize_current(self, edge: str, words: int, *, everyone: bool = False) -> None:
        """Ask for the "start" or "end" of the coding at hand to be moved by so many words."""
        current = self.current_highlight()
        if current is None:
            return
        span = current.span
        for _ in range(abs(words)):
            span = self._resized_by_word(span, edge, 1 if words > 0 else -1)
        if span != current.span:
            self.resizeRequested.emit(current.id, span.start, span.end, everyone)

    def _resized_by_word(self, span: Span, edge: str, step: int) -> Span:
        move, offset = movement.next_word if step > 0 else movement.previous_word, getattr(span, edge)
        while (there := move(self, offset)) != offset:
            offset, found = there, stretches.resized(self._text, span, edge, there)
            if found is None:
                return span  # nothing would be left
            if found != span:  # the first step may only reach the space before a word
                return found
        return span

    def preview(self) -> Span | None:
        """Where the coding at hand would lie if its handle were let go now."""
        return self._preview

    def show_preview(self, span: Span | None) -> None:
        """Show the coding at hand as if it lay on `span`."""
        if span != self._preview:
            self._preview = span
            self.viewport().update()

    def finish_resizing(self, *, everyone: bool) -> None:
        """Ask for what the preview shows."""
        span, current = self._preview, self.current_highlight()
        self.show_preview(None)
        if current is not None and span is not None and span != current.span:
            self.resizeRequested.emit(current.id, span.start, span.end, everyone)

    def handles(self) -> list[QRect]:
        """The bars of the two handles in the viewport: at the start and at the end; none without a coding at hand."""
        current = self.current_highlight()
        if current is None or self._pages is None:
            return []
        span = self._preview or current.span
        first, last = self.boxes_of(Span(span.start, span.start + 1)), self.boxes_of(Span(span.end - 1, span.end))
        if not first or not last:
            return []
        start, end = first[0], last[-1]
        leftward = self.laid_at(span.start).leftward
        left, right = (start.right(), end.left()) if leftward else (start.left(), end.right())
        return [
            QRect(left - 1, start.top() + 2, 2, start.height() - 4),
            QRect(right, end.top() + 2, 2, end.height() - 4),
        ]

    # -- painting

    def _look(self, start: int, end: int) -> Look:
        look = super()._look(start, end)
        look.selection = self.selection()
        look.caret = self._caret if self._lit and self._current is None else None
        current = self.current_highlight()
        if current is not None and self._preview is not None:
            current = current._replace(start=self._preview.start, end=self._preview.end)
            look.selection = self._preview
        look.current = current
        look.found = self._found.overlapping(start, end)
        return look

    def _show_caret(self) -> None:
        """The caret is seen at once after a move, then blinks."""
        if self.hasFocus():
            self._lit = True
            time = QApplication.cursorFlashTime()
            self._blinking.start(time // 2) if time > 1 else self._blinking.stop()

    def _blink(self) -> None:
        self._lit = not self._lit
        self.viewport().update(self.rect_at(self._caret).adjusted(-1, -1, 1, 1))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The caret begins to blink."""
        self._show_caret()
        self.viewport().update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Without focus there is no caret; the selection stays."""
        self._blinking.stop()
        self._lit = False
        self.viewport().update()
        super().focusOutEvent(event)
