"""Attributes that were recorded year after year – “Referrals: 2010”, “Referrals: 2011” – with a row for each year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qda.analysis.study.attribute_view import AttributeTable, ObjectRow
from qda.export.profiles import Profile
from qda.export.tables import Cell, Column, Dash, Row, Run, Table
from qda.i18n import N_
from qda.study import yearly
from qda.study.attributes import Target

_ACROSS = 8
"""Columns that stand side by side at most; what would need more has its things one under the other."""
_TITLES: Mapping[Target, str] = {
    "source": N_("Figures of the Sources by Year"),
    "case": N_("Figures of the Cases by Year"),
    "participant": N_("Figures of the Participants by Year"),
    "unit": N_("Figures of the Units of Analysis by Year"),
}


def table(held: AttributeTable, study: str, profile: Profile, *, number: int = 1) -> Table | None:
    """A row for each year; a column for each measure, of each thing that has it. None where nothing is by year.

    Only values of one's own stand here: what is inherited stands where it comes from.
    """
    made = _Years(held, profile)
    if not made.things:
        return None
    title = profile.say(_TITLES[held.target])
    wide = len(made.things) > 1 and len(made.pairs) <= _ACROSS
    columns, rows = made.side_by_side() if wide or len(made.things) == 1 else made.underneath()
    return Table(
        f"{title} – {study}" if study else title,
        (Column(profile.say(N_("Year")), "stub"), *columns),
        tuple(rows),
        number,
        notes=made.notes(rows),
    )


class _Years:
    """What is known of things, year by year."""

    def __init__(self, held: AttributeTable, profile: Profile) -> None:
        self._profile = profile
        self._of = yearly.of(held.attributes)
        self._ids: dict[tuple[str, str], int] = {(each.measure, each.year): id_ for id_, each in self._of.items()}
        measures = list(dict.fromkeys(each.measure for each in self._of.values()))
        over = list(dict.fromkeys(_parted(name)[0] or name for name in measures))
        self.measures = sorted(measures, key=lambda name: over.index(_parted(name)[0] or name))  # headings stand once
        self.years = sorted({each.year for each in self._of.values()})
        self.things = [row for row in held.rows if any(self._words(row, each.row.id) for each in self._of.values())]
        self.pairs = [(name, thing) for name in self.measures for thing in self.things if self._has(name, thing)]

    def _words(self, thing: ObjectRow, attribute: int) -> str:
        value = thing.values.get(attribute)
        return "" if value is None or value.inherited else value.words

    def _has(self, measure: str, thing: ObjectRow) -> bool:
        return any(self._words(thing, each.row.id) for each in self._of.values() if each.measure == measure)

    def side_by_side(self) -> tuple[list[Column], list[Row]]:
        """Things beside one another under each measure; of a single thing the measures alone."""
        alone = len(self.things) == 1
        heads = [_parted(name) if alone else (name, thing.name) for name, thing in self.pairs]
        columns = [
            self._column(name, [thing], heading, group)
            for (name, thing), (group, heading) in zip(self.pairs, heads, strict=True)
        ]
        rows = [
            Row((year, *(self._cell(name, year, thing, column) for (name, thing), column in self._with(columns))))
            for year in self.years
        ]
        return columns, rows

    def _with(self, columns: Sequence[Column]) -> list[tuple[tuple[str, ObjectRow], Column]]:
        return list(zip(self.pairs, columns, strict=True))

    def underneath(self) -> tuple[list[Column], list[Row]]:
        """A thing, then its years; then the next."""
        columns = [self._column(name, self.things, name, "") for name in self.measures]
        rows = []
        for thing in self.things:
            rows.append(Row((thing.name, *[""] * len(columns)), strong=True))
            for year in self.years:
                cells = [self._cell(name, year, thing, at) for name, at in zip(self.measures, columns, strict=True)]
                if any(not isinstance(cell, Dash) for cell in cells):
                    rows.append(Row((year, *cells), indent=1))
        return columns, rows

    def _column(self, measure: str, things: Sequence[ObjectRow], heading: str, group: str) -> Column:
        own = [each.row for each in self._of.values() if each.measure == measure]
        if any(row.type != "number" for row in own):
            return Column(heading, "text", group=group)
        words = [self._words(thing, row.id) for thing in things for row in own]
        places = max((len(each.partition(".")[2]) for each in words), default=0)
        return Column(heading, "decimal" if places else "count", group=group, places=places)

    def _cell(self, measure: str, year: str, thing: ObjectRow, column: Column) -> Cell:
        attribute = self._ids.get((measure, year))
        words = "" if attribute is None else self._words(thing, attribute)
        if not words:
            return Dash()
        if column.kind == "text":
            return words
        return float(words) if column.kind == "decimal" else int(words)

    def notes(self, rows: Sequence[Row]) -> tuple[tuple[Run, ...], ...]:
        """Of whom the figures are, where only one has any; what a dash is."""
        told = []
        if len(self.things) == 1:
            told.append(self._profile.say(N_("Figures of {name}."), name=self.things[0].name))
        if any(isinstance(cell, Dash) for row in rows for cell in row.cells):
            told.append(self._profile.say("A dash means that no value was recorded."))
        return ((Run(" ".join(told)),),) if told else ()


def _parted(measure: str) -> tuple[str, str]:
    """“Referrals: Bluechester” as a heading over a heading; what is not parted stands by itself."""
    over, colon, name = measure.partition(": ")
    return (over, name) if colon else ("", measure)
