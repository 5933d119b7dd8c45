"""Whose stretches of text are: those that share source, speaker and the passages they touch share an owner."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.segments.belonging import Belonging
from qda.store.models import Speaker
from qda.store.rows import bare

if TYPE_CHECKING:
    from qda.analysis.segments.arrays import Numbers


class Owner(NamedTuple):
    """Whose a stretch of text is: its source, who speaks, and the participants, cases and units it counts for."""

    source: int
    speaker: int | None
    people: frozenset[int]
    cases: frozenset[int]
    units: frozenset[int]


def labelled(session: Session) -> dict[tuple[int, str], tuple[int, bool]]:
    """By source and the key of a label: the speaker's id, and whether it is the interviewer."""
    rows = bare(session, select(Speaker.source_id, Speaker.label_key, Speaker.id, Speaker.interviewer))
    return {(source, key): (speaker, asks) for source, key, speaker, asks in rows}


def owned(
    source: Numbers, speaker: Numbers, start: Numbers, end: Numbers, context: Belonging
) -> tuple[Numbers, tuple[Owner, ...]]:
    """Whose stretches are, by number of an owner; `speaker` is 0 where nobody is known to speak."""
    import numpy as np

    alike, first = _alike(source, speaker, start, end, context)
    numbers: dict[Owner, int] = {}
    of = np.zeros(len(first), dtype=np.int64)
    for at, place in enumerate(first.tolist()):
        here, says = int(source[place]), int(speaker[place]) or None
        cases = context.cases(here, says, (int(start[place]), int(end[place])))
        owner = Owner(here, says, context.participants(here, says), cases, context.units(here, cases))
        of[at] = numbers.setdefault(owner, len(numbers))
    return of[alike], tuple(numbers)


def _alike(
    source: Numbers, speaker: Numbers, start: Numbers, end: Numbers, context: Belonging
) -> tuple[Numbers, Numbers]:
    """A number for each stretch, the same for those that must have the same owner, and the first stretch of each."""
    import numpy as np

    touched = np.zeros(len(source), dtype=np.int64)
    for each, passages in context.passages.items():
        # Which passages a stretch touches hangs on how many begin before its end, and how many are over at its start.
        here = np.flatnonzero(source == each)
        begun = np.searchsorted(np.sort([passage[0] for passage in passages]), end[here], "left")
        over = np.searchsorted(np.sort([passage[1] for passage in passages]), start[here], "right")
        touched[here] = begun * (len(passages) + 1) + over
    _names, voice = np.unique(source * (int(speaker.max(initial=0)) + 1) + speaker, return_inverse=True)
    _keys, first, number = np.unique(
        voice * (int(touched.max(initial=0)) + 1) + touched, return_index=True, return_inverse=True
    )
    return number, first
