"""What a map needs done beside the work: lines laid, segments counted, proposals looked for, boxes arranged."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.i18n import _
from qda.ui.analysis.maps import acts as map_acts
from qda.ui.analysis.maps.lines import Run, lay
from qda.ui.analysis.maps.reading import Map
from qda.ui.analysis.maps.scene import MapScene
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.figures.map_counts import MapCounts
    from qda.analysis.figures.map_proposals import Proposal
    from qda.export.maps.arrange import Manner
    from qda.progress import Progress

_LAY_LATER = 60  # milliseconds
_BREATH = 0.001  # seconds


class _Gentle:
    """Lets the window have the interpreter between two steps of a long computation."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def step(self, done: int, total: int, text: str) -> None:
        """As the progress itself; raises Cancelled."""
        self._progress.step(done, total, text)
        time.sleep(_BREATH)


class MapWork(QObject):
    """Starts jobs and tells what came of them, as long as it is still wanted."""

    counted = Signal(object)  # MapCounts
    proposed = Signal(int, object)  # the map, and Proposals
    arranged = Signal(int, object)  # the map, and {node id: (x, y)}

    def __init__(self, session: Session, jobs: Jobs, scene: MapScene, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._scene = scene
        self._running: dict[str, Job] = {}
        self._turn = 0
        self._laid: tuple[object, dict[int, Run]] = (None, {})  # what was laid last, and what came of it
        # The window paints first: finding ways takes the processor, and until then lines run straight.
        self._lay_later = QTimer(self, singleShot=True, interval=_LAY_LATER)
        self._lay_later.timeout.connect(self._lay_lines)
        scene.unsettled.connect(self._lay_later.start)
        scene.disturbed.connect(self._stop_laying)

    def stop(self) -> None:
        """Nothing of it is wanted any more."""
        for job in self._running.values():
            job.stop()
        self._running.clear()
        self._lay_later.stop()
        self._turn += 1

    def _stop_laying(self) -> None:
        self._lay_later.stop()
        self._turn += 1
        job = self._running.pop("lay", None)
        if job is not None:
            job.stop()

    def _begin(self, kind: str, job: Job) -> None:
        before = self._running.pop(kind, None)
        if before is not None:
            before.stop()
        self._running[kind] = job

    def _lay_lines(self) -> None:
        """Find the ways of the lines; until then they run straight."""
        boxes, lines, labels = self._scene.boxes(), self._scene.lines(), self._scene.labels()
        self._stop_laying()
        turn, asked = self._turn, (boxes, lines, labels)
        if not lines:
            return
        if self._laid[0] == asked:  # something else is told in the boxes, such as counts
            self._scene.set_runs(self._laid[1])
            return

        def work(progress: Progress) -> dict[int, Run]:
            return lay(boxes, lines, labels, _Gentle(progress))

        def done(runs: dict[int, Run]) -> None:
            if turn == self._turn:
                self._laid = asked, runs
                self._scene.set_runs(runs)

        self._begin("lay", self._jobs.run(_("Laying the lines"), work, done))

    def count(self) -> None:
        """Count what boxes can tell."""
        project = self._session.project

        def work(progress: Progress) -> MapCounts:
            from qda.analysis.figures import map_counts

            progress.step(0, 0, "")
            return map_counts.count(project)

        def done(counts: MapCounts) -> None:
            if self._session.path() == project.path:
                self.counted.emit(counts)

        self._begin("count", self._jobs.run(_("Counting segments"), work, done))

    def propose(self, shown: Map) -> None:
        """Look for codes of a map that meet."""
        project, map_id = self._session.project, shown.id
        codes = [node.target_id for node in shown.nodes if node.is_code and node.target_id is not None]

        def work(progress: Progress) -> Sequence[Proposal]:
            from qda.analysis.figures import map_proposals

            return map_proposals.proposals(project, codes, progress=progress)

        def done(found: Sequence[Proposal]) -> None:
            if self._session.path() == project.path:
                self.proposed.emit(map_id, found)

        self._begin("propose", self._jobs.run(_("Looking where codes meet"), work, done))

    def arrange(self, shown: Map, manner: Manner, *, everything: bool) -> None:
        """Find where a layout would put the boxes."""
        boxes, map_id = self._scene.boxes(), shown.id

        def work(progress: Progress) -> dict[int, tuple[float, float]]:
            progress.step(0, 0, "")
            return map_acts.arrange(shown, boxes, manner, everything=everything)

        self._begin(
            "arrange",
            self._jobs.run(_("Arranging the map"), work, lambda places: self.arranged.emit(map_id, places)),
        )
