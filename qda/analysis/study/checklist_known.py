"""What a project knows that a reporting checklist asks for: counts and names, read once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import mean

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.analysis.coding import saturation
from qda.days import day
from qda.i18n import N_
from qda.project.project import Project
from qda.store.models import (
    AuditCommand,
    Case,
    Claim,
    Code,
    Coder,
    Coding,
    Feedback,
    Literature,
    Matrix,
    Membership,
    Memo,
    NegativeCase,
    Participant,
    PatternMatch,
    Processing,
    Property,
    Sampling,
    SaturationJudgement,
    Segment,
    Source,
    SourceParticipant,
    Speaker,
    TextVersion,
    Unit,
    Verdict,
)
from qda.study import attributes, consent, instruments, queries, yearly
from qda.study.queries import StudyRow

Told = tuple[tuple[str, int], ...]
"""Things by name, each with a number: “interview (5), field note (3)”."""


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long the sources of a kind took, those whose length is known."""

    kind: str
    known: int
    least: int
    most: int
    mean: float


@dataclass(frozen=True, slots=True)
class Known:
    """All of it; days as 2012-05-18."""

    study: StudyRow
    participants: int
    roles: Told
    units: int
    cases: int
    unit_names: tuple[str, ...]
    kinds: Told
    words: int
    first: str
    last: str
    plan: tuple[str, ...]
    instruments: tuple[str, ...]
    versions: int
    items: int
    attributes: tuple[str, ...]
    asked: int
    refused: int
    withdrawn: int
    unanswered: int
    forms: Told
    sampling: int
    repeated: int
    interviewed: int
    minutes: tuple[Minutes, ...]
    steps: Told
    coders: Told
    codings: int
    segments: int
    coded_sources: int
    levels: Told
    gathered: int
    origins: Told
    properties: int
    judgements: int
    judged_on: str
    notation: str
    verdicts: int
    memos: Told
    feedback: Told
    sent: int
    returned: int
    claims: int
    negative: int
    contrary: int
    patterns: int
    matrices: int
    quotable: int
    literature: int
    commands: int
    begun: str
    themes: tuple[str, ...]


def known(project: Project) -> Known:
    """Read it."""
    with project.read() as session:
        register = consent.register(project)
        guides = instruments.instruments(project)
        sources = session.execute(
            select(Source.kind, Source.date, Source.minutes, TextVersion.words)
            .outerjoin(TextVersion, TextVersion.id == Source.version_id)
            .order_by(Source.date)
        ).all()
        days = sorted(day for _kind, day, _minutes, _words in sources if day)
        interviews, repeated = _interviews(session)
        curve = saturation.material(project).curve()
        run = saturation.reached(curve.points, saturation.Rule())
        judged = session.execute(select(SaturationJudgement.created_at)).scalars().all()
        asked = [person for person in register.people if person.consents]
        answered = session.execute(select(Feedback.sent_on, Feedback.returned_on, Feedback.response)).all()
        by_coder = select(Coder.name, func.count()).join(Coding, Coding.coder_id == Coder.id).group_by(Coder.id)
        living = select(Code).where(Code.retired.is_(False), Code.level != "root")
        codes = session.execute(living.order_by(Code.position, Code.id)).scalars().all()
        return Known(
            study=queries.study(project),
            participants=_count(session, Participant),
            roles=_told(role for (role,) in session.execute(select(Participant.role)).all()),
            units=_count(session, Unit),
            cases=_count(session, Case),
            unit_names=tuple(session.execute(select(Unit.name).order_by(Unit.position)).scalars()),
            kinds=_told(row[0] or N_("other") for row in sources),
            words=sum(row[3] or 0 for row in sources),
            first=days[0] if days else "",
            last=days[-1] if days else "",
            plan=tuple(dict.fromkeys(row.method for row in queries.data_plan(project))),
            instruments=tuple(_dated(row.label, row.date) for row in guides),
            versions=len(guides) - len({row.name for row in guides}),
            items=sum(len(row.items) for row in guides),
            attributes=yearly.names(attributes.attributes(project)),
            asked=len(asked),
            refused=sum(any(row.outcome == consent.NO for row in person.latest) for person in asked),
            withdrawn=sum(person.withdrawn for person in asked),
            unanswered=sum(person.open for person in asked),
            forms=_told(row.form for person in asked for row in person.latest),
            sampling=_count(session, Sampling),
            repeated=repeated,
            interviewed=interviews,
            minutes=_minutes([(row[0], row[2]) for row in sources]),
            steps=_told(
                session.execute(select(Processing.step).distinct().add_columns(Processing.source_id)).scalars()
            ),
            coders=tuple(sorted(((n, c) for n, c in session.execute(by_coder).all()), key=lambda pair: -pair[1])),
            codings=_count(session, Coding),
            segments=_distinct(session, Coding.segment_id),
            coded_sources=_coded(session),
            levels=_told(code.level for code in codes),
            gathered=_distinct(session, Membership.member_id),
            origins=_told(_origin(code) for code in codes if code.level == "initial"),
            properties=_count(session, Property),
            judgements=len(judged),
            judged_on=day(max(judged)) if judged else "",
            notation=run.notation if run is not None else "",
            verdicts=_count(session, Verdict),
            memos=_told(session.execute(select(Memo.kind)).scalars()),
            feedback=_told(session.execute(select(Feedback.kind)).scalars()),
            sent=sum(row[0] is not None for row in answered),
            returned=sum(row[1] is not None or bool(row[2]) for row in answered),
            claims=_count(session, Claim),
            negative=_count(session, NegativeCase),
            contrary=_distinct(session, NegativeCase.claim_id),
            patterns=_count(session, PatternMatch),
            matrices=_count(session, Matrix),
            quotable=_quotable(session),
            literature=_included(session),
            commands=_count(session, AuditCommand),
            begun=day(int(session.execute(select(func.min(AuditCommand.at))).scalar_one())),
            themes=tuple(code.name for code in codes if code.level in ("category", "theme")),
        )


