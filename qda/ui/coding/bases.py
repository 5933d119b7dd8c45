"""A count with its base, in words: “14 segments in 3 of 9 cases”. Worked out when asked for, off the main thread."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from qda.i18n import _, ngettext
from qda.ui.coding.book import CodeBook
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.analysis.segments.retrieval import Counts
    from qda.progress import Progress
    from qda.project.project import Project


class Bases(QObject):
    """Answers what a code's count rests on; an answer holds until something changes."""

    def __init__(self, session: Session, book: CodeBook, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._book = book
        self._jobs = jobs
        self._known: dict[int, str] = {}
        self._asked: int | None = None
        self._change = 0
        session.changed.connect(self._forget)
        session.closed.connect(self._forget)

    def _forget(self, _change: object = None) -> None:
        self._known.clear()
        self._change += 1

    def ask(self, code_id: int, answer: Callable[[int, str], None]) -> None:
        """Call `answer(code, words)`, at once if it is known, else when it has been worked out."""
        if code_id in self._known:
            answer(code_id, self._known[code_id])
            return
        if self._asked is not None or code_id not in self._book:
            return
        self._asked = code_id
        project, members, change = self._session.project, frozenset(self._book.below(code_id)), self._change

        def arrived(words: str) -> None:
            self._asked = None
            if change == self._change:
                self._known[code_id] = words
                answer(code_id, words)

        def work(_progress: Progress) -> str:
            return worked_out(project, code_id, members)

        job = self._jobs.run(_("Counting"), work, arrived)
        job.ended.connect(self._answered)

    def _answered(self) -> None:
        self._asked = None


def worked_out(project: Project, code_id: int, members: Iterable[int]) -> str:
    """What a code's count rests on, and that of it with all codes under it where that is more."""
    from qda.analysis.segments import retrieval
    from qda.sources import queries as sources
    from qda.study import queries as study

    facts = retrieval.facts(project)
    cases = sum(len(unit.cases) for unit in study.units(project))
    texts = len(sources.rows(project))
    own, whole = retrieval.Counts(), retrieval.Counts()
    below = frozenset(members)
    for fact in facts:
        if fact.code == code_id:
            own.take(fact)
        if fact.code in below:
            whole.take(fact)
    words = based(own, cases, texts)
    if len(below) > 1 and whole.segments != own.segments:
        words += "\n" + _("With what is under it: {words}").format(words=based(whole, cases, texts))
    return words


def based(counts: Counts, cases: int, sources: int) -> str:
    """“14 segments in 3 of 9 cases, 5 of 24 sources”."""
    segments = ngettext("{count} segment", "{count} segments", len(counts.segments)).format(count=len(counts.segments))
    in_sources = _("{count} of {all} sources").format(count=len(counts.sources), all=sources)
    if not cases:
        return _("{segments} in {sources}").format(segments=segments, sources=in_sources)
    in_cases = _("{count} of {all} cases").format(count=len(counts.cases), all=cases)
    return _("{segments} in {cases}, {sources}").format(segments=segments, cases=in_cases, sources=in_sources)
