"""What can be done to segments that are listed: take off, recode, split, code all, and write to a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qda.i18n import N_, _, ngettext
from qda.text import Span
from qda.ui.coding.book import CodeBook
from qda.ui.coding.codes.acts import CodeActs
from qda.ui.session import Session

if TYPE_CHECKING:
    from qda.coding.queries import SegmentRow
    from qda.export.tables import Table
    from qda.progress import Progress
    from qda.project.project import Project


class SegmentActs:
    """Acts on listed codings, each one thing to undo."""

    def __init__(self, session: Session, book: CodeBook) -> None:
        self._session = session
        self._book = book
        self._codes = CodeActs(session, book)

    def take_off(self, rows: Sequence[SegmentRow]) -> None:
        """Take the codes off, and say from how many segments."""
        from qda.coding import segments

        if self._codes.did(segments.remove, self._session.project, [row.coding_id for row in rows]):
            count = len({row.segment_id for row in rows})
            what = self._codes.what(sorted({row.code_id for row in rows}))
            words = ngettext("Took {what} off {count} segment.", "Took {what} off {count} segments.", count)
            self._session.said.emit(words.format(what=what, count=count))

    def recode(self, rows: Sequence[SegmentRow], code_id: int) -> None:
        """Bind the codings to another code."""
        self._codes.recode([row.coding_id for row in rows], code_id)

    def recode_new(self, rows: Sequence[SegmentRow], name: str) -> None:
        """Bind the codings to a code that is made for them."""
        self._codes.recode_new([row.coding_id for row in rows], name)

    def split(self, rows: Sequence[SegmentRow], name: str) -> None:
        """Take the codings out into a new code beside theirs; of several codes, into one new code."""
        from qda.coding import codes

        origins = {row.code_id for row in rows}
        if len(origins) != 1:
            self.recode_new(rows, name)
            return
        ids = [row.coding_id for row in rows]
        made = self._session.act(codes.split, self._session.project, origins.pop(), name, ids)
        if made is not None:
            words = ngettext("Split {count} segment into {name}.", "Split {count} segments into {name}.", len(ids))
            self._session.said.emit(words.format(count=len(ids), name=self._book.caption(made)))

    def code(self, rows: Sequence[SegmentRow], code_id: int) -> None:
        """Give all these segments one more code."""
        from qda.coding import segments

        places = [(row.source_id, Span(row.start, row.end), code_id) for row in _once(rows)]
        self._tell(self._session.act(segments.apply_many, self._session.project, places), code_id)

    def _tell(self, found: tuple[int, int] | None, code_id: int) -> None:
        if found is not None:
            new, there = found
            words = _("Applied {name} to {new} segments; {there} had it already.")
            self._session.said.emit(words.format(name=self._book.caption(code_id), new=new, there=there))
            self._book.used(code_id)

    def code_new(self, rows: Sequence[SegmentRow], name: str) -> None:
        """Give all these segments a code that is made for them."""
        from qda.coding import codes, segments

        project, rows = self._session.project, _once(rows)

        def coded() -> tuple[int, tuple[int, int]]:
            with project.command("codings.apply_many", N_("Code {count} places “{code}”"), count=len(rows), code=name):
                made = codes.create(project, name)
                places = [(row.source_id, Span(row.start, row.end), made) for row in rows]
                return made, segments.apply_many(project, places)

        done = self._session.act(coded)
        if done is not None:
            self._tell(done[1], done[0])


def _once(rows: Sequence[SegmentRow]) -> list[SegmentRow]:
    return list({row.segment_id: row for row in rows}.values())


def cases_of(project: Project) -> dict[int, str]:
    """The names of the cases that each coding counts for."""
    from qda.analysis.segments import retrieval
    from qda.study import queries

    names = {case.id: case.name for unit in queries.units(project) for case in unit.cases}
    return {
        fact.coding: ", ".join(names[case] for case in sorted(fact.cases))
        for fact in retrieval.facts(project)
        if fact.cases
    }


def written(
    project: Project, path: Path, rows: Sequence[SegmentRow], paths: Mapping[int, str], progress: Progress
) -> int:
    """Write segments to a .docx, .xlsx or .csv; gives how many. Raises UnknownFormat, CannotWrite, Cancelled."""
    from qda.export import writing
    from qda.export.leaving import gate
    from qda.flows.withholding import clearing
    from qda.study import queries

    with gate.leaving(project, "segments", progress=progress) as cleared:
        quotes = clearing.quotes_of(cleared, {row.segment_id for row in rows})
        table = _table(rows, quotes, paths, cases_of(cleared), queries.study(cleared).title)
        writing.write(path, [clearing.cleaned(cleared, table)], progress=progress)
    return len(rows)


def _table(
    rows: Sequence[SegmentRow],
    quotes: Mapping[int, str],
    paths: Mapping[int, str],
    cases: Mapping[int, str],
    study: str,
) -> Table:
    from qda.export.coding import code_tables

    return code_tables.segments(
        [
            code_tables.SegmentRow(
                code=row.code,
                quote=quotes.get(row.segment_id, ""),
                source=row.source,
                line=row.line,
                speaker=row.speaker,
                case=cases.get(row.coding_id, ""),
                coder=row.coder,
                path=paths.get(row.code_id, row.code),
                start=row.start,
                end=row.end,
            )
            for row in rows
        ],
        study=study,
    )
