"""How a code looks in a list: a square of its colour, its name by its level, its counts at the right."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from qda.ui.coding.book import CodeBook, Entry
from qda.ui.parts.small import paint_ground
from qda.ui.session import Session
from qda.ui.theme import STEP, lifted, qcolor

CODE_ROLE = Qt.ItemDataRole.UserRole
PATH_ROLE = Qt.ItemDataRole.UserRole + 1
SQUARE = 9
_WEIGHTS = {"focused": QFont.Weight.Medium, "category": QFont.Weight.DemiBold, "theme": QFont.Weight.DemiBold}

Index = QModelIndex | QPersistentModelIndex


def shown_name(entry: Entry) -> str:
    """The participants' own words stand in quotes."""
    return f"“{entry.name}”" if entry.in_vivo else entry.name


def level_font(font: QFont, level: str) -> QFont:
    """The font for a level: what is raised is heavier."""
    made = QFont(font)
    made.setWeight(_WEIGHTS.get(level, QFont.Weight.Normal))
    return made


def counts_of(entry: Entry) -> tuple[str, str]:
    """Its own count, and what follows it where more lie under the code: (“3”, “ · 41”); empty for none."""
    if entry.beneath > entry.segments:
        return f"{entry.segments:,}", f" · {entry.beneath:,}"
    return (f"{entry.segments:,}" if entry.segments else ""), ""


class CodeDelegate(QStyledItemDelegate):
    """Paints one code; where the model gives a path (PATH_ROLE), it follows the name in soft ink."""

    inset = STEP
    """Left of the square, in pixels."""

    def __init__(self, session: Session, book: CodeBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line with a little air."""
        return QSize(120, QFontMetrics(option.font).height() + 2 * STEP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The square, the name, the path if there is one, the count."""
        entry = self._book.get(index.data(CODE_ROLE))
        if entry is None:
            return
        ink = self._session.ink
        paint_ground(painter, option, ink)
        box = option.rect.adjusted(self.inset, 0, -3 * STEP, 0)
        box.setRight(box.right() - self._paint_count(painter, option, box, entry))
        if has_square(entry):
            square = QRect(box.left(), box.center().y() - SQUARE // 2, SQUARE, SQUARE)
            painter.fillRect(square, qcolor(lifted(self._book.color(entry.id), ink)))
            box.setLeft(box.left() + SQUARE + 2 * STEP)
        painter.setFont(level_font(option.font, entry.level))
        painter.setPen(qcolor(ink.ink))
        used = _draw(painter, box, shown_name(entry))
        path = index.data(PATH_ROLE)
        if path:
            box.setLeft(box.left() + used + 2 * STEP)
            painter.setFont(option.font)
            painter.setPen(qcolor(ink.soft))
            _draw(painter, box, path)

    def _paint_count(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, entry: Entry) -> int:
        """Its own count; where more lie under it, that of all in faint. Gives the width that they took."""
        own, whole = counts_of(entry)
        if not own:
            return 0
        ink, metrics = self._session.ink, QFontMetrics(option.font)
        taken = 0
        painter.setFont(option.font)
        faint = ink.soft if option.state & QStyle.StateFlag.State_Selected else ink.faint  # which vanishes on the wash
        for text, colour in ((whole, faint), (own, ink.soft if whole else faint)):
            place = box.adjusted(0, 0, -taken, 0)
            painter.setPen(qcolor(colour))
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
            taken += metrics.horizontalAdvance(text)
        return taken + 2 * STEP

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field for another name."""
        field = QLineEdit(parent)
        field.setFrame(False)
        field.setStyleSheet("QLineEdit { padding: 0 2px; border-radius: 3px; }")
        return field

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The field lies over the name."""
        editor.setGeometry(option.rect.adjusted(STEP + SQUARE + STEP, 1, -STEP, -1))


def has_square(entry: Entry) -> bool:
    """Categories and themes colour what lives under them, but the text only where they are applied themselves."""
    return entry.level in ("initial", "focused") or entry.segments > 0


def _draw(painter: QPainter, box: QRect, text: str) -> int:
    """Draw a line of text; gives its width. What is too long loses its middle: many labels begin alike."""
    if box.width() <= 0:
        return 0
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def selection_palette(palette: QPalette) -> QPalette:
    """The same highlight whether a list has the keyboard or not: a choice does not fade when one reads the text."""
    group = QPalette.ColorGroup
    for role in (QPalette.ColorRole.Highlight, QPalette.ColorRole.HighlightedText):
        # The window's own palette has it so already. What is set here would stay when it goes from light to dark.
        if palette.color(group.Inactive, role) != palette.color(group.Active, role):
            palette.setColor(group.Inactive, role, palette.color(group.Active, role))
    return palette
