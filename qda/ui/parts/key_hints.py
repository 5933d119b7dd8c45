"""Keys and what they do, in one line beneath a page or a field."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from qda.ui.parts.small import key_width, native, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, mixed, qcolor


class KeyHints(QWidget):
    """Keys and what they do, in one line that leaves out at its end what has no room."""

    def __init__(self, session: Session, hints: Iterable[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._hints = [(native(keys), does) for keys, does in hints]
        self.setFont(small_font())
        self.setAccessibleName(", ".join(f"{keys}: {does}" for keys, does in self._hints))

    def set_hints(self, hints: Iterable[tuple[str, str]]) -> None:
        """Show others."""
        self._hints = [(native(keys), does) for keys, does in hints]
        self.setAccessibleName(", ".join(f"{keys}: {does}" for keys, does in self._hints))
        self.update()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(120, self.fontMetrics().height() + 2 * STEP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each key in its cap, its meaning beside it."""
        ink, metrics = self._session.ink, self.fontMetrics()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, height = 0, metrics.height() + 2
        for keys, does in self._hints:
            wide = key_width(keys, metrics)
            if x + wide + STEP + metrics.horizontalAdvance(does) > self.width():
                return
            cap = QRect(x, (self.height() - height) // 2, wide, height)
            painter.setPen(QPen(qcolor(mixed(ink.faint, ink.paper, 0.45)), 1))
            painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(qcolor(ink.soft))
            painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
            x += wide + STEP + 1
            painter.drawText(x, cap.top(), 400, height, Qt.AlignmentFlag.AlignVCenter, does)
            x += metrics.horizontalAdvance(does) + 3 * STEP
