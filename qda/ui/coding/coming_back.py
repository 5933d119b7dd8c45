"""What was shown when it was deleted, by undo of an import say, is shown again when it is there again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qda.ui.coding import highlighting
from qda.ui.jobs import Jobs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.project.project import Change
    from qda.ui.coding.highlighting import Read

_MANY = 2_000  # codings beyond which a text is read off the main thread, as it was put back there


class ComingBack:
    """Waits for one source while nothing is shown; `show` takes it as it was read."""

    def __init__(self, session: Session, jobs: Jobs, show: Callable[[Read], None]) -> None:
        self._session = session
        self._jobs = jobs
        self._show = show
        self._gone: int | None = None
        self._turn = 0  # counts what may have made a reading old

    def wait_for(self, source_id: int | None) -> None:
        """Wait for this source, or for none."""
        self._gone = source_id
        self._turn += 1

    def hear(self, change: Change) -> None:
        """See whether a change brings the source back."""
        self._turn += 1
        if self._gone is not None and self._gone in change.rows.get("source", ()):
            self._bring(self._gone, many=len(change.rows.get("coding", ())) > _MANY)

    def _bring(self, source_id: int, *, many: bool = False) -> None:
        from qda.sources import queries

        project, turn = self._session.project, self._turn
        if not any(row.id == source_id for row in queries.rows(project)):
            return
        if not many:
            self._show(highlighting.read(project, source_id))
            return
        self._jobs.aside(lambda _progress: highlighting.read(project, source_id), lambda found: self._take(found, turn))

    def _take(self, found: Read, turn: int) -> None:
        if turn == self._turn:
            self._show(found)
        elif self._gone == found.source.id:
            self._bring(found.source.id)  # something has changed since it was read
