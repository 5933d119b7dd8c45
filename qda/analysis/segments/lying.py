"""Where coded stretches lie in their texts, in sentences, turns or line units: each text is read once for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy.orm import Session

from qda.analysis.segments import bulk, nearness, sentence_starts
from qda.progress import Progress
from qda.project.project import Project

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Numbers
    from qda.analysis.segments.bulk import Batch
    from qda.analysis.segments.places import Columns, Told

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

    def read(
        self, project: Project, columns: Columns, by_source: Mapping[int, range], scale: Scale, wanted: Sequence[Told],
        tell: Progress,
    ) -> None:  # fmt: skip
        """Read the texts of these sources unless they were; `by_source` tells where in the columns each has its places.

        Raises Cancelled; what was read by then is kept.
        """
        unread = [told for told in wanted if told.id not in self.sources]
        done = 0
        with project.read() as session:
            for batch in bulk.batches(unread):
                tell.step(done, len(unread), batch.told[0].name)
                done += len(batch.told)
                self._take(columns, by_source, batch, _starts(session, batch, scale))

    def _take(self, columns: Columns, by_source: Mapping[int, range], batch: Batch, starts: Numbers) -> None:
        """Number the places of a batch by where pieces begin in its joined texts."""
        import numpy as np

        here = [by_source[told.id] for told in batch.told]
        place = np.concatenate([np.arange(each.start, each.stop) for each in here])
        many = [len(each) for each in here]
        base = np.repeat(np.array(batch.base, dtype=np.int64), many)
        least = np.repeat(np.searchsorted(starts, batch.base, "left"), many)
        begin, end = columns.start[place] + base, columns.end[place] + base
        self.first[place], self.last[place] = nearness.numbers(starts, begin, end, least)
        self.sources.update(told.id for told in batch.told)


def _starts(session: Session, batch: Batch, scale: Scale) -> Numbers:
    """Where the pieces of the joined texts of a batch begin."""
    if scale == "lines":
        return bulk.units(session, batch)[0]
    if scale == "turns":
        return bulk.spoken(session, batch).start
    return sentence_starts.starts(bulk.joined(session, batch), batch)
