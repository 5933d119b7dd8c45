"""Where codes are to go: a small field at the tree asks for another code, or for a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.coding.book import ROOT, CodeBook
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.coding.codes.quick_code import QuickCode
from qda.ui.session import Session


class CodeAsking(QObject):
    """Asks, does what was answered, and tells which code came of it."""

    answered = Signal(int)

    def __init__(self, session: Session, acts: CodeActs, panel: QWidget, anchor: Callable[[], QRect]) -> None:
        super().__init__(panel)
        self._session = session
        self._book = CodeBook.of(session)
        self._acts = acts
        self._panel = panel
        self._anchor = anchor
        self._field: QuickCode | None = None
        self._on_code: Callable[[int], object] = _nothing
        self._on_name: Callable[[str], int | None] = _nothing

    def field(self) -> QuickCode:
        """The field, made when first needed."""
        if self._field is None:
            self._field = QuickCode(self._session, self._panel.window())
            self._field.chosen.connect(self._take_code)
            self._field.named.connect(self._take_name)
        return self._field

    def new(self, parent_id: int) -> None:
        """A name for a code that is to live under another, or at the top."""
        heading = _("New code")
        if parent_id != ROOT:
            heading = _("New code under {name}").format(name=self._book.caption(parent_id))
        # Codes of like names are listed, so that one is not made twice; taking one shows it.
        self._open(heading, _nothing, lambda name: self._acts.create(name, parent_id))

    def merge(self, ids: Sequence[int]) -> None:
        """The code into which others are to be merged."""
        heading = _("Merge {what} into").format(what=self._acts.what(ids))
        self._open(heading, lambda into: self._acts.merge(ids, into), None, self._with_all_below(ids))

    def move(self, ids: Sequence[int]) -> None:
        """The code under which others are to live."""
        heading = _("Move {what} under").format(what=self._acts.what(ids))
        self._open(heading, lambda parent: self._acts.move(ids, parent), None, self._with_all_below(ids))

    def gather(self, ids: Sequence[int]) -> None:
        """The focused code or category of which others are examples; a new name makes it."""
        heading = _("{what}: what is this an example of?").format(what=self._acts.what(ids))
        self._open(
            heading, lambda under: self._acts.gather(ids, under), lambda name: self._acts.gather_new(ids, name), ids
        )

    def _with_all_below(self, ids: Iterable[int]) -> set[int]:
        return {below for code_id in ids for below in self._book.below(code_id)}

    def _open(
        self,
        heading: str,
        on_code: Callable[[int], object],
        on_name: Callable[[str], int | None] | None,
        but: Iterable[int] = (),
    ) -> None:
        self._on_code, self._on_name = on_code, on_name or _nothing
        self.field().open(self._anchor(), heading=heading, may_make=on_name is not None, may_keep=False, but=but)

    def _take_code(self, code_id: int, _keep: bool) -> None:
        self._on_code(code_id)
        self.answered.emit(code_id)

    def _take_name(self, name: str, _keep: bool) -> None:
        made = self._on_name(name)
        if made is not None:
            self.answered.emit(made)


def _nothing(_answer: object) -> None:
    return None
