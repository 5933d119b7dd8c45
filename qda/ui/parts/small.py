"""Small widgets of the window's shell: words that give way, words to click, key caps, and their style sheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from qda.ui import icons, theme
from qda.ui.theme import CORNER, STEP, Ink, mixed, qcolor

TICK = 14
"""The size of a box to tick, in pixels."""

_HOVER = 0.35  # of the wash of a chosen row


def small_font(base: QFont | None = None) -> QFont:
    """The window's font, a little smaller: for counts, places and the bottom line."""
    font = QFont(base or QApplication.font())
    font.setPointSizeF(font.pointSizeF() * 0.92)
    return font


def soft(words: str = "", *, wrap: bool = False) -> QLabel:
    """Small words in the softer ink."""
    return small_label(words, "soft", wrap=wrap)


def amber(words: str = "", *, wrap: bool = False) -> QLabel:
    """Small words of a hint."""
    return small_label(words, "amber", wrap=wrap)


def small_label(words: str, name: str, *, wrap: bool = False) -> QLabel:
    """Words in the small font; the name says how the style sheet paints them."""
    label = QLabel(words)
    label.setObjectName(name)
    label.setFont(small_font())
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def button(words: str, act: Callable[[], object], *, main: bool = False) -> QPushButton:
    """A button that does one thing; `main` for what the page is there to do."""
    made = QPushButton(words)
    made.setObjectName("main" if main else "button")
    made.setAccessibleName(words.replace("&", ""))
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.clicked.connect(lambda _checked=False: act())
    return made


def native(keys: str) -> str:
    """Keys as this platform writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


class ElidedLabel(QLabel):
    """Words on one line that are shortened where there is no room; the whole is in the tool tip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        width = self.fontMetrics().averageCharWidth() * 4 if self.text() else 0
        return QSize(width, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """All of the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class Link(QPushButton):
    """Words to click that look like words; long ones are shortened to what there is room for."""

    def __init__(self, text: str, act: Callable[[], object] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.setObjectName("link")
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        if act is not None:
            self.clicked.connect(lambda _checked=False: act())

    def set_words(self, words: str) -> None:
        """Say something else; for screen readers too."""
        self._words = words
        self.setAccessibleName(words)
        # A shown ampersand would mark a key.
        self.setText(words.replace("&", "&&"))

    def words(self) -> str:
        """What it says, in full."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        """A few letters."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits, underlined while the pointer is there, framed while it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        if self.hasFocus():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Link), 1))
            painter.drawRoundedRect(QRect(0, 0, self.width() - 1, self.height() - 1), 4, 4)
        font = QFont(self.font())
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
        role = QPalette.ColorRole.Link if self.isEnabled() else QPalette.ColorRole.WindowText
        painter.setPen(palette.color(group, role))
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 2 * STEP + 2)
        self.setToolTip(self._words if shown != self._words else "")
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), shown)

    def sizeHint(self) -> QSize:
        """All of the words, with room for the frame."""
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._words) + 2 * STEP, metrics.height() + STEP)


def key_width(keys: str, metrics: QFontMetrics) -> int:
    """How wide a key cap with these words is."""
    return metrics.horizontalAdvance(keys) + 2 * STEP + 2


def paint_key(painter: QPainter, right_centre: QPoint, keys: str, ink: Ink) -> int:
    """Draw a key cap that ends at a point, and give its width; the painter's font is used."""
    metrics = painter.fontMetrics()
    width, height = key_width(keys, metrics), metrics.height() + 2
    box = QRect(right_centre.x() - width, right_centre.y() - height // 2, width, height)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(qcolor(mixed(ink.faint, ink.paper, 0.45)), 1))
    painter.setBrush(qcolor(ink.paper))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(qcolor(ink.soft))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), keys)
    painter.restore()
    return width


