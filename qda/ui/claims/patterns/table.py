"""Cases as rows: what is observed, whether it matches, what kind of replication that is, why. Written in place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.ui.lists import editing
from qda.ui.lists.long_words import breakable, pieces
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor
from qda.ui.working.unfinished import About, Unfinished

if TYPE_CHECKING:
    from qda.synthesis.patterns import PatternRow

Index = QModelIndex | QPersistentModelIndex
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_AIR = 2 * STEP
_HELD = "\N{NO-BREAK SPACE}"
COLUMNS = (
    ("case", N_("Case"), 19),
    ("observed", N_("Observed"), 30),
    ("match", N_("Match"), 16),
    ("replication", N_("Replication"), 20),
    ("reason", N_("Reason"), 25),
)
"""The key, the head and the share of the width of each column."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case with what was said of it; `late` says what came before the expectation."""

    case_id: int
    case: str
    unit: str
    row: PatternRow | None
    late: str

    @property
    def segments(self) -> str:
        """How many segments show it: “2 segments”."""
        count = len(self.row.evidence) if self.row is not None else 0
        told = ngettext("{count} segment", "{count} segments", count).format(count=count) if count else ""
        return told.replace(" ", _HELD)

    def words(self, key: str) -> str:
        """What stands in a column."""
        if key == "case":
            return self.case
        if self.row is None:
            return ""
        return str(getattr(self.row, key))


