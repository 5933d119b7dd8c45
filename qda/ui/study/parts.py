"""Small pieces that the study's screens share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QWidget,
)

from qda.ui.parts.small import Choice, ElidedLabel
from qda.ui.theme import CORNER, STEP, Ink, mixed, qcolor, text_on


def soft(label: QLabel) -> QLabel:
    """The label in the softer ink, whichever ink that is."""
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def resized(font: QFont, factor: float, *, bold: bool = False) -> QFont:
    """The font in another size."""
    made = QFont(font)
    made.setPointSizeF(font.pointSizeF() * factor)
    made.setWeight(QFont.Weight.DemiBold if bold else font.weight())
    return made


def on_paper(widget: QWidget) -> None:
    """Lay the widget on paper; the panels at the sides lie on their own ground."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)


def scrolling(widget: QWidget) -> QScrollArea:
    """The widget in what scrolls when there is less room than it needs, as on a small screen at 200 %."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    on_paper(area.viewport())
    on_paper(widget)
    area.setWidget(widget)
    return area


class OnePart(QStackedWidget):
    """Parts of which one is shown: no more room is asked for than that one needs, which scrolls within itself."""

    def hasHeightForWidth(self) -> bool:
        """No: by that all of its words on their widest lists would be asked for."""
        return False

    def minimumSizeHint(self) -> QSize:
        """What the part that is shown needs."""
        part = self.currentWidget()
        return part.minimumSizeHint() if part is not None else super().minimumSizeHint()


def go_to(field: QWidget) -> None:
    """Give a field the keyboard, and bring it into view in everything that scrolls around it."""
    field.setFocus(Qt.FocusReason.OtherFocusReason)
    around = field.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(field, STEP * 4, STEP * 8)
        around = around.parentWidget()


_REST = 5000  # milliseconds


class Told(ElidedLabel):
    """Soft words beside a list, as how many it holds; they give way to what can be worked with."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits; the whole is in the tool tip."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class Chooser(Choice):
    """A closed list of choices; scrolling past it changes nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def minimumSizeHint(self) -> QSize:
        """Some letters of the choice: it is shortened before a page scrolls sideways."""
        whole = super().minimumSizeHint()
        return QSize(min(whole.width(), STEP * 22), whole.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls."""
        event.ignore()

    def show_choice(self, value: object) -> None:
        """Show the choice with this value."""
        self.setCurrentIndex(self.findData(value))


def check_line(ink: Ink, checked: bool) -> QColor:
    """What a mark in a list is drawn in."""
    return qcolor(ink.accent if checked else mixed(ink.faint, ink.paper, 0.7))


def paint_check(painter: QPainter, box: QRectF, line: QColor, checked: bool) -> None:
    """A mark that is set or not, 14 pixels square."""
    painter.setPen(QPen(line, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    if checked:
        painter.setPen(QPen(line, 1.8))
        painter.drawPolyline([box.topLeft() + QPointF(x, y) for x, y in ((3.2, 7.2), (6, 10), (10.8, 4.2))])


class GrowingText(QPlainTextEdit):
    """Some lines of text, as high as they are, up to `most`: leaving keeps them, Esc puts the old words back."""

    kept = Signal(str)  # only when the words changed
    ended = Signal()  # Enter

    _air = 14  # above and below the words, with the frame

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None, *, most: int = 0) -> None:
        super().__init__(parent)
        self._words = ""
        self._most = most  # lines; 0 for as many as there are
        # Whoever writes at length stops to think, and what was written is kept then; a title is kept when it is done.
        self._resting = QTimer(self, singleShot=True, interval=_REST)
        self._resting.timeout.connect(self.keep)
        self.setObjectName("field")
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._on_typed)
        self._fit()

    def words(self) -> str:
        """What stands in the field."""
        return self.toPlainText().strip()

    def show_words(self, words: str) -> None:
        """Show what is stored, unless something else is being typed here."""
        typing = self.hasFocus() and self.words() != self._words
        self._words = words
        if not typing and self.toPlainText() != words:
            self.setPlainText(words)

    def _on_typed(self) -> None:
        if self._most and self.hasFocus():
            self._resting.start()

    def keep(self) -> None:
        """Tell what was typed, if it differs."""
        self._resting.stop()
        words = self.words()
        if words != self._words:
            self._words = words
            self.kept.emit(words)

    def _fit(self) -> None:
        # A plain text layout counts its height in lines.
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        if self._most:
            policy, over = Qt.ScrollBarPolicy, lines > self._most
            self.setVerticalScrollBarPolicy(policy.ScrollBarAlwaysOn if over else policy.ScrollBarAlwaysOff)
            lines = min(lines, self._most)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + self._air)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer letters on a line make more lines."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what was typed."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.keep()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends, Esc puts the old words back."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.keep()
            self.ended.emit()
        elif event.key() == Qt.Key.Key_Escape and self.words() != self._words:
            self.setPlainText(self._words)
        else:
            super().keyPressEvent(event)


class Quiet(GrowingText):
    """A field that looks like plain text until it is pointed at or typed in; `sheet` dresses it."""

    _air = 6

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, hint, parent)
        self.setObjectName("quiet")


def sheet(ink: Ink) -> str:
    """The style of the study's screens."""
    return f"""
QPlainTextEdit#quiet {{
    background: transparent; border: 1px solid transparent; border-radius: {CORNER}px; padding: 0 3px;
    selection-background-color: {ink.selection}; selection-color: {ink.ink};
}}
QPlainTextEdit#quiet:hover {{ border-color: {ink.rule}; }}
QPlainTextEdit#quiet:focus {{ border-color: {ink.accent}; }}
QPlainTextEdit#field:focus {{ border-color: {ink.accent}; }}
QTabBar {{ background: transparent; border: none; }}
QTabBar::tab {{
    background: transparent; color: {ink.soft}; border: none; border-bottom: 2px solid transparent;
    padding: 5px 2px; margin-right: 11px;
}}
QTabBar::tab:hover {{ color: {ink.ink}; }}
QTabBar::tab:selected {{ color: {ink.ink}; border-bottom-color: {ink.accent}; }}
QTabBar:focus {{ outline: none; }}
QTabBar::tab:focus {{ color: {ink.accent}; }}
QTableView {{ background: {ink.paper}; border: none; }}
QHeaderView {{ background: {ink.paper}; border: none; }}
QHeaderView::section {{
    background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.faint};
    padding: 4px 8px; font-weight: 600;
}}
QHeaderView::section:hover {{ color: {ink.ink}; }}
QHeaderView::down-arrow, QHeaderView::up-arrow {{ width: 10px; height: 10px; }}
QListView {{ background: {ink.paper}; border: none; }}
QScrollArea {{ background: {ink.paper}; border: none; }}
QPushButton#plain, QPushButton#primary {{
    background: {ink.paper}; color: {ink.ink}; border: 1px solid {ink.rule}; border-radius: {CORNER}px;
    padding: 6px 14px;
}}
QPushButton#primary {{ background: {ink.accent}; color: {text_on(ink.accent)}; border-color: {ink.accent}; }}
QPushButton#plain:hover {{ border-color: {ink.faint}; }}
QPushButton#plain:focus {{ border-color: {ink.accent}; }}
QPushButton#primary:focus {{ border: 2px solid {ink.ink}; padding: 5px 13px; }}
QPushButton#primary:disabled {{ background: {ink.rule}; color: {ink.soft}; border-color: {ink.rule}; }}
QProgressBar {{ background: {ink.rule}; border: none; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {ink.accent}; border-radius: 3px; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
"""
