"""Matrices as tables: judgements, summaries, quotes or counts by row and column, with their bases and the scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.analysis.synthesis import matrix_cells, matrix_quotes
from qda.analysis.synthesis.matrix_cells import Cells, Ground, Head
from qda.analysis.synthesis.matrix_quotes import CellQuote
from qda.export.leaving import gated
from qda.export.profiles import APA, DASH, Profile
from qda.export.tables import Cell, Column, Count, Dash, Marked, Row, Run, Table, Text, rich
from qda.flows.withholding import clearing
from qda.i18n import N_
from qda.progress import Progress
from qda.project.project import Project
from qda.study import queries as study
from qda.synthesis import matrices
from qda.synthesis.matrix_values import CellRow, MatrixRow

_QUOTES = 3
"""Quotes that are printed in a cell; the rest are counted."""
_SHORT = 240
_STUBS: Mapping[str, str] = {
    "code": N_("Topic"),
    "property": N_("Property"),
    "claim": N_("Claim"),
    "case": N_("Case"),
    "unit": N_("Unit"),
    "participant": N_("Participant"),
    "source": N_("Source"),
    "literature": N_("Study"),
    "perspective": N_("Perspective"),
    "kind": N_("Kind of source"),
    "method": N_("Method"),
}
_ALARMS = {
    "nothing": N_("nothing yet"),
    "one source": N_("one source"),
    "one voice": N_("one voice"),
}
_CONTENT_NOTES = {
    "counts": N_(
        "Counts are distinct segments, and each base *n* all coded segments of its column; those of a unit are "
        "counted anew, and are not the sum of its cases."
    ),
    "quotes": N_("Words are quoted exactly from the sources; in brackets, who speaks and where."),
}


def table(
    project: Project, matrix_id: int, *, ground: Ground | None = None, profile: Profile = APA, number: int = 1
) -> Table:
    """One matrix as a table. Raises NotFound."""
    found = matrix_cells.cells(ground or matrix_cells.load(project), matrices.matrix(project, matrix_id))
    return _Writer(project, found, profile).table(number)


def tables(project: Project, kinds: Sequence[str], profile: Profile = APA) -> list[Table]:
    """All matrices of these kinds that have rows and columns, in their order."""
    names = [row for row in matrices.names(project, kinds) if row.rows and row.columns]
    if not names:
        return []
    ground = matrix_cells.load(project)
    return [table(project, row.id, ground=ground, profile=profile) for row in names]


def allowed(
    project: Project, matrix_ids: Sequence[int], profile: Profile = APA, progress: Progress | None = None
) -> list[Table]:
    """Matrices as they may go out, numbered from 1. Raises QuotedWithoutConsent, NotFound, Cancelled."""
    with clearing.cleared(project, progress, judged=True) as cleared:
        ground = matrix_cells.load(cleared)
        made = [
            table(cleared, each, ground=ground, profile=profile, number=number)
            for number, each in enumerate(matrix_ids, start=1)
        ]
        return gated.required(gated.tables(cleared, made, profile))


class _Writer:
    """Makes the table of one matrix."""

    def __init__(self, project: Project, found: Cells, profile: Profile) -> None:
        self._project = project
        self._found = found
        self._matrix: MatrixRow = found.matrix
        self._profile = profile
        self._quotes: dict[int, CellQuote] = {}
        self._marks: list[tuple[str, Text]] = []

    def table(self, number: int) -> Table:
        """Rows by columns, then the notes that what is printed needs."""
        if self._matrix.content == "quotes":
            linked = [each for cell in self._matrix.cells.values() for each in cell.evidence]
            self._quotes = {row.segment_id: row for row in matrix_quotes.quotes(self._project, linked)}
        rows = self._rows()
        name = study.study(self._project).title
        return Table(
            f"{self._matrix.name} – {name}" if name else self._matrix.name,
            self._columns(),
            rows,
            number,
            notes=self._notes(),
            specific=tuple(self._marks),
            description=self._described(),
        )

    # --- heads ----------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column, ...]:
        say, counts = self._profile.say, self._matrix.content == "counts"
        first = Column(self._stub(), "stub")
        held = []
        for at, head in enumerate(self._found.columns):
            tally = self._found.totals[1].get(at)
            base = tally.segments if tally is not None and head.place and self._of_data else None
            held.append(Column(self._name(head), "count" if counts else "text", base=base, group=self._group(at)))
        rests = [Column(say("Rests on"))] if self._matrix.kind == "triangulation" else []
        return (first, *held, *rests)

    def _group(self, at: int) -> str:
        """The unit over its cases, where there are several; a heading may stand over its neighbours once only."""
        head = self._found.columns[at]
        return head.group if sum(each.group == head.group for each in self._found.columns) > 1 else ""

    def _stub(self) -> str:
        kinds = {head.line.target for head in self._found.rows if head.line is not None}
        kinds.discard("")
        return self._profile.say(_STUBS[kinds.pop()] if len(kinds) == 1 else N_("Topic"))

    def _name(self, head: Head) -> str:
        """A heading in the document's language where it is a word of the program’s: a kind of source, a perspective."""
        if head.line is None:
            return self._profile.say("All cases")
        return self._profile.translated(head.name) if head.line.target in ("kind", "perspective") else head.name

    # --- rows -----------------------------------------------------------------------------------------------------

    def _rows(self) -> tuple[Row, ...]:
        found: list[Row] = []
        above = ""
        width = len(self._columns())
        for at, head in enumerate(self._found.rows):
            if head.group and head.group != above:
                found.append(Row((head.group, *[""] * (width - 1)), strong=True))
            above = head.group
            found.append(Row(self._cells(at, head), indent=1 if head.group else 0))
        return tuple(found)

    def _cells(self, at: int, head: Head) -> tuple[Cell, ...]:
        cells = [self._cell(at, column) for column in range(len(self._found.columns))]
        return (self._name(head), *cells, *([self._rests(at, head)] if self._matrix.kind == "triangulation" else []))

    def _rests(self, at: int, head: Head) -> str:
        """How many sources a row rests on; one source and one voice are told."""
        alarm = self._found.alarms.get(head.id, "")
        if alarm:
            return self._profile.say(_ALARMS[alarm])
        tally = self._found.totals[0].get(at)
        return self._profile.number_of(tally.sources, "{n} source", "{n} sources") if tally is not None else DASH

    def _cell(self, row: int, column: int) -> Cell:
        one, other = self._found.rows[row], self._found.columns[column]
        cell, stand = self._matrix.cell(one.id, other.id), self._found.stand(row, column)
        if self._matrix.content == "counts" or 0 in (one.id, other.id):
            if stand.count is None or stand.state == "no data":
                return Dash()
            return Count(stand.count.segments) if self._matrix.content == "counts" else str(stand.count.segments)
        words = self._words(cell)
        if not words:
            return Dash() if stand.state == "no data" else ""
        bare = self._of_data and cell is not None and cell.said and not cell.evidence
        marks = [*(["a"] if bare else []), *self._reason(cell)]
        return Marked(words, ", ".join(marks)) if marks else words

    def _words(self, cell: CellRow | None) -> str:
        if cell is None:
            return ""
        parts = [self._profile.translated(cell.judgement)] if cell.judgement else []
        if self._matrix.content == "quotes":
            held = [self._quotes[each] for each in cell.evidence if each in self._quotes]
            parts += [self._quoted(quote) for quote in held[:_QUOTES]]
            if len(held) > _QUOTES:
                parts.append(self._profile.say("and {n} more", n=self._profile.integer(len(held) - _QUOTES)))
        if cell.text:
            parts.append(cell.text)
        return "\n".join(parts)

    def _quoted(self, quote: CellQuote) -> str:
        before, after = self._profile.quotation_marks
        words = " ".join(quote.quote.split())
        words = words if len(words) <= _SHORT else f"{words[:_SHORT].rsplit(' ', 1)[0]} …"
        line = self._profile.say("line\u00a0{n}", n=quote.line)
        where = ", ".join(part for part in (quote.speaker, quote.source, line) if part)
        return f"{before}{words}{after} ({where})"

    def _reason(self, cell: CellRow | None) -> list[str]:
        """A letter for the reason of a judgement; the same words have the same letter."""
        if cell is None or not cell.reason or not cell.judgement:
            return []
        known = {text: mark for mark, text in self._marks}
        said: Text = (Run(cell.reason),)
        if said not in known:
            # “a” is kept for cells without evidence; after “z” reasons stay in the program.
            mark = chr(ord("b") + len(self._marks))
            if mark > "z":
                return []
            self._marks.append((mark, said))
            known[said] = mark
        return [known[said]]

    @property
    def _of_data(self) -> bool:
        """True for a matrix whose cells are to stand on passages: literature, and words of one’s own, do not."""
        lines = [*self._matrix.rows, *self._matrix.columns]
        if any(line.target == "literature" for line in lines):
            return False
        counted = self._matrix.content == "counts" or self._matrix.kind != "plain"
        return counted or any(cell.evidence for cell in self._matrix.cells.values())

    # --- notes ----------------------------------------------------------------------------------------------------

    def _notes(self) -> tuple[Text, ...]:
        matrix, say = self._matrix, self._profile.say
        notes: list[Text] = []
        if matrix.description:
            notes.append((Run(matrix.description),))
        if matrix.case:
            notes.append((Run(say("Only the material of {case}.", case=matrix.case)),))
        if matrix.content == "judgements" and matrix.scale:
            words = "; ".join(self._profile.translated(word) for word in matrix.scale)
            notes.append((Run(say("The researcher’s judgements, on the scale: {scale}.", scale=words)),))
        if matrix.content in _CONTENT_NOTES:
            notes.append(rich(self._profile.translated(_CONTENT_NOTES[matrix.content])))
        elif self._of_data and any(
            head.place and at in self._found.totals[1] for at, head in enumerate(self._found.columns)
        ):
            notes.append(rich(self._profile.translated(N_("*n* is the number of coded segments of a column."))))
        states = {stand.state for stand in self._found.stands.values()}
        if "no data" in states:
            notes.append((Run(say("A dash means that nothing is coded there.")),))
        bare = self._of_data and any(cell.said and not cell.evidence for cell in matrix.cells.values())
        if bare and matrix.content != "counts":
            self._marks.insert(0, ("a", (Run(say("No passage is linked as evidence yet.")),)))
        if matrix.kind == "triangulation":
            told = N_(
                "“Rests on” counts the sources under a row; one voice: all of it is said by one person, or by a "
                "source in which nobody is named."
            )
            notes.append((Run(say(told)),))
        return (_joined(notes),) if notes else ()

    def _described(self) -> str:
        return self._profile.say(
            "{rows} rows by {columns} columns.", rows=len(self._found.rows), columns=len(self._found.columns)
        )


