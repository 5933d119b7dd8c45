"""The passages that may speak against a claim: what the study knows first, then words near it. Kept in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from qda.i18n import _
from qda.ui.jobs import Jobs, Latest
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.synthesis.disconfirming import Candidate
    from qda.progress import Progress


class Queue(QObject):
    """`altered`: other passages are in it, or another is at hand. What was judged is read from the study."""

    altered = Signal()

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._looking = Latest(jobs)
        self._found: list[Candidate] = []
        self.claim_id: int | None = None
        self.kind = ""
        """Only passages of this kind; empty for all."""
        self.rows: list[Candidate] = []
        self.at = 0
        session.closing.connect(self.stop)

    def begin(self, claim_id: int | None) -> None:
        """Look for passages against another claim."""
        self.stop()
        self.claim_id, self.at, self._found = claim_id, 0, []
        if claim_id is not None:
            self._search(claim_id)
        self.read()

    def stop(self) -> None:
        """Look for nothing any more."""
        self._looking.stop()

    @property
    def searching(self) -> bool:
        """True while more may be found."""
        return self._looking.running

    def _search(self, claim_id: int) -> None:
        project = self._session.project

        def work(progress: Progress) -> list[Candidate]:
            from qda.analysis.synthesis import disconfirming, evidence

            chain = evidence.load(project)
            known = disconfirming.known(project, chain, claim_id)
            places = {each.place for each in known}
            near = disconfirming.near(project, chain, claim_id, progress)
            return known + [each for each in near if each.place not in places]

        def done(found: list[Candidate]) -> None:
            self._found = found
            self.read()

        self._looking.run(_("Looking for passages that may speak against the claim"), work, done)

    def read(self) -> None:
        """Leave out what was judged; what is at hand stays so if it is still there."""
        from qda.analysis.synthesis import disconfirming
        from qda.synthesis import negative_cases

        current = self.current()
        if self.claim_id is None or not self._session.is_open:
            self.rows = []
        else:
            judged = negative_cases.places(self._session.project, self.claim_id)
            waiting = disconfirming.waiting(self._found, judged)
            self.rows = [each for each in waiting if not self.kind or each.kind == self.kind]
        places = [each.place for each in self.rows]
        if current is not None and current.place in places:
            self.at = places.index(current.place)
        self.at = max(0, min(self.at, len(self.rows) - 1))
        self.altered.emit()

    def only(self, kind: str) -> None:
        """Only passages of a kind; empty for all."""
        self.kind, self.at = kind, 0
        self.read()

    @property
    def found(self) -> bool:
        """True if there was anything to hold against the claim, judged since or not."""
        return bool(self._found)

    def count(self, kind: str) -> int:
        """How many of a kind were found."""
        return sum(1 for each in self._found if not kind or each.kind == kind)

    def current(self) -> Candidate | None:
        """The passage at hand."""
        return self.rows[self.at] if 0 <= self.at < len(self.rows) else None

    def step(self, by: int) -> None:
        """Go on, or back, without a judgement."""
        if self.rows:
            self.at = max(0, min(self.at + by, len(self.rows) - 1))
            self.altered.emit()
