"""The plan for collecting data: one row for each data set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Link
from qda.ui.session import Session
from qda.ui.study.contents import Contents
from qda.ui.study.parts import soft
from qda.ui.study.tables.choices import ChoiceField
from qda.ui.study.tables.listing import Listing
from qda.ui.study.tables.rows import Column
from qda.ui.theme import STEP
from qda.ui.working.unfinished import About, Unfinished, titled

if TYPE_CHECKING:
    from qda.analysis.study.plan import Collected
    from qda.project.project import Project
    from qda.study.queries import DataSetRow


class PlanPart(QWidget):
    """Unit by method of collection by aim, with what was planned and what was collected; a line to add one below."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._contents = Contents.of(session)
        self._counted: dict[int, Collected] = {}
        self.list = Listing(session, self._columns(), lambda row: row.id, _("Data plan"), wrap=True)
        self.list.delete_wanted.connect(self._delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.setFocusProxy(self.list)
        column.addWidget(self.list, 1)
        self.none = soft(
            QLabel(
                _(
                    "The data plan says what is to be collected, how and what for: one line for each unit and method. "
                    "Begin with a method, and press Enter."
                )
            )
        )
        self.none.setWordWrap(True)
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.none, 1)
        self._line = self._make_line()
        column.addWidget(self._line)
        self._contents.changed.connect(self.refresh)
        self.refresh()

    def _columns(self) -> list[Column[DataSetRow]]:
        return [
            Column(_("Unit"), lambda row: row.unit, 14, write=_set_unit, offers=self._unit_names, look="strong"),
            Column(_("Method"), lambda row: row.method, 16, write=_writer("method")),
            Column(_("Aim"), lambda row: row.aim, 20, write=_writer("aim")),
            Column(_("Knowledge"), lambda row: row.knowledge, 14, write=_writer("knowledge")),
            Column(_("Planned"), lambda row: row.planned, 9, write=_writer("planned"), look="soft"),
            Column(_("Collected"), lambda row: row.collected, 9, write=_writer("collected"), look="soft"),
            Column(_("Counted"), self._names_of, 12, write=self._set_sources, offers=self._source_names, several=True,
                   shown=self._counted_words),
        ]  # fmt: skip

    def _make_line(self) -> QWidget:
        """Where the next data set is typed."""
        line = QHBoxLayout()
        line.setSpacing(STEP * 2)
        self.unit = ChoiceField(_("Unit"), self._unit_names)
        self.method, self.aim, self.knowledge, self.planned = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        told = (
            (self.unit, _("Unit")),
            (self.method, _("Method")),
            (self.aim, _("Aim")),
            (self.knowledge, _("Knowledge")),
            (self.planned, _("Planned")),
        )
        for field, name in told:
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            field.returnPressed.connect(self.add)
            line.addWidget(field, 1)
        for field, name in told[1:4]:
            about = About(f"data_set.new.{name}", titled(_("new data set"), name))
            Unfinished(self._session, field, partial(_same, about), lasting=True)
        line.addWidget(Link(_("Add"), self.add))
        made = QWidget()
        made.setLayout(line)
        line.setContentsMargins(0, 0, 0, STEP)
        return made

    def refresh(self) -> None:
        """Show the plan as it is now."""
        rows: list[DataSetRow] = []
        if self._session.is_open:
            from qda.analysis.study import plan
            from qda.study import queries

            rows = queries.data_plan(self._session.project)
            self._counted = plan.collected(self._session.project, rows) if rows else {}
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
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

    def _counted_words(self, row: DataSetRow) -> str:
        """“3 sources, 3,073 words, 190 min”, as they lie in the project."""
        found = self._counted.get(row.id)
        if found is None or not found.sources:
            return "–"
        parts = [ngettext("{count} source", "{count} sources", len(found.sources)).format(count=len(found.sources))]
        parts.append(ngettext("{count:,} word", "{count:,} words", found.words).format(count=found.words))
        if found.timed:
            parts.append(_("{count:,} min").format(count=found.minutes))
        return ", ".join(parts)

    def _names_of(self, row: DataSetRow) -> str:
        found = self._counted.get(row.id)
        names = {source.id: source.name for source in self._contents.sources}
        return ", ".join(names[source] for source in found.sources if source in names) if found is not None else ""

    def _source_names(self) -> list[str]:
        return [source.name for source in self._contents.sources]

    def _set_sources(self, project: Project, row: DataSetRow, words: str) -> None:
        """The sources of a data set by name; none lets them be found by unit, kind and perspective. Raises NotFound."""
        from qda.sources import queries
        from qda.study import service

        ids = [queries.find(project, name) for name in split_names(words, self._source_names())]
        service.set_data_set_sources(project, row.id, ids)

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


def _same(about: About) -> About:
    return about


def split_names(words: str, known: Sequence[str]) -> list[str]:
    """Names parted by commas, some of which have commas themselves: the longest known name counts."""
    parts, found = [part.strip() for part in words.split(",")], []
    names = {name.casefold(): name for name in known}
    at = 0
    while at < len(parts):
        for end in range(len(parts), at, -1):
            joined = ", ".join(parts[at:end])
            if joined.casefold() in names or end == at + 1:
                found += [names.get(joined.casefold(), joined)] if joined else []
                at = end
                break
    return found


def _writer(field: str) -> Callable[[Project, DataSetRow, str], None]:
    def write(project: Project, row: DataSetRow, words: str) -> None:
        from qda.study import service

        service.edit_data_set(project, row.id, **{field: words})

    return write


def _set_unit(project: Project, row: DataSetRow, words: str) -> None:
    """Another unit, or none. Raises NotFound."""
    from qda.study import service

    service.edit_data_set(project, row.id, unit_id=service.find_unit(project, words) if words else None)
