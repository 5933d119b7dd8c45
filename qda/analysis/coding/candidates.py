"""What a code can be tested on: segments of its members, segments near its words, uncoded passages near its words.

Nothing here codes anything: these are passages to look at, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.coding import incidents as coding_incidents
from qda.coding import queries, testing
from qda.coding.testing import Stretches
from qda.i18n import _
from qda.nlp import likeness
from qda.nlp.pipeline import PATTERNS, Pipeline
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.store.models import Code, Coding, Segment, Source, Speaker, TextVersion
from qda.text import Mark, turns, unit_starts, units

Kind = Literal["member", "near", "uncoded"]
KINDS: tuple[Kind, ...] = ("member", "near", "uncoded")

MOST = 200
"""So many near segments, and so many uncoded passages, are proposed at a time; the nearest."""

_AGAIN = 2  # times as many as are proposed are put in order by a model: reading them takes it a second
_LABEL, _MEANING, _MEMBER = 3.0, 1.5, 1.0
_FEWEST_WORDS = 4
_LEARNT_FROM = 400  # incidents of a code; more teach nothing about its words


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage to test a code on, in code points; `segment_id` is None where no segment lies there.

    `nearness` is 0 to 1 among those of its kind, `shared` the base forms that it has in common with the code.
    """

    kind: Kind
    source_id: int
    start: int
    end: int
    segment_id: int | None = None
    nearness: float = 0.0
    shared: tuple[str, ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class Near:
    """What a search by words gave, nearest first, and what found it: a model's name, or “patterns”."""

    candidates: tuple[Candidate, ...]
    found_by: str
    looked_at: int


def members(project: Project, code_id: int) -> list[Candidate]:
    """Segments of what is gathered under a code that do not carry the code itself, in the order of the study.

    Those that were put off come last; those that were answered do not come again.
    """
    family = coding_incidents.family(project, code_id) - {code_id}
    answered = testing.answered(project, code_id)
    own = select(Coding.segment_id).where(Coding.code_id == code_id)
    query = (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end)
        .join(Source, Source.id == Segment.source_id)
        .where(Segment.id.in_(select(Coding.segment_id).where(Coding.code_id.in_(family))), ~Segment.detached)
        .where(Segment.id.not_in(own))
        .order_by(Source.position, Segment.start, Segment.end, Segment.id)
    )
    with project.read() as session:
        rows = session.execute(query).all()
    found = [
        Candidate("member", source, start, end, segment, later=segment in answered)
        for segment, source, start, end in rows
        if answered.get(segment, "later") == "later"
    ]
    return sorted(found, key=lambda each: each.later)


def near(
    project: Project,
    code_id: int,
    pipeline: Pipeline | None = None,
    progress: Progress | None = None,
    kinds: Sequence[Kind] = ("near", "uncoded"),
) -> Near:
    """Segments and uncoded sentences that share words with a code, nearest first; segments before sentences.

    All are found by patterns, and the nearest put in order by the model's base forms where there is a model.
    Raises Cancelled.
    """
    with project.read() as session:
        look = _Look.begin(project, session, code_id)
        passages = list(_segments(session, look)) if "near" in kinds else []
        if "uncoded" in kinds:
            passages += _sentences(project, session, look, progress or Silent())
    found: list[Candidate] = []
    for kind in kinds:
        found += _nearest([each for each in passages if each[0].kind == kind], look, pipeline)
    found_by = pipeline.found_by if pipeline is not None and pipeline.has_model else PATTERNS
    return Near(tuple(found), found_by, len(passages))


@dataclass(slots=True)
class _Look:
    """What is known of a code before passages are looked at."""

    labels: list[tuple[str, float]]
    incidents: list[str]
    known: dict[int, Stretches]  # by source, where the code or one of its members stands
    coded: dict[int, Stretches]  # by source, where any code stands
    tested: dict[tuple[int, int, int], str]
    family: frozenset[int]

    @classmethod
    def begin(cls, project: Project, session: Session, code_id: int) -> _Look:
        family = coding_incidents.family(project, code_id)
        labels = []
        for code in session.execute(select(Code).where(Code.id.in_(family), ~Code.retired)).scalars():
            labels.append((code.name, _LABEL if code.id == code_id else _MEMBER))
            if code.id == code_id:
                labels += [(code.definition, _MEANING), (code.include_when, _MEANING), (code.example, _MEANING)]
        quotes = select(Segment.quote).where(
            Segment.id.in_(select(Coding.segment_id).where(Coding.code_id.in_(family))), ~Segment.detached
        )
        incidents = list(session.execute(quotes.order_by(Segment.id).limit(_LEARNT_FROM)).scalars())
        known: dict[int, list[tuple[int, int]]] = defaultdict(list)
        coded: dict[int, list[tuple[int, int]]] = defaultdict(list)
        places = (
            select(Coding.code_id, Segment.source_id, Segment.start, Segment.end)
            .join(Segment, Segment.id == Coding.segment_id)
            .where(~Segment.detached)
        )
        for code_of, source, start, end in session.execute(places):
            coded[source].append((start, end))
            if code_of in family:
                known[source].append((start, end))
        return cls(
            labels,
            incidents,
            {source: Stretches(spans) for source, spans in known.items()},
            {source: Stretches(spans) for source, spans in coded.items()},
            testing.places(project, code_id),
            family,
        )

    def put_off(self, source: int, start: int, end: int) -> bool | None:
        """None for what was answered, True for what was put off, False for what is new."""
        given = self.tested.get((source, start, end))
        return None if given not in (None, "later") else given == "later"


