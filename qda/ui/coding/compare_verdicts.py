"""What came of comparing: the verdicts on the codes at hand, newest first, with a mark where the data changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import N_, _, ngettext
from qda.text import excerpt
from qda.ui.coding.code_rows import selection_palette
from qda.ui.coding.compare_list import verdict_words
from qda.ui.parts import ElidedLabel, Link, paint_ground, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

if TYPE_CHECKING:
    from qda.coding.comparison import Compared, VerdictRow

Index = QModelIndex | QPersistentModelIndex

_SINCE = {
    "recoded": N_("recoded since"),
    "edited": N_("words changed since"),
    "gone": N_("words gone since"),
}
_QUOTE = 60


def since(row: VerdictRow) -> str:
    """What happened to the segments since, in words; empty if nothing did."""
    return _(_SINCE[row.stale]) if row.stale else ""


def pair_words(row: VerdictRow) -> str:
    """The words that were compared, as they were."""
    return " – ".join(f"“{excerpt(' '.join(part.quote.split()), _QUOTE)}”" for part in row.segments)


def detail(row: VerdictRow) -> str:
    """Each segment as it was, with its codes and its source: for a tool tip."""
    return "\n\n".join(_part(part) for part in row.segments)


def _part(part: Compared) -> str:
    names = ", ".join(name for _code, name in part.codes) or _("no code")
    changed = f" · {_(_SINCE[part.now])}" if part.now else ""
    return f"“{excerpt(part.quote, 400)}”\n{part.source} · {names}{changed}"


class VerdictModel(QAbstractListModel):
    """Verdicts as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[VerdictRow] = []

    def show(self, rows: Sequence[VerdictRow]) -> None:
        """List these."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Date, verdict and words; the tool tip has everything that was kept."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (date_words(row), verdict_words(row), since(row), pair_words(row))
            return " · ".join(part for part in parts if part)
        return detail(row) if role == Qt.ItemDataRole.ToolTipRole else None


def date_words(row: VerdictRow) -> str:
    """The day of a verdict."""
    return QLocale().toString(QDateTime.fromMSecsSinceEpoch(row.at).date(), QLocale.FormatType.ShortFormat)


class VerdictDelegate(QStyledItemDelegate):
    """One line: day, verdict, what changed since, the words."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A line."""
        return QSize(200, option.fontMetrics.height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Each part in its ink."""
        model = index.model()
        if not isinstance(model, VerdictModel) or index.row() >= len(model.rows):
            return
        row, ink = model.rows[index.row()], self._session.ink
        paint_ground(painter, option, ink)
        painter.setFont(small_font(option.font))
        metrics = painter.fontMetrics()
        box = option.rect.adjusted(4 * STEP, 0, -4 * STEP, 0)
        words = verdict_words(row)
        for part, colour, share in (
            (date_words(row), ink.soft, 1.0),
            (words, ink.ink, 0.45),
            (since(row), ink.hint, 1.0),
            (pair_words(row), ink.soft, 1.0),
        ):
            if not part:
                continue
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, int(box.width() * share))
            painter.setPen(qcolor(colour))
            painter.drawText(QRect(box), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
            box.setLeft(box.left() + metrics.horizontalAdvance(shown) + 3 * STEP)
            if box.width() < 10:
                return


class VerdictList(QListView):
    """The list; Enter goes to the incidents, Del withdraws a verdict."""

    wanted = Signal(object)  # VerdictRow
    withdrawn = Signal(object)  # VerdictRow

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.verdicts = VerdictModel(self)
        self.setModel(self.verdicts)
        self.setItemDelegate(VerdictDelegate(session, self))
        self.setObjectName("list")
        self.setAccessibleName(_("Verdicts"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setPalette(selection_palette(self.palette()))
        self.clicked.connect(lambda _index: self._want())

    def show_rows(self, rows: Sequence[VerdictRow]) -> None:
        """List these, with the same place at hand."""
        at = self.currentIndex().row()
        if rows != self.verdicts.rows:
            self.verdicts.show(rows)
            if rows and at >= 0:
                self.setCurrentIndex(self.verdicts.index(min(at, len(rows) - 1)))

    def current(self) -> VerdictRow | None:
        """The verdict at hand."""
        place = self.currentIndex().row()
        return self.verdicts.rows[place] if 0 <= place < len(self.verdicts.rows) else None

    def _want(self) -> None:
        if (row := self.current()) is not None:
            self.wanted.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Del act on the verdict at hand."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            if (row := self.current()) is not None:
                self.withdrawn.emit(row)
        else:
            super().keyPressEvent(event)


class VerdictFoot(QWidget):
    """The list with how many there are, and a way to withdraw the one at hand."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumHeight(80)
        self.count = ElidedLabel("", self)
        self.count.setObjectName("soft")
        self.count.setFont(small_font())
        self.list = VerdictList(session, self)
        self.withdraw = Link(_("Withdraw (Del)"), self._withdraw, self)
        self.withdraw.setFont(small_font())
        self.list.selectionModel().currentChanged.connect(lambda _new, _old: self._allow())
        head = QHBoxLayout()
        head.setContentsMargins(4 * STEP, 2 * STEP, 4 * STEP, STEP)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.withdraw)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def show_rows(self, rows: Sequence[VerdictRow], *, writable: bool) -> None:
        """List these verdicts."""
        self.list.show_rows(rows)
        words = ngettext("{count} verdict", "{count} verdicts", len(rows)).format(count=len(rows))
        changed = sum(1 for row in rows if row.stale)
        if changed:
            words += " · " + _("{count} on data that changed since").format(count=changed)
        if not rows:
            words = _(
                "Verdicts on these codes are listed here. Take an incident in hand in each column and press a key."
            )
        self.count.setText(words)
        self.withdraw.setVisible(bool(rows) and writable)
        self._allow()

    def _allow(self) -> None:
        self.withdraw.setEnabled(self.list.current() is not None)

    def _withdraw(self) -> None:
        if (row := self.list.current()) is not None:
            self.list.withdrawn.emit(row)
