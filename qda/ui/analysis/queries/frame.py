"""How the Queries workspace is put together: what is asked at the left, what answers at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from qda.i18n import _
from qda.ui.actions import Actions
from qda.ui.analysis.figures.part import FigurePart
from qda.ui.analysis.matrices.options import MatrixOptions, TogetherOptions
from qda.ui.analysis.matrices.panel import MatrixPanel
from qda.ui.analysis.own_words import hold_the_same
from qda.ui.analysis.pieces import Pick, page_sheet, section
from qda.ui.analysis.queries.builder import QueryBuilder
from qda.ui.analysis.queries.looks import query_sheet
from qda.ui.analysis.queries.results import Results
from qda.ui.analysis.queries.saved import SavedQueries
from qda.ui.analysis.words.part import WordsPart
from qda.ui.jobs import Jobs
from qda.ui.parts.empty import Empty
from qda.ui.session import Session
from qda.ui.theme import STEP, Ink

if TYPE_CHECKING:
    from qda.analysis.segments.ground import Ground

_WIDTH = 330


class QueriesFrame(QWidget):
    """The widgets of the workspace. What they do is for the page."""

    def __init__(self, session: Session, actions: Actions, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._jobs = session, jobs
        self._ground: Ground | None = None
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("Queries"))
        self._dress(session.ink)  # first, and all from the outside in: what is put elsewhere is dressed anew
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left())
        row.addWidget(self._right(actions), 1)
        session.ink_changed.connect(self._dress)

    def _left(self) -> QWidget:
        self.left = QWidget(self)
        self.left.setObjectName("options")
        self.left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.left.setFixedWidth(_WIDTH)
        around = QVBoxLayout(self.left)
        around.setContentsMargins(0, 0, 1, 0)
        area = QScrollArea(self.left)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area.viewport())
        area.setWidget(inside)
        around.addWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(4 * STEP, 5 * STEP, 4 * STEP, 4 * STEP)
        column.setSpacing(2 * STEP)
        column.addWidget(section(_("Show")))
        self.modes = QButtonGroup(self)
        names = (_("Quotes"), _("Matrix"), _("Codes together"), _("Figures"), _("Words"))
        line = QGridLayout()
        line.setHorizontalSpacing(3 * STEP)
        line.setVerticalSpacing(STEP)
        for number, words in enumerate(names):
            pick = Pick(self._session, words)
            pick.setChecked(number == 0)
            self.modes.addButton(pick, number)
            line.addWidget(pick, number // 3, number % 3)
        line.setColumnStretch(3, 1)
        column.addLayout(line)
        self.builder = QueryBuilder(self._session)
        self.saved = SavedQueries(self._session)
        self.matrix_options = MatrixOptions(self._session)
        self.together_options = TogetherOptions(self._session)
        known = (lambda: self._ground, self._keep)
        self.figures = FigurePart(self._session, self._jobs, *known)
        self.words = WordsPart(self._session, self._jobs, *known)
        self._share_own_words()
        self._parts = {
            "quotes": (self.builder, self.saved),
            "matrix": (self.matrix_options,),
            "together": (self.together_options,),
            "figures": (self.figures.options,),
            "words": (self.words.options,),
        }
        for parts in self._parts.values():
            for part in parts:
                column.addWidget(part)
        column.addStretch(1)
        return self.left

    def _share_own_words(self) -> None:
        """Words to leave out are those of the study: written on one page, they count on the other when it is shown."""
        words, figures = self.words.options.own, self.figures.options.own
        hold_the_same(words, figures)
        words.entered.connect(self._count_figures_anew)
        figures.entered.connect(self._count_words_anew)

    def _count_figures_anew(self) -> None:
        if self.figures.options.kind.currentData() == "cloud":
            self.figures.counted = False

    def _count_words_anew(self) -> None:
        self.words.counted = False

    def _right(self, actions: Actions) -> QWidget:
        self.results = Results(self._session, actions, self._jobs)
        self.matrix, self.together = MatrixPanel(self._session), MatrixPanel(self._session)
        sentence = _(
            "Ask which coded segments overlap, lie near each other or follow one another, and where. Build the "
            "question at the left, or begin with one of these:"
        )
        self.empty = Empty(sentence, _("Choose a code"), self.builder.focus_first)
        self._examples = self.empty.between
        self.nothing = QLabel()
        self.nothing.setObjectName("soft")
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.nothing.setContentsMargins(6 * STEP, 5 * STEP, 6 * STEP, STEP)
        self.right = QStackedWidget(self)
        counted = (self.matrix, self.together, self.figures.panel, self.words.panel)
        for part in (self.empty, self.nothing, self.results, *counted):
            self.right.addWidget(part)
        return self.right

    def _keep(self, ground: Ground) -> None:
        """What was read is kept until something changes; with stretches that carry no code it serves one query."""
        if ground.all_coded:
            self._ground = ground

    def _dress(self, ink: Ink) -> None:
        self.setStyleSheet(page_sheet(ink) + query_sheet(ink))
