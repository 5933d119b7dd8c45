"""The sources in their order, as the table beneath the curve: place, new codes, marked as coded or not, date."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from qda.analysis.coding.saturation import LEFT_OUT_WORDS, Collected, Curve, Point
from qda.i18n import N_, _
from qda.ui.coding.saturation.model import Cells, Part, none_words
from qda.ui.theme import Ink


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source with its point of the curve; None if it stands in no order."""

    source: Collected
    point: Point | None


def lines(curve: Curve) -> list[SourceLine]:
    """Every source: those of the curve in its order, then those left out."""
    found = [SourceLine(curve.sources[point.source], point) for point in curve.points]
    return found + [SourceLine(source, None) for source in curve.left_out]


class SourceCells(Cells):
    """One row for each source."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.parts = (
            Part("coded", "✓", -2, "check", _("Coded")),
            Part("place", _("No."), -3, "number"),
            Part("name", _("Source"), 1, "name"),
            Part("date", _("Date"), -10),
            Part("new", _("New"), -4, "number"),
            Part("total", _("So far"), -5, "number", spare=True),
        )
        self.counted = False
        """Whether new codes are known yet."""

    def key(self, row: SourceLine) -> Hashable:
        """The source."""
        return row.source.id

    def words(self, row: SourceLine, part: str) -> str:
        """What stands in a cell."""
        source, point = row.source, row.point
        if part == "coded":
            return _("coded") if source.coded else _(LEFT_OUT_WORDS["uncoded"])
        if part == "name":
            return source.name
        if part == "date":
            if source.date:
                return source.date
            return f"({source.placed_on})" if source.placed_on else _("place it (F2)")
        if point is None or (part != "place" and not self.counted):
            return none_words() if point is None else ""
        return f"{ {'place': point.place, 'new': point.new, 'total': point.total}[part]:,}"

    def ink(self, row: SourceLine, part: str, ink: Ink) -> str:
        """Soft where a source stands in no order; amber where a date would bring it in."""
        if part == "date" and not row.source.when:
            return ink.hint
        return ink.soft if row.point is None or (part == "date" and not row.source.date) else ink.ink

    def checked(self, row: SourceLine) -> bool:
        """Marked as coded."""
        return row.source.coded

    def editable(self, row: SourceLine, part: str) -> bool:
        """Only a source without a date of its own is placed by hand."""
        return part == "date" and not row.source.date

    def editing(self, row: SourceLine, part: str) -> str:
        """The date by hand."""
        return row.source.placed_on or "" if part == "date" else self.words(row, part)

    def tip(self, row: SourceLine) -> str:
        """Name, home, and why it is left out."""
        source = row.source
        home = " · ".join(part for part in (source.unit_name, source.case_name) if part)
        reason = _(_REASONS[source.left_out]) if source.left_out else ""
        placed = _("Placed by hand: the source itself has no date.") if not source.date and source.placed_on else ""
        return "\n".join(part for part in (source.name, home, placed, reason) if part)


_REASONS = {
    "uncoded": N_("Left out: not marked as coded. Space or a click on the box marks it."),
    "undated": N_("Left out: it has no date. F2 on the date gives it a place in the order of collection."),
}
