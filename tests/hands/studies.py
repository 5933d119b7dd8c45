"""The studies that hands are let loose on, and whether all that they did can be taken back and done again."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from sqlalchemy import select

from qda.errors import QdaError
from qda.flows.bluechester import sample
from qda.project import audit, erased, history, protection
from qda.project.problems import AlreadyTakenBack, NeedsPassword, WrongPassword
from qda.project.project import Project
from qda.store.models import AuditCommand
from qda.store.rows import journalled_tables
from tests import factories

KINDS = ("sample", "empty", "protected")
CODER = "AQ"
PASSWORDS = ("five unrelated words", "six others that nobody knows")
SECOND = "Another study.gerund"

_STAYS = ("coder",)  # who has joined stays known, whatever of theirs is taken back

Tables = dict[str, dict[int, int]]
"""By table and id, a number that stands for the row."""


def make(study: str, folder: Path) -> Path:
    """A study to walk in: one of KINDS, or a copy of the file that is named; beside it a small second one."""
    _make_second(folder / SECOND)
    path = folder / "Bluechester.gerund"
    if study not in KINDS:
        shutil.copy(study, path)
    elif study == "empty":
        Project.create(path, title="Empty", coder=CODER).close()
    else:
        sample.build(path, coder=CODER)
    if study == "protected":
        protection.set_password(path, PASSWORDS[0])
    return path


def _make_second(path: Path) -> None:
    with Project.create(path, title="Another study", coder=CODER) as project:
        factories.make_case(project)
        factories.make_source(project)


def opened(path: Path, *, coder: str = CODER) -> Project:
    """A study, by whichever password hands gave it. Raises WrongPassword where it was none of those they know."""
    for password in (None, *PASSWORDS):
        try:
            return Project.open(path, coder=coder, password=password)
        except (NeedsPassword, WrongPassword) as error:
            refused = error
    raise refused


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a study stood: what its tables held, its last act, and which acts were not taken back."""

    tables: Tables
    last: int
    held: frozenset[int]


def standing(project: Project) -> Standing:
    """Where an open study stands."""
    rows = history.rows(project)
    held = frozenset(row.id for row in rows if row.reverts is None and not row.undone)
    return Standing(tables_of(project), max((row.id for row in rows), default=0), held)


def tables_of(project: Project) -> Tables:
    """All that is journalled, as numbers that can be compared within this process."""
    found: Tables = {}
    with project.read() as session:
        driver = cast("sqlite3.Connection", session.connection().connection.dbapi_connection)
        for table in journalled_tables():
            rows = driver.execute(f'SELECT * FROM "{table.name}"')
            at = [column[0] for column in rows.description].index("id")
            found[table.name] = {row[at]: hash(tuple(row)) for row in rows if table.name not in _STAYS}
    return found


def faults_after(path: Path, before: Standing) -> Iterator[str]:
    """What is wrong with a study after a walk, as it is and once all that was done is taken back and done again."""
    with opened(path) as project:
        yield from map(str, audit.check(project).faults)
        if any(row.key == erased.KEY for row in history.rows(project)):
            return  # what was erased for good is not to come back
        end = tables_of(project)
        done: list[int] = []
        try:
            turn_back(project, before, done)
            yield from _different("taken back", before.tables, tables_of(project))
            for act in reversed(done):
                history.revert(project, act)
            yield from _different("done again", end, tables_of(project))
        except QdaError as error:
            yield f"can't be taken back: {error.sentence} {error.hint}"
        yield from map(str, audit.check(project).faults)


def turn_back(project: Project, before: Standing, done: list[int]) -> None:
    """Take back what was done since, newest first; do again what was there before and was taken back since.

    `done` gets the acts by which that happened, so that they can be taken back in their turn.
    """
    rows = history.rows(project)
    for row in rows:
        if row.reverts is None and not row.undone and row.id not in before.held and row.coder:
            _revert(project, row.id, done)
    undone = {row.reverts: row.id for row in reversed(rows) if row.key == "undo" and not row.undone}
    for number in sorted(before.held):
        if number in undone:
            _revert(project, undone[number], done)


def _revert(project: Project, number: int, done: list[int]) -> None:
    try:
        history.revert(project, number)
    except AlreadyTakenBack:
        return  # with others of its group
    with project.read() as session:
        done.append(session.execute(select(AuditCommand.id).order_by(AuditCommand.id.desc()).limit(1)).scalar_one())


def _different(when: str, wanted: Tables, found: Tables) -> Iterator[str]:
    for name, rows in wanted.items():
        here = found[name]
        if rows != here:
            wrong = sorted(number for number in rows.keys() | here.keys() if rows.get(number) != here.get(number))
            yield f"{when}, {name} is not as it was: rows {wrong[:10]}"
