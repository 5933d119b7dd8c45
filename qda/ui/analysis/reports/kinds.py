"""The list of reports: in groups, each with its sentence."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.export.catalogue import CODES, ENTRIES
from qda.i18n import N_, _
from qda.ui.analysis.pieces import Picker
from qda.ui.parts.small import small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor

CODED, DOCUMENT = "coded", "document"
_WHOLE = N_("Everything together")
_OWN = (
    (CODED, CODES, N_("Coded text"), N_("One source with its codings: for Word with comments, as a page, as PDF.")),
    (DOCUMENT, _WHOLE, N_("Compose a document…"), N_("Chosen reports in one document, with contents and captions.")),
)
_KEY, _SENTENCE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_WIDE = 470


def known() -> list[tuple[str, str, str, str]]:
    """Key, group, title and sentence of everything in the list, in its order."""
    rows = [(entry.key, entry.group, entry.title, entry.sentence) for entry in ENTRIES]
    at = next(number for number, row in enumerate(rows) if row[1] != CODES)
    return [*rows[:at], _OWN[0], *rows[at:], _OWN[1]]


def title(key: str) -> str:
    """What a report is called, in the user's language."""
    return _(next(row[2] for row in known() if row[0] == key)).removesuffix("…")


def sentence(key: str) -> str:
    """What a report is for, in the user's language."""
    return _(next(row[3] for row in known() if row[0] == key))


def limited(key: str) -> bool:
    """True if the report can be limited to codes."""
    return any(entry.codes for entry in ENTRIES if entry.key == key)


class KindPicker(Picker):
    """Opens the list; closed, it shows the one that is chosen."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Report"), 16)
        self._session = session
        model = QStandardItemModel(self)
        group = ""
        for key, of, words, told in known():
            if of != group:
                group = of
                head = QStandardItem(_(of))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                model.appendRow(head)
            item = QStandardItem(_(words))
            item.setData(key, _KEY)
            item.setData(_(told), _SENTENCE)
            item.setData(_(told), Qt.ItemDataRole.AccessibleDescriptionRole)
            model.appendRow(item)
        self.setModel(model)
        self.setMaxVisibleItems(14)
        self.setItemDelegate(_TwoLines(session, self))
        self.view().setMinimumWidth(_WIDE)
        self.set_kind(ENTRIES[0].key)

    def kind(self) -> str:
        """The key of the report that is chosen."""
        return str(self.currentData(_KEY))

    def set_kind(self, key: str) -> None:
        """Choose a report."""
        self.setCurrentIndex(max(0, self.findData(key, _KEY)))


class _TwoLines(QStyledItemDelegate):
    """The title, and beneath it the sentence in the softer ink; groups as headings."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line = option.fontMetrics.height()
        return QSize(_WIDE, (2 * line if index.data(_KEY) else line) + 2 * STEP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ink = self._session.ink
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, qcolor(ink.selection if chosen else ink.paper))
        inside = rect.adjusted(3 * STEP, STEP, -3 * STEP, -STEP)
        small = small_font(option.font)
        if not index.data(_KEY):
            small.setWeight(QFont.Weight.DemiBold)
            painter.setFont(small)
            painter.setPen(qcolor(ink.faint))
            painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom), str(index.data()))
            return
        painter.setFont(option.font)
        painter.setPen(qcolor(ink.ink))
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignTop), str(index.data()))
        painter.setFont(small)
        painter.setPen(qcolor(ink.soft))
        words = painter.fontMetrics().elidedText(
            str(index.data(_SENTENCE)), Qt.TextElideMode.ElideRight, inside.width()
        )
        painter.drawText(inside, int(Qt.AlignmentFlag.AlignBottom), words)
