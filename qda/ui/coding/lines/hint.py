"""When to ask whether a label says what is happening, and whom: patterns, and a language model where one is wished."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.ui.jobs import Jobs

if TYPE_CHECKING:
    from qda.nlp.gerunds import Hint
    from qda.nlp.pipeline import Pipeline
    from qda.progress import Progress

_PAUSE = 1500  # milliseconds without a key: who is looking for a word is not to be interrupted
_A_FRAME = 40  # milliseconds: a model takes some of them for a label, and the next line is to be there first


class Hinter(QObject):
    """Checks labels. `paused` comes with the label when typing has stopped for a moment."""

    paused = Signal(str)

    def __init__(self, jobs: Jobs, wanted: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._wanted = wanted  # the user may have switched hints off
        self._model: str | None = None
        self._pipeline: Pipeline | None = None
        self._asked = False
        self._label = ""
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(lambda: self.paused.emit(self._label))

    def set_model(self, model: str | None) -> None:
        """Ask a language model too: where it lies, "" for whichever is installed; None for patterns alone."""
        if model != self._model:
            self._model, self._pipeline, self._asked = model, None, False

    def typed(self, label: str) -> None:
        """A key was pressed; when no other follows, `paused` comes."""
        self._label = label
        if label and self._wanted():
            self._timer.start()
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Don't ask about what was typed last."""
        self._timer.stop()

    def check(self, label: str) -> Hint | None:
        """The hint for a label, at once; None if there is none, or none are wanted."""
        if not label or not self._wanted():
            return None
        from qda.nlp import gerunds

        self._want_model()
        return gerunds.check(label, self._pipeline)

    def check_soon(self, label: str, then: Callable[[Hint], None]) -> None:
        """Hand the hint for a label on, if there is one: at once from patterns, after the next frame from a model."""

        def check() -> None:
            hint = self.check(label)
            if hint is not None:
                then(hint)

        if self._pipeline is None:
            check()
        else:
            QTimer.singleShot(_A_FRAME, self, check)

    def _want_model(self) -> None:
        """Have the model read in aside when the first label is asked about; patterns answer meanwhile."""
        if self._model is None or self._asked:
            return
        self._asked = True
        model = self._model

        def load(_progress: Progress) -> tuple[str, Pipeline]:
            from qda.nlp import gerunds, pipeline

            loaded = pipeline.load(model or None)
            # Word lists are read and caches filled at the first question: here, and not between two keys.
            gerunds.check("unknownword kitchen", loaded)
            return model, loaded

        self._jobs.aside(load, self._take_model)

    def _take_model(self, loaded: tuple[str, Pipeline]) -> None:
        model, pipeline = loaded
        if model == self._model and pipeline.has_model:
            self._pipeline = pipeline
