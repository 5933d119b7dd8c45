"""What a matrix shows, whatever was counted: heads, words in cells, shades, and what each cell asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qda import percent
from qda.i18n import _

if TYPE_CHECKING:
    from qda.analysis.queries.cooccurrence import Meetings
    from qda.analysis.queries.crosstab import Matrix
    from qda.analysis.queries.query import Query
    from qda.analysis.segments.ground import Known


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or column; `base` is its n, "" for none."""

    text: str
    base: str = ""
    indent: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells are asked for as they are painted. `shade` is 0 to 1, None for what is no count."""

    corner: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    text: Callable[[int, int], str]
    shade: Callable[[int, int], float | None]
    query: Callable[[int, int], Query | None]
    widest: str
    darkest: str
    """What the darkest shade stands for."""

    def words(self, row: int, column: int) -> str:
        """A cell as it is read aloud."""
        return f"{self.rows[row].text}, {self.columns[column].text}: {self.text(row, column)}"


def of_matrix(found: Matrix, of: str | None, corner: str) -> Grid:
    """A cross-table with its totals in a last column."""
    last = len(found.columns)

    def base(row: int, column: int) -> int:
        return found.rows[row].total if of == "row" else found.columns[column].total

    def share(row: int, column: int) -> float:
        return found.cell(row, column) / base(row, column) if base(row, column) else 0.0

    def text(row: int, column: int) -> str:
        if column == last:
            return f"{found.rows[row].total:,}"
        count = found.cell(row, column)
        if of is None or not count:
            return f"{count:,}"
        return f"{count:,} · {percent.told(count, base(row, column), ' ')}"

    cells = [(row, column) for row in range(len(found.rows)) for column in range(last)] if of else []
    peak = max(cells, key=lambda cell: share(*cell), default=None)
    most = float(found.highest) if of is None else 0.0 if peak is None else share(*peak)

    def shade(row: int, column: int) -> float | None:
        if column == last:
            return None
        value = share(row, column) if of else float(found.cell(row, column))
        return value / most if most else 0.0

    def query(row: int, column: int) -> Query | None:
        return found.rows[row].has if column == last else found.query(row, column)

    rows = tuple(Head(line.heading, "", line.indent, line.parent) for line in found.rows)
    columns = tuple(Head(line.heading, f"n {line.total:,}") for line in found.columns)
    total = Head(_("Total"), f"N {found.base:,}")
    widest = f"{found.highest:,} · 100 %" if of else f"{found.base:,}"
    darkest = f"{found.highest:,}" if peak is None else percent.told(found.cell(*peak), base(*peak), " ")
    return Grid(corner, rows, (*columns, total), text, shade, query, widest, darkest)


def of_meetings(found: Meetings, codes: tuple[Known, ...]) -> Grid:
    """The symmetric matrix of codes that stand together; the diagonal holds their own segments, unshaded."""
    most = max(found.pairs.values(), default=0)

    def pair(row: int, column: int) -> tuple[int, int]:
        one, other = codes[row].id, codes[column].id
        return min(one, other), max(one, other)

    def text(row: int, column: int) -> str:
        if row == column:
            return f"({found.segments[codes[row].id]:,})"
        return "–" if pair(row, column) in found.related else f"{found.count(*pair(row, column)):,}"

    def shade(row: int, column: int) -> float | None:
        if row == column or pair(row, column) in found.related:
            return None
        return found.count(*pair(row, column)) / most if most else 0.0

    def query(row: int, column: int) -> Query | None:
        if row == column:
            from qda.analysis.queries.query import Has

            return Has("code", codes[row].path, codes[row].id, found.reach)
        return None if pair(row, column) in found.related else found.query(codes[row], codes[column])

    rows = tuple(Head(code.name) for code in codes)
    columns = tuple(Head(code.name, f"n {found.segments[code.id]:,}") for code in codes)
    return Grid(
        _("Code"), rows, columns, text, shade, query, f"({max(found.segments.values(), default=0):,})", f"{most:,}"
    )
