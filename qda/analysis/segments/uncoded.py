"""What carries no code: the stretches of text between the coded ones, as places beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from qda.analysis.segments import bulk
from qda.analysis.segments.belonging import Belonging
from qda.analysis.segments.ground import Ground
from qda.analysis.segments.owners import labelled, owned
from qda.analysis.segments.places import Columns
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Mask, Numbers
    from qda.analysis.segments.bulk import Batch, Kinds, Spoken


def with_uncoded(project: Project, ground: Ground, progress: Progress | None = None) -> Ground:
    """The same with the stretches of text in which no line unit carries a code; turns of the interviewer are left out.

    A stretch ends where another speaks. Raises Cancelled.
    """
    if ground.uncoded:
        return ground.uncoded[0]
    tell = progress or Silent()
    new: list[Numbers] = []
    done = 0
    with project.read() as session:
        context, labels = Belonging.load(session), labelled(session)
        for batch in bulk.batches(ground.sources.values()):
            tell.step(done, len(ground.sources), batch.told[0].name)
            done += len(batch.told)
            new.append(_stretches(session, batch, ground, labels))
    ground.uncoded.append(_joined(ground, new, context))
    return ground.uncoded[0]


def _joined(ground: Ground, new: Sequence[Numbers], context: Belonging) -> Ground:
    import numpy as np

    held, rows = ground.columns, np.concatenate([np.zeros((0, 4), dtype=np.int64), *new])
    owner, owners = owned(rows[:, 0], rows[:, 3], rows[:, 1], rows[:, 2], context)
    start, end = np.concatenate([held.start, rows[:, 1]]), np.concatenate([held.end, rows[:, 2]])
    segment = np.concatenate([held.segment, np.zeros(len(rows), dtype=np.int64)])
    both = np.concatenate([held.owner, owner + len(ground.owners)])
    orders = np.array([ground.sources[each.source].order for each in (*ground.owners, *owners)], dtype=np.int64)
    order = np.lexsort((end, start, orders[both]))
    place_of = np.zeros(len(order), dtype=np.int64)
    place_of[order] = np.arange(len(order))
    columns = Columns(segment[order], start[order], end[order], both[order], place_of[held.at], held.code, held.coder)
    return replace(ground, columns=columns, owners=(*ground.owners, *owners), scales={}, uncoded=[])


def _stretches(
    session: Session, batch: Batch, ground: Ground, labels: Mapping[tuple[int, str], tuple[int, bool]]
) -> Numbers:
    """A row for each stretch of the texts of a batch: source, start, end, and the speaker's id or 0."""
    import numpy as np

    text = bulk.joined(session, batch)
    starts, whose = bulk.units(session, batch)
    if not len(starts):
        return np.zeros((0, 4), dtype=np.int64)
    blank = bulk.kinds(text, _blanks())
    speaker, asks = _voices(bulk.spoken(session, batch), batch, labels, bulk.after_blanks(text, blank, starts))
    left = ~asks & ~_coded(text, blank, starts, *_spans(ground, batch))
    # A stretch ends before a unit that carries a code, that the interviewer speaks, that another speaks, or that
    # stands in another text.
    follows = np.zeros(len(starts), dtype=bool)
    follows[1:] = left[1:] & left[:-1] & (speaker[1:] == speaker[:-1]) & (whose[1:] == whose[:-1])
    first = np.flatnonzero(left & ~follows)
    last = np.flatnonzero(left & ~np.append(follows[1:], False))  # an array, not a flag
    over = np.append(starts[1:], 0)
    final = np.append(whose[1:] != whose[:-1], True)
    over[final] = np.array(batch.ends)[whose[final]]
    begin = bulk.after_blanks(text, blank, starts[first])
    end = bulk.before_blanks(text, blank, over[last], starts[first])
    base, source = np.array(batch.base)[whose[first]], np.array([told.id for told in batch.told])[whose[first]]
    rows: Numbers = np.stack([source, begin - base, end - base, speaker[first]], axis=1)[begin < end]
    return rows


@cache
def _blanks() -> Kinds:
    """1 for each code point that is white space."""
    import numpy as np

    table = np.zeros(0x110000, dtype=np.uint8)
    table[[code for code in range(0x3001) if chr(code).isspace()]] = 1
    return table


def _spans(ground: Ground, batch: Batch) -> tuple[Numbers, Numbers, Numbers]:
    """Where the coded stretches of a batch begin and end in its joined texts, and where their text begins."""
    import numpy as np

    here = [ground.by_source.get(told.id, range(0)) for told in batch.told]
    place = np.concatenate([np.arange(each.start, each.stop) for each in here])
    base = np.repeat(np.array(batch.base, dtype=np.int64), [len(each) for each in here])
    return ground.columns.start[place] + base, ground.columns.end[place] + base, base


def _coded(text: str, blank: Kinds, starts: Numbers, begin: Numbers, end: Numbers, base: Numbers) -> Mask:
    """Which line units a stretch covers by more than white space: as `coverage` tells, all at once."""
    import numpy as np

    end = bulk.before_blanks(text, blank, end, begin)
    begin = bulk.after_blanks(text, blank, begin)
    words = begin < end
    least = np.searchsorted(starts, base[words], "left")  # what stands before the first unit belongs to it
    first = np.maximum(np.searchsorted(starts, begin[words], "right") - 1, least)
    over = np.searchsorted(starts, end[words], "left")
    edges = np.bincount(first, minlength=len(starts) + 1) - np.bincount(over, minlength=len(starts) + 1)
    covered: Mask = np.cumsum(edges[: len(starts)]) > 0
    return covered


def _voices(
    spoken: Spoken, batch: Batch, labels: Mapping[tuple[int, str], tuple[int, bool]], words: Numbers
) -> tuple[Numbers, Mask]:
    """Who speaks each line unit (0: nobody known) by where its first word stands, and whether it is the interviewer."""
    import numpy as np

    known = [
        [labels.get((told.id, name_key(label)), (0, False)) for label in here]
        for told, here in zip(batch.told, spoken.labels, strict=True)
    ]
    first = np.cumsum([0, *(len(each) for each in known)])
    # The number 0 is for what nobody speaks.
    voice = np.append(0, 1 + first[spoken.text] + spoken.label)
    speaker = np.array([0, *(speaker for each in known for speaker, _asks in each)], dtype=np.int64)
    asks = np.array([False, *(asks for each in known for _speaker, asks in each)])
    at = np.searchsorted(spoken.start, words, "right")
    who = np.where(words < np.append(-1, spoken.end)[at], voice[at], 0)
    return speaker[who], asks[who]
