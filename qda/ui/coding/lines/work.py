"""What the coder does in line-by-line mode: labelling, going on, passing over, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.coding.lines.acts import Done, LineActs
from qda.ui.coding.lines.completions import Completions, ranked, same_name
from qda.ui.coding.lines.field import LineEditor
from qda.ui.coding.lines.grid import LinesGrid
from qda.ui.coding.lines.hint import Hinter
from qda.ui.coding.lines.model import LinesModel
from qda.ui.coding.lines.place import LinePlace
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from qda.nlp.gerunds import Hint


class LineWork(LinePlace):
    """Acts on the current line, by keys, by the mouse and by the menu."""

    def __init__(
        self,
        session: Session,
        actions: Actions,
        model: LinesModel,
        grid: LinesGrid,
        editor: LineEditor,
        completions: Completions,
        hinter: Hinter,
    ) -> None:
        super().__init__(session, model, grid, editor, completions, hinter)
        self._actions = actions
        self._acts = LineActs(session, self._book, model)
        self._field.textEdited.connect(self._on_typed)
        self._editor.note.chosen.connect(self._take_example)
        completions.taken.connect(self._take_code)
        hinter.paused.connect(self._on_paused)
        grid.row_clicked.connect(self._on_row_clicked)
        grid.label_clicked.connect(self.choose)

    # --- labelling ----------------------------------------------------------------------------------

    def next(self) -> None:
        """Enter: give the label and go on; with none, pass the line over and go on."""
        if not self.active:
            return
        if self.typed() or self._completions.chosen() is not None:
            recoding = self._recoding is not None
            done = self._commit()
            if done is not None:
                self._advance()
                self._hint_at(done)
            elif recoding and self._recoding is None:
                self._say_state()
        elif self._part is not None:
            self._narrowing = False
            self._editor.say(_("Type a label for this part; Esc goes back to the whole line."))
        elif self._recoding is not None:
            self.cancel()
        elif self._pass():
            self._advance()

    def add(self) -> None:
        """Ctrl+Enter: give the label and stay for another."""
        if self.active and (self.typed() or self._completions.chosen() is not None):
            done = self._commit()
            if done is not None:
                self._say_state()
                self._hint_at(done)
                self._speak(self._model.spoken(self.row))
                self.moved.emit()

    def _pass(self) -> bool:
        units = self._model.lines.open_units(self.row)
        return not units or not self._session.project.writable or self._acts.pass_over(units)

    def pass_over(self) -> None:
        """Pass the line over and stay."""
        if self.active and self._pass():
            self._say_state()

    def take_up(self) -> None:
        """Take a line up again that was passed over."""
        lines = self._model.lines
        if self.active:
            self._acts.take_up([unit for unit in lines.units(self.row) if lines.is_passed(unit)])
            self._say_state()

    def _commit(self) -> Done | None:
        """Do what the field says; None if nothing new was labelled, the field is empty then if it was done."""
        code = self._completions.chosen()
        label = self._book.name(code) if code is not None else self.typed()
        if self._recoding is not None:
            if self._acts.recode(self._recoding, label, code):
                self._clear()
            return None
        done = self._acts.commit(self.span(), label, code, in_vivo=self._in_vivo and code is None)
        if done is not None:
            if self._in_vivo:
                done = Done(done.coding, done.code, done.label, done.unit, made=False)  # own words get no hint
            self._clear()
        return done

    def _clear(self) -> None:
        self._field.clear()
        self._forget()
        self._grid.set_part(None)

    def in_vivo(self) -> None:
        """Give the line, or the part, its own words as label; too many are put into the field to be shortened."""
        if not self.active:
            return
        words, few = self._acts.own_words(self.span())
        if not words:
            return
        if few:
            done = self._acts.commit(self.span(), words, in_vivo=True)
            if done is not None:
                self._clear()
                self._advance()
            return
        self._in_vivo = True
        self._field.setText(words)
        self._field.end(False)
        self._field.home(True)  # all is chosen, and the beginning is seen
        self._completions.offer([])
        self._editor.say(_("In vivo: shorten the words to what matters."))

    def repeat(self) -> None:
        """Give the line the code that was used last, and go on."""
        code = self._session.last_code_id
        if not self.active or code is None or code not in self._book:
            self._session.said.emit(_("No code was used yet."))
            return
        if self._acts.commit(self.span(), self._book.name(code), code) is not None:
            self._clear()
            self._advance()

    # --- taking back --------------------------------------------------------------------------------

    def take_off(self) -> None:
        """Take the chosen label off, else the last that was given to this line; else take the line up again."""
        if not self.active:
            return
        lines, chosen = self._model.lines, self.coding()
        mine = [label for label in lines.row_labels(self.row) if self._model.is_mine(label)]
        passed = [unit for unit in lines.units(self.row) if lines.is_passed(unit)]
        if chosen is not None or mine:
            label = chosen or max(mine, key=lambda label: label.id)
            self._keep_joined()
            self._acts.remove(label.id)
        elif passed:
            self._acts.take_up(passed)
        else:
            return
        self._grid.set_coding(None)
        self._say_state()
        self._speak(self._model.spoken(self.row))
        self.moved.emit()

    def can_take_off(self) -> bool:
        """True if there is something to take back on this line."""
        lines, session = self._model.lines, self._session
        mine = any(self._model.is_mine(label) for label in lines.row_labels(self.row))
        passed = any(lines.is_passed(unit) for unit in lines.units(self.row))
        return session.project.writable and (self.coding() is not None or mine or passed)

    def can_recode(self) -> bool:
        """True if this line has a label to be replaced."""
        return self._session.project.writable and bool(self._model.lines.row_labels(self.row))

    def can_repeat(self) -> bool:
        """True if a code was used before that is still there."""
        code = self._session.last_code_id
        return self._session.project.writable and code is not None and code in self._book

    def can_add(self) -> bool:
        """True if a label is typed or chosen."""
        return bool(self.typed()) or self._completions.chosen() is not None

    def _keep_joined(self) -> None:
        """Lines that a coding joined stay together while it is replaced."""
        lines = self._model.lines
        for unit in lines.units(self.row)[1:]:
            lines.hold(unit)

    def cancel(self) -> bool:
        """Esc: give up one thing after another; False if there is nothing to give up."""
        if self._completions.open:
            self._completions.offer([])
            self._hinter.typed("" if self._in_vivo else self.typed())  # there is room for a hint now
        elif self._recoding is not None or (self._in_vivo and self.typed()):
            self._clear()
            self._say_state()
        elif self._part is not None and not self.typed():
            self._drop_part()
        elif self.typed():
            self._hinter.stop()
            self._field.clear()
            self._in_vivo = False
            self._say_state()
        elif self._editor.note.examples:
            self._say_state()
        elif self.active and self._grid.look.coding is not None:
            self._grid.set_coding(None)
            self.moved.emit()
        else:
            return False
        return True

    def cancels(self) -> bool:
        """True if Esc would give something up."""
        begun = self._completions.open or self._recoding is not None or self._part is not None
        return begun or bool(self.typed()) or bool(self._editor.note.examples) or self._grid.look.coding is not None

    def recode(self) -> None:
        """Put the chosen label, else the last of this line, into the field to be replaced by another."""
        if not self.active:
            return
        labels = self._model.lines.row_labels(self.row)
        label = self.coding() or max(labels, key=lambda label: label.id, default=None)
        if label is None:
            return
        self._forget()
        self._recoding = label.id
        self._field.setText(self._book.name(label.code))
        self._field.selectAll()
        self._say_state()

    # --- memo and mouse -----------------------------------------------------------------------------

    def memo(self) -> None:
        """Begin a memo on the segment of the coding at hand, else on that of the line or its part."""
        if not self.active:
            return
        label, span = self.at_hand(), self.span()
        segment = label.segment if label is not None else self._acts.hold(span)
        if segment is None:
            return
        chosen = None if label is None else label.id
        self._session.select(Selection("segment", segment, chosen, span if label is None else label.span))
        if any(action.objectName() == "memo.new" for action in self._actions.all()):
            self._actions.get("memo.new").trigger()

    def choose(self, coding: int) -> None:
        """Take a label in hand: panels show its code and memos."""
        label = self._model.lines.label(coding)
        if label is not None:
            self._grid.set_coding(coding)
            self._session.select(Selection("segment", label.segment, coding, label.span))

    def _on_row_clicked(self, row: int) -> None:
        if row != self.row:
            self.go(row)
        else:
            if self._part is not None:
                self._drop_part()
            self._grid.set_coding(None)
        self._field.setFocus()

    # --- typing -------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        label = self.typed()
        self._narrowing = False
        self._in_vivo = self._in_vivo and bool(label)
        if self._last is not None or self._editor.note.hints:
            self._say_state()  # before the list opens: one of them at a time
        self._completions.offer(ranked(self._book, self._model.lines, label) if label else [])
        if not self._in_vivo:
            self._hinter.typed(label)
        self._grid.reveal(self.row)
        self._grid.moved.emit()

    def complete(self) -> None:
        """Tab: take the chosen completion, else the first, into the field."""
        if self._completions.chosen() is None:
            self._completions.step(1)
        code = self._completions.chosen()
        if code is not None:
            self._field.setText(self._book.name(code))
            self._completions.offer([])

    def _take_code(self, code: int) -> None:
        """A completion was clicked: that is the label."""
        self._field.setText(self._book.name(code))
        self._field.setFocus()
        self.next()

    def _on_paused(self, label: str) -> None:
        if label != self.typed() or self._in_vivo or self._completions.open or same_name(self._book, label) is not None:
            return
        hint = self._hinter.check(label)
        if hint is not None:
            self._last = None
            self._editor.show_hint(hint)

    def _hint_at(self, done: Done) -> None:
        """Hint at a label that was committed before anybody could say something about it."""
        if done.made:
            unit = self.unit
            self._hinter.check_soon(done.label, lambda hint: self._show_late(done, unit, hint))

    def _show_late(self, done: Done, unit: int, hint: Hint) -> None:
        if unit == self.unit and not self.typed():
            self._last = done
            self._editor.show_hint(hint, _("“{label}”:").format(label=done.label))

    def example(self, number: int) -> None:
        """Take an example of the hint, counted from 0."""
        examples = self._editor.note.examples
        if number < len(examples):
            self._take_example(examples[number])

    def _take_example(self, example: str) -> None:
        last = self._last
        self._say_state()
        if last is not None:
            self._acts.rename(last, example)
        else:
            self._field.setText(example)
            self._completions.offer([])
        self._field.setFocus()
