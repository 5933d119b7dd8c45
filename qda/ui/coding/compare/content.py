"""What a column of the comparison holds: a code, a code within a case, a unit or a kind of source, or some segments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qda.i18n import _

if TYPE_CHECKING:
    from qda.analysis.segments.retrieval import Fact
    from qda.coding.comparison import Ledger, VerdictRow
    from qda.coding.incidents import Incident
    from qda.project.project import Project

Place = tuple[str, int | str]
"""Within what: ("case", id), ("unit", id), ("kind", name), or EVERYWHERE."""

EVERYWHERE: Place = ("", 0)


@dataclass(frozen=True, slots=True)
class Content:
    """A column's choice. With `segment_ids` the segments are given; else they are those of a code in a place."""

    code_id: int | None = None
    place: Place = EVERYWHERE
    segment_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class Reader:
    """Reads columns, each thing once; made anew whenever something changed."""

    project: Project
    _ledgers: dict[int, Ledger] = field(default_factory=dict)
    _judged: dict[int | None, Mapping[int, VerdictRow]] = field(default_factory=dict)
    _incidents: dict[int, list[Incident]] = field(default_factory=dict)
    _facts: list[Fact] | None = None

    def ledger(self, code_id: int) -> Ledger:
        """What of a code was compared."""
        from qda.coding import comparison

        if code_id not in self._ledgers:
            self._ledgers[code_id] = comparison.ledger(self.project, code_id)
        return self._ledgers[code_id]

    def judged(self, code_id: int | None) -> Mapping[int, VerdictRow]:
        """The newest verdict on each segment, whatever it was compared with; without a code, of the whole study."""
        from qda.coding import comparison

        if code_id not in self._judged:
            rows = comparison.verdicts(self.project) if code_id is None else self.ledger(code_id).verdicts
            newest: dict[int, VerdictRow] = {}
            for row in rows:  # the newest first
                for part in row.segments:
                    newest.setdefault(part.segment_id, row)
            self._judged[code_id] = newest
        return self._judged[code_id]

    def incidents(self, content: Content) -> list[Incident]:
        """The incidents of a column."""
        from qda.coding import incidents

        if content.segment_ids:
            return incidents.incidents(self.project, segment_ids=content.segment_ids)
        if content.code_id is None:
            return []
        if content.code_id not in self._incidents:
            found = incidents.incidents(self.project, self.ledger(content.code_id).family)
            self._incidents[content.code_id] = found
        rows = self._incidents[content.code_id]
        kind, value = content.place
        if kind == "kind":
            return [row for row in rows if row.kind == value]
        if kind:
            within = self._within(kind, value)
            return [row for row in rows if row.segment_id in within]
        return rows

    def _within(self, kind: str, value: int | str) -> set[int]:
        from qda.analysis.segments import retrieval

        if self._facts is None:
            self._facts = retrieval.facts(self.project)
        return {f.segment for f in self._facts if value in (f.cases if kind == "case" else f.units)}


def places(project: Project) -> Mapping[Place, str]:
    """Within what a code can be looked at, with its words: units with their cases, kinds of source."""
    from qda.sources import queries
    from qda.study import queries as study

    found: dict[Place, str] = {EVERYWHERE: _("in the whole study")}
    for unit in study.units(project):
        found["unit", unit.id] = unit.name
        for case in unit.cases:
            if case.name != unit.name:
                found["case", case.id] = f"    {case.name}"
    for kind in dict.fromkeys(row.kind for row in queries.rows(project) if row.kind):
        found["kind", kind] = _("Sources: {kind}").format(kind=_(kind))
    return found
