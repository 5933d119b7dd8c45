"""What all parts of the writing of a gathered study share: the journal, ids by what stands in the file, free guids."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from qda.flows.refi.carried import Carried, Target
from qda.flows.refi.elements import is_guid
from qda.flows.refi.report import Report
from qda.names import name_key
from qda.progress import Progress
from qda.project.project import Project
from qda.store import journal
from qda.store.models import Row, new_guid
from qda.store.rows import Values

_PORTION = 5_000
"""Rows between two looks whether the work shall be stopped."""


class Numbers:
    """Free names: “name (2)”, “name (3)”, … where many things have the same, without counting anew each time."""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def free(self, name: str, taken: Container[str]) -> str:
        """The name, or the first with a number behind it whose key is not taken."""
        key = name_key(name)
        number = self._last.get(key, 1)
        free = name
        while name_key(free) in taken:
            number += 1
            free = f"{name} ({number})"
        self._last[key] = number
        return free


class Rows:
    """What the builders share: the journal, ids by what stands in the file, and guids that are free."""

    def __init__(self, project: Project, session: Session, study: Carried, report: Report, tell: Progress) -> None:
        self.project, self.session, self.study, self.report, self.tell = project, session, study, report, tell
        self.log = journal.of(session)
        self.ids: dict[Target, int] = {("study", ""): 1}

    def guid(self, key: str, taken: set[str]) -> str:
        """The key where it is a guid that no row has, else a new one."""
        if not is_guid(key) or key in taken:
            return new_guid()
        taken.add(key)
        return key

    def by_guid(self, table: type[Row], keys: Iterable[str]) -> dict[str, int]:
        """Ids of the rows that have these guids."""
        found: dict[str, int] = {}
        if self.session.execute(select(table.id).limit(1)).first() is None:  # a new study: nothing to look among
            return found
        wanted = [key for key in keys if is_guid(key)]
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            query = select(table.guid, table.id).where(table.guid.in_(some))
            found.update(self.session.execute(query).all())
        return found

    def insert(self, table: type[Row], rows: Sequence[Values], words: str) -> list[int]:
        """Add rows in portions, so that the work can be stopped between them."""
        ids: list[int] = []
        for start in range(0, len(rows), _PORTION):
            self.tell.step(start, len(rows), words)
            ids += self.log.insert_many(table, rows[start : start + _PORTION])
        return ids
