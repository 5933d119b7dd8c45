"""The lineage within the Focus workspace: the picture as it will stand on paper, and the ways to take it away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from qda.i18n import _
from qda.ui.jobs import Jobs, Latest
from qda.ui.parts.small import ElidedLabel, Link, heading, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP, first_installed
from qda.ui.working.keeping_up import KeepingUp
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.export.coding.lineage_picture import LineagePicture
    from qda.export.maps.paint import Drawing, Shape, Words
    from qda.progress import Progress

_FAMILIES = ("Arial", "Liberation Sans", "Helvetica Neue", "Segoe UI", "DejaVu Sans")
_FORMATS = "SVG (*.svg);;PNG (*.png);;PDF (*.pdf)"
_ZOOMS = (0.4, 2.5)
_LEAST = 9  # pixels; smaller words can't be read, and the picture scrolls instead


class Sheet(QWidget):
    """A drawing on its paper, at a size; always dark on white, as it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._drawing: Drawing | None = None
        self._paths: list[tuple[QPainterPath, Shape]] = []
        self._words: list[Words] = []
        self._family = first_installed(_FAMILIES) or "sans-serif"
        self.zoom = 1.0

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Show another drawing."""
        from qda.export.maps.paint import Shape

        self._drawing = drawing
        items = [item for group in drawing.groups for item in group.items] if drawing else []
        self._paths = [(_path(item), item) for item in items if isinstance(item, Shape)]
        self._words = [item for item in items if not isinstance(item, Shape)]
        self.setAccessibleName(drawing.title if drawing else "")
        self.setAccessibleDescription(drawing.description if drawing else "")
        self.resize_to(self.zoom)

    def resize_to(self, zoom: float) -> None:
        """Show it at a size; 1 is that of the paper."""
        self.zoom = min(_ZOOMS[1], max(_ZOOMS[0], zoom))
        if self._drawing is not None:
            sheet = self._drawing.sheet
            self.setFixedSize(round(sheet.w * self.zoom), round(sheet.h * self.zoom))
        self.update()

    def width_of(self) -> float:
        """How wide the paper is, in pixels."""
        return self._drawing.sheet.w if self._drawing is not None else 1.0

    def readable(self) -> float:
        """The zoom at which the smallest words can still be read."""
        return _LEAST / min((words.size for words in self._words), default=_LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Shapes, then words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor("#FFFFFF"))
        painter.scale(self.zoom, self.zoom)
        seen = QRectF(event.rect()).adjusted(-2, -2, 2, 2)
        seen = QRectF(seen.topLeft() / self.zoom, seen.size() / self.zoom)
        for path, shape in self._paths:
            if path.boundingRect().intersects(seen):
                painter.setPen(QPen(QColor(shape.stroke), shape.width) if shape.stroke else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(shape.fill) if shape.fill else Qt.BrushStyle.NoBrush)
                painter.drawPath(path)
        for words in self._words:
            if seen.top() - 30 < words.y < seen.bottom() + 30:
                self._write(painter, words)

    def _write(self, painter: QPainter, words: Words) -> None:
        font = QFont(self._family)
        font.setPixelSize(max(1, round(words.size)))
        font.setBold(words.bold)
        painter.setFont(font)
        painter.setPen(QColor(words.ink))
        shift = QFontMetricsF(font).horizontalAdvance(words.text) / 2 if words.anchor == "middle" else 0.0
        painter.drawText(QPointF(words.x - shift, words.y), words.text)


def _path(shape: Shape) -> QPainterPath:
    path = QPainterPath()
    for name, *values in shape.commands:
        points = [QPointF(float(x), float(y)) for x, y in zip(values[::2], values[1::2], strict=True)]
        if name == "M":
            path.moveTo(points[0])
        elif name == "L":
            path.lineTo(points[0])
        elif name == "C":
            path.cubicTo(*points)
        else:
            path.closeSubpath()
    return path


class LineagePart(QWidget):
    """The picture with its stages in words; made anew when it is looked at and the study has gone on."""

    def __init__(self, session: Session, jobs: Jobs, back: Callable[[], object]) -> None:
        super().__init__()
        self._session = session
        self._jobs = jobs
        self._back = back
        self._making = Latest(jobs)
        self._keeping_up = KeepingUp(self, self.refresh)
        self._drawn: LineagePicture | None = None
        self._fitted = False
        self.setAccessibleName(_("Lineage"))
        self.sheet = Sheet()
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setAccessibleName(_("Lineage of the codes"))
        self.setFocusProxy(self.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head())
        column.addWidget(self.area, 1)
        session.closing.connect(self._forget)
        session.opened.connect(self._keeping_up.outdate)

    def _head(self) -> QVBoxLayout:
        title = heading(_("Lineage"), 1.4)
        title.setWordWrap(False)
        self.stages = ElidedLabel("")
        self.merged = ElidedLabel("")
        for label in (self.stages, self.merged):
            label.setObjectName("soft")
            label.setFont(small_font())
        self.merged.hide()
        self.save_link = Link(_("Save as a picture…"), self.ask_where)
        self.save_link.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(3 * STEP)
        row.addWidget(title, 1)
        row.addWidget(self.save_link)
        row.addWidget(Link(_("Back to the board (Esc)"), self._back))
        head = QVBoxLayout()
        head.setContentsMargins(5 * STEP, 3 * STEP, 5 * STEP, 2 * STEP)
        head.setSpacing(STEP)
        head.addLayout(row)
        head.addWidget(self.stages)
        head.addWidget(self.merged)
        return head

    # --- making it --------------------------------------------------------------------------------

    def outrun(self) -> None:
        """The study has gone on; the picture is made anew, now or when it is looked at."""
        self._keeping_up.outdate()

    def _forget(self) -> None:
        self._making.stop()
        self._drawn, self._fitted = None, False
        self.sheet.show_drawing(None)
        self.stages.setText("")
        self.merged.hide()
        self.save_link.setEnabled(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """What is not looked at need not be finished."""
        super().hideEvent(event)
        if self._making.running:
            self._making.stop()
            self._keeping_up.outdate()

    def refresh(self) -> None:
        """Trace all codings and draw."""
        if not self._session.is_open:
            return
        self._keeping_up.caught_up()
        project = self._session.project

        def work(_progress: Progress) -> tuple[LineagePicture, Drawing]:
            from qda.export.coding import lineage_picture

            drawn = lineage_picture.picture(project)
            return drawn, lineage_picture.draw(drawn)

        self._making.run(_("Tracing the codes"), work, lambda made: self._show(*made))

    def _show(self, drawn: LineagePicture, drawing: Drawing) -> None:
        from qda.export.coding.lineage_picture import merged_words, segment_words, stage_words

        self._drawn = drawn
        self.sheet.show_drawing(drawing)
        if not self._fitted:
            self._fitted = True
            # It is higher than the room there is, as a rule: the scroll bar beside it takes its share.
            room = self.area.width() - self.area.verticalScrollBar().sizeHint().width() - 4
            self.sheet.resize_to(min(1.0, max(room / self.sheet.width_of(), self.sheet.readable())))
        told = (f"{stage_words(stage)} ({segment_words(stage.segments)})" for stage in drawn.stages)
        self.stages.setText(" → ".join(told))
        self.merged.setText(merged_words(drawn.stages))
        self.merged.setVisible(bool(self.merged.text()))
        self.save_link.setEnabled(True)

    # --- looking and taking away ------------------------------------------------------------------

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller by steps; 0 is the size of the paper."""
        self.sheet.resize_to(self.sheet.zoom * 1.15**steps if steps else 1.0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the board."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def ask_where(self) -> None:
        """Ask for a file and write the picture."""
        if self._drawn is None:
            return
        path = ask_where(self, self._session, _("Lineage as a picture"), _("Lineage"), _FORMATS)
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the picture that is seen as .svg, .png or .pdf."""
        drawn, project = self._drawn, self._session.project
        if drawn is None:
            return

        def work(progress: Progress) -> None:
            from qda.export.coding import lineage_picture
            from qda.export.leaving import gate
            from qda.flows.withholding import clearing

            with gate.leaving(project, "lineage", progress=progress) as cleared:
                lineage_picture.save(path, clearing.cleaned(cleared, drawn))

        write_aside(self._session, self._jobs, path, work)
