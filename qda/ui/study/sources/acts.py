"""Describing one source or many by what is typed: names that are new are made. No Qt here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from qda.errors import NotFound, QdaError
from qda.i18n import N_, _
from qda.names import clean
from qda.ui.study.dates import iso_date

if TYPE_CHECKING:
    from qda.project.project import Project
    from qda.sources.queries import SourceRow
    from qda.ui.study.sources.who import Who

Sources = Sequence[int]


class CaseNeedsUnit(QdaError):
    """A new case is made in the unit of its sources, and these have none, or several."""

    hint = N_("Give the sources a unit first, or add the case under “Units and cases”.")

    def __init__(self, name: str) -> None:
        super().__init__(
            _("There is no case “{name}”, and it is not clear in which unit it belongs.").format(name=name)
        )


def set_kind(project: Project, source_ids: Sources, kind: str) -> None:
    """Say what sort of text they are."""
    _describe(project, source_ids, kind=clean(kind))


def set_perspective(project: Project, source_ids: Sources, perspective: str) -> None:
    """Say whose view they carry."""
    _describe(project, source_ids, perspective=clean(perspective))


def set_date(project: Project, source_ids: Sources, words: str) -> None:
    """Give them a date, or none. Raises NotADate."""
    _describe(project, source_ids, date=iso_date(words))


def set_description(project: Project, source_ids: Sources, words: str) -> None:
    """Describe them."""
    _describe(project, source_ids, description=words.strip())


def _describe(project: Project, source_ids: Sources, **values: str | None) -> None:
    from qda.sources import service as sources

    sources.describe(project, source_ids, **values)


def set_unit(project: Project, source_ids: Sources, name: str) -> None:
    """Hang them on a unit, or nowhere; those in a case of that unit stay there."""
    from qda.sources import queries as sources
    from qda.sources import service
    from qda.study import service as study

    if not clean(name):
        service.move(project, source_ids)
        return
    with project.command("sources.unit", N_("Move {count} sources to “{name}”"), count=len(source_ids), name=name):
        unit_id = _found_or_made(
            lambda: study.find_unit(project, name), lambda: study.create_unit(project, clean(name))
        )
        chosen = set(source_ids)
        elsewhere = [row.id for row in sources.rows(project) if row.id in chosen and row.unit_id != unit_id]
        service.move(project, elsewhere, unit_id=unit_id)


def set_case(project: Project, source_ids: Sources, name: str) -> None:
    """Hang them on a case; without a name they stay with the unit. Raises CaseNeedsUnit."""
    from qda.sources import queries as sources
    from qda.sources import service
    from qda.study import service as study

    chosen = set(source_ids)
    rows = [row for row in sources.rows(project) if row.id in chosen]
    units = {row.unit_id for row in rows}

    def make() -> int:
        unit_id = units.copy().pop() if len(units) == 1 else None
        if unit_id is None:
            raise CaseNeedsUnit(clean(name))
        return study.create_case(project, unit_id, clean(name))

    with project.command("sources.case", N_("Move {count} sources to “{name}”"), count=len(rows), name=clean(name)):
        if clean(name):
            service.move(project, source_ids, case_id=_found_or_made(lambda: study.find_case(project, name), make))
        else:
            for unit_id in units:
                service.move(project, [row.id for row in rows if row.unit_id == unit_id], unit_id=unit_id)


def set_participants(project: Project, source_ids: Sources, names: str) -> None:
    """Say who speaks or is written about in them; `names` are parted by commas."""
    from qda.sources import service

    with project.command("sources.people", N_("Set the participants of {count} sources"), count=len(source_ids)):
        people = [participant(project, name) for name in parted(names)]
        for source_id in source_ids:
            service.set_participants(project, source_id, people)


def participant(project: Project, name: str) -> int:
    """The id of a participant, made if the name is new."""
    from qda.study import service as study

    return _found_or_made(
        lambda: study.find_participant(project, name), lambda: study.create_participant(project, clean(name))
    )


def assign_speaker(project: Project, row: SourceRow, label: str, one: Who) -> None:
    """Say whom a speaker label of a source stands for; a participant who is new belongs to the source's case."""
    from qda.sources import service
    from qda.study import service as study

    with project.command("sources.speaker", N_("Assign speaker “{label}”"), label=label):
        cases = (row.case_id,) if row.case_id is not None else ()
        person = None
        if one.name:
            person = _found_or_made(
                lambda: study.find_participant(project, one.name),
                lambda: study.create_participant(project, clean(one.name), case_ids=cases),
            )
        service.assign_speaker(project, row.id, label, participant_id=person, interviewer=one.interviewer)


def set_cases(project: Project, participant_id: int, names: str) -> None:
    """Say which cases a participant belongs to; `names` are parted by commas. Raises NotFound."""
    from qda.study import service as study

    cases = tuple(study.find_case(project, name) for name in parted(names))
    study.set_participant_cases(project, participant_id, cases)


def parted(names: str) -> list[str]:
    """The names in a list with commas or semicolons, each once."""
    found = (clean(name) for name in names.replace(";", ",").split(","))
    return list(dict.fromkeys(name for name in found if name))


def _found_or_made(find: Callable[[], int], make: Callable[[], int]) -> int:
    try:
        return find()
    except NotFound:
        return make()


WRITERS: Mapping[str, Callable[[Project, Sources, str], None]] = {
    "kind": set_kind,
    "date": set_date,
    "unit": set_unit,
    "case": set_case,
    "participants": set_participants,
    "perspective": set_perspective,
}
"""What can be set for several sources at once, by the name of the column."""
