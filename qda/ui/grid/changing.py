"""What is changed of a matrix as a whole, and of its rows and columns: by keys, by the menu, typed in place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from qda.i18n import _
from qda.ui.grid.acts import MatrixActs
from qda.ui.grid.frame import Kind, MatrixFrame
from qda.ui.grid.saving import Saving
from qda.ui.jobs import Jobs
from qda.ui.session import Session
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.synthesis.matrix_values import MatrixRow


class MatrixChanging(MatrixFrame):
    """Acts on the matrix that is shown; which that is, and what stands in its cells, is the page's."""

    def __init__(self, kind: Kind, session: Session, jobs: Jobs, parent: QWidget | None) -> None:
        super().__init__(kind, session, parent)
        self._matrix: MatrixRow | None = None
        self._line = 0  # whose heading is being typed
        self.acts = MatrixActs(session, kind.kind, self)
        self.saving = Saving(session, jobs, self)
        self.bar.typed.connect(self._on_typed)
        Unfinished(session, self.bar.field, self._about_typing)

    @property
    def matrix_id(self) -> int | None:
        """The matrix that is shown."""
        return None if self._matrix is None else self._matrix.id

    @property
    def matrix(self) -> MatrixRow | None:
        """The matrix that is shown, as it was read last."""
        return self._matrix

    def _on(self, act: object, *args: object) -> None:
        if self.matrix_id is not None:
            act(self.matrix_id, *args)  # type: ignore[operator]  # one of the acts

    def _about_typing(self) -> About | None:
        if self.matrix_id is None:
            return None
        return About("matrix.field", self.bar.field.accessibleName(), ("matrix", self.matrix_id))

    def _on_typed(self, what: str, words: str) -> None:
        if what == "line":
            self.acts.rename_line(self._line, words)
        else:
            act = {"name": self.acts.rename, "scale": self.acts.set_scale, "about": self.acts.describe}[what]
            self._on(act, words)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- rows and columns -----------------------------------------------------------------------------------------

    def line_at_hand(self, axis: str) -> int:
        """The row or column at hand; 0 for a total."""
        return self.grid.lines()[0 if axis == "row" else 1]

    def move_line(self, axis: str, steps: int, line_id: int = 0) -> None:
        """Move the row or column at hand."""
        line_id = line_id or self.line_at_hand(axis)
        if self._matrix is not None and line_id:
            lines = self._matrix.rows if axis == "row" else self._matrix.columns
            self.acts.move([line_id], [line.id for line in lines], steps)

    def remove_line(self, axis: str, line_id: int = 0) -> None:
        """Take the row or column at hand off."""
        line_id = line_id or self.line_at_hand(axis)
        if line_id:
            self.acts.remove(line_id)

    def rename_line(self, axis: str, line_id: int = 0) -> None:
        """Type another heading."""
        line_id = line_id or self.line_at_hand(axis)
        line = self._matrix.line(line_id) if self._matrix is not None else None
        if line is None:
            return
        told = _("Heading; blank: the name of what it stands for") if line.target_id else _("Heading")
        self._line = line_id
        self.bar.ask("line", line.name, told)

    # --- the matrix as a whole ------------------------------------------------------------------------------------

    def rename(self) -> None:
        """Type another name in place."""
        if self._matrix is not None:
            self.bar.ask("name", self._matrix.name, _("Name of the matrix"))

    def ask_scale(self) -> None:
        """Type other judgements in place."""
        if self._matrix is not None:
            told = _("Judgements, separated by commas; blank: the usual")
            self.bar.ask("scale", ", ".join(_(word) for word in self._matrix.scale), told)

    def describe(self) -> None:
        """Type what the matrix is about; it stands under the exported table."""
        if self._matrix is not None:
            self.bar.ask("about", self._matrix.description, _("What the matrix is about: a note under the table"))

    def delete(self) -> None:
        """Delete the matrix that is shown; undo brings it back."""
        if self._matrix is not None:
            self.acts.delete(self._matrix)

    def export(self) -> None:
        """Write the matrix as a table."""
        if self._matrix is not None:
            self.saving.ask(self._matrix.id, self._matrix.name)
