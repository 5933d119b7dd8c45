"""What is done to lines: each is one act of the project. What can go wrong is shown by the session."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qda.i18n import _
from qda.names import clean
from qda.text import Span
from qda.ui.coding.book import CodeBook
from qda.ui.coding.lines.completions import same_name
from qda.ui.coding.lines.model import LinesModel
from qda.ui.session import Session

IN_VIVO_WORDS = 8
"""A longer stretch of the participants' words is put into the field, to be shortened."""

_SIGNS = " .,;:!?…–—-“”\"'‘’()[]"


@dataclass(frozen=True, slots=True)
class Done:
    """A label that was committed; `made` is true if its code is new."""

    coding: int
    code: int
    label: str
    unit: int
    made: bool


class LineActs:
    """Acts on the source that the model shows."""

    def __init__(self, session: Session, book: CodeBook, model: LinesModel) -> None:
        self._session = session
        self._book = book
        self._model = model

    @property
    def _source(self) -> int:
        assert self._model.source_id is not None
        return self._model.source_id

    def commit(self, span: Span, label: str, code_id: int | None = None, *, in_vivo: bool = False) -> Done | None:
        """Give a label to a stretch: this code, else the code of that name, else a new initial code.

        None if it could not be done.
        """
        from qda.coding import segments

        project, label = self._session.project, clean(label)
        known = code_id if code_id is not None else same_name(self._book, label)
        if in_vivo:
            applied = self._session.act(segments.in_vivo, project, self._source, span, label)
        elif known is not None:
            applied = self._session.act(segments.apply, project, self._source, span, known, origin="line")
        else:
            applied = self._session.act(segments.apply_new, project, self._source, span, label, origin="line")
        if applied is None:
            return None
        shown = self._model.lines.label(applied.coding_id)
        code = known if shown is None or known is not None else shown.code
        if code is None:
            return None
        if not applied.new:
            self._session.said.emit(_("These words are coded “{code}” already.").format(code=label))
        self._book.used(code)
        unit = shown.first if shown is not None else self._model.lines.unit_at(span.start)
        return Done(applied.coding_id, code, label, unit, made=known is None)

    def pass_over(self, units: Sequence[int]) -> bool:
        """Remember that these units were looked at and not coded."""
        from qda.coding import lines

        starts = [self._model.lines.starts[unit] for unit in units]
        return self._mark(lambda: lines.pass_over(self._session.project, self._source, starts), units, passed=True)

    def take_up(self, units: Sequence[int]) -> bool:
        """Forget that these units were passed over."""
        from qda.coding import lines

        starts = [self._model.lines.starts[unit] for unit in units]
        return self._mark(lambda: lines.take_up(self._session.project, self._source, starts), units, passed=False)

    def _mark(self, act: Callable[[], None], units: Sequence[int], *, passed: bool) -> bool:
        self._model.foretell(True)
        try:
            marked = self._session.did(act)
        finally:
            self._model.foretell(False)
        if marked:
            (self._model.lines.pass_over if passed else self._model.lines.take_up)(units)
            self._model.marked(units)
        return marked

    def remove(self, coding: int) -> None:
        """Take a label off, and say how to have it back."""
        from qda.coding import segments

        label = self._model.lines.label(coding)
        if label is None:
            return
        name = self._book.caption(label.code)
        if self._session.did(segments.remove, self._session.project, [coding]):
            self._session.said.emit(_("Took {code} off. Undo brings it back.").format(code=name))

    def recode(self, coding: int, label: str, code_id: int | None = None) -> bool:
        """Bind a coding to this code, else to that of this name, made if there is none. False if it can't be done."""
        from qda.coding import codes, segments

        project, label = self._session.project, clean(label)
        known = code_id if code_id is not None else same_name(self._book, label)

        def recoded() -> int:
            with project.group():
                code = known if known is not None else codes.create(project, label)
                segments.recode(project, [coding], code)
            return code

        code = self._session.act(recoded)
        if code is None:
            return False
        self._book.used(code)
        return True

    def rename(self, done: Done, label: str) -> bool:
        """Say a label that was just committed in other words; where its code stands elsewhere too, only this coding."""
        from qda.coding import codes

        entry, shown = self._book.get(done.code), self._model.lines.label(done.coding)
        if entry is None or shown is None or shown.code != done.code:
            return False
        if not done.made or entry.segments > 1 or same_name(self._book, label) is not None:
            return self.recode(done.coding, label)

        return self._session.did(codes.rename, self._session.project, done.code, label)

    def hold(self, span: Span) -> int | None:
        """The segment of a stretch, for a memo to hang on."""
        from qda.coding import segments

        return self._session.act(segments.hold, self._session.project, self._source, span)

    def own_words(self, span: Span) -> tuple[str, bool]:
        """The words of a stretch as a label, and whether they are few enough for one."""
        words = clean(span.of(self._model.lines.text)).strip(_SIGNS)
        return words, 0 < len(words.split()) <= IN_VIVO_WORDS
