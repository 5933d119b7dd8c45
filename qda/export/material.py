"""What reports read from a project, each thing once: facts, segments, names. A snapshot for one document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from qda.analysis.segments import retrieval
from qda.analysis.segments.retrieval import Counts, Fact
from qda.coding import categories
from qda.coding import queries as coding
from qda.coding.queries import CodeRow, SegmentRow
from qda.export.leaving import withheld
from qda.export.tables import Quote
from qda.memos import queries as memos
from qda.memos.queries import MemoRow
from qda.project.project import Project
from qda.sources import queries as sources
from qda.sources.queries import SourceRow
from qda.study import queries as study
from qda.study.queries import CaseRow, ParticipantRow, UnitRow

RAISED = ("focused", "category", "theme")
SHORT = 240
"""Letters up to which a quote is short enough for a table."""


class Material:
    """The project as reports see it; what is not asked for is not read."""

    def __init__(self, project: Project) -> None:
        self.project = project

    @cached_property
    def title(self) -> str:
        """The study's title."""
        return study.study(self.project).title

    @cached_property
    def codes(self) -> list[CodeRow]:
        """All living codes, depth first."""
        return coding.code_rows(self.project)

    @cached_property
    def raised(self) -> list[tuple[CodeRow, frozenset[int]]]:
        """Focused codes, categories and themes in the order of the tree, with all that each gathers."""
        families = categories.families(self.project, levels=RAISED)
        return [(row, families.get(row.id, frozenset((row.id,)))) for row in self.codes if row.level in RAISED]

    @cached_property
    def facts(self) -> list[Fact]:
        """Every coding with where it counts."""
        return retrieval.facts(self.project)

    @cached_property
    def fact_of(self) -> dict[int, Fact]:
        """The fact of each coding."""
        return {fact.coding: fact for fact in self.facts}

    @cached_property
    def segments(self) -> list[SegmentRow]:
        """Every coding with its words, in the order of sources and places."""
        return coding.everything(self.project)

    @cached_property
    def by_code(self) -> dict[int, list[SegmentRow]]:
        """The codings of each code, in the order of sources and places."""
        return _grouped(self.segments, lambda row: row.code_id)

    @cached_property
    def place_of(self) -> dict[int, int]:
        """Where each coding stands among `segments`, by its id."""
        return {row.coding_id: at for at, row in enumerate(self.segments)}

    @cached_property
    def sources(self) -> list[SourceRow]:
        """All sources in order."""
        return sources.rows(self.project)

    @cached_property
    def participants(self) -> list[ParticipantRow]:
        """All participants in order."""
        return study.participants(self.project)

    @cached_property
    def withheld(self) -> frozenset[int]:
        """Participants whose words are withheld: they have withdrawn, or are not to be quoted."""
        return withheld.people(self.project)

    @cached_property
    def people(self) -> dict[int, str]:
        """Pseudonyms by id."""
        return {person.id: person.name for person in self.participants}

    @cached_property
    def units(self) -> list[UnitRow]:
        """Units with their cases."""
        return study.units(self.project)

    @cached_property
    def cases(self) -> dict[int, CaseRow]:
        """All cases by id, in order."""
        return {case.id: case for unit in self.units for case in unit.cases}

    @cached_property
    def memos(self) -> list[MemoRow]:
        """All memos, the oldest first."""
        return list(reversed(memos.memos(self.project)))

    def quote(self, row: SegmentRow) -> Quote:
        """The words with their pseudonym, source and line."""
        return Quote(row.quote, row.source, self.speaker(row), row.line)

    def speaker(self, row: SegmentRow) -> str:
        """The pseudonym of who says it; where nobody is known to, the label that the transcript has."""
        fact = self.fact_of.get(row.coding_id)
        people = fact.participants if fact is not None else frozenset()
        return self.people[next(iter(people))] if len(people) == 1 and row.speaker else row.speaker

    def example(self, code: CodeRow, family: Iterable[int] = ()) -> Quote | None:
        """The example that was written down for a code, with where it stands if it stands in one of its segments."""
        if not code.example:
            return None
        words = code.example.strip().strip("“”„\"'‘’»«")
        for each in (code.id, *family):
            for row in self.by_code.get(each, ()):
                if words and words in row.quote:
                    return self.quote(row)
        return Quote(code.example)

    def counts(self, facts: Iterable[Fact]) -> Counts:
        """What these facts count, each thing once."""
        found = Counts()
        for fact in facts:
            found.take(fact)
        return found

    def chosen(self, codes: Iterable[int], many: int, among: Callable[[SegmentRow], bool] | None = None) -> list[Quote]:
        """Up to so many quotes of these codes: short ones first, and each of another source as long as there are."""
        held = (row for code in codes for row in self.by_code.get(code, ()))
        return self.picked((row for row in held if among is None or among(row)), many)

    def picked(self, rows: Iterable[SegmentRow], many: int) -> list[Quote]:
        """Up to so many quotes of these rows: short ones first, and each of another source as long as there are."""
        rows = sorted(rows, key=lambda row: len(row.quote) > SHORT)  # stable: the order of sources stays
        picked: list[SegmentRow] = []
        seen: set[int] = set()
        for other in (False, True):
            for row in rows:
                if len(picked) < many and (other or row.source_id not in seen) and not _has(picked, row):
                    picked.append(row)
                    seen.add(row.source_id)
        return [self.quote(row) for row in picked]


def _has(rows: Sequence[SegmentRow], row: SegmentRow) -> bool:
    return any(each.segment_id == row.segment_id or each.quote == row.quote for each in rows)


def _grouped(rows: Iterable[SegmentRow], key: Callable[[SegmentRow], int]) -> dict[int, list[SegmentRow]]:
    found: dict[int, list[SegmentRow]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return found
