"""The criteria that literature is screened, graded and summed up by, as a table with a line for a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.parts import soft
from qda.ui.study.tables.listing import NEW, Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.literature import CriterionRow


class LiteratureCriteria(QWidget):
    """Name, kind, grades and description; a name in the last line makes a new one."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list = Listing(session, _columns(), lambda row: row.id, _("Criteria"))
        self.list.delete_wanted.connect(self._delete)
        about = soft(QLabel(_(
            "“exclusion” gives reasons for leaving out, in this order by the keys 1 to 9; “grade” has grades, parted "
            "by commas; “summary” is a heading under which each study is summed up; “inclusion” is told in reports."
        )))  # fmt: skip
        about.setWordWrap(True)
        links = QHBoxLayout()
        links.setSpacing(STEP * 3)
        self.back = Link(_("Back to the literature"), self.left.emit)
        self.up = Link(_("Move up"), lambda: self.move(-1))
        self.down = Link(_("Move down"), lambda: self.move(1))
        for widget in (self.back, self.up, self.down):
            links.addWidget(widget)
        links.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP)
        column.setSpacing(STEP * 2)
        column.addLayout(links)
        column.addWidget(self.list, 1)
        column.addWidget(about)
        self.setFocusProxy(self.list)

    def show_criteria(self, rows: list[CriterionRow]) -> None:
        """Show them as they are now."""
        from qda.study.literature import CriterionRow

        writable = self._session.is_open and self._session.project.writable
        shown = [row for row in rows if row.kind != "notes"]
        self.list.show_rows([*shown, CriterionRow(NEW, "", "", (), "")] if writable else shown)
        self.up.setVisible(writable)
        self.down.setVisible(writable)

    def move(self, way: int) -> None:  # type: ignore[override]  # a widget moves otherwise, and nobody moves this one
        """Move the chosen criterion up or down."""
        from qda.study import literature

        chosen = self.list.one()
        ids = [row.id for row in literature.criteria(self._session.project)] if self._session.is_open else []
        if chosen is None or chosen.id not in ids:
            return
        at = ids.index(chosen.id)
        to = at + way
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            self._session.act(literature.order_criteria, self._session.project, ids)

    def _delete(self, rows: list[CriterionRow]) -> None:
        from qda.study import literature

        ids = [row.id for row in rows]
        if self._session.did(literature.delete_criteria, self._session.project, ids):
            told = ngettext("Deleted {count} criterion.", "Deleted {count} criteria.", len(ids))
            self._session.said.emit(told.format(count=len(ids)))


def _columns() -> list[Column[CriterionRow]]:
    def known(row: CriterionRow) -> bool:
        return row.id != NEW

    return [
        Column(
            _("Criterion"),
            lambda row: row.name,
            26,
            write=_name,
            shown=lambda row: row.name if known(row) else _("New criterion…"),
            weight=lambda row: "words" if known(row) else "offer",
        ),
        Column(_("Kind"), lambda row: row.kind, 11, write=_writer("kind"), editable=known, offers=_kinds),
        Column(_("Grades"), lambda row: ", ".join(row.choices), 22, write=_choices, editable=known),
        Column(_("Description"), lambda row: row.description, 34, write=_writer("description"), editable=known),
    ]


def _kinds() -> list[str]:
    from qda.study.literature import KINDS

    return [kind for kind in KINDS if kind != "notes"]


def _name(project: Project, row: CriterionRow, words: str) -> None:
    from qda.study import literature

    if row.id == NEW:
        literature.add_criterion(project, words)
    else:
        literature.change_criterion(project, row.id, name=words)


def _choices(project: Project, row: CriterionRow, words: str) -> None:
    from qda.study import literature

    literature.change_criterion(project, row.id, choices=words.replace(";", ",").split(","))


def _writer(field: str) -> Callable[[Project, CriterionRow, str], None]:
    def write(project: Project, row: CriterionRow, words: str) -> None:
        from qda.study import literature

        if field == "kind":
            literature.change_criterion(project, row.id, kind=words)
        else:
            literature.change_criterion(project, row.id, description=words)

    return write