class KeyCap(QWidget):
    """A key as it stands on the keyboard, beside what it does."""

    def __init__(self, keys: str, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys = native(keys)
        self._ink = ink
        self.setFont(small_font())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self._keys)

    def set_ink(self, ink: Ink) -> None:
        """Paint in these colours from now on."""
        self._ink = ink
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the words."""
        metrics = self.fontMetrics()
        return QSize(key_width(self._keys, metrics) + 1, metrics.height() + STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cap."""
        painter = QPainter(self)
        paint_key(painter, QPoint(self.width() - 1, self.height() // 2), self._keys, self._ink)


class Choice(QComboBox):
    """One of several words, in a plain box with a small arrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxVisibleItems(20)

    def sizeHint(self) -> QSize:
        """As high as a field to type in."""
        return QSize(super().sizeHint().width() + 4 * STEP, self.fontMetrics().height() + 3 * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words and the arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        painter.setPen(QPen(palette.color(role.Link if self.hasFocus() else role.Mid), 1))
        painter.setBrush(palette.color(role.Base if self.isEnabled() else role.Window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        soft = palette.color(role.PlaceholderText).name()
        arrow = icons.pixmap("chevron-down", soft, icons.SIZE, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - icons.SIZE - STEP, (self.height() - icons.SIZE) // 2, arrow)
        words = self.rect().adjusted(2 * STEP + 1, 0, -icons.SIZE - 2 * STEP, 0)
        painter.setPen(palette.color(role.Text))
        shown = self.fontMetrics().elidedText(self.currentText().strip(), Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)


def paint_tick(painter: QPainter, box: QRectF, state: Qt.CheckState, on: QColor, off: QColor, paper: QColor) -> None:
    """A small box, filled with `on` and ticked when chosen, with a bar when some of its parts are; else lined `off`."""
    chosen = state != Qt.CheckState.Unchecked
    painter.setPen(QPen(on if chosen else off, 1.2))
    painter.setBrush(on if chosen else paper)
    painter.drawRoundedRect(box, 3, 3)
    if not chosen:
        return
    painter.setPen(QPen(paper, 1.8, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
    corner = box.topLeft()
    if state == Qt.CheckState.PartiallyChecked:
        painter.drawLine(corner + QPointF(4, 7), corner + QPointF(10, 7))
    else:
        painter.drawPolyline([corner + QPointF(x, y) for x, y in ((3.4, 7.2), (6, 9.8), (10.6, 4.4))])


class Tick(QCheckBox):
    """Something that is wanted or not; visible on light and dark paper alike."""

    def sizeHint(self) -> QSize:
        """The box and the words."""
        metrics = self.fontMetrics()
        return QSize(TICK + 3 * STEP + metrics.horizontalAdvance(self.text()), metrics.height() + 2 * STEP)

    def minimumSizeHint(self) -> QSize:
        """The box and a few letters, for those that may give way."""
        letters = 3 * STEP + self.fontMetrics().averageCharWidth() * 4 if self.text() else STEP
        return QSize(TICK + letters, self.sizeHint().height())

    def hitButton(self, pos: QPoint) -> bool:
        """A click anywhere counts."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The box, and the words underlined while they have the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, role = self.palette(), QPalette.ColorRole
        words = palette.color(role.WindowText)  # faint where nothing can be chosen
        on = palette.color(role.Link) if self.isEnabled() else words
        box = QRectF(1, (self.height() - TICK) / 2, TICK, TICK)
        off = palette.color(role.PlaceholderText) if self.isEnabled() else words
        paint_tick(painter, box, self.checkState(), on, off, palette.color(role.Base))
        font = QFont(self.font())
        font.setUnderline(self.hasFocus())
        painter.setFont(font)
        painter.setPen(words)
        room = self.rect().adjusted(TICK + 2 * STEP, 0, 0, 0)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)


def paint_wash(painter: QPainter, box: QRect, option: QStyleOptionViewItem, ink: Ink) -> None:
    """The wash under a chosen row of a list, or a fainter one under the mouse."""
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(box, qcolor(ink.selection))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        wash = QColor(ink.selection)
        wash.setAlphaF(_HOVER)
        painter.fillRect(box, wash)


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, ink: Ink) -> None:
    """What lies under a row of a list: its wash, and a frame while it has the keyboard. The pen is another then."""
    paint_wash(painter, option.rect, option, ink)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QPen(qcolor(ink.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(option.rect.adjusted(0, 0, -1, -1))


class Page(QWidget):
    """A page in the middle with a title, a sentence under it, and a way back where it covers the work."""

    def __init__(self, title: str, sentence: str = "", back: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setObjectName("shellPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, 4 * STEP)
        self.column.setSpacing(3 * STEP)
        self.head = heading(title, 1.6)
        self.column.addWidget(self.head)
        self.sentence = QLabel(sentence)
        self.sentence.setObjectName("soft")
        self.sentence.setWordWrap(True)
        self.column.addWidget(self.sentence)
        self.sentence.setHidden(not sentence)  # only now: without a parent it would be a window for a moment
        self.back = Link(_back_words(), back, self) if back is not None else None

    def resizeEvent(self, event: object) -> None:
        """Keep the way back in the upper corner."""
        if self.back is not None:
            size = self.back.sizeHint()
            self.back.setGeometry(self.width() - size.width() - 5 * STEP, 5 * STEP, size.width(), size.height())
            self.back.raise_()


def _back_words() -> str:
    from qda.i18n import _

    return _("Back (Esc)")


def heading(text: str, scale: float) -> QLabel:
    """A heading in the reading font, `scale` times the size of the window's font."""
    label = QLabel(text)
    font = theme.reading_font()
    font.setPointSizeF(QApplication.font().pointSizeF() * scale)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def sheet(ink: Ink) -> str:
    """The style of the shell's own widgets, by their object names; screens keep their own."""
    chosen = mixed(ink.accent, ink.panel, 0.14)
    note = mixed(ink.accent, ink.panel, 0.10)
    problem = mixed(ink.hint, ink.panel, 0.14)
    return f"""
QMenuBar {{ background: {ink.panel}; color: {ink.ink}; padding: 0 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 4px; background: transparent; }}
QMenuBar::item:selected {{ background: {ink.selection}; }}
#bar {{ background: {ink.panel}; border-bottom: 1px solid {ink.rule}; border-top: 1px solid {ink.rule}; }}
#bar QToolButton {{
    background: transparent; color: {ink.soft}; border: 1px solid transparent; border-radius: {CORNER}px;
    padding: 4px 0;
}}
#bar QToolButton:hover {{ color: {ink.ink}; }}
#bar QToolButton:checked {{ background: {chosen}; color: {ink.accent}; font-weight: 600; }}
#bar QToolButton:focus {{ border-color: {ink.accent}; }}
#bar QToolButton:disabled {{ color: {ink.faint}; }}
#studyName {{ font-weight: 600; color: {ink.ink}; }}
#bottomLine {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
#bottomLine QLabel, QLabel#soft {{ color: {ink.soft}; }}
#bottomLine QLabel#note {{ color: {ink.ink}; }}
QLabel#amber {{ color: {ink.hint}; }}
#messageBar {{ background: {note}; border-bottom: 1px solid {ink.rule}; }}
#messageBar[problem="true"] {{ background: {problem}; }}
#jobStrip {{ background: {ink.panel}; border-top: 1px solid {ink.rule}; }}
#jobStrip QProgressBar {{ background: {ink.rule}; border: none; border-radius: 3px; max-height: 6px; }}
#jobStrip QProgressBar::chunk {{ background: {ink.accent}; border-radius: 3px; }}
#shellPage, #shellPaper {{ background: {ink.paper}; }}
#shellPage QPushButton#button, #crash QPushButton#button {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 6px 14px;
    color: {ink.ink};
}}
#shellPage QPushButton#button:hover {{ border-color: {ink.faint}; }}
#shellPage QPushButton#button:focus, #crash QPushButton#button:focus {{ border-color: {ink.accent}; }}
#shellPage QPushButton#button:disabled {{ color: {ink.faint}; }}
#shellPage QAbstractItemView, #shellPage QTextBrowser, #shellPage QScrollArea {{
    background: {ink.paper}; border: none; outline: none;
}}
#shellPage QSpinBox {{
    background: {ink.paper}; border: 1px solid {ink.rule}; border-radius: {CORNER}px; padding: 4px 8px;
}}
#shellPage QSpinBox QLineEdit {{ background: transparent; border: none; padding: 0 8px; }}
#shellPage QSpinBox::up-button, #shellPage QSpinBox::down-button {{ width: 0; border: none; }}
#shellPage QSpinBox:focus {{ border-color: {ink.accent}; }}
#shellPage QHeaderView {{ background: {ink.paper}; border: none; }}
#shellPage QHeaderView::section {{
    background: {ink.paper}; color: {ink.soft}; border: none; border-bottom: 1px solid {ink.faint};
    padding: 4px 8px 4px 4px;
}}
#kept::item {{ padding: 6px 10px; border-radius: {CORNER}px; color: {ink.ink}; border: 1px solid transparent; }}
#kept::item:selected {{ background: {ink.selection}; }}
#kept::item:selected:focus {{ border-color: {ink.accent}; }}
#pages::item {{ padding-left: 8px; border-radius: {CORNER}px; color: {ink.ink}; }}
#pages::item:selected {{ background: {ink.selection}; }}
#paletteList {{ background: {ink.paper}; border: 1px solid {mixed(ink.faint, ink.paper, 0.5)}; border-radius: 6px; }}
#paletteList QListView {{ background: transparent; border: none; outline: none; }}
"""
