"""The passages a code is being tested on: members first, then what is near by words. Found by jobs, kept in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.i18n import _
from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.coding.candidates import Candidate, Kind, Near
    from qda.nlp.pipeline import Pipeline
    from qda.progress import Progress
    from qda.project.project import Change

KINDS = ("member", "near", "uncoded")
_QUIET = 300  # milliseconds: codings made elsewhere in a row make one search


class Queue(QObject):
    """`altered`: other passages are in it, or another is at hand. Answers are read from the study, never kept here."""

    altered = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._looking = Latest(jobs)
        self._pipeline: Pipeline | None = None
        self.language_model = ""
        self._model_asked = False
        self._found: dict[str, list[Candidate]] = {}
        self.code_id: int | None = None
        self.kind = ""
        """Only passages of this kind; empty for all."""
        self.rows: list[Candidate] = []
        self.at = 0
        self.found_by = ""
        self._soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._soon.timeout.connect(self._search)
        session.closing.connect(self.stop)

    def begin(self, code_id: int) -> None:
        """Test another code: its members at once, the others when they are found."""
        from qda.analysis.coding import candidates

        self.stop()
        self.code_id, self.at, self.kind, self.found_by = code_id, 0, "", ""
        self._found = {"member": candidates.members(self._session.project, code_id)}
        self._search()
        self.read()

    def stop(self) -> None:
        """Look for nothing any more."""
        self._soon.stop()
        self._looking.stop()

    @property
    def searching(self) -> bool:
        """True while more may be found."""
        return self._looking.running

    def _search(self, kinds: tuple[Kind, ...] = ("near", "uncoded")) -> None:
        """Look for passages, one kind after the other: what there is can be looked at meanwhile."""
        if self.code_id is None or not self._session.is_open:
            return
        self.stop()
        project, code, pipeline = self._session.project, self.code_id, self._pipeline

        def work(progress: Progress) -> Near:
            from qda.analysis.coding import candidates

            return candidates.near(project, code, pipeline, progress, kinds[:1])

        self._looking.run(_("Looking for passages near the code"), work, lambda found: self._take(found, kinds))

    def _take(self, found: Near, kinds: tuple[Kind, ...]) -> None:
        self.found_by = found.found_by
        self._found[kinds[0]] = list(found.candidates)
        if kinds[1:]:
            self._search(kinds[1:])
        else:
            self._want_model()
        self.read()

    def set_language_model(self, model: str) -> None:
        """Order what is near by the language model that lies there; "" for whichever is installed."""
        if model != self.language_model:
            self.language_model, self._model_asked, self._pipeline = model, False, None
            self._search()

    def _want_model(self) -> None:
        """Read a language model in aside, once; what is near is put in order anew when it is there."""
        if self._model_asked:
            return
        self._model_asked = True
        model = self.language_model

        def work(_progress: Progress) -> Pipeline:
            from qda.nlp import pipeline

            return pipeline.load(model or None)

        def done(pipeline: Pipeline) -> None:
            if pipeline.has_model and model == self.language_model:
                self._pipeline = pipeline
                self._search()

        self._jobs.aside(work, done)

    # --- keeping up -------------------------------------------------------------------------------

    def on_changed(self, change: Change) -> None:
        """Answers leave the queue, also those that were given or taken back elsewhere."""
        from qda.analysis.coding import candidates

        if self.code_id is None:
            return
        if change.touches("membership", "code", "coding"):
            self._found["member"] = candidates.members(self._session.project, self.code_id)
        if change.touches("source", "text_version"):
            self._soon.start()
        if change.touches("code_test", "coding", "membership", "segment", "code"):
            self.read()

    def read(self) -> None:
        """Leave out what was answered; what is at hand stays so if it is still there."""
        from qda.coding import testing

        if self.code_id is None or not self._session.is_open:
            self.rows = []
            self.altered.emit()
            return
        given = testing.places(self._session.project, self.code_id)
        current = self.current()
        kinds = (self.kind,) if self.kind else KINDS
        fresh, later = [], []
        for kind in kinds:
            for each in self._found.get(kind, ()):
                said = given.get((each.source_id, each.start, each.end))
                if said is None:
                    fresh.append(each)
                elif said == "later":
                    later.append(each)
        self.rows = fresh + later
        places = [_place(each) for each in self.rows]
        if current is not None and _place(current) in places and given.get(_place(current)) != "later":
            self.at = places.index(_place(current))
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self.altered.emit()

    # --- asking and going -------------------------------------------------------------------------

    def current(self) -> Candidate | None:
        """The passage at hand."""
        return self.rows[self.at] if 0 <= self.at < len(self.rows) else None

    def count(self, kind: str) -> int | None:
        """How many passages of a kind there are; None while they are looked for."""
        return len(self._found[kind]) if kind in self._found else None

    def step(self, by: int) -> None:
        """Go on, or back, without an answer."""
        if self.rows:
            self.at = max(0, min(self.at + by, len(self.rows) - 1))
            self.altered.emit()

    def only(self, kind: str) -> None:
        """Only passages of a kind; empty for all."""
        self.kind, self.at = kind, 0
        self.read()


def _place(each: Candidate) -> tuple[int, int, int]:
    return (each.source_id, each.start, each.end)
