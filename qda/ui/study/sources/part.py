"""The sources of the study as a table, and what concerns the chosen ones beneath it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from qda.i18n import _, ngettext
from qda.ui.actions import Actions
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.parts.small import Link
from qda.ui.session import Selection, Session
from qda.ui.study.attributes.filter import AttributeFilter
from qda.ui.study.bars import Bars
from qda.ui.study.contents import Contents
from qda.ui.study.deleting import delete
from qda.ui.study.fitting import undated
from qda.ui.study.outline import Key
from qda.ui.study.parts import Told, soft
from qda.ui.study.sources import acts as source_acts
from qda.ui.study.sources.bulk import BulkForm
from qda.ui.study.sources.detail import SourceDetail
from qda.ui.study.sources.offers import Offers
from qda.ui.study.tables.rows import Column, Rows
from qda.ui.study.tables.view import Table
from qda.ui.theme import STEP
from qda.ui.working.keeping_up import KeepingUp

if TYPE_CHECKING:
    from qda.analysis.study.attribute_view import AttributeTable
    from qda.project.project import Change, Project
    from qda.sources.queries import SourceRow


class SourcesPart(QWidget):
    """All sources, to be looked over, filtered, sorted and described one by one or many at once."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._actions = actions
        self._jobs = jobs
        self._contents = Contents.of(session)
        self._bars = Bars.of(session, jobs)
        self._offers = Offers(self._contents)
        self._following = False
        self._keeping_up = KeepingUp(self, self.refresh)
        self.rows: Rows[SourceRow] = Rows(self._columns(), lambda row: row.id, self)
        self.table = Table(session, self.rows, _("Sources"))
        self.detail = SourceDetail(session, jobs)
        self.bulk = BulkForm(session, self._offers)
        self._lay_out()
        self.setFocusProxy(self.table)
        self._typing = QTimer(self, singleShot=True, interval=150)
        self._typing.timeout.connect(lambda: self.rows.filter(self._field.text()))
        self._field.textChanged.connect(self._on_typed)
        self.rows.written.connect(self._on_written)
        self.table.opened.connect(lambda row: session.show_source(row.id))
        self.table.chosenChanged.connect(self._on_chosen)
        self.table.menuWanted.connect(self._show_menu)
        session.selected.connect(self._on_selected_elsewhere)
        self._contents.changed.connect(self._keeping_up.outdate)
        session.changed.connect(self._on_change)
        self._bars.updated.connect(self._on_counted)
        self.refresh()

    # --- building ---------------------------------------------------------------------------------

    def _columns(self) -> list[Column[SourceRow]]:
        offers = self._offers
        return [
            Column(_("Source"), lambda row: row.name, 26, write=_rename, short=_undated),
            Column(_("Kind"), lambda row: row.kind, 9, write=_writer("kind"), offers=offers.kinds, gives_way=1),
            Column(_("Date"), lambda row: row.date or "", 10, write=_writer("date")),
            Column(
                _("Case"),
                lambda row: row.case,
                11,
                write=_writer("case"),
                offers=offers.cases,
                shown=lambda row: row.case or (_("{unit} (unit)").format(unit=row.unit) if row.unit else ""),
                weight=lambda row: "words" if row.case else "soft",
            ),
            Column(
                _("Participants"),
                lambda row: ", ".join(row.participants),
                13,
                write=_writer("participants"),
                offers=offers.people,
                several=True,
            ),
            Column(
                _("Perspective"),
                lambda row: row.perspective,
                11,
                write=_writer("perspective"),
                offers=offers.perspectives,
                gives_way=2,
            ),
            Column(_("Looked at"), self._share, 10, key=self._part, look="bar", bar=self._bar),
            Column(_("Coded"), lambda row: _("coded") if row.coded else "", 6, write=_mark, look="check"),
            Column(_("Unit"), lambda row: row.unit, 16, write=_writer("unit"), offers=offers.units, gives_way=3),
            Column(_("Words"), lambda row: f"{row.words:,}", 7, key=lambda row: row.words, look="number", gives_way=4),
            Column(_("Lines"), lambda row: f"{row.lines:,}", 6, key=lambda row: row.lines, look="number", gives_way=5),
        ]

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP * 2)
        head = QHBoxLayout()
        self._field = QLineEdit()
        self._field.setPlaceholderText(_("Filter sources"))
        self._field.setAccessibleName(_("Filter sources"))
        self._field.setClearButtonEnabled(True)
        self._field.setMaximumWidth(STEP * 70)
        self._told = Told()
        self.filter = AttributeFilter(self._with_attributes)
        self.filter.changed.connect(self._show_rows)
        head.addWidget(self._field)
        head.addWidget(self.filter)
        head.addStretch(1)
        self.more = Link("", self._on_more)
        self._every = False
        head.addWidget(self.more)
        head.addSpacing(STEP * 3)
        head.addWidget(self._told)
        self.table.columnsHidden.connect(self._show_hidden)
        self._show_hidden(0)
        column.addLayout(head)
        self._under = QStackedWidget()
        hint = _("Choose a source to see who speaks in it, or several to describe them together.")
        self._hint = soft(QLabel(f"{hint}\n{_('Typing edits a cell, Enter opens the text.')}"))
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        for widget in (self._hint, self.detail, self.bulk):
            self._under.addWidget(widget)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self.table)
        self._split.addWidget(self._under)
        self._split.setStretchFactor(0, 1)
        self._split.setSizes([520, 220])
        self._split.setChildrenCollapsible(False)
        self.empty = Empty(
            _("A study begins with its transcripts."),
            _("Import files…"),
            lambda: self._actions.get("project.import").trigger(),
        )
        self.empty.offer_also(_("Import a folder…"), lambda: self._actions.get("project.import_folder").trigger())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._split)
        self._pages.addWidget(self.empty)
        column.addWidget(self._pages, 1)

    # --- showing ----------------------------------------------------------------------------------

    def _on_more(self) -> None:
        self._every = not self._every
        self.table.show_every_column(self._every)

    def _show_hidden(self, count: int) -> None:
        """Say how many columns have given way, and offer them."""
        more = ngettext("{count} more column", "{count} more columns", count).format(count=count)
        self.more.set_words(_("Fewer columns") if self._every else more)
        self.more.setVisible(bool(self._contents.sources) and (self._every or count > 0))

    def showEvent(self, event: QShowEvent) -> None:
        """Choose what was chosen elsewhere meanwhile."""
        super().showEvent(event)
        selection = self._session.selection
        if selection.kind == "source":
            self._follow(selection.id)

    def refresh(self) -> None:
        """Show the sources as they are now."""
        self._keeping_up.caught_up()
        sources = self._contents.sources
        self.rows.writable = self._session.is_open and self._session.project.writable
        self._offer_attributes()
        self._show_rows()
        words = sum(row.words for row in sources)
        told = ngettext("{count} source", "{count} sources", len(sources)).format(count=len(sources))
        self._told.setText(_("{sources}, {words} words").format(sources=told, words=f"{words:,}"))
        self._told.setVisible(bool(sources))
        self._field.setVisible(bool(sources))
        self._pages.setCurrentIndex(0 if sources else 1)
        self._show_under(self.chosen())

    def _on_change(self, change: Change) -> None:
        if change.touches("attribute", "attribute_value"):
            self._keeping_up.outdate()

    def _offer_attributes(self) -> None:
        """Offer what sources can be filtered by; values are read when one is chosen, for they take longer."""
        table: AttributeTable | None = None
        if self._session.is_open and self._contents.sources:
            from qda.analysis.study import attribute_view

            project = self._session.project
            table = self._with_attributes() if self.filter.in_use else attribute_view.head(project, "source")
        self.filter.show_table(table)

    def _with_attributes(self) -> AttributeTable | None:
        from qda.analysis.study import attribute_view

        return attribute_view.table(self._session.project, "source") if self._session.is_open else None

    def _show_rows(self) -> None:
        """Show the sources that have what they are filtered by."""
        wanted = self.filter.ids()
        rows = _in_order(self._contents.sources, self._contents)
        self.rows.show(rows if wanted is None else [row for row in rows if row.id in wanted])

    def _on_typed(self) -> None:
        self._typing.start()

    def _bar(self, row: SourceRow) -> tuple[int, int, int] | None:
        found = self._bars.of_source(row.id)
        return None if found is None else (found.coded, found.passed, found.lines)

    def _part(self, row: SourceRow) -> float:
        found = self._bars.of_source(row.id)
        return -1.0 if found is None else found.share

    def _share(self, row: SourceRow) -> str:
        found = self._bars.of_source(row.id)
        return "" if found is None else found.percent

    def _on_counted(self) -> None:
        self.table.viewport().update()

    # --- acting -----------------------------------------------------------------------------------

    def chosen(self) -> list[SourceRow]:
        """The sources that are selected."""
        return self.table.chosen()

    def _on_chosen(self) -> None:
        rows = self.chosen()
        self._show_under(rows)
        if len(rows) == 1 and not self._following:
            self._session.select(Selection("source", rows[0].id))

    def _show_under(self, rows: Sequence[SourceRow]) -> None:
        if len(rows) == 1:
            self.detail.show_source(rows[0])
        elif rows:
            self.bulk.show_sources(rows)
        self._under.setCurrentIndex(min(len(rows), 2))

    def _on_selected_elsewhere(self, selection: Selection) -> None:
        if selection.kind == "source" and self.isVisible():
            self._follow(selection.id)

    def _follow(self, source_id: int) -> None:
        if source_id not in {row.id for row in self.chosen()}:
            self._following = True
            self.table.choose(source_id)
            self._following = False

    def _on_written(self, column: Column[SourceRow], row: SourceRow, words: str) -> None:
        write = column.write
        if write is not None:
            self._session.act(write, self._session.project, row, words)

    def _show_menu(self, at: QPoint) -> None:
        rows = self.chosen()
        if not rows:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(rows) == 1:
            menu.addAction(_("Open"), lambda: self._session.show_source(rows[0].id))
        self._offer_instruments(menu, [row.id for row in rows])
        menu.addAction(_("Delete"), self.delete).setEnabled(self.rows.writable)
        menu.popup(at)

    def _offer_instruments(self, menu: QMenu, source_ids: Sequence[int]) -> None:
        """Say of the chosen sources which instrument they came from."""
        from qda.study import instruments

        known = instruments.instruments(self._session.project)
        within = menu.addMenu(_("Came from the instrument"))
        within.setEnabled(self.rows.writable and bool(known))
        for row in known:
            within.addAction(row.label.replace("&", "&&"), partial(self._let_come, source_ids, row.id))
        within.addSeparator()
        within.addAction(_("No instrument"), partial(self._let_come, source_ids, None))

    def _let_come(self, source_ids: Sequence[int], instrument_id: int | None) -> None:
        from qda.study import instruments

        self._session.act(instruments.link, self._session.project, source_ids, instrument_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del deletes the chosen sources."""
        if event.key() == Qt.Key.Key_Delete and self.table.hasFocus() and self.rows.writable:
            self.delete()
        else:
            super().keyPressEvent(event)

    def delete(self) -> None:
        """Delete the selected sources."""
        rows = self.chosen()
        names = [row.name for row in rows]
        keys = [Key("source", row.id) for row in rows]
        if keys:
            delete(self._session, self._jobs, keys, names)


def _undated(row: SourceRow) -> str:
    """The name without a date that stands in its own column."""
    return undated(row.name) if row.date else row.name


def _rename(project: Project, row: SourceRow, words: str) -> None:
    from qda.sources import service

    service.rename(project, row.id, words)


def _mark(project: Project, row: SourceRow, words: str) -> None:
    from qda.sources import service

    service.mark_coded(project, row.id, bool(words))


def _writer(field: str) -> Callable[[Project, SourceRow, str], None]:
    write = source_acts.WRITERS[field]
    return lambda project, row, words: write(project, [row.id], words)


def _in_order(sources: Sequence[SourceRow], contents: Contents) -> list[SourceRow]:
    """As they stand in the tree."""
    places = {case: place for place, case in enumerate(contents.case_names())}
    units = {unit.id: place for place, unit in enumerate(contents.units)}
    last = len(places) + len(units)

    def place(row: SourceRow) -> tuple[int, int]:
        unit = last if row.unit_id is None else units.get(row.unit_id, last)
        return unit, last if row.case_id is None else places.get(row.case_id, last)

    return sorted(sources, key=place)
