"""Saturation and the sampling log as tables: for Word with its figure, for spreadsheets, for the command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from qda.analysis.coding.saturation import LEFT_OUT_WORDS, Curve, Filling, Rule, Run, Shown, runs
from qda.coding.judgements import JudgementRow
from qda.coding.sampling import STATUS_WORDS, SamplingRow
from qda.days import day
from qda.export.coding import curves
from qda.export.maps.paint import save_picture
from qda.export.profiles import APA, Profile
from qda.export.tables import Cell, Column, Dash, Row, Table, rich
from qda.export.word.document import Figure
from qda.i18n import N_
from qda.memos import prose
from qda.text.words import excerpt

_MEMO = 240
"""Characters of a memo in a printed table."""


def figure(curve: Curve, rule: Rule, *, study: str = "", profile: Profile = APA) -> Figure:
    """The curve for a Word document, which sets the caption."""
    drawing = curves.draw(curve, rule, study=study, captioned=False, profile=profile)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "curve.png"
        save_picture(drawing, path, "png", scale=3.0)
        png = path.read_bytes()
    told = rich("{text}", text=curves.note(curve, rule, profile))
    return Figure(drawing.title, png, description=drawing.description, notes=(told,))


def curve_table(curve: Curve, rule: Rule, *, study: str = "", profile: Profile = APA) -> Table:
    """One row for each source in the order, then those that are left out, with the run that ends there."""
    found = {run.last: run for run in runs(curve.points, rule)}
    band = curve.band
    columns = [
        Column(profile.say(N_("Source")), "stub"),
        Column(profile.say(N_("Place")), "count"),
        Column(profile.say(N_("Date")), "text"),
        Column(profile.say(N_("Case")), "text", sheet_only=curve.order != "case"),
        Column(profile.say(N_("Unit")), "text", sheet_only=curve.order not in ("case", "unit")),
        Column(profile.say(N_("New codes")), "count"),
        Column(profile.say(N_("Codes so far")), "count"),
        Column(profile.say(N_("New in the run")), "count"),
        Column(profile.say(N_("% of the base")), "decimal", places=1),
        *(
            Column(words, "decimal", places=1)
            for words in (
                (profile.say(N_("Median")), profile.say(N_("Least")), profile.say(N_("Most"))) if band else ()
            )
        ),
        Column(profile.say(N_("Left out")), "text", sheet_only=not curve.left_out),
    ]
    rows = []
    for point in curve.points:
        source = curve.sources[point.source]
        at = point.place - 1
        spread = (float(band.median[at]), float(band.low[at]), float(band.high[at])) if band else ()
        known = (source.name, point.place, source.when, source.case_name, source.unit_name, point.new, point.total)
        rows.append(Row((*known, *_run_cells(found.get(point.place)), *spread, "")))
    blanks = (Dash(),) * (7 if band else 4)
    for source in curve.left_out:
        known_out: tuple[Cell, ...] = (source.name, Dash(), source.when, source.case_name, source.unit_name)
        rows.append(Row((*known_out, *blanks, profile.translated(LEFT_OUT_WORDS[source.left_out]))))
    told = rich(
        "{text}",
        text=curves.note(curve, rule, profile)
        + " "
        + profile.say(N_("A run stands at its last source; – = not counted.")),
    )
    return Table(curves.title(curve, study, profile), tuple(columns), tuple(rows), notes=(told,))


def _run_cells(run: Run | None) -> tuple[Cell, Cell]:
    if run is None:
        return Dash(), Dash()
    return run.new, Dash() if run.percent is None else run.percent


def filling_table(filling: Filling, curve: Curve, *, number: int = 1, profile: Profile = APA) -> Table:
    """Properties and dimensions of a category with the source that first shows each."""
    columns = (
        Column(profile.say(N_("Property")), "stub"),
        Column(profile.say(N_("First shown in")), "text"),
        Column(profile.say(N_("Place")), "count"),
        Column(profile.say(N_("Sources")), "count"),
        Column(profile.say(N_("Segments")), "count"),
        Column(
            profile.say(N_("In sources left out")), "count", sheet_only=not any(row.outside for row in filling.rows)
        ),
    )
    rows = tuple(Row(_shown_cells(row, curve, profile), indent=row.dimension_id is not None) for row in filling.rows)
    gaps = ", ".join(f"“{row.name}”" for row in filling.gaps)
    told = profile.say(
        N_("{shown} of {all} properties are shown by data."),
        shown=len(filling.properties) - len(filling.gaps),
        all=len(filling.properties),
    )
    if gaps:
        told += " " + profile.say(N_("Without evidence: {names}."), names=gaps)
    title = profile.title(N_("Properties of “{name}” by source"), name=filling.name)
    return Table(title, columns, rows, number=number, notes=(rich("{text}", text=told),))


def _shown_cells(row: Shown, curve: Curve, profile: Profile) -> tuple[Cell, ...]:
    source = next(iter(row.sources), None)
    first = curve.sources[source].name if source is not None else profile.say(N_("no evidence")) if row.gap else ""
    place: Cell = Dash() if row.first is None else row.first
    return row.name, first, place, len(row.sources), sum(row.sources.values()), row.outside


def log_table(
    rows: Sequence[SamplingRow],
    memos: Mapping[int, str] | None = None,
    *,
    study: str = "",
    profile: Profile = APA,
) -> Table:
    """The log of theoretical sampling; `memos` are titles by id."""
    titles = memos or {}
    columns = (
        Column(profile.say(N_("Gap")), "stub"),
        Column(profile.say(N_("About")), "text"),
        Column(profile.say(N_("Category")), "text", sheet_only=True),
        Column(profile.say(N_("Property")), "text", sheet_only=True),
        Column(profile.say(N_("Question")), "text"),
        Column(profile.say(N_("Planned")), "text"),
        Column(profile.say(N_("Collected")), "text"),
        Column(profile.say(N_("Effect")), "text"),
        Column(profile.say(N_("Status")), "text"),
        Column(profile.say(N_("Begun")), "text", sheet_only=True),
        Column(profile.say(N_("Memo")), "text", sheet_only=True),
    )
    cells = [
        (
            row.gap,
            ": ".join(part for part in (row.category, row.property_name) if part),
            row.category,
            row.property_name,
            row.question,
            row.planned,
            "; ".join(name for _id, name in row.sources),
            row.effect,
            profile.translated(STATUS_WORDS[row.status]),
            day(row.at),
            titles.get(row.memo_id or 0, ""),
        )
        for row in rows
    ]
    told = profile.say(N_("Theoretical Sampling"))
    return Table(f"{told} – {study}" if study else told, columns, tuple(Row(each) for each in cells))


def judgement_table(rows: Sequence[JudgementRow], *, number: int = 1, profile: Profile = APA) -> Table:
    """What was judged of categories, the newest first."""
    columns = (
        Column(profile.say(N_("Category")), "stub"),
        Column(profile.say(N_("Judgement")), "text"),
        Column(profile.say(N_("Date")), "text"),
        Column(profile.say(N_("Memo")), "text"),
        Column(profile.say(N_("Whole memo")), "text", sheet_only=True),
    )
    cells = tuple(Row((row.category, row.judgement, day(row.at), _begun(row.memo), row.memo)) for row in rows)
    return Table(profile.say(N_("Judgements of the Researcher")), columns, cells, number=number)


def _begun(memo: str) -> str:
    """How a memo begins, without its marks: whole memos would fill pages of a narrow column, and have a report."""
    return excerpt(prose.plain(memo), _MEMO)
