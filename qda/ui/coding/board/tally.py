"""The counts of the board, worked out from all codings at once, off the main thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from qda.i18n import _
from qda.ui.jobs import Job, Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.nlp.terms import Near
    from qda.progress import Progress
    from qda.project.project import Change, Project

_QUIET = 400  # milliseconds: several codings in a row make one count
_PAINTED = 150  # milliseconds: the cards are there first, for counting would take the processor from them
_TABLES = (
    *("coding", "segment", "source", "text_version", "case", "participant", "participant_case"),
    *("source_participant", "speaker", "passage"),
)
_LEAST = 0.3
"""How close labels must be to be proposed, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Distinct segments and cases of each code, and where it stands first."""

    segments: Mapping[int, frozenset[int]]
    cases: Mapping[int, frozenset[int]]
    places: Mapping[int, tuple[int, int]]

    def cases_of(self, code: int) -> int:
        """In how many cases a code stands."""
        return len(self.cases.get(code, ()))

    def of_cluster(self, group: int, members: Iterable[int]) -> tuple[int, int]:
        """Segments and cases of a cluster with its members, each counted once."""
        codes = (group, *members)
        none: frozenset[int] = frozenset()
        return (
            len(none.union(*(self.segments.get(code, none) for code in codes))),
            len(none.union(*(self.cases.get(code, none) for code in codes))),
        )


def count(project: Project) -> Tally:
    """Count everything."""
    from qda.analysis.segments import retrieval
    from qda.coding import focused

    counts = retrieval.count(retrieval.facts(project))
    return Tally(
        {code: frozenset(each.segments) for code, each in counts.items()},
        {code: frozenset(each.cases) for code, each in counts.items()},
        focused.first_places(project),
    )


class Tallies(QObject):
    """Counts again whenever codings have changed and somebody looks; `counted` brings a Tally."""

    counted = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._job: Job | None = None
        self._turn = 0
        self._stale = True
        self._active = False
        self.tally: Tally | None = None
        self._soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._soon.timeout.connect(self._start)
        session.changed.connect(self._on_changed)
        session.opened.connect(self._begin)
        session.closing.connect(self._stop)
        session.closed.connect(self._begin)

    def set_active(self, active: bool) -> None:
        """Count from now on, or only remember that something has changed."""
        self._active = active
        if active and self._stale:
            self._soon.start(_PAINTED)

    def _begin(self) -> None:
        self._stop()
        self._stale, self.tally = True, None
        if self._active:
            self._start()

    def _stop(self) -> None:
        self._turn += 1
        self._soon.stop()
        if self._job is not None:
            self._job.stop()
            self._job = None

    def _on_changed(self, change: Change) -> None:
        if change.touches(*_TABLES):
            self._stale = True
            if self._active:
                self._soon.start(_QUIET)

    def _start(self) -> None:
        if not self._session.is_open:
            return
        self._stop()
        self._stale = False
        turn, project = self._turn, self._session.project

        def work(_progress: Progress) -> Tally:
            return count(project)

        def done(tally: Tally) -> None:
            if turn == self._turn:
                self._job, self.tally = None, tally
                self.counted.emit(tally)

        self._job = self._jobs.run(_("Counting"), work, done)


class NearLabels(QObject):
    """Which labels come near one another by their words; worked out when first asked for, until a label changes."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._labels: frozenset[str] = frozenset()
        self._near: dict[str, list[Near]] | None = None
        self._waiting: list[Callable[[dict[str, list[Near]]], None]] = []

    def ask(self, labels: Iterable[str], answer: Callable[[dict[str, list[Near]]], None]) -> None:
        """Call `answer` with the pairs of each label, closest first: at once if they are known."""
        wanted = frozenset(labels)
        if wanted == self._labels and self._near is not None:
            answer(self._near)
            return
        self._waiting.append(answer)
        if wanted == self._labels:
            return
        self._labels, self._near = wanted, None

        def work(_progress: Progress) -> dict[str, list[Near]]:
            return pairs(wanted)

        def done(near: dict[str, list[Near]]) -> None:
            if wanted == self._labels:
                self._near = near
                waiting, self._waiting = self._waiting, []
                for each in waiting:
                    each(near)

        self._jobs.run(_("Comparing labels"), work, done)


def pairs(labels: Iterable[str]) -> dict[str, list[Near]]:
    """The pairs of each label by wording and base forms, closest first."""
    from qda.nlp import terms

    found: dict[str, list[Near]] = {}
    for pair in terms.near(sorted(labels), least=_LEAST):
        for label in (pair.one, pair.other):
            found.setdefault(label, []).append(pair)
    return found


def families(near: Mapping[str, list[Near]], least: float = 0.4) -> dict[str, str]:
    """For each label the first label of the chain of near ones that it belongs to; labels without one are left out."""
    leader: dict[str, str] = {}
    for label in sorted(near):
        if label in leader:
            continue
        waiting = [label]
        while waiting:
            at = waiting.pop()
            if at not in leader:
                leader[at] = label
                waiting += [
                    pair.other if pair.one == at else pair.one for pair in near.get(at, ()) if pair.closeness >= least
                ]
    sizes = Counter(leader.values())
    return {label: first for label, first in leader.items() if sizes[first] > 1}
