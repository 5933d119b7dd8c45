"""Reading the study: its tree of units and cases, and its people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from qda.project.project import Project
from qda.store.models import Case, DataSet, Participant, ParticipantCase, ResearchQuestion, Study, Unit


@dataclass(frozen=True, slots=True)
class StudyRow:
    """The study's own words."""

    guid: str
    title: str
    context: str
    description: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case; `summary` is what the analysis within it came to."""

    id: int
    unit_id: int
    name: str
    description: str
    summary: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit of analysis with its cases, in order."""

    id: int
    name: str
    description: str
    cases: tuple[CaseRow, ...]


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One participant and the cases they belong to."""

    id: int
    name: str
    role: str
    description: str
    case_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DataSetRow:
    """One row of the data plan; without a unit it is for the whole study."""

    id: int
    unit_id: int | None
    unit: str
    method: str
    aim: str
    knowledge: str
    planned: str
    collected: str


def study(project: Project) -> StudyRow:
    """Title, context and questions."""
    with project.read() as session:
        row = session.get_one(Study, 1)
        asked = select(ResearchQuestion.text).order_by(ResearchQuestion.position)
        questions = tuple(session.execute(asked).scalars())
        return StudyRow(row.guid, row.title, row.context, row.description, questions)


def units(project: Project) -> list[UnitRow]:
    """All units with their cases, in order."""
    with project.read() as session:
        cases: dict[int, list[CaseRow]] = defaultdict(list)
        for case in session.execute(select(Case).order_by(Case.position)).scalars():
            cases[case.unit_id].append(CaseRow(case.id, case.unit_id, case.name, case.description, case.summary))
        found = session.execute(select(Unit).order_by(Unit.position)).scalars()
        return [UnitRow(unit.id, unit.name, unit.description, tuple(cases[unit.id])) for unit in found]


def participants(project: Project) -> list[ParticipantRow]:
    """All participants, in order."""
    with project.read() as session:
        cases: dict[int, list[int]] = defaultdict(list)
        for link in session.execute(select(ParticipantCase)).scalars():
            cases[link.participant_id].append(link.case_id)
        found = session.execute(select(Participant).order_by(Participant.position)).scalars()
        return [ParticipantRow(p.id, p.name, p.role, p.description, tuple(sorted(cases[p.id]))) for p in found]


def data_plan(project: Project) -> list[DataSetRow]:
    """The rows of the data plan, in order."""
    with project.read() as session:
        query = select(DataSet, Unit.name).outerjoin(Unit, Unit.id == DataSet.unit_id).order_by(DataSet.position)
        return [
            DataSetRow(row.id, row.unit_id, unit or "", row.method, row.aim, row.knowledge, row.planned, row.collected)
            for row, unit in session.execute(query).all()
        ]
