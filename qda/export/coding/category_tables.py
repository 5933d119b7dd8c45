"""Categories as tables: the property-dimension grid, and the list of categories with properties and relations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from qda.analysis.coding import grid as grids
from qda.analysis.coding.grid import By, Grid, GridCell, GridRow, Ground
from qda.coding import codes, properties, relations
from qda.coding.properties import PropertyRow
from qda.coding.relations import RelationRow
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Count, Row, Table, Text, rich
from qda.i18n import N_
from qda.project.project import Project
from qda.study import queries as study

_TITLE = N_("Properties and Dimensions of “{name}” by {columns}")
_COLUMNS: Mapping[str, str] = {
    "case": N_("Case"),
    "unit": N_("Unit"),
    "kind": N_("Kind of Source"),
    "perspective": N_("Perspective"),
    "participant": N_("Participant"),
    "source": N_("Source"),
}
_LEVELS: Mapping[str, str] = {"category": N_("category"), "theme": N_("theme")}
_CORE: Mapping[str, str] = {"category": N_("category, the core"), "theme": N_("theme, the core")}
_EMPTY = "–"
_NOTHING: Mapping[str, str] = {
    "gap": N_("0: the category is found there and the property not yet."),
    "absent": N_("–: nothing of the category is found there."),
    "no data": N_("“No data”: nothing is coded there."),
}
"""What a cell says in which there is no evidence."""
_Line = tuple[int, int | None]
"""A property and its dimension, if it has one."""


def grid_table(laid: Grid, name: str, *, study_title: str = "", profile: Profile = APA, number: int = 1) -> Table:
    """The grid as it is seen: rows are dimensions, a cell has its segments and where they lie between the poles.

    The base of each column is the number of the category's segments there.
    """
    columns = [
        Column(profile.say("Property"), "stub"),
        Column(profile.say("Low pole")),
        Column(profile.say("High pole")),
        Column(profile.say("All"), base=laid.segments),
        *(Column(column.name, base=column.segments) for column in laid.columns),
    ]
    rows = tuple(_grid_row(row, profile) for row in laid.rows)
    title = profile.say(_TITLE, name=name, columns=profile.say(_COLUMNS[laid.by]))
    return Table(_of_study(title, study_title), tuple(columns), rows, number, _grid_notes(laid, profile))


def _of_study(title: str, study_title: str) -> str:
    return f"{title} – {study_title}" if study_title else title


def _grid_row(row: GridRow, profile: Profile) -> Row:
    cells: list[Cell] = [row.name, row.low or _EMPTY, row.high or _EMPTY]
    cells += [_cell(cell, profile) for cell in (row.whole, *row.cells)]
    return Row(tuple(cells))


def _cell(cell: GridCell, profile: Profile) -> Cell:
    """“3 (at 20, 80)”, 0 where nothing was found, a dash where the category is not, or nothing is coded."""
    if cell.state == "found":
        places = ", ".join(str(round(100 * place)) for place in cell.places)
        if not places:
            return profile.integer(cell.segments)
        return profile.say("{count} (at {places})", count=profile.integer(cell.segments), places=places)
    return "0" if cell.state == "gap" else _EMPTY if cell.state == "absent" else profile.say("no data")


def _grid_notes(laid: Grid, profile: Profile) -> tuple[Text, ...]:
    told = profile.say(
        "Counts are distinct segments of the category that are evidence for the property; *n* is the number of all its "
        "segments in a column. In brackets, the places of evidence between the low pole (0) and the high pole (100)."
    )
    states = {cell.state for row in laid.rows for cell in row.cells}
    kinds = [profile.translated(words) for state, words in _NOTHING.items() if state in states]
    notes = [rich(told), *([rich("{text}", text=" ".join(kinds))] if kinds else [])]
    if laid.astray:
        one = "{n} piece of evidence on a segment that belongs to the category no longer is left out."
        many = "{n} pieces of evidence on segments that belong to the category no longer are left out."
        notes.append(rich("{text}", text=profile.number_of(len(laid.astray), one, many)))
    return tuple(notes)


def grid(project: Project, code_id: int, by: By = "case", *, on: Ground | None = None, profile: Profile = APA) -> Table:
    """The grid of a category as a table. Raises NotFound."""
    name, title = codes.name_of(project, code_id), study.study(project).title
    return grid_table(grids.grid(project, code_id, by, on=on), name, study_title=title, profile=profile)


# --- all categories -------------------------------------------------------------------------------------------------


def listed(project: Project) -> list[dict[str, object]]:
    """All categories and themes with properties, dimensions, evidence and relations: plain values, for JSON."""
    on = grids.ground(project)
    found = grids.overview(project, on=on)
    names = {row.id: row.name for row in found.rows}
    related = relations.relations(project)
    kept = properties.properties(project)
    told: list[dict[str, object]] = []
    for row in found.rows:
        laid = grids.grid(project, row.id, on=on)
        own = [prop for prop in kept if prop.code_id == row.id]
        told.append(
            {
                "name": row.name,
                "level": row.level,
                "core": row.id == found.core,
                "definition": row.definition,
                "under": [names[above] for above in row.above],
                "focused_codes": [codes.name_of(project, member) for member in row.members],
                "segments": row.segments,
                "sources": row.sources,
                "cases": row.cases,
                "participants": row.participants,
                "gaps": row.gaps,
                "properties": [_property(prop, laid) for prop in own],
                "relations": [_relation(each) for each in related if row.id in (each.from_id, each.to_id)],
            }
        )
    return told


def _property(prop: PropertyRow, laid: Grid) -> dict[str, object]:
    rows = [row for row in laid.rows if row.property_id == prop.id]
    found = {row.dimension_id: row for row in rows}
    return {
        "name": prop.name,
        "description": prop.description,
        "evidence": sum(len(row.whole.evidence) for row in rows),
        "dimensions": [
            {
                "low": each.low,
                "high": each.high,
                "evidence": len(found[each.id].whole.evidence),
                "places": [round(100 * place) for place in found[each.id].whole.places],
            }
            for each in prop.ranges
        ],
    }


def _relation(row: RelationRow) -> dict[str, object]:
    return {
        "from": row.from_name,
        "type": row.type,
        "to": row.to_name,
        "symmetric": row.symmetric,
        "note": row.note,
    }


def overview(project: Project, *, profile: Profile = APA) -> Table:
    """All categories and themes with their counts, and beneath each its properties with how much evidence there is."""
    on = grids.ground(project)
    found = grids.overview(project, on=on)
    segments, sources, cases = found.bases
    columns = (
        Column(profile.say("Category or property"), "stub"),
        Column(profile.say("Level or dimension")),
        Column(profile.say("Segments"), "count", base=segments),
        Column(profile.say("Sources"), "count", base=sources),
        Column(profile.say("Cases"), "count", base=cases),
        Column(profile.say("Gaps"), "count"),
    )
    rows: list[Row] = []
    for row in found.rows:
        level = profile.say(_CORE[row.level] if row.id == found.core else _LEVELS[row.level])
        counts = (Count(row.segments), Count(row.sources), Count(row.cases), Count(row.gaps))
        rows.append(Row((row.name, level, *counts), strong=True))
        seen = _sources(project, row.id, on)
        rows += [_property_row(each, seen) for each in grids.grid(project, row.id, on=on).rows]
    note = profile.say(
        "Counts are distinct; *n* is what is coded in the whole study. A category counts all that lives or is gathered "
        "under it; a property counts the segments that are evidence for it. Gaps are cases in which the category is "
        "found and the property not yet."
    )
    title = _of_study(profile.say("Categories and Their Properties"), study.study(project).title)
    return Table(title, columns, tuple(rows), notes=(rich(note),))


def _sources(project: Project, code_id: int, on: Ground) -> Mapping[_Line, set[int]]:
    """In which sources each dimension of a category has evidence on its segments."""
    own = on.segments(code_id)
    found: dict[_Line, set[int]] = defaultdict(set)
    for piece in properties.placed(project, code_id):
        if piece.segment_id in own:
            found[piece.property_id, piece.dimension_id].add(on.facts[piece.segment_id].source)
    return found


def _property_row(row: GridRow, seen: Mapping[_Line, set[int]]) -> Row:
    poles = f"{row.low} – {row.high}" if row.dimension_id is not None else _EMPTY
    cases, gaps = (sum(cell.state == state for cell in row.cells) for state in ("found", "gap"))
    sources = len(seen.get((row.property_id, row.dimension_id), ()))
    counts = (Count(row.whole.segments), Count(sources), Count(cases), Count(gaps))
    return Row((row.name, poles, *counts), indent=1)


def relation_table(project: Project, *, profile: Profile = APA, number: int = 1) -> Table | None:
    """All relations as a table; None if there are none."""
    found = relations.relations(project)
    if not found:
        return None
    columns = (
        Column(profile.say("From"), "stub"),
        Column(profile.say("Relation")),
        Column(profile.say("To")),
        Column(profile.say("Note"), sheet_only=not any(row.note for row in found)),
    )
    rows = tuple(Row((row.from_name, profile.translated(row.type), row.to_name, row.note)) for row in found)
    title = _of_study(profile.say("Relations Between Categories and Codes"), study.study(project).title)
    return Table(title, columns, rows, number)


def tables(project: Project, *, profile: Profile = APA) -> list[Table]:
    """The list of categories, the grid by case of each that has evidence for properties, and the relations: numbered.

    A grid of nothing but noughts says no more than the list does.
    """
    on = grids.ground(project)
    made, bare = [overview(project, profile=profile)], 0
    title = study.study(project).title
    for row in grids.overview(project, on=on).rows:
        if row.properties:
            laid = grids.grid(project, row.id, on=on)
            if not any(each.whole.evidence for each in laid.rows) and not laid.astray:
                bare += 1
                continue
            made.append(grid_table(laid, row.name, study_title=title, profile=profile, number=len(made) + 1))
    if bare:
        one = N_("{n} category has no table by case, for nothing is evidence for its properties yet.")
        many = N_("{n} categories have no table by case, for nothing is evidence for their properties yet.")
        told = rich("{text}", text=profile.number_of(bare, one, many))
        made[0] = replace(made[0], notes=(*made[0].notes, told))
    last = relation_table(project, profile=profile, number=len(made) + 1)
    return [*made, last] if last is not None else made
