"""Matrices: their lines, their cells and what these rest on."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule
from sqlalchemy import select

from qda.store.models import Case, Code, Matrix, MatrixLine, Segment, Unit
from qda.synthesis import matrices, matrix_lines, matrix_writing
from qda.synthesis.matrices import NewLine
from tests.workflows.histories.machine import Machine, names, picks

_words = st.sampled_from(["", "positive", "Mixed", "silent", "few"])


class MatrixRules(Machine):
    """Perspective tables, cross-case and triangulation matrices."""

    @rule(name=names, pick=picks)
    def make_matrix(self, name: str, pick: int) -> None:
        kind = matrices.KINDS[pick % 4]
        columns = [NewLine("perspective", label=name), NewLine("kind", label="interview")]
        self.act(matrices.create, name, kind, rows=[NewLine(label=name)], columns=columns)

    @rule(pick=picks, other=picks, name=names)
    def add_lines(self, pick: int, other: int, name: str) -> None:
        lines = [NewLine("case", each) for each in self.some(Case, other)]
        lines += [NewLine("unit", each) for each in self.some(Unit, other)] + [NewLine("perspective", label=name)]
        codes = [NewLine("code", each) for each in self.some(Code, other)]
        self.act(matrix_lines.add_lines, self.one(Matrix, pick), "row", codes)
        self.act(matrix_lines.add_lines, self.one(Matrix, pick), "column", lines, before=self.one(MatrixLine, other))

    @rule(pick=picks, other=picks, name=names)
    def change_lines(self, pick: int, other: int, name: str) -> None:
        line = self.one(MatrixLine, pick)
        self.act(matrix_lines.rename_line, line, name)
        self.act(matrix_lines.move_lines, [line], before=self.one(MatrixLine, other))
        if pick % 5 == 0:
            self.act(matrix_lines.remove_lines, self.some(MatrixLine, other))

    @rule(pick=picks, other=picks, word=_words, name=names)
    def fill_cell(self, pick: int, other: int, word: str, name: str) -> None:
        row, column = self._meeting(pick, other)
        self.act(matrix_writing.write, row, column, judgement=word, text=name, reason=name if pick % 2 else None)
        self.act(matrix_writing.link, row, column, self.some(Segment, other))
        if other % 3 == 0:
            self.act(matrix_writing.unlink, row, column, self.some(Segment, other))
            self.act(matrix_writing.write, row, column, judgement="", text="")

    @rule(pick=picks, other=picks, name=names)
    def change_matrix(self, pick: int, other: int, name: str) -> None:
        matrix = self.one(Matrix, pick)
        self.act(matrices.rename, matrix, name)
        self.act(matrices.describe, matrix, name)
        self.act(matrices.set_content, matrix, matrices.CONTENTS[other % 4])
        self.act(matrices.set_scale, matrix, ["positive", name, "few"][: other % 4])
        self.act(matrices.set_case, matrix, self.one(Case, other))
        self.act(matrices.set_second_level, matrix, bool(other % 2))
        self.act(matrices.duplicate, matrix, with_cells=bool(other % 3))
        if other % 5 == 0:
            self.act(matrices.delete, self.some(Matrix, pick))

    def _meeting(self, pick: int, other: int) -> tuple[int, int]:
        """A row and a column of a matrix, as far as it has them."""
        matrix = self.one(Matrix, pick)
        found = []
        for axis in matrices.AXES:
            query = select(MatrixLine.id).where(MatrixLine.matrix_id == matrix, MatrixLine.axis == axis)
            with self.project.read() as session:
                ids = list(session.execute(query).scalars())
            found.append(ids[other % len(ids)] if ids else -1)
        return found[0], found[1]
