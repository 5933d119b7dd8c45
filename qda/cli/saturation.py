"""Saturation and the log of theoretical sampling on the command line."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qda.cli.output import OK, print_json, say, show
from qda.cli.projects import reading
from qda.days import day
from qda.i18n import _

if TYPE_CHECKING:
    from qda.analysis.coding.saturation import Curve, Filling, Rule
    from qda.coding.judgements import JudgementRow

ORDERS = ("date", "case", "unit", "random")


def add_arguments(saturation_: argparse.ArgumentParser, sampling_: argparse.ArgumentParser) -> None:
    """The options of both commands."""
    saturation_.add_argument("--category", metavar="C", help=_("the properties of this category by source"))
    saturation_.add_argument("--order", choices=ORDERS, default="date", help=_("order of the sources"))
    saturation_.add_argument("--base", type=int, default=4, metavar="N", help=_("sources in the base: 4 to 6"))
    saturation_.add_argument(
        "--run", type=int, default=2, dest="length", metavar="N", help=_("sources in a run: 2 or 3")
    )
    saturation_.add_argument(
        "--threshold", type=float, default=5.0, metavar="T", help=_("percent of new codes: 0 to 5")
    )
    saturation_.add_argument("--seed", type=int, default=None, metavar="N", help=_("for other random orders"))
    for made in (saturation_, sampling_):
        made.add_argument("--json", action="store_true", help=_("print a list of objects"))
        made.add_argument("--out", type=Path, metavar="FILE")


def saturation(arguments: argparse.Namespace) -> int:
    """New codes by source, or the properties of a category by source; to the screen or to a file."""
    from qda.analysis.coding import saturation as rules
    from qda.coding import codes, judgements
    from qda.study import queries as study

    rule = rules.Rule(arguments.base, arguments.length, arguments.threshold)
    with reading(arguments.project) as project:
        seed = rules.SEED if arguments.seed is None else arguments.seed
        curve = rules.material(project).curve(arguments.order, seed=seed)
        wanted = codes.named(project, arguments.category) if arguments.category else None
        ids = [point.source for point in curve.points]
        filling = rules.filling(project, wanted, ids) if wanted is not None else None
        judged = judgements.rows(project, wanted) if wanted is not None else []
        title = study.study(project).title
        if arguments.out is not None:
            from qda.export.coding import saturation_files

            saturation_files.write(arguments.out, curve, rule, filling, judged=judged, study=title)
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
    if filling is not None:
        return _properties(filling, judged, curve, arguments)
    return _sources(curve, rule, arguments)


def _sources(curve: Curve, rule: Rule, arguments: argparse.Namespace) -> int:
    from qda.analysis.coding import saturation_words as words

    found = curve_rows(curve, rule)
    columns = ["place", "date", "source", "new", "codes", "run_new", "run_percent", "left_out"]
    if curve.band is not None:
        columns[5:7] = ["median", "least", "most"]
    code = show(found, arguments, columns)
    if not arguments.json:
        for sentence in (words.last_words(curve, rule), words.reached_words(curve, rule), words.left_out_words(curve)):
            if sentence:
                say(f"{sentence}.")
    return code


def curve_rows(curve: Curve, rule: Rule) -> list[dict[str, Any]]:
    """One object for each source: its place and new codes, and the run that ends with it; then those left out."""
    from qda.analysis.coding.saturation import reached, runs

    ending = {run.last: run for run in runs(curve.points, rule)}
    first = reached(curve.points, rule)
    place_of = {point.source: point for point in curve.points}
    found = []
    for source in [*(curve.sources[point.source] for point in curve.points), *curve.left_out]:
        point = place_of.get(source.id)
        run = ending.get(point.place) if point is not None else None
        row: dict[str, Any] = {
            "place": point.place if point is not None else None,
            "source": source.name,
            "date": source.when or None,
            "placed_by_hand": source.date is None and source.placed_on is not None,
            "case": source.case_name or None,
            "unit": source.unit_name or None,
            "new": point.new if point is not None else None,
            "codes": point.total if point is not None else None,
            "run_new": run.new if run is not None else None,
            "run_percent": round(run.percent, 2) if run is not None and run.percent is not None else None,
            "base_codes": run.base_codes if run is not None else None,
            "reached": run.notation if run is not None and run == first else None,
            "left_out": source.left_out or None,
        }
        if curve.band is not None:
            at = point.place - 1 if point is not None else None
            row["median"] = curve.band.median[at] if at is not None else None
            row["least"] = curve.band.low[at] if at is not None else None
            row["most"] = curve.band.high[at] if at is not None else None
        found.append(row)
    return found


def _properties(filling: Filling, judged: list[JudgementRow], curve: Curve, arguments: argparse.Namespace) -> int:
    found = [
        {
            "property": row.name,
            "is_dimension": row.dimension_id is not None,
            "first_place": row.first,
            "first_source": curve.sources[next(iter(row.sources))].name if row.sources else None,
            "sources": [curve.sources[source].name for source in row.sources],
            "segments": sum(row.sources.values()),
            "segments_left_out": row.outside,
            "gap": row.gap,
        }
        for row in filling.rows
    ]
    code = show(found, arguments, ("property", "first_place", "first_source", "segments", "gap"))
    if not arguments.json:
        for row in judged:
            say(_("{date}, judgement of the researcher: {words}").format(date=day(row.at), words=row.judgement))
    return code


def sampling(arguments: argparse.Namespace) -> int:
    """The log of theoretical sampling; to the screen or to a file."""
    from qda.coding import sampling as log
    from qda.export.coding.saturation_tables import log_table
    from qda.memos import queries as memos
    from qda.study import queries as study

    with reading(arguments.project) as project:
        rows = log.rows(project)
        titles = {memo.id: memo.shown_title for memo in memos.memos(project)}
        title = study.study(project).title
        if arguments.out is not None:
            from qda.export import writing

            writing.write(arguments.out, [log_table(rows, titles, study=title)])
            say(_("Wrote “{path}”.").format(path=arguments.out))
            return OK
    found: list[dict[str, Any]] = [
        {
            "gap": row.gap,
            "category": row.category or None,
            "property": row.property_name or None,
            "question": row.question,
            "planned": row.planned,
            "collected": [name for _id, name in row.sources],
            "effect": row.effect,
            "status": row.status,
            "begun": day(row.at),
            "memo": titles.get(row.memo_id or 0),
        }
        for row in rows
    ]
    if arguments.json:
        print_json(found)
        return OK
    plain = [{**row, "collected": "; ".join(row["collected"])} for row in found]
    return show(plain, arguments, ("status", "gap", "question", "planned", "collected", "effect"))
