"""Bringing files into the study: read outside any transaction, an act a file, and all of them undone as one.

A flush to the disk takes as long as writing a short interview. So a few files are written with one, no more than is
written within a few frames: whoever codes meanwhile waits for no longer. What a killed program had not told yet is not
in the study; each file is there as a whole or not at all.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from qda.errors import Cancelled, NotFound, QdaError
from qda.i18n import N_, _
from qda.names import name_key, printable
from qda.progress import Progress, Silent
from qda.project.project import Project
from qda.sources import queries as source_queries
from qda.sources import service as sources
from qda.sources.naming import date_in
from qda.sources.readers import SUFFIXES, Reading, read
from qda.sources.service import NOBODY, Measured, NewSource
from qda.sources.transcripts import guess_interviewer, guess_participant
from qda.study import consent_gate
from qda.study import queries as study_queries
from qda.study import service as study
from qda.study.consent_gate import Objection
from qda.text import UnitKind

_TOGETHER = 150_000  # code points, some four interviews


class CaseNeedsUnit(QdaError):
    """A new case belongs to a unit of analysis."""

    hint = N_("Name the unit too; it is made if it is new.")

    def __init__(self, case: str) -> None:
        super().__init__(_("The case “{case}” is new, and its unit of analysis is not given.").format(case=case))


class CaseElsewhere(QdaError):
    """The case exists under another unit."""

    hint = N_("Leave the unit out, or move the case first.")

    def __init__(self, case: str, unit: str) -> None:
        super().__init__(_("The case “{case}” belongs to the unit “{unit}”.").format(case=case, unit=unit))


@dataclass(frozen=True, slots=True)
class Plan:
    """How one file will be imported; names of units, cases and participants that are new are made."""

    path: Path
    name: str = ""
    kind: str = ""
    perspective: str = ""
    date: str | None = None
    unit: str = ""
    case: str = ""
    participants: tuple[str, ...] = ()
    # label -> participant; None: the interviewer; blank: nobody known, though a participant may be called so
    speakers: Mapping[str, str | None] = field(default_factory=dict)
    line_units: UnitKind = "80"
    encoding: str | None = None
    keep_original: bool = True
    description: str = ""
    keep_edges: bool = False  # page numbers and running heads of a PDF
    # Who has not consented to such data, and why it comes in all the same (`qda.flows.importing.import_gate`).
    decided: tuple[Objection, ...] = ()
    because: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: the sources made, what was noted, or why it failed (a sentence and its hint)."""

    path: Path
    source_ids: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    words: int = 0
    notes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()  # those of the notes that tell what of the file is not in the text
    problem: str = ""
    hint: str = ""

    @property
    def failed(self) -> bool:
        """True if nothing of the file was imported."""
        return bool(self.problem)


def files_in(paths: Iterable[Path]) -> list[Path]:
    """The files named, and those of a format we read in the folders named, in order; hidden ones are left out."""
    found: list[Path] = []
    for path in paths:
        found.extend(_inside(path) if _is_folder(path) else [path])
    return list(dict.fromkeys(found))


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name too long, a folder that is closed to us: reading it will say so
        return False


