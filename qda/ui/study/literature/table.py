"""The literature as a table: a letter screens, a figure leaves out by a criterion or grades, cells are typed in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from qda.i18n import _
from qda.ui.session import Session
from qda.ui.study.tables.rows import Column, Index, Rows
from qda.ui.study.tables.view import Table

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.literature import CriterionRow, LiteratureRow

STAGE_KEYS = {
    "f": "found",
    "d": "duplicate",
    "s": "screened out",
    "r": "read in full",
    "l": "left out after reading",
    "i": "included",
}
FOUND_IN, STAGE = 3, 4
"""Where these stand among the columns."""
_FIXED = 6


class LiteratureRows(Rows["LiteratureRow"]):
    """Publications; the columns after the fixed ones are the criteria that grade."""

    def __init__(self, parent: QObject) -> None:
        self.graded: tuple[CriterionRow, ...] = ()
        self.excluding: tuple[str, ...] = ()
        super().__init__(_columns((), self._reasons), lambda row: row.id, parent)

    def _reasons(self) -> Sequence[str]:
        return self.excluding

    def set_criteria(self, graded: Sequence[CriterionRow], excluding: Sequence[str]) -> None:
        """Have one column for each criterion that grades; the others give reasons for leaving out."""
        self.excluding = tuple(excluding)
        if tuple(graded) == self.graded:
            return
        self.beginResetModel()
        self.graded = tuple(graded)
        self.columns = tuple(_columns(graded, self._reasons))
        self._order = None
        self.endResetModel()

    def criterion(self, column: int) -> CriterionRow | None:
        """The criterion of a column; None over the fixed ones."""
        return self.graded[column - _FIXED] if _FIXED <= column < _FIXED + len(self.graded) else None

    def _has(self, row: LiteratureRow, wanted: Sequence[str]) -> bool:
        found = row.reference
        told = (found.title, found.authors, found.year, found.container, found.keywords, found.abstract, found.found_in)
        here = " ".join((*told, row.stage, row.reason, *row.values.values())).casefold()
        return all(word in here for word in wanted)


def _columns(graded: Sequence[CriterionRow], reasons: Callable[[], Sequence[str]]) -> list[Column[LiteratureRow]]:
    return [
        Column(_("Publication"), lambda row: row.short, 20, look="strong", key=_by_name),
        Column(_("Title"), lambda row: row.reference.title, 30, write=_writer("title")),
        Column(_("In"), lambda row: row.reference.container, 14, write=_writer("container"), look="soft", gives_way=3),
        Column(_("Found in"), lambda row: row.reference.found_in, 11, write=_writer("found_in"), look="soft",
               gives_way=2),
        Column(_("Stage"), lambda row: row.stage, 15, shown=lambda row: _(row.stage), weight=_look, key=_by_stage),
        Column(_("Why left out"), lambda row: row.reason, 14, write=_reason, editable=_out, offers=reasons, look="soft",
               gives_way=1),
        *(_graded(criterion) for criterion in graded),
    ]  # fmt: skip


def _graded(criterion: CriterionRow) -> Column[LiteratureRow]:
    def write(project: Project, row: LiteratureRow, words: str) -> None:
        from qda.study import literature

        literature.judge(project, [row.id], criterion.id, words)

    return Column(
        criterion.name,
        lambda row: row.values.get(criterion.id, ""),
        max(9, min(22, len(criterion.name) + 2)),
        write=write,
        offers=lambda: criterion.choices,
        key=lambda row: _place(criterion, row),
    )


def _place(criterion: CriterionRow, row: LiteratureRow) -> int:
    value = row.values.get(criterion.id, "")
    return criterion.choices.index(value) if value in criterion.choices else len(criterion.choices)


def _by_name(row: LiteratureRow) -> tuple[str, str, str]:
    from qda.study import references

    return references.order(row.reference)


def _by_stage(row: LiteratureRow) -> int:
    return [*STAGE_KEYS.values()].index(row.stage)


def _look(row: LiteratureRow) -> str:
    return {"found": "offer", "included": "strong", "read in full": "words"}.get(row.stage, "soft")


def _out(row: LiteratureRow) -> bool:
    return row.stage in ("screened out", "left out after reading")


def _writer(field: str) -> Callable[[Project, LiteratureRow, str], None]:
    def write(project: Project, row: LiteratureRow, words: str) -> None:
        from qda.study import literature

        literature.change(project, row.id, **{field: words})

    return write


def _reason(project: Project, row: LiteratureRow, words: str) -> None:
    from qda.study import literature

    literature.set_stage(project, [row.id], row.stage, words)


class LiteratureTable(Table):
    """Under Stage a letter says how far it has come and a figure leaves out by a criterion; under a grade it grades."""

    staged = Signal(str, str)  # stage and reason, for the chosen publications
    graded = Signal(int, str)  # a criterion's id and its grade
    deleteWanted = Signal()  # noqa: N815 - Qt's way of naming signals

    def __init__(self, session: Session, rows: LiteratureRows) -> None:
        super().__init__(session, rows, _("Literature"))
        self._literature = rows

    def fit(self) -> None:
        """Share the room anew, after columns came or went."""
        self.horizontalHeader().setSortIndicatorShown(False)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What says a stage or a grade is taken here; the rest is the table's."""
        if self.state() == QAbstractItemView.State.EditingState:
            return  # the key that ends a field comes on to the table, where it means something else
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        index = self.currentIndex()
        writable = self._literature.writable and self._literature.row(index) is not None
        if not (plain and writable and self._take(event, index)):
            super().keyPressEvent(event)

    def _take(self, event: QKeyEvent, index: Index) -> bool:
        typed, criterion = event.text().casefold(), self._literature.criterion(index.column())
        at = int(typed) - 1 if typed.isdecimal() and typed.isascii() else -1
        if event.key() == Qt.Key.Key_Delete and criterion is not None:
            self.graded.emit(criterion.id, "")
        elif event.key() == Qt.Key.Key_Delete:
            self.deleteWanted.emit()
        elif criterion is not None and 0 <= at < len(criterion.choices):
            self.graded.emit(criterion.id, criterion.choices[at])
        elif index.column() == STAGE and typed in STAGE_KEYS:
            self.staged.emit(STAGE_KEYS[typed], "")
        elif index.column() == STAGE and 0 <= at < len(self._literature.excluding):
            row: Any = self._literature.row(index)
            read = row.stage in ("read in full", "left out after reading", "included")
            stage = "left out after reading" if read else "screened out"
            self.staged.emit(stage, self._literature.excluding[at])
        else:
            # Nothing else is typed under Stage; elsewhere a letter begins to edit.
            return index.column() == STAGE and bool(typed) and typed.isalnum()
        return True
