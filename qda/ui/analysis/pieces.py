"""Small pieces that the pages for maps, reports and searching share, and the style of those pages."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QRadioButton,
    QSizePolicy,
)

from qda.ui import icons
from qda.ui.parts import small
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, Ink, mixed, qcolor, reading_font

TICK = small.TICK
_AFTER_TICK = TICK + 2 * STEP


def page_sheet(ink: Ink) -> str:
    """The style of a page of this room."""
    edge = mixed(ink.faint, ink.paper, 0.5)
    return f"""
#page, #page QScrollArea, #page QScrollArea > QWidget > QWidget {{ background: {ink.paper}; }}
#options, #options QScrollArea, #options QScrollArea > QWidget > QWidget {{ background: {ink.panel}; }}
#options {{ border-right: 1px solid {ink.rule}; }}
#strip {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
QScrollArea {{ border: none; }}
QLabel {{ background: transparent; }}
QLabel#soft {{ color: {ink.soft}; }}
QLabel#amber {{ color: {ink.hint}; }}
QLabel#section {{ color: {ink.soft}; font-weight: 600; }}
QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 5px 12px;
    color: {ink.ink};
}}
QPushButton#button:hover {{ border-color: {ink.faint}; }}
QPushButton#button:pressed {{ background: {ink.selection}; }}
QPushButton#button:focus {{ border-color: {ink.accent}; }}
QPushButton#button:disabled {{ color: {ink.faint}; background: {ink.panel}; }}
QPushButton#main {{
    background: {ink.accent}; border: 1px solid {ink.accent}; border-radius: {CORNER}px; padding: 5px 12px;
    color: {ink.paper}; font-weight: 600;
}}
QPushButton#main:hover {{ background: {mixed(ink.ink, ink.accent, 0.15)}; }}
QPushButton#main:focus {{ border-color: {ink.ink}; }}
QPushButton#main:disabled {{ background: {ink.panel}; border-color: {ink.rule}; color: {ink.faint}; }}
#list {{ background: {ink.paper}; border: none; outline: none; }}
#floating {{ background: {ink.paper}; border: 1px solid {edge}; border-radius: {CORNER}px; }}
#floating QListView, #floating QLineEdit {{ background: transparent; border: none; outline: none; }}
"""


def section(text: str) -> QLabel:
    """The heading of a group of options."""
    return small.small_label(text, "section")


def paint_tick(painter: QPainter, box: QRect, state: Qt.CheckState, ink: Ink) -> None:
    """A small box, filled and ticked when chosen, with a bar when some of its places are."""
    inside = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
    small.paint_tick(painter, inside, state, qcolor(ink.accent), qcolor(ink.faint), qcolor(ink.paper))


class Tick(small.Tick):
    """Something that is wanted or not."""

    def __init__(self, words: str, *, on: bool = False) -> None:
        super().__init__(words)
        self.setChecked(on)
        self.setAccessibleName(words)


class Pick(QRadioButton):
    """One of several."""

    def __init__(self, session: Session, words: str) -> None:
        super().__init__(words)
        self._session = session
        self.setAccessibleName(words)

    def sizeHint(self) -> QSize:
        """The circle and the words."""
        metrics = self.fontMetrics()
        return QSize(_AFTER_TICK + metrics.horizontalAdvance(self.text()) + STEP, metrics.height() + STEP)

    def hitButton(self, pos: QPoint) -> bool:
        """A click anywhere counts."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A circle, with a dot in the one that is chosen, and the words."""
        ink = self._session.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1.5, (self.height() - TICK) / 2 + 0.5, TICK - 1, TICK - 1)
        painter.setPen(QPen(qcolor(ink.accent if self.isChecked() else ink.faint), 1))
        painter.setBrush(qcolor(ink.accent if self.isChecked() else ink.paper))
        painter.drawEllipse(box)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(qcolor(ink.paper))
            painter.drawEllipse(box.center(), 2.6, 2.6)
        _paint_words(painter, self, ink)


def _paint_words(painter: QPainter, widget: QAbstractButton, ink: Ink) -> None:
    room = widget.rect().adjusted(_AFTER_TICK, 0, 0, 0)
    words = widget.fontMetrics().elidedText(widget.text(), Qt.TextElideMode.ElideRight, room.width())
    painter.setPen(qcolor(ink.ink))
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
    if widget.hasFocus():
        painter.setPen(QPen(qcolor(ink.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        frame = QRectF(room.left() - 3.5, 0.5, widget.fontMetrics().horizontalAdvance(words) + 7, widget.height() - 1)
        painter.drawRoundedRect(frame, 4, 4)


class Picker(small.Choice):
    """A list to pick from, so many letters wide, drawn like the fields beside it."""

    def __init__(self, name: str, letters: int = 11) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(letters)

    def sizeHint(self) -> QSize:
        """As high as a field."""
        width = self.fontMetrics().averageCharWidth() * (self.minimumContentsLength() + 4) + 6 * STEP
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 6 + 6 * STEP, self.sizeHint().height())


class TitlePicker(QComboBox):
    """The title of what is shown, and an arrow to pick another."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        font = reading_font()
        font.setPointSizeF(QApplication.font().pointSizeF() * 1.45)
        font.setWeight(QFont.Weight.DemiBold)
        self._title = font
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The whole title."""
        metrics = QFontMetrics(self._title)
        return QSize(metrics.horizontalAdvance(self.currentText()) + icons.SIZE + 6 * STEP, metrics.height() + STEP)

    def minimumSizeHint(self) -> QSize:
        """Some of it."""
        return QSize(QFontMetrics(self._title).averageCharWidth() * 8, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The title, the arrow, and a frame while it has the focus."""
        ink = self._session.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = QFontMetrics(self._title)
        words = metrics.elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self.width() - icons.SIZE - 4 * STEP
        )
        painter.setFont(self._title)
        painter.setPen(qcolor(ink.ink))
        room = self.rect().adjusted(STEP, 0, 0, 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        end = STEP + metrics.horizontalAdvance(words)
        arrow = icons.pixmap("chevron-down", ink.soft, icons.SIZE, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(end + STEP, (self.height() - icons.SIZE) // 2 + 2), arrow)
        if self.hasFocus():
            painter.setPen(QPen(qcolor(ink.accent), 1))
            frame = QRectF(0.5, 0.5, min(self.width() - 1, end + icons.SIZE + 2 * STEP), self.height() - 1)
            painter.drawRoundedRect(frame, CORNER, CORNER)
