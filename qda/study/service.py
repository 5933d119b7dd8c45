"""The study, its units of analysis, cases and participants."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean, name_key
from qda.project.project import Project
from qda.store import journal
from qda.store.models import Case, DataSet, Participant, ParticipantCase, ResearchQuestion, Source, Study, Unit

Named = type[Unit] | type[Case] | type[Participant]


class NameTaken(QdaError):
    """Names of units, cases and participants are unique in the study, each among its own."""

    hint = N_("Choose another name.")

    def __init__(self, name: str) -> None:
        super().__init__(_("There is already one called “{name}”.").format(name=name))


class NameMissing(QdaError):
    """A name can't be blank."""

    hint = N_("Type at least one letter.")

    def __init__(self) -> None:
        super().__init__(_("A name is needed."))


class MethodMissing(QdaError):
    """A data set is collected by some method."""

    hint = N_("Say how it is collected: interviews, observation, reading of records.")

    def __init__(self) -> None:
        super().__init__(_("A data set needs a method."))


class UnitNotEmpty(QdaError):
    """A unit with cases is deleted only after them."""

    hint = N_("Move its cases to another unit, or delete them, first.")

    def __init__(self, name: str) -> None:
        super().__init__(_("The unit “{name}” still has cases.").format(name=name))


# --- the study ------------------------------------------------------------------------------------


def describe(
    project: Project, *, title: str | None = None, context: str | None = None, description: str | None = None
) -> None:
    """Set the title, the bounded context or the description of the study."""
    with project.command("study.describe", N_("Describe the study")) as session:
        study = session.get_one(Study, 1)
        if title is not None:
            study.title = _named(title)
        study.context = study.context if context is None else context
        study.description = study.description if description is None else description


def set_questions(project: Project, questions: list[str]) -> None:
    """Replace the research questions, in order."""
    with project.command("study.questions", N_("Set the research questions")) as session:
        log = journal.of(session)
        log.delete_where(ResearchQuestion, ResearchQuestion.id > 0)
        texts = [question.strip() for question in questions if question.strip()]
        log.insert_many(ResearchQuestion, [{"position": i, "text": text} for i, text in enumerate(texts)])


def add_data_set(project: Project, unit_id: int | None, method: str, **plan: str) -> int:
    """Add a row to the data plan; `plan` holds aim, knowledge, planned, collected. Raises MethodMissing."""
    with project.command("study.data_set", N_("Plan {method}"), method=method) as session:
        if not clean(method):
            raise MethodMissing
        row = DataSet(unit_id=unit_id, method=method, position=_next(session, DataSet), **plan)
        session.add(row)
        session.flush()
        return row.id


def edit_data_set(project: Project, data_set_id: int, **plan: str | int | None) -> None:
    """Change a row of the data plan: unit_id, method, aim, knowledge, planned, collected. Raises MethodMissing."""
    unknown = plan.keys() - {"unit_id", "method", "aim", "knowledge", "planned", "collected"}
    if unknown:
        raise TypeError(f"not in a data set: {sorted(unknown)}")
    method = clean(str(plan["method"])) if "method" in plan else _method_of(project, data_set_id)
    if not method:
        raise MethodMissing
    with project.command("study.edit_data_set", N_("Change the plan for {method}"), method=method) as session:
        row = session.get_one(DataSet, data_set_id)
        for name, value in plan.items():
            setattr(row, name, value if name == "unit_id" else clean(str(value)))


def delete_data_sets(project: Project, ids: Sequence[int]) -> None:
    """Take rows off the data plan."""
    what = _method_of(project, ids[0]) if len(ids) == 1 else _("{count} data sets").format(count=len(ids))
    with project.command("study.delete_data_sets", N_("Take {what} off the data plan"), what=what) as session:
        journal.of(session).delete_with_dependents(DataSet, list(ids))


def set_data_set_sources(project: Project, data_set_id: int, source_ids: Sequence[int]) -> None:
    """Say which sources were collected for a data set: these and no others. Raises NotFound."""
    method = _method_of(project, data_set_id)
    with project.command("study.data_set_sources", N_("Say what was collected: {method}"), method=method) as session:
        wanted = set(source_ids)
        if set(session.execute(select(Source.id).where(Source.id.in_(wanted))).scalars()) != wanted:
            raise NotFound(_("This source is no longer there."))
        log = journal.of(session)
        others = (Source.data_set_id == data_set_id) & Source.id.not_in(wanted)
        log.update_where(Source, others, {"data_set_id": None})
        log.update_where(Source, Source.id.in_(wanted), {"data_set_id": data_set_id})


