"""Where coded stretches lie in their texts, in sentences, turns or line units: each text is read once for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy.orm import Session

from qda.analysis import nearness
from qda.progress import Progress
from qda.project.project import Project
from qda.text.sentences import sentences

if TYPE_CHECKING:
    from qda.analysis.arrays import Numbers
    from qda.analysis.ground import Ground, Told

Scale = Literal["characters", "sentences", "turns", "lines"]


@dataclass(frozen=True, slots=True, eq=False)
class Lying:
    """Where places lie on a scale, as far as their texts were read."""

    first: Numbers
    last: Numbers
    sources: set[int]

    @classmethod
    def empty(cls, count: int) -> Lying:
        """Nothing is known yet of so many places."""
        import numpy as np

        return cls(np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64), set())

    def read(self, project: Project, ground: Ground, scale: Scale, wanted: Sequence[int], tell: Progress) -> None:
        """Read the texts of these sources unless they were. Raises Cancelled; what was read by then is kept."""
        import numpy as np

        unread = [source for source in wanted if source not in self.sources]
        with project.read() as session:
            for done, source in enumerate(unread):
                told, here = ground.sources[source], ground.by_source[source]
                tell.step(done, len(unread), told.name)
                starts = np.asarray(_starts(project, session, told, scale), dtype=np.int64)
                part = slice(here.start, here.stop)
                begin, end = ground.columns.start[part], ground.columns.end[part]
                self.first[part], self.last[part] = nearness.numbers(starts, begin, end)
                self.sources.add(source)


def _starts(project: Project, session: Session, told: Told, scale: Scale) -> Sequence[int]:
    if scale == "lines":
        return project.texts.units(session, told.units_sha)
    if scale == "turns":
        return project.texts.turns(session, told.marks_sha, told.length)._starts
    return list(sentences(project.texts.text(session, told.text_sha)))