def _inside(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith((".", "~$")) and Path(name).suffix.lower() in SUFFIXES:
                yield Path(place) / name


def guessed(project: Project, path: Path) -> Plan:
    """A plan from what the file's name says."""
    from qda.sources.naming import guess

    units = study_queries.units(project)
    cases = [case for unit in units for case in unit.cases]
    people = study_queries.participants(project)
    seen = guess(
        path.name,
        units=tuple(unit.name for unit in units),
        cases=tuple(case.name for case in cases),
        participants=tuple(person.name for person in people),
    )
    unit_of = {case.name: unit.name for unit in units for case in unit.cases}
    case = seen.case or ""
    return Plan(
        path,
        kind=seen.kind or "",
        date=seen.date,
        unit=unit_of.get(case, seen.unit or ""),
        case=case,
        participants=(seen.participant,) if seen.participant else (),
    )


def import_files(project: Project, plans: Sequence[Plan], progress: Progress | None = None) -> list[Outcome]:
    """Import every file that can be; a file that fails leaves nothing behind and does not stop the others.

    When it is cancelled, the files that were finished stay, and the outcome lists those only.
    """
    tell = progress or Silent()
    outcomes: list[Outcome] = []
    waiting: list[_Ready | Outcome] = []
    with project.group():
        for done, plan in enumerate(plans):
            try:
                tell.step(done, len(plans), _("Importing {name}").format(name=plan.path.name))
                waiting.append(_prepared(plan, tell))
            except Cancelled:
                return outcomes + _written(project, waiting)
            except QdaError as error:
                waiting.append(_failed(plan, error))
            if sum(each.length for each in waiting if isinstance(each, _Ready)) >= _TOGETHER:
                outcomes += _written(project, waiting)
                waiting = []
        outcomes += _written(project, waiting)
    tell.step(len(plans), len(plans), _("Imported"))
    return outcomes


@dataclass(frozen=True, slots=True)
class _Ready:
    """A file that was read, its texts cut into units; nothing of it is in the study yet."""

    plan: Plan
    data: bytes
    sha: str
    texts: tuple[tuple[Reading, Measured], ...]

    @property
    def length(self) -> int:
        return sum(len(reading.text) for reading, _measured in self.texts)


def _prepared(plan: Plan, progress: Progress) -> _Ready:
    readings = read(plan.path, encoding=plan.encoding, keep_edges=plan.keep_edges, progress=progress)
    data = plan.path.read_bytes()
    texts = [(each, sources.measure(each.text, each.marks, plan.line_units)) for each in readings]
    return _Ready(plan, data, hashlib.sha256(data).hexdigest(), tuple(texts))


def _failed(plan: Plan, error: QdaError) -> Outcome:
    return Outcome(plan.path, problem=error.sentence, hint=_(error.hint) if error.hint else "")


def _written(project: Project, waiting: Sequence[_Ready | Outcome]) -> list[Outcome]:
    """Bring files in with one flush to the disk; where one of them can't be, each by itself, that the others can."""
    try:
        with project.batch():
            return [each if isinstance(each, Outcome) else _bring_in(project, each) for each in waiting]
    except QdaError:
        return [each if isinstance(each, Outcome) else _alone(project, each) for each in waiting]


def _alone(project: Project, ready: _Ready) -> Outcome:
    try:
        return _bring_in(project, ready)
    except QdaError as error:
        return _failed(ready.plan, error)


def _bring_in(project: Project, ready: _Ready) -> Outcome:
    plan = ready.plan
    readings = [reading for reading, _measured in ready.texts]
    notes = [note for reading in readings for note in reading.notes]
    name = plan.name or printable(plan.path.stem)
    ids = []
    with project.command("sources.import_file", N_("Import “{name}”"), name=name) as session:
        twins = source_queries.with_original(project, ready.sha)
        if twins:
            notes.append(_("The same file is in the study already, as “{name}”.").format(name=twins[0]))
        home = resolve(project, plan)
        for reading, measured in ready.texts:
            new = _new_source(plan, home, reading, ready.sha, ready.data, alone=len(readings) == 1)
            ids.append(sources.add(project, new, measured))
        session.flush()
        rows = [replace(each, source_id=source) for source in ids for each in plan.decided]
        consent_gate.decide(project, rows, consent_gate.GO_ON, plan.because)
        made = source_queries.brief(project, ids)
        names = tuple(name for name, _words in made)
        if len(names) == 1:
            project.tell(name=names[0])  # as it is called now, if its name was taken
    aside = tuple(note for reading in readings for note in reading.aside)
    return Outcome(plan.path, tuple(ids), names, sum(words for _name, words in made), tuple(notes), aside)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a source hangs, by ids."""

    unit_id: int | None
    case_id: int | None
    participants: Mapping[str, int]


def resolve(project: Project, plan: Plan) -> Home:
    """The ids of unit, case and participants, made where they are new. Raises CaseNeedsUnit, CaseElsewhere."""
    unit_id = _unit(project, plan.unit) if plan.unit else None
    case_id = _case(project, plan.case, unit_id) if plan.case else None
    names = dict.fromkeys([*plan.participants, *(name for name in plan.speakers.values() if name)])
    people = {name_key(name): _participant(project, name, case_id) for name in names}
    return Home(unit_id, case_id, people)


def _unit(project: Project, name: str) -> int:
    try:
        return study.find_unit(project, name)
    except NotFound:
        return study.create_unit(project, name)


def _case(project: Project, name: str, unit_id: int | None) -> int:
    units = study_queries.units(project)
    for unit in units:
        for case in unit.cases:
            if name_key(case.name) == name_key(name):
                if unit_id not in (None, unit.id):
                    raise CaseElsewhere(case.name, unit.name)
                return case.id
    if unit_id is None:
        raise CaseNeedsUnit(name)
    return study.create_case(project, unit_id, name)


def _participant(project: Project, name: str, case_id: int | None) -> int:
    try:
        person = study.find_participant(project, name)
    except NotFound:
        return study.create_participant(project, name, case_ids=(case_id,) if case_id is not None else ())
    if case_id is not None:
        known = {row.id: row.case_ids for row in study_queries.participants(project)}[person]
        if not known:
            study.set_participant_cases(project, person, (case_id,))
    return person


def _new_source(plan: Plan, home: Home, reading: Reading, sha: str, data: bytes, *, alone: bool) -> NewSource:
    return NewSource(
        name=printable(plan.name if plan.name and alone else reading.name),
        text=reading.text,
        marks=reading.marks,
        kind=plan.kind or _field(reading, "kind"),
        perspective=plan.perspective,
        date=plan.date or date_in(_field(reading, "date")),
        unit_id=home.unit_id,
        case_id=home.case_id,
        participant_ids=tuple(home.participants.values()),
        speakers=_speakers(plan, home, reading),
        line_units=plan.line_units,
        description=plan.description or _field(reading, "description"),
        original_name=printable(plan.path.name),
        original_sha=sha,
        original=data if plan.keep_original else None,
        encoding=reading.encoding or "",
    )


def _field(reading: Reading, name: str) -> str:
    """What the file itself says: the front matter of a Markdown file, a column of a table."""
    return next((words for key, words in reading.fields.items() if key.casefold() == name), "")


def _speakers(plan: Plan, home: Home, reading: Reading) -> dict[str, int | None]:
    """Whom the labels stand for: as planned, else the participant of the same name, else the only one there is."""
    labels = list(dict.fromkeys(mark.value for mark in reading.marks if mark.kind == "speaker"))
    asking = {name_key(label) for label in guess_interviewer(labels)}
    found: dict[str, int | None] = {}
    planned = {name_key(label): person for label, person in plan.speakers.items()}
    for label in labels:
        key = name_key(label)
        if key in planned:
            person = planned[key]
            found[label] = None if person is None else home.participants[name_key(person)] if person else NOBODY
        elif key in home.participants:
            found[label] = home.participants[key]
    open_labels = [label for label in labels if label not in found and name_key(label) not in asking]
    one = open_labels[0] if len(open_labels) == 1 else guess_participant(open_labels)
    if one is not None and len(home.participants) == 1 and not found:
        found[one] = next(iter(home.participants.values()))
    return found


def preview(plan: Plan, progress: Progress | None = None) -> list[Reading]:
    """What would be stored, for looking at before it is imported. Raises UnreadableFile, Cancelled."""
    return read(plan.path, encoding=plan.encoding, keep_edges=plan.keep_edges, progress=progress)


def stated(reading: Reading) -> dict[str, str]:
    """Kind and date as the file itself says them, where it does."""
    told = {"kind": _field(reading, "kind"), "date": date_in(_field(reading, "date")) or ""}
    return {name: words for name, words in told.items() if words}
