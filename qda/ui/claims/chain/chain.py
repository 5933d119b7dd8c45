"""The chain of evidence as the pages of this workspace hold it: read aside, renewed when the study changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.synthesis.evidence import Chain
    from qda.analysis.synthesis.evidence_flags import Standing
    from qda.progress import Progress
    from qda.project.project import Change

_TOUCHED = (
    "claim", "claim_link", "negative_case", "code", "coding", "segment", "membership", "source", "speaker", "case",
    "unit", "participant", "participant_case", "source_participant", "passage", "relation", "property", "evidence",
    "memo", "memo_link", "verdict_segment", "matrix", "matrix_cell", "matrix_evidence", "pattern_evidence",
    "withdrawal", "text_version", "category_map", "literature", "feedback",
)  # fmt: skip
_QUIET = 120  # milliseconds: acts in a row make one reading


class ChainReader(QObject):
    """`arrived`: the chain is new. What was read last stays to be looked at meanwhile."""

    arrived = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._reading = Latest(jobs)
        self.wanted = False
        """True while a page is looked at; else it waits to be read."""
        self.stale = True
        self.chain: Chain | None = None
        self.standings: dict[int, Standing] = {}
        self._soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._soon.timeout.connect(self.read)
        session.opened.connect(self._forget)
        session.closing.connect(self._forget)
        session.changed.connect(self._on_changed)

    def _forget(self) -> None:
        self._reading.stop()
        self._soon.stop()
        self.chain, self.standings, self.stale = None, {}, True

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TOUCHED):
            self.stale = True
            if self.wanted:
                self._soon.start()

    def look(self, wanted: bool) -> None:
        """Say whether it is looked at; what is stale is read then."""
        self.wanted = wanted
        if wanted and self.stale:
            self.read()

    def read(self) -> None:
        """Read it anew, aside."""
        if not self._session.is_open:
            return
        self.stale = False
        project = self._session.project

        def work(_progress: Progress) -> tuple[Chain, dict[int, Standing]]:
            from qda.analysis.synthesis import evidence, evidence_flags

            chain = evidence.load(project)
            return chain, {each.claim.id: each for each in evidence_flags.standings(chain)}

        def done(found: tuple[Chain, dict[int, Standing]]) -> None:
            self.chain, self.standings = found
            self.arrived.emit()

        self._reading.aside(work, done)
