"""What is done in the log of theoretical sampling: each an act of its own, to be undone by itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from qda.coding import sampling
from qda.coding.sampling import SamplingRow
from qda.i18n import _
from qda.ui.coding.saturation.sampling_log import SamplingLog
from qda.ui.coding.saturation.sampling_picker import SourcePicker
from qda.ui.session import Selection, Session

if TYPE_CHECKING:
    from collections.abc import Callable


class SamplingActs(QObject):
    """Answers what the log asks for."""

    save_wanted = Signal()

    def __init__(self, session: Session, log: SamplingLog, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._log = log
        self._page = page
        self.picker: SourcePicker | None = None
        self.menu: QMenu | None = None
        log.acts.connect(self.act)
        log.cells.written.connect(self.write)

    def read(self) -> None:
        """List the steps as they are now."""
        project = self._session.project
        self._log.show_rows(sampling.rows(project), writable=project.writable)

    def act(self, key: str, row: SamplingRow | None) -> None:
        """Do what was asked with the step at hand."""
        if key == "save":
            self.save_wanted.emit()
        elif key == "add":
            self.add()
        elif row is not None:
            acts: dict[str, Callable[[SamplingRow], None]] = {
                "sources": self.choose_sources,
                "about": self.choose_about,
                "memo": self.memo,
                "remove": self.remove,
                "up": lambda at: self.move(at, -1),
                "down": lambda at: self.move(at, 1),
            }
            acts[key](row)

    def add(self, gap: str = "", *, code_id: int | None = None, property_id: int | None = None) -> None:
        """Begin a step; the keyboard goes to what is to be written next."""
        project = self._session.project
        if not project.writable:
            return
        words = gap or _("a gap without a name")
        made = self._session.act(sampling.add, project, words, code_id=code_id, property_id=property_id)
        if made is not None:
            self.read()
            self._log.table.write(made, "question" if gap else "gap")

    def write(self, row: SamplingRow, part: str, words: str) -> None:
        """Write a cell."""
        self._session.act(sampling.write, self._session.project, row.id, part, words)

    def remove(self, row: SamplingRow) -> None:
        """Take a step out of the log."""
        if self._session.project.writable:
            self._session.act(sampling.remove, self._session.project, row.id)

    def move(self, row: SamplingRow, step: int) -> None:
        """Put a step one place up or down."""
        order = [each.id for each in self._log.cells.rows]
        at = order.index(row.id)
        to = min(max(0, at + step), len(order) - 1)
        if to != at and self._session.project.writable:
            order.insert(to, order.pop(at))
            self._session.act(sampling.reorder, self._session.project, order)

    # --- sources, about, memo -----------------------------------------------------------------------------------------

    def _anchor(self) -> QRect:
        table = self._log.table
        box = table.visualRect(table.currentIndex()).intersected(table.viewport().rect())
        corner = table.viewport().mapTo(self._page, box.topLeft())
        return QRect(corner, box.size())

    def choose_sources(self, row: SamplingRow) -> None:
        """Ask which sources were collected for a step."""
        from qda.sources import queries

        if not self._session.project.writable:
            return
        known = [(each.id, each.name) for each in queries.rows(self._session.project)]
        picker = SourcePicker(self._session, self._page, known, [source for source, _name in row.sources])
        picker.chosen.connect(lambda ids: self._collect(row, ids))
        picker.ended.connect(lambda: self._log.table.setFocus(Qt.FocusReason.OtherFocusReason))
        picker.open(self._anchor())
        self.picker = picker

    def _collect(self, row: SamplingRow, ids: list[int]) -> None:
        if ids != [source for source, _name in row.sources]:
            self._session.act(sampling.collect, self._session.project, row.id, ids)

    def choose_about(self, row: SamplingRow) -> None:
        """Ask for the category or the property that a step is about."""
        from qda.analysis.coding import saturation

        project = self._session.project
        if not project.writable:
            return
        menu = QMenu(self._page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code_id, name, properties in saturation.owners(project):
            menu.addAction(name, partial(self._relate, row, code_id, None))
            for property_id, told in properties:
                menu.addAction(f"    {told}", partial(self._relate, row, None, property_id))
        menu.addSeparator()
        menu.addAction(_("No category"), partial(self._relate, row, None, None))
        menu.popup(self._page.mapToGlobal(self._anchor().bottomLeft()))
        self.menu = menu

    def _relate(self, row: SamplingRow, code_id: int | None, property_id: int | None) -> None:
        project = self._session.project
        self._session.act(sampling.relate, project, row.id, code_id=code_id, property_id=property_id)

    def memo(self, row: SamplingRow) -> None:
        """Open the memo of a step; one that has none begins with its gap and question."""
        if row.memo_id is not None:
            self.open_memo(row.memo_id)
            return
        from qda.memos import service as memos
        from qda.memos.service import Target

        project = self._session.project
        if not project.writable:
            return
        text = "\n\n".join(words for words in (row.gap, row.question, row.planned) if words)
        targets = [Target("sampling", row.id)]
        if row.code_id is not None:
            targets.append(Target("code", row.code_id))

        def begin() -> int:
            with project.group():
                made = memos.begin(project, text, title=row.gap, kind="theoretical", targets=targets)
                sampling.set_memo(project, row.id, made)
            return made

        self.open_memo(self._session.act(begin))

    def open_memo(self, memo_id: int | None) -> None:
        """Show a memo among all memos."""
        if memo_id is not None:
            self._session.workspace_wanted.emit("memos")
            self._session.select(Selection("memo", memo_id))
