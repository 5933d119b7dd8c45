"""What carries no code: the stretches of text between the coded ones, as places beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from qda.analysis import coverage
from qda.analysis.ground import Columns, Ground, Told
from qda.analysis.owners import labelled, owned
from qda.analysis.retrieval import _Context
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.text import Span, trim, turns

if TYPE_CHECKING:
    from qda.analysis.arrays import Mask, Numbers

Stretch = tuple[int, int, int, int]
"""Source, start, end, and the speaker's id or 0."""


def with_uncoded(project: Project, ground: Ground, progress: Progress | None = None) -> Ground:
    """The same with the stretches of text in which no line unit carries a code; turns of the interviewer are left out.

    A stretch ends where another speaks. Raises Cancelled.
    """
    if ground._uncoded:
        return ground._uncoded[0]
    tell = progress or Silent()
    new: list[Stretch] = []
    with project.read() as session:
        context, labels = _Context.load(session), labelled(session)
        for done, told in enumerate(ground.sources.values()):
            tell.step(done, len(ground.sources), told.name)
            new += _stretches(project, session, told, _spans(ground, told.id), labels)
    ground._uncoded.append(_joined(ground, new, context))
    return ground._uncoded[0]


def _spans(ground: Ground, source: int) -> list[tuple[int, int]]:
    here = ground.by_source.get(source, range(0))
    part = slice(here.start, here.stop)
    return list(zip(ground.columns.start[part].tolist(), ground.columns.end[part].tolist(), strict=True))


def _joined(ground: Ground, new: Sequence[Stretch], context: _Context) -> Ground:
    import numpy as np

    held, rows = ground.columns, np.array(new, dtype=np.int64).reshape(-1, 4)
    owner, owners = owned(rows[:, 0], rows[:, 3], rows[:, 1], rows[:, 2], context)
    start, end = np.concatenate([held.start, rows[:, 1]]), np.concatenate([held.end, rows[:, 2]])
    segment = np.concatenate([held.segment, np.zeros(len(rows), dtype=np.int64)])
    both = np.concatenate([held.owner, owner + len(ground.owners)])
    orders = np.array([ground.sources[each.source].order for each in (*ground.owners, *owners)], dtype=np.int64)
    order = np.lexsort((end, start, orders[both]))
    place_of = np.zeros(len(order), dtype=np.int64)
    place_of[order] = np.arange(len(order))
    columns = Columns(segment[order], start[order], end[order], both[order], place_of[held.at], held.code, held.coder)
    return replace(ground, columns=columns, owners=(*ground.owners, *owners), _scales={}, _uncoded=[])


def _stretches(
    project: Project,
    session: Session,
    told: Told,
    spans: Sequence[tuple[int, int]],
    labels: Mapping[tuple[int, str], tuple[int, bool]],
) -> Iterator[Stretch]:
    import numpy as np

    text = project.texts.text(session, told.text_sha)
    starts = project.texts.units(session, told.units_sha)
    if not starts:
        return
    speaker, asks = _voices(project, session, told, text, starts, labels)
    left = ~asks & ~_coded(text, starts, spans)
    # A stretch ends before a unit that carries a code, that the interviewer speaks, or that another speaks.
    follows = np.zeros(len(starts), dtype=bool)
    follows[1:] = left[1:] & left[:-1] & (speaker[1:] == speaker[:-1])
    first = np.flatnonzero(left & ~follows)
    last = np.flatnonzero(left & ~np.append(follows[1:], False))  # an array, not a flag
    edges = [*starts, told.length]
    for begin, end, voice in zip(first.tolist(), last.tolist(), speaker[first].tolist(), strict=True):
        yield from _stretch(text, told, edges[begin], edges[end + 1], voice)


def _coded(text: str, starts: Sequence[int], spans: Sequence[tuple[int, int]]) -> Mask:
    """Which line units a stretch covers by more than white space: as `coverage` tells, all at once."""
    import numpy as np

    rows = np.array([words for span in spans if (words := _words_of(text, span)) is not None]).reshape(-1, 2)
    edges = np.zeros(len(starts) + 1, dtype=np.int64)
    np.add.at(edges, np.maximum(np.searchsorted(starts, rows[:, 0], "right") - 1, 0), 1)
    np.subtract.at(edges, np.searchsorted(starts, rows[:, 1], "left"), 1)
    covered: Mask = np.cumsum(edges[:-1]) > 0
    return covered


def _words_of(text: str, span: tuple[int, int]) -> tuple[int, int] | None:
    """A stretch without white space at its ends; most have none."""
    if not (text[span[0]].isspace() or text[span[1] - 1].isspace()):
        return span
    words = trim(text, Span(*span))
    return None if words is None else (words.start, words.end)


def _voices(
    project: Project,
    session: Session,
    told: Told,
    text: str,
    starts: Sequence[int],
    labels: Mapping[tuple[int, str], tuple[int, bool]],
) -> tuple[Numbers, Mask]:
    """Who speaks each line unit (0: nobody known) by where its first word stands, and whether it is the interviewer."""
    import numpy as np

    spoken = turns(project.texts.marks(session, told.marks_sha), told.length)
    known = {label: labels.get((told.id, name_key(label)), (0, False)) for label in {turn.label for turn in spoken}}
    words = [at if at >= len(text) or not text[at].isspace() else coverage._first_word(text, at) for at in starts]
    at = np.searchsorted(np.array([turn.start for turn in spoken], dtype=np.int64), words, "right")
    ends = np.array([-1, *(turn.end for turn in spoken)])
    speaker = np.array([0, *(known[turn.label][0] for turn in spoken)], dtype=np.int64)
    asks = np.array([False, *(known[turn.label][1] for turn in spoken)])
    inside = np.array(words) < ends[at]
    return np.where(inside, speaker[at], 0), inside & asks[at]


def _stretch(text: str, told: Told, begin: int, end: int, speaker: int) -> Iterator[Stretch]:
    words = text[begin:end]
    start, stop = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    if start < stop:
        yield told.id, start, stop, speaker
