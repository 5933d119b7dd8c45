"""Bluechester itself: a project of the labelled extracts in the reader's own copy of the thesis."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from qda.flows.importing.files import Plan, resolve
from qda.i18n import N_, _
from qda.names import name_key
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import service as sources
from qda.sources.extracts import Extract, find
from qda.sources.readers import read
from qda.sources.service import NewSource
from qda.sources.transcripts import find_structure
from qda.study import queries as study_queries
from qda.study import service as study

TITLE = "Bluechester: the published extracts"


def from_thesis(
    thesis: Path, path: Path, progress: Progress | None = None, *, coder: str = "", password: str | None = None
) -> list[Extract]:
    """Make a project of the extracts found in the thesis; gives them. Raises ProjectExists, NoExtracts.

    Nothing of the author's own prose goes into the project.
    """
    tell = progress or Silent()
    tell.step(0, 3, _("Reading the thesis"))
    text = "\n".join(reading.text for reading in read(thesis, keep_edges=True, progress=tell))
    tell.step(1, 3, _("Finding the extracts"))
    extracts = list(find(text))
    with Project.create(path, title=TITLE, coder=coder, password=password) as project:
        tell.step(2, 3, _("Making the project"))
        fill(project, extracts)
    tell.step(3, 3, _("Done"))
    return extracts


def fill(project: Project, extracts: list[Extract]) -> None:
    """Put extracts into an empty project, each a source with its home, kind, date and participants."""
    totals = Counter(_name(extract) for extract in extracts)
    seen: Counter[str] = Counter()
    with project.command("bluechester.extracts", N_("Import {count} extracts"), count=len(extracts)):
        study.describe(project, context="Bluechester Children’s Trust")
        for extract in extracts:
            name = _name(extract)
            seen[name] += 1
            numbered = f"{name}, extract {seen[name]}" if totals[name] > 1 else name
            _add(project, extract, numbered)


def _name(extract: Extract) -> str:
    return extract.label.strip("() ")


def _add(project: Project, extract: Extract, name: str) -> None:
    case = extract.case or extract.unit
    people = tuple(person.name for person in extract.people)
    plan = Plan(Path(name), unit=extract.unit, case=case, participants=people)
    home = resolve(project, plan)
    for person in extract.people:
        row_id = home.participants[name_key(person.name)]
        known = next(row for row in study_queries.participants(project) if row.id == row_id)
        if known.role != person.role:
            study.describe_participant(project, row_id, role=person.role)
    sources.add(
        project,
        NewSource(
            name=name,
            text=extract.text,
            marks=find_structure(extract.text, ()),
            kind=extract.kind,
            perspective=extract.role or ("case record" if extract.kind == "case record" else ""),
            date=extract.date,
            unit_id=home.unit_id,
            case_id=home.case_id,
            participant_ids=tuple(home.participants.values()),
            description=extract.label,
        ),
    )
