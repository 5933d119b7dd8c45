"""What floats over a map: the legend of sizes and colours, and the list of relations that the data suggest."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.analysis.maps.items import shade
from qda.ui.analysis.maps.reading import Line, Map, line_words
from qda.ui.parts.small import Link, small_font, soft
from qda.ui.session import Session
from qda.ui.theme import CORNER, STEP, qcolor

_SHADES = 5
_MARKS = 100  # pixels for what the words explain
_ROWS = 16


class Legend(QWidget):
    """What sizes, colours and dotted lines of the map tell, each with its base."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: tuple[tuple[str, str], ...] = ()
        self.setFont(small_font())
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(_("Legend"))
        self.hide()

    def show_rows(self, shown: Map | None) -> None:
        """Explain this map; nothing where nothing needs it."""
        self._rows = tuple((row.role, row.words) for row in shown.legend) if shown else ()
        self.setAccessibleDescription(". ".join(words for _role, words in self._rows))
        self.setVisible(bool(self._rows))
        self.resize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """As much as the words need."""
        metrics = QFontMetricsF(self.font())
        widest = max((metrics.horizontalAdvance(words) for _role, words in self._rows), default=0.0)
        return QSize(int(_MARKS + widest + 5 * STEP), len(self._rows) * 24 + 2 * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Marks and words on a sheet of their own."""
        ink = self._session.ink
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(qcolor(ink.rule), 1))
        painter.setBrush(qcolor(ink.paper))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)
        for number, (role, words) in enumerate(self._rows):
            y = STEP + number * 24.0
            self._paint_marks(painter, role, y)
            painter.setPen(qcolor(ink.soft))
            room = QRectF(2 * STEP + _MARKS, y, self.width() - _MARKS - 2 * STEP, 24)
            painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), words)

    def _paint_marks(self, painter: QPainter, role: str, y: float) -> None:
        ink, x = self._session.ink, 2.0 * STEP
        if role == "color":
            for number in range(_SHADES):
                painter.setPen(QPen(qcolor(ink.faint), 0.8))
                painter.setBrush(qcolor(shade(number / (_SHADES - 1), ink)))
                painter.drawRoundedRect(QRectF(x + 18 * number, y + 5, 14, 14), 3, 3)
        elif role == "size":
            painter.setPen(QPen(qcolor(ink.soft), 1.1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for left, width, height in ((x, 24.0, 8.0), (x + 34, 42.0, 14.0)):
                painter.drawRoundedRect(QRectF(left, y + 12 - height / 2, width, height), 3, 3)
        else:
            pen = QPen(qcolor(ink.faint), 1.6, c=Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.3, 2.8])
            painter.setPen(pen)
            painter.drawLine(int(x), int(y + 12), int(x + 80), int(y + 12))


class Proposals(QFrame):
    """Pairs of codes that share segments: Enter makes a relation of one, Del sets it aside."""

    chosen = Signal(object)  # Line
    accepted = Signal(object)  # Line
    set_aside = Signal(object)  # Line
    taken_up = Signal()  # what was set aside is wanted again
    left = Signal()  # Esc: back to the map

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("suggestions")
        self._session = session
        self._lines: tuple[Line, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * STEP, 3 * STEP, 3 * STEP, 3 * STEP)
        column.setSpacing(STEP)
        heading = QLabel(_("Suggested by the data"))
        heading.setObjectName("section")
        heading.setFont(small_font())
        self.hint = soft(wrap=True)
        self.rows = QListWidget()
        self.rows.setObjectName("list")
        self.rows.setFrameShape(QFrame.Shape.NoFrame)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.rows.setAccessibleName(_("Relations that the data suggest"))
        self.rows.currentRowChanged.connect(self._on_row)
        self.rows.itemActivated.connect(lambda _item: self._accept())
        self.rows.installEventFilter(self)
        self.aside = Link("", self.taken_up.emit, self)
        for part in (heading, self.rows, self.hint, self.aside):
            column.addWidget(part)
        column.addStretch(1)
        self.hide()

    def show_proposals(self, shown: Map | None, *, on: bool, aside: int = 0) -> None:
        """List the proposals of a map; the row at hand stays the row at hand. So many were set `aside`."""
        row = self.rows.currentRow()
        self._lines = shown.proposals if shown else ()
        self.rows.blockSignals(True)
        self.rows.clear()
        for line in self._lines if shown else ():
            item = QListWidgetItem(_words(shown, line))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, line_words(shown, line) if shown else "")
            item.setToolTip(item.data(Qt.ItemDataRole.AccessibleTextRole))
            self.rows.addItem(item)
        self.rows.setCurrentRow(min(max(row, 0), len(self._lines) - 1))
        self.rows.blockSignals(False)
        self.rows.setVisible(bool(self._lines))
        self.hint.setText(_hint(some=bool(self._lines), aside=aside))
        self.aside.set_words(_("{count} set aside: suggest again").format(count=aside))
        self.aside.setVisible(aside > 0)
        height = self.rows.sizeHintForRow(0) if self._lines else 0
        self.rows.setFixedHeight(min(_ROWS, len(self._lines)) * max(height, 1) + 4)
        self.setVisible(on and shown is not None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter, Del and Esc work from the list."""
        if watched is self.rows and isinstance(event, QKeyEvent):
            key = event.key()
            ours = key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.type() == QEvent.Type.ShortcutOverride and (ours or key == Qt.Key.Key_Escape):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and (ours or key == Qt.Key.Key_Escape):
                self._key(key)
                return True
        return super().eventFilter(watched, event)

    def _key(self, key: int) -> None:
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept()
        elif self._at_hand() is not None:
            self.set_aside.emit(self._at_hand())

    def _at_hand(self) -> Line | None:
        row = self.rows.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _on_row(self, _row: int) -> None:
        if self._at_hand() is not None:
            self.chosen.emit(self._at_hand())

    def _accept(self) -> None:
        if self._at_hand() is not None:
            self.accepted.emit(self._at_hand())


def _hint(*, some: bool, aside: int) -> str:
    if some:
        return _("Enter: make a relation. Del: set aside.")
    if aside:
        return _("Nothing else is suggested for this map.")
    return _("No two codes here share two segments or more without being joined. Put more codes on the map.")


def _words(shown: Map | None, line: Line) -> str:
    ends = [shown.node(end) if shown else None for end in (line.from_id, line.to_id)]
    return _("{count} · {one} – {other}").format(
        count=line.label, one=ends[0].title if ends[0] else "", other=ends[1].title if ends[1] else ""
    )