_NOWHERE = Stretches(())


def _segments(session: Session, look: _Look) -> Iterator[tuple[Candidate, str]]:
    """Segments with other codes, where neither the code nor a member of it stands."""
    query = (
        select(Segment.id, Segment.source_id, Segment.start, Segment.end, Segment.quote)
        .where(~Segment.detached, select(Coding.id).where(Coding.segment_id == Segment.id).exists())
        .order_by(Segment.source_id, Segment.start, Segment.id)
    )
    for segment, source, start, end, quote in session.execute(query):
        later = look.put_off(source, start, end)
        if later is None or look.known.get(source, _NOWHERE).touch(start, end):
            continue
        yield Candidate("near", source, start, end, segment, later=later), quote


def _sentences(project: Project, session: Session, look: _Look, progress: Progress) -> Iterator[tuple[Candidate, str]]:
    """Sentences of the current texts that no coding touches; the interviewer's are left out."""
    asking: dict[int, set[str]] = defaultdict(set)
    for source, label in session.execute(select(Speaker.source_id, Speaker.label).where(Speaker.interviewer)):
        asking[source].add(label)
    query = (
        select(Source.id, Source.name, TextVersion.text_sha, TextVersion.marks_sha)
        .join(TextVersion, TextVersion.id == Source.version_id)
        .order_by(Source.position)
    )
    rows = session.execute(query).all()
    for done, (source, name, text_sha, marks_sha) in enumerate(rows):
        progress.step(done, len(rows), _("Looking through “{name}”").format(name=name))
        text = project.texts.text(session, text_sha)
        said = said_in(text, project.texts.marks(session, marks_sha), asking[source])
        coded = look.coded.get(source, _NOWHERE)
        for start, end in said:
            if coded.touch(start, end) or text.count(" ", start, end) < _FEWEST_WORDS - 1:
                continue
            later = look.put_off(source, start, end)
            if later is not None:
                yield Candidate("uncoded", source, start, end, later=later), text[start:end]


def said_in(text: str, marks: Sequence[Mark], asking: set[str]) -> Iterator[tuple[int, int]]:
    """The sentences of a text without labels, and without those of who only asks."""
    spoken = turns(marks, len(text))
    at = 0
    for start, end in units(text, unit_starts(text, "sentence")):
        while at < len(spoken) and spoken[at].end <= start:
            at += 1
        if at < len(spoken) and spoken[at].start < end:
            turn = spoken[at]
            if turn.label in asking:
                continue
            if start < turn.said:
                begin = turn.said + len(text[turn.said : end]) - len(text[turn.said : end].lstrip(": "))
                if begin < end:
                    yield begin, end
                continue
        yield start, end


def _nearest(passages: Sequence[tuple[Candidate, str]], look: _Look, pipeline: Pipeline | None) -> list[Candidate]:
    about = likeness.wanted(look.labels, look.incidents)
    ranking = likeness.Ranking(about)
    for place, (_candidate, words) in enumerate(passages):
        ranking.add(place, words)
    best = ranking.best(MOST)
    if pipeline is not None and pipeline.has_model:
        best = _in_order(passages, [place for place, _score, _shared in ranking.best(_AGAIN * MOST)], look, pipeline)
    found = [replace(passages[place][0], nearness=score, shared=shared[:5]) for place, score, shared in best]
    return sorted(found, key=lambda each: each.later)


def _in_order(
    passages: Sequence[tuple[Candidate, str]], places: Sequence[int], look: _Look, pipeline: Pipeline
) -> list[tuple[int, float, tuple[str, ...]]]:
    find, _found_by = likeness.forms_by(pipeline)
    again = likeness.Ranking(likeness.wanted(look.labels, look.incidents, find), find)
    for place in places:
        again.add(place, passages[place][1])
    return again.best(MOST)


def shown(project: Project, candidate: Candidate) -> coding_incidents.Incident | None:
    """A candidate with what testing needs: words, question, speaker, place, codes; None when it is gone."""
    if candidate.segment_id is not None:
        return next(iter(coding_incidents.incidents(project, segment_ids=[candidate.segment_id])), None)
    return coding_incidents.at_place(project, candidate.source_id, candidate.start, candidate.end)


def neighbours(project: Project, row: coding_incidents.Incident, reach: int) -> tuple[str, str]:
    """The words before and after a passage in its text, up to `reach` characters each."""
    if row.segment_id:
        return queries.neighbours(project, row.segment_id, reach)
    query = (
        select(TextVersion.text_sha).join(Source, Source.version_id == TextVersion.id).where(Source.id == row.source_id)
    )
    with project.read() as session:
        text = project.texts.text(session, session.execute(query).scalar_one())
    return text[max(0, row.start - reach) : row.start], text[row.end : row.end + reach]
