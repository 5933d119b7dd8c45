"""The figures of the query workspace: options at the left, the figure at the right, drawn by a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.errors import QdaError
from qda.i18n import _
from qda.ui.analysis.figures.options import FigureOptions
from qda.ui.analysis.figures.panel import FigurePanel, figure_pipeline, rendered
from qda.ui.analysis.figures.view import Shown
from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.segments.ground import Ground
    from qda.export.figures.kinds import Basis, Picture
    from qda.export.figures.wishes import FigureWish
    from qda.progress import Progress
    from qda.project.project import Project

_PATIENCE = 120


class FigurePart(QObject):
    """`ground` gives what was read of the study, if it still holds; `keep` is told what was read."""

    wanted = Signal(object)

    def __init__(
        self, session: Session, jobs: Jobs, ground: Callable[[], Ground | None], keep: Callable[[Ground], None]
    ) -> None:
        super().__init__()
        self._session, self._jobs, self._ground, self._keep = session, jobs, ground, keep
        self._basis: Basis | None = None
        self._drawing = Latest(jobs)
        self._news = 0
        self.counted = False
        self.options, self.panel = FigureOptions(session), FigurePanel(session, jobs)
        self._soon = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._soon.timeout.connect(self.refresh)
        self.options.altered.connect(self._soon.start)
        self.panel.again.connect(self.refresh)
        self.panel.wanted.connect(self.wanted)

    def clear(self) -> None:
        """Another project, or none."""
        self.stop()
        self._basis, self.counted = None, False
        self.panel.clear()
        self.panel.caption.clear()

    def stop(self) -> None:
        """What is being drawn is not wanted any more."""
        self._soon.stop()
        self._drawing.stop()

    def outrun(self) -> None:
        """The study has changed."""
        self._news += 1
        self.panel.set_stale(self.counted)

    def set_language_model(self, model: str) -> None:
        """Another model finds base forms from now on; "" for whichever is installed."""
        if model != self.panel.language_model:
            self.panel.language_model, self._basis = model, None

    def refresh(self) -> None:
        """Draw what is wanted."""
        if not self._session.is_open:
            return
        self.stop()
        project, before, ground = self._session.project, self._basis, self._ground()
        news = self._news
        wish, model = self.options.wish(self.panel.caption.text().strip()), self.panel.language_model

        def work(progress: Progress) -> tuple[Basis, Picture, Shown]:
            basis = _read(project, before, ground, wish, model, progress)
            from qda.export.figures import kinds as figure_kinds

            picture = figure_kinds.make(project, wish, basis, progress)
            progress.step(0, 0, picture.title)
            return basis, picture, rendered(picture)

        def done(made: tuple[Basis, Picture, Shown]) -> None:
            self._basis, self.counted = made[0], True
            if ground is None and news == self._news:
                self._keep(made[0].ground)
            self.panel.show_picture(made[1], wish, made[2])
            self.panel.set_stale(news != self._news)  # what came meanwhile was not counted

        self._drawing.run(_("Drawing"), work, done, self._fail)

    def _fail(self, error: QdaError) -> None:
        from qda.export.figures.kinds import NothingToDraw

        if isinstance(error, NothingToDraw):
            self.counted = True
            self.panel.show_nothing(f"{error.sentence} {_(error.hint)}")
        else:
            self._session.failed.emit(error)


def _read(
    project: Project, before: Basis | None, ground: Ground | None, wish: FigureWish, model: str, progress: Progress
) -> Basis:
    """What was read before as far as it holds, the rest now; a language model only where it is of use."""
    from dataclasses import replace

    from qda.analysis.segments import ground as grounds
    from qda.analysis.words.reading import Book
    from qda.export.figures.kinds import Basis

    here = ground if ground is not None else grounds.load(project, progress)
    basis = Basis(here, Book()) if before is None else replace(before, ground=here)
    if wish.kind == "cloud" and wish.lemma and basis.pipeline is None:
        progress.step(0, 0, _("Reading the language model"))
        basis = replace(basis, pipeline=figure_pipeline(model))
    return basis
