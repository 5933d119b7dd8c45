"""The plan for collecting data: one row for each data set."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts import Link
from qda.ui.session import Session
from qda.ui.study.choices import ChoiceField
from qda.ui.study.contents import Contents
from qda.ui.study.listing import Listing
from qda.ui.study.table import Column
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.study.queries import DataSetRow


class PlanPart(QWidget):
    """Unit by method of collection by aim, with what was planned and what was collected; a line to add one below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        units = self._unit_names
        columns: list[Column[DataSetRow]] = [
            Column(_("Unit"), lambda row: row.unit, 14, write=_set_unit, offers=units, look="strong"),
            Column(_("Method"), lambda row: row.method, 16, write=_writer("method")),
            Column(_("Aim"), lambda row: row.aim, 20, write=_writer("aim")),
            Column(_("Knowledge"), lambda row: row.knowledge, 14, write=_writer("knowledge")),
            Column(_("Planned"), lambda row: row.planned, 11, write=_writer("planned"), look="soft"),
            Column(_("Collected"), lambda row: row.collected, 11, write=_writer("collected"), look="soft"),
        ]
        self.list = Listing(session, columns, lambda row: row.id, _("Data plan"), wrap=True)
        self.list.delete_wanted.connect(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(STEP * 2)
        self.unit = ChoiceField(_("Unit"), units)
        self.method, self.aim, self.knowledge, self.planned = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        told = (
            (self.unit, _("Unit")),
            (self.method, _("Method")),
            (self.aim, _("Aim")),
            (self.knowledge, _("Kind of knowledge")),
            (self.planned, _("Planned")),
        )
        for field, name in told:
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.returnPressed.connect(self.add)
            line.addWidget(field, 1)
        line.addWidget(Link(_("Add"), self.add))
        self._line = QWidget()
        self._line.setLayout(line)
        line.setContentsMargins(0, 0, 0, STEP)
        column.addWidget(self._line)
        self._contents.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the plan as it is now."""
        rows: list[DataSetRow] = []
        if self._session.is_open:
            from qda.study import queries

            rows = queries.data_plan(self._session.project)
        self.list.show_rows(rows)
        self._line.setVisible(self._session.is_open and self._session.project.writable)

    def add(self) -> None:
        """Add the data set that was typed; a method is needed."""
        if not self.method.text().strip():
            self.method.setFocus()
            return
        if self._session.act(self._add) is not None:
            for field in (self.method, self.aim, self.knowledge, self.planned):
                field.clear()
            self.method.setFocus()

    def _unit_names(self) -> list[str]:
        return [unit.name for unit in self._contents.units]

    def _delete(self, rows: list[DataSetRow]) -> None:
        from qda.study import service

        project, ids = self._session.project, [row.id for row in rows]
        self._session.act(service.delete_data_sets, project, ids)
        told = ngettext("{count} data set", "{count} data sets", len(rows)).format(count=len(rows))
        what = f"“{rows[0].method}”" if len(rows) == 1 else told
        self._session.said.emit(_("Deleted {what}.").format(what=what))

    def _add(self) -> int:
        from qda.study import service

        project = self._session.project
        unit = self.unit.text().strip()
        return service.add_data_set(
            project,
            service.find_unit(project, unit) if unit else None,
            self.method.text().strip(),
            aim=self.aim.text().strip(),
            knowledge=self.knowledge.text().strip(),
            planned=self.planned.text().strip(),
        )


def _writer(field: str) -> Callable[[Project, DataSetRow, str], None]:
    def write(project: Project, row: DataSetRow, words: str) -> None:
        from qda.study import service

        service.edit_data_set(project, row.id, **{field: words})

    return write


def _set_unit(project: Project, row: DataSetRow, words: str) -> None:
    """Another unit, or none. Raises NotFound."""
    from qda.study import service

    service.edit_data_set(project, row.id, unit_id=service.find_unit(project, words) if words else None)
