"""The figure with its caption, ways to take it away, and what the place at hand says."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.analysis.figures.view import FigureView, Shown
from qda.ui.jobs import Job, Jobs
from qda.ui.parts.small import ElidedLabel, Link, amber, button, small_font
from qda.ui.session import Session
from qda.ui.theme import STEP
from qda.ui.working.saving import ask_where, write_aside

if TYPE_CHECKING:
    from qda.export.figures.kinds import Picture
    from qda.export.figures.pen import Spot
    from qda.export.figures.wishes import FigureWish
    from qda.nlp.pipeline import Pipeline
    from qda.progress import Progress

_KINDS = {".svg": "SVG (*.svg)", ".png": "PNG (*.png)", ".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}
_DPI = 150
_COPY_DPI = 200


class FigurePanel(QWidget):
    """`wanted` with the query of a place, `again` when the figure is to be drawn anew."""

    wanted = Signal(object)
    again = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__()
        self._session, self._jobs = session, jobs
        self._copying: Job | None = None
        self.picture: Picture | None = None
        self.drawn: FigureWish | None = None
        self.language_model = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._make_head())
        self.view = FigureView(session)
        self.view.wanted.connect(self._on_place)
        self.view.pointed.connect(self._on_pointed)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.view)
        self.nothing = QLabel()
        self.nothing.setObjectName("soft")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(8 * STEP, 8 * STEP, 8 * STEP, 8 * STEP)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.area)
        self.stack.addWidget(self.nothing)
        column.addWidget(self.stack, 1)
        self.says = ElidedLabel("")
        self.says.setObjectName("soft")
        self.says.setFont(small_font())
        foot = QHBoxLayout()
        foot.setContentsMargins(4 * STEP, STEP, 4 * STEP, 2 * STEP)
        foot.addWidget(self.says)
        column.addLayout(foot)
        self.setFocusProxy(self.view)
        self.clear()

    def _make_head(self) -> QVBoxLayout:
        self.caption = QLineEdit()
        self.caption.setAccessibleName(_("Caption of the figure"))
        self.caption.setToolTip(_("A caption of your own; Enter takes it, empty gives the usual one."))
        self.caption.returnPressed.connect(self.again)
        first = QHBoxLayout()
        first.setSpacing(2 * STEP)
        first.addWidget(self.caption, 1)
        self.stale = amber(_("The study has changed since."))
        self.again_link = Link(_("Draw again (F5)"), self.again.emit)
        self.buttons = [
            button(words, partial(self._ask_where, ending), main=ending == ".docx")
            for ending, words in ((".docx", _("Word…")), (".svg", "SVG…"), (".png", "PNG…"), (".pdf", "PDF…"))
        ]
        self.buttons.append(button(_("Copy"), self.copy))
        second = QHBoxLayout()
        second.setSpacing(2 * STEP)
        second.addWidget(self.stale)
        second.addWidget(self.again_link)
        second.addStretch(1)
        for each in self.buttons:
            second.addWidget(each)
        column = QVBoxLayout()
        column.setContentsMargins(4 * STEP, 4 * STEP, 4 * STEP, 2 * STEP)
        column.setSpacing(2 * STEP)
        column.addLayout(first)
        column.addLayout(second)
        return column

    # --- what is shown ----------------------------------------------------------------------------

    def show_picture(self, picture: Picture, wish: FigureWish, shown: Shown) -> None:
        """Show a figure that was drawn."""
        self.picture, self.drawn = picture, wish
        self.view.show_figure(shown)
        self.caption.setPlaceholderText(picture.title)
        self.stack.setCurrentWidget(self.area)
        for each in self.buttons:
            each.setEnabled(True)
        self.says.setText(_("Arrows go from place to place; Enter or a click reads its quotes."))
        self.set_stale(False)
        self._fit()

    def show_nothing(self, sentence: str) -> None:
        """Say why there is no figure, and the way to one."""
        self.clear()
        self.nothing.setText(sentence)
        self.nothing.setAccessibleName(sentence)

    def clear(self) -> None:
        """Nothing is drawn."""
        self.picture = self.drawn = None
        self.view.show_figure(None)
        self.says.setText("")
        self.nothing.setText("")
        self.stack.setCurrentWidget(self.nothing)
        for each in self.buttons:
            each.setEnabled(False)
        self.set_stale(False)

    def set_stale(self, stale: bool) -> None:
        """Say that the study has outrun what is shown."""
        self.stale.setVisible(stale)
        self.again_link.setVisible(stale)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sheet takes the room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.view.fit(self.width() - 10 * STEP)

    def _on_place(self, spot: Spot) -> None:
        if spot.query is not None:
            self.wanted.emit(spot.query)

    def _on_pointed(self, words: str) -> None:
        self.says.setText(words)

    # --- taking it away ---------------------------------------------------------------------------

    def _ask_where(self, ending: str) -> None:
        if self.drawn is None:
            return
        path = ask_where(self, self._session, _("Save the figure"), self.drawn.kind, _KINDS[ending])
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write the figure, drawn of what may leave the project, by the ending of the name."""
        wish, project = self.drawn, self._session.project
        if wish is None or self.picture is None:
            return
        title, model = self.picture.title, self.language_model

        def work(progress: Progress) -> None:
            from qda.export.figures import files as figure_files
            from qda.export.figures import kinds as figure_kinds
            from qda.export.leaving import gate

            with gate.leaving(project, "figure", title, progress=progress) as cleared:
                found = figure_kinds.basis(cleared, progress, figure_pipeline(model) if wish.lemma else None)
                figure_files.save(path, [figure_kinds.make(cleared, wish, found, progress)], progress=progress)

        write_aside(self._session, self._jobs, path, work)

    def copy(self) -> None:
        """Put the figure on the clipboard as a picture."""
        picture = self.picture
        if picture is None:
            return
        project = self._session.project

        def work(_progress: Progress) -> bytes:
            from qda.export.figures import files as figure_files
            from qda.export.leaving import leak_check
            from qda.flows.withholding import clearing, quoting_gate

            shown = clearing.worded(project, picture)
            quoting_gate.Undecided.of(project).look(shown)
            png = figure_files.rendered(shown, "png", dpi=_COPY_DPI)
            leak_check.require_clean_bytes(png)
            return png

        def done(png: bytes) -> None:
            QGuiApplication.clipboard().setImage(QImage.fromData(png))
            self._session.said.emit(_("The figure is on the clipboard."))

        self._copying = self._jobs.run(_("Copying the figure"), work, done)


def figure_pipeline(model: str = "") -> Pipeline:
    """The user’s language model, else one that is installed, else what stands in for one."""
    from qda.nlp import pipeline

    return pipeline.load(model or None)


def rendered(picture: Picture) -> Shown:
    """The figure in pixels, with its places on the sheet."""
    from qda.export.figures import files as figure_files

    plate = figure_files.plate(picture)
    png = figure_files.painted(plate, "png", picture.title, picture.description, dpi=_DPI)
    return Shown(png, plate.width, plate.height, tuple(plate.spots), picture.title, picture.description)
