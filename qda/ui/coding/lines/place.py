"""Where the coder is in line-by-line mode, and what is begun there: the part of a line, a label half typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from qda.i18n import _, ngettext
from qda.text import Span
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.acts import Done
from qda.ui.coding.lines.completions import Completions
from qda.ui.coding.lines.field import LineEditor
from qda.ui.coding.lines.grid import LinesGrid
from qda.ui.coding.lines.hint import Hinter
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.part import Part
from qda.ui.coding.lines.text import Label
from qda.ui.session import Session


class LinePlace(QObject):
    """The current line, or lines joined. It is remembered by its first unit, so joining above it moves nothing."""

    moved = Signal()  # another line, another part, or another coding is at hand

    def __init__(
        self,
        session: Session,
        model: LinesModel,
        grid: LinesGrid,
        editor: LineEditor,
        completions: Completions,
        hinter: Hinter,
    ) -> None:
        super().__init__(editor)
        self._session = session
        self._model = model
        self._grid = grid
        self._editor = editor
        self._field = editor.field
        self._completions = completions
        self._hinter = hinter
        self._book = CodeBook.of(session)
        self.unit = 0
        self.offset = 0  # where the line begins in the text, for when it is cut into other units
        self._part: Part | None = None
        self._narrowing = False  # the arrows are the part's although something is typed
        self._recoding: int | None = None
        self._in_vivo = False
        self._last: Done | None = None  # what the hint is about, if not about what is in the field
        grid.words_dragged.connect(self._on_dragged)
        model.went_back.connect(self._on_went_back)
        model.reshaped.connect(self.resume)

    # --- where we are -------------------------------------------------------------------------------

    @property
    def row(self) -> int:
        """The current row."""
        return self._model.lines.row_of(self.unit)

    @property
    def active(self) -> bool:
        """True if there are lines to work on."""
        return self._model.lines.rows > 0

    def span(self) -> Span:
        """What a label would be bound to now: the part, else the line."""
        return self._part.span if self._part is not None else self._model.lines.span(self.row)

    def coding(self) -> Label | None:
        """The chosen label, if it still lies on the current line."""
        chosen = self._grid.look.coding
        return next((label for label in self._model.lines.row_touching(self.row) if label.id == chosen), None)

    def at_hand(self) -> Label | None:
        """The chosen label, else the last of this line, one's own first; None while a part is chosen."""
        chosen = self.coding()
        if chosen is not None or self._part is not None or not self.active:
            return chosen
        labels = self._model.lines.row_labels(self.row)
        return max(labels, key=lambda label: (self._model.is_mine(label), label.id), default=None)

    def typed(self) -> str:
        """The label in the field."""
        return " ".join(self._field.text().split())

    def begin(self, unit: int) -> None:
        """Work on another text, or anew on this one, from a unit."""
        self._forget()
        self._field.clear()
        self.unit = min(max(0, unit), max(0, len(self._model.lines) - 1))
        if self.active:
            self.unit = self._model.lines.units(self.row)[0]
            self._enter(self.row)

    def resume(self) -> None:
        """Be where we were, after rows were joined or separated, or after an absence."""
        if not self.active or self._model.source_id is None:
            return
        self.unit = self._model.lines.units(self._model.lines.row_of(min(self.unit, len(self._model.lines) - 1)))[0]
        self.offset = self._model.lines.starts[self.unit]
        if self._grid.look.current != self.row:
            self._grid.set_current(self.row)
            self._grid.set_part(self._part.span if self._part is not None else None)

    def go(self, row: int) -> None:
        """Make another row the current one; what is typed here waits for the coder to come back."""
        if not self.active:
            return
        row = min(max(0, row), self._model.lines.rows - 1)
        if row == self.row:
            self._grid.reveal(row)
            return
        drafts = self._grid.look.drafts
        drafts.pop(self.unit, None)
        if self.typed() and self._recoding is None:
            drafts[self.unit] = self.typed()
        self._forget()
        self.unit = self._model.lines.units(row)[0]
        self._field.setText(drafts.pop(self.unit, ""))
        self._enter(row)

    def _enter(self, row: int) -> None:
        self.offset = self._model.lines.starts[self.unit]
        self._grid.set_coding(None)
        self._say_state()
        self._grid.set_current(row)
        self._speak(self._model.spoken(row))
        self.moved.emit()

    def _forget(self) -> None:
        """Leave behind what was begun on a line."""
        self._hinter.stop()
        self._completions.offer([])
        self._part, self._narrowing = None, False
        self._recoding, self._in_vivo, self._last = None, False, None

    def _speak(self, words: str) -> None:
        self._field.setAccessibleName(words)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))

    def _say_state(self) -> None:
        """Say under the field what is particular about this line."""
        self._last = None
        self._editor.say(self._state() if self.active else "")

    def _state(self) -> str:
        lines, row = self._model.lines, self.row
        recoded = None if self._recoding is None else lines.label(self._recoding)
        if recoded is not None:
            return _("Another label for {code}").format(code=self._book.caption(recoded.code))
        if self._part is not None:
            words = " ".join(self._part.span.of(lines.text).split())
            return _("For “{words}”").format(words=words)
        if len(lines.units(row)) > 1:
            return _("{lines} together").format(lines=self._model.numbers(row))
        if lines.skipped(row):
            return _("The interviewer speaks here")
        return _("Passed over") if not lines.row_touching(row) and lines.is_passed(self.unit) else ""

    def _on_went_back(self, unit: int) -> None:
        """After an undo, be where it changed something."""
        if self._grid.isVisible():
            self.go(self._model.lines.row_of(unit))
            self._say_state()
            self._speak(self._model.spoken(self.row))

    # --- moving -------------------------------------------------------------------------------------

    def step(self, rows: int) -> None:
        """So many rows down or up."""
        self.go(self.row + rows)

    def page(self, pages: int) -> None:
        """So many pages down or up."""
        self.go(self.row + pages * self._grid.page())

    def to_end(self, last: bool) -> None:
        """To the first line or to the last."""
        self.go(self._model.lines.rows - 1 if last else 0)

    def next_open(self) -> None:
        """To the next line that is neither coded nor passed over; round the end."""
        self._to_open(self._model.lines.next_open(self._model.lines.units(self.row)[-1]) if self.active else None)

    def last_open(self) -> None:
        """The same upwards."""
        self._to_open(self._model.lines.last_open(self.unit) if self.active else None)

    def _to_open(self, unit: int | None) -> None:
        if unit is None:
            self._session.said.emit(_("Every line here is coded or passed over."))
        else:
            self.go(self._model.lines.row_of(unit))

    def _advance(self) -> None:
        """To the next line that is for coding: the interviewer's are left out."""
        lines, row = self._model.lines, self.row + 1
        while row < lines.rows and lines.skipped(row):
            row += 1
        if row < lines.rows:
            self.go(row)
            return
        left = lines.counted - lines.coded - lines.passed
        self._forget()
        self._enter(self.row)
        told = ngettext(
            "That was the last line; {count} is still open.", "The last line; {count} are still open.", left
        )
        self._session.said.emit(told.format(count=left) if left else _("That was the last line. None is left open."))

    # --- joining and narrowing ----------------------------------------------------------------------

    def join(self) -> None:
        """Let the line stand together with the one above."""
        if self.active:
            self._rearrange(self._model.lines.join)

    def separate(self) -> None:
        """Let joined lines stand alone again."""
        if self.active:
            self._rearrange(self._model.lines.separate)

    def can_join(self) -> bool:
        """True if there is a line above."""
        return self.row > 0

    def can_separate(self) -> bool:
        """True if lines are joined here."""
        return len(self._model.lines.units(self.row)) > 1

    def _rearrange(self, act: Callable[[int], bool]) -> None:
        if not act(self.row):
            return
        self._part, self._narrowing = None, False
        self.unit = self._model.lines.units(self.row)[0]
        self._grid.look.current = -1
        self._model.rearranged()
        self._say_state()
        self._speak(self._model.spoken(self.row))
        self.moved.emit()

    def narrow(self) -> None:
        """Choose a part of the line by the arrow keys, beginning after the parts that have a label."""
        if not self.active:
            return
        if self._part is None:
            lines = self._model.lines
            words = lines.words(self.row)
            parts = [label.end for label in lines.row_labels(self.row) if lines.is_part(label)]
            after = max(parts, default=0)
            self._part = Part(words, next((at for at, word in enumerate(words) if word.start >= after), 0))
        self._narrowing = True
        self._show_part()

    @property
    def narrowing(self) -> bool:
        """True while the arrow keys are those of the part."""
        return self._part is not None and (self._narrowing or not self._field.text())

    def move_part(self, words: int, *, extend: bool) -> None:
        """Move the part, or with `extend` its end; begins one if there is none."""
        if self._part is None:
            self.narrow()
            return
        self._part.move(words, extend=extend)
        self._show_part()

    def _show_part(self) -> None:
        assert self._part is not None
        self._grid.set_part(self._part.span)
        self._say_state()
        self._speak(self._editor.note.words())
        self.moved.emit()

    def _drop_part(self) -> None:
        self._part, self._narrowing = None, False
        self._grid.set_part(None)
        self._say_state()
        self.moved.emit()

    def _on_dragged(self, anchor: int, offset: int) -> None:
        if not self.active:
            return
        self._part = self._part or Part(self._model.lines.words(self.row))
        self._part.stretch(anchor, offset)
        self._show_part()
