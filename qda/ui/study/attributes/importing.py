"""What a spreadsheet would change, before it does: columns and how they are read, then each value in a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.parts.small import Tick, heading
from qda.ui.session import Session
from qda.ui.study.parts import Chooser, scrolling, soft
from qda.ui.theme import STEP

if TYPE_CHECKING:
    from qda.flows.importing.attribute_file import Sheet
    from qda.flows.importing.import_attributes import Plan, PlannedCell, PlannedColumn
    from qda.study.attributes import Target

_COLUMNS_HEIGHT = STEP * 50


class AttributeImport(QWidget):
    """The preview of an import. Nothing is written before “Take over”."""

    done = Signal(object)  # the target that was imported to
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._sheet: Sheet | None = None
        self.plan: Plan | None = None
        self._types: dict[str, str] = {}
        self._without: set[str] = set()
        self._head = heading("", 1.2)
        self.target = Chooser(_("What the first column names"))
        for target, words in (
            ("source", _("sources")),
            ("case", _("cases")),
            ("participant", _("participants")),
            ("unit", _("units of analysis")),
        ):
            self.target.addItem(words, target)
        self.target.currentIndexChanged.connect(self._on_target)
        self._told = QLabel()
        self._told.setWordWrap(True)
        self.list = QListView()
        self._lines = QStringListModel(self)
        self.list.setModel(self._lines)
        self.list.setAccessibleName(_("What would change"))
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(2)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.go = QPushButton(_("Take over"))
        self.go.setObjectName("primary")
        self.go.clicked.connect(self.take_over)
        self.cancel = QPushButton(_("Cancel"))
        self.cancel.setObjectName("plain")
        self.cancel.clicked.connect(self.left.emit)
        self._columns = QWidget()
        self._grid = QGridLayout(self._columns)
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, STEP * 2)
        column.setSpacing(STEP * 2)
        column.addWidget(self._head)
        line = QHBoxLayout()
        line.addWidget(soft(QLabel(_("The first column names"))))
        line.addWidget(self.target)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._told)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(STEP * 3)
        self._grid.setVerticalSpacing(STEP)
        self._grid.setColumnStretch(3, 1)
        self._area = scrolling(self._columns)
        column.addWidget(self._area)
        column.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.go)
        column.addLayout(foot)

    def show_sheet(self, sheet: Sheet) -> bool:
        """Preview a table; False if it can't be, and why has been said."""
        self._sheet, self._types, self._without = sheet, {}, set()
        if not self._plan(None):
            return False
        self._show_columns()
        self.go.setFocus()
        return True

    def _plan(self, target: Target | None) -> bool:
        sheet = self._sheet
        if sheet is None:
            return False

        def read() -> Plan:
            from qda.flows.importing import import_attributes

            return import_attributes.plan(
                self._session.project, sheet, target, types=self._types, without=self._without
            )

        plan = self._session.act(read)
        if plan is None:
            return False
        self.plan = plan
        self.target.blockSignals(True)
        self.target.show_choice(plan.target)
        self.target.blockSignals(False)
        self._tell(plan)
        return True

    def _on_target(self) -> None:
        if self.plan is not None:
            self._plan(self.target.currentData())
            self._show_columns()

    def _tell(self, plan: Plan) -> None:
        self._head.setText(_("Attributes from “{name}”").format(name=plan.sheet.name))
        counts = (
            (plan.count("new"), _("{count} new")),
            (plan.count("changed"), _("{count} changed")),
            (plan.count("same"), _("{count} as they are")),
            (plan.count("misfit"), _("{count} that do not fit")),
        )
        told = [words.format(count=count) for count, words in counts if count]
        unknown = len(plan.unknown)
        if unknown:
            lines = ngettext("{count} row names nothing known", "{count} rows name nothing known", unknown)
            told.append(lines.format(count=unknown))
        blank = _("Blank cells leave what is there.")
        self._told.setText(f"{_('Values: {told}.').format(told=', '.join(told) or _('none'))} {blank}")
        self._lines.setStringList(list(lines_of(plan)))
        self.go.setEnabled(plan.does_something and self._session.project.writable)

    # --- columns ----------------------------------------------------------------------------------------------------

    def _show_columns(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if self.plan is not None:
            for at, column in enumerate(self.plan.columns):
                self._show_column(at, column)
            high = (self.target.sizeHint().height() + self._grid.verticalSpacing()) * len(self.plan.columns)
            self._area.setFixedHeight(min(_COLUMNS_HEIGHT, high + STEP))

    def _show_column(self, at: int, column: PlannedColumn) -> None:
        name = column.name
        tick = Tick(name)
        tick.setChecked(True)
        tick.setAccessibleName(_("Take over “{name}”").format(name=name))
        kind = Chooser(_("Type of “{name}”").format(name=name))
        words = {"text": _("text"), "number": _("number"), "date": _("date"), "choice": _("choice")}
        for value, shown in words.items():
            kind.addItem(shown, value)
        kind.show_choice(column.type)
        kind.setEnabled(column.attribute_id is None)
        tick.toggled.connect(lambda on, name=name: self._on_tick(name, on))
        kind.currentIndexChanged.connect(lambda _at, name=name, field=kind: self._on_kind(name, field.currentData()))
        self._grid.addWidget(tick, at, 0)
        self._grid.addWidget(kind, at, 1)
        self._grid.addWidget(soft(QLabel(_("new") if column.attribute_id is None else "")), at, 2)
        self._grid.addWidget(soft(QLabel(understood(column))), at, 3)

    def _on_tick(self, name: str, on: bool) -> None:
        (self._without.discard if on else self._without.add)(name)
        self._plan(self.target.currentData())

    def _on_kind(self, name: str, kind: str) -> None:
        self._types[name] = kind
        self._plan(self.target.currentData())

    # --- doing ------------------------------------------------------------------------------------------------------

    def take_over(self) -> None:
        """Do what the preview says, in one act."""
        plan = self.plan
        if plan is None:
            return

        def work() -> object:
            from qda.flows.importing import import_attributes

            return import_attributes.carry_out(self._session.project, plan)

        if self._session.act(work) is not None:
            count = plan.count("new") + plan.count("changed")
            told = ngettext("Took over {count} value from “{name}”.", "Took over {count} values from “{name}”.", count)
            self._session.said.emit(told.format(count=count, name=plan.sheet.name))
            self.done.emit(plan.target)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def understood(column: PlannedColumn) -> str:
    """How a column was read, and which choices it brings."""
    told = [column.told] if column.told else []
    if column.attribute_id is not None and column.new_choices:
        told.append(_("New choices: {choices}.").format(choices=", ".join(column.new_choices)))
    return " ".join(told)


def lines_of(plan: Plan) -> Iterator[str]:
    """What would happen, line by line: first what will not be taken over, then what changes, then what is new."""
    for line, name in plan.unknown:
        yield _("Row {line}: there is no “{name}” in the study.").format(line=line, name=name)
    for cell in plan.cells:
        if cell.state == "misfit":
            column = plan.columns[cell.column]
            told = _("Row {line}: “{words}” does not fit “{column}” of “{name}”.")
            yield told.format(line=cell.line, words=cell.words, column=column.name, name=cell.name)
    for name in plan.twice:
        yield _("“{name}” has more than one row; the last one holds.").format(name=name)
    for state in ("changed", "new"):
        yield from (_line(plan, cell) for cell in plan.cells if cell.state == state)


def _line(plan: Plan, cell: PlannedCell) -> str:
    name = plan.columns[cell.column].name
    if cell.before:
        return f"{cell.name} · {name}: {cell.before} → {cell.after}"
    return f"{cell.name} · {name}: {cell.after}"
