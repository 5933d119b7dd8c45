"""Above the grid: which source it is, what is asked of every line, and the keys. Below: how far one has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from qda.i18n import _, ngettext
from qda.ui import theme
from qda.ui.bottom_line import coverage_words
from qda.ui.parts.small import ElidedLabel, key_width, native, paint_key, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, qcolor


class KeyStrip(QWidget):
    """Keys and what they do, at the right edge on as many lines as there may be; what has no room is left out."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._hints: list[tuple[str, str]] = []
        self.setFont(small_font())

    def set_hints(self, hints: Sequence[tuple[str, str]]) -> None:
        """What to show: keys as text, and what they do; the most needed first."""
        self._hints = [(_short(keys), does) for keys, does in hints if keys]
        self.setAccessibleName(", ".join(f"{keys}: {does}" for keys, does in self._hints))
        self.update()

    def line_height(self) -> int:
        """Pixels from line to line."""
        return self.fontMetrics().height() + 2 * STEP - 2

    def _width(self, hint: tuple[str, str]) -> int:
        metrics = self.fontMetrics()
        return key_width(hint[0], metrics) + STEP + metrics.horizontalAdvance(hint[1]) + 3 * STEP

    def lines(self, width: int) -> list[list[tuple[str, str]]]:
        """The keys by line."""
        found: list[list[tuple[str, str]]] = []
        room = 0
        for hint in self._hints:
            wide = self._width(hint)
            if wide > room or not found:
                found.append([])
                room = width
            found[-1].append(hint)
            room -= wide
        return found

    def balanced(self, width: int) -> list[list[tuple[str, str]]]:
        """As few lines as the width asks for, about equally long."""
        found = self.lines(width)
        while width > STEP and len(narrower := self.lines(width - STEP)) == len(found):
            found, width = narrower, width - STEP
        return found

    def whole(self) -> int:
        """The width of all in one line."""
        return sum(map(self._width, self._hints))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each key in its cap, what it does beside it."""
        painter, metrics = QPainter(self), self.fontMetrics()
        painter.setFont(self.font())
        most = max(1, self.height() // self.line_height())
        for number, line in enumerate(self.balanced(self.width())[:most]):
            x = self.width() - sum(map(self._width, line)) + 3 * STEP
            if self.property("left"):
                x = 0
            middle = number * self.line_height() + self.line_height() // 2
            for keys, does in line:
                x += paint_key(painter, QPoint(x + key_width(keys, metrics), middle), keys, self._session.ink) + STEP
                painter.setPen(qcolor(self._session.ink.soft))
                wide = metrics.horizontalAdvance(does)
                flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
                painter.drawText(x, middle - metrics.height(), wide + 2, 2 * metrics.height(), flags, does)
                x += wide + 3 * STEP


def _short(keys: str) -> str:
    """Keys as this platform writes them, Enter as its sign."""
    return native(keys).replace("Return", "↵")


class Head(QWidget):
    """The name of the source over the text, the keys at the right or, where there is no room, beneath."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._left = 12 * STEP
        self.name = ElidedLabel("", self)
        font = theme.reading_font()
        font.setPointSizeF(QApplication.font().pointSizeF() * 1.45)
        font.setWeight(QFont.Weight.DemiBold)
        self.name.setFont(font)
        self.question = ElidedLabel(_("Line by line · what is happening here?"), self)
        self.question.setFont(small_font())
        self.keys = KeyStrip(session, self)
        self.setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_name(self, name: str) -> None:
        """Which source it is."""
        self.name.setText(name)
        self.name.setVisible(bool(name))
        self.question.setVisible(bool(name))
        self.keys.setVisible(bool(name))
        self._arrange()

    def set_left(self, left: int) -> None:
        """Where the words of the lines begin."""
        if left != self._left:
            self._left = left
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the keys where they have room."""
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def _arrange(self) -> None:
        width, top = self.width(), 4 * STEP
        title, under = self.name.sizeHint(), self.question.sizeHint()
        room = width - self._left - 4 * STEP
        beside = room - min(room, max(title.width(), under.width())) - 8 * STEP
        lines = 1 if beside >= self.keys.whole() else len(self.keys.lines(beside))
        self.name.setGeometry(self._left, top, min(title.width(), room), title.height())
        y = top + title.height() + STEP // 2
        is_beside = lines == 1 or (lines == 2 and beside > 70 * STEP)
        self.keys.setProperty("left", not is_beside)
        if is_beside:
            self.question.setGeometry(self._left, y, min(under.width(), room), under.height())
            y += under.height()
            high = lines * self.keys.line_height()
            self.keys.setGeometry(width - 4 * STEP - beside, y - high + 2, beside, high)
        else:
            y = self._arrange_narrow(y, room)
        self.setFixedHeight(y + 3 * STEP)

    def _arrange_narrow(self, y: int, room: int) -> int:
        """The question after the name if it has room there, the keys on lines of their own; gives where they end."""
        under, name = self.question.sizeHint(), self.name.geometry()
        if name.width() + 3 * STEP + under.width() <= room:
            base = name.top() + self.name.height() // 2 + self.name.fontMetrics().ascent() // 2
            up = (under.height() + self.question.fontMetrics().ascent()) // 2
            self.question.setGeometry(name.right() + 3 * STEP, base - up, under.width(), under.height())
        else:
            self.question.setGeometry(self._left, y, min(under.width(), room), under.height())
            y += under.height() + STEP
        high = self.keys.line_height() * min(2, len(self.keys.lines(room)))
        self.keys.setGeometry(self._left, y, room, high)
        return y + high

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper, and a rule under it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolor(self._session.ink.paper))
        if self.name.text():
            painter.fillRect(0, self.height() - 1, self.width(), 1, qcolor(self._session.ink.rule))


class Foot(QWidget):
    """Coverage of this source, and how the code book grows."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.coverage = _quiet(self)
        self.codes = _quiet(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12 * STEP, STEP + 3, 4 * STEP, STEP + 2)
        self._row.setSpacing(4 * STEP)
        self._row.addWidget(self.coverage)
        self._row.addWidget(self.codes)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_left(self, left: int) -> None:
        """Where the words of the lines begin."""
        margins = self._row.contentsMargins()
        margins.setLeft(left)
        self._row.setContentsMargins(margins)

    def show_coverage(self, lines: int, coded: int, passed: int) -> None:
        """Lines that count, how many of them are coded, and how many passed over."""
        self.coverage.setText(coverage_words(lines, coded, passed))

    def show_codes(self, codes: int, new: int) -> None:
        """Initial codes of the study, and those new in this source."""
        words = ngettext("{count} initial code so far", "{count} initial codes so far", codes).format(count=codes)
        if new:
            words += _(", {count} new in this source").format(count=new)
        self.codes.setText(words)

    def clear(self) -> None:
        """No source."""
        self.coverage.setText("")
        self.codes.setText("")

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(200, self.coverage.fontMetrics().height() + 2 * STEP + 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paper under a rule."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), qcolor(self._session.ink.paper))
        painter.fillRect(0, 0, self.width(), 1, qcolor(self._session.ink.rule))


def _quiet(parent: QWidget) -> ElidedLabel:
    label = ElidedLabel("", parent)
    label.setFont(small_font())
    label.setObjectName("linesSoft")
    return label