def _joined(notes: Sequence[Text]) -> Text:
    """General notes of a table are one paragraph."""
    runs: list[Run] = []
    for note in notes:
        runs += [Run(" "), *note] if runs else note
    return tuple(runs)


# --- for programs -----------------------------------------------------------------------------------------------------


def listed(project: Project, matrix_id: int) -> dict[str, object]:
    """A matrix as one object: its lines and its cells with what was judged, written, linked and counted."""
    found = matrix_cells.whole(project, matrix_id)
    matrix = found.matrix
    return {
        "id": matrix.id,
        "name": matrix.name,
        "kind": matrix.kind,
        "content": matrix.content,
        "scale": list(matrix.scale),
        "case": matrix.case or None,
        "second_level": matrix.second_level,
        "description": matrix.description,
        "rows": [_line(head, found.alarms.get(head.id, "")) for head in found.rows],
        "columns": [_line(head, "") for head in found.columns],
        "cells": [
            _listed_cell(found, row, column) for row in range(len(found.rows)) for column in range(len(found.columns))
        ],
    }


def _line(head: Head, alarm: str) -> dict[str, object]:
    line = head.line
    return {
        "id": head.id or None,
        "heading": head.name,
        "stands_for": line.target if line is not None else "unit",
        "target_id": line.target_id if line is not None else head.unit_id,
        "group": head.group or None,
        "total": line is None,
        "rests_on": alarm or None,
    }


def _listed_cell(found: Cells, row: int, column: int) -> dict[str, object]:
    one, other = found.rows[row], found.columns[column]
    cell, stand = found.matrix.cell(one.id, other.id), found.stand(row, column)
    return {
        "row": one.name,
        "column": other.name,
        "judgement": cell.judgement if cell is not None else "",
        "text": cell.text if cell is not None else "",
        "reason": cell.reason if cell is not None else "",
        "evidence": list(cell.evidence) if cell is not None else [],
        "state": stand.state,
        "segments": stand.count.segments if stand.count is not None else None,
        "sources": stand.count.sources if stand.count is not None else None,
        "participants": stand.count.participants if stand.count is not None else None,
        "cases": stand.count.cases if stand.count is not None else None,
        "base": stand.base.segments if stand.base is not None else None,
    }
