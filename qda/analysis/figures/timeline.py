"""The course of a study in time, read from what dates itself: sources, coding, memos, categories, consent, feedback.

Phases entered by hand lie over it. Days are those of the calendar here; a month or a year that was written as such is
a stretch of days.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from qda.days import date_of
from qda.i18n import N_, _
from qda.project.project import Project
from qda.store.models import (
    AuditCommand,
    Case,
    CategoryMap,
    Coding,
    Consent,
    DataSet,
    Feedback,
    Instrument,
    Membership,
    Memo,
    MemoLink,
    Participant,
    ParticipantCase,
    Passage,
    Phase,
    Sampling,
    SaturationJudgement,
    Segment,
    Source,
    Study,
    TextVersion,
    Unit,
    Withdrawal,
)
from qda.text import excerpt

Shape = Literal["span", "point", "bar"]
_QUARTER = 900_000
"""Milliseconds of a quarter of an hour."""

PHASES, DATA, WORK, PEOPLE = N_("Phases"), N_("Data"), N_("Analysis"), N_("Participants and instruments")
GROUPS = (PHASES, DATA, WORK, PEOPLE)

_NAMED = 6
"""So many events of one day are named; the others are counted."""
_RAISED = ("codes.focus", "codes.level", "categories.raise", "categories.gather")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day or over a stretch of days (both ends included).

    `targets` are the rows it is about, as (table, id), empty where there is none to show; `count` how many there are.
    """

    first: date
    last: date
    label: str
    targets: tuple[tuple[str, int], ...] = ()
    count: int = 1
    open: bool = False
    """It goes on: nobody has said when it ended."""
    written: tuple[str, str] | None = None
    """Its ends as they were written, where each may be a day, a month or a year."""

    @property
    def rough(self) -> bool:
        """True where no day is known."""
        return self.first != self.last


@dataclass(frozen=True, slots=True)
class Lane:
    """One row of the timeline; `shape` is how its events are drawn. `words` counts the words of its sources."""

    key: str
    group: str
    label: str
    shape: Shape
    events: tuple[Event, ...]
    words: int = 0
    color: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """All lanes in order; `undated` are sources (id, name) without a date, `bare` months (their first days) between
    the first data and the last in which none were collected."""

    title: str
    lanes: tuple[Lane, ...]
    undated: tuple[tuple[int, str], ...] = ()
    bare: tuple[date, ...] = ()

    @property
    def events(self) -> list[Event]:
        """Every event of every lane."""
        return [event for lane in self.lanes for event in lane.events]


def of_study(project: Project) -> Timeline:
    """The whole study in time."""
    with project.read() as session:
        title = session.get_one(Study, 1).title
        lanes = [*_phases(session), *_data(session), *_work(session), *_people(session)]
        return _made(title, lanes, _undated(session))


def of_case(project: Project, case_id: int) -> Timeline:
    """One case in time: its sources, the coding of them, its memos, and the consent of its participants."""
    with project.read() as session:
        case = session.get(Case, case_id)
        if case is None:
            return Timeline("", ())
        passages = select(Passage.source_id).where(Passage.case_id == case_id)
        home = or_(Source.case_id == case_id, Source.id.in_(passages))
        people = select(ParticipantCase.participant_id).where(ParticipantCase.case_id == case_id)
        lanes = [
            *_data(session, home, by_unit=False),
            *_work_of_case(session, case_id, home),
            *_people_of(session, people),
        ]
        return _made(case.name, lanes, _undated(session, home))


def stretch(words: str) -> tuple[date, date] | None:
    """The first and the last day of 2010-07-07, 2010-07 or 2010; None where it is no date."""
    parts = words.split("-")
    try:
        year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
        if len(parts) > 2:
            day = date(year, month, int(parts[2]))
            return day, day
        if month:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError:
        return None


