"""The code book as on a day: names, levels, tree, definitions and counts as they stood, replayed from the history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from qda.errors import QdaError
from qda.i18n import N_, _, ngettext
from qda.ui.actions import Actions
from qda.ui.coding.codes.rows import selection_palette
from qda.ui.coding.codes.tree import level_name
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.small import ElidedLabel, Link, heading
from qda.ui.session import Selection, Session
from qda.ui.theme import CORNER, STEP, Ink
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.analysis.coding.past import PastBook, PastCode
    from qda.progress import Progress

Index = QModelIndex | QPersistentModelIndex

_HEADINGS = (N_("Code"), N_("Level"), N_("Segments"), N_("Definition"), N_("Gathered under"), N_("Tested"))
_FORMATS = "Word (*.docx);;Excel (*.xlsx);;CSV (*.csv)"
_INDENT = "      "


def today() -> str:
    """The day that it is here, as 2026-05-01."""
    return datetime.now(UTC).astimezone().date().isoformat()


class PastModel(QAbstractTableModel):
    """Codes as rows, those beneath a code indented."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[PastCode, ...] = ()

    def show(self, rows: tuple[PastCode, ...]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many codes."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What the columns are."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(_HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; the tool tip has all of it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 2:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.path if index.column() == 0 else self._cell(row, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            words = self._cell(row, index.column())
            return f"{_INDENT * row.depth}{words}" if index.column() == 0 else " ".join(words.split())
        return None

    def _cell(self, row: PastCode, column: int) -> str:
        name = f"“{row.name}”" if row.in_vivo else row.name
        above = row.path.split(" > ")[:-1]
        elsewhere = ", ".join(cluster for cluster in row.clusters if cluster not in above)
        level = level_name(row.level)
        return (name, level, str(row.segments), row.definition, elsewhere, row.tests)[column]


class PastPage(QWidget):
    """A day to type, or to walk to, and the code book of its evening."""

    left = Signal()  # the reader goes back to the work

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._reading = Latest(jobs)
        self.book: PastBook | None = None
        self.day = ""
        self.setObjectName("pastPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Code book as on a day"))
        self._build()
        session.opened.connect(self._forget)
        session.closing.connect(self._forget)
        session.ink_changed.connect(self._dress)
        self._dress(session.ink)

    def _build(self) -> None:
        self.title = heading(_("Code book as on a day"), 1.4)
        self.back = Link(_("Back (Esc)"), self.leave)
        self.field = QLineEdit()
        self.field.setAccessibleName(_("The day, as 2026-05-01"))
        self.field.setPlaceholderText("2026-05-01")
        self.field.setMaximumWidth(130)
        self.field.returnPressed.connect(lambda: self.show_day(self.field.text()))
        self.before = Link(_("Day before"), lambda: self.walk(-1))
        self.after = Link(_("Day after"), lambda: self.walk(1))
        self.count = ElidedLabel("")
        self.count.setObjectName("soft")
        self.save = Link(_("Export…"), self.ask_where)
        self.table = QTableView()
        self.table.setObjectName("list")
        self.table.setAccessibleName(_("Codes of that day"))
        self.past = PastModel(self)
        self.table.setModel(self.past)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.setPalette(selection_palette(self.table.palette()))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 2 * STEP)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.table.horizontalHeader().setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate((270, 100, 80, 0, 130, 110)):
            if width:
                self.table.setColumnWidth(column, width)
        self.table.doubleClicked.connect(lambda _index: self.tell())
        self.nothing = QLabel("")
        self.nothing.setObjectName("soft")
        self.nothing.setContentsMargins(6 * STEP, 4 * STEP, 6 * STEP, 0)
        self.nothing.setWordWrap(True)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        below = QHBoxLayout()
        below.setSpacing(3 * STEP)
        label = QLabel(_("On the evening of"))
        label.setBuddy(self.field)
        for part in (label, self.field, self.before, self.after, self.count):
            below.addWidget(part)
        below.addStretch(1)
        below.addWidget(self.save)
        for link in (self.back, self.before, self.after, self.save):
            link.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        head = QVBoxLayout()
        head.setContentsMargins(6 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        head.setSpacing(2 * STEP)
        head.addLayout(top)
        head.addLayout(below)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.nothing)
        around = QHBoxLayout()
        around.setContentsMargins(5 * STEP, 0, 0, 0)
        around.addWidget(self.table)
        column.addLayout(around, 1)

    # --- which day --------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """The day that was asked for elsewhere, else the one that was shown, else today."""
        super().showEvent(event)
        asked = self._session.property("past_day")
        self._session.setProperty("past_day", None)
        self.show_day(str(asked) if asked else self.day or today())

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """The keyboard belongs to the day."""
        self.field.setFocus(reason)
        self.field.selectAll()

    def walk(self, days: int) -> None:
        """Another day, so many days later."""
        try:
            shown = date.fromisoformat(self.day)
        except ValueError:
            return
        self.show_day((shown + timedelta(days=days)).isoformat())

    def show_day(self, day: str) -> None:
        """Show the code book of a day (“2026-05-01”)."""
        self._reading.stop()
        self.day = day.strip()
        self.field.setText(self.day)
        if not self._session.is_open or not self.isVisible():
            return
        project = self._session.project

        def work(progress: Progress) -> PastBook:
            from qda.analysis.coding import past

            return past.book_on(project, self.day, progress)

        self._reading.run(_("Going through the history"), work, self._take, self._fail)

    def _take(self, book: PastBook | None, words: str = "") -> None:
        self.book = book
        self.past.show(book.codes if book is not None else ())
        for column in (4, 5):
            used = any(self.past.index(row, column).data() for row in range(len(self.past.rows)))
            self.table.setColumnHidden(column, not used)
        count = len(self.past.rows)
        told = [ngettext("{count} code", "{count} codes", count).format(count=count)] if book is not None else []
        if book is not None:
            told.append(_("step {number} of the history").format(number=book.step))
        self.count.setText(" · ".join(told))
        self.nothing.setText(words or _("There was no code on that day."))
        self.nothing.setVisible(not count)
        self.table.setVisible(bool(count))
        self.save.setEnabled(bool(count))

    def _fail(self, error: QdaError) -> None:
        self._take(None, f"{error.sentence} {_(error.hint)}")

    def _forget(self) -> None:
        self._reading.stop()
        self._take(None)
        self.day = ""

    # --- going and taking away --------------------------------------------------------------------

    def tell(self) -> None:
        """The biography of the code at hand."""
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.past.rows):
            self._session.select(Selection("code", self.past.rows[place].id))
            self._session.workspace_wanted.emit("biography")

    def leave(self) -> None:
        """Back to the work."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back; Enter on a code tells its story."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.table.hasFocus():
            self.tell()
        else:
            super().keyPressEvent(event)

    def ask_where(self) -> None:
        """Ask for a file and write the code book."""
        if self.book is None:
            return
        name = _("Code book {day}").format(day=self.day)
        path = ask_where(self, self._session, _("Code book as a table"), name, _FORMATS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the code book that is seen as .docx, .xlsx or .csv."""
        book, day, project = self.book, self.day, self._session.project
        if book is None:
            return

        def work(progress: Progress) -> None:
            from qda.export import writing
            from qda.export.coding import code_records
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing
            from qda.study import queries

            with gate.leaving(project, "code book", day, progress=progress) as cleared:
                table = code_records.past_book(book, day, queries.study(cleared).title)
                writing.write(path, [clearing.cleaned(cleared, table)], progress=progress)

        write_aside(self._session, self._jobs, path, work)

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(f"""
#pastPage {{ background: {ink.paper}; }}
QLabel#soft {{ color: {ink.soft}; }}
#list {{ background: {ink.paper}; border: none; outline: none; }}
QHeaderView::section {{
    background: {ink.panel}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.rule}; padding: 5px 8px;
}}
QLineEdit {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
    color: {ink.ink};
}}
QLineEdit:focus {{ border-color: {ink.accent}; }}
""")