def _count(session: Session, table: type) -> int:
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def _distinct(session: Session, column: object) -> int:
    return int(session.execute(select(func.count(func.distinct(column)))).scalar_one())


def _told(names: Iterable[str]) -> Told:
    """The names that are not blank, the most frequent first."""
    return tuple(Counter(name for name in names if name).most_common())


def _dated(label: str, day: str | None) -> str:
    return f"{label}, {day}" if day else label


def _origin(code: Code) -> str:
    return N_("in vivo") if code.in_vivo else code.origin or N_("from the data")


def _interviews(session: Session) -> tuple[int, int]:
    """How many participants speak or are named in interviews, and how many of them in more than one."""
    held: dict[int, set[int]] = defaultdict(set)
    for link in (SourceParticipant, Speaker):
        query = select(link.participant_id, link.source_id).join(Source, Source.id == link.source_id)
        for person, source in session.execute(query.where(Source.kind == "interview")).all():
            if person is not None:
                held[person].add(source)
    return len(held), sum(len(sources) > 1 for sources in held.values())


def _minutes(rows: Iterable[tuple[str, int | None]]) -> tuple[Minutes, ...]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for kind, length in rows:
        if length is not None:
            by_kind[kind or "other"].append(length)
    return tuple(Minutes(kind, len(all_), min(all_), max(all_), mean(all_)) for kind, all_ in sorted(by_kind.items()))


def _coded(session: Session) -> int:
    query = select(func.count(func.distinct(Segment.source_id))).join(Coding, Coding.segment_id == Segment.id)
    return int(session.execute(query).scalar_one())


def _quotable(session: Session) -> int:
    """Coded segments that are identified: the source has a participant, or the passage a speaker who is one."""
    people = select(SourceParticipant.source_id).union(
        select(Speaker.source_id).where(Speaker.participant_id.is_not(None))
    )
    query = select(func.count(func.distinct(Segment.id))).join(Coding, Coding.segment_id == Segment.id)
    return int(session.execute(query.where(Segment.source_id.in_(people))).scalar_one())


def _included(session: Session) -> int:
    query = select(func.count()).select_from(Literature).where(Literature.stage == "included")
    return int(session.execute(query).scalar_one())