def months(first: date, last: date) -> Iterator[date]:
    """The first days of all months from one day to another."""
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield date(year, month, 1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def bare_months(stretches: Iterable[tuple[date, date]]) -> tuple[date, ...]:
    """The months between the first and the last of these stretches that none of them touches."""
    known = sorted(stretches)
    if not known:
        return ()
    held = {month for first, last in known for month in months(first, last)}
    return tuple(month for month in months(known[0][0], max(last for _first, last in known)) if month not in held)


def _made(title: str, lanes: Iterable[Lane], undated: tuple[tuple[int, str], ...]) -> Timeline:
    kept = tuple(lane for lane in lanes if lane.events)
    data = [(event.first, event.last) for lane in kept if lane.group == DATA for event in lane.events]
    return Timeline(title, kept, undated, bare_months(data))


# --- phases and data ------------------------------------------------------------------------------------------------


def _phases(session: Session) -> Iterator[Lane]:
    """Each phase has its own row: they overlap."""
    for row in session.execute(select(Phase).order_by(Phase.position, Phase.id)).scalars():
        ended = stretch(row.ended or "")
        began = stretch(row.began or "") or ended
        if began is None:
            continue
        first, last = began, ended or began
        told = row.name if not row.description else f"{row.name}: {row.description}"
        written = (row.began or row.ended or "", row.ended or "")
        event = Event(first[0], last[1], told, (("phase", row.id),), open=ended is None, written=written)
        yield Lane(f"phase-{row.id}", PHASES, row.name, "span", (event,))


def _data(session: Session, where: ColumnElement[bool] | None = None, *, by_unit: bool = True) -> list[Lane]:
    query = (
        select(
            Source.id,
            Source.name,
            Source.kind,
            Source.date,
            TextVersion.words,
            func.coalesce(Unit.name, ""),
            func.coalesce(DataSet.method, ""),
        )
        .join(TextVersion, TextVersion.id == Source.version_id)
        .outerjoin(Case, Case.id == Source.case_id)
        .outerjoin(Unit, or_(Unit.id == Source.unit_id, Unit.id == Case.unit_id))
        .outerjoin(DataSet, DataSet.id == Source.data_set_id)
        .where(Source.date.is_not(None))
        .order_by(Unit.position, Source.position, Source.id)
    )
    if where is not None:
        query = query.where(where)
    held: dict[tuple[str, str], list[tuple[Event, int]]] = defaultdict(list)
    for source, name, kind, when, words, unit, method in session.execute(query):
        days = stretch(when or "")
        if days is None:
            continue
        what = method or _(kind or "source")
        held[unit if by_unit else "", what].append((Event(*days, name, (("source", source),)), words))
    lanes = []
    for at, ((unit, what), found) in enumerate(held.items()):
        events = _gathered(event for event, _words in found)
        words = sum(words for _event, words in found)
        label = f"{unit} · {what}" if unit else what
        lanes.append(Lane(f"data-{at}", DATA, label, "point", events, words, unit))
    return lanes


def _gathered(events: Iterable[Event]) -> tuple[Event, ...]:
    """Events of the same days as one, in order of time."""
    held: dict[tuple[date, date], list[Event]] = defaultdict(list)
    for event in events:
        held[event.first, event.last].append(event)
    made = []
    for (first, last), same in sorted(held.items()):
        if len(same) == 1:
            made.append(same[0])
            continue
        targets = tuple(target for event in same for target in event.targets)
        made.append(Event(first, last, _together(same), targets, sum(event.count for event in same)))
    return tuple(made)


def _together(events: Iterable[Event]) -> str:
    labels = list(dict.fromkeys(event.label for event in events))
    if len(labels) <= _NAMED:
        return "; ".join(labels)
    more = _("{count} more").format(count=len(labels) - _NAMED)
    return "; ".join((*labels[:_NAMED], more))


def _undated(session: Session, where: ColumnElement[bool] | None = None) -> tuple[tuple[int, str], ...]:
    query = select(Source.id, Source.name, Source.date).order_by(Source.position, Source.id)
    if where is not None:
        query = query.where(where)
    return tuple((source, name) for source, name, when in session.execute(query) if stretch(when or "") is None)


# --- the work -------------------------------------------------------------------------------------------------------


def _work(session: Session) -> Iterator[Lane]:
    yield _coding(session, None)
    yield Lane("memos", WORK, _("Memos"), "point", _day_events(session, Memo, _told_of_memo))
    yield Lane("gathered", WORK, _("Codes gathered"), "point", _counted(_gatherings(session), _("Codes gathered")))
    acts = _acts(session, _RAISED)
    yield Lane("raised", WORK, _("Codes raised"), "point", _counted(acts, _("Codes raised")))
    made = _day_events(session, Sampling, lambda row: (row.gap, "sampling"))
    yield Lane("sampling", WORK, _("Theoretical sampling"), "point", made)
    judged = _day_events(session, SaturationJudgement, lambda row: (row.judgement, "code", row.code_id))
    yield Lane("judged", WORK, _("Judged saturated or not"), "point", judged)
    maps = _day_events(session, CategoryMap, lambda row: (row.name, "category_map"))
    drawn = _counted(_acts(session, (), "maps."), _("Work on maps"))
    yield Lane("maps", WORK, _("Maps"), "point", _gathered((*maps, *drawn)))


def _work_of_case(session: Session, case_id: int, home: ColumnElement[bool]) -> Iterator[Lane]:
    yield _coding(session, home)
    linked = select(MemoLink.memo_id).where(MemoLink.target == "case", MemoLink.target_id == case_id)
    made = _day_events(session, Memo, _told_of_memo, where=Memo.id.in_(linked))
    yield Lane("memos", WORK, _("Memos"), "point", made)


def _coding(session: Session, home: ColumnElement[bool] | None) -> Lane:
    """Codings by month: a bar is as high as what was coded in it."""
    query = _by_quarter(Coding.created_at)
    if home is not None:
        query = query.join(Segment, Segment.id == Coding.segment_id).join(Source, Source.id == Segment.source_id)
        query = query.where(home)
    by_month: dict[date, int] = defaultdict(int)
    for day, count in _by_day(session, query).items():
        by_month[day.replace(day=1)] += count
    events = [
        Event(month, month.replace(day=monthrange(month.year, month.month)[1]), _("Codings"), (), count)
        for month, count in sorted(by_month.items())
    ]
    return Lane("coding", WORK, _("Coding"), "bar", tuple(events))


def _told_of_memo(row: Memo) -> tuple[str, str]:
    return row.title or excerpt(row.text, 60), "memo"


Told = tuple[str, str] | tuple[str, str, int]


def _day_events(
    session: Session,
    table: type[Memo] | type[Sampling] | type[SaturationJudgement] | type[CategoryMap],
    tell: Callable[..., Told],
    where: ColumnElement[bool] | None = None,
) -> tuple[Event, ...]:
    query = select(table).order_by(table.created_at, table.id)
    if where is not None:
        query = query.where(where)
    found = []
    row: Any
    for row in session.execute(query).scalars():
        label, kind, *other = tell(row)
        day = date_of(row.created_at)
        found.append(Event(day, day, label, ((kind, other[0] if other else row.id),)))
    return _gathered(found)


def _acts(session: Session, keys: Iterable[str], prefix: str = "") -> dict[date, int]:
    """How many acts of these kinds still hold, by day."""
    undo, again = aliased(AuditCommand), aliased(AuditCommand)
    redone = select(again.id).where(again.reverts_id == undo.id).exists()
    undone = select(undo.id).where(undo.reverts_id == AuditCommand.id, ~redone).exists()
    kind = AuditCommand.key.startswith(prefix, autoescape=True) if prefix else AuditCommand.key.in_(list(keys))
    return _by_day(session, _by_quarter(AuditCommand.at).where(kind, ~undone))


def _gatherings(session: Session) -> dict[date, int]:
    """How many codes were gathered under others, by day, of those that still are."""
    return _by_day(session, _by_quarter(Membership.since))


def _by_quarter(at: ColumnElement[int] | InstrumentedAttribute[int]) -> Select[int, int]:
    """How many there are in each quarter of an hour: where a day begins, no clock on earth tells more finely."""
    quarter = (at // _QUARTER).label("quarter")
    return select(quarter, func.count()).group_by(quarter)


def _by_day(session: Session, quarters: Select[int, int]) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for quarter, count in session.execute(quarters):
        found[date_of(int(quarter) * _QUARTER)] += count
    return found


def _counted(acts: dict[date, int], label: str) -> tuple[Event, ...]:
    return tuple(Event(day, day, label, (), count) for day, count in sorted(acts.items()))


# --- people and instruments -----------------------------------------------------------------------------------------


def _people(session: Session) -> Iterator[Lane]:
    found = []
    for row in session.execute(select(Instrument).order_by(Instrument.date, Instrument.id)).scalars():
        days = stretch(row.date or "")
        if days is not None:
            label = _("{name}, version {version}").format(name=row.name, version=row.version)
            found.append(Event(*days, label if row.version else row.name, (("instrument", row.id),)))
    yield Lane("instruments", PEOPLE, _("Versions of instruments"), "point", _gathered(found))
    yield from _people_of(session, select(Participant.id))


def _people_of(session: Session, people: Select[int]) -> Iterator[Lane]:
    asked: list[Event] = []
    withdrawn: list[Event] = []
    sent: list[Event] = []
    query = select(Consent, Participant.name).join(Participant, Participant.id == Consent.participant_id)
    for row, name in session.execute(query.where(Participant.id.in_(people))):
        label, target = (
            _("{name}: {kind}").format(name=name, kind=_(row.data_kind)),
            (("participant", row.participant_id),),
        )
        for when, among in ((row.asked_on, asked), (row.withdrawn_on, withdrawn)):
            if (days := stretch(when or "")) is not None:
                among.append(Event(*days, label, target))
    left = select(Withdrawal, Participant.name).join(Participant, Participant.id == Withdrawal.participant_id)
    for gone, name in session.execute(left.where(Participant.id.in_(people))):
        if (days := stretch(gone.withdrawn_on or "")) is not None:
            withdrawn.append(Event(*days, name, (("participant", gone.participant_id),)))
    back = select(Feedback, Participant.name).outerjoin(Participant, Participant.id == Feedback.participant_id)
    for told, name in session.execute(back.where(or_(Feedback.participant_id.is_(None), Participant.id.in_(people)))):
        for when, words in ((told.sent_on, N_("{title} sent")), (told.returned_on, N_("{title} came back"))):
            if (days := stretch(when or "")) is not None:
                label = _(words).format(title=f"{told.title} ({name})" if name else told.title)
                sent.append(Event(*days, label, (("feedback", told.id),)))
    yield Lane("asked", PEOPLE, _("Asked for consent"), "point", _gathered(asked))
    yield Lane("withdrawn", PEOPLE, _("Consent withdrawn"), "point", _gathered(withdrawn))
    yield Lane("feedback", PEOPLE, _("Feedback"), "point", _gathered(sent))