def _method_of(project: Project, data_set_id: int) -> str:
    with project.read() as session:
        return session.execute(select(DataSet.method).where(DataSet.id == data_set_id)).scalar_one()


# --- units of analysis -----------------------------------------------------------------------------


def create_unit(project: Project, name: str, description: str = "") -> int:
    """Add a unit of analysis; gives its id. Raises NameTaken."""
    with project.command("units.create", N_("Add unit “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, Unit, name)
        unit = Unit(name=_named(name), name_key=name_key(name), position=_next(session, Unit), description=description)
        session.add(unit)
        session.flush()
        return unit.id


def rename_unit(project: Project, unit_id: int, name: str) -> None:
    """Give a unit another name."""
    with project.command("units.rename", N_("Rename unit to “{name}”"), name=clean(name)) as session:
        _rename(session, session.get_one(Unit, unit_id), name)


def describe_unit(project: Project, unit_id: int, description: str) -> None:
    """Say what a unit is."""
    name = _name_of(project, Unit, unit_id)
    with project.command("units.describe", N_("Describe unit “{name}”"), name=name) as session:
        session.get_one(Unit, unit_id).description = description.strip()


def delete_unit(project: Project, unit_id: int) -> None:
    """Delete a unit without cases; its sources stay, without a home. Raises UnitNotEmpty."""
    with project.command("units.delete", N_("Delete unit “{name}”"), name=_name_of(project, Unit, unit_id)) as session:
        if session.execute(select(Case.id).where(Case.unit_id == unit_id)).first():
            raise UnitNotEmpty(session.get_one(Unit, unit_id).name)
        journal.of(session).delete_with_dependents(Unit, [unit_id])


# --- cases -------------------------------------------------------------------------------------------


def create_case(project: Project, unit_id: int, name: str, description: str = "") -> int:
    """Add a case to a unit; gives its id. Raises NameTaken."""
    with project.command("cases.create", N_("Add case “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, Case, name)
        session.get_one(Unit, unit_id)
        case = Case(
            unit_id=unit_id,
            name=_named(name),
            name_key=name_key(name),
            position=_next(session, Case),
            description=description,
        )
        session.add(case)
        session.flush()
        return case.id


def rename_case(project: Project, case_id: int, name: str) -> None:
    """Give a case another name."""
    with project.command("cases.rename", N_("Rename case to “{name}”"), name=clean(name)) as session:
        _rename(session, session.get_one(Case, case_id), name)


def describe_case(project: Project, case_id: int, description: str) -> None:
    """Say what a case is."""
    name = _name_of(project, Case, case_id)
    with project.command("cases.describe", N_("Describe case “{name}”"), name=name) as session:
        session.get_one(Case, case_id).description = description.strip()


def summarise_case(project: Project, case_id: int, summary: str) -> None:
    """Write what the analysis within a case came to."""
    name = _name_of(project, Case, case_id)
    with project.command("cases.summarise", N_("Summarise case “{name}”"), name=name) as session:
        session.get_one(Case, case_id).summary = summary.strip()


def move_case(project: Project, case_id: int, unit_id: int) -> None:
    """Put a case under another unit; its sources go with it."""
    with project.command("cases.move", N_("Move case “{name}”"), name=_name_of(project, Case, case_id)) as session:
        session.get_one(Unit, unit_id)
        session.get_one(Case, case_id).unit_id = unit_id


def delete_case(project: Project, case_id: int) -> None:
    """Delete a case; its sources stay and hang on its unit."""
    with project.command("cases.delete", N_("Delete case “{name}”"), name=_name_of(project, Case, case_id)) as session:
        unit_id = session.get_one(Case, case_id).unit_id
        log = journal.of(session)
        log.update_where(Source, Source.case_id == case_id, {"case_id": None, "unit_id": unit_id})
        log.delete_with_dependents(Case, [case_id])


# --- participants --------------------------------------------------------------------------------------


def create_participant(project: Project, name: str, *, role: str = "", case_ids: tuple[int, ...] = ()) -> int:
    """Add a participant under a pseudonym; gives the id. Raises NameTaken."""
    with project.command("participants.create", N_("Add participant “{name}”"), name=clean(name)) as session:
        _refuse_taken(session, Participant, name)
        person = Participant(
            name=_named(name), name_key=name_key(name), role=role, position=_next(session, Participant)
        )
        session.add(person)
        session.flush()
        session.add_all(ParticipantCase(participant_id=person.id, case_id=case_id) for case_id in case_ids)
        return person.id


def rename_participant(project: Project, participant_id: int, name: str) -> None:
    """Give a participant another pseudonym."""
    with project.command("participants.rename", N_("Rename participant to “{name}”"), name=clean(name)) as session:
        _rename(session, session.get_one(Participant, participant_id), name)


def describe_participant(
    project: Project, participant_id: int, *, role: str | None = None, description: str | None = None
) -> None:
    """Set a participant's role or description."""
    name = _name_of(project, Participant, participant_id)
    with project.command("participants.describe", N_("Describe participant “{name}”"), name=name) as session:
        person = session.get_one(Participant, participant_id)
        person.role = person.role if role is None else role
        person.description = person.description if description is None else description


def set_participant_cases(project: Project, participant_id: int, case_ids: tuple[int, ...]) -> None:
    """Say which cases a participant belongs to."""
    name = _name_of(project, Participant, participant_id)
    with project.command("participants.cases", N_("Assign “{name}” to cases"), name=name) as session:
        links = select(ParticipantCase).where(ParticipantCase.participant_id == participant_id)
        present = {link.case_id: link for link in session.execute(links).scalars()}
        for case_id in present.keys() - set(case_ids):
            session.delete(present[case_id])
        for case_id in sorted(set(case_ids) - present.keys()):
            session.add(ParticipantCase(participant_id=participant_id, case_id=case_id))


def delete_participant(project: Project, participant_id: int) -> None:
    """Delete a participant; sources and speaker labels stay and stand for nobody known."""
    name = _name_of(project, Participant, participant_id)
    with project.command("participants.delete", N_("Delete participant “{name}”"), name=name) as session:
        journal.of(session).delete_with_dependents(Participant, [participant_id])


# --- order and names -----------------------------------------------------------------------------------


def _reorder(project: Project, table: Named, ids: list[int]) -> None:
    with project.command("study.reorder", N_("Change the order")) as session:
        journal.of(session).update_each(table, {row_id: {"position": i} for i, row_id in enumerate(ids)})


def find_unit(project: Project, name: str) -> int:
    """The id of the unit of this name. Raises NotFound with names that come near."""
    return _find(project, Unit, name)


def find_case(project: Project, name: str) -> int:
    """The id of the case of this name. Raises NotFound with names that come near."""
    return _find(project, Case, name)


def find_participant(project: Project, name: str) -> int:
    """The id of the participant of this name. Raises NotFound with names that come near."""
    return _find(project, Participant, name)


def reorder_units(project: Project, ids: list[int]) -> None:
    """Put the units in this order."""
    _reorder(project, Unit, ids)


def reorder_cases(project: Project, ids: list[int]) -> None:
    """Put cases in this order."""
    _reorder(project, Case, ids)


def reorder_participants(project: Project, ids: list[int]) -> None:
    """Put participants in this order."""
    _reorder(project, Participant, ids)


def _find(project: Project, table: Named, name: str) -> int:
    with project.read() as session:
        found = session.execute(select(table.id).where(table.name_key == name_key(name))).scalar()
        if found is not None:
            return found
        known = list(session.execute(select(table.name).order_by(table.position)).scalars())
    from difflib import get_close_matches

    raise NotFound(_("There is no “{name}”.").format(name=name), tuple(get_close_matches(name, known)))


def _named(name: str) -> str:
    if not clean(name):
        raise NameMissing
    return clean(name)


def _refuse_taken(session: Session, table: Named, name: str, but: int | None = None) -> None:
    query = select(table.id).where(table.name_key == name_key(_named(name)))
    found = session.execute(query).scalar()
    if found is not None and found != but:
        raise NameTaken(clean(name))


def _rename(session: Session, row: Unit | Case | Participant, name: str) -> None:
    _refuse_taken(session, type(row), name, but=row.id)
    row.name, row.name_key = _named(name), name_key(name)


def _next(session: Session, table: Named | type[DataSet]) -> int:
    return int(session.execute(select(func.coalesce(func.max(table.position), -1))).scalar_one()) + 1


def _name_of(project: Project, table: Named, row_id: int) -> str:
    with project.read() as session:
        return session.execute(select(table.name).where(table.id == row_id)).scalar_one()
