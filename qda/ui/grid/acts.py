"""What is done with a matrix in the window: each act is one command, and says what it did."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qda.i18n import _
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.synthesis.matrix_values import MatrixRow, NewLine


class MatrixActs(QObject):
    """Commands on the matrix that the page shows."""

    def __init__(self, session: Session, kind: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind

    def create(self, case_id: int | None = None) -> int | None:
        """Make one that has what is usual already: perspectives of the case, kinds of source, or nothing yet."""
        from qda.names import free_name, name_key
        from qda.synthesis import matrices

        project = self._session.project
        taken = {name_key(row.name) for row in matrices.names(project)}
        columns, name = self._usual(case_id)
        return self._session.act(
            matrices.create, project, free_name(name, taken), self._kind, case_id=case_id, columns=columns
        )

    def case_at_hand(self) -> int | None:
        """For perspectives the case that the work is about, else the first."""
        from qda.study import queries as study

        if self._kind != "perspectives":
            return None
        cases = [case.id for unit in study.units(self._session.project) for case in unit.cases]
        chosen = self._session.selection
        if chosen.kind == "case" and chosen.id in cases:
            return chosen.id
        return cases[0] if cases else None

    def _usual(self, case_id: int | None) -> tuple[Sequence[NewLine], str]:
        from qda.analysis.synthesis import matrix_quotes
        from qda.study import queries as study

        project = self._session.project
        if self._kind == "perspectives":
            cases = {case.id: case.name for unit in study.units(project) for case in unit.cases}
            case = cases.get(case_id or 0)
            name = _("{case}: perspectives compared").format(case=case) if case else _("Perspectives compared")
            return matrix_quotes.perspectives(project, case_id), name
        if self._kind == "triangulation":
            return matrix_quotes.kinds(project), _("Triangulation")
        return (), _("Across cases")

    def rename(self, matrix_id: int, name: str) -> None:
        """Give it another name."""
        from qda.synthesis import matrices

        self._session.act(matrices.rename, self._session.project, matrix_id, name)

    def describe(self, matrix_id: int, words: str) -> None:
        """Say what it is about."""
        from qda.synthesis import matrices

        self._session.act(matrices.describe, self._session.project, matrix_id, words)

    def duplicate(self, matrix_id: int) -> int | None:
        """The same once more."""
        from qda.synthesis import matrices

        return self._session.act(matrices.duplicate, self._session.project, matrix_id)

    def delete(self, matrix: MatrixRow) -> None:
        """Delete it; it can be undone."""
        from qda.synthesis import matrices

        self._session.act(matrices.delete, self._session.project, [matrix.id])
        self._session.said.emit(_("Deleted the matrix “{name}”.").format(name=matrix.name))

    def set_scale(self, matrix_id: int, words: str) -> None:
        """Take other judgements, as typed between commas; the usual words are known in the user's language."""
        from qda.synthesis import matrices

        usual = {_(word): word for scale in matrices.SCALES.values() for word in scale}
        typed = [" ".join(word.split()) for word in words.split(",")]
        scale = [usual.get(word, word) for word in typed if word]
        if tuple(scale) == matrices.SCALES[self._kind]:
            scale = []
        self._session.act(matrices.set_scale, self._session.project, matrix_id, scale)

    def set_content(self, matrix_id: int, content: str) -> None:
        """Show other things in the cells."""
        from qda.synthesis import matrices

        self._session.act(matrices.set_content, self._session.project, matrix_id, content)

    def set_case(self, matrix_id: int, case_id: int | None) -> None:
        """Let it be about another case."""
        from qda.synthesis import matrices

        self._session.act(matrices.set_case, self._session.project, matrix_id, case_id)

    def set_second_level(self, matrix_id: int, on: bool) -> None:
        """Put units above cases."""
        from qda.synthesis import matrices

        self._session.act(matrices.set_second_level, self._session.project, matrix_id, on)

    # --- rows and columns -----------------------------------------------------------------------------------------

    def add(self, matrix_id: int, axis: str, lines: Sequence[NewLine]) -> None:
        """Add rows or columns, and say what was there already."""
        from qda.synthesis import matrices

        made = self._session.act(matrices.add_lines, self._session.project, matrix_id, axis, list(lines))
        if made is not None and not made:
            self._session.said.emit(_("That stands there already."))

    def add_codes(self, matrix_id: int, axis: str, ids: Sequence[int]) -> None:
        """Let codes that were dropped be rows or columns."""
        from qda.synthesis.matrix_values import NewLine

        self.add(matrix_id, axis, [NewLine("code", each) for each in ids])

    def move(self, line_ids: Sequence[int], order: Sequence[int], steps: int) -> None:
        """Move a row or column by steps among those that are shown."""
        from qda.synthesis import matrices

        here = order.index(line_ids[0])
        there = here + steps
        if 0 <= there < len(order):
            after = there + 1 if steps > 0 else there
            before = order[after] if after < len(order) else None
            self._session.act(matrices.move_lines, self._session.project, list(line_ids), before=before)

    def remove(self, line_id: int) -> None:
        """Take a row or column off."""
        from qda.synthesis import matrices

        self._session.act(matrices.remove_lines, self._session.project, [line_id])

    def rename_line(self, line_id: int, label: str) -> None:
        """Give a row or column another heading."""
        from qda.synthesis import matrices

        self._session.act(matrices.rename_line, self._session.project, line_id, label)

    # --- cells ----------------------------------------------------------------------------------------------------

    def write(
        self,
        lines: tuple[int, int],
        *,
        judgement: str | None = None,
        text: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Judge or write in a cell."""
        from qda.synthesis import matrices

        project = self._session.project

        def done() -> None:
            matrices.write(project, *lines, judgement=judgement, text=text, reason=reason)

        self._session.act(done)

    def link(self, lines: tuple[int, int], segments: Sequence[int], on: bool) -> None:
        """Let a cell rest on segments, or no longer."""
        from qda.synthesis import matrices

        project, wanted = self._session.project, list(segments)
        if on:
            self._session.act(matrices.link, project, lines[0], lines[1], wanted)
        else:
            self._session.act(matrices.unlink, project, lines[0], lines[1], wanted)
