"""The quotes of an answer, page by page: twenty thousand answer at once, and are read as they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.analysis.segments.ground import Ground
from qda.i18n import _
from qda.project.project import Project
from qda.project.texts import Turns
from qda.store.models import Coder, Coding, Speaker
from qda.store.rows import chunks
from qda.text import line_of
from qda.text.runs import unblanked


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """One place that answers, with what a quotation must carry; `segment_id` is 0 where it carries no code.

    `codings` are the ids of its codings with the id of the code of each; `line` counts from 1.
    """

    place: int
    segment_id: int
    source_id: int
    source: str
    start: int
    end: int
    quote: str
    line: int
    speaker: str
    codes: tuple[str, ...]
    codings: tuple[tuple[int, int], ...]
    cases: tuple[str, ...]
    coders: tuple[str, ...]


def rows(project: Project, ground: Ground, places: Sequence[int]) -> list[QuoteRow]:
    """These places of a ground, in their order. Words come from the text as it was when the ground was read."""
    with project.read() as session:
        codings = _codings(session, [ground.places[at].segment for at in places if ground.places[at].segment])
        labels = dict(session.execute(select(Speaker.id, Speaker.label)).all())
        return [_row(project, session, ground, at, codings, labels) for at in places]


def _row(
    project: Project,
    session: Session,
    ground: Ground,
    at: int,
    codings: dict[int, list[tuple[int, int, str]]],
    labels: dict[int, str],
) -> QuoteRow:
    place = ground.places[at]
    told = ground.sources[place.source]
    text = project.texts.text(session, told.text_sha)
    here = codings.get(place.segment, [])
    speaker = labels.get(place.speaker, "") if place.speaker is not None else ""
    if not speaker:
        turns: Turns = project.texts.turns(session, told.marks_sha, told.length)
        speaker = turns.at(place.start)
    return QuoteRow(
        at,
        place.segment,
        place.source,
        told.name,
        place.start,
        place.end,
        unblanked(text[place.start : place.end], _("[withheld]")),
        line_of(project.texts.units(session, told.units_sha), place.start),
        speaker,
        tuple(dict.fromkeys(ground.codes[code].name for _id, code, _coder in here if code in ground.codes)),
        tuple((coding, code) for coding, code, _coder in here),
        tuple(ground.cases[case] for case in sorted(place.cases) if case in ground.cases),
        tuple(dict.fromkeys(coder for _id, _code, coder in here)),
    )


def _codings(session: Session, segments: Sequence[int]) -> dict[int, list[tuple[int, int, str]]]:
    found: dict[int, list[tuple[int, int, str]]] = {}
    query = select(Coding.segment_id, Coding.id, Coding.code_id, Coder.name).join(Coder, Coder.id == Coding.coder_id)
    for some in chunks(segments):
        for segment, coding, code, coder in session.execute(query.where(Coding.segment_id.in_(some))):
            found.setdefault(segment, []).append((coding, code, coder))
    return found


def around(project: Project, ground: Ground, at: int, reach: int = 400) -> tuple[str, str]:
    """The words before and after a place, up to `reach` characters each."""
    place = ground.places[at]
    with project.read() as session:
        text = project.texts.text(session, ground.sources[place.source].text_sha)
    return text[max(0, place.start - reach) : place.start], text[place.end : place.end + reach]
