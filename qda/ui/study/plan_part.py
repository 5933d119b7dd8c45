"""The plan for collecting data: one row for each data set."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.parts import Link
from qda.ui.session import Session
from qda.ui.study.choices import ChoiceField
from qda.ui.study.contents import Contents
from qda.ui.study.listing import Listing
from qda.ui.study.table import Column
from qda.ui.theme import STEP


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One data set."""

    place: int
    unit: str
    method: str
    aim: str
    knowledge: str
    planned: str
    collected: str


class PlanPart(QWidget):
    """Unit by method of collection by aim, with what was planned and what was collected; a line to add one below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        columns: list[Column[PlanRow]] = [
            Column(_("Unit"), lambda row: row.unit, 14, look="strong"),
            Column(_("Method"), lambda row: row.method, 16),
            Column(_("Aim"), lambda row: row.aim, 20),
            Column(_("Knowledge"), lambda row: row.knowledge, 14),
            Column(_("Planned"), lambda row: row.planned, 11, look="soft"),
            Column(_("Collected"), lambda row: row.collected, 8, look="soft"),
        ]
        self.list = Listing(session, columns, lambda row: row.place, _("Data plan"), wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        line = QHBoxLayout()
        line.setSpacing(STEP * 2)
        self.unit = ChoiceField(_("Unit"), lambda: [unit.name for unit in self._contents.units])
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
        rows: list[PlanRow] = []
        if self._session.is_open:
            from qda.study import queries

            rows = [PlanRow(place, *told) for place, told in enumerate(queries.data_plan(self._session.project))]
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
