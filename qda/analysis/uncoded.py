"""What carries no code: the stretches of text between the coded ones, as places beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from qda.analysis import coverage
from qda.analysis.ground import Columns, Ground, Told
from qda.analysis.owners import labelled, owned
from qda.analysis.retrieval import _Context
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project

Stretch = tuple[int, int, int, int]
"""Source, start, end, and the speaker's id or 0."""


def with_uncoded(project: Project, ground: Ground, progress: Progress | None = None) -> Ground:
    """The same with the stretches of text in which no line unit carries a code; turns of the interviewer are left out.

    A stretch ends where another speaks. Raises Cancelled.
    """
    tell = progress or Silent()
    new: list[Stretch] = []
    with project.read() as session:
        context, labels = _Context.load(session), labelled(session)
        for done, told in enumerate(ground.sources.values()):
            tell.step(done, len(ground.sources), told.name)
            new += _stretches(project, session, told, _spans(ground, told.id), labels)
    return _joined(ground, new, context)


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
    return replace(ground, columns=columns, owners=(*ground.owners, *owners), _scales={})


def _stretches(
    project: Project,
    session: Session,
    told: Told,
    spans: Sequence[tuple[int, int]],
    labels: Mapping[tuple[int, str], tuple[int, bool]],
) -> Iterator[Stretch]:
    text = project.texts.text(session, told.text_sha)
    starts = project.texts.units(session, told.units_sha)
    turns = project.texts.turns(session, told.marks_sha, told.length)
    coded = coverage.coded_units(text, starts, spans)
    begin, end = -1, -1
    voice: tuple[int | None, bool] = (None, False)
    for number, start in enumerate([*starts, told.length]):
        over = number == len(starts)
        said = "" if over else turns.at(coverage._first_word(text, start) if start < len(text) else start)
        speaks: tuple[int | None, bool] = (
            labels.get((told.id, name_key(said)), (None, False)) if said else (None, False)
        )
        if begin >= 0 and (over or number in coded or speaks != voice):
            yield from _stretch(text, told, begin, end, voice[0])
            begin = -1
        if over or number in coded or speaks[1]:
            continue
        if begin < 0:
            begin, voice = start, speaks
        end = starts[number + 1] if number + 1 < len(starts) else told.length


def _stretch(text: str, told: Told, begin: int, end: int, speaker: int | None) -> Iterator[Stretch]:
    words = text[begin:end]
    start, stop = begin + len(words) - len(words.lstrip()), begin + len(words.rstrip())
    if start < stop:
        yield told.id, start, stop, speaker or 0