class CaseRows(QAbstractTableModel):
    """The cases of the study, held against one claim."""

    written = Signal(int, str, str)  # a case, the key of a column, words

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[CaseLine] = []
        self.writable = True
        self.claim_id = 0
        """The proposition or rival that the cases are held against."""
        self.choices: Mapping[str, Sequence[str]] = {}

    def show(self, lines: Sequence[CaseLine]) -> None:
        """Show these cases; the same ones stay where they are."""
        same = [line.case_id for line in lines] == [line.case_id for line in self.lines]
        if same:
            self.lines = list(lines)
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(COLUMNS) - 1))
            return
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many cases."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(COLUMNS[section][1])
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return left if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words; what came too late stands under the case."""
        if not index.isValid():
            return None
        line, key = self.lines[index.row()], COLUMNS[index.column()][0]
        words = line.words(key)
        if role == Qt.ItemDataRole.EditRole:
            return words
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            shown = _(words) if key in self.choices and words else words
            if key == "case":
                shown = "\n".join(part for part in (words, line.unit if line.unit != words else "") if part)
            elif key == "match":
                judged = shown or _("not judged").replace(" ", _HELD)
                shown = "\n".join(part for part in (judged, line.segments) if part)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return f"{_(COLUMNS[index.column()][1])}: {shown}. {line.late if key == 'observed' else ''}".strip()
            return shown
        if role == Qt.ItemDataRole.UserRole:
            return line.late if key == "observed" else ""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """All but the case can be written."""
        flag = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        key = COLUMNS[index.column()][0] if index.isValid() else "case"
        return flag | Qt.ItemFlag.ItemIsEditable if self.writable and key != "case" else flag

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a change; it comes back through `show`."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        line, key = self.lines[index.row()], COLUMNS[index.column()][0]
        words = str(value).strip()
        if words != line.words(key):
            self.written.emit(line.case_id, key, words)
        return True


class _Writing(QPlainTextEdit):
    """Enter is done, Shift+Enter a new line."""

    done = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.done.emit()
        else:
            super().keyPressEvent(event)


def shared(room: int, shares: Sequence[int], least: Sequence[int]) -> list[int]:
    """Widths by `shares` that give each column its `least` where there is room for all of them."""
    wanted = [room * share // sum(shares) for share in shares]
    given = [max(width, need) for width, need in zip(wanted, least, strict=True)]
    spare = [width - need for width, need in zip(given, least, strict=True)]
    over = sum(given) - room
    if over <= 0 or over > sum(spare):
        return wanted if over > 0 else given
    return [width - -(-over * free // sum(spare)) for width, free in zip(given, spare, strict=True)]


def _bold(font: QFont) -> QFont:
    made = QFont(font)
    made.setBold(True)
    return made


class CasePainter(QStyledItemDelegate):
    """Words that wrap, the late note in amber beneath, and the fields that open in cells."""

    def __init__(self, session: Session, rows: CaseRows, view: QTableView) -> None:
        super().__init__(view)
        self._session, self._rows, self._view = session, rows, view

    def _words(self, index: Index) -> tuple[str, str]:
        return breakable(str(index.data() or "")), str(index.data(Qt.ItemDataRole.UserRole) or "")

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the words."""
        room = QRect(0, 0, max(40, self._view.columnWidth(index.column()) - 2 * _AIR), 10_000)
        words, late = self._words(index)
        bold = COLUMNS[index.column()][0] == "case"
        metrics = QFontMetrics(_bold(option.font)) if bold else option.fontMetrics
        high = metrics.boundingRect(room, _WRAPPED, words or " ").height()
        if late:
            high += option.fontMetrics.boundingRect(room, _WRAPPED, late).height()
        return QSize(40, high + 3 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        ink = self._session.ink
        painter.save()
        box = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, qcolor(ink.selection))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), qcolor(ink.rule))
        if index == self._view.currentIndex() and self._view.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            painter.drawRoundedRect(box.adjusted(1, 1, -2, -3), 3, 3)
        area = box.adjusted(_AIR, STEP + 2, -_AIR, 0)
        words, late = self._words(index)
        key = COLUMNS[index.column()][0]
        judged = key != "match" or bool(index.data(Qt.ItemDataRole.EditRole))
        painter.setPen(qcolor(ink.ink if key != "reason" and judged else ink.soft))
        if key == "case":
            name, _line, unit = words.partition("\n")
            font = painter.font()
            font.setBold(True)
            painter.setFont(font)
            used = painter.boundingRect(area, _WRAPPED, name)
            painter.drawText(area, _WRAPPED, name)
            font.setBold(False)
            painter.setFont(font)
            painter.setPen(qcolor(ink.soft))
            painter.drawText(area.adjusted(0, used.height(), 0, 0), _WRAPPED, unit)
        else:
            used = painter.boundingRect(area, _WRAPPED, words) if words else QRect(0, 0, 0, 0)
            painter.drawText(area, _WRAPPED, words)
            if late:
                painter.setPen(qcolor(ink.hint))
                painter.drawText(area.adjusted(0, used.height(), 0, 0), _WRAPPED, late)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list of choices, or some lines to write."""
        key = COLUMNS[index.column()][0]
        choices = self._rows.choices.get(key)
        if choices is None:
            writing = _Writing(parent)
            writing.done.connect(lambda: self._done(writing))
            line = self._rows.lines[index.row()]
            title = _("pattern of the case “{case}”: {column}").format(
                case=line.case, column=_(COLUMNS[index.column()][1])
            )
            about = About(f"pattern.{key}/{self._rows.claim_id}", title, ("case", line.case_id))
            Unfinished(self._session, writing, lambda: about)
            return writing
        field = QComboBox(parent)
        field.addItem("", "")
        for choice in choices:
            field.addItem(_(choice), choice)
        field.activated.connect(lambda _number: self._done(field))
        return field

    def _done(self, field: QWidget) -> None:
        self.commitData.emit(field)
        self.closeEditor.emit(field)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is stored."""
        words = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(words)))
            editor.showPopup()
        elif isinstance(editor, QPlainTextEdit):
            editor.setPlainText(words)
            editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """What was typed or chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QPlainTextEdit):
            model.setData(index, editor.toPlainText())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Some lines more than the cell has."""
        box = QRect(option.rect)
        if isinstance(editor, QPlainTextEdit):
            box.setHeight(max(box.height(), 5 * option.fontMetrics.lineSpacing()))
        editor.setGeometry(box)


class CaseTable(QTableView):
    """The table of cases; columns share the width."""

    def __init__(self, session: Session, rows: CaseRows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("patterns")
        self.setAccessibleName(_("Cases held against the proposition"))
        self.setModel(rows)
        self.setItemDelegate(CasePainter(session, rows, self))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

        rows.modelReset.connect(self._share)
        rows.dataChanged.connect(lambda _first, _last: self._share())

    def resizeEvent(self, event: Any) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        shares = [share for _key, _head, share in COLUMNS]
        for number, width in enumerate(shared(self.viewport().width(), shares, self._longest_words())):
            self.setColumnWidth(number, width)
        self.resizeRowsToContents()

    def _longest_words(self) -> list[int]:
        """What each column needs so that no word is broken, in pixels."""
        model, metrics = self.model(), QFontMetrics(_bold(self.font()))
        return [
            max(
                (metrics.horizontalAdvance(word) for row in range(model.rowCount())
                 for word in pieces(breakable(str(model.index(row, column).data() or "")))),
                default=0,
            ) + 2 * _AIR + 2
            for column in range(len(COLUMNS))
        ]  # fmt: skip

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes in the cell."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2) and self.currentIndex().isValid():
            editing.begin(self, self.currentIndex())
            return
        super().keyPressEvent(event)
