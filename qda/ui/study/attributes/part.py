"""The attributes of sources, cases, participants or units: a table to be typed in, and what goes around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.session import Selection, Session
from qda.ui.study.attributes import acts as attribute_acts
from qda.ui.study.attributes.bulk import AttributeBulk
from qda.ui.study.attributes.filter import AttributeFilter
from qda.ui.study.attributes.form import AttributeForm
from qda.ui.study.attributes.grid import AttributeGrid
from qda.ui.study.attributes.importing import AttributeImport
from qda.ui.study.attributes.model import AttributeModel, Cell
from qda.ui.study.contents import Contents
from qda.ui.study.parts import Chooser, Told
from qda.ui.theme import STEP
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.study.attribute_view import AttributeTable, ObjectRow
    from qda.progress import Progress
    from qda.project.project import Change
    from qda.study.attributes import AttributeRow, Target

_TABLES = ("attribute", "attribute_value")
_TABLE, _EMPTY, _IMPORT = range(3)
_FILES = ("Word (*.docx)", "Excel (*.xlsx)", "CSV (*.csv)")


class AttributesPart(QWidget):
    """What is known of everything beside the texts, as a table that is edited in place."""

    counted = Signal()  # there are more attributes, or fewer

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._keeping_up = KeepingUp(self, self.refresh)
        self._every = False  # attributes that nothing here has are shown too
        self._left_out: frozenset[int] | None = None  # found anew when others are looked at
        self.count = 0  # of attributes
        self.model = AttributeModel(self)
        self.grid = AttributeGrid(session, self.model, _("Attributes"))
        self.form = AttributeForm(session, self)
        self.filter = AttributeFilter()
        self.bulk = AttributeBulk(self.model, self.grid)
        self.importing = AttributeImport(session)
        self._lay_out()
        self._connect()
        self._add_actions(actions)
        self._count()

    def _lay_out(self) -> None:
        self.of = Chooser(_("Attributes of"))
        for target, words in (
            ("source", _("Sources")),
            ("case", _("Cases")),
            ("participant", _("Participants")),
            ("unit", _("Units of analysis")),
        ):
            self.of.addItem(words, target)
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("Filter rows"))
        self.words.setAccessibleName(_("Filter rows"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(STEP * 50)
        self._told = Told()
        self.add_link = Link(_("Add attribute…"), self.add)
        self.edit_link = Link(_("Edit attribute…"), self.edit)
        self.import_link = Link(_("From a spreadsheet…"), self.ask_import)
        self.export_link = Link(_("Write the table…"), self.ask_export)
        head = QHBoxLayout()
        head.setSpacing(STEP * 2)
        for widget in (self.of, self.words, self.filter):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self._told)
        links = QHBoxLayout()
        links.setSpacing(STEP)
        for link in (self.add_link, self.edit_link, self.import_link, self.export_link):
            links.addWidget(link)
        links.addStretch(1)
        self.more_link = Link("", self._on_more)
        links.addWidget(self.more_link)
        table = QWidget()
        under = QVBoxLayout(table)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(STEP * 2)
        under.addLayout(head)
        under.addLayout(links)
        self._form_place = QVBoxLayout()
        under.addLayout(self._form_place)
        under.addWidget(self.grid, 1)
        under.addWidget(self.bulk)
        self.form.hide()
        self.empty = Empty(
            _("What is known beside the words – an age, a region, the day of the first visit – becomes an attribute. "
              "A source has what its case says, a case what its unit says, unless it says so itself."),
            _("Add an attribute"), self.add,
        )  # fmt: skip
        self.empty.offer_also(_("Take them from a spreadsheet…"), self.ask_import)
        blank = QWidget()
        self._blank = QVBoxLayout(blank)
        self._blank.setContentsMargins(0, 0, 0, 0)
        self._blank.addWidget(self.empty, 1)
        self._pages = QStackedWidget()
        for page in (table, blank, self.importing):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        session = self._session
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._typing.timeout.connect(self._on_words)
        self.words.textChanged.connect(lambda _words: self._typing.start())
        self.of.currentIndexChanged.connect(self._on_of)
        self.filter.changed.connect(self._on_filter)
        self.model.written.connect(self._on_written)
        self.grid.moveWanted.connect(self._on_moved)
        self.grid.columnMenuWanted.connect(self._show_menu)
        self.grid.refused.connect(lambda words: session.told.emit(words, ""))
        self.grid.chosenChanged.connect(self._on_chosen)
        self.grid.horizontalHeader().sectionDoubleClicked.connect(self._edit_column)
        self.form.kept.connect(self._on_kept)
        self.form.left.connect(self._close_form)
        self.importing.left.connect(self._leave_import)
        self.importing.done.connect(self._on_imported)
        Contents.of(session).changed.connect(self._on_changed)
        session.changed.connect(self._on_change)

    def _add_actions(self, actions: Actions) -> None:
        add = actions.add
        add("attributes.add", _("Add an attribute"), self.add, menu="&Study", where=self, writes=True)
        add("attributes.edit", _("Edit the attribute of this column"), self.edit, menu="&Study", where=self,
            keys="Shift+F2", writes=True)  # fmt: skip
        add("attributes.fill_down", _("Fill down"), self.grid.fill_down, menu="&Study", where=self.grid,
            keys="Ctrl+D", writes=True, hint=_("Give the chosen cells what stands in the first of them"))  # fmt: skip
        add("attributes.import", _("Attributes from a spreadsheet…"), self.ask_import, menu="&Study", where=self,
            writes=True)  # fmt: skip
        add("attributes.export", _("Write the attributes as a table…"), self.ask_export, menu="&Study", where=self)

    # --- showing ------------------------------------------------------------------------------------------------------

    def target(self) -> Target:
        """Whose attributes are shown."""
        found: Target = self.of.currentData()
        return found

    def show_target(self, target: str) -> None:
        """Show the attributes of these."""
        self.of.show_choice(target)

    def _on_change(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._on_changed()

    def _on_changed(self) -> None:
        self._keeping_up.outdate()
        if self._keeping_up.stale:
            self._count()  # the word above the table tells it, whether or not the table is seen

    def refresh(self) -> None:
        """Show the table as it is now."""
        self._keeping_up.caught_up()
        table: AttributeTable | None = None
        if not self._session.is_open:
            self._left_out = None
        else:
            from qda.analysis.study import attribute_view

            table = attribute_view.table(self._session.project, self.target())
        writable = self._session.is_open and self._session.project.writable
        self.model.writable = writable
        self.filter.show_table(table)
        self.model.show(None if table is None else self._narrowed(table), self._wanted())
        for link in (self.add_link, self.edit_link, self.import_link):
            link.setVisible(writable)
        some = table is not None and bool(table.attributes)
        if self._pages.currentIndex() != _IMPORT:
            self._turn(_TABLE if some else _EMPTY)
        self._tell()
        self._tell_count(len(table.attributes) if table is not None else 0)
        self.bulk.refresh()

    def _narrowed(self, table: AttributeTable) -> AttributeTable:
        """Leave out attributes that other things have and nothing here has, unless all are asked for."""
        from qda.analysis.study import attribute_view
        from qda.study import attributes

        bare = {row.id for row in table.attributes if not attribute_view.filled(table.rows, row.id)}
        if self._left_out is None:
            self._left_out = frozenset(bare & attributes.used(self._session.project)) if table.rows else frozenset()
        self._left_out &= bare
        kept = tuple(row for row in table.attributes if self._every or row.id not in self._left_out)
        count = len(self._left_out)
        more = ngettext("{count} more attribute", "{count} more attributes", count).format(count=count)
        self.more_link.set_words(_("Fewer attributes") if self._every else more)
        self.more_link.setVisible(count > 0 and count < len(table.attributes))
        return replace(table, attributes=kept) if kept else table

    def _on_more(self) -> None:
        self._every = not self._every
        self.refresh()

    def _count(self) -> None:
        if self._session.is_open:
            from qda.study import attributes

            self._tell_count(len(attributes.attributes(self._session.project)))

    def _tell_count(self, count: int) -> None:
        if count != self.count:
            self.count = count
            self.counted.emit()

    def _turn(self, page: int) -> None:
        """Show a page; the form stands above the table, or above the words of the empty page."""
        (self._form_place if page == _TABLE else self._blank).insertWidget(0, self.form)
        self._pages.setCurrentIndex(page)

    def _tell(self) -> None:
        table = self.model.table
        whole, shown = len(table.rows) if table is not None else 0, self.model.rowCount()
        rows = ngettext("{count} row", "{count} rows", whole).format(count=whole)
        self._told.setText(rows if shown == whole else _("{shown} of {rows}").format(shown=shown, rows=rows))

    def _on_of(self) -> None:
        self.words.clear()
        self._every, self._left_out = False, None
        self.model.sort(-1)
        self.refresh()

    def _on_words(self) -> None:
        self.model.filter(self.words.text())
        self._tell()

    def _on_filter(self) -> None:
        self.model.only(self._wanted())
        self._tell()

    def _wanted(self) -> Callable[[ObjectRow], bool] | None:
        return self.filter.wants if self.filter.in_use else None

    def _on_chosen(self) -> None:
        row = self.model.row(self.grid.currentIndex().row())
        if row is not None and self.isVisible():
            self._session.select(Selection(self.target(), row.id))

    # --- attributes ----------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Offer a blank line for a new attribute."""
        self._open_form(None)

    def edit(self) -> None:
        """Offer the attribute of the column that the keyboard is on."""
        self._edit_column(max(0, self.grid.currentIndex().column()))

    def _edit_column(self, column: int) -> None:
        attribute = self.model.attribute(column)
        if attribute is not None and self.model.writable:
            self._open_form(attribute)

    def _open_form(self, row: AttributeRow | None) -> None:
        self.form.show_attribute(row)
        self.form.show()
        self.form.setFocus()
        self.form.name.selectAll()

    def _close_form(self) -> None:
        self.form.hide()
        self.grid.setFocus()

    def _on_kept(self, attribute_id: int) -> None:
        self._close_form()
        column = self.model.column_of(attribute_id)
        row = max(0, self.grid.currentIndex().row())
        if column >= 0 and self.model.rowCount():
            self.grid.setCurrentIndex(self.model.index(row, column))

    def _on_moved(self, start: int, end: int) -> None:
        table = self.model.table
        if table is not None and self.model.writable:
            self._session.act(attribute_acts.move, self._session.project, table.attributes, start, end)

    def _show_menu(self, column: int, at: QPoint) -> None:
        attribute = self.model.attribute(column)
        if attribute is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        last, order = self.model.columnCount() - 1, Qt.SortOrder
        changes = [
            menu.addAction(_("Edit “{name}”…").format(name=attribute.name), lambda: self._edit_column(column)),
            menu.addAction(_("Move left"), lambda: self._on_moved(column, column - 1)),
            menu.addAction(_("Move right"), lambda: self._on_moved(column, column + 1)),
            menu.addAction(_("Delete attribute"), lambda: self._delete(attribute)),
        ]
        for action in changes:
            action.setEnabled(self.model.writable)
        changes[1].setEnabled(self.model.writable and column > 0)
        changes[2].setEnabled(self.model.writable and column < last)
        menu.addSeparator()
        menu.addAction(_("Sort"), lambda: self.grid.sort_by(column, order.AscendingOrder))
        menu.addAction(_("Sort the other way round"), lambda: self.grid.sort_by(column, order.DescendingOrder))
        menu.addAction(_("Order of the study"), lambda: self.grid.sort_by(-1, order.AscendingOrder))
        menu.addSeparator()
        menu.addAction(_("Copy"), self.grid.copy)
        menu.addAction(_("Paste"), self.grid.paste).setEnabled(self.model.writable)
        menu.popup(at)

    def _delete(self, attribute: AttributeRow) -> None:
        self.form.show_attribute(attribute)
        self.form.delete()

    def _on_written(self, cells: list[Cell]) -> None:
        project = self._session.project
        count = self._session.act(attribute_acts.set_cells, project, self.target(), cells)
        if count is not None and len(cells) > 1:
            told = ngettext("{count} value changed.", "{count} values changed.", count)
            self._session.said.emit(told.format(count=count))

    # --- spreadsheets --------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Ask for a spreadsheet, and preview what it would change."""
        start = self._session.path()
        kinds = _("Tables (*.csv *.tsv *.xlsx)")
        folder = str(start.parent if start else Path.home())
        path, _kind = QFileDialog.getOpenFileName(self, _("Attributes from a spreadsheet"), folder, kinds)
        if path:
            self.preview(Path(path))

    def preview(self, path: Path) -> None:
        """Preview what a file would change."""
        from qda.flows.importing import attribute_file

        sheet = self._session.act(attribute_file.read, path)
        if sheet is not None and self.importing.show_sheet(sheet):
            self._turn(_IMPORT)

    def _leave_import(self) -> None:
        self._turn(_TABLE)
        self.refresh()
        self.grid.setFocus()

    def _on_imported(self, target: str) -> None:
        self._leave_import()
        self.show_target(target)

    def ask_export(self) -> None:
        """Ask for a file, and write the attributes that are shown as a table."""
        name = _("Attributes of {whose}").format(whose=self.of.currentText().lower())
        path = ask_where(self, self._session, _("Write the table"), name, ";;".join(_FILES))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the attributes of these as a table; the ending of the name says as what."""
        project, target = self._session.project, self.target()

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.leaving import gate
            from qda.export.study import attribute_tables

            with gate.leaving(project, "attributes", progress=progress) as cleared:
                made = attribute_tables.chosen(cleared, target, document=writing.is_document(path))
                writing.write(path, made, progress=progress)

        write_aside(self._session, self._jobs, path, work)
